"""The configuration: read from the log where these very bytes were read before.

Reading YAML costs more than its import is worth in a build of one changed page.
"""

from __future__ import annotations

import msgspec

from generator.build.keys import encode, key_of
from generator.build.options import Options
from generator.config import missing_config, read_config
from generator.log import Log
from generator.model import Config
from generator.problems import Problem

MEMO = "site.yaml"


def configuration(
    options: Options, data: bytes | None, log: Log
) -> tuple[Config | None, tuple[Problem, ...]]:
    """The site's configuration under the options of this build, or what is wrong with it."""
    if data is None:
        return None, (missing_config("site.yaml"),)
    config, problems = _remembered(data, log)
    if config is not None and options.base_url:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    return config, problems


def _remembered(data: bytes, log: Log) -> tuple[Config | None, tuple[Problem, ...]]:
    key = key_of(data)
    known = log.memo(MEMO, key)
    if known is not None:
        return msgspec.msgpack.decode(known, type=Config), ()
    config, problems = read_config("site.yaml", data)
    if config is not None and not problems:
        log.keep_memo(MEMO, key, encode(config))
    return config, problems
