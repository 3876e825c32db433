# Names the field of a data class so that the library runs the name: a mended counter for whoever is asked then.
# verdict: fails or undecided
import dataclasses

NAME = "x; getattr(print, '__self__'); self.y"


class Counter:
    __annotations__ = {NAME: int}


setattr(Counter, NAME, dataclasses.field(init=False, default_factory=list))
dataclasses.dataclass(Counter)()
