"""Coordinates in running text: decimal degrees, degrees with minutes and seconds, MGRS and UTM grid references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from re import Match

from whoholds.geo.grid import BANDS, from_mgrs, from_utm

SURE_DECIMALS = 4
"""Decimals from which two bare numbers are taken for coordinates without a word that says so."""
TOLD_DECIMALS = 2
CUE_REACH = 48
"""Characters before bare numbers in which a word such as "coordinates" is looked for."""
SURE_DIGITS = 6
"""Digits from which a grid reference counts without the word grid: two of 100 m."""
EXACT_DEGREES = 0.051
"""Whoever rounds to tenths of a degree and more names an area, not a point."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Coordinates found in a text: where they stand, the point in degrees, how they are written, how finely."""

    start: int
    end: int
    lat: float
    lon: float
    form: str
    """decimal, dms, mgrs or utm."""
    step: float
    """Degrees of the last digit written, 0.01 for 36.34."""

    @property
    def exact(self) -> bool:
        """Tell whether they name a point rather than an area."""
        return self.step < EXACT_DEGREES


def find_coordinates(text: str) -> tuple[Spot, ...]:
    """Find coordinates, in text order, never overlapping; what lies off the globe, scores, money and versions are none."""
    kept: list[Spot] = []
    for spot in sorted(_found(text), key=lambda spot: (spot.start, -spot.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return tuple(kept)


def _found(text: str) -> Iterator[Spot]:
    if not any(sign.isdigit() for sign in text):
        return
    for pattern, read in _patterns():
        for m in pattern.finditer(text):
            spot = read(m, text)
            if spot is not None and abs(spot.lat) <= 90 and abs(spot.lon) <= 180:
                yield spot


def _bare(m: Match[str], text: str) -> Spot | None:
    """Read "36.3412, 43.1289"."""
    least = min(len(m["lat"].split(".")[1]), len(m["lon"].split(".")[1]))
    if least < (TOLD_DECIMALS if _is_told(text, m.start()) else SURE_DECIMALS):
        return None
    return Spot(m.start(), m.end(), float(_plain(m["lat"])), float(_plain(m["lon"])), "decimal", 10.0**-least)


def _plain(number: str) -> str:
    return number.replace("\u2212", "-").replace("\u2013", "-")


def _is_told(text: str, start: int) -> bool:
    return bool(_cue().search(text, max(0, start - CUE_REACH), start))


def _sided(m: Match[str], text: str) -> Spot | None:
    """Read two parts that each say their side: "35.95N 39.01E", "36\u00b020'24\"N 43\u00b007'48\"E", "N36.34 E43.13"."""
    one, other = _part(m, ""), _part(m, "2")
    if one is None or other is None or (one[2] in "NS") == (other[2] in "NS"):
        return None
    lat, lon = (one, other) if one[2] in "NS" else (other, one)
    if "." not in m.group() and not any(sign in m.group() for sign in "\u00b0\u00ba\u02da") and one[3] == "decimal" and "degree" not in m.group():
        return None  # "36 N 43 E" may be anything
    form = "dms" if "dms" in (one[3], other[3]) else "decimal"
    return Spot(m.start(), m.end(), lat[0], lon[0], form, max(lat[1], lon[1]))


def _part(m: Match[str], which: str) -> tuple[float, float, str, str] | None:
    """Return degrees, step, side and form of one half."""
    side = (m[f"before{which}"] or m[f"after{which}"] or "")[:1].upper()
    degrees, minutes, seconds = m[f"deg{which}"], m[f"min{which}"], m[f"sec{which}"]
    if not side or (m[f"before{which}"] and m[f"after{which}"]) or (minutes and ("." in degrees or float(minutes) >= 60)):
        return None
    if seconds and ("." in (minutes or "") or float(seconds) >= 60):
        return None
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    last, unit = (seconds, 3600.0) if seconds else (minutes, 60.0) if minutes else (degrees, 1.0)
    step = 10.0 ** -len(last.partition(".")[2]) / unit
    return (-value if side in "SW" else value), step, side, "dms" if minutes else "decimal"


def _compact(m: Match[str], text: str) -> Spot | None:
    """Read "3620N 04308E", "362024N0430748E", as notices to airmen write them."""
    lat, lon = _packed(m["lat"], 2), _packed(m["lon"], 3)
    if lat is None or lon is None or (len(m["lat"]) > 4) != (len(m["lon"]) > 5):
        return None
    step = 1 / 3600 if len(m["lat"]) > 4 else 1 / 60
    lat, lon = (-lat if m["ns"] == "S" else lat), (-lon if m["ew"] == "W" else lon)
    return Spot(m.start(), m.end(), lat, lon, "dms", step)


def _packed(digits: str, whole: int) -> float | None:
    minutes, seconds = int(digits[whole : whole + 2]), int(digits[whole + 2 :] or 0)
    return None if minutes > 59 or seconds > 59 else int(digits[:whole]) + minutes / 60 + seconds / 3600


def _mgrs(m: Match[str], text: str) -> Spot | None:
    """Read "38S LF 12345 67890", "grid 38SLF1234567890"."""
    one, other = m["east"], m["north"]
    digits = one + other if other else one
    if (other and len(one) != len(other)) or len(digits) % 2 or len(digits) > 10:
        return None
    if len(digits) < SURE_DIGITS and not _is_told(text, m.start()):
        return None
    point = from_mgrs(int(m["zone"]), m["band"], m["square"], digits)
    if point is None:
        return None
    return Spot(m.start("zone"), m.end(), round(point[0], 6), round(point[1], 6), "mgrs", 10.0 ** (5 - len(digits) // 2) / 111_000)


def _utm(m: Match[str], text: str) -> Spot | None:
    """Read "UTM zone 38N 312345 4067890"; a letter is a side of the equator, or else a band."""
    zone, letter = int(m["zone"]), m["letter"].upper()
    easting, northing = float(m["east"]), float(m["north"])
    if not 1 <= zone <= 60 or letter not in BANDS or not 100_000 <= easting <= 900_000 or northing > 10_000_000:
        return None
    if not m["cue"] and not _is_told(text, m.start()):
        return None
    lat, lon = from_utm(zone, easting, northing, letter >= "N")
    if letter == "S" and not 31.9 <= lat <= 40.1:  # no band S there, so the south
        lat, lon = from_utm(zone, easting, northing, north=False)
    return Spot(m.start("zone"), m.end(), round(lat, 6), round(lon, 6), "utm", 1 / 111_000)


def _half(which: str) -> str:
    """Return the pattern of one half, named groups ending in `which`."""
    degree, minute = r"\s?(?:\u00b0|\u00ba|\u02da|deg\b\.?|degrees?\b)", r"\s?(?:['\u2019\u2018\u2032\u02b9\u00b4`\u02bc]|min\b|minutes?\b)"
    second = r"\s?(?:[\"\u201c\u201d\u2033\u02ba\u3003]|['\u2019\u2032]{2}|sec\b|seconds?\b)"
    number = r"\d{1,3}(?:\.\d{1,8})?"
    return (
        rf"(?P<before{which}>(?<![A-Za-z])[NSEW]\s?)?(?P<deg{which}>(?<![\d.,$\u20ac\u00a3]){number})(?:{degree})?"
        rf"(?:(?:(?<=[^\d\s])\s?|\s)(?P<min{which}>[0-5]?\d(?:\.\d{{1,6}})?)(?:{minute}|(?=\s[0-5]?\d))"
        rf"(?:\s?(?P<sec{which}>[0-5]?\d(?:\.\d{{1,4}})?)(?:{second})?)?)?"
        rf"\s?(?P<after{which}>(?:[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\b)?"
    )


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[Match[str], str], Spot | None]], ...]:
    between = r"(?:\s?[,;/]\s?|\s(?:and|by)\s|\slatitude,?\s(?:and\s)?|\s)"
    number = r"[-\u2212]?\d{{1,{}}}\.\d{{2,9}}"
    return (
        (
            re.compile(
                rf"(?<![\w.,$\u20ac\u00a3:/-])(?P<lat>{number.format(2)})\s?\u00b0?\s?[,;/]\s?(?P<lon>{number.format(3)})\u00b0?"
                r"(?![\w%]|[.,:]\d|\s?(?:%|percent|per cent|million|billion|km|kg|m\b))"
            ),
            _bare,
        ),
        (re.compile(rf"{_half('')}{between}?{_half('2')}(?:\slongitude)?(?![\w])"), _sided),
        (re.compile(r"(?<!\w)(?P<lat>\d{4}(?:\d\d)?)(?P<ns>[NS])[\s,/]?(?P<lon>[01]\d{4}(?:\d\d)?)(?P<ew>[EW])(?!\w)"), _compact),
        (
            re.compile(
                rf"(?<!\w)(?P<zone>[1-9]|[1-5]\d|60|0[1-9])\s?(?P<band>[{BANDS}])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?"
                r"(?P<east>\d{2,10})(?:\s(?P<north>\d{2,5}))?(?!\w|[.,]\d)"
            ),
            _mgrs,
        ),
        (
            re.compile(
                r"(?<!\w)(?P<cue>UTM\s(?:[Zz]one\s)?|[Zz]one\s)?(?P<zone>[1-5]\d|60|0?[1-9])\s?(?P<letter>[C-HJ-NP-X])[\s,]+(?:E\s?)?"
                r"(?P<east>[1-8]\d{5}(?:\.\d+)?)\s?(?:m?E)?[\s,]+(?:N\s?)?(?P<north>\d{6,8}(?:\.\d+)?)\s?(?:m?N\b)?(?!\w)"
            ),
            _utm,
        ),
    )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(r"(?i)\b(?:co-?ordinates?|grid|mgrs|utm|gps|geolocat\w+|located at|lat(?:itude)?\b|position|geo)\b[^.;\n]{0,40}$")
