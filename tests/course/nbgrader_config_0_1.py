"""The course's settings for nbgrader: its commands, the formgrader and ``threadlab`` read them from here."""

from pathlib import Path

from threadlab.grading import mends, pages
from threadlab.grading.pages import formgrader

mends.apply()
c = get_config()
course = Path(__file__).resolve().parent

c.CourseDirectory.course_id = "threadlab"
c.CourseDirectory.root = str(course)
# A minute of patience, for the formgrader and a grading run may both be writing.
c.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}?timeout=60"
c.Exchange.root = str(course / ".exchange")

# A submission is read as data, laid over the author's cells, and judged on every schedule. No kernel runs it.
c.Autograde.exporter_class = "threadlab.grading.reading.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["threadlab.grading.plugin.Restore"]
c.Autograde.autograde_preprocessors = [
    "threadlab.grading.plugin.Judge",
    "nbgrader.preprocessors.LimitOutput",
    "threadlab.grading.plugin.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# "nbgrader validate" runs a student's own notebook in a kernel; what the kernel logs about itself is no news.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]

# The pages on which students and teaching assistants read a graded notebook run nothing that a submission brought.
c.HTMLExporter.extra_template_basedirs = pages.TEMPLATES
c.HTMLExporter.filters = pages.filters(course)
# The feedback page shows no hidden test.
c.GenerateFeedback.exporter_class = "threadlab.grading.page_exporter.PageExporter"
c.GenerateFeedback.preprocessors = [
    "threadlab.grading.pages.feedback.Feedback",
    "threadlab.grading.plugin.HideTests",
]

# An unsolved cell says so itself when it is run, and the checks below it say what is missing.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}

# The formgrader's buttons grade without keeping the server from other requests.
formgrader.install()
# The formgrader's page of settings would print the server's token.
c.FormgradeExtension.debug = False
