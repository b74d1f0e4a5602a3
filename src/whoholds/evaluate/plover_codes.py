"""Claims coded as events of PLOVER: one event of 16 classes for a sentence, with its source and target actors.

The classes are those of the PLOVER manual (Open Event Data Alliance, 2016 gold with today's labels, events.md section 6.1).
The tables say all there is: type and status of a claim, and for some types its trigger's lemma. They were fitted on the
looked-at half of the records only. What no claim reports is not coded: the guide has no type for protest, agreement,
refusal, cooperation and concession between parties that do not fight, so these are reached through `statement` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.pipeline import Made
from whoholds.records import Claim, Filler, Sentence

EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "ACCUSE", "REQUEST", "REJECT", "THREATEN",
    "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip

FACT = {
    "capture": "ASSAULT", "advance": "ASSAULT", "clash": "ASSAULT", "strike": "ASSAULT", "attack": "ASSAULT",
    "casualties": "ASSAULT", "abuse": "ASSAULT", "destroy": "COERCE", "siege": "COERCE", "supply": "COERCE",
    "sanction": "SANCTION", "deploy": "MOBILIZE", "withdraw": "RETREAT", "defect": "RETREAT", "support": "AID",
    "aid": "AID", "talks": "CONSULT", "ceasefire": "AGREE",
}  # fmt: skip
"""The class of a claim that is stated or possible. `hold`, `strength`, `territory`, `finance` and `displace` are no events of
PLOVER."""
KIND = frozenset({"withdraw", "support", "aid", "talks", "ceasefire"})
"""Acts that are a promise where they are planned, and a refusal where they are denied."""
HARSH = frozenset(
    {"capture", "advance", "clash", "strike", "attack", "abuse", "destroy", "siege", "sanction", "deploy"}
)
"""Acts that are a threat where they are planned, or tied to a condition."""

LEMMAS = {
    "statement": {
        "REQUEST": "demand urge call appeal ask request press insist plead must",
        "REJECT": "reject refuse refusal deny denial decline oppose veto rebuff dismiss rejection defy",
        "THREATEN": "threaten threat warn warning vow swear ultimatum",
        "ACCUSE": "accuse accusation blame condemn condemnation denounce criticize criticise allege charge complain",
        "AGREE": "agree agreement accept promise pledge offer commit consent",
        "SUPPORT": "praise defend apologize apologise forgive endorse recognize recognise congratulate",
        "CONCEDE": "concede concession yield relent",
        "PROTEST": "protest demonstrate demonstration rally riot march",
    },
    "sanction": {
        "ACCUSE": "investigate investigation inquiry probe inspect charge indict indictment sue accuse",
        "COERCE": "arrest detain ban confiscate seize censor curfew restrict deport raid crackdown",
    },
    "abuse": {"COERCE": "detain detention arrest imprison jail repress repression suppress suppression censor expel"},
    "supply": {"PROTEST": "block"},
    "support": {"SUPPORT": "support back"},
    "ceasefire": {"ASSAULT": "violate violation break breach"},
}
"""By type, the lemmas of triggers that have a class of their own; a `statement` with no other lemma has none."""


DEEPEST = 3
"""How far under its sentence's root a claim may stand to be its event; swept 1 to 6 on the fitting half, see `evaluate plover`."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as an event. No event: nothing in it that the tables know."""

    event: str | None = None
    sources: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    claim: Claim | None = None
    """What it was read from."""


def event_of(claim: Claim, lemmas: Sequence[str]) -> str | None:
    """Return the class of a claim whose trigger has these lemmas, or None."""
    own = next((event for event, words in LEMMAS.get(claim.type, {}).items() if set(words.split()) & set(lemmas)), None)
    if claim.type in KIND and claim.status != "fact" and own is None:
        return _kind_event(claim)
    if claim.type in HARSH and claim.status in ("planned", "unreal"):
        return "THREATEN"
    if claim.status == "denied" and claim.type in FACT:
        return "REJECT" if claim.type in ("deploy", "capture") else FACT[claim.type]
    return own or FACT.get(claim.type)


def _kind_event(claim: Claim) -> str | None:
    if claim.status == "denied":
        return "REJECT"
    if claim.status == "unreal" and claim.type == "withdraw":
        return "THREATEN"
    return "AGREE" if claim.status in ("planned", "unreal") else FACT[claim.type]


def code(made: Made) -> Coded:
    """Code a text by the claim that stands highest in its sentence's tree and has a class; the first of equals."""
    ranked = []
    for claim in made.claims:
        sentence = _sentence(claim, made.annotated.sentences)
        event, depth = event_of(claim, _lemmas(claim, sentence)), _depth(claim, sentence)
        if event is not None and depth <= DEEPEST:
            filled = bool(claim.actors) + bool(claim.targets)
            ranked.append((depth, -filled, claim.trigger.start, claim.type, event, claim))
    if not ranked:
        return Coded()
    *_, event, claim = min(ranked, key=lambda row: row[:4])
    sources, targets = (_joined(_said(part, claim, made), made) for part in _actors(claim, made))
    return Coded(event, sources, targets, claim)


def _actors(claim: Claim, made: Made) -> tuple[Sequence[Filler], Sequence[Filler]]:
    """Return source and target: who acts, and on whom, else the widest place; of equal parties the first is the source."""
    if claim.type == "deploy":
        return (claim.actors or claim.targets), claim.places[-1:]
    if claim.type in ("talks", "clash", "ceasefire") and not claim.targets and len(claim.actors) > 1:
        return claim.actors[:1], claim.actors[1:]
    return claim.actors, claim.targets or (_content(claim, made) if claim.type == "statement" else claim.places[-1:])


def _content(claim: Claim, made: Made) -> Sequence[Filler]:
    """Return the parties of what a statement without addressee is about: of the highest claim below it that has one."""
    sentence = _sentence(claim, made.annotated.sentences)
    below = [one for one in made.claims if one is not claim and _under(one, claim, sentence)]
    for one in sorted(below, key=lambda other: (_depth(other, sentence), other.trigger.start)):
        for part in (one.actors, one.targets, one.places[-1:]):
            others = [filler for filler in part if not any(_same(filler, actor) for actor in claim.actors)]
            if others:
                return others
    return ()


def _under(claim: Claim, other: Claim, sentence: Sentence) -> bool:
    spots = [token.index for token in sentence.tokens if _inside(claim, token.start, token.end)]
    top = {token.index for token in sentence.tokens if _inside(other, token.start, token.end)}
    return bool(spots) and bool(top & set(_way_up(sentence, spots[-1])[1:]))


def _same(one: Filler, other: Filler) -> bool:
    return one.name == other.name or (one.start < other.end and other.start < one.end)


def _said(fillers: Sequence[Filler], claim: Claim, made: Made) -> list[Filler]:
    """Put for a pronoun the words that the program resolved it to, else who says the sentence."""
    pronouns = {
        (token.start, token.end) for one in made.annotated.sentences for token in one.tokens if token.upos == "PRON"
    }
    known = [one for other in made.claims for one in (*other.sources, *other.actors, *other.targets)]
    plain = [one for one in (*known, *made.annotated.actors) if (one.start, one.end) not in pronouns]
    found = []
    for one in fillers:
        same = [other for other in plain if other.name == one.name] + list(claim.sources[-1:])
        found.append(same[0] if (one.start, one.end) in pronouns and same else one)
    return found


def _joined(fillers: Sequence[Filler], made: Made) -> tuple[Filler, ...]:
    """Join fillers that only a space parts: "President" and "Bush" are one actor of PLOVER."""
    found: list[Filler] = []
    for one in sorted(set(fillers), key=lambda filler: (filler.start, filler.end)):
        text = made.annotated.document.text
        if found and found[-1].end <= one.start and not text[found[-1].end : one.start].strip():
            first = found.pop()
            one = Filler(first.start, one.end, text[first.start : one.end], one.kind, one.links)
        found.append(one)
    return tuple(found)


def _sentence(claim: Claim, sentences: Sequence[Sentence]) -> Sentence:
    return next(one for one in sentences if one.start <= claim.trigger.start < one.end)


def _lemmas(claim: Claim, sentence: Sentence) -> list[str]:
    return [token.lemma.casefold() for token in sentence.tokens if _inside(claim, token.start, token.end)]


def _inside(claim: Claim, start: int, end: int) -> bool:
    return start < claim.trigger.end and claim.trigger.start < end


def _depth(claim: Claim, sentence: Sentence) -> int:
    """Count the steps from the trigger's highest word to the root of its tree."""
    spots = [token.index for token in sentence.tokens if _inside(claim, token.start, token.end)]
    return min((len(_way_up(sentence, spot)) - 1 for spot in spots), default=len(sentence.tokens))


def _way_up(sentence: Sentence, spot: int) -> list[int]:
    way = [spot]
    while sentence.tokens[way[-1]].head >= 0 and len(way) <= len(sentence.tokens):
        way.append(sentence.tokens[way[-1]].head)
    return way
