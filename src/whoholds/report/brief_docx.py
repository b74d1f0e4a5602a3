"""A brief as a Word document to go on working with: real headings and lists, notes with bookmarks, the map as a picture."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from whoholds.errors import InputError
from whoholds.forms.rights import RIGHTS
from whoholds.report.brief import Brief
from whoholds.report.brief_text import HOW, heading_of
from whoholds.report.words import counted

EPOCH = (1980, 1, 1, 0, 0, 0)
_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML cannot hold."""
MAP_PIXELS, MAP_CM = 1600, 16.0


def brief_docx(brief: Brief, addresses: Mapping[int, str] | None = None) -> bytes:
    """Write a brief as DOCX. `addresses` are those of the articles, by number of note. Raises InputError where python-docx is missing."""
    try:
        from docx import Document
        from docx.shared import Cm
    except ImportError:
        raise InputError('DOCX needs python-docx; install it with pip install "whoholds[docx]"') from None
    paper = Document()
    _head(paper, brief)
    paper.add_heading(_plain(heading_of(brief)), 0)
    paper.add_paragraph(f"From {counted(brief.articles, 'article', 'articles')}. Numbers lead to the notes. {HOW}")
    picture = map_png(brief.map) if brief.map else b""
    if picture:
        paper.add_picture(io.BytesIO(picture), width=Cm(MAP_CM))
    for section in brief.sections:
        _section(paper, section)
    paper.add_heading("Notes", 1)
    for number, note in enumerate(brief.notes, 1):
        _note(paper, number, note, (addresses or {}).get(number, ""))
    paper.add_heading("Sources", 1)
    for source in brief.sources:
        paper.add_paragraph(_plain(source), style="List Bullet")
    paper.add_heading("Rights", 1)
    paper.add_paragraph(RIGHTS)
    return _same_bytes(paper)


def _head(paper: Any, brief: Brief) -> None:
    told = paper.core_properties
    told.title, told.author, told.language, told.comments = heading_of(brief), "Whoholds", "en", RIGHTS
    day = datetime(brief.on.year, brief.on.month, brief.on.day) if brief.on else datetime(2000, 1, 1)
    told.created = told.modified = day


def _section(paper: Any, section: Any) -> None:
    paper.add_heading(section.title, 1)
    if not section.lines:
        paper.add_paragraph(section.empty)
    for under, lines in groupby(section.lines, key=lambda line: line.under):
        if under:
            paper.add_heading(_plain(under), 2)
        for line in lines:
            item = paper.add_paragraph(_plain(line.text), style="List Bullet")
            for number in line.notes:
                item.add_run(" ")
                _link(item, f"[{number}]", anchor=f"note_{number}")


def _note(paper: Any, number: int, note: str, address: str) -> None:
    item = paper.add_paragraph()
    _bookmark(item, number, f"{number}.")
    item.add_run(f" {_plain(note)}")
    if address:
        item.add_run(" ")
        _link(item, _plain(address), address=address)


def _link(item: Any, words: str, anchor: str = "", address: str = "") -> None:
    """Add words that lead to a bookmark of the document, or to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), item.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = item.add_run(words)
    run.font.underline = bool(address)
    run.font.superscript = bool(anchor)
    link.append(run._r)
    item._p.append(link)


def _bookmark(item: Any, number: int, words: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"note_{number}")
    item._p.append(start)
    item.add_run(words).bold = True
    item._p.append(end)


def _plain(words: str) -> str:
    return _BARRED.sub("\ufffd", words)


def map_png(svg: str) -> bytes:
    """Return a map as a picture; empty where the libraries that draw it (`whoholds[docx]`) are missing: the brief says all without it."""
    try:
        import pypdfium2
        import uharfbuzz  # noqa: F401 - fpdf2 opens it at the first Arabic word
        from fpdf import FPDF

        from whoholds.report.pdf_page import FONT, FONTS, place_map
    except ImportError:
        return b""
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    wide, tall = (int(side) for side in box.groups()) if box else (960, 700)
    pdf = FPDF(unit="pt", format=(wide, tall))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_page()
    pdf.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_font(FONT, "", 11)
    place_map(pdf, svg, 0, 0, wide)
    drawn = pypdfium2.PdfDocument(bytes(pdf.output()))
    out = io.BytesIO()
    drawn[0].render(scale=MAP_PIXELS / wide).to_pil().save(out, "PNG", optimize=True)
    return out.getvalue()


def _same_bytes(paper: Any) -> bytes:
    """Return the file with one day for all that is in it, so that the same brief gives the same bytes."""
    made, out = io.BytesIO(), io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, given.read(name))
    return out.getvalue()
