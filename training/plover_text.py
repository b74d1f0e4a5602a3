"""Read coded sentences in their plain form, and check them. See plover/README.md.

`python training/plover_text.py training/plover/*.txt` counts them and lists what is wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CLASSES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "ACCUSE", "REQUEST", "REJECT", "THREATEN",
    "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip
MARK = re.compile(r"\[([stb]) ([^\[\]{}]+)\]|\{([^\[\]{}]+)\}")
ROLES = {"s": ("source",), "t": ("target",), "b": ("source", "target")}


@dataclass(frozen=True)
class CodedText:
    """A sentence with its class; spans are code points of `text`."""

    id: str
    text: str
    event: str
    words: tuple[tuple[int, int], ...]
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    """Parties that act on each other are in both."""


def read_line(id: str, line: str, event: str) -> CodedText:
    """Read one marked sentence."""
    text, last = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"word": [], "source": [], "target": []}
    for mark in MARK.finditer(line):
        text += line[last : mark.start()]
        inner = mark.group(2) or mark.group(3)
        for role in ROLES.get(mark.group(1) or "", ("word",)):
            spans[role].append((len(text), len(text) + len(inner)))
        text, last = text + inner, mark.end()
    text += line[last:]
    return CodedText(id, text, event, tuple(spans["word"]), tuple(spans["source"]), tuple(spans["target"]))


def read_file(path: Path) -> list[CodedText]:
    """Read a file of marked sentences under headings `# CLASS: what it means`."""
    found: list[CodedText] = []
    event = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            event = line[2:].partition(":")[0]
        elif line.strip():
            found.append(read_line(f"{path.stem}-{number}", line.strip(), event))
    return found


def faults_of(item: CodedText) -> list[str]:
    """Say what is wrong with a sentence."""
    found = []
    if item.event not in CLASSES:
        found.append(f"no class {item.event!r}")
    if any(mark in item.text for mark in "[]{}"):
        found.append("a mark is not closed or not known")
    if item.event != "NONE" and not (item.words and (item.sources or item.targets)):
        found.append("event words or actors are missing")
    if item.event == "NONE" and (item.words or item.sources or item.targets):
        found.append("marks where there is no event")
    if not item.text.endswith((".", '"', "?", "!")):
        found.append("no full stop")
    return found


def main() -> None:
    """Check files and count classes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    items = [item for path in parser.parse_args().files for item in read_file(path)]
    wrong = [f"{item.id}: {fault}: {item.text}" for item in items for fault in faults_of(item)]
    twice = [text for text, count in Counter(item.text for item in items).items() if count > 1]
    wrong += [f"stands twice: {text}" for text in twice]
    print("\n".join(wrong))
    print(len(items), dict(Counter(item.event for item in items)))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
