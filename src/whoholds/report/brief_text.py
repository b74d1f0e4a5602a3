"""A brief as Markdown and as one HTML file; words of others are escaped, nothing can run or load."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from whoholds.forms.rights import RIGHTS
from whoholds.report.cited import Line
from whoholds.report.words import counted, day_words

if TYPE_CHECKING:
    from whoholds.report.brief import Brief

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing. A mistake in escaping could then do nothing."""
_MARKS = re.compile(
    r"[\\`*_\[\]~|]|(?<=\])\(|<|&(?=#?\w+;)|^(?:[#>+=-]|\d+(?=[.)]))|(?<=:)//|(?<=www)\.", re.IGNORECASE
)


def escape_markdown(words: str) -> str:
    """Write words that somebody else chose so that Markdown shows them as they are: no links, no HTML, no headings."""
    return _MARKS.sub(_escaped, " ".join(words.split()))


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    if sign.isdigit():
        return f"{sign}\\"
    return {"<": "&lt;", "&": "&amp;", "//": "\\/\\/"}.get(sign, f"\\{sign}")


def heading_of(brief: Brief) -> str:
    """Return the title of a brief: for which day, as known when."""
    known = f", as known on {day_words(brief.known_by)}" if brief.known_by else ""
    return f"Who holds what on {day_words(brief.on) if brief.on else 'a day not known'}{known}"


def brief_markdown(brief: Brief, map_file: str = "") -> str:
    """Write a brief as Markdown, everything escaped; notes are numbered in square brackets. `map_file` is shown as the map."""
    parts = [f"# {heading_of(brief)}", f"From {counted(brief.articles, 'article', 'articles')}. Numbers in brackets are notes. {HOW}"]
    if map_file and brief.map:
        parts.append(f"![Map of who holds which place]({map_file})")
    for section in brief.sections:
        parts.append(f"## {section.title}")
        if not section.lines:
            parts.append(section.empty)
        for under, lines in groupby(section.lines, key=lambda line: line.under):
            parts += [f"### {escape_markdown(under)}"] if under else []
            parts += [f"- {escape_markdown(line.text)} {' '.join(f'[{n}]' for n in line.notes)}" for line in lines]
    parts.append("## Notes")
    parts += [f"{number}. {escape_markdown(note)}" for number, note in enumerate(brief.notes, 1)] or ["None."]
    parts.append("## Sources")
    parts += [f"- {escape_markdown(source)}" for source in brief.sources] or ["None."]
    parts += ["## Rights", RIGHTS]
    return "\n\n".join(parts) + "\n"


HOW = (
    "Assessed: likely by reports that are fresh and not only the holder's own. Reported: one of these is missing. "
    "Disputed: reports contradict each other."
)
STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:.3rem 0}h3{font-size:1rem;margin:.8rem 0 0}"
    "svg{width:100%;height:auto;font:11px sans-serif}sup a{text-decoration:none}@media print{body{margin:0}}"
)


def brief_html(brief: Brief) -> str:
    """Write a brief as one HTML file: no scripts, everything escaped, each note a link, the map inside."""
    parts = [f"<h1>{escape(heading_of(brief))}</h1><p>From {counted(brief.articles, 'article', 'articles')}. {escape(HOW)}</p>"]
    if brief.map:
        parts.append(f"<figure>{brief.map}</figure>")
    for section in brief.sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        if not section.lines:
            parts.append(f"<p>{escape(section.empty)}</p>")
        for under, lines in groupby(section.lines, key=lambda line: line.under):
            head = f"<h3>{escape(under)}</h3>" if under else ""
            parts.append(f"{head}<ul>{''.join(map(_item, lines))}</ul>")
    notes = "".join(f'<li id="n{number}">{escape(note)}</li>' for number, note in enumerate(brief.notes, 1))
    sources = "".join(f"<li>{escape(source)}</li>" for source in brief.sources)
    parts.append(f"<h2>Notes</h2><ol>{notes}</ol><h2>Sources</h2><ul>{sources}</ul><h2>Rights</h2><p>{escape(RIGHTS)}</p>")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = f'<meta charset="utf-8">{policy}<title>Brief – Whoholds</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _item(line: Line) -> str:
    return f"<li>{escape(line.text)} <sup>{_links(line.notes)}</sup></li>"


def _links(notes: Iterable[int]) -> str:
    return " ".join(f'<a href="#n{number}">{number}</a>' for number in notes)
