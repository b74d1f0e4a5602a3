"""What a person decided. Input, never edited by machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from whoholds.records.claim import Claim


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about a claim, a dispute or a place name: by which role, when, and why."""

    id: str
    about: str
    """Id of the claim or dispute; `name:` and a folded name where it is about what a name means."""
    verdict: str
    """right, wrong, unsure, change, or undo; of a name: means, or undone; of a dispute also one, other, both."""
    by: str
    """A role or working name of the reviewer."""
    when: datetime
    why: str
    change: tuple[tuple[str, str], ...] = field(default=())
    """Field and new value, for `change`; name and place, for `means`; `("judgement", id)` for `undo`: the decision that no longer stands."""
    seen: Claim | None = None
    """The claim as it was read when it was judged: what a later reading may no longer find."""
