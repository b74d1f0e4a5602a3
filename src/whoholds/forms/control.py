"""Places by days with who held them: the wide table that users of VIINA know (`ctr_` and a time), with names of sides in place of two codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from whoholds.errors import InputError
from whoholds.forms.citing import cited
from whoholds.forms.material import Material
from whoholds.forms.rights import RIGHTS
from whoholds.infer.holdings import holding_on
from whoholds.records import Holding

FIRST = ("geonameid", "name", "asciiname", "alternatenames", "longitude", "latitude", "feature_code")
LAST = ("place_id", "country", "claims", "sources", "rights")
CONTESTED = "CONTESTED"
SPAN, MOST = 30, 1100
"""Days before the last one where none is asked for, and the most days of one table."""


def control_days(material: Material, since: date | None, until: date | None) -> list[date]:
    """Return the days of the table: up to `until`, else the day that the material is told for. Raises InputError for endless tables."""
    last = until or material.on
    if last is None:
        return []
    first = since or last - timedelta(days=min(SPAN, last.toordinal() - 1))
    count = (last - first).days + 1
    if not 0 < count <= MOST:
        raise InputError(f"{first} to {last}: {max(count, 0)} days; a table has one to {MOST}, give --from and --to")
    return [first + timedelta(days=n) for n in range(count)]


def control_columns(days: list[date]) -> tuple[str, ...]:
    """Return the columns of the table."""
    return (*FIRST, *(f"ctr_{day:%Y%m%d}000000" for day in days), *LAST)


def control_rows(material: Material, days: list[date], sides: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Walk places by name, with sides only those that one of them holds or contests on one of the days; the material must hold all stretches of each.

    A cell is the holder at the end of the day, CONTESTED, or empty where that is not known."""
    by_place: dict[str, list[Holding]] = {}
    for holding in material.holdings:
        by_place.setdefault(holding.place.id, []).append(holding)
    for rows in sorted(by_place.values(), key=lambda rows: (rows[0].place.name, rows[0].place.id)):
        held = {day: holding_on(rows, day) for day in days}
        shown = {h.id: h for h in held.values() if h is not None}
        if not shown or (sides and not any(set(sides) & {h.holder, *h.rivals} for h in shown.values())):
            continue
        place = rows[0].place
        ids = [id for holding in shown.values() for id in holding.claims_for]
        told = cited(ids, material.claims_by(ids), material.document).cells()
        cells = {f"ctr_{day:%Y%m%d}000000": status_of(holding) for day, holding in held.items()}
        spot = {"longitude": place.lon, "latitude": place.lat}
        plain = {"geonameid": place.geonameid, "name": place.name, "asciiname": _ascii(place.name), **spot, **cells}
        yield {**plain, "place_id": place.id, "country": place.country, **told, "rights": RIGHTS}


def status_of(holding: Holding | None) -> str | None:
    """Return a holding as a cell."""
    if holding is None or holding.status == "unknown":
        return None
    return holding.holder if holding.status == "held" else CONTESTED


def _ascii(name: str) -> str | None:
    """Return a name without accents; None where that leaves no letters of a name, as with Arabic."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain if sum(sign.isalpha() for sign in plain) == sum(sign.isalpha() for sign in name) else None
