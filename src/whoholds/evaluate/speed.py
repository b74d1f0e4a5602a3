"""Speed, measured: imports, help, reading. Ratios of one run on one machine; the machine is named in the result."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from whoholds.annotate.document import annotate_sentences
from whoholds.extract.document import extract
from whoholds.geo.gazetteer import open_gazetteer
from whoholds.records import Document
from whoholds.resolve.document import resolve
from whoholds.toolkit import Toolkit

ROUNDS = 5
TOLD = (
    "In one thread. Command times are medians of five runs, less the time that Python itself takes to start. A text of 12 short paragraphs is "
    "read from its letters to its claims."
)
"""What the page of costs says of these numbers."""
TEXT = (
    "Government forces retook the town of Harim on Friday after a week of fighting, a monitoring group said. The rebels "
    "denied that they had left. “Our fighters still hold the northern districts,” a spokesman said, adding that 40 soldiers "
    "had been killed. Air strikes hit the market two days earlier. Aid agencies said more than 6,000 people had fled toward "
    "the border. The army plans to advance on the provincial capital, 31 miles to the west, officials told reporters.\n\n"
)


def scores(toolkit: Toolkit) -> dict[str, float]:
    """Measure in this run: seconds for imports and help (medians), words a second of each stage in one thread."""
    found = {
        "import whoholds, s": _command("import whoholds"),
        "whoholds --help, s": _command(
            "from whoholds.cli.main import main; import sys; sys.argv = ['whoholds', '--help']; main()"
        ),
    }
    document = Document("speed", TEXT * 12)
    sentences = toolkit.reader.read(document.text)
    words = sum(len(sentence.tokens) for sentence in sentences)
    annotated = annotate_sentences(document, sentences, toolkit)
    claims = extract(annotated, toolkit)
    stages: dict[str, Callable[[], object]] = {
        "reader (text to trees)": lambda: toolkit.reader.read(document.text),
        "annotate": lambda: annotate_sentences(document, sentences, toolkit),
        "extract": lambda: extract(annotated, toolkit),
        "resolve": lambda: resolve(annotated, claims, toolkit),
    }
    whole = 0.0
    for name, stage in stages.items():
        seconds = _seconds(stage)
        whole += seconds
        found[f"{name}, words/s"] = round(words / seconds)
    found["text to claims, words/s"] = round(words / whole)
    found["reader's share of the time"] = round(_seconds(stages["reader (text to trees)"]) / whole, 2)
    found["place index opens, s"] = round(_seconds(lambda: open_gazetteer().look_up("Raqqa")), 4)
    return found


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
