# Makes what stands for a cached property anew, with something of its own that is told of each step.
# verdict: undecided
from functools import cached_property


class Quiet:
    def write_field(self, *what):
        pass


class Counter:
    @cached_property
    def value(self):
        return 0

    value.__init__(Quiet(), lambda self: 0)
