"""`whoholds actors`: the catalogue of sides, and the sides that it lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from whoholds.cli.common import DAY, cell, db_option, json_option, open_db, print_json, print_table
from whoholds.records.json_lines import to_plain

if TYPE_CHECKING:
    from whoholds.actors.catalogue import Catalogue
    from whoholds.records import Actor
    from whoholds.review.provisional import Provisional

ON = click.option("--on", type=DAY, default=None, help="Only ties that hold on this day: YYYY-MM-DD.")
SAID = {"renamed": "took the place of"}
PERSONS = "these look like persons' names: no person is made a side, nor kept by name"


class Named(click.Group):
    """A group whose first word may be the name of a side: `whoholds actors ISIS`."""

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a verb of the group, or one that looks the name up."""
        return super().get_command(context, name) or _find(name, context)

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        """Say how it is called."""
        return ["[OPTIONS]", "[NAME | decide ... | export ...]"]


@click.group("actors", cls=Named, invoke_without_command=True)
@click.option("--new", is_flag=True, help="List sides that the store's claims name and the catalogue does not hold.")
@click.option("--all", "every", is_flag=True, help="With --new: descriptions, too, and what was decided to be no side.")
@ON
@json_option
@db_option
@click.pass_context
def command(context: click.Context, new: bool, every: bool, on: date | None, as_json: bool, db: str | None) -> None:
    """Look a side up by any of its names, or list the provisional ones and decide what they are."""
    if context.invoked_subcommand is None:
        if not new:
            raise click.UsageError("give a NAME, or --new")
        _new(db, every, as_json)


def _find(name: str, context: click.Context) -> click.Command:
    """Make the command that looks one name up; options may stand before or behind the name."""

    def find(on: date | None, as_json: bool, db: str | None) -> None:
        before: dict[str, Any] = context.params
        _look_up(name, on or before.get("on"), as_json or bool(before.get("as_json")))

    made: click.Command = click.command(name, help="Look a side up by any of its names.")(ON(json_option(db_option(find))))
    return made


def _look_up(name: str, on: date | None, as_json: bool) -> None:
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.settings import read_settings

    catalogue = open_catalogue(read_settings().catalogue)
    ids = dict.fromkeys(link.id for link in catalogue.look_up(name, on))
    found = [catalogue.actors[id] for id in ids]
    if as_json:
        print_json(to_plain(actor) for actor in found)
        return
    rows = [
        (a.name, a.kind, a.country, _span(a.since, a.until), ", ".join(a.names[:6]), _ties(a, catalogue, on), a.source)
        for a in found
    ]
    columns = ("name", "kind", "country", "days", "also called", "ties", "source")
    print_table(name, columns, rows, f"the catalogue holds no side called {name!r}")


def _ties(actor: Actor, catalogue: Catalogue, on: date | None) -> str:
    from whoholds.actors.ties import holds

    told = []
    for tie in (tie for tie in actor.ties if holds(tie, on)):
        span = _span(tie.since, tie.until)
        source = f" [{tie.source}]" if tie.source else ""
        told.append(f"{SAID.get(tie.kind, tie.kind.replace('_', ' '))} {catalogue.actors[tie.actor].name}{f', {span}' if span else ''}{source}")
    return "; ".join(told)


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else ""


# --- provisional sides --------------------------------------------------------------------------------------------


def _new(db: str | None, every: bool, as_json: bool) -> None:
    from whoholds.cli.deciding import provisional_of

    with open_db(db) as store:
        found = [side for side in provisional_of(store) if every or _is_open(side)]
    if as_json:
        print_json(_line(side) for side in found)
        return
    sides, persons = [s for s in found if not s.person], [s for s in found if s.person]
    columns = ("name", "claims", "articles", "where", "days", "may be the same as", "decided", "a sentence")
    print_table("Sides that the catalogue does not hold", columns, [_row(s) for s in sides], "every side is in the catalogue")
    if persons:
        click.echo(f"\n{PERSONS}")
        print_table("Look like persons", ("claims", "articles", "why"), [(len(s.claims), s.documents, s.person) for s in persons], "")


def _is_open(side: Provisional) -> bool:
    return side.is_name and (side.decided is None or side.decided.verdict != "not_a_side")


def _row(side: Provisional) -> tuple[object, ...]:
    where = ", ".join((*side.countries[:2], *side.places[:2]))
    near = "; ".join(f"{near.id.removeprefix('actor:')} ({near.why})" for near in side.near)
    decided = f"{side.decided.verdict.replace('_', ' ')} by {side.decided.by}" if side.decided else ""
    days = f"{cell(side.first)} to {cell(side.last)}"
    return (side.name, len(side.claims), side.documents, where, days, near, decided, side.sentences[0][:160])


def _line(side: Provisional) -> dict[str, Any]:
    """Return one line of JSON; of what looks like a person only that and how often it is named."""
    counts = {"claims": len(side.claims), "documents": side.documents}
    if side.person:
        return {"name": None, "person": side.person, **counts}
    return {
        "name": side.name,
        "id": side.id,
        **counts,
        "spellings": list(side.spellings),
        "countries": list(side.countries),
        "places": list(side.places),
        "first": to_plain(side.first),
        "last": to_plain(side.last),
        "sentence": side.sentences[0] if side.sentences else None,
        "near": to_plain(side.near),
        "decided": to_plain(side.decided) if side.decided else None,
    }


def _add_verbs() -> None:
    from whoholds.cli.deciding import decide, export

    command.add_command(decide)
    command.add_command(export)


_add_verbs()
