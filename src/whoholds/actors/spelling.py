"""One spelling for many: case, accents, hyphens, Arabic articles, American and British forms, articles and tails."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "ʿ": "", "ʾ": "", "“": "", "”": "", '"': ""})
_ARTICLE = re.compile(r"\b(?:al|el|ar|as|ash|at|an|ad|adh|az|ul|ud|ur)[-‐](?=\w)")
_DOTTED = re.compile(r"\b((?:\w\.){2,})")
_BETWEEN = re.compile(r"[-‐–—/,:;()\[\]!?]+")
_SPACE = re.compile(r"\s+")
_ASIDE = re.compile(r"(?<=\w)\s*\([^()]*\)?$")
"""What stands in brackets behind a name, the last one perhaps cut off: "Syria Recovery Trust Fund (SRTF"."""
_ALIKE = (
    (re.compile(r"(?<=s)'(?= )"), ""),
    (re.compile(r"\bdefense"), "defence"),
    (re.compile(r"(?<=\w\w)is(?=ations?\b|ed\b|ing\b)"), "iz"),
    (re.compile(r"\bshi'?ites?\b"), "shia"),
    (re.compile(r"\bcenter"), "centre"),
    (re.compile(r"\bprogram\b"), "programme"),
    (re.compile(r"\bmobilis"), "mobiliz"),
    (re.compile(r"\brecognis"), "recogniz"),
    (re.compile(r"\bal qa'?id[ah]+\b|\bal qaeda'?\b"), "al qaeda"),
    (re.compile(r"\bhiz?bu?o?ll?ah\b|\bhezballah\b|\bhizb'?allah\b"), "hezbollah"),
    (re.compile(r"\bjaysh\b"), "jaish"),
    (re.compile(r"\btribes ?m[ae]n\b"), "tribesmen"),
)
LEADING = frozenset(
    [
        "the",
        "a",
        "an",
        "some",
        "several",
        "many",
        "most",
        "both",
        "these",
        "those",
        "this",
        "that",
        "another",
        "any",
        "various",
        "few",
        "more",
        "many",
        "so-called",
        "self-styled",
        "self-proclaimed",
        "self-declared",
        "so",
        "called",
        "self",
        "styled",
        "proclaimed",
        "declared",
        "same",
        "its",
        "their",
        "our",
        "his",
        "her",
        "my",
        "your",
        "whose",
        "at",
        "least",
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "up",
        "to",
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "tens",
        "than",
        "fewer",
        "less",
        "further",
        "even",
        "just",
        "then",
        "own",
        "upwards",
        "roughly",
        "not",
        "only",
        "number",
        "numbers",
        "handful",
        "group",
        "groups",
        "of",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "thousand",
        "million",
        "each",
    ]
)
"""Words before a name that do not change who is meant."""
_LEADERS = frozenset(
    [
        "the",
        "a",
        "an",
        "some",
        "several",
        "many",
        "most",
        "all",
        "these",
        "those",
        "this",
        "that",
        "other",
        "any",
        "certain",
        "various",
        "so",
        "called",
        "self",
        "styled",
        "proclaimed",
        "declared",
        "same",
        "local",
        "former",
        "new",
        "own",
        "entire",
        "whole",
        "great",
        "fellow",
        "hated",
        "brutal",
        "vile",
        "brave",
        "heroic",
    ]
)
SHORT = 3
"""Names of so few letters must stand in capitals in the text, or "is" and "us" would be sides."""


@lru_cache(maxsize=65536)
@lru_cache(maxsize=8192)
def key(words: str) -> str:
    """Return the form under which a name is looked up."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words.translate(_QUOTES)).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_QUOTES)
    text = _ARTICLE.sub("al ", text)
    text = _DOTTED.sub(lambda found: found.group(1).replace(".", ""), text)
    text = _SPACE.sub(" ", _BETWEEN.sub(" ", text)).strip(" .'")
    for pattern, plain in _ALIKE:
        text = pattern.sub(plain, text)
    return text.removesuffix("'s").removesuffix("'").strip()


def bare(words: str) -> str:
    """Return the key without articles and other words before the name."""
    parts = key(words).split(" ")
    while len(parts) > 1 and parts[0] in _LEADERS:
        parts = parts[1:]
    return " ".join(parts)


def in_capitals(words: str) -> bool:
    """Tell whether a short name is written as a name: "IS" and "U.S.", not "is" and "us"."""
    letters = [char for char in words.removesuffix("'s").removesuffix("’s") if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)


@lru_cache(maxsize=8192)
def clean(words: str) -> str:
    """Return a phrase as a name of its own: without article, quantity and outer marks, spelling kept."""
    text = _SPACE.sub(" ", words).strip(" .,;:'\"“”‘’")
    text = _ASIDE.sub("", text).strip(" .,;:'\"“”‘’()[]")
    parts = text.split(" ")
    while len(parts) > 1 and _drops(parts):
        parts = parts[1:]
    return re.sub(r"['’]s?$", "", " ".join(parts)) or text


ROUND = frozenset({"million", "billion", "dozen", "hundred", "thousand"})


def _drops(parts: list[str]) -> bool:
    first = parts[0].casefold()
    if first == "those" and parts[1].casefold() in ("who", "in", "on", "with", "from", "of"):
        return False
    if first in ("hundreds", "thousands", "dozens", "scores", "tens", "number", "handful", "group", "groups"):
        return parts[1].casefold() == "of"
    if first == "as":
        return parts[1].casefold() in ("many", "few", "much") or parts[1][:1].isdigit()
    if first == "of":
        return True
    if first in ("half", "quarter", "third") or (first == "a" and len(parts) > 2 and parts[1].casefold() in ROUND):
        return parts[1].casefold() in ("a", "of", *ROUND)  # "half a million Rohingya"
    if first in ROUND:
        return True
    return first in LEADING - {"of", "group", "groups", "number"} or bool(re.fullmatch(r"[\d.,]+%?", first))


def slug(words: str) -> str:
    """Turn a name into the tail of an id."""
    text = unicodedata.normalize("NFKD", words.casefold().translate(_QUOTES))
    text = "".join(char for char in text if char.isalnum() or char in " -/")
    return "-".join(re.findall(r"[^\s\-/]+", text))[:60].strip("-") or "unnamed"
