"""The documentation leads to files that are there and names commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from whoholds.cli.main import VERBS, whoholds

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
DEFINED = re.compile(r"^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
CALL = re.compile(r"(?:^|[\s|;&(/$])whoholds((?: +(?:\"[^\"]*\"|[^\s|;&#)\"]+))*)", re.MULTILINE)


def links(text: str) -> list[str]:
    """Return where the relative links of a page lead, without fragments."""
    prose = CODE.sub("", FENCED.sub("", text))
    targets = [*LINK.findall(prose), *DEFINED.findall(prose)]
    inner = [target for target in targets if not re.match(r"[a-z][a-z0-9+.-]*:|#|//", target)]
    return [target.partition("#")[0] for target in inner]


def calls(text: str) -> list[list[str]]:
    """Return the words after `whoholds` in blocks and spans of code."""
    code = [found.group() for found in FENCED.finditer(text)] + CODE.findall(FENCED.sub("", text))
    return [re.findall(r"\"[^\"]*\"|\S+", words) for part in code for words in CALL.findall(part)]


def fault(call: list[str]) -> str | None:
    """Return what the command line lacks of a call, or None."""
    command: click.Command = whoholds
    words = list(call)
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z][a-z_-]*", words[0]):
        inner = command.get_command(click.Context(command), words[0])
        if inner is None:
            return f"no verb {words[0]!r} in whoholds {' '.join(call)}"
        command, words = inner, words[1:]
    known = {option for param in command.params for option in param.opts} | {"--help", "-h", "--version"}
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    lacking = [option for option in options if option not in known]
    return f"no option {lacking[0]} in whoholds {' '.join(call)}" if lacking else None


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_lead_to_files(page: str) -> None:
    found = links((ROOT / page).read_text(encoding="utf-8"))
    assert [target for target in found if not ((ROOT / page).parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_named_commands_exist_with_their_options(page: str) -> None:
    faults = [fault(call) for call in calls((ROOT / page).read_text(encoding="utf-8"))]
    assert [one for one in faults if one] == []


def test_the_readme_shows_links_and_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/rules.md" in links(text)
    assert {call[0] for call in calls(text) if call} >= {"read", "who", "changes", "serve"}


def test_every_verb_opens_and_says_what_it_does() -> None:
    for name in VERBS:
        command = whoholds.get_command(click.Context(whoholds), name)
        assert command is not None and command.help, name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [rules](docs/rules.md#keys) and ![map](a/b.png).", ["docs/rules.md", "a/b.png"]),
        ("[top](#top), [site](https://example.org/x.md), [mail](mailto:a@example.org)", []),
        ("`[not](a.md)` and\n```\n[nor](b.md)\n```\n", []),
        ("[one]\n\n[one]: c.md\n", ["c.md"]),
    ],
)
def test_links_are_told_from_code_and_from_the_web(text: str, found: list[str]) -> None:
    assert links(text) == found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`whoholds who PLACE --on DAY`", None),
        ('```\nwhoholds rules try "The town fell."   # shows it\nwhoholds timeline X ; whoholds figures\n```\n', None),
        ("with whoholds installed", None),
        ("`whoholds conquer PLACE`", "no verb 'conquer'"),
        ("`whoholds rules burn`", "no verb 'burn'"),
        ("`whoholds who PLACE --nonsense`", "no option --nonsense"),
        ("`cat a | whoholds conquer`", "no verb 'conquer'"),
    ],
)
def test_wrong_commands_are_noticed(text: str, wrong: str | None) -> None:
    faults = [one for one in map(fault, calls(text)) if one]
    assert (wrong is None and faults == []) or (wrong is not None and faults[0].startswith(wrong))
