"""Scores for the parts of a claim on gold triggers: status, source, quantity, whatever the rules find."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from whoholds.annotate.numbers import find_numbers
from whoholds.annotate.speech import find_quotes
from whoholds.dates.tagger import find_times
from whoholds.evaluate.times import day_of
from whoholds.extract.amounts import amounts_for
from whoholds.extract.sources import source_chain
from whoholds.extract.status import status_of
from whoholds.models.reader import Reader
from whoholds.records import Annotated, Document, Sentence

Span = tuple[int, int]


class HasReader(Protocol):
    """What is needed of a toolkit: the language reader."""

    @property
    def reader(self) -> Reader:
        """The language reader."""
        ...


@dataclass(frozen=True, slots=True)
class PartErrors:
    """What was read otherwise than gold has it, a line each."""

    status: tuple[str, ...]
    source: tuple[str, ...]
    quantity: tuple[str, ...]


def scores(gold_path: Path, toolkit: HasReader, half: str = "all") -> tuple[dict[str, float], PartErrors]:
    """Score status, source and quantity on gold triggers. `half` is `all`, `look` or `kept` (by the hash of the id)."""
    counts: Counter[str] = Counter()
    lines: dict[str, list[str]] = {"status": [], "source": [], "quantity": []}
    for row in _rows(gold_path, half):
        annotated = _annotated(Document(row["doc"], row["text"], published=day_of(row.get("date"))), toolkit)
        for claim in row["claims"]:
            spot = trigger_token(annotated.sentences, claim["trigger"]["start"], claim["trigger"]["end"])
            if spot is None:
                counts["lost"] += 1
                continue
            _score_claim(annotated, claim, spot, counts, lines)
        groups: dict[tuple[int, int, str], list[dict[str, Any]]] = {}
        for claim in row["claims"]:
            groups.setdefault((claim["trigger"]["start"], claim["trigger"]["end"], claim["type"]), []).append(claim)
        for claims in groups.values():
            _score_amounts(annotated, claims, counts, lines["quantity"])
    table = {
        "claims": float(counts["claims"]),
        "lost": float(counts["lost"]),
        "status_accuracy": counts["status right"] / counts["claims"] if counts["claims"] else 1.0,
    }
    for part in ("source", "quantity"):
        table |= _prf(part, counts)
    return table, PartErrors(*(tuple(lines[part]) for part in ("status", "source", "quantity")))


def trigger_token(sentences: Sequence[Sentence], start: int, end: int) -> tuple[int, int] | None:
    """Find the sentence and token that head a trigger's words: the one whose governor lies outside them."""
    for sentence in sentences:
        inside = [t for t in sentence.tokens if t.start < end and start < t.end]
        if inside:
            names = {t.index for t in inside}
            heads = [t for t in inside if t.head not in names and t.upos not in ("DET", "ADP", "PART", "AUX", "PUNCT")]
            return sentence.index, (heads or inside)[0].index
    return None


def _score_claim(
    annotated: Annotated,
    claim: dict[str, Any],
    spot: tuple[int, int],
    counts: Counter[str],
    lines: dict[str, list[str]],
) -> None:
    sentence, trigger = spot
    counts["claims"] += 1
    status = status_of(annotated, sentence, trigger)
    counts["status right"] += status == claim["status"]
    if status != claim["status"]:
        lines["status"].append(f"{claim['status']} read as {status}: {_where(annotated, claim)}")
    speakers = [(f.start, f.end) for f in source_chain(annotated, sentence, trigger)]
    gold = [(f["start"], f["end"]) for f in claim["source"]]
    if _tally("source", gold, speakers, same_span, counts):
        lines["source"].append(
            f"{_words(annotated, gold)} read as {_words(annotated, speakers)}: {_where(annotated, claim)}"
        )


def _score_amounts(
    annotated: Annotated, claims: Sequence[dict[str, Any]], counts: Counter[str], lines: list[str]
) -> None:
    """Score the numbers of one trigger; claims that differ only by their number are taken together."""
    claim = claims[0]
    spot = trigger_token(annotated.sentences, claim["trigger"]["start"], claim["trigger"]["end"])
    if spot is None:
        return
    sentence, trigger = spot
    roles = ("target", "actor")
    heads = [t for each in claims for role in roles for t in _heads(annotated.sentences[sentence], each[role])]
    found = amounts_for(annotated, sentence, trigger, heads, claim["type"])
    gold = list({(q["start"], q["end"]): q for each in claims for q in each["quantity"]}.values())
    wanted = [(q["start"], q["end"], q["low"], q["high"]) for q in gold]
    got = [(q.start, q.end, q.low, q.high) for q in found]
    if _tally("quantity", wanted, got, _same_quantity, counts):
        lines.append(f"{[q['text'] for q in gold]} read as {[q.words for q in found]}: {_where(annotated, claim)}")


def _heads(sentence: Sentence, fillers: Iterable[dict[str, Any]]) -> list[int]:
    found = [
        trigger_token((sentence,), f["start"], f["end"]) for f in fillers if sentence.start <= f["start"] < sentence.end
    ]
    return [spot[1] for spot in found if spot is not None]


def _tally(
    part: str, gold: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool], counts: Counter[str]
) -> bool:
    left, right = list(found), 0
    for one in gold:
        hit = next((other for other in left if same(one, other)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    counts[f"{part} right"] += right
    counts[f"{part} gold"] += len(gold)
    counts[f"{part} found"] += len(found)
    return bool(left) or right < len(gold)


def same_span(one: Span, other: Span) -> bool:
    """Tell whether two spans overlap by half of the shorter, as the claims' scorer has it."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * common >= min(one[1] - one[0], other[1] - other[0]) > 0


def _same_quantity(one: tuple[int, int, Any, Any], other: tuple[int, int, Any, Any]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2:] == other[2:]


def _prf(part: str, counts: Counter[str]) -> dict[str, float]:
    right, gold, found = (counts[f"{part} {name}"] for name in ("right", "gold", "found"))
    return {
        f"{part}_precision": right / found if found else 1.0,
        f"{part}_recall": right / gold if gold else 1.0,
        f"{part}_f1": 2 * right / (gold + found) if gold + found else 1.0,
    }


def _words(annotated: Annotated, spans: Iterable[Span]) -> list[str]:
    return [annotated.document.text[a:b] for a, b in spans]


def _where(annotated: Annotated, claim: dict[str, Any]) -> str:
    text, trigger, sentence = annotated.document.text, claim["trigger"], claim["sentence"]
    before, after = text[sentence["start"] : trigger["start"]], text[trigger["end"] : sentence["end"]]
    return (
        f"{annotated.document.id} {claim['type']} {before}[{text[trigger['start'] : trigger['end']]}]{after}".replace(
            "\n", " "
        )
    )


def _rows(path: Path, half: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    if half == "all":
        return rows
    odd = {"look": 0, "kept": 1}[half]
    return [r for r in rows if int(hashlib.sha256(r["doc"].encode()).hexdigest(), 16) % 2 == odd]


def _annotated(document: Document, toolkit: HasReader) -> Annotated:
    """See what these parts are read from; places and sides are not needed."""
    sentences = toolkit.reader.read(document.text)
    times = find_times(document.text, sentences, document.published)
    numbers = find_numbers(document.text, sentences, times)
    return Annotated(document, sentences, times=times, numbers=numbers, quotes=find_quotes(document.text, sentences))
