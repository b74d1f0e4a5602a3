"""Word lists that annotation and extraction share: units of what is counted. Plain files of data, read once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from whoholds.errors import RuleError


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Words of speech and certainty; `data/speech.yaml` says what each list means."""

    report: frozenset[str]
    beside: frozenset[str]
    vouch: frozenset[str]
    stress: frozenset[str]
    vouch_number: frozenset[str]
    to_do: frozenset[str]
    accounts: frozenset[str]
    media: frozenset[str]
    speaking_things: frozenset[str]
    things_only: frozenset[str]
    deny: frozenset[str]
    fail: frozenset[str]
    prevent: frozenset[str]
    doubt: frozenset[str]
    held_so: frozenset[str]
    hearsay: frozenset[str]
    risk: frozenset[str]
    avert: frozenset[str]
    foresee: frozenset[str]
    seek: frozenset[str]
    seek_for: frozenset[str]
    plan: frozenset[str]
    happen: frozenset[str]
    moving: frozenset[str]
    needful: frozenset[str]
    exposed: frozenset[str]
    seeming: frozenset[str]
    light: frozenset[str]
    occur: frozenset[str]
    possible_adverbs: frozenset[str]
    possible_words: frozenset[str]
    planned_words: frozenset[str]
    unclear: frozenset[str]
    false: frozenset[str]
    deny_nouns: frozenset[str]
    hearsay_nouns: frozenset[str]
    plan_nouns: frozenset[str]
    ready: frozenset[str]
    unable: frozenset[str]
    negators: frozenset[str]
    nobody: frozenset[str]
    no_negation: frozenset[str]
    conditions: frozenset[str]
    about: dict[str, frozenset[str]]


@cache
def open_speech() -> SpeechWords:
    """Read the words of speech and certainty."""
    import yaml

    source = files("whoholds.rules").joinpath("data", "speech.yaml").read_text(encoding="utf-8")
    plain = yaml.load(source, Loader=yaml.BaseLoader)
    about = {verb: frozenset(words) for verb, words in plain.pop("about").items()}
    lists = {field.name for field in fields(SpeechWords)} - {"about"}
    if lists != set(plain):
        raise RuleError(f"speech.yaml: these lists are missing or unknown: {', '.join(sorted(lists ^ set(plain)))}")
    return SpeechWords(**{name: frozenset(words) for name, words in plain.items()}, about=about)


@cache
def open_units() -> dict[str, str]:
    """Read which unit each counted noun (lemma, lower case) is counted in."""
    found: dict[str, str] = {}
    for line in files("whoholds.rules").joinpath("data", "units.tsv").read_text(encoding="utf-8").splitlines():
        unit, mark, nouns = line.partition("\t")
        if mark and not line.startswith("#"):
            found |= {noun.lower(): unit for noun in nouns.split()}
    return found
