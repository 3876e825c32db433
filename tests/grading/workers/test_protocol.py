"""What travels is JSON, always the same bytes, and reading it survives whatever was written in its place."""

import pytest

from threadlab.grading.worker.protocol import decode, encode


def test_a_value_has_one_form():
    assert encode({"b": [1, None], "a": "é"}) == encode({"a": "é", "b": (1, None)}) == b'{"a":"\\u00e9","b":[1,null]}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_json_cannot_say_is_not_sent(value):
    with pytest.raises(ValueError, match="Out of range"):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"{", b"NaN", b'{"a": -Infinity}', b"[" * 100_000, b'{"":' * 100_000, b"9" * 5_000, b"1 2"],
    ids=["nothing", "no text", "cut off", "NaN", "Infinity", "deep list", "deep table", "huge number", "two values"],
)
def test_what_is_not_json_is_an_error_of_one_kind(data):
    with pytest.raises(ValueError):  # noqa: PT011  each has its own words
        decode(data)
