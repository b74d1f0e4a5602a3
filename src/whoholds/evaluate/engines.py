"""The engines of large jobs beside each other: the same documents, one run, wall time and whether the bytes are the same."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from whoholds.run.drive import drive
from whoholds.run.inputs import plan
from whoholds.run.job import Job
from whoholds.run.tries import Cluster, Engine, dask, processes, serial
from whoholds.toolkit_spec import ToolkitSpec

TOWNS = ("Harim", "Palmyra", "Tal Abyad", "Ramadi", "Raqqa", "Sinjar", "Tikrit", "Kobani", "Mosul", "Ain Issa")
SIDES = ("government forces", "Islamic State", "Kurdish fighters", "the rebels", "Iraqi forces", "Peshmerga units")
SENTENCES = (
    "{side} retook the town of {town} on Friday after a week of fighting, a monitoring group said.",
    "{other} denied that they had left {town}.",
    "A spokesman said that {side} still hold the northern districts and that {number} soldiers had been killed.",
    "Air strikes hit the market of {town} two days earlier, officials told reporters.",
    "Aid agencies said more than {number} people had fled toward the border.",
    "The road was quiet in the afternoon, and shops opened again for the first time in a month.",
    "{side} plan to advance on {town}, 31 miles to the west, a commander said.",
)
FILES = 16
"""Files that the documents lie in."""
LENGTH = 24
"""Sentences of a document: some 400 words, as news has them."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One engine's run over all documents."""

    engine: str
    seconds: float
    """From the first worker's start to the last file."""
    digest: str


def compare(count: int, spec: ToolkitSpec, sentences: int = LENGTH) -> list[Timed]:
    """Read so many made-up documents with each engine, one after the other; few sentences a document make many documents quick."""
    engines: dict[str, Engine] = {"serial": serial, "1 process": processes(1), "2 processes": processes(2)}
    if find_spec("distributed"):
        engines["Dask, 2 processes"] = dask(Cluster(workers=2))
    with TemporaryDirectory() as folder:
        given = _files(Path(folder), documents(count, sentences))
        return [_timed(name, engine, Path(folder), given, spec) for name, engine in engines.items()]


def _files(folder: Path, rows: list[dict[str, str]]) -> list[str]:
    """Write the documents in files of like size: one file may be one task, which no second process could share."""
    paths = [folder / f"documents-{number:02}.jsonl" for number in range(FILES)]
    for number, path in enumerate(paths):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows[number::FILES]), encoding="utf-8")
    return [str(path) for path in paths]


def _timed(name: str, engine: Engine, folder: Path, given: list[str], spec: ToolkitSpec) -> Timed:
    begun = time.monotonic()
    result = drive(Job(str(folder / name), "compared", spec), plan(given), engine)
    return Timed(name, time.monotonic() - begun, result.summary.digest)


def documents(count: int, sentences: int = LENGTH, first: int = 0) -> list[dict[str, str]]:
    """Make documents up, from number `first` on: the same ones every time."""
    found = []
    for number in range(first, first + count):
        dice = random.Random(number)
        lines = [_sentence(dice) for _ in range(sentences)]
        text = "\n\n".join(" ".join(lines[at : at + 4]) for at in range(0, sentences, 4))
        day = f"2015-{number % 12 + 1:02}-{number % 28 + 1:02}"
        found.append({"id": f"d{number:06}", "text": text, "date": day, "source": f"Paper {number % 9}"})
    return found


def _sentence(dice: random.Random) -> str:
    side, other = dice.sample(SIDES, 2)
    line = dice.choice(SENTENCES).format(side=side, other=other, town=dice.choice(TOWNS), number=dice.randrange(20, 9000))
    return line[0].upper() + line[1:]


def ratios(timed: list[Timed]) -> dict[str, float | str]:
    """Return the rates beside each other, and whether all engines gave the same bytes."""
    seconds = {one.engine: one.seconds for one in timed}
    found: dict[str, float | str] = {
        "throughput of 2 processes over 1": round(seconds["1 process"] / seconds["2 processes"], 2)
    }
    if "Dask, 2 processes" in seconds:
        found["throughput of Dask over 2 processes"] = round(seconds["2 processes"] / seconds["Dask, 2 processes"], 2)
    found["same bytes from all"] = "yes" if len({one.digest for one in timed}) == 1 else "NO"
    return found
