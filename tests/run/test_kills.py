"""A worker killed in mid-job costs its document at most, in every engine: the same deaths in each."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("fsspec")

from tests.run.collections import as_lines, rows
from tests.run.test_job import outcomes, table
from whoholds.pipeline import Made
from whoholds.records import Annotated, Document
from whoholds.run import inputs, pool, tries
from whoholds.run.drive import drive
from whoholds.run.engines import Outcome
from whoholds.run.inputs import plan
from whoholds.run.job import Job, Try
from whoholds.run.tries import Cluster, dask, processes, ray
from whoholds.toolkit import ToolkitSpec

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
MADE: dict[str, Callable[[Cluster], Any]] = {"processes": lambda cluster: processes(cluster.workers), "dask": dask, "ray": ray}
NEEDED = {"dask": "distributed", "ray": "ray"}


def reading(always: str, once: str, seen: Path) -> Callable[[Job, Try], str]:
    """Return what a worker does: read nothing, quickly; be killed at a word each time, and at another the first time.

    Nothing of the outside is in it, so that it travels to workers of any engine as it stands."""

    def done(job: Job, attempt: Try) -> str:
        from whoholds.run import task

        def read(document: Document, toolkit: Any) -> Outcome:
            first = once in document.text and not seen.exists()
            if first:
                seen.touch()
            if first or always in document.text:
                os.kill(os.getpid(), signal.SIGKILL)
            return Outcome(document, Made(Annotated(document, ()), ()))

        task.toolkit_of, task.read_one = lambda spec: None, read  # type: ignore[assignment, attr-defined]
        return task.do_task(job, attempt)

    return done


@pytest.mark.parametrize("name", list(MADE))
def test_a_worker_killed_once_costs_nothing_and_what_each_dies_of_is_passed_over_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name in NEEDED:
        pytest.importorskip(NEEDED[name])
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 300)
    monkeypatch.setattr(tries, "do_task", reading("Ramadi", "Sinjar", tmp_path / "seen"))
    monkeypatch.setattr(tries, "_begin", lambda job: job)
    monkeypatch.setattr(pool, "get_context", lambda kind: get_context("fork"))
    given = as_lines(tmp_path / "in.jsonl", rows(5))
    found = drive(Job(str(tmp_path / "to"), "maker 1", ToolkitSpec()), plan([str(given)]), MADE[name](Cluster(workers=2)))
    assert (tmp_path / "seen").exists()
    assert outcomes(tmp_path / "to") == {"d000": "read", "d001": "read", "d002": "failed", "d003": "read", "d004": "read"}
    assert len(found.lost) == 1 and found.unfinished == ()
    (reason,) = (row["reason"] for row in table(tmp_path / "to", "documents") if row["outcome"] == "failed")
    assert "ended" in reason and "twice; it was passed over" in reason
