"""What the program reads in a text: the claims of the whole product path, and short ways to ask for one."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.shelves import shelves
from whoholds.pipeline import claims_of
from whoholds.read.days import parse_days
from whoholds.records import Claim, Document, Filler


@cache
def told(text: str, day: str = "") -> tuple[Claim, ...]:
    """Return the claims of a text, annotated, extracted and resolved; `day` is its publication, a day or a month."""
    return claims_of(Document("article", text, published=parse_days(day) if day else None), shelves()).claims


def of_type(text: str, type: str, word: str = "", day: str = "") -> list[Claim]:
    """Return the claims of a type; with `word`, those whose trigger holds it or stands in it."""
    found = [claim for claim in told(text, day) if claim.type == type]
    return [claim for claim in found if word in claim.trigger.words or claim.trigger.words in word]


def one(text: str, type: str, word: str = "", day: str = "") -> Claim:
    """Return the only claim of a type on a trigger; fails with all that was read where there is none, or more."""
    found = of_type(text, type, word, day)
    assert len(found) == 1, f"{len(found)} {type} on {word!r}; read: {marked(text, day)}"
    return found[0]


def marked(text: str, day: str = "") -> list[str]:
    """Return type and trigger of every claim, in text order."""
    return [f"{claim.type} {claim.trigger.words}" for claim in told(text, day)]


def types(text: str, day: str = "") -> list[str]:
    """Return the types of the claims, sorted."""
    return sorted(claim.type for claim in told(text, day))


def words(fillers: tuple[Filler, ...]) -> list[str]:
    """Return the words of fillers without a leading article, which neither guide nor scorer counts."""
    return [filler.words.split(" ", 1)[-1] if _article(filler.words) else filler.words for filler in fillers]


def _article(phrase: str) -> bool:
    return phrase.lower().startswith(("the ", "a ", "an "))


def days(claim: Claim) -> tuple[str, str]:
    """Return first and last day of a claim's time as ISO dates; empty where it has none or its words fix none."""
    window = claim.time.window if claim.time else None
    return (str(window.earliest or ""), str(window.latest or "")) if window else ("", "")


def missed(*values: Any, because: str) -> Any:
    """Make a case that the program does not read yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=False, reason=because))
