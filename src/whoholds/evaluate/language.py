"""Scores of the language reader: trees, tags and names on gold words, trees from raw text, and speed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from whoholds.evaluate.language_data import (
    GoldNames,
    GoldText,
    GoldTree,
    raw_text,
    read_defence,
    read_names,
    read_trees,
)
from whoholds.models.load import open_reader
from whoholds.models.reader import Parsed, Reader
from whoholds.records.sentence import Sentence

Item = TypeVar("Item", bound=Hashable)

TREEBANKS = ("ewt", "gum")
NAME_CORPORA = {"uner": "uner-ewt-{}.iob2.gz", "politics": "crossner-politics-{}.txt.gz"}


@runtime_checkable
class Parser(Protocol):
    """A reader that also takes words already cut; spaCy pipelines do not."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """Parse sentences of words."""
        ...


@dataclass(frozen=True, slots=True)
class LanguageScores:
    """What was measured, and on how much."""

    reader: str
    scores: dict[str, float]
    """Per cent, but words a second where the name starts with `speed`."""
    counts: dict[str, int]


def evaluate_language(folder: Path, *, language: str = "whoholds", part: str = "test") -> LanguageScores:
    """Score a language reader on the corpora in a folder; `part` is `test`, or `dev` while tuning."""
    return measure_reader(folder, open_reader(language, threads=1), part)


def scores(data_folder: Path, reader: Reader) -> dict[str, float]:
    """Give the scores of an opened reader alone, on the test parts."""
    return measure_reader(data_folder, reader).scores


def measure_reader(folder: Path, reader: Reader, part: str = "test") -> LanguageScores:
    """Score an opened reader."""
    found = LanguageScores(reader.name, {}, {})
    seconds = {"parse": 0.0, "read": 0.0, "network": 0.0, "branch": 0.0}
    for name in TREEBANKS:
        _measure_trees(name, read_trees(folder / f"{name}-{part}.conllu.gz"), reader, found, seconds)
    for name, file in NAME_CORPORA.items():
        examples = read_names(folder / file.format(part))
        found.counts[f"{name}.names"] = sum(len(each.names) for each in examples)
        if isinstance(reader, Parser):
            found.scores[f"{name}.f1"] = names_f1(examples, reader.parse([each.words for each in examples]))
    found.scores["re3d_bbc.f1"] = defence_f1(folder / "re3d-dev.jsonl", reader)
    words = sum(found.counts[f"{name}.words"] for name in TREEBANKS)
    found.scores.update({f"speed.{key}_words_s": words / spent for key, spent in seconds.items() if spent})
    return LanguageScores(found.reader, {key: round(value, 2) for key, value in found.scores.items()}, found.counts)


def _measure_trees(
    name: str, trees: list[GoldTree], reader: Reader, found: LanguageScores, seconds: dict[str, float]
) -> None:
    """Score one treebank, on gold words where the reader takes them, and on raw text."""
    found.counts[f"{name}.words"] = sum(len(tree.words) for tree in trees)
    found.counts[f"{name}.sentences"] = len(trees)
    if isinstance(reader, Parser):
        began, network = time.perf_counter(), _network_seconds(reader)
        parsed = reader.parse([tree.words for tree in trees])
        seconds["parse"] += time.perf_counter() - began
        for part, spent in _network_seconds(reader).items():
            seconds[part] += spent - network[part]
        found.scores.update({f"{name}.{key}": value for key, value in tree_scores(trees, parsed).items()})
    gold = raw_text(trees)
    began = time.perf_counter()
    sentences = reader.read(gold.text)
    seconds["read"] += time.perf_counter() - began
    found.scores.update({f"{name}.raw_{key}": value for key, value in raw_scores(trees, gold, sentences).items()})


def _network_seconds(reader: object) -> dict[str, float]:
    """Return how long a reader has spent in its network and its claim branch; 0 where it does not say."""
    return {part: float(getattr(reader, f"{part}_seconds", 0.0)) for part in ("network", "branch")}


def tree_scores(gold: Sequence[GoldTree], found: Sequence[Parsed]) -> dict[str, float]:
    """Score tags, heads and universal labels on gold words."""
    right: Counter[str] = Counter()
    for tree, parsed in zip(gold, found, strict=True):
        for spot in range(len(tree.words)):
            head = tree.heads[spot] == parsed.heads[spot]
            right["words"] += 1
            right["upos"] += tree.upos[spot] == parsed.upos[spot]
            right["uas"] += head
            right["las"] += head and _base(tree.deprels[spot]) == _base(parsed.deprels[spot])
    return {key: 100 * right[key] / max(1, right["words"]) for key in ("upos", "uas", "las")}


def raw_scores(trees: Sequence[GoldTree], gold: GoldText, found: Sequence[Sentence]) -> dict[str, float]:
    """Score what was made of raw text: words aligned by offset, as the CoNLL 2018 shared task did."""
    theirs: dict[tuple[int, int], tuple[tuple[int, int] | None, str, str]] = {}
    for tree, spans in zip(trees, gold.words, strict=True):
        for spot, span in enumerate(spans):
            head = tree.heads[spot]
            theirs[span] = (spans[head] if head >= 0 else None, _base(tree.deprels[spot]), tree.upos[spot])
    right: Counter[str] = Counter()
    for sentence in found:
        for token in sentence.tokens:
            right["found"] += 1
            known = theirs.get((token.start, token.end))
            if known is None:
                continue
            governor = sentence.tokens[token.head] if token.head >= 0 else None
            head = known[0] == ((governor.start, governor.end) if governor else None)
            right["words"] += 1
            right["upos"] += known[2] == token.upos
            right["uas"] += head
            right["las"] += head and known[1] == _base(token.deprel)
    ends = {(spans[0][0], spans[-1][1]) for spans in gold.words}
    mine = {(sentence.start, sentence.end) for sentence in found}
    total = len(theirs) + right["found"]
    shares = {key: 200 * right[key] / max(1, total) for key in ("words", "upos", "uas", "las")}
    return shares | {"sentences": f1(ends, mine)}


def names_f1(gold: Iterable[GoldNames], found: Iterable[Parsed]) -> float:
    """Score core entities: span and kind must both be right."""
    theirs = {(number, *name) for number, each in enumerate(gold) for name in each.names}
    mine = {(number, *name) for number, each in enumerate(found) for name in each.core}
    return f1(theirs, mine)


def defence_f1(path: Path, reader: Reader) -> float:
    """Score the defence layer on raw re3d text that was held out of training."""
    documents = read_defence(path)
    theirs = {(number, *name) for number, (_, names) in enumerate(documents) for name in names}
    mine = {
        (number, each.start, each.end, each.kind)
        for number, (text, _) in enumerate(documents)
        for sentence in reader.read(text)
        for each in sentence.defence
    }
    return f1(theirs, mine)


def f1(gold: AbstractSet[Item], found: AbstractSet[Item]) -> float:
    """Balance precision and recall, in per cent."""
    return 200 * len(gold & found) / max(1, len(gold) + len(found))


def _base(deprel: str) -> str:
    return deprel.partition(":")[0]
