"""The package beside the release, with a page that says how to start: nothing else has to be found or asked for."""

from __future__ import annotations

import html
from importlib.metadata import version
from pathlib import Path

import threadlab
from threadlab.course.folder import CourseFolder
from threadlab.course.wheel import write_wheel

PAGE = "start.html"
_START = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How to start</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}
  code {{ font-family: ui-monospace, monospace; overflow-wrap: anywhere; }}
</style>
<h1>How to start</h1>
<p>You need Python 3.11 or later. Open a terminal in the folder that this page is in.</p>
<ol>
<li>With pip: <code>python -m pip install {wheel} jupyterlab</code></li>
<li>Or with uv: <code>uv venv</code>, then <code>uv pip install ./{wheel} jupyterlab ipykernel</code></li>
<li>Open a notebook: with JupyterLab, <code>python -m jupyterlab</code> (<code>uv run --no-project jupyter lab</code>);
or in VS Code with its extension Jupyter, where you choose this Python as the kernel.</li>
</ol>
<p>The notebooks: {notebooks}.</p>
</html>
"""


def write_package(course: CourseFolder) -> tuple[Path, Path]:
    """Put the package into ``release/``, and a page that says how to start; older versions of it go.

    Args:
        course: the course, whose release is built.

    Returns:
        The wheel and the page.
    """
    course.release.mkdir(exist_ok=True)
    for old in course.release.glob("threadlab-*-py3-none-any.whl"):
        old.unlink()
    rooms = sorted(path.name for path in Path(threadlab.__file__).parent.iterdir() if path.is_dir())
    wheel = write_wheel(course.release, rooms, maker=f"build {version('threadlab')}", commands=True)
    notebooks = sorted(path.relative_to(course.release).as_posix() for path in course.release.glob("*/*.ipynb"))
    page = course.release / PAGE
    listed = ", ".join(f"<code>{html.escape(name)}</code>" for name in notebooks)
    page.write_text(_START.format(wheel=wheel.name, notebooks=listed), encoding="utf-8")
    return wheel, page
