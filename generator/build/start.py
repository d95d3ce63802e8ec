"""How a build starts, and its first question, whether there is anything to do.

In: the site's folder, the output folder and the log. Out: the listing of all sources, and the last
build's report where it would come out the same again: equal sources, options and generator give an
equal site, and the output folder stands as that build left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.build.keys import encode, key_of
from generator.build.options import Options, stops
from generator.load import SiteFolder, read_config_file
from generator.log import Log
from generator.model import Footprint, Listing, Report, Stamp, Standing, Written
from generator.write import Tree, bundle_seal

BOOT = Path("/proc/sys/kernel/random/boot_id")
NO_STAMP = Stamp(-1, -1, -1, -1)


class LastBuild(Struct, frozen=True, array_like=True):
    """What the log keeps of a finished build.

    `boot` names the run of the machine in which it was written. After a power cut a file may have
    lost its contents and kept its stamp, so in another run the stamps of outputs prove nothing.
    `seal` tells how the search bundle stands; `LATER` where it is yet to be brought up to date.
    """

    boot: str
    report: Report
    seal: str


class Start(Struct, frozen=True):
    """What a build begins with: the sources, the output folder, and the key of the whole site."""

    config: bytes | None
    folder: SiteFolder
    listing: Listing
    key: bytes
    tree: Tree
    known: dict[str, Footprint]
    last: LastBuild | None
    is_last: bool
    """Whether the last build was of the same key."""


def begin(options: Options, log: Log) -> Start:
    """List the sources, and find out how the output folder stands."""
    config = read_config_file(options.site)
    folder = SiteFolder(options.site, options.output, log.stamps())
    listing = folder.listing()
    log.keep_stamps(folder.stamps())
    key = _site_key(options, config, listing)
    known = log.outputs(options.tree)
    row = log.build(options.tree)
    last = None if row is None else msgspec.msgpack.decode(row[1], type=LastBuild)
    is_trusted = last is not None and last.boot == boot()
    standings = {path: _standing(footprint, is_trusted) for path, footprint in known.items()}
    tree = Tree(options.output, standings, log.folders(options.tree) if is_trusted else {})
    return Start(config, folder, listing, key, tree, known, last, row is not None and row[0] == key)


def as_last_time(start: Start, options: Options) -> Report | None:
    """The report of the last build, if it would come out the same again."""
    if not start.is_last or start.last is None or stops(start.last.report.problems, options):
        return None
    if not start.tree.is_as_left():
        return None
    if options.index and bundle_seal(options.output) != start.last.seal:
        return None
    written = Written(written=(), unchanged=tuple(sorted(start.known)), removed=())
    return msgspec.structs.replace(start.last.report, written=written)


def settled(report: Report) -> Report:
    """What of a report is true of the next build as well, if nothing changes until then."""
    return msgspec.structs.replace(
        report, parsed=0, linked=0, rendered=0, indexed=0, written=None, reasons=(), seconds=()
    )


def boot() -> str:
    """This run of the machine; where the system does not tell, no run is like another."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _site_key(options: Options, config: bytes | None, listing: Listing) -> bytes:
    """Everything that a build's outcome depends on."""
    asked = (options.base_url, options.drafts, options.search)
    return key_of(
        encode(asked),
        b"" if config is None else config,
        "\n".join(_lines(listing)),
        encode(listing.problems),
    )


def _lines(listing: Listing) -> Iterator[str]:
    for kind in (listing.seeds, listing.explainers, listing.files, listing.assets):
        for entry in kind:
            yield f"{entry.path}\0{entry.digest}"
    for source in listing.templates:
        yield f"{source.path}\0{source.digest}"


def _standing(footprint: Footprint, is_trusted: bool) -> Standing:
    standing = footprint.standing
    return standing if is_trusted else Standing(standing.path, NO_STAMP, standing.digest)
