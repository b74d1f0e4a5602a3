"""Place names as a gazetteer means them: "Iraq" of "northern Iraq", "Mansfield" of "Mansfield Police Department".

Claims speak of "northern Iraq" and of a hospital in Benghazi; a map asks for the names alone. So the names are found a second time,
from the places that claims are read with (`toponyms.py`): compass words and small generic words are left off, streets and
buildings are left out, and names of places inside names of bodies are taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from whoholds.annotate.toponyms import COMPASS, NO_NAME, OTHER_KINDS, PLACE_KINDS, SITES
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.spelling import GENERIC
from whoholds.geo.tables import abbreviations, demonyms
from whoholds.records import Filler, Sentence, Token

ROADS = frozenset(
    "road street avenue drive roads streets avenues boulevard lane highway route parkway court circle trail terrace expressway freeway turnpike interstate "
    "motorway st ave blvd rd dr ln hwy pike crossing loop way intersection".split()
)
"""Last words of names of streets."""
BUILDINGS = frozenset(
    "school elementary hospital church cathedral chapel mosque temple synagogue center centre stadium arena dome library hall college "
    "university academy institute apartments mall store station building tower courthouse jail prison hotel inn casino restaurant farm "
    "cemetery homestead club theater theatre museum gallery zoo clinic plaza office headquarters room laboratory lab plant mill "
    "airport base gym gymnasium pavilion market headquarters council department police district league cup conference fund "
    "association party committee commission agency ministry society foundation company corp inc news times post herald tribune".split()
)
"""Last words of names of buildings and bodies, which are no places of a map by themselves."""
ORDINARY = frozenset(
    "church street center centre hall park hospital police college school road home way spring area casino cathedral competition "
    "confederation congress region youth peace holy soul center barn parkway pavilion industry university court commerce justice "
    "human labor force patrol research king constitution royal queen secretary commissioner senior junior health public service "
    "services board club league cup stadium team company bank credit union family community resident residents man woman boy girl "
    "day night morning week month year spring summer autumn fall winter christmas easter ramadan friday commonwealth delta internet "
    "christian muslim jewish islam romans est pta hiv fda hurricane storm economy energy industry independence liberty hope faith "
    "mercury orange rainbow sun star moon earth world republican democrat democratic progressive sheriff judge mayor governor "
    "act ford honda dodge toyota nissan chevrolet chevy jeep hyundai mazda volkswagen mercedes boeing "
    "lake creek hills heights valley beach springs falls canyon ridge grove forest island bay cove point rock mill mills bend "
    "northwest northeast southwest southeast midway central field green black white brown gray golden silver".split()
)
"""Words that are names of towns somewhere, and nearly always mean something else where they stand alone."""
PHRASES = frozenset(
    {
        "white house",
        "santa claus",
        "supreme court",
        "wall street",
        "red cross",
        "red crescent",
        "big apple",
        "santa cruz biotechnology",
    }
)
ILLS = frozenset("virus viruses ebolavirus fever disease flu syndrome strain variant $".split())
"""What makes the name before it that of an illness, or of money ("West Nile virus", "US$"): no place."""
LISTED = re.compile(
    r"((?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?(?:, |,? and |,? or |/))+[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?) (?:counties|Counties|parishes|Parishes)\b"
)
MEMBER = re.compile(r"\b(?:R|D|I|DFL|Rep|Dem)-([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
"""Before the place that a member of parliament stands for: "R-Elbow Lake"."""
COUNTY = re.compile(r"[A-Z][\w.'’-]*(?: (?!and|or)[A-Z][\w.'’-]*)?")
SHORTEST = 3
OFTEN = 2
"""How much oftener the reader must call a word a place than a person for it to be no last name."""
DASHES = frozenset({"-", "--", "–", "—", "("})
LEARNED = frozenset("times post news herald tribune journal review gazette university college institute school".split())
"""Last words of names of papers and schools, which carry a place's name far from it."""
BODY_KINDS = frozenset({"ORG", "Organisation"})
OF = frozenset({"of", "in", "at", "for"})
MOST_WORDS = 4
GREAT = 0.55
"""Score of a town in the gazetteer (about 100,000 people) from which its name in that of a body is believed unheard."""
KNOWN = 0.5
"""Score of a town in the gazetteer (about 25,000 people) from which its bare name is believed where the reader sees nothing."""
CONTAINING = frozenset({"country", "region", "district"})


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    gazetteer: Gazetteer
    surnames: frozenset[str]
    """Words that end or begin names of persons in the text."""
    heard: frozenset[str]
    """Names of places that stand alone somewhere in the text."""

    def words(self, tokens: tuple[Token, ...]) -> str:
        """Return the words of a stretch of tokens."""
        return self.text[tokens[0].start : tokens[-1].end]


def find_place_names(
    text: str, sentences: tuple[Sentence, ...], places: tuple[Filler, ...], gazetteer: Gazetteer
) -> tuple[Filler, ...]:
    """Return the place names of a text in its order, never overlapping; kinds `toponym`, `demonym`, `coordinates`, links empty."""
    told = _Text(text, gazetteer, _surnames(sentences), frozenset())
    kept: list[Filler] = []
    for sentence in sentences:
        inside = [place for place in places if sentence.start <= place.start < sentence.end and place.kind != "demonym"]
        names = [name for place in inside if (name := _name_of(place, sentence, told)) is not None]
        longer = [name for name in names if " " in name.words and _usual(name.words, told)]
        found = [one for one in _adjectives(sentence, text) if not _overlaps(one, longer)]
        kept += found + [name for name in names if not _overlaps(name, found)]
    told = _Text(text, gazetteer, told.surnames, _heard(sentences, kept))
    for sentence in sentences:
        found = [name for name in kept if sentence.start <= name.start < sentence.end]
        for find in (_short_regions, _listed_counties, _seats, _in_bodies, _heard_before):
            found += [name for name in find(sentence, told, found) if not _overlaps(name, found)]
        kept += [name for name in found if name not in kept]
    return tuple(sorted(set(kept), key=lambda name: (name.start, name.end)))


def _heard(sentences: tuple[Sentence, ...], names: list[Filler]) -> frozenset[str]:
    """Return the names that the reader itself calls places somewhere."""
    seen = {(one.start, one.end) for sentence in sentences for one in sentence.entities if one.kind in PLACE_KINDS}
    return frozenset(name.words for name in names if name.kind == "toponym" and (name.start, name.end) in seen)


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


def _name_of(place: Filler, sentence: Sentence, told: _Text) -> Filler | None:
    """Return the name inside a place mention, or None where it names a street, a building or a person."""
    if place.kind in ("demonym", "coordinates"):
        return place
    tokens = tuple(token for token in sentence.tokens if place.start <= token.start < place.end)
    tokens = _trimmed(tokens, place, sentence, told)
    if not tokens or not _believed(tokens, sentence, told):
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Filler(start, end, told.text[start:end], "toponym")


def _trimmed(tokens: tuple[Token, ...], place: Filler, sentence: Sentence, told: _Text) -> tuple[Token, ...]:
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
        and (tokens[0].words.islower() or not _usual(told.words(tokens), told) or place.kind == "relative")
    ):
        tokens = tokens[1:]
    inside_body = _after(tokens, sentence)[:1].isupper()
    if (
        len(tokens) > 1
        and tokens[-1].words == "City"
        and inside_body
        and _same(told.words(tokens), told.words(tokens[:-1]), told)
    ):
        tokens = tokens[:-1]
    if len(tokens) > 2 and tokens[1].words == "of" and tokens[0].words.lower() in GENERIC:
        tokens = tokens[2:]
    return tokens


def _usual(words: str, told: _Text) -> bool:
    """Tell whether a place has this very name, not only one like it."""
    return any(link.reason.startswith("name") for link in told.gazetteer.look_up(words))


def _same(long: str, short: str, told: _Text) -> bool:
    """Tell whether two names mean the same place first of all."""
    one, other = told.gazetteer.look_up(long), told.gazetteer.look_up(short)
    return bool(one and other) and one[0].id == other[0].id


def _after(tokens: tuple[Token, ...], sentence: Sentence) -> str:
    """Return the word after a stretch of tokens."""
    at = tokens[-1].index + 1
    return sentence.tokens[at].words if at < len(sentence.tokens) else ""


def _believed(tokens: tuple[Token, ...], sentence: Sentence, told: _Text) -> bool:
    """Weigh a name once more: no street, no building, no person, no ordinary word."""
    words = told.words(tokens)
    last = tokens[-1].words.lower().strip(".")
    if len(tokens) > 1 and (last in ROADS | BUILDINGS or last.isdigit()) and not _usual(words, told):
        return False
    after = _after(tokens, sentence)
    if (after.lower().strip(".") in ROADS and after[:1].isupper()) or after.lower() in ILLS:
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


def _short_regions(sentence: Sentence, told: _Text, found: list[Filler]) -> Iterator[Filler]:
    """Find states written short after a town: "Monroeville, Ala.", "Fargo, N.D."."""
    for first, token in enumerate(sentence.tokens):
        before = sentence.tokens[first - 1].words if first else ""
        for last in (first + 1, first):
            if last >= len(sentence.tokens):
                continue
            stretch = sentence.tokens[first : last + 1]
            words = told.words(stretch)
            joined = before in (",", "-", "(") or "." in words[:-1]
            if words in abbreviations() and joined and not _covered(stretch, found):
                yield Filler(token.start, stretch[-1].end, words, "toponym")
                break


def _covered(tokens: tuple[Token, ...], found: list[Filler]) -> bool:
    return any(name.start < tokens[-1].end and tokens[0].start < name.end for name in found)


def _in_bodies(sentence: Sentence, told: _Text, found: list[Filler]) -> list[Filler]:
    """Find places inside names of bodies: "Mansfield Police Department", "University of Alexandria"."""
    new: list[Filler] = []
    for mention in (*sentence.entities, *sentence.defence):
        tokens = tuple(token for token in sentence.tokens if mention.start <= token.start < mention.end)
        building = mention.kind in PLACE_KINDS and len(tokens) > 1 and tokens[-1].words.lower() in BUILDINGS
        if mention.kind not in BODY_KINDS and not building:
            continue
        for first in _openings(tokens):
            stretch = _known_stretch(tokens[first:], told)
            if stretch and not _covered(stretch, [*found, *new]) and _believed_inside(stretch, first, tokens, told):
                new.append(Filler(stretch[0].start, stretch[-1].end, told.words(stretch), "toponym"))
    return new


def _openings(tokens: tuple[Token, ...]) -> list[int]:
    """Return where a place may begin in the name of a body: at its start, and after "of"."""
    start = 1 if len(tokens) > 1 and tokens[0].words.lower() in ("the", "a", "an", "our") else 0
    while start + 1 < len(tokens) and tokens[start].words.lower() in COMPASS | {"metropolitan", "greater"}:
        start += 1
    later = [at for at in range(1, len(tokens)) if tokens[at - 1].words in OF or tokens[at - 1].words in ("-", "–")]
    return [start, *(at for at in later if at != start)] if start < len(tokens) else later


def _known_stretch(tokens: tuple[Token, ...], told: _Text) -> tuple[Token, ...]:
    for size in range(min(MOST_WORDS, len(tokens)), 0, -1):
        stretch = tokens[:size]
        if all(token.words[:1].isupper() or token.words in ("-", ".") for token in stretch) and _usual(
            told.words(stretch), told
        ):
            return stretch
    return ()


def _believed_inside(stretch: tuple[Token, ...], first: int, tokens: tuple[Token, ...], told: _Text) -> bool:
    words = told.words(stretch)
    if words.lower() in ORDINARY | NO_NAME | PHRASES:
        return False
    link = told.gazetteer.look_up(words)[0]
    if link.kind in CONTAINING or words in told.surnames:
        return link.kind in CONTAINING
    if words in told.heard:
        return True
    whole = len(stretch) == len(tokens)
    return not whole and link.kind == "city" and link.score > GREAT and tokens[-1].words.lower() not in LEARNED


def _listed_counties(sentence: Sentence, told: _Text, found: list[Filler]) -> Iterator[Filler]:
    """Find the names before "counties": "Otter Tail, Swift and Wilkin counties"."""
    for hit in LISTED.finditer(told.text, sentence.start, sentence.end):
        for name in COUNTY.finditer(told.text, hit.start(1), hit.end(1)):
            links = told.gazetteer.look_up(f"{name[0]} County")
            if any(link.kind == "district" for link in links):
                yield Filler(name.start(), name.end(), name[0], "toponym")


def _seats(sentence: Sentence, told: _Text, found: list[Filler]) -> Iterator[Filler]:
    """Find what members of parliament stand for: "Elbow Lake" of "Torrey Westrom, R-Elbow Lake"."""
    for hit in MEMBER.finditer(told.text, sentence.start, sentence.end):
        for name in (hit[1], hit[1].rpartition(" ")[0]):
            if name and _usual(name, told):
                yield Filler(hit.start(1), hit.start(1) + len(name), name, "toponym")
                break


def _heard_before(sentence: Sentence, told: _Text, found: list[Filler]) -> Iterator[Filler]:
    """Find names again that stand elsewhere in the text as places, and great ones, where the reader saw none."""
    first = 0
    while first < len(sentence.tokens):
        stretch = _recognised(sentence, first, told)
        if stretch and not _covered(stretch, found):
            yield Filler(stretch[0].start, stretch[-1].end, told.words(stretch), "toponym")
        first += len(stretch) or 1


def _recognised(sentence: Sentence, first: int, told: _Text) -> tuple[Token, ...]:
    """Return the longest stretch from a token that is surely a place's name; empty where none is."""
    for size in range(min(MOST_WORDS, len(sentence.tokens) - first), 0, -1):
        stretch = sentence.tokens[first : first + size]
        words = told.words(stretch)
        if not all(token.words[:1].isupper() for token in stretch) or words.lower() in ORDINARY | NO_NAME | PHRASES:
            continue
        after = _after(stretch, sentence)
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


def _is_wide(words: str, told: _Text) -> bool:
    links = told.gazetteer.look_up(words)
    return bool(links) and links[0].kind in CONTAINING | {"area"} and links[0].reason.startswith("name")


def _is_dateline(stretch: tuple[Token, ...], first: int, after: str, told: _Text) -> bool:
    """Tell "MANSFIELD -- The council ..."."""
    words = told.words(stretch)
    return first == 0 and words.isupper() and len(words) > SHORTEST and after in DASHES | {","} and _usual(words, told)


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
