"""Decisions of people: kept for ever, undone at any time, logged, and folded in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from whoholds.geo.gazetteer import open_gazetteer
from whoholds.intake.reading import work_out_store
from whoholds.records import Claim, Judgement, Link, content_id
from whoholds.review.apply import FIELDS, UNDO, apply_judgements
from whoholds.review.choosing import with_places
from whoholds.review.meanings import ABOUT, undo_meaning
from whoholds.review.moment import to_keep
from whoholds.review.sides import UNDO as UNDECIDED
from whoholds.serve.forms import Sent
from whoholds.serve.library import SMALL
from whoholds.serve.page import NotFound, Unfit
from whoholds.serve.pages.review import REASONS
from whoholds.serve.rows import told_of_change
from whoholds.serve.shelf import is_shared
from whoholds.serve.worker import Task, Worker
from whoholds.store.base import Store
from whoholds.store.lists import LogEntry

VERDICTS = ("right", "wrong", "unsure", "change")
PREVIEW = "preview"
"""What a form asks for that wants to see what a correction would change."""
SIDES = ("one", "other", "both", "unsure")
"""What may be said of a disagreement: the first is right, the other is, both are (of different things), or nobody can tell."""


def decide(store: Store, sent: Sent, at: datetime, known: Mapping[str, Link]) -> Judgement:
    """Keep a decision about a claim; `known` are the places of the store.

    Raises InputError for one that no claim can take, NotFound where there is no claim.
    """
    judgement, _ = decided(store, sent, at, known)
    return _kept(store, judgement, sent)


def decided(store: Store, sent: Sent, at: datetime, known: Mapping[str, Link]) -> tuple[Judgement, Claim | None]:
    """Return the decision that a form makes, and the claim as it is by it, None where it is left out; nothing is kept. Raises as `decide`."""
    claim = store.claim(sent.text("claim"))
    if claim is None:
        raise NotFound("wrong.no_claim", id=sent.text("claim"))
    verdict = sent.text("verdict")
    if verdict not in (*VERDICTS, PREVIEW):
        raise Unfit("wrong.no_verdict", value=repr(verdict), names=", ".join(VERDICTS))
    verdict = "change" if verdict == PREVIEW else verdict
    change = with_places(_change(sent), known, open_gazetteer) if verdict == "change" else ()
    key = content_id("judgement", claim.id, verdict, sent.person.name, at.isoformat())
    judgement = Judgement(key, claim.id, verdict, sent.person.name, at, _why(sent), change, claim)
    left = apply_judgements([claim], [*store.judgements(), judgement])  # one that no claim can take must never be kept
    return judgement, next(iter(left), None)


def settle(store: Store, sent: Sent, known: Any, at: datetime) -> Judgement:
    """Keep what a person says of a disagreement. Raises InputError or NotFound."""
    about, verdict = sent.text("dispute"), sent.text("verdict")
    if about not in known:
        raise NotFound("wrong.no_disagreement", id=about)
    if verdict not in SIDES:
        raise Unfit("wrong.no_verdict", value=repr(verdict), names=", ".join(SIDES))
    key = content_id("judgement", about, verdict, sent.person.name, at.isoformat())
    return _kept(store, Judgement(key, about, verdict, sent.person.name, at, sent.text("why")), sent)


def undo(store: Store, sent: Sent, at: datetime) -> Judgement:
    """Take a decision back, or an undoing; both stay on record. Raises NotFound."""
    wanted = sent.text("judgement")
    old = next((one for one in store.judgements() if one.id == wanted), None)
    if old is None:
        raise NotFound("wrong.no_decision", id=wanted)
    if is_shared(old):
        return _kept(store, _open_again(old, sent, at), sent)
    key = content_id("judgement", old.about, UNDO, old.id, sent.person.name, at.isoformat())
    return _kept(store, Judgement(key, old.about, UNDO, sent.person.name, at, sent.text("why"), (("judgement", old.id),), old.seen), sent)


def _open_again(old: Judgement, sent: Sent, at: datetime) -> Judgement:
    """Make the judgement that nothing is decided any more about a name or a side."""
    if old.about.startswith(ABOUT):
        return undo_meaning(dict(old.change).get("name", old.about.removeprefix(ABOUT)), sent.person.name, at, sent.text("why"))
    key = content_id("judgement", old.about, UNDECIDED, sent.person.name, at.isoformat())
    return Judgement(key, old.about, UNDECIDED, sent.person.name, at, sent.text("why"))


def fold_in(store: Store, worker: Worker, who: str) -> None:
    """Work everything out anew: at once where that is quick, else beside the server."""
    if store.counts().claims <= SMALL:
        work_out_store(store)
    else:
        worker.submit(Task("fold"), who)


def _kept(store: Store, judgement: Judgement, sent: Sent) -> Judgement:
    judgement = to_keep(judgement, store.judgements())
    store.save_judgement(judgement)
    detail = judgement.why or ", ".join(f"{field}={told_of_change(value)}" for field, value in judgement.change)
    store.log(LogEntry(judgement.when, sent.person.name, sent.person.role, f"decide: {judgement.verdict}", judgement.about, detail[:500]))
    return judgement


def _why(sent: Sent) -> str:
    reason, double, why = sent.text("reason"), sent.text("duplicate", 80), sent.text("why")
    parts = [REASONS[int(reason) - 1]] if reason in ("1", "2", "3", "4", "5") else []
    return "; ".join([*parts, *([f"duplicate of {double}"] if double else []), *([why] if why else [])])


def _change(sent: Sent) -> tuple[tuple[str, str], ...]:
    """Read the fields that are to change: those that were filled in; `-` empties one."""
    given = [(field, sent.text(f"set_{field}", 200)) for field in FIELDS]
    found = tuple((field, "" if value == "-" else value) for field, value in given if value)
    if not found:
        raise Unfit("wrong.no_change")
    return found
