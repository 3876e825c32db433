"""The walks of CONTRIBUTING.md, followed word by word in a copy of the package: they lead where they say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.house.floor_plan import REPOSITORY, floor_plan, imports
from tests.house.test_imports import offences
from tests.patience import PATIENCE

PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^ *(?:New file `(?P<new>[^`]+)`|In `(?P<file>[^`]+)`, (?P<how>after|in place of) `(?P<anchor>[^`]+)`):\n\n"
    r"(?P<indent> *)```text\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


def walk(title: str) -> list[re.Match[str]]:
    """Return what one of the walks writes."""
    section = PAGE.partition(f"### ... {title}\n")[2].partition("\n### ")[0]
    return list(BLOCK.finditer(section))


def follow(title: str, copy: Path) -> Path:
    """Follow one walk in a copy of the package, and return the copy."""
    shutil.copytree(REPOSITORY / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    steps = walk(title)
    assert steps, title
    for step in steps:
        text = "".join(line.removeprefix(step["indent"]) for line in step["text"].splitlines(keepends=True))
        path = copy / (step["new"] or step["file"])
        if step["new"]:
            assert not path.exists()
            path.write_text(text, encoding="utf-8")
            continue
        before = path.read_text(encoding="utf-8")
        anchor = f"{step['anchor']}\n"
        assert before.count(anchor) == 1, f"{path.name} has {before.count(anchor)} times: {anchor}"
        after = anchor + text if step["how"] == "after" else text
        path.write_text(before.replace(anchor, after), encoding="utf-8")
    assert offences(imports(copy / "src" / "threadlab"), floor_plan()) == []
    return copy


def said(copy: Path, program: str) -> str:
    """Run a program with the copy of the package."""
    start = f"import sys; sys.path.insert(0, {str(copy / 'src')!r})\n"
    ran = subprocess.run(
        [sys.executable, "-P", "-c", start + textwrap.dedent(program)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_primitive_is_stepped_through_and_has_words(tmp_path: Path) -> None:
    copy = follow("a primitive of `threading`, `queue` or `concurrent.futures`", tmp_path)
    told = said(
        copy,
        """
        from threadlab import explore
        from threadlab.schedules.actions import ACTIONS
        from threadlab.story import tell
        from threadlab.story.wording.phrases import PHRASES

        assert set(PHRASES) == ACTIONS
        program = "from threading import Latch, Thread\\nready = Latch(2)\\ndef work(): ready.count_down()"
        for workers in (2, 1):
            test = f"def test():\\n    for _ in range({workers}): Thread(target=work).start()\\n    ready.wait()"
            result = explore(test, program)
            told = "" if result.failure is None else tell(result, name="test", sources={"answer": program}).text
            print(result.verdict, result.schedules, "waits on ready" in told, "counts ready down" in told)
        """,
    )
    assert told.splitlines() == ["holds 2 False False", "fails 1 True True"]


def test_a_kind_of_failure_is_found_told_and_drawn(tmp_path: Path) -> None:
    copy = follow("a kind of failure", tmp_path)
    told = said(
        copy,
        """
        from typing import get_args
        from threadlab import explore
        from threadlab.schedules.failure_kinds import KINDS, Kind
        from threadlab.story import tell
        from threadlab.story.wording.failure_kinds import WORDS

        assert set(KINDS) == set(get_args(Kind)) == set(WORDS) | {"polls", "never"}
        program = "from threading import Lock, Thread\\nlock = Lock()"
        result = explore("def test(): lock.acquire(); t = Thread(target=print); t.start(); t.join()", program)
        story = tell(result, name="test", sources={"answer": ""})
        print(result.verdict, result.failure.kind, result.failure.message, story.text, bool(story.svg), sep="|")
        """,
    )
    verdict, kind, message, text, drawn = told.strip().split("|")
    assert (verdict, kind, message) == ("fails", "left-locked", "the test ended with a lock in hand")
    assert "A lock is left behind" in text
    assert drawn == "True"


@pytest.mark.skipif(shutil.which("nice") is None, reason="needs the program nice (coreutils)")
def test_a_sandbox_is_chosen_if_its_walls_hold(tmp_path: Path) -> None:
    copy = follow("a sandbox", tmp_path)
    program = "from threadlab.grading.worker.sandbox_choice import choose_sandbox, TIERS\n"
    assert said(copy, f"{program}print(TIERS[0].name, choose_sandbox(trusted=True).name)").split()[0] == "nice"


def test_grades_are_exported_in_a_form_of_ones_own(tmp_path: Path) -> None:
    copy = follow("a form in which grades are exported", tmp_path)
    course = tmp_path / "course"
    shutil.copytree(REPOSITORY / "source", course / "source")
    for name in ("gradebook.db", "nbgrader_config.py"):
        shutil.copy(REPOSITORY / name, course)
    told = said(
        copy,
        f"""
        import os
        from threadlab.cli import main

        os.chdir({str(course)!r})
        main(["export", "1-start-join", "--format", "sums", "--to", "sums.csv"])
        """,
    )
    assert told.startswith("Wrote sums.csv: ")
    columns, *rows = (course / "sums.csv").read_text().splitlines()
    assert columns == "student,points"
    assert {"student-01,", "student-04,0"} <= set(rows)  # a mark of the first one waits for a person


def test_a_table_stands_on_the_feedback_page(tmp_path: Path) -> None:
    copy = follow("a table on the feedback page", tmp_path)
    course = tmp_path / "course"
    for folder in ("source", "autograded/student-01"):
        shutil.copytree(REPOSITORY / folder, course / folder)
    for name in ("gradebook.db", "nbgrader_config.py"):
        shutil.copy(REPOSITORY / name, course)
    said(
        copy,
        f"""
        import os
        from pathlib import Path
        from threadlab.course.folder import find_course
        from threadlab.course.nbgrader_steps import Steps

        os.chdir({str(course)!r})
        Steps(find_course(Path.cwd())).generate_feedback("1-start-join", "student-01")
        """,
    )
    (page,) = (course / "feedback" / "student-01" / "1-start-join").glob("*.html")
    assert "How the checks came out" in page.read_text(encoding="utf-8")


def test_what_the_walks_name_is_there() -> None:
    new = {step["new"] for step in BLOCK.finditer(PAGE)}
    for path in set(re.findall(r"`((?:src|tests|docs)/[\w/.-]+)`", PAGE)):
        assert path in new or (REPOSITORY / path).exists(), path  # "tests/term/" and its like are folders


def test_a_walk_that_leads_nowhere_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PAGE", PAGE.replace("after `            program()`", "after `    programme()`"))
    with pytest.raises(AssertionError, match="0 times"):
        follow("a kind of failure", tmp_path)
