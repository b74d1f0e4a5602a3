"""One day of Common Crawl News on so many machines, worked out from what was measured here."""

from __future__ import annotations

import time
from collections.abc import Mapping

from whoholds.evaluate.engines import documents
from whoholds.evaluate.soak import document_of
from whoholds.pipeline import claims_of
from whoholds.read.files import read_data
from whoholds.read.make import Found, settled
from whoholds.read.options import ReadOptions
from whoholds.toolkit import Toolkit

A_DAY = 385_000
"""Documents of a day: 11.5 to 11.7 million a month, March to May 2024 (data set card of FineNews-unfiltered)."""
PAGE_BYTES, WORDS = 174_000, 450
"""Of a page of news: means of 181 pages of an article-extraction benchmark."""
ENGLISH = 0.35
"""Share in English: assumed."""
ABOUT_WAR = 0.05
"""Share of those that tell of armed conflict: assumed."""
CORES = 16
MACHINES = (1, 4, 10)
ROUNDS = 12
HEAD = """# One day of Common Crawl News

Written by `whoholds evaluate crawl --to docs/common_crawl_day.md`: two costs measured in one run on one core, the rest is multiplication. Other
machines have other cores: set your own beside ours by running the command.

"""


def scores(toolkit: Toolkit) -> dict[str, float]:
    """Measure seconds of the processor: a page of the usual size taken out of its frame, and a word read to claims."""
    rows = documents(ROUNDS)
    pages = [_page(row["text"]) for row in rows]
    list(read_data(pages[0], "a.html"))  # the first loads what is loaded once
    claims_of(document_of(rows[0]), toolkit)
    start = time.process_time()
    for page in pages:
        for item in read_data(page, "a.html"):
            assert isinstance(item, Found)
            settled(item, ReadOptions())
    taken = (time.process_time() - start) / len(pages)
    start = time.process_time()
    words = sum(len(row["text"].split()) for row in rows)
    for row in rows:
        claims_of(document_of(row), toolkit)
    return {"page to article, s": round(taken, 4), "article of 450 words to claims, s": round(WORDS * (time.process_time() - start) / words, 4)}


def _page(text: str) -> bytes:
    """Put a text into a page of the usual size: menus, links and lists, as news pages have them around their text."""
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    item = '<li class="item"><a href="/news/section/page-of-the-day.html" title="More">More of the day</a><span class="note">1 h</span></li>'
    frame = f"<div class='menu'><ul>{item * 40}</ul></div>"
    many = max(1, (PAGE_BYTES - len(body)) // len(frame))
    before, after = frame * (many // 2), frame * (many - many // 2)
    return f"<html><head><title>Town taken</title></head><body>{before}<article>{body}</article>{after}</body></html>".encode()


def hours(found: Mapping[str, float], read: float, cores: int) -> float:
    """Return the hours that a day takes on so many cores where this share of it is read for claims."""
    seconds = A_DAY * (found["page to article, s"] + read * found["article of 450 words to claims, s"])
    return seconds / cores / 3600


def page(found: Mapping[str, float], machine: str) -> str:
    """Write the page."""
    measured = "\n".join(f"| {name} | {value:g} |" for name, value in found.items())
    ways = (("everything in English is read", ENGLISH), ("only what a filter takes for war", ENGLISH * ABOUT_WAR))
    rows = "\n".join(
        f"| {what} | {share:.2%} | " + " | ".join(f"{hours(found, share, many * CORES):.2f}" for many in MACHINES) + " |" for what, share in ways
    )
    heads = " | ".join(f"{many} × {CORES} cores, h" for many in MACHINES)
    return (
        f"{HEAD}Measured on: {machine}.\n\n| seconds of one core | value |\n|---|---|\n{measured}\n\n"
        f"Assumed: {A_DAY:,} pages a day (published figure for spring 2024), {PAGE_BYTES:,} bytes and {WORDS} words each (means of 181 pages of "
        f"news), {ENGLISH:.0%} in English and {ABOUT_WAR:.0%} of those about war (guesses: count your own), cores as fast as ours and all busy. "
        "Unpacking of archives is left out: 0.2 ms a page. "
        "`run` reads whatever is in English; the filter of the second line is yours to put before it.\n\n"
        f"| what is read for claims | share of pages | {heads} |\n|---|---|{'---|' * len(MACHINES)}\n{rows}\n\n"
        "The fold of the claims is small beside this: see [what the fold costs](quality.md). Day after day goes into one "
        "dataset, since `run` adds to it.\n"
    )
