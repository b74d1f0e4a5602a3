"""What a filler names as a side, and whether it is one."""

from __future__ import annotations

import re

from whoholds.records import Filler, Link

DECIDED = "not a side"
"""Kind of a link that a person's decision says is no side."""
NO_SIDES = frozenset({"media", "role", "speaker", DECIDED})
"""Kinds of links that hold nothing."""
_SMALL = frozenset("the a an of al and in for on s".split())
_PRONOUNS = frozenset(
    "we they it he she i you who which that this these those their our its us them both all some".split()
)
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|an|as|ash|at|ar|az)-(?=\w)")


def is_side(filler: Filler) -> bool:
    """Tell whether a filler names a side that can hold a place: one of the catalogue, or a name of its own.

    "Sappers", "both" or "a truck" act in a sentence, but hold nothing; "Burkan al-Furat" may, though no catalogue
    has it.
    """
    link = side_of(filler)
    if not link.id.startswith("new:") or link.kind == DECIDED:
        return link.kind not in NO_SIDES
    words = [word for word in filler.words.split() if word[:1].isalpha() and word.casefold() not in _SMALL]
    if words and words[0].casefold() in _PRONOUNS:
        return False
    if len(words) == 1 and words[0].istitle() and words[0].endswith("s"):
        return False  # "Tanks" or "Residents" at the head of a sentence
    return bool(words) and all(_ARTICLE.sub("", word)[:1].isupper() for word in words)


def side_of(filler: Filler) -> Link:
    """Return what a filler names as a side; one that nothing resolved stands for itself."""
    if filler.link is not None:
        return filler.link
    slug = "-".join(filler.words.casefold().split())
    return Link(f"new:{slug}", filler.words, "unknown", 0.0, "not resolved")
