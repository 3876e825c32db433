"""A submission of a wrong answer whose every cell tries to get something run or loaded."""

from __future__ import annotations

from typing import Any

from tests.small_course import WITHOUT_LOCK, SmallCourse, cell, code, markdown
from threadlab.course.folder import CourseFolder
from threadlab.course.nbgrader_steps import Steps
from threadlab.grading.pipeline.judgement import judging
from threadlab.grading.worker.notebook_job import judge
from threadlab.grading.worker.protocol import Outcome, Submission

TRICKS = """<script>tricked()</script> <img src="https://example.org/x.png" onerror="tricked()">

<svg onload="tricked()"></svg> <iframe src="https://example.org"></iframe> <style>body { display: none }</style>

[a link](javascript:tricked()) ![a picture](https://example.org/y.png "\\" onload=\\"tricked()")

```mermaid
<script>tricked()</script>
```

<details open ontoggle="tricked()"><summary>More</summary>

Two threads may read the same $t_0$. </div></main></body>
"""
PROGRAM = WITHOUT_LOCK + '\n\nprint("<script>tricked()</script>")'
OWN = code("own-code", 'print("<b>", "<script>tricked()</script>")')


def grade(course: SmallCourse, student: str) -> None:
    """Grade a submission in this process."""
    with judging(_here):
        Steps(CourseFolder(course.root)).autograde(SmallCourse.assignment, student)


def _here(submission: Submission) -> Outcome:
    return Outcome(submission.key, judge(dict(submission.request)))


def grade_a_trickster(course: SmallCourse) -> None:
    """Hand the submission in and grade it."""

    def trick(notebook: dict[str, Any]) -> None:
        cell(notebook, "written--why")["source"] = TRICKS
        notebook["cells"] += [markdown("own-text", TRICKS), OWN]

    course.submit("student-01", PROGRAM, change=trick)
    grade(course, "student-01")
