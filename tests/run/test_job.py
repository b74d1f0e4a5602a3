"""Large jobs: the same bytes from every engine, every document once, and a dead worker costs its document at most."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("fsspec")
pytest.importorskip("warcio")

from tests.run.collections import ARTICLES, as_lines, as_parquet, as_warc, rows
from tests.shelves import shelves
from whoholds.errors import InputError, RunError
from whoholds.pipeline import claims_of
from whoholds.records import Claim, Document
from whoholds.records.json_lines import from_line
from whoholds.run import inputs, pool, task
from whoholds.run.drive import Result, drive
from whoholds.run.engines import Outcome, read_one
from whoholds.run.inputs import plan
from whoholds.run.job import Job
from whoholds.run.tries import Cluster, Engine, dask, processes, ray, serial
from whoholds.toolkit import ToolkitSpec


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the shelves that other tests opened; worker processes are forked, so that they have them, too."""
    monkeypatch.setattr(task, "toolkit_of", lambda spec: shelves())
    monkeypatch.setattr("whoholds.run.tries.toolkit_of", lambda spec: shelves())
    monkeypatch.setattr(pool, "get_context", lambda kind: get_context("fork"))


def run(to: Path | str, *given: Path, engine: Engine = serial, again: bool = False, maker: str = "maker 1") -> Result:
    """Do a job."""
    return drive(Job(str(to), maker, ToolkitSpec()), plan(map(str, given)), engine, again)


def table(to: Path, name: str) -> list[dict[str, Any]]:
    """Read all rows of a table of a dataset."""
    import pyarrow.dataset as ds

    return ds.dataset(to / name, format="parquet", partitioning="hive").to_table().to_pylist() if (to / name).exists() else []


def outcomes(to: Path) -> dict[str, str]:
    """Return what became of each document."""
    return {row["document"] or row["path"]: row["outcome"] for row in table(to, "documents")}


def files(to: Path) -> dict[str, bytes]:
    """Return the files that readers of a dataset see."""
    return {str(path.relative_to(to)): path.read_bytes() for path in sorted(to.rglob("*.parquet")) if "_parts" not in path.parts}


def broken(word: str, how: Callable[[], None]) -> Callable[[Document, Any], Outcome]:
    """Make a reader to which something happens at a word."""

    def read(document: Document, toolkit: Any) -> Outcome:
        if word in document.text:
            how()
        return read_one(document, toolkit)

    return read


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_dataset_holds_the_claims_of_every_document_by_day(tmp_path: Path) -> None:
    found = run(tmp_path / "to", as_lines(tmp_path / "in.jsonl", rows()))
    assert (found.summary.documents, found.summary.outcomes) == (5, {"read": 5})
    days = {row["document"]: str(row["day"]) for row in table(tmp_path / "to", "documents")}
    assert days["d000"] == "2015-06-16" and days["d004"] == "unknown"
    claims = [from_line(Claim, row["claim"]) for row in table(tmp_path / "to", "claims")]
    assert len(claims) == found.summary.claims >= 5
    assert {claim.id for claim in claims if claim.document == "d000"} == {
        claim.id for claim in claims_of(Document("d000", ARTICLES[0][1]), shelves()).claims
    }


def test_every_form_of_input_gives_the_same_claims(tmp_path: Path) -> None:
    forms = {
        "lines": as_lines(tmp_path / "a.jsonl", rows()), "packed": as_lines(tmp_path / "b.jsonl.gz", rows()),
        "parquet": as_parquet(tmp_path / "c.parquet", rows()), "folder": as_lines(tmp_path / "d" / "e.jsonl", rows()).parent,
    }  # fmt: skip
    claims = {form: run(tmp_path / form, given).summary.claims for form, given in forms.items()}
    assert len(set(claims.values())) == 1
    known = {form: sorted(row["claim"] for row in table(tmp_path / form, "claims")) for form in forms}
    assert all(lines == known["lines"] for lines in known.values())


def test_where_the_input_is_cut_never_changes_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = as_lines(tmp_path / "in.jsonl", [*rows(3), "no JSON", {"text": "é" * 300}, *rows(6)[3:]])
    run(tmp_path / "whole", given)
    for size in (137, 1000):
        monkeypatch.setattr(inputs, "SPLIT_BYTES", size)
        run(tmp_path / str(size), given)
        assert files(tmp_path / str(size)) == files(tmp_path / "whole")


def test_the_engines_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 500)
    given = (as_lines(tmp_path / "in.jsonl", rows(9)), as_warc(tmp_path / "b.warc.gz", [("https://a.example/1", ARTICLES[0][1])]))
    engines = {"serial": serial, "processes": processes(2), "dask": dask(Cluster(workers=2))}
    digests = {name: run(tmp_path / name, *given, engine=engine).summary.digest for name, engine in engines.items()}
    assert len(set(digests.values())) == 1
    assert files(tmp_path / "serial") == files(tmp_path / "processes") == files(tmp_path / "dask")


def test_ray_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 500)
    given = as_lines(tmp_path / "in.jsonl", rows(6))
    run(tmp_path / "serial", given)
    run(tmp_path / "ray", given, engine=ray(Cluster(workers=2)))
    assert files(tmp_path / "serial") == files(tmp_path / "ray")


def test_a_job_done_before_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows())
    first = run(tmp_path / "to", given)
    monkeypatch.setattr(task, "read_one", broken("", lambda: pytest.fail("read again")))
    second = run(tmp_path / "to", given)
    assert (second.known, second.tasks, second.summary) == (1, 1, first.summary)


@pytest.mark.parametrize("after", [0, 3, 6])
def test_a_job_stopped_anywhere_goes_on_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 600)
    monkeypatch.setattr(task, "PART", 2)
    given, left = as_lines(tmp_path / "in.jsonl", rows(8)), [after]
    run(tmp_path / "whole", given)

    def stop() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(task, "read_one", broken("", stop))
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "to", given)
    run(tmp_path / "to", given)
    assert files(tmp_path / "to") == files(tmp_path / "whole")


def test_what_every_worker_dies_of_is_recorded_with_its_reason_and_nothing_else_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows(9))
    monkeypatch.setattr(task, "read_one", broken("Ramadi", die))
    found = run(tmp_path / "to", given, engine=processes(2))
    assert found.summary.outcomes == {"failed": 2, "read": 7}
    reasons = [row["reason"] for row in table(tmp_path / "to", "documents") if row["outcome"] == "failed"]
    assert all("was ended by SIGKILL, twice; it was passed over" in reason for reason in reasons)
    assert len(found.lost) == 2 and found.unfinished == ()
    assert run(tmp_path / "to", given, engine=processes(2)).summary == found.summary


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, seen = as_lines(tmp_path / "in.jsonl", rows(9)), tmp_path / "seen"
    whole = run(tmp_path / "whole", given)

    def die_once() -> None:
        if not seen.exists():
            seen.touch()
            die()

    monkeypatch.setattr(task, "read_one", broken("Ramadi", die_once))
    found = run(tmp_path / "to", given, engine=processes(2))
    assert (found.summary, found.lost) == (whole.summary, ())


def test_a_document_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setattr(task, "seconds_for", lambda document: 1.0 if "Ramadi" in document.text else 60.0)
    monkeypatch.setattr(task, "read_one", broken("Ramadi", lambda: time.sleep(30)))
    found = run(tmp_path / "to", as_lines(tmp_path / "in.jsonl", rows(3)), engine=processes(1))
    assert found.summary.outcomes == {"failed": 1, "read": 2}


def test_each_document_is_there_once_however_often_it_comes(tmp_path: Path) -> None:
    one = as_lines(tmp_path / "a.jsonl", [*rows(3), *rows(3)])
    other = as_lines(tmp_path / "b.jsonl", rows(5))
    first = run(tmp_path / "to", one, other)
    assert first.summary.documents == 5
    run(tmp_path / "turned", other, one)
    run(tmp_path / "late", other)
    run(tmp_path / "late", one)
    assert files(tmp_path / "to") == files(tmp_path / "turned")
    assert {name.partition("/")[0] for name in files(tmp_path / "late")} == {"claims", "documents"}
    assert files(tmp_path / "late").keys() == files(tmp_path / "to").keys()


def test_an_input_that_grew_is_read_on(tmp_path: Path) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows(3))
    run(tmp_path / "to", given)
    as_lines(tmp_path / "in.jsonl", rows(5))
    assert run(tmp_path / "to", given).summary.documents == 5
    run(tmp_path / "whole", given)
    assert files(tmp_path / "to") == files(tmp_path / "whole")


@pytest.mark.parametrize("cut", [5, 100, 250, 400])
def test_a_cut_web_archive_is_told_and_passed(tmp_path: Path, cut: int) -> None:
    whole = as_warc(tmp_path / "whole.warc.gz", [(f"https://a.example/2015/06/1{n}/", ARTICLES[n][1]) for n in range(4)])
    (tmp_path / "cut.warc.gz").write_bytes(whole.read_bytes()[:-cut])
    other = as_lines(tmp_path / "in.jsonl", rows(2))
    found = run(tmp_path / "to", tmp_path / "cut.warc.gz", other)
    assert found.summary.outcomes["read"] >= 4
    if cut > 5:
        (row,) = (row for row in table(tmp_path / "to", "documents") if row["outcome"] == "unreadable")
        assert "cut.warc.gz" in row["path"] and "cut or damaged after record" in row["reason"]


def test_a_web_archive_gives_its_pages_alone_with_address_and_publisher(tmp_path: Path) -> None:
    as_warc(tmp_path / "a.warc.gz", [("https://www.harbour.example/2015/06/15/town", ARTICLES[0][1])])
    as_warc(tmp_path / "b.warc.gz", [("https://a.example/gone", "Gone.")], status="404 Not Found")
    as_warc(tmp_path / "c.warc", [("https://a.example/picture", "Not a page.")], kind="image/png")
    run(tmp_path / "to", *(tmp_path / name for name in ("a.warc.gz", "b.warc.gz", "c.warc")))
    (row,) = table(tmp_path / "to", "documents")
    assert (row["outcome"], row["url"]) == ("read", "https://www.harbour.example/2015/06/15/town")
    assert str(row["published_to"]) == "2015-06-15" and "harbour" in row["source"]


def test_what_cannot_be_read_is_recorded_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "in" / "b.txt").write_text(ARTICLES[0][1], encoding="utf-8")
    as_lines(tmp_path / "in" / "c.jsonl", [rows(1)[0], "[1, 2]", '{"title": "no text"}', "{", '{"text": "Les combats ont repris autour de la ville, selon des témoins cités par la presse."}'])  # fmt: skip
    as_parquet(tmp_path / "in" / "d.parquet", [{"name": "no text here"}])
    (tmp_path / "in" / "e.warc.gz").write_bytes(b"no archive at all")
    found = run(tmp_path / "to", tmp_path / "in")
    assert found.summary.outcomes == {"foreign": 1, "read": 2, "unreadable": 6}
    assert all(row["reason"] for row in table(tmp_path / "to", "documents") if row["outcome"] == "unreadable")


def test_an_article_that_breaks_the_reader_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document, toolkit: Any) -> Outcome:
        return Outcome(document, None, "ValueError: odd") if "Ramadi" in document.text else read_one(document, toolkit)

    monkeypatch.setattr(task, "read_one", fail)
    run(tmp_path / "to", as_lines(tmp_path / "in.jsonl", rows(3)))
    assert outcomes(tmp_path / "to") == {"d000": "read", "d001": "read", "d002": "failed"}


def test_a_dataset_may_lie_in_an_object_store() -> None:
    import fsspec

    fs = fsspec.filesystem("memory")
    fs.pipe_file("/in/a.jsonl", b"".join(b'{"text": "The army holds Ain Issa.", "id": "d%d"}\n' % n for n in range(3)))
    found = drive(Job("memory://to", "maker 1", ToolkitSpec()), plan(["memory://in"]), serial)
    assert found.summary.documents == 3
    assert fs.exists("/to/documents/day=unknown/documents.parquet") and fs.exists("/to/_manifest.json")


def test_a_dataset_of_another_maker_is_gone_on_with_only_anew(tmp_path: Path) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows(2))
    first = run(tmp_path / "to", given)
    with pytest.raises(RunError, match="another reader, other rules or sides; give another --to, or --again"):
        run(tmp_path / "to", given, maker="maker 2")
    assert run(tmp_path / "to", given, maker="maker 2", again=True).summary == first.summary


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "to" / "claims").mkdir(parents=True)
    (tmp_path / "to" / "claims" / "mine.txt").write_text("precious")
    with pytest.raises(RunError, match="holds other things"):
        run(tmp_path / "to", as_lines(tmp_path / "in.jsonl", rows(1)))
    assert (tmp_path / "to" / "claims" / "mine.txt").exists()


def test_two_jobs_never_write_one_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows(1))

    def meanwhile() -> None:
        with pytest.raises(RunError, match="another job writes this dataset"):
            run(tmp_path / "to", given)

    monkeypatch.setattr(task, "read_one", broken("", meanwhile))
    assert run(tmp_path / "to", given).summary.documents == 1


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    given = as_lines(tmp_path / "in.jsonl", rows(2))
    run(tmp_path / "to", given)
    (part,) = (tmp_path / "to" / "_parts").rglob("*.claims.parquet")
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(RunError, match="damaged; remove that folder and run the same again"):
        run(tmp_path / "to", given, as_lines(tmp_path / "more.jsonl", rows(3)))


@pytest.mark.parametrize("given", ["nowhere", "nosuch://bucket/a.jsonl", "*.nothing"])
def test_an_input_that_is_not_there_is_told(tmp_path: Path, given: str) -> None:
    with pytest.raises(InputError, match="cannot be opened|nothing there"):
        plan([given if "://" in given else str(tmp_path / given)])


def test_two_inputs_of_one_name_are_told(tmp_path: Path) -> None:
    files: Sequence[Path] = [as_lines(tmp_path / one / "a.jsonl", rows(1)) for one in ("x", "y")]
    with pytest.raises(InputError, match=r"two inputs are called a\.jsonl.*name the folder above both"):
        plan(map(str, files))
    assert len(plan([str(tmp_path)])) == 2


def test_results_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        run(tmp_path / "file" / "to", as_lines(tmp_path / "in.jsonl", rows(1)))
