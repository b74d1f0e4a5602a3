"""Places inside places: the eastern quarters of a city, the capital of a province."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from whoholds.actors.spelling import clean
from whoholds.records import Link
from whoholds.resolve.place_links import beside_link
from whoholds.resolve.scene import Scene


def part_link(whole: Link, words: str, name: str = "") -> tuple[Link, ...]:
    """Make a link to a part of a place, by the name given or by its words: "poor quarters in Kirkuk"."""
    return (beside_link(whole, name or f"{clean(words)} in {whole.name}", f'"{words}" of {whole.name}', "relative"),)


APPOSED = 30
"""Code points between a town and the region that it is said to be the capital of: "Wad Madani, the capital of Gezira"."""


def seat_of(scene: Scene, region: tuple[Link, ...], spot: int) -> tuple[Link, ...]:
    """Return the town that "the capital of Anbar" means: the one named right before, else the one in that region told of most, else a town of no other name."""
    if not region or region[0].kind not in ("region", "area", "country"):
        return region
    near = [h for h in scene.before(scene.places, spot) if spot - h.end <= APPOSED and h.link.kind == "city"]
    before = [h for h in near if scene.text[h.end : h.end + 1] == ","]
    if before:
        return (replace(before[0].link, score=0.6, reason=f"the capital of {region[0].name}, as the text says"),)
    count = Counter(h.link.id for h in scene.places if h.link.kind == "city" and region[0].id in h.link.within)
    if not count:
        return part_link(region[0], "capital")
    best = max(h.link.id for h in scene.places if count[h.link.id] == max(count.values()))
    link = next(h.link for h in scene.places if h.link.id == best)
    return (replace(link, score=0.5, reason=f"the town in {region[0].name} that the text speaks of"),)
