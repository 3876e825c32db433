"""What a learner needs beside the notebooks: the package, and words on how to start; a missing package is told of."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import RIGHT, SmallCourse
from threadlab.cli import main

RELEASED = sorted((Path(__file__).parents[2] / "release").glob("*/*.ipynb"))


def test_the_package_beside_the_release_is_installed_as_the_page_says(
    small_course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = small_course.root / "release"
    (release / "threadlab-0.0.1-py3-none-any.whl").touch()
    assert main(["build", "--with-package"]) == 0
    (wheel,) = release.glob("*.whl")
    assert f"Beside it: {wheel.name} and start.html." in capsys.readouterr().out
    page = (release / "start.html").read_text(encoding="utf-8")
    said = [html.unescape(code) for code in re.findall("<code>(.*?)</code>", page)]
    assert f"python -m pip install {wheel.name} jupyterlab" in said
    assert said[-1] == "1-adding/adding.ipynb"

    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, wheel.name], cwd=release, check=True, timeout=PATIENCE)
    notebook = small_course.submit("student-01", RIGHT)
    ran = subprocess.run(
        [sys.executable, target / "bin" / "threadlab", "check", notebook.name],
        cwd=notebook.parent,
        env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, "adding/add: 4 of 4 points"), ran.stderr


def test_the_same_package_makes_the_same_bytes(small_course: SmallCourse) -> None:
    made = []
    for _ in range(2):
        assert main(["build", "--with-package"]) == 0
        made.append([path.read_bytes() for path in sorted((small_course.root / "release").glob("*.*"))])
    assert made[0] == made[1]
    assert len(made[0]) == 2


@pytest.mark.parametrize("notebook", RELEASED, ids=lambda path: path.stem)
def test_the_first_cell_of_a_notebook_says_what_to_do_if_the_package_is_missing(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    text = "".join(first["source"])
    exec(text, {})
    assert capsys.readouterr().out == ""
    monkeypatch.setitem(sys.modules, "threadlab", None)  # as if it were not installed
    exec(text, {})
    assert "%pip install threadlab" in capsys.readouterr().out
