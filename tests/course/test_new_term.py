"""``threadlab new-term``: a folder for a term's class, outside of the course's repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from threadlab.cli import main
from threadlab.course.folder import find_course

COURSE = find_course(Path(__file__).parent)


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(COURSE.root)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_it_holds_the_course_and_nobodys_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-term", str(tmp_path / "terms" / "autumn")]) == 0
    made = tmp_path / "terms" / "autumn"
    notebooks = [f"source/{path.relative_to(COURSE.source)}" for path in COURSE.source.rglob("*.ipynb")]
    known = (path for path in (COURSE.root / "answers").rglob("*") if path.is_file())
    answers = [str(path.relative_to(COURSE.root)) for path in known]
    assert files(made) == sorted([".threadlab/taken.json", "nbgrader_config.py", *notebooks, *answers])
    assert find_course(made).assignments() == COURSE.assignments()
    assert "threadlab build" in capsys.readouterr().out
    assert [path.name for path in made.parent.iterdir()] == ["autumn"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert main(["new-term", str(tmp_path)]) == 0


@pytest.mark.parametrize("folder", ["term", "source/term", "."])
def test_it_is_not_made_in_the_course(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-term", folder]) == 2
    assert "somewhere private" in capsys.readouterr().err
    assert not Path("term").exists()


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "grades").write_text("ours")
    assert main(["new-term", str(tmp_path)]) == 2
    assert main(["new-term", str(tmp_path / "grades")]) == 2
    assert capsys.readouterr().err.count("choose another folder") == 2
    assert files(tmp_path) == ["grades"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["new-term", str(tmp_path / "file" / "term")]) == 2
    assert "cannot be made" in capsys.readouterr().err


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    assert main(["new-term", str(tmp_path / "term")]) == 2
    assert list(tmp_path.iterdir()) == []
