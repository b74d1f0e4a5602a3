"""`whoholds explain`: what something rests on."""

from __future__ import annotations

import click

from whoholds.cli.common import cell, days, db_option, json_option, open_db, print_json
from whoholds.errors import InputError
from whoholds.records import Claim, Dispute, Event, Figure, Filler, Holding
from whoholds.records.json_lines import to_plain
from whoholds.review.sides import PROVISIONAL, is_decision, with_sides_decided
from whoholds.store.base import Store


@click.command("explain")
@click.argument("id")
@json_option
@db_option
def command(id: str, as_json: bool, db: str | None) -> None:
    """Show what a claim, event, holding, figure or dispute rests on; the start of its id will do.

    Of a provisional side (new:...), show what was decided about it.
    """
    with open_db(db) as store:
        if id.startswith(PROVISIONAL):
            _side(store, id, as_json)
            return
        thing = find(store, id)
        if thing is None:
            raise InputError(
                f"{id}: nothing in the store has an id that starts so (or several have); ids come with --json"
            )
        if as_json:
            print_json([to_plain((as_judged(thing, store) or thing) if isinstance(thing, Claim) else thing)])
        elif isinstance(thing, Claim):
            _claim(thing, store)
        elif isinstance(thing, Holding):
            _holding(thing, store)
        else:
            _other(thing, store)


def find(store: Store, id: str) -> Claim | Event | Holding | Figure | Dispute | None:
    """Find anything by the start of its id; None where nothing or several fit."""
    claim = store.claim(id)
    if claim is not None:
        return claim
    made = store.worked_out()
    found = [
        item
        for shelf in (made.events, made.holdings, made.figures, made.disputes)
        for item in shelf
        if item.id.startswith(id)
    ]
    return found[0] if len(found) == 1 else None


def as_judged(claim: Claim, store: Store) -> Claim | None:
    """Return a claim with people's judgements applied, as answers rest on it; None where it was judged wrong."""
    from whoholds.review.apply import apply_judgements

    return next(iter(apply_judgements([claim], store.judgements())), None)


def _side(store: Store, id: str, as_json: bool) -> None:
    """Show what was decided about a provisional side, oldest first."""
    found = [judgement for judgement in store.judgements() if is_decision(judgement) and judgement.about == id]
    if as_json:
        print_json(to_plain(judgement) for judgement in found)
        return
    if not found:
        click.echo(f"{id}: nothing was decided; see `whoholds actors --new`")
    for judgement in found:
        told = dict(judgement.change)
        whom = f" {told['name']} ({told['id']})" if "id" in told else ""
        click.echo(f"{judgement.when.date()}  {judgement.verdict.replace('_', ' ')}{whom}, by {judgement.by}: {judgement.why or 'no reason given'}")


def _claim(claim: Claim, store: Store) -> None:
    (claim,) = with_sides_decided([claim], store.judgements())
    document = store.document(claim.document)
    judged = as_judged(claim, store)
    claim = judged or claim
    click.echo(f"claim {claim.id}: {claim.type}, {claim.status}{'' if judged else '; judged wrong, it counts for nothing'}")
    click.echo(f"  “{' '.join(claim.sentence.words.split())}”")
    click.echo(
        f"  in: {claim.publisher or 'publisher not known'}, {(document.title if document else None) or 'no title'}"
    )
    window = claim.published
    click.echo(f"  published: {days(window.earliest, window.latest) if window else 'not known'}")
    click.echo(f"  trigger: {claim.trigger.words} [{claim.trigger.start}:{claim.trigger.end}]")
    click.echo(f"  found by: {claim.found_by}, score {claim.score:.2f}")
    for role, fillers in (
        ("actor", claim.actors),
        ("target", claim.targets),
        ("place", claim.places),
        ("says so", claim.sources),
    ):
        for filler in fillers:
            click.echo(f"  {role}: {_filler(filler)}")
    for quantity in claim.quantities:
        click.echo(f"  number: {quantity.words} = {cell(quantity.low)} to {cell(quantity.high)} {quantity.unit}")
    when = claim.window
    click.echo(f"  when: {days(when.earliest, when.latest) if when else 'not known'} ({claim.window_reason})")


def _filler(filler: Filler) -> str:
    link = filler.link
    if link is None:
        return f"{filler.words} (not resolved)"
    others = f"; else {', '.join(other.name for other in filler.links[1:3])}" if len(filler.links) > 1 else ""
    if filler.kind in ("implied", "context"):
        others += "; not said here: taken from another sentence of the text"
    return f"{filler.words} = {link.name} [{link.id}] {link.score:.2f}: {link.reason}{others}"


def _holding(holding: Holding, store: Store) -> None:
    held = holding.holder or " / ".join(holding.rivals) or "nobody known"
    click.echo(
        f"holding {holding.id}: {holding.place.name}, {holding.status}: {held} ({holding.probability:.0%}, {holding.kind})"
    )
    click.echo(
        f"  since {days(holding.start.earliest, holding.start.latest)}; last confirmed {cell(holding.last_confirmed)}"
    )
    click.echo("  evidence in log-odds:")
    total = 0.0
    for id, weight in holding.weights:
        claim = store.claim(id)
        total += weight
        words = (
            f"{claim.publisher or 'publisher not known'}: “{' '.join(claim.sentence.words.split())[:110]}”"
            if claim
            else "claim gone"
        )
        click.echo(f"    {weight:+.2f}  {id[:8]}  {words}")
    click.echo(f"    {total:+.2f}  in all")


def _other(thing: Event | Figure | Dispute, store: Store) -> None:
    plain = to_plain(thing)
    for name, value in plain.items():
        if name not in ("claims", "claim") and value not in (None, [], ""):
            click.echo(f"  {name}: {value}")
    ids = (thing.claim,) if isinstance(thing, Figure) else thing.claims
    for id in ids:
        claim = store.claim(id)
        if claim:
            click.echo(
                f"  claim {id[:8]}: {claim.publisher or 'publisher not known'}: “{' '.join(claim.sentence.words.split())}”"
            )
