"""The engines of a job: tasks tried in this process, in worker processes, or on a cluster of Dask or Ray. The same results in all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

from whoholds.errors import RunError
from whoholds.run.job import Ended, Job, Try
from whoholds.run.pool import Crew, work_through
from whoholds.run.task import do_task, toolkit_of

PATIENT = {
    "distributed.scheduler.allowed-failures": 0, "distributed.comm.timeouts.connect": "120s", "distributed.worker.profile.enabled": False,
}  # fmt: skip
"""A task whose worker dies comes back at once; a machine under load may take its time to answer; nobody looks at what Dask would find out by
stopping its workers a hundred times a second."""
Round = Callable[[Sequence[Try]], Iterator[Ended]]
"""Tries every task once; a task whose worker died comes back with the reason, in any order."""
Engine = Callable[[Job], AbstractContextManager[Round]]
"""Holds what a job's rounds of tries need, such as a cluster of this machine: begun once, not once a round."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Dask or Ray is: the address of a scheduler, or as many processes of this machine."""

    scheduler: str | None = None
    workers: int = 0


@contextmanager
def serial(job: Job) -> Iterator[Round]:
    """Try tasks one after the other in this process."""
    unwatched = replace(job, watched=False)

    def tried(tries: Sequence[Try]) -> Iterator[Ended]:
        for one in tries:
            do_task(unwatched, one)
            yield Ended(one.task)

    yield tried


def processes(workers: int) -> Engine:
    """Return the engine that tries tasks in worker processes of this machine."""

    @contextmanager
    def engine(job: Job) -> Iterator[Round]:
        def tried(tries: Sequence[Try]) -> Iterator[Ended]:
            crew = Crew(_begin, job, do_task, min(workers or os.cpu_count() or 1, len(tries) or 1), tries=1)
            return (Ended(done.thing.task, done.lost) for done in work_through(crew, tries))

        yield tried

    return engine


def _begin(job: Job) -> Job:
    toolkit_of(job.spec)
    return job


def dask(cluster: Cluster) -> Engine:
    """Return the engine that tries tasks on Dask. Raises RunError where Dask is missing or cannot be reached."""
    return partial(_on_dask, cluster)


@contextmanager
def _on_dask(cluster: Cluster, job: Job) -> Iterator[Round]:
    try:
        settings: Any = import_module("dask.config")
        distributed: Any = import_module("distributed")
    except ImportError as fault:
        raise RunError(f"Dask is missing ({fault}); pip install 'whoholds[cluster]'") from None

    def tried(tries: Sequence[Try]) -> Iterator[Ended]:
        futures = {client.submit(do_task, job, one, pure=False, retries=0): one for one in tries}
        for future in distributed.as_completed(futures):
            yield _came(distributed, futures[future], future)

    with settings.set(PATIENT):
        local = None
        try:
            local = None if cluster.scheduler else _local(distributed, cluster.workers)
            client = distributed.Client(local or cluster.scheduler, timeout="60s")
        except OSError as fault:
            where = cluster.scheduler or "Dask on this machine"
            raise RunError(
                f"{where}: no scheduler answers ({fault}); check the address, or try fewer --workers"
            ) from None
        try:
            yield tried
        finally:
            client.close()
            if local:
                local.close()


def _local(distributed: Any, workers: int) -> Any:
    """Start worker processes on this machine, reachable from it alone."""
    count = workers or os.cpu_count() or 1
    return distributed.LocalCluster(
        n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    )


def _came(distributed: Any, one: Try, future: Any) -> Ended:
    """Say what came of a task; a fault of the job itself is raised."""
    fault = future.exception()
    if fault is None:
        return Ended(one.task)
    if isinstance(fault, distributed.scheduler.KilledWorker):
        return Ended(one.task, "ended")
    raise fault


def ray(cluster: Cluster) -> Engine:
    """Return the engine that tries tasks on Ray. Raises RunError where Ray is missing or cannot be reached."""
    return partial(_on_ray, cluster)


@contextmanager
def _on_ray(cluster: Cluster, job: Job) -> Iterator[Round]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray tells its makers of its use, unless told not to
    try:
        engine: Any = import_module("ray")
    except ImportError as fault:
        raise RunError(f"Ray is missing ({fault}); pip install 'whoholds[ray]'") from None
    here = {"num_cpus": cluster.workers or os.cpu_count() or 1, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    try:
        engine.init(logging_level="ERROR", log_to_driver=False, **({"address": cluster.scheduler} if cluster.scheduler else here))
    except (OSError, RuntimeError, ValueError) as fault:
        where = cluster.scheduler or "Ray on this machine"
        raise RunError(f"{where}: Ray does not answer ({fault}); check the address, or try fewer --workers") from None
    try:
        yield partial(_rounds_of_ray, engine, engine.remote(num_cpus=1, max_retries=0)(do_task), job)
    finally:
        engine.shutdown()


def _rounds_of_ray(engine: Any, do: Any, job: Job, tries: Sequence[Try]) -> Iterator[Ended]:
    coming = {do.remote(job, one): one for one in tries}
    while coming:
        [ready], _ = engine.wait(list(coming), num_returns=1)
        yield _came_from_ray(engine, coming.pop(ready), ready)


def _came_from_ray(engine: Any, one: Try, ready: Any) -> Ended:
    """Say what came of a task; a fault of the job itself is raised."""
    lost = engine.exceptions
    try:
        engine.get(ready)
    except (lost.WorkerCrashedError, lost.NodeDiedError, lost.OutOfMemoryError, lost.ObjectLostError):
        return Ended(one.task, "ended")
    except lost.RayTaskError as fault:
        raise fault.cause from None
    return Ended(one.task)
