"""What the fold costs as claims grow: time a claim, and memory, from ten thousand claims to a million."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from whoholds.evaluate.measured import Table
from whoholds.evaluate.simulate_claims import Press, Told
from whoholds.evaluate.simulate_noise import NOISES
from whoholds.evaluate.simulate_war import Shape, make_war
from whoholds.link.events import link_events
from whoholds.run.folding import FoldPlan, Spool

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
PLACE_CLAIMS = 200
"""Claims a place, so that a million claims are of 5,000 places."""
SHAPE = Shape(days=1000)
NOISE = replace(NOISES["usual"], told=3.0, daily=1 / 14)
"""The usual noise, but more told: about 200 claims a place in the thousand days."""
SEED = 1
EVENTS_UP_TO = 100_000
"""Claims that are also linked to events, which holds them in memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one size cost, in this process and thread."""

    claims: int
    places: int
    holdings: int
    aside: float
    """Processor seconds of putting the claims aside by place."""
    folded: float
    """Processor seconds of folding them."""
    linked: float | None
    """Processor seconds of linking them to events; None where they were too many to be held in memory."""
    memory: float | None
    """The most memory that this process ever held, in MB, the making of the claims included; None where the system does not say."""

    @property
    def microseconds(self) -> float:
        """Return the microseconds a claim of the fold."""
        return 1e6 * (self.aside + self.folded) / max(1, self.claims)

    @property
    def events_microseconds(self) -> float:
        """Return the microseconds a claim of linking to events; 0 where that was not measured."""
        return 1e6 * (self.linked or 0.0) / max(1, self.claims)


def costs(sizes: Sequence[int] = SIZES, tell: Callable[[str], None] = lambda words: None) -> Iterator[Cost]:
    """Measure one size after the other, smallest first; `tell` hears what is being done."""
    for size in sorted(sizes):
        tell(f"making {size} claims and folding them")
        yield cost_of(size)


def cost_of(size: int) -> Cost:
    """Make about so many claims, as a stream, fold them by place, and measure what the fold took."""
    places = max(1, round(size / PLACE_CLAIMS))
    truth = make_war(replace(SHAPE, places=places), SEED)
    told = _Clock(Press(truth, NOISE, SEED).told(), size)
    with Spool() as spool:
        start = time.process_time()
        for one in told:
            spool.add(one.claim, one.origin)
        aside = time.process_time() - start - told.seconds
        start = time.process_time()
        holdings = sum(1 for _ in spool.fold(FoldPlan()))
        folded = time.process_time() - start
    linked = _linked(list(Press(truth, NOISE, SEED).told())[:size]) if size <= EVENTS_UP_TO else None
    return Cost(told.count, places, holdings, aside, folded, linked, peak_memory())


def _linked(told: Sequence[Told]) -> float:
    start = time.process_time()
    link_events([one.claim for one in told], {one.claim.document: one.origin for one in told})
    return time.process_time() - start


class _Clock:
    """A stream that notes how long its making takes and ends after so many."""

    def __init__(self, told: Iterator[Told], most: int) -> None:
        self._told, self._most = told, most
        self.seconds, self.count = 0.0, 0

    def __iter__(self) -> Iterator[Told]:
        while self.count < self._most:
            start = time.process_time()
            one = next(self._told, None)
            self.seconds += time.process_time() - start
            if one is None:
                return
            self.count += 1
            yield one


def peak_memory() -> float | None:
    """Return the most memory that this process ever held, in MB; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def scale_table(found: Sequence[Cost]) -> Table:
    """Return the curve as a table."""
    columns = ("claims", "places", "holdings", "put aside, s", "folded, s", "µs a claim", "events, µs a claim", "peak memory, MB")
    rows = tuple(
        (
            one.claims, one.places, one.holdings, round(one.aside, 1), round(one.folded, 1), round(one.microseconds),
            "" if one.linked is None else round(one.events_microseconds),
            "" if one.memory is None else round(one.memory),
        )
        for one in found
    )  # fmt: skip
    return Table("The fold as claims grow", columns, rows, on_page=True)
