"""No record of private persons: whom nothing but a name tells is left out of the names that we give."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.spelling import clean, slug
from whoholds.records import Link
from whoholds.resolve.persons import NOBODY, full_name, plain_name, public_role
from whoholds.resolve.scene import Scene

OWN = ("new:", "speaker:")
"""How the ids begin of what no catalogue holds: their names are words of the text."""


def without_private_names(scene: Scene, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Leave persons without public office or command out of the names of links: "neighbour of Ahmed Khalil" is a neighbour."""
    if not any(link.id.startswith(OWN) and link.id != NOBODY for link in links):
        return links
    if scene.private is None:
        persons = sorted(_persons(scene), key=lambda name: (-len(name), name))
        scene.private = tuple(name for name in persons if not _is_public(scene, name))
    private = scene.private
    return tuple(
        _freed(link, private) if link.id.startswith(OWN) and not _is_holder(scene, link) else link for link in links
    )


def _is_holder(scene: Scene, link: Link) -> bool:
    holder = scene.catalogue.holder(link.name, scene.on)
    return holder is not None and holder.id == link.id


def _persons(scene: Scene) -> set[str]:
    return {plain_name(one.words) for sentence in scene.annotated.sentences for one in sentence.entities if one.kind == "PER"}


def _is_public(scene: Scene, name: str) -> bool:
    known = scene.gazetteer is not None and scene.gazetteer.knows(name)  # a place that the reader took for a person
    return known or scene.catalogue.holder(full_name(scene, name), scene.on) is not None or public_role(scene, "", name)[1]


def _freed(link: Link, private: tuple[str, ...]) -> Link:
    name = link.name
    for person in private:
        if person in name and person != name:
            titled = rf"(?:[Mm]rs?\.?\s+|Ms\.?\s+)?{re.escape(person)}\b"
            name = re.sub(rf"\s+(?:of|to|for|by)\s+{titled}|\b{titled}(?:['’]s?)?\s*", " ", name)
    name = clean(name)
    if name == link.name or not name:
        return link
    return replace(link, id=f"{link.id.split(':')[0]}:{slug(name)}", name=name)
