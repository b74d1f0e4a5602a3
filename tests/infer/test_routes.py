"""Routes: from where to where, for whom, open or cut, over time."""

from __future__ import annotations

from dataclasses import replace

from tests.claims import PLACES, claim
from whoholds.infer.routes import Route, routes_of
from whoholds.records import Claim, Filler, Link
from whoholds.report.routes import towns_on

ROAD = Link("rel:highway-47", "Highway 47", "relative", 0.5, "")


def supply(words: str, trigger: str, day: str, doc: str = "d1", **more: object) -> Claim:
    """Make a supply claim of a sentence, its places where they stand; "Highway 47" is a road."""
    places = [Filler(words.index(n), words.index(n) + len(n), n, "toponym", (link,)) for n, link in (*PLACES.items(), ("Highway 47", ROAD)) if n in words]
    made = claim("supply", "", trigger=trigger, sentence=words, day=day, doc=doc, **more)  # type: ignore[arg-type]
    return replace(made, places=tuple(places))


def told(route: Route) -> list[tuple[str, str | None]]:
    """Return the states of a route with their last day."""
    return [(s.status, s.end.isoformat() if s.end else None) for s in route.stretches]


def test_the_ends_of_a_route_and_what_goes_on_it_are_read_off_its_words() -> None:
    [route] = routes_of([supply("The group moves fuel from Mosul to Raqqa.", "moves", "2015-06-01", who="Islamic State")])
    assert (route.start and route.start.name, route.end and route.end.name) == ("Mosul", "Raqqa")
    assert (route.goods, route.users, told(route)) == (("fuel",), ("Islamic State",), [("open", None)])


def test_a_road_that_is_cut_later_was_open_until_then() -> None:
    open_, cut = (
        supply("Goods move between Raqqa and Mosul.", "move", "2015-06-01", who="Islamic State"),
        supply("The army cut the road from Mosul to Raqqa.", "cut", "2015-11-12", "d2", who="Iraqi army", whom="Islamic State"),
    )
    [route] = routes_of([cut, open_])
    assert told(route) == [("open", "2015-11-11"), ("cut", None)] and route.stretches[1].sides == ("Iraqi army",)


def test_open_and_cut_told_of_the_same_days_by_two_papers_is_contested() -> None:
    open_ = supply("The road from Mosul to Raqqa is open.", "open", "2015-11-12")
    cut = supply("The road from Mosul to Raqqa is cut.", "cut", "2015-11-12", "d2")
    [route] = routes_of([open_, cut])
    assert told(route) == [("contested", None)] and route.stretches[0].against


def test_a_numbered_road_is_one_route_whatever_ends_are_told() -> None:
    used = supply("The group moved goods on Highway 47 between Raqqa and Mosul.", "moved", "2015-11-01", who="Islamic State")
    cut = supply("They cut Highway 47.", "cut", "2015-11-12", "d2", who="Peshmerga", whom="Islamic State")
    [route] = routes_of([used, cut])
    assert (route.road, route.start is not None, [s for s, _ in told(route)]) == ("Highway 47", True, ["open", "cut"])


def test_what_may_be_cut_is_threatened_and_what_is_denied_is_no_route() -> None:
    planned = supply("The road from Mosul to Raqqa would be cut.", "cut", "2015-11-12", status="planned")
    denied = supply("Nothing flows from Mosul to Raqqa.", "flows", "2015-11-12", "d2", status="denied")
    [route] = routes_of([planned, denied])
    assert told(route) == [("threatened", None)]


def test_the_order_of_claims_does_not_matter() -> None:
    pair = [supply("The road from Mosul to Raqqa is open.", "open", "2015-06-01"), supply("The road from Mosul to Raqqa is cut.", "cut", "2015-11-12", "d2")]
    assert routes_of(pair) == routes_of(pair[::-1]) == routes_of([*pair, pair[0]])


def test_towns_beside_the_line_changed_hands_on_the_route() -> None:
    from tests.report.base import C_LOST, C_TAKEN, holding

    [route] = routes_of([supply("The road from Raqqa to Ain Issa is open.", "open", "2015-06-01")])
    held = [holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN), holding("Ain Issa", "Islamic State", "2015-07-06", "2015-07-06", C_LOST)]
    far = replace(held[0], id="far", place=PLACES["Mosul"])
    assert [(t.name, round(t.km), len(t.changes)) for t in towns_on(route, [*held, far])] == [("Ain Issa", 50, 2)]
