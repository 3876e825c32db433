"""A course with a made-up class of any size: python -m benchmarks.made_class FOLDER 3000.

Nobody's answers are judged for it. Each student has, for each exercise, what somebody in the sample class has, often or
seldom; so the mistakes are real ones, and how often each was made is drawn, the same every time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

ROOT = Path(__file__).parents[1]
START = datetime(2026, 10, 1, 8)  # noqa: DTZ001 - as the gradebook keeps times
MIXTURES = 40  # different notebooks of an assignment
LEFT_OUT = 0.08  # of the class hands an assignment in not at all
LATE = 0.06


def make(folder: Path, count: int) -> None:
    """Write the course: sources, catalogue, gradebook, and graded notebooks, many of them one and the same file."""
    drawn = random.Random(2026)
    for name in ("source", "release", "answers"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copy(ROOT / "gradebook.db", folder)
    students = [f"student-{number:0{len(str(count))}}" for number in range(1, count + 1)]
    able = {student: drawn.betavariate(4, 1.6) for student in students}
    with closing(sqlite3.connect(folder / "gradebook.db")) as gradebook, gradebook:
        _forget_people(gradebook)
        gradebook.executemany("INSERT INTO student (id) VALUES (?)", [(student,) for student in students])
        for week, (assignment,) in enumerate(list(gradebook.execute("SELECT name FROM assignment ORDER BY name"))):
            _hand_in(gradebook, folder, assignment, START + timedelta(weeks=2 * week), able, drawn)


def _forget_people(gradebook: sqlite3.Connection) -> None:
    for table in ("comment", "grade", "submitted_notebook", "submitted_assignment", "threadlab_answers", "student"):
        gradebook.execute(f"DELETE FROM {table}")


def _hand_in(
    gradebook: sqlite3.Connection, folder: Path, assignment: str, start: datetime, able: dict[str, float],
    drawn: random.Random,
) -> None:  # fmt: skip
    due = start + timedelta(days=10)
    gradebook.execute("UPDATE assignment SET duedate = ? WHERE name = ?", (str(due), assignment))
    ((assignment_id, notebook_id, notebook),) = gradebook.execute(
        "SELECT assignment.id, notebook.id, notebook.name FROM assignment "
        "JOIN notebook ON assignment_id = assignment.id WHERE assignment.name = ?", [assignment],
    )  # fmt: skip
    made = _mixtures(folder, assignment, notebook, drawn)
    parts = _parts(gradebook, notebook_id)
    for student, ability in able.items():
        if drawn.random() < LEFT_OUT:
            continue
        path, shares = made[min(len(made) - 1, int(drawn.gauss(1 - ability, 0.12) * len(made)) % len(made))]
        goal = folder / "autograded" / student / assignment / f"{notebook}.ipynb"
        goal.parent.mkdir(parents=True)
        os.link(path, goal)
        late = drawn.random() < LATE
        when = due + timedelta(hours=drawn.expovariate(1 / 20)) if late else due - timedelta(
            days=min(9.9, drawn.expovariate(1 / 2.2))
        )  # fmt: skip
        submission, book = (uuid5(NAMESPACE_OID, f"{kind} {assignment} {student}").hex for kind in ("a", "n"))
        gradebook.execute(
            "INSERT INTO submitted_assignment VALUES (?, ?, ?, ?, NULL)",
            (submission, assignment_id, student, str(when.replace(microsecond=0))),
        )
        gradebook.execute("INSERT INTO submitted_notebook VALUES (?, ?, ?, 0, NULL)", (book, submission, notebook_id))
        for cell_id, name, most, kind in parts:
            verdict = shares.get(name, "holds")
            given = drawn.random() < 0.9
            manual = (
                round(most * min(1, ability + drawn.random() / 2) * 2) / 2 if kind == "markdown" and given else None
            )
            auto = None if kind == "markdown" or verdict == "undecided" else most * (verdict == "holds")
            waits = manual is None if kind == "markdown" else verdict == "undecided"
            gradebook.execute(
                "INSERT INTO grade VALUES (?, ?, ?, ?, ?, NULL, ?)",
                (uuid5(NAMESPACE_OID, f"{book} {name}").hex, book, cell_id, auto, manual, waits),
            )


def _parts(gradebook: sqlite3.Connection, notebook_id: str) -> list[tuple[str, str, float, str]]:
    return list(
        gradebook.execute(
            "SELECT base_cell.id, base_cell.name, max_score, cell_type FROM base_cell "
            "JOIN grade_cells ON grade_cells.id = base_cell.id WHERE notebook_id = ?", [notebook_id],
        )
    )  # fmt: skip


def _mixtures(folder: Path, assignment: str, notebook: str, drawn: random.Random) -> list[tuple[Path, dict[str, str]]]:
    """Mix the sample class's exercises, the best first; give each notebook with the verdicts of its checks."""
    samples = []
    for path in sorted((ROOT / "autograded").glob(f"*/{assignment}/{notebook}.ipynb")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if not content["metadata"]["threadlab"]["unreadable"]:
            samples.append(content)
    ids = [cell["id"] for cell in samples[0]["cells"]]
    samples = [sample for sample in samples if [cell["id"] for cell in sample["cells"]] == ids]
    made = []
    for _ in range(MIXTURES):
        chosen: dict[str, dict[str, object]] = {}
        best = drawn.random() < 0.5
        cells = []
        for place, cell in enumerate(samples[0]["cells"]):
            exercise = cell["metadata"].get("nbgrader", {}).get("grade_id", "").partition("--")[0]
            if exercise not in chosen:
                whose = samples if not (best and drawn.random() < 0.7) else samples[:1]
                chosen[exercise] = drawn.choice(whose)
            cells.append(chosen[exercise]["cells"][place])  # type: ignore[index]
        verdicts = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["threadlab"].get("verdict", "holds")
            for cell in cells
            if cell["metadata"].get("threadlab") and "nbgrader" in cell["metadata"]
        }
        made.append((samples[0] | {"cells": cells}, verdicts))
    made.sort(key=lambda each: sum(verdict != "holds" for verdict in each[1].values()))
    pool = folder / "autograded" / ".made" / assignment
    pool.mkdir(parents=True)
    found = []
    for number, (content, verdicts) in enumerate(made):
        path = pool / f"{number}.ipynb"
        path.write_text(json.dumps(content), encoding="utf-8")
        found.append((path, verdicts))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("students", type=int)
    options = parser.parse_args()
    make(options.folder, options.students)
    print(f"Made {options.folder}: {options.students} students. Next: cd there, and threadlab report --to report.html")


if __name__ == "__main__":
    main()
