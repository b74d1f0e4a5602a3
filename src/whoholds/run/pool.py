"""Worker processes that may die: what one had in hand is tried again, then given up; all else goes on."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any

from whoholds.errors import RunError, WhoholdsError

AHEAD = 4
"""Things handed out for each worker before results are taken, so that memory stays bounded."""
FRUITLESS = 8
"""Deaths of workers in a row, with nothing done between them, after which the job ends."""


@dataclass(frozen=True, slots=True)
class Crew:
    """What workers do; `start` and `do` are functions of modules, so that they travel."""

    start: Callable[[Any], Any]
    """Called with `spec` once in each worker; what it returns goes into every `do`."""
    spec: Any
    do: Callable[[Any, Any], Any]
    """Called with what `start` returned and a thing to do."""
    workers: int
    tries: int = 2
    """How often a thing is begun before it is given up."""
    seconds: Callable[[Any], float] = lambda _: float("inf")
    """How long a worker may take for a thing before it is ended."""


@dataclass(frozen=True, slots=True)
class Done:
    """A thing with what came of it, or why nothing did."""

    thing: Any
    result: Any
    lost: str = ""


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    number: int | None = None
    """Of the thing in hand."""
    until: float = float("inf")


@dataclass(slots=True)
class _Board:
    """What is to be done, in hand, and done but not yet taken."""

    things: dict[int, Any] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    begun: dict[int, int] = field(default_factory=dict)
    done: dict[int, Done] = field(default_factory=dict)
    fruitless: int = 0


def work_through(crew: Crew, things: Iterable[Any]) -> Iterator[Done]:
    """Do things in worker processes; results come in the order of the things, which are asked for as they are needed.

    Raises the WhoholdsError that `start` or `do` raised in a worker, or RunError where workers die before they do anything."""
    board, workers = _Board(), list[_Worker]()
    coming, taken, given, more = iter(things), 0, 0, True
    try:
        while more or taken < given:
            while more and given - taken < AHEAD * crew.workers:
                more, given = _take_next(board, coming, given)
            while taken in board.done:
                del board.things[taken]
                yield board.done.pop(taken)
                taken += 1
            if taken < given:
                _hand_out(crew, board, workers)
                _wait(crew, board, workers)
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def _take_next(board: _Board, coming: Iterator[Any], number: int) -> tuple[bool, int]:
    """Note the next thing; tell whether there was one, and how many there are by now."""
    for thing in coming:
        board.things[number] = thing
        board.waiting.append(number)
        return True, number + 1
    return False, number


def _hand_out(crew: Crew, board: _Board, workers: list[_Worker]) -> None:
    while board.waiting:
        free = next((worker for worker in workers if worker.number is None), None)
        if free is None and len(workers) < crew.workers:
            free = _started(crew)
            workers.append(free)
        if free is None:
            return
        number = free.number = board.waiting.popleft()
        free.until = time.monotonic() + crew.seconds(board.things[number])
        with suppress(OSError):  # it died meanwhile: `_wait` sees that
            free.pipe.send((number, board.things[number]))


def _started(crew: Crew) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(crew.start, crew.spec, crew.do, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _wait(crew: Crew, board: _Board, workers: list[_Worker]) -> None:
    """Wait until a worker has something to say, has died, or has taken too long."""
    soonest = min(worker.until for worker in workers) - time.monotonic()
    ears = [end for worker in workers for end in (worker.pipe, worker.process.sentinel)]
    connection.wait(ears, timeout=None if soonest == float("inf") else max(0.0, soonest))
    for worker in list(workers):
        if not _heard(board, worker):
            reason = "took too long" if worker.process.is_alive() and worker.until <= time.monotonic() else ""
            if reason or not worker.process.is_alive():
                workers.remove(worker)
                _bury(crew, board, worker, reason)


def _heard(board: _Board, worker: _Worker) -> bool:
    """Take what a worker says, if it says anything."""
    try:
        if not worker.pipe.poll():
            return False
        number, result = worker.pipe.recv()
    except (EOFError, OSError):
        return False
    if number is None:
        raise result
    board.done[number] = Done(board.things[number], result)
    board.fruitless, worker.number, worker.until = 0, None, float("inf")
    return True


def _bury(crew: Crew, board: _Board, worker: _Worker, reason: str) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
    board.fruitless += 1
    if board.fruitless > FRUITLESS:
        raise RunError(
            f"{FRUITLESS} worker processes ended one after the other ({_how(worker.process.exitcode)}) with nothing done: "
            "too little memory? Try fewer --workers"
        )
    number = worker.number
    if number is None:
        return
    board.begun[number] = board.begun.get(number, 0) + 1
    if board.begun[number] < crew.tries:
        board.waiting.appendleft(number)
    else:
        how = reason or _how(worker.process.exitcode)
        board.done[number] = Done(board.things[number], None, f"the process that had it in hand {how}")


def _how(status: int | None) -> str:
    """Say how a process ended."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"


def _work(start: Callable[[Any], Any], spec: Any, do: Callable[[Any, Any], Any], pipe: Connection) -> None:
    """Be a worker until whoever began the job has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the stop key goes to all: the one who began the job ends the others
    try:
        shelf = start(spec)
    except WhoholdsError as fault:
        pipe.send((None, fault))
        return
    parent = parent_process()
    ears: list[Any] = [pipe, *([parent.sentinel] if parent else [])]
    with suppress(EOFError, OSError):
        while pipe in connection.wait(ears):
            number, thing = pipe.recv()
            pipe.send(_told(number, do, shelf, thing))


def _told(number: int, do: Callable[[Any, Any], Any], shelf: Any, thing: Any) -> tuple[int | None, Any]:
    """Do a thing; a fault of the job itself goes to whoever began it."""
    try:
        return number, do(shelf, thing)
    except WhoholdsError as fault:
        return None, fault
