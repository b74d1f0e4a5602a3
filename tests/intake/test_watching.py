"""Feeds watched into a store: each article once, politely, whatever else fails or is killed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.feeds.site import Reply, Site, TestClock, opened_site
from tests.postgres import cluster, new_database, server_programs
from tests.shelves import shelves
from whoholds.cli import watch_verb
from whoholds.cli.main import whoholds
from whoholds.feeds.feed import Feed, FeedList
from whoholds.feeds.visit import Visitor
from whoholds.intake.watching import Watch, Watching, watch_feeds
from whoholds.read.make import language_of
from whoholds.records import on_day
from whoholds.store.base import Store, open_store
from whoholds.store.check import check_store

TOWNS = ("Tal Abyad", "Palmyra", "Ramadi", "Ain Issa", "Manbij", "Sinjar")
TEXT = "Kurdish fighters captured the town of {town} from Islamic State on Monday, a spokesman for the fighters said."
FULL = (
    '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Full</title><link>{link}</link>'
    "<c:encoded>&lt;p&gt;{text}&lt;/p&gt;</c:encoded></item></channel></rss>"
)
MORE = "The spokesman told reporters at a briefing in the capital that the road to the north was cut for a second week."


def page(town: str, head: str = "") -> str:
    text = TEXT.format(town=town)
    return f"<html><head><title>{town} taken</title>{head}</head><body><article><h1>{town} taken</h1><p>{text}</p><p>{MORE}</p></article></body></html>"


def rss(*paths: str, day: str = "Wed, 17 Jun 2015 08:00:00 GMT") -> Reply:
    items = "".join(f"<item><title>{path}</title><link>{path}</link><pubDate>{day}</pubDate></item>" for path in paths)
    return Reply(f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>', kind="application/rss+xml")


@pytest.fixture
def site() -> Iterator[Site]:
    with opened_site() as opened:
        for number, town in enumerate(TOWNS):
            opened.pages[f"/{number}"] = Reply(page(town))
        opened.pages["/feed"] = rss(*(f"/{number}" for number in range(4)))
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "kept.db") as opened:
        yield opened


class Desk:
    """Watches feeds of a site into a store, with a clock of its own."""

    def __init__(self, store: Store, *feeds: Feed) -> None:
        self.store, self.feeds, self.clock = store, feeds, TestClock()
        self.told: list[str] = []
        self.faults: list[str] = []

    def watch(self, later: float = 0) -> Watch:
        """Check the feeds that are due, so many minutes after the last time."""
        clock, self.clock = self.clock, TestClock()
        self.clock.at = clock.at + 60 * later
        self.told, self.faults = [], []
        feeds = FeedList(self.feeds, pause_seconds=0.001)
        return watch_feeds(Watching(self.store, feeds, "maker", shelves, self.told.append, self.faults.append, self.clock), once=True)

    def titles(self) -> list[str]:
        return sorted(document.title or "" for document in self.store.documents())


def titles(count: int) -> list[str]:
    return sorted(f"{town} taken" for town in TOWNS[:count])


def test_new_articles_are_read_with_publisher_and_the_feeds_day_and_folded(site: Site, store: Store) -> None:
    desk = Desk(store, site.feed(grade="B", reason="names its sources", kind="newspaper"))
    tally = desk.watch().tally
    assert (tally.new, tally.faults, desk.titles()) == (4, [], titles(4))
    assert {(d.source, d.published, d.published_from) for d in store.documents()} == {("Harbour Daily", on_day(date(2015, 6, 17)), "feed")}
    assert {d.url for d in store.documents()} == {f"{site.root}/{number}" for number in range(4)}
    counts = store.counts()
    assert counts.holdings >= 4 and not counts.stale and check_store(store) == []
    [source] = store.sources()
    assert (source.rights, source.grade, source.reason, source.kind) == ("CC BY 4.0", "B", "names its sources", "newspaper")


def test_a_day_that_the_page_states_outweighs_the_feeds(site: Site, store: Store) -> None:
    site.pages["/0"] = Reply(page(TOWNS[0], '<meta property="article:published_time" content="2015-06-16T10:00:00Z">'))
    site.pages["/feed"] = rss("/0")
    Desk(store, site.feed()).watch()
    [document] = store.documents()
    assert (document.published, document.published_from) == (on_day(date(2015, 6, 16)), "metadata")


def test_a_second_check_asks_only_whether_anything_changed(site: Site, store: Store) -> None:
    def feed(request: Any) -> Reply:
        known = request.headers.get("If-None-Match") == '"v1"' and request.headers.get("If-Modified-Since") == "Wed, 17 Jun 2015 09:00:00 GMT"
        reply = rss("/0")
        reply.headers = {"ETag": '"v1"', "Last-Modified": "Wed, 17 Jun 2015 09:00:00 GMT"}
        return Reply(status=304) if known else reply

    site.pages["/feed"] = feed
    desk = Desk(store, site.feed())
    desk.watch()
    asked = len(site.asked)
    assert desk.watch(later=10).resting == 1 and len(site.asked) == asked, "not due"
    desk.watch(later=20)
    assert site.asked[asked:] == ["/feed"] and desk.told == ["Harbour Daily: nothing changed since the last check; 0 new articles (0 claims)"]


def test_an_article_is_read_once_though_its_page_changes_and_another_feed_lists_it(site: Site, store: Store) -> None:
    desk = Desk(store, site.feed(), site.feed("/other", name="Other"))
    site.pages["/other"] = rss("/0?utm_source=other", "/1#top")
    site.pages["/0?utm_source=other"] = site.pages["/0"]  # either feed may come first
    desk.watch()
    for number, town in enumerate(TOWNS):
        site.pages[f"/{number}"] = Reply(page(town, "<!-- changed -->").replace("Monday", "Tuesday"))
    desk.watch(later=60)
    desk.watch(later=60)
    assert desk.titles() == titles(4)


def test_more_than_is_taken_at_once_comes_at_the_next_checks(site: Site, store: Store) -> None:
    site.pages["/feed"] = rss(*(f"/{number}" for number in range(6)))
    site.pages["/feed"].headers = {"ETag": '"v1"'}
    desk = Desk(store, site.feed(most=2))
    assert [desk.watch(later=60).tally.new for _ in range(4)] == [2, 2, 2, 0]
    assert desk.titles() == titles(6)


def test_what_a_site_does_not_want_read_is_told_once_and_never_asked(site: Site, store: Store) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /0\n", kind="text/plain")
    desk = Desk(store, site.feed())
    watch = desk.watch()
    assert watch.tally.new == 3 and "/0" not in site.asked
    assert [fault.reason for fault in watch.tally.faults] == ["127.0.0.1: robots.txt does not want this address to be read"]
    assert dict(store.failures()) == {f"{site.root}/0": watch.tally.faults[0].reason}
    assert desk.watch(later=60).tally.faults == [] and site.asked.count("/robots.txt") == 1


def test_a_bad_feed_never_stops_the_others(site: Site, store: Store) -> None:
    site.pages |= {
        "/bomb": Reply('<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss/>'),
        "/gone": Reply(status=410),
        "/page": Reply(page("Mosul")),
        "/broken": Reply(b"\x00\x01\x02" * 3000),
        "/away": Reply(status=302, headers={"Location": f"http://localhost:{site.port}/0"}),
    }
    bad = [site.feed(path, name=path) for path in ("/bomb", "/gone", "/page", "/broken", "/away")]
    watch = Desk(store, *bad, site.feed(), site.feed("/none", name="none")).watch()
    assert watch.tally.new == 4
    told = {fault.path: fault.reason for fault in watch.tally.faults}
    assert set(told) == {"/bomb", "/gone", "/page", "/broken", "/away", "none"}
    assert "document type" in told["/bomb"] and "410" in told["/gone"] and "a web page" in told["/page"] and "public" in told["/away"]


def test_an_item_that_leads_into_the_private_network_is_refused(site: Site, store: Store) -> None:
    site.pages["/feed"] = rss("http://169.254.169.254/latest/meta-data/", f"http://localhost:{site.port}/0", "file:///etc/passwd", "/1")
    desk = Desk(store, site.feed())
    watch = desk.watch()
    assert (watch.tally.new, site.asked) == (1, ["/robots.txt", "/feed", "/1"])
    assert ["not on the public internet" in fault.reason for fault in watch.tally.faults] == [True]
    for _ in range(4):  # a name may lead elsewhere later, and is looked up again; in the end it is given up
        desk.watch(later=60 * 24)
    assert [path for path, _ in store.failures()] == ["http://169.254.169.254/latest/meta-data/", f"http://localhost:{site.port}/0"]
    assert "/0" not in site.asked and all("not on the public internet" in reason for _, reason in store.failures())


def test_pages_that_are_no_articles_are_told_once(site: Site, store: Store) -> None:
    site.pages |= {"/0": Reply(b"%PDF-1.4", kind="application/pdf"), "/1": Reply("<html><body></body></html>"), "/2": Reply(page("Palmyra").encode() + b"\xff\xfe")}
    desk = Desk(store, site.feed())
    assert (desk.watch().tally.new, len(desk.faults)) == (2, 2)
    assert (desk.watch(later=60).tally.new, len(desk.faults)) == (0, 0)


def test_what_one_feed_may_not_ask_is_no_news_of_the_page_for_a_feed_that_may(site: Site, store: Store) -> None:
    site.pages |= {"/far": rss(f"{site.root}/0"), "/robots.txt": Reply("User-agent: *\nDisallow: /1\n", kind="text/plain")}
    site.pages["/feed"] = rss("/0", "/1")
    far = Feed(url=f"http://localhost:{site.port}/far", name="Far", source="Far", rights="own use", ports=(site.port,), allow_private=True)
    alone = Desk(store, far)  # may ask localhost, and not 127.0.0.1
    assert [fault.path for fault in alone.watch().tally.faults] == [f"{site.root}/0"] and "/0" not in site.asked
    assert alone.watch(later=60).tally.faults == [] and "1 failed before" in alone.told[0] and "0 known already" in alone.told[0]
    both = Desk(store, site.feed(), far)
    both.clock = alone.clock
    tally = both.watch(later=60).tally
    assert tally.new == 1 and site.asked.count("/0") == 1 and "/1" not in site.asked, "and its robots.txt is heeded"
    assert [path for path, _ in store.failures()] == [f"{site.root}/1"]
    assert both.watch(later=60).tally.known == 2 and site.asked.count("/0") == 1


def test_a_page_that_is_no_article_is_not_asked_again_for_another_feed(site: Site, store: Store) -> None:
    site.pages |= {"/0": Reply(status=404), "/other": rss("/0?utm_source=other#top")}
    Desk(store, site.feed()).watch()
    other = Desk(store, site.feed("/other", name="Other"))
    assert (other.watch().tally.failed, other.faults, site.asked.count("/0")) == (1, [], 1)
    assert "0 known already; 0 new articles (0 claims); 1 failed before" in other.told[0]


def test_a_feed_that_brings_the_text_itself_is_read_where_the_page_failed(site: Site, store: Store) -> None:
    site.pages |= {"/0": Reply(status=404), "/whole": Reply(FULL.format(link="/0", text=TEXT.format(town="Ramadi")))}
    site.pages["/feed"] = rss("/0")
    Desk(store, site.feed()).watch()
    assert Desk(store, site.feed("/whole", name="Whole", text="feed")).watch().tally.new == 1 and list(store.failures()) == []


def test_http_that_fails_does_not_stand_in_the_way_of_another_address(site: Site, store: Store) -> None:
    site.pages |= {"/0": Reply(status=404), "/feed": rss(f"https://127.0.0.1:{site.port}/1", "/0", "/1")}
    site.pages["/feed"].headers = {"ETag": '"v1"'}  # type: ignore[union-attr]
    desk = Desk(store, site.feed())  # nobody answers https here: the first address of /1 fails, and is tried again later
    assert desk.watch().tally.new == 0 and "1 wait for another try" in desk.told[0]
    assert "if-none-match" not in site.heads[-1]
    assert desk.watch(later=60).tally.new == 1 and desk.titles() == ["Palmyra taken"]
    desk.watch(later=60 * 24)
    assert "wait for another try" not in desk.told[0], "what came by one way is not asked for by the other"
    desk.watch(later=60 * 24)
    assert site.heads[-1]["if-none-match"] == '"v1"' and site.asked.count("/1") == 1


def test_a_text_at_several_addresses_is_one_new_article(site: Site, store: Store) -> None:
    site.pages |= {"/mirror": site.pages["/0"], "/feed": rss("/0", "/mirror")}
    desk = Desk(store, site.feed())
    tally = desk.watch().tally
    assert (tally.new, tally.same, store.counts().documents) == (1, 1, 1)
    assert "1 new articles (" in desk.told[0] and "1 with a text that was read before" in desk.told[0]
    assert desk.watch(later=60).tally.known == 2 and site.asked.count("/mirror") == 1


def test_a_feed_whose_xml_is_damaged_is_told(site: Site, store: Store) -> None:
    item = "<item><title>Ramadi</title><link>/2</link></item>"
    site.pages |= {
        "/feed": Reply(f"<rss version='2.0'><channel>{item}<item><<<&&& </channel>", kind="application/rss+xml"),
        "/none": Reply("<rss><channel><item><<<&&& </channel>", kind="application/rss+xml"),
        "/map": Reply(f"<urlset><url><loc>{site.root}/1</loc></url><url><loc>"),
        "/torn": Reply("<urlset><url><loc>"),
        "/empty": Reply("<rss version='2.0'><channel><title>x</title></channel></rss>"),
    }
    feeds = [site.feed(path, name=path) for path in ("/feed", "/none", "/map", "/torn", "/empty")]
    desk = Desk(store, *feeds)
    assert desk.watch().tally.new == 2
    told = {line.partition(":")[0]: line for line in desk.told}
    assert set(told) == {"/feed", "/map", "/empty"}
    assert {name for name, line in told.items() if "its XML is damaged: what could be made out was taken" in line} == {"/feed", "/map"}
    assert sorted(fault.partition(";")[0] for fault in desk.faults) == [
        f"{name}: its XML is damaged, and no item could be made out" for name in ("/none", "/torn")
    ]


@pytest.mark.parametrize("where", ["fetch_item", "own"])
@pytest.mark.parametrize("fault", [MemoryError("gone"), RecursionError("deep"), AssertionError("odd"), OSError("no file")])
def test_whatever_breaks_in_a_thread_ends_the_check_of_that_feed_and_nothing_hangs(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch, where: str, fault: Exception
) -> None:
    def broken(*given: Any) -> None:
        raise fault

    monkeypatch.setattr(*{"fetch_item": (Visitor, "fetch_item"), "own": (Watch, "_got")}[where], broken)
    tally = Desk(store, site.feed()).watch().tally
    assert tally.new == 0 and all(type(fault).__name__ in told.reason for told in tally.faults) and tally.faults


def test_a_page_that_is_down_is_tried_again_and_given_up_in_the_end(site: Site, store: Store) -> None:
    site.pages["/0"] = Reply(status=500)
    site.pages["/feed"].headers = {"ETag": '"v1"'}  # type: ignore[union-attr]
    desk = Desk(store, site.feed())
    desk.watch()
    assert desk.titles() == sorted(set(titles(4)) - {"Tal Abyad taken"}) and desk.faults == []
    assert "1 wait for another try" in desk.told[0]
    site.pages["/feed"] = Reply(status=304)
    asked = site.asked.count("/0")
    desk.watch(later=31)
    assert site.asked.count("/0") == asked, "not before its time"
    for _ in range(5):
        desk.watch(later=60 * 24)
    assert site.asked.count("/0") == 4 and [path for path, _ in store.failures()] == [f"{site.root}/0"]


def test_a_page_that_comes_back_is_read_though_the_feed_lists_it_no_more(site: Site, store: Store) -> None:
    site.pages["/0"] = Reply(status=503, headers={"Retry-After": "60"})
    desk = Desk(store, site.feed())
    desk.watch()
    assert desk.titles() == [], "a busy host is left alone at once"
    site.pages["/0"] = Reply(page(TOWNS[0]))
    site.pages["/feed"] = rss()
    desk.watch(later=120)
    assert desk.titles() == titles(4)


def test_a_feed_that_says_too_many_requests_is_left_alone_also_by_the_next_run(site: Site, store: Store) -> None:
    site.pages["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    desk = Desk(store, site.feed())
    desk.watch()
    assert desk.faults == ["Harbour Daily: 127.0.0.1: answers 429 Too Many Requests; asked again in 7,200 s"]
    asked = len(site.asked)
    site.pages["/feed"] = rss("/0")
    assert desk.watch(later=119).resting == 1 and len(site.asked) == asked and "left alone for" in desk.told[0]
    assert desk.watch(later=2).tally.new == 1


def test_a_feed_that_fails_again_and_again_is_asked_less_and_less(site: Site, store: Store) -> None:
    site.pages["/feed"] = Reply(status=500)
    desk = Desk(store, site.feed())
    waits = []
    for later in (0, 61, 121, 241):
        desk.watch(later)
        waits.append(desk.faults[0].rpartition("again in ")[2])
    assert waits == ["3,600 s", "7,200 s", "14,400 s", "28,800 s"]


def test_a_clock_that_was_put_back_does_not_silence_a_feed(site: Site, store: Store) -> None:
    desk = Desk(store, site.feed())
    desk.watch()
    desk.clock.at -= 30 * 86_400
    assert desk.watch().checked == 1


def test_sitemaps_of_an_index_are_read_packed_ones_too(site: Site, store: Store) -> None:
    def sitemap(*numbers: int) -> bytes:
        rows = (f"<url><loc>{site.root}/{number}</loc><news><publication_date>2015-06-16</publication_date></news></url>" for number in numbers)
        return f"<urlset>{''.join(rows)}</urlset>".encode()

    index = f"<sitemapindex><sitemap><loc>{site.root}/a.xml.gz</loc></sitemap><sitemap><loc>{site.root}/b.xml</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/index.xml": Reply(index, kind="text/xml"),
        "/a.xml.gz": Reply(gzip.compress(sitemap(0, 1)), kind="application/gzip"),
        "/b.xml": Reply(sitemap(1, 2), kind="text/xml"),
    }
    assert Desk(store, site.feed("/index.xml")).watch().tally.new == 3
    assert {(document.published, document.published_from) for document in store.documents()} == {(on_day(date(2015, 6, 16)), "feed")}


@pytest.mark.skipif(not server_programs(), reason="needs the programs of a PostgreSQL server")
def test_two_watches_on_one_team_store_keep_each_article_once(site: Site) -> None:
    pytest.importorskip("psycopg")
    cluster()  # in this thread: the server ends with the thread that started it
    address = new_database()
    shelves().reader.read("Opened before the threads.")

    def watch() -> None:
        with open_store(address) as store:
            Desk(store, site.feed()).watch()

    threads = [threading.Thread(target=watch) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(address) as store:
        assert Desk(store).titles() == titles(4) and len(store.noted("item")) == 4 and check_store(store) == []


def test_full_text_of_the_feed_itself_needs_no_page(site: Site, store: Store) -> None:
    rows = [{"id": "1", "title": "Palmyra taken", "content_html": f"<p>{TEXT.format(town='Palmyra')}</p><p>{MORE}</p>", "date_published": "2015-06-17"}]
    site.pages["/json"] = Reply(json.dumps({"items": rows}), kind="application/feed+json")
    desk = Desk(store, site.feed("/json", text="feed"))
    assert desk.watch().tally.new == 1 and site.asked == ["/robots.txt", "/json"]
    [document] = store.documents()
    assert document.text.count("\n") and document.published == on_day(date(2015, 6, 17)) and document.url is None


def test_articles_in_other_languages_are_kept_without_claims(site: Site, store: Store) -> None:
    text = "Войска взяли город во вторник, сообщил губернатор журналистам в столице после недели боев за город и дорогу."
    site.pages["/0"] = Reply(f"<html><body><article><p>{text}</p><p>{text}</p></article></body></html>")
    site.pages["/feed"] = rss("/0")
    tally = Desk(store, site.feed()).watch().tally
    assert (tally.foreign, tally.new, store.counts().documents) == (1, 0, 1)


# The kills: a child does the work and dies in the middle of it.


def in_a_child(work: Callable[[], None]) -> int:
    """Run something in a process of its own; return its status, negative for a signal."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
@pytest.mark.parametrize("moment", ["before an article is kept", "after an article is kept", "before the feed is noted"])
def test_killed_between_fetching_and_keeping_a_second_run_finishes_and_doubles_nothing(site: Site, tmp_path: Path, moment: str) -> None:
    site.pages["/feed"].headers = {"ETag": '"v1"'}  # type: ignore[union-attr]
    shelves().reader.read("Opened before the fork.")
    language_of(TEXT)

    def killed() -> None:
        with open_store(tmp_path / "kept.db") as store:
            save, note, kept = store.save, store.note, list[str]()

            def die(*given: Any) -> bool:
                kept.append("one")
                if len(kept) == 3 and moment.startswith("before an"):
                    os.kill(os.getpid(), signal.SIGKILL)
                done = save(*given)
                if len(kept) == 3 and moment.startswith("after"):
                    os.kill(os.getpid(), signal.SIGKILL)
                return done

            def die_noting(notes: Any) -> None:
                if moment.startswith("before the"):
                    os.kill(os.getpid(), signal.SIGKILL)
                note(notes)

            store.save, store.note = die, die_noting  # type: ignore[method-assign]
            Desk(store, site.feed()).watch()

    assert in_a_child(killed) == -signal.SIGKILL
    with open_store(tmp_path / "kept.db") as store:
        kept = store.counts().documents
        assert kept == {"before an": 2, "after an ": 3, "before the": 4}[moment[:9] if "an " in moment else moment[:10]]
        for number in range(4):  # had a page that was read been fetched anew, its text would now be another
            site.pages[f"/{number}"] = Reply(page(TOWNS[number]).replace("Monday", "Tuesday"))
        desk = Desk(store, site.feed())
        assert desk.watch().tally.new == 4 - kept
        assert desk.titles() == titles(4) and check_store(store) == [] and not store.counts().stale
        assert sum("Monday" in document.text for document in store.documents()) == kept


# The verb.


@pytest.fixture
def file(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(watch_verb, "open_tools", shelves)
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'pause_seconds = 0.001\n[[feed]]\nname = "Harbour Daily"\nurl = "{site.root}/feed?key=secret"\nrights = "CC BY 4.0"\n'
        f"ports = [{site.port}]\nallow_private = true\n"
    )
    site.pages["/feed?key=secret"] = site.pages["/feed"]
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(whoholds, ["watch", *words])


def test_the_verb_tells_what_came_and_its_status_tells_of_faults(site: Site, file: Path) -> None:
    told = run("feeds.toml", "--once")
    assert told.exit_code == 0, told.output
    assert "Harbour Daily: 0 known already; 4 new articles (" in told.output and "checked 1 feeds, 0 not due; 4 new articles" in told.output
    assert "the store holds 4 articles" in told.output
    assert "checked 0 feeds, 1 not due; 0 new articles" in run("feeds.toml", "--once").output
    site.pages["/feed?key=secret"] = Reply(status=404)
    failed = run("feeds.toml", "--once", "--db", "other.db")
    assert failed.exit_code == 1 and "Harbour Daily: 127.0.0.1: answers 404 Not Found" in failed.output
    assert "secret" not in told.output + failed.output
    assert not any(b"secret" in path.read_bytes() for path in file.parent.glob("*.db*"))


def test_feeds_are_shown_without_asking_anybody(site: Site, file: Path) -> None:
    told = run("feeds.toml", "--check")
    assert told.exit_code == 0 and "Harbour Daily\tHarbour Daily\tF (not graded)\tCC BY 4.0\tnow" in told.output and site.asked == []
    assert not Path("whoholds.db").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_service_goes_on_until_it_is_told_to_stop(site: Site, file: Path, number: signal.Signals) -> None:
    shelves().reader.read("Opened before the fork.")
    language_of(TEXT)
    child = os.fork()
    if child == 0:
        sys.stdout = sys.stderr = Path("told").open("w", buffering=1)  # noqa: SIM115
        status = 1
        try:
            whoholds.main(["watch", "feeds.toml"], standalone_mode=False)
            status = 0
        finally:
            os._exit(status)
    try:
        until = time.monotonic() + 20
        while not (Path("told").exists() and "4 new articles" in Path("told").read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(child, number)
        while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    told = Path("told").read_text()
    assert ended[0] == child and os.waitstatus_to_exitcode(ended[1]) == 0, told
    assert "checked 1 feeds" in told
    with open_store("whoholds.db") as store:
        assert store.counts().documents == 4 and check_store(store) == []
