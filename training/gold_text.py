"""Read annotated texts from the plain form of `training/gold/*.txt` into claims with offsets. See gold/README.md.

python training/gold_text.py FILE...            checks them and counts
python training/gold_text.py FILE... --out F    also writes JSON lines as in the annotation guide
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

TYPES = frozenset(
    "capture hold advance withdraw siege clash strike attack abuse destroy casualties deploy strength defect support "
    "ceasefire talks statement sanction finance supply territory displace aid".split()
)
STATUS = frozenset("fact denied possible planned unreal".split())
ROLES = {"a": "actor", "t": "target", "p": "place", "s": "source"}


class Slip(Exception):
    """A line that cannot be read."""


def find(words: str, sentence: str, start: int) -> tuple[int, int]:
    """Find words in a sentence; `words#2` is their second occurrence."""
    words, _, turn = words.partition("#")
    words, at = words.strip(), -1
    for _ in range(int(turn or 1)):
        hit = re.compile(r"(?<!\w)" + re.escape(words) + r"(?!\w)").search(sentence, at + 1)
        if hit is None:
            raise Slip(f"{words!r} is not in the sentence {sentence!r}")
        at = hit.start()
    return start + at, start + at + len(words)


def filler(item: str, sentence: str, start: int, before: str) -> dict[str, Any]:
    """Read `words > name`; without a name, the words are the name. `^words` stand last in the text before the sentence."""
    words, _, name = item.partition(">")
    text = words.partition("#")[0].strip().removeprefix("^")
    if words.strip().startswith("^"):
        first = before.rfind(text)
        if first < 0:
            raise Slip(f"{text!r} is not before the sentence {sentence!r}")
        last = first + len(text)
    else:
        first, last = find(words.strip(), sentence, start)
    return {"start": first, "end": last, "text": text, "name": name.strip() or text}


def number(text: str) -> float | None:
    """Read a bound of a quantity; empty for none."""
    return float(text) if text.strip() else None


def claim_of(line: str, sentence: str, start: int, before: str) -> dict[str, Any]:
    """Read one `@ trigger | type | status | a=… | t=… | p=… | s=… | time=… | q=…` line."""
    cells = [cell.strip() for cell in line[1:].split("|")]
    if len(cells) < 3 or cells[1] not in TYPES or cells[2] not in STATUS:
        raise Slip(f"needs trigger | type | status: {line!r}")
    first, last = find(cells[0], sentence, start)
    claim: dict[str, Any] = {
        "type": cells[1], "status": cells[2], "sentence": {"start": start, "end": start + len(sentence)},
        "trigger": {"start": first, "end": last, "text": cells[0].partition("#")[0].strip()},
        "actor": [], "target": [], "place": [], "source": [], "time": None, "quantity": [],
    }  # fmt: skip
    for cell in cells[3:]:
        key, _, value = cell.partition("=")
        key = key.strip()
        if key in ROLES:
            claim[ROLES[key]] = [filler(item, sentence, start, before) for item in value.split(";")]
        elif key in ("time", "q"):
            put(claim, key, value, sentence, start)
        else:
            raise Slip(f"unknown field {key!r} in {line!r}")
    return claim


def put(claim: dict[str, Any], key: str, value: str, sentence: str, start: int) -> None:
    """Set a time (`words > from > to`) or quantities (`words > low > high > unit`, joined by `;`)."""
    for item in value.split(";"):
        words, *rest = [cell.strip() for cell in item.split(">")]
        first, last = find(words, sentence, start)
        span = {"start": first, "end": last, "text": words.partition("#")[0].strip()}
        rest += [""] * 3
        if key == "time":
            claim["time"] = span | {"from": rest[0] or None, "to": rest[1] or None}
        else:
            claim["quantity"].append(span | {"low": number(rest[0]), "high": number(rest[1]), "unit": rest[2]})


def documents(path: Path) -> list[dict[str, Any]]:
    """Read every document of a file; `Slip` names the line that is wrong."""
    found: list[dict[str, Any]] = []
    sentence, start = "", 0
    for count, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.rstrip()
        try:
            if line.startswith("# "):
                cells = [cell.strip() for cell in line[2:].split("|")] + ["", "", ""]
                head = {"doc": cells[0], "date": cells[1] or None, "source": cells[2], "title": cells[3]}
                found.append(head | {"text": "", "claims": []})
                sentence = ""
            elif line.startswith("@"):
                found[-1]["claims"].append(claim_of(line, sentence, start, found[-1]["text"][:start]))
            elif line:
                document, sentence = found[-1], line
                glue = "" if not document["text"] or document["text"].endswith("\n") else " "
                start = len(document["text"]) + len(glue)
                document["text"] += glue + line
            elif found and found[-1]["text"]:
                found[-1]["text"] = found[-1]["text"].rstrip("\n") + "\n\n"
        except (Slip, ValueError, IndexError) as fault:
            raise Slip(f"{path}:{count}: {fault}") from None
    for document in found:
        document["text"] = document["text"].rstrip("\n")
    return found


def main() -> int:
    """Check, count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    made, slips = [], 0
    for path in options.files:
        try:
            made += documents(path)
        except Slip as slip:
            slips += 1
            print(slip)
    print(f"{len(made)} documents, {sum(len(d['claims']) for d in made)} claims, {slips} files with slips")
    if options.out:
        options.out.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in made), encoding="utf-8")
    return 1 if slips else 0


if __name__ == "__main__":
    sys.exit(main())
