"""A PDF in the making: our fonts, headings, links, page numbers, and the map as lines and letters, not as a picture."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from whoholds.errors import InputError

FONTS = Path(__file__).parent / "fonts"
FONT = "DejaVu"
MARGIN, BODY, SMALL = 18.0, 9.5, 8.0
LINE = 4.9
"""Height of a line of the body, in mm."""
INK, QUIET, LINK = (27, 30, 35), (86, 92, 102), (11, 92, 134)
_SHAPED = re.compile("[\u0300-\u036f\u0590-\u08ff\u200c-\u200f\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and its kin, marks that stand on other letters, and signs of direction."""
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
"""What a browser shows beside the pointer; paper has none."""
_NAMES = re.compile(r'<g class="names"[^>]*>.*?</g></g>(?=</svg>)', re.DOTALL)
_NAME = re.compile(r'<text x="([\d.-]+)" y="([\d.-]+)"([^>]*)>(.*?)</text>')
"""Names of places on a map: fpdf2 joins no Arabic letters inside a drawing, so they are written over it."""
_SHEET = re.compile(r'<svg class="sheet" width="(\d+)" height="(\d+)"[^>]*>')


class Paper:
    """Writes down the page. Everything is text that can be selected and searched."""

    def __init__(self, title: str, day: date | None) -> None:
        """Begin a document. Raises InputError where fpdf2 is missing."""
        self.pdf = _open(title)
        self.pdf.set_title(title)
        self.pdf.set_creator("Whoholds")
        self.pdf.set_lang("en")
        made = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)
        self.pdf.set_creation_date(made)
        self.pdf.add_page()
        self.lacking: set[str] = set()
        """Signs that the fonts lack; U+FFFD stands in their place."""

    def heading(self, words: str, level: int = 1) -> None:
        """Write a heading and put it into the outline; it never stands alone at the foot of a page."""
        pdf, size = self.pdf, {0: 17, 1: 12.5, 2: 10}[level]
        if pdf.will_page_break(size + 12):
            pdf.add_page()
        pdf.ln({0: 0, 1: 4, 2: 1.5}[level])
        self._font("B", size)
        if level:
            pdf.start_section(self._seen(words), level - 1)
        pdf.multi_cell(0, size * 0.5, self._seen(words), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1.2)

    def text(self, words: str, quiet: bool = False) -> None:
        """Write a paragraph."""
        self._font("", SMALL if quiet else BODY, QUIET if quiet else INK)
        self.pdf.multi_cell(0, LINE, self._seen(words), align="L", new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(1)

    def item(self, mark: str, words: str, links: tuple[tuple[str, int | str], ...] = (), at: int | None = None, small: bool = False) -> None:
        """Write an item of a list: its mark, its words, and links after them. `at` is the link that leads here."""
        pdf, size = self.pdf, SMALL if small else BODY
        if pdf.will_page_break(2 * LINE):
            pdf.add_page()
        if at is not None:
            pdf.set_link(at, y=pdf.get_y(), page=pdf.page)
        self._font("", size, QUIET)
        pdf.cell(7, LINE, mark)
        pdf.set_left_margin(MARGIN + 7)
        self._font("", size)
        pdf.write(LINE, self._seen(words))
        self._font("", size, LINK)
        for shown, link in links:
            pdf.write(LINE, self._seen(f" {shown}"), link)
        pdf.set_left_margin(MARGIN)
        pdf.ln(LINE + 0.8)

    def picture(self, svg: str) -> None:
        """Draw a map by our own renderer across the page."""
        pdf = self.pdf
        pdf.ln(2)
        edge = pdf.c_margin
        pdf.set_xy(pdf.l_margin, pdf.get_y() + place_map(pdf, svg, pdf.l_margin + edge, pdf.get_y(), pdf.epw - 2 * edge) + 2)

    def link(self) -> int:
        """Return a link that leads nowhere yet."""
        return int(self.pdf.add_link())

    def finished(self) -> bytes:
        """Return the file."""
        return bytes(self.pdf.output())

    def _font(self, style: str, size: float, colour: tuple[int, int, int] = INK) -> None:
        self.pdf.set_font(FONT, style, size)
        self.pdf.set_text_color(*colour)

    def _seen(self, words: str) -> str:
        shown = shown_by(self.pdf, words)
        shape(self.pdf, shown)
        self.lacking |= {sign for sign, other in zip(words, shown, strict=True) if sign != other}
        return shown


def _open(title: str) -> Any:
    try:
        import uharfbuzz  # noqa: F401 - fpdf2 opens it at the first Arabic word
        from fpdf import FPDF
    except ImportError:
        raise InputError('PDF needs fpdf2 and uharfbuzz; install them with pip install "whoholds[pdf]"') from None

    class Numbered(FPDF):
        """A4 with a foot on every page."""

        def footer(self) -> None:
            """Write the title and the number of the page."""
            self.set_y(-13)
            self.set_font(FONT, "", 7)
            self.set_text_color(*QUIET)
            self.cell(0, 5, f"{title}   ·   page {self.page_no()} of {{nb}}", align="C")

    pdf = Numbered(format="A4")
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_font(FONT, "", BODY)
    return pdf


def shown_by(pdf: Any, words: str) -> str:
    """Return words with U+FFFD in place of signs that our fonts lack."""
    shown = pdf.fonts[FONT.lower()].cmap
    return "".join(sign if ord(sign) in shown or sign.isspace() else "\ufffd" for sign in words)


def shape(pdf: Any, words: str) -> None:
    """Join Arabic letters and order words of both directions, where there are such; the page's own words run from left to right.

    Shaping takes ten times as long as plain letters, and Latin or Cyrillic ones look the same without it.
    """
    if _SHAPED.search(words):
        pdf.set_text_shaping(True, direction="ltr")
    else:
        pdf.set_text_shaping(False)


def place_map(pdf: Any, svg: str, x: float, y: float, wide: float) -> float:
    """Draw a map at a spot, so wide; what runs over its frame is cut off. Return how tall it is."""
    size = _SIZE.search(svg)
    across, down = (float(side) for side in size.groups()) if size else (960.0, 700.0)
    tall = wide * down / across
    svg = _TITLE.sub("", svg)
    sheet, legend = _parted(_NAMES.sub(lambda found: _NAME.sub("", found.group()), re.sub(r'font-family="[^"]*"', f'font-family="{FONT}"', svg)))
    found = _SHEET.search(svg)
    frame = float(found.group(2)) / down * tall if found else tall
    with pdf.rect_clip(x, y, wide, frame):
        pdf.image(io.BytesIO(sheet.encode()), x, y, wide, tall)
        _write_names(pdf, svg, x, y, wide / across)
    if legend:
        pdf.image(io.BytesIO(legend.encode()), x, y, wide, tall)
    return tall


def _write_names(pdf: Any, svg: str, x: float, y: float, unit: float) -> None:
    names, edge = _NAMES.search(svg), pdf.c_margin
    pdf.c_margin = 0
    pdf.set_font(FONT, "", 11 * unit * pdf.k)
    pdf.set_text_color(*INK)
    for right, down, more, words in _NAME.findall(names.group()) if names else ():
        name = shown_by(pdf, unescape(words))
        shape(pdf, name)
        long = pdf.get_string_width(name)
        back = long if '"end"' in more else long / 2 if '"middle"' in more else 0.0
        pdf.set_xy(x + float(right) * unit - back, y + float(down) * unit - 0.8 * 11 * unit)
        pdf.cell(long, 11 * unit, name)
    pdf.c_margin = edge


def _parted(svg: str) -> tuple[str, str]:
    """Cut a map into its sheet and what stands around it, since fpdf2 reads no drawing inside a drawing."""
    found = _SHEET.search(svg)
    if not found:
        return svg, ""
    head, rest = svg[: found.start()], svg[found.end() :]
    sheet, _, around = rest.partition("</svg>")
    return f"{head}<g>{sheet}</g></svg>", f"{head}{around}"
