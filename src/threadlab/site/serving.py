"""Serves the site on this machine, to look at it: any web server does as well, and none needs special headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path
from threading import Thread

_TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".ipynb": "application/json",
}


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with a file, and with nothing that a plain web server would not say of it."""

    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str | PathLike[str]) -> str:
        """Return a file's type, whatever this machine's own list of types says."""
        return _TYPES.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, *_: object) -> None:
        """Say nothing: who looks at the site has its pages before them."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder on the loopback address, not yet running.

    Args:
        folder: what to serve.
        port: 0 for any that is free.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(SiteHandler, directory=str(folder)))


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder within a block; give its address."""
    with server(folder, port) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()
