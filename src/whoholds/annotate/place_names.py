"""Place names as a gazetteer means them: "Iraq" of "northern Iraq", "Mansfield" of "Mansfield Police Department".

Claims speak of "northern Iraq" and of a hospital in Benghazi; a map asks for the names alone. So the names are found a second time,
from the places that claims are read with (`toponyms.py`): compass words and small generic words are left off, streets and
buildings are left out, and names of places inside names of bodies are taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from whoholds.annotate.name_words import BUILDINGS, CIVIC, FIRMS, ILLS, LEARNED, ORDINARY, PHRASES, ROADS
from whoholds.annotate.place_signs import (
    MOST_WORDS,
    SETTLED,
    Told,
    after_of,
    are_known,
    are_usual,
    covered,
    exact_links,
    find_listed_counties,
    find_seats,
    find_short_regions,
    find_with_signs,
    walk_names,
)
from whoholds.annotate.toponyms import COMPASS, KNOWN, NO_NAME, OTHER_KINDS, PLACE_KINDS, SITES
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import GENERIC
from whoholds.geo.tables import abbreviations, demonyms
from whoholds.records import Filler, Sentence, Token

STREETS = re.compile(r" (?:streets|avenues|boulevards|lanes)\b")
"""What follows the last of several streets: "Lakeview and Harrison streets"."""
SHORTEST = 3
OFTEN = 2
"""How much oftener the reader must call a word a place than a person for it to be no last name."""
DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
DASHES = frozenset({"-", "--", "–", "—", "("})
BODY_KINDS = frozenset({"ORG", "Organisation"})
OF = frozenset({"of", "in", "at", "for"})
GREAT = 0.55
"""Score of a town in the gazetteer (about 100,000 people) from which its name in that of a body is believed unheard."""
CONTAINING = frozenset({"country", "region", "district"})


def find_place_names(
    text: str, sentences: tuple[Sentence, ...], places: tuple[Filler, ...], gazetteer: Gazetteer
) -> tuple[Filler, ...]:
    """Return the place names of a text in its order, never overlapping; kinds `toponym`, `demonym`, `coordinates`, links empty."""
    told = Told(text, gazetteer, _surnames(sentences), frozenset())
    kept: list[Filler] = []
    for sentence in sentences:
        inside = [place for place in places if sentence.start <= place.start < sentence.end and place.kind != "demonym"]
        names = [name for place in inside if (name := _name_of(place, sentence, told)) is not None]
        longer = [name for name in names if " " in name.words and are_usual(name.words, told)]
        found = [one for one in _adjectives(sentence, text) if not _overlaps(one, longer)]
        kept += found + [name for name in names if not _overlaps(name, found)]
    signed = [name for sentence in sentences for name in find_with_signs(sentence, told, kept)]
    told = Told(text, gazetteer, told.surnames, _heard(sentences, kept, signed) | _datelined(sentences, told))
    kept += signed
    for find in (find_short_regions, find_listed_counties, find_seats, _in_bodies, _heard_before):
        kept += [name for sentence in sentences for name in find(sentence, told, kept) if not _overlaps(name, kept)]
    return tuple(sorted(set(kept), key=lambda name: (name.start, name.end)))


def _heard(sentences: tuple[Sentence, ...], names: list[Filler], signed: list[Filler]) -> frozenset[str]:
    """Return the names that the reader itself, or the words beside them, call places somewhere; capitals of datelines made small."""
    seen = {(one.start, one.end) for sentence in sentences for one in sentence.entities if one.kind in PLACE_KINDS}
    heard = [name.words for name in names if name.kind == "toponym" and (name.start, name.end) in seen]
    loud = [words.title() for words in heard if words.isupper() and len(words) > SHORTEST]
    return frozenset([*heard, *loud, *(name.words for name in signed)])


def _datelined(sentences: tuple[Sentence, ...], told: Told) -> frozenset[str]:
    """Return the names of datelines in capitals as texts write them further down: "Fort Worth" of "FORT WORTH -- "."""
    return frozenset(
        told.words(stretch).title()
        for sentence in sentences
        for size in range(1, MOST_WORDS + 1)
        if len(stretch := sentence.tokens[:size]) == size and _is_dateline(stretch, 0, after_of(stretch, sentence), told)
    )


def _overlaps(name: Filler, found: list[Filler]) -> bool:
    return any(name.start < other.end and other.start < name.end for other in found)


def _surnames(sentences: tuple[Sentence, ...]) -> frozenset[str]:
    """Return the last words of persons' full names: "Clinton" of "Hillary Clinton", unless they are rather places in this text."""
    found: set[str] = set()
    alone: Counter[str] = Counter()
    for entity in (entity for sentence in sentences for entity in sentence.entities):
        words = entity.words.replace("’s", "").replace("'s", "").split()
        if entity.kind == "PER" and len(words) > 1:
            found.add(words[-1].strip(".,’'"))
        elif len(words) == 1:
            alone[words[0]] += (entity.kind in PLACE_KINDS) - (entity.kind == "PER")
    return frozenset(word for word in found if alone[word] < OFTEN)


def _name_of(place: Filler, sentence: Sentence, told: Told) -> Filler | None:
    """Return the name inside a place mention, or None where it names a street, a building or a person."""
    if place.kind in ("demonym", "coordinates"):
        return place
    tokens = tuple(token for token in sentence.tokens if place.start <= token.start < place.end)
    tokens = _trimmed(tokens, place, sentence, told)
    if not tokens or not _believed(tokens, sentence, told):
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Filler(start, end, told.text[start:end], "toponym")


def _trimmed(tokens: tuple[Token, ...], place: Filler, sentence: Sentence, told: Told) -> tuple[Token, ...]:
    """Leave off compass words, "City of" and small generic words, unless the gazetteer has the whole name."""
    while (
        len(tokens) > 1
        and tokens[-1].words.islower()
        and tokens[-1].words in GENERIC | SITES | {"area", "state", "side"}
    ):
        tokens = tokens[:-1]
    while (
        len(tokens) > 1
        and tokens[0].words.lower() in COMPASS | {"-", "–", "downtown", "greater", "metro"}
        and (tokens[0].words.islower() or not are_usual(told.words(tokens), told) or place.kind == "relative")
    ):
        tokens = tokens[1:]
    after = after_of(tokens, sentence)
    if after[:1].isupper() and after not in DAYS:
        tokens = _without_city(tokens, told)
    if len(tokens) > 1 and tokens[0].words in abbreviations() and tokens[0].words.endswith(".") and not are_usual(told.words(tokens), told):
        tokens = tokens[:1]
    if len(tokens) > 2 and tokens[1].words == "of" and tokens[0].words.lower() in GENERIC:
        tokens = tokens[2:]
    return tokens


def _without_city(tokens: tuple[Token, ...], told: Told) -> tuple[Token, ...]:
    """Leave "City" off before the rest of a body's name, where both names mean one place: "Mansfield City Council"."""
    city = len(tokens) > 1 and tokens[-1].words == "City"
    return tokens[:-1] if city and _same(told.words(tokens), told.words(tokens[:-1]), told) else tokens


def _same(long: str, short: str, told: Told) -> bool:
    """Tell whether two names mean the same place first of all."""
    one, other = told.gazetteer.look_up(long), told.gazetteer.look_up(short)
    return bool(one and other) and one[0].id == other[0].id


def _believed(tokens: tuple[Token, ...], sentence: Sentence, told: Told) -> bool:
    """Weigh a name once more: no street, no building, no person, no ordinary word."""
    words = told.words(tokens)
    last = tokens[-1].words.lower().strip(".")
    if len(tokens) > 1 and (last in ROADS | BUILDINGS | FIRMS or last.isdigit()) and not are_usual(words, told):
        return False
    after = after_of(tokens, sentence)
    if (after.lower().strip(".") in ROADS | FIRMS and after[:1].isupper()) or after.lower() in ILLS:
        return False
    if STREETS.match(told.text, tokens[-1].end) and tokens[0].index and sentence.tokens[tokens[0].index - 1].words == "and":
        return False
    if words in abbreviations():
        return True
    links = told.gazetteer.look_up(words)
    if words.lower() in PHRASES | ORDINARY:
        return False
    if not links:
        return len(tokens) == 1 and words not in told.surnames and _both_readers(tokens, sentence)
    seen = {mention.kind for mention in sentence.entities if mention.start <= tokens[0].start < mention.end}
    if links[0].kind != "city" or seen & PLACE_KINDS:
        return len(tokens) > 1 or links[0].kind in CONTAINING or words not in told.surnames
    return (
        not seen & OTHER_KINDS and words not in told.surnames and (links[0].score > KNOWN or "(own" in links[0].reason)
    )


def _both_readers(tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Tell whether both layers of the reader see a place: such a village is kept though no gazetteer holds it."""
    start = tokens[0].start
    return all(
        any(one.kind in PLACE_KINDS and one.start <= start < one.end for one in seen)
        for seen in (sentence.entities, sentence.defence)
    )


def _in_bodies(sentence: Sentence, told: Told, found: list[Filler]) -> list[Filler]:
    """Find places inside names of bodies: "Mansfield Police Department", "University of Alexandria"."""
    new: list[Filler] = []
    for mention in (*sentence.entities, *sentence.defence):
        tokens = tuple(token for token in sentence.tokens if mention.start <= token.start < mention.end)
        building = mention.kind in PLACE_KINDS and len(tokens) > 1 and tokens[-1].words.lower() in BUILDINGS
        if mention.kind not in BODY_KINDS and not building:
            continue
        for first in _openings(tokens):
            stretch = _known_stretch(tokens[first:], told)
            if stretch and not covered(stretch, [*found, *new]) and _believed_inside(stretch, first, tokens, told):
                new.append(Filler(stretch[0].start, stretch[-1].end, told.words(stretch), "toponym"))
    return new


def _openings(tokens: tuple[Token, ...]) -> list[int]:
    """Return where a place may begin in the name of a body: at its start, and after "of"."""
    start = 1 if len(tokens) > 1 and tokens[0].words.lower() in ("the", "a", "an", "our") else 0
    while start + 1 < len(tokens) and tokens[start].words.lower() in COMPASS | {"metropolitan", "greater"}:
        start += 1
    later = [at for at in range(1, len(tokens)) if tokens[at - 1].words in OF or tokens[at - 1].words in ("-", "–")]
    return [start, *(at for at in later if at != start)] if start < len(tokens) else later


def _known_stretch(tokens: tuple[Token, ...], told: Told) -> tuple[Token, ...]:
    for size in range(min(MOST_WORDS, len(tokens)), 0, -1):
        stretch = tokens[:size]
        written = all(token.words[:1].isupper() or token.words in ("-", ".") for token in stretch)
        if written and are_known(told.words(stretch), told):
            return _without_city(stretch, told) if size < len(tokens) else stretch
    return ()


def _believed_inside(stretch: tuple[Token, ...], first: int, tokens: tuple[Token, ...], told: Told) -> bool:
    words = told.words(stretch)
    if words.lower() in ORDINARY | NO_NAME | PHRASES:
        return False
    links = exact_links(words, told)
    rest = {token.words.lower() for token in tokens if token not in stretch}
    civic = bool(rest & CIVIC) and not rest & LEARNED
    if not links:
        return civic and "of" not in rest
    if links[0].kind in CONTAINING or words in told.surnames:
        return links[0].kind in CONTAINING
    if words in told.heard:
        return True
    least = SETTLED if civic else GREAT
    return bool(rest) and links[0].kind == "city" and links[0].score > least and tokens[-1].words.lower() not in LEARNED | FIRMS


def _heard_before(sentence: Sentence, told: Told, found: list[Filler]) -> Iterator[Filler]:
    """Find names again that stand elsewhere in the text as places, and great ones, where the reader saw none."""
    return walk_names(sentence, told, found, _recognised)


def _recognised(sentence: Sentence, first: int, told: Told) -> tuple[Token, ...]:
    """Return the longest stretch from a token that is surely a place's name; empty where none is."""
    for size in range(min(MOST_WORDS, len(sentence.tokens) - first), 0, -1):
        stretch = sentence.tokens[first : first + size]
        words = told.words(stretch)
        if not all(token.words[:1].isupper() for token in stretch) or words.lower() in ORDINARY | NO_NAME | PHRASES:
            continue
        after = after_of(stretch, sentence)
        if after.lower().strip(".") in ROADS or after.lower() in ILLS or _in_person(stretch, sentence):
            continue
        if words in told.heard and words not in told.surnames:
            return stretch
        if (size > 1 and _is_wide(words, told)) or _is_dateline(stretch, first, after, told):
            return stretch
    return ()


def _in_person(stretch: tuple[Token, ...], sentence: Sentence) -> bool:
    """Tell whether words stand inside a person's full name."""
    people = (mention for mention in sentence.entities if mention.kind == "PER" and " " in mention.words)
    return any(mention.start <= stretch[0].start and stretch[-1].end <= mention.end for mention in people)


def _is_wide(words: str, told: Told) -> bool:
    links = told.gazetteer.look_up(words)
    return bool(links) and links[0].kind in CONTAINING | {"area"} and links[0].reason.startswith("name")


def _is_dateline(stretch: tuple[Token, ...], first: int, after: str, told: Told) -> bool:
    """Tell "MANSFIELD -- The council ..."."""
    words = told.words(stretch)
    return first == 0 and words.isupper() and len(words) > SHORTEST and after in DASHES | {","} and are_usual(words, told)


def _adjectives(sentence: Sentence, text: str) -> list[Filler]:
    """Find adjectives and peoples' names of countries, regions and areas: "Syrian", "Sri Lankan", "African", "Texan"."""
    found: list[Filler] = []
    for token, after in zip(sentence.tokens, (*sentence.tokens[1:], None), strict=True):
        if not token.words[:1].isupper() or (found and token.start < found[-1].end):
            continue
        pair = text[token.start : after.end] if after is not None else ""
        end = after.end if after is not None and pair.casefold() in demonyms() else token.end
        words = text[token.start : end]
        if words.casefold() in demonyms():
            found.append(Filler(token.start, end, words, "demonym"))
    return found
