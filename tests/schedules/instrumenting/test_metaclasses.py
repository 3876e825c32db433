"""No class of a program passes for another: what a metaclass would answer for its classes, nobody asks it."""

import pytest

from threadlab import explore

TEST = "def test():\n    assert get() >= 2"
LIAR = """
class Liar(metaclass=Meta):
    def __ge__(self, other): return True
def get(): return Liar()
"""
DEFINED = [
    "class Meta(type):\n    def __getattr__(cls, name): return 1",
    "class Meta(type):\n    def __getattribute__(cls, name): return type.__getattribute__(cls, name)",
    "class Meta(type):\n    def __hash__(cls): return 1",
    "class Meta(type):\n    def __eq__(cls, other): return True",
    "class Mix:\n    def __getattr__(cls, name): return 1\nclass Meta(Mix, type): pass",
    "Meta = type('Meta', (type,), {'__getattr__': lambda cls, name: 1})",
]
SET = [
    ("class Meta(type): pass", "Meta.__getattr__ = lambda cls, name: 1"),
    ("class Meta(type): pass", "setattr(Meta, '__hash__', lambda cls: 1)"),
    ("class Mix: pass\nclass Meta(Mix, type): pass", "Mix.__hash__ = lambda cls: 1"),
]


@pytest.mark.parametrize("meta", DEFINED)
def test_a_metaclass_that_defines_what_its_classes_answer_is_not_modelled(meta):
    result = explore(TEST, f"{meta}\n{LIAR}")
    assert (result.verdict, result.reason.partition(" __")[0]) == ("undecided", "defines")


@pytest.mark.parametrize(("meta", "later"), SET)
def test_nor_is_one_that_gets_it_later(meta, later):
    result = explore(TEST, f"{meta}\n{LIAR}\n{later}")
    assert (result.verdict, result.reason.partition(" __")[0]) == ("undecided", "sets")


def test_other_metaclasses_are_modelled_and_their_objects_have_no_order_in_a_test():
    result = explore(TEST, f"class Meta(type):\n    __hash__ = type.__hash__\n    def twice(cls): return 2\n{LIAR}")
    assert result.verdict == "fails"
    useful = "class Meta(type):\n    def two(cls): return 2\nclass A(metaclass=Meta): pass\ndef get(): return A.two()"
    assert explore(TEST, useful).verdict == "holds"


def test_a_plain_class_may_get_a_hash_of_its_own_later():
    assert explore(TEST, "class A: pass\nA.__hash__ = lambda self: 3\ndef get(): return hash(A())").verdict == "holds"
