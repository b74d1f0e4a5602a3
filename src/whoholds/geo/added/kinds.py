"""What other gazetteers call a kind of place, and what that is here."""

from __future__ import annotations

import re

from whoholds.geo.added.row import KINDS, UNTOLD

OTHER = "other"
"""A kind that is left out: countries, which are known; wells, farms, streets, which news seldom names and whose names are those of towns."""

GEONAMES = {
    "ADM1": "region", "ADM1H": "region", "ADMD": "district", "ADM2": "district", "ADM2H": "district", "ADM3": "district",
    "ADM4": "district", "ADM5": "district", "RGN": "area", "RGNE": "area", "RGNH": "area", "CONT": "area", "OILF": "site", "GASF": "site",
    "MILB": "site", "LK": "water", "LKS": "water", "RSV": "water", "STM": "water", "BAY": "water", "GULF": "water", "STRT": "water",
    "SEA": "water", "DAM": "site", "AIRB": "site", "AIRF": "site", "AIRP": "site", "CMPRF": "site", "PRN": "site", "OILR": "site",
    "PRT": "site", "PS": "site", "BDG": "site", "BP": "site", "ISL": "area", "ISLS": "area", "PEN": "area", "MTS": "area", "VAL": "area",
    "PLAT": "area", "DSRT": "area", "PLN": "area", "PASS": "site", "MT": "site",
}  # fmt: skip
"""Feature codes of GeoNames beside populated places (class P, all of them)."""
WHOS_ON_FIRST = {
    "locality": "city", "neighbourhood": "city", "macrohood": "city", "microhood": "city", "borough": "city", "region": "region",
    "macroregion": "area", "county": "district", "macrocounty": "district", "localadmin": "district", "marinearea": "water",
    "ocean": "water", "campus": "site", "custom": UNTOLD,
}  # fmt: skip
"""Place types of Who's On First; the others are left out."""
WORDS = {
    "city": "city town village hamlet settlement locality place ppl populated suburb neighbourhood neighborhood quarter borough isolated "
    "community urban rural capital",
    "site": "site dam base airbase airfield airport aerodrome camp bridge crossing checkpoint prison refinery oilfield gasfield port power "
    "factory hospital university barracks station border landmark facility building military mountain peak",
    "region": "region province governorate oblast state adm1 admin1",
    "district": "district county subdistrict raion adm2 adm3 admin2 admin3 municipality",
    "area": "area valley plain desert island mountains range forest zone countryside",
    "water": "water river lake reservoir sea bay wadi canal",
}
_MEANT = {word: kind for kind, words in WORDS.items() for word in words.split()}


def kind_of_feature(kind: str, code: str) -> str:
    """Return what a class and code of GeoNames is here."""
    return "city" if kind == "P" else GEONAMES.get(code, OTHER)


def kind_of_words(words: str) -> str:
    """Return what a user's word for a kind is here ("Village", "oil field", "PPLA2"); unknown words tell nothing."""
    plain = words.strip().casefold()
    if plain in KINDS:
        return plain
    code = plain.upper()
    if code in GEONAMES or code.startswith(("PPL", "P.PPL")) or plain == "p":
        return GEONAMES.get(code, "city")
    if plain in WHOS_ON_FIRST:
        return WHOS_ON_FIRST[plain]
    if plain in ("country", "nation", "sovereign state", "adm0", "pcli", "continent", "empire", "planet"):
        return OTHER
    return next((_MEANT[word] for word in re.findall(r"[a-z0-9]+", plain) if word in _MEANT), UNTOLD)


SITES = frozenset(
    "dam airport airbase airfield base camp refinery crossing prison port oilfield gasfield barracks bridge checkpoint barrage".split()
)


def kind_of_name(name: str) -> str:
    """Return the kind of a place whose file tells none: a site where its name ends so ("Tabqa Dam"), else a town."""
    return "site" if name.rpartition(" ")[2].casefold() in SITES else "city"
