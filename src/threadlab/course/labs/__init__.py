"""JupyterLab on a course: the instructor's, and a student's."""
