"""What a student's server needs to know: who it is, and where assignments are handed out and in."""

import os

c = get_config()
c.CourseDirectory.course_id = os.environ["THREADLAB_COURSE"]
c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
c.Exchange.root = os.environ["THREADLAB_EXCHANGE"]
c.Exchange.timezone = "UTC"
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
