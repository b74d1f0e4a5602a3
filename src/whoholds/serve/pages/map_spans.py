"""The map's data as the page loads them: the stretches in columns, as small as they go; how sure each holder is day by day, apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from whoholds.report.marks import ASSESSED_CLAIMS, ASSESSED_PROBABILITY, is_assessed

Row = Mapping[str, Any]
GOES_ON = -1
"""Stands for the number of claims where a stretch only goes on, its sign turned from ring to filled or back."""


def spans_data(full: Row) -> dict[str, Any]:
    """Pack what `map_data` returns into columns. Days count from `base`, in a place each from the one before; `held` lists who may hold."""
    base = date.fromisoformat(full["first"])
    held: dict[tuple[Any, ...], int] = {}
    lands: dict[str | None, int] = {}
    places = full["places"]
    columns: dict[str, list[Any]] = {name: [] for name in ("counts", "from", "held_by", "sure", "confirmed", "claims")}
    for place in places:
        before, count = base, 0
        for piece in _pieces(place):
            start = date.fromisoformat(piece["from"])
            columns["from"].append((start - before).days)
            columns["held_by"].append(held.setdefault(_key(piece), len(held)))
            columns["sure"].append(_percent(piece["probability"]))
            columns["confirmed"].append(_days(start, piece["last_confirmed"]))
            columns["claims"].append(piece["claims"] if piece["begins"] else GOES_ON)
            before, count = start, count + 1
        columns["counts"].append(count)
    return {
        **{name: full[name] for name in ("on", "known_by", "first", "last", "sides")},
        "base": base.isoformat(),
        "ids": [place["id"] for place in places],
        "names": [place["name"] for place in places],
        "lats": [place["lat"] for place in places],
        "lons": [place["lon"] for place in places],
        "countries": [lands.setdefault(place["country"], len(lands)) for place in places],
        "lands": list(lands),
        **({"pages": [place["page"] for place in places]} if places and "page" in places[0] else {}),
        "held": [list(key) for key in held],
        **columns,
        "per_day": [[(date.fromisoformat(day) - base).days, count] for day, count in full["per_day"]],
    }


def chances_data(full: Row) -> dict[str, list[int]]:
    """Return the days from which a holder's chance is another, with it in per cent: for the stretches of `spans_data` that have such days.

    `rows` are places in its columns, each counted from the one before; `counts` so many days a row; `days` and `sure` from the one before in a row.
    """
    found: dict[str, list[int]] = {"rows": [], "counts": [], "days": [], "sure": []}
    row = last = 0
    for place in full["places"]:
        for piece in _pieces(place):
            steps = piece.get("chances", ())
            if len(steps) > 1:
                found["rows"].append(row - last)
                found["counts"].append(len(steps))
                _steps(steps, piece["from"], found)
                last = row
            row += 1
    return found


def turning_days(place: Row) -> list[str]:
    """Return the days from which a place's sign is another one, or stands on other claims."""
    return list(dict.fromkeys(piece["from"] for piece in _pieces(place)))


def _steps(steps: Sequence[tuple[str, float]], start: str, found: dict[str, list[int]]) -> None:
    before, sure = date.fromisoformat(start), 0
    for day, chance in steps:
        now, percent = date.fromisoformat(day), _percent(chance)
        found["days"].append((now - before).days)
        found["sure"].append(percent - sure)
        before, sure = now, percent


def _pieces(place: Row) -> Iterator[dict[str, Any]]:
    """Cut the stretches of a place wherever the sign turns from ring to filled or back, as its holder gets surer or less sure."""
    for span in place["spans"]:
        steps = span.get("chances", ())
        if span["claims"] < ASSESSED_CLAIMS or len(steps) < 2:
            yield {**span, "begins": True}
            continue
        pieces: list[dict[str, Any]] = []
        for day, chance in steps:
            last = pieces[-1] if pieces else None
            if last is not None and is_assessed(span["claims"], chance) == is_assessed(span["claims"], last["probability"]):
                last["chances"].append((day, chance))
            else:
                pieces.append({**span, "from": day, "probability": chance, "chances": [(day, chance)], "begins": last is None})
        yield from pieces


def _key(piece: Row) -> tuple[Any, ...]:
    """Return a stretch's status, holder, the holder's camp, and who contests it."""
    return piece["status"], piece["holder"], piece["camp"], tuple(piece.get("rivals", ()))


def _percent(chance: float) -> int:
    """Round to whole per cent, never over the bar between a ring and a filled sign."""
    whole = round(chance * 100)
    return whole - 1 if chance < ASSESSED_PROBABILITY <= whole / 100 else whole


def _days(start: date, day: str | None) -> int | None:
    return (date.fromisoformat(day) - start).days if day else None
