"""What pages offer to take along: each its own, narrowed as the page is, cited, and safe."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.forms.base import NAMES
from tests.report.base import C_DENIAL, C_LOST, C_RAID, C_TAKEN
from tests.serve.base import Tags, client, fill
from whoholds.forms.rights import RIGHTS
from whoholds.forms.safe_csv import read_csv
from whoholds.report.exports import EXPORTS
from whoholds.serve.access import Access, Person
from whoholds.serve.offers import OFFERED
from whoholds.store.base import open_store

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = {
    "/": "holdings.geojson", "/places": "control.csv", "/places/gn:1": "events.acled.csv", "/actors": "changes.csv", "/actors/YPG": "claims.jsonld",
    "/events": "events.ged.csv", f"/claims/{C_LOST.id}": "claims.csv", "/claims": "claims.csv", f"/articles/{C_LOST.document}": "claims.csv",
    "/disagreements": "disagreements.csv", "/figures": "figures.csv", "/routes": "routes.csv", "/sources": "sources.csv", "/brief": "brief.pdf",
    "/about": "bundle.zip", "/search?q=town": "claims.csv", "/review": "bundle.zip", "/compare": "changes.csv", "/review/decisions": "bundle.zip",
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
        assert "bundle.zip" not in offered(asking, "/about") and asking.get("/export/holdings.csv").status_code == 200
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
