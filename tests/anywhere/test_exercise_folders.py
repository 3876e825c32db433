"""Exercises without notebooks: written from the course's, judged as they are there, and done in an editor."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.anywhere.judging import exercise as small_exercise
from tests.small_course import FREE_AFTERWARDS, KEEPS_ALL, RIGHT, STRANGE, WITHOUT_LOCK, SmallCourse
from threadlab.cli import main
from threadlab.course.answer_check import AnswerResult, check_answer
from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import find_course
from threadlab.course.verify.catalogue import answers_to
from threadlab.notebook.cell_text.slicing import slice_for
from threadlab.notebook.cell_text.test_functions import tests_of as in_cell
from threadlab.notebook.judging.notebook import checks_in
from threadlab.runners.exercise_folders.colour import coloured, wants_colour
from threadlab.runners.exercise_folders.reading import BadFolderError, folder_exercises, read_exercise
from threadlab.runners.exercise_folders.watching import Watch
from threadlab.runners.exercise_folders.writing import folder_files, stub_of

COURSE = find_course(Path(__file__).parent)
EVERY = exercises(COURSE)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def needs(exercise: Exercise, answer: str) -> list[object]:
    """Give all that the verdicts on an answer depend on: for each test its text, and those of the cells it needs."""
    found: list[object] = []
    for check, earlier, _ in checks_in(exercise.answered(answer)):
        for test in in_cell(check.text):
            needed = slice_for(test.text, earlier)
            texts = [text.strip("\n") for _, text in needed.cells]  # on which line a cell begins changes no verdict
            found.append((check.grade_id, test, texts, bool(needed.broken), needed.foreign, needed.unbound))
    return found


@pytest.mark.parametrize("exercise", EVERY, ids=lambda each: each.path)
def test_every_known_answer_is_judged_by_the_same_texts_as_in_the_notebook(exercise: Exercise, tmp_path: Path) -> None:
    folder = write(tmp_path / exercise.path, dict(folder_files(exercise, 1, COURSE.root)))
    exported = read_exercise(folder)
    assert exported.path == exercise.path
    assert [(c.name, c.points) for c in exported.checks] == [(c.name, c.points) for c in exercise.checks]
    texts = [answer.text for answer in answers_to(exercise, COURSE.root)]
    assert len(texts) > 20
    for text in [
        *texts,
        without_imports(folder / "solution.py"),
        (folder / "stub.py").read_text(),
        (folder / "solution.py").read_text(),
    ]:
        assert needs(exported, text) == needs(exercise, text)


@pytest.mark.parametrize("exercise", [EVERY[0], EVERY[2]], ids=lambda each: each.path)
def test_a_right_a_wrong_and_an_undecided_answer_get_the_same_points(exercise: Exercise, tmp_path: Path) -> None:
    folder = write(tmp_path / exercise.path, dict(folder_files(exercise, 1, COURSE.root)))
    solution = (folder / "solution.py").read_text()
    wrong = next((folder / "answers" / "wrong").iterdir()).read_text()
    for answer in (solution, wrong, f"import os\nos.getpid()\n{solution}"):
        here, there = (check_answer(each, answer) for each in (read_exercise(folder), exercise))
        assert here.to_json() == there.to_json()


def without_imports(path: Path) -> str:
    """Return an answer that counts on what the lesson has imported."""
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if "import" not in line)


def test_a_folder_in_which_something_is_missing_is_noticed(tmp_path: Path) -> None:
    exercise = next(each for each in EVERY if each.name == "safe_counter")
    folder = write(tmp_path / exercise.path, dict(folder_files(exercise, 1, COURSE.root)))
    (folder / "given.py").unlink()
    answer = without_imports(folder / "solution.py")
    assert needs(read_exercise(folder), answer) != needs(exercise, answer)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda each: each.path)
def test_the_stub_is_what_the_notebook_hands_out(exercise: Exercise) -> None:
    released = json.loads((COURSE.release / exercise.assignment / exercise.notebook.name).read_text(encoding="utf-8"))
    [stub] = [c for c in released["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == exercise.name]
    source = next(cell.text for cell in exercise.cells if cell.grade_id == exercise.name)
    assert stub_of(source) == "".join(stub["source"])


@pytest.mark.parametrize("exercise", EVERY, ids=lambda each: each.path)
def test_a_task_speaks_of_the_files_that_are_there_and_of_no_notebook(exercise: Exercise) -> None:
    task = folder_files(exercise, 1, COURSE.root)["task.md"]
    assert re.findall(r"\bcells?\b|\bnotebook|\b(?:checks?|tray|wrote) (?:above|below)", task) == []


def test_what_is_handed_out_has_nothing_that_learners_must_not_get(tmp_path: Path) -> None:
    for exercise in EVERY:
        files = folder_files(exercise, 1, COURSE.root, handout=True)
        assert not [name for name in files if name == "solution.py" or name.startswith("answers/")]
        assert not any("HIDDEN" in text or "SOLUTION" in text for name, text in files.items() if name != "task.md")
        assert not any(test.hidden for text in files.values() if "_schedule\n" in text for test in in_cell(text))
        read_exercise(write(tmp_path / exercise.path, dict(files)))


def test_a_check_all_of_whose_tests_are_hidden_is_not_handed_out() -> None:
    exercise = small_exercise()
    [first, second] = exercise.checks
    hidden = type(first)(
        type(first.cell)(**{**first.cell.to_json(), "text": KEEPS_ALL[KEEPS_ALL.index("### BEGIN") :]})
    )
    only = Exercise("1-adding", "add", Path(), exercise.cells, [hidden, second])
    files = folder_files(only, 1, Path(), handout=True)
    assert [name for name in files if name.startswith("checks/")] == ["checks/free-afterwards.py"]
    assert "keeps-all" not in files["exercise.toml"]
    assert "in this folder; `keeps-all` has no others, and no points here.\nHere your answer is" in files["task.md"]


def test_a_task_that_counts_hidden_tests_says_where_they_are_not() -> None:
    exercise = small_exercise()
    said = "\n\nThe hidden tests are not in this folder.\n"
    assert said in folder_files(exercise, 1, Path(), handout=True)["task.md"]
    whole = folder_files(exercise, 1, Path())
    assert said not in whole["task.md"]
    [first, second] = exercise.checks
    shown = type(first)(type(first.cell)(**{**first.cell.to_json(), "text": KEEPS_ALL[: KEEPS_ALL.index("### BEGIN")]}))
    without = Exercise("1-adding", "add", Path(), exercise.cells, [shown, second])
    assert said not in folder_files(without, 1, Path(), handout=True)["task.md"]


STUB = RIGHT.replace("    with lock:\n        total += amount", "    raise NotImplementedError()")
FILES = {
    "task.md": "Add.\n",
    "stub.py": STUB,
    "checks/keeps-all.py": KEEPS_ALL,
    "checks/free-afterwards.py": FREE_AFTERWARDS,
    "exercise.toml": "[points]\nkeeps-all = 3\n",
}


def test_points_and_order_come_from_the_settings_and_may_be_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "a" / "add", FILES)
    assert [(c.behaviour, c.points) for c in read_exercise(folder).checks] == [("keeps-all", 3), ("free-afterwards", 1)]
    (folder / "exercise.toml").unlink()
    assert [(c.behaviour, c.points) for c in read_exercise(folder).checks] == [("free-afterwards", 1), ("keeps-all", 1)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"task.md": None}, "has no task.md"),
        ({"stub.py": None}, "has no stub.py"),
        ({"checks/keeps-all.py": None, "checks/free-afterwards.py": None}, "has no NAME.py in it"),
        ({"checks/keeps-all.py": "def test("}, "keeps-all.py is no check"),
        ({"checks/keeps-all.py": "x = 1"}, "it has no function with @every_schedule or @some_schedule"),
        ({"exercise.toml": "points"}, "is no TOML"),
        ({"exercise.toml": "[points]\nkeeps = 1"}, "gives points for keeps"),
        ({"exercise.toml": "[points]\nkeeps-all = -1"}, "must be a number from 0 on, not -1"),
        ({"exercise.toml": "[points]\nkeeps-all = nan"}, "must be a number from 0 on, not nan"),
        ({"exercise.toml": "points = 3"}, "points is a table"),
        ({"exercise.toml": "order = 'first'"}, "order must be a number"),
        ({"exercise.toml": "colour = 3"}, "colour, which means nothing"),
        ({"stub.py": b"\xff"}, "is not a text file in UTF-8"),
    ],
)
def test_a_folder_that_is_not_as_it_must_be_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str | bytes | None], said: str
) -> None:
    folder = write(tmp_path / "a" / "add", FILES)
    for name, text in change.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["watch", str(folder), "--once"]) == 2
    assert said in capsys.readouterr().err
    with pytest.raises(BadFolderError):
        read_exercise(folder)


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_without_exercises_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], there: bool) -> None:
    assert main(["watch", str(tmp_path if there else tmp_path / "nowhere"), "--once"]) == 2
    assert ("there is no exercise in" if there else "is no folder") in capsys.readouterr().err


def test_exercises_come_in_their_order(tmp_path: Path) -> None:
    for order, name in enumerate(["zebra", "ant"], start=1):
        write(tmp_path / "1" / name, {**FILES, "exercise.toml": f"order = {order}"})
    write(tmp_path / "0" / "last", FILES)
    assert [each.path for each in folder_exercises(tmp_path)] == ["0/last", "1/zebra", "1/ant"]


class Session:
    """A learner at work: each look is followed by the next save."""

    def __init__(self, folder: Path) -> None:
        self.judged: list[str] = []
        self.shown: list[str] = []
        self.watch = Watch(folder_exercises(folder), self.judge, self.shown.append)

    def judge(self, exercise: Exercise, answer: str) -> AnswerResult:
        self.judged.append(exercise.name)
        return check_answer(exercise, answer)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name in ("add", "again"):
        text = {file: content for file, content in FILES.items() if file != "exercise.toml"}
        write(tmp_path / "adding" / name, text)
    return tmp_path


def test_each_save_is_judged_once_and_the_next_exercise_begins_when_all_hold(two: Path) -> None:
    session = Session(two)
    answer = two / "adding" / "add" / "answer.py"
    assert session.watch.look() == 1
    assert answer.read_text() == STUB.rstrip("\n") + "\n"
    assert "Not written yet" in "\n".join(session.shown)
    assert session.watch.look() is None
    for text, status in ((WITHOUT_LOCK, 1), ("def add(", 1), (STRANGE, 2)):
        answer.write_text(text)
        assert session.watch.look() == status
        assert session.watch.look() is None
    answer.write_text(RIGHT)
    assert session.watch.look() == 1  # that of the next one, which has not been written yet
    assert session.judged == ["add"] * 5 + ["again"]
    (two / "adding" / "again" / "answer.py").write_text(RIGHT)
    assert session.watch.look() == 0
    assert session.watch.done
    assert session.shown[-1] == "✓ All of it is done: 2 of 2 exercises."


def test_how_an_order_is_run_again_is_said_of_the_checks_file_and_is_so(two: Path) -> None:
    session = Session(two)
    folder = two / "adding" / "add"
    (folder / "answer.py").write_text(WITHOUT_LOCK)
    assert session.watch.look() == 1
    said = "\n".join(session.shown)
    [replay] = re.findall(r"Replay this order: (replay='\w+')\n", said)
    assert "  Put this into the brackets of the test's decorator in checks/keeps-all.py, and\n" in said
    assert not re.search(r"\bcells?\b", said)
    decorated = KEEPS_ALL.replace(
        "@every_schedule\ndef two_threads_add", f"@every_schedule({replay})\ndef two_threads_add"
    )
    (folder / "checks" / "keeps-all.py").write_text(decorated)
    assert session.watch.look() == 1
    (folder / "answer.py").write_text(RIGHT)
    assert session.watch.look() == 2
    assert "was the program changed?" in "\n".join(session.shown)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("\n\nimport os\n\ndef step(n):\n    os.getpid()\n", "(given.py, line 6)"),
        ("x = 1\n\n# %%\n\nimport os\n\ndef step(n):\n    os.getpid()\n", "(given.py, part 2, line 8)"),
    ],
)
def test_what_stands_before_the_answer_is_called_by_its_file_and_has_its_lines(
    two: Path, given: str, said: str
) -> None:
    folder = two / "adding" / "add"
    (folder / "given.py").write_text(given)
    (folder / "answer.py").write_text(RIGHT.replace("total += amount", "step(1)\n        total += amount"))
    session = Session(two)
    assert session.watch.look() == 2
    shown = "\n".join(session.shown)
    assert f"Not decided: uses os {said}" in shown
    assert "2 are undecided" in shown
    assert "nothing was proved." in shown
    assert "person" not in shown


def test_what_a_learner_has_written_is_never_written_over(two: Path) -> None:
    answer = two / "adding" / "add" / "answer.py"
    answer.write_text("mine = 1\n")
    Session(two).watch.look()
    assert answer.read_text() == "mine = 1\n"


def test_an_answer_that_cannot_be_read_and_a_check_that_is_being_written_end_nothing(two: Path) -> None:
    session = Session(two)
    answer, check = two / "adding" / "add" / "answer.py", two / "adding" / "add" / "checks" / "keeps-all.py"
    answer.write_bytes(b"\xff")
    assert session.watch.look() == 2
    assert "is not a text file in UTF-8" in session.shown[-1]
    answer.write_text(RIGHT)
    check.write_text("def (")
    assert session.watch.look() == 2
    check.write_text(KEEPS_ALL)
    assert session.watch.look() == 1
    assert session.judged[0] == "add"


@pytest.mark.parametrize(("text", "status"), [(RIGHT, 0), (WITHOUT_LOCK, 1), (STRANGE, 2)])
def test_once_is_for_scripts(two: Path, capsys: pytest.CaptureFixture[str], text: str, status: int) -> None:
    (two / "adding" / "add" / "answer.py").write_text(text)
    assert main(["watch", str(two / "adding" / "add"), "--once"]) == status
    assert "\x1b" not in capsys.readouterr().out


def test_check_takes_such_a_folder_too(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (two / "mine.py").write_text(WITHOUT_LOCK)
    assert main(["check", str(two / "adding" / "add"), str(two / "mine.py"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["exercise"] == "adding/add"


def test_the_command_writes_folders_and_nothing_over_what_is_there(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["export-exercises", "--to", "out"]
    assert main([*export, "--dry-run"]) == 0
    assert not (small_course.root / "out").exists()
    assert main([*export, "1-adding/add"]) == 0
    written = sorted(p.relative_to("out/1-adding/add").as_posix() for p in Path("out").rglob("*") if p.is_file())
    checks = ["checks/free-afterwards.py", "checks/keeps-all.py"]
    assert written == [*checks, "exercise.toml", "solution.py", "stub.py", "task.md"]
    capsys.readouterr()
    assert main(export) == 2
    assert "nothing is written over" in capsys.readouterr().err
    assert main([*export, "2-nowhere"]) == 2
    assert "There are:\n  1-adding/add" in capsys.readouterr().err


def test_colours_are_for_terminals_that_have_them() -> None:
    assert coloured("  ✓ keeps-all") == "\x1b[32m  ✓ keeps-all\x1b[0m"
    assert coloured("total += 1") == "total += 1"

    class Terminal:
        def isatty(self) -> bool:
            return True

    class Pipe:
        def isatty(self) -> bool:
            return False

    for stream, environment, wanted in (
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (Pipe(), {}, False),
        (Pipe(), {"FORCE_COLOR": "1"}, True),
    ):
        assert wants_colour(stream, environment) is wanted  # type: ignore[arg-type]


def test_the_page_is_followed_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = tmp_path / "course"
    for part in ("source", "answers"):
        shutil.copytree(COURSE.root / part, course / part)
    shutil.copy(COURSE.settings, course)
    shutil.copy(course / "answers/2-locked-counter/increment/right/with_each_time.py", course / "answer.py")
    monkeypatch.chdir(course)
    page = (COURSE.root / "docs" / "exercises-without-notebooks.md").read_text(encoding="utf-8")
    typed = re.findall(r"^\$ threadlab (.*)$", page, re.MULTILINE)
    assert [main(shlex.split(line)) for line in typed] == [0, 0, 1, 0]
    files = re.findall(r"`(\w+\.\w+)`", page.partition("| file |")[2].partition("\n\n")[0])
    written = {path.relative_to("../exercises").as_posix() for path in Path("../exercises").rglob("*")}
    for name in set(files) - {"answer.py"}:
        assert any(path.endswith(f"/{name}") for path in written), name
