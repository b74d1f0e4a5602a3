"""One target for so many seconds of the processor: `python -m tests.fuzz.one NAME SECONDS FOLDER [guided]`."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import sys
import time
from pathlib import Path

HANGS = 120
"""Seconds after which a single input that nothing could break off ends the process with a traceback."""
AT_ONCE = 100
"""Examples between two looks at the clock."""
GROWTH = 0.25
"""Share of the time that goes into the question how the cost grows."""
VISITOR = "a visitor"


def made_up(name: str, seconds: float, folder: Path) -> int:
    """Hold a target to its law with made-up input until the time is used up; return how many inputs there were."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.fuzz.breaks import Breaks
    from tests.fuzz.doors import TARGETS

    target, count, rounds = TARGETS[name], 0, 0
    breaks = Breaks(target, folder)
    for one in target.seeds:
        breaks.hold(one)
    end = time.process_time() + seconds * (1 - GROWTH * target.grows)
    while time.process_time() < end:

        @seed(rounds)
        @settings(max_examples=AT_ONCE, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(target.inputs)
        def holds(data: bytes) -> None:
            nonlocal count
            if time.process_time() < end:
                faulthandler.dump_traceback_later(HANGS, exit=True)
                breaks.hold(data)
                count += 1

        holds()
        rounds += 1
    faulthandler.cancel_dump_traceback_later()
    if target.grows:
        growth(name, seconds * GROWTH, folder)
    return count


def growth(name: str, seconds: float, folder: Path) -> None:
    """Repeat made-up pieces and see whether the cost grows faster than the input."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.fuzz.breaks import Breaks
    from tests.fuzz.doors import TARGETS
    from tests.fuzz.target import TooLong, steep

    target, rounds = TARGETS[name], 0
    breaks = Breaks(target, folder)
    end = time.process_time() + seconds
    while time.process_time() < end:

        @seed(rounds)
        @settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(target.inputs)
        def grows(data: bytes) -> None:
            if time.process_time() > end or breaks.seen:
                return
            with contextlib.suppress(Exception):
                try:
                    told = steep(target.law, data[:200])
                except TooLong as fault:
                    told = str(fault)
                if told:
                    breaks.seen.add(told)
                    breaks.keep(f"cost grows too fast: {told}", data[:200])

        grows()
        rounds += 1


def visiting(seconds: float) -> int:
    """Let visitors do many things in a row until the time is used up; what goes wrong is told by hypothesis itself."""
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from tests.fuzz.site import Visitor

    end, rounds = time.process_time() + seconds, 0
    while time.process_time() < end:
        calm = settings(max_examples=3, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(seed(rounds)(Visitor), settings=calm)
        rounds += 1
    return rounds * 3


def guided(name: str, seconds: float, folder: Path) -> None:
    """Let atheris look for input that reaches new lines; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["whoholds"]):
        from tests.fuzz.breaks import Breaks
        from tests.fuzz.doors import TARGETS, folder_of
    target = TARGETS[name]
    breaks = Breaks(target, folder)
    corpus = folder / f"corpus-{os.getpid()}"
    corpus.mkdir(parents=True)
    good = [*target.seeds, *(path.read_bytes() for path in folder_of(target).glob("*"))]
    for number, one in enumerate(good):
        (corpus / f"seed{number}").write_bytes(one)
        breaks.hold(one)
    options = [f"-max_total_time={max(1, int(seconds))}", "-max_len=3000", f"-timeout={HANGS}", "-rss_limit_mb=4000", f"-artifact_prefix={folder}/", "-print_final_stats=1", "-seed=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], breaks.hold)
    atheris.Fuzz()


def main() -> None:
    """Run one target; the last line of what is printed says how many inputs there were."""
    name, seconds, folder = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    hidden = open(os.devnull, "w")  # noqa: SIM115
    if sys.argv[4:] == ["guided"]:
        with contextlib.redirect_stderr(hidden):
            guided(name, seconds, folder)
        return
    with contextlib.redirect_stderr(hidden):
        count = visiting(seconds) if name == VISITOR else made_up(name, seconds, folder)
    print(json.dumps({"inputs": count}))  # noqa: T201


if __name__ == "__main__":
    main()
