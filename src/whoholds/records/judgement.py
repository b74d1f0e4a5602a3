"""What a person decided. Input, never edited by machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from whoholds.records.claim import Claim


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about a claim or a dispute: by which role, when, and why."""

    id: str
    about: str
    """Id of the claim or dispute."""
    verdict: str
    """right, wrong, unsure, change, or undo; of a dispute also one, other, both."""
    by: str
    """A role or working name of the reviewer."""
    when: datetime
    why: str
    change: tuple[tuple[str, str], ...] = field(default=())
    """Field and new value, for `change`; `("judgement", id)` for `undo`: the decision that no longer stands."""
    seen: Claim | None = None
    """The claim as it was read when it was judged: what a later reading may no longer find."""
