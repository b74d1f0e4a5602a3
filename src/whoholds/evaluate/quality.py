"""The page of scores: written by a command, never by hand."""

from __future__ import annotations

from typing import Any

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
    "places": "Places (LGL and GeoVirus, first 80 documents each; spellings)",
    "campaign": "The fold, end to end (a made-up campaign of 80 articles; developed on)",
}


def page(found: dict[str, dict[str, float]], digests: dict[str, str]) -> str:
    """Write the page from the scores of each set."""
    parts = [HEAD]
    for name, title in TITLES.items():
        if name in found:
            parts.append(_table(name, title, found[name], digests.get(name, "")))
    return "\n".join(parts)


def _table(name: str, title: str, scores: dict[str, float], digest: str) -> str:
    rows = "\n".join(f"| {key} | {_number(value)} |" for key, value in scores.items())
    return f"## {title}\n\n`whoholds evaluate {name}`, data {digest}\n\n| score | value |\n|---|---|\n{rows}\n"


def _number(value: Any) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
