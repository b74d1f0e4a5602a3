"""What the page loads of the map's data says the same as the whole of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.testclient import TestClient

from whoholds.serve.pages.map_spans import GOES_ON, chances_data, spans_data

SIDES = [{"id": "Front", "name": "Front", "colour": "#111111", "shape": "circle", "letter": "F"}]


def span(start: str, status: str, **more: Any) -> dict[str, Any]:
    whole = {"from": start, "to": None, "status": status, "holder": None, "camp": None, "probability": 0.5, "kind": "", "last_confirmed": None, "claims": 1}
    return whole | more


def full(*spans: dict[str, Any]) -> dict[str, Any]:
    place = {"id": "gn:1", "name": "Hit", "lat": 33.6, "lon": 42.8, "country": "IQ", "spans": list(spans)}
    return {"on": "2015-03-01", "known_by": None, "first": "2015-01-01", "last": "2015-03-01", "places": [place], "sides": SIDES, "per_day": [["2015-01-03", 4]]}


TAKEN = span("2015-01-11", "held", holder="Front", camp="Front", probability=0.9, last_confirmed="2015-02-01", claims=3)
FOUGHT = span("2015-02-10", "contested", rivals=["Front", "Guard"])


def test_days_count_from_the_stretch_before() -> None:
    found = spans_data(full(TAKEN, FOUGHT))
    assert (found["base"], found["counts"], found["from"]) == ("2015-01-01", [2], [10, 30])
    assert found["confirmed"] == [21, None] and found["per_day"] == [[2, 4]]
    assert [found["held"][i] for i in found["held_by"]] == [["held", "Front", "Front", ()], ["contested", None, None, ("Front", "Guard")]]


def test_a_stretch_is_cut_where_its_sign_turns_and_only_goes_on_there() -> None:
    chances = [("2015-01-11", 0.9), ("2015-01-15", 0.8), ("2015-01-20", 0.7), ("2015-01-25", 0.6)]
    data = full(TAKEN | {"chances": chances}, FOUGHT)
    found = spans_data(data)
    assert (found["from"], found["claims"], found["sure"]) == ([10, 9, 21], [3, GOES_ON, 1], [90, 70, 50])
    assert found["confirmed"][:2] == [21, 12]  # the same day for both parts
    assert chances_data(data) == {"rows": [0, 1], "counts": [2, 2], "days": [0, 4, 0, 5], "sure": [90, -10, 70, -10]}


def test_a_ring_is_not_rounded_up_to_a_filled_sign() -> None:
    assert spans_data(full(TAKEN | {"probability": 0.7481}))["sure"] == [74]
    assert spans_data(full(TAKEN | {"probability": 0.75}))["sure"] == [75]


def test_the_server_gives_both_and_they_tell_what_the_whole_tells(site: TestClient) -> None:
    whole, spans, chances = (site.get(f"/{name}.json").json() for name in ("map", "spans", "chances"))
    told = [(place["id"], s["from"], s["status"], s["holder"]) for place in whole["places"] for s in place["spans"]]
    read, row = [], 0
    for id, count in zip(spans["ids"], spans["counts"], strict=True):
        day = date.fromisoformat(spans["base"])
        for _ in range(count):
            day += timedelta(days=spans["from"][row])
            if spans["claims"][row] != GOES_ON:
                read.append((id, day.isoformat(), *spans["held"][spans["held_by"][row]][:2]))
            row += 1
    assert read == told
    assert len(chances["rows"]) == len(chances["counts"]) and sum(chances["counts"]) == len(chances["days"])
