"""`whoholds actors`: the catalogue of sides."""

from __future__ import annotations

import click

from whoholds.cli.common import db_option, json_option, open_db, print_json, print_table
from whoholds.records import Actor
from whoholds.records.json_lines import to_plain


@click.command("actors")
@click.argument("name", required=False)
@click.option("--new", is_flag=True, help="List sides that the store's claims name and the catalogue does not hold.")
@json_option
@db_option
def command(name: str | None, new: bool, as_json: bool, db: str | None) -> None:
    """Look a side up by any of its names, or list the provisional ones for review."""
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.settings import read_settings

    if new:
        _new(db, as_json)
        return
    if name is None:
        raise click.UsageError("give a NAME, or --new")
    catalogue = open_catalogue(read_settings().catalogue)
    links = catalogue.look_up(name)
    found: list[Actor] = [actor for link in links if (actor := catalogue.actor(link.id)) is not None]
    if as_json:
        print_json(to_plain(actor) for actor in found)
        return
    rows = [
        (a.name, a.kind, a.country, ", ".join(a.names[:6]), "; ".join(f"{t.kind} {t.actor}" for t in a.ties))
        for a in found
    ]
    print_table(
        name, ("name", "kind", "country", "also called", "ties"), rows, f"the catalogue holds no side called {name!r}"
    )


def _new(db: str | None, as_json: bool) -> None:
    from collections import Counter

    with open_db(db) as store:
        links = [
            filler.link
            for claim in store.claims()
            for filler in (*claim.actors, *claim.targets)
            if filler.link is not None
        ]
    counts = Counter(link.name for link in links if link.id.startswith("new:"))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if as_json:
        print_json({"name": name, "claims": count} for name, count in rows)
        return
    print_table("Sides that the catalogue does not hold", ("name", "claims"), rows, "every side is in the catalogue")
