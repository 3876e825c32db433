"""Writes the pages around the notebooks with mkdocs, every asset from the site itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import threadlab
from threadlab.errors import CannotRunError
from threadlab.schedules.explore import explore
from threadlab.story import tell
from threadlab.story.output.dark_theme import FILTER

_HERE = Path(__file__).parent
GUIDES = {
    "For students": "student.md",
    "For instructors": "instructor.md",
    "For teaching assistants": "ta.md",
    "For authors": "author.md",
    "How it works": "how-it-works.md",
}
PICTURE = "assets/start.svg"  # what the start page shows until its program is run: what running it will say
IMPORTS = "from threading import Lock, Thread"  # what its program has without asking, as in try-worker.mjs
_PROGRAM = re.compile("<textarea[^>]*>(.*?)</textarea>", re.DOTALL)
_TEST = re.compile("<pre[^>]*><code>(.*?)</code>", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


class CannotWritePagesError(CannotRunError):
    """mkdocs refuses; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are about.

    ``notebooks`` are those handed out, by the path under which they are opened; ``docs`` is the folder of guides, which
    a term's folder need not have; ``lab`` the folder of JupyterLite; ``python`` its folder of Pyodide.
    """

    notebooks: Mapping[str, Path]
    docs: Path
    lab: str
    python: str


def write_pages(site: Site, to: Path) -> None:
    """Write the pages into a folder, beside what is there.

    Raises:
        CannotWritePagesError: mkdocs refuses.
    """
    with tempfile.TemporaryDirectory(prefix="threadlab-pages-") as scratch:
        work = Path(scratch)
        guides = _guides(site.docs, work / "docs")
        start = _start(site, work / "docs")
        (work / "docs" / "index.md").write_text(start, encoding="utf-8")
        (work / "docs" / "course.md").write_text(_course(site), encoding="utf-8")
        (work / "docs" / "reference.md").write_text(_reference(), encoding="utf-8")
        shutil.copytree(_HERE / "assets", work / "docs" / "assets")
        (work / "docs" / PICTURE).write_text(_picture_of(start), encoding="utf-8")
        sheet = work / "docs" / "assets" / "pages.css"
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("@turned-over@", FILTER), encoding="utf-8")
        (work / "mkdocs.yml").write_text(json.dumps(_settings(guides)), encoding="utf-8")  # YAML is a superset of JSON
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(work / "built")]
        done = subprocess.run(  # noqa: S603 - our own words
            command, cwd=work, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CannotWritePagesError(f"mkdocs does not build the pages: {done.stderr.strip()[-2000:]}")
        for unused in ("404.html", "sitemap.xml", "sitemap.xml.gz"):  # they name an address, which the site has not
            (work / "built" / unused).unlink(missing_ok=True)
        shutil.copytree(work / "built", to, dirs_exist_ok=True)


def _guides(docs: Path, to: Path) -> dict[str, str]:
    """Copy the guides that there are, with their pictures; return their titles and files."""
    to.mkdir(parents=True)
    guides = {title: name for title, name in GUIDES.items() if (docs / name).is_file()}
    if (docs / "gallery.md").is_file():
        guides = {"Gallery": "gallery.md", **guides}
    for name in guides.values():
        (to / name).write_text(_within((docs / name).read_text(encoding="utf-8"), guides.values()), encoding="utf-8")
    for picture in docs.glob("*.svg"):
        shutil.copy(picture, to)
    if (docs / "gallery").is_dir():
        shutil.copytree(docs / "gallery", to / "gallery")
    return guides


def _within(text: str, names: Any) -> str:
    """Take the links out of a guide that lead to what the site does not have."""

    def keep(link: re.Match[str]) -> str:
        return link[0] if link[2] in names else link[1]

    return _LINK.sub(keep, text)


def _start(site: Site, docs: Path) -> str:
    text = (_HERE / "index.md").read_text(encoding="utf-8").replace("@python@", site.python)
    lines = text.replace("@picture@", PICTURE).splitlines(keepends=True)
    there = {"course.md", *(path.name for path in docs.glob("*.md"))}
    return "".join(line for line in lines if not (link := re.search(r"\]\((\w+\.md)\)", line)) or link[1] in there)


def _picture_of(page: str) -> str:
    """Run the program on the start page on every schedule; return the picture of what comes of it."""
    found = _PROGRAM.search(page), _TEST.search(page)
    program, test = (unescape(each[1]) for each in found if each is not None)
    return tell(explore(test, [("imports", IMPORTS), ("program", program)]), name="test").svg


_ABOUT = """\
Each part opens in this browser: read, run the examples, write your answers, and check them as often as you like. What
you write is kept here, on this computer, until you hand it in."""


def _course(site: Site) -> str:
    """List the notebooks by their titles."""
    lines = ["# The course", "", _ABOUT, "", '<div class="tl-course" markdown>', ""]
    for path, notebook in site.notebooks.items():
        lines.append(f'- <a href="{site.lab}/notebooks/index.html?path={path}">{_title(notebook)}</a>')
    return "\n".join([*lines, "", "</div>", ""])


def _title(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found = next((title[1] for text in texts if (title := re.match(r"#\s+(.+)", text))), notebook.stem)
    return found.strip()


def _reference() -> str:
    """Name all that ``threadlab`` brings, for mkdocstrings to describe."""
    parts = [f"::: {home}.{name}" for home, names in threadlab._HOMES.items() for name in names]
    return "\n\n".join(["# Reference", "What programs, tests and notebooks import from `threadlab`.", *parts, ""])


def _settings(guides: Mapping[str, str]) -> dict[str, Any]:
    others = {title: name for title, name in guides.items() if title != "Gallery"}
    nav: list[dict[str, Any]] = [{"Start": "index.md"}, {"Course": "course.md"}]
    if "Gallery" in guides:
        nav.append({"Gallery": guides["Gallery"]})
    if others:
        nav.append({"Guides": [{title: name} for title, name in others.items()]})
    scheme = {"primary": "indigo", "accent": "indigo"}
    return {
        "site_name": "Threadlab",
        "site_description": "A course on Python threads, judged on every schedule, in the browser",
        "use_directory_urls": False,  # so that the pages open from a folder, too
        "nav": [*nav, {"Reference": "reference.md"}],
        "theme": {
            "name": "material",
            "font": False,  # the reader's own: nothing is asked of another host
            "features": ["navigation.tabs", "navigation.top", "content.code.copy", "toc.follow"],
            "palette": [
                {
                    "media": "(prefers-color-scheme: light)",
                    "scheme": "default",
                    **scheme,
                    "toggle": {"icon": "material/weather-night", "name": "Switch to dark"},
                },
                {
                    "media": "(prefers-color-scheme: dark)",
                    "scheme": "slate",
                    **scheme,
                    "toggle": {"icon": "material/weather-sunny", "name": "Switch to light"},
                },
            ],
        },
        "extra": {"generator": False},
        "extra_css": ["assets/pages.css"],
        "extra_javascript": [{"path": f"assets/{name}.mjs", "type": "module"} for name in ("try", "reach")],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "md_in_html",
            "tables",
            "pymdownx.details",
            {"pymdownx.highlight": {"use_pygments": True}},
            "pymdownx.superfences",
        ],
        "plugins": ["search", {"mkdocstrings": {"handlers": {"python": {"paths": [_sources()], "options": _OPTIONS}}}}],
    }


def _sources() -> str:
    return str(Path(threadlab.__file__).parents[1])


_OPTIONS = {
    "docstring_style": "google",
    "show_source": False,
    "show_root_heading": True,
    "show_root_full_path": False,
    "show_if_no_docstring": False,
    "heading_level": 2,
    "inherited_members": False,
    "members_order": "source",
    "separate_signature": True,
}
