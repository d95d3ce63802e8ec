"""One request to the preview, from its headers to the last byte of its answer.

In: a request. Out: a file of the output folder, a page of the preview's own, or the stream of
events. The standard library's server speaks HTTP; here is decided what is said. Rejected: an
asynchronous framework, which would bring six packages and an event loop for one folder and one
stream.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from generator.preview import pages
from generator.preview.channel import Channel
from generator.preview.editor import editor_command
from generator.preview.files import Answer, content_type, find
from generator.preview.guard import LIVE, OPEN, refusal
from generator.problems import Problem

IDLE = 30.0
"""Seconds that a connection may be silent between two requests."""
PING = 10.0
"""Seconds after which a silent stream sends a comment, which finds out whether anybody listens."""
RETRY = b"retry: 500\n\n"
"""Browsers try again half a second after a stream broke."""
HTML = "text/html; charset=utf-8"
ASSETS = {"client.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8"}
LARGEST_BODY = 1_000
MARK = ".nojekyll"
"""What every build puts into its output folder; without it the folder is somebody else's."""


class Desk(Struct):
    """What all requests share. The build's thread changes `base`, `problems` and `editor`."""

    site: Path
    output: Path
    channel: Channel
    base: str = "/"
    port: int = 0
    hosts: frozenset[str] = frozenset()
    editor: str = ""
    follows: bool = False
    problems: tuple[Problem, ...] = ()


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    desk: ClassVar[Desk]
    protocol_version = "HTTP/1.1"
    server_version = "preview"
    sys_version = ""
    timeout = IDLE

    def do_GET(self) -> None:
        """Answer with a body."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._answer()

    def do_POST(self) -> None:
        """Open a problem in the editor; nothing else may be posted."""
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal belongs to the builds."""

    def send_error(self, code: int, *_: object) -> None:
        """Refuse in few words, and end the connection: what follows on it may be no request."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code = HTTPStatus.METHOD_NOT_ALLOWED
        phrase = HTTPStatus(code).phrase
        headers = {"Allow": "GET, HEAD"} if code == HTTPStatus.METHOD_NOT_ALLOWED else {}
        self._send(code, "text/plain; charset=utf-8", f"{phrase}\n".encode(), headers)

    # --- Deciding ---------------------------------------------------------------------------------

    def _answer(self) -> None:
        desk = self.desk
        refused = refusal(self.command, self.path, self.headers, desk.port, desk.hosts)
        if refused is not None:
            self.send_error(refused)
            return
        path = self.path.partition("?")[0]
        if path.startswith(LIVE):
            self._live(path)
        else:
            self._page(path)

    def _live(self, path: str) -> None:
        """The preview's own addresses."""
        name = path.removeprefix(LIVE)
        if path == OPEN and self.command == "POST":
            self._open()
        elif name in ASSETS:
            self._send(200, ASSETS[name], _asset(name))
        elif name == "state":
            events = self.desk.channel.since(*self._known())
            self._send(200, "application/json", msgspec.json.encode(events))
        elif name == "events":
            self._stream()
        else:
            self.send_error(404)

    def _page(self, path: str) -> None:
        """A file of the site, or what stands in for it as long as there is none."""
        desk = self.desk
        if not (desk.output / MARK).is_file():
            self._placeholder(0)
            return
        with desk.channel.reading() as number:
            answer = find(desk.output, desk.base, path)
            data = (desk.output / answer.path).read_bytes() if answer.path else b""
        if answer.status == HTTPStatus.NOT_FOUND and not desk.channel.is_ready:
            self._placeholder(number)
        elif answer.location:
            query = self.path.partition("?")[2]
            location = answer.location + (f"?{query}" if query else "")
            self._send(answer.status, HTML, b"", {"Location": location})
        else:
            self._file(answer, data, number)

    def _file(self, answer: Answer, data: bytes, number: int) -> None:
        if not answer.path:
            data, kind = pages.lost_page(), HTML
        else:
            kind = content_type(answer.path)
        if kind == HTML:
            data = pages.with_client(data, self._mark(answer.path, number))
        self._send(answer.status, kind, data)

    def _placeholder(self, number: int) -> None:
        """The waiting page; where the first build was refused, its problems."""
        failed, building = self.desk.channel.failed, self.desk.channel.building
        made = pages.error_page(failed) if failed else pages.waiting_page(building)
        data = pages.with_client(made, self._mark("", number))
        self._send(503, HTML, data, {"Retry-After": "2"})

    def _mark(self, page: str, number: int) -> pages.Mark:
        desk = self.desk
        return pages.Mark(desk.channel.run, number, desk.base, page, desk.follows)

    # --- Streaming --------------------------------------------------------------------------------

    def _known(self) -> tuple[str, int]:
        """The run and the build that a page is of; of no run where the question makes no sense."""
        asked = parse_qs(urlsplit(self.path).query)
        number = asked.get("number", [""])[0]
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        return asked.get("run", [""])[0] if is_number else "", int(number) if is_number else 0

    def _stream(self) -> None:
        """Events as they happen (server-sent events), until the browser or the preview ends."""
        self.close_connection = True
        self._head(200, "text/event-stream", {"Connection": "close", "X-Accel-Buffering": "no"})
        if self.command == "HEAD":
            return
        try:
            self.wfile.write(RETRY)
            for event in self.desk.channel.follow(*self._known(), pause=PING):
                data = b": ping\n\n"
                if event is not None:
                    data = b"data: " + msgspec.json.encode(event) + b"\n\n"
                self.wfile.write(data)
                self.wfile.flush()
        except OSError:  # the browser has gone, which is how a stream ends
            return

    def _open(self) -> None:
        """Run the editor for a problem that is shown now; the request names it by number only."""
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length) if length <= LARGEST_BODY else b""
        problems = self.desk.problems
        index = int(body) if body.isdigit() and len(body) < 6 else -1
        command: list[str] = []
        if 0 <= index < len(problems):
            command = editor_command(self.desk.editor, self.desk.site, problems[index])
        if not command:
            self.send_error(404)
            return
        try:
            editor = subprocess.Popen(  # noqa: S603 - the person's own, and no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._send(500, "text/plain; charset=utf-8", f"{command[0]}: {error.strerror}".encode())
            return
        Thread(target=editor.wait, daemon=True).start()  # nobody else asks how it ended
        self._send(204, "text/plain; charset=utf-8", b"")

    # --- Sending ----------------------------------------------------------------------------------

    def _send(
        self, status: int, kind: str, data: bytes, headers: Mapping[str, str] | None = None
    ) -> None:
        length = {} if status == HTTPStatus.NO_CONTENT else {"Content-Length": str(len(data))}
        try:
            self._head(status, kind, {**(headers or {}), **length})
            if self.command != "HEAD":
                self.wfile.write(data)
        except OSError:  # the browser has gone; nobody is there to be told
            self.close_connection = True

    def _head(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        always = {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
        }
        for name, value in {**always, **headers}.items():
            self.send_header(name, value)
        if self.close_connection and "Connection" not in headers:
            self.send_header("Connection", "close")
        self.end_headers()


@cache
def _asset(name: str) -> bytes:
    return (files("generator.preview") / "assets" / name).read_bytes()
