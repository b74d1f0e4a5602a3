"""The classes of PLOVER, and what a claim of ours is in them: what the coder knows before it learns.

The classes are those of the PLOVER manual (Open Event Data Alliance, 2016 gold with today's labels). The tables say all there is: type and
status of a claim, and for some types its trigger's lemma. They were fitted on the looked-at half of the gold records only. Many
classes have no claim type (protest, agreement, refusal, cooperation and concession between parties that do not fight), so the tables are
only features of the model that decides, see `coder`.
"""

from __future__ import annotations

from collections.abc import Sequence

from whoholds.records import Claim, Sentence

EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "ACCUSE", "REQUEST", "REJECT", "THREATEN",
    "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip

MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "ASSAULT"})
"""Classes of what parties do with each other: where no target is told, several sources are each other's."""

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


def claim_features(claims: Sequence[Claim], sentence: Sentence) -> list[str]:
    """Name what the claims of a sentence say of its event: type, status and class by the tables, of each and of the highest."""
    found: set[str] = set()
    ranked = []
    for claim in claims:
        event = event_of(claim, _lemmas(claim, sentence)) or "none"
        depth = _depth(claim, sentence)
        ranked.append((depth, claim.trigger.start, claim.type, claim.status, event))
        found |= {f"claim {claim.type}", f"claim {claim.type} {claim.status}", f"claim code {event}"}
    if not ranked:
        return ["claim none"]
    depth, _, kind, status, event = min(ranked)
    found |= {f"top {kind}", f"top {kind} {status}", f"top code {event}", f"top code {event} {min(depth, 3)}"}
    return sorted(found)


def _lemmas(claim: Claim, sentence: Sentence) -> list[str]:
    return [token.lemma.casefold() for token in sentence.tokens if _inside(claim, token.start, token.end)]


def _inside(claim: Claim, start: int, end: int) -> bool:
    return start < claim.trigger.end and claim.trigger.start < end


def _depth(claim: Claim, sentence: Sentence) -> int:
    """Count the steps from the trigger's highest word to the root of its tree."""
    spots = [token.index for token in sentence.tokens if _inside(claim, token.start, token.end)]
    return min((_steps_up(sentence, spot) for spot in spots), default=len(sentence.tokens))


def _steps_up(sentence: Sentence, spot: int) -> int:
    steps = 0
    while sentence.tokens[spot].head >= 0 and steps <= len(sentence.tokens):
        spot, steps = sentence.tokens[spot].head, steps + 1
    return steps
