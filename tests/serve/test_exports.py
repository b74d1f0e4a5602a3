"""What pages offer to take along: each its own, narrowed as the page is, cited, and safe."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import defaultdict
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.forms.base import NAMES
from tests.report.base import C_DENIAL, C_LOST, C_RAID, C_SHARE, C_TAKEN, knowledge
from tests.serve.base import Tags, client, fill, seal
from whoholds.forms.rights import RIGHTS
from whoholds.forms.safe_csv import read_csv
from whoholds.report.exports import EXPORTS
from whoholds.serve.access import Access, Person
from whoholds.serve.offers import ALL, BETWEEN, FILES, OFFERED, ON, SHOWS
from whoholds.store.base import open_store

EVENT = knowledge().events[2].id
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = {
    "/": "holdings.geojson", "/places": "control.csv", "/places/gn:1": "events.acled.csv", "/actors": "holdings.geojson", "/actors/YPG": "claims.jsonld",
    "/events": "events.ged.csv", f"/claims/{C_LOST.id}": "claims.csv", "/claims": "claims.csv", f"/articles/{C_LOST.document}": "claims.csv",
    "/disagreements": "disagreements.csv", "/figures": "figures.csv", "/routes": "routes.csv", "/sources": "sources.csv", "/brief": "brief.pdf",
    "/about": "bundle.zip", "/search?q=town": "claims.csv", "/review": "bundle.zip", "/compare": "differences.csv", "/review/decisions": "bundle.zip",
}  # fmt: skip


def offered(site: TestClient, path: str) -> dict[str, str]:
    """Return the exports that a page offers: name to address."""
    page = site.get(path).text
    nav = re.search(r'<nav class="exports".*?</nav>', page, re.DOTALL)
    return {name: unescape(href) for href, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav.group())} if nav else {}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_its_exports_and_names_the_rights(site: TestClient, path: str) -> None:
    found = offered(site, path)
    assert PAGES[path] in found and RIGHTS in unescape(site.get(path).text)
    answer = site.get(found[PAGES[path]])
    assert answer.status_code == 200 and answer.content
    assert "attachment" in answer.headers["content-disposition"]


def test_all_that_is_offered_is_there(site: TestClient) -> None:
    every = {name for names in OFFERED.values() for name in names}
    assert every >= {name for name in EXPORTS if not name.startswith("changes.") or name == "changes.csv"}
    for name in every:
        assert site.get(f"/export/{name}").status_code == 200, name


def rows(site: TestClient, address: str) -> list[dict[str, str]]:
    return read_csv(site.get(address).text)


HELD, CHANGED, DIFFER = ("holdings.csv", "holdings.geojson"), ("changes.csv", "changes.geojson"), ("differences.csv", "differences.geojson")
HAPPENED, SAID = ("events.csv", "events.geojson", "events.plover.jsonl"), ("claims.csv", "claims.geojson", "claims.jsonld")
Counted = dict[tuple[str, ...], Callable[[dict[str, Any]], int]]
PART: Callable[[dict[str, Any]], int] = lambda twin: twin["part"]["total"]
MOVED: Callable[[dict[str, Any]], int] = lambda twin: twin["changes_total"]
COUNTS: dict[str, Counted] = {
    "/?on=2015-07-08": {HELD: PART, CHANGED: MOVED}, "/?on=2015-07-08&place=gn:1": {HELD: PART, CHANGED: MOVED}, "/?on=2015-07-01&side=YPG": {HELD: PART, CHANGED: MOVED},
    "/?on=2015-07-08&side=YPG": {HELD: PART, CHANGED: MOVED}, "/?on=2015-07-08&status=contested": {HELD: PART}, "/?on=2015-07-08&since=2015-07-05": {CHANGED: MOVED},
    "/?known_by=2015-06-30": {HELD: PART, CHANGED: MOVED}, "/places?side=Islamic+State&on=2015-07-08": {HELD: PART}, "/actors?on=2015-07-01": {HELD: lambda twin: sum(a["holds"] for a in twin["actors"])},
    "/compare?a=2015-07-01&b=2015-07-07": {DIFFER: PART}, "/compare?a=2015-06-01&b=2015-07-09&place=gn:3": {DIFFER: PART},
    "/places/gn:1": {HELD: lambda twin: twin["stretches_total"], HAPPENED: lambda twin: twin["events_total"], SAID: PART, ("disagreements.csv",): lambda twin: len(twin["disputes"])},
    "/actors/YPG?on=2015-07-01": {HELD: lambda twin: twin["holds_total"], SAID: PART, HAPPENED: lambda twin: twin["events_total"]},
    "/actors/YPG?on=2015-07-08": {HELD: lambda twin: twin["holds_total"]}, "/events": {HAPPENED: PART}, "/events?type=strike": {HAPPENED: PART}, "/events?side=YPG": {HAPPENED: PART},
    f"/events/{EVENT}": {HAPPENED: lambda twin: 1, SAID: lambda twin: sum(len(origin["claims"]) for origin in twin["origins"]), ("disagreements.csv",): lambda twin: len(twin["disputes"])},
    "/claims": {SAID: PART}, "/claims?publisher=River+Post": {SAID: PART}, "/claims?type=capture&since=2015-07-01": {SAID: PART}, "/claims?known_by=2015-06-30": {SAID: PART},
    f"/claims/{C_LOST.id}": {SAID: lambda twin: 1, ("disagreements.csv",): lambda twin: len(twin["contradicted_by"])}, f"/claims/{C_SHARE.id}": {("figures.csv",): lambda twin: 1},
    f"/articles/{C_LOST.document}": {SAID: lambda twin: len(twin["claims"])}, "/search?q=retook": {SAID: lambda twin: len(twin["claims"])},
    "/disagreements": {("disagreements.csv",): PART}, "/disagreements?kind=date": {("disagreements.csv",): PART}, "/figures": {("figures.csv",): lambda twin: sum(len(s["figures"]) for s in twin["series"])},
    "/figures?measure=killed": {("figures.csv",): lambda twin: 0}, "/sources": {("sources.csv",): lambda twin: twin["publishers_total"], SAID: lambda twin: sum(p["claims"] for p in twin["publishers"])},
}  # fmt: skip
"""Views, and for each of their tables how many rows the twin of the page counts."""


def row_count(name: str, body: bytes) -> int:
    """Count the rows of an exported file."""
    if name.endswith(".geojson"):
        return len(json.loads(body)["features"])
    if name.endswith(".jsonld"):
        return len(json.loads(body)["items"])
    return len(body.splitlines()) if name.endswith(".jsonl") else len(read_csv(body.decode("utf-8")))


@pytest.mark.parametrize("path", COUNTS)
def test_every_file_of_a_view_holds_the_rows_that_the_view_counts(site: TestClient, path: str) -> None:
    found = offered(site, path)
    head, mark, query = path.partition("?")
    twin = site.get(f"{'/index' if head == '/' else head}.json{mark}{query}").json()
    for names, count in COUNTS[path].items():
        assert {name: row_count(name, site.get(found[name]).content) for name in names} == dict.fromkeys(names, count(twin))


@pytest.mark.parametrize("path", [*COUNTS, "/brief?place=gn:1", "/brief?side=YPG", "/routes", "/about"])
def test_every_file_that_a_view_offers_can_be_taken(site: TestClient, path: str) -> None:
    found = offered(site, path)
    assert "bundle.zip" in found
    for address in found.values():
        assert site.get(address).status_code == 200, address


def bundle(site: TestClient, address: str) -> dict[str, list[Any]]:
    """Return the records of a bundle by kind; each line fits the schema beside it."""
    packed = zipfile.ZipFile(io.BytesIO(site.get(address).content))
    check = jsonschema.Draft202012Validator(json.loads(packed.read("schema.json")))
    kinds: dict[str, list[Any]] = defaultdict(list)
    for line in packed.read("bundle.jsonl").splitlines():
        check.validate(json.loads(line))
        kinds[json.loads(line)["kind"]].append(json.loads(line).get("body", json.loads(line)))
    return kinds


def test_a_bundle_of_a_view_holds_its_records_the_claims_they_rest_on_and_no_more(site: TestClient) -> None:
    struck = bundle(site, offered(site, "/events?type=strike")["bundle.zip"])
    assert [one["type"] for one in struck["event"]] == ["strike"] and not struck["holding"] and not struck["judgement"]
    assert [claim["id"] for article in struck["article"] for claim in article["claims"]] == [C_RAID.id]
    assert [article["document"]["text"] for article in struck["article"]] == [""] and struck["whoholds bundle"][0]["texts"] is False
    place = bundle(site, offered(site, "/places/gn:1")["bundle.zip"])
    assert len(place["holding"]) == 3 and len(place["event"]) == 2 and len(place["dispute"]) == 1
    assert {claim["id"] for article in place["article"] for claim in article["claims"]} == {C_TAKEN.id, C_LOST.id, C_DENIAL.id}
    brief = bundle(site, offered(site, "/brief?place=gn:1")["bundle.zip"])
    assert C_RAID.id not in {claim["id"] for article in brief["article"] for claim in article["claims"]}


def test_a_reader_takes_along_what_pages_show_without_articles_and_without_who_judged(tmp_path: Path) -> None:
    path = fill(tmp_path / "own.db")
    with client(path) as asking:
        asking.post("/review", data={"claim": C_RAID.id, "verdict": "right", "seal": seal(asking)})
    with client(path, Access(here=Person("guest", "read"))) as asking:
        whole = bundle(asking, offered(asking, "/about")["bundle.zip"])
        assert len(whole["article"]) == 7 and {article["document"]["text"] for article in whole["article"]} == {""}
        assert not whole["judgement"] and asking.get("/export/bundle.zip").status_code == 403
        assert sum(len(article["claims"]) for article in bundle(asking, offered(asking, "/claims")["bundle.zip"])["article"]) == 7


def test_the_documentation_says_what_each_view_offers() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    days = {ON: "of the day", BETWEEN: "between the days", ALL: "of all days"}
    views = [f"| {kind} | {'; '.join(f'{rows} {days[of]}' for rows, of in tables.items())} |" for kind, tables in SHOWS.items() if kind != "about"]
    files = [f"| {rows} | {', '.join(f'`{name}`' for name in names)} |" for rows, names in FILES.items()]
    assert [line for line in (*views, *files) if line not in text] == []


def test_compare_tells_both_days_in_one_table(site: TestClient) -> None:
    [row] = rows(site, offered(site, "/compare?a=2015-07-01&b=2015-07-07&place=gn:1")["differences.csv"])
    assert (row["first_day"], row["first_holder"], row["second_day"], row["second_holder"]) == ("2015-07-01", "YPG", "2015-07-07", "Islamic State")
    assert C_LOST.id in row["claims"] and C_TAKEN.id in row["claims"] and row["sources"]


def test_the_control_table_of_a_side_tells_who_came_after_it(site: TestClient) -> None:
    [row] = rows(site, offered(site, "/actors/YPG?on=2015-07-07")["control.csv"])
    assert (row["ctr_20150701000000"], row["ctr_20150707000000"]) == ("YPG", "Islamic State")


@pytest.mark.parametrize("path", ["/places/gn:1?on=2015-07-08", "/actors/YPG?on=2015-07-08", "/?place=gn:1&on=2015-07-08"])
def test_the_brief_of_a_page_is_narrowed_to_it(site: TestClient, path: str) -> None:
    told = site.get(offered(site, path)["brief.md"]).text
    assert "8 July 2015" in told and "Ain Issa" in told and "Mosul" not in told.partition("## Sources")[0]


def test_a_place_exports_its_own_history_on_all_days(site: TestClient) -> None:
    found = offered(site, "/places/gn:1?on=2015-07-08")
    assert [row["holder"] for row in rows(site, found["holdings.csv"])] == ["Islamic State", "YPG", "Islamic State"]
    assert {row["place"] for row in rows(site, found["events.csv"])} == {"Ain Issa"}
    assert {row["id"] for row in rows(site, found["claims.csv"])} == {C_TAKEN.id, C_LOST.id, C_DENIAL.id}


def test_the_map_exports_the_day_that_it_shows(site: TestClient) -> None:
    held = rows(site, offered(site, "/?on=2015-06-30")["holdings.csv"])
    assert [(row["place"], row["holder"]) for row in held] == [("Ain Issa", "YPG")]


def test_filters_of_a_page_narrow_its_export(site: TestClient) -> None:
    found = offered(site, "/events?type=strike")
    assert [row["place"] for row in rows(site, found["events.csv"])] == ["Raqqa"]
    assert [row["id"] for row in rows(site, offered(site, "/claims?publisher=River+Post")["claims.csv"])] == [C_DENIAL.id]
    assert [row["id"] for row in rows(site, offered(site, f"/claims/{C_RAID.id}")["claims.csv"])] == [C_RAID.id]


def test_a_search_exports_the_sentences_that_it_found(site: TestClient) -> None:
    assert [row["id"] for row in rows(site, offered(site, "/search?q=retook")["claims.csv"])] == [C_LOST.id]
    assert rows(site, offered(site, "/search?q=zeppelin")["claims.csv"]) == []


def test_as_known_on_a_day_holds_for_exports(site: TestClient) -> None:
    found = offered(site, "/claims?known_by=2015-06-30")
    told = rows(site, found["claims.csv"])
    assert "known_by=2015-06-30" in found["claims.csv"] and told
    assert max(row["published_to"] for row in told) <= "2015-06-30"
    assert C_LOST.id not in site.get(f"/export/changes.csv?{found['claims.csv'].partition('?')[2]}").text


def test_what_the_verb_writes_the_page_gives(site: TestClient, store: Path) -> None:
    from whoholds.forms.material import Selection
    from whoholds.report.exports import as_bytes, material_of
    from whoholds.report.knowledge import knowledge_of

    with open_store(store) as opened:
        material = material_of(opened, knowledge_of(opened))
        for name in set(NAMES) - {"control.csv", "changes.atom", "changes.feed.json"}:
            assert site.get(f"/export/{name}").content == b"".join(as_bytes(EXPORTS[name].write(material, Selection()))), name


@pytest.mark.parametrize(("path", "count"), [("/changes.atom", 3), ("/places/gn:1/changes.atom", 2), ("/actors/YPG/changes.atom", 2), ("/places/gn:2/changes.atom", 0)])
def test_a_feed_tells_changes_with_their_sentences(site: TestClient, path: str, count: int) -> None:
    answer = site.get(path)
    assert answer.headers["content-type"] == "application/atom+xml" and "content-disposition" not in answer.headers
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == count and feed.findtext(f"{ATOM}rights") == RIGHTS
    assert next(link.get("href") for link in feed.findall(f"{ATOM}link")).endswith(path)  # type: ignore[union-attr]
    for entry in entries:
        assert entry.findtext(f"{ATOM}id", "").startswith("urn:uuid:") and "<blockquote" in entry.findtext(f"{ATOM}content", "")
    days = [entry.findtext(f"{ATOM}published", "") for entry in entries]
    assert days == sorted(days, reverse=True)


def test_the_feed_in_json_is_the_same_and_pages_name_both(site: TestClient) -> None:
    feed = site.get("/places/gn:1/changes.feed.json").json()
    atom = ElementTree.fromstring(site.get("/places/gn:1/changes.atom").content)
    assert [item["id"] for item in feed["items"]] == [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]
    assert feed["items"][0]["_whoholds"]["claims"] == [C_LOST.id] and feed["version"].endswith("/1.1")
    told = [value for name, value in Tags(site.get("/places/gn:1").text).attributes if name == "href"]
    assert {"/places/gn:1/changes.atom", "/places/gn:1/changes.feed.json"} <= set(told)


def test_a_feed_that_did_not_change_is_not_sent_again(site: TestClient) -> None:
    first = site.get("/changes.atom")
    assert site.get("/changes.atom", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/export/nothing.csv", "/export/..%2Fx", "/places/gn:99/changes.atom", "/export/brief.exe"])
def test_what_is_no_export_is_told(site: TestClient, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/export/claims.csv?since=soon", "/export/control.csv?since=1900-01-01", "/export/bundle.zip?known_by=x"])
def test_a_wrong_address_is_told(site: TestClient, path: str) -> None:
    assert site.get(path).status_code == 400


def test_the_whole_store_is_for_admins_and_logged(store: Path, tmp_path: Path) -> None:
    with client(store, Access(here=Person("guest", "review"))) as asking:
        assert asking.get("/export/bundle.zip").status_code == 403
        assert "bundle.zip" not in offered(asking, "/review") and asking.get("/export/holdings.csv").status_code == 200
    with client(fill(tmp_path / "own.db")) as asking:
        packed = zipfile.ZipFile(io.BytesIO(asking.get("/export/bundle.zip").content))
        assert json.loads(packed.read("bundle.jsonl").splitlines()[-1])["counts"]["article"] == 7
        assert "export bundle" in asking.get("/log.json").text


def test_files_are_made_in_turn_and_the_spool_is_left_empty(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    with client(fill(tmp_path / "own.db"), spool=spool) as asking:
        for name in ("claims.csv", "bundle.zip", "brief.md", "nothing.csv", "control.csv?since=1900-01-01"):
            asking.get(f"/export/{name}")
        assert list(spool.iterdir()) == []
