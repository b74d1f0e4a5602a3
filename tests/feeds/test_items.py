"""RSS, Atom, JSON Feed and sitemaps listed; what is broken is mended or told, what is a bomb is refused."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.feeds.apart import list_apart
from whoholds.feeds.fault import FetchFault
from whoholds.feeds.items import LISTED, Ends, Item, Listing, day_of, list_items, same_address

TODAY = date(2015, 6, 17)
URL = "https://harbour.example/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Daily</title>
<item><title>Army takes &amp; holds Ain Issa</title><link>/2015/ain-issa?utm_source=rss</link><guid>a1</guid>
<pubDate>Wed, 17 Jun 2015 01:30:00 +0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The army took Ain Issa.</p>]]></content:encoded></item>
<item><title>Road cut</title><guid isPermaLink="true">https://harbour.example/road</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Daily</title>
<entry><title>Road cut</title><link rel="alternate" href="https://harbour.example/road"/><id>tag:harbour.example,2015:1</id>
<published>2015-06-16T23:30:00-05:00</published><updated>2015-06-17T10:00:00Z</updated><summary>Short.</summary></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://harbour.example/road</loc><news:news><news:publication><news:name>Harbour Daily</news:name></news:publication>
<news:publication_date>2015-06-16</news:publication_date><news:title>Road cut</news:title></news:news></url></urlset>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{}]><rss version="2.0"><channel><title>&l9;</title></channel></rss>""".format(
    "".join(f'<!ENTITY l{n} "{(f"&l{n - 1};" if n else "&a;") * 10}">' for n in range(10))
)


def listed(body: str | bytes, cut: bool = False) -> Listing:
    return list_items(body if isinstance(body, bytes) else body.encode(), cut, URL, TODAY)


def test_rss_gives_address_day_and_full_text() -> None:
    first, second = listed(RSS).items
    assert first.url == "https://harbour.example/2015/ain-issa?utm_source=rss" and first.key == "//harbour.example/2015/ain-issa"
    assert (first.title, first.day) == ("Army takes & holds Ain Issa", "2015-06-17"), "the day in the publisher's own time zone"
    assert first.html == "<p>The army took Ain Issa.</p>"
    assert (second.url, second.day) == ("https://harbour.example/road", "")


def test_atom_gives_the_day_of_publication_not_of_change() -> None:
    [item] = listed(ATOM).items
    assert (item.url, item.day, item.title) == ("https://harbour.example/road", "2015-06-16", "Road cut")


def test_json_feed_and_news_sitemap_are_told_by_what_stands_in_them() -> None:
    rows = [{"id": "1", "url": "/road", "title": "Road cut", "date_published": "2015-06-16T10:00:00Z", "content_html": "<p>Cut.</p>"}]
    [item] = listed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [*rows, "odd", {"url": 7}]})).items
    assert (item.url, item.day, item.html) == ("https://harbour.example/road", "2015-06-16", "<p>Cut.</p>")
    [item] = listed(SITEMAP).items
    assert (item.url, item.day, item.title) == ("https://harbour.example/road", "2015-06-16", "Road cut")


def test_an_index_of_sitemaps_names_those_that_changed_last_first() -> None:
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://harbour.example/old.xml</loc><lastmod>2014-01-01</lastmod></sitemap>
    <sitemap><loc>/news.xml</loc><lastmod>2015-06-17</lastmod></sitemap></sitemapindex>"""
    assert listed(index).others == ("https://harbour.example/news.xml", "https://harbour.example/old.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_feeds_in_other_encodings(encoding: str) -> None:
    text = RSS.replace("Road cut", "Straße gesperrt").replace("utf-8", encoding)
    assert listed(text.encode(encoding)).items[1].title == "Straße gesperrt"


def test_invalid_utf8_spoils_itself_alone() -> None:
    assert [item.title for item in listed(RSS.encode().replace(b"Road cut", b"Road \xff\xfe cut")).items][1] == "Road \ufffd\ufffd cut"


def test_a_feed_that_is_cut_or_not_well_formed_gives_what_can_be_read() -> None:
    assert [item.key for item in listed(RSS[: RSS.index("</channel>")], cut=True).items] == ["//harbour.example/2015/ain-issa", "//harbour.example/road"]
    assert len(listed(RSS.replace("&amp;", "& <br>")).items) == 2
    assert len(listed(SITEMAP[: SITEMAP.index("</urlset>")]).items) == 1


@pytest.mark.parametrize("body", [BOMB, BOMB.replace("rss", "urlset"), '<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed/>'])
def test_a_document_type_is_refused_before_anything_is_parsed(body: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFault, match="document type"):
        listed(body)
    with pytest.raises(FetchFault, match="document type"):
        listed(body.encode("utf-16"))
    assert time.monotonic() - begun < 0.5


def test_no_file_of_this_machine_is_opened_by_a_feed_that_looks_like_its_name() -> None:
    for body in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/feed"):
        with pytest.raises(FetchFault, match="neither RSS"):
            listed(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE html><html><body>News</body></html>", "a web page"),
        ("<html><body>News</body></html>", "a web page"),
        ("", "neither RSS"),
        ("{}", "no JSON Feed"),
        ('{"items": ' + "[" * 100_000, "not valid JSON"),
        ("{broken", "not valid JSON"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "binary data"),
    ],
)
def test_what_is_no_feed_is_told(body: str | bytes, reason: str) -> None:
    with pytest.raises(FetchFault, match=reason) as told:
        listed(body)
    assert told.value.lasting


def test_of_a_million_items_the_first_are_listed() -> None:
    many = "<urlset>" + "<url><loc>https://harbour.example/%d</loc></url>" * 20_000
    found = listed(many % tuple(range(20_000)))
    assert len(found.items) == LISTED and found.more


def test_ends_are_counted_however_the_pieces_fall() -> None:
    ends = Ends()
    assert not any(ends(bytes([sign])) for sign in b"<item>a</item>" * (LISTED - 1) + b"<item>a</ite")
    assert ends(b"m>")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[broken"])
def test_an_item_that_leads_nowhere_is_passed_over(link: str) -> None:
    assert listed(RSS.replace("/2015/ain-issa?utm_source=rss", link)).items[0].url in ("", "https://harbour.example/road")


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("Wed, 17 Jun 2015 23:30:00 -0800", "2015-06-17"),
        ("2015-06-17T01:00:00+03:00", "2015-06-17"),
        ("2015-06-17", "2015-06-17"),
        ("17 June 2015", "2015-06-17"),
        ("2015-06", ""),
        ("yesterday", ""),
        ("2099-01-01", ""),
        ("Wed, 99 Jun 2015", ""),
        ("", ""),
    ],
)
def test_the_day_of_an_item(when: str, day: str) -> None:
    assert day_of(when, TODAY) == day


def test_what_tracks_readers_makes_no_other_article() -> None:
    same = {"http://Harbour.example:80/a?id=1&utm_source=x#top", "https://harbour.example/a?id=1", "https://harbour.example:443/a?fbclid=2&id=1"}
    assert {same_address(url) for url in same} == {"//harbour.example/a?id=1"}
    assert same_address("https://harbour.example/a?id=2") != "//harbour.example/a?id=1"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda words: f"<rss version='2.0'><channel><item>{words}</item></channel></rss>".encode()))
def test_whatever_comes_is_a_list_or_a_fault(body: bytes) -> None:
    try:
        assert all(isinstance(item, Item) for item in listed(body).items)
    except FetchFault as fault:
        assert str(fault)


def test_a_feed_read_apart_is_read_the_same() -> None:
    assert list_apart(RSS.encode(), True, URL, TODAY) == listed(RSS, cut=True)
    with pytest.raises(FetchFault, match="a web page") as told:
        list_apart(b"<html>", False, URL, TODAY)
    assert told.value.lasting


def test_a_feed_that_keeps_its_reader_busy_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFault, match="takes more than 2 s to read"):
        list_apart(b'<rss version="2.0"><channel>' + b"<a>" * 1_000_000, True, URL, TODAY, seconds=2)
    assert time.monotonic() - begun < 10
