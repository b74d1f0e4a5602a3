"""Feeds watched into a store: those that are due are asked, each new article is read once, everything is folded anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, Full, Queue

from whoholds.feeds.clock import Clock
from whoholds.feeds.fault import FetchFault, Stopped
from whoholds.feeds.feed import Feed, FeedList
from whoholds.feeds.fetch import Fetcher
from whoholds.feeds.items import Item
from whoholds.feeds.pace import Pace, back_off
from whoholds.feeds.robots import Shelf
from whoholds.feeds.state import TRIES, FeedState, Waiting, read_state
from whoholds.feeds.visit import Listed, Page, Visitor, document_of, fresh_items, from_page
from whoholds.intake import reading
from whoholds.intake.reading import work_out_store
from whoholds.read.options import Fault
from whoholds.records import Document
from whoholds.run.engines import read_one
from whoholds.store.base import Store
from whoholds.store.lists import Note
from whoholds.toolkit import Toolkit

AT_ONCE = 32
"""Feeds that are asked at the same time, so that slow ones keep no others waiting; a host has one request at a time."""
AHEAD = 16
"""Fetched articles that wait to be read, so that memory stays small."""
IN_A_ROW = 3
"""Articles of a feed that fail one after the other until the rest waits for the next check."""
SLACK = 0.1
"""Part of `every_minutes` by which a check may come early, so that a timer of the same length never misses one."""
TICK = 0.5
"""Seconds after which a watch with nothing to do looks up."""
MOST_WAITING = 1_000
LONGEST_UNFOLDED = 600.0
"""Seconds after which new articles are folded in, even if feeds are still being asked."""


@dataclass(frozen=True, slots=True)
class Watching:
    """How feeds are watched into a store."""

    store: Store
    feeds: FeedList
    maker: str
    open_tools: Callable[[], Toolkit]
    """Called once, when the first new article comes."""
    tell: Callable[[str], None]
    """Takes a line about a feed that was checked."""
    tell_fault: Callable[[str], None]
    clock: Clock = field(default_factory=Clock)
    open_fetcher: Callable[[Clock, Pace, str], Fetcher] = Fetcher


@dataclass
class Tally(reading.Tally):
    """What a watch came to."""

    same: int = 0
    """Articles whose text is that of one that was read before, at another address."""
    failed: int = 0
    """Articles that are listed again and could not be had or read before."""


@dataclass
class Check:
    """One feed while it is checked."""

    feed: Feed
    state: FeedState
    listed: Listed | None = None
    left: bool = False
    """Whether some of what it lists was not taken now."""
    elsewhere: bool = False
    """Whether it lists another address of an article that could not be had, to be tried at the next check."""
    waiting: list[Waiting] = field(default_factory=list)
    fetched: int = 0
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an item: a document, or why there is none."""

    check: Check
    item: Item
    tries: int
    got: Page | FetchFault


@dataclass(frozen=True, slots=True)
class Ended:
    """A feed was asked for its list, or for all of its articles."""

    check: Check
    listed: Listed | FetchFault | None


class Watch:
    """A watch at work. Threads fetch; this one alone reads and writes."""

    def __init__(self, watching: Watching) -> None:
        """Take up what earlier runs noted."""
        self._given, self._clock, self._store = watching, watching.clock, watching.store
        pace = self._pace = Pace(self._clock, watching.feeds.pause_seconds)
        pace.held.update({host: float(until) for host, until in self._store.noted("hold").items()})
        self._shelf = Shelf(self._store.noted("robots"))
        self._fetcher = watching.open_fetcher(self._clock, pace, watching.feeds.contact)
        self._visitor = Visitor(self._clock, self._fetcher, self._shelf)
        self._states = {feed.key: read_state(line) for feed in watching.feeds.feeds for line in [self._noted(feed)]}
        self._came: Queue[Came | Ended] = Queue(AHEAD)
        self._busy: dict[str, Check] = {}
        self._tools: Toolkit | None = None
        self._folded, self._unfolded = self._clock.now(), True
        self.tally = Tally()
        self.checked = self.resting = 0
        """Feeds that were checked, and those that were not yet due."""

    def _noted(self, feed: Feed) -> str | None:
        return self._store.noted("feed", [feed.key]).get(feed.key)

    def run(self, once: bool) -> None:
        """Check the feeds that are due, once or until the clock is stopped; what was begun then is left for the next run."""
        for feed in self._given.feeds.feeds:
            self._store.save_source(feed.publisher())
        self._fold()
        with ThreadPoolExecutor(AT_ONCE, "feed") as threads:
            try:
                self._work(threads, once)
            finally:
                self._clock.stop()
                self._fetcher.cut()
                threads.shutdown(wait=True, cancel_futures=True)

    def _work(self, threads: ThreadPoolExecutor, once: bool) -> None:
        self._begin_due(threads, count_resting=True)
        while not self._clock.stopped and (self._busy or not once):
            self._step(threads)
            if not once:
                self._begin_due(threads)

    def _step(self, threads: ThreadPoolExecutor) -> None:
        try:
            came = self._came.get(timeout=TICK)
        except Empty:
            pass
        else:
            if isinstance(came, Came):
                self._read(came)
            elif came.listed is not None and not isinstance(came.listed, FetchFault):
                self._take(threads, came.check, came.listed)
            else:
                self._end(came.check, came.listed)
        if self._unfolded and (not self._busy or self._clock.now() - self._folded > LONGEST_UNFOLDED):
            self._fold()

    def _begin_due(self, threads: ThreadPoolExecutor, count_resting: bool = False) -> None:
        now = self._clock.now()
        for feed in self._given.feeds.feeds:
            state = self._states[feed.key]
            if feed.key in self._busy:
                continue
            if state.is_due(now, 0 if state.failures else SLACK * 60 * feed.every_minutes):
                check = self._busy[feed.key] = Check(feed, state)
                threads.submit(self._list, check)
            elif count_resting:
                self.resting += 1
                if state.failures:
                    self._given.tell(f"{feed.name}: left alone for {state.next - now:,.0f} s more ({state.told})")

    def _list(self, check: Check) -> None:
        """In a thread: ask a feed for its list."""
        try:
            self._put(Ended(check, self._visitor.list_feed(check.feed, check.state)))
        except FetchFault as fault:
            self._put(Ended(check, fault))
        except Stopped:
            return
        except Exception as fault:  # a boundary: what a hostile feed does to its reader must never stop the others
            self._put(Ended(check, _odd(fault)))

    def _take(self, threads: ThreadPoolExecutor, check: Check, listed: Listed) -> None:
        """Choose what to fetch: articles that waited, and those that were never read."""
        check.listed, now, items = listed, self._clock.now(), listed.listing.items
        known = self._store.noted("item", {item.key for item in (*items, *(one.item for one in check.state.waiting))})
        still = [one for one in check.state.waiting if one.item.key not in known]
        waiting = [one for one in still if one.after <= now]
        check.waiting = [one for one in still if one.after > now]
        check.tally.known = len({item.key for item in items if item.key in known})
        failed = self._failed_before(check.feed, items)
        check.tally.failed = len({item.address for item in items if item.address in failed and item.key not in known})
        passed = failed | {one.item.address for one in still}
        fresh, check.left = fresh_items((item for item in items if item.address not in passed), known, check.feed.most)
        chosen = [(one.item, one.tries) for one in waiting] + [(item, 0) for item in fresh]
        threads.submit(self._fetch, check, chosen)

    def _failed_before(self, feed: Feed, items: tuple[Item, ...]) -> set[str]:
        """Return the addresses that are not asked again: the page was no good, or this feed may not ask for it."""
        names = {item.address: {_failed_name(feed, item, alone) for alone in (True, not from_page(feed, item))} for item in items}
        noted = self._store.noted("failed", {name for some in names.values() for name in some}).keys()
        return {address for address, some in names.items() if some & noted}

    def _fetch(self, check: Check, chosen: list[tuple[Item, int]]) -> None:
        """In a thread: fetch articles one after the other; where several in a row fail, the rest waits."""
        row = 0
        try:
            for item, tries in chosen:
                got: Page | FetchFault
                if row == IN_A_ROW:
                    got = FetchFault("not tried, since those before it failed", wait=0)
                else:
                    got = self._got(check, item)
                    row = row + 1 if isinstance(got, FetchFault) and not got.lasting else 0
                    tries += 1
                self._put(Came(check, item, tries, got))
            self._put(Ended(check, None))
        except Stopped:
            return
        except Exception as fault:  # a boundary: a feed whose end is never told would be waited for for ever
            self._put(Ended(check, _odd(fault)))

    def _got(self, check: Check, item: Item) -> Page | FetchFault:
        try:
            return self._visitor.fetch_item(check.feed, item)
        except FetchFault as fault:
            return fault
        except Stopped:
            raise
        except Exception as fault:  # a boundary: what a hostile page does to its reader must never stop the others
            return _odd(fault)

    def _put(self, what: Came | Ended) -> None:
        """Hand something to the thread that reads; wait while it is behind. Raises Stopped."""
        while True:
            try:
                return self._came.put(what, timeout=TICK)
            except Full:
                self._clock.wait(0)

    def _read(self, came: Came) -> None:
        """Read an article for claims and keep it with the note that it was read, in one transaction; or note why not."""
        check, got = came.check, came.got
        if isinstance(got, FetchFault):
            check.elsewhere |= self._listed_elsewhere(check, came.item)
        if isinstance(got, FetchFault) and not got.lasting and came.tries < TRIES:
            pause = back_off(60 * check.feed.every_minutes, came.tries)
            check.waiting.append(Waiting(came.item, came.tries, self._clock.now() + max(pause * 0.9, got.wait or 0)))
            return
        made = Fault(came.item.url or came.item.id, str(got)) if isinstance(got, FetchFault) else self._made(came, got)
        if isinstance(made, Document):
            self._keep(came, made)
            self._unfolded = True
        else:
            self._failed(came, made)

    def _listed_elsewhere(self, check: Check, item: Item) -> bool:
        items = check.listed.listing.items if check.listed else ()
        return any(one.key == item.key and one.address != item.address for one in items)

    def _made(self, came: Came, page: Page) -> Document | Fault:
        try:
            return document_of(came.check.feed, came.item, page)
        except Exception as fault:  # a boundary: one page must never stop the others
            return Fault(came.item.url or came.item.id, str(_odd(fault)))

    def _keep(self, came: Came, document: Document) -> None:
        check, note = came.check, Note("item", came.item.key, came.item.url)
        if self._store.has(document.id, self._given.maker):
            self._note_same(check, document, note)
            return
        if document.language not in (None, "en"):
            check.tally.foreign += self._store.save(document, None, self._given.maker, note)
            return
        self._tools = self._tools or self._given.open_tools()
        outcome = read_one(document, self._tools)
        if outcome.made is None:
            self._failed(came, Fault(document.path or document.id, outcome.failed))
        elif self._store.save(document, outcome.made, self._given.maker, note):
            check.tally.new += 1
            check.tally.claims += len(outcome.made.claims)
        else:
            check.tally.known += 1

    def _note_same(self, check: Check, document: Document, note: Note) -> None:
        """Note an article whose text was read before: at another address, or at this one by another feed just now."""
        if self._store.noted("item", [note.name]):
            check.tally.known += 1
        else:
            check.tally.same += 1
            self._store.note([note])
        self._store.forget_failure(document)

    def _failed(self, came: Came, fault: Fault) -> None:
        """Note for good that an item is no article: for every feed that lists it, or, where it is this feed's fault, for it."""
        check = came.check
        by_rule = isinstance(came.got, FetchFault) and came.got.by_rule
        name = _failed_name(check.feed, came.item, by_rule or not from_page(check.feed, came.item))
        check.tally.faults.append(fault)
        self._given.tell_fault(f"{check.feed.name}: {fault.path}: {fault.reason}")
        self._store.save_failure(fault.path, fault.reason)
        self._store.note([Note("failed", name, fault.reason)])

    def _end(self, check: Check, fault: FetchFault | None) -> None:
        """Note how a feed stands, after all that came of it was kept: killed before, it is simply asked again."""
        del self._busy[check.feed.key]
        self.checked += 1
        state = self._failed_state(check, fault) if fault else self._good_state(check)
        self._states[check.feed.key] = state
        holds = [Note("hold", host, str(until)) for host, until in self._pace.held.items()]
        robots = [Note("robots", site, body) for site, body in self._shelf.news().items()]
        self._store.note([Note("feed", check.feed.key, state.line()), *holds, *robots])
        if fault:
            self.tally.faults.append(Fault(check.feed.name, str(fault)))
            self._given.tell_fault(f"{check.feed.name}: {fault}; asked again in {state.next - self._clock.now():,.0f} s")
        else:
            self._given.tell(f"{check.feed.name}: " + "; ".join(_told(check)))
        self._add(check.tally)

    def _failed_state(self, check: Check, fault: FetchFault) -> FeedState:
        failures = check.state.failures + 1
        rest = max(back_off(60 * check.feed.every_minutes, failures), fault.wait or 0)
        old = check.state
        return FeedState(old.etag, old.modified, self._clock.now() + rest, failures, str(fault), old.waiting)

    def _good_state(self, check: Check) -> FeedState:
        next = self._clock.now() + 60 * check.feed.every_minutes
        whole = not check.left and not check.elsewhere and len(check.waiting) <= MOST_WAITING
        etag, modified = (check.listed.etag, check.listed.modified) if whole and check.listed else ("", "")
        return FeedState(etag, modified, next, waiting=tuple(check.waiting[:MOST_WAITING]))

    def _add(self, tally: Tally) -> None:
        total = self.tally
        total.new += tally.new
        total.known += tally.known
        total.same += tally.same
        total.failed += tally.failed
        total.foreign += tally.foreign
        total.claims += tally.claims
        total.faults += tally.faults

    def _fold(self) -> None:
        self._folded, self._unfolded = self._clock.now(), False
        if self._store.counts().stale:
            work_out_store(self._store)


def watch_feeds(watching: Watching, once: bool) -> Watch:
    """Watch feeds until the clock is stopped, or once; what could not be fetched or read stands in the tally."""
    watch = Watch(watching)
    watch.run(once)
    return watch


def _odd(fault: Exception) -> FetchFault:
    return FetchFault(f"not readable ({type(fault).__name__}: {' '.join(str(fault).split())[:120]})", lasting=True)


def _failed_name(feed: Feed, item: Item, alone: bool) -> str:
    return f"{feed.key} {item.address}" if alone else item.address


def _told(check: Check) -> Iterator[str]:
    tally, listed = check.tally, check.listed
    yield "nothing changed since the last check" if listed and listed.unchanged else f"{tally.known} known already"
    yield f"{tally.new} new articles ({tally.claims} claims)"
    if tally.same:
        yield f"{tally.same} with a text that was read before"
    if tally.failed:
        yield f"{tally.failed} failed before"
    if tally.foreign:
        yield f"{tally.foreign} not in English"
    if tally.faults:
        yield f"{len(tally.faults)} could not be read"
    if check.waiting:
        yield f"{len(check.waiting)} wait for another try"
    if check.left or (listed and listed.listing.more):
        yield "it lists more than is taken at once"
    if listed and listed.listing.damaged:
        yield "its XML is damaged: what could be made out was taken"
    if listed and listed.moved:
        yield "it has moved for good: change its url in the file"
