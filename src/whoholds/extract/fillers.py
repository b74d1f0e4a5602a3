"""Turn heads into the words of a role: phrases for sides and victims, names for places."""

from __future__ import annotations

import re

from whoholds.actors.nouns import BODIES, MEMBERS, PEOPLE, singular
from whoholds.extract.match import Match, filled
from whoholds.extract.scene import PART, Scene
from whoholds.records import Filler
from whoholds.rules.schema import Slot

INNER = ("amod", "compound", "nummod", "flat", "nmod:poss", "det", "fixed", "goeswith", "punct", "advmod", "appos", "nmod:desc")
"""Relations that belong to a phrase's words where they stand directly beside it."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
HEDGES = frozenset(
    ["at least", "more than", "up to", "as many as", "at most", "some", "about", "around", "nearly", "almost", "over", "fewer than",
     "less than", "no fewer than", "roughly", "another", "a further", "an estimated", "close to", "approximately"]
)
"""What stands before the number of a phrase."""
DASHES = frozenset({"-", "\u2013", "\u2014"})
OWN_SITES = frozenset("airport airfield airbase base university refinery barracks dam prison museum consulate embassy".split())
"""Sites that are other places than the town of their name: "the airport of Mosul" is not Mosul."""
MISSIONS = frozenset({"consulate", "embassy"})
"""Sites that bear the name of a state in whose land they do not lie."""
ABSTRACT = frozenset("authority momentum morale power influence dominance legitimacy prestige grip credibility".split())
"""What is said to be lost or shaken of its owner."""
LOOSE_ENDS = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ", "DET", "AUX"})
AFTER_RANK = frozenset({"general", "elect", "designate", "major"})
"""What follows a rank after a hyphen: "secretary-general"."""
NAMING = ("nmod", "appos", "flat", "compound", "nmod:desc")


def fillers_of(scene: Scene, match: Match, role: str) -> tuple[Filler, ...]:
    """Return the fillers of a role in text order; for places, the most specific mention first."""
    slots: tuple[Slot, ...] = getattr(match.rule, role)
    if role == "place":
        return _places(scene, match, slots)
    for slot in slots:
        heads = [i for i in filled(scene, match.slots, slot) if i not in match.words and _may_act(scene, i)]
        if heads:
            return tuple(dict.fromkeys(side_filler(scene, i, match) for i in heads))
    return ()


def _may_act(scene: Scene, index: int) -> bool:
    token = scene.tree.tokens[index]
    return token.upos in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X", "SYM") and token.lemma.lower() not in EMPTY


EMPTY = frozenset({"it's", "there", "which", "what", "that", "this", "such", "same", "one"})


def side_filler(scene: Scene, index: int, match: Match) -> Filler:
    """Word a side or victim: the phrase without its article, its number or what the trigger says."""
    counted = scene.part_of(index)
    if PART in scene.classes(index) and counted:
        index = counted[0]
    index = _beside_trigger(scene, _owner_of(scene, index), match)
    first, last = _whole_name(scene, *phrase_range(scene, index, of=not _told_of(scene, index)))
    tokens = scene.tree.tokens
    first = after_held(scene, first, index) if tokens[index].upos == "PROPN" else first
    if holds(scene, index):
        last = index
    first, last = _whole_unit(scene, first, max(last, _corps(scene, index)))
    first = _after_count(scene, first, index)
    while first < last and _leading(scene, first, match):
        first += 1
    first, last = _without_dateline(scene, index, first, _ended(scene, index, last))
    return _filler(scene, tokens[first].start, tokens[last].end, "side" if index in scene.sides else "phrase")


def _ended(scene: Scene, index: int, last: int) -> int:
    """Leave off what opens a phrase that is cut away: "Garamba National Park of", "the regional capital with"."""
    tokens = scene.tree.tokens
    while last > index and tokens[last].upos in LOOSE_ENDS and tokens[last].words not in (")", "."):
        last -= 1
    return last


def _after_count(scene: Scene, first: int, index: int) -> int:
    """Leave a number with its hedge out: "at least 10" of "at least 10 U.S. Marines", "more than 130" of "more than 130 fighters"."""
    tokens = scene.tree.tokens
    numbers = [i for i in range(first, index) if tokens[i].upos == "NUM" and scene.tree.rel(i) == "nummod"]
    if not numbers or numbers[0] == first:
        return first
    hedge = " ".join(token.words for token in tokens[first : numbers[0]]).casefold()
    return numbers[0] + 1 if hedge in HEDGES else first


def _owner_of(scene: Scene, index: int) -> int:
    """Return whose power, morale or momentum a phrase is about: it is the owner that gains or loses."""
    if scene.tree.lemma(index) not in ABSTRACT:
        return _whose(scene, index)
    owners = [i for i in scene.tree.children(index, "nmod:poss") if scene.tree.tokens[i].upos in ("NOUN", "PROPN")]
    return owners[0] if owners else index


def _without_dateline(scene: Scene, index: int, first: int, last: int) -> tuple[int, int]:
    """Leave out what a dash with blanks sets apart: "SURUC, Turkey - Kurdish forces"."""
    tokens, text = scene.tree.tokens, scene.annotated.document.text
    dashes = [i for i in range(first, last) if tokens[i].words in DASHES and text[tokens[i].start - 1 : tokens[i].end + 1] == f" {tokens[i].words} "]
    first = max([first, *(i + 1 for i in dashes if i < index)])
    return first, min([last, *(i - 1 for i in dashes if i > index)])


def _beside_trigger(scene: Scene, index: int, match: Match) -> int:
    """Step down to what the trigger itself stands with: the politicians of "the release of four detained politicians", the
    Americans of "the help of American air strikes".
    """
    tree = scene.tree
    above = tree.ancestors(match.index)
    path = [match.index, *above[: above.index(index)]] if index in above else []
    if not path or any(tree.rel(i) not in ("amod", "nmod") for i in path):
        return index
    if tree.rel(match.index) == "amod":
        return tree.head(match.index)
    own = [i for i in tree.children(match.index, "amod", "compound", "nmod:poss") if i in scene.sides and i not in scene.times]
    return own[0] if own else index


def _whose(scene: Scene, index: int) -> int:
    """Return the body that "the country" of "the country's authorities" is said of."""
    above = scene.tree.head(index)
    if scene.tree.rel(index) != "nmod:poss" or above < 0 or scene.tree.lemma(index) not in ("country", "state", "nation", "city", "town"):
        return index
    return above if singular(scene.tree.lemma(above)) in BODIES | PEOPLE | MEMBERS else index


def _whole_unit(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Take in the regiment behind a numbered battalion, or the battalion before it: "2nd Battalion, 1st Marines" is one unit."""
    tokens = scene.tree.tokens

    def numbered(spot: int) -> bool:
        named = spot + 1 < len(tokens) and tokens[spot + 1].words[:1].isupper()
        return spot >= 0 and named and bool(_ORDINAL.fullmatch(tokens[spot].words))

    if numbered(first) and last + 2 < len(tokens) and tokens[last + 1].words == "," and numbered(last + 2):
        last += 3
    elif numbered(first) and first > 2 and tokens[first - 1].words == "," and numbered(first - 3):
        first -= 3
    return first, last


def _corps(scene: Scene, index: int) -> int:
    """Return the last token of the corps that members come from: "militiamen from Badr", "airmen from the 507th Wing"."""
    armed = {"armed", "military"} & scene.classes(index) or scene.tree.tokens[index].lemma.lower() in ("member", "airman", "marine")
    for i in scene.tree.children(index, "nmod") if armed else ():
        body = i in scene.sides or i in scene.bodies
        if body and scene.tree.case(i) in ("from", "in") and i not in scene.places:
            return phrase_range(scene, i)[1]
    return -1


def _told_of(scene: Scene, index: int) -> bool:
    """Tell the object of "accuse", whose "of" belongs to the verb: "accused both parties of killings"."""
    head = scene.tree.head(index)
    return head >= 0 and scene.tree.lemma(head) in ("accuse", "suspect", "warn", "inform", "rob", "convict")


def holds(scene: Scene, index: int) -> bool:
    """Tell whether a word is the holder of "insurgent-held"."""
    after = scene.tree.tokens[index + 1 : index + 3]
    return len(after) == 2 and after[0].words in ("-", "–") and after[1].xpos == "VBN"


def after_held(scene: Scene, first: int, index: int) -> int:
    """Leave "insurgent-held" out of "insurgent-held Karabilah"."""
    held = [i for i in range(first, index - 1) if holds(scene, i) and i + 2 < index]
    return held[-1] + 3 if held else first


def _leading(scene: Scene, index: int, match: Match) -> bool:
    token = scene.tree.tokens[index]
    which = token.xpos in ("WDT", "WP")  # "the truce which both sides observed", whose "which" readers hang on the sides
    return which or token.upos in ("DET", "NUM", "PUNCT", "ADP") or index in match.words or index in scene.times


def phrase_range(scene: Scene, index: int, of: bool = False) -> tuple[int, int]:
    """Return the first and last token of the noun phrase that a token heads, without clauses and conjuncts."""
    tree = scene.tree
    chosen = {index} | _stray_adjective(scene, index)
    for i in tree.children(index):
        rel, deprel = tree.rel(i), tree.tokens[i].deprel
        if rel in INNER or deprel in INNER or (of and rel == "nmod" and tree.case(i) == "of"):
            chosen |= _below(scene, i) if rel not in ("punct", "appos") else set()
        if deprel in ("appos", "nmod:desc", "flat") and i == index + 1 and tree.tokens[i].upos == "PROPN":
            chosen |= _below(scene, i)  # "President Rodrigo Duterte"
        if rel == "appos" and _bracketed(scene, i):
            chosen |= {j for j in _below(scene, i) if tree.tokens[j].upos != "PUNCT"}
    first = last = index
    while first - 1 in chosen or (first - 2 in chosen and _joins(scene, first - 1)):
        first -= 1
    while last + 1 in chosen or (last + 2 in chosen and _joins(scene, last + 1)):
        last += 1
    while _hyphenated(scene, last):
        last += 2
    while _glued(scene, first):
        first -= 2
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].words == ")" and "(" in _between(scene, first, last):
        last += 1
    return first, last


def _stray_adjective(scene: Scene, index: int) -> set[int]:
    """Return the adjective that the tree hangs beside its noun: "special" of "army and special forces"."""
    tree, before = scene.tree, index - 1
    stray = before >= 0 and tree.tokens[before].upos == "ADJ" and tree.rel(before) == tree.rel(index) == "conj"
    return {before} if stray and tree.head(before) == tree.head(index) else set()


def _hyphenated(scene: Scene, last: int) -> bool:
    """Tell "Secretary" of "Secretary-General", "pick" of "pick-ups"."""
    after = scene.tree.tokens[last : last + 3]
    if len(after) < 3 or after[1].words != "-" or (after[2].upos not in ("NOUN", "PROPN") and after[2].words.lower() not in AFTER_RANK):
        return False
    return after[0].end == after[1].start and after[1].end == after[2].start


def _glued(scene: Scene, first: int) -> bool:
    """Tell "Chief" of "Commander-in-Chief": a word goes on to its left."""
    before = scene.tree.tokens[max(0, first - 2) : first + 1]
    whole = len(before) == 3 and before[1].words == "-" and before[0].end == before[1].start and before[1].end == before[2].start
    return whole and before[0].upos not in ("PUNCT", "NUM")  # "three-quarters of the town"


def _between(scene: Scene, first: int, last: int) -> set[str]:
    return {token.words for token in scene.tree.tokens[first : last + 1]}


def _whole_name(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Take in all of a body's name that the phrase is cut from: "Forces for Freedom and Change", "Institute for the Study of War"."""
    tokens = scene.tree.tokens
    for entity in scene.tree.sentence.entities:
        inside = [t.index for t in tokens if entity.start <= t.start < entity.end]
        if entity.kind == "ORG" and inside and inside[0] <= first and last < inside[-1] and tokens[first].words[:1].isupper():
            return inside[0], inside[-1]
    return first, last


def _joins(scene: Scene, index: int) -> bool:
    return scene.tree.tokens[index].words in ("-", "–", "'", "’", "(", ")", "&", ".")


def _bracketed(scene: Scene, index: int) -> bool:
    return index > 0 and scene.tree.tokens[index - 1].words == "("


def _below(scene: Scene, index: int) -> set[int]:
    found = [index]
    for i in found:
        found += [j for j in scene.tree.children(i) if scene.tree.rel(j) not in ("acl", "conj", "cc", "parataxis")]
    return set(found)


def _places(scene: Scene, match: Match, slots: tuple[Slot, ...]) -> tuple[Filler, ...]:
    """Gather places of all slots; the clauses around are asked only where the trigger itself says none."""
    found: list[Filler] = []
    for slot in slots:
        if slot.name == "around" and found:
            break
        for i in filled(scene, match.slots, slot):
            if i not in match.words:
                found += named_places(scene, i)
    return tuple(dict.fromkeys(found))


def named_places(scene: Scene, index: int) -> list[Filler]:
    """Return the places that a phrase names, the narrowest first: "the town of Tel Tamer in Hasaka Province"."""
    place = scene.places.get(index)
    if place is not None:
        return [place, *_wider(scene, index)]
    inner = [i for i in scene.tree.children(index, *NAMING) if _names(scene, i)]
    if inner and is_owned(scene, inner[0], index):
        first, last = phrase_range(scene, index, of=True)
        return [_filler(scene, scene.tree.tokens[first].start, scene.tree.tokens[last].end, "description")]
    counted = scene.part_of(index) if PART in scene.classes(index) else []
    if inner or counted:
        return [f for i in inner or counted for j in scene.tree.with_conjuncts(i) for f in named_places(scene, j)]
    classes = scene.classes(index)
    if not classes & {"place", "name", "pronoun"}:
        return []
    first, last = phrase_range(scene, index, of=_named_by_unit(scene, index))
    last, tokens = _ended(scene, index, last), scene.tree.tokens
    kind = "name" if "name" in classes else "pronoun" if "pronoun" in classes else "description"
    return [_filler(scene, tokens[first].start, tokens[last].end, kind), *_wider(scene, index)]


def is_owned(scene: Scene, owner: int, site: int) -> bool:
    """Tell whether a site is another place than its owner: "the airport of Goma", "Turkey's consulate", "the US embassy"."""
    tree = scene.tree
    noun, rel = tree.lemma(site), tree.tokens[owner].deprel
    owned = rel == "nmod:poss" or (tree.rel(owner) == "nmod" and tree.case(owner) == "of")
    return (owned and noun in OWN_SITES) or (noun in MISSIONS and rel in ("compound", "amod", "nmod:desc"))


def _named_by_unit(scene: Scene, index: int) -> bool:
    """Tell "the base of the 93rd Brigade", a name of its own."""
    tree = scene.tree
    owners = [i for i in tree.children(index, "nmod") if tree.case(i) == "of"]
    return any(_ORDINAL.fullmatch(tree.tokens[phrase_range(scene, i)[0] + k].words) for i in owners for k in (0, 1))


def _names(scene: Scene, index: int) -> bool:
    """Tell whether a dependent names the place itself: "town of X", "Raqqa, the capital", "Sinjar town"."""
    if index not in scene.places or scene.places[index].kind == "demonym":
        return False
    return scene.tree.rel(index) != "nmod" or scene.tree.case(index) in ("of", "")


def _wider(scene: Scene, index: int) -> list[Filler]:
    """Return what the place is said to lie in: "in Hasaka Province", ", Iraq"."""
    tree = scene.tree
    found: list[Filler] = []
    for i in tree.children(index, "nmod", "appos", "nmod:unmarked"):
        place = scene.places.get(i)
        if place is not None and place.kind != "demonym" and tree.case(i) in ("in", "of", "near", "at", "", "inside"):
            found += [place, *_wider(scene, i)]
    return found


def _filler(scene: Scene, start: int, end: int, kind: str) -> Filler:
    return Filler(start, end, scene.annotated.document.text[start:end], kind)
