"""A preview from its start to its end: server, watcher and loop put together.

In: what was asked for. Out: nothing; it lasts until it is interrupted. The server answers before
the first build begins; where an earlier build left a site, that is what it shows until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from generator.build import Options
from generator.config import read_config
from generator.model import Config
from generator.preview.channel import Channel
from generator.preview.handler import Desk
from generator.preview.loop import Loop, Terminal
from generator.preview.server import HERE, PreviewServer
from generator.preview.watching import Watcher


class Settings(Struct, frozen=True):
    """How to serve and watch; `port` None is the first that is free."""

    host: str = HERE
    port: int | None = None
    allowed_hosts: tuple[str, ...] = ()
    follows: bool = False
    poll: float | None = None


class Session(Struct, frozen=True):
    """A preview that serves and watches; its loop is to be run."""

    address: str
    watcher: Watcher
    channel: Channel
    loop: Loop


def preview(options: Options, settings: Settings, terminal: Terminal) -> None:
    """Serve and rebuild until KeyboardInterrupt, which is raised again.

    Raises CannotListenError.
    """
    with open_session(options, settings, terminal) as session:
        session.loop.run()


@contextmanager
def open_session(options: Options, settings: Settings, terminal: Terminal) -> Iterator[Session]:
    """Serve and watch as long as the context lasts."""
    config = _config(options.site)
    base = options.base_url or (config.base_url if config else "")
    desk = Desk(
        site=options.site,
        output=options.output,
        channel=Channel(),
        base=urlsplit(base).path or "/",
        hosts=frozenset({settings.host, *settings.allowed_hosts}),
        editor=config.editor if config else "",
        follows=settings.follows,
    )
    server = PreviewServer(desk, settings.host, settings.port)
    server.start()
    try:
        with Watcher(options.site, options.output, settings.poll) as watcher:
            terminal.serving(server.address, watcher.method, watcher.reason)
            loop = Loop(options, desk, watcher, terminal)
            yield Session(server.address, watcher, desk.channel, loop)
    finally:
        server.close()


def _config(site: Path) -> Config | None:
    """The configuration, if it can be read now; the first build tells what is wrong with it."""
    try:
        return read_config("site.yaml", (site / "site.yaml").read_bytes())[0]
    except OSError:
        return None
