"""The command `whoholds`: verbs are opened when they are called, so that help comes at once."""

from __future__ import annotations

import errno
import importlib
import shutil
import sys
import tempfile
from pathlib import Path

import click

from whoholds import __version__
from whoholds.errors import WhoholdsError

VERBS = {
    "read": "Read articles into the store: claims, events, who holds what, disputes.",
    "watch": "Fetch new articles from feeds and read them into the store; the one verb that uses the network.",
    "run": "Read large collections into a dataset of claims, on all cores or a cluster.",
    "who": "Say who holds a place, since when, and who says so.",
    "changes": "List what changed hands between two days.",
    "timeline": "Tell the history of a place or a side.",
    "figures": "List reported figures with their definitions.",
    "series": "List attacks, money, displacement, aid over time, by side and place.",
    "routes": "List supply routes: open, cut or contested, and towns on them.",
    "area": "Work out who has how much of a country or a drawn extent.",
    "disputes": "List contradictions and impossibilities, both sides quoted.",
    "events": "List events, merged across articles.",
    "origins": "List which articles go back to one origin.",
    "brief": "Write a cited brief as Markdown and HTML.",
    "explain": "Show what a claim, holding or dispute rests on.",
    "review": "List claims to judge, or judge one.",
    "search": "Find articles by their words.",
    "export": "Write the store as tables, maps, event files, feeds, a bundle or a printed brief.",
    "import": "Take a bundle of another store into this one.",
    "publish": "Write the store as static pages with a map.",
    "serve": "Open the pages on this machine.",
    "db": "Copy, back up, restore or check a store.",
    "annotate": "Read documents as JSON lines and print everything seen in them.",
    "extract": "Read documents as JSON lines and print their claims.",
    "state": "Fold claims as JSON lines into who holds what.",
    "places": "Look place names up in the gazetteer.",
    "gazetteer": "Add, list, remove and check your own tables of places.",
    "mean": "Say which place a name means in this store, list what was said, or undo it.",
    "actors": "Look a side up, or list those that the catalogue lacks and decide what they are.",
    "rules": "Try the rules on a sentence.",
    "evaluate": "Measure quality and speed on named data.",
    "doctor": "Check that everything is in place.",
}
"""Verb to its one line of help; each verb is a file of this room."""

FULL = frozenset({errno.ENOSPC, errno.EFBIG, *([errno.EDQUOT] if hasattr(errno, "EDQUOT") else [])})
"""What systems say of a full disk."""


class Verbs(click.Group):
    """Open a verb's file only when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the verbs in the order of use."""
        return list(VERBS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Open a verb."""
        if name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"whoholds.cli.{name}_verb").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without opening them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="whoholds")
def whoholds() -> None:
    """Who holds what, since when, and who says so.

    Reads public reporting about armed conflicts and keeps every statement traced to the exact words it rests on.
    Start with: whoholds read FOLDER, then whoholds who PLACE.
    """


def main() -> None:
    """Run the command; faults that Whoholds can explain are told in one line, exit status 1."""
    try:
        whoholds.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except WhoholdsError as fault:
        click.echo(f"whoholds: {fault}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as fault:
        if fault.errno not in FULL:
            raise
        told = f"no room left on a disk ({fault.strerror}): {_where(fault)}"
        click.echo(f"whoholds: {told}; make room and run the same command again", err=True)
        sys.exit(1)


def _where(fault: OSError) -> str:
    """Name the file that could not be written; where the system does not, the folders that are written to and their room."""
    if fault.filename is not None:
        return str(fault.filename)
    from whoholds.geo.gazetteer import cache_path

    folders = [Path.cwd(), Path(tempfile.gettempdir()), cache_path().parent]
    there = [next(one for one in (folder, *folder.parents) if one.is_dir()) for folder in folders]
    room = {str(folder): shutil.disk_usage(folder).free // 1_000_000 for folder in there}
    return "free are " + ", ".join(f"{free:,} MB in {folder}" for folder, free in room.items())
