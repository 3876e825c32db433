"""``threadlab site``: the course as static files that a browser runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from threadlab.cli.common import Commands


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    site = commands.add_parser(
        "site",
        help="build the course as a site that runs in a browser",
        description="Build a folder of static files from release/: the course's pages, and JupyterLite with its "
        "notebooks, in which checks run in the browser. Any web server can serve it, from any path, without special "
        "headers; nothing is asked of another host. What it is made from is fetched once, pinned and hashed.",
        epilog='Example: threadlab site --to public --hand-in-to "your tutor, by mail"',
    )
    site.add_argument("--to", metavar="DIR", type=Path, help="where (default: site/ in the course's folder)")
    site.add_argument(
        "--hand-in-to",
        metavar="WHOM",
        default="",
        help="whom a learner gives the finished file to, as a sentence says it (default: whoever teaches your course)",
    )
    site.add_argument("--serve", action="store_true", help="then serve it on this machine, until Ctrl-C")
    site.add_argument("--port", metavar="N", type=int, default=8000, help="where to serve it (default: 8000)")
    site.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.folder import find_course
    from threadlab.site.site_builder import build_site

    course = find_course()
    to = options.to or course.root / "site"
    print("Building the site ...", flush=True)
    size = build_site(course, to, hand_in_to=options.hand_in_to)
    print(
        f"Built {to}: {size.files} files, {size.bytes / 1e6:.0f} MB, {size.compressed / 1e6:.0f} MB as they are sent."
    )
    if options.serve:
        _serve(to, options.port)
    return 0


def _serve(folder: Path, port: int) -> None:
    from threadlab.errors import CannotRunError
    from threadlab.site.serving import server

    try:
        running = server(folder, port)
    except (OSError, OverflowError) as error:
        raise CannotRunError(f"port {port} of this machine cannot be had: {error}; try another --port") from None
    with running:
        print(f"Open http://127.0.0.1:{running.server_port}/ (Ctrl-C ends it)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
