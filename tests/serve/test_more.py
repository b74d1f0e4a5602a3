"""Routes, the brief's headings, names decided, and the measuring of the pages on a small made-up corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.claims import PLACES, place
from tests.report.base import C_MOSUL, CLAIMS, article, dispute, knowledge, made
from tests.serve.base import client, fill, seal
from whoholds.intake.reading import work_out_store
from whoholds.records import Link, Mention
from whoholds.review.meanings import judge_meaning
from whoholds.serve.bench import page, scores
from whoholds.serve.bench_corpus import Size, corpus
from whoholds.serve.rows import dispute_row
from whoholds.store.base import open_store

ROAD = "The army cut the road from Mosul to Raqqa on 3 July, and no fuel reaches the town."
OTHER = Link("gn:77", "Other Issa", "city", 1.0, "", 36.0, 39.0, "SY", "exact", ("country:SY",))


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application on a store with a claim of a road."""
    plain = made("supply", ROAD, "cut", "", "d8", who="Iraqi army", day="2015-07-03", told="2015-07-04")
    ends = [replace(place(name), start=ROAD.index(name), end=ROAD.index(name) + len(name)) for name in ("Mosul", "Raqqa")]
    told = replace(plain, places=tuple(ends))
    known = knowledge()
    known = replace(known, claims=(*known.claims, told), documents=(*known.documents, article(told, "A road")))
    with client(fill(tmp_path_factory.mktemp("roads") / "roads.db", known)) as asking:
        yield asking


def test_a_route_tells_its_ends_its_state_and_its_sentence(roads: TestClient) -> None:
    [route] = roads.get("/routes.json").json()["routes"]
    assert {end["name"] for end in route["ends"]} == {"Mosul", "Raqqa"}
    assert [state["status"] for state in route["states"]] == ["cut"] and route["quotes"][0]["segments"][1]["words"] == "cut"
    page = roads.get("/routes").text
    assert "/places/gn:3" in page and "cut" in page
    assert roads.get("/routes.json?place=gn:1").json()["routes"] == []
    assert roads.get("/routes.json?known_by=2015-07-01").json()["routes"] == []


def test_the_brief_s_sentences_have_notes_and_every_note_is_a_claim(roads: TestClient) -> None:
    data = roads.get("/brief.json").json()
    numbers = {number for section in data["sections"] for line in section["lines"] for number in line["notes"]}
    assert numbers == {note["number"] for note in data["notes"]} and numbers
    assert {note["claim"] for note in data["notes"]} <= {claim.id for claim in CLAIMS}
    assert [line for section in data["sections"] for line in section["lines"] if not line["notes"]] == []


def test_a_name_that_was_decided_shows_everywhere_and_can_be_opened_again(tmp_path: Path) -> None:
    path = fill(tmp_path / "own.db")
    with open_store(path) as store:
        store.save_judgement(judge_meaning("Mosul", OTHER, "desk", datetime(2026, 1, 1, tzinfo=UTC), "the other one"))
    with client(path) as asking:
        row = asking.get(f"/claims/{C_MOSUL.id}.json").json()["claim"]
        assert [one["id"] for one in row["places"]] == [OTHER.id]
        [decision] = asking.get("/review/decisions.json").json()["decisions"]
        assert decision["verdict"] == "means" and decision["can_undo"]
        asking.post("/review/undo", data={"judgement": decision["id"], "seal": seal(asking)})
        row = asking.get(f"/claims/{C_MOSUL.id}.json").json()["claim"]
        assert [one["id"] for one in row["places"]] == [PLACES["Mosul"].id]
        assert [d["undone"] for d in asking.get("/review/decisions.json").json()["decisions"]] == [True, True]


def test_a_made_up_corpus_is_the_same_each_time_and_its_offsets_fit() -> None:
    one, other = list(corpus(Size(40, 7, 8))), list(corpus(Size(40, 7, 8)))
    assert one == other and sum(len(told.claims) for _, told in one) == 40
    for document, told in one:
        for claim in told.claims:
            assert document.text[claim.trigger.start : claim.trigger.end] == claim.trigger.words
            assert document.text[claim.places[0].start : claim.places[0].end] == claim.places[0].words


def test_every_page_is_measured() -> None:
    found = scores(Size(120, 10))
    assert {"situation", "place", "claim", "brief", "review", "search", "map.json (once for an edition)"} <= set(found)
    assert all(clock >= 0 and worked >= 0 for clock, worked in found.values())
    assert "| situation |" in page(found, {}, Size(120, 10), "here")


def test_a_sentence_that_two_claims_were_read_from_is_quoted_once_with_both_marked() -> None:
    first = C_MOSUL
    start = first.sentence.start
    other = replace(first, id="f" * 20, trigger=Mention(start, start + 2, first.sentence.words[:2]))
    row = dispute_row(dispute("holder", "what", "settles", first, other), {first.id: first, other.id: other})
    assert [(c["id"], c["also"]) for c in row["claims"]] == [(first.id, [other.id])]
    assert sum("trigger" in piece["parts"] for piece in row["claims"][0]["segments"]) == 2


TAKINGS = (
    made("capture", "The YPG took Ain Issa.", "took", "Ain Issa", "t1", who="YPG", day="2015-06-23", told="2015-06-24"),
    made("capture", "The militants took Raqqa.", "took", "Raqqa", "t2", who="Islamic State", day="2015-06-30", told="2015-07-01"),
    made("capture", "The militants took Mosul.", "took", "Mosul", "t3", who="Islamic State", day="2015-07-01", told="2015-07-02"),
)
"""First one side is known to hold anything, in the end another holds more."""


def signs(asking: TestClient, query: str = "") -> dict[str, Any]:
    """Return the sign of every side of the map, by name."""
    return {side["name"]: side for side in asking.get(f"/map.json{query}").json()["sides"]}


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_side_has_one_sign_whatever_was_known_and_whatever_was_asked_first(tmp_path: Path, whole_first: bool) -> None:
    known_of = replace(knowledge(), claims=TAKINGS, documents=tuple(article(one, "News") for one in TAKINGS))
    path = fill(tmp_path / "own.db", known_of)
    with open_store(path) as store:
        work_out_store(store)
    with client(path) as asking:
        first = signs(asking) if whole_first else {}
        known = {day: signs(asking, f"?known_by={day}") for day in ("2015-06-25", "2015-07-01", "2015-07-02")}
        whole = signs(asking)
    assert not first or first == whole
    assert list(known["2015-06-25"]) == ["YPG"] and list(whole) == ["Islamic State", "YPG"]
    for sides in known.values():
        assert sides == {name: whole[name] for name in sides}


def test_signs_of_a_day_of_knowledge_follow_the_shelf_of_all_and_nothing_is_folded_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, day = fill(tmp_path / "own.db"), "?known_by=2015-07-08"
    with client(path) as asking:
        before = asking.get(f"/map.json{day}")
        with open_store(path) as store:
            made, edition = store.worked_out(), store.edition()
            store.replace_worked_out(replace(made, holdings=tuple(h for h in made.holdings if h.place.name != "Ain Issa")))
            monkeypatch.setattr(type(store), "edition", lambda self: edition)  # as if the same: the state known on the day stays
        asking.app.state.library._now = None  # type: ignore[attr-defined] # the shelf of all is loaded anew
        monkeypatch.setattr("whoholds.serve.library.work_out_by", None)
        after = asking.get(f"/map.json{day}", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and after.headers["ETag"] != before.headers["ETag"]
    assert sorted(side["name"] for side in after.json()["sides"]) == sorted(side["name"] for side in before.json()["sides"])
