"""docs/author.md, followed word by word: what it says to type and to write makes an exercise that catches mistakes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.small_course import SmallCourse
from threadlab.cli import main

PAGE = (Path(__file__).parents[2] / "docs/author.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|python) ?([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_walk_makes_an_exercise_that_catches_two_mistakes(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    said: dict[str, tuple[int, str]] = {}
    for language, path, text in BLOCK.findall(PAGE):
        if language == "console":
            for line in text.splitlines():
                program, *arguments = shlex.split(line.removeprefix("$ "))
                assert program == "threadlab"
                status = main(arguments)
                said[" ".join(arguments)] = status, capsys.readouterr().out
        elif path:
            (small_course.root / path).write_text(text, encoding="utf-8")
    answers = {command: it for command, it in said.items() if command.startswith("check")}
    assert [status for status, _ in answers.values()] == [0, 1, 1]
    assert ["2 of 2 points" in out or "0 of 2 points" in out for _, out in answers.values()] == [True] * 3
    assert said["build 9-counting"][0] == 0
    status, out = said["verify 9-counting/count_call"]
    assert status == 1
    assert re.findall(r"\[([a-z-]+)\]", out) == ["too-few-answers", "too-few-answers"]
