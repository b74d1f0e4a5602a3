"""Speed, measured: imports, help, reading. Ratios of one run on one machine; the machine is named in the result."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from whoholds.annotate.document import annotate_sentences
from whoholds.evaluate.campaign import document_of
from whoholds.evaluate.origins import data_file
from whoholds.extract.document import extract
from whoholds.geo.gazetteer import open_gazetteer
from whoholds.models.reader import OnnxReader
from whoholds.resolve.document import resolve
from whoholds.toolkit import Toolkit

ROUNDS = 5
TOLD = (
    "In one thread. Command times are medians of five runs, less the time that Python itself takes to start. What is read are 26 of the "
    "articles of `evaluate origins`, news of 14 wars of our own writing, each by itself. The reader's time has the claim branch in it, which "
    "goes on from the reader's own layers; its share is told apart."
)
"""What the page of costs says of these numbers."""
EVERY = 3
"""Every so many-th article is read: one or two of each story."""


def scores(toolkit: Toolkit) -> dict[str, float]:
    """Measure in this run: seconds for imports and help (medians), words a second of each stage in one thread."""
    found: dict[str, float] = {
        "import whoholds, s": _command("import whoholds"),
        "whoholds --help, s": _command(
            "from whoholds.cli.main import main; import sys; sys.argv = ['whoholds', '--help']; main()"
        ),
    }
    return found | _stages(toolkit) | {"place index opens, s": round(_seconds(lambda: open_gazetteer().look_up("Raqqa")), 4)}


def _stages(toolkit: Toolkit) -> dict[str, float]:
    """Time each stage over the same articles, one stage after the other."""
    lines = data_file().read_text(encoding="utf-8").splitlines()[::EVERY]
    documents = [document_of(json.loads(line)) for line in lines]
    read = [toolkit.reader.read(document.text) for document in documents]
    annotated = [annotate_sentences(document, each, toolkit) for document, each in zip(documents, read, strict=True)]
    claims = [extract(each, toolkit) for each in annotated]
    stages: dict[str, Callable[[], object]] = {
        "reader (text to trees)": lambda: [toolkit.reader.read(document.text) for document in documents],
        "annotate": lambda: [annotate_sentences(d, each, toolkit) for d, each in zip(documents, read, strict=True)],
        "extract": lambda: [extract(each, toolkit) for each in annotated],
        "resolve": lambda: [resolve(each, found, toolkit) for each, found in zip(annotated, claims, strict=True)],
    }
    words = sum(len(sentence.tokens) for sentences in read for sentence in sentences)
    seconds = {name: _seconds(stage) for name, stage in stages.items()}
    whole, reader = sum(seconds.values()), seconds["reader (text to trees)"]
    found = {f"{name}, words/s": float(round(words / each)) for name, each in seconds.items()}
    found["text to claims, words/s"] = round(words / whole)
    found["text to claims over the reader alone, time"] = round(whole / reader, 2)
    found["reader's share of the time"] = round(reader / whole, 2)
    branch = _branch_seconds(toolkit, stages["reader (text to trees)"])
    return found if branch is None else found | {"claim branch's share of the reader's time": round(branch / reader, 2)}


def _branch_seconds(toolkit: Toolkit, read: Callable[[], object]) -> float | None:
    """Return how long the claim branch runs in one reading; None for another reader than ours."""
    if not isinstance(toolkit.reader, OnnxReader):
        return None
    before = toolkit.reader.branch_seconds
    read()
    return toolkit.reader.branch_seconds - before


def machine() -> str:
    """Name the machine in words that say nothing of whose it is."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _command(code: str) -> float:
    base = statistics.median(_run("pass") for _ in range(ROUNDS))
    return round(max(0.0, statistics.median(_run(code) for _ in range(ROUNDS)) - base), 3)


def _run(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _seconds(stage: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        stage()
        return time.perf_counter() - start

    return statistics.median(once() for _ in range(3))
