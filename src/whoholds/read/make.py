"""A document made of what was read: settled text, title, publisher, day, language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from whoholds.read.days import day_of_address, day_of_text, parse_days
from whoholds.read.options import Fault, ReadOptions
from whoholds.records import Document, Window, content_id, digest_of
from whoholds.text.normalise import NORMALISER_VERSION, normalise

SURE = 0.9
"""Least probability at which a text in Latin letters is called another language than English. Short English texts stay
above it."""
SHORTEST = 40
"""Letters below which no language is judged."""
_AGENCY = re.compile(r"^[A-Z][A-Za-z'’,. \-\d]{2,60}\((?P<name>[A-Z][\w .&]{1,30})\)\s*[-–—]{1,2}\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says of one article, before anything is settled."""

    text: str
    path: str
    id: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    date: str | None = None
    """A day or month in any form; None where the file says none."""
    announced: str | None = None
    """The day on which a feed says that it was published; counts where the article itself tells none."""


def make_document(found: Found, options: ReadOptions) -> Document:
    """Settle an article: the same words always make the same document id."""
    text = normalise(found.text)
    source = options.source or _clean(found.source) or _agency(text)
    published, how = _published(found, text, options)
    return Document(
        id=_clean(found.id) or content_id("document", source or "", text),
        text=text,
        source=source,
        url=_clean(found.url),
        title=_clean(found.title) or _title(text),
        published=published,
        published_from=how,
        language=language_of(text),
        normaliser=str(NORMALISER_VERSION),
        digest=digest_of(text),
        path=found.path,
    )


def settled(item: Found | Fault, options: ReadOptions) -> Document | Fault:
    """Settle what was found, or tell why it is no article."""
    made = item if isinstance(item, Fault) else make_document(item, options)
    if isinstance(made, Document) and not made.text:
        return Fault(made.path or made.id, "nothing in it but signs that cannot be seen; nothing was read")
    return made


def _clean(words: str | None) -> str | None:
    """Settle a line as the text is settled: what a file says must not steer the terminal that shows it."""
    return " ".join(normalise(words).split()) or None if words else None


def _agency(text: str) -> str | None:
    """Take the agency of a dateline for the publisher where nothing else names one."""
    hit = _AGENCY.search(text[:300])
    return hit["name"] if hit else None


def _published(found: Found, text: str, options: ReadOptions) -> tuple[Window | None, str]:
    if options.published is not None:
        return options.published, "given"
    if found.date and (days := parse_days(found.date)):
        return days, "metadata"
    days, how = day_of_text(text)
    if days is not None:
        return days, how
    if found.announced and (days := parse_days(found.announced)):
        return days, "feed"
    address = day_of_address(found.url or "") or day_of_address(found.path.rpartition("/")[2])
    return (address, "url") if address else (None, "unknown")


def _title(text: str) -> str | None:
    """Take the first line for the title where it is short and ends like a headline."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if 0 < len(first) <= 120 and not first.endswith((".", ",", ";", ":")) else None


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where it is too short to tell.

    A doubtful text counts as English, so that nothing is lost; one mostly in other letters than ours never does.
    """
    letters = sum(sign.isalpha() for sign in text[:4000])
    if letters < SHORTEST:
        return None
    if 2 * sum(sign.isascii() and sign.isalpha() for sign in text[:4000]) < letters:
        return next(str(code) for code, _ in _identifier().rank(text[:4000]) if code != "en")
    code, sure = _identifier().classify(text[:4000])
    return str(code) if code == "en" or sure >= SURE else "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
