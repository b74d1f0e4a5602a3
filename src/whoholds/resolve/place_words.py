"""Common words for places: towns, wide areas, parts, sites, directions."""

from __future__ import annotations

TOWNS = frozenset(
    [
        "town", "city", "village", "township", "settlement", "hamlet", "suburb", "neighbourhood", "neighborhood", "street",
        "municipality"
    ]
)
WIDE = {"province": "region", "governorate": "region", "region": "region", "country": "country", "nation": "country",
        "state": "region", "county": "region", "republic": "country", "district": "region"}  # fmt: skip
PARTS = frozenset(
    [
        "there", "here", "it", "area", "place", "ruin", "outskirt", "centre", "center", "part", "house", "street",
        "surroundings", "side", "edge", "perimeter", "inside", "rest", "ground", "capital", "stronghold", "spot", "compound",
        "front", "scene", "hub", "heart", "them", "itself", "bastion", "half", "quarter", "position", "interior", "approach",
        "entrance", "periphery", "downtown", "gate", "all", "most", "much", "some", "whole", "bulk", "majority", "section",
        "swath", "swathe", "stretch", "inch", "pocket", "soil", "territory", "land", "remainder", "third", "percent", "cent", "lane"
    ]
)
"""Words that mean the place told of before, or a part of it."""
SITES = frozenset(
    [
        "dam", "refinery", "airport", "airfield", "base", "prison", "hospital", "university", "crossing", "mountain", "river",
        "bridge", "camp", "barracks", "junction", "school", "mosque", "church", "shrine", "museum", "plant", "oilfield",
        "field", "highway", "road", "checkpoint", "station", "port", "hall", "jail", "court", "headquarters", "palace",
        "garrison", "square", "building", "market", "marketplace", "complex", "post", "depot", "factory", "mall", "hotel",
        "monastery", "citadel", "castle", "lake", "island", "pass", "valley", "plain", "desert", "heights", "hill", "berm",
        "fence", "centre", "well", "border", "airbase", "bunker", "cemetery", "embassy", "silo", "warehouse", "pipeline",
        "reservoir", "spillway", "council", "temple", "consulate"
    ]
)
"""Kinds of sites: named after the town where no site of the kind was named."""
MISSIONS = frozenset({"embassy", "consulate"})
"""Sites named after a state in whose land they do not lie."""
SAME_SITE = {
    kind: kinds
    for kinds in (
        ("airfield", "airbase", "air base", "airport"), ("prison", "jail"), ("crossing", "border post"), ("mountain", "mount"),
        ("garrison", "barracks", "base"), ("plant", "refinery", "factory"), ("square", "roundabout"),
    )
    for kind in kinds
}  # fmt: skip
"""Words that news uses in turn for one site: "Tabqa air base ... the airfield"."""
COMPASS = frozenset(
    [
        "north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west", "northeast", "northwest",
        "southeast", "southwest"
    ]
)
SMALL = frozenset("compound street outskirt downtown perimeter house gate entrance lane ruin periphery".split())
"""Parts of a town or a site, never of a country."""
WAYS = frozenset(["road", "way", "route", "highway", "path", "corridor", "crossing"])
FRONTIERS = frozenset(["border", "frontier"])
"""Sites of a country rather than of a town."""
