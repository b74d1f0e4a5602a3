"""Copies and rewrites of one story to one origin: five papers that print a wire story are one voice, not five."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from whoholds.models.meanings import Meanings, Vectors, alignment, shipped_meanings
from whoholds.records import Document
from whoholds.records.groups import Groups
from whoholds.text.near_copies import containment, near_pairs, shingles, signature

COPY = 0.30
"""Share of the shorter text's shingles that makes it a copy. Campaign articles: true copies from 0.45, others
below 0.08."""
NEAR = 0.405
NAMES = 0.15
"""A text is a rewrite where the alignment of its sentences with the other's, and this much of the share of names and numbers in common,
reach so much together. Swept on the campaign and on stories a to g of `evaluate origins`; of the settings that are right on the first
and best on the second, the one that puts the fewest of 1,252 texts of many wars together, as if all were of one day (69 pairs of
different publishers, most of one happening). Runs of words and credits added nothing in a logistic regression beside these."""
MAX_DAYS = 4
"""Rewrites follow within days; copies of any age count."""
UNCOMMON = 5.0
"""Rarity of the word pieces that bring two texts together to be compared: in one of 150 sentences of news, or fewer."""
LEAST_SHARED = 4
"""Of such pieces in common: all rewrites of the campaign and of stories a to g have as many."""
COMMON = 60
"""A piece in more articles of one stretch of days than this brings no pairs together: that keeps the cost near-linear."""
AGENCIES = (
    "Reuters", "AP", "Associated Press", "AFP", "Agence France-Presse", "dpa", "TASS", "Interfax", "Xinhua", "Anadolu",
    "SANA", "IRNA", "UPI", "Ukrinform", "RIA Novosti", "EFE", "ANSA", "Bloomberg", "SUNA", "MENA",
)  # fmt: skip
_CREDIT_BEFORE = (
    r"(?:according to|quot\w+|cit\w+|(?:told|agency|study by|report by|reported by|carried by|from)\s+(?:the\s+)?)"
)
_CREDIT_AFTER = r"(?:'s)?\s+(?:news\s+)?(?:agency|report\w*|quot\w*|said|says|wrote|estimate\w*|put)"
_NAME = re.compile(r"(?<![.!?:\"”]\s)(?<!^)(?<!\n)\b[A-Z][\w’'-]{2,}")  # noqa: RUF001
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_SMALL_WORDS = frozenset({"The", "Mr", "Ms", "Mrs"})


@dataclass(frozen=True, slots=True)
class _Reading:
    id: str
    text: str
    runs: frozenset[int]
    anchors: frozenset[str]
    uncommon: frozenset[int]
    meaning: Vectors
    day: date | None
    own: str
    credits: frozenset[str]


def find_origins(documents: Iterable[Document], meanings: Meanings | None = None) -> dict[str, str]:
    """Map each document to its origin: the id of the earliest document of its group (a document alone is its own).

    `meanings` are the vectors that sentences are compared by, by default those that ship.
    """
    vectors = meanings or shipped_meanings()
    kept = {document.id: document for document in sorted(documents, key=lambda d: (d.id, d.text))}
    outlets = sorted({document.source for document in kept.values() if document.source})
    readings = {key: _read(document, outlets, vectors) for key, document in kept.items()}
    groups = Groups(readings)
    for one, other in sorted(_copies(readings) | _rewrites(readings)):
        groups.join(one, other)
    origins: dict[str, str] = {}
    for group in groups.all():
        first = min(
            group,
            key=lambda key: (readings[key].day or date.max, bool(readings[key].credits - {readings[key].own}), key),
        )
        origins.update(dict.fromkeys(group, first))
    return origins


def credits_in(text: str, outlets: Iterable[str]) -> frozenset[str]:
    """Return the outlets and agencies that a text names as where it has its news from."""
    return frozenset(name for name in outlets if _credited(text, name)) | frozenset(
        name for name in AGENCIES if _credited(text, name)
    )


def _credited(text: str, outlet: str) -> bool:
    for form in (outlet, *outlet.split()[:1]):
        if len(form) < 2 or form not in text:
            continue
        name = re.escape(form)
        shapes = (rf"\({name}\)", rf"{_CREDIT_BEFORE}\s*{name}\b", rf"\b{name}{_CREDIT_AFTER}\b")
        if any(re.search(shape, text) for shape in shapes):
            return True
    return False


def _read(document: Document, outlets: list[str], meanings: Meanings) -> _Reading:
    published = document.published
    return _Reading(
        document.id,
        document.text,
        shingles(document.text),
        _anchors(document.text),
        meanings.uncommon(document.text, UNCOMMON),
        meanings.of(document.text),
        published.earliest if published else None,
        document.source or "",
        credits_in(document.text, outlets),
    )


def _anchors(text: str) -> frozenset[str]:
    names = {match for match in _NAME.findall(text) if match not in _SMALL_WORDS}
    numbers = {match.replace(",", "") for match in _NUMBER.findall(text)}
    return frozenset(name.removesuffix("'s").removesuffix("’s").casefold() for name in names) | numbers  # noqa: RUF001


def _copies(readings: dict[str, _Reading]) -> set[tuple[str, str]]:
    marks = {key: signature(reading.runs) for key, reading in readings.items()}
    return {
        (one, other)
        for one, other in near_pairs(marks)
        if containment(readings[one].runs, readings[other].runs) >= COPY
    }  # fmt: skip


def _rewrites(readings: dict[str, _Reading]) -> set[tuple[str, str]]:
    return {pair for pair in _sharing(readings) if _is_rewrite(readings[pair[0]], readings[pair[1]])}


def _sharing(readings: dict[str, _Reading]) -> set[tuple[str, str]]:
    """Pairs of the same days that share enough uncommon word pieces."""
    holders: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key in sorted(readings):
        day = readings[key].day
        if day is None:
            continue
        for stretch in {day.toordinal() // (2 * MAX_DAYS), (day.toordinal() + MAX_DAYS) // (2 * MAX_DAYS) + 10**6}:
            for piece in readings[key].uncommon:
                holders[stretch, piece].append(key)
    shared: Counter[tuple[int, str, str]] = Counter()
    for (stretch, _), keys in holders.items():
        if len(keys) <= COMMON:
            shared.update((stretch, one, other) for one, other in combinations(keys, 2))
    return {(one, other) for (_, one, other), count in shared.items() if count >= LEAST_SHARED}


def _is_rewrite(one: _Reading, other: _Reading) -> bool:
    if one.day is None or other.day is None or abs((one.day - other.day).days) > MAX_DAYS:
        return False
    if one.own and one.own == other.own:
        return False  # a publisher's reports of one form, day by day, are each their own
    least = min(len(one.anchors), len(other.anchors))
    share = len(one.anchors & other.anchors) / least if least else 0.0
    return alignment(one.meaning, other.meaning) + NAMES * share >= NEAR
