"""Hard faults under the main verbs: full disks, odd bytes, damaged shelves, a clock that jumps. Told, and nothing lost."""

from __future__ import annotations

import errno
import json
import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.shelves import shelves
from whoholds.cli import read_verb, review_verb
from whoholds.cli.main import main, whoholds
from whoholds.errors import GazetteerError, StoreError, WhoholdsError
from whoholds.geo.gazetteer import Gazetteer
from whoholds.intake import reading
from whoholds.read.files import read_paths
from whoholds.read.make import language_of
from whoholds.read.options import LARGEST_BYTES, Fault
from whoholds.records import Document, Judgement
from whoholds.review.moment import moment_after, to_keep
from whoholds.run.engines import LONGEST
from whoholds.store.base import open_store
from whoholds.store.check import check_store
from whoholds.store.copy import back_up, tally_of

TEXT = "Kurdish fighters captured the town of Tal Abyad from Islamic State on June 15, 2015, a spokesman said."


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Use the shelves that other tests opened, in a folder of our own."""
    shelves()  # before a disk is made small: the place index may have to be built
    language_of(TEXT)  # py3langid unpacks its model into a file
    monkeypatch.setattr(read_verb, "open_tools", lambda threads=1: shelves())
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    """Run the command line in this process; faults that it can explain come as they are."""
    return CliRunner().invoke(whoholds, words)


def articles(folder: str, count: int, size: int = 1) -> None:
    """Write articles of about so many hundred signs."""
    Path(folder).mkdir()
    for number in range(count):
        text = f"Day {number} of the war\n\n" + f"{TEXT} It was article {number}. " * size
        (Path(folder) / f"{number:03}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Let no file grow above so many bytes, as a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_while_reading_is_told_and_the_next_reading_goes_on(small_disk: Callable[[int], None]) -> None:
    articles("in", 12, 8)
    small_disk(400_000)
    full = run("read", "in")
    assert isinstance(full.exception, StoreError) and "nothing was lost, run the same command again" in str(full.exception)
    small_disk(-1)
    with open_store("whoholds.db") as store:
        kept = store.counts().documents
        assert 0 < kept < 12 and check_store(store) == []
    assert run("read", "in").exit_code == 0
    with open_store("whoholds.db") as store:
        assert store.counts().documents == 12 and check_store(store) == []


def test_a_disk_that_fills_while_backing_up_leaves_no_half_a_backup(small_disk: Callable[[int], None]) -> None:
    articles("in", 3, 40)
    assert run("read", "in").exit_code == 0
    small_disk(40_000)
    with open_store("whoholds.db") as store:
        for name in ("a.jsonl", "a.db"):
            with pytest.raises(StoreError, match="cannot be written"):
                back_up(store, Path(name))
    small_disk(-1)
    assert sorted(path.name for path in Path().glob("a.*")) == []


def test_a_disk_that_fills_while_a_job_runs_is_told_and_the_next_job_goes_on(
    small_disk: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("whoholds.run.task.toolkit_of", lambda spec: shelves())
    monkeypatch.setattr("whoholds.cli.run_verb.open_places", lambda: None)
    articles("in", 4)
    small_disk(6_000)
    full = run("run", "in", "--to", "to", "--engine", "serial")
    assert isinstance(full.exception, WhoholdsError) and "cannot be written" in str(full.exception)
    small_disk(-1)
    again = run("run", "in", "--to", "to", "--engine", "serial")
    assert again.exit_code == 0 and "4 documents (4 read)" in again.output


@pytest.mark.parametrize("named", ["/var/kept/whoholds.db", None])
def test_a_full_disk_under_anything_else_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str | None
) -> None:
    def full(standalone_mode: bool) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", named)

    monkeypatch.setattr(whoholds, "main", full)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    [told] = capsys.readouterr().err.splitlines()
    start, end = "whoholds: no room left on a disk (No space left on device): ", "; make room and run the same command again"
    assert told.startswith(start) and told.endswith(end)
    assert told.removeprefix(start).removesuffix(end) == named or (named is None and f" MB in {Path.cwd()}" in told)


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="tests/store has it for who is not root")
def test_a_read_only_folder_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            open_store("a.db")
        except StoreError as fault:
            os._exit(7 if "cannot be opened as a store" in str(fault) else 1)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_a_store_that_another_holds_is_told_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    articles("in", 1)
    run("read", "nothing")
    monkeypatch.setattr("whoholds.store.sqlite.WAIT_SECONDS", 0.05)
    db = sqlite3.connect("whoholds.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    held = run("read", "in")
    db.execute("ROLLBACK")
    assert isinstance(held.exception, StoreError) and "another program may hold it" in str(held.exception)
    assert run("read", "in").exit_code == 0


ODD = {
    "utf8.txt": TEXT.encode() + b" The governor \xff\xfe denied it. \xc3",
    "null.txt": TEXT.encode() + b" It is \x00quiet\x00 now.",
    "right.txt": f"{TEXT} \u202eIt is told backwards\u202c \u2066and forwards\u2069.".encode(),
    "lone.jsonl": b'{"text": "The army holds Idlib \\ud83c since Friday.", "title": "\\udfff"}\n',
    "latin.txt": "Die Stadt Kobanî wurde am Freitag zurückerobert.".encode("cp1252"),
    "wide.txt": TEXT.encode("utf-16"),
}


def test_odd_bytes_are_settled_and_every_quote_still_stands() -> None:
    Path("in").mkdir()
    for name, data in ODD.items():
        (Path("in") / name).write_bytes(data)
    assert run("read", "in").exit_code == 0
    with open_store("whoholds.db") as store:
        kept = {str(document.path): document.text for document in store.documents()}
        assert check_store(store) == [] and store.counts().claims >= 4
    assert len(kept) >= 5 and not any(sign in text for text in kept.values() for sign in "\x00\u202e\u2066\ud83c")


def test_a_page_ten_thousand_deep_is_told(tmp_path: Path) -> None:
    for tag in ("div", "b", "table", "ul"):
        page = f"<html><body>{f'<{tag}>' * 10_000}{TEXT}{f'</{tag}>' * 10_000}</body></html>"
        Path(f"{tag}.html").write_text(page, encoding="utf-8")
        (found,) = read_paths([f"{tag}.html"])
        assert isinstance(found, Document) or "no article found in this page" in found.reason


def test_an_article_of_fifty_megabytes_is_told_and_the_others_are_read() -> None:
    articles("in", 1)
    with (Path("in") / "large.txt").open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    (Path("in") / "long.txt").write_text("The army holds Idlib. " * (LONGEST // 22 + 10), encoding="utf-8")
    found = run("read", "in")
    assert found.exit_code == 1 and "read 1 new article (" in found.output
    assert "at most 50,000,000 are read: cut it into smaller files" in found.output
    assert "at most 2000000 are read: cut it into articles" in found.output


def test_a_file_of_two_hundred_thousand_rows_is_read_row_by_row_and_each_bad_one_is_told() -> None:
    good = json.dumps({"text": "The army holds Idlib."}) + "\n"
    with Path("rows.jsonl").open("w") as file:
        for _ in range(10):
            file.write(good + "{}\n" * 19_999)
    told = faults = 0
    for item in read_paths(["rows.jsonl"]):
        told += 1
        faults += isinstance(item, Fault)
    assert (told, faults) == (200_000, 199_990)


def test_rows_are_asked_for_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def come(*_: object) -> Iterator[Document]:
        for number in range(10_000):
            asked.append(number)
            yield Document(f"d{number}", "It was quiet.", language="en", path=f"rows.jsonl:{number}")

    def stop(kept: object, outcome: object, tally: object) -> None:
        raise click.Abort

    monkeypatch.setattr(reading, "read_paths", come)
    monkeypatch.setattr(reading, "_keep", stop)
    run("read", "rows.jsonl", "--workers", "1")
    assert 0 < len(asked) <= 2 * reading.FEW


def test_an_index_damaged_inside_is_told_with_its_cure_and_no_article_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles("in", 2)
    whole = Path(shelves().gazetteer.path).read_bytes()
    (tmp_path / "places.sqlite").write_bytes(whole[:8192] + bytes(byte ^ 0x5A for byte in whole[8192:400_000]) + whole[400_000:])
    damaged = tmp_path / "places.sqlite"

    def open_damaged(threads: int = 1) -> object:
        from dataclasses import replace

        return replace(shelves(), gazetteer=Gazetteer(damaged))

    monkeypatch.setattr(read_verb, "open_tools", open_damaged)
    found = run("read", "in")
    assert isinstance(found.exception, GazetteerError) and "Remove the file and run `whoholds doctor`" in str(found.exception)
    with open_store("whoholds.db") as store:
        assert store.failures() == [] and check_store(store) == []


PAGE = (
    "<html><head><title>Town taken</title><meta property='article:published_time' content='2015-06-16T08:00:00Z'></head>"
    f"<body><article><h1>Town taken</h1><p>{TEXT}</p><p>Two days later the market was open again.</p></article></body></html>"
)


@pytest.mark.parametrize("year", [1996, 2099])
def test_no_answer_depends_on_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    articles("in", 2)
    (Path("in") / "page.html").write_text(PAGE, encoding="utf-8")
    (Path("in") / "plain.txt").write_text(f"Quiet day\n\n{TEXT} Rebels retook it last May, nearly a year ago.", encoding="utf-8")
    assert run("read", "in", "--db", "now.db").exit_code == 0
    set_clock(monkeypatch, year)
    assert run("read", "in", "--db", "then.db").exit_code == 0
    with open_store("now.db") as now, open_store("then.db") as then:
        assert tally_of(now.entries()) == tally_of(then.entries())
        assert now.worked_out() == then.worked_out()


def set_clock(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    """Put the clock of this process into another year, wherever a module of ours or of the readers of pages asks for it."""
    import sys

    class Jumped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Jumped:
            return cls(year, 1, 1, tzinfo=UTC if tz else None)

    monkeypatch.setattr(time, "time", lambda: datetime(year, 1, 1, tzinfo=UTC).timestamp())
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("whoholds", "htmldate", "trafilatura") and getattr(module, "datetime", None) is datetime:
            monkeypatch.setattr(module, "datetime", Jumped)


def test_what_is_judged_later_counts_as_later_though_the_clock_went_back(monkeypatch: pytest.MonkeyPatch) -> None:
    articles("in", 1)
    run("read", "in")
    with open_store("whoholds.db") as store:
        claim = next(store.claims()).id
    assert run("review", claim, "--verdict", "wrong").exit_code == 0

    class Back(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Back:
            return cls(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(review_verb, "datetime", Back)
    assert run("review", claim, "--verdict", "right").exit_code == 0
    with open_store("whoholds.db") as store:
        assert [judgement.verdict for judgement in store.judgements()] == ["wrong", "right"]


def test_what_was_said_already_is_not_said_twice_but_a_change_of_mind_is() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    wrong, again = Judgement("j", "c", "wrong", "desk", now, ""), Judgement("k", "c", "wrong", "desk", now + timedelta(days=1), "")
    right = Judgement("l", "c", "right", "desk", now + timedelta(hours=1), "")
    other = Judgement("m", "d", "right", "desk", now + timedelta(days=2), "")
    assert to_keep(again, [other, wrong]) == wrong
    assert to_keep(again, [right, wrong]) == again
    assert to_keep(replace(again, by="editor"), [wrong]).by == "editor"
    assert to_keep(replace(right, when=now - timedelta(days=9)), [wrong]).when > wrong.when


def test_a_judgement_comes_after_all_before_it() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    before = [Judgement("j", "c", "right", "desk", now + timedelta(days=day), "") for day in (3, 9)]
    assert moment_after([], now) == now
    assert moment_after(before, now) > before[1].when and moment_after(before, now + timedelta(days=10)) > before[1].when
