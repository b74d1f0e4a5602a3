"""What a number of a claim measures: killed, displaced, strength, territory ...; None for numbers that are no figure."""

from __future__ import annotations

import re
from collections.abc import Callable

from whoholds.geo.meant import WIDE, places_meant
from whoholds.geo.measures import AREA_KM2
from whoholds.records import Claim, Quantity
from whoholds.records.quantity import MOVED
from whoholds.records.quantity import PEOPLE_UNITS as PEOPLE

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
_LEVEL = re.compile(r"\b(?:from|to|with|at|against|than|holds?|held|controls?|controlled|left|stands?|stood)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""Words before an area that make it an extent held and not an extent lost: "from 90,800 to 78,000"."""
_BACK = re.compile(r"\b(?:return\w*|(?:come|came|comes|go|gone|going|went) (?:back|home)|resettled)\b", re.IGNORECASE)
_PAY = re.compile(r"\b(salar|wage|pay|paid|stipend)", re.IGNORECASE)
_COST = re.compile(r"\b(cost|spen[dt]|budget|damage)", re.IGNORECASE)
_CHANGE = re.compile(r"\b(cut|slash|halv|drop|fell|fall|rose|rise|down|declin|reduc|increas|los[ts])", re.IGNORECASE)
_MONEY = re.compile(r"^[A-Z]{3}(?: per \w+)?$")
_PLANNED = frozenset({"planned", "unreal"})
COUNTED = {
    "strike": {
        "strikes": "air_strikes",
        "sorties": "sorties",
        "air strikes": "air_strikes",
        "raids": "air_strikes",
        "times": "air_strikes",
    },
    "ceasefire": {"violations": "ceasefire_violations"},
    "aid": {"trucks": "aid_trucks", "people": "in_need", "tonnes": "aid", "USD": "aid_pledged"},
    "finance": {"barrels per day": "oil_output", "barrels": "oil_output"},
    "supply": {
        "barrels per day": "oil_output",
        "barrels": "oil_output",
        "tonnes": "supplies",
        "trucks": "supply_trucks",
    },
    "capture": {"fighters": "fighters_engaged", "villages": "places_taken", "towns": "places_taken"},
    "deploy": {
        "fighters": "deployed",
        "people": "deployed",
        "soldiers": "deployed",
        "vehicles": "vehicles",
        "tanks": "vehicles",
    },
    "defect": {"percent": "share_returned", "people": "defected", "fighters": "defected"},
    "support": {"USD": "military_aid", "fighters": "deployed", "soldiers": "deployed"},
}
LEAST_PLACES = 20
"""Villages or towns taken are a figure from here; fewer are a list of places."""


def measure_of(claim: Claim, quantity: Quantity) -> str | None:
    """Name what a number of a claim measures; None for numbers that are no figure (vague ones, distances, durations)."""
    if claim.status == "unreal" or quantity.link == MOVED or (quantity.low is None and quantity.high is None):
        return None
    if _VAGUE.match(quantity.words.strip()) or quantity.low == quantity.high == 0:
        return None
    named = NAMED[claim.type](claim, quantity) if claim.type in NAMED else None
    if named is not None:
        return named
    counted = COUNTED.get(claim.type, {}).get(quantity.unit)
    if counted == "places_taken" and (quantity.low or quantity.high or 0) < LEAST_PLACES:
        return None
    return counted


def words_of(claim: Claim, quantity: Quantity) -> str:
    """Return the words that say what a number counts: those of its claim, or of the claim that it takes them from."""
    return quantity.meant_as or claim.trigger.words


def unit_of(claim: Claim, quantity: Quantity) -> str:
    """Return the unit of a number; money of which the sentence says "monthly" or "a year" is a rate."""
    if claim.type == "strike" and quantity.unit == "times":
        return "strikes"
    if claim.type == "casualties" and _counts_targets(claim, quantity):
        return "people"
    if not re.fullmatch(r"[A-Z]{3}", quantity.unit):
        return quantity.unit
    rate = next((name for name, words in RATES if re.search(words, claim.sentence.words, re.IGNORECASE)), "")
    return f"{quantity.unit} per {rate}" if rate else quantity.unit


def _people(quantity: Quantity, measure: str) -> str | None:
    return measure if quantity.unit in PEOPLE else None


def _hurt(claim: Claim, quantity: Quantity) -> str | None:
    words = words_of(claim, quantity)
    measure = "wounded" if _WOUNDED.search(words) else "captured" if _CAPTIVE.search(words) else "killed"
    return measure if _counts_targets(claim, quantity) else _people(quantity, measure)


def _counts_targets(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number counts, by a noun that is no known unit, just those who suffered: "four comrades"."""
    return bool(quantity.unit) and quantity.counts.endswith(quantity.unit) and any(quantity.unit in f.words.casefold() for f in claim.targets)


def _abused(claim: Claim, quantity: Quantity) -> str | None:
    return _people(quantity, "killed" if _KILLING.search(words_of(claim, quantity)) else "abducted")


def _displaced(claim: Claim, quantity: Quantity) -> str | None:
    measure = "returned" if _BACK.search(words_of(claim, quantity)) else "displaced"
    return f"{measure}_share" if quantity.unit == "percent" else _people(quantity, measure)


def _engaged(claim: Claim, quantity: Quantity) -> str | None:
    return "fighters_engaged" if quantity.unit in ("people", "fighters", "soldiers", "") else None


def _strength(claim: Claim, quantity: Quantity) -> str | None:
    """Fighters of a country of origin are foreign fighters; those of a side are its strength."""
    if quantity.unit == "percent":
        return "share_of_force"
    link = claim.actors[0].link if claim.actors else None
    origin = link is not None and (
        link.kind in ("state", "country", "region", "area", "people", "demonym") or link.id.startswith("country:")
    )
    named = "strength_planned" if claim.status in _PLANNED else "strength"
    return _people(quantity, "foreign_fighters" if origin else named)


def _held(claim: Claim, quantity: Quantity) -> str | None:
    if quantity.unit == "percent":
        return "share_of_town_held"
    return "strength" if quantity.unit == "fighters" else None


def _taken(claim: Claim, quantity: Quantity) -> str | None:
    return "share_of_town_held" if quantity.unit == "percent" and _is_of_a_town(claim) else None


def _is_of_a_town(claim: Claim) -> bool:
    """Tell whether a share is of a town: all that the claim is about is narrower than a region."""
    places = places_meant(claim)
    return bool(places) and not any(link.kind in WIDE for _, link in places)


def _territory(claim: Claim, quantity: Quantity) -> str | None:
    share, area = quantity.unit in ("percent", "percentage points", "points"), quantity.unit in AREA_KM2
    if not share and not area:
        return None
    context = words_of(claim, quantity) + (f" {claim.sentence.words}" if "point" in quantity.unit else "")
    if share and _is_of_a_town(claim) and not _LOSS.search(context):
        return "share_of_town_held"
    before = claim.sentence.words[: max(0, quantity.start - claim.sentence.start)]
    if area and _LEVEL.search(before):
        return "territory_area"
    if _LOSS.search(context) or (claim.targets and not claim.actors):
        return "territory_share_lost" if share else "territory_area_lost"
    if _GAIN.search(context):
        return "territory_share_gained" if share else "territory_area_gained"
    return "territory_share" if share else "territory_area"


def _money(claim: Claim, quantity: Quantity) -> str | None:
    words = words_of(claim, quantity)
    if quantity.unit == "percent":
        changed = _CHANGE.search(words) is not None
        return "salary_change" if _PAY.search(words) else "revenue_change" if changed else "revenue_share"
    if not _MONEY.match(quantity.unit):
        return None
    return "salaries" if _PAY.search(words) else "costs" if _COST.search(words) else "revenue"


RATES = (
    ("month", r"\bmonthly\b|\b(?:a|per|each|every) month\b"),
    ("year", r"\b(?:annual(?:ly)?|yearly)\b|\b(?:a|per|each|every) year\b"),
    ("day", r"\bdaily\b|\b(?:a|per|each|every) day\b"),
    ("week", r"\bweekly\b|\b(?:a|per|each|every) week\b"),
)
NAMED: dict[str, Callable[[Claim, Quantity], str | None]] = {
    "casualties": _hurt,
    "displace": _displaced,
    "strength": _strength,
    "territory": _territory,
    "hold": _held,
    "capture": _taken,
    "siege": lambda claim, quantity: _people(quantity, "besieged"),
    "abuse": _abused,
    "finance": _money,
    "clash": _engaged,
    "attack": _engaged,
    "advance": _engaged,
}
"""How each type of claim names what its numbers measure; types not named count by their unit alone (`COUNTED`)."""
