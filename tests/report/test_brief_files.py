"""The brief as PDF and DOCX: all of its sentences are there, notes are linked, names of every script are shown or named as lacking."""

from __future__ import annotations

import builtins
import io
import sys
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from tests.report.base import DAY, knowledge
from tests.report.test_brief import hostile
from whoholds.errors import InputError
from whoholds.forms.rights import RIGHTS
from whoholds.report.brief import Brief, write_brief
from whoholds.report.brief_files import addresses_of, brief_file

URL = "https://paper.example/raid"
NAMES = "الرطبة ، Артёмовськ, Ḥalab"


def brief(words: str = "") -> Brief:
    """Return the brief of the knowledge base; the first note is followed by these words."""
    made = write_brief(knowledge(), DAY)
    return replace(made, notes=(f"{made.notes[0]} {words}", *made.notes[1:])) if words else made


def pdf(made: Brief) -> Any:
    """Open a brief as PDF."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed; it is in requirements-dev.lock")
    pytest.importorskip("fpdf", reason="fpdf2 is not installed; it is in requirements-dev.lock")
    return pypdfium2.PdfDocument(brief_file(made, "pdf", {1: URL}))


def text_of(document: Any) -> str:
    """Return the text that can be selected in a PDF, spaces and line ends as one."""
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    return " ".join(" ".join(pages).split())


def test_a_pdf_holds_every_sentence_note_and_source_as_text() -> None:
    made = brief()
    text = text_of(pdf(made))
    for section in made.sections:
        assert section.title in text
        assert all(line.text[:40] in text for line in section.lines)
    assert all(" ".join(note.split())[:40] in text for note in made.notes)
    assert all(source[:30] in text for source in made.sources)
    assert RIGHTS[:60] in text and "page 1 of" in text


def test_in_a_pdf_numbers_lead_to_notes_and_notes_to_articles() -> None:
    raw = brief_file(brief(), "pdf", {1: URL})
    assert raw.count(b"/Subtype /Link") >= len(brief().notes) and URL.encode() in raw
    assert len(list(pdf(brief()).get_toc())) >= len(brief().sections)


def test_a_pdf_shows_names_of_other_scripts() -> None:
    document = pdf(brief(NAMES))
    text = text_of(document)
    assert "Артёмовськ" in text and "Ḥalab" in text and "\ufffd" not in text
    assert sum(text.count(sign) for sign in "الرطبة") >= 6 and "lack" not in text


def test_a_pdf_says_which_signs_it_cannot_show() -> None:
    text = text_of(pdf(brief("東京 🏚")))
    assert "The fonts of this file lack 3 signs that it uses (CJK, other: U+4EAC, U+6771, U+1F3DA)" in text


def test_the_map_is_drawn_and_its_names_are_text() -> None:
    made = brief()
    assert made.map and "Ain Issa" in text_of(pdf(replace(made, sections=(), notes=(), sources=())))


def picture(words: str) -> bytes:
    """Return the first page of a brief of one note, drawn."""
    made = replace(brief(), sections=(), map="", sources=(), notes=(words,))
    return bytes(pdf(made)[0].render(scale=1).to_pil().convert("L").tobytes())


def test_arabic_letters_are_joined_and_stand_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    joined = picture("الموصل")
    monkeypatch.setattr("whoholds.report.pdf_page.shape", lambda pdf, words: pdf.set_text_shaping(False))
    assert joined != picture("الموصل") and picture("Mosul") == picture("Mosul")


@pytest.mark.parametrize("ending", ["pdf", "docx", "md", "html"])
def test_the_same_brief_gives_the_same_bytes(ending: str) -> None:
    assert brief_file(brief(), ending) == brief_file(brief(), ending)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_hostile_words_stay_words(ending: str) -> None:
    bad = write_brief(hostile(), DAY)
    broken = replace(bad, notes=("\x00\x08 \ud800 ￾ </w:t> (/JS) <script>", *bad.notes[1:]))
    assert len(brief_file(broken, ending)) > 1000


def test_a_docx_has_headings_lists_links_and_the_map() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed; it is in requirements-dev.lock")
    made = brief(NAMES)
    raw = brief_file(made, "docx", {1: URL})
    paper = docx.Document(io.BytesIO(raw))
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert heads == [*(section.title for section in made.sections), "Notes", "Sources", "Rights"]
    told = [p.text for p in paper.paragraphs]
    assert any(NAMES in text for text in told) and RIGHTS in told
    xml = paper.element.xml
    assert all(f'w:anchor="note_{n}"' in xml and f'w:name="note_{n}"' in xml for line in made.sections[0].lines for n in line.notes)
    assert URL in {link.target_ref for link in paper.part.rels.values() if link.is_external}
    assert any(name.endswith(".png") for name in zipfile.ZipFile(io.BytesIO(raw)).namelist())


@pytest.mark.parametrize(("ending", "package", "extra"), [("pdf", "fpdf", "whoholds[pdf]"), ("docx", "docx", "whoholds[docx]")])
def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch, ending: str, package: str, extra: str) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.delitem(sys.modules, package, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=extra.replace("[", r"\[")):
        brief_file(brief(), ending)


def test_addresses_are_those_of_articles_on_the_web() -> None:
    known = knowledge()
    made = write_brief(known, DAY)
    claims = {claim.id: claim for claim in known.claims}
    documents = {d.id: replace(d, url="javascript:alert(1)" if n else URL) for n, d in enumerate(known.documents)}
    found = addresses_of(made, claims, documents.get)
    assert set(found.values()) == {URL} and claims[made.cited[next(iter(found)) - 1]].document == known.documents[0].id
