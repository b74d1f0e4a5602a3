"""The published folder: the same pages as files, whole in themselves, and the same again every time."""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.report.base import C_DENIAL, C_LOST, CLAIMS, article, event, knowledge, made
from tests.report.test_brief import hostile
from tests.serve.base import Tags, fill, without
from whoholds.errors import InputError
from whoholds.forms.safe_csv import read_csv
from whoholds.report.knowledge import Knowledge
from whoholds.serve.asking import Ask
from whoholds.serve.links import FolderLinks, file_of, name_of
from whoholds.serve.publish import FILED, MARK, publish
from whoholds.serve.publish_exports import FILES
from whoholds.store.base import open_store

EMPTY = Knowledge((), (), (), (), (), ())


def published(path: Path, known: Knowledge | None = None, ask: Ask | None = None) -> Path:
    """Publish a knowledge base; return the folder."""
    with open_store(fill(path / "own.db", known)) as store:
        publish(store, path / "out", ask)
    return path / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base as a published folder."""
    return published(tmp_path_factory.mktemp("published"))


def pages(folder: Path) -> dict[str, Tags]:
    """Read every page of a folder, by its place in it."""
    return {str(file.relative_to(folder)): Tags(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}


def broken(folder: Path) -> list[tuple[str, str]]:
    """List the links of a folder that lead to no file, or to no place on a page."""
    found = []
    for name, page in pages(folder).items():
        for link in page.links:
            file, _, spot = unquote(link).partition("#")
            target = (folder / name).parent / file if file else folder / name
            ids = [value for key, value in pages_of(target) if key == "id"] if spot else []
            if not target.is_file() or (spot and spot not in ids):
                found.append((name, link))
    return found


def pages_of(file: Path) -> list[tuple[str, str]]:
    """Return the attributes of a page."""
    return Tags(file.read_text(encoding="utf-8")).attributes if file.suffix == ".html" and file.is_file() else []


def cards_of(folder: Path, place: dict[str, Any]) -> dict[str, Any]:
    """Read a place's file of cards, as a browser does."""
    text = (folder / "cards" / f"{Path(place['page']).stem}.js").read_text(encoding="utf-8")
    id, _, body = text.removeprefix("(globalThis.WHOHOLDS_CARDS??={})[").rstrip(";\n").partition("]=JSON.parse(")
    assert json.loads(id) == place["id"]
    return dict(json.loads(json.loads(body.removesuffix(")"))))


def test_a_place_has_a_card_for_every_stretch_of_its_history(folder: Path) -> None:
    places = json.loads((folder / "map.json").read_text(encoding="utf-8"))["places"]
    assert len(list((folder / "cards").iterdir())) == len(places) > 0
    for place in places:
        cards = cards_of(folder, place)
        days = [day for day, _ in cards["days"]]
        assert days[0] == "" and days == sorted(set(days)) and {span["from"] for span in place["spans"]} <= set(days)
        assert len(cards["lines"]) == len(set(cards["lines"]))
        for span in place["spans"]:
            card = "\n".join(cards["lines"][n] for n in next(own for day, own in cards["days"] if day == span["from"]))
            assert f'datetime="{span["from"]}"' in card and f'data-p="{place["id"]}"' in card
            assert span["status"] != "held" or span["holder"] in card


def test_the_cards_of_places_that_are_gone_go_with_them(tmp_path: Path) -> None:
    out = published(tmp_path)
    (out / "cards" / "gn-99.js").write_text("old", encoding="utf-8")
    with open_store(str(tmp_path / "own.db")) as store:
        publish(store, out)
    assert not (out / "cards" / "gn-99.js").exists()


def test_there_is_a_page_for_everything_that_is_told(folder: Path) -> None:
    names = set(pages(folder))
    assert {"index.html", "disagreements.html", "figures.html", "routes.html", "sources.html", "brief.html", "about.html"} <= names
    assert {f"claims/{claim.id}.html" for claim in CLAIMS} | {f"places/gn-{n}.html" for n in (1, 2, 3)} <= names
    assert any(name.startswith("actors/Islamic-State-") for name in names)
    assert not [name for name in names if name.startswith(("review", "upload", "articles", "log", "search"))]


def test_lists_stand_in_parts_that_lead_to_each_other(tmp_path: Path) -> None:
    known = knowledge()
    more = [made("strike", f"Jets bombed post {n} near Raqqa on 5 July.", "bombed", "Raqqa", f"m{n}", who="Turkey", day="2015-07-05", told="2015-07-06") for n in range(120)]
    events = [event("strike", "Raqqa", one.window, one, actors=("Turkey",)) for one in more]
    known = replace(known, claims=(*known.claims, *more), documents=(*known.documents, *(article(one, None) for one in more)), events=(*known.events, *events))
    folder = published(tmp_path, known)
    assert broken(folder) == [] and {"claims.html", "claims-50.html", "claims-100.html", "events-50.html"} <= set(pages(folder))
    told = [json.loads((folder / name).read_text(encoding="utf-8"))["claims"] for name in ("claims.json", "claims-50.json", "claims-100.json")]
    assert [len(part) for part in told] == [50, 50, 27] and len({claim["id"] for part in told for claim in part}) == len(known.claims)
    assert "claims-100.html" in pages(folder)["claims-50.html"].links and "claims.html" in pages(folder)["index.html"].links
    (tmp_path / "own.db").unlink()
    published(tmp_path)
    assert not (folder / "claims-50.html").exists() and (folder / "claims.html").exists() and broken(folder) == []


def test_every_link_leads_to_a_file_and_to_its_spot(folder: Path) -> None:
    assert sum(len(page.links) for page in pages(folder).values()) > 300
    assert broken(folder) == []


def test_every_page_is_reached_from_the_first(folder: Path) -> None:
    seen: set[Path] = set()
    ahead = [folder / "index.html"]
    while ahead:
        file = ahead.pop().resolve()
        if file not in seen and file.suffix == ".html":
            seen.add(file)
            ahead += [file.parent / unquote(link.partition("#")[0]) for link in Tags(file.read_text(encoding="utf-8")).links]
    missed = {str(file.relative_to(folder)) for file in folder.rglob("*.html")} - {str(file.relative_to(folder.resolve())) for file in seen if file.is_relative_to(folder.resolve())}
    assert missed == set()


def test_no_page_needs_a_server_or_refers_to_another_host(folder: Path) -> None:
    for name, page in pages(folder).items():
        assert not [link for link in page.links if ":" in link or link.startswith(("/", "?"))], name
        assert not {"form", "iframe", "object", "base", "style"} & set(page.tags), name
        assert not [key for key, _ in page.attributes if key.startswith(("on", "hx-")) or key == "style"], name
        assert dict(page.attributes)["content"] is not None and FILED in [value for key, value in page.attributes if key == "content"], name


def test_the_folder_holds_exports_that_pages_lead_to(folder: Path) -> None:
    index = Tags((folder / "index.html").read_text(encoding="utf-8"))
    assert {"exports/holdings.csv", "exports/holdings.geojson", "exports/control.csv", "changes.atom"} <= set(index.links)
    rows = read_csv((folder / "exports" / "holdings.csv").read_text(encoding="utf-8"))
    assert len(rows) == len(knowledge().holdings) and all(row["sources"] and row["rights"] for row in rows)
    assert "Rights" in (folder / "exports" / "README.txt").read_text(encoding="utf-8")
    assert {path.name for path in (folder / "exports").iterdir()} == FILES | {"README.txt"}


def test_places_and_sides_have_feeds_beside_their_pages(folder: Path) -> None:
    place = folder / file_of("place", "gn:1")
    page = Tags(place.read_text(encoding="utf-8"))
    atom = next(link for link in page.links if link.endswith(".atom"))
    feed = ElementTree.fromstring((place.parent / atom).read_bytes())
    links = [link.get("href", "") for entry in feed.iter("{http://www.w3.org/2005/Atom}entry") for link in entry if link.get("href")]
    assert len(links) == 2 and all((place.parent / link).is_file() for link in links)
    side = (folder / file_of("actor", "YPG")).with_suffix(".feed.json")
    assert len(json.loads(side.read_text(encoding="utf-8"))["items"]) == 2


def test_every_page_has_a_twin_in_json(folder: Path) -> None:
    for name in pages(folder):
        twin = json.loads((folder / name).with_suffix(".json").read_text(encoding="utf-8"))
        assert "known_by" in twin, name


def test_the_map_s_data_are_there_in_full_and_name_each_place_s_page(folder: Path) -> None:
    data = json.loads((folder / "map.json").read_text(encoding="utf-8"))
    assert all((folder / place["page"]).is_file() for place in data["places"])


@pytest.mark.parametrize("name", ["spans", "chances", "areas"])
def test_what_pages_load_of_the_map_is_there_as_json_and_as_a_script(folder: Path, name: str) -> None:
    data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    script = (folder / f"{name}.js").read_text(encoding="utf-8")
    text = re.fullmatch(rf"globalThis\.WHOHOLDS_{name.upper()}=JSON\.parse\((.*)\);\n", script, re.DOTALL)
    assert text is not None and json.loads(json.loads(text.group(1))) == data


def test_no_whole_article_leaves_the_store(tmp_path: Path) -> None:
    known = knowledge()
    secret = "Nobody quoted this. " + "x " * 900
    longer = replace(known, documents=tuple(replace(d, text=f"{d.text} {secret}{secret}") for d in known.documents))
    folder = published(tmp_path, longer)
    assert not (folder / "articles").exists()
    assert not [name for name, page in pages(folder).items() if page.text.count("Nobody quoted this.") > 1]


def test_the_same_store_gives_the_same_folder(tmp_path: Path) -> None:
    def digest(folder: Path) -> dict[str, str]:
        files = (file for file in folder.rglob("*") if file.is_file())
        return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert digest(published(tmp_path / "one")) == digest(published(tmp_path / "two"))


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    folder = published(tmp_path, hostile())
    assert broken(folder) == []
    for name, page in pages(folder).items():
        assert page.tags.count("script") <= 2, name
        assert not [link for link in page.links if ":" in link], name
    assert "<script>alert" not in (folder / "spans.js").read_text(encoding="utf-8").replace("\\u003c", "<").partition("(")[0]


def test_claims_that_are_gone_are_not_linked(tmp_path: Path) -> None:
    folder = published(tmp_path, without(knowledge(), C_LOST.id, C_DENIAL.id))
    assert broken(folder) == []


def test_a_store_without_articles_has_pages_too(tmp_path: Path) -> None:
    folder = published(tmp_path, EMPTY)
    assert (folder / "index.html").is_file() and broken(folder) == []


def test_a_folder_can_show_another_day_and_what_was_known_then(tmp_path: Path) -> None:
    folder = published(tmp_path, ask=Ask(on=date(2015, 6, 30), known_by=date(2015, 7, 1)))
    assert "2015-06-30" in pages(folder)["index.html"].text
    assert not (folder / "claims" / f"{C_LOST.id}.html").exists() and broken(folder) == []


def test_publishing_again_leaves_no_page_of_what_is_no_more(tmp_path: Path) -> None:
    folder = published(tmp_path)
    (folder / "claims" / "old.html").write_text("old", encoding="utf-8")
    published(tmp_path)
    assert not (folder / "claims" / "old.html").exists() and (folder / MARK).is_file()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds other things"):
        published(tmp_path)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        published(tmp_path)


@pytest.mark.parametrize(("id", "name"), [("gn:172955", "gn-172955"), ("region:sy-raqqa", "region-sy-raqqa"), ("0123abcd", "0123abcd")])
def test_plain_ids_have_plain_file_names(id: str, name: str) -> None:
    assert name_of(id) == name


def test_file_names_differ_where_ids_differ_also_without_case() -> None:
    ids = ["ISIS", "Isis", "is is", "is-is", "is/is", "x" * 300, "x" * 301, "الرقة", "..", "a:b", "a-b"]
    assert len({name_of(id).casefold() for id in ids}) == len(ids)
    assert not [id for id in ids if set("/\\:") & set(name_of(id)) or name_of(id).startswith(".")]


def test_links_of_a_file_are_seen_from_where_it_lies() -> None:
    links = FolderLinks("places/gn-1.html", frozenset({"c1"}))
    assert links.page("claim", "c1") == "../claims/c1.html" and links.page("claim", "gone") == ""
    assert (links.page("situation"), links.page("review"), links.here(start=2)) == ("../index.html", "", "")
    assert (links.twin(), links.asset("app.js"), file_of("brief")) == ("gn-1.json", "../static/app.js", "brief.html")
