"""One place's case: the claims about it, its camps and their names, and all that is said for and against each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.actors.camps import Camps
from whoholds.geo.meant import places_meant
from whoholds.infer.evidence import Say, is_defeat, what_is_said
from whoholds.infer.hearing import Heard, Meant, hear
from whoholds.infer.names import Names, names_of
from whoholds.infer.voices import Spoken
from whoholds.infer.weights import Weights
from whoholds.records import Claim, Link

CONTROL = frozenset({"capture", "hold", "withdraw", "siege", "advance"})
"""Types of which one claim at least must be there: places that were only struck or fought over have no holder to
tell."""
_NO_PLACE = re.compile(r"\b(border|road|highway|route|bank|river|front|line|desert|mountains?|power)$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(it|here|there|this|that|these|those|all|both|half|most|much|many|some|several|others?|[\w-]+(thirds?|fourths?|quarters?|fifths?|tenths?)|"
    r"(the )?(areas?|bases?|buildings?|checkpoints?|districts?|hills?|houses?|lines?|neighbou?rhoods?|outposts?|parts?|places?|pockets?|positions?|"
    r"posts?|roads?|streets?|suburbs?|towns?|villages?)|arabic|kurdish|turkish|persian|english|french)$",
    re.IGNORECASE,
)
"""Words with a capital only because a sentence begins with them, and languages ("known in Arabic as")."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one place before any chance is worked out."""

    place: Link
    say: Say
    heard: tuple[Heard, ...]
    camps: Camps
    names: Names
    spoken: Spoken


def case_of(place_key: str, claims: Iterable[Claim], origins: Mapping[str, str], known_by: date | None, weights: Weights) -> Case | None:
    """Gather what is said of a place; None where nobody says who has it, or where it is no place that can be held."""
    kept = _usable(claims, known_by)
    place = _place_link(place_key, kept)
    if place is None or _is_vague(place):
        return None
    about = [meant for c in kept if _about(meant := Meant(c, places_meant(c)), place)]
    camps = Camps(meant.claim for meant in about)
    heard = tuple(h for h in (hear(meant, place, camps, origins, weights) for meant in about) if h is not None)
    if not any(_tells(h) for h in heard):
        return None
    say = what_is_said(heard, camps, weights)
    return Case(place, say, heard, camps, names_of(say, heard, camps), Spoken(say.evidence))


def _tells(heard: Heard) -> bool:
    """Tell whether a claim says who has the place: mere fighting does not, a defeat that a side dealt another there does."""
    if heard.claim.status not in ("fact", "denied"):
        return False
    return heard.claim.type in CONTROL or (is_defeat(heard.claim) and bool(heard.actors) and bool(heard.targets))


def _usable(claims: Iterable[Claim], known_by: date | None) -> list[Claim]:
    unique = {claim.id: claim for claim in sorted(claims, key=lambda c: (c.id, c.found_by, c.score))}
    return [claim for _, claim in sorted(unique.items()) if _known(claim, known_by)]


def _known(claim: Claim, known_by: date | None) -> bool:
    if known_by is None:
        return True
    return claim.published is not None and claim.published.latest is not None and claim.published.latest <= known_by


def _about(meant: Meant, place: Link) -> bool:
    return any(
        link.id == place.id or place.id in link.within or (link.id in place.within and not link.id.startswith("country:"))
        for _, link in meant.places
    )


def _place_link(place_key: str, claims: Sequence[Claim]) -> Link | None:
    links = [f.link for c in claims for f in c.places if f.link is not None and f.link.id == place_key]
    return max(links, key=lambda link: (link.score, link.name, link.reason)) if links else None


def _is_vague(place: Link) -> bool:
    """Tell whether a place is only words ("towns", "a hill in Kobani", "the Chinese border"), nothing that can be held."""
    words = place.name.split()
    if not place.id.startswith("rel:") or not words:
        return place.kind == "relative" and not place.name[:1].isupper()
    if words[0].islower() or _NO_NAME.match(place.name):
        return True
    return place.kind == "relative" and (words[-1].islower() or bool(_NO_PLACE.search(place.name)))
