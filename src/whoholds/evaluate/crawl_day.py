"""One day of Common Crawl News on so many machines, worked out from what was measured here."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from whoholds.evaluate.engines import documents
from whoholds.evaluate.soak import document_of
from whoholds.pipeline import claims_of
from whoholds.read.files import read_data
from whoholds.read.make import Found, settled
from whoholds.read.options import ReadOptions
from whoholds.toolkit import Toolkit

A_DAY = 385_000
"""Documents of a day: 11.5 to 11.7 million a month, March to May 2024 (data set card of FineNews-unfiltered)."""
PAGES_A_FILE = 30_000
"""Pages of one packed archive of about 1 GB: assumed. One archive is one task, so no cluster is done before one core has read one of them."""
PAGE_BYTES, WORDS = 174_000, 450
"""Of a page of news: means of 181 pages of an article-extraction benchmark."""
ENGLISH = 0.35
"""Share in English: assumed."""
ABOUT_WAR = 0.05
"""Share of those that tell of armed conflict: assumed."""
CORES = 16
MACHINES = (1, 4, 10)
ROUNDS = 12
READ = f"article of {WORDS} words to claims, s"
HEAD = """# One day of Common Crawl News

Written by `whoholds evaluate crawl --to docs/common_crawl_day.md`: costs measured in one run on one core, the rest is multiplication. Other
machines have other cores: set your own beside ours by running the command.

"""
FLOOR = (
    f"**One packed archive is one task of one core**, and we assume {PAGES_A_FILE:,} pages in each (about 1 GB): a day is {A_DAY / PAGES_A_FILE:.0f} archives, "
    f"so more than {A_DAY / PAGES_A_FILE:.0f} cores do not make it quicker, and no time below is less than one archive takes. More cores help with "
    "several days at once, or where the archives are cut into smaller ones first (between any two records). "
    "The last column is a day's share where many days keep all cores busy."
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page of news is made of, beside its text."""

    name: str
    links: int
    """Links of menus, lists and footers, each in a list item of its own."""
    teasers: int
    """Other articles shown with a picture, a heading and a line."""
    bytes: int
    """Of the whole page; what its parts leave of that are scripts, styles and data for scripts, as on real pages."""
    states_day: bool = True
    """Whether its head says when it was published, as nearly all pages of news do; where not, the whole page is searched for a day."""


SHAPES = (Shape("light", 60, 8, 60_000), Shape("usual", 180, 30, PAGE_BYTES), Shape("heavy", 450, 90, 400_000))
"""A plain site, the mean of the published set, and a large portal. Of real pages most bytes are scripts and data; links are in the hundreds."""
UNDATED = Shape("undated", 180, 30, PAGE_BYTES, states_day=False)


def scores(toolkit: Toolkit) -> dict[str, float]:
    """Measure seconds of the processor: pages of some shapes taken out of their frames, and a word read to claims."""
    rows = documents(ROUNDS)
    claims_of(document_of(rows[0]), toolkit)  # the first loads what is loaded once
    found = {
        f"{shape.name} page to article, s": round(_taken([made_page(row["text"], shape) for row in rows]), 4)
        for shape in (*SHAPES, UNDATED)
    }
    start = time.process_time()
    words = sum(len(row["text"].split()) for row in rows)
    for row in rows:
        claims_of(document_of(row), toolkit)
    return found | {READ: round(WORDS * (time.process_time() - start) / words, 4)}


def _taken(pages: list[bytes]) -> float:
    """Return the seconds of the processor that a page takes to its article."""
    _read(pages[:1])  # the first loads what is loaded once
    start = time.process_time()
    _read(pages)
    return (time.process_time() - start) / len(pages)


def _read(pages: list[bytes]) -> None:
    for page in pages:
        for item in read_data(page, "a.html"):
            assert isinstance(item, Found)
            settled(item, ReadOptions())


def made_page(text: str, shape: Shape) -> bytes:
    """Put a text into a page of a shape: menus before and after, teasers beside, scripts in the head and at the end."""
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    item = '<li class="item"><a href="/news/section/page-of-the-day.html" title="More">More of the day</a></li>'
    teaser = (
        '<article class="card"><a href="/2015/06/25/another-town.html"><picture><img src="/i/town.jpg" alt="A town" width="320" height="180">'
        "</picture><h3>Another town and what came of it</h3></a><p>A line that says what it is about.</p><time>25 June</time></article>"
    )
    menu, aside = f"<nav><ul>{item * (shape.links // 2)}</ul></nav>", f"<aside>{teaser * shape.teasers}</aside>"
    footer = f"<footer><ul>{item * (shape.links - shape.links // 2)}</ul></footer>"
    data = '{"id":123456,"kind":"teaser","path":"/2015/06/25/another-town.html","tags":["town","front"]},'
    left = max(0, shape.bytes - len((menu + aside + footer + body).encode()) - 200)
    filling = data * (left // len(data) // 2)
    day = "<meta property='article:published_time' content='2015-06-25T08:00:00Z'>" if shape.states_day else ""
    head = f"<head><title>Town taken</title>{day}<script>window.a=[{filling}0]</script></head>"
    end = f"<script type='application/json'>[{filling}0]</script>"
    return f"<html>{head}<body>{menu}<main><article><h1>Town taken</h1>{body}</article></main>{aside}{footer}{end}</body></html>".encode()


def hours(found: Mapping[str, float], read: float, cores: int, shape: Shape) -> float:
    """Return the hours that a day of pages of one shape takes on so many cores where this share of it is read for claims.

    Never less than one archive takes on one core; archives that wait for a core are thought of as spread evenly."""
    return max(A_DAY / cores, PAGES_A_FILE) * _seconds(found, read, shape) / 3600


def _seconds(found: Mapping[str, float], read: float, shape: Shape) -> float:
    """Return the seconds of one core for a page."""
    return found[f"{shape.name} page to article, s"] + read * found[READ]


def page(found: Mapping[str, float], machine: str) -> str:
    """Write the page."""
    measured = "\n".join(f"| {name} | {value:g} |" for name, value in found.items())
    ways = (("everything in English is read", ENGLISH), ("only what a filter takes for war", ENGLISH * ABOUT_WAR))
    rows = "\n".join(
        f"| {what} | {share:.2%} | " + " | ".join(_range(found, share, many * CORES) for many in MACHINES) + f" | {_busy(found, share)} |"
        for what, share in ways
    )
    shapes = "\n".join(f"| {one.name} | {one.bytes:,} | {one.links} | {one.teasers} |" for one in SHAPES)
    heads = " | ".join((*(f"{many} × {CORES} cores, h" for many in MACHINES), f"{MACHINES[-1]} × {CORES} cores all busy, h a day"))
    return (
        f"{HEAD}Measured on: {machine}.\n\n| seconds of one core | value |\n|---|---|\n{measured}\n\n"
        "Pages are made up, in three shapes; their bytes are mostly scripts and data, as on real pages. An undated page is a usual "
        "one whose head does not say when it was published: the search for a day in all of it costs most, and few real pages need it.\n\n"
        f"| page | bytes | links in lists | teasers |\n|---|---|---|---|\n{shapes}\n\n"
        f"Assumed: {A_DAY:,} pages a day (published figure for spring 2024), {WORDS} words each, {PAGE_BYTES:,} bytes for the usual page (means of 181 "
        "pages of news; how many links they have was not published: our guess), "
        f"{ENGLISH:.0%} in English and {ABOUT_WAR:.0%} of those about war (guesses: count your own), cores as fast as ours. "
        "Unpacking of archives is left out: 0.2 ms a page. "
        "`run` reads whatever is in English; the filter of the second line is yours to put before it.\n\n"
        f"{FLOOR}\n\n"
        "Hours, if all pages were light, usual, or heavy:\n\n"
        f"| what is read for claims | share of pages | {heads} |\n|---|---|{'---|' * (len(MACHINES) + 1)}\n{rows}\n\n"
        "The fold of the claims is small beside this: see [what the fold costs](quality.md). Day after day goes into one "
        "dataset, since `run` adds to it.\n"
    )


def _range(found: Mapping[str, float], share: float, cores: int) -> str:
    return " / ".join(f"{hours(found, share, cores, shape):.2f}" for shape in SHAPES)


def _busy(found: Mapping[str, float], share: float) -> str:
    """Return the hours a day of many days that keep all cores of all machines busy."""
    cores = MACHINES[-1] * CORES
    return " / ".join(f"{A_DAY * _seconds(found, share, shape) / cores / 3600:.2f}" for shape in SHAPES)
