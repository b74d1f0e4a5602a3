"""The process beside the server in which articles are read and stores are folded, so that pages never wait for it."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from typing import Any

from whoholds.errors import WhoholdsError
from whoholds.settings import Settings

MOST_JOBS = 200
"""Jobs that are remembered."""
FOREVER = 10**9


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: `read` files, `fold` the store anew, or `known` on a day, written to a file."""

    what: str
    paths: tuple[str, ...] = ()
    source: str | None = None
    published: str | None = None
    day: date | None = None
    to: str = ""


@dataclass
class Job:
    """A task and how far it is."""

    id: str
    task: Task
    who: str
    state: str = "waiting"
    """waiting, running, done or failed."""
    done: int = 0
    total: int = 0
    told: tuple[str, ...] = ()
    """What came of it, in lines."""
    after: Callable[[], None] | None = field(default=None, repr=False)
    """Called when it is done or failed."""

    def plain(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {"id": self.id, "what": self.task.what, "state": self.state, "done": self.done, "total": self.total, "told": list(self.told)}


class Worker:
    """One process, started when there is first something to do; tasks come one after the other."""

    def __init__(self, url: str, settings: Settings) -> None:
        """Work on the store of an address."""
        self._url, self._settings = url, settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: Queue[Job | None] = Queue()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._child: tuple[Any, Connection] | None = None

    def submit(self, task: Task, who: str, after: Callable[[], None] | None = None) -> Job:
        """Put a task in line; one that waits already is not put there twice."""
        with self._lock:
            same = next((j for j in self._jobs.values() if j.task == task and j.state == "waiting"), None)
            if same is not None:
                return same
            job = Job(str(next(self._numbers)), task, who, after=after)
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_JOBS:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def job(self, id: str) -> Job | None:
        """Return a job, or None for one that is not remembered."""
        return self._jobs.get(id)

    def jobs(self) -> list[Job]:
        """Return the jobs, newest first."""
        return list(self._jobs.values())[::-1]

    def close(self) -> None:
        """End after the task at hand has been told to stop."""
        self._waiting.put(None)
        if self._child is not None:
            self._child[0].terminate()

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.state = "running"
            try:
                job.told = self._hand_over(job)
                job.state = "done"
            except WhoholdsError as fault:
                job.told, job.state = (str(fault),), "failed"
            except (OSError, EOFError) as fault:
                self._child = None
                job.told, job.state = (f"the reading process ended ({type(fault).__name__}); nothing is lost, try again",), "failed"
            if job.after is not None:
                job.after()

    def _hand_over(self, job: Job) -> tuple[str, ...]:
        pipe = self._open_child()
        pipe.send(job.task)
        while True:
            kind, *rest = pipe.recv()
            if kind == "progress":
                job.done, job.total = rest
            elif kind == "done":
                return tuple(rest[0])
            else:
                raise WhoholdsError(rest[0])

    def _open_child(self) -> Connection:
        if self._child is None or not self._child[0].is_alive():
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            child = context.Process(target=work, args=(theirs, self._url, self._settings), daemon=True)
            child.start()
            theirs.close()
            self._child = (child, ours)
        return self._child[1]


def work(pipe: Connection, url: str, settings: Settings) -> None:
    """Do tasks from a pipe until it closes; runs in the process beside the server."""
    from whoholds.run.engines import step_back

    step_back()
    shelf: list[Any] = []
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            task = pipe.recv()
            try:
                pipe.send(("done", DO[task.what](pipe, task, url, settings, shelf)))
            except WhoholdsError as fault:
                pipe.send(("failed", str(fault)))
            except Exception as fault:  # the boundary of the process: what goes wrong is told, the next task is another one
                pipe.send(("failed", f"{type(fault).__name__}: {fault}"))


def _read(pipe: Connection, task: Task, url: str, settings: Settings, shelf: list[Any]) -> list[str]:
    from whoholds.intake.maker import maker_name
    from whoholds.intake.reading import Reading, read_into, work_out_store
    from whoholds.read.days import parse_days
    from whoholds.read.options import ReadOptions
    from whoholds.report.words import counted
    from whoholds.store.base import open_store

    @contextmanager
    def show() -> Iterator[Callable[[int, int], None]]:
        yield lambda done, total: pipe.send(("progress", done, total))

    options = ReadOptions(task.source, parse_days(task.published) if task.published else None)
    with open_store(url, create=False) as store:
        reading = Reading(store, settings, maker_name(), partial(_tools, shelf, settings), 1, False, show)
        tally = read_into(reading, task.paths, options)
        if tally.new or tally.again or store.counts().stale:
            work_out_store(store)
    told = [
        f"{tally.new} new, {counted(tally.claims, 'claim', 'claims')}",
        f"{tally.again} read again",
        f"{tally.known} known already",
        f"{tally.foreign} not in English: kept, not read for claims",
    ]
    return told[:1] + [line for line in told[1:] if not line.startswith("0 ")] + [f"{Path(f.path).name}: {f.reason}" for f in (*tally.faults, *tally.clashes)]


def _tools(shelf: list[Any], settings: Settings, threads: int) -> Any:
    from whoholds.toolkit import open_toolkit

    if not shelf:
        shelf.append(open_toolkit(settings.spec(threads)))
    return shelf[0]


def _fold(pipe: Connection, task: Task, url: str, settings: Settings, shelf: list[Any]) -> list[str]:
    from whoholds.intake.reading import work_out_store
    from whoholds.store.base import open_store

    with open_store(url, create=False) as store:
        work_out_store(store)
    return ["worked out anew"]


def _known(pipe: Connection, task: Task, url: str, settings: Settings, shelf: list[Any]) -> list[str]:
    from whoholds.serve.library import work_out_by
    from whoholds.serve.state_file import write_state
    from whoholds.store.base import open_store

    assert task.day is not None
    with open_store(url, create=False) as store:
        write_state(work_out_by(store, task.day), Path(task.to))
    return [task.to]


DO: dict[str, Callable[[Connection, Task, str, Settings, list[Any]], list[str]]] = {"read": _read, "fold": _fold, "known": _known}
