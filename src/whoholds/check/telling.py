"""Contradicting claims in words: who says what, those who say the same put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from whoholds.actors.camps import side_of
from whoholds.records import Claim

_OF = re.compile(r"\s+(?:of|in|from|for|near|at|with|on|to|who|close)\b")
"""What follows the noun that a verb agrees with: "officials in Nineveh province"."""
_MANY = frozenset({
    "people", "police", "media", "men", "women", "forces", "rebels", "units", "troops", "brigades", "militias", "monitors",
    "kurds", "yazidis", "turks",
})  # fmt: skip
"""Words that take a plural verb though they are names, or do not end as plurals do."""
_ONE = frozenset({"news", "press", "congress", "corps", "paris", "reuters", "times"})
DEEDS = {"capture": "took it", "hold": "holds it", "withdraw": "left it"}


def tellings(claims: Iterable[Claim]) -> str:
    """Say what claims about one place tell, in the order given; speakers of the same are named together."""
    by_word: dict[tuple[str, str, bool], list[str]] = {}
    for claim in claims:
        said, who, deed = _speaker(claim), _who(claim), DEEDS.get(claim.type, "holds part of it")
        if claim.type == "statement":
            key, said = ("", "", True), who
        else:
            key = ("it" if said == who else who, deed, claim.status == "denied")
        speakers = by_word.setdefault(key, [])
        if said not in speakers:
            speakers.append(said)
    return " / ".join(_said(speakers, *key) for key, speakers in by_word.items())


def is_plural(name: str) -> bool:
    """Tell whether a speaker takes a plural verb: "officials in Mosul say", "the United States says", "Reuters says"."""
    head = _OF.split(name.strip(), maxsplit=1)[0].split()
    last = head[-1] if head else ""
    if last.lower() in _MANY:
        return True
    return last[:1].islower() and last.endswith("s") and not last.endswith("ss") and last not in _ONE


def _said(speakers: Sequence[str], who: str, deed: str, denied: bool) -> str:
    many = len(speakers) > 1 or is_plural(speakers[0])
    names = " and ".join([", ".join(speakers[:-1]), speakers[-1]] if len(speakers) > 1 else speakers)
    verb = ("deny" if many else "denies") if denied else ("say" if many else "says")
    if not deed:
        return f"{names} {verb} it"
    if who == "it" and many:
        who = "they"
    return f"{names} {verb} that {who} {_agreed(deed, who)}"


def _agreed(deed: str, who: str) -> str:
    many = who == "they" or " and " in who or is_plural(who)
    return deed.replace("holds ", "hold ", 1) if many else deed


def _who(claim: Claim) -> str:
    names = list(dict.fromkeys(side_of(filler).name for filler in claim.actors))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "a side"


def _speaker(claim: Claim) -> str:
    """Return who stands by a claim: the last of its chain, who is quoted, else who printed it."""
    return side_of(claim.sources[-1]).name if claim.sources else claim.publisher or "the report"
