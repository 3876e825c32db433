"""Who marks next what: nothing is given to two, what is let go is given again, and mark schemes become boxes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from threadlab.grading.pages.mark_scheme import Criterion, boxes
from threadlab.grading.pages.waiting_queue import FOR, take_next

FOUND = ["a", "b", "c"]


def test_two_who_ask_get_two(tmp_path: Path) -> None:
    queue = tmp_path / "deep" / "looking.db"
    assert [take_next(queue, FOUND, who, 0.0) for who in ("one", "two", "three", "four")] == ["a", "b", "c", ""]


def test_who_goes_on_lets_go_of_what_came_before(tmp_path: Path) -> None:
    queue = tmp_path / "looking.db"
    assert take_next(queue, FOUND, "one", 0.0) == "a"
    assert take_next(queue, FOUND, "two", 0.0) == "b"
    assert take_next(queue, FOUND, "one", 0.0, after="a") == "c"
    assert take_next(queue, FOUND, "two", 0.0, after="b") == "a"  # the last is followed by the first


def test_what_nobody_went_on_from_is_given_again_after_a_while(tmp_path: Path) -> None:
    queue = tmp_path / "looking.db"
    assert take_next(queue, ["a"], "one", 0.0) == "a"
    assert take_next(queue, ["a"], "two", FOR - 1.0) == ""
    assert take_next(queue, ["a"], "two", FOR) == "a"


def test_what_is_marked_already_is_not_given_though_somebody_was_behind_it(tmp_path: Path) -> None:
    assert take_next(tmp_path / "looking.db", ["b"], "one", 0.0, after="a") == "b"


def test_many_who_ask_at_the_same_time_get_each_another(tmp_path: Path) -> None:
    found = [str(number) for number in range(40)]
    with ThreadPoolExecutor(8) as people:
        taken = list(people.map(lambda who: take_next(tmp_path / "looking.db", found, f"ta-{who}", 0.0), range(40)))
    assert sorted(taken) == sorted(found)


@pytest.mark.parametrize(
    ("scheme", "found"),
    [
        ("Two threads may read the same total. 2 points.", [("Two threads may read the same total. 2 points.", 2)]),
        (
            "- names the two reads (1 point)\n- says that one update is lost: 1.5 points\n\nBe kind.",
            [("names the two reads (1 point)", 1), ("says that one update is lost: 1.5 points", 1.5)],
        ),
        ("One point in two: 0,5 pt. The rest 1 p.", [("One point in two: 0,5 pt.", 0.5), ("The rest 1 p.", 1)]),
        (
            "- 1 point: one schedule; the harmful one is rare.\n  It may be said in other words.\n- 1 point: why",
            [
                ("1 point: one schedule; the harmful one is rare. It may be said in other words.", 1),
                ("1 point: why", 1),
            ],
        ),
        ("- 1 point: `join` waits", [("1 point: join waits", 1)]),
        ("1 point if it names both, 2 points if it says why.", []),  # either or: a person reads it
        ("Full marks for any pointer to line 3.", []),
    ],
)
def test_a_mark_scheme_becomes_boxes_where_it_says_how_many_points(scheme: str, found: list[tuple[str, float]]) -> None:
    assert boxes(scheme) == [Criterion(*each) for each in found]
