"""One worker process, as the main process sees it.

In: chunks. Out: their answers, in the same order. Nothing here ever blocks: what the socket does
not take at once is kept until it does. So the main process and a worker can never wait for each
other to read, however long orders and answers are.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections import deque
from collections.abc import Iterator
from multiprocessing import get_context

from generator.workers.method import Method
from generator.workers.serving import ANSWER, ORDER, failure_in, serve

BUFFER = 1 << 20
"""Bytes that a socket is asked to hold, so that a worker need not wait for the main process."""


class Chunk:
    """A chunk on its way: its bytes, and its answer as soon as there is one."""

    __slots__ = ("answer", "data", "failed")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.answer: bytes | None = None
        self.failed = False

    def result(self) -> bytes:
        """The answer; raises what the task raised."""
        if self.answer is None:
            raise RuntimeError("the chunk has no answer yet")
        if self.failed:
            raise failure_in(self.answer)
        return self.answer


class Process:
    """A running worker process and the chunks that it has been given.

    `give`, `push` and `take` raise OSError or EOFError when the process is gone.
    """

    def __init__(self, method: Method) -> None:
        self.line, theirs = socket.socketpair()
        for end in (self.line, theirs):
            with contextlib.suppress(OSError):  # some systems refuse more than they allow
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        self.line.setblocking(False)
        context = get_context("fork") if method == "fork" else get_context("spawn")
        self._process = context.Process(target=serve, args=(theirs,), name="worker", daemon=True)
        self._outgoing: deque[memoryview] = deque()
        self._incoming = _Incoming()
        self._known: tuple[str, bytes] | None = None
        self.given: deque[Chunk] = deque()
        try:
            with _interruptions_held():
                self._process.start()
        except BaseException:
            self.line.close()
            raise
        finally:
            theirs.close()

    @property
    def is_sending(self) -> bool:
        """Whether something waits for the socket to take it."""
        return bool(self._outgoing)

    def give(self, chunk: Chunk, name: str, shared: bytes) -> None:
        """Order a chunk to be done. What is shared goes along once, as long as it is the same."""
        self.given.append(chunk)
        known = self._known
        if known is not None and known[0] == name and known[1] is shared:
            parts = [ORDER.pack(0, 0, len(chunk.data))]
        else:
            called = name.encode()
            parts = [ORDER.pack(len(called), len(shared), len(chunk.data)), called, shared]
            self._known = (name, shared)
        self._outgoing.extend(memoryview(part) for part in (*parts, chunk.data) if part)
        self.push()

    def push(self) -> None:
        """Send as much as the socket takes now."""
        while self._outgoing:
            part = self._outgoing[0]
            try:
                sent = self.line.send(part)
            except BlockingIOError:
                return
            if sent < len(part):
                self._outgoing[0] = part[sent:]
            else:
                self._outgoing.popleft()

    def take(self) -> None:
        """Take in what there is of answers."""
        while self._incoming.read(self.line):
            answer = self._incoming.answer()
            if answer is not None:
                chunk = self.given.popleft()
                chunk.failed, chunk.answer = answer

    def end(self) -> int:
        """End the process at once and return its exit code; it has nothing that could be lost."""
        self.line.close()
        self._outgoing.clear()
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code or 0


class _Incoming:
    """An answer on its way in, as far as it has come."""

    def __init__(self) -> None:
        self._failed: bool | None = None
        self._expect(ANSWER.size)

    def _expect(self, length: int) -> None:
        self._buffer = bytearray(length)
        self._missing = memoryview(self._buffer)

    def read(self, line: socket.socket) -> bool:
        """Read once; False where nothing is there at the moment."""
        if self._missing:
            try:
                read = line.recv_into(self._missing)
            except BlockingIOError:
                return False
            if not read:
                raise EOFError
            self._missing = self._missing[read:]
        return True

    def answer(self) -> tuple[bool, bytes] | None:
        """Whether the task failed, and the answer, if it is whole."""
        if self._missing:
            return None
        if self._failed is None:
            self._failed, length = ANSWER.unpack(self._buffer)
            self._expect(length)
            if length:
                return None
        answer = (bool(self._failed), bytes(self._buffer))
        self._failed = None
        self._expect(ANSWER.size)
        return answer


@contextlib.contextmanager
def _interruptions_held() -> Iterator[None]:
    """Keep an interruption waiting, so that none meets a process that is not settled yet."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
