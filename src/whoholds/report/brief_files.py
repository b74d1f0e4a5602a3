"""The brief in each of its forms: for the screen, for editing, for print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whoholds.records import Claim, Document
from whoholds.report.brief import Brief, brief_html, brief_markdown

MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Ending and kind of each form."""
FORMATS = {"html": "html", "markdown": "md", "docx": "docx", "pdf": "pdf"}
"""Word of `whoholds export` and ending."""


def brief_file(brief: Brief, ending: str, addresses: Mapping[int, str] | None = None) -> bytes:
    """Write a brief as one file. Raises InputError, with what to install, where the library of a form is missing; KeyError for no such ending."""
    return _WRITERS[ending](brief, addresses or {})


def addresses_of(brief: Brief, claims: Mapping[str, Claim], document: Callable[[str], Document | None]) -> dict[int, str]:
    """Return the addresses of the articles that notes quote, by number of note; articles without one are left out."""
    found = {}
    for number, id in enumerate(brief.cited, 1):
        article = document(claims[id].document) if id in claims else None
        if article is not None and article.url and article.url.startswith(("http://", "https://")):
            found[number] = article.url
    return found


def _docx(brief: Brief, addresses: Mapping[int, str]) -> bytes:
    from whoholds.report.brief_docx import brief_docx

    return brief_docx(brief, addresses)


def _pdf(brief: Brief, addresses: Mapping[int, str]) -> bytes:
    from whoholds.report.brief_pdf import brief_pdf

    return brief_pdf(brief, addresses)


_WRITERS: Mapping[str, Callable[[Brief, Mapping[int, str]], bytes]] = {
    "html": lambda brief, _: brief_html(brief).encode("utf-8", "replace"),
    "md": lambda brief, _: brief_markdown(brief).encode("utf-8", "replace"),
    "docx": _docx,
    "pdf": _pdf,
}
