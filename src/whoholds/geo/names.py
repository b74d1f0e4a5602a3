"""A place name answered: what is accepted by the rules of spelling, and what is only proposed."""

from __future__ import annotations

from typing import Any

from whoholds.geo.gazetteer import Gazetteer
from whoholds.records import Link
from whoholds.records.json_lines import to_plain

PROPOSED = 5


def answer_name(name: str, country: str | None, code: str | None, gazetteer: Gazetteer) -> dict[str, Any]:
    """Answer one name; `country` is as the user gave it, `code` its ISO code (None: any country)."""
    found = gazetteer.look_up(name, code)
    accepted = found[0] if found else None
    others = [
        link for link in (*found[1:], *gazetteer.propose(name, code)) if accepted is None or link.id != accepted.id
    ]
    return {
        "name": name,
        "country": country,
        "accepted": place_line(accepted, gazetteer) if accepted else None,
        "proposed": [place_line(link, gazetteer) for link in list(dict.fromkeys(others))[:PROPOSED]],
    }


def place_line(link: Link, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return a candidate ready for JSON, with where its row comes from and under which licence."""
    return {
        "name": link.name,
        "lat": link.lat,
        "lon": link.lon,
        "geonameid": link.geonameid,
        "precision": link.precision,
        "method": link.reason,
        "score": link.score,
        "country": link.country,
        "kind": link.kind,
        "id": link.id,
        "sources": [to_plain(terms) for terms in gazetteer.sources_of(link.id)],
    }
