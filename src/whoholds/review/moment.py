"""The moment of a judgement: what is judged later counts as later, whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from whoholds.records import Judgement

TICK = timedelta(microseconds=1)


def moment_after(judgements: Iterable[Judgement], now: datetime) -> datetime:
    """Return `now`, or the moment after the newest judgement where the clock has gone back behind that."""
    return max([now, *(judgement.when + TICK for judgement in judgements)])
