"""The instructor notebooks keep the form that building, grading and the reader rely on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

SOURCE = Path(__file__).parents[2] / "source"


def exercises_in(path: Path) -> list[str]:
    """Name the exercises that a notebook describes, in their order."""
    cells = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells
    ids = [cell.id.removeprefix("exercise-") for cell in cells if cell.id.startswith("exercise-")]
    return [name.replace("-", "_") for name in ids]


NOTEBOOKS = {str(path.relative_to(SOURCE)): exercises_in(path) for path in sorted(SOURCE.glob("*/*.ipynb"))}
BEHAVIOUR = re.compile(r"[a-z]+(-[a-z]+)*")
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS\n(.*?)^### END HIDDEN TESTS$", re.DOTALL | re.MULTILINE)
DECORATORS = {"every_schedule", "some_schedule", "one_schedule"}
LONGEST_PAUSE = 0.1  # seconds

# What each lesson must show in code that runs, by topic.
TOPICS = {
    "1-start-join/start_join.ipynb": {
        "the main thread": ["threading.main_thread()"],
        "the thread object": ["threading.current_thread()"],
        "a thread in five steps": ["import threading", "Thread(target=water_the_plants", ".start()", ".join()"],
        "waiting and computing, both measured": ["time.perf_counter()", 'print(f"4 downloads', 'print(f"4 comp'],
        "lines that run into each other": ['end="")', "time.sleep("],
        "two sequences and a last line": ["count_sheep", "name_colours", "have gone home."],
    },
    "2-locked-counter/locked_counter.ipynb": {
        "spoiled data": ["visits = visits + 1"],
        "acquire and release": ["visits_lock.acquire()", "visits_lock.release()"],
        "ten threads, ten times": ["doors=10, visitors=10"],
        "with": ["with tickets_lock:"],
        "mended print": ["with screen_lock:"],
        "primitives": [
            "= threading.Lock()",
            "= threading.RLock()",
            "= threading.Semaphore(2)",
            "= threading.Event()",
            "= threading.Condition()",
        ],
    },
    "3-producer-consumer/producer_consumer.ipynb": {
        "five items handed over": ["range(1, 6)", "producer_of_five", "consumer_of_five"],
        "wait, wait_for and notify": ["tray_changed.wait()", "tray_changed.wait_for(", "tray_changed.notify()"],
        "notify_all": ["restaurant.notify_all()"],
    },
    "4-semaphores-events/semaphores_events.ipynb": {
        "the lock that may be taken again": ["= threading.RLock()"],
        "at most n at a time": ["= threading.Semaphore(3)"],
        "a signal for everybody": ["= threading.Event()", "doors.wait()", "doors.set()"],
        "rounds": ["= threading.Barrier(2)", "turn.wait()"],
    },
    "5-classic-problems/classic_problems.ipynb": {
        "two things in the same order": ["paint, brush", "sorted(needed, key=number.get)"],
        "many at a time": ["visitors = visitors + 1", "visitors = visitors - 1"],
        "each waits for the other kind": ["leaders.release()", "followers.acquire()"],
        "a signal that is kept": ["rings = threading.Semaphore(0)", "rings.acquire()", "rings.release()"],
    },
}


def read(name: str) -> Any:
    return nbformat.read(SOURCE / name, as_version=nbformat.NO_CONVERT)


def graded(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {})


def is_test(cell: Any) -> bool:
    return bool(cell.cell_type == "code" and graded(cell).get("grade"))


def is_lesson(cell: Any) -> bool:
    return cell.cell_type == "code" and not graded(cell)


def written_in(notebook: Any) -> list[Any]:
    """The cells of a notebook in which students answer in their own words."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown" and graded(cell)]


def checks_in(text: str) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
        and DECORATORS & {ast.unparse(d).split("(")[0] for d in node.decorator_list}
    ]


def bound_at_top(text: str) -> set[str]:
    """Names that a text binds at top level, imports left out."""
    names: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def stripped(cell: Any, *preprocessors: Any) -> str:
    """The text of a cell as students get it."""
    cell = nbformat.from_dict(cell)
    for preprocessor in preprocessors:
        cell, _ = preprocessor().preprocess_cell(cell, {"language": "python"}, 0)
    return str(cell.source)


every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)
test_cells = [pytest.param(cell, id=cell.id) for name in NOTEBOOKS for cell in read(name).cells if is_test(cell)]
every_test_cell = pytest.mark.parametrize("cell", test_cells)
every_exercise = pytest.mark.parametrize(
    ("name", "exercise"), [(name, exercise) for name, exercises in NOTEBOOKS.items() for exercise in exercises]
)


def test_source_holds_a_notebook_for_each_assignment_and_nothing_else_that_would_be_released() -> None:
    files = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*") if path.is_file()}
    folders = [path.name for path in SOURCE.iterdir() if path.is_dir()]
    named = {f"{name}/{name.partition('-')[2].replace('-', '_')}.ipynb" for name in folders}
    assert {file for file in files if ".ipynb_checkpoints" not in file} == named == set(NOTEBOOKS)


@every_notebook
def test_an_assignment_has_exercises_and_each_has_checks(name: str) -> None:
    assert NOTEBOOKS[name]
    assert all(list(kept(read(name), exercise)) for exercise in NOTEBOOKS[name])


@every_notebook
def test_a_notebook_is_in_canonical_form(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert (SOURCE / name).read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n"


@every_notebook
def test_a_notebook_says_nothing_of_the_machine_that_wrote_it(name: str) -> None:
    metadata = dict(read(name).metadata)
    assert metadata.pop("threadlab", {"optional": True}) == {"optional": True}
    assert metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


@every_notebook
def test_code_cells_have_no_outputs(name: str) -> None:
    for cell in read(name).cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None), cell.id


@every_notebook
def test_the_id_of_a_graded_cell_is_its_grade_id_and_no_id_comes_twice(name: str) -> None:
    cells = read(name).cells
    assert len({cell.id for cell in cells}) == len(cells)
    for cell in cells:
        assert cell.id == graded(cell).get("grade_id", cell.id)


@every_notebook
def test_nbgrader_accepts_the_metadata_as_the_current_schema(name: str) -> None:
    notebook = read(name)
    MetadataValidator().validate_nb(notebook)
    for cell in notebook.cells:
        assert graded(cell).get("schema_version", 3) == 3


@every_notebook
def test_each_exercise_is_a_description_an_answer_and_then_its_tests(name: str) -> None:
    kinds: list[str] = []
    for cell in read(name).cells:
        marks = graded(cell)
        if cell.id.startswith("exercise-"):
            kinds.append(f"{cell.id.removeprefix('exercise-').replace('-', '_')}: description")
        elif cell.cell_type == "code" and marks.get("solution"):
            assert (marks.grade, marks.locked) == (False, False), cell.id
            kinds.append(f"{cell.id}: answer")
        elif is_test(cell):
            exercise, _, behaviour = cell.id.partition("--")
            assert BEHAVIOUR.fullmatch(behaviour), cell.id
            assert (marks.solution, marks.locked) == (False, True), cell.id
            kinds.append(f"{exercise}: test")
    once = [kind for previous, kind in zip(["", *kinds], kinds, strict=False) if kind != previous]
    parts = ("description", "answer", "test")
    assert once == [f"{exercise}: {part}" for exercise in NOTEBOOKS[name] for part in parts]


@every_test_cell
def test_a_check_has_whole_points_and_does_not_stop_run_all(cell: Any) -> None:
    assert type(graded(cell).points) is int
    assert graded(cell).points > 0
    assert cell.metadata.tags == ["raises-exception"]


@every_test_cell
def test_every_test_asks_a_question_and_is_named_by_a_sentence(cell: Any) -> None:
    names = [test.name for test in checks_in(cell.source)]
    assert len(names) == len(set(names))
    for test in checks_in(cell.source):
        [decorator] = test.decorator_list
        assert isinstance(decorator, ast.Call), test.name
        question = {k.arg: ast.literal_eval(k.value) for k in decorator.keywords}["question"]
        assert question.endswith("?")
        assert test.name.count("_") >= 3, test.name
        assert not test.args.args, test.name


@every_test_cell
def test_a_check_has_a_test_that_students_see_and_hides_whole_tests_only(cell: Any) -> None:
    assert cell.source.count("HIDDEN TESTS") in (0, 2)
    released = stripped(cell, ClearHiddenTests)
    assert checks_in(released)
    for hidden in HIDDEN.findall(cell.source):
        assert checks_in(hidden)
        assert len(checks_in(hidden)) + len(checks_in(released)) == len(checks_in(cell.source))


def promised(description: str) -> list[tuple[str, int, int, int]]:
    """Rows of the table of a description: behaviour, points, tests that students see, hidden tests."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) \| (\d+) \| \S.* \|$", description, re.MULTILINE)
    return [(behaviour, int(points), int(seen), int(hidden)) for behaviour, points, seen, hidden in rows]


def kept(notebook: Any, exercise: str) -> Iterator[tuple[str, int, int, int]]:
    for cell in notebook.cells:
        if is_test(cell) and cell.id.startswith(f"{exercise}--"):
            seen = len(checks_in(stripped(cell, ClearHiddenTests)))
            yield cell.id.split("--")[1], graded(cell).points, seen, len(checks_in(cell.source)) - seen


@every_exercise
def test_a_description_tells_the_checks_and_points_as_they_are(name: str, exercise: str) -> None:
    notebook = read(name)
    [description] = [c.source for c in notebook.cells if c.id == f"exercise-{exercise.replace('_', '-')}"]
    rows = list(kept(notebook, exercise))
    assert promised(description) == rows
    assert f"({sum(points for _, points, _, _ in rows)} points)" in description
    assert f"here are {len(rows)} checks:" in " ".join(description.split())


@every_exercise
def test_the_stub_that_students_get_says_what_to_write_and_where(name: str, exercise: str) -> None:
    [answer] = [cell for cell in read(name).cells if cell.id == exercise]
    stub = stripped(answer, ClearSolutions)
    assert stub != stripped(nbformat.from_dict({**answer, "source": ""}), ClearSolutions)
    assert "# YOUR CODE HERE" in stub
    assert "SOLUTION" not in stub
    functions = [node for node in ast.walk(ast.parse(stub)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    asked = [node for node in functions if node.name != "__init__"]
    assert asked
    assert all(ast.get_docstring(node) for node in asked)


@every_notebook
def test_a_written_question_has_a_mark_scheme_that_adds_up_and_is_not_released(name: str) -> None:
    questions = written_in(read(name))
    assert questions
    for answer in questions:
        marks = graded(answer)
        assert answer.id.startswith("written--")
        assert (marks.grade, marks.solution) == (True, True)
        assert type(marks.points) is int
        scheme = answer.source.partition("**Mark scheme.**")[2]
        assert sum(int(points) for points in re.findall(r"^- (\d+) points?: ", scheme, re.MULTILINE)) == marks.points
        assert stripped(answer, ClearSolutions) == "YOUR ANSWER HERE"


@every_notebook
def test_the_first_page_tells_the_points_as_they_are(name: str) -> None:
    notebook = read(name)
    told = re.search(r"^\| points \| (.*) \|$", notebook.cells[0].source, re.MULTILINE)
    exercises = [sum(points for _, points, _, _ in kept(notebook, exercise)) for exercise in NOTEBOOKS[name]]
    written = [graded(answer).points for answer in written_in(notebook)]
    assert told
    assert [int(number) for number in re.findall(r"\d+", told[1])] == [*exercises, *written]


@every_notebook
def test_a_lesson_binds_no_name_of_an_exercise(name: str) -> None:
    """Else a check would have to run the lesson's cell too, or the lesson would use a student's answer."""
    cells = read(name).cells
    taken = set().union(*(bound_at_top(cell.source) for cell in cells if cell.id in NOTEBOOKS[name]))
    for cell in filter(is_lesson, cells):
        assert not bound_at_top(cell.source) & taken, cell.id


@every_notebook
def test_a_lesson_never_pauses_longer_than_a_tenth_of_a_second(name: str) -> None:
    for cell in filter(is_lesson, read(name).cells):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "time.sleep":
                [pause] = node.args
                if isinstance(pause, ast.Constant):
                    assert pause.value <= LONGEST_PAUSE, cell.id


@pytest.mark.parametrize(("name", "topic"), [(name, topic) for name, topics in TOPICS.items() for topic in topics])
def test_a_lesson_shows_its_topics_in_code_that_runs(name: str, topic: str) -> None:
    code = "\n".join(cell.source for cell in read(name).cells if is_lesson(cell))
    for example in TOPICS[name][topic]:
        assert example in code


@every_notebook
def test_a_lesson_explains_the_rule_of_atomic_steps(name: str) -> None:
    words = " ".join(cell.source for cell in read(name).cells if cell.cell_type == "markdown")
    assert "one write of a shared variable is one step" in re.sub(r"[*\s>]+", " ", words)
    assert "Python does not promise" in words
