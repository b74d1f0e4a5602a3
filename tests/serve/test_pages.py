"""The pages: every statement leads to its quote, nothing leads off this machine, nothing hostile gets through."""

from __future__ import annotations

import http.client
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html.parser import HTMLParser
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.report.base import C_DENIAL, C_LOST, C_TAKEN, CLAIMS, DAY, knowledge
from tests.report.test_brief import HOSTILE, hostile
from whoholds.errors import InputError
from whoholds.records import Claim
from whoholds.records.json_lines import from_plain
from whoholds.report.knowledge import Knowledge
from whoholds.serve import site
from whoholds.serve.pages import Page, marked_sentence, pages_of

LOCAL = ("src", "href", "action", "srcset", "data", "poster", "background", "formaction", "xlink:href")


class Tags(HTMLParser):
    """Collects tags, attributes, quotes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        """Everything that the page refers to."""
        return [value for name, value in self.attributes if name in LOCAL]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base as a published folder."""
    path = tmp_path_factory.mktemp("published")
    site.publish(pages_of(knowledge(), DAY), path)
    return path


def page(path: str, known: Knowledge | None = None) -> Page:
    """Return the page at a path."""
    return next(page for page in pages_of(known or knowledge(), DAY) if page.path == path)


def test_there_is_a_page_for_the_situation_every_place_and_every_claim() -> None:
    paths = [page.path for page in pages_of(knowledge(), DAY)]
    places = [f"places/gn-{n}" for n in (1, 2, 3)]
    expected = ["index", "disputes", "figures", "sources", *places, *sorted(f"claims/{c.id}" for c in CLAIMS)]
    assert paths == expected


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.document)
def test_the_page_of_a_claim_holds_its_quote_its_publisher_and_its_day(claim: Claim) -> None:
    text = Tags(page(f"claims/{claim.id}").html).text
    day = str(claim.published.latest) if claim.published else "not known"
    assert claim.sentence.words in text
    assert f"{claim.publisher or 'publisher not known'}, published {day}" in text


def test_the_page_of_a_place_quotes_the_claims_behind_each_holding() -> None:
    shown = Tags(page("places/gn-1").html)
    assert C_TAKEN.sentence.words in shown.text and C_LOST.sentence.words in shown.text
    assert {f"../claims/{c.id}.html" for c in (C_TAKEN, C_LOST, C_DENIAL)} <= set(shown.links)


def test_the_page_of_disagreements_quotes_both_sides_and_says_what_would_settle_it() -> None:
    text = Tags(page("disputes").html).text
    assert C_LOST.sentence.words in text and C_DENIAL.sentence.words in text
    assert "Would settle it: A later report of who stood in the town." in text


def test_a_disputed_claim_says_so_on_its_page() -> None:
    assert "Disputed (denial)" in page(f"claims/{C_LOST.id}").html
    assert "Disputed" not in page(f"claims/{C_TAKEN.id}").html


def test_the_sources_list_every_article() -> None:
    text = Tags(page("sources").html).text
    assert all((document.title or "no title") in text for document in knowledge().documents)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.document)
def test_the_trigger_is_marked_in_its_sentence_and_nothing_else(claim: Claim) -> None:
    before, _, rest = marked_sentence(claim).partition("<mark>")
    marked, _, after = rest.partition("</mark>")
    assert marked == claim.trigger.words
    assert before + marked + after == claim.sentence.words


def test_the_mark_is_right_behind_signs_that_browsers_count_twice() -> None:
    words = "🏴 & 𝔗he YPG took it."
    start = words.index("took")
    odd = replace(
        C_TAKEN, sentence=replace(C_TAKEN.sentence, start=100, end=100 + len(words), words=words),
        trigger=replace(C_TAKEN.trigger, start=100 + start, end=104 + start),
    )  # fmt: skip
    assert marked_sentence(odd) == "🏴 &amp; 𝔗he YPG <mark>took</mark> it."


def test_the_day_shown_decides_what_the_situation_tells() -> None:
    early = next(p for p in pages_of(knowledge(), date(2015, 6, 30)) if p.path == "index")
    assert "Who holds what on 2015-06-30" in early.html
    assert [(dot["name"], dot["holder"]) for dot in early.data["places"]] == [("Ain Issa", "YPG")]
    late = page("index").data["places"]
    assert [dot["name"] for dot in late] == ["Ain Issa", "Mosul", "Raqqa"]


def test_a_store_without_articles_has_pages_too(tmp_path: Path) -> None:
    assert site.publish(pages_of(Knowledge((), (), (), (), (), ())), tmp_path) == 4
    assert (tmp_path / "index.html").exists()


def test_every_link_of_the_published_folder_leads_to_a_file(folder: Path) -> None:
    links = [(file, link) for file in folder.rglob("*.html") for link in Tags(file.read_text(encoding="utf-8")).links]
    assert len(links) > 60
    assert [(file.name, link) for file, link in links if not (file.parent / link).is_file()] == []


def test_every_page_is_reached_from_the_situation_or_the_pages_that_it_leads_to(folder: Path) -> None:
    seen: set[Path] = set()
    ahead = [folder / "index.html"]
    while ahead:
        file = ahead.pop()
        if file not in seen:
            seen.add(file)
            ahead += [(file.parent / link).resolve() for link in Tags(file.read_text(encoding="utf-8")).links]
    missed = {file.stem for file in folder.resolve().rglob("*.html")} - {file.stem for file in seen}
    assert missed == {next(c.id for c in CLAIMS if c.document == "d7")}, "only what backs nothing on show"


def test_no_page_refers_to_another_host_runs_a_script_or_sends_a_form(folder: Path) -> None:
    for file in folder.rglob("*.html"):
        shown = Tags(file.read_text(encoding="utf-8"))
        assert not [link for link in shown.links if ":" in link or link.startswith("//")], file.name
        assert not {"script", "iframe", "form", "img", "link", "object", "base"} & set(shown.tags), file.name
        assert not [name for name, _ in shown.attributes if name.startswith("on")], file.name


def test_every_page_has_a_twin_in_json(folder: Path) -> None:
    assert len(list(folder.rglob("*.html"))) == len(list(folder.rglob("*.json"))) == 14
    twin = json.loads((folder / "claims" / f"{C_LOST.id}.json").read_text(encoding="utf-8"))
    assert from_plain(Claim, twin) == C_LOST


def test_the_same_knowledge_gives_the_same_pages_in_any_order() -> None:
    known = knowledge()
    turned = Knowledge(
        known.documents[::-1], known.claims[::-1], known.events, known.holdings[::-1], known.figures, known.disputes
    )
    assert pages_of(turned, DAY) == pages_of(known, DAY)


def test_hostile_words_stay_text_on_every_page() -> None:
    shown = {page.path: Tags(page.html) for page in pages_of(hostile(), DAY)}
    assert all("script" not in tags.tags for tags in shown.values())
    assert not [link for tags in shown.values() for link in tags.links if ":" in link]
    quiet = [path for path, tags in shown.items() if HOSTILE not in tags.text]
    assert quiet == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        site.publish(pages_of(knowledge(), DAY), tmp_path / "file")


def lost_links(*paths: str) -> list[str]:
    """Return the links of these pages to the page of a claim that the knowledge base no longer holds."""
    known = replace(knowledge(), claims=tuple(c for c in CLAIMS if c not in (C_LOST, C_DENIAL)))
    gone = (C_LOST.id, C_DENIAL.id)
    return [link for path in paths for link in Tags(page(path, known).html).links if any(id in link for id in gone)]


def test_disagreements_and_figures_link_no_claim_that_is_gone() -> None:
    assert lost_links("disputes", "figures") == []


@pytest.mark.parametrize("path", ["index", "places/gn-1"])
def test_the_situation_and_the_places_link_no_claim_that_is_gone(path: str) -> None:
    assert lost_links(path) == []


def test_the_letter_of_an_unknown_place_can_be_seen() -> None:
    html = page("index").html
    [(ground, sign)] = re.findall(r'fill="(#\w+)"[^>]*/><text([^>]*)>\?</text>', html)
    rules = dict(re.findall(r"\.([\w-]+)\{[^}]*fill:(#\w+)", html))
    own = re.findall(r'fill="(#\w+)"', sign)
    fills = own or [rules[name] for name in re.findall(r"[\w-]+", sign) if name in rules] or ["#000"]
    white = {"#fff", "#ffffff"}
    assert not ({ground} <= white and set(fills) <= white)


@dataclass(frozen=True)
class Site:
    """A site that is up."""

    address: tuple[str, int]

    def get(self, path: str, verb: str = "GET", hosts: Sequence[str] | None = None) -> tuple[int, dict[str, str], str]:
        """Ask for a path exactly as written, with the address as host unless others are given."""
        line = http.client.HTTPConnection(*self.address, timeout=5)
        line.putrequest(verb, path, skip_host=hosts is not None)
        for host in hosts or ():
            line.putheader("Host", host)
        line.endheaders()
        answer = line.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read().decode()
        line.close()
        return found


@pytest.fixture(scope="module")
def up(folder: Path) -> Iterator[Site]:
    """The published folder, served on a free port until the tests are done."""
    opened: list[ThreadingHTTPServer] = []
    ready = threading.Event()

    class Kept(ThreadingHTTPServer):
        """The server as the program opens it, kept so that the test can stop it."""

        def server_activate(self) -> None:
            opened.append(self)
            super().server_activate()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "ThreadingHTTPServer", Kept)
        worker = threading.Thread(target=partial(site.serve, folder, 0, lambda port: ready.set()), daemon=True)
        worker.start()
        assert ready.wait(5)
    yield Site((str(opened[0].server_address[0]), int(opened[0].server_address[1])))
    opened[0].shutdown()
    worker.join(5)


def test_the_site_listens_on_this_machine_alone(up: Site) -> None:
    assert up.address[0] == "127.0.0.1"
    assert up.address[1] > 0


def test_the_pages_come_with_their_quotes(up: Site) -> None:
    status, headers, body = up.get(f"/claims/{C_LOST.id}.html")
    assert (status, headers["Content-type"]) == (200, "text/html")
    assert C_LOST.sentence.words in Tags(body).text
    assert up.get("/index.html")[2] == up.get("/")[2]


def test_every_answer_forbids_scripts_and_other_hosts(up: Site) -> None:
    for path in ("/index.html", "/index.json", "/nothing.html"):
        headers = up.get(path)[1]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    ["/nothing.html", "/claims/ffffffff.html", "/claims/", "/places/", "/../base.py", "/%2e%2e/%2e%2e/etc/passwd"],
)
def test_an_unknown_page_a_folder_and_a_way_out_are_not_found(up: Site, path: str) -> None:
    assert up.get(path)[0] == 404


@pytest.mark.parametrize("path", ["/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E"])
def test_a_hostile_path_is_never_sent_back_as_markup(up: Site, path: str) -> None:
    status, _, body = up.get(path)
    assert status == 404
    assert "<script" not in body


def test_a_hostile_query_changes_nothing(up: Site) -> None:
    assert up.get("/index.html?place=<script>alert(1)</script>&on=javascript:1")[2] == up.get("/index.html")[2]


def test_the_site_takes_nothing(up: Site) -> None:
    assert up.get("/index.html", "POST")[0] == up.get("/index.html", "PUT")[0] == 501


@pytest.mark.parametrize(
    "hosts",
    [(), ("",), ("evil.example",), ("evil.example:{port}",), ("127.0.0.1",), ("127.0.0.1:1",), ("localhost.evil.example:{port}",),
     ("127.0.0.1:{port}", "evil.example")],
)  # fmt: skip
def test_who_asks_another_host_gets_nothing(up: Site, hosts: tuple[str, ...]) -> None:
    asked = [host.format(port=up.address[1]) for host in hosts]
    for verb in ("GET", "HEAD", "POST"):
        status, headers, body = up.get("/index.html", verb, asked)
        assert status == 421
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Ain Issa" not in body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_this_machine_is_asked_by_number_or_name(up: Site, name: str) -> None:
    assert up.get("/index.html", "GET", [f"{name}:{up.address[1]}"])[0] == 200


def test_who_hangs_up_in_the_middle_makes_no_noise(up: Site, capfd: pytest.CaptureFixture[str]) -> None:
    for line in (b"GET /index.html\r\n\r\n", b"nonsense\r\n\r\n", b"GET /index.html HTTP/1.1\r\nHost: evil\r\n\r\n"):
        with socket.create_connection(up.address, timeout=5) as caller:
            caller.sendall(line)
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert up.get("/index.html")[0] == 200
    time.sleep(0.2)
    assert capfd.readouterr().err == ""


def test_a_port_in_use_is_told(up: Site, folder: Path) -> None:
    with pytest.raises(InputError, match=f"port {up.address[1]}: cannot be opened"):
        site.serve(folder, up.address[1], lambda port: None)


def test_a_port_that_is_none_is_told(folder: Path) -> None:
    with pytest.raises(InputError):
        site.serve(folder, 99999, lambda port: None)
