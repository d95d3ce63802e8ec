"""Finding a cluster's scheduler.

In: an address. Out: nothing, or a `ClusterProblem` that says why there is no scheduler. dask itself
waits for ever where a program of another kind answers, or where one accepts and says nothing, and
takes some addresses for others; so both are seen to before it is asked to connect.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from distributed.core import rpc
from distributed.security import Security

from generator.workers.contract import ClusterProblem

ADDRESS = re.compile(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>[0-9]{1,5})", re.ASCII)
EXAMPLE = "the address of a scheduler looks like tcp://192.168.1.5:8786"


def check_address(address: str) -> None:
    """Raise a problem where an address is none."""
    match = ADDRESS.fullmatch(address)
    if match is None or not 0 < int(match["port"]) < 65_536:
        raise ClusterProblem(f"'{address}' is not the address of a cluster", EXAMPLE)


def find_scheduler(address: str, timeout: float) -> None:
    """Raise a problem where no scheduler answers within `timeout` seconds.

    It is asked in a thread: who builds may have an event loop of their own running in this one.
    """
    try:
        with ThreadPoolExecutor(1) as asking:
            kind = asking.submit(lambda: asyncio.run(_kind(address, timeout))).result()
    except (OSError, ValueError, TypeError) as error:
        reason = str(error) or f"no answer within {timeout:g} seconds"
        raise ClusterProblem(
            f"no scheduler answers at {address}: {reason}", "start one: dask scheduler"
        ) from error
    if kind != "Scheduler":
        raise ClusterProblem(f"at {address} is no scheduler but a dask {kind}", EXAMPLE)


async def _kind(address: str, timeout: float) -> str:  # noqa: ASYNC109 - the whole is timed here
    """What answers at an address, in dask's words."""
    arguments = Security().get_connection_args("client")
    async with asyncio.timeout(timeout):
        remote = rpc(address, connection_args=arguments, timeout=timeout)
        try:
            return str((await remote.identity())["type"])
        finally:
            await remote.close_rpc()
