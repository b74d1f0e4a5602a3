"""The scorer of MUC-4 templates: strict words, best one-to-one templates, intervals over documents.

The incident type and the five roles are counted alike in the micro score, as the five-role benchmark does (Du, Rush and
Cardie 2021). Optional templates and fillers are neither missing nor spurious.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whoholds.evaluate.measured import Draws, Numbers, share

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SLOTS = ("Type", *ROLES)
FIELDS = {"PerpInd": "perp_individual", "PerpOrg": "perp_organization", "Target": "target", "Weapon": "weapon"}
_NUMBERS = {word: str(number) for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty".split())}  # fmt: skip
_ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class Filled:
    """One filler of a template's role."""

    words: str
    """As they stand in the text."""
    named: bool = True
    """Whether a name or only a description; asked of victims."""


@dataclass(frozen=True, slots=True)
class Template:
    """An incident as the program has it."""

    incident: str
    roles: Mapping[str, tuple[Filled, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldFilled:
    """One filler of the answer key: any of its words will do."""

    words: frozenset[str]
    """Plain forms, see `plain`."""
    named: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldTemplate:
    """An incident of the answer key."""

    incidents: tuple[str, ...]
    roles: Mapping[str, tuple[GoldFilled, ...]]
    optional: bool = False


def plain(words: str) -> str:
    """Return words without what strict match looks through: case, article, number word, brackets, quotes, spaces."""
    parts = re.sub(r"[\[\](){}\"`,;]|'(?!s\b)|\.(?!\w)", " ", words.casefold()).split()
    while len(parts) > 1 and parts[0] in _ARTICLES:
        parts = parts[1:]
    return " ".join(_NUMBERS.get(part, part) for part in parts)


def read_gold(row: dict[str, Any]) -> list[GoldTemplate]:
    """Read the answer key of one document; a victim's description that belongs to a name counts with the name."""
    found = []
    for plain_row in row["templates"]:
        roles = {role: tuple(_gold(one) for one in plain_row[key] or ()) for role, key in FIELDS.items()}
        roles["Victim"] = _victims(plain_row["victim_name"] or (), plain_row["victim_description"] or ())
        found.append(GoldTemplate(tuple(plain_row["incident_type"]["alts"]), roles, bool(plain_row.get("optional"))))
    return found


def _gold(one: Mapping[str, Any], named: bool = True) -> GoldFilled:
    return GoldFilled(frozenset(plain(words) for words in one["alts"]), named, bool(one.get("optional")))


def _victims(names: Iterable[Mapping[str, Any]], described: Iterable[Mapping[str, Any]]) -> tuple[GoldFilled, ...]:
    known = [_gold(one) for one in names]
    bare = []
    for one in described:
        owners = {plain(words) for words in one.get("of") or ()}
        fresh = _gold(one, named=False)
        spots = [spot for spot, name in enumerate(known) if owners & name.words]
        if not spots:
            bare.append(fresh)
        for spot in spots[:1]:
            known[spot] = GoldFilled(known[spot].words | fresh.words, True, known[spot].optional)
    return (*known, *bare)


def kept_fillers(template: Template | GoldTemplate, role: str, all_victims: bool) -> list[Any]:
    """List what a template has in a role; of victims only names unless all are asked for."""
    return [one for one in template.roles.get(role, ()) if role != "Victim" or all_victims or one.named]


def pairs_of(gold: Sequence[GoldFilled], found: Sequence[Filled]) -> list[tuple[int, int]]:
    """Pair gold and found fillers, as many as can be, one to one; filler numbers."""
    fits = [[spot for spot, one in enumerate(found) if plain(one.words) in each.words] for each in gold]
    owner: dict[int, int] = {}

    def take(number: int, tried: set[int]) -> bool:
        for spot in fits[number]:
            if spot not in tried:
                tried.add(spot)
                if spot not in owner or take(owner[spot], tried):
                    owner[spot] = number
                    return True
        return False

    for number in sorted(range(len(gold)), key=lambda n: (gold[n].optional, n)):
        take(number, set())
    return sorted((number, spot) for spot, number in owner.items())


def align(gold: Sequence[GoldTemplate], found: Sequence[Template], all_victims: bool) -> list[tuple[int, int]]:
    """Pair templates of one type, one to one, with the most weight: 1 and one for each filler that matches."""
    weights = [[_weight(key, one, all_victims) for one in found] for key in gold]
    best = _best_pairs(weights)
    return [(row, column) for row, column in best if weights[row][column] > 0]


def _weight(gold: GoldTemplate, found: Template, all_victims: bool) -> float:
    if found.incident not in gold.incidents:
        return 0.0
    fit = sum(
        len(pairs_of(kept_fillers(gold, role, all_victims), kept_fillers(found, role, all_victims))) for role in ROLES
    )
    return 1.0 + fit + (0.0 if gold.optional else 0.01)


def _best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Solve the assignment problem (Kuhn and Munkres, in the form with potentials), for the most weight."""
    if not weights or not weights[0]:
        return []
    turned = len(weights) > len(weights[0])
    table = [list(row) for row in zip(*weights, strict=True)] if turned else [list(row) for row in weights]
    owner = _assign([[-value for value in row] for row in table])
    pairs = [(owner[column], column) for column in range(len(table[0])) if owner[column] >= 0]
    return sorted((column, row) if turned else (row, column) for row, column in pairs)


def _assign(costs: list[list[float]]) -> list[int]:
    """Return the row that each column goes to, -1 for none; no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    high, low, owner = [0.0] * (rows + 1), [0.0] * (columns + 1), [-1] * (columns + 1)
    for row in range(rows):
        owner[columns], column = row, columns
        least, way, used = [float("inf")] * columns, [columns] * columns, [False] * (columns + 1)
        while owner[column] >= 0:
            used[column] = True
            column = _step(costs, (high, low, owner), column, (least, way, used))
        while column != columns:
            owner[column] = owner[way[column]]
            column = way[column]
    return owner[:columns]


def _step(
    costs: list[list[float]],
    state: tuple[list[float], list[float], list[int]],
    column: int,
    search: tuple[list[float], list[int], list[bool]],
) -> int:
    (high, low, owner), (least, way, used) = state, search
    row = owner[column]
    free = [j for j in range(len(least)) if not used[j]]
    for j in free:
        cost = costs[row][j] - high[row] - low[j]
        if cost < least[j]:
            least[j], way[j] = cost, column
    nearest = min(free, key=lambda j: least[j])
    gap = least[nearest]
    for j in range(len(used)):
        if used[j]:
            high[owner[j]] += gap
            low[j] -= gap
    for j in free:
        least[j] -= gap
    return nearest


def tally(gold: Sequence[GoldTemplate], found: Sequence[Template], all_victims: bool = False) -> Counter[str]:
    """Count one document: `SLOT right`, `SLOT gold`, `SLOT found`; with ` given` for templates that were paired."""
    counts: Counter[str] = Counter()
    pairs = align(gold, found, all_victims)
    for row, column in pairs:
        _count_pair(gold[row], found[column], counts, all_victims)
    for row, key in enumerate(gold):
        if not key.optional and row not in {one for one, _ in pairs}:
            counts["Type gold"] += 1
            for role in ROLES:
                counts[f"{role} gold"] += sum(not one.optional for one in kept_fillers(key, role, all_victims))
    for column, one in enumerate(found):
        if column not in {other for _, other in pairs}:
            counts["Type found"] += 1
            for role in ROLES:
                counts[f"{role} found"] += len(kept_fillers(one, role, all_victims))
    return counts


def _count_pair(gold: GoldTemplate, found: Template, counts: Counter[str], all_victims: bool) -> None:
    for part in ("right", "gold", "found"):
        counts[f"Type {part}"] += 1
    for role in ROLES:
        keys, fillers = kept_fillers(gold, role, all_victims), kept_fillers(found, role, all_victims)
        pairs = pairs_of(keys, fillers)
        missing = sum(not one.optional for number, one in enumerate(keys) if number not in {n for n, _ in pairs})
        for part, size in (("right", len(pairs)), ("gold", len(pairs) + missing), ("found", len(fillers))):
            counts[f"{role} {part}"] += size
            counts[f"{role} {part} given"] += size


def prf(counts: Mapping[str, int], slots: Iterable[str], given: str = "") -> tuple[float, float, float]:
    """Return precision, recall and F1 over slots, in per cent; `given` is empty or " given"."""
    right, gold, found = (
        sum(counts.get(f"{slot} {part}{given}", 0) for slot in slots) for part in ("right", "gold", "found")
    )
    return (
        100 * right / found if found else 0.0,
        100 * right / gold if gold else 0.0,
        200 * right / (gold + found) if gold + found else 0.0,
    )


def f1_draws(draws: Draws, slots: Iterable[str], given: str = "") -> Numbers:
    """Return F1 over slots in per cent: of the set itself, then of each bootstrap sample of documents."""
    right, gold, found = (
        draws.total(*((f"{slot} {part}{given}",) for slot in slots)) for part in ("right", "gold", "found")
    )
    return 200 * share(right, gold + found)
