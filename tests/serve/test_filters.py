"""Filters: a page and the file that it offers tell of the same things, whatever words stand in the filter; words that mean nothing are told."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.claims import PLACES
from tests.report.base import C_LOST, DAY, article, knowledge, made
from tests.serve.base import client, fill
from whoholds.forms.narrowing import Meant, sides_meant
from whoholds.store.base import open_store

PLACES_TYPED = ("", "gn:1", "Ain Issa", "ain iss", "MOSUL", "Raqqa", "Raqqa province", "Nineveh", "nineveh governorate", "SY", "syria", "IQ",
                "region:sy-raqqa", "Atlantis", "gn:999", "country:SY", "%", "n")  # fmt: skip
SIDES_TYPED = ("", "Islamic State", "islamic state", "ISIS", "isis", "YPG", "People's Protection Units", "Iraqi army", "Nobody at all")
DAYS_TYPED = ("", "2015-02-02", "2015-07-05", "2015-07-06", "2016-01-01")
PAGES = {
    "/events": ("events.csv", ("place", "side", "type", "since", "until")),
    "/claims": ("claims.csv", ("place", "side", "type", "status", "since", "until")),
    "/disagreements": ("disagreements.csv", ("place", "side", "kind")),
    "/places": ("holdings.csv", ("place", "side", "status", "on")),
    "/": ("holdings.csv", ("place", "side", "status", "on")),
    "/figures": ("figures.csv", ("place", "side", "measure")),
    "/routes": ("routes.csv", ("place", "side")),
}
"""Every list with filters, and the file that tells the same."""
TYPED = {
    "place": PLACES_TYPED, "side": SIDES_TYPED, "since": DAYS_TYPED, "until": DAYS_TYPED, "on": ("2015-07-01", "2015-07-09"), "type": ("", "capture", "strike"),
    "status": ("", "fact", "denied", "held", "contested"), "kind": ("", "denial", "holder"), "measure": ("", "territory_share_lost", "killed"),
}  # fmt: skip
asked = st.sampled_from(sorted(PAGES)).flatmap(
    lambda path: st.tuples(st.just(path), st.fixed_dictionaries({name: st.sampled_from(TYPED[name]) for name in PAGES[path][1]}))
)


def rows(asking: TestClient, name: str, query: str) -> list[dict[str, str]]:
    """Return the rows of an exported table."""
    answer = asking.get(f"/export/{name}{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def told(asking: TestClient, path: str, query: str) -> int:
    """Return how many things a page says that its list has."""
    data: dict[str, Any] = asking.get(f"{'/index' if path == '/' else path}.json{query}").json()
    if path == "/figures":
        return sum(len(one["figures"]) + one["earlier"] for one in data["series"])
    if path == "/routes":
        return sum(len(one["states"]) for one in data["routes"])
    return int(data["part"]["total"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked)
def test_a_page_and_its_file_tell_of_as_many_things(site: TestClient, ask: tuple[str, dict[str, str]]) -> None:
    path, state = ask
    query = f"?{urlencode({name: value for name, value in state.items() if value})}"
    assert told(site, path, query) == len(rows(site, PAGES[path][0], query))


@pytest.mark.parametrize("path", sorted({*PAGES} - {"/routes", "/figures"}))
@pytest.mark.parametrize("words", ["gn:1", "Ain Issa", "ain iss", "region:sy-raqqa", "SY", "Syria"])
def test_a_place_is_found_by_whatever_it_goes_by(site: TestClient, path: str, words: str) -> None:
    assert told(site, path, f"?{urlencode({'place': words, 'on': '2015-07-09'})}") > 0


@pytest.mark.parametrize("path", ["/claims", "/events", "/disagreements", "/places", "/"])
@pytest.mark.parametrize("words", ["islamic state", "ISIS", "Isis", "daesh"])
def test_a_side_is_found_by_any_of_its_names(site: TestClient, path: str, words: str) -> None:
    by_name = told(site, path, "?side=Islamic+State&on=2015-07-09")
    assert by_name > 0 and told(site, path, f"?{urlencode({'side': words, 'on': '2015-07-09'})}") == by_name


def test_a_claim_s_place_in_passing_is_found_though_nobody_holds_it(tmp_path: Path) -> None:
    aside = made("talks", "Turkey spoke of Syria.", "spoke", "Syria", "d9", who="Turkey", day="2015-07-03", told="2015-07-04")
    known = knowledge()
    known = replace(known, claims=(*known.claims, aside), documents=(*known.documents, article(aside, "Talks")))
    with client(fill(tmp_path / "own.db", known)) as asking:
        for words in ("syria", "country:SY", "SY"):
            assert aside.id in {row["id"] for row in rows(asking, "claims.csv", f"?place={words}")}
            assert aside.id in {claim["id"] for claim in asking.get(f"/claims.json?place={words}").json()["claims"]}


def test_a_town_s_name_is_not_its_province() -> None:
    province = ("region:sy-raqqa-governorate", "country:SY")
    places = {name: replace(PLACES[name], within=province) for name in ("Ain Issa", "Raqqa")}
    known = {place.id: place for place in places.values()}
    assert Meant("raqqa", known).ids == {"gn:2"}
    assert Meant("Raqqa province", known).ids == Meant("region:sy-raqqa-governorate", known).ids == {"gn:1", "gn:2"}
    assert Meant("al-Raqqa", {"gn:1": places["Ain Issa"]}).ids == {"gn:1"}, "no town of the store bears the name"


def test_a_province_s_bare_name_is_all_of_it(site: TestClient) -> None:
    assert {row["place"] for row in rows(site, "events.csv", "?place=nineveh")} == {"Mosul"}


def test_a_town_inside_counts_for_a_figure_of_its_province() -> None:
    places = {link.id: link for link in PLACES.values()}
    assert Meant("IQ", places).in_scope("parts of Nineveh") and Meant("gn:3", places).in_scope("Mosul")
    assert not Meant("SY", places).in_scope("Nineveh") and not Meant("gn:3", places).in_scope("Nineveh")


def test_a_side_nobody_knows_is_itself() -> None:
    assert sides_meant("Sons of Nobody", ["YPG"]) == {"Sons of Nobody"}
    assert sides_meant("ypg", ["YPG", "Ypg Brigade"]) == {"YPG"}


@pytest.mark.parametrize("path", sorted(PAGES))
def test_words_that_mean_nothing_are_told_with_names_spelt_alike(site: TestClient, path: str) -> None:
    page = site.get(f"{path}?place=Ain+Isa+Town&side=Pechmerga").text
    assert "Nothing here goes by “Ain Isa Town”" in page and "Nothing here goes by “Pechmerga”" in page
    assert "<bdi>Ain Issa</bdi>" in page and "<bdi>Peshmerga</bdi>" in page
    assert "Nothing here goes by" not in site.get(f"{path}?place=syria&side=ypg").text


def test_changes_are_those_that_the_page_tells(site: TestClient) -> None:
    for query in ("?on=2015-07-09", "?on=2015-08-20", "?on=2015-07-09&since=2015-07-06", "?on=2015-07-09&place=SY", "?on=2015-07-09&side=ypg"):
        assert site.get(f"/index.json{query}").json()["changes_total"] == len(rows(site, "changes.csv", query)), query
    assert len(rows(site, "changes.csv", "")) > len(rows(site, "changes.csv", "?on=2015-08-20")) == 0


def test_everything_of_the_situation_is_narrowed(site: TestClient) -> None:
    whole, iraq = (site.get(f"/index.json?on={DAY}{more}").json() for more in ("", "&place=iraq"))
    assert {c["name"] for c in whole["changes"]} > {c["name"] for c in iraq["changes"]}
    assert {c["name"] for c in iraq["changes"]} <= {"Mosul"} and {p["name"] for p in iraq["places"]} == {"Mosul"}
    moved = {place for row in iraq["balances"] for place in (*row["gained"], *row["lost"])}
    assert moved <= {"gn:3"} and {place for row in whole["balances"] for place in (*row["gained"], *row["lost"])} > moved
    assert 'class="changes"></ol>' not in "".join(site.get(f"/?on={DAY}&place=raqqa").text.split("\n"))


def test_the_store_lists_claims_under_one_of_many_keys(store: Path) -> None:
    from whoholds.store.lists import Wanted

    many = tuple(f"at:gn:{number}" for number in range(5000))
    with open_store(store) as opened:
        found, total = opened.list_claims(Wanted(any_keys=(many, ("who:YPG", "who:nobody"))))
        assert total == len(found) == 2 and C_LOST.id in {claim.id for claim in found}
        assert opened.list_claims(Wanted(any_keys=((),)))[1] == 0
        assert {id for id in opened.places_named() if id.startswith("gn:")} == {"gn:1", "gn:2", "gn:3"}
