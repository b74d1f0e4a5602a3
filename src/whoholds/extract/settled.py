"""What grammar settles after the models have chosen who acts and who suffers: agents, commanders, those who only ask, bare numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.extract.arguments import OBJECT_CONTROL, RELATIVE, agents, hyphened_agent, subjects
from whoholds.extract.fillers import side_filler
from whoholds.extract.match import Match
from whoholds.extract.modality import is_infinitive
from whoholds.extract.scene import Scene
from whoholds.extract.speakers import governing_speakers, hearers
from whoholds.records import Filler
from whoholds.rules.lexicon import open_speech

Fillers = dict[str, tuple[Filler, ...]]

REPELLING = frozenset({"repel", "repulse", "foil", "thwart", "beat", "fend", "halt", "stop", "resist", "defeat"})
TRIES = frozenset({"attempt", "attack", "assault", "offensive", "raid", "push", "advance", "counterattack", "counter-attack", "incursion"})
DEFEATS = frozenset({"defeat", "setback", "reverse", "reversal", "rout", "humiliation", "collapse"})
LOST = frozenset({"lose", "cede", "surrender", "forfeit"})
DOING = frozenset("capture hold advance siege clash strike attack abuse".split())
HANDS = frozenset({"control", "hand", "hands", "rule", "occupation", "administration"})
COUNTS = frozenset("dozens hundreds thousands scores tens many several others more some another both none".split())
HARM = frozenset({"wound", "injury", "loss", "casualty", "death", "burn", "fatality"})
"""What victims suffer, and are not."""
LANDS = frozenset({"country", "nation", "homeland", "government", "administration"})
ASKING = frozenset("demand request appeal force compel allow enable help persuade pressure".split()) | OBJECT_CONTROL
"""Verbs whose addressee, not their subject, is to do what the clause under them says."""
_UNDER = re.compile(r"^,? (?:(?:then|now) )?(?:under|led by|headed by|commanded by)(?: the command of| the)? $", re.IGNORECASE)
_LOYAL = re.compile(r"^ (?:loyal|allied|answering|faithful) to (?:the )?$", re.IGNORECASE)


_LENGTH, _BEARING = r"\d\s?(?:km|kms|kilomet(?:er|re)s?|miles?)\s+", r"(?:north|south|east|west)[a-z-]*"
_FAR_FROM = re.compile(rf"{_LENGTH}(?:to the\s+)?(?:due\s+)?{_BEARING}\s+(?:of|from)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)
_BESIDE = re.compile(rf"^,? (?:just |to the )?{_BEARING} of (?:the )?(?:(?:city|town|village) of )?$", re.IGNORECASE)
_SEAT_OF = re.compile(r"^,? (?:the |a )?(?:[\w-]+ )?capital of (?:the )?(?:[A-Z]\w+['’]s )?$")
_AWAY = re.compile(rf"{_LENGTH}(?:away\s+|to the\s+)?(?:(?:due\s+)?{_BEARING}\s+)?(?:of|from)\s+$", re.IGNORECASE)
_NEAR = 60
"""Letters before a place in which a distance to it stands."""


def without_far_points(scene: Scene, places: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave out what only says where something else lies: the Mosul of "45 km south of Mosul", the Aleppo of "Sawran, north of Aleppo"."""
    text, start = scene.annotated.document.text, scene.tree.sentence.start
    near = [one for one in places if not _FAR_FROM.search(text[max(start, one.start - _NEAR) : one.start])]
    return tuple(one for one in near if not any(_BESIDE.match(_between(scene, other, one)) for other in near))


def with_lands_of(scene: Scene, places: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Add the province whose capital a place is said to be: "Ramadi, the capital of Anbar province, fell"."""
    spots = {(one.start, one.end) for one in places}
    named = sorted((p for p in {*scene.places.values()} if p.kind != "demonym" and (p.start, p.end) not in spots), key=lambda p: (p.start, p.end))
    added = [next((p for p in reversed(named) if _SEAT_OF.match(_between(scene, one, p))), None) for one in places]
    new = [p for p in dict.fromkeys(added) if p is not None and not any(p.start < one.end and one.start < p.end for one in places)]
    return (*places, *new)


def without_far_seat(scene: Scene, match: Match, places: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave out the town that lies "31 miles from the group's capital": it is not that capital."""
    tree, text = scene.tree, scene.annotated.document.text
    if match.rule.type != "hold" or tree.tokens[match.index].upos != "NOUN":
        return places
    left = [i for i in tree.children(match.index, "nmod:poss", "det", "amod", "compound") if i < match.index]
    left += [j for i in left for j in tree.children(i, "det", "amod", "compound")]
    first = min([match.start, *(tree.tokens[i].start for i in left)])
    if not _AWAY.search(text[max(tree.sentence.start, first - _NEAR) : first]):
        return places
    return tuple(one for one in places if one.start >= first)


def settle_sides(scene: Scene, match: Match, found: Fillers) -> None:
    """Set right, in place, what the tree says plainly of the actors and targets of one trigger."""
    found["actor"] = _loyal(scene, _without_commanders(scene, _without_owners(scene, found["actor"])))
    doers = tuple(one for one in _doers(scene, match) if all(one.end <= other.start or other.end <= one.start for other in found["target"]))
    found["actor"] = _without_askers(scene, match, found["actor"]) or doers
    _beaten_off(scene, match, found)
    found["actor"] = _without_inner(scene, match, found["actor"])
    _backed(scene, match, found)
    _lost_to(scene, match, found)
    _fought_against(scene, match, found)
    _whose_defeat(scene, match, found)
    _hosted(scene, match, found)
    _in_whose_hands(scene, match, found)
    _without_speakers(scene, match, found)
    heard = [scene.tree.tokens[i].start for i in hearers(scene.tree, match.index, open_speech())]
    found["actor"] = tuple(one for one in found["actor"] if not any(one.start <= spot < one.end for spot in heard))
    found["actor"] = found["actor"] or _who(scene, match, found["target"])
    for role in ("actor", "target"):
        found[role] += tuple(one for one in _second_half(scene, match, found[role]) if one not in found[role])
    if match.rule.type == "casualties":
        found["target"] = tuple(one for one in found["target"] if not _is_count(scene, one))


def _without_speakers(scene: Scene, match: Match, found: Fillers) -> None:
    """Leave out who only says it, where somebody else does it: "the president said his country would intensify its strikes"."""
    if len(found["actor"]) < 2 or match.rule.type == "statement":
        return
    spots = [scene.tree.tokens[each.head].start for each in governing_speakers(scene.tree, match.index, open_speech())]
    doers = tuple(one for one in found["actor"] if not any(one.start <= spot < one.end for spot in spots))
    found["actor"] = doers or found["actor"]


def _fought_against(scene: Scene, match: Match, found: Fillers) -> None:
    """Make who is fought against the one who suffers: "the fight against the Lord's Resistance Army has moved to Congo"."""
    if match.rule.type not in DOING:
        return
    spots = [scene.tree.tokens[i].start for i in match.slots.get("against", ())]
    moved = tuple(one for one in found["actor"] if any(one.start <= spot < one.end for spot in spots))
    found["actor"] = tuple(one for one in found["actor"] if one not in moved)
    found["target"] += tuple(one for one in moved if one not in found["target"])


def _whose_defeat(scene: Scene, match: Match, found: Fillers) -> None:
    """Make the owner of a defeat its sufferer: "the junta's defeat at Lashio", not "the army's defeat of the rebels"."""
    tree, index = scene.tree, match.index
    if match.rule.type != "clash" or tree.lemma(index) not in DEFEATS or tree.tokens[index].upos != "NOUN":
        return
    owners = tree.children(index, "nmod:poss")
    beaten = [i for i in tree.children(index, "nmod") if tree.case(i) == "of" and "side" in scene.classes(i)]
    moved = tuple(one for one in found["actor"] if any(_holds(scene, one, i) for i in beaten or owners))
    found["actor"] = tuple(one for one in found["actor"] if one not in moved)
    found["target"] += tuple(one for one in moved if one not in found["target"])


def _in_whose_hands(scene: Scene, match: Match, found: Fillers) -> None:
    """Read the holder before a noun of holding: "under enemy control", "in rebel hands"."""
    tree, index = scene.tree, match.index
    if match.rule.type == "hold" and tree.lemma(index) in HANDS and not found["actor"]:
        owners = [i for i in tree.children(index, "compound", "amod", "nmod") if i < index and {"side", "armed"} & scene.classes(i)]
        found["actor"] = tuple(side_filler(scene, i, match) for i in owners)


def _hosted(scene: Scene, match: Match, found: Fillers) -> None:
    """Count who hosts talks among the parties: "Qatar hosted talks between the Taliban and Kabul"."""
    tree, verb = scene.tree, scene.tree.head(match.index)
    if match.rule.type == "talks" and verb >= 0 and tree.lemma(verb) == "host" and tree.rel(match.index) == "obj":
        hosts = [side_filler(scene, i, match) for i in tree.children(verb, "nsubj") if tree.tokens[i].upos != "PRON"]
        found["actor"] = (*(one for one in hosts if one not in found["actor"]), *found["actor"])


def _without_commanders(scene: Scene, actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave the general of "a corps under General Petrov advanced" out: the corps acts."""
    return tuple(one for one in actors if not any(_UNDER.match(_between(scene, other, one)) for other in actors))


def _without_owners(scene: Scene, actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave "their" out of "their leader, Abu Walid, vowed": the leader speaks, by title or by name."""
    tree = scene.tree
    owners = [t.index for t in tree.tokens if t.deprel == "nmod:poss" and t.upos == "PRON"]
    spare = []
    for i in owners:
        head = tree.head(i)
        others = [one for one in actors if any(_holds(scene, one, j) for j in (head, *tree.children(head, "appos")))]
        spare += [one for one in actors if _heads(scene, one, i) and any(other is not one for other in others)]
        if tree.lemma(head) in LANDS and len(actors) > 1:  # "his country would intensify its strikes": not he himself
            spare += [one for one in actors if _heads(scene, one, i)]
    return tuple(one for one in actors if one not in spare)


def _loyal(scene: Scene, actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Make one filler of "troops" and "the former president" in "troops loyal to the former president"."""
    kept: list[Filler] = []
    for one in actors:
        if kept and _LOYAL.match(_between(scene, kept[-1], one)):
            start = kept[-1].start
            kept[-1] = replace(kept[-1], end=one.end, words=scene.annotated.document.text[start : one.end])
        else:
            kept.append(one)
    return tuple(kept)


def _between(scene: Scene, first: Filler, second: Filler) -> str:
    return scene.annotated.document.text[first.end : second.start] if first.end < second.start else ""


def _without_askers(scene: Scene, match: Match, actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave out who only asks: the minister of "the minister called on the Council to impose sanctions"."""
    tree = scene.tree
    for below in [match.index, *tree.ancestors(match.index)]:
        above = tree.head(below)
        bidden = tree.rel(below) in ("xcomp", "advcl", "ccomp") and (tree.rel(below) != "advcl" or is_infinitive(tree, below))
        if above < 0 or not bidden or tree.lemma(above) not in ASKING:
            continue
        asked = tree.children(above, "obj", "iobj", "obl")
        told = [one for one in actors for i in asked if _holds(scene, one, i)]
        subject = tree.children(above, "nsubj")
        if told:
            return tuple(one for one in actors if one in told or not any(_holds(scene, one, i) for i in subject))
    return actors


def _doers(scene: Scene, match: Match) -> tuple[Filler, ...]:
    """Return who is said to do it: "by the rebels" of a passive however far off, "Iranian" of "Iranian-backed"."""
    tree = scene.tree
    if not tree.is_verb(match.index) or not tree.is_passive(match.index):
        return ()
    before = [i for i in hyphened_agent(tree, match.index) if tree.tokens[match.index - 1].words in ("-", "–") and i == match.index - 2]
    by = [i for i in agents(tree, match.index) if i not in before and "side" in scene.classes(i) and not _by_means(scene, i)]
    named = [i for i in before if tree.tokens[i].words[:1].isupper()]
    return tuple(side_filler(scene, i, match) for i in by or named)


def _beaten_off(scene: Scene, match: Match, found: Fillers) -> None:
    """Read "repelled an attempt by regime troops to storm the village": the troops were repelled, not the attempt."""
    tree = scene.tree
    if match.rule.type != "clash" or tree.lemma(match.index) not in REPELLING:
        return
    tries = [i for i in tree.children(match.index, "obj") if tree.lemma(i) in TRIES]
    by = [j for i in tries for j in tree.children(i, "nmod", "nmod:poss") if tree.case(j) in ("by", "of", "") and "side" in scene.classes(j)]
    if by:
        found["actor"] = tuple(one for one in found["actor"] if not any(_holds(scene, one, i) for i in by))
        found["target"] = tuple(side_filler(scene, i, match) for i in by)


def _without_inner(scene: Scene, match: Match, actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave out who stands within the object, where the subject acts: "the rebels beat off a raid by troops, destroying two tanks"."""
    tree = scene.tree
    if not tree.is_verb(match.index) or tree.is_passive(match.index):
        return actors
    acting = [one for one in actors if any(_heads(scene, one, i) for i in subjects(tree, match.index))]
    above = tree.head(match.index) if tree.rel(match.index) == "advcl" else match.index
    inside = tree.children(above, "obj") if above >= 0 else []
    spare = [one for one in actors if one not in acting and any(_within(scene, one, i) for i in inside)]
    return tuple(one for one in actors if one not in spare) if acting else actors


def _within(scene: Scene, one: Filler, index: int) -> bool:
    """Tell whether a filler hangs below a token, which it does not hold itself."""
    tree, heads = scene.tree, [t.index for t in scene.tree.tokens if _heads(scene, one, t.index)]
    return bool(heads) and not _holds(scene, one, index) and index in tree.ancestors(heads[0])


def _backed(scene: Scene, match: Match, found: Fillers) -> None:
    """Read "Turkish-backed rebels" by itself, whoever the rebels then fight: Turkey backs, the rebels are backed."""
    tree, backers = scene.tree, [i for i in hyphened_agent(scene.tree, match.index) if i == match.index - 2]
    backed = tree.head(match.index)
    if match.rule.type != "support" or not backers or backed < match.index or not tree.tokens[backers[0]].words[:1].isupper():
        return
    whole, after = side_filler(scene, backed, match), tree.tokens[match.index + 1].start
    start = max(whole.start, after)
    found["actor"] = (side_filler(scene, backers[0], match),)
    found["target"] = (replace(whole, start=start, words=scene.annotated.document.text[start : whole.end]),)


def _lost_to(scene: Scene, match: Match, found: Fillers) -> None:
    """Make those actors to whom a side lost something: "the junta lost 86 towns to ethnic armed groups"."""
    tree = scene.tree
    if tree.lemma(match.index) not in LOST or match.rule.type not in ("capture", "territory"):
        return
    gainers = [j for i in tree.children(match.index, "obl") if tree.case(i) == "to" for j in tree.with_conjuncts(i)]
    moved = tuple(one for one in found["target"] if any(_heads(scene, one, i) for i in gainers))
    found["target"] = tuple(one for one in found["target"] if one not in moved)
    found["actor"] += tuple(one for one in moved if one not in found["actor"])


def _who(scene: Scene, match: Match, targets: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Return the armed side before "who" and "which": "militants, who still control the countryside, stormed a hotel"."""
    tree, index = scene.tree, match.index
    if match.rule.type not in DOING or not tree.is_verb(index) or tree.is_passive(index) or tree.lemma(index) in LOST:
        return ()
    if tree.tokens[index].deprel != "acl:relcl" or not any(tree.lemma(i) in RELATIVE for i in tree.children(index, "nsubj")):
        return ()
    head = tree.head(index)
    one = side_filler(scene, head, match)
    armed = "side" in scene.classes(head) and not {"people", "place"} & scene.classes(head)
    return (one,) if armed and not any(one.start < other.end and other.start < one.end for other in targets) else ()


def _by_means(scene: Scene, index: int) -> bool:
    """Tell "by helicopter" from "by a helicopter" and "by rebels"."""
    return scene.tree.tokens[index].xpos == "NN" and not scene.tree.children(index, "det", "nmod:poss", "amod", "compound")


def _second_half(scene: Scene, match: Match, chosen: tuple[Filler, ...]) -> list[Filler]:
    """Return the villagers of "soldiers of the army and villagers", which readers hang on the army."""
    tree, found = scene.tree, []
    heads = [t.index for t in tree.tokens if t.xpos == "NNS" and any(_heads(scene, one, t.index) for one in chosen)]
    for owner in [i for head in heads for i in tree.children(head, "nmod") if tree.case(i) == "of"]:
        for other in tree.children(owner, "conj"):
            several = tree.tokens[other].xpos == "NNS" and tree.tokens[owner].xpos in ("NN", "NNP")
            acts = {"side", "people", "armed"} & scene.classes(other)
            if several and acts and not tree.children(other, "case") and not any(_holds(scene, one, other) for one in chosen):
                found.append(side_filler(scene, other, match))
    return found


def _is_count(scene: Scene, one: Filler) -> bool:
    """Tell "dozens", "69" and "wounds" from people: "wounding dozens", "suffered wounds"."""
    words = [t for t in scene.tree.tokens if one.start <= t.start < one.end]
    numbers = all(t.upos == "NUM" or t.words.casefold() in COUNTS for t in words)
    return bool(words) and (numbers or (len(words) == 1 and words[0].lemma.casefold() in HARM))


def _holds(scene: Scene, one: Filler, index: int) -> bool:
    return one.start <= scene.tree.tokens[index].start < one.end


def _heads(scene: Scene, one: Filler, index: int) -> bool:
    governor = scene.tree.head(index)
    return _holds(scene, one, index) and (governor < 0 or not _holds(scene, one, governor))
