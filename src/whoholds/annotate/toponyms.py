"""Toponym recognition: place names in a text, from the reader's entities and the gazetteer together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import GENERIC
from whoholds.geo.tables import countries
from whoholds.records import Filler, Link, Mention, Sentence, Token

HOME = 2
"""How many towns of one country make a text one of that country, whether it names the country or not."""
LONGEST = 5
"""Most words of a name that the gazetteer is asked for."""
COMPASS = frozenset(
    "north south east west northern southern eastern western central northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western northeast northwest southeast southwest upper lower rural".split()
)
SITES = frozenset(
    "dam airport airbase airfield base camp refinery crossing university hospital bridge mountain mountains river valley lake sea "
    "prison forest desert island islands plain plains peninsula strait canal port field oilfield palace square road highway "
    "countryside ghouta district quarter neighbourhood neighborhood suburb barracks".split()
)
"""Words that belong to a name they follow ("Tabqa Dam", "Idlib countryside")."""
PLACE_KINDS = frozenset({"LOC", "Location"})
PERSONS = frozenset({"PER", "Person"})
OTHER_KINDS = PERSONS | {"ORG", "Organisation", "MilitaryPlatform", "Nationality", "DocumentReference"}
COMMON = frozenset(
    "of the march may split most many said new united nation nations general president minister king prince mr mrs sunday monday "
    "tuesday wednesday thursday friday saturday january february april june july august september october november december "
    "north south east west northern southern eastern western central islamic state army god man police force forces front party "
    "free democratic national republic kingdom un eu nato isis isil is daesh ypg sdf pkk security council union foreign defence "
    "defense interior secretary prime house white parliament court supreme press media bank river sea city town village province "
    "about after before from here there their this that these those over under more less first last next one two three ten "
    "both while when where who what which why how all some any each we he she it they you in on at by for to with no not yes "
    "our his her its my your but and or as if so then now still also only just even "
    "battle war summit point hill line rugby club old west grand resolution victory liberation operation mission "
    "arabic farsi pashto dari kurdish amharic hausa hebrew latin english".split()
)
"""Words that are names of towns somewhere but seldom mean one alone."""


ARTICLES = frozenset("al el ar ad ash az ez as an at".split())
NO_NAME = COMMON | COMPASS | GENERIC | SITES | ARTICLES
"""Words that do not name a place without another one."""
PARTICLES = ARTICLES | frozenset("de da do dos das del di du la le les ben bin ibn".split())
"""Small words that stand inside a name."""
MOST_TOKENS = 2 * LONGEST
"""Hyphens are tokens of their own."""
KNOWN = 0.5
"""Score of a town in the gazetteer of about 25,000 people, from which its name is believed though the reader sees none, or a person."""
NUMBERED = frozenset("highway route road hill point camp sector district checkpoint base".split())
"""What a number names: "Highway 47", "Hill 405"."""
BETWEEN = frozenset("border frontier highway road motorway railway route line corridor pipeline axis".split())
"""What lies between two places: "the Syria-Iraq border"."""


class Sides(Protocol):
    """What recognition asks of the catalogue: is this a side's name?"""

    def look_up(self, words: str, on: None = None) -> tuple[Link, ...]:
        """Return the sides of this name."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What recognition goes by beside the sentence."""

    gazetteer: Gazetteer
    catalogue: Sides | None
    countries: frozenset[str]
    """Codes of the countries that the document names: a name there is believed against the reader."""

    def is_side(self, words: str) -> bool:
        """Tell whether the words name a side that is no state."""
        if self.catalogue is None:
            return False
        links = self.catalogue.look_up(words)
        return bool(links) and links[0].kind not in ("state", "country", "government", "people")

    def is_known_town(self, words: str) -> bool:
        """Tell a town of several words that is large enough to be believed where the reader sees a person: "Ras al-Ain"."""
        return len(re.split(r"[ -]", words)) > 1 and any(link.score >= KNOWN for link in self.gazetteer.look_up(words))

    def is_local(self, words: str) -> bool:
        """Tell whether a place of this name lies in a country that the document names."""
        return any(link.country in self.countries for link in self.gazetteer.look_up(words))


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    kind: str


def find_toponyms(
    text: str, sentences: tuple[Sentence, ...], gazetteer: Gazetteer, catalogue: Sides | None = None
) -> tuple[Filler, ...]:
    """Find place names and demonyms, in text order, never overlapping; links stay empty.

    Kinds: `toponym`, `demonym`, and `relative` for "northern Iraq" or "East Mosul".
    """
    demonyms, known = _country_words()
    words = {token.words.casefold() for sentence in sentences for token in sentence.tokens}
    sense = _Sense(gazetteer, catalogue, frozenset(known[word] for word in words & known.keys()))
    found: list[Filler] = []
    for sentence in sentences:
        spans = _spans(sentence, sense)
        spans += _demonyms(sentence, demonyms, spans)
        found += [_filler(text, sentence, span) for span in spans]
    heard = frozenset(place.words for place in found if place.kind == "toponym" and " " in place.words)
    found += [again for sentence in sentences for again in _heard_again(text, sentence, heard, found)]
    home = _Sense(gazetteer, catalogue, sense.countries | _home(found, gazetteer))
    for sentence in sentences if home.countries != sense.countries else ():
        found += [_filler(text, sentence, span) for span in _spans(sentence, home) if _is_news(sentence, span, found)]
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _home(found: list[Filler], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that at least two towns of a text lie in, each the likeliest of its name: where the text is set."""
    towns = {place.words for place in found if place.kind == "toponym"}
    likeliest = [links[0] for words in sorted(towns) if (links := gazetteer.look_up(words)) and links[0].kind != "country"]
    count = Counter(link.country for link in likeliest if link.country)
    return frozenset(country for country, times in count.items() if times >= HOME)


def _is_news(sentence: Sentence, span: _Span, found: list[Filler]) -> bool:
    """Tell a name of several parts ("al-Ra'i") where nothing was found yet; a single word may well be a person's."""
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last].end
    return span.last > span.first and not any(start < place.end and place.start < end for place in found)


def _heard_again(text: str, sentence: Sentence, heard: frozenset[str], found: list[Filler]) -> list[Filler]:
    """Find names of several words again that are places elsewhere in the text, where the reader sees a person or a body.

    Such a name is the same place all through a text, so long as the reader's name is no longer than it ("Ain Issa Council").
    """
    again: list[Filler] = []
    for mention in (*sentence.entities, *sentence.defence):
        free = not any(mention.start < place.end and place.start < mention.end for place in [*found, *again])
        if free and mention.kind in OTHER_KINDS and mention.words in heard:
            again.append(Filler(mention.start, mention.end, text[mention.start : mention.end], "toponym"))
    return again


@cache
def _country_words() -> tuple[frozenset[str], dict[str, str]]:
    """Return the adjectives of countries, and to adjectives and names the country's code."""
    demonyms = {word.casefold(): country.code for country in countries() for word in country.demonyms}
    names = {name.casefold(): country.code for country in countries() for name in (country.name, *country.names)}
    return frozenset(demonyms), demonyms | names


def _filler(text: str, sentence: Sentence, span: _Span) -> Filler:
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last].end
    return Filler(start, end, text[start:end], span.kind)


def _spans(sentence: Sentence, sense: _Sense) -> list[_Span]:
    tokens = sentence.tokens
    kinds = _kinds(sentence)
    spans: list[_Span] = []
    index = 0
    while index < len(tokens):
        last = _longest(sentence, index, kinds, sense)
        if last is None:
            index += 1
            continue
        last = _between(sentence, last, kinds, sense)
        spans.append(_widened(tokens, index, last, spans))
        index = spans[-1].last + 1
    return spans


def _between(sentence: Sentence, last: int, kinds: list[set[str]], sense: _Sense) -> int:
    """Return the last token of "Syria-Iraq border" where the name that ends at `last` opens one."""
    tokens = sentence.tokens
    if last + 1 < len(tokens) and tokens[last].index and tokens[last - 1].words in ("-", "–"):
        return last + 1 if tokens[last + 1].words.lower() in BETWEEN else last
    if last + 3 >= len(tokens) or tokens[last + 1].words not in ("-", "–"):
        return last
    other = _longest(sentence, last + 2, kinds, sense)
    if other is None:
        return last
    if tokens[other].words.lower() in BETWEEN:
        return other
    closed = other + 1 < len(tokens) and tokens[other + 1].words.lower() in BETWEEN
    return other + 1 if closed else last


def _kinds(sentence: Sentence) -> list[set[str]]:
    return [
        {m.kind for m in (*sentence.entities, *sentence.defence) if m.start <= token.start < m.end}
        for token in sentence.tokens
    ]


def _longest(sentence: Sentence, first: int, kinds: list[set[str]], sense: _Sense) -> int | None:
    """Return the last token of the longest place name that starts here; None where none does."""
    tokens = sentence.tokens
    if not _may_start(tokens[first], kinds[first]):
        return None
    for last in range(min(len(tokens), first + 2 * LONGEST) - 1, first - 1, -1):
        if not _may_end(tokens[last]) or not _whole(tokens, first, last):
            continue
        words = _words(sentence, first, last)
        if _part_of_hyphenated(tokens, first, last, sense):
            continue
        if (
            sense.gazetteer.knows(words)
            and not sense.is_side(words)
            and _believable(sentence, (first, last), kinds, sense)
        ):
            return _whole_mention(sentence, first, last)
    return _named_by_reader(sentence, first, kinds, sense)


def _whole_mention(sentence: Sentence, first: int, last: int) -> int:
    """Return the last token of the reader's longer name: "Khan Tuman" where the gazetteer knows another Khan."""
    for mention in sentence.entities:
        inside = [t for t in sentence.tokens if mention.start <= t.start < mention.end]
        while inside and inside[-1].words in GENERIC | SITES:
            inside.pop()
        if mention.kind != "LOC" or not inside or inside[0].index != first or inside[-1].index <= last:
            continue
        rest = inside[last - first + 1 :]
        if len(inside) < MOST_TOKENS and all(_belongs(t) for t in rest) and rest[-1].words[:1].isupper():
            return inside[-1].index
    return last


def _belongs(token: Token) -> bool:
    """Tell a part of a name: "Shughur", the "de" of "Mãe de Água", a hyphen."""
    return token.words == "-" or (token.upos == "PROPN" and (token.words[:1].isupper() or token.words in PARTICLES))


def _may_start(token: Token, kinds: set[str]) -> bool:
    if token.upos in ("DET", "ADP", "PRON"):
        return False
    if token.words[:1].isupper() or token.words.lower() in ("al", "ar", "ad", "ash", "az", "el"):
        return True
    return bool(kinds & PLACE_KINDS) and token.upos == "PROPN"


def _may_end(token: Token) -> bool:
    return (
        token.words[:1].isupper()
        or token.words.lower() in SITES | GENERIC
        or token.upos == "PROPN"
        or token.words.isdigit()
    )


def _whole(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Refuse spans that run over commas, verbs or possessives."""
    inner = tokens[first : last + 1]
    if inner[-1].words.isdigit() and (len(inner) < 3 or inner[-2].words != "-"):
        return False
    joined = all(t.words in ("-", "–", "'", "’", ".") or t.upos != "PUNCT" for t in inner)
    return joined and all(t.upos not in ("VERB", "AUX", "CCONJ", "PRON") or t.words[:1].isupper() for t in inner)


def _part_of_hyphenated(tokens: tuple[Token, ...], first: int, last: int, sense: _Sense) -> bool:
    """Tell whether a span is half of a name with a hyphen ("Chil-Dara"), rather than one of two places ("Raqqa-Mosul road")."""

    def glued(edge: int, other: int) -> bool:
        if not 0 <= other < len(tokens) or tokens[edge].words != "-" or not tokens[other].words[:1].isupper():
            return False
        near, far = sorted((edge, other))
        inner = last if other > last else first
        touching = tokens[near].end == tokens[far].start and tokens[min(edge, inner)].end == tokens[max(edge, inner)].start
        return touching and not sense.gazetteer.knows(tokens[other].words)

    return glued(last + 1, last + 2) if last + 1 < len(tokens) and tokens[last + 1].words == "-" else glued(first - 1, first - 2)


def _words(sentence: Sentence, first: int, last: int) -> str:
    words = ""
    for token in sentence.tokens[first : last + 1]:
        gap = " " if words and token.start > sentence.tokens[token.index - 1].end else ""
        words += gap + token.words
    return words


def _believable(sentence: Sentence, span: tuple[int, int], kinds: list[set[str]], sense: _Sense) -> bool:
    """Weigh a gazetteer hit against what the reader sees there."""
    first, last = span
    tokens = sentence.tokens[first : last + 1]
    if all(token.words.casefold() in NO_NAME or token.upos == "PUNCT" for token in tokens):
        return False
    seen = set().union(*kinds[first : last + 1])
    if seen & PLACE_KINDS or (_is_label(sentence.tokens, first, last) and not seen & OTHER_KINDS):
        return True
    if _inside_longer_name(sentence.tokens, first, last, kinds) or all(token.upos != "PROPN" for token in tokens):
        return False
    words = _words(sentence, first, last)
    return not seen & OTHER_KINDS or sense.is_local(words) or (seen & OTHER_KINDS <= PERSONS and sense.is_known_town(words))


def _is_label(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell "Homs: a convoy arrived": a name that a line of a list opens with."""
    opened = all(token.upos in ("PUNCT", "SYM", "NUM", "X") for token in tokens[:first])
    alone = last + 2 == len(tokens) and tokens[last + 1].words == "."  # "BAIJI. Government troops ..."
    return opened and last + 1 < len(tokens) and (tokens[last + 1].words == ":" or alone)


def _inside_longer_name(tokens: tuple[Token, ...], first: int, last: int, kinds: list[set[str]]) -> bool:
    """Refuse "Aleppo" of "Aleppo Media Centre" where the reader sees one organisation."""
    for edge in (first - 1, last + 1):
        if 0 <= edge < len(tokens) and kinds[edge] & OTHER_KINDS & kinds[first]:
            return True
    return False


def _name_start(sentence: Sentence, mention: Mention) -> int:
    """Return the token where a mention's name starts: "Shire" of "the Tigrayan city of Shire"."""
    inside = [token for token in sentence.tokens if token.start < mention.end and mention.start < token.end]
    for before, token, after in zip(inside, inside[1:], inside[2:], strict=False):
        if token.words == "of" and before.words.lower() in GENERIC | {"port", "island"} and after.words[:1].isupper():
            return after.index
    return inside[0].index if inside else -1


def _named_by_reader(sentence: Sentence, first: int, kinds: list[set[str]], sense: _Sense) -> int | None:
    """Take what the reader alone calls a place, such as a village that no gazetteer holds."""
    for mention in (*sentence.entities, *sentence.defence):
        if mention.kind not in PLACE_KINDS or _name_start(sentence, mention) != first:
            continue
        last = max((t.index for t in sentence.tokens if t.start < mention.end), default=first)
        words = _words(sentence, first, last)
        inner = sentence.tokens[first : last + 1]
        named = (
            any(t.upos == "PROPN" for t in inner)
            and inner[0].words[:1].isupper()
            and inner[0].words.casefold() not in COMMON
        )
        known = any(
            sense.gazetteer.knows(t.words) for t in inner[1:] if t.upos == "PROPN" and t.words.casefold() not in NO_NAME
        )
        core = mention in sentence.entities and inner[0].upos == "PROPN" and inner[0].words.casefold() not in NO_NAME
        if named and (core or not known) and not sense.is_side(words) and len(inner) < LONGEST:
            return last
    return None


def _widened(tokens: tuple[Token, ...], first: int, last: int, before: list[_Span]) -> _Span:
    """Take in a compass word before ("northern Iraq") and a generic word after ("Anbar province")."""
    kind = "toponym"
    if last + 1 < len(tokens) and tokens[last].words.lower() in NUMBERED and tokens[last + 1].words.isdigit():
        last += 1
    while (
        last + 1 < len(tokens) and tokens[last + 1].words.lower() in GENERIC | SITES and tokens[last + 1].upos != "VERB"
    ):
        last += 1
    floor = before[-1].last if before else -1
    if first - 1 > floor and tokens[first - 1].words.lower() in COMPASS:
        first, kind = first - 1, "relative"
        if first - 2 > floor and tokens[first - 1].words in ("-", "–") and tokens[first - 2].words.lower() in COMPASS:
            first -= 2
    return _Span(first, last, kind)


def _demonyms(sentence: Sentence, demonyms: frozenset[str], spans: list[_Span]) -> list[_Span]:
    taken = {i for span in spans for i in range(span.first, span.last + 1)}
    return [
        _Span(token.index, token.index, "demonym")
        for token in sentence.tokens
        if token.index not in taken and token.words[:1].isupper() and token.words.casefold() in demonyms
    ]
