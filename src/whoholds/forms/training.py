"""Claims that people judged, as training data: JSON lines in the form of the annotation guide, an article a line."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whoholds.forms.interchange import claim_of
from whoholds.records import Claim, Document, Judgement
from whoholds.review.apply import apply_judgements, standing
from whoholds.store.base import Store

LEFT_OUT = ("id", "found_by", "score")
"""Fields of a claim that no person wrote."""


def training_text(store: Store) -> str:
    """Return the training data of a store; articles in the order of their ids."""
    judgements = tuple(store.judgements())
    about = {judgement.about for judgement in judgements}
    now = {claim.id: claim for claim in store.claims_by(about)}
    lines = training_lines(judgements, now, lambda id: store.document(id))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def training_lines(
    judgements: Iterable[Judgement], claims: Mapping[str, Claim], document: Any
) -> Iterator[dict[str, Any]]:
    """Write an article a line: `claims` that stand, `rejected` those that are none, each with who judged, when and why.

    Only judged claims are there: an article without `"whole": true` may hold others. What a later reading no longer finds
    is written as it was when it was judged.
    """
    by_claim: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing(judgements):
        by_claim[judgement.about].append(judgement)
    by_document: dict[str, list[tuple[Claim, list[Judgement]]]] = defaultdict(list)
    for id, told in by_claim.items():
        claim = claims.get(id) or next((j.seen for j in reversed(told) if j.seen), None)
        if claim is not None and claim.was_read and told[-1].verdict != "unsure":
            by_document[claim.document].append((claim, told))
    for id in sorted(by_document):
        article = document(id)
        if article is not None:
            yield _line(article, by_document[id])


def _line(article: Document, judged: list[tuple[Claim, list[Judgement]]]) -> dict[str, Any]:
    judged.sort(key=lambda pair: (pair[0].trigger.start, pair[0].id))
    kept: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    for claim, told in judged:
        done = apply_judgements([claim], told)
        target = kept if done else rejected
        target.append(_claim(done[0] if done else claim, told[-1]))
    day = article.published.latest.isoformat() if article.published and article.published.latest else None
    return {
        "doc": article.id,
        "title": article.title,
        "date": day,
        "source": article.source,
        "text": article.text,
        "whole": False,
        "claims": kept,
        "rejected": rejected,
    }


def _claim(claim: Claim, last: Judgement) -> dict[str, Any]:
    plain = {key: value for key, value in claim_of(claim).items() if key not in LEFT_OUT}
    for role, fillers in (("actor", claim.actors), ("target", claim.targets), ("place", claim.places), ("source", claim.sources)):
        said = {(f.start, f.end) for f in fillers if f.kind == "reviewed"}
        plain[role] = [_unsaid(item) if (item["start"], item["end"]) in said else item for item in plain[role]]
    judged = {"verdict": last.verdict, "by": last.by, "when": last.when.isoformat(), "why": last.why}
    return {**plain, "judged": judged}


def _unsaid(item: dict[str, Any]) -> dict[str, Any]:
    """Write a filler that a person gave by name: the sentence has no words for it that were marked."""
    return {"start": None, "end": None, "text": "", "name": item["name"]}
