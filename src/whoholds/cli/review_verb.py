"""`whoholds review`: people's judgements."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import db_option, json_option, open_db, open_places, print_json, print_table
from whoholds.errors import InputError
from whoholds.records import Judgement, content_id
from whoholds.records.json_lines import to_plain

if TYPE_CHECKING:
    from whoholds.store.base import Store


@click.command("review")
@click.argument("id", required=False)
@click.option(
    "--verdict", type=click.Choice(["right", "wrong", "unsure", "change"]), help="The decision about claim ID."
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="FIELD=VALUE",
    help="For change: type, status, actor, place, from, to ...",
)
@click.option("--undo", metavar="DECISION", help="Take a decision back, by the id that --log tells; both stay on record.")
@click.option("--log", is_flag=True, help="List all decisions: who, when, why.")
@click.option("--export", type=click.Path(path_type=Path), help="Write judged claims there as training data, JSON lines.")
@click.option("--by", default="reviewer", help="Role or working name of who decides.")
@click.option("--why", default="", help="The reason.")
@json_option
@db_option
def command(
    id: str | None, verdict: str | None, changes: tuple[str, ...], undo: str | None, log: bool, export: Path | None,
    by: str, why: str, as_json: bool, db: str | None,
) -> None:  # fmt: skip
    """List the claims whose review matters most, or judge one. Judgements are kept for ever and survive re-reading."""
    with open_db(db) as store:
        if export is not None:
            _export(store, export)
        elif log:
            _log(store, as_json)
        elif undo is not None:
            _undo(store, undo, by, why)
        elif id is None:
            _queue(store, as_json)
        else:
            _judge(store, id, verdict, changes, (by, why))


def _judge(store: Store, id: str, verdict: str | None, changes: tuple[str, ...], who: tuple[str, str]) -> None:
    from whoholds.forms.narrowing import places_in
    from whoholds.intake.reading import work_out_store
    from whoholds.review.apply import apply_judgements
    from whoholds.review.choosing import with_places
    from whoholds.review.moment import to_keep

    by, why = who
    claim = store.claim(id)
    if claim is None or verdict is None:
        raise InputError(f"{id}: give the id of one claim, and --verdict right, wrong, unsure or change")
    made = store.worked_out()
    pairs = with_places(_pairs(verdict, changes), places_in(made.holdings, made.events), open_places)
    before, when = list(store.judgements()), datetime.now(UTC)
    key = content_id("judgement", claim.id, verdict, by, when.isoformat())
    judgement = to_keep(Judgement(key, claim.id, verdict, by, when, why, pairs, claim), before)
    apply_judgements([claim], [*before, judgement])  # one that no claim can take must never be kept
    store.save_judgement(judgement)
    work_out_store(store)
    click.echo(f"kept: {verdict} on {claim.id[:8]} by {by}; the state was worked out anew")


def _undo(store: Store, wanted: str, by: str, why: str) -> None:
    from whoholds.intake.reading import work_out_store
    from whoholds.review.apply import UNDO
    from whoholds.review.moment import to_keep

    before = list(store.judgements())
    found = [one for one in before if one.id.startswith(wanted)]
    if len(found) != 1:
        raise InputError(f"{wanted}: give the id of one decision; `whoholds review --log` lists them")
    [old] = found
    when = datetime.now(UTC)
    key = content_id("judgement", old.about, UNDO, old.id, by, when.isoformat())
    store.save_judgement(to_keep(Judgement(key, old.about, UNDO, by, when, why, (("judgement", old.id),), old.seen), before))
    work_out_store(store)
    click.echo(f"undone: {old.verdict} on {old.about[:8]} by {old.by}; the state was worked out anew")


def _log(store: Store, as_json: bool) -> None:
    from whoholds.review.apply import standing

    every = list(store.judgements())
    stands = {one.id for one in standing(every)}
    if as_json:
        print_json({**to_plain(one), "stands": one.id in stands} for one in every)
        return
    rows = [
        (one.id[:8], one.when.isoformat(timespec="minutes"), one.by, one.verdict, one.about[:8], "" if one.id in stands else "undone or an undoing", one.why)
        for one in every
    ]
    print_table("Decisions", ("decision", "when", "by", "verdict", "about", "", "why"), rows, "nobody decided anything yet")


def _export(store: Store, to: Path) -> None:
    from whoholds.forms.training import training_text

    text = training_text(store)
    try:
        to.write_text(text, encoding="utf-8", errors="replace")
    except OSError as fault:
        raise InputError(f"{to}: cannot be written ({fault.strerror})") from None
    click.echo(f"{to}: {text.count(chr(10))} articles with judged claims")


def _pairs(verdict: str, changes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read FIELD=VALUE; a slip must not empty a field or be passed over in silence."""
    if (verdict == "change") != bool(changes):
        raise InputError("--verdict change needs --set FIELD=VALUE, and no other verdict takes it")
    for change in changes:
        if "=" not in change:
            raise InputError(f"--set {change}: write FIELD=VALUE; nothing after the sign empties the field")
    return tuple((field.strip(), value.strip()) for field, _, value in (change.partition("=") for change in changes))


def _queue(store: Store, as_json: bool) -> None:
    from whoholds.review.apply import standing
    from whoholds.review.queue import effects_of, queue_of

    made = store.worked_out()
    disputed = {claim for dispute in made.disputes for claim in dispute.claims}
    judged = {judgement.about for judgement in standing(store.judgements())}
    effects = effects_of(made.holdings, made.disputes, made.events)
    waiting = queue_of(((id, score) for id, _, score in store.rated()), effects, disputed, judged)[:50]
    claims = {claim.id: claim for claim in store.claims_by(one.claim for one in waiting)}
    if as_json:
        print_json({**to_plain(claims[one.claim]), "effect": one.effect, "doubt": one.doubt} for one in waiting)
        return
    rows = [
        (one.claim[:8], claims[one.claim].type, one.effect, one.doubt, " ".join(claims[one.claim].sentence.words.split())[:100])
        for one in waiting[:20]
    ]
    print_table("To review, by effect and doubt", ("claim", "type", "effect", "doubt", "words"), rows, "nothing to review")
