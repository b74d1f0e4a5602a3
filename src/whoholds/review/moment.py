"""What is kept of a decision made after others: its moment, and nothing where it was made before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from whoholds.records import Judgement, content_id

TICK = timedelta(microseconds=1)


def moment_after(judgements: Iterable[Judgement], now: datetime) -> datetime:
    """Return `now`, or the moment after the newest judgement where the clock has gone back behind that."""
    return max([now, *(judgement.when + TICK for judgement in judgements)])


def to_keep(new: Judgement, before: Iterable[Judgement]) -> Judgement:
    """Return the judgement to keep for `new`, decided after those of `before`, in any order.

    That is the newest one about the same thing where the same person said the same: a command that is run again, because it was
    killed say, decides nothing twice. Else `new`, at a moment after all others about that thing, whatever the clock says: what is
    decided later counts as later.
    """
    about = [judgement for judgement in before if judgement.about == new.about]
    newest = max(about, key=lambda j: (j.when, j.id), default=None)
    if newest is not None and _said(newest) == _said(new):
        return newest
    when = moment_after(about, new.when)
    return new if when == new.when else replace(new, when=when, id=content_id("judgement", new.id, when.isoformat()))


def _said(judgement: Judgement) -> tuple[object, ...]:
    return judgement.verdict, judgement.by, judgement.why, judgement.change
