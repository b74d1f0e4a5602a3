"""`whoholds watch`: the one verb that uses the network."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from whoholds.cli.common import db_option, open_db, open_tools, print_table
from whoholds.errors import StoreError
from whoholds.feeds.clock import Clock
from whoholds.feeds.feed import Feed, FeedList, read_feeds
from whoholds.feeds.state import read_state
from whoholds.intake.maker import maker_name
from whoholds.intake.watching import Watch, Watching, watch_feeds
from whoholds.store.base import Store


@click.command("watch")
@click.argument("feeds", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Check the feeds that are due and end; for cron or a systemd timer.")
@click.option("--check", is_flag=True, help="Only read FEEDS and show how each feed stands; nothing is asked.")
@db_option
def command(feeds: Path, once: bool, check: bool, db: str | None) -> None:
    """Fetch new articles from feeds, read them into the store and work out who holds what.

    FEEDS is a file such as feeds.toml: see docs/feeds.md. This is the only verb that uses the network. Each article is
    read once, however often this is stopped and started. Without --once it goes on until Ctrl-C or SIGTERM, exit status
    0; with it, the exit status is 1 where a feed or an article could not be had.
    """
    listed = read_feeds(feeds)
    if check:
        _show(listed, db)
        return
    with open_db(db, create=True) as store:
        clock, caught = Clock(), list[int]()
        watching = Watching(store, listed, maker_name(), open_tools, _tell, _tell_fault, clock)
        with _stopped_by_signals(clock, caught):
            watch = watch_feeds(watching, once)
        _summary(store, watch)
    if once and (caught or watch.tally.faults):
        sys.exit(128 + caught[0] if caught else 1)


@contextmanager
def _stopped_by_signals(clock: Clock, caught: list[int]) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the watch once the article in hand is kept; a second Ctrl-C ends it at once."""

    def stop(number: int, frame: Any) -> None:
        caught.append(number)
        clock.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()


def _tell_fault(line: str) -> None:
    click.echo(line, err=True)


def _summary(store: Store, watch: Watch) -> None:
    counts, tally = store.counts(), watch.tally
    click.echo(
        f"checked {watch.checked} feeds, {watch.resting} not due; {tally.new} new articles ({tally.claims} claims); "
        f"{tally.known} known already; {tally.same} with a text that was read before; {tally.failed} failed before; "
        f"{tally.foreign} not in English, kept but not read for claims; "
        f"{len(tally.faults)} could not be had or read"
    )
    click.echo(
        f"the store holds {counts.documents} articles, {counts.claims} claims, {counts.events} events, {counts.holdings} holdings, "
        f"{counts.figures} figures, {counts.disputes} disputes"
    )
    if counts.stale:
        click.echo("stopped before the new articles were worked into the answers; the next run does that first")


def _show(listed: FeedList, db: str | None) -> None:
    noted, now = dict[str, str](), time.time()
    with suppress(StoreError), open_db(db) as store:  # no store yet: no feed was ever checked
        noted = store.noted("feed")
    rows = [_row(feed, noted.get(feed.key), now) for feed in listed.feeds]
    print_table("feeds", ("feed", "publisher", "grade", "rights", "next check", "waiting", "last fault"), rows, "no feeds")


def _row(feed: Feed, line: str | None, now: float) -> tuple[object, ...]:
    state = read_state(line)
    when = "now" if state.is_due(now, 0) else f"in {state.next - now:,.0f} s"
    return feed.name, feed.source, f"{feed.grade} ({feed.reason})", feed.rights, when, len(state.waiting) or None, state.told or None
