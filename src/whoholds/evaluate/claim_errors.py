"""Claims that were missed, made up, of another type or wrong in a field: a line each, with their sentence.

Called for documents that may be looked at, never for the half that is only scored.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from whoholds.evaluate.claim_tally import ROLES, Plain, pair, rights

COLUMNS = ("error", "document", "type", "trigger", "gold", "found", "sentence")
Line = tuple[str, ...]


def errors_of(scorer: ModuleType, row: Plain, found: Sequence[Plain]) -> list[Line]:
    """List what is wrong in one document, in the order of its text."""
    gold, text = row["claims"], row["text"]
    paired = pair(scorer, gold, found)
    lines = [(_start(gold[n]), _line("missed", row, gold[n], _roles(gold[n]), "")) for n in paired.missed]
    lines += [(_start(found[n]), _line("spurious", row, found[n], "", _roles(found[n]))) for n in paired.spurious]
    for one, other in paired.other:
        kinds = (gold[one]["type"], _words(text, found[other]["trigger"]) + ": " + found[other]["type"])
        lines.append((_start(gold[one]), _line("other type", row, gold[one], *kinds)))
    for one, other in paired.same:
        wrong = _wrong_fields(scorer, gold[one], found[other])
        lines += [(_start(gold[one]), _line(name, row, gold[one], was, read)) for name, was, read in wrong]
    return [line for _, line in sorted(lines)]


def _wrong_fields(scorer: ModuleType, gold: Plain, found: Plain) -> list[tuple[str, str, str]]:
    wrong = []
    right = rights(scorer, gold, found)
    for name in (*ROLES, "quantity"):
        keys, fillers = gold.get(name) or [], found.get(name) or []
        if right[name] < max(len(keys), len(fillers)):
            wrong.append((name, _show(keys), _show(fillers)))
        elif name in ROLES and scorer.names(gold, name) != scorer.names(found, name):
            wrong.append((f"name of {name}", _show(keys, "name"), _show(fillers, "name")))
    if gold["status"] != found.get("status"):
        wrong.append(("status", gold["status"], str(found.get("status"))))
    if not right["time"] and (gold.get("time") or found.get("time")):
        wrong.append(("time", _time(gold), _time(found)))
    return wrong


def _line(error: str, row: Plain, claim: Plain, gold: str, found: str) -> Line:
    text, span = row["text"], claim["sentence"]
    trigger, sentence = _words(text, claim["trigger"]), _words(text, span)
    return (error, row["doc"], claim["type"], trigger, gold, found, sentence)


def _roles(claim: Plain) -> str:
    shown = [f"{role}={_show(claim[role])}" for role in ROLES if claim.get(role)]
    return " ".join([claim["status"], *shown])


def _show(fillers: Sequence[Plain], key: str = "text") -> str:
    return " | ".join(str(one.get(key) or "") for one in fillers) or "-"


def _time(claim: Plain) -> str:
    time: Any = claim.get("time")
    return f"{time.get('text')} [{time.get('from')}, {time.get('to')}]" if time else "-"


def _words(text: str, span: Plain) -> str:
    return text[span["start"] : span["end"]]


def _start(claim: Plain) -> int:
    return int(claim["trigger"]["start"])
