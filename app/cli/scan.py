"""`marquee scan`: looks for new, changed and missing files in all sources."""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.cli import console
from app.cli.connection import connect
from app.client import Client
from app.contract.library import Scan, ScanState
from app.engine.ground.paths import Home, find_home

LOOK_EVERY_S = 0.2
_ENDED = frozenset({ScanState.DONE, ScanState.FAILED, ScanState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All scans together."""

    sources: int
    found: int
    done: int
    total: int
    added: int
    changed: int
    missing: int
    problems: int
    failed: int
    seconds: float


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--wait", action="store_true", help="show how it goes, and end with a summary")
    parser.add_argument("--json", action="store_true", help="print counts and seconds as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Start the scans and, if wished, wait for their end."""
    summary = asyncio.run(_scan(find_home(options.data_dir), is_waiting=options.wait))
    if options.json:
        console.show(summary)
    elif options.wait:
        console.say(_sentence(summary))
    else:
        console.say(f"Queued scans: {summary.sources}. They run while an engine runs.")
    return 1 if summary.failed else 0


async def _scan(home: Home, *, is_waiting: bool) -> Summary:
    started = time.monotonic()
    async with connect(home) as client:
        scans = await client.library.scan_all()
        if is_waiting:
            scans = await _wait(client, scans)
    return _sum(scans, time.monotonic() - started)


async def _wait(client: Client, scans: Sequence[Scan]) -> tuple[Scan, ...]:
    """Return the ended scans. One whose source is taken away meanwhile counts no more."""
    wanted = {scan.source_id for scan in scans}
    line = console.LiveLine()
    try:
        while True:
            scans = tuple(scan for scan in await client.library.list_scans() if scan.source_id in wanted)
            if all(scan.state in _ENDED for scan in scans):
                return scans
            line.show(_progress(_sum(scans, 0.0)))
            await asyncio.sleep(LOOK_EVERY_S)
    finally:
        line.clear()


def _sum(scans: Sequence[Scan], seconds: float) -> Summary:
    return Summary(
        sources=len(scans),
        found=sum(scan.found for scan in scans),
        done=sum(scan.done for scan in scans),
        total=sum(scan.total for scan in scans),
        added=sum(scan.added for scan in scans),
        changed=sum(scan.changed for scan in scans),
        missing=sum(scan.missing for scan in scans),
        problems=sum(scan.problems for scan in scans),
        failed=sum(scan.state in (ScanState.FAILED, ScanState.CANCELLED) for scan in scans),
        seconds=round(seconds, 3),
    )


def _progress(summary: Summary) -> str:
    return f"{summary.done:,} of {summary.total:,} files, {summary.added:,} new, {summary.problems:,} problems"


def _sentence(summary: Summary) -> str:
    failed = f" {summary.failed} of {summary.sources} sources failed." if summary.failed else ""
    return (
        f"Scanned {summary.found:,} files in {summary.seconds:.1f} s: {summary.added:,} added, "
        f"{summary.changed:,} changed, {summary.missing:,} missing, {summary.problems:,} problems.{failed}"
    )
