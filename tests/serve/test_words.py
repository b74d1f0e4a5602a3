"""Every fixed word of every page comes from the catalogue: each value of it is marked, and no letter may stand outside the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from tests.claims import PLACES, place, quantity
from tests.report.base import C_LOST, C_RAID, article, event, figure, knowledge, made
from tests.serve.base import client, fill, seal
from whoholds.records import Source
from whoholds.report.knowledge import Knowledge
from whoholds.report.outlines import world as outlines
from whoholds.serve.say import read_words
from whoholds.store.base import open_store
from whoholds.store.lists import LogEntry

OPEN, SHUT = "⟦", "⟧"
ROAD = "The army cut the road from Mosul to Raqqa on 3 July, and no fuel reaches the town."
DEAD = "The Observatory counted 12 to 14 people killed in Raqqa, and 40 square miles lost."
HEARD = ("title", "aria-label", "placeholder", "alt")
SILENT = frozenset({"script", "style", "kbd", "blockquote"})
"""Elements of which nothing is said, that name keys, or that hold the words of an article."""
FILES = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")


def world() -> Knowledge:
    """Return the knowledge base with a road, figures in units, an event that several tell, and reasons of every kind."""
    known = knowledge()
    road = made("supply", ROAD, "cut", "", "d8", who="Iraqi army", day="2015-07-03", told="2015-07-04")
    ends = [replace(place(name), start=ROAD.index(name), end=ROAD.index(name) + len(name)) for name in ("Mosul", "Raqqa")]
    road = replace(road, places=tuple(ends))
    count = quantity("12 to 14 people", 12.0, 14.0, "people", DEAD.index("12"))
    dead = made("casualties", DEAD, "killed", "Raqqa", "d9", who="Turkey", day="2015-07-04", told="2015-07-05", quantities=(count,))
    reason = "same kind (clash); same place (Ain Issa); days that meet 2015-07-05..2015-07-06; 2 without a day of their own, joined to the nearest one before"
    several = replace(event("casualties", "Raqqa", dead.window, dead, C_RAID), reason=f"{reason}; several sides are said to have done it")
    events = [replace(e, reason=reason if n == 2 else "told once") for n, e in enumerate(known.events)]
    figures = (*known.figures, figure(dead, "killed", 12.0, 14.0, "people", scope="Raqqa"), figure(dead, "oil_output", 5.0, 9.0, "barrels per day"),
               replace(figure(dead, "territory_area_lost", 40.0, None, "square miles"), as_of=dead.window),
               replace(figure(C_RAID, "territory_area_lost", 50.0, None, "square miles", subject="Islamic State"), as_of=C_RAID.window))  # fmt: skip
    return replace(known, claims=(*known.claims, road, dead), documents=(*known.documents, article(road, "A road"), article(dead, None)),
                   events=(*events, several), figures=figures)  # fmt: skip


def marked(path: Path) -> Path:
    """Write a catalogue in which every value stands in marks; those that are no words for a page stay."""
    plain = {"language", "direction"}
    table = {key: words if key in plain else f"{OPEN}{words}{SHUT}" for key, words in read_words().table.items()}
    table["drawn.months"] = " ".join(f"{OPEN}{month}{SHUT}" for month in read_words().table["drawn.months"].split())
    folders: dict[str, dict[str, str]] = {}
    for key, words in table.items():
        head, _, rest = key.partition(".")
        folders.setdefault(head, {})[rest] = words
    tree = {head: inner.get("", inner) for head, inner in folders.items()}
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application with the marked catalogue, on a store in which everything happened once."""
    folder = tmp_path_factory.mktemp("words")
    path = fill(folder / "words.db", world())
    with open_store(path) as store:
        store.save_source(Source("s1", "River Post", reason="not graded", rights=""))
        for what in ("login refused", "token refused", "login", "upload", "export bundle", "export training data"):
            store.log(LogEntry(datetime(2026, 1, 1, tzinfo=UTC), "desk", "review", what, "", "7 articles" if "export" in what else ""))
    with client(path, messages=str(marked(folder / "marked.yaml"))) as asking:
        for data in ({"verdict": "wrong", "reason": "5", "duplicate": "abc"}, {"verdict": "change", "set_type": "hold", "set_status": "possible"}):
            asking.post("/review", data={"claim": C_RAID.id, "seal": seal(asking), **data})
        asking.post("/disagreements", data={"dispute": knowledge().disputes[0].id, "verdict": "both", "seal": seal(asking)})
        yield asking


class Seen(HTMLParser):
    """Collects the pieces of text that people see or hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._quiet = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quiet += tag in SILENT
        self.pieces += [value or "" for name, value in attrs if name in HEARD]

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in SILENT

    def handle_data(self, data: str) -> None:
        self.pieces += [] if self._quiet else [data]


@cache
def names() -> tuple[str, ...]:
    """Return what a store says of the world, the longest first: sentences, names, titles, the texts that are worked out in English."""
    known = world()
    found: set[str] = {"desk", "reviewer", "abc", "words.db"}
    for claim in known.claims:
        fillers = (*claim.actors, *claim.targets, *claim.places, *claim.sources)
        found |= {claim.sentence.words, claim.publisher or "", claim.found_by, claim.window_reason, *(f.name for f in fillers), *(f.words for f in fillers)}
        found |= {f.link.country or "" for f in fillers if f.link} | {q.counts for q in claim.quantities}
        found |= {claim.trigger.words, claim.time.mention.words if claim.time else "", *(q.words for q in claim.quantities)}
        found |= {claim.sentence.words[:80]}  # as charts and lists of articles cut it
    found |= {document.title or "" for document in known.documents} | {document.language or "" for document in known.documents}
    found |= {words for dispute in known.disputes for words in (dispute.what, dispute.settles)}
    found |= {words for one in known.figures for words in (one.subject, one.scope, one.definition)} | {h.place.name for h in known.holdings}
    found |= {name for h in known.holdings for name in (h.holder or "", *h.rivals)} | {link.name for link in PLACES.values()}
    found |= {land["name"].upper() for land in outlines()["countries"]}
    return tuple(sorted({words.strip() for words in found if words and words.strip()}, key=len, reverse=True))


def unmarked(html: str, told: tuple[str, ...] = ()) -> list[str]:
    """Return the words of a page that stand neither in marks nor in what the store says of the world."""
    left = []
    html = re.sub(r'<div class="text".*?</div>|<span dir="auto">.*?</span>', "", html, flags=re.DOTALL)  # an article, and what a search shows of it
    page = Seen(re.sub(r"<svg.*?</svg>", lambda svg: svg.group().replace("<title", "<p").replace("</title", "</p"), html, flags=re.DOTALL))
    depth, text = 0, []
    for piece in page.pieces:
        outside = []
        for sign in piece:
            depth += (sign == OPEN) - (sign == SHUT)
            outside.append(" " if depth or sign == SHUT else sign)
        text.append("".join(outside))
    for piece in text:
        words = " ".join(re.sub(r"[\[\]]", "", piece).split())
        for name in (*told, *names()):
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", words)
        kept = [word for word in words.split() if re.search(r"[^\W\d_]{2}", word) and not re.fullmatch(r"[0-9a-f]{8,64}[.:]?", word) and not FILES.match(word)]
        left += [" ".join(kept)] if kept else []
    return left


def paths(site: TestClient) -> list[str]:
    """Return an address of every kind of page, and of every claim, event and decision."""
    known = world()
    fixed = ["/", "/?on=2015-06-30&known_by=2015-07-01", "/?place=nowhere", "/compare", "/compare?a=2015-06-01&b=2015-07-08", "/places", "/actors", "/events", "/claims",
             "/claims?place=nowhere", "/disagreements", "/figures", "/figures?measure=none", "/routes", "/routes?place=none", "/sources", "/search", "/search?q=town",
             "/search?q=zeppelin", "/about", "/review", "/review/decisions", "/upload", "/log", "/login", "/places/gn:1/card", "/places/gn:2/card"]  # fmt: skip
    each = [f"/places/{id}" for id in ("gn:1", "gn:2", "gn:3")] + [f"/actors/{name}" for name in ("YPG", "Turkey", "Islamic State")]
    each += [f"/claims/{claim.id}" for claim in known.claims] + [f"/events/{one.id}" for one in known.events] + [f"/articles/{C_LOST.document}", "/articles/d6"]
    return fixed + each + [f"/review?claim={claim.id}" for claim in known.claims]


def test_no_page_says_a_fixed_word_that_is_not_in_the_catalogue(site: TestClient) -> None:
    disputes = site.get("/disagreements.json").json()["disputes"]
    told = tuple(words for one in disputes for words in (one["what"], one["settles"]))
    left = {path: found for path in paths(site) if (found := unmarked(site.get(path).text, told))}
    assert left == {}


def test_the_brief_s_headings_come_from_the_catalogue(site: TestClient) -> None:
    data = site.get("/brief.json").json()
    told = [line["text"] for part in data["sections"] for line in part["lines"]] + [note["text"] for note in data["notes"]] + data["sources"]
    page = re.sub(r"<svg.*?</svg>", "", site.get("/brief").text, flags=re.DOTALL)  # its map is that of the situation
    assert unmarked(page, tuple(sorted(told, key=len, reverse=True))) == []


@pytest.mark.parametrize("path", ["/nowhere", "/claims/none", "/events/none", "/places/none", "/actors/none", "/articles/none", "/review?claim=none", "/upload?job=7",
                                  "/?on=soon", "/?start=x", "/export/none.csv", f"/?place={'x' * 300}"])  # fmt: skip
def test_faults_come_from_the_catalogue(site: TestClient, path: str) -> None:
    assert unmarked(site.get(path).text) == []


def test_a_word_outside_the_catalogue_would_be_found() -> None:
    assert unmarked("<p>⟦Held by⟧ YPG really</p><b title='since'>⟦a ⟦b⟧ c⟧ Ain Issa</b>") == ["really", "since"]
    assert unmarked("<svg><title>Map</title><text>⟦x⟧</text></svg>") == ["Map"]
