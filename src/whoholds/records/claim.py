"""One thing that a text reports: the record that everything else rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.records.ids import content_id
from whoholds.records.link import Filler
from whoholds.records.mention import Mention
from whoholds.records.quantity import Quantity
from whoholds.records.when import When
from whoholds.records.window import Window

TYPES = (
    "capture", "hold", "advance", "withdraw", "siege", "clash", "strike", "attack", "abuse", "destroy", "casualties",
    "deploy", "strength", "defect", "support", "ceasefire", "talks", "statement", "sanction", "finance", "supply",
    "territory", "displace", "aid",
)  # fmt: skip
FOLD = "fold:"
"""How `Claim.found_by` begins for a claim that no reader read: made of a number or an answer, for the fold only."""
STATUSES = ("fact", "denied", "possible", "planned", "unreal")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: words, roles, status and who says so. What was read is fixed; `links` and `window` are resolved."""

    id: str
    """From what was read alone (document, type, trigger offsets): see `claim_id`."""
    document: str
    type: str
    """One of `TYPES`."""
    trigger: Mention
    sentence: Mention
    """The whole sentence: the quote."""
    actors: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    places: tuple[Filler, ...] = ()
    """Most specific first."""
    quantities: tuple[Quantity, ...] = ()
    time: When | None = None
    status: str = "fact"
    """One of `STATUSES`."""
    sources: tuple[Filler, ...] = ()
    """The chain of who says so, outermost first; empty is the text's own voice."""
    found_by: str = ""
    """The extractor that found it: `rule:seize 1`, `model:...`."""
    score: float = 1.0
    """0 to 1: how sure the extractor is."""
    window: Window | None = None
    """When it happened (or held), worked out by `resolve`; None is not known."""
    window_reason: str = ""
    publisher: str | None = None
    """Copied from the document, so that the fold needs claims only."""
    published: Window | None = None

    @property
    def was_read(self) -> bool:
        """Tell whether a reader found the claim; one made for the fold only is left out of the measuring interface."""
        return not self.found_by.startswith(FOLD)

    @property
    def spot(self) -> tuple[int, int, str, tuple[tuple[int, ...], ...], str]:
        """Return a key for text order: where the trigger stands, then where the fillers do that tell apart claims on one trigger."""
        parts: tuple[Sequence[Filler | Quantity], ...] = (self.actors, self.targets, self.places, self.quantities)
        fillers = tuple(tuple(part.start for part in role) for role in parts)
        return self.trigger.start, self.trigger.end, self.type, (*fillers, (self.time.mention.start,) if self.time else ()), self.id


def claim_id(document: str, type: str, start: int, end: int, part: int = 0) -> str:
    """Make a claim's id from what was read; `part` tells apart claims on one trigger ("Brussels ... and Paris ...")."""
    return content_id("claim", document, type, start, end, part)
