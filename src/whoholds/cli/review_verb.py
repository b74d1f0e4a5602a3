"""`whoholds review`: people's judgements."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json, print_table
from whoholds.errors import InputError
from whoholds.records import Judgement, content_id
from whoholds.records.json_lines import to_plain


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
@click.option("--by", default="reviewer", help="Role or working name of who decides.")
@click.option("--why", default="", help="The reason.")
@json_option
@db_option
def command(
    id: str | None, verdict: str | None, changes: tuple[str, ...], by: str, why: str, as_json: bool, db: str | None
) -> None:
    """List the claims whose review matters most, or judge one. Judgements are kept for ever and survive re-reading."""
    from whoholds.intake.reading import work_out_store
    from whoholds.review.apply import apply_judgements
    from whoholds.review.moment import moment_after

    with open_db(db) as store:
        if id is None:
            _queue(store, as_json)
            return
        claim = store.claim(id)
        if claim is None or verdict is None:
            raise InputError(f"{id}: give the id of one claim, and --verdict right, wrong, unsure or change")
        before = list(store.judgements())
        when = moment_after((one for one in before if one.about == claim.id), datetime.now(UTC))
        key = content_id("judgement", claim.id, verdict, by, when.isoformat())
        judgement = Judgement(key, claim.id, verdict, by, when, why, _pairs(verdict, changes))
        apply_judgements([claim], [*before, judgement])  # one that no claim can take must never be kept
        store.save_judgement(judgement)
        work_out_store(store)
    click.echo(f"kept: {verdict} on {claim.id[:8]} by {by}; the state was worked out anew")


def _pairs(verdict: str, changes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read FIELD=VALUE; a slip must not empty a field or be passed over in silence."""
    if (verdict == "change") != bool(changes):
        raise InputError("--verdict change needs --set FIELD=VALUE, and no other verdict takes it")
    for change in changes:
        if "=" not in change:
            raise InputError(f"--set {change}: write FIELD=VALUE; nothing after the sign empties the field")
    return tuple((field.strip(), value.strip()) for field, _, value in (change.partition("=") for change in changes))


def _queue(store: object, as_json: bool) -> None:
    from whoholds.store.base import Store

    kept: Store = store  # type: ignore[assignment]
    judged = {judgement.about for judgement in kept.judgements()}
    effect = {id: abs(weight) for holding in kept.worked_out().holdings for id, weight in holding.weights}
    open_claims = [claim for claim in kept.claims() if claim.id not in judged]
    open_claims.sort(key=lambda c: (-effect.get(c.id, 0.0) * (1.0 - c.score), c.score, c.id))
    if as_json:
        print_json(to_plain(claim) for claim in open_claims[:50])
        return
    rows = [
        (c.id[:8], c.type, effect.get(c.id, 0.0), c.score, " ".join(c.sentence.words.split())[:100])
        for c in open_claims[:20]
    ]
    print_table(
        "To review, by effect and doubt", ("claim", "type", "effect", "score", "words"), rows, "nothing to review"
    )
