"""Why answers of MUC-4 are missed and why found ones are spurious: each error has one cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whoholds.evaluate.muc4_score import ROLES, GoldFilled, GoldTemplate, Template, align, kept_fillers, pairs_of, plain
from whoholds.evaluate.muc4_templates import all_signs, templates_of
from whoholds.pipeline import Made

SMALL = frozenset(("of", "de", "la", "in", "and"))


@dataclass(frozen=True, slots=True)
class Error:
    """One answer missed, or one found that is none."""

    kind: str
    """missed or spurious."""
    slot: str
    cause: str
    gold: str = ""
    found: str = ""


def errors_of(gold: Sequence[GoldTemplate], made: Made) -> Iterator[Error]:
    """List the errors of one document, named victims only."""
    found = templates_of(made)
    home = dict(align(gold, found, all_victims=False))
    for row, key in enumerate(gold):
        if row in home:
            yield from _fillers(key, found[home[row]], made)
        elif not key.optional:
            yield Error("missed", "Type", _missed_template(key, found, made), "/".join(key.incidents))
            missed = [(role, one) for role in ROLES for one in kept_fillers(key, role, False) if not one.optional]
            yield from (Error("missed", role, "its template missed", _shown(one)) for role, one in missed)
    cause = "other incident of the document" if gold else "document without incidents"
    for column, one in enumerate(found):
        if column not in home.values():
            yield Error("spurious", "Type", cause, found=one.incident)
            fillers = [(role, filler) for role in ROLES for filler in kept_fillers(one, role, False)]
            yield from (Error("spurious", role, cause, found=_one_line(filler.words)) for role, filler in fillers)


def _missed_template(key: GoldTemplate, found: Sequence[Template], made: Made) -> str:
    if any(one.incident in key.incidents for one in found):
        return "merged, or another one of its type found"
    signs = all_signs(made)
    if any(sign.incident in key.incidents for sign in signs):
        return "left out by a relevance rule, or merged into another type"
    return "claims only of other types" if signs else "no claim extracted"


def _fillers(key: GoldTemplate, found: Template, made: Made) -> Iterator[Error]:
    for role in ROLES:
        keys, fillers = kept_fillers(key, role, all_victims=False), kept_fillers(found, role, all_victims=False)
        pairs = pairs_of(keys, fillers)
        words = [one.words for one in fillers]
        for number, one in enumerate(keys):
            if not one.optional and number not in {n for n, _ in pairs}:
                yield Error(
                    "missed", role, _missed_filler(one, role, words, made), _shown(one), _one_line("; ".join(words))
                )
        for number, filler in enumerate(words):
            if number not in {n for _, n in pairs}:
                near = (
                    "other words of it in the key" if any(_like(one, filler) for one in keys) else "not in the template"
                )
                yield Error("spurious", role, near, "; ".join(map(_shown, keys)), _one_line(filler))


def _shown(one: GoldFilled) -> str:
    return "|".join(sorted(one.words))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _missed_filler(key: GoldFilled, role: str, found: Sequence[str], made: Made) -> str:
    if any(_like(key, words) for words in found):
        return "other words of it found"
    claims = [sign.claim for sign in all_signs(made)]
    own = [f for c in claims for f in (c.actors if role.startswith("Perp") else c.targets)]
    if any(_like(key, filler.words) for filler in own):
        return "in a claim's role, not taken over"
    if any(_like(key, filler.words) for c in made.claims for filler in (*c.actors, *c.targets, *c.places)):
        return "in another role or claim"
    told = any(words in plain(c.sentence.words) for words in key.words for c in claims)
    return "claim lacks the role" if told else "no claim in its sentence"


def _like(key: GoldFilled, words: str) -> bool:
    parts = set(plain(words).split()) - SMALL
    return any(parts & set(one.split()) for one in key.words)
