"""The course as static files: the pages, and JupyterLite with all that a browser needs to judge an answer."""
