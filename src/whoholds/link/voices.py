"""Who gives a number: the clause in front of it, read off the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whoholds.records import Annotated, Filler

_VERBS = (
    r"(?:said|says?|sp(?:oke|eaks?|oken) of|count(?:ed|s)?|tall(?:ied|ies)|"
    r"puts? (?:[\w’'-]+ ){1,6}?(?:at|to)|"
    r"g[ai]ves?|given|named?|names|admit(?:ted|s)?(?: to)?|acknowledge[sd]?|concede[sd]?|claim(?:ed|s)?|report(?:ed|s)?|"
    r"list(?:ed|s)?|boast(?:ed|s)? of|estimate[sd]?|kn(?:ows?|ew) of|record(?:ed|s)?|logg(?:ed|s)|mention(?:ed|s)?|"
    r"confirm(?:ed|s)?|insist(?:ed|s)? on|document(?:ed|s)?|register(?:ed|s)?|cite[sd]?|reckon(?:ed|s)?(?: that)?|believe[sd]?(?: that)?|"
    r"told of|talk(?:ed|s)? of)"
)
_VOICE = re.compile(
    r"(?:^|[,;:(–—-]\s*|\b(?:but|while|and|whereas|although|though|yet|when|as)\s+)"
    r"(?P<who>(?:[^\s,;:()]+\s+){0,9}?[^\s,;:()]+)\s+(?:(?:had|has|have|now|later|also|then|only|itself|however|first|even)\s+){0,2}"
    rf"(?P<verb>{_VERBS})\s+(?:(?:only|just|that|the|it at|a total of|as many as|no more than)\s+){{0,2}}$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?P<who>(?:the\s+)?[^\s,;:()]+(?:\s+[^\s,;:()]+){0,3})[’']s?\s+(?:own\s+)?(?:figure|count|toll|estimate|tally|number)"
    r"(?:\s+(?:is|was|stands at|stood at|,))?,?\s*$",
    re.IGNORECASE,
)
_ADMITS = re.compile(r"^(?:admit|acknowledge|concede|confirm)", re.IGNORECASE)
_NOT_WHO = re.compile(r"\b(?:who|which|that|where|when|if|not|never|denied|would|could|will)$", re.IGNORECASE)
REACH = 140
"""Code points before a number in which its own clause is looked for."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who gives a number in its own clause ("a coalition officer spoke of 60 to 70")."""

    who: Filler
    admits: bool
    """The words are of admission: who speaks counts their own."""
    start: int

    @property
    def is_pronoun(self) -> bool:
        """Tell whether the words only point back at who spoke before: "in June it"."""
        return self.who.link is None and self.who.words.split()[-1].casefold() in ("it", "he", "she", "they")


def voice_before(annotated: Annotated, at: int, since: int) -> Voice | None:
    """Return who gives the number that starts at `at`, in the clause right before it and not before `since`; else None."""
    whole = annotated.document.text
    first = since if at - since <= REACH else whole.index(" ", at - REACH)
    text = whole[first:at]
    hit = next(iter(_last(_VOICE, text)), None) or next(iter(_last(_OWNED, text)), None)
    if hit is None or _NOT_WHO.search(hit["who"]):
        return None
    start, end = first + hit.start("who"), first + hit.end("who")
    verb = hit.groupdict().get("verb") or ""
    return Voice(_speaker(annotated, start, end), bool(_ADMITS.match(verb)), start)


def _last(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the match that begins last: the nearest clause, so that no wider one swallows it."""
    found = [hit for i in range(len(text)) if (hit := pattern.match(text, i)) is not None]
    return found[-1:]


def _speaker(annotated: Annotated, start: int, end: int) -> Filler:
    """Return the side or body named in the words, the last one; else the words themselves."""
    words = annotated.document.text[start:end]
    inside = [f for f in annotated.actors if start <= f.start and f.end <= end and f.link is not None]
    if inside and inside[-1].end >= end - 1:
        return Filler(start, end, words, "speaker", inside[-1].links)
    return Filler(start, end, words, "speaker")
