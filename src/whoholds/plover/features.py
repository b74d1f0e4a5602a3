"""What a sentence looks like to the coder: the named features and vectors from which the model tells its event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from whoholds.extract.tree import Tree
from whoholds.plover.clause import Clause, forms, marks, places, word_at
from whoholds.plover.codes import claim_features
from whoholds.plover.words import Families
from whoholds.records import Claim

Vector = npt.NDArray[np.float32]
CONTENT = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX")
NAMED = frozenset({"PROPN"})


def features_of(clause: Clause, claims: Sequence[Claim], families: Families) -> list[str]:
    """Name the features of a sentence, each once."""
    tree, found = clause.tree, {"all"}
    shades = marks(clause)
    found |= set(shades)
    near: dict[str, set[str]] = {}
    for way, index in places(clause):
        if tree.tokens[index].upos not in CONTENT:
            continue
        kinds = families.find(*forms(tree, index))
        near.setdefault(way, set()).update(kinds)
        found |= {f"{way}:{kind}" for kind in kinds} | {f"in {way[:2]}:{kind}" for kind in kinds}
        if tree.tokens[index].upos not in NAMED:
            found |= {f"{way}={word_at(tree, index)}"}
    found |= _pairs(near, shades)
    for token in tree.tokens:
        if token.upos in CONTENT and token.upos not in NAMED:
            found.add(f"any={token.lemma.lower()}")
            found |= {f"any:{kind}" for kind in families.find(*forms(tree, token.index))}
    return sorted(found | set(claim_features(claims, tree.sentence)))


def _pairs(near: dict[str, set[str]], shades: Sequence[str]) -> set[str]:
    """Join what the predicate is with what it is done to, with its complement, and with how it is shaded."""
    found: set[str] = set()
    for verb in near.get("v", ()):
        for way, kinds in near.items():
            if len(way) == 2 or way in ("vxo", "voj", "vok", "vom"):
                found |= {f"v:{verb} {way}:{kind}" for kind in kinds}
        found |= {f"v:{verb} {shade}" for shade in shades if not shade.startswith("tag")}
    for verb in near.get("vx", ()):
        found |= {f"vx:{verb} vxo:{kind}" for kind in near.get("vxo", ())}
    return found


def vectors_of(clause: Clause, vectors: Vector) -> Vector:
    """Put together the vectors of the predicate, of what it governs, and of all words of content; zeros where there is none."""
    tree, wide = clause.tree, vectors.shape[1]
    ways: dict[str, list[int]] = {}
    for way, index in places(clause, 1):
        ways.setdefault(way, []).append(index)
    content = [token.index for token in tree.tokens if token.upos in ("VERB", "NOUN", "ADJ")]
    groups = ([clause.core], ways.get("vo", []) + ways.get("vx", []) + ways.get("vt", []), content)
    rows = [vectors[group].mean(axis=0) if group else np.zeros(wide, dtype=np.float32) for group in groups]
    return np.concatenate(rows).astype(np.float32)


def main_sentence(trees: Sequence[Tree]) -> int:
    """Return the sentence that a short text is about: the longest, the first of equals."""
    return max(range(len(trees)), key=lambda number: (len(trees[number].tokens), -number))
