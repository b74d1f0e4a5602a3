"""Annotated claims as labels on the reader's words, for the claim branch. See README.md.

Reads JSON lines as in the annotation guide and writes one JSON line a sentence: its words, and for every claim its trigger,
type, status and the words that head its fillers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoholds.models.load import open_reader
from whoholds.models.reader import Reader
from whoholds.records import Sentence

ROLES = ("actor", "target", "place", "source", "time", "quantity")
JUDGED = "re3d-"
"""How the ids of the judged texts of `dev.jsonl` begin."""


def is_looked_at(document: str) -> bool:
    """Split documents by a hash of their id into the half that is looked at and the half that is only scored."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0


def may_teach(data: dict[str, Any]) -> bool:
    """Leave out texts under a non-commercial licence: measured on, never learned from."""
    return "BBC" not in (data.get("source") or "")


def only_measures(document: str) -> bool:
    """Tell a document of the judged texts that stands in the half that is only scored."""
    return document.startswith(JUDGED) and not is_looked_at(document)


def refuse_what_measures(documents: Iterable[str]) -> None:
    """Raise SystemExit where a document that is only scored stands among those to learn from: it could measure nothing afterwards."""
    found = sorted({document for document in documents if only_measures(document)})
    if found:
        raise SystemExit(f"{len(found)} documents are only scored and must not be learned from ({', '.join(found[:5])}): make the items anew")


def head_word(sentence: Sentence, start: int, end: int) -> tuple[int, list[int]]:
    """Return the word that heads a span (its governor lies outside), and all words of the span; -1 where it has none."""
    inside = [t.index for t in sentence.tokens if t.start < end and start < t.end]
    if not inside:
        return -1, []
    heads = [i for i in inside if sentence.tokens[i].head not in inside]
    return (heads or inside)[0], inside


def label(sentence: Sentence, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the claims of a sentence on its words."""
    found = []
    for claim in claims:
        trigger = claim["trigger"]
        if not sentence.start <= trigger["start"] < sentence.end:
            continue
        word, words = head_word(sentence, trigger["start"], trigger["end"])
        if word < 0:
            continue
        made: dict[str, Any] = {"trigger": word, "words": words, "type": claim["type"], "status": claim["status"]}
        for role in ROLES:
            fillers = claim.get(role) or []
            fillers = fillers if isinstance(fillers, list) else [fillers]
            spots = [head_word(sentence, f["start"], f["end"]) for f in fillers if f.get("start") is not None]
            made[role] = [head for head, _ in spots if head >= 0]
            made[role + " words"] = sorted({i for _, inside in spots for i in inside})
        found.append(made)
    return found


def sentences_of(data: dict[str, Any], reader: Reader) -> Iterator[dict[str, Any]]:
    """Read one document."""
    for sentence in reader.read(data["text"]):
        yield {
            "doc": data["doc"],
            "index": sentence.index,
            "words": [t.words for t in sentence.tokens],
            "claims": label(sentence, data["claims"]),
        }


def main() -> None:
    """Read the files, write the sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    reader, left = open_reader(), 0
    with options.out.open("w", encoding="utf-8") as out:
        for data in (json.loads(line) for path in options.files for line in path.read_text(encoding="utf-8").splitlines()):
            if only_measures(data["doc"]) or (data["doc"].startswith(JUDGED) and not may_teach(data)):
                left += 1
                continue
            for item in sentences_of(data, reader):
                out.write(json.dumps(item, ensure_ascii=False) + "\n")
    print(f"{left} documents left out: they are only scored, or may not be learned from")


if __name__ == "__main__":
    main()
