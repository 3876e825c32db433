"""JupyterLite with the course's notebooks, cut down to what the course uses."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from threadlab.errors import CannotRunError
from threadlab.site.fetching import fetch_pyodide, fetch_wheels
from threadlab.site.runtime import LOCK, compile_runtime, write_runtime
from threadlab.site.wheel import pack
from threadlab.story.output.dark_theme import FILTER

KERNEL = "@jupyterlite/pyodide-kernel-extension"
OWN = Path(__file__).parent / "extension"
_KERNEL = ("ipykernel", "piplite", "pyodide_kernel")  # wheels that the extension brings, of which it loads these
_UNUSED = (
    "*.map",
    "pypi",
    "*.LICENSE.txt",
    "*.eot",
    "fa-*.svg",
    "*.ttf",
    "rspack.config*.js",
    "package.json",
    "doc",
    "jupyterlite.schema.v0.json",
)


class CannotBuildError(CannotRunError):
    """JupyterLite could not be put together; the message has its last words."""


def write_lite(notebooks: Mapping[str, Path], to: Path, cache: Path, hand_in_to: str = "") -> str:
    """Write JupyterLite's single-document application, with a kernel and notebooks, into a folder.

    Args:
        notebooks: the notebooks, by the path under which they are opened.
        to: the folder; what is in it goes.
        cache: where what is fetched is kept.
        hand_in_to: whom a learner gives the file to, as a sentence says it: "your tutor, by mail".

    Returns:
        The name of the folder, in ``static/``, in which Pyodide is.

    Raises:
        CannotFetchError: something it is made from could not be had.
        CannotCompileError: its packages could not be compiled.
        CannotBuildError: JupyterLite refuses.
    """
    with tempfile.TemporaryDirectory(prefix="threadlab-site-") as scratch:
        work = Path(scratch)
        kernel = _kernel_extension()
        brought = [wheel for name in _KERNEL for wheel in sorted((kernel / "static" / "pypi").glob(f"{name}-*.whl"))]
        pyodide, runtime = fetch_pyodide(cache), work / "lite" / "static" / "pyodide"
        packages = write_runtime(pyodide, [*fetch_wheels(cache), *brought, pack(work)], runtime)
        compile_runtime(pyodide, runtime)
        for path, notebook in notebooks.items():
            target = work / "contents" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(notebook, target)
        (work / "lite" / "jupyter-lite.json").write_text(json.dumps(_settings(packages, hand_in_to)), encoding="utf-8")
        (work / "lite" / "overrides.json").write_text(json.dumps(_OVERRIDES), encoding="utf-8")
        _build(work, kernel)
        shutil.rmtree(to, ignore_errors=True)
        shutil.move(work / "built", to)
    _trim(to)
    python = _name_by_contents(to)
    _dress(to, python)
    return python


def _kernel_extension() -> Path:
    installed = distribution("jupyterlite-pyodide-kernel")
    found = next(file for file in installed.files or [] if file.name == "install.json" and KERNEL in str(file))
    return Path(str(installed.locate_file(found))).resolve().parent


def _settings(packages: Sequence[str], hand_in_to: str) -> dict[str, Any]:
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(packages)},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Threadlab",
            "enableServiceWorkerCache": "true",  # so that it opens at once, and without a network, the next time
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
            "disabledExtensions": list(_DISABLED),
            "threadlabHandInTo": hand_in_to,
        },
    }


_DISABLED = (
    "@jupyterlite/application-extension:share-file",  # nobody else has what is in this browser
    "@jupyterlab/filebrowser-extension:open-url",
    "@jupyterlab/help-extension:jupyter-forum",
    "@jupyter-notebook/help-extension:open",
    "@jupyter-notebook/notebook-extension:checkpoints",  # they would be as old as a site's files are said to be
    "@jupyter-notebook/notebook-extension:trusted",  # nobody can give a notebook here the trust that it lacks
)
_OVERRIDES = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
}


def _build(work: Path, kernel: Path) -> None:
    settings = {
        "LiteBuildConfig": {
            "apps": ["notebooks"],
            "contents": [str(work / "contents")],
            "federated_extensions": [str(kernel), str(OWN)],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "source_date_epoch": 315532800,  # the same release makes the same site
        }
    }
    (work / "lite" / "jupyter_lite_config.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", str(work / "built")]
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=work / "lite", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBuildError(f"JupyterLite does not build: {(done.stderr or done.stdout).strip()[-2000:]}")


def _trim(folder: Path) -> None:
    """Take away what no page of the site loads."""
    for pattern in _UNUSED:
        for path in [*folder.rglob(pattern)]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _name_by_contents(folder: Path) -> str:
    """Name Pyodide's folder by what is in it: no browser shall take half of it from an older site."""
    python = folder / "static" / "pyodide"
    shutil.copy(OWN / "kernel.mjs", python)
    digest = hashlib.sha256((python / LOCK).read_bytes() + (python / "kernel.mjs").read_bytes()).hexdigest()[:12]
    name = f"python-{digest}"
    files = [[path.name, path.stat().st_size] for path in sorted(python.iterdir())]
    (python / "files.json").write_text(json.dumps(files), encoding="utf-8")
    python.rename(folder / "static" / name)
    for config in folder.rglob("jupyter-lite.json"):
        text = config.read_text(encoding="utf-8")
        text = text.replace("./static/pyodide/pyodide.mjs", f"./static/{name}/kernel.mjs")
        config.write_text(text, encoding="utf-8")
    return name


def _dress(folder: Path, python: str) -> None:
    """Put before JupyterLite what has to come before it; each file says what that is."""
    own = folder / "extensions" / "@threadlab" / "site"
    (worker,) = (folder / "extensions" / KERNEL / "static").glob("comlink.worker.*.js")
    filled = {"@python@": python, "@worker@": f"{KERNEL}/static/{worker.name}", "@turned-over@": FILTER}

    def take(name: str) -> str:
        text = (own / name).read_text(encoding="utf-8")
        (own / name).unlink()
        for mark, meant in filled.items():
            text = text.replace(mark, meant)
        return text

    page, keeper = folder / "notebooks" / "index.html", folder / "service-worker.js"
    before, opening, rest = page.read_text(encoding="utf-8").partition("<head>\n")
    inside, tag, after = rest.partition('<div id="jupyterlite-loading-indicator"')
    if not (opening and tag):
        raise CannotBuildError("JupyterLite's page is not what it was when this was written")
    dressed = before + opening + take("head.html") + inside + take("body.html") + "    " + tag + after
    page.write_text(dressed, encoding="utf-8")
    keeper.write_text(take("kept.js") + keeper.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("static/early.mjs", "static/threadlab.css"):
        (own / name).write_text(take(name), encoding="utf-8")
    (own / "kernel.mjs").unlink()
