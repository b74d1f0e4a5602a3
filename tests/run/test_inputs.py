"""Damaged, odd and oddly named inputs of a job: what of them can be read is read, the rest is recorded with its reason."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.run.collections import ARTICLES, as_lines, as_parquet, rows
from tests.run.test_job import files, opened_once, outcomes, run, table
from whoholds.errors import RunError
from whoholds.run import inputs
from whoholds.run.inputs import plan, records_of
from whoholds.run.job import Job
from whoholds.run.packed import Unpacked
from whoholds.run.tries import Cluster, Round, dask, processes, serial

__all__ = ["opened_once"]
TEXT = b"".join(json.dumps({"text": f"The army holds Ain Issa, report {number} said."}).encode() + b"\n" for number in range(900))


def reasons(to: Path) -> list[str]:
    """Return what is told of what could not be read."""
    return [f"{row['path']}: {row['reason']}" for row in table(to, "documents") if row["outcome"] == "unreadable"]


def damaged(path: Path, at: float) -> Path:
    """Overwrite bytes of a packed file, at a share of its length."""
    data = bytearray(path.read_bytes())
    spot = int(len(data) * at)
    data[spot : spot + 40] = b"\xff" * len(data[spot : spot + 40])
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("at", [0.0, 0.5, 0.9])
def test_a_damaged_packed_file_gives_the_articles_before_the_damage_and_one_row_that_tells_of_it(tmp_path: Path, at: float) -> None:
    pytest.importorskip("distributed")
    articles = [{**row, "title": f"{number} {number * 7919:x}"} for number, row in enumerate(rows(40))]
    given = damaged(as_lines(tmp_path / "in" / "a.jsonl.gz", articles), at)
    as_lines(tmp_path / "in" / "b.jsonl", rows(1))
    found = run(tmp_path / "serial", given.parent)
    (told,) = (one for one in reasons(tmp_path / "serial") if "packed by gzip at byte" in one)
    assert told.startswith("in/a.jsonl.gz: damaged, cut or not packed by gzip at byte ") and told.endswith("were read; fetch it again")
    assert found.summary.outcomes["read"] >= (2 if at else 1)
    for name, engine in {"processes": processes(2), "dask": dask(Cluster(workers=1))}.items() if at == 0.5 else ():
        run(tmp_path / name, given.parent, engine=engine)
        assert files(tmp_path / name) == files(tmp_path / "serial")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, len(gzip.compress(TEXT, mtime=0))), st.integers(1, 5000))
def test_a_packed_file_cut_anywhere_gives_all_that_stands_before_the_cut(cut: int, size: int) -> None:
    members = gzip.compress(TEXT[:size], mtime=0) + bytes(size % 3) + gzip.compress(TEXT[size:], mtime=0)
    whole = Unpacked(io.BytesIO(members))
    assert io.BufferedReader(whole).read() == TEXT and whole.damage is None
    short = Unpacked(io.BytesIO(members[:cut]))
    given = io.BufferedReader(short, 1000).read()
    assert TEXT.startswith(given)
    assert short.damage in (None, min(cut, len(members)))


def test_two_forms_of_one_file_packed_in_one_piece_and_in_many_are_the_same(tmp_path: Path) -> None:
    lines = [json.dumps(row).encode() + b"\n" for row in rows(5)]
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    (tmp_path / "one" / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))
    (tmp_path / "many" / "a.jsonl.gz").write_bytes(b"".join(gzip.compress(line) for line in lines) + bytes(512))
    for name in ("one", "many"):
        assert run(tmp_path / f"to {name}", tmp_path / name / "a.jsonl.gz").summary.outcomes == {"read": 5}
    assert files(tmp_path / "to one") == files(tmp_path / "to many")


def odd_parquet(path: Path, **columns: Any) -> Path:
    """Write a Parquet file of the five articles with some other columns."""
    texts = {"text": [text for _, text in ARTICLES], "id": [f"d{number}" for number in range(5)]}
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({**texts, **columns}), path)
    return path


MOMENT = 1_434_412_800_000_000_000
"""16 June 2015, in nanoseconds."""
FAR = 2**40


@pytest.mark.parametrize(
    ("column", "read", "day"),
    [
        pytest.param(pa.array([MOMENT + 1] * 5, pa.timestamp("ns")), 5, "2015-06-16", id="nanoseconds"),
        pytest.param(pa.array([MOMENT + 1] * 5, pa.timestamp("ns", "UTC")), 5, "2015-06-16", id="nanoseconds of a zone"),
        pytest.param(pa.array([MOMENT] * 5, pa.timestamp("ns", "Mars/Base")), 5, "2015-06-16", id="unknown zone"),
        pytest.param(pa.array([FAR * 1000, *[MOMENT // 10**9] * 4], pa.timestamp("s")), 4, "2015-06-16", id="far moment"),
        pytest.param(pa.array([2**30, 16602, 16602, 16602, 16602], pa.int32()).cast(pa.date32()), 4, "2015-06-16", id="far day"),
        pytest.param(pa.array([2**62, 1, 1, 1, 1], pa.duration("s")), 4, "unknown", id="far length"),
        pytest.param(pa.array([b"2015-06-16"] * 5), 5, "2015-06-16", id="bytes"),
    ],
)  # fmt: skip
def test_a_value_that_python_cannot_hold_costs_its_own_row_at_most(tmp_path: Path, column: Any, read: int, day: str) -> None:
    given = odd_parquet(tmp_path / "in" / "a.parquet", date=column)
    found = run(tmp_path / "to", given)
    assert found.summary.outcomes == {"read": read, **({"unreadable": 5 - read} if read < 5 else {})}
    assert {str(row["day"]) for row in table(tmp_path / "to", "documents") if row["outcome"] == "read"} == {day}
    if read < 5:
        (told,) = reasons(tmp_path / "to")
        assert told.startswith("a.parquet:0.0: the value of 'date' cannot be read (") and told.endswith("mend it, or leave that column out")


def test_texts_in_bytes_are_read_as_files_are(tmp_path: Path) -> None:
    texts = [text.encode() for _, text in ARTICLES]
    texts[1] = "Rebels took the café of Idlib, residents said.".encode("cp1252")
    path = tmp_path / "a.parquet"
    for kind in (pa.binary(), pa.large_binary(), pa.string(), pa.large_string()):
        offsets = pa.array(texts, pa.large_binary() if "large" in str(kind) else pa.binary())
        column = offsets if "binary" in str(kind) else pa.Array.from_buffers(kind, 5, offsets.buffers())
        pq.write_table(pa.table({"text": column, "id": [f"d{number}" for number in range(5)]}), path)
        to = tmp_path / str(kind)
        assert run(to, path).summary.outcomes == {"read": 5}
        assert files(to) == files(tmp_path / "binary")


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.97])
def test_a_damaged_parquet_file_is_told_and_stops_nothing(tmp_path: Path, keep: float) -> None:
    bad = as_parquet(tmp_path / "a.parquet", rows(5))
    data = bad.read_bytes()
    bad.write_bytes(data[: int(len(data) * keep)])
    good = as_lines(tmp_path / "b.jsonl", rows(2))
    found = run(tmp_path / "to", bad, good)
    assert found.summary.outcomes == {"read": 2, "unreadable": 1}
    (told,) = reasons(tmp_path / "to")
    assert told.startswith("a.parquet:0.0: cannot be read as Parquet from here on (") and told.endswith("; fetch it again")


def test_a_damaged_page_of_a_parquet_file_costs_its_row_group_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{text} Report {number}." for number in range(2) for _, text in ARTICLES]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=5, compression="zstd", use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    data = bytearray(path.read_bytes())
    middle = column.data_page_offset + column.total_compressed_size // 2
    data[middle : middle + 60] = b"\xff" * 60
    path.write_bytes(data)
    assert run(tmp_path / "to", path).summary.outcomes == {"read": 5, "unreadable": 1}


def test_a_footer_that_lies_about_its_rows_makes_no_endless_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.run.parquet_rows.ROWS_A_BYTE", 0)
    (task,) = plan([str(as_parquet(tmp_path / "a.parquet", rows(4)))])
    assert [fault.reason for record in list(records_of(task))[-1:] for fault in record.read() if hasattr(fault, "reason")]


def test_endings_may_be_in_capitals(tmp_path: Path) -> None:
    for name, of in (("A.JSONL.GZ", "a.jsonl.gz"), ("B.Jsonl", "b.jsonl")):
        as_lines(tmp_path / of, rows(3)).rename(tmp_path / name)
    as_parquet(tmp_path / "c.parquet", rows(4)).rename(tmp_path / "C.PARQUET")
    assert run(tmp_path / "to", *(tmp_path / name for name in ("A.JSONL.GZ", "B.Jsonl", "C.PARQUET"))).summary.outcomes == {"read": 4}


def test_whatever_an_input_or_its_form_breaks_is_that_inputs_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise KeyError("odd")

    good, bad = as_lines(tmp_path / "a.jsonl", rows(2)), as_parquet(tmp_path / "b.parquet", rows(2))
    monkeypatch.setattr(inputs, "rows_of", fail)
    assert run(tmp_path / "to", good, bad).summary.outcomes == {"read": 2, "unreadable": 1}
    monkeypatch.setattr(inputs, "from_json_line", fail)
    assert run(tmp_path / "to 2", good).summary.outcomes == {"unreadable": 2}
    assert all("broke the reading of its form (KeyError: 'odd')" in told for told in reasons(tmp_path / "to 2"))
    assert set(outcomes(tmp_path / "to 2")) == {"a.jsonl@0", f"a.jsonl@{good.read_bytes().index(b'{', 1)}"}


def test_results_that_lie_elsewhere_are_told_and_never_taken_for_nothing(tmp_path: Path) -> None:
    given = as_lines(tmp_path / "a.jsonl", rows(2))
    with pytest.raises(RunError, match=r"memory://astray: 1 of 1 tasks were done, but the workers' results are not at this address \(the first: a\.jsonl\)"):
        run("memory://astray", given, engine=processes(1))  # each process has a memory of its own


def test_a_dataset_named_from_here_is_the_same_folder_for_workers_that_stand_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def elsewhere(job: Job) -> Iterator[Round]:
        with monkeypatch.context() as moved, serial(job) as tried:
            (tmp_path / "other").mkdir()
            moved.chdir(tmp_path / "other")
            yield tried

    monkeypatch.chdir(tmp_path)
    assert run("to", as_lines(tmp_path / "a.jsonl", rows(2)), engine=elsewhere).summary.documents == 2
    assert len(table(tmp_path / "to", "documents")) == 2


def written(path: Path, articles: Sequence[dict[str, str]], at: int) -> Path:
    """Write JSON lines at a moment."""
    os.utime(as_lines(path, articles), (at, at))
    return path


def changed(count: int, at: int) -> list[dict[str, str]]:
    """Return articles, one of which says something else in as many signs."""
    given = rows(count)
    given[at]["text"] = given[at]["text"].replace("Tal Abyad", "Ain Issa.").replace("Kurdish", "Foreign").replace("Palmyra", "Saraqib")
    return given


def texts_of(to: Path) -> set[str]:
    return {row["quote"] for row in table(to, "claims")}


@pytest.mark.parametrize("size", [400, 1_000_000])
def test_an_input_changed_to_the_same_size_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(inputs, "SPLIT_BYTES", size)
    given = written(tmp_path / "a.jsonl", rows(5), 1000)
    run(tmp_path / "to", given)
    before = given.stat().st_size
    assert written(given, changed(5, 0), 2000).stat().st_size == before
    run(tmp_path / "to", given)
    run(tmp_path / "new", given)
    assert texts_of(tmp_path / "to") == texts_of(tmp_path / "new") and any("Ain Issa." in text for text in texts_of(tmp_path / "to"))
    assert run(tmp_path / "to", given).known == len(plan([str(given)]))


def test_whole_stretches_of_a_file_that_grew_are_not_read_again_and_later_changes_of_them_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 400)
    given = written(tmp_path / "a.jsonl", rows(5), 1000)
    whole = run(tmp_path / "to", given).tasks - 1
    assert run(tmp_path / "to", written(given, rows(9), 2000)).known == whole > 0
    written(given, changed(9, 0), 3000)
    assert run(tmp_path / "to", given).known == 0
    assert any("Ain Issa." in text for text in texts_of(tmp_path / "to"))


def test_a_dataset_of_the_form_of_before_is_gone_on_with(tmp_path: Path) -> None:
    given = written(tmp_path / "a.jsonl", rows(3), 1000)
    first = run(tmp_path / "to", given)
    for note in (*(tmp_path / "to").rglob("end.json"), *(tmp_path / "to").rglob("begun.json")):
        facts = json.loads(note.read_text())
        note.write_text(json.dumps({name: facts[name] for name in ("maker", "size")}))
    second = run(tmp_path / "to", given)
    assert (second.known, second.summary) == (1, first.summary)
    assert run(tmp_path / "to", written(given, changed(3, 0), 2000)).known == 0
    assert any("Ain Issa." in text for text in texts_of(tmp_path / "to"))


def test_what_a_file_held_that_is_shorter_or_whole_now_is_no_more_in_the_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 400)
    lines, good = written(tmp_path / "a.jsonl", rows(9), 1000), as_parquet(tmp_path / "b.parquet", rows(2)).read_bytes()
    (tmp_path / "b.parquet").write_bytes(good[:-9])
    assert run(tmp_path / "to", lines, tmp_path / "b.parquet").summary.outcomes == {"read": 9, "unreadable": 1}
    (tmp_path / "b.parquet").write_bytes(good)
    found = run(tmp_path / "to", written(lines, rows(3), 2000), tmp_path / "b.parquet")
    assert found.summary.outcomes == {"read": 3}


def test_another_input_of_the_same_name_never_takes_the_place_of_the_first(tmp_path: Path) -> None:
    one, other = as_lines(tmp_path / "x" / "a.jsonl", rows(2)), as_lines(tmp_path / "y" / "a.jsonl", rows(3))
    run(tmp_path / "to", one)
    with pytest.raises(RunError, match=r"has read another input of the name a\.jsonl .*name the folder above it"):
        run(tmp_path / "to", other)
    assert run(tmp_path / "to", other.parent).summary.documents == 3
