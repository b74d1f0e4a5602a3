"""One key for the spellings of a name: case, accents, apostrophes, hyphens, Arabic articles and generic words fold away."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = frozenset("al el ar as ash at az ad an ez ed es er the".split())
"""Arabic definite articles with their assimilated forms, and the English one."""
GENERIC = frozenset(
    "city town village province governorate district oblast region state county department prefecture municipality".split()
)
_MARKS = re.compile(r"[’‘ʼʿʾ`´'\".]")
_GAPS = re.compile(r"[\s\-–—_/,]+")


_ASCII = str.maketrans("-_/,\t", "     ", "`'\".")


def fold(name: str) -> str:
    """Fold a name to letters and single blanks: "Ra's al-ʿAyn" is "ras al ayn". Lone surrogates are no letters."""
    if name.isascii():
        return " ".join(name.casefold().translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign) and not "\ud800" <= sign <= "\udfff")
    return _GAPS.sub(" ", _MARKS.sub("", letters)).strip()


def loose(name: str) -> str:
    """Fold further: articles and generic words are dropped, unless nothing would be left."""
    return loosen(fold(name))


def loosen(folded: str) -> str:
    """Drop articles and generic words of a folded name, unless nothing would be left."""
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES and word not in GENERIC]
    if not kept or (len(kept) == 1 and kept[0] == "of"):
        return " ".join(words)
    return " ".join(word for word in kept if word != "of") or " ".join(words)


_SKELETON = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("q", "k"), ("c", "k"),
    ("ou", "u"), ("w", "u"), ("v", "u"), ("y", "i"), ("j", "i"), ("z", "s"), ("h", ""),
)  # fmt: skip


def skeleton(name: str) -> str:
    """Reduce a name to its consonants, for proposals only: it brings together names that are not the same."""
    return bones(loose(name))


def bones(loosened: str) -> str:
    """Reduce a name that is folded and loosened to its consonants."""
    word = loosened.replace(" ", "")
    for old, new in _SKELETON:
        word = word.replace(old, new)
    first = "a" if word[:1] in "aeiou" and word else ""
    bare = first + "".join(sign for sign in word if sign not in "aeiou")
    return re.sub(r"(.)\1+", r"\1", bare)


_SOUND = (
    ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("q", "k"), ("c", "k"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("w", "u"), ("v", "u"), ("y", "i"), ("e", "i"), ("o", "u"), ("h", ""), ("x", "h"),
    ("ii", "i"), ("ai", "i"), ("ia", "a"),
)  # fmt: skip


def sound(loosened: str) -> str:
    """Reduce a folded and loosened name to how it is heard: "Hassaka" and "Hasakah", "Edlib" and "Idlib" are one, "Homs" and "Hama" two."""
    word = loosened.replace(" ", "")
    for old, new in _SOUND:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)
