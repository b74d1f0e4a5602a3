"""A spaCy pipeline to measure beside our reader: its tokenizer, small convolutional tagger, parser and names, on the same data.

    python training/spacy_baseline.py --data $DATA --minutes 30 --out training/runs/spacy
    whoholds evaluate spacy --spacy training/runs/spacy/model-best --to docs/performance.md

Needs `pip install spacy` and nothing else. It is made to be timed: a short training costs it correctness, never speed.
"""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from corpora import Example, read_crossner, read_treebank, read_uner, with_names
from spacy.cli.init_config import init_config
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin

SENTENCES = 10
"""Sentences of a training text: the parser learns from them where sentences end."""
NAMED = ("politics", "literature", "science", "music", "ai")


def examples(data: Path, part: str) -> Iterator[tuple[Example, ...]]:
    """Give texts of some sentences, of one corpus each: trees with names, trees, names."""
    ewt = with_names(read_treebank(data / f"ewt-{part}.conllu.gz"), read_uner(data / f"uner-ewt-{part}.iob2.gz"))
    yield from texts(ewt)
    yield from texts(read_treebank(data / f"gum-{part}.conllu.gz"))
    for kind in NAMED:
        path = data / f"crossner-{kind}-{part}.txt.gz"
        if path.exists():
            yield from texts(read_crossner(path))


def texts(sentences: list[Example]) -> Iterator[tuple[Example, ...]]:
    """Cut a corpus into texts of some sentences."""
    return (tuple(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES))


def text_of(vocabulary: Any, sentences: Iterable[Example]) -> Doc:
    """Make one text of sentences; a layer that a sentence does not carry is missing, which is not learned from."""
    columns: dict[str, list[Any]] = {name: [] for name in ("words", "spaces", "tags", "pos", "heads", "deps", "ents", "sent_starts")}
    for one in sentences:
        first, count = len(columns["words"]), len(one.words)
        columns["words"] += one.words
        columns["spaces"] += one.spaces or [True] * count
        columns["tags"] += one.xpos or [""] * count
        columns["pos"] += one.upos or [""] * count
        columns["heads"] += [first + (head - 1 if head else at) for at, head in enumerate(one.heads)] or range(first, first + count)
        columns["deps"] += ["ROOT" if name == "root" else name for name in one.deprels] or [""] * count
        columns["ents"] += one.core or [None] * count
        columns["sent_starts"] += [True, *[False] * (count - 1)]
    if not any(columns["deps"]):
        del columns["heads"], columns["deps"]
    else:
        del columns["sent_starts"]
    return Doc(vocabulary, **columns)


def write_bin(data: Path, part: str, to: Path) -> None:
    """Write the texts of one part in spaCy's own form."""
    vocabulary = spacy.blank("en").vocab
    DocBin(docs=[text_of(vocabulary, sentences) for sentences in examples(data, part)]).to_disk(to)


def main() -> None:
    """Train for so many minutes of the clock; the best pipeline so far is in OUT/model-best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=int, default=30)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev"):
        write_bin(given.data, part, given.out / f"{part}.spacy")
    config = given.out / "config.cfg"
    init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency").to_disk(config)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(60 * given.minutes)
    paths = {f"paths.{part}": str(given.out / f"{part}.spacy") for part in ("train", "dev")}
    try:
        train(config, given.out, overrides={**paths, "training.patience": 0, "training.eval_frequency": 400, "training.max_epochs": 0})
    except KeyboardInterrupt:
        print(f"{given.minutes} minutes are over: {given.out / 'model-best'}")


if __name__ == "__main__":
    main()
