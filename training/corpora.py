"""Training corpora of the language reader: treebanks and named entities, as plain records."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

PERSON = {"person", "politician", "researcher", "scientist", "writer", "musicalartist"}
PLACE = {"location", "country"}
GROUP = {"organisation", "politicalparty", "university", "band"}
DEFENCE = (
    "Organisation", "Location", "Person", "Nationality", "Temporal",
    "Quantity", "Weapon", "MilitaryPlatform", "DocumentReference", "Vehicle",
)  # fmt: skip
NOT_FOR_TRAINING = {"BBC Online"}
"""Sources under a non-commercial licence: measured on, never trained on."""


@dataclass(frozen=True)
class Example:
    """One sentence with whatever layers its corpus carries; an empty layer is not trained."""

    words: tuple[str, ...]
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    """Head of each word, 1-based, 0 for the root."""
    deprels: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    defence: tuple[str, ...] = ()
    spaces: tuple[bool, ...] = field(default=())
    """Whether a space follows each word."""
    opens: bool = False
    """Whether a paragraph starts here."""


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line:
                block.append(line)
            elif block:
                yield block
                block = []
    if block:
        yield block


def read_treebank(path: Path) -> list[Example]:
    """Read a CoNLL-U file."""
    examples = []
    for block in _blocks(path):
        opens = any(line.startswith(("# newpar", "# newdoc")) for line in block)
        glued = set()
        for line in block:
            cells = line.split("\t")
            if len(cells) == 10 and "-" in cells[0]:
                low, high = map(int, cells[0].split("-"))
                glued.update(range(low, high + (1 if "SpaceAfter=No" in cells[9] else 0)))
        rows = [cells for line in block if len(cells := line.split("\t")) == 10 and cells[0].isdigit()]
        examples.append(Example(
            words=tuple(row[1] for row in rows), upos=tuple(row[3] for row in rows),
            xpos=tuple(row[4] for row in rows), heads=tuple(int(row[6]) for row in rows),
            deprels=tuple(row[7] for row in rows), lemmas=tuple(row[2] for row in rows), opens=opens,
            spaces=tuple("SpaceAfter=No" not in row[9] and int(row[0]) not in glued for row in rows),
        ))  # fmt: skip
    return examples


def _core_of(kinds: list[str]) -> tuple[str, ...]:
    names = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
    names |= dict.fromkeys(PERSON, "PER") | dict.fromkeys(PLACE, "LOC") | dict.fromkeys(GROUP, "ORG")
    core = []
    for kind in kinds:
        mark, _, name = kind.partition("-")
        core.append(f"{mark}-{names[name]}" if name in names else "O")
    return tuple(core)


def read_uner(path: Path) -> list[Example]:
    """Read Universal NER (IOB2 over EWT)."""
    examples = []
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        examples.append(Example(words=tuple(row[1] for row in rows), core=_core_of([row[2] for row in rows])))
    return examples


def read_crossner(path: Path) -> list[Example]:
    """Read one CrossNER file, its types mapped to PER, LOC and ORG."""
    examples = []
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if "\t" in line]
        examples.append(Example(words=tuple(row[0] for row in rows), core=_core_of([row[1] for row in rows])))
    return examples


def with_names(trees: list[Example], names: list[Example]) -> list[Example]:
    """Lay the entities of UNER over the trees of EWT, sentence by sentence."""
    known = {example.words: example.core for example in names}
    return [replace(tree, core=known.get(tree.words, ())) for tree in trees]


SPLIT = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])|\n+")
WORD = re.compile(r"\d[\d.,]*\d|(?:[A-Z]\.){2,}|\w+(?='s\b|\u2019s\b)|['\u2019]s\b|\w+|[^\w\s]")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Dr|Gen|Col|Lt|Maj|Capt|Sgt|St|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$")


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in SPLIT.finditer(text):
        if "\n" not in cut.group() and ABBREVIATION.search(text[start : cut.start()]):
            continue
        yield start, cut.end()
        start = cut.end()
    yield start, len(text)


def read_re3d(path: Path, held_out: bool = False) -> list[Example]:
    """Read re3d with a simple splitter, the longest of nested entities kept."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if (document["source"] in NOT_FOR_TRAINING) != held_out:
            continue
        spans: list[tuple[int, int, str]] = []
        for entity in sorted(document["entities"], key=lambda each: (each["begin"] - each["end"], each["begin"])):
            free = all(entity["end"] <= low or entity["begin"] >= high for low, high, _ in spans)
            if entity["type"] in DEFENCE and free:
                spans.append((entity["begin"], entity["end"], entity["type"]))
        for start, end in _sentence_spans(document["text"]):
            words = [(found.start(), found.end()) for found in WORD.finditer(document["text"], start, end)]
            if words:
                examples.append(_defence_example(document["text"], words, spans))
    return examples


def _defence_example(text: str, words: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> Example:
    marks = []
    for start, end in words:
        mark = "O"
        for low, high, kind in spans:
            if low < end and start < high:
                mark = ("I-" if low < start else "B-") + kind
        marks.append(mark)
    return Example(words=tuple(text[start:end] for start, end in words), defence=tuple(marks))
