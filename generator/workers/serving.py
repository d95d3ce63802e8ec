"""What a worker process does: take a chunk, hand back its result, until the main process ends.

In: a socket to the main process. An order is `ORDER` (the lengths of what follows), the task's name
and what all chunks share, both only where they are others than last time, and the chunk. An answer
is `ANSWER` (whether the task failed, and a length) and the result, or the pickled exception with
its traceback as text.

The main process may be killed at any time. A thread waits for that and ends this process with it,
in the midst of a chunk as well. (Linux can send a signal instead, but it counts the death of the
thread that started the process as that of the parent, and other systems cannot.)
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import threading
import traceback
from multiprocessing import connection, parent_process
from socket import socket

from generator.workers.contract import Task, task_named

ORDER = struct.Struct("<IQQ")
"""Lengths of the task's name, of what is shared, of the chunk. No name: both as last time."""
ANSWER = struct.Struct("<?Q")
"""Whether the task failed, and the length of the result or of the failure."""


def serve(line: socket) -> None:
    """Answer orders as long as there is a main process."""
    _settle()
    try:
        _answer_orders(line)
    except (EOFError, OSError):  # the main process is gone: nobody is there to be told
        return


def failure_in(answer: bytes) -> BaseException:
    """The exception that a failed task's answer holds, with the worker's traceback as a note."""
    error: BaseException
    error, trace = pickle.loads(answer)  # noqa: S301 - from a process of our own
    error.add_note(f"In a worker process:\n{trace}")
    return error


def _settle() -> None:
    """Make this process a worker: ended by the main process alone, and never outliving it.

    An interruption from the keyboard reaches every process of the terminal; the main process sees
    to it. What was inherited by forking is put out of the garbage collector's sight, because its
    marks would make copies of memory that is shared so far.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    threading.Thread(target=_end_with_main, name="end-with-main", daemon=True).start()


def _end_with_main() -> None:
    main = parent_process()
    if main is not None:
        connection.wait([main.sentinel])
        os._exit(1)


def _answer_orders(line: socket) -> None:
    task: Task = _no_task
    shared = b""
    while True:
        name_length, shared_length, chunk_length = ORDER.unpack(_read(line, ORDER.size))
        name = _read(line, name_length).decode()
        if name:
            shared = _read(line, shared_length)
        chunk = _read(line, chunk_length)
        try:
            if name:
                task = task_named(name)
            failed, answer = False, task(shared, chunk)
        except Exception as error:  # noqa: BLE001 - it is raised in the main process
            failed, answer = True, _told(error)
        line.sendall(ANSWER.pack(failed, len(answer)))
        line.sendall(answer)


def _no_task(shared: bytes, chunk: bytes) -> bytes:
    raise RuntimeError("an order came without a task")


def _read(line: socket, length: int) -> bytes:
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        read = line.recv_into(view)
        if not read:
            raise EOFError
        view = view[read:]
    return bytes(buffer)


def _told(error: Exception) -> bytes:
    """An exception and its traceback; one that does not survive the way is told in words."""
    trace = "".join(traceback.format_exception(error))
    try:
        told = pickle.dumps((error, trace))
        pickle.loads(told)  # noqa: S301 - made in the line above
    except Exception:  # noqa: BLE001 - an exception's own code decides how it is pickled
        words = traceback.format_exception_only(error)[-1].strip()
        told = pickle.dumps((RuntimeError(words), trace))
    return told
