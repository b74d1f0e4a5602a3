"""Toponyms scored: resolution on gold spans, recognition and both together from raw text, and spellings of names."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from whoholds.annotate.document import annotate
from whoholds.evaluate.scorer import read_rows
from whoholds.geo.nearness import haversine_km
from whoholds.records import Document, Filler
from whoholds.resolve.places import resolve_places
from whoholds.toolkit import Toolkit

NEAR_KM = 161.0
"""100 miles: the usual bound of "right" in geocoding (accuracy@161 km)."""
VARIANT_KM = 25.0
MOST = 80
"""Documents of each set that are read in full for recognition; gold spans are scored on all."""


def scores(shared: Path, toolkit: Toolkit, most: int = MOST) -> dict[str, float]:
    """Score LGL, GeoVirus and the spellings; a matching GeoNames id counts as 0 km."""
    found: dict[str, float] = {}
    for name in ("lgl", "geovirus"):
        rows = read_rows(shared / "data" / f"geo_{name}.jsonl")[:most]
        found |= {f"{name}: {key}": value for key, value in _set_scores(rows, toolkit).items()}
    return found | _variant_scores(shared / "data" / "place_variants_dev.tsv", toolkit)


def _set_scores(rows: list[dict[str, Any]], toolkit: Toolkit) -> dict[str, float]:
    count: Counter[str] = Counter()
    for row in rows:
        gold = [t for t in row["toponyms"] if t.get("lat") is not None]
        document = Document(str(row.get("doc", row.get("id"))), row["text"])
        annotated = annotate(document, toolkit)
        spans = tuple(Filler(t["start"], t["end"], row["text"][t["start"] : t["end"]], "toponym") for t in gold)
        count["gold"] += len(gold)
        for item, filler in zip(
            gold, resolve_places(spans, document, annotated.sentences, toolkit.gazetteer), strict=True
        ):
            count["answered"] += bool(filler.links)
            count["right"] += _is_right(item, filler)
        seen = resolve_places(annotated.places, document, annotated.sentences, toolkit.gazetteer)
        by_span = {(f.start, f.end): f for f in seen if f.kind != "demonym"}
        count["found"] += len(by_span)
        hits = [(t, by_span[t["start"], t["end"]]) for t in gold if (t["start"], t["end"]) in by_span]
        count["hit"] += len(hits)
        count["end to end"] += sum(_is_right(item, filler) for item, filler in hits)
    gold_count = max(1, count["gold"])
    return {
        "acc@161 of all, gold spans": round(count["right"] / gold_count, 4),
        "acc@161 of answered, gold spans": round(count["right"] / max(1, count["answered"]), 4),
        "recognition recall, exact": round(count["hit"] / gold_count, 4),
        "recognition F1, exact": round(2 * count["hit"] / max(1, count["found"] + count["gold"]), 4),
        "end to end acc@161 of all": round(count["end to end"] / gold_count, 4),
    }


def _is_right(gold: dict[str, Any], filler: Filler) -> bool:
    link = filler.link
    if link is None or link.lat is None or link.lon is None:
        return False
    if link.geonameid is not None and link.geonameid == gold.get("geonameid"):
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
