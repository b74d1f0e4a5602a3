"""Training sentences as numbers, and batches of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict, dataclass
from functools import lru_cache

import torch
from corpora import DEFENCE, Example
from network import Sizes
from torch import Tensor

from whoholds.models.pieces import FIRST, LAST, NO_SHAPE, Pieces, letter_shape

MOST_PIECES = 180
BATCH_PIECES = 1536
CAPITALS, LOWER, TITLE = 0.04, 0.03, 0.02
"""Share of sentences read in capitals, in lower case and as a headline."""
HIDDEN, MASK = 0.05, 103
"""Share of words hidden from the encoder while training, and the piece that stands for them."""
NOTHING = -100

shape_of = lru_cache(maxsize=1 << 18)(letter_shape)


@dataclass(frozen=True)
class Inventory:
    """The label sets, in the order of their numbers."""

    upos: list[str]
    xpos: list[str]
    deprel: list[str]
    core: list[str]
    defence: list[str]

    def sizes(self) -> Sizes:
        """Count the labels of each head."""
        return Sizes(**{name: len(labels) for name, labels in asdict(self).items()})


@dataclass
class Item:
    """A sentence as numbers; head and label rows hold NOTHING where the corpus is silent."""

    words: tuple[str, ...]
    pieces: list[int]
    owner: list[int]
    firsts: list[int]
    gold: dict[str, list[int]]


def inventory_of(trees: list[Example]) -> Inventory:
    """Collect the labels of the training trees; rare relations fall back to their base."""
    rels = Counter(rel for tree in trees for rel in tree.deprels)
    kept = sorted({rel if rels[rel] >= 10 else rel.split(":")[0] for rel in rels})
    tags = sorted({tag for tree in trees for tag in tree.xpos})
    upos = sorted({tag for tree in trees for tag in tree.upos})
    return Inventory(upos, tags, kept, bio(("PER", "LOC", "ORG")), bio(DEFENCE))


def bio(kinds: tuple[str, ...]) -> list[str]:
    """List the BIO marks of some kinds."""
    return ["O"] + [f"{mark}-{kind}" for kind in kinds for mark in "BI"]


def numbers(labels: list[str], values: tuple[str, ...], count: int) -> list[int]:
    """Number the labels of one layer; an absent layer is NOTHING throughout."""
    known = {label: number for number, label in enumerate(labels)}
    if not values:
        return [NOTHING] * count
    return [known.get(value, known.get(value.split(":")[0], NOTHING)) for value in values]


def item_of(example: Example, pieces: Pieces, names: Inventory) -> Item:
    """Turn an example into numbers."""
    flat, owner, firsts = [FIRST], [-1], [0]
    for index, word in enumerate(example.words):
        firsts.append(len(flat))
        cut = pieces.of(word)
        flat.extend(cut)
        owner.extend([index] * len(cut))
    count = len(example.words)
    gold = {
        layer: numbers(getattr(names, layer), getattr(example, layer), count)
        for layer in ("upos", "xpos", "core", "defence")
    }
    gold["deprel"] = numbers(names.deprel, example.deprels, count)
    gold["heads"] = list(example.heads) or [NOTHING] * count
    return Item(example.words, [*flat, LAST], [*owner, -1], firsts, gold)


def batch_of(items: list[Item], chance: random.Random | None) -> dict[str, Tensor]:
    """Pad items into one batch, some of them in another letter case."""
    length, width = max(len(item.pieces) for item in items), max(len(item.words) for item in items)
    batch = {
        "pieces": torch.zeros(len(items), length, dtype=torch.long),
        "shapes": torch.zeros(len(items), length, dtype=torch.long),
        "firsts": torch.zeros(len(items), width + 1, dtype=torch.long),
    }
    for layer in items[0].gold:
        batch[layer] = torch.full((len(items), width), NOTHING, dtype=torch.long)
    for row, item in enumerate(items):
        words = recased(item.words, chance)
        shapes = [shape_of(words[index]) if index >= 0 else NO_SHAPE for index in item.owner]
        batch["pieces"][row, : len(item.pieces)] = torch.tensor(masked(item, chance))
        batch["shapes"][row, : len(shapes)] = torch.tensor(shapes)
        batch["firsts"][row, : len(item.firsts)] = torch.tensor(item.firsts)
        for layer, gold in item.gold.items():
            batch[layer][row, : len(gold)] = torch.tensor(gold)
    return batch


def masked(item: Item, chance: random.Random | None) -> list[int]:
    """Hide a few words, whole."""
    if not chance:
        return item.pieces
    gone = {index for index in range(len(item.words)) if chance.random() < HIDDEN}
    return [MASK if index in gone else piece for piece, index in zip(item.pieces, item.owner, strict=True)]


def recased(words: tuple[str, ...], chance: random.Random | None) -> tuple[str, ...]:
    """Write a sentence in capitals, lower case or headline case, now and then."""
    draw = chance.random() if chance else 1.0
    if draw < CAPITALS:
        return tuple(word.upper() for word in words)
    if draw < CAPITALS + LOWER:
        return tuple(word.lower() for word in words)
    if draw < CAPITALS + LOWER + TITLE:
        return tuple(word[:1].upper() + word[1:] for word in words)
    return words


def batches(items: list[Item], chance: random.Random | None, most: int = BATCH_PIECES) -> list[list[Item]]:
    """Group items of like length until a batch is full."""
    pool = list(items)
    if chance:
        chance.shuffle(pool)
    noise = chance.random if chance else (lambda: 0.0)
    pool.sort(key=lambda item: len(item.pieces) * (1 + 0.15 * noise()))
    groups: list[list[Item]] = []
    group: list[Item] = []
    longest = 0
    for item in pool:
        longest = max(longest, len(item.pieces))
        if group and longest * (len(group) + 1) > most:
            groups.append(group)
            group, longest = [], len(item.pieces)
        group.append(item)
    groups.append(group)
    if chance:
        chance.shuffle(groups)
    return groups
