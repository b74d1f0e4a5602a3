"""What of a store the rows of a table rest on, for a bundle that is narrowed as the table is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from whoholds.forms.material import Material, Selection, selected
from whoholds.pipeline import State
from whoholds.records import Claim, Dispute, Event, Figure, Holding
from whoholds.report.change_rows import changes_told
from whoholds.report.difference_rows import differences_told
from whoholds.report.route_rows import route_rows


@dataclass
class Parts:
    """Records by id, put together from several tables."""

    holdings: dict[str, Holding] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    def cited(self) -> set[str]:
        """Return the ids of the claims that the records rest on."""
        groups: list[Iterable[str]] = [(*h.claims_for, *h.claims_against) for h in self.holdings.values()]
        groups += [event.claims for event in self.events.values()]
        groups += [dispute.claims for dispute in self.disputes.values()]
        return {id for group in groups for id in group} | {figure.claim for figure in self.figures.values()}

    def state(self, origins: Iterable[tuple[str, str]]) -> State:
        """Return what was worked out, in the order of its ids, with the origins of the articles that the claims stand in."""
        documents = {claim.document for claim in self.claims.values()}
        kept = tuple(pair for pair in origins if pair[0] in documents)
        return State(kept, _sorted(self.events), _sorted(self.holdings), _sorted(self.figures), _sorted(self.disputes))


def _sorted(records: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(records[id] for id in sorted(records))


def add_rows(parts: Parts, rows: str, material: Material, asked: Selection) -> None:
    """Add the records behind one table, narrowed as it is."""
    ADD[rows](parts, material, asked)


def _holdings(parts: Parts, material: Material, asked: Selection) -> None:
    parts.holdings |= {one.id: one for one in selected(material, asked).holdings}


def _changes(parts: Parts, material: Material, asked: Selection) -> None:
    begun = {(change.place_id, change.earliest, change.latest) for change, _ in changes_told(material, asked)}
    parts.holdings |= {h.id: h for h in material.holdings if (h.place.id, h.start.earliest, h.start.latest) in begun}


def _differences(parts: Parts, material: Material, asked: Selection) -> None:
    parts.holdings |= {h.id: h for one in differences_told(material, asked) for h in (one.before, one.after) if h}


def _events(parts: Parts, material: Material, asked: Selection) -> None:
    parts.events |= {one.id: one for one in selected(material, asked).events}


def _figures(parts: Parts, material: Material, asked: Selection) -> None:
    parts.figures |= {one.id: one for one in selected(material, asked).figures}


def _disputes(parts: Parts, material: Material, asked: Selection) -> None:
    parts.disputes |= {one.id: one for one in selected(material, asked).disputes}


def _claims(parts: Parts, material: Material, asked: Selection) -> None:
    parts.claims |= {one.id: one for one in selected(material, asked).claims()}


def _routes(parts: Parts, material: Material, asked: Selection) -> None:
    ids = {id for row in route_rows(material, asked) for id in (*row["claims"].split(), *row["claims_against"].split())}
    parts.claims |= material.claims_by(ids)


ADD: Mapping[str, Callable[[Parts, Material, Selection], None]] = {
    "holdings": _holdings, "changes": _changes, "differences": _differences, "events": _events, "figures": _figures,
    "disagreements": _disputes, "claims": _claims, "routes": _routes,
}  # fmt: skip
"""How the records behind each table are found; other tables rest on none."""
