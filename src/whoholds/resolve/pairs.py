"""Two sides that one phrase names: "both sides", "the two armies", "the warring parties".

Who they are follows from the claims before: who fought, talked with or accused whom last; else from the two sides heard most.
The weights were set by hand on a quarter of our own annotated texts (128 such phrases) and looked at once on another quarter,
where 108 of 270 names are right; one name of two, as before, could be half of them at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import combinations

from whoholds.actors.nouns import singular
from whoholds.records import Claim, Filler, Link
from whoholds.resolve.scene import NEAR, Heard, Scene

_PAIR = re.compile(
    r"^(?:(?P<two>both|each|either|neither|the two|these two|those two|the other two)(?: of (?:them|the|these|those))?"
    r"|the|the (?:warring|opposing|belligerent|rival|negotiating|conflicting)|warring|opposing|rival)"
    r"(?: (?:\w+ )?(?P<noun>\w+))?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:both|each|either|neither|(?:the|these|those) (?:other )?two|(?:the )?(?:warring|opposing|belligerent|rival|negotiating|conflicting)|the)\s+"
    r"(?:of\s+(?:(?:the|these|those)\s+)?)?$", re.IGNORECASE,
)  # fmt: skip
REACH = 24
"""Code points before the words in which they may stand."""
EACH = ("each", "either", "neither")
"""What speaks of two one by one: "neither side"."""
SIDES = frozenset({"side", "party", "camp", "belligerent", "faction", "delegation", "them", "foe", "enemy", "rival", "opponent"})
BARE = frozenset({"side", "party", "belligerent", "camp"})
"""Which of them are a pair without "both" or "two"."""
NOUNS = {
    "state": frozenset({"country", "state", "nation", "neighbour", "neighbor", "capital"}),
    "government": frozenset({"government"}),
    "army": frozenset({"army", "military"}),
    "force": frozenset({"force", "group", "militia", "movement", "organisation", "organization", "coalition"}),
}
KINDS = frozenset({"armed", "army", "state", "government", "coalition", "party"})
STATE_BODIES = frozenset({"state", "government", "army"})
OPPOSED = frozenset({"clash", "ceasefire", "talks", "attack", "strike", "siege", "statement", "capture", "destroy", "abuse"})
TOGETHER = frozenset({"clash", "ceasefire", "talks"})
"""Claims whose actors, where they are two, may be the two sides."""
TALKING = frozenset({"ceasefire", "talks", "statement", "sanction", "support", "aid", "territory"})
LESS = 0.4
"""What counts of a body that is not the one to act so."""
BACK = 25
"""How many claims back a pair may have met."""
FADE = 0.8
"""What a sentence of distance leaves of a meeting's weight."""
MET = 1.5
"""How much a meeting in a claim counts beside being named."""
HOME = 0.4
"""What it counts for a state that the text tells of a place in it."""
NEW = 0.5
"""What counts of a side that no catalogue knows: more often words for some of a side than a side."""
OFTEN = 0.06
"""What each further mention of a party adds."""


def pair_of(scene: Scene, filler: Filler, type: str) -> tuple[Link, ...]:
    """Return the two sides that words name together, in the order in which they were named; nothing where fewer are known."""
    wanted = _wanted(_with_determiner(scene, filler))
    if not wanted:
        return ()
    parties = _parties(scene, filler, wanted)
    if len(parties) < 2:
        return ()
    met = _meetings(scene, filler)
    if not met and _is_bare(scene, filler):
        return ()  # "the two" may be two men
    here = f"state:{scene.country(filler.start)}"
    worth = {party: one.weight + (HOME if party == here else 0.0) for party, one in parties.items()}
    best = max(combinations(sorted(parties), 2), key=lambda two: (worth[two[0]] + worth[two[1]] + met.get(two, 0.0), two))
    chosen = sorted((parties[one] for one in best), key=lambda party: party.first)
    links = (_body(scene, party, wanted, type) for party in chosen)
    return tuple(replace(link, score=0.6, reason=f'"{filler.words}": one of the two, {link.name}') for link in links)


def _with_determiner(scene: Scene, filler: Filler) -> str:
    """Return the words with what stands before them and says how many: "both", "the two"."""
    before = _BEFORE.search(scene.text[max(0, filler.start - REACH) : filler.start])
    return f"{before[0] if before else ''}{filler.words}"


def _is_bare(scene: Scene, filler: Filler) -> bool:
    found = _PAIR.match(_with_determiner(scene, filler).strip())
    return found is not None and not found["noun"]


def _wanted(words: str) -> str:
    """Return what the words name two of: sides, states, governments, armies or forces; nothing where they name no pair."""
    found = _PAIR.match(words.strip())
    if found is None:
        return ""
    noun = singular(found["noun"].casefold()) if found["noun"] else ""
    each = (found["two"] or "").casefold() in EACH
    plural = noun != (found["noun"] or "").casefold() or noun == "them"
    if (each and not noun) or (noun and plural == each):
        return ""
    if found["two"] is None:
        return "side" if noun in BARE else ""
    return "side" if not noun or noun in SIDES else next((kind for kind, nouns in NOUNS.items() if noun in nouns), "")


@dataclass(slots=True)
class _Party:
    """A side with its bodies: a state is one party with its government and army."""

    weight: float = 0.0
    first: int = 0
    bodies: dict[str, tuple[float, Link]] = field(default_factory=dict)


def _parties(scene: Scene, filler: Filler, wanted: str) -> dict[str, _Party]:
    """Weigh the parties heard: how near and how often each was named."""
    here, found = scene.sentence_of(filler.start), dict[str, _Party]()
    for heard in scene.sides:
        party = _party_of(heard.link)
        own = heard.link.kind in STATE_BODIES
        if heard.link.kind not in KINDS or (wanted in ("state", "government") and not own) or _overlap(heard, filler):
            continue
        distance = here - heard.sentence
        near = NEAR**distance if heard.end <= filler.start else 0.4 * NEAR ** max(0, -distance)
        near *= NEW if heard.link.id.startswith("new:") else 1.0
        one = found.setdefault(party, _Party(first=heard.start))
        one.weight = max(one.weight, near) + OFTEN * min(1.0, near)
        weight, _ = one.bodies.get(heard.link.id, (0.0, heard.link))
        one.bodies[heard.link.id] = (weight + near, heard.link)
    return found


def _overlap(heard: Heard, filler: Filler) -> bool:
    return heard.start < filler.end and filler.start < heard.end


def _party_of(link: Link) -> str:
    return f"state:{link.country}" if link.kind in STATE_BODIES and link.country else link.id


def _body(scene: Scene, party: _Party, wanted: str, type: str) -> Link:
    """Return the body of a party that the words ask for, else the one named most: of those who talk, its government before its army."""
    talking = type in TALKING
    weighed = ((weight * (LESS if talking == (link.kind == "army") else 1.0), link) for weight, link in party.bodies.values())
    link = max(weighed, key=lambda body: (body[0], body[1].id))[1]
    state = scene.catalogue.state(link.country) if link.kind in STATE_BODIES else None
    if state is None or wanted in ("side", "force"):
        return replace(link, name=scene.proper.get(link.id, link.name))
    id = state.id if wanted == "state" else state.branch(wanted)
    return scene.catalogue.link(id, 0.6, "", scene.on)


def _meetings(scene: Scene, filler: Filler) -> dict[tuple[str, str], float]:
    """Weigh who met whom in the claims before: fought, talked, accused."""
    here, met = scene.sentence_of(filler.start), dict[tuple[str, str], float]()
    for claim in scene.done[-BACK:]:
        weight = MET * FADE ** max(0, here - scene.sentence_of(claim.trigger.start)) if claim.type in OPPOSED else 0.0
        for two in _opposed(claim) if weight else ():
            met[two] = max(met.get(two, 0.0), weight)
    return met


def _opposed(claim: Claim) -> set[tuple[str, str]]:
    actors, targets, sources = (sorted({_party_of(f.link) for f in part if f.link}) for part in (claim.actors, claim.targets, claim.sources))
    across = {tuple(sorted((one, other))) for one in (*actors, *sources) for other in targets if one != other}
    beside = set(combinations(actors, 2)) if claim.type in TOGETHER else set()
    return {(two[0], two[1]) for two in across | beside}
