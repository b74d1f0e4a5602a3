"""`whoholds doctor`: is everything in place?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from whoholds import __version__
from whoholds.cli.common import open_places
from whoholds.errors import WhoholdsError

if TYPE_CHECKING:
    from whoholds.plugins.entry import Plugin

FEW = 5
"""Articles that could not be read that are named."""


@click.command("doctor")
def command() -> None:
    """Check the reader's weights, the gazetteer (built where it is missing), catalogue, rules, plug-ins, settings and store."""
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
    from whoholds.settings import read_settings
    from whoholds.toolkit import open_language

    reader = open_language(read_settings().language)
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


def _extractor() -> str:
    from whoholds.settings import read_settings
    from whoholds.toolkit import extractor_of

    used = extractor_of(read_settings().spec())
    return "the shipped one" if used is None else f"{used.name}; nothing was asked"


def _plugins() -> str:
    from whoholds.errors import PluginError
    from whoholds.plugins.entry import GROUPS, OURS, list_plugins

    found = [plugin for group in GROUPS for plugin in list_plugins(group)]
    foreign = [plugin for plugin in found if plugin.distribution != OURS]
    faults = [told for plugin in foreign if (told := _fault_of(plugin))]
    lines = [f"{plugin.group.removeprefix('whoholds.')}: {plugin.name}, of {plugin.origin}" for plugin in found]
    told = "\n      ".join([*faults, f"{len(foreign)} of other packages", *lines])
    if faults:
        raise PluginError(told)
    return told


def _fault_of(plugin: Plugin) -> str:
    """Say what is wrong with a plug-in; empty where it is well. Models and extractors are loaded, not opened: that may be dear."""
    from whoholds.plugins.entry import EXTRACTORS, GAZETTEERS, MODELS, READERS, fault_of_name, find_plugin, load_plugin
    from whoholds.plugins.places import open_places_file
    from whoholds.read.files import READERS as SHIPPED
    from whoholds.read.plugged import open_file_reader

    told = fault_of_name(plugin)
    if told:
        return str(plugin.broken(told))
    try:
        find_plugin(plugin.group, plugin.name)
        if plugin.group == READERS:
            open_file_reader(plugin, frozenset(SHIPPED))
        elif plugin.group == GAZETTEERS:
            open_places_file(plugin.name)
        elif plugin.group in (EXTRACTORS, MODELS) and not callable(load_plugin(plugin)):
            return str(plugin.broken("it is no function"))
    except WhoholdsError as fault:
        return str(fault)
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "reader": _reader, "gazetteer": _gazetteer, "catalogue": _catalogue, "rules": _rules, "plug-ins": _plugins,
    "extractor": _extractor, "store": _store,
}  # fmt: skip
