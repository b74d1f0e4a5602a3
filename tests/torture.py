"""Kill -9 at moments spread over reading, judging and large jobs: what is stored is whole, the second run ends the same.

`python -m tests.torture --kills 200`; `make torture` does that. Each verb runs in a process forked from this one, which has
opened the shelves before, so that a kill costs about a second.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from tests.shelves import shelves
from whoholds.cli import read_verb, review_verb
from whoholds.cli.main import whoholds
from whoholds.intake import reading
from whoholds.records.json_lines import to_line
from whoholds.run import engines, pool, task, tries
from whoholds.store.base import open_store
from whoholds.store.check import check_store
from whoholds.store.copy import tally_of

ARTICLES = (
    "Kurdish fighters captured the town of Tal Abyad from Islamic State on June 15, 2015, a spokesman said.",
    "Islamic State seized Palmyra on Wednesday. Government troops withdrew towards Homs, the observatory said.",
    "Iraqi forces retook Ramadi in late December. About 300 militants fled to the east, officials said.",
    "The army said it holds Ain Issa. Residents reported shelling and at least 12 dead in the night.",
    "Peshmerga units advanced on Sinjar and cut the road to Mosul, a commander told reporters.",
    "An air strike hit a market in Raqqa on 25 November 2014 and killed 95 people, activists said.",
    "Militants control most of Anbar, the governor told parliament on Sunday.",
    "Syrian troops entered Palmyra on March 27, 2016, ten months after it fell to Islamic State.",
)
BECOME_REAPER = 36
"""The number of Linux by which a process takes over the children of those that it lost."""


class FixedClock(datetime):
    """The clock of judgements: the same judgement twice is one."""

    @classmethod
    def now(cls, tz: object = None) -> FixedClock:
        return cls(2026, 3, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Verb:
    """A command that is killed, what it needs, and what it leaves."""

    name: str
    words: Callable[[Path], list[str]]
    digest: Callable[[Path], str]
    needs: Callable[[Path], None] = lambda home: None
    few: int = 24


def db_of(home: Path) -> str:
    """Return the store of a home: the address that is written there, else a file."""
    named = home / "address"
    return named.read_text() if named.exists() else str(home / "kept.db")


def store_digest(home: Path) -> str:
    """Check a store, if there is one; return a digest of all that it holds."""
    if "://" not in db_of(home) and not Path(db_of(home)).exists():
        return ""
    with open_store(db_of(home)) as store:
        assert check_store(store) == [], check_store(store)
        held = (to_line(store.worked_out()), store.failures(), sorted(c.id for c in store.claims(["country:SY"])))
        return f"{tally_of(store.entries()).digest} {hashlib.sha256(repr(held).encode()).hexdigest()} {store.counts().stale}"


def dataset_digest(home: Path) -> str:
    """Return a digest of a dataset; each file that has its final name is whole."""
    import pyarrow.parquet as pq

    total = hashlib.sha256()
    for path in sorted((home / "dataset").rglob("*.parquet")):
        pq.read_table(path)
        if "_parts" not in path.parts:
            total.update(str(path.relative_to(home)).encode() + path.read_bytes())
    return total.hexdigest() if (home / "dataset" / "_manifest.json").exists() else ""


def read_first(home: Path) -> None:
    """Make a store with all articles, for judging."""
    with suppress(FileNotFoundError):
        shutil.copy(home.parent / "read.db", home / "kept.db")
        return
    assert run(READ, home) == 0, told(home)
    with open_store(home / "kept.db") as store:
        store.copy_to(home.parent / "read.db")  # type: ignore[attr-defined]


def first_claim(home: Path) -> str:
    """Return the id of the first claim of a store."""
    with open_store(db_of(home)) as store:
        return next(store.claims()).id


def new_address(home: Path) -> None:
    """Make an empty database for a home."""
    from tests.postgres import new_database

    (home / "address").write_text(new_database())


READ = Verb("read", lambda home: ["read", "articles", "--db", db_of(home), "--workers", "1"], store_digest)
SPREAD = Verb(
    "read, 2 processes", lambda home: ["read", "articles", "--db", db_of(home), "--workers", "2"], store_digest, few=0
)
TEAM = Verb("read into PostgreSQL", READ.words, store_digest, new_address)
REVIEW = Verb(
    "review", lambda home: ["review", first_claim(home), "--verdict", "wrong", "--by", "desk", "--db", db_of(home)],
    store_digest, read_first,
)  # fmt: skip
JOB = ["run", "articles", "--to", "dataset", "--engine"]
RUN = Verb("run, serial", lambda home: [*JOB, "serial"], dataset_digest)
RUN_SPREAD = Verb("run, 2 processes", lambda home: [*JOB, "processes", "--workers", "2"], dataset_digest)


def home_in(folder: Path, verb: Verb, name: str) -> Path:
    """Make a home with the articles and what a verb needs."""
    home = folder / name
    (home / "articles").mkdir(parents=True)
    for number, text in enumerate(ARTICLES, 1):
        (home / "articles" / f"{number:02}.txt").write_text(f"Day {number} of the war\n\n{text}\n", encoding="utf-8")
    verb.needs(home)
    return home


def begin(verb: Verb, home: Path) -> int:
    """Fork a process, and a group of its own, that runs a verb in its home; return its number."""
    words = verb.words(home)
    child = os.fork()
    if child:
        with suppress(OSError):
            os.setpgid(child, child)
        return child
    status = 1
    try:
        os.setpgid(0, 0)
        out = os.open(home / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(home)
        prepare(verb)
        whoholds.main(words, standalone_mode=False)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def prepare(verb: Verb) -> None:
    """In the child: use the shelves that are open, forked workers, small parts and one clock."""
    read_verb.open_tools = lambda threads=1: shelves()
    read_verb.open_places = tries.toolkit_of = task.toolkit_of = engines.open_toolkit = lambda spec=None: shelves()
    reading.FEW, task.PART = verb.few, 2
    pool.get_context = lambda kind: get_context("fork")
    review_verb.datetime = FixedClock


def run(verb: Verb, home: Path) -> int:
    """Run a verb to its end; return its status."""
    return os.waitstatus_to_exitcode(os.waitpid(begin(verb, home), 0)[1])


def kill_after(verb: Verb, home: Path, seconds: float, all_of_it: bool) -> bool:
    """Run a verb and kill it, or it with its workers, after so many seconds; tell whether it was still at work."""
    child = begin(verb, home)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    (os.killpg if all_of_it else os.kill)(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with suppress(ChildProcessError):  # workers of a killed process end by themselves, and come to this one
        while True:
            os.waitpid(-child, 0)
    return os.WIFSIGNALED(status)


def told(home: Path) -> str:
    """Return what a verb printed."""
    return (home / "told").read_text() if (home / "told").exists() else ""


def torture(verb: Verb, folder: Path, kills: int, seed: int) -> str:
    """Kill a verb at moments spread over its run; each time what is left is whole, and the second run ends the same."""
    moments, killed = random.Random(f"{verb.name} {seed}"), 0
    whole = home_in(folder, verb, "undisturbed")
    begun = time.monotonic()
    assert run(verb, whole) == 0, told(whole)
    seconds, wanted = time.monotonic() - begun, verb.digest(whole)
    for number in range(kills):
        home = home_in(folder, verb, str(number))
        moment = seconds * (number + moments.random()) / kills
        killed += kill_after(verb, home, moment, all_of_it=moments.random() < 0.5)
        verb.digest(home)
        status = run(verb, home)
        assert status == 0 and verb.digest(home) == wanted, f"{verb.name}, killed after {moment:.3f} s: {told(home)}"
        shutil.rmtree(home)
    return f"{verb.name}: {killed} of {kills} killed at work, a run takes {seconds:.2f} s"


def main() -> None:
    """Torture every verb; ends with status 1 at the first that does not hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--without-postgres", action="store_true")
    given = options.parse_args()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(BECOME_REAPER, 1, 0, 0, 0)
    shelves().reader.read("The shelves are open.")
    verbs = [READ, SPREAD, REVIEW, RUN, RUN_SPREAD] + ([] if given.without_postgres else [TEAM])
    each, more = divmod(given.kills, len(verbs))
    with tempfile.TemporaryDirectory() as folder:
        for number, verb in enumerate(verbs):
            place = Path(folder) / str(number)
            place.mkdir()
            sys.stdout.write(torture(verb, place, each + (number < more), given.seed) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
