"""States and what belongs to each: government, army, forces, air force, navy, police, parliament; built by rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whoholds.actors.entries import Item, Shape, read_window
from whoholds.actors.spelling import key, slug
from whoholds.records.actor import Actor, Tie

BRANCHES: dict[str, tuple[str, str, str]] = {
    "government": ("government", "government", "state"),
    "army": ("army", "army", "forces"),
    "forces": ("forces", "army", "government"),
    "air_force": ("air force", "army", "forces"),
    "navy": ("navy", "army", "forces"),
    "police": ("police", "army", "forces"),
    "parliament": ("parliament", "institution", "state"),
    "defence_ministry": ("Ministry of Defence", "institution", "government"),
    "interior_ministry": ("Ministry of Interior", "institution", "government"),
    "foreign_ministry": ("Ministry of Foreign Affairs", "institution", "government"),
}
MINISTRIES = tuple(branch for branch in BRANCHES if branch.endswith("_ministry"))
NONE = "none"
"""Written for a branch that a state has not, or that has an entry of its own."""
"""Branch: the words after the adjective, the kind of actor, and what it is part of."""
SHAPE = Shape(
    texts=frozenset({"code", "name", "since", "until", *BRANCHES}),
    lists=frozenset({"names", "adjectives", "people", "seats", *(f"{branch}_names" for branch in BRANCHES)}
                    | {"force_names"}),
    needed=frozenset({"code", "name"}),
)  # fmt: skip

PHRASES: dict[str, tuple[str, ...]] = {
    "government": ("government", "regime", "authorities", "administration", "cabinet", "state", "interim government",
                   "transitional government", "leadership", "federal government"),
    "army": ("army", "troops", "soldiers", "ground forces", "regular army", "army troops", "army soldiers",
             "army units", "army forces", "infantry", "servicemen", "paratroopers", "government soldiers", "government troops",
             "regime troops", "garrison"),
    "forces": ("forces", "armed forces", "security forces", "government forces", "military", "regime forces",
               "military forces", "defence forces", "loyalist forces", "federal forces",
               "state forces", "joint forces"),
    "air_force": ("air force", "air forces", "government pilots", "air force pilots"),
    "navy": ("navy", "naval forces", "fleet"),
    "police": ("police", "policemen", "police officers", "national police", "police force", "police forces"),
    "parliament": ("parliament", "national assembly", "legislature", "lawmakers", "parliamentarians"),
    "defence_ministry": ("ministry of defence", "defence ministry", "ministry of national defence", "national defence ministry"),
    "interior_ministry": ("ministry of interior", "ministry of the interior", "interior ministry", "ministry of internal affairs",
                          "internal affairs ministry"),
    "foreign_ministry": ("ministry of foreign affairs", "foreign ministry", "foreign affairs ministry",
                         "ministry of external affairs", "external affairs ministry"),
    "state": ("jets", "warplanes", "aircraft", "planes", "helicopters", "drones", "artillery", "howitzers", "tanks",
              "warships", "gendarmes", "gendarmerie", "border guards", "officers", "advisers", "advisors", "fighter jets",
              "bombers", "guns", "side", "flag", "military aircraft", "missiles", "rockets", "intervention", "strikes",
              "air strikes", "airstrikes", "air raids", "bombing", "bombardment", "shelling", "leaders", "pilots",
              "air power", "combat aircraft", "military advisers", "agents", "raids", "offensive", "attack", "republic",
              "warplane", "jet", "plane", "territory", "soil"),
}  # fmt: skip
"""What follows the adjective of a state, and which branch it means; aircraft and guns stand for the state."""


@dataclass(frozen=True, slots=True)
class State:
    """A state with the words that point at it."""

    code: str
    id: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    """Branch and actor id."""

    @property
    def ministries(self) -> frozenset[str]:
        """Return the ids of its ministries."""
        return frozenset(id for branch, id in self.ids if branch in MINISTRIES)

    def branch(self, name: str) -> str:
        """Return the id of a branch; the state itself where there is none."""
        return dict(self.ids).get(name, self.id)


def build_state(item: Item, faults: list[str]) -> tuple[State, list[Actor]]:
    """Build a state and its branches from one line of the file."""
    name, code = item.text("name"), item.text("code")
    since, until = read_window(item, faults)
    adjectives = item.list("adjectives") or (name,)
    usual = {branch: item.text(branch) or f"{adjectives[0]} {words}" for branch, (words, _, _) in BRANCHES.items()}
    usual = {branch: words for branch, words in usual.items() if words != NONE}
    ids = _ids(f"actor:{slug(name)}", usual)
    actors = [Actor(ids["state"], name, "state", (name, *item.list("names")), (), code, (), since, until)]
    for branch, (words, kind, above) in BRANCHES.items():
        if branch not in usual or (branch == "forces" and ids["forces"] == ids["army"]):
            continue
        names = (usual[branch], *_own(item, branch), *([f"{words} of {name}"] if branch in MINISTRIES else ()))
        if branch == "army" and ids["forces"] == ids["army"]:
            names, above = (*names, *_own(item, "forces")), "government"
        tie = Tie("part_of", ids[above], since, until, "by rule: branch of the state")
        actors.append(Actor(ids[branch], usual[branch], kind, names, (), code, (tie,), since, until))
    state = State(code, ids["state"], name, adjectives, item.list("people"), item.list("seats"), tuple(ids.items()))
    return state, actors


def _ids(base: str, usual: dict[str, str]) -> dict[str, str]:
    """Give each branch an id; army and all armed forces share one where they share a name ("Syrian army")."""
    ids = {"state": base} | {branch: f"{base}-{branch.replace('_', '-')}" for branch in usual}
    if key(usual["forces"]) == key(usual["army"]):
        ids["forces"] = ids["army"]
    return ids


def _own(item: Item, branch: str) -> tuple[str, ...]:
    return item.list("force_names" if branch == "forces" else f"{branch}_names")


def alive(actor: Actor, on: date | None) -> bool:
    """Tell whether an actor exists on a day; an unknown day fits all."""
    return on is None or ((actor.since is None or actor.since <= on) and (actor.until is None or on <= actor.until))
