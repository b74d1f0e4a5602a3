"""A job from its inputs to its dataset: what is done is passed over, what died is tried again, carefully."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from whoholds.errors import RunError
from whoholds.run.days import Summary, fold
from whoholds.run.job import Job, Task, Try
from whoholds.run.parts import (
    FOLDER,
    Dataset,
    clear_superseded,
    is_done,
    open_dataset,
    parts_of,
    refuse_namesakes,
    renew_end,
)
from whoholds.run.task import note_death
from whoholds.run.tries import Engine, Round

MOST_DEATHS = 25
"""Workers that a task may cost before it is left for another run."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job."""

    summary: Summary
    tasks: int
    known: int
    """Tasks that were done before."""
    lost: tuple[str, ...]
    """What workers died of, as it is called in the input."""
    unfinished: tuple[str, ...]
    """Tasks that cost too many workers."""


def drive(job: Job, tasks: Sequence[Task], engine: Engine, again: bool = False, tell: Tell | None = None) -> Result:
    """Do all tasks and fold their parts into the dataset. Raises RunError; the same call then goes on where it was."""
    job = replace(job, to=_absolute(job.to))
    dataset = open_dataset(job.to)
    with _alone(dataset):
        _refuse_others(dataset, None if again else job.maker)
        if again:
            dataset.drop(FOLDER)
        dataset.note({"maker": job.maker}, FOLDER, "dataset.json")
        todo = [task for task in tasks if not is_done(dataset, task, job.maker)]
        refuse_namesakes(dataset, todo)
        for task in set(tasks) - set(todo):
            renew_end(dataset, task, job.maker)
        lost, unfinished = _try_all(job, dataset, todo, engine, tell)
        _check_arrived(job, dataset, [task for task in todo if task not in unfinished])
        if not unfinished:
            clear_superseded(dataset, tasks)
        parts = [part for name in dataset.ended() for part in parts_of(dataset, name)]
        summary = fold(dataset, parts, job.maker)
    left = tuple(", ".join(task.labels[:3]) for task in unfinished)
    return Result(summary, len(tasks), len(tasks) - len(todo), tuple(lost), left)


def _absolute(to: str) -> str:
    """Name a folder from the root: workers of a cluster may stand in another one."""
    return to if "://" in to or "::" in to else os.path.abspath(to)


def _check_arrived(job: Job, dataset: Dataset, tried: Sequence[Task]) -> None:
    """Make sure that what workers say they did lies in this dataset. Raises RunError."""
    dataset.fs.invalidate_cache()
    astray = [task for task in tried if not is_done(dataset, task, job.maker)]
    if astray:
        raise RunError(
            f"{dataset.to}: {len(astray)} of {len(tried)} tasks were done, but the workers' results are not at this address "
            f"(the first: {', '.join(astray[0].labels[:3])}); give a --to that every worker reaches by the same address, then run the same again"
        )


def _try_all(
    job: Job, dataset: Dataset, todo: Sequence[Task], engine: Engine, tell: Tell | None
) -> tuple[list[str], list[Task]]:
    """Try tasks until each is done or cost too many workers; returns what workers died of, and what is not done."""
    if not todo:
        return [], []
    with engine(job) as try_round:
        return _try_rounds(dataset, todo, try_round, tell or _nobody)


def _try_rounds(dataset: Dataset, todo: Sequence[Task], try_round: Round, tell: Tell) -> tuple[list[str], list[Task]]:
    deaths: dict[str, int] = {}
    lost, unfinished, done = list[str](), list[Task](), 0
    waiting = [Try(task) for task in todo]
    while waiting:
        tried, waiting = {one.task.name: one for one in waiting}, []
        for ended in try_round(list(tried.values())):
            name = ended.task.name
            if not ended.lost:
                done += 1
                tell(done, len(todo))
                continue
            deaths[name] = deaths.get(name, 0) + 1
            killer = note_death(dataset, tried[name], ended.lost)
            lost += [killer] if killer else []
            if deaths[name] < MOST_DEATHS:
                waiting.append(Try(ended.task, careful=True))
            else:
                unfinished.append(ended.task)
    return lost, unfinished


def _nobody(done: int, total: int) -> None:
    """Tell it to nobody."""


def _refuse_others(dataset: Dataset, maker: str | None) -> None:
    """Refuse a folder that holds other things, since files of days that are no more are removed; or claims of another maker."""
    note, ours = dataset.facts(FOLDER, "dataset.json"), (f"{FOLDER}/", "claims/day=", "documents/day=", "_")
    strangers = [path for path in dataset.below() if not path.startswith(ours)] if not note else []
    if strangers:
        raise RunError(f"{dataset.to}: holds other things ({strangers[0]}); give a new folder to --to")
    if note and maker is not None and note["maker"] != maker:
        raise RunError(
            f"{dataset.to}: made with another reader, other rules or sides; give another --to, or --again to make it anew"
        )


@contextmanager
def _alone(dataset: Dataset) -> Iterator[None]:
    """Keep a second job out of the dataset, where it is a folder of this machine."""
    if os.name != "posix" or "file" not in str(dataset.fs.protocol):
        yield
        return
    import fcntl

    path = Path(dataset.path("_lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as fault:
        raise RunError(f"{dataset.to}: cannot be written ({fault.strerror}); give another folder to --to") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RunError(
                f"{dataset.to}: another job writes this dataset; wait for it, or give another --to"
            ) from None
        yield
    with suppress(OSError):
        path.unlink()
