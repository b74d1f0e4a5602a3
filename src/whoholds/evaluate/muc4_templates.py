"""Claims of a document turned into the five-role templates of MUC-4, by rules that a person can read.

Four steps: each claim shows an incident of some type or none (`_incident`); what MUC-4 leaves out is dropped (`_relevant`,
`_worth`: clashes of armed sides, old happenings, happenings in general, what is denied); signs of one incident are put
together (`_groups`); its roles are filled from the claims' actors and targets and the words beside them (`_fill`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from whoholds.actors.nouns import FORCES_OF_STATE, NON_STATE
from whoholds.evaluate.muc4_cast import Cast, noun_in, noun_of, tidy
from whoholds.evaluate.muc4_score import Filled, Template
from whoholds.evaluate.muc4_words import (
    BLAST,
    BY_AIR,
    DOERS,
    FIRE,
    FOES,
    GENERIC_FOES,
    HARM,
    KIDNAP,
    KILL,
    MANY,
    ONE_SIDED,
    ROB,
    STATE_BODIES,
    THINGS,
    WEAPON,
)
from whoholds.pipeline import Made
from whoholds.records import Claim, Filler, Sentence, Token

OLD_DAYS = 60
"""An incident that ended this long before the report is old."""

KEPT: dict[str, Callable[[str, str], bool]] = {
    "PerpInd": lambda new, old: False,
    "Target": lambda new, old: len(new) > len(old),
    "Weapon": lambda new, old: False,
}
NEEDED = {"ATTACK": 2, "other": 0}
MANY_SIGNS, EARLY = 3, 4
NEAR, FAR, FAR_PLACE, REACH = 4, 1, 0, 6

Roles = dict[str, list[Filled]]


@dataclass(frozen=True, slots=True)
class Sign:
    """A claim that shows an incident."""

    incident: str
    claim: Claim
    sentence: Sentence
    words: str
    """The words of its sentence."""


@dataclass(slots=True)
class Group:
    """Signs of one incident, and its roles."""

    incident: str
    signs: list[Sign] = field(default_factory=list)
    roles: Roles = field(
        default_factory=lambda: {"PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [], "Weapon": []}
    )

    @property
    def first(self) -> int:
        """The sentence in which it is told first."""
        return min(sign.sentence.index for sign in self.signs)

    def distance(self, sign: Sign) -> int:
        """Count the sentences between a sign and the nearest of the group."""
        return min(abs(one.sentence.index - sign.sentence.index) for one in self.signs)


def all_signs(made: Made) -> list[Sign]:
    """List the claims of a document that show an incident, relevant or not."""
    return list(_signs(made, Cast(made.annotated)))


def templates_of(made: Made) -> list[Template]:
    """Turn the claims of one document into templates."""
    cast = Cast(made.annotated)
    signs = [sign for sign in _signs(made, cast) if _relevant(sign, cast)]
    groups = _groups(signs, cast)
    for group in groups:
        _add_bystanders(group, cast)
        _add_organisation(group, cast)
    return [
        Template(group.incident, {role: _once(found, role) for role, found in group.roles.items()})
        for group in groups
        if _worth(group)
    ]


def _once(found: Sequence[Filled], role: str) -> tuple[Filled, ...]:
    """Keep one of several words for the same: by the same noun the first or longest, see `KEPT`; names as they are."""
    if role not in KEPT:
        return tuple(dict.fromkeys(found))
    by_noun: dict[str, Filled] = {}
    for one in found:
        noun = noun_in(one.words)
        if noun not in by_noun or KEPT[role](one.words, by_noun[noun].words):
            by_noun[noun] = one
    return tuple(dict.fromkeys(by_noun.values()))


def _signs(made: Made, cast: Cast) -> Iterable[Sign]:
    for claim in sorted(made.claims, key=lambda one: (one.trigger.start, one.id)):
        sentence = cast.sentence_at(claim.trigger.start)
        incident = _incident(claim)
        if sentence and incident:
            yield Sign(incident, claim, sentence, claim.sentence.words)


def _incident(claim: Claim) -> str | None:
    """Tell the type of incident that a claim shows."""
    words, around = claim.trigger.words, claim.sentence.words
    blast = bool(BLAST.search(around))
    if claim.type == "attack":
        return "ARSON" if FIRE.search(words) else "BOMBING" if blast else "ATTACK"
    if claim.type == "strike":
        return "BOMBING" if BLAST.search(words) and not BY_AIR.search(around) else "ATTACK"
    if claim.type == "clash":
        return "ATTACK" if ONE_SIDED.match(words) else None
    if claim.type == "abuse":
        return "KIDNAPPING" if KIDNAP.search(words) else "ATTACK" if HARM.search(words) else None
    if claim.type == "destroy":
        return "BOMBING" if blast else "ARSON" if FIRE.search(around) else "ROBBERY" if ROB.search(words) else "ATTACK"
    if claim.type == "casualties" and KILL.search(words):
        return "BOMBING" if blast else "ATTACK"
    return None


def _relevant(sign: Sign, cast: Cast) -> bool:
    claim = sign.claim
    if claim.status in ("denied", "unreal") or MANY.match(claim.trigger.words):
        return False
    published = cast.annotated.document.published
    day = published.latest if published else None
    if day and claim.window and claim.window.latest and claim.window.latest < day - timedelta(days=OLD_DAYS):
        return False
    heads = [cast.head_of(filler) for filler in claim.targets]
    return not heads or not all(head is not None and _armed(head) for head in heads)


def _armed(head: Token) -> bool:
    noun = noun_of(head)
    return noun in NON_STATE or noun in FORCES_OF_STATE


def _worth(group: Group) -> bool:
    """Tell whether an incident is told as one that happened, by points; an attack needs more of them, see `NEEDED`."""
    roles = group.roles
    if not (roles["Target"] or roles["Victim"]) and len(group.signs) == 1:
        return False
    if all(sign.claim.status == "planned" for sign in group.signs):
        return False
    if group.incident == "ATTACK" and all(sign.claim.type == "destroy" for sign in group.signs):
        return False
    points = 2 * any(one.named for one in roles["Victim"]) + (len(group.signs) >= MANY_SIGNS)
    points += bool(roles["PerpInd"] or roles["PerpOrg"]) + (group.first < EARLY)
    return points >= NEEDED["ATTACK" if group.incident == "ATTACK" else "other"]


def _groups(signs: Sequence[Sign], cast: Cast) -> list[Group]:
    groups: list[Group] = []
    filled = [(sign, _fill(sign, cast)) for sign in signs]
    for sign, roles in sorted(filled, key=lambda one: one[0].incident == "ATTACK"):
        home = _home(groups, sign, roles)
        if home is None:
            home = Group(sign.incident)
            groups.append(home)
        home.signs.append(sign)
        for role, found in roles.items():
            home.roles[role] += found
    return sorted(groups, key=lambda group: group.first)


def _home(groups: Sequence[Group], sign: Sign, roles: Roles) -> Group | None:
    """Return the group that a sign belongs to: of its type, or an incident of another type whose toll or course it tells."""
    near = sorted(groups, key=lambda group: group.distance(sign))
    for group in near:
        if group.incident == sign.incident and not _apart(group, sign, roles):
            return group
    others = [group for group in near if group.distance(sign) <= NEAR and sign.incident == "ATTACK"]
    return next((group for group in others if _told_again(group, sign, roles)), None)


def _apart(group: Group, sign: Sign, roles: Roles) -> bool:
    """Tell whether a sign is of another incident of the same type: other places, or named victims none of whom is known there."""
    known = {one.words for one in group.roles["Victim"] if one.named}
    fresh = {one.words for one in roles["Victim"] if one.named}
    if known & fresh:
        return False
    if group.distance(sign) > FAR_PLACE and _elsewhere(group, sign):
        return True
    return bool(known and fresh) and group.distance(sign) > FAR


def _elsewhere(group: Group, sign: Sign) -> bool:
    """Tell whether a sign has places, and none of them, nor what they lie in, is one of the group's."""
    known = [place for one in group.signs for place in _spots(one.claim)]
    fresh = _spots(sign.claim)
    return bool(known and fresh) and not any(
        one in wide or other in inner for one, inner in fresh for other, wide in known
    )


def _spots(claim: Claim) -> list[tuple[str, tuple[str, ...]]]:
    return [(place.link.id, (place.link.id, *place.link.within)) for place in claim.places if place.link]


def _told_again(group: Group, sign: Sign, roles: Roles) -> bool:
    """Tell whether a sign tells the toll of an incident of another type, or goes by a bare "the attack"."""
    return sign.claim.type in ("casualties", "destroy", "attack") and not roles["PerpInd"] and not roles["PerpOrg"]


def _fill(sign: Sign, cast: Cast) -> Roles:
    """Fill the roles from one claim."""
    roles: Roles = {"PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [], "Weapon": []}
    for filler in sign.claim.actors:
        _add_actor(filler, cast, roles)
    things = [filler for filler in sign.claim.places if _is_thing(filler, cast)]
    for filler in (*sign.claim.targets, *(things if sign.claim.type in ("attack", "strike", "clash") else ())):
        _add_target(filler, cast, roles)
    if sign.incident != "KIDNAPPING":
        roles["Weapon"] += [Filled(words) for words in _weapons(sign)]
    return roles


def _add_bystanders(group: Group, cast: Cast) -> None:
    """Where no claim says who did it, take guerrillas, gunmen and the like that are subject or agent in its sentences."""
    if group.roles["PerpInd"] or group.roles["PerpOrg"]:
        return
    for sign in group.signs:
        taken = [*sign.claim.targets, *sign.claim.sources]
        for token in sign.sentence.tokens:
            free = not any(one.start <= token.start < one.end for one in taken)
            if (
                free
                and token.upos == "NOUN"
                and noun_of(token) in FOES
                and token.deprel in ("nsubj", "obl", "obl:agent", "nmod", "conj")
            ):
                group.roles["PerpInd"].append(Filled(tidy(cast.phrase(sign.sentence, token))))


def _add_organisation(group: Group, cast: Cast) -> None:
    """Give guerrillas whose organisation is unsaid the armed organisation that the text names nearest before them."""
    foes = [one for one in group.roles["PerpInd"] if noun_in(one.words) in GENERIC_FOES]
    if not foes or group.roles["PerpOrg"]:
        return
    near = [(abs(group.first - index), name) for index, name in cast.armed if abs(group.first - index) <= REACH]
    if near:
        group.roles["PerpOrg"].append(Filled(min(near)[1]))


def _is_thing(filler: Filler, cast: Cast) -> bool:
    head = cast.head_of(filler)
    return head is not None and noun_of(head) in THINGS


def _add_actor(filler: Filler, cast: Cast, roles: Roles) -> None:
    head = cast.head_of(filler)
    if head is None or head.upos == "PRON":
        return
    organisations = [one for one in cast.organisations_in(filler.start, filler.end) if cast.uses_force(one)]
    roles["PerpOrg"] += [Filled(cast.organisation(one.words)) for one in organisations]
    people = cast.named_in(filler.start, filler.end, "PER")
    if noun_of(head) in DOERS:
        roles["PerpInd"].append(Filled(_doers(filler, head, cast)))
    elif any(one.start <= head.start < one.end for one in organisations):
        roles["PerpInd"] += _members(filler, head, cast)
    elif STATE_BODIES.search(tidy(filler.words)):
        roles["PerpOrg"].append(Filled(tidy(filler.words)))
    elif any(one.start <= head.start < one.end for one in people):
        roles["PerpInd"].append(Filled(cast.full_name(people[0].words)))


def _doers(filler: Filler, head: Token, cast: Cast) -> str:
    """Return who did it, the organisation behind an "of" left out unless they are only its members."""
    words = tidy(filler.words)
    if noun_of(head) not in ("member", "group", "column", "leader"):
        words = re.split(r" (?:of|from|belonging to) the ", words, flags=re.IGNORECASE)[0]
    return words


def _members(filler: Filler, head: Token, cast: Cast) -> list[Filled]:
    """Return "members of the X" where the claim has the X alone."""
    sentence = cast.sentence_at(head.start)
    if sentence is None or head.head < 0 or head.deprel != "nmod":
        return []
    over = sentence.tokens[head.head]
    return (
        [Filled(tidy(cast.text[over.start : filler.end]))] if cast.is_person(over) and over.start < filler.start else []
    )


def _add_target(filler: Filler, cast: Cast, roles: Roles) -> None:
    head = cast.head_of(filler)
    if head is None or head.upos == "PRON":
        return
    people = cast.named_in(filler.start, filler.end, "PER")
    noun = noun_of(head)
    if noun in THINGS:
        roles["Target"].append(Filled(tidy(filler.words)))
    elif people:
        roles["Victim"] += [Filled(cast.full_name(one.words)) for one in people]
    elif cast.is_person(head):
        roles["Victim"].append(Filled(tidy(filler.words), named=False))
        roles["Victim"] += _apposed(head, cast) or [Filled(name) for name in cast.called(head)]


def _apposed(head: Token, cast: Cast) -> list[Filled]:
    """Return the name that stands beside a description: "the judge, Maria Diaz"."""
    sentence = cast.sentence_at(head.start)
    beside = [t for t in sentence.tokens if t.head == head.index and t.deprel in ("appos", "flat")] if sentence else []
    people = [one for token in beside for one in cast.named_in(token.start, token.end, "PER")]
    return [Filled(cast.full_name(one.words)) for one in people]


def _weapons(sign: Sign) -> list[str]:
    found = [" ".join(one.group().split()) for one in WEAPON.finditer(sign.words)]
    return [
        one for one in found if one[-1:] in "sS" or not any(other.startswith(one) and other != one for other in found)
    ]


def day_of_dateline(dateline: str) -> date | None:
    """Read the day of a wire's dateline: "SAN SALVADOR, 3 JAN 90"; None where it has none."""
    found = re.search(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b", dateline)
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    if not found or found[2] not in months:
        return None
    return date(1900 + int(found[3]), months.index(found[2]) + 1, int(found[1]))
