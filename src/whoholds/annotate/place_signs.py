"""Place names by the words beside them: "Krasnodar, Russia", "aged 19, of Martinez", "Mansfield Mayor Curtis Hill", "Clay and Grant counties".

What stands beside a name outweighs what the reader takes it for, so long as the gazetteer has a place of this very name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from whoholds.annotate.name_words import OFFICES, ORDINARY, PEOPLE, PHRASES
from whoholds.annotate.toponyms import NO_NAME
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.tables import abbreviations
from whoholds.records import Filler, Link, Sentence, Token

LISTED = re.compile(
    r"((?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?(?:, |,? and |,? or |/))+[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?) (?:counties|Counties|parishes|Parishes)\b"
)
MEMBER = re.compile(r"\b(?:R|D|I|DFL|Rep|Dem)-([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
"""Before the place that a member of parliament stands for: "R-Elbow Lake"."""
COUNTY = re.compile(r"[A-Z][\w.'’-]*(?: (?!and|or)[A-Z][\w.'’-]*)?")
HOME = re.compile(
    r"\b\d{1,3}, (?:both |all )?(?:of|from) $|\b(?:[Tt]own|[Vv]illage|[Cc]ity|[Tt]ownship|[Mm]unicipality) of $|"
    r"\b(?:shelled|bombed|bombarded|besieged|evacuated) (?:[A-Z][\w'’-]+(?:,|,? and) )?$"
)
"""What stands before where somebody lives, before a town's name, or what only befalls places: "52, of", "the village of", "shelled"."""
ARTICLE = re.compile(r"(?:^|[.!?:;,]\s*|\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ormer|[Bb]y|[Oo]f|[Aa]nd)\s)$")
"""What may stand before the town that somebody is called by: "a Longview woman"."""
BEFORE = 40
"""Letters before a name that are looked at."""
MOST_WORDS = 4
SETTLED = 0.38
"""Score of a town in the gazetteer (about 1,000 people) from which it is believed that people and offices are called by it."""
CONTAINING = frozenset({"country", "region", "district"})


@dataclass(frozen=True, slots=True)
class Told:
    """A text and what is known of its names."""

    text: str
    gazetteer: Gazetteer
    surnames: frozenset[str]
    """Words that end or begin names of persons in the text."""
    heard: frozenset[str]
    """Names of places that stand alone somewhere in the text."""

    def words(self, tokens: tuple[Token, ...]) -> str:
        """Return the words of a stretch of tokens."""
        return self.text[tokens[0].start : tokens[-1].end]


def are_usual(words: str, told: Told) -> bool:
    """Tell whether a place has this very name, not only one like it."""
    return any(link.reason.startswith("name") for link in told.gazetteer.look_up(words))


def exact_links(words: str, told: Told) -> tuple[Link, ...]:
    """Return the places of this very name, or of one like it where there are none."""
    links = told.gazetteer.look_up(words)
    return tuple(link for link in links if link.reason.startswith("name")) or links


def are_known(words: str, told: Told) -> bool:
    """Tell whether a place has this very name, or a county has it without its "County"."""
    return are_usual(words, told) or bool(_counties(words, told))


def _counties(words: str, told: Told) -> list[Link]:
    links = (*told.gazetteer.look_up(f"{words} County"), *told.gazetteer.look_up(f"{words} Parish"))
    return [link for link in links if link.kind == "district"]


def covered(tokens: tuple[Token, ...], found: list[Filler]) -> bool:
    """Tell whether a name was found here before."""
    return any(name.start < tokens[-1].end and tokens[0].start < name.end for name in found)


def after_of(tokens: tuple[Token, ...], sentence: Sentence) -> str:
    """Return the word after a stretch of tokens."""
    at = tokens[-1].index + 1
    return sentence.tokens[at].words if at < len(sentence.tokens) else ""


def find_short_regions(sentence: Sentence, told: Told, found: list[Filler]) -> Iterator[Filler]:
    """Find states written short: "Monroeville, Ala.", "Fargo, N.D.", "missing Ill. man"."""
    for first, token in enumerate(sentence.tokens):
        before = sentence.tokens[first - 1].words if first else ""
        for last in (first + 1, first):
            if last >= len(sentence.tokens):
                continue
            stretch = sentence.tokens[first : last + 1]
            words = told.words(stretch)
            person = words.endswith(".") and after_of(stretch, sentence) in PEOPLE
            joined = before in (",", "-", "(") or "." in words[:-1] or person
            if words in abbreviations() and joined and not covered(stretch, found):
                yield Filler(token.start, stretch[-1].end, words, "toponym")
                break


def find_listed_counties(sentence: Sentence, told: Told, found: list[Filler]) -> Iterator[Filler]:
    """Find the names before "counties": "Otter Tail, Swift and Wilkin counties"."""
    for hit in LISTED.finditer(told.text, sentence.start, sentence.end):
        for name in COUNTY.finditer(told.text, hit.start(1), hit.end(1)):
            links = told.gazetteer.look_up(f"{name[0]} County")
            if any(link.kind == "district" for link in links):
                yield Filler(name.start(), name.end(), name[0], "toponym")


def find_seats(sentence: Sentence, told: Told, found: list[Filler]) -> Iterator[Filler]:
    """Find what members of parliament stand for: "Elbow Lake" of "Torrey Westrom, R-Elbow Lake"."""
    for hit in MEMBER.finditer(told.text, sentence.start, sentence.end):
        for name in (hit[1], hit[1].rpartition(" ")[0]):
            if name and are_usual(name, told):
                yield Filler(hit.start(1), hit.start(1) + len(name), name, "toponym")
                break


def find_with_signs(sentence: Sentence, told: Told, found: list[Filler]) -> Iterator[Filler]:
    """Find names that the words beside make places, whatever the reader takes them for."""
    return walk_names(sentence, told, found, _signed)


def walk_names(sentence: Sentence, told: Told, found: list[Filler], longest: Callable[[Sentence, int, Told], tuple[Token, ...]]) -> Iterator[Filler]:
    """Walk a sentence from name to name: `longest` gives the name that begins at a token, empty where none does."""
    first = 0
    while first < len(sentence.tokens):
        stretch = longest(sentence, first, told)
        if stretch and not covered(stretch, found):
            yield Filler(stretch[0].start, stretch[-1].end, told.words(stretch), "toponym")
        first += len(stretch) or 1


def _signed(sentence: Sentence, first: int, told: Told) -> tuple[Token, ...]:
    """Return the longest name from a token that the words beside make a place; empty where none is."""
    if not sentence.tokens[first].words[:1].isupper():
        return ()
    for size in range(min(MOST_WORDS, len(sentence.tokens) - first), 0, -1):
        stretch = sentence.tokens[first : first + size]
        words = told.words(stretch)
        if not stretch[-1].words[:1].isupper() or words.lower() in ORDINARY | NO_NAME | PHRASES:
            continue
        if are_known(words, told) and _has_sign(words, stretch, sentence, told):
            return stretch
    return ()


def _has_sign(words: str, stretch: tuple[Token, ...], sentence: Sentence, told: Told) -> bool:
    """Tell whether a name stands before what contains it, after an age or "village of", or before an office or people."""
    if _is_contained(words, stretch, sentence, told):
        return True
    if words in told.surnames:
        return False
    before = told.text[max(0, sentence.start, stretch[0].start - BEFORE) : stretch[0].start]
    if HOME.search(before):
        return are_usual(words, told)
    after = after_of(stretch, sentence)
    called = after in PEOPLE or (after.lower() in OFFICES and after[:1].isupper())
    proper = stretch[0].upos == "PROPN" or stretch[0].index > 0
    return called and proper and bool(ARTICLE.search(before)) and _is_settled(words, told)


def _is_settled(words: str, told: Told) -> bool:
    links = [link for link in told.gazetteer.look_up(words) if link.reason.startswith("name")]
    return any(link.score > SETTLED for link in links) or (not links and bool(_counties(words, told)))


def _is_contained(words: str, stretch: tuple[Token, ...], sentence: Sentence, told: Told) -> bool:
    """Tell whether a region or country that a town of this name lies in stands right after it: "Surprise, Ariz."."""
    at = stretch[-1].index + 1
    if after_of(stretch, sentence) != ",":
        return False
    ids = {id for size in (3, 2, 1) for id in _containers(sentence.tokens[at + 1 : at + 1 + size], told)}
    return bool(ids) and any(ids & set(link.within) for link in told.gazetteer.look_up(words))


def _containers(tokens: tuple[Token, ...], told: Told) -> set[str]:
    """Return the regions and countries that some words mean."""
    words = told.words(tokens) if tokens and tokens[0].words[:1].isupper() else ""
    if words in abbreviations():
        return {abbreviations()[words]}
    return {link.id for link in told.gazetteer.look_up(words) if link.kind in CONTAINING} if words else set()
