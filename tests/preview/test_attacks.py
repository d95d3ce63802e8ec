"""Requests that nobody means well, byte by byte as they come over the wire."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from generator.preview.channel import Channel
from generator.preview.handler import Desk
from generator.preview.server import CannotListenError, PreviewServer
from tests.small_site import put

SECRET = b"the secret of the house"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """A preview of a folder with a secret beside it, and links that lead there."""
    top = tmp_path_factory.mktemp("served")
    put(top, **{"secret.txt": SECRET.decode(), "secret/index.html": SECRET.decode()})
    output = top / "output"
    files = {
        ".nojekyll": "",
        "index.html": "<p>home</p>",
        "404.html": "<p>lost</p>",
        "a/index.html": "<p>a</p>",
        "assets/style.css": "",
        ".part/x.html": SECRET.decode(),
        ".search/x.html": SECRET.decode(),
        ".git/config": SECRET.decode(),
        "Case/index.html": "c",
        "empty/only.txt": "text",
    }
    put(output, **files)
    (output / "link.html").symlink_to(top / "secret.txt")
    (output / "folder").symlink_to(top / "secret")
    (output / "a" / "up").symlink_to("../..")
    os.mkfifo(output / "pipe.html")
    channel = Channel()
    desk = Desk(site=top, output=output, channel=channel, base="/repo/", hosts=frozenset({"desk"}))
    channel.announce(_built())
    served = PreviewServer(desk, port=0)
    served.start()
    yield served
    served.close()


def _built():
    from generator.preview.events import Built

    return Built(1, ())


def ask(server: PreviewServer, data: bytes) -> bytes:
    """Everything that comes back for some bytes."""
    port = server._desk.port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data.replace(b"PORT", str(port).encode()))
        connection.shutdown(socket.SHUT_WR)
        got = b""
        while chunk := connection.recv(65_536):
            got += chunk
    return got


def get(
    path: str, *headers: str, host: str | None = "127.0.0.1:PORT", method: str = "GET"
) -> bytes:
    named = [] if host is None else [f"Host: {host}"]
    lines = [f"{method} {path} HTTP/1.1", *named, *headers]
    return ("\r\n".join([*lines, "Connection: close", "", ""])).encode("utf-8", "surrogateescape")


PATHS = [
    "/repo/../secret.txt",
    "/repo/../../etc/passwd",
    "/../secret.txt",
    "/repo/a/../../secret.txt",
    "/repo/%2e%2e/secret.txt",
    "/repo/%2e%2e%2fsecret.txt",
    "/repo/..%2fsecret.txt",
    "/repo/.%2e/secret.txt",
    "/repo/%252e%252e%252fsecret.txt",
    "/repo/..%5csecret.txt",
    "/repo/..\\secret.txt",
    "/repo/%5c..%5c..%5csecret.txt",
    "/repo/..;/secret.txt",
    "/repo/%c0%ae%c0%ae/secret.txt",
    "/repo/%c0%af..%c0%afsecret.txt",
    "/repo/%e0%80%ae/secret.txt",
    "/repo/a%00.html",
    "/repo/secret.txt%00.html",
    "/repo/%ff%fe/",
    "/repo/a%0d%0aX-Evil:%201",
    "/repo//secret.txt",
    "/repo//../secret.txt",
    "/repo/a//",
    "/repo/C:/secret.txt",
    "/repo/c:%5csecret.txt",
    "/repo/file:///etc/passwd",
    "/repo/link.html",
    "/repo/link",
    "/repo/folder/",
    "/repo/folder/index.html",
    "/repo/a/up/secret.txt",
    "/repo/a/up/",
    "/repo/pipe.html",
    "/repo/pipe",
    "/repo/.git/config",
    "/repo/.part/x.html",
    "/repo/.part/x",
    "/repo/.search/x.html",
    "/repo/.nojekyll",
    "/repo/%2egit/config",
    "/repo/case/",
    "/repo/CASE/",
    "/repo/A/",
    "/repo/empty/",
    "/repo/empty",
    "/repo/assets/",
    "/repo/assets",
    "/repo/./",
    "/repo/a/index.html/",
    "/repo/a/index.html/x",
    "/repo/~root/",
    "/repo/a|b",
    "/repo/*",
    "/secret.txt",
    "/repoo/",
    "/%72epo/../secret.txt",
    "/repo/" + "a/" * 900,
    "/repo/" + "x" * 4000,
    "/repo/%",
    "/repo/%zz",
    "/repo/\u2025/secret.txt",
    "/repo/\uff0e\uff0e/secret.txt",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_or_to_what_is_hidden(server: PreviewServer, path: str) -> None:
    got = ask(server, get(path))
    assert SECRET not in got
    assert b"root:" not in got
    assert b"X-Evil" not in got.split(b"\r\n\r\n")[0]
    assert int(got.split(b" ")[1]) in (400, 404), got[:100]


HOSTS = [
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "127.0.0.1:1",
    "127.0.0.1:PORT.evil.example",
    "evil.example@127.0.0.1",
    "0.0.0.0:PORT",
    "[::2]:PORT",
    "desk.evil",
    "127.0.0.1:PORT:PORT",
    "",
    "127.0.0.1/:PORT",
    "2130706433",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_of_another_name_is_refused(server: PreviewServer, host: str) -> None:
    assert ask(server, get("/repo/", host=host)).split(b" ")[1] == b"403"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LOCALHOST",
        "archive.localhost:PORT",
        "[::1]:PORT",
        "desk",
    ],
)
def test_the_names_of_this_machine_are_allowed(server: PreviewServer, host: str) -> None:
    assert ask(server, get("/repo/", host=host)).split(b" ")[1] == b"200"


MALFORMED = [
    (get("/repo/", host=None), 400),
    (get("/repo/", "Host: evil.example"), 400),
    (get("http://evil.example/repo/"), 400),
    (get("//evil.example/repo/"), 404),
    (get("repo/"), 400),
    (get("*"), 400),
    (get("/repo/#a"), 400),
    (get("/repo/", "Transfer-Encoding: chunked"), 400),
    (get("/repo/", "Content-Length: 5", "Content-Length: 6"), 400),
    (get("/repo/", "Content-Length: 5"), 400),
    (get("/repo/", "Content-Length: +0"), 400),
    (get("/repo/", "Content-Length: x"), 400),
    (get("/repo/", "X: " + "x" * 70_000), 431),
    (get("/repo/", *[f"X-{number}: 1" for number in range(200)]), 431),
    (get("/repo/" + "x" * 70_000), 414),
    (get("127.0.0.1:80", method="CONNECT"), 405),
    (get("/repo/", method="TRACE"), 405),
    (get("/repo/", method="PUT"), 405),
    (get("/repo/", method="DELETE"), 405),
    (get("/repo/", method="OPTIONS"), 405),
    (get("/repo/", method="POST"), 405),
    (get("/__live/client.js", method="POST"), 405),
    (b"GET /repo/ HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n", 505),
    (b"GET /repo/\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    (b"GET /repo/ HTTP/1.1 extra\r\nHost: 127.0.0.1\r\n\r\n", 400),
]


@pytest.mark.parametrize(("data", "status"), MALFORMED)
def test_what_is_no_plain_request_is_refused(server, data: bytes, status: int) -> None:
    """Where the version of HTTP cannot be told, the answer has no status line, only its words."""
    got = ask(server, data)
    words = f"{HTTPStatus(status).phrase}\n".encode()
    assert got.startswith(b"HTTP/1.1 %d " % status) or got == words, got[:200]
    assert SECRET not in got


FOREIGN = [
    "Origin: https://evil.example",
    "Origin: null",
    "Origin: http://127.0.0.1:1",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
]


@pytest.mark.parametrize("header", FOREIGN)
@pytest.mark.parametrize("name", ["state", "events", "client.js"])
def test_other_sites_learn_nothing(server: PreviewServer, header: str, name: str) -> None:
    assert ask(server, get(f"/__live/{name}", header)).split(b" ")[1] == b"403"


@pytest.mark.parametrize("header", FOREIGN)
def test_other_sites_open_no_editor(server: PreviewServer, header: str) -> None:
    data = get("/__live/open", header, "Content-Length: 1", method="POST")
    assert ask(server, data + b"0").split(b" ")[1] == b"403"


@pytest.mark.parametrize("body", [b"0", b"-1", b"../x", b"9" * 5_000, b""])
def test_only_problems_that_are_shown_are_opened(server: PreviewServer, body: bytes) -> None:
    data = get("/__live/open", f"Content-Length: {len(body)}", method="POST")
    assert ask(server, data + body).split(b" ")[1] == b"404"


@pytest.mark.parametrize("name", ["", "../handler.py", "%2e%2e/handler.py", "client.js/", "x"])
def test_the_previews_own_addresses_are_few(server: PreviewServer, name: str) -> None:
    assert ask(server, get(f"/__live/{name}")).split(b" ")[1] == b"404"


def test_answers_tell_browsers_to_be_careful(server: PreviewServer) -> None:
    head = ask(server, get("/repo/")).split(b"\r\n\r\n")[0]
    assert b"X-Content-Type-Options: nosniff" in head
    assert b"Cache-Control: no-store" in head
    assert b"Access-Control" not in head
    assert b"Python" not in head


def test_a_second_request_in_one_body_is_not_read(server: PreviewServer) -> None:
    smuggled = (
        get("/repo/", "Content-Length: 50") + b"GET /repo/a/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    )
    assert ask(server, smuggled).count(b"HTTP/1.1") == 1


def test_a_port_that_is_taken_is_told(server: PreviewServer, tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path, Channel())
    with pytest.raises(CannotListenError) as caught:
        PreviewServer(desk, port=server._desk.port)
    assert caught.value.problem.rule == "cannot-listen"


def test_there_are_enough_attacks() -> None:
    assert len(PATHS) + len(HOSTS) + len(MALFORMED) + len(FOREIGN) * 4 >= 40
