"""Files into articles: every kind of file, what is told of an article, and what happens to what cannot be read."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from whoholds.read.days import day_of_address, day_of_text, parse_days
from whoholds.read.files import decode, list_files, read_paths
from whoholds.read.options import Fault, ReadOptions
from whoholds.records import Document, Window, on_day

TAKEN = "The army took the town of Ain Issa on Tuesday, the governor told reporters."
HELD = "Fighters still held three villages near Raqqa, residents said."
ARABIC = "سيطر الجيش على المدينة يوم الثلاثاء، كما قال المحافظ للصحفيين في العاصمة بعد أسابيع من القتال."
RUSSIAN = "Войска взяли город во вторник, сообщил губернатор журналистам в столице после недели боев."
JUNE_24 = on_day(date(2015, 6, 24))
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Army takes Ain Issa</title>{meta}</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Army takes Ain Issa</h1><p>The army took the town of Ain Issa on Tuesday, the governor told reporters at a
briefing in the capital. Shops &amp; schools stayed shut.</p><p>Fighters still held three villages near Raqqa, and
residents said that the road to the north was cut for a second week.</p></article>
<footer>All rights reserved</footer></body></html>"""
DATED = (
    '<meta property="og:site_name" content="Harbour Daily">'
    '<meta property="article:published_time" content="2015-06-24T10:00:00Z">'
)
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return put


def read(*paths: str, options: ReadOptions | None = None) -> list[Document | Fault]:
    """Read all paths."""
    return list(read_paths(paths, options))


def articles(*paths: str, options: ReadOptions | None = None) -> list[Document]:
    """Read paths in which nothing is wrong."""
    found = read(*paths, options=options)
    assert not [item for item in found if isinstance(item, Fault)], found
    return [item for item in found if isinstance(item, Document)]


def one(path: str, options: ReadOptions | None = None) -> Document:
    """Read the only article of a file."""
    (found,) = articles(path, options=options)
    return found


def texts(found: list[Document | Fault]) -> list[str]:
    """Return the texts of articles, and `!` for what could not be read."""
    return [item.text if isinstance(item, Document) else "!" for item in found]


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Document | Fault]:
    """Read what comes in from another program."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return read("-")


def test_plain_text_gives_headline_and_publication_day_of_its_first_lines(write: Write) -> None:
    found = one(write("a.txt", f"Army takes Ain Issa\n24 June 2015\n\n{TAKEN}\n"))
    assert (found.title, found.published, found.published_from) == ("Army takes Ain Issa", JUNE_24, "first lines")
    assert found.text.endswith(TAKEN) and found.language == "en"


def test_an_unknown_day_publisher_and_address_stay_unknown(write: Write) -> None:
    found = one(write("a.txt", TAKEN))
    assert (found.published, found.published_from, found.source, found.url) == (None, "unknown", None, None)


def test_the_day_of_a_happening_is_not_the_publication_day(write: Write) -> None:
    assert (
        one(
            write("a.txt", "The army, which had left the town by 3 May 2014, took it again, the governor said.")
        ).published
        is None
    )


def test_markdown_gives_its_front_matter_and_loses_its_marks(write: Write) -> None:
    head = (
        '---\ntitle: "Ain Issa: taken"\ndate: 2015-06-24\nsource: Harbour Daily\nurl: https://harbour.example/1\n---\n'
    )
    found = one(
        write("a.md", head + "# Army takes town\n\nThe **army** took [Ain Issa](https://x.example) on _Monday_.\n")
    )
    assert found.text == "Army takes town\n\nThe army took Ain Issa on Monday."
    assert (found.title, found.source, found.url) == ("Ain Issa: taken", "Harbour Daily", "https://harbour.example/1")
    assert (found.published, found.published_from) == (JUNE_24, "metadata")
    assert one(write("b.md", f"# Army takes town\n\n{TAKEN}")).title == "Army takes town"


def test_front_matter_is_read_whatever_ends_its_lines(write: Write) -> None:
    """Python's universal line ends are not at work here: files are read as bytes."""
    unix = f"---\ntitle: T\ndate: 2015-06-24\n---\n{TAKEN}\n"
    found, other = one(write("a.md", unix)), one(write("b.md", unix.replace("\n", "\r\n")))
    assert (
        (found.text, found.title, found.published)
        == (other.text, other.title, other.published)
        == (TAKEN, "T", JUNE_24)
    )


def test_a_page_gives_article_title_publisher_and_day_without_its_frame(write: Write) -> None:
    found = one(write("a.html", PAGE.format(meta=DATED)))
    assert (found.title, found.source, found.published) == ("Army takes Ain Issa", "Harbour Daily", JUNE_24)
    assert "Shops & schools" in found.text and "Raqqa" in found.text
    assert "Sport" not in found.text and "rights reserved" not in found.text


def test_a_page_that_tells_no_day_has_none(write: Write) -> None:
    found = one(write("a.html", PAGE.format(meta="")))
    assert (found.published, found.published_from, found.source) == (None, "unknown", None)


def test_a_page_without_an_article_is_told(write: Write) -> None:
    (fault,) = read(write("a.html", "<html><head><title>Gone</title></head><body></body></html>"))
    assert isinstance(fault, Fault) and "no article found" in fault.reason


def test_json_lines_give_an_article_a_line_and_tell_bad_lines_by_number(write: Write) -> None:
    rows = [
        {"doc": "n1", "text": TAKEN, "date": "2015-06", "source": "Harbour Daily"},
        {"body": HELD, "headline": "Held"},
    ]
    lines = [json.dumps(rows[0]), "", "not json", "[1]", '{"title": "no text"}', '{"text": null}', json.dumps(rows[1])]
    path = write("a.jsonl", "\n".join(lines))
    found = read(path)
    assert texts(found) == [TAKEN, "!", "!", "!", "!", HELD]
    assert [item.path for item in found if isinstance(item, Fault)] == [f"{path}:{number}" for number in (3, 4, 5, 6)]
    first, last = found[0], found[-1]
    assert isinstance(first, Document) and isinstance(last, Document)
    assert (first.id, first.published) == ("n1", Window(date(2015, 6, 1), date(2015, 6, 30)))
    assert (last.title, last.published) == ("Held", None)


def test_json_gives_one_article_or_a_list_of_them(write: Write) -> None:
    assert texts(read(write("a.json", json.dumps({"TEXT": TAKEN})))) == [TAKEN]
    assert texts(read(write("b.json", json.dumps([{"text": TAKEN}, 5, {"text": HELD}])))) == [TAKEN, "!", HELD]
    assert texts(read(write("c.json", '{"text": '))) == ["!"]


def test_tables_give_an_article_a_row(write: Write) -> None:
    path = write(
        "a.csv",
        f'Headline,Body,Publisher,Date\nTaken,"{TAKEN}\nIt is quiet.",Harbour Daily,24 June 2015\nX,,Y,\nHeld,"{HELD}",,\n',
    )
    found = read(path)
    assert texts(found) == [f"{TAKEN}\nIt is quiet.", "!", HELD]
    assert isinstance(found[0], Document) and isinstance(found[2], Document)
    assert (found[0].title, found[0].source, found[0].published) == ("Taken", "Harbour Daily", JUNE_24)
    assert (found[2].source, found[2].published) == (None, None)
    assert texts(read(write("b.tsv", f"title\ttext\nTaken\t{TAKEN}\n"))) == [TAKEN]
    (fault,) = read(write("c.csv", "day;words\n1;2\n"))
    assert isinstance(fault, Fault) and "no column of text" in fault.reason


def test_a_folder_is_read_to_its_depths_in_name_order_without_what_is_about_it(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/deep/y.TXT", "c.pdf", "README.md", "license.txt", ".hidden.txt", ".git/x.txt"):
        write(f"articles/{name}", f"{name}: {TAKEN}")
    found = articles(str(tmp_path / "articles"))
    assert [Path(document.path or "").name for document in found] == ["y.TXT", "z.txt", "b.txt"]
    assert len(articles(str(tmp_path / "articles" / "README.md"))) == 1, "named by itself it is read"


def test_a_glob_names_files_in_name_order(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "n/c.txt", "d.md"):
        write(name, f"{name} {TAKEN}")
    assert [file.name for file in list_files(str(tmp_path / "*.txt"))] == ["a.txt", "b.txt"]
    assert [file.name for file in list_files(str(tmp_path / "**" / "*.txt"))] == ["a.txt", "b.txt", "c.txt"]
    assert len(read(write("e[1].txt", TAKEN))) == 1, "a file whose name looks like a glob is that file"


@pytest.mark.parametrize("way", ["../../articles", "{home}/.kept/articles"])
def test_dots_in_the_way_to_a_folder_hide_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    write("articles/a.txt", TAKEN)
    write(".kept/articles/a.txt", TAKEN)
    (tmp_path / "work" / "here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work" / "here")
    assert len(list_files(way.format(home=tmp_path))) == 1


def test_standard_input_is_text_a_page_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts(piped(monkeypatch, TAKEN.encode())) == [TAKEN]
    assert texts(piped(monkeypatch, f'{{"text": "{TAKEN}"}}\n{{"text": "{HELD}"}}\n'.encode())) == [TAKEN, HELD]
    (page,) = piped(monkeypatch, PAGE.format(meta=DATED).encode())
    assert isinstance(page, Document) and (page.source, page.published) == ("Harbour Daily", JUNE_24)
    for nothing in (b"", b" \n", bytes(range(256)) * 4):
        (fault,) = piped(monkeypatch, nothing)
        assert isinstance(fault, Fault) and fault.path == "standard input" and "nothing readable" in fault.reason


def test_what_the_user_says_outweighs_what_the_article_says(write: Write) -> None:
    path = write("a.jsonl", json.dumps({"text": TAKEN, "date": "2015-06-24", "source": "Harbour Daily"}))
    found = one(path, ReadOptions("Hill Post", on_day(date(2016, 1, 2))))
    assert (found.source, found.published, found.published_from) == ("Hill Post", on_day(date(2016, 1, 2)), "given")
    assert one(path, ReadOptions("Hill Post")).published == JUNE_24


def test_what_a_file_says_of_itself_never_steers_the_terminal(write: Write) -> None:
    facts = {
        "id": "n\x1b[2J1",
        "title": "Town \x1b[31mtaken\x07",
        "source": "Hill\x1b]0;x\x07 Post\u202e",
        "text": TAKEN,
    }
    found = one(write("a.jsonl", json.dumps(facts)))
    assert (found.id, found.title, found.source) == ("n[2J1", "Town [31mtaken", "Hill]0;x Post")


def test_the_same_words_make_the_same_article_whatever_file_they_came_in(write: Write) -> None:
    text = f"{TAKEN}\n\n{HELD}"
    unix, windows = one(write("a.txt", text)), one(write("n/b.txt", text.replace("\n", "\r\n") + "\r\n"))
    marked, wide = one(write("c.txt", b"\xef\xbb\xbf" + text.encode())), one(write("d.txt", text.encode("utf-16")))
    assert len({document.id for document in (unix, windows, marked, wide)}) == 1
    assert {document.text for document in (unix, windows, marked, wide)} == {text}
    assert one(write("e.txt", text + " Indeed.")).id != unix.id
    assert one(write("f.txt", text), ReadOptions("Hill Post")).id != unix.id, "two papers are two articles"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Armee hat die Stadt am Dienstag eingenommen, sagte der Gouverneur vor Journalisten in der Hauptstadt."),
        ("fr", "L'armée a pris la ville mardi, a déclaré le gouverneur aux journalistes réunis dans la capitale du pays."),
        ("ar", f"{ARABIC} وبقيت المدارس والمتاجر مغلقة، وقال سكان إن الطريق إلى الشمال ما زال مقطوعا للأسبوع الثاني."),
        ("en", TAKEN),
    ],
)  # fmt: skip
def test_the_language_of_an_article_is_marked(write: Write, language: str, text: str) -> None:
    found = one(write("a.txt", text))
    assert (found.language, found.text) == (language, text)


@pytest.mark.parametrize("text", [ARABIC, RUSSIAN])
def test_a_sentence_without_one_latin_letter_is_never_english(write: Write, text: str) -> None:
    assert one(write("a.txt", text)).language != "en"


def test_a_text_too_short_to_tell_has_no_language(write: Write) -> None:
    assert one(write("a.txt", "Town taken.")).language is None


def test_what_cannot_be_read_is_told_and_the_rest_of_the_batch_goes_on(write: Write, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    bad = {
        write("binary.txt", bytes(range(256)) * 8): "binary data",
        write("nulls.txt", b"\0" * 400): "binary data",
        write("empty.txt", b""): "empty; nothing was read",
        write("blank.txt", " \r\n\t\n"): "empty; nothing was read",
        str(tmp_path / "nothing"): "nothing readable in it",
        str(tmp_path / "missing.txt"): "no such file",
        str(tmp_path / "*.nope"): "no such file",
    }
    good = write("good.txt", TAKEN)
    found = read(*[path for name in bad for path in (name, good)])
    assert texts(found) == ["!", TAKEN] * len(bad)
    for item, (path, reason) in zip(found[::2], bad.items(), strict=True):
        assert isinstance(item, Fault) and item.path == path and reason in item.reason


def test_a_file_too_large_is_told_by_its_size(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.read.files.LARGEST_BYTES", 50)
    (fault,) = read(write("a.txt", TAKEN))
    assert isinstance(fault, Fault) and "at most 50 are read" in fault.reason
    assert texts(read(write("b.txt", "x" * 50))) == ["x" * 50]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the rights of files do not bind this user")
def test_a_file_that_may_not_be_read_is_told(write: Write) -> None:
    path = write("a.txt", TAKEN)
    Path(path).chmod(0)
    (fault,) = read(path)
    assert isinstance(fault, Fault) and "cannot be opened" in fault.reason


def test_bytes_of_other_encodings_become_text_and_stray_nulls_fall_out() -> None:
    assert decode("“Café” held – عين".encode()) == "“Café” held – عين"
    assert decode("“Café” held –".encode("cp1252")) == "“Café” held –"
    assert decode(TAKEN.encode() * 4 + b"\0") == TAKEN * 4
    assert decode(b"\0\1\2" * 100) is None


def test_one_bad_byte_spoils_that_byte_alone() -> None:
    assert "عين عيسى" in (decode("Ain Issa is عين عيسى in Arabic. ".encode() * 20 + b"\xff") or "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", 'text\n"' + "word " * 30_000 + '"\n', id="a cell of 150,000 signs"),
        pytest.param("a.jsonl", "[" * 100_000 + "\n", id="a line nested too deep"),
        pytest.param("a.json", "[" * 100_000, id="a file nested too deep"),
    ],
)
def test_an_odd_file_never_ends_the_batch(write: Write, name: str, content: str) -> None:
    assert texts(read(write(name, content), write("b.txt", TAKEN)))[-1] == TAKEN


def test_a_file_of_unseen_signs_alone_is_empty(write: Write) -> None:
    assert texts(read(write("a.txt", "\u200b\u200e\u2060\n"))) == ["!"]


def test_a_text_that_is_no_string_is_told_or_joined_but_never_kept_as_code(write: Write) -> None:
    found = texts(read(write("a.jsonl", json.dumps({"text": [TAKEN, HELD]}))))
    assert not any("['" in text for text in found)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2015-06-24", "2015-06-24"), ("2015-06-24 23:59:00", "2015-06-24"), ("24 June 2015", "2015-06-24"),
        ("June 24, 2015", "2015-06-24"), ("Wednesday 24th June, 2015, 10:15", "2015-06-24"), ("Sept. 3, 2015", "2015-09-03"),
        ("2015-02-30", None), ("31 June 2015", None), ("June 2015", None), ("06/07/2015", None), ("yesterday", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_forms_and_never_guessed(words: str, day: str | None) -> None:
    assert parse_days(words) == (on_day(date.fromisoformat(day)) if day else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: 24 June 2015\n\nThe army took it.", "first lines"),
        ("Taken\nBy Our Staff\nJune 24, 2015\n\nThe army took it.", "first lines"),
        (f"ERBIL, Iraq, June 24, 2015 (Agency) - {TAKEN}", "dateline"),
        (f"Deir ez-Zor, 24th June 2015, 10 a.m. (by our staff) — {TAKEN}", "dateline"),
        ("A man stands at a gate, June 24, 2015.\n\nThe army took it.", None),
        ("The army took the town again, which it had lost to the fighters on June 24, 2015, the governor said.", None),
        ("a\n" * 6 + "24 June 2015\n", None),
    ],
)  # fmt: skip
def test_the_first_lines_tell_the_day_but_a_caption_does_not(text: str, day: str | None) -> None:
    assert day_of_text(text) == ((JUNE_24, day) if day else (None, "unknown"))


@pytest.mark.parametrize("words", ["2015-06-24T23:59:00Z", "2015-06-24T08:00:00+02:00"])
def test_a_moment_as_machines_write_it_tells_its_day(words: str) -> None:
    assert parse_days(words) == JUNE_24


def test_a_day_before_a_dash_in_a_sentence_is_no_dateline() -> None:
    assert day_of_text("The army took the town that it had lost on June 24, 2014 – a year of war.") == (None, "unknown")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://harbour.example/world/2015/06/24/army-takes-town", JUNE_24), ("2015-06-24-army-takes-town.txt", JUNE_24),
        ("https://harbour.example/2015/06/", Window(date(2015, 6, 1), date(2015, 6, 30))),
        ("https://harbour.example/article/20150624", None), ("https://harbour.example/2015/99/24/x", None),
    ],
)  # fmt: skip
def test_an_address_tells_the_day_where_nothing_else_does(address: str, found: Window | None) -> None:
    assert day_of_address(address) == found
