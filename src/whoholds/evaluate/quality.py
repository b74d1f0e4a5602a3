"""The page of scores: written by a command, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from whoholds.evaluate.measured import Measured, Table
from whoholds.evaluate.scale import Cost, scale_table

HEAD = """# Quality

Written by `whoholds evaluate quality`; every number comes from `whoholds evaluate` on the data named. The data are not part
of the product. "Scored-only half" are documents that nobody reads and nothing is trained on; "looked-at half" and "train"
were read while rules were written and the claim models trained on them, so their scores flatter.

"""
TITLES = {
    "language": "The language reader (UD English EWT and GUM test, UNER, CrossNER politics)",
    "claims": "Claims (annotated by the guide; `score.py` of the data)",
    "actors": "Names of sides, speakers and places, given the annotated words",
    "times": "Time expressions (times_dev, tuned on)",
    "places": "Places (LGL and GeoVirus: 80 documents each that were looked at, 80 unread; spellings)",
    "origins": "Copies and rewrites of one report (78 articles of our own on 14 stories; pairs of articles)",
    "campaign": "The fold, end to end (a made-up campaign of 80 articles; developed on)",
    "gold": "The fold alone (gold claims of 53 articles in place of the reader's; 62 questions; developed on)",
    "simulate": "The filter where the truth is known (made-up wars; seeds that nothing was set on)",
    "muc4": "Templates of incidents (MUC-4 dev, 200 wires in capitals; strict match, F1 in %, 95% interval over documents)",
    "plover": "Events of PLOVER (322 coded sentences; the coder learned from a half, a half is only scored)",
}


SCALE_HEAD = """`whoholds evaluate simulate --scale --to docs/quality.md`. Claims of made-up wars of 1,000 days, about 200 a place, with their sentences,
sources and copies; one process. "Put aside" is writing them to disk by place, "folded" is reading them back and the filter: together they are the
microseconds a claim. Both are processor time, without the making of the claims, which the memory includes. Linking to events holds all
claims in memory, as `read` of one collection does, and is measured up to 100,000.

"""
SCALE = "## The fold as claims grow"


def page(found: Mapping[str, Measured], digests: Mapping[str, str], before: str = "") -> str:
    """Write the page from the scores of each set; sections of the page before whose sets were not measured stay as they are."""
    kept = _sections(before)
    parts = [HEAD]
    for name, title in TITLES.items():
        if name in found:
            parts.append(_section(name, title, found[name], digests.get(name, "")))
        elif old := kept.get(f"## {title}"):
            parts.append(old)
    return "\n".join([*parts, kept[SCALE]] if SCALE in kept else parts)


def _sections(page: str) -> dict[str, str]:
    """Return the sections of a page by their headings."""
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part.rstrip("\n") + "\n" for part in parts}


def with_scale(page: str, found: Sequence[Cost], machine: str, chart: str) -> str:
    """Return a page with the section of what the fold costs in place of the one before, at its end."""
    before = page.partition(SCALE)[0].rstrip("\n")
    table = scale_table(found)
    return f"{before}\n\n{SCALE}\n\n{SCALE_HEAD}Measured on: {machine}.\n\n![{table.title}]({chart})\n\n{_markdown(table.columns, table.rows)}"


SHORT = (
    ("claims", "scored-only half: claim F1", "Claims found, of the right type (F1), texts never looked at"),
    (
        "claims",
        "scored-only half: name F1",
        "Sides, places and speakers with the right real-world name (F1), same texts",
    ),
    (
        "claims",
        "scored-only half: status accuracy",
        "Status right (fact, denied, possible, planned, unreal), same texts",
    ),
    ("claims", "scored-only half: whole F1", "Records right as a whole (F1), same texts"),
    ("language", "ewt.las", "Trees, labelled attachment, UD English EWT test, %"),
    ("language", "gum.las", "Trees, labelled attachment, UD English GUM test, %"),
    ("language", "politics.f1", "Names, CrossNER politics test, F1 %"),
    ("places", "geovirus: recognition F1, exact", "Place names found in news (GeoVirus, F1)"),
    ("places", "geovirus: acc@161 of all, gold spans", "Places put within 161 km (GeoVirus, words given)"),
    ("origins", "stories h to n: F1", "Articles that go back to one report put together (pairs, F1)"),
    ("campaign", "campaign: questions", "Who held it? 100 questions on a made-up campaign (developed on)"),
    ("gold", "gold claims: questions", "Who held it? 62 questions, claims given (developed on)"),
    ("simulate", "usual: accuracy", "Who held it, day by day? Made-up wars, usual noise, in hindsight"),
    ("simulate", "usual: 1 - calibration error", "The same: 1 - expected calibration error of the chances"),
)
"""The rows of the README's table: set, score, what it says."""
OPEN, CLOSE = "<!-- quality: written by `whoholds evaluate quality` -->", "<!-- /quality -->"


def in_readme(readme: str, found: Mapping[str, Measured]) -> str:
    """Write the short table between the README's two marks; a README without them stays as it is."""
    before, opened, rest = readme.partition(OPEN)
    _, closed, after = rest.partition(CLOSE)
    if not opened or not closed:
        return readme
    rows = [
        f"| {words} | {_number(found[name].scores[key])} |"
        for name, key, words in SHORT
        if name in found and key in found[name].scores
    ]
    return "\n".join([before + OPEN, "| what | score |", "|---|---|", *rows, CLOSE + after])


def _section(name: str, title: str, found: Measured, digest: str) -> str:
    bounds = {key: f"{_number(low)} to {_number(high)}" for key, (low, high) in found.intervals.items()}
    columns = ("score", "value", *(["95% interval"] if bounds else []))
    rows = [(key, value, *([bounds.get(key, "")] if bounds else [])) for key, value in found.scores.items()]
    parts = [f"## {title}\n\n`whoholds evaluate {name}`, data {digest}\n\n{_markdown(columns, rows)}"]
    parts += [_titled(table) for table in found.tables if table.on_page]
    return "\n".join(parts)


def _titled(table: Table) -> str:
    return f"### {table.title}\n\n{_markdown(table.columns, table.rows)}"


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    body = "".join(f"| {' | '.join(_number(value) for value in row)} |\n" for row in rows)
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n{body}"


def _number(value: Any) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
