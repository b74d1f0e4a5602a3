"""Worker processes that die, hang or cannot begin: nothing else is lost, and the order of results stays."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from whoholds.errors import ModelError, RunError
from whoholds.run.pool import AHEAD, Crew, work_through

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs kill -9")


def begin(spec: Any) -> Any:
    if spec == "no weights":
        raise ModelError("the weights are damaged; install again")
    if spec == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    return spec


def double(folder: str, thing: Any) -> Any:
    """Double a number; some things end the process, some only at the first time, one hangs."""
    if thing == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    if thing == "exit":
        os._exit(3)
    if thing == "hangs":
        time.sleep(60)
    if thing == "once" and not (Path(folder) / "seen").exists():
        (Path(folder) / "seen").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return thing * 2 if isinstance(thing, int) else thing


def crew(folder: Path | str, workers: int = 2, seconds: float = 30) -> Crew:
    return Crew(begin, str(folder), double, workers, seconds=lambda thing: seconds if thing == "hangs" else 30)


def test_results_come_in_the_order_of_the_things(tmp_path: Path) -> None:
    assert [done.result for done in work_through(crew(tmp_path), range(40))] == [number * 2 for number in range(40)]
    assert list(work_through(crew(tmp_path), [])) == []


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    found = list(work_through(crew(tmp_path), [1, "once", 2, 3]))
    assert [(done.result, done.lost) for done in found] == [(2, ""), ("once", ""), (4, ""), (6, "")]


@pytest.mark.parametrize(
    ("bad", "told"), [("poison", "was ended by SIGKILL"), ("exit", "ended with status 3"), ("hangs", "took too long")]
)
def test_what_every_worker_dies_of_is_given_up_alone(tmp_path: Path, bad: str, told: str) -> None:
    found = list(work_through(crew(tmp_path, seconds=0.5), [1, bad, 2, 3, bad, 4]))
    assert [done.result for done in found] == [2, None, 4, 6, None, 8]
    assert all(told in done.lost for done in found if done.result is None)


def test_a_fault_in_opening_the_shelves_is_told_as_it_is() -> None:
    with pytest.raises(ModelError, match="the weights are damaged"):
        list(work_through(crew("no weights"), [1, 2]))


def test_workers_that_die_before_they_begin_end_the_job() -> None:
    with pytest.raises(RunError, match="worker processes ended one after the other .*SIGKILL.*fewer --workers"):
        list(work_through(crew("dies", 1), range(30)))


def test_things_are_asked_for_only_as_fast_as_they_are_done(tmp_path: Path) -> None:
    asked: list[int] = []

    def come() -> Any:
        for number in range(1000):
            asked.append(number)
            yield number

    walk = work_through(crew(tmp_path, 1), come())
    assert next(walk).result == 0 and len(asked) <= 2 * AHEAD
    walk.close()  # type: ignore[attr-defined]
