"""`whoholds actors decide` and `whoholds actors export`: what a person says a provisional side is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whoholds.cli.common import db_option, open_db
from whoholds.errors import InputError

if TYPE_CHECKING:
    from whoholds.review.provisional import Provisional
    from whoholds.store.base import Store

CALLS = {"same_as": "the same as", "new_side": "a side of its own,", "not_a_side": "no side", "undecided": "undecided again"}


@click.command("decide")
@click.argument("name")
@click.option("--same-as", default="", metavar="ID", help="It is this side of the catalogue: an id or a name.")
@click.option("--new-side", is_flag=True, help="It is a side of its own; needs --kind.")
@click.option("--not-a-side", is_flag=True, help="It is none: holdings and lists pass over it.")
@click.option("--undo", is_flag=True, help="Take back what was decided.")
@click.option("--kind", default="", help="With --new-side: armed, army, government, coalition, institution, party, people, media, state.")
@click.option("--called", default="", metavar="NAME", help="With --new-side: its usual name.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="With --new-side: where it acts; default: that of its claims.")
@click.option("--part-of", default="", metavar="ID", help="With --new-side: the side that it belongs to.")
@click.option("--source", default="", help="A public reference for it.")
@click.option("--why", default="", help="The reason.")
@click.option("--by", default="reviewer", help="Role or working name of who decides.")
@db_option
def decide(name: str, undo: bool, db: str | None, **given: Any) -> None:
    """Decide what the provisional side NAME is. Decisions are kept for ever, survive re-reading, and can be undone.

    Use it as: whoholds actors decide "Burkan al-Furat" --same-as burkan-al-furat --why "another spelling"
    """
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.intake.reading import work_out_store
    from whoholds.review.deciding import Ruling, judgement_of, provisional_called
    from whoholds.review.moment import to_keep
    from whoholds.settings import read_settings

    verdict = _verdict(given["same_as"], given.pop("new_side"), given.pop("not_a_side"), undo)
    with open_db(db) as store:
        side = provisional_called(name, provisional_of(store))
        ruling = Ruling(verdict, **{**given, "countries": tuple(code.upper() for code in given["countries"])})
        judgement = judgement_of(side, ruling, open_catalogue(read_settings().catalogue), datetime.now(UTC))
        store.save_judgement(to_keep(judgement, store.judgements()))
        work_out_store(store)
    told = dict(judgement.change)
    whom = f" {told['name']} ({told['id']})" if "id" in told else ""
    click.echo(f"kept: {side.name} is {CALLS[verdict]}{whom}, by {judgement.by}; {len(side.claims)} claims; the state was worked out anew")


def _verdict(same_as: str, new_side: bool, not_a_side: bool, undo: bool) -> str:
    chosen = [
        verdict
        for verdict, wanted in (("same_as", same_as), ("new_side", new_side), ("not_a_side", not_a_side), ("undecided", undo))
        if wanted
    ]
    if len(chosen) != 1:
        raise click.UsageError("say one of --same-as ID, --new-side, --not-a-side, --undo")
    return chosen[0]


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@db_option
def export(file: Path | None, db: str | None) -> None:
    """Write the decided sides as YAML entries to FILE, or print them: a catalogue file of one's own.

    Name it in whoholds.toml (catalogue = ["mine.yaml"]), and the sides are known wherever articles are read anew.

    Use it as: whoholds actors export mine.yaml
    """
    from whoholds.review.deciding import entries_of

    with open_db(db) as store:
        text = entries_of(store.judgements())
    if file is None:
        click.echo(text, nl=False)
        return
    if file.exists():
        raise InputError(f"{file}: is there already; name another file, or remove it")
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{file}: cannot be written ({fault.strerror}); check the path") from None
    click.echo(f"{file}: {text.count(chr(10) + '- ') + text.startswith('- ')} entries")


def provisional_of(store: Store) -> tuple[Provisional, ...]:
    """Return the provisional sides of a store's claims."""
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.review.provisional import provisional_sides
    from whoholds.settings import read_settings

    return provisional_sides(store.claims(), open_catalogue(read_settings().catalogue), store.judgements())
