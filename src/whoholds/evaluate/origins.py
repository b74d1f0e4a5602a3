"""Which articles go back to one: pairs of articles, scored on stories of our own from 14 wars that ship with the program.

Each story has the first report, a copy with cuts, a rewrite that credits it, a thorough rewrite that does not, a separate report of the
same happening, and often a later one that recalls it. Copies and rewrites are one origin; the others are origins of their own. The two
numbers that decide were set on stories a to g (and the campaign); stories h to n were only scored. Articles, outlets, figures and
quotations are invented: they are no source on any war.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations

from whoholds.evaluate.campaign import document_of
from whoholds.link.origins import find_origins

PARTS = {"stories a to g (set on)": "abcdefg", "stories h to n": "hijklmn"}


def data_file() -> Traversable:
    """Name the file of articles: a JSON object a line, `origin` the id of the first article of its story."""
    return files("whoholds.evaluate").joinpath("data", "origins.jsonl")


def scores() -> dict[str, float]:
    """Compare the pairs of articles that are put together with those that belong together: precision, recall, F1 by part."""
    rows = [json.loads(line) for line in data_file().read_text(encoding="utf-8").splitlines()]
    found: dict[str, float] = {}
    for name, stories in PARTS.items():
        here = [row for row in rows if row["doc"][0] in stories]
        gold = _pairs({row["doc"]: row["origin"] for row in here})
        made = _pairs(find_origins(document_of(row) for row in here))
        both = len(gold & made)
        found[f"{name}: precision"] = round(both / len(made), 4) if made else 0.0
        found[f"{name}: recall"] = round(both / len(gold), 4)
        found[f"{name}: F1"] = round(2 * both / (len(gold) + len(made)), 4)
    return found


def _pairs(origins: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(one, other) for one, other in combinations(sorted(origins), 2) if origins[one] == origins[other]}
