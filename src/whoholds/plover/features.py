"""What a sentence looks like to the coder: the named features and vectors from which the model tells its event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from whoholds.plover.clause import Clause, forms, marks, places, word_at
from whoholds.plover.codes import claim_features
from whoholds.plover.words import Families
from whoholds.records import Claim

Vector = npt.NDArray[np.float32]
CONTENT = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX")
FULL = ("VERB", "NOUN", "ADJ")
NAMED = frozenset({"PROPN"})


def features_of(clause: Clause, claims: Sequence[Claim], families: Families) -> list[str]:
    """Name the features of a sentence, each once."""
    tree, shades = clause.tree, marks(clause)
    found = {"all", *shades}
    for way, index in places(clause):
        if tree.tokens[index].upos not in CONTENT:
            continue
        kinds = families.find(*forms(tree, index))
        found |= {f"{way}:{kind}" for kind in kinds} | {f"in {way[:2]}:{kind}" for kind in kinds}
        if tree.tokens[index].upos not in NAMED:
            found.add(f"{way}={word_at(tree, index)}")
    for verb in families.find(*forms(tree, clause.core)):
        found |= {f"v:{verb} {shade}" for shade in shades if not shade.startswith("tag")}
    for token in tree.tokens:
        if token.upos in CONTENT and token.upos not in NAMED:
            found.add(f"any={token.lemma.lower()}")
            found |= {f"any:{kind}" for kind in families.find(*forms(tree, token.index))}
    return sorted(found | set(claim_features(claims, tree.sentence)))


def vectors_of(clause: Clause, vectors: Vector, readings: Vector) -> Vector:
    """Put together the vectors of the predicate, of all words of content, and of the predicate with the words that hang on it;
    then what the reader takes the predicate for, and the most that it takes any word for.

    Of some dozen such choices the likeliest classes in cross-validation over sets of our own sentences.
    """
    tree = clause.tree
    content = [token.index for token in tree.tokens if token.upos in FULL] or [clause.core]
    near = [index for _, index in places(clause, 1) if tree.tokens[index].upos in FULL] or [clause.core]
    means = [vectors[group].mean(axis=0) for group in ([clause.core], content, near)]
    return np.concatenate([*means, readings[clause.core], readings.max(axis=0)]).astype(np.float32)
