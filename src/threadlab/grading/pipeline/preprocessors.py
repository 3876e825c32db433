"""Threadlab's steps in nbgrader's pipeline, named in ``nbgrader_config.py``.

When a release is made, ``CarryLanguage`` is one more. In grading, ``Restore`` replaces nbgrader's sanitising, ``Judge``
its ``Execute``, ``SaveGrades`` its ``SaveAutoGrades``; the rest is nbgrader's own, so ``nbgrader autograde``, the
formgrader's button and ``threadlab grade`` give equal grades.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import Bool

from threadlab.grading.gradebook.late_policy import enter_extension
from threadlab.grading.gradebook.marked_answers import answer_digests, unchanged
from threadlab.grading.pipeline.judgement import key_of, submission_judged
from threadlab.grading.pipeline.outputs import UNDECIDED, show
from threadlab.grading.submission.master_copy import lay_over, read_master
from threadlab.grading.submission.second_notebook import other_answers
from threadlab.grading.submission.student_names import printable
from threadlab.notebook.cell_text.cells import BEHAVIOUR, cells_of
from threadlab.notebook.cell_text.course_language import PLACE, held
from threadlab.notebook.cell_text.test_functions import without_hidden
from threadlab.schedules.language import dotted

Resources = dict[str, Any]


class CarryLanguage(NbGraderPreprocessor):
    """Note in a notebook that is released which version of Python answers are held to, wherever it is opened."""

    def preprocess(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the version into the notebook's metadata."""
        group, name = PLACE
        notebook.metadata[group] = {**notebook.metadata.get(group, {}), name: dotted(held())}
        return notebook, resources


class Restore(NbGraderPreprocessor):
    """Keep of a submission the text of its cells, and put the author's cells back in their places.

    What had to be mended is noted in the notebook's metadata, under ``threadlab``; whatever the submission had
    there is gone, so that later steps can trust it.
    """

    def preprocess(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Rebuild the notebook from its text and the author's cells."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            master = read_master(gradebook, names["assignment"], names["notebook"])
            about = resources.get("threadlab", {})
            unreadable = about.get("unreadable", "")
            folder = resources.get("metadata", {}).get("path")
            if folder and not unreadable:
                taken = [f"{found.name}.ipynb" for found in gradebook.find_assignment(names["assignment"]).notebooks]
                file = f"{names['notebook']}.ipynb"
                unreadable = other_answers(Path(folder), file, taken, notebook, master)
        restored = lay_over(master, notebook, unreadable)
        if about.get("left out"):
            strangers = ", ".join(map(printable, about["left out"]))
            restored.metadata.threadlab.notes.append(f"left out, being no files: {strangers}")
        return restored, resources


class Judge(NbGraderPreprocessor):
    """Run a restored submission in the controlled world and write down what each cell shows."""

    def preprocess(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Judge the notebook and write the outputs of its cells."""
        names = resources["nbgrader"]
        show(submission_judged(notebook, key_of(names["student"], names["assignment"], names["notebook"])), notebook)
        return notebook, resources


class HideTests(Preprocessor):
    """Leave hidden tests out of what a student gets back. A student's own cells may hold anything and stay."""

    enabled = Bool(True, help="Whether to hide tests").tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Cut the hidden part out of every test cell."""
        for cell, node in zip(cells_of(notebook), notebook.cells, strict=True):
            if cell.is_test:
                node.source = without_hidden(cell.text).rstrip()
        return notebook, resources


class SaveGrades(SaveAutoGrades):
    """Score as nbgrader does, but leave to a person, with the reason, what is neither proved nor refuted.

    A mark that a person gave needs no other look for as long as its answer does not change. All of a notebook's scores
    are committed at once.
    """

    def preprocess(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Enter the scores and the reasons into the gradebook."""
        self.unreadable = notebook.metadata.threadlab.unreadable
        self.reasons: dict[str, list[str]] = {}  # by the answer that they are said at
        self.doubted: dict[str, list[str]] = {}
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id, self.student_id = (
            names[name] for name in ("notebook", "assignment", "student")
        )
        with Gradebook(names["db_url"]) as gradebook:
            self.gradebook = _CommittedLater(gradebook)
            submitted = gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
            self.unchanged = unchanged(gradebook, submitted.id, answer_digests(notebook, self.unreadable))
            for cell in filter(is_grade, notebook.cells):
                self._add_score(cell, resources)
            for cell in notebook.cells:
                if is_solution(cell) or is_task(cell):
                    self._add_comment(cell, resources)
            # The next step takes off what handing in late costs.
            enter_extension(gradebook, gradebook.find_submission(self.assignment_id, self.student_id))
            gradebook.db.commit()
        return notebook, resources

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        grade = self.gradebook.find_grade(*self._key(cell))
        by_hand, waited = grade.manual_score is not None, grade.needs_manual_grade
        super()._add_score(cell, resources)
        about = cell.metadata.get("threadlab", {})
        if about.get("verdict") == UNDECIDED:
            grade.auto_score = None
            grade.needs_manual_grade = True
        grade_id = cell.metadata.nbgrader.grade_id
        if by_hand:
            grade.needs_manual_grade = waited or grade_id not in self.unchanged
        if grade.needs_manual_grade:
            answer = grade_id if is_solution(cell) else grade_id.partition(BEHAVIOUR)[0]
            if by_hand:
                self.doubted.setdefault(answer, []).append(grade_id)
            if about.get("reason"):
                self.reasons.setdefault(answer, []).append(f"{grade_id}: {about['reason']}")

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_comment(cell, resources)
        grade_id = cell.metadata.nbgrader.grade_id
        reasons, doubted = self.reasons.get(grade_id, []), self.doubted.get(grade_id, [])
        words = [f"This submission could not be read: {self.unreadable}."] if self.unreadable else []
        if reasons and not self.unreadable:
            words = ["A person will look at this.", *(f"{reason}." for reason in reasons)]
        if doubted:
            words.append(f"The answer changed after a person had marked it: {', '.join(doubted)}.")
        if words:
            self.gradebook.find_comment(*self._key(cell)).auto_comment = "\n".join(words)

    def _key(self, cell: NotebookNode) -> tuple[str, str, str, str]:
        return cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id


class _CommittedLater:
    """A gradebook for nbgrader's steps, which commit after every cell: nothing is committed by them."""

    def __init__(self, gradebook: Gradebook) -> None:
        self.find_grade = gradebook.find_grade
        self.find_comment = gradebook.find_comment
        self.db = self

    def commit(self) -> None:
        """Leave it to whoever has entered all cells."""
