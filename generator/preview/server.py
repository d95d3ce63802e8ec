"""The preview's server: an address on this machine, and a thread for each connection.

In: a `Desk`, and where to listen. Out: a server that answers from the moment it is started,
whatever the builds do. It listens on this machine alone unless another host is named.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread

from generator.preview.handler import Desk, Handler
from generator.problems import Problem

FIRST_PORT = 8_000
PORTS = 100
"""Ports that are tried from the first one on."""
HERE = "127.0.0.1"


class CannotListenError(Exception):
    """No port could be had; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Server(ThreadingHTTPServer):
    """A server whose connections end with it."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is no error: browsers drop them all the time."""


class PreviewServer:
    """Serves one site. Raises CannotListenError where no port can be had."""

    def __init__(self, desk: Desk, host: str = HERE, port: int | None = None) -> None:
        self._desk = desk
        self._host = host
        handler = type("SiteHandler", (Handler,), {"desk": desk})
        self._server = _listening(handler, host, port)
        desk.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    @property
    def address(self) -> str:
        """The full address of the site's home page."""
        host = "localhost" if self._host == HERE else self._host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self._desk.port}{self._desk.base}"

    def close(self) -> None:
        """Stop answering; streams end at once."""
        self._desk.channel.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _listening(handler: type[Handler], host: str, port: int | None) -> Server:
    taken: OSError | None = None
    for candidate in _candidates(port):
        try:
            return _bound(handler, host, candidate)
        except OSError as error:
            taken = error
            if error.errno != errno.EADDRINUSE:
                break
    raise CannotListenError(_problem(host, port, taken))


def _bound(handler: type[Handler], host: str, port: int) -> Server:
    kind = type("AddressServer", (Server,), {"address_family": _family(host)})
    server: Server = kind((host, port), handler)
    return server


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _candidates(port: int | None) -> Iterator[int]:
    if port is not None:
        yield port
    else:
        yield from range(FIRST_PORT, FIRST_PORT + PORTS)


def _problem(host: str, port: int | None, error: OSError | None) -> Problem:
    reason = (error.strerror or str(error)).lower() if error else "no port is free"
    last = FIRST_PORT + PORTS - 1
    wanted = f"port {port}" if port is not None else f"ports {FIRST_PORT} to {last}"
    return Problem(
        path="--port",
        rule="cannot-listen",
        message=f"the preview cannot listen on {wanted} of {host}: {reason}",
        hint="name another one with --port, or leave it out for the first that is free",
    )
