"""What the documentation tells people to type works, and what it points to is there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.patience import PATIENCE

REPOSITORY = Path(__file__).parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def commands(page: Path) -> Iterator[str]:
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            assert line.startswith("$ "), f"{page.name}: a line to type begins with a dollar sign: {line}"
            yield line.removeprefix("$ ").partition("  #")[0].strip()


# Pages whose commands build on one another are followed word by word elsewhere: test_author_page.py, tests/anywhere,
# tests/browser/hub.py.
FOLLOWED = {"author.md", "exercises-without-notebooks.md", "for-your-own-code.md", "hub.md"}
TYPED = {page.name: found for page in PAGES if page.name not in FOLLOWED and (found := list(commands(page)))}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small class on the real course, with an answer to judge, in a repository-like folder."""
    folder = tmp_path / "docs"
    root = folder / "course"
    (folder / "home").mkdir(parents=True)
    root.mkdir()
    for part in ("source", "release", "answers", "nbgrader_config.py", "gradebook.db", "Makefile"):
        copy = shutil.copytree if (REPOSITORY / part).is_dir() else shutil.copy
        copy(REPOSITORY / part, root / part)
    for mistakes in (root / "answers").glob("*/*/wrong"):  # the report judges each of them; a few will do
        if mistakes.parent.name != "increment":
            shutil.rmtree(mistakes)
    for student in ("student-01", "student-07"):
        for step in ("submitted", "autograded"):
            shutil.copytree(REPOSITORY / step / student, root / step / student)
    shutil.copy(root / "answers/2-locked-counter/increment/right/with_each_time.py", root / "answer.py")
    download_from_a_platform(root)
    notebook = json.loads((root / "release/2-locked-counter/locked_counter.ipynb").read_text(encoding="utf-8"))
    answered = next(cell for cell in notebook["cells"] if cell["id"] == "increment")
    answered["source"] = (root / "answer.py").read_text(encoding="utf-8")
    (root / "locked_counter.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return root


def download_from_a_platform(root: Path) -> None:
    """Put beside the course what an instructor downloads: the class list, and what was handed in."""
    lines = ["First name,Last name,ID number,Email address"]
    with zipfile.ZipFile(root / "submissions.zip", "w") as archive:
        for number in (1, 7):
            lines.append(f"Given,Family{number},student-{number:02},student-{number:02}@uni.example")
            for path in sorted((root / f"submitted/student-{number:02}/1-start-join").glob("*.ipynb")):
                archive.write(path, f"Given Family{number}_70{number}_assignsubmission_file/{path.name}")
    (root / "list.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("page", TYPED)
def test_what_a_page_says_to_type_works_in_that_order(page: str, course: Path) -> None:
    for command in TYPED[page]:
        program, *arguments = shlex.split(command)
        name = Path(program).name
        if name == "make":
            targets = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
            assert arguments[0] in targets
        elif name in ("threadlab", "nbgrader"):
            arguments = [re.sub("^~", str(course.parent / "home"), argument) for argument in arguments]
            ran = run([sys.executable, "-m", {"threadlab": "threadlab.cli"}.get(name, name), *arguments], course)
            said = f"{command}\n{ran.stdout}{ran.stderr}"
            assert "Traceback" not in said
            assert "Warning" not in ran.stderr, said
            expected = 1 if "/wrong/" in command or "transfer answer.py" in command else 0
            assert ran.returncode == expected, said
        else:
            assert name in ("cd", "pip"), command


def test_from_a_clone_to_the_grades_are_fewer_than_ten_commands() -> None:
    page = (REPOSITORY / "docs/instructor.md").read_text(encoding="utf-8")
    way = page.partition("## From a clone to the grades")[2].partition("\n## ")[0]
    typed = [line for block in BLOCK.findall(way) for line in block.splitlines()]
    assert len(typed) < 10
    assert typed[0] == "$ make setup"
    assert "threadlab export" in typed[-1]


def run(command: list[str], course: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(course.parent / "home"), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_says_what_it_is_in_twenty_lines_and_names_every_dependency() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert readme.splitlines().index("## Try it") <= 24
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in chain(project["dependencies"], *project["optional-dependencies"].values()):
        name = re.split(r"[<>=]", requirement)[0]
        assert name.lower() in readme.lower(), name
