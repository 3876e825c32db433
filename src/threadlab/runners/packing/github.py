"""A repository for GitHub: the exercises, and a workflow that judges each push and reports."""

from __future__ import annotations

from collections.abc import Sequence

from threadlab.course.exercises import Exercise
from threadlab.runners.container import EXERCISES
from threadlab.runners.exercise_folders.layout import STUB
from threadlab.runners.packing.archive import Files
from threadlab.runners.packing.package_contents import exercise_files, package_files

_WORKFLOW = """\
# GitHub Classroom counts a workflow only if it and its job have these names.
name: Autograding Tests
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m venv "$RUNNER_TEMP/venv"
      - working-directory: .threadlab-grader
        run: '"$RUNNER_TEMP/venv/bin/pip" install --require-hashes --only-binary :all: --requirement requirements.txt'
      - id: threadlab
        run: '"$RUNNER_TEMP/venv/bin/python" -I -m threadlab.runners.container github "$GITHUB_WORKSPACE"'
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: threadlab-report
          path: threadlab-report.xml
      - uses: classroom-resources/autograding-grading-reporter@v1
        if: always() && steps.threadlab.outputs.result
        env:
          THREADLAB_RESULTS: ${{ steps.threadlab.outputs.result }}
        with:
          runners: threadlab
"""


def github_files(exercises: Sequence[Exercise]) -> Files:
    """Return what the repository begins with; whatever is in it can be read by learners, so hidden tests are not."""
    shown = exercise_files(exercises, EXERCISES, handout=True)
    answers = {f"{each.name}.py": shown[f"{EXERCISES}/{each.path}/{STUB}"] for each in exercises}
    grader = {f".threadlab-grader/{name}": content for name, content in package_files().items()}
    return {**shown, **answers, **grader, ".github/workflows/autograding.yml": _WORKFLOW.encode()}
