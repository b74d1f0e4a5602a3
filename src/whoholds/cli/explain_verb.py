"""`whoholds explain`: what something rests on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import DAY, cell, days, db_option, json_option, open_db, print_json
from whoholds.errors import InputError
from whoholds.records import Claim, Dispute, Event, Figure, Filler, Holding
from whoholds.records.json_lines import to_plain
from whoholds.review.sides import PROVISIONAL, is_decision, with_sides_decided
from whoholds.store.base import Store

if TYPE_CHECKING:
    from whoholds.infer.account import Account, Entry


@click.command("explain")
@click.argument("id")
@click.option("--on", type=DAY, help="With a holding: take its chance on this day apart, not that on the day last confirmed.")
@json_option
@db_option
def command(id: str, on: date | None, as_json: bool, db: str | None) -> None:
    """Show what a claim, event, holding, figure or dispute rests on; the start of its id will do.

    Of a holding it prints a sum in log-odds: what was believed before any claim, what each claim adds, with the factors of its weight
    (kind of report, status, reader's score, interest of who says so, share left where the same was told before), and what silence takes.
    Of a provisional side (new:...), it shows what was decided about it.
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
            shown = (as_judged(thing, store) or thing) if isinstance(thing, Claim) else thing
            beside = {"account": to_plain(_account(thing, store, on))} if isinstance(thing, Holding) else {}
            print_json([{**to_plain(shown), **beside}])
        elif isinstance(thing, Claim):
            _claim(thing, store)
        elif isinstance(thing, Holding):
            _holding(thing, store, on)
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


def _holding(holding: Holding, store: Store, on: date | None) -> None:
    held = holding.holder or " / ".join(holding.rivals) or "nobody known"
    click.echo(
        f"holding {holding.id}: {holding.place.name}, {holding.status}: {held} ({holding.probability:.0%}, {holding.kind})"
    )
    click.echo(
        f"  since {days(holding.start.earliest, holding.start.latest)}; last confirmed {cell(holding.last_confirmed)}"
    )
    account = _account(holding, store, on)
    if account is None:
        click.echo("  its claims are gone; `whoholds read` works it out anew")
        return
    click.echo(f"  chance of “{account.state}” on {account.day}, in log-odds (0 is even, +3 is 95%):")
    _term(account.before, "before any claim")
    if account.other_claims:
        _term(account.others, f"{account.other_claims} claims that say least of these days, together")
    for entry in account.entries:
        _entry(entry, store)
    if account.day != account.confirmed:
        _term(account.silence, f"{(account.day - account.confirmed).days} days in which nobody confirmed it")
    _term(account.total, f"in all: {account.chance:.1%}")


def _account(holding: Holding, store: Store, on: date | None) -> Account | None:
    from whoholds.infer.account import account_of
    from whoholds.report.who import near_claims
    from whoholds.review.apply import apply_judgements

    place = holding.place
    keys = [place.id, *(key for key in place.within if not key.startswith("country:"))]
    claims = apply_judgements(store.claims(keys), store.judgements())
    return account_of(holding, near_claims(place, claims), dict(store.worked_out().origins), on)


def _term(adds: float, words: str) -> None:
    click.echo(f"    {adds:+6.2f}  {words}")


def _entry(entry: Entry, store: Store) -> None:
    claim = store.claim(entry.claim)
    words = "claim gone"
    if claim is not None:
        printed = claim.published.latest if claim.published else None
        quote = " ".join(claim.sentence.words.split())[:110]
        words = f"{claim.publisher or 'publisher not known'}, {cell(printed)}: “{quote}”"
    _term(entry.adds, f"{entry.claim[:8]}  {words}")
    for state, item in entry.says:
        (kind, base), *factors = item.factors
        product = "".join(f" × {value:.2f} {name}" for name, value in factors)
        click.echo(f"              {state}: {base:+.2f} {kind}{product} = {item.weight:+.2f}, {days(item.first, item.last)}")


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
