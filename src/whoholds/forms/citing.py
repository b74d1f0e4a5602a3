"""What a row rests on, in words: claims, who published them, and a few of their sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from whoholds.records import Claim, Document, Window

MOST_QUOTES = 3
"""Sentences quoted in one row; the claims are all named."""
BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Cited:
    """Claims that are there, their publishers with title, day and address, and the first sentences."""

    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    quotes: tuple[str, ...]

    def cells(self) -> dict[str, str]:
        """Return it as cells of a table."""
        return {
            "claims": " ".join(claim.id for claim in self.claims),
            "sources": BETWEEN.join(self.sources),
            "quotes": BETWEEN.join(self.quotes),
        }

    def plain(self) -> dict[str, list[str]]:
        """Return it ready for JSON."""
        return {
            "claims": [claim.id for claim in self.claims],
            "sources": list(self.sources),
            "quotes": list(self.quotes),
        }


def cited(ids: Iterable[str], claims: Mapping[str, Claim], document: Callable[[str], Document | None]) -> Cited:
    """Cite claims by their ids, in this order; those that are gone are passed over."""
    told = tuple(claims[id] for id in dict.fromkeys(ids) if id in claims)
    quotes = tuple(dict.fromkeys(" ".join(claim.sentence.words.split()) for claim in told))[:MOST_QUOTES]
    return Cited(told, sources_of(told, document), quotes)


def sources_of(claims: Sequence[Claim], document: Callable[[str], Document | None]) -> tuple[str, ...]:
    """Name the articles that claims stand in, once each: publisher, title, day, address."""
    first = {claim.document: claim for claim in reversed(claims)}
    return tuple(_source(first[id], document(id)) for id in dict.fromkeys(claim.document for claim in claims))


def _source(claim: Claim, document: Document | None) -> str:
    parts = [
        claim.publisher or "publisher not known",
        document.title if document else None,
        day_of(claim.published),
        document.url if document else None,
    ]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def day_of(window: Window | None) -> str:
    """Write the days of a window for programs and footnotes; empty where none is known."""
    if window is None or (window.earliest is None and window.latest is None):
        return ""
    first, last = window.earliest, window.latest
    if first == last or first is None or last is None:
        return str(last or first)
    return f"{first}/{last}"
