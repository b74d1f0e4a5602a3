"""Strategies: text, tables, JSON, YAML, HTML and archives, well made, odd and broken."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

ODD = (
    "\0", "\x1b[31m", "\r\n", "\r", "\n\n", "\t", "\ufeff", "\u202e", "\u200b", "\xa0", "\u2028", "\ud800", "﷽", "ﬁ", "İ", "ß", "e\u0301", "👩🏽‍🚒", "١٢٣", "²", "½",
    "０１", "’", "“", "”", "«", "—", "…", "'", '"', "(", ")", "[", "{", "<", ">", "&", "%", "#", "@", "|", ",", ";", ":", ".", "-", "/", "\\", "*", "_", "$", "°", "′",
)  # fmt: skip
TIMES = (
    "last May", "almost one year ago", "two weeks earlier", "on Friday", "Monday night", "the 31st of February 2015", "2015-02-30", "25/06/2015", "06.25.15", "June",
    "mid-2014", "the 1990s", "between 1 and 3 May", "99999999999 years ago", "0 days", "the week of 29 February", "at 25:61", "3 p.m.", "Ramadan", "Q3 2015", "since", "until",
    "next year", "a fortnight", "0001", "9999", "year 0", "the 99th century", "half past", "every other day", "from 30 to 31", "tomorrow", "in the spring of", "Day 50",
)  # fmt: skip
NUMBERS = (
    "6,000", "1.5 million", "twenty-two per cent", "dozens", "more than", "between 30 and", "1/2", "10-15", "99999999999999999999999999", "1e400", "0.0000", ",,,", "-1",
    "$80 million a month", "km2", "a third of", "half", "hundreds of thousands", "one", "hundred", "thousand", "million", "trillion", "per cent", "out of ten", "zero",
)  # fmt: skip
PLACES = (
    "36.123, 37.456", "36°12'30\"N 37°09'10\"E", "37S DA 12345 67890", "38RMQ1234567890", "37R 123456 4123456", "91.0, 181.0", "N36 E37", "3612N 03709E", "-0.0,-0.0",
    "Tal Abyad", "Ain Issa", "Ar-Raqqah", "al-Bab", "Deir ez-Zor", "St. Petersburg", "Aleppo province", "the north of Iraq", "12 km east of Ramadi", "Syrian", "الرقة", "Kobanî",
)  # fmt: skip
PROSE = (
    "Rebels", "the army", "Islamic State", "ISIS", "the YPG", "seized", "captured", "denied", "said", "was killed", "plans to advance on", "holds", "the town of", "according to",
    "a spokesman", "“We hold it,”", "ERBIL, Iraq, June 23, 2015 (Agency) -", "Government forces retook Harim on Friday.", "It", "they", "the enemy", "and", "not", "if", "had been", "40 soldiers",
    "Published: 25 June 2015", "- ", "• ", "Resolution 2254", "STRIKES HIT TOWN", "in", "of", "by", "from", "to", "that", "no", "who",
)  # fmt: skip
WORDS = (*ODD, *TIMES, *NUMBERS, *PLACES, *PROSE)
KEYS = ("text", "body", "title", "date", "published", "source", "url", "id", "doc", "toponyms", "start", "end", "")
DAYS = ("2015-06-25", "2015-06", "25 June 2015", "June 25, 2015", "", "0000-00-00", "2015-13-01", "Sept. 31, 1999", "20150625", "2015-06-25T10:00:00Z")


def written(*pieces: Sequence[str], most: int = 30) -> SearchStrategy[str]:
    """Make text up of pieces, blanks between some of them, and of any signs."""
    known = tuple(piece for group in pieces or (WORDS,) for piece in group)
    one = st.one_of(st.sampled_from(known), st.sampled_from(known), st.text(max_size=6), st.integers(-(10**20), 10**20).map(str))
    return st.tuples(st.lists(one, max_size=most), st.sampled_from((" ", " ", "", "\n"))).map(lambda made: made[1].join(made[0]))


def in_bytes(text: SearchStrategy[str]) -> SearchStrategy[bytes]:
    """Write text as bytes, mostly UTF-8."""
    return st.tuples(text, st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-16", "cp1256"))).map(_coded)


def _coded(made: tuple[str, str]) -> bytes:
    text, coding = made
    return text.encode(coding, "surrogatepass" if coding.startswith("utf") else "replace")


def spoiled(good: SearchStrategy[bytes]) -> SearchStrategy[bytes]:
    """Cut, double or overwrite a part of what is well made, or leave it."""
    spot = st.integers(0, 4000)
    spoil = st.one_of(st.none(), st.tuples(st.sampled_from(("cut", "drop", "double", "put")), spot, spot, st.binary(max_size=4)))
    return st.tuples(good, spoil).map(_spoil)


def _spoil(made: tuple[bytes, Any]) -> bytes:
    data, how = made
    if how is None or not data:
        return data
    what, one, other, more = how
    start, end = sorted((one % (len(data) + 1), other % (len(data) + 1)))
    match what:
        case "cut":
            return data[:end]
        case "drop":
            return data[:start] + data[end:]
        case "double":
            return data[:end] + data[start:]
    return data[:start] + bytes(more) + data[start:]


def plain(keys: Sequence[str] = KEYS) -> SearchStrategy[Any]:
    """Make JSON values up, with keys that readers look for."""
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), written(most=6), st.sampled_from(DAYS))
    name = st.one_of(st.sampled_from(tuple(keys)), st.text(max_size=4))
    return st.recursive(leaf, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(name, inner, max_size=6)), max_leaves=12)


def article() -> SearchStrategy[dict[str, Any]]:
    """Make an article up as an object; some of its facts are of the wrong kind."""
    text = st.one_of(written(), plain())
    return st.fixed_dictionaries({"text": text}, optional={key: st.one_of(st.sampled_from(DAYS), written(most=3), plain()) for key in KEYS[1:10]})


def dumped(value: Any) -> bytes:
    """Write a value as JSON; lone surrogates and NaN as they come."""
    return json.dumps(value, ensure_ascii=True).encode()


def json_bytes(value: SearchStrategy[Any]) -> SearchStrategy[bytes]:
    """Make JSON up, some of it broken or nested very deep."""
    deep = st.tuples(st.sampled_from(("[", '{"text":', '[{"a":')), st.integers(1, 3000)).map(lambda made: (made[0] * made[1]).encode())
    return st.one_of(spoiled(value.map(dumped)), spoiled(value.map(dumped)), deep)


def json_lines() -> SearchStrategy[bytes]:
    """Make lines of articles up."""
    return spoiled(st.lists(st.one_of(article(), article(), plain()).map(dumped), max_size=4).map(b"\n".join))


TAGS = (
    "html", "head", "body", "title", "meta", "p", "div", "article", "table", "tr", "td", "ul", "li", "script", "style", "a", "img", "br", "h1", "time", "svg", "math", "template",
    "noscript", "iframe", "pre", "blockquote", "q", "b", "form", "input", "select", "option", "textarea", "base", "link", "main", "section", "figure", "x-y", "!--", "!DOCTYPE html", "![CDATA[", "?xml",
)  # fmt: skip
ATTRIBUTES = (
    'class="date"', 'property="article:published_time" content="2015-06-25"', 'datetime="9999-99-99"', 'href="javascript:alert(1)"', 'href="//["', "charset=utf-7", 'charset="nonsense"',
    'content="&#0;&#x110000;&nosuch;"', 'name="author"', 'type="application/ld+json"', 'rel="canonical" href="http://[::1"', "a='\"", "onload", 'style="display:none"', "=", '"', 'http-equiv="refresh"',
)  # fmt: skip


def html() -> SearchStrategy[bytes]:
    """Make pages up: tags that close, tags that never do, attributes that are none."""
    attributes = st.lists(st.sampled_from(ATTRIBUTES), max_size=3).map(" ".join)
    opening = st.tuples(st.sampled_from(TAGS), attributes).map(lambda made: f"<{made[0]} {made[1]}>")
    piece = st.one_of(opening, st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"), written(most=10), st.sampled_from(("<", "&", "]]>", "-->")))
    paragraphs = st.lists(written(PROSE, TIMES, PLACES, most=25).map(lambda words: f"<p>{words}</p>"), max_size=5)
    whole = st.tuples(st.lists(piece, max_size=20), paragraphs).map(lambda made: "<html><body>" + "".join(made[0]) + "".join(made[1]))
    return st.one_of(spoiled(in_bytes(whole)), st.tuples(st.sampled_from(TAGS), st.integers(1, 4000)).map(lambda made: f"<{made[0]}>".encode() * made[1]))


def table(names: Sequence[str]) -> SearchStrategy[bytes]:
    """Make tables up, with these columns among others."""
    cell = st.one_of(st.sampled_from(DAYS), written(most=3), st.just('"'), st.integers().map(str), st.floats().map(str))
    row = st.lists(cell, max_size=7)
    head = st.lists(st.one_of(st.sampled_from(tuple(names)), st.text(max_size=3)), min_size=1, max_size=7)
    joint = st.sampled_from((",", "\t", ";"))
    return spoiled(in_bytes(st.tuples(head, st.lists(row, max_size=6), joint).map(lambda made: "\n".join(made[2].join(cells) for cells in (made[0], *made[1])))))


def yaml_text(keys: Sequence[str], values: Sequence[str]) -> SearchStrategy[bytes]:
    """Make YAML up: lists of objects with known keys and fitting or odd values, and text that is hardly YAML."""
    import yaml

    leaf = st.one_of(st.sampled_from(tuple(values)), st.text(max_size=6), st.none(), st.integers())
    value = st.one_of(leaf, st.lists(leaf, max_size=3), st.dictionaries(st.sampled_from(tuple(keys)), leaf, max_size=4), st.lists(st.dictionaries(st.sampled_from(tuple(keys)), leaf), max_size=2))
    entry = st.dictionaries(st.one_of(st.sampled_from(tuple(keys)), st.text(max_size=3)), value, max_size=9)
    good = st.one_of(st.lists(st.one_of(entry, leaf), max_size=3), entry).map(lambda made: yaml.safe_dump(made, allow_unicode=True).encode("utf-8", "surrogatepass"))
    rough = st.lists(st.sampled_from((*keys, *values, ": ", "- ", "\n", "  ", "&a ", "*a ", "<<: ", "!!python/object:os.system ", "? ", "[", "{", "|", '"', "#", "\t")), max_size=30)
    deep = st.integers(1, 1500).map(lambda many: b"[" * many)
    return st.one_of(spoiled(good), spoiled(good), in_bytes(rough.map("".join)), deep)


HEADS = (
    "WARC-Type: response", "WARC-Type: conversion", "WARC-Type: warcinfo", "WARC-Target-URI: http://example.org/2015/06/25/a", "WARC-Target-URI: http://[", "Content-Type: text/plain",
    "Content-Type: application/http; msgtype=response", "WARC-Record-ID: <urn:uuid:1>", "WARC-Date: 2015-06-25T00:00:00Z", "Content-Length: -1", "Content-Length: 99999999999", "Content-Length: x", ": x", "nonsense",
)  # fmt: skip
ANSWERS = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=nonsense\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n", "HTTP/9 \r\n", "",
)  # fmt: skip


def warc() -> SearchStrategy[bytes]:
    """Make archives up: records whose heads tell the truth about their length or do not, packed and plain."""
    body = st.tuples(st.sampled_from(ANSWERS), st.one_of(html(), st.binary(max_size=30))).map(lambda made: made[0].encode() + made[1])
    record = st.tuples(st.sampled_from(("WARC/1.0", "WARC/1.1", "WARC/9", "")), st.lists(st.sampled_from(HEADS), max_size=6), body, st.booleans()).map(_record)
    whole = st.lists(record, max_size=3)
    return st.one_of(spoiled(whole.map(b"".join)), spoiled(whole.map(lambda records: b"".join(gzip.compress(one, 1, mtime=0) for one in records))))


def _record(made: tuple[str, list[str], bytes, bool]) -> bytes:
    version, heads, body, honest = made
    lines = [version, *heads, *([f"Content-Length: {len(body)}"] if honest else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"
