"""What the checks look at: claims by id and place, who says them, and which documents are one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.actors.camps import Camps, side_of
from whoholds.geo.meant import places_meant
from whoholds.records import Claim, Dispute, Document, Event, content_id

NUMERIC = ("figure", "casualties", "arithmetic", "definition")
"""Kinds of which every sentence is a side of its own, whoever speaks."""
WIDE = ("country:", "region:", "area:")


@dataclass(frozen=True, slots=True)
class Case:
    """The claims of a corpus, ready to be compared."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, str]
    by_place: Mapping[str, tuple[Claim, ...]]
    titles: Mapping[str, str]

    def origin(self, claim: Claim) -> str:
        """Return the origin of a claim's document; a document alone is its own."""
        return self.origins.get(claim.document, claim.document)

    def camps(self, place: str) -> Camps:
        """Group the sides that the claims about one place name."""
        return Camps(self.by_place.get(place, ()))

    def is_headline(self, claim: Claim) -> bool:
        """Tell whether a claim stands in the headline that the text opens with."""
        title = self.titles.get(claim.document, "")
        return (
            bool(title) and claim.sentence.start < len(title) and claim.sentence.words.strip(" .") == title.strip(" .")
        )


def open_case(
    claims: Iterable[Claim], events: Iterable[Event], documents: Iterable[Document], origins: Mapping[str, str] | None
) -> Case:
    """Index the claims; without origins given, those of the events are used."""
    kept = {c.id: c for c in sorted(claims, key=lambda c: (c.id, c.found_by, c.score))}
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for key in sorted(kept):
        links = [link for _, link in places_meant(kept[key])]
        inner = {
            outer for link in links if link.kind == "relative" for outer in link.within if not outer.startswith(WIDE)
        }
        for place in sorted({link.id for link in links} | inner):
            by_place[place].append(kept[key])
    if origins is None:
        origins = {doc: group[0] for event in events for group in event.origins for doc in group}
    titles = {d.id: d.title or "" for d in documents}
    return Case(kept, origins, {key: tuple(found) for key, found in by_place.items()}, titles)


def speaker(claim: Claim) -> str:
    """Return who says a claim, innermost: the source that stands by it, else the publisher's own voice."""
    if claim.type == "statement" and claim.actors:
        return side_of(claim.actors[0]).id
    return side_of(claim.sources[-1]).id if claim.sources else f"publisher:{claim.publisher or claim.document}"


def said_on(claim: Claim) -> date:
    """Return the day a claim was published, or the far future where that is not known."""
    return claim.published.latest if claim.published and claim.published.latest else date.max


def make_dispute(case: Case, kind: str, what: str, settles: str, claims: Sequence[Claim]) -> Dispute:
    """Build a dispute: its members in the order of publication, one for each origin and speaker, heaviest first by
    weight."""
    chosen: dict[tuple[str, str, str, str, int], Claim] = {}
    for claim in sorted(claims, key=lambda c: (said_on(c), c.document, c.trigger.start, c.id)):
        told = claim.sentence.start if kind in NUMERIC else 0
        chosen.setdefault((case.origin(claim), speaker(claim), claim.type, claim.status, told), claim)
    members = list(chosen.values())
    return Dispute(
        id=content_id("dispute", kind, sorted(c.id for c in members)),
        kind=kind,
        what=what,
        settles=settles,
        claims=tuple(c.id for c in members),
        documents=tuple(c.document for c in members),
        quotes=tuple(c.sentence.words for c in members),
        weight=round(len({case.origin(c) for c in members}) + 0.1 * len(members), 2),
    )
