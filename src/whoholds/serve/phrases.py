"""Fixed words that the store and the rooms below hold in English, said in the words of the catalogue.

Records stay as they are, for programs and for other stores; only what a page shows is put into another language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from whoholds.serve.say import Words

FORMS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "because": (
        (r"told once", "because.once"),
        (r"same kind \((?P<type>\w+)\)", "because.kind"),
        (r"same place \((?P<place>.+)\)", "because.place"),
        (r"no place", "because.nowhere"),
        (r"days that meet (?P<low>\S+)\.\.(?P<high>\S+)", "because.days"),
        (r"(?P<n>\d+) without a day of their own, joined to the nearest one before", "because.undated"),
        (r"several sides are said to have done it", "because.several"),
        (r"set by a reviewer", "because.reviewer"),
        (r"not graded", "because.ungraded"),
    ),
    "why": (
        (r"(?P<reason>place|time|actor|type|not a claim)", "decisions.reason"),
        (r"duplicate of (?P<id>\S+)", "decisions.duplicate"),
    ),
    "act": (
        (r"login refused", "act.login_refused"),
        (r"token refused", "act.token_refused"),
        (r"login", "act.login"),
        (r"upload", "act.upload"),
        (r"export bundle", "act.bundle"),
        (r"export training data", "act.training"),
        (r"decide: (?P<verdict>\w+)", "act.decide"),
    ),
    "detail": (
        (r"(?P<n>\d+) articles", "act.articles"),
        (r"(?P<reason>place|time|actor|type|not a claim)", "decisions.reason"),
        (r"duplicate of (?P<id>\S+)", "decisions.duplicate"),
        (r"(?P<field>type|status|from|to|actor|target|place|source)=(?P<value>.*)", "act.change"),
    ),
    "told": (
        (r"(?P<n>\d+) new, 1 claims?", "upload.told_new_one"),
        (r"(?P<n>\d+) new, (?P<claims>\d+) claims", "upload.told_new"),
        (r"(?P<n>\d+) read again", "upload.told_again"),
        (r"(?P<n>\d+) known already", "upload.told_known"),
        (r"(?P<n>\d+) not in English: kept, not read for claims", "upload.told_foreign"),
        (r"worked out anew", "upload.told_folded"),
    ),
    "under": (
        (r"Contested places", "section.contested"),
        (r"What reports disagree on", "section.disagree"),
        (r"(?P<side>.+): (?P<gained>\d+) gained, (?P<lost>\d+) lost", "section.moved"),
        (r"(?P<side>.+): (?P<gained>\d+) gained, (?P<lost>\d+) lost, (?P<contested>\d+) contested", "section.moved_contested"),
    ),
}
"""Kinds of phrases: how each stands in a record, and the key of its words. Groups of a pattern are what goes into the words."""
CODES = {"type": "type", "verdict": "verdict", "reason": "reason", "field": "field"}
"""Groups that are codes with words of their own, and where these stand."""
SECTIONS = {
    "Gains and losses": "moves", "Assessed": "assessed", "Reported": "reported", "Disputed": "disputed",
    "Fighting, sieges and attacks": "fighting", "Figures": "figures", "Not known": "unknown",
}  # fmt: skip
"""Sections of a brief, by their headings."""


def phrase(words: Words, kind: str, text: str) -> Markup:
    """Return a record's phrase in the words of the catalogue; parts that no form fits stay as they are."""
    parts = re.split(r"(; |, )" if kind == "detail" else r"(; )", text)
    return Markup("").join(_said(words, kind, part) for part in parts)


def section(words: Words, title: str, part: str = "title") -> Markup:
    """Return the heading of a section of a brief, or what it says where it is empty."""
    return words.say(f"section.{SECTIONS[title]}_{part}")


def heading(words: Words, text: str) -> Markup:
    """Return the heading under which sentences of a brief stand: a side, a measure, what they have in common."""
    said = _said(words, "under", text)
    measure = f"measure.{text.lower().replace(' ', '_')}"
    return words.say(measure) if measure in words.table else said


def unit(words: Words, text: str) -> Markup:
    """Return a unit, or a rate such as \"barrels per day\"."""
    what, per, period = text.partition(" per ")
    if per:
        return words.say("unit.rate", what=unit(words, what), period=words.name(f"unit.{period}"))
    key = f"unit.{text.replace(' ', '_')}"
    return words.say(key) if key in words.table else escape(text)


def _said(words: Words, kind: str, part: str) -> Markup:
    for form, key in FORMS[kind]:
        found = re.fullmatch(form, part)
        if found:
            return words.say(key, **{name: _value(words, name, value) for name, value in found.groupdict().items()})
    return escape(part)


def _value(words: Words, name: str, value: str) -> str | int:
    if name == "n":
        return int(value)
    return words.name(f"{CODES[name]}.{value}") if name in CODES else value
