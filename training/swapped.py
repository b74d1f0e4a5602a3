"""Sentences with their names exchanged for those of other texts: a reader of them cannot lean on who is usually said to do what.

Reads the sentences of `claim_items.py` and writes copies. Within a text each name becomes one other name of as many words, of the same
kind (place, or side), everywhere alike; words and labels stay where they are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

KINDS = {"place": "place", "actor": "side", "target": "side", "source": "side"}
SUFFIX = " (swapped)"
"""Added to a document's name, so that a copy is not taken for the text itself."""

ARTICLES = ("The", "A", "An")

Name = tuple[str, ...]


def names_in(item: dict[str, Any], common: set[str]) -> Iterator[tuple[str, Name]]:
    """Give the kind and the words of each run of capitalised words that fills a role and is not made of common words alone."""
    kinds = {i: KINDS[role] for claim in item["claims"] for role in KINDS for i in claim[role + " words"]}
    spots = sorted(i for i in kinds if item["words"][i][:1].isupper())
    for _, run in groupby(enumerate(spots), lambda pair: pair[1] - pair[0]):
        found = [spot for _, spot in run]
        name = tuple(item["words"][i] for i in found if item["words"][i] not in ARTICLES)
        if any(word.lower() not in common for word in name):
            yield kinds[found[0]], name


def exchanged(
    text: list[dict[str, Any]], names: dict[Name, str], pool: dict[tuple[str, int], list[Name]], rng: random.Random
) -> list[dict[str, Any]]:
    """Return the sentences of a text with its names exchanged, also where they fill no role."""
    others = {name: rng.choice(pool[kind, len(name)]) for name, kind in sorted(names.items())}
    return [item | {"doc": item["doc"] + SUFFIX, "words": _put(item["words"], others)} for item in text]


def _put(words: list[str], others: dict[Name, Name]) -> list[str]:
    found, at, longest = list(words), 0, max(map(len, others), default=0)
    while at < len(words):
        name = next((n for size in range(longest, 0, -1) if (n := tuple(words[at : at + size])) in others), ())
        found[at : at + len(name)] = others.get(name, ())
        at += len(name) or 1
    return found


def main() -> None:
    """Read the sentences, write the copies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=Path, required=True, help="sentences of claim_items.py")
    parser.add_argument("--only", type=Path, required=True, help="a list of documents; others are not copied, nor their names used")
    parser.add_argument("--share", type=float, default=0.5, help="of how many texts a copy is made")
    parser.add_argument("--always", type=Path, help="a list of documents that are all copied")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    kept, always = (set(path.read_text().split()) if path else set() for path in (options.only, options.always))
    items = [item for line in options.items.read_text(encoding="utf-8").splitlines() if (item := json.loads(line))["doc"] in kept]
    common = {word for item in items for word in item["words"] if word.islower()}
    pool: dict[tuple[str, int], list[Name]] = defaultdict(list)
    texts, named, rng = defaultdict(list), defaultdict(dict), random.Random(options.seed)
    for item in items:
        texts[item["doc"]].append(item)
        named[item["doc"]] |= {name: kind for kind, name in names_in(item, common)}
    for kind, name in sorted({(kind, name) for names in named.values() for name, kind in names.items()}):
        pool[kind, len(name)].append(name)
    with options.out.open("w", encoding="utf-8") as out:
        for doc, text in sorted(texts.items()):
            if doc in always or rng.random() < options.share:
                out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in exchanged(text, named[doc], pool, rng))


if __name__ == "__main__":
    main()
