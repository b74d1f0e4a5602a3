"""What makes one claim of a sentence: acts told twice are one, and one word told of several days is several."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from whoholds.extract.arguments import objects
from whoholds.extract.choose import Chosen
from whoholds.extract.scene import Scene
from whoholds.extract.tree import Tree
from whoholds.records import Claim, Filler, Quantity, Token, When

ONE_ACT = frozenset({"capture", "hold", "siege", "strike", "casualties", "displace"})
"""Types whose conjoined verbs tell one act of one object ("seized and secured", "killed and wounded"); of the others, such
as abuse and destroy, each verb is an act of its own."""
LONGEST_ASIDE = 8
"""Words between two commas that may stand between a place and its day."""
JOINING = frozenset({"ADP", "DET", "CCONJ", "PUNCT"})
"""What may stand between a place and its day, and between a day and the next place."""


FARTHEST_DAY = 8
"""Words between a number and its own day: "78,000 square kilometres in Iraq and Syria on 14 December"."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several places that a word is told of, with its own day; `start` to `end` is where both stand."""

    when: When
    start: int
    end: int


def said_once(scene: Scene, chosen: Sequence[Chosen]) -> list[Chosen]:
    """Leave out what tells again what another trigger of its type tells: the battle of "defeat in the battle of Fada"."""
    kept: list[Chosen] = []
    for one in chosen:
        others = [other for other in chosen if other.match.rule.type == one.match.rule.type and other is not one]
        if not any(_tells_again(scene.tree, one, other) for other in others):
            kept.append(one)
    return kept


def _tells_again(tree: Tree, one: Chosen, other: Chosen) -> bool:
    index, above, kind = _top(tree, one), _top(tree, other), one.match.rule.type
    if tree.is_verb(index):
        instrument = kind == "attack" and tree.rel(above) == "nsubj" and tree.head(above) == index
        return instrument or _same_act(tree, above, index, kind)
    if tree.tokens[index].upos not in ("NOUN", "PROPN"):
        return False
    if tree.rel(index) == "obl" and tree.rel(above) == "obj":  # "suffered a defeat in the battle of Fada"
        return tree.head(index) == tree.head(above) and tree.case(index) == "in"
    if tree.head(index) != above:
        return False
    if tree.is_verb(above):
        counted = kind == "strength" and tree.case(index) in ("", "between")  # "may field between 900 and 1,200 soldiers"
        return counted or tree.rel(index) == "obj" or tree.tokens[index].deprel == "nsubj:pass"
    return tree.rel(index) == "nmod" and tree.case(index) in ("in", "of", "at")


def _top(tree: Tree, one: Chosen) -> int:
    """Return the word that governs a trigger's others: "road" of "supply road"."""
    words = one.match.words
    return next((i for i in words if tree.head(i) not in words), one.match.index)


def _same_act(tree: Tree, first: int, second: int, kind: str) -> bool:
    """Tell conjoined verbs of one object: "surrounded and encircled the garrison"."""
    joined = first < second and tree.is_verb(first) and tree.first_conjunct(first) == tree.first_conjunct(second)
    what = objects(tree, first)
    return kind in ONE_ACT and joined and bool(what) and what == objects(tree, second)


def parts_of(scene: Scene, places: Sequence[Filler], times: Sequence[When], trigger: Collection[int] = ()) -> list[Part]:
    """Find the places that each have a day right behind them: "Goma in January and Bukavu in February".

    The trigger may stand before the first day: "Goma fell in January, Bukavu in February"; a day may stand in a clause about its place.
    Returns nothing unless each place has one, each day differs, and only "and" or a comma joins one pair to the next.
    """
    spots = sorted(places, key=lambda place: place.start)
    days = sorted((t for t in times if t.type in ("DATE", "TIME")), key=lambda when: when.mention.start)
    found: list[Part] = []
    for spot in spots:
        behind = [when for when in days if when.mention.start >= spot.end]
        joined = (when for when in behind if _joins(scene, spot.end, when.mention.start, () if found else trigger))
        day = next(joined, None) or next((when for when in behind[:1] if _told_of(scene, spot, when)), None)
        if day is None:
            return []
        found.append(Part(day, spot.start, day.mention.end))
    pairs = list(pairwise(found))
    return found if pairs and all(_joins(scene, one.end, other.start) for one, other in pairs) else []


def days_of(scene: Scene, amounts: Sequence[Quantity], times: Sequence[When], usual: When | None) -> list[When | None]:
    """Give each of several numbers its own day: "78,000 on 14 December, against 90,800 on 1 January".

    One without a day behind it has the usual one of its claim, unless that is another's own: "about 400 members, down from 1,269 in 2000".
    """
    own = [_day_behind(scene, amount, amounts, times) for amount in amounts]
    return [day or (usual if usual not in own else None) for day in own] if any(own) else [usual] * len(own)


def _day_behind(scene: Scene, amount: Quantity, amounts: Sequence[Quantity], times: Sequence[When]) -> When | None:
    """Find the first day behind a number, before any other number, verb or comma."""
    behind = (t for t in times if t.type == "DATE" and t.mention.start >= amount.end)
    day = min(behind, key=lambda when: when.mention.start, default=None)
    if day is None or any(amount.end <= other.start < day.mention.start for other in amounts):
        return None
    between = [token for token in scene.tree.tokens if amount.end <= token.start < day.mention.start]
    apart = any(token.upos in ("VERB", "AUX", "PUNCT", "NUM") for token in between)
    return None if apart or len(between) > FARTHEST_DAY else day


def own_fillers(claims: Sequence[Claim], amounts: Sequence[Quantity]) -> list[Claim]:
    """Leave to each of several numbers the sides and places that stand with it, where each number has some.

    "287 militants, 120 soldiers and 26 fighters were killed by shells": each number has its own dead, and all have what killed them.
    """
    starts, first = [amount.start for amount in amounts], claims[0]
    shares = zip(*(_shared_out(starts, role) for role in (first.actors, first.targets, first.places)), strict=True)
    return [
        replace(claim, actors=actors, targets=targets, places=places)
        for claim, (actors, targets, places) in zip(claims, shares, strict=True)
    ]


def _shared_out(starts: Sequence[int], fillers: tuple[Filler, ...]) -> list[tuple[Filler, ...]]:
    behind = [bisect_right(starts, filler.start) for filler in fillers]
    if not starts or set(range(1, len(starts) + 1)) - set(behind):
        return [fillers] * len(starts)
    return [tuple(f for f, spot in zip(fillers, behind, strict=True) if spot in (0, number)) for number in range(1, len(starts) + 1)]


def _told_of(scene: Scene, spot: Filler, day: When) -> bool:
    """Tell whether a day stands in what is told of a place: "the dam, which they secured on 26 December", not "had lost in May"."""
    tree = scene.tree
    at = next((token.index for token in tree.tokens if token.start <= day.mention.start < token.end), None)
    clause = next((i for i in tree.ancestors(at) if tree.tokens[i].deprel == "acl:relcl"), None) if at is not None else None
    if clause is None or any(tree.tokens[i].words.lower() == "had" for i in tree.children(clause, "aux")):
        return False
    return spot.start <= tree.tokens[tree.head(clause)].start < spot.end


def _joins(scene: Scene, start: int, end: int, told: Collection[int] = ()) -> bool:
    between = [token for token in scene.tree.tokens if start <= token.start < end and token.index not in told]
    between = _without_aside([token for token in between if token.words not in ("that", "those")])
    return start <= end and len(between) < 4 and all(token.upos in JOINING for token in between)


def _without_aside(tokens: list[Token]) -> list[Token]:
    """Leave out what stands between two commas: "Rabia, with its crossing to Syria, on 30 September"."""
    commas = [i for i, token in enumerate(tokens) if token.words == ","]
    return tokens[commas[-1] + 1 :] if len(commas) > 1 and commas[0] == 0 and commas[-1] <= LONGEST_ASIDE else tokens
