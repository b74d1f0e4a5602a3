"""Texts in capitals only, as old wires have them: brought to usual case, letter for letter."""

from __future__ import annotations

import re
from functools import cache

FEW = 40
"""Below this many letters a text in capitals may be a headline's name or an abbreviation; it is left as it is."""
SHARE = 0.9
"""Share of capitals among the letters from which a text counts as written in capitals."""


def plain_case(text: str) -> str:
    """Return the text itself, or, of a text in capitals, one of the same length with the case of usual print.

    Months and weekdays get their capital, "MAY" and "MARCH" only beside a number or after in, since, last and the like;
    sentences begin with a capital; all else is small.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < FEW or sum(letter.isupper() for letter in letters) < SHARE * len(letters):
        return text
    small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    named = _names().sub(lambda m: m.group()[0].upper() + m.group()[1:], small)
    return _starts().sub(lambda m: m.group()[:-1] + m.group()[-1].upper(), named)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:january|february|april|june|july|august|september|october|november|december"
        r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
        r"|(?:jan|feb|mar|apr|may|march|jun|jul|aug|sept|sep|oct|nov|dec)(?=\.?\s\d)"
        r"|(?<=\d )(?:jan|feb|mar|apr|may|march|jun|jul|aug|sept|sep|oct|nov|dec)"
        r"|(?:(?<=\bin )|(?<=\bsince )|(?<=\blast )|(?<=\bthis )|(?<=\bearly )|(?<=\blate )|(?<=\bof ))(?:may|march))\b"
    )


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(r"(?:^|[.!?][\"')\]]*\s+)[a-z]")
