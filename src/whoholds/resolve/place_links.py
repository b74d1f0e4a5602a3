"""Links to places that have no row of their own: countries by their code, parts and sites of a place, unknown names."""

from __future__ import annotations

from dataclasses import replace

from whoholds.actors.spelling import clean, slug
from whoholds.records import Link
from whoholds.resolve.scene import Scene


def country_link(scene: Scene, code: str, reason: str) -> Link:
    """Make a link to a country of the catalogue, with its place where the gazetteer holds it."""
    state = scene.catalogue.states[code]
    found = scene.gazetteer.look_up(state.name) if scene.gazetteer is not None else ()
    known = next((link for link in found if link.id == f"country:{code}"), None)
    plain = Link(f"country:{code}", state.name, "country", 0.7, reason, country=code, precision="country")
    return replace(known, score=0.7, reason=reason) if known else plain


def beside_link(link: Link, name: str, reason: str, kind: str) -> Link:
    """Make a link to a place without a row of its own that lies in, or by, another."""
    return replace(link, id=f"rel:{slug(name)}", name=name, kind=kind, precision="vague", geonameid=None, score=0.5,
                   within=(link.id, *link.within), reason=reason)  # fmt: skip


def unknown_name(words: str) -> Link:
    """Make a link to a place that the gazetteer does not hold: it keeps its name."""
    name = clean(words)
    return Link(f"rel:{slug(name)}", name, "city", 0.3, "a name that the gazetteer does not hold", precision="vague")
