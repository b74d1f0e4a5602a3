"""`make fuzz`: every target with made-up input and, where atheris is installed, with the guided search. See docs/fuzzing.md."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.doors import TARGETS
from tests.fuzz.one import VISITOR

ROOT = Path(__file__).parent.parent.parent
START = 15.0
"""Seconds that a process may take to start and to end, beside its share."""
NOT_GUIDED = ("spellings", "requests")
"""Targets that spend their time in SQL or in the server's library: the guided search sees nothing new there."""


@dataclass(frozen=True)
class Ran:
    """One target that was run, and what came of it."""

    name: str
    how: str
    inputs: int
    told: str
    """What went wrong beside the inputs that were written down: a process that died, a visitor's story; empty is well."""


def one(name: str, how: str, seconds: float, folder: Path) -> Ran:
    """Run one target in a process of its own."""
    command = [sys.executable, "-m", "tests.fuzz.one", name, str(seconds), str(folder), *([how] if how == "guided" else [])]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=8 * seconds + 10 * START)
    except subprocess.TimeoutExpired:
        return Ran(name, how, 0, "did not end")
    found = re.findall(r'"inputs": (\d+)|stat::number_of_executed_units: (\d+)', done.stdout + done.stderr)
    count = int("".join(found[-1])) if found else 0
    return Ran(name, how, count, "" if done.returncode == 0 and found else (done.stdout + done.stderr)[-3000:])


def main() -> int:
    """Share the time out among the targets and tell what was found; the status is 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="of the processor, in all")
    parser.add_argument("--only", action="append", help="names of targets")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz", help="where input that broke something is written")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--without-atheris", action="store_true")
    given = parser.parse_args()
    names = given.only or [*TARGETS, VISITOR]
    folder = given.folder / time.strftime("%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    jobs = [(name, "made up") for name in names]
    if given.without_atheris or not importlib.util.find_spec("atheris"):
        print("no atheris: only made-up input (pip install atheris adds the guided search)")  # noqa: T201
    else:
        jobs += [(name, "guided") for name in names if name not in (*NOT_GUIDED, VISITOR)]
    share = 60 * given.minutes / len(jobs)
    with ThreadPoolExecutor(given.jobs) as pool:
        ran = []
        for done in as_completed([pool.submit(one, *job, share, folder) for job in jobs]):
            ran.append(done.result())
            say(ran[-1])
    return tell(ran, folder)


def say(each: Ran) -> None:
    """Print one line for a target that is done."""
    print(f"{each.name:20} {each.how:8} {each.inputs:9,} inputs  {'' if not each.told else 'WENT WRONG'}", flush=True)  # noqa: T201


def tell(ran: list[Ran], folder: Path) -> int:
    """Print what was run and what was found."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{sum(each.inputs for each in ran):,} inputs, {(spent.ru_utime + spent.ru_stime) / 60:.1f} minutes of the processor, starts included")  # noqa: T201
    for each in ran:
        if each.told:
            print(f"\n== {each.name}, {each.how}\n{each.told}")  # noqa: T201
    notes = folder / "faults.jsonl"
    faults = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()] if notes.exists() else []
    for fault in faults:
        print(f"{fault['target']}: {fault['fault']}: {folder / fault['input']}")  # noqa: T201
    return 1 if faults or any(each.told for each in ran) else 0


if __name__ == "__main__":
    sys.exit(main())
