"""How often a gold filler is resolved to the gold name, role by role.

The fillers are taken from the gold, so that this measures resolution alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from whoholds.annotate.document import annotate
from whoholds.records import Claim, Document, Filler, Mention, Window, claim_id
from whoholds.resolve.document import resolve
from whoholds.toolkit import Toolkit

ROLES = ("actor", "target", "place", "source")
SAME = (
    (
        "islamic state",
        "isis",
        "isil",
        "is",
        "daesh",
        "islamic state of iraq and the levant",
        "islamic state of iraq and syria",
    ),
    ("united states", "us", "u.s.", "usa", "us government", "united states government"),
    ("united kingdom", "uk", "u.k.", "britain", "uk government", "british government"),
    ("us-led coalition", "coalition", "global coalition", "u.s.-led coalition", "international coalition"),
    ("ypg", "people's protection units"),
    ("syrian democratic forces", "sdf"),
    ("iraqi security forces", "isf", "iraqi forces"),
    ("syrian army", "syrian arab army", "syrian government forces", "syrian regime forces", "saa"),
    ("syrian government", "syrian regime", "assad regime", "assad government"),
    ("russian air force", "russian aerospace forces"),
    ("raqqa", "ar raqqah", "al-raqqa", "raqqah"),
    ("kobani", "kobane", "ayn al-arab"),
    ("deir ez-zor", "deir al-zor", "dayr az zawr", "deir ezzor"),
    ("palmyra", "tadmur", "tadmor"),
    ("ain issa", "ayn issa", "ayn isa"),
    ("tal abyad", "tell abyad"),
    ("nineveh", "ninewa", "nineva", "ninawa"),
)
_FIRST = {alias: group[0] for group in SAME for alias in group}

Canon = Callable[[str], str]


def canon(name: str) -> str:
    """Bring a name to the form that is compared: no case, article or generic tail, one spelling of the usual ones."""
    text = re.sub(r"[’‘`]", "'", name.casefold()).strip(" .,'\"")
    text = re.sub(r"^(the|so-called)\s+", "", re.sub(r"\s+", " ", text))
    text = re.sub(r"\s+(city|province|governorate|district|group)$", "", text) or text
    return _FIRST.get(text, text)


@dataclass(slots=True)
class Scores:
    """Shares of gold fillers whose name agrees, by role, with the errors for reading."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        """Return the scores as one object."""
        share = {role: round(self.right[role] / self.asked[role], 4) if self.asked[role] else 0.0 for role in ROLES}
        every, good = sum(self.asked.values()), sum(self.right.values())
        return {"share": share, "asked": dict(self.asked), "all": round(good / every, 4) if every else 0.0}


def scores(
    gold: str | Path, toolkit: Toolkit, same: Canon = canon, keep: Callable[[str], bool] | None = None
) -> Scores:
    """Resolve the gold fillers of a file of annotated documents and compare names; `keep` chooses documents by id."""
    counted = Scores()
    for line in Path(gold).read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        data = json.loads(line)
        if keep is None or keep(data["doc"]):
            _score_document(data, toolkit, same, counted)
    return counted


def _score_document(data: Mapping[str, Any], toolkit: Toolkit, same: Canon, counted: Scores) -> None:
    document = Document(
        data["doc"], data["text"], data.get("source"), title=data.get("title"), published=days_of(data.get("date"))
    )
    annotated = annotate(document, toolkit)
    claims = tuple(gold_claim(document, claim, part) for part, claim in enumerate(data["claims"]))
    _, resolved = resolve(annotated, claims, toolkit)
    for before, after in zip(data["claims"], resolved, strict=True):
        for role, fillers in zip(ROLES, (after.actors, after.targets, after.places, after.sources), strict=True):
            _compare(data["doc"], role, before[role], fillers, (same, counted))


def _compare(
    doc: str, role: str, gold: Iterable[Mapping[str, Any]], fillers: tuple[Filler, ...], how: tuple[Canon, Scores]
) -> None:
    same, counted = how
    for filler in gold:
        names = [f.name for f in fillers if (f.start, f.end) == (filler["start"], filler["end"])]
        good = same(filler["name"]) in {same(name) for name in names}
        counted.asked[role] += 1
        counted.right[role] += good
        if not good:
            counted.errors.append(f"{doc} {role}: {filler['text']!r} is {filler['name']!r}, not {' | '.join(names)!r}")


def gold_claim(document: Document, data: Mapping[str, Any], part: int) -> Claim:
    """Make an unresolved claim from a gold one; fillers on the same words become one, as extraction gives them."""
    trigger, sentence = data["trigger"], data.get("sentence") or data["trigger"]
    text = document.text

    def fillers(role: str) -> tuple[Filler, ...]:
        spans = dict.fromkeys((f["start"], f["end"]) for f in data.get(role) or [])
        return tuple(Filler(start, end, text[start:end]) for start, end in spans)

    return Claim(
        id=claim_id(document.id, data["type"], trigger["start"], trigger["end"], part),
        document=document.id,
        type=data["type"],
        trigger=Mention(trigger["start"], trigger["end"], text[trigger["start"] : trigger["end"]]),
        sentence=Mention(sentence["start"], sentence["end"], text[sentence["start"] : sentence["end"]]),
        actors=fillers("actor"),
        targets=fillers("target"),
        places=fillers("place"),
        sources=fillers("source"),
        status=data["status"],
        publisher=document.source,
        published=document.published,
    )


def days_of(words: str | None) -> Window | None:
    """Read a day or a month as a window."""
    if not words:
        return None
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return Window(day, day)
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
    after = date(first.year + 1, 1, 1) if len(parts) == 1 or first.month == 12 else date(first.year, first.month + 1, 1)
    return Window(first, after - timedelta(days=1))
