"""`whoholds doctor`: is everything in place?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

import click

from whoholds import __version__
from whoholds.cli.common import open_places
from whoholds.errors import WhoholdsError

FEW = 5
"""Articles that could not be read that are named."""


@click.command("doctor")
def command() -> None:
    """Check the reader's weights, the gazetteer (built where it is missing), catalogue, rules, settings and store."""
    click.echo(f"whoholds {__version__}, Python {platform.python_version()}, {platform.system()}")
    bad = [name for name, check in CHECKS.items() if not _passed(name, check)]
    if bad:
        sys.exit(1)


def _passed(name: str, check: Callable[[], str]) -> bool:
    try:
        click.echo(f"ok    {name}: {check()}")
    except WhoholdsError as fault:
        click.echo(f"FAULT {name}: {fault}")
        return False
    except Exception as fault:  # what a check did not foresee is found out here, too
        click.echo(f"FAULT {name}: {type(fault).__name__}: {fault}")
        return False
    return True


def _reader() -> str:
    from whoholds.models.load import open_reader
    from whoholds.settings import read_settings

    reader = open_reader(read_settings().language)
    words = sum(len(sentence.tokens) for sentence in reader.read("The town was retaken on Friday."))
    return f"{reader.name}, reads {words} words of a test sentence"


def _gazetteer() -> str:
    gazetteer = open_places()
    own = f"; {len(gazetteer.tables())} tables of yours" if gazetteer.joined else ""
    return f"{gazetteer.path}, knows {len(gazetteer.look_up('Tripoli'))} places called Tripoli{own}"


def _catalogue() -> str:
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.settings import read_settings

    catalogue = open_catalogue(read_settings().catalogue)
    return f"{len(catalogue.names)} names of sides"


def _rules() -> str:
    from whoholds.extract.judge import open_judge
    from whoholds.rules.load import open_rules
    from whoholds.settings import read_settings

    book, judge = open_rules(read_settings().rules), open_judge()
    unknown = sum(rule.id not in judge.rules for rule in book.rules)
    return f"{len(book.rules)} rules, {unknown} of them not known to the judge"


def _store() -> str:
    from pathlib import Path

    from whoholds.settings import read_settings
    from whoholds.store.address import is_address
    from whoholds.store.base import open_store

    db = read_settings().db
    if not is_address(db) and not Path(db).exists():
        return f"none at {db} yet; `whoholds read FOLDER` makes one"
    with open_store(db, create=False) as store:
        counts, failed = store.counts(), store.failures()
    lines = [f"{store.name}: {counts.documents} articles, {counts.claims} claims, {len(failed)} could not be read"]
    lines[0] += "; not worked out yet, run read again" if counts.stale else ""
    lines += [f"      {' '.join(f'{path}: {reason}'.split())}" for path, reason in failed[:FEW]]
    lines += [f"      and {len(failed) - FEW} more"] if len(failed) > FEW else []
    return "\n".join(lines)


CHECKS: dict[str, Callable[[], str]] = {
    "reader": _reader, "gazetteer": _gazetteer, "catalogue": _catalogue, "rules": _rules, "store": _store,
}  # fmt: skip
