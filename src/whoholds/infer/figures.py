"""Numbers worth following: claims with quantities as figures, by measure, subject, scope and definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from whoholds.actors.camps import side_of
from whoholds.geo.meant import places_meant
from whoholds.records import Claim, Figure, Quantity, Window, content_id

PEOPLE = frozenset({"people", "fighters", "civilians", "soldiers", "families", "households", ""})
_VAGUE = re.compile(
    r"^(?:several |many |few |a few |some |the )*(?:tens? of )?(?:dozens?|scores|hundreds?|thousands?|millions?)"
    r"(?: of (?:thousands|hundreds|millions))?$",
    re.IGNORECASE,
)
_WOUNDED = re.compile(r"\b(wound|injur|hurt|maim)", re.IGNORECASE)
_CAPTIVE = re.compile(r"\b(captur|captiv|prisoner|taken|held|missing|hostage)", re.IGNORECASE)
_KILLING = re.compile(r"\b(kill|shot|shoot|execut|behead|slaughter|massacre|murder|hang|burn|drown)", re.IGNORECASE)
_LOSS = re.compile(r"\b(los[tes]|losing|loss|shr[aiu]nk|shed|went|gone|ceded|fell)", re.IGNORECASE)
_GAIN = re.compile(
    r"\b(gain|grew|grow|expand|trebl|tripl|doubl|captur|took|taken|seiz|won|retak|retook|recaptur|liberat)",
    re.IGNORECASE,
)
_PLANNED = frozenset({"planned", "unreal"})
_POPULATED = re.compile(r"\b(populated|inhabited|uninhabited|desert|habitable|built-up)\b", re.IGNORECASE)
_THIRDS = {"a third": 33.3, "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7}
ORDER = (
    "casualties", "displace", "strength", "territory", "strike", "hold", "siege", "abuse", "finance", "ceasefire",
    "capture",
    "deploy", "defect", "aid", "attack", "clash", "advance", "support", "supply", "destroy", "withdraw",
)  # fmt: skip
"""Where one number serves two claims, the type named first gives the figure."""
COUNTED = {
    "strike": {"strikes": "air_strikes", "sorties": "sorties", "air strikes": "air_strikes", "raids": "air_strikes"},
    "ceasefire": {"violations": "ceasefire_violations"},
    "aid": {"trucks": "aid_trucks", "people": "in_need", "tonnes": "aid", "USD": "aid_pledged"},
    "finance": {"barrels per day": "oil_output", "barrels": "oil_output"},
    "supply": {"barrels per day": "oil_output"},
    "capture": {"fighters": "fighters_engaged", "villages": "places_taken", "towns": "places_taken"},
    "deploy": {
        "fighters": "deployed",
        "people": "deployed",
        "soldiers": "deployed",
        "vehicles": "vehicles",
        "tanks": "vehicles",
    },
    "defect": {"percent": "share_returned", "people": "defected", "fighters": "defected"},
    "support": {"USD": "military_aid"},
}
LEAST_PLACES = 20
"""Villages or towns taken are a figure from here; fewer are a list of places."""


def figures_of(claims: Iterable[Claim]) -> tuple[Figure, ...]:
    """Return the figures of the claims, one for each number; a number that serves two claims counts once."""
    best: dict[tuple[str, int, int], tuple[int, Figure]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        for quantity in claim.quantities:
            measure = _measure(claim, quantity)
            if measure is None:
                continue
            figure = _figure(claim, quantity, measure)
            key = (claim.document, quantity.start, quantity.end)
            rank = ORDER.index(claim.type) if claim.type in ORDER else len(ORDER)
            if key not in best or (rank, figure.id) < (best[key][0], best[key][1].id):
                best[key] = (rank, figure)
    figures = [figure for _, figure in best.values()]
    return tuple(
        sorted(figures, key=lambda f: (f.measure, f.subject, f.scope, _day(f.as_of), f.document, f.start, f.id))
    )


def series_of(figures: Iterable[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """Group figures that may be compared: one measure, subject, scope, definition and unit, in time order."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: (_day(f.as_of), f.document, f.start)):
        groups.setdefault((figure.measure, figure.subject, figure.scope, base_of(figure), figure.unit), []).append(
            figure
        )
    return tuple(tuple(groups[key]) for key in sorted(groups))


def base_of(figure: Figure) -> str:
    """Return what of the definition decides whether two figures may be compared: since when, and counted where."""
    return "; ".join(
        part for part in figure.definition.split("; ") if part.startswith(("since ", "counting ", "during "))
    )


def _day(window: Window | None) -> date:
    return (window.latest or window.earliest or date.max) if window else date.max


def _measure(claim: Claim, quantity: Quantity) -> str | None:
    """Name what a number of a claim measures; None for numbers that are no figure (vague ones, distances,
    durations)."""
    if (
        claim.status == "unreal"
        or (quantity.low is None and quantity.high is None)
        or _VAGUE.match(quantity.words.strip())
    ):
        return None
    if quantity.low == quantity.high == 0:
        return None
    words = claim.trigger.words
    unit = quantity.unit
    by_type = {
        "casualties": lambda: _people(
            unit, "wounded" if _WOUNDED.search(words) else "captured" if _CAPTIVE.search(words) else "killed"
        ),
        "displace": lambda: "displaced_share" if unit == "percent" else _people(unit, "displaced"),
        "strength": lambda: "share_of_force" if unit == "percent" else _people(unit, _strength(claim)),
        "territory": lambda: _territory(claim, unit),
        "hold": lambda: (
            "share_of_town_held" if unit == "percent" else _people(unit, "strength") if unit == "fighters" else None
        ),
        "siege": lambda: _people(unit, "besieged"),
        "abuse": lambda: _people(unit, "killed" if _KILLING.search(words) else "abducted"),
        "finance": lambda: _money(claim, unit),
        "clash": lambda: _engaged(unit),
        "attack": lambda: _engaged(unit),
        "advance": lambda: _engaged(unit),
    }
    if claim.type in by_type:
        named = by_type[claim.type]()
        if named is not None:
            return named
    counted = COUNTED.get(claim.type, {}).get(unit)
    if counted == "places_taken" and (quantity.low or quantity.high or 0) < LEAST_PLACES:
        return None
    return counted


def _people(unit: str, measure: str) -> str | None:
    return measure if unit in PEOPLE else None


def _engaged(unit: str) -> str | None:
    return "fighters_engaged" if unit in ("people", "fighters", "soldiers", "") else None


def _strength(claim: Claim) -> str:
    """Fighters of a country of origin are foreign fighters; those of a side are its strength."""
    link = claim.actors[0].link if claim.actors else None
    origin = link is not None and (
        link.kind in ("state", "country", "region", "area", "people", "demonym") or link.id.startswith("country:")
    )
    named = "strength_planned" if claim.status in _PLANNED else "strength"
    return "foreign_fighters" if origin else named


def _territory(claim: Claim, unit: str) -> str | None:
    share, area = unit in ("percent", "percentage points"), unit in ("km2", "square miles", "mi2", "hectares", "acres")
    if not share and not area:
        return None
    context = claim.trigger.words
    if _LOSS.search(context) or (claim.targets and not claim.actors):
        return "territory_share_lost" if share else "territory_area_lost"
    if _GAIN.search(context):
        return "territory_share_gained" if share else "territory_area_gained"
    return "territory_share" if share else "territory_area"


def _money(claim: Claim, unit: str) -> str | None:
    if unit == "percent":
        return "revenue_share"
    if not unit.startswith(("USD", "EUR", "GBP")):
        return None
    words = claim.trigger.words.casefold()
    if re.search(r"\b(salar|wage|pay|paid)", words):
        return "salaries"
    if re.search(r"\b(cost|spen[dt]|budget|damage)", words):
        return "costs"
    return "revenue"


def _figure(claim: Claim, quantity: Quantity, measure: str) -> Figure:
    low, high = _exact_thirds(quantity)
    subject = _subject(claim, quantity)
    places = places_meant(claim)
    scope = ", ".join(dict.fromkeys(link.name for _, link in places))
    return Figure(
        id=content_id("figure", claim.document, quantity.start, quantity.end, measure),
        measure=measure,
        subject=subject,
        scope=scope,
        definition=_definition(claim, quantity),
        low=low,
        high=high,
        unit=quantity.unit,
        as_of=claim.window or claim.published,
        claim=claim.id,
        document=claim.document,
        quote=quantity.words if not claim.sentence.words else claim.sentence.words,
        start=quantity.start,
        end=quantity.end,
    )


def _exact_thirds(quantity: Quantity) -> tuple[float | None, float | None]:
    """Read "a third" of something as 33.3, however it was rounded before."""
    if quantity.unit != "percent":
        return quantity.low, quantity.high
    words = re.sub(
        r"^(about|around|some|nearly|almost|roughly|close to|more than|over)\s+", "", quantity.words.casefold()
    )
    value = _THIRDS.get(words)
    if value is None:
        return quantity.low, quantity.high
    return (None if quantity.low is None else value), (None if quantity.high is None else value)


def _subject(claim: Claim, quantity: Quantity) -> str:
    """Name whom a number is about: those who suffered or lost, else those who acted; else the words that are
    counted."""
    if len(claim.quantities) > 1 and quantity.counts and not _counts_fillers(claim, quantity):
        return quantity.counts
    first: Sequence[str] = [side_of(f).name for f in claim.targets]
    second: Sequence[str] = [side_of(f).name for f in claim.actors]
    if claim.type in ("strength", "hold", "finance", "strike", "territory", "capture", "deploy"):
        first, second = second, first
    return ", ".join(dict.fromkeys(first or second)) or quantity.counts


def _counts_fillers(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether what is counted is what a filler names: "soldiers" is not "346 militants" of the same verb."""
    head = quantity.counts.split()[-1].casefold()
    return any(head in f.words.casefold() for f in (*claim.targets, *claim.actors))


def _definition(claim: Claim, quantity: Quantity) -> str:
    parts = [claim.trigger.words.strip()]
    counted = _POPULATED.search(claim.sentence.words)
    if counted:
        parts.append(f"counting {counted.group(1).lower()} areas")
    window = claim.window
    if claim.time is not None and window is not None and window.earliest is not None and window.latest is not None:
        if (window.latest - window.earliest).days > 40 and claim.published and window.latest == claim.published.latest:
            parts.append(f"since {window.earliest}")
        elif window.earliest != window.latest:
            parts.append(f"during {window.earliest} to {window.latest}")
    if quantity.link and quantity.link != "context":
        parts.append(quantity.link)
    if claim.sources:
        parts.append("according to " + ", ".join(side_of(f).name for f in claim.sources))
    return "; ".join(parts)
