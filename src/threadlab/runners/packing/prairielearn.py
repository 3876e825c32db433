"""Questions for PrairieLearn with an external grader, and the image in which it grades."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence

from threadlab.course.exercises import Exercise
from threadlab.errors import CannotRunError
from threadlab.runners.container import EXERCISES
from threadlab.runners.exercise_folders.layout import ANSWER, STUB, TASK
from threadlab.runners.packing.archive import Files
from threadlab.runners.packing.package_contents import exercise_files, package_files

IMAGE = "threadlab-grader"
_NAMESPACE = uuid.UUID("6f1b0c8e-55b3-5d0c-9d0e-0b6f3c1f7a52")  # what is packed again is the same question
_SECONDS = 120
_DOCKERFILE = """\
# The image in which questions are graded: docker build --tag threadlab-grader . (the grader itself has no network)
FROM python:3.12-slim
COPY requirements.txt /threadlab/
COPY wheels /threadlab/wheels
WORKDIR /threadlab
RUN pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.txt
"""
_RUN = """\
#!/usr/bin/env bash
# Run for each submission: judges it, and writes results/results.json.
set -euo pipefail
root=${GRADE_ROOT:-/grade}
exec "${THREADLAB_PYTHON:-python3}" -I -m threadlab.runners.container prairielearn "$root"
"""
_QUESTION = """\
<pl-question-panel>
<markdown>
{task}
</markdown>
<pl-file-editor file-name="{answer}" ace-mode="ace/mode/python" source-file-name="{stub}"></pl-file-editor>
</pl-question-panel>

<pl-submission-panel>
<pl-external-grader-results></pl-external-grader-results>
<pl-file-preview></pl-file-preview>
</pl-submission-panel>
"""


def prairielearn_files(exercises: Sequence[Exercise]) -> Files:
    """Return a question for each exercise below ``questions/``, and what the image is made from below ``grader/``.

    Raises:
        CannotRunError: if a task cannot stand in a question.
    """
    packed = {f"grader/{name}": content for name, content in package_files().items()}
    packed["grader/Dockerfile"] = _DOCKERFILE.encode()
    for exercise in exercises:
        folder = f"questions/{exercise.path}"
        tests = exercise_files([exercise], f"{folder}/tests/{EXERCISES}")
        inside = f"{folder}/tests/{EXERCISES}/{exercise.path}"
        task = tests[f"{inside}/{TASK}"].decode().rstrip("\n")
        if "{{" in task or "</markdown>" in task:
            raise CannotRunError(
                f"the task of {exercise.path} has {{{{ or </markdown> in it, which mean something there"
            )
        packed |= tests
        packed[f"{folder}/{STUB}"] = tests[f"{inside}/{STUB}"]
        packed[f"{folder}/tests/run.sh"] = _RUN.encode()
        packed[f"{folder}/info.json"] = _info(exercise).encode()
        packed[f"{folder}/question.html"] = _QUESTION.format(task=task, answer=ANSWER, stub=STUB).encode()
    return packed


def _info(exercise: Exercise) -> str:
    grader = {"enabled": True, "image": IMAGE, "entrypoint": "/grade/tests/run.sh", "timeout": _SECONDS}
    info = {
        "uuid": str(uuid.uuid5(_NAMESPACE, exercise.path)),
        "title": exercise.name.replace("_", " "),
        "topic": "Threads",
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": grader,
    }
    return json.dumps(info, indent=2) + "\n"
