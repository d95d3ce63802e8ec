"""A folder served as GitHub Pages would serve it, under a base path, on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Handler(SimpleHTTPRequestHandler):
    """Serves `directory` at `base`; what is not there is the 404 page."""

    base = "/repo/"

    def translate_path(self, path: str) -> str:
        """The file of an address; nothing outside the base path exists."""
        if not path.startswith(self.base):
            return str(Path(self.directory) / "nothing")
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_error(self, code: int, message: str | None = None, *_: object) -> None:
        """The site's own 404 page."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Be quiet."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which the folder is served while the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{Handler.base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
