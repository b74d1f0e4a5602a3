"""Toponyms scored: resolution on gold spans, recognition and both together from raw text, and spellings of names."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from whoholds.annotate.document import annotate
from whoholds.evaluate.coverage import coverage_scores
from whoholds.evaluate.scorer import read_rows
from whoholds.geo.nearness import haversine_km
from whoholds.records import Document, Filler
from whoholds.resolve.places import resolve_places
from whoholds.toolkit import Toolkit

NEAR_KM = 161.0
"""100 miles: the usual bound of "right" in geocoding (accuracy@161 km)."""
VARIANT_KM = 25.0
MOST = 80
"""Documents of each set that are scored, and that may be looked at."""
UNREAD = 80
"""Documents after those that are scored too. Nobody read them; how often each rule is right was counted on them as well."""
ADJECTIVES = "demonym"


def scores(shared: Path, toolkit: Toolkit, most: int = MOST, unread: int = UNREAD) -> dict[str, float]:
    """Score LGL, GeoVirus, the spellings and the names of re3d; a matching GeoNames id counts as 0 km."""
    found: dict[str, float] = {}
    for name in ("lgl", "geovirus"):
        rows = read_rows(shared / "data" / f"geo_{name}.jsonl")
        for label, part in ((name, rows[:most]), (f"{name}, unread", rows[most : most + unread])):
            found |= {f"{label}: {key}": value for key, value in _set_scores(part, toolkit).items()}
    return found | _variant_scores(shared / "data" / "place_variants_dev.tsv", toolkit) | coverage_scores(shared, toolkit)


def _set_scores(rows: list[dict[str, Any]], toolkit: Toolkit) -> dict[str, float]:
    """Score some documents. Adjectives ("Syrian") are no names here; with them, those that the gold has count as names."""
    count: Counter[str] = Counter()
    for row in rows:
        _count(row, toolkit, count)
    gold = max(1, count["gold"])
    return {
        "acc@161 of all, gold spans": round(count["right"] / gold, 4),
        "acc@161 of answered, gold spans": round(count["right"] / max(1, count["answered"]), 4),
        "recognition recall, exact": round(count["hit"] / gold, 4),
        "recognition F1, exact": round(2 * count["hit"] / max(1, count["found"] + count["gold"]), 4),
        "recognition F1, exact, with adjectives of the gold": round(
            2 * count["any hit"] / max(1, count["found"] + count["any hit"] - count["hit"] + count["gold"]), 4
        ),
        "end to end acc@161 of all": round(count["end to end"] / gold, 4),
        "end to end acc@161 of all, with adjectives of the gold": round(count["any end to end"] / gold, 4),
    }


def _count(row: dict[str, Any], toolkit: Toolkit, count: Counter[str]) -> None:
    """Count what is right in one document."""
    gold = [t for t in row["toponyms"] if t.get("lat") is not None]
    document = Document(str(row.get("doc", row.get("id"))), row["text"])
    annotated = annotate(document, toolkit)
    spans = tuple(Filler(t["start"], t["end"], row["text"][t["start"] : t["end"]], "toponym") for t in gold)
    count["gold"] += len(gold)
    for item, filler in zip(gold, resolve_places(spans, document, annotated.sentences, toolkit.gazetteer), strict=True):
        count["answered"] += bool(filler.links)
        count["right"] += _is_right(item, filler)
    seen = resolve_places(annotated.toponyms, document, annotated.sentences, toolkit.gazetteer)
    by_span = {(f.start, f.end): f for f in seen}
    count["found"] += sum(f.kind != ADJECTIVES for f in seen)
    for item in gold:
        hit = by_span.get((item["start"], item["end"]))
        if hit is not None:
            right, name = _is_right(item, hit), hit.kind != ADJECTIVES
            count.update({"any hit": 1, "any end to end": right, "hit": name, "end to end": name and right})


def _is_right(gold: dict[str, Any], filler: Filler) -> bool:
    link = filler.link
    if link is None or link.lat is None or link.lon is None:
        return False
    if link.geonameid is not None and str(link.geonameid) == str(gold.get("geonameid")):
        return True
    return haversine_km((link.lat, link.lon), (float(gold["lat"]), float(gold["lon"]))) <= NEAR_KM


def _variant_scores(path: Path, toolkit: Toolkit) -> dict[str, float]:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    accepted = proposed = 0
    for row in rows:
        spot = (float(row["lat"]), float(row["lon"]))
        found = toolkit.gazetteer.look_up(row["variant"], row["country"])
        right = bool(found) and _within(found[0], spot)
        accepted += right
        proposed += right or any(
            _within(link, spot) for link in toolkit.gazetteer.propose(row["variant"], row["country"])
        )
    return {
        "spellings: accepted and right": round(accepted / len(rows), 4),
        "spellings: accepted or proposed": round(proposed / len(rows), 4),
    }


def _within(link: Any, spot: tuple[float, float]) -> bool:
    return link.lat is not None and haversine_km((link.lat, link.lon), spot) <= VARIANT_KM
