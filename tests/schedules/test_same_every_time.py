"""The verdict, the story and the number of schedules depend on the program alone."""

from __future__ import annotations

from threadlab import explore

IN_ORDER_OF_CREATION = """
from threading import Lock

def test():
    first, second = Lock(), Lock()
    assert id(second) > id(first)
"""


def test_the_number_of_a_lock_does_not_depend_on_who_asks_first():
    """Else locks taken from a set would be numbered in the order of their addresses, another one in every run."""
    assert explore(IN_ORDER_OF_CREATION).verdict == "holds"


def test_running_out_of_memory_is_no_verdict():
    result = explore("def raises():\n    raise MemoryError")
    assert (result.verdict, result.reason) == ("undecided", "needs more memory than there is")
