"""Gains and losses between two days: every loss is told, and a part of a place is not counted beside the whole."""

from __future__ import annotations

from dataclasses import replace

from tests.browser.story import knowledge, link
from whoholds.records import Holding, Link
from whoholds.report.balance import balances, differences

ANY = next(h for h in knowledge().holdings if h.status == "held")


def held(place: Link, holder: str) -> Holding:
    """Return a holding of a place."""
    return replace(ANY, id=f"{place.id} {holder}", place=place, holder=holder)


TOWN = link("Ain Issa")
POST = replace(TOWN, id="rel:ain-issa-checkpoint", name="Ain Issa checkpoint", kind="site", precision="vague", within=(TOWN.id, "country:SY"))


def counted(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return side to gained and lost."""
    places = {TOWN.id: TOWN, POST.id: POST}
    days = [{id: held(places[id], holder) for id, holder in day.items()} for day in (before, after)]
    return {one.side: (len(one.gained), len(one.lost)) for one in balances(differences(*days))}


def test_a_checkpoint_that_went_with_its_town_is_one_gain_and_one_loss() -> None:
    both = {TOWN.id: "Islamic State", POST.id: "Islamic State"}
    assert counted(both, {TOWN.id: "YPG", POST.id: "YPG"}) == {"Islamic State": (0, 1), "YPG": (1, 0)}


def test_a_checkpoint_that_fell_while_its_town_stood_is_told() -> None:
    both = {TOWN.id: "YPG", POST.id: "YPG"}
    assert counted(both, {TOWN.id: "YPG", POST.id: "Islamic State"}) == {"Islamic State": (1, 0), "YPG": (0, 1)}
