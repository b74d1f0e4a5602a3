"""Claims of a document turned into the five-role templates of MUC-4, by rules that a person can read.

Five steps: each claim shows an incident of some type or none (`_incident`); what MUC-4 leaves out is dropped (`_relevant`:
clashes of armed sides, old happenings, happenings in general, what is denied); signs of one incident are
put together (`_same`); its roles are filled from the claims' actors and targets and the words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from whoholds.actors.nouns import FORCES_OF_STATE, MEMBERS, NON_STATE, PEOPLE, singular
from whoholds.evaluate.muc4_score import Filled, Template
from whoholds.pipeline import Made
from whoholds.records import Annotated, Claim, Filler, Mention, Sentence, Token

OLD_DAYS = 75
"""An incident this long before the report is old."""
NEAR = 2
"""Sentences between two signs of one incident."""

_KIDNAP = re.compile(r"kidnap|abduct|hostage|seques|disappear", re.IGNORECASE)
_HARM = re.compile(r"execut|behead|tortur|murder|massacr|kill|shot|shoot|assassin|attack|rape|beat", re.IGNORECASE)
_FIRE = re.compile(r"\b(?:burn|torch|arson|fire ?bomb)|set (?:fire|ablaze|on fire)|on fire|in flames", re.IGNORECASE)
_BLAST = re.compile(r"bomb|blast|explo|dynamit|detonat|blew|blow|blown|\bmined?\b|grenade", re.IGNORECASE)
_KILL = re.compile(r"kill|murder|assassin|massacr|slay|slain|shot|execut|dea(?:d|th)|died|victim", re.IGNORECASE)
_ROB = re.compile(r"\brob|steal|stole|loot|assault(?:ed)? (?:a|the) bank", re.IGNORECASE)
_BY_AIR = re.compile(r"strafe|air ?(?:craft|strike|force)|plane|helicopter", re.IGNORECASE)
_WEAPON = re.compile(
    r"\b(?:(?:car|truck|time|heavy|powerful|fire|high-?power(?:ed)?)[ -])?(?:bombs?|bombings?)\b|\bcar-?bombs?\b"
    r"|\bdynamite(?: (?:charges?|sticks?))?|\bexplosives?(?: (?:devices?|charges?))?\b|\bmolotov cocktails?|\bmachine-?guns?"
    r"|\bsubmachine-?guns?|\b(?:hand )?grenades?(?: launchers?)?|\brockets?(?: launchers?)?|\bmortars?|\brifles?|\bak-?47s?"
    r"|\bm-?16s?(?: rifles?)?|\brpg(?:-\d)?s?\b|\bpistols?\b|\bassault weapons\b|\bautomatic weapons\b|\bmissiles?\b|\bbooby traps?"
    r"|\bmachetes?\b|\bbullets?\b|\bfirearms?\b",
    re.IGNORECASE,
)
_PLACES = frozenset("palace house embassy office building station bank hotel headquarters bus car vehicle".split())


@dataclass(frozen=True, slots=True)
class Sign:
    """A claim that shows an incident."""

    incident: str
    claim: Claim
    sentence: Sentence


@dataclass(slots=True)
class _Group:
    """Signs of one incident."""

    incident: str
    signs: list[Sign] = field(default_factory=list)


def templates_of(made: Made) -> list[Template]:
    """Turn the claims of one document into templates."""
    signs = [sign for sign in _signs(made) if _relevant(sign, made.annotated)]
    return [_template(group, made.annotated) for group in _groups(signs)]


def _signs(made: Made) -> Iterable[Sign]:
    for claim in sorted(made.claims, key=lambda one: (one.trigger.start, one.id)):
        sentence = next((s for s in made.annotated.sentences if s.start <= claim.trigger.start < s.end), None)
        incident = _incident(claim, sentence) if sentence else None
        if sentence and incident:
            yield Sign(incident, claim, sentence)


def _incident(claim: Claim, sentence: Sentence) -> str | None:
    words, around = claim.trigger.words, claim.sentence.words
    if claim.type == "attack":
        return "ARSON" if _FIRE.search(words) else "BOMBING" if _BLAST.search(words) else "ATTACK"
    if claim.type == "strike":
        return "BOMBING" if _BLAST.search(words) and not _BY_AIR.search(around) else "ATTACK"
    if claim.type == "abuse":
        return "KIDNAPPING" if _KIDNAP.search(words) else "ATTACK" if _HARM.search(words) else None
    if claim.type == "destroy":
        return (
            "ARSON"
            if _FIRE.search(words)
            else "ROBBERY"
            if _ROB.search(words)
            else "BOMBING"
            if _BLAST.search(around)
            else "ATTACK"
        )
    if claim.type == "casualties":
        return "BOMBING" if _BLAST.search(around) else "ATTACK" if _KILL.search(words) else None
    return None


def _relevant(sign: Sign, annotated: Annotated) -> bool:
    claim = sign.claim
    if claim.status in ("denied", "unreal"):
        return False
    published = annotated.document.published
    day = published.latest if published else None
    if day and claim.window and claim.window.latest and claim.window.latest < day - timedelta(days=OLD_DAYS):
        return False
    targets = [head_of(filler, annotated) for filler in claim.targets]
    return not targets or not all(token is not None and _armed(token) for token in targets)


def _armed(token: Token) -> bool:
    noun = singular(token.words)
    return noun in NON_STATE or noun in FORCES_OF_STATE


def _groups(signs: Sequence[Sign]) -> list[_Group]:
    groups: list[_Group] = []
    for sign in signs:
        home = next((group for group in reversed(groups) if _same(group, sign)), None)
        if home is None:
            home = _Group(sign.incident)
            groups.append(home)
        home.signs.append(sign)
    return groups


def _same(group: _Group, sign: Sign) -> bool:
    return group.incident == sign.incident


def head_of(filler: Filler, annotated: Annotated) -> Token | None:
    """Return the token that heads a filler's words."""
    for sentence in annotated.sentences:
        inside = [t for t in sentence.tokens if t.start < filler.end and filler.start < t.end]
        if inside:
            names = {t.index for t in inside}
            heads = [t for t in inside if t.head not in names and t.upos not in ("DET", "ADP", "PUNCT", "PART", "AUX")]
            return (heads or inside)[0]
    return None


def _template(group: _Group, annotated: Annotated) -> Template:
    roles: dict[str, list[Filled]] = {"PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [], "Weapon": []}
    for sign in group.signs:
        for filler in sign.claim.actors:
            _add_actor(filler, annotated, roles)
        for filler in sign.claim.targets:
            _add_target(filler, annotated, roles)
        _add_weapons(sign, roles)
    return Template(group.incident, {role: tuple(dict.fromkeys(found)) for role, found in roles.items()})


def _add_actor(filler: Filler, annotated: Annotated, roles: dict[str, list[Filled]]) -> None:
    head = head_of(filler, annotated)
    if head is None or head.upos == "PRON":
        return
    inside = _entities(filler, annotated)
    roles["PerpOrg"] += [Filled(one.words) for one in inside if one.kind == "ORG"]
    if singular(head.words) in MEMBERS | PEOPLE | NON_STATE or any(
        one.kind == "PER" and one.start <= head.start < one.end for one in inside
    ):
        roles["PerpInd"].append(Filled(_bare(filler.words)))


def _add_target(filler: Filler, annotated: Annotated, roles: dict[str, list[Filled]]) -> None:
    head = head_of(filler, annotated)
    if head is None or head.upos == "PRON":
        return
    inside = _entities(filler, annotated)
    people = [one for one in inside if one.kind == "PER"]
    if (people and any(one.start <= head.start < one.end for one in people)) or (people and head.deprel != "nmod"):
        roles["Victim"] += [Filled(one.words) for one in people]
    elif singular(head.words) in PEOPLE | MEMBERS or _is_person(head, annotated):
        roles["Victim"].append(Filled(_bare(filler.words), named=False))
    elif head.upos == "NOUN" or singular(head.words) in _PLACES:
        roles["Target"].append(Filled(_bare(filler.words)))


def _add_weapons(sign: Sign, roles: dict[str, list[Filled]]) -> None:
    found = [one.group() for one in _WEAPON.finditer(sign.claim.sentence.words)]
    roles["Weapon"] += [
        Filled(" ".join(one.split())) for one in found if sign.incident in ("BOMBING", "ATTACK", "ROBBERY")
    ]


def _entities(filler: Filler, annotated: Annotated) -> list[Mention]:
    return [
        one
        for sentence in annotated.sentences
        for one in sentence.entities
        if one.start < filler.end and filler.start < one.end
    ]


def _is_person(head: Token, annotated: Annotated) -> bool:
    return any(
        one.kind == "Person" and one.start <= head.start < one.end
        for sentence in annotated.sentences
        for one in sentence.defence
    )


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(words.split()), flags=re.IGNORECASE)


def day_of_dateline(dateline: str) -> date | None:
    """Read the day of a wire's dateline: "SAN SALVADOR, 3 JAN 90"; None where it has none."""
    found = re.search(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b", dateline)
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    if not found or found[2] not in months:
        return None
    return date(1900 + int(found[3]), months.index(found[2]) + 1, int(found[1]))
