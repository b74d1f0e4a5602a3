"""Sides compared at the right level: a brigade and the army it belongs to are one camp, enemies never are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from whoholds.actors.eras import eras_of, lasting
from whoholds.actors.sides import is_side, side_of
from whoholds.records import Claim, Link
from whoholds.records.groups import Groups

__all__ = ["Camps", "is_side", "named_after", "root_of", "side_of"]

CLEARLY = 2
"""How many times more often the one of several camps is named, to be the one that a general name means."""
STEM = 4
"""Letters in which "Kurdish" and "Kurdistan" agree."""
TOO_WIDE = ("country:",)
OPPOSING = frozenset({"capture", "clash", "strike", "siege", "attack", "defeat"})
"""Types whose actor and target are enemies."""
HOLDING = frozenset({"capture", "hold"})
"""Types whose actors act as one: what two sides take together they hold together."""
_GENERIC = re.compile(
    r"\b(forces|fighters|troops|units|militants|rebels|gunmen|militiamen|insurgents|soldiers|tribesmen)$", re.IGNORECASE
)
_OWN_MEDIA = re.compile(
    r"\b(group|militants?|jihadists?|insurgents?|rebels?)(?:'s|s')? "
    r"(?:radio|bulletin|statement|media|spokes|channel|website)|^group's\b",
    re.IGNORECASE,
)
_OFFICE = frozenset(
    "army armies military ministry minister government officials official state television command commander "
    "commanders media president premier forces force police office press spokesman spokeswoman spokesperson "
    "general officer council radio broadcaster defence defense agency".split()
)


class Camps:
    """The sides of some claims, grouped into camps: by `part_of`, by taking or holding together, and never enemies.

    Ties count by day: links carry what their side was part of on the claim's day. A side whose ties changed has an era for
    each set of ties. Its eras are one camp (it takes what it holds along when it joins an alliance), unless it left something
    that goes on being named here: then what it was a part of and what it became are two camps.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Read the sides of the claims; the order of the claims does not matter."""
        claims = list(claims)
        self._eras = eras_of(claims)
        self._links = {era.node: era.link for eras in self._eras.values() for era in eras}
        self._groups = Groups(self._links)
        self._foes: set[tuple[str, str]] = set()
        self._count: Counter[str] = Counter()
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for claim in claims:
            self._read(claim, together)
        self._states = self._states_named()
        for _, one, other in sorted({tie for node, link in self._links.items() for tie in self._ties(node, link)}):
            self._tie(one, other)
        for one, other in sorted(together):
            if len(together[one, other]) > 1 or not self._opposed(one, other):
                self._tie(one, other)
        for one, other in lasting(self._eras):
            self._tie(one, other)
        for node in sorted(self._links):
            self._place_generic(node)
        self._spoken: dict[tuple[str, str, tuple[str, ...], str], bool] = {}

    def _read(self, claim: Claim, together: dict[tuple[str, str], set[str]]) -> None:
        actors = [self._node(side_of(filler)) for filler in claim.actors if is_side(filler)]
        targets = [self._node(side_of(filler)) for filler in claim.targets if is_side(filler)]
        self._count.update([*actors, *targets])
        if claim.type in OPPOSING and claim.status == "fact":
            self._foes |= {(a, t) for a in actors for t in targets if a != t}
        if claim.type in HOLDING and claim.status == "fact":
            for other in actors[1:]:
                together[actors[0], other].add(claim.document)

    def _node(self, link: Link) -> str:
        """Return the era of a side that a link tells of; the latest where its ties are none that the claims give."""
        eras = self._eras[link.id]
        return next((era.node for era in eras if era.link.within == link.within), link.id)

    def _opposed(self, one: str, other: str) -> bool:
        """Tell whether one is an armed group and the other a state's: one sentence alone does not make them allies."""
        kinds = {self._links[one].kind, self._links[other].kind}
        return "armed" in kinds and bool(kinds & {"army", "government", "state"})

    def _states_named(self) -> frozenset[str]:
        """Ids of states: peoples' armies of one state may be enemies, so only its own government climbs to it."""
        ids = set(self._eras) | {outer for link in self._links.values() for outer in link.within}
        return frozenset(
            key for key in ids if any(f"{key}-{body}" in ids for body in ("government", "forces", "army"))
        ) | frozenset(link.id for link in self._links.values() if link.kind == "state")

    def _ties(self, node: str, link: Link) -> list[tuple[int, str, str]]:
        chain = (link.id, *link.within)
        return [
            (depth, node, self._outer(outer, link))
            for depth, outer in enumerate(link.within)
            if not outer.startswith(TOO_WIDE)
            and (outer not in self._states or any(inner.startswith(outer + "-") for inner in chain[: depth + 1]))
        ]

    def _outer(self, outer: str, link: Link) -> str:
        """Return the era of a whole in which the part belongs to it: the one whose own ties the part has, too."""
        fits = [era for era in self._eras.get(outer, ()) if set(era.link.within) <= set(link.within)]
        return max(fits, key=lambda era: (len(era.link.within), era.node)).node if fits else outer

    def _place_generic(self, node: str) -> None:
        """Put "Kurdish forces" with the one camp here that bears the same name or fights the same enemy.

        Where two do, nobody can tell which, and it stays alone.
        """
        link = self._links[node]
        if link.within or not (link.kind == "people" or _is_general(link)):
            return
        own = self._groups.find(node)
        foes = self._enemies(own)
        camps = sorted({self._groups.find(key) for key in self._links} - {own} - foes)
        stem = link.name.split()[0].casefold()[:STEM]
        named = [camp for camp in camps if len(stem) == STEM and self._bears(camp, stem)]
        allies = named or [camp for camp in camps if self._enemies(camp) & foes]
        ranked = sorted(((self._told(camp), camp) for camp in allies), reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] >= CLEARLY * ranked[1][0]):
            self._tie(node, ranked[0][1])

    def _told(self, camp: str) -> int:
        return sum(self._count[node] for node in self._links if self._groups.find(node) == camp)

    def _bears(self, camp: str, stem: str) -> bool:
        words = [
            word
            for m in self.members(camp)
            for text in (m.name.casefold(), *m.within)
            for word in re.split(r"[\W_]+", text)
        ]
        return any(word.startswith(stem) for word in words)

    def _enemies(self, camp: str) -> set[str]:
        pairs = {(self._groups.find(a), self._groups.find(b)) for a, b in self._foes}
        return {b for a, b in pairs if a == camp} | {a for a, b in pairs if b == camp}

    def _tie(self, one: str, other: str) -> None:
        first, second = self._groups.find(one), self._groups.find(other)
        for a, b in self._foes:
            if {self._groups.find(a), self._groups.find(b)} == {first, second}:
                return
        self._groups.join(one, other)

    def camp(self, link: Link) -> str:
        """Return the camp of a side on its day; one that no claim names is a camp of its own or of what it is part of."""
        if link.id in self._eras:
            return self._groups.find(self._node(link))
        known = next((outer for outer in link.within if outer in self._eras), "")
        return self._groups.find(self._outer(known, link) if known else link.id)

    def all(self) -> tuple[str, ...]:
        """Return every camp that the claims name, sorted."""
        return tuple(sorted({self._groups.find(key) for key in self._links}))

    def members(self, camp: str) -> tuple[Link, ...]:
        """Return the sides of a camp that the claims name, sorted by id; of two eras of one side, the later."""
        here = {self._links[key].id: self._links[key] for key in sorted(self._links, reverse=True) if self._groups.find(key) == camp}
        return tuple(here[id] for id in sorted(here))

    def speaks_for(self, speaker: Link, camp: str) -> bool:
        """Tell whether a speaker is of a camp: the same side, part of it, or an office that bears its name."""
        key = (speaker.id, speaker.name, speaker.within, camp)
        known = self._spoken.get(key)
        if known is None:
            known = self._spoken[key] = self._speaks_for(speaker, camp)
        return known

    def _speaks_for(self, speaker: Link, camp: str) -> bool:
        members = self.members(camp)
        ids = {link.id for link in members} | {
            outer for link in members for outer in link.within if not outer.startswith(TOO_WIDE)
        }
        if speaker.id in ids or any(outer in ids for outer in speaker.within):
            return True
        if members and all(link.kind == "armed" for link in members) and _OWN_MEDIA.search(speaker.name):
            return True
        return any(named_after(speaker.name, link.name) for link in members)


def _is_general(link: Link) -> bool:
    """Tell "Kurdish forces", which may be one of several, from "Rapid Support Forces", a name."""
    named = not link.id.startswith("new:") and link.name.split()[-1][:1].isupper()
    return not named and bool(_GENERIC.search(link.name))


def root_of(link: Link) -> str:
    """Return what a side belongs to in the end, short of its state: army and government of one state have one root."""
    chain = [link.id, *(outer for outer in link.within if not outer.startswith(TOO_WIDE))]
    inner = [
        key for i, key in enumerate(chain) if i == 0 or not any(before.startswith(key + "-") for before in chain[:i])
    ]
    return inner[-1]


def named_after(speaker: str, side: str) -> bool:
    """Tell whether an office bears a side's name: "Iraqi Ministry of Defence" and "Iraqi army", "YPG spokesman"
    and "YPG"."""
    said, known = _plain(speaker), _plain(side)
    if not said or not known:
        return False
    if " ".join(known) in " ".join(said):
        return True
    own = [word for word in known if word not in _OFFICE and len(word) > 3]
    return bool(_OFFICE & set(said)) and bool(own) and any(word in said for word in own[:1])


def _plain(name: str) -> list[str]:
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return [word for word in words if word not in ("the", "of", "a", "and")]
