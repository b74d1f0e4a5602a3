"""A brief as PDF, ready to print: cited sentences lead to their notes, notes to their articles; names of any script that our fonts hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import groupby

from whoholds.forms.rights import RIGHTS
from whoholds.report.brief import Brief
from whoholds.report.brief_text import HOW, heading_of
from whoholds.report.pdf_page import Paper
from whoholds.report.words import counted


def brief_pdf(brief: Brief, addresses: Mapping[int, str] | None = None) -> bytes:
    """Write a brief as PDF. `addresses` are those of the articles, by number of note. Raises InputError where fpdf2 is missing."""
    paper = Paper(heading_of(brief), brief.on)
    paper.heading(heading_of(brief), 0)
    paper.text(f"From {counted(brief.articles, 'article', 'articles')}. Numbers lead to the notes, which quote who says so. {HOW}", quiet=True)
    if brief.map:
        paper.picture(brief.map)
    notes = {number: paper.link() for number in range(1, len(brief.notes) + 1)}
    _sections(paper, brief, notes)
    paper.heading("Notes")
    for number, note in enumerate(brief.notes, 1):
        address = (addresses or {}).get(number, "")
        links: tuple[tuple[str, int | str], ...] = ((address, address),) if address else ()
        paper.item(f"{number}.", note, links, notes[number], small=True)
    paper.heading("Sources")
    for source in brief.sources:
        paper.item("–", source, small=True)
    paper.heading("Rights")
    paper.text(RIGHTS, quiet=True)
    if paper.lacking:
        paper.text(lacking_words(sorted(paper.lacking)), quiet=True)
    return paper.finished()


def _sections(paper: Paper, brief: Brief, notes: Mapping[int, int]) -> None:
    for section in brief.sections:
        paper.heading(section.title)
        if not section.lines:
            paper.text(section.empty)
        for under, lines in groupby(section.lines, key=lambda line: line.under):
            if under:
                paper.heading(under, 2)
            for line in lines:
                paper.item("•", line.text, tuple((f"[{n}]", notes[n]) for n in line.notes))


def lacking_words(signs: list[str]) -> str:
    """Say which signs are not shown, by script."""
    scripts = sorted({unicodedata.name(sign).split()[0] if unicodedata.category(sign) == "Lo" else "other" for sign in signs})
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:12])
    more = f" and {len(signs) - 12} more" if len(signs) > 12 else ""
    return (
        f"The fonts of this file lack {len(signs)} signs that it uses ({', '.join(scripts)}: {codes}{more}); \ufffd stands in their place. "
        "The HTML, Markdown and DOCX forms hold them."
    )
