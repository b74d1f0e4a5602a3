"""Gold corpora of the language reader's score: treebanks, entity corpora, and the raw text they came from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whoholds.errors import InputError

Span = tuple[int, int]
Names = set[tuple[int, int, str]]

PERSON = frozenset({"PER", "person", "politician", "researcher", "scientist", "writer", "musicalartist"})
PLACE = frozenset({"LOC", "location", "country"})
GROUP = frozenset({"ORG", "organisation", "politicalparty", "university", "band"})
"""Types of UNER and CrossNER that count as PER, LOC and ORG; all others are left out of the gold."""
DEFENCE = frozenset({
    "Organisation", "Location", "Person", "Nationality", "Temporal",
    "Quantity", "Weapon", "MilitaryPlatform", "DocumentReference", "Vehicle",
})  # fmt: skip
HELD_OUT = "BBC Online"
"""The re3d source that was never trained on."""


@dataclass(frozen=True, slots=True)
class GoldTree:
    """A sentence of a treebank; heads are -1 for the root."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    spaces: tuple[bool, ...]
    opens: bool
    """Whether a paragraph starts here."""


@dataclass(frozen=True, slots=True)
class GoldNames:
    """Words of a sentence and the entities over them, as (first, last exclusive, kind)."""

    words: tuple[str, ...]
    names: frozenset[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class GoldText:
    """The raw text of a treebank and where each sentence's words stand in it."""

    text: str
    words: tuple[tuple[Span, ...], ...]


def read_trees(path: Path) -> list[GoldTree]:
    """Read a CoNLL-U file."""
    return [_tree(block) for block in _blocks(path)]


def read_names(path: Path) -> list[GoldNames]:
    """Read a UNER (.iob2) or CrossNER (.txt) file, its types mapped to PER, LOC and ORG."""
    at = 1 if ".iob2" in path.name else 0
    found = []
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if "\t" in line and not line.startswith("#")]
        rows = [row for row in rows if not at or row[0].isdigit()]
        words = tuple(row[at] for row in rows)
        found.append(GoldNames(words, frozenset(spans_of([_core(row[at + 1]) for row in rows]))))
    return found


def read_defence(path: Path) -> list[tuple[str, Names]]:
    """Read the held-out re3d texts with their entities by offset, the longest of nested ones kept."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if document["source"] != HELD_OUT:
            continue
        kept: Names = set()
        for each in sorted(document["entities"], key=lambda e: (e["begin"] - e["end"], e["begin"])):
            free = all(each["end"] <= low or each["begin"] >= high for low, high, _ in kept)
            if each["type"] in DEFENCE and free:
                kept.add((each["begin"], each["end"], each["type"]))
        found.append((document["text"], kept))
    return found


def raw_text(trees: list[GoldTree]) -> GoldText:
    """Write the text a treebank was made from: paragraphs parted by an empty line, words joined as SpaceAfter says."""
    parts: list[str] = []
    spot = 0
    words = []
    for tree in trees:
        if tree.opens and parts:
            parts.append("\n\n")
            spot += 2
        spans = []
        for word, space in zip(tree.words, tree.spaces, strict=True):
            spans.append((spot, spot + len(word)))
            parts.append(word + " " * space)
            spot += len(parts[-1])
        words.append(tuple(spans))
    return GoldText("".join(parts), tuple(words))


def spans_of(marks: list[str]) -> Names:
    """Read BIO marks as spans."""
    spans: Names = set()
    start, kind = -1, ""
    for spot, mark in enumerate([*marks, "O"]):
        if start >= 0 and mark != f"I-{kind}":
            spans.add((start, spot, kind))
            start = -1
        if mark != "O" and start < 0:
            start, kind = spot, mark[2:]
    return spans


def _core(mark: str) -> str:
    for kind, names in (("PER", PERSON), ("LOC", PLACE), ("ORG", GROUP)):
        if mark[2:] in names:
            return mark[:2] + kind
    return "O"


def _blocks(path: Path) -> Iterator[list[str]]:
    if not path.exists():
        raise InputError(f"{path}: this corpus of the language score is missing; see docs/language.md, 'Scores'")
    block: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            if line := raw.rstrip("\n"):
                block.append(line)
            elif block:
                yield block
                block = []
    if block:
        yield block


def _tree(block: list[str]) -> GoldTree:
    cells = [line.split("\t") for line in block if not line.startswith("#")]
    rows = [row for row in cells if row[0].isdigit()]
    glued: set[int] = set()
    for row in cells:
        if "-" in row[0]:
            low, high = (int(number) for number in row[0].split("-"))
            glued.update(range(low, high + ("SpaceAfter=No" in row[9])))
    return GoldTree(
        words=tuple(row[1] for row in rows),
        upos=tuple(row[3] for row in rows),
        heads=tuple(int(row[6]) - 1 for row in rows),
        deprels=tuple(row[7] for row in rows),
        spaces=tuple("SpaceAfter=No" not in row[9] and int(row[0]) not in glued for row in rows),
        opens=any(line.startswith(("# newpar", "# newdoc")) for line in block),
    )
