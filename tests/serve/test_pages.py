"""The pages: each answers, each has a twin that says the same, every statement leads to its sentence."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.report.base import C_DENIAL, C_LOST, C_MOSUL, C_SHARE, C_TAKEN, CLAIMS, DAY, knowledge
from tests.serve.base import Tags
from whoholds.records import Claim
from whoholds.serve.paths import SHOWN

EVENT = knowledge().events[2]
PATHS = (
    "/", "/compare", "/places", "/places/gn:1", "/actors", "/actors/YPG", "/events", f"/events/{EVENT.id}", "/claims", f"/claims/{C_LOST.id}",
    "/articles/d2", "/disagreements", "/figures", "/routes", "/sources", "/brief", "/review", "/review/decisions", "/search?q=shelling",
    "/about",
)  # fmt: skip
STATES = ("/?on=2015-06-30", "/?side=YPG&status=held", "/events?type=clash", "/claims?place=gn:1&type=capture", "/places/gn:1?known_by=2015-07-06",
          "/compare?a=2015-06-24&b=2015-07-08", "/?known_by=2015-07-07", "/brief?place=Mosul", "/sources?publisher=River+Post", "/figures?measure=killed",
          "/disagreements?kind=denial", "/search?q=nothing+at+all", "/?start=2")  # fmt: skip


def twin_of(path: str) -> str:
    """Return the address of a page's twin."""
    plain, mark, query = path.partition("?")
    return f"{'/index' if plain == '/' else plain}.json{mark}{query}"


def facts(data: Any) -> set[str]:
    """Collect what a page must not keep to itself: names, sentences, what is said of them."""
    if isinstance(data, dict):
        here = {value for key, value in data.items() if key in NAMED and isinstance(value, str)}
        return here | {fact for key, value in data.items() if key not in LEFT_OUT for fact in facts(value)}
    return {fact for value in data for fact in facts(value)} if isinstance(data, list) else set()


LEFT_OUT = ("segments", "effect")
NAMED = frozenset({"name", "holder", "publisher", "subject", "title", "what", "settles", "text", "a", "b"})


@pytest.mark.parametrize("path", [*PATHS, *STATES])
def test_every_page_answers_and_its_twin_says_the_same(site: TestClient, path: str) -> None:
    page, twin = site.get(path), site.get(twin_of(path))
    assert (page.status_code, twin.status_code) == (200, 200), page.text
    assert page.headers["content-type"].startswith("text/html") and twin.headers["content-type"] == "application/json"
    text = " ".join(Tags(page.text).text.split())
    assert {fact for fact in facts(twin.json()) if " ".join(fact.split()) not in text} == set()


def test_every_kind_of_page_is_asked_for_here() -> None:
    asked = {path.partition("?")[0] for path in PATHS}
    for shown in SHOWN:
        start = shown.path.partition("{")[0]
        assert any(path == start or (path.startswith(start) and "{" in shown.path) for path in asked), shown.path


@pytest.mark.parametrize("path", PATHS)
def test_every_page_leads_to_its_twin_and_to_the_situation(site: TestClient, path: str) -> None:
    links = Tags(site.get(path).text).links
    assert twin_of(path) in links and "/" in links


def test_every_link_of_every_page_leads_somewhere(site: TestClient) -> None:
    seen: set[str] = set()
    ahead = [*PATHS]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = site.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            ahead += [link.partition("#")[0] for link in Tags(answer.text).links if link.startswith("/") and "/logout" not in link]
        ahead = [one for one in ahead if one and not one.startswith("/review/undo")]
    assert {f"/claims/{claim.id}" for claim in CLAIMS} <= seen and {"/places/gn:1", "/places/gn:2", "/places/gn:3"} <= seen


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.document)
def test_the_page_of_a_claim_begins_with_its_sentence_marked(site: TestClient, claim: Claim) -> None:
    data = site.get(f"/claims/{claim.id}.json").json()["claim"]
    assert "".join(piece["words"] for piece in data["segments"]) == claim.sentence.words
    assert "".join(piece["words"] for piece in data["segments"] if "trigger" in piece["parts"]) == claim.trigger.words
    page = site.get(f"/claims/{claim.id}").text
    assert page.index('id="mark"') < page.index('class="chain"')


def test_the_start_of_a_claim_s_id_will_do(site: TestClient) -> None:
    assert site.get(f"/claims/{C_LOST.id[:8]}.json").json()["claim"]["id"] == C_LOST.id


def test_a_claim_says_what_rests_on_it_and_what_contradicts_it(site: TestClient) -> None:
    data = site.get(f"/claims/{C_LOST.id}.json").json()
    assert [row["name"] for row in data["supports"]["holdings"] if row["for"]] == ["Ain Issa"]
    assert data["supports"]["event"]["id"] == EVENT.id
    assert {c["id"] for c in data["contradicted_by"][0]["claims"]} == {C_LOST.id, C_DENIAL.id}
    assert site.get(f"/claims/{C_SHARE.id}.json").json()["supports"]["figures"][0]["low"] == 14


def test_a_place_tells_its_stretches_newest_first_with_their_sentences(site: TestClient) -> None:
    data = site.get("/places/gn:1.json").json()
    assert [row["holder"] for row in data["stretches"]] == ["Islamic State", "YPG", "Islamic State"]
    assert [claim["id"] for claim in data["stretches"][0]["told_by"]] == [C_LOST.id]
    assert [claim["id"] for claim in data["stretches"][0]["told_against"]] == [C_DENIAL.id]


def test_the_card_of_a_place_is_a_piece_of_a_page_that_leads_to_the_sentence(site: TestClient) -> None:
    card = site.get("/places/gn:1/card").text
    assert "<html" not in card and f"/claims/{C_LOST.id}#mark" in card


def test_the_day_asked_for_decides_who_holds_what(site: TestClient) -> None:
    early = site.get("/index.json?on=2015-06-30").json()
    assert [(row["name"], row["holder"]) for row in early["places"]] == [("Ain Issa", "YPG")]
    assert {row["name"] for row in site.get("/index.json").json()["places"]} == {"Ain Issa", "Mosul", "Raqqa"}


def test_what_was_published_later_is_not_known_earlier(site: TestClient) -> None:
    early = site.get("/places/gn:1.json?known_by=2015-06-30").json()
    assert C_LOST.id not in json.dumps(early) and C_TAKEN.id in json.dumps(early)
    assert site.get(f"/claims/{C_LOST.id}?known_by=2015-06-30").status_code == 404
    assert site.get("/articles/d2?known_by=2015-06-30").status_code == 404
    assert "shelling" not in site.get("/search.json?q=shelling&known_by=2015-06-30").text.replace('"words":"shelling"', "")


def test_gains_and_losses_are_told_together(site: TestClient) -> None:
    data = site.get("/compare.json?a=2015-06-24&b=2015-07-08").json()
    rows = {row["side"]: (row["gained"], row["lost"]) for row in data["balances"]}
    assert rows == {"Islamic State": (["gn:1"], []), "YPG": ([], ["gn:1"])}
    turned = site.get("/compare.json?a=2015-07-08&b=2015-06-24").json()
    assert (turned["a"], turned["balances"]) == (data["a"], data["balances"])


def test_filters_stand_in_the_address_and_go_along_with_the_list_alone(site: TestClient) -> None:
    rows = site.get("/claims.json?place=gn:1&type=capture&status=denied").json()["claims"]
    assert [row["id"] for row in rows] == [C_DENIAL.id]
    page = Tags(site.get("/claims?status=fact&on=2015-07-01&known_by=2015-07-08").text)
    assert "/places?on=2015-07-01&known_by=2015-07-08" in page.links


def test_the_map_has_the_whole_history_once(site: TestClient) -> None:
    data = site.get(f"/map.json?on={DAY}").json()
    spans = next(place for place in data["places"] if place["id"] == "gn:1")["spans"]
    assert [(s["from"], s["to"], s["holder"]) for s in spans] == [
        ("2015-06-22", "2015-06-23", "Islamic State"), ("2015-06-23", "2015-07-06", "YPG"), ("2015-07-06", None, "Islamic State"),
    ]  # fmt: skip
    assert {side["name"] for side in data["sides"]} >= {"Islamic State", "YPG"}
    assert ["2015-07-07", 2] in data["per_day"]


def test_a_page_that_has_not_changed_is_not_sent_again(site: TestClient) -> None:
    for path in ("/", "/index.json", "/map.json"):
        tag = site.get(path).headers["etag"]
        assert site.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert site.get("/?on=2015-06-30", headers={"If-None-Match": site.get("/").headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/claims/ffffffff", "/places/gn:99", "/actors/Nobody", "/events/none", "/articles/none", "/static/../app.py", "/static/none.js",
     "/claims/ffffffff.json", "/places/<script>alert(1)<script>"],
)  # fmt: skip
def test_what_there_is_not_is_told_as_not_found(site: TestClient, path: str) -> None:
    answer = site.get(quote(path, safe="/:."))
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("query", ["on=2015-13-01", "on=yesterday", "start=-1", "start=1e9", "known_by=<script>", f"q={'x' * 500}"])
def test_a_state_that_is_none_is_told(site: TestClient, query: str) -> None:
    answer = site.get(f"/?{query}")
    assert answer.status_code == 400 and "<script>" not in Tags(answer.text).tags and 'role="alert"' in answer.text
    assert "error" in site.get(f"/index.json?{query}").json()


def test_the_last_day_of_publication_is_shown_where_none_is_asked_for(site: TestClient) -> None:
    assert site.get("/index.json").json()["on"] == date(2015, 7, 9).isoformat()


def test_a_place_that_is_only_spoken_of_has_a_page(site: TestClient) -> None:
    data = site.get("/places/region:iq-nineveh.json").json()
    assert data["now"] is None and [claim["id"] for claim in data["claims"]] == [C_SHARE.id]


def test_a_contested_place_names_both_sides(site: TestClient) -> None:
    now = site.get("/places/gn:3.json").json()["now"]
    assert (now["status"], now["rivals"]) == ("contested", ["Islamic State", "Iraqi army"])
    assert site.get("/places/gn:3.json").json()["stretches"][0]["told_by"][0]["id"] == C_MOSUL.id


@pytest.mark.parametrize("path", ["/upload", "/log", "/nothing", "/review", f"/claims/{C_LOST.id}", "/", "/places/gn:1"])
def test_the_day_of_knowledge_goes_along_on_every_link_to_a_page(site: TestClient, path: str) -> None:
    links = [link for link in Tags(site.get(f"{path}?on=2015-07-07&known_by=2015-07-08").text).links if link.startswith("/")]
    bare = [link for link in links if "known_by=2015-07-08" not in link and not link.startswith("/static/")]
    posted = ("/search", "/review/training.jsonl", "/login", "/logout", "/base/")  # the form of search carries the day in a field
    assert len(links) > 15 and [link for link in bare if not link.startswith(posted)] == []


def test_a_day_that_is_none_leaves_the_page_of_what_is_wrong_whole(site: TestClient) -> None:
    told = site.get("/?on=2015-07-07&known_by=soon")
    assert told.status_code == 400 and "/places?on=2015-07-07" in Tags(told.text).links
