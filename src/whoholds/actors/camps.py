"""Sides compared at the right level: a brigade and the army it belongs to are one camp, enemies never are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from whoholds.records import Claim, Filler, Link
from whoholds.records.groups import Groups

CLEARLY = 2
"""How many times more often the one of several camps is named, to be the one that a general name means."""
STEM = 4
"""Letters in which "Kurdish" and "Kurdistan" agree."""
_SMALL = frozenset("the a an of al and in for on s".split())
_PRONOUNS = frozenset(
    "we they it he she i you who which that this these those their our its us them both all some".split()
)
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


def is_side(filler: Filler) -> bool:
    """Tell whether a filler names a side that can hold a place: one of the catalogue, or a name of its own.

    "Sappers", "both" or "a truck" act in a sentence, but hold nothing; "Burkan al-Furat" may, though no catalogue
    has it.
    """
    link = side_of(filler)
    if not link.id.startswith("new:"):
        return link.kind not in ("media", "role", "speaker")
    words = [word for word in filler.words.split() if word[:1].isalpha() and word.casefold() not in _SMALL]
    if words and words[0].casefold() in _PRONOUNS:
        return False
    if len(words) == 1 and words[0].istitle() and words[0].endswith("s"):
        return False  # "Tanks" or "Residents" at the head of a sentence
    return bool(words) and all(word[:1].isupper() for word in words)


def side_of(filler: Filler) -> Link:
    """Return what a filler names as a side; one that nothing resolved stands for itself."""
    if filler.link is not None:
        return filler.link
    slug = "-".join(filler.words.casefold().split())
    return Link(f"new:{slug}", filler.words, "unknown", 0.0, "not resolved")


class Camps:
    """The sides of some claims, grouped into camps: by `part_of`, by taking or holding together, and never enemies."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Read the sides of the claims; the order of the claims does not matter."""
        self._links: dict[str, Link] = {}
        self._groups = Groups()
        self._foes: set[tuple[str, str]] = set()
        self._count: Counter[str] = Counter()
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for claim in claims:
            self._read(claim, together)
        self._states = self._states_named()
        for _, one, other in sorted({tie for link in self._links.values() for tie in self._ties(link)}):
            self._tie(one, other)
        for one, other in sorted(together):
            if len(together[one, other]) > 1 or not self._opposed(one, other):
                self._tie(one, other)
        for link in sorted(self._links.values(), key=lambda each: each.id):
            self._place_generic(link)
        self._spoken: dict[tuple[str, str, tuple[str, ...], str], bool] = {}

    def _read(self, claim: Claim, together: dict[tuple[str, str], set[str]]) -> None:
        actors = [self._keep(filler) for filler in claim.actors if is_side(filler)]
        targets = [self._keep(filler) for filler in claim.targets if is_side(filler)]
        if claim.type in OPPOSING and claim.status == "fact":
            self._foes |= {(a.id, t.id) for a in actors for t in targets if a.id != t.id}
        if claim.type in HOLDING and claim.status == "fact":
            for other in actors[1:]:
                together[actors[0].id, other.id].add(claim.document)

    def _opposed(self, one: str, other: str) -> bool:
        """Tell whether one is an armed group and the other a state's: one sentence alone does not make them allies."""
        kinds = {self._links[one].kind, self._links[other].kind}
        return "armed" in kinds and bool(kinds & {"army", "government", "state"})

    def _states_named(self) -> frozenset[str]:
        """Ids of states: peoples' armies of one state may be enemies, so only its own government climbs to it."""
        ids = set(self._links) | {outer for link in self._links.values() for outer in link.within}
        return frozenset(
            key for key in ids if any(f"{key}-{body}" in ids for body in ("government", "forces", "army"))
        ) | frozenset(link.id for link in self._links.values() if link.kind == "state")

    def _ties(self, link: Link) -> list[tuple[int, str, str]]:
        chain = (link.id, *link.within)
        return [
            (depth, link.id, outer)
            for depth, outer in enumerate(link.within)
            if not outer.startswith(TOO_WIDE)
            and (outer not in self._states or any(inner.startswith(outer + "-") for inner in chain[: depth + 1]))
        ]

    def _place_generic(self, link: Link) -> None:
        """Put "Kurdish forces" with the one camp here that bears the same name or fights the same enemy.

        Where two do, nobody can tell which, and it stays alone.
        """
        if link.within or not (link.kind == "people" or _GENERIC.search(link.name)):
            return
        own = self._groups.find(link.id)
        foes = self._enemies(own)
        camps = sorted({self._groups.find(key) for key in self._links} - {own} - foes)
        stem = link.name.split()[0].casefold()[:STEM]
        named = [camp for camp in camps if len(stem) == STEM and self._bears(camp, stem)]
        allies = named or [camp for camp in camps if self._enemies(camp) & foes]
        ranked = sorted(((self._told(camp), camp) for camp in allies), reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] >= CLEARLY * ranked[1][0]):
            self._tie(link.id, ranked[0][1])

    def _told(self, camp: str) -> int:
        return sum(self._count[link.id] for link in self.members(camp))

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

    def _keep(self, filler: Filler) -> Link:
        link = side_of(filler)
        self._count[link.id] += 1
        kept = self._links.get(link.id)
        if kept is None or (len(link.within), link.name) > (len(kept.within), kept.name):
            self._links[link.id] = link
        self._groups.find(link.id)
        return link

    def _tie(self, one: str, other: str) -> None:
        first, second = self._groups.find(one), self._groups.find(other)
        for a, b in self._foes:
            if {self._groups.find(a), self._groups.find(b)} == {first, second}:
                return
        self._groups.join(one, other)

    def camp(self, link: Link) -> str:
        """Return the camp of a side; one that no claim names is a camp of its own or of what it is part of."""
        if link.id in self._links:
            return self._groups.find(link.id)
        known = next((outer for outer in link.within if outer in self._links), link.id)
        return self._groups.find(known)

    def all(self) -> tuple[str, ...]:
        """Return every camp that the claims name, sorted."""
        return tuple(sorted({self._groups.find(key) for key in self._links}))

    def members(self, camp: str) -> tuple[Link, ...]:
        """Return the sides of a camp that the claims name, sorted by id."""
        return tuple(self._links[key] for key in sorted(self._links) if self._groups.find(key) == camp)

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
