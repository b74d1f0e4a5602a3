"""`whoholds mean`: which place a name means in the articles of a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import db_option, json_option, open_db, open_places, print_json, print_table
from whoholds.errors import InputError

if TYPE_CHECKING:
    from whoholds.geo.gazetteer import Gazetteer
    from whoholds.records import Judgement, Link
    from whoholds.store.base import Store

MOST = 8
"""Candidates that are named where a name stands for several places."""


@click.command("mean")
@click.argument("name", required=False)
@click.argument("place", required=False)
@click.option("--country", help="Name or ISO code of the country that PLACE lies in.")
@click.option("--by", default="reviewer", help="Role or working name of who decides.")
@click.option("--why", default="", help="The reason.")
@click.option("--undo", is_flag=True, help="Decide nothing about NAME any more.")
@json_option
@db_option
def command(
    name: str | None, place: str | None, country: str | None, by: str, why: str, undo: bool, as_json: bool, db: str | None
) -> None:
    """Decide that NAME means PLACE in this store; without arguments, list what was decided.

    PLACE is an id, as `whoholds places NAME` shows it, or a name that stands for one place only. The decision is kept as a
    judgement: claims are read out with it, also those of articles that are read later or anew, and `whoholds explain` gives it as
    the reason. The latest decision about a name holds.

    Use it as: whoholds mean Salahiya gn:173264 --why "the articles are about the Euphrates valley"
    """
    with open_db(db) as store:
        if name is None:
            _list(store, as_json)
            return
        when = datetime.now(UTC)
        if undo == (place is not None):
            raise InputError(f"{name}: give the PLACE that it means, an id or a name, or --undo; `whoholds places` shows ids")
        judgement, told = (
            _undo(store, name, (by, when, why)) if place is None else _decide(name, (place, country), (by, when, why))
        )
        count = _keep(store, judgement)
    places = "" if undo else f"; so do {count} places of claims"
    click.echo(f"kept: {told}{places}; the state was worked out anew")


def _list(store: Store, as_json: bool) -> None:
    from whoholds.review.meanings import meanings_of

    rows = [
        {
            "name": one.name, "place": one.link.id, "lat": one.link.lat, "lon": one.link.lon, "country": one.link.country,
            "by": one.judgement.by, "when": one.judgement.when.isoformat(), "why": one.judgement.why,
        }
        for one in meanings_of(store.judgements()).values()
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    table = [(r["name"], r["place"], r["country"], r["lat"], r["lon"], r["by"], str(r["when"])[:10], r["why"]) for r in rows]
    columns = ("name", "means", "country", "lat", "lon", "by", "on", "why")
    print_table("What names mean in this store", columns, table, "nothing was decided; names mean what the texts say")


def _decide(name: str, asked: tuple[str, str | None], said: tuple[str, datetime, str]) -> tuple[Judgement, str]:
    from whoholds.review.meanings import judge_meaning

    link = _place(*asked, open_places())
    by, when, why = said
    where = ", ".join(str(part) for part in (link.id, link.country, link.lat, link.lon) if part is not None)
    return judge_meaning(name, link, by, when, why), f"“{name}” means {link.name} ({where})"


def _undo(store: Store, name: str, said: tuple[str, datetime, str]) -> tuple[Judgement, str]:
    from whoholds.review.meanings import ABOUT, meanings_of, name_key, undo_meaning

    before = list(store.judgements())
    known, about = meanings_of(before), ABOUT + name_key(name)
    if not any(judgement.about == about for judgement in before):
        names = ", ".join(one.name for one in known.values()) or "none"
        raise InputError(f"{name}: nothing was decided about this name; names with a decision: {names}")
    by, when, why = said
    return undo_meaning(name, by, when, why), f"nothing is decided about “{name}”"


def _keep(store: Store, judgement: Judgement) -> int:
    """Keep a judgement about a name and work the store out anew; returns how many places of claims now have it as their reason."""
    from whoholds.intake.reading import work_out_store
    from whoholds.review.meanings import meanings_of, with_meanings
    from whoholds.review.moment import to_keep

    mine = meanings_of([judgement])
    links = [filler.link for claim in store.claims() for filler in with_meanings(claim, mine).places]
    store.save_judgement(to_keep(judgement, store.judgements()))
    work_out_store(store)
    return sum(link is not None and any(link == one.link for one in mine.values()) for link in links)


def _place(asked: str, country: str | None, gazetteer: Gazetteer) -> Link:
    """Find the one place that is meant, by its id or its name."""
    from whoholds.geo.tables import country_code

    code = country_code(country)
    if country and code is None:
        raise InputError(f"--country {country}: no country of this name or code is known; write it as SY or Syria")
    links = gazetteer.link(asked) if ":" in asked else gazetteer.look_up(asked, code)
    exact = [link for link in links if link.reason.startswith("name")] or list(links)
    if not exact:
        raise InputError(f"{asked}: no place of this name or id is known; `whoholds gazetteer add` adds places of your own")
    if len(exact) > 1:
        told = "; ".join(f"{one.id} {one.name}, {one.country}, {one.lat}, {one.lon}" for one in exact[:MOST])
        raise InputError(f"{asked}: several places have this name; give one of these ids: {told}")
    return exact[0]
