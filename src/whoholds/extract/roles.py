"""Fill the roles of a claim: by the models where they know the rule, else by the rule's own slots."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from whoholds.actors.nouns import ENEMY, singular
from whoholds.extract.arguments import hyphened_agent, subjects
from whoholds.extract.fillers import after_held, is_owned, named_places, phrase_range, side_filler
from whoholds.extract.judge import Judge
from whoholds.extract.match import Match
from whoholds.extract.offices import in_one
from whoholds.extract.reach import landmarks, reached, whole_name
from whoholds.extract.role_features import around, candidates, role_features
from whoholds.extract.scene import Scene
from whoholds.extract.settled import settle_sides, with_lands_of, without_far_points, without_far_seat
from whoholds.extract.tree import Tree
from whoholds.records import Filler, Token

Fillers = dict[str, tuple[Filler, ...]]


CLAIMED = frozenset({"attack", "strike", "clash", "abuse", "casualties", "destroy"})
LOSING = frozenset({"lose", "loss", "cede", "forfeit", "surrender", "relinquish"})
"""Who does this is the target, even as the subject: "its chief losses", "the army lost the town"."""
TAKING = frozenset("take capture seize retake recapture win gain secure conquer overrun enter reach advance liberate regain".split())
"""Who does this lost nothing in the fall of a place just before."""
BASES = frozenset({"base", "headquarters", "barracks", "camp", "garrison", "compound", "post", "depot"})
GRIPS = frozenset({"control", "hand", "rule", "grip", "authority", "sway", "command"})
FREEING = frozenset({"liberate", "liberation", "free", "cleanse", "regain", "recover", "recovery"})
"""No enemy does this to a place."""
SENDING = frozenset({"send", "contribute", "supply", "provide", "dispatch", "field"})
DEALING = frozenset({"deal", "inflict", "hand", "administer"})
FLEEING = frozenset({"flee", "escape"})
MASSED = frozenset({"aircraft", "artillery", "infantry", "armour", "armor", "police", "cavalry", "military"})
"""Nouns that are of many without an ending: "Spanish and French aircraft"."""
NOBODY = frozenset({"nobody", "none", "noone", "no-one"})
TOWNS = frozenset({"town", "village", "city", "suburb", "township", "hamlet"})
HELD_SITES = frozenset({"capture", "hold", "advance", "withdraw", "siege"})
"""Types of which an airport may be the place; what is bombed there is a target."""
BARE = frozenset({"territory", "land", "ground", "soil", "space", "percent", "cent", "share", "swathe", "swath"})
"""Nouns that name no place by themselves: "lost territory" is nowhere in particular."""
_WHICH = re.compile(r"\s+(of|in|at|from)(?:\s+the)?\s+")


def fill_roles(scene: Scene, match: Match, ruled: Fillers, judge: Judge) -> Fillers:
    """Return the fillers of each role; `ruled` are those that the rule's slots found."""
    if match.rule.id not in judge.rules or scene.tree.tokens[match.index].upos == "NUM":
        return ruled
    seen = around(scene, match, ruled)
    asked = [i for i in candidates(scene, match) if not _outside_speech(scene, match.index, i)]
    features = {index: role_features(scene, seen, index) for index in asked}
    found: Fillers = {}
    for role, model in judge.roles.items():
        scores = _shared(scene, {index: model.score(features[index]) for index in asked})
        chosen = [(score, index) for index, score in scores.items() if score >= model.threshold]
        chosen += _of_the_other(scene, match, chosen)
        if role == "actor":
            chosen = [item for item in chosen if not _mere_act(scene, item[1]) and not (_nobody(scene.tree, item[1]) and _is_claimed(scene, match))]
        if role == "place":
            chosen = _told_whole(scene, match, chosen)
        found[role] = _worded(scene, match, role, chosen)
    _settle(scene, match, ruled, found)
    settle_sides(scene, match, found)
    found |= {role: in_one(scene, found[role]) for role in ("actor", "target")}
    found["place"] = with_lands_of(scene, without_far_seat(scene, match, without_far_points(scene, found["place"])))
    return found


def _of_the_other(scene: Scene, match: Match, chosen: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Give the Rabia of "the liberation of Zumar and that of Rabia" the role that Zumar has."""
    tree, known = scene.tree, {index for _, index in chosen}
    own = [score for score, index in chosen if index in tree.children(match.index, "nmod")]
    others = [i for i in tree.children(match.index, "conj") if tree.lemma(i) in ("that", "those")]
    far = [j for i in others for j in tree.children(i, "nmod") if j not in known]
    return [(max(own), index) for index in far] if own else []


def _told_whole(scene: Scene, match: Match, chosen: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Put "the villages" in the place of "the town", where what is told is "the villages east of the town"."""
    marks = landmarks(scene)
    heads: dict[int, float] = {}
    for score, index in chosen:
        head = marks.get(index, index)
        head = _site_of(scene, head) if match.rule.type in HELD_SITES else head
        head = index if head in match.words else head
        heads[head] = max(score, heads.get(head, 0.0))
    return [(score, index) for index, score in heads.items()]


def _site_of(scene: Scene, index: int) -> int:
    """Return the airport of "the airport of Goma", the consulate of "Turkey's consulate": another place than whose it is."""
    head = scene.tree.head(index)
    return head if head >= 0 and is_owned(scene, index, head) else index


def _settle(scene: Scene, match: Match, ruled: Fillers, found: Fillers) -> None:
    """Fill what the models left empty where the type says who it is: who has fighters, suffers, is fled from, claims an attack."""
    if match.rule.type == "strength" and not found["actor"]:
        found["actor"] = ruled["actor"] or _subjects_of(scene, match, SENDING)
    if match.rule.id == "clash-defeat":
        dealt = _subjects_of(scene, match, DEALING)
        found["target"] = tuple(one for one in found["target"] if not _within(one, dealt))
        found["actor"] = found["actor"] or dealt
    if match.rule.id == "clash-defeat" and not found["target"]:
        found["target"] = ruled["target"]
        found["actor"] = tuple(one for one in found["actor"] if one not in ruled["target"])
    if match.rule.type in ("capture", "territory") and scene.tree.lemma(match.index) in LOSING:
        losers = [scene.tree.tokens[i].start for slot in ("poss", "subject") for i in match.slots.get(slot, ())]
        lost = tuple(one for one in found["actor"] if any(one.start <= spot < one.end for spot in losers))
        found["actor"] = tuple(one for one in found["actor"] if one not in lost)
        found["target"] += tuple(one for one in lost if one not in found["target"])
    if match.rule.type == "capture" and scene.tree.lemma(match.index) in FREEING:
        freed_from = tuple(one for one in found["actor"] if singular(one.words.split()[-1].casefold()) in ENEMY)
        found["actor"] = tuple(one for one in found["actor"] if one not in freed_from)
        found["target"] += tuple(one for one in freed_from if one not in found["target"])
    if match.rule.type in ("capture", "hold"):
        found["target"] = tuple(one for one in found["target"] if not _names_a_base(scene, one))
    if match.rule.type == "capture":
        winners = _takers_above(scene, match)
        found["target"] = tuple(one for one in found["target"] if not _within(one, winners))
    if match.rule.type == "hold" and not found["actor"]:
        found["actor"] = _in_whose_hands(scene, match)
    if match.rule.type == "displace" and not found["actor"]:
        found["actor"] = _fled_from(scene, match)
        found["place"] = tuple(one for one in found["place"] if not _within(one, found["actor"]))
    if match.rule.type in CLAIMED and not found["actor"]:
        found["actor"] = _claimers(scene, match)
    if match.rule.type == "hold" and hyphened_agent(scene.tree, match.index):
        found["actor"] = tuple(side_filler(scene, i, match) for i in hyphened_agent(scene.tree, match.index))
        found["place"] = ruled["place"] or found["place"]


def _subjects_of(scene: Scene, match: Match, verbs: frozenset[str]) -> tuple[Filler, ...]:
    """Return the subject of the verb whose object a trigger is: "Europe has sent 6,000 fighters", "dealt the group defeats"."""
    tree, verb = scene.tree, scene.tree.head(match.index)
    if verb < 0 or tree.lemma(verb) not in verbs or tree.rel(match.index) not in ("obj", "iobj"):
        return ()
    heads = subjects(tree, verb)
    which = next((i for i in tree.children(verb, "nsubj") if tree.lemma(i) == "which" and i > 1), -1)
    if which > 0 and tree.tokens[which - 1].words == "," and tree.tokens[which - 2].upos in ("NOUN", "PROPN"):
        heads = [which - 2]  # ", which" takes up the noun right before it
    return tuple(side_filler(scene, i, match) for i in heads)


def _names_a_base(scene: Scene, one: Filler) -> bool:
    """Tell a numbered unit that a base is called by, whoever sits in it: "the base of the 93rd Brigade", "the 17th Division's headquarters"."""
    tree = scene.tree
    inside = {t.index for t in tree.tokens if one.start <= t.start < one.end}
    above = {tree.head(index) for index in inside} - inside - {-1}
    return one.words[:1].isdigit() and any(tree.lemma(index) in BASES for index in above)


def _in_whose_hands(scene: Scene, match: Match) -> tuple[Filler, ...]:
    """Return whose control or hands something is told to be in: "remain under enemy control", "is in the hands of the rebels"."""
    tree = scene.tree
    nouns = [i for name in ("under", "in") for i in match.slots.get(name, ()) if tree.lemma(i) in GRIPS]
    owners = [j for i in nouns for j in (*tree.children(i, "compound", "amod", "nmod:poss"), *tree.children(i, "nmod"))]
    sides = [j for j in owners if "side" in scene.classes(j) or tree.lemma(j) in ENEMY]
    return tuple(side_filler(scene, j, match) for j in sides[:1])


def _takers_above(scene: Scene, match: Match) -> tuple[Filler, ...]:
    """Return who goes on to take more: "a week after the fall of Tell Abyad, Kurdish forces have taken Ayn Issa"."""
    tree = scene.tree
    verb = next((i for i in tree.ancestors(match.index) if tree.is_verb(i)), -1)
    if verb < 0 or tree.lemma(verb) not in TAKING or tree.tokens[match.index].upos != "NOUN":
        return ()
    return tuple(side_filler(scene, i, match) for i in subjects(tree, verb))


def _within(one: Filler, others: tuple[Filler, ...]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)


def _fled_from(scene: Scene, match: Match) -> tuple[Filler, ...]:
    """Find the armed side that people flee: "farmers fled Boko Haram", "villagers escaped from the militia"."""
    if scene.tree.lemma(match.index) not in FLEEING:
        return ()
    heads = [i for name in ("object", "from") for i in match.slots.get(name, ())]
    armed = [i for i in heads if "side" in scene.classes(i) and not {"people", "place"} & scene.classes(i)]
    return tuple(side_filler(scene, i, match) for i in armed)


def _claimers(scene: Scene, match: Match) -> tuple[Filler, ...]:
    """Find who claims an attack: "the group claimed responsibility for an attack on a hotel"."""
    tree = scene.tree
    for i in tree.ancestors(match.index)[:2]:
        owned = any(tree.lemma(j) == "responsibility" for j in tree.children(i, "obj", "nsubj"))
        if tree.lemma(i) in ("claim", "take", "accept") and (
            owned or tree.lemma(tree.head(match.index)) == "responsibility"
        ):
            heads = [j for j in subjects(tree, i) if not _nobody(tree, j)]
            return tuple(side_filler(scene, j, match) for j in heads)
    return ()


def _is_claimed(scene: Scene, match: Match) -> bool:
    """Tell the attack that a responsibility is for: "no group has claimed responsibility for the attack" does not say who did it."""
    tree = scene.tree
    return match.rule.type in CLAIMED and any(tree.lemma(i) in ("responsibility", "claim") for i in tree.ancestors(match.index)[:2])


def _nobody(tree: Tree, index: int) -> bool:
    """Tell "nobody", "no group", "neither side"."""
    return tree.lemma(index) in NOBODY or any(tree.lemma(i) in ("no", "neither") for i in tree.children(index, "det"))


def _mere_act(scene: Scene, index: int) -> bool:
    """Tell whether a candidate is an act, which nobody is: the strikes of "the strikes destroyed a bridge"."""
    return "act" in scene.classes(index) and index not in scene.sides


def _shared(scene: Scene, scores: dict[int, float]) -> dict[int, float]:
    """Give coordinated candidates of one kind the best score among them: "in Anbar, Salahuddin and Nineveh" stand or fall together."""
    groups: dict[tuple[int, bool, bool], list[int]] = {}
    for index in scores:
        first = scene.tree.first_conjunct(index)
        groups.setdefault((first, index in scene.places, index in scene.sides), []).append(index)
    return {index: max(scores[i] for i in group) for group in groups.values() for index in group}


def _outside_speech(scene: Scene, trigger: int, index: int) -> bool:
    """Tell whether a candidate stands outside what is said: "Speaking in Vienna, a diplomat said that ...", "X, an office in London said"."""
    tree = scene.tree
    said = scene.book.classes.get("speaker", frozenset())
    for here in [trigger, *tree.ancestors(trigger)]:
        above = tree.head(here)
        complement = above >= 0 and tree.rel(here) in ("ccomp", "parataxis") and tree.lemma(above) in said
        reported = [i for i in tree.children(here, "parataxis") if tree.lemma(i) in said]
        if complement:
            return here not in [index, *tree.ancestors(index)]
        if reported:
            return any(i in [index, *tree.ancestors(index)] for i in reported)
    return False


def _worded(scene: Scene, match: Match, role: str, found: list[tuple[float, int]]) -> tuple[Filler, ...]:
    """Word the chosen candidates, the surest first where two overlap, then in text order."""
    kept: list[Filler] = []
    chosen = {index for _, index in found}
    ranked = sorted(found, key=lambda item: (-round(item[0], 6), item[1]))
    worded = [one for _, i in ranked if role == "place" or not _renamed(scene, i, chosen) for one in wording(scene, match, role, i)]
    for filler in worded:
        inner = role != "place" and any(_holds(other, filler) for other in worded)
        if not inner and all(filler.end <= other.start or other.end <= filler.start for other in kept):
            kept.append(filler)
    return tuple(_without_told(scene, role, sorted(kept, key=lambda filler: (filler.start, filler.end))))


def _holds(whole: Filler, part: Filler) -> bool:
    """Tell "ISIL" within "ISIL-held building": one filler, not two."""
    return whole.start <= part.start and part.end <= whole.end and (whole.start, whole.end) != (part.start, part.end)


def _without_told(scene: Scene, role: str, found: list[Filler]) -> list[Filler]:
    """Leave out what only says which of another is meant: the Ghweran of "residents of Ghweran", the town of "the centre of the town"."""
    text, kept = scene.annotated.document.text, found[:1]
    for one, other in pairwise(found):
        joint = _WHICH.fullmatch(text[one.end : other.start])
        named = (other.start, other.end) in {(place.start, place.end) for place in scene.places.values()}
        if role == "place" and joint and joint[1] == "of" and not named and kept[-1] is one:
            kept[-1] = replace(one, end=other.end, words=text[one.start : other.end])
        elif role == "place" or not joint or (joint[1] == "of" and not named):
            kept.append(other)
    return kept


def _renamed(scene: Scene, index: int, chosen: set[int]) -> bool:
    """Tell whether another chosen word names the same: the envoy of "the UN envoy, Staffan de Mistura", the bracketed short name."""
    tree = scene.tree
    if tree.rel(index) == "appos" and tree.head(index) in chosen:
        bracketed = index > 0 and tree.tokens[index - 1].words in ("(", "[")
        return bracketed or tree.tokens[index].upos != "PROPN"
    named = [i for i in tree.children(index, "appos") if i in chosen and tree.tokens[i].upos == "PROPN"]
    return bool(named) and named[0] in scene.people and not tree.children(named[0], "conj") and named[0] > index


def wording(scene: Scene, match: Match, role: str, index: int) -> list[Filler]:
    """Return the words that a candidate gives for a role: a place's name, or the phrase of a side or victim."""
    if role != "place":
        return _two_peoples(scene, index, match) or [side_filler(scene, index, match)]
    whole = reached(scene, index)
    if whole is not None:
        return [whole]
    place = scene.places.get(index)
    if place is not None:
        return [whole_name(scene.annotated.document.text, scene.places[i]) for i in _towns_told(scene, index) or [index]]
    if scene.tree.lemma(index) in BARE and not any(i in scene.places for i in scene.tree.children(index)):
        return []
    named = named_places(scene, index)[:1]
    if named:
        return named
    first, last = phrase_range(scene, index)
    first = after_held(scene, first, index)
    start, end = scene.tree.tokens[first].start, scene.tree.tokens[last].end
    words = scene.annotated.document.text[start:end]
    if "(" in words.strip("(") and ")" not in words:  # "al-Ra'i (Cobanbey": half a bracket is no part of a name
        words = words.partition("(")[0].rstrip()
    return [Filler(start, start + len(words), words, "description")]


def _towns_told(scene: Scene, index: int) -> list[int]:
    """Return the towns that a noun with a place before it stands for: Daraya of "the Damascus suburb of Daraya"."""
    tree = scene.tree
    if tree.lemma(index) not in TOWNS:
        return []
    named = [i for i in tree.children(index, "nmod") if tree.case(i) == "of" and i in scene.places]
    return [j for i in named for j in tree.with_conjuncts(i) if j in scene.places]


def _modifiers(scene: Scene, index: int) -> int:
    """Count the small words between two peoples and their noun: "military" of "U.S. and coalition military forces"."""
    tokens, count = scene.tree.tokens, 0
    while count < 2 and index - count > 3 and tokens[index - count - 1].words in ("military", "security", "armed", "air", "ground", "government"):
        count += 1
    return count


def _two_named(scene: Scene, last: int) -> tuple[Filler, Filler] | None:
    """Find two sides joined before a noun that both share, each of a name of its own: "Syrian Army and Hezbollah fighters"."""
    tokens, other = scene.tree.tokens, scene.sides.get(last)
    first = next((t.index for t in tokens if other is not None and t.start == other.start), -1)
    if other is None or first < 2 or tokens[first - 1].words not in ("and", "or") or not other.words[:1].isupper():
        return None
    one = scene.sides.get(first - 2)
    return (one, other) if one is not None and " " in one.words and one.words[:1].isupper() else None


def _is_state(token: Token) -> bool:
    """Tell "Afghan", "U.S.", "UK" before a noun."""
    short = token.words.replace(".", "")
    return token.words[:1].isupper() and (token.upos == "ADJ" or (short.isupper() and 1 < len(short) < 4))


def _two_peoples(scene: Scene, index: int, match: Match) -> list[Filler]:
    """Cut "Kurdish and Iraqi troops" into "Kurdish" and "Iraqi troops", "army and special forces" likewise: two sides, one noun."""
    tree, tokens = scene.tree, scene.tree.tokens
    classes = scene.classes(index)
    several = tokens[index].xpos == "NNS" or tree.lemma(index) in MASSED
    if index < 3 or not several or "side" not in classes or "people" in classes:
        return []  # refugees of two countries stay one phrase
    between = _modifiers(scene, index)
    if index - between < 3:
        return []
    named = _two_named(scene, index - between - 1)
    if named is not None:
        whole, text = side_filler(scene, index, match), scene.annotated.document.text
        return [named[0], Filler(named[1].start, whole.end, text[named[1].start : whole.end], whole.kind)]
    one, joint, other = tokens[index - between - 3 : index - between]
    peoples = one.words[:1].isupper() and other.words[:1].isupper() and one.upos == other.upos == "ADJ"
    peoples = peoples or (one.upos == "NOUN" and "side" in scene.classes(one.index) and other.upos == "ADJ")
    peoples = peoples or (_is_state(one) and (_is_state(other) or "side" in scene.classes(other.index)))
    if not peoples or joint.words not in ("and", "or") or not {one.head, other.head} <= {index, one.index, other.index}:
        return []
    whole = side_filler(scene, index, match)
    if tree.rel(other.index) not in ("conj", "amod", "compound"):
        return []
    text = scene.annotated.document.text
    first, second = (one.start, one.end), (other.start, whole.end)
    return [Filler(start, end, text[start:end], whole.kind) for start, end in (first, second)]
