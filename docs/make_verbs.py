"""Write docs/verbs/: a page for each verb of the command line, from its own help."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from whoholds.cli.main import VERBS, whoholds

FOLDER = Path(__file__).resolve().parent / "verbs"
WRITTEN = "Written by `python docs/make_verbs.py` from the program's own help; change the help, not this page."
EXAMPLE = re.compile(r"^Use it as:\s*(?P<command>whoholds .+)$", re.MULTILINE)
"""How a verb's docstring gives an example."""


def commands_of(name: str, command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Walk a verb and the verbs inside it, with the words that call them."""
    yield name, command
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from commands_of(f"{name} {inner}", found, context)


def cell(words: str) -> str:
    """Make words fit a cell of a table."""
    return " ".join(words.split()).replace("|", "\\|")


def usage_of(name: str, command: click.Command, context: click.Context) -> str:
    """Return the line that says how a verb is called."""
    pieces = command.collect_usage_pieces(click.Context(command, info_name=name, parent=context))
    return " ".join(["whoholds", name, *pieces])


def default_of(option: click.Option) -> str:
    """Say what holds where an option is left out; a dash where nothing does, or where the help says it."""
    value = option.default
    if option.is_flag or option.multiple or not isinstance(value, str | int | Path) or value == "":
        return "–"
    return f"`{value}`"


def options_table(command: click.Command, context: click.Context) -> str:
    """Write the options of a verb as a table."""
    lines = ["| option | takes | default | meaning |", "|---|---|---|---|"]
    for option in (p for p in command.params if isinstance(p, click.Option)):
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        takes = "–" if option.is_flag else cell(option.make_metavar(context))
        many = " May be given more than once." if option.multiple else ""
        lines.append(f"| {names} | {takes} | {default_of(option)} | {cell(option.help or '')}{many} |")
    lines.append("| `-h`, `--help` | – | – | Show the help and end. |")
    return "\n".join(lines)


def part_of(name: str, command: click.Command, context: click.Context) -> str:
    """Write what one command does: usage, help, options, example."""
    told = cleandoc(command.help or "")
    example = EXAMPLE.search(told)
    told = EXAMPLE.sub("", told).strip()
    parts = [f"```\n{usage_of(name, command, context)}\n```", told, options_table(command, context)]
    if example:
        parts.append(f"Example:\n\n```\n{example['command']}\n```")
    return "\n\n".join(parts)


def page_of(verb: str, context: click.Context) -> str:
    """Write the page of a verb."""
    command = whoholds.get_command(context, verb)
    if command is None:
        raise SystemExit(f"{verb}: listed in VERBS, but there is no such command")
    parts = [f"# whoholds {verb}", VERBS[verb]]
    for name, inner in commands_of(verb, command, context):
        if name != verb:
            parts.append(f"## whoholds {name}")
        parts.append(part_of(name, inner, context))
    return "\n\n".join([*parts, f"{WRITTEN} [All verbs](index.md)"]) + "\n"


def index_page() -> str:
    """Write the list of verbs."""
    rows = [f"| [{verb}]({verb}.md) | {cell(words)} |" for verb, words in VERBS.items()]
    return "\n".join(["# The verbs", "", "| verb | what it does |", "|---|---|", *rows, "", WRITTEN, ""])


def write(folder: Path) -> list[Path]:
    """Write all pages; pages of verbs that are no more are removed. Returns what was written."""
    context = click.Context(whoholds, info_name="whoholds")
    pages = {folder / f"{verb}.md": page_of(verb, context) for verb in VERBS}
    pages[folder / "index.md"] = index_page()
    folder.mkdir(parents=True, exist_ok=True)
    for old in set(folder.glob("*.md")) - set(pages):
        old.unlink()
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return sorted(pages)


if __name__ == "__main__":
    sys.stdout.write(f"{len(write(FOLDER))} pages in docs/verbs\n")
