"""Read rule files: every scalar as a string, every fault of a file reported at once with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import yaml

from whoholds.errors import RuleError
from whoholds.records.claim import STATUSES, TYPES
from whoholds.rules.schema import DEFAULTS, KEYS, LIST_KEYS, ROLES, Pattern, Rule, RuleBook, Slot, slot

RANK = re.compile(r"-?[0-9]{1,6}")


class _Readable(Protocol):
    @property
    def name(self) -> str: ...

    def read_text(self, encoding: str | None = None) -> str: ...


def open_rules(folders: Iterable[str | Path] = ()) -> RuleBook:
    """Open the shipped rules, then those of each folder; a later rule replaces an earlier one of the same id.

    Files are `*.yaml` in name order; `words.yaml` holds word classes. Raises RuleError that lists all faults.
    """
    rules: dict[str, Rule] = {}
    classes: dict[str, frozenset[str]] = {}
    faults: list[str] = []
    for file in _files(folders):
        if file.name == "words.yaml":
            _read_classes(file, classes, faults)
        elif file.name != "speech.yaml":
            _read_rules(file, rules, faults)
    for rule in rules.values():
        faults += _unknown_classes(rule, classes)
    if faults:
        raise RuleError("the rules cannot be used:\n  " + "\n  ".join(faults))
    return RuleBook(tuple(sorted(rules.values(), key=lambda rule: rule.id)), classes)


def _files(folders: Iterable[str | Path]) -> list[_Readable]:
    found: list[_Readable] = sorted(
        (item for item in files("whoholds.rules").joinpath("data").iterdir() if item.name.endswith(".yaml")),
        key=lambda item: item.name,
    )
    for folder in folders:
        path = Path(folder)
        if not path.is_dir():
            raise RuleError(f"{path}: no such folder of rules; give a folder that holds .yaml files")
        found += sorted(path.glob("*.yaml"))
    return found


def _compose(file: _Readable, faults: list[str]) -> Any:
    try:
        return yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        faults.append(f"{file.name}: not readable as YAML: {' '.join(str(error).split())}")
        return None


def _read_classes(file: _Readable, classes: dict[str, frozenset[str]], faults: list[str]) -> None:
    node = _compose(file, faults)
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        faults.append(f"{file.name}: must be a mapping of class names to lists of words")
        return
    for key, value in node.value:
        if not isinstance(value, yaml.SequenceNode):
            faults.append(f"{file.name}, line {key.start_mark.line + 1}: class {key.value!r} must be a list")
            continue
        if not isinstance(key, yaml.ScalarNode) or not all(isinstance(item, yaml.ScalarNode) for item in value.value):
            faults.append(f"{file.name}, line {key.start_mark.line + 1}: a class has a name and a list of words, nothing inside them")
            continue
        classes[key.value] = classes.get(key.value, frozenset()) | {item.value for item in value.value}


def _read_rules(file: _Readable, rules: dict[str, Rule], faults: list[str]) -> None:
    node = _compose(file, faults)
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        faults.append(f"{file.name}: must be a list of rules")
        return
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            faults.append(f"{file.name}, line {line}: a rule is a mapping with the keys {', '.join(KEYS)}")
            continue
        rule = _rule(file.name, line, item, faults)
        if rule:
            rules[rule.id] = rule


def _rule(file: str, line: int, node: yaml.MappingNode, faults: list[str]) -> Rule | None:
    before = len(faults)
    plain: dict[str, Any] = {}
    for key, value in node.value:
        where = f"{file}, line {key.start_mark.line + 1}"
        if key.value not in KEYS:
            faults.append(f"{where}: unknown key {key.value!r}; known keys: {', '.join(KEYS)}")
        elif key.value in plain:
            faults.append(f"{where}: key {key.value!r} stands twice")
        elif not _fits(value, key.value in LIST_KEYS):
            faults.append(f"{where}: {key.value!r} must be a {'list of words' if key.value in LIST_KEYS else 'single value'}")
        else:
            plain[key.value] = [i.value for i in value.value] if key.value in LIST_KEYS else value.value
    faults += [f"{file}, line {line}: {fault}" for fault in _faults_of(plain)]
    return _build(file, line, plain) if len(faults) == before else None


def _fits(value: yaml.Node, listed: bool) -> bool:
    """Tell whether a value is a list of filled-in words, or one word where no list is asked for."""
    if not listed:
        return isinstance(value, yaml.ScalarNode)
    return isinstance(value, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) and item.value.strip() for item in value.value)


def _faults_of(plain: dict[str, Any]) -> list[str]:
    faults = [f"a rule needs {key!r}" for key in ("id", "type") if not plain.get(key)]
    if plain.get("type") and plain["type"] not in TYPES:
        faults.append(f"unknown type {plain['type']!r}; known types: {', '.join(TYPES)}")
    if plain.get("status") and plain["status"] not in STATUSES:
        faults.append(f"unknown status {plain['status']!r}; known: {', '.join(STATUSES)}")
    if not any(plain.get(key) for key in ("verbs", "nouns", "adjectives", "endings")):
        faults.append("a rule needs trigger words: verbs, nouns, adjectives or endings")
    if not plain.get("matches") or not plain.get("rejects"):
        faults.append("a rule needs sentences under 'matches' and under 'rejects'")
    if plain.get("rank") and not RANK.fullmatch(plain["rank"]):
        faults.append(f"'rank' must be a whole number, not {plain['rank']!r}")
    return faults


def _build(file: str, line: int, plain: dict[str, Any]) -> Rule:
    words: dict[str, Any] = {
        key: tuple(_pattern(item) for item in plain.get(key, ())) for key in ("verbs", "nouns", "adjectives")
    }
    slots: dict[str, Any] = {
        role: tuple(slot(item) for item in plain[role]) if role in plain else DEFAULTS[role] for role in ROLES
    }
    tests: dict[str, Any] = {key: tuple(_condition(item) for item in plain.get(key, ())) for key in ("when", "unless")}
    return Rule(
        id=plain["id"],
        type=plain["type"],
        endings=tuple(plain.get("endings", ())),
        status=plain.get("status", ""),
        rank=int(plain.get("rank") or 0),
        split=plain.get("split") == "yes",
        matches=tuple(plain.get("matches", ())),
        rejects=tuple(plain.get("rejects", ())),
        file=file,
        line=line,
        **words,
        **slots,
        **tests,
    )


def _pattern(text: str) -> Pattern:
    head, *others = text.split()
    return Pattern(head, tuple(others))


def _condition(text: str) -> tuple[Slot, ...]:
    """Read `object/of:place|side`: one of several slots, with one set of classes."""
    names, _, classes = text.partition(":")
    return tuple(slot(f"{name}:{classes}") for name in names.split("/"))


BUILT_IN = frozenset(
    {"place", "side", "person", "organisation", "demonym", "number", "time", "pronoun", "clause", "name"}
)
"""Classes that the reader gives; all others are lists of words in words.yaml."""


def _unknown_classes(rule: Rule, classes: dict[str, frozenset[str]]) -> list[str]:
    slots = [*rule.actor, *rule.target, *rule.place, *(item for test in (*rule.when, *rule.unless) for item in test)]
    unknown = sorted({name for item in slots for name in item.classes | item.never} - BUILT_IN - set(classes))
    return [
        f"{rule.file}, line {rule.line}, rule {rule.id!r}: unknown class {name!r}; "
        f"known: {', '.join(sorted(BUILT_IN | set(classes)))}"
        for name in unknown
    ]
