"""Text that is never read for claims: bylines, credits, boilerplate, bare headings, datelines."""

from __future__ import annotations

import re

from whoholds.records import Mention, Sentence

BOILERPLATE = re.compile(
    r"^\W*(?:read more|read also|see also|related(?: articles?| stories)?|sign up|subscribe|share this|follow us|advertisement|"
    r"click here|watch|listen|photos?|image copyright|getty images|copyright|all rights reserved|more on this story|"
    r"newsletter|comments?|most read|top stories|continue reading|view comments|story continues below)\b.{0,80}$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^\W*(?i:by|from|reporting by|editing by|writing by|additional reporting by|photo(?:graph)? by|story by)\s+[A-Z][\w.'’-]+(?:[\s,]+(?:and\s+)?"
    r"[A-Z][\w.'’-]+){0,8}\W*$"
)
CREDIT = re.compile(
    r"\b(?:REUTERS|AFP|AP Photo|Getty Images|EPA|Anadolu)\s?/\s?[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}"
)
DATELINE = re.compile(
    r"^\W*[A-Z][A-Z'’\- ]{2,40}(?:,\s*[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?(?:,?\s+[A-Z][a-z]+\.?\s+\d{1,2})?\s*(?:\([A-Z][\w ]{1,24}\))?\s*[-–—]{1,2}\s"
)
"""A dateline before the first sentence: "BEIRUT, Lebanon, June 23 (Agency) - "."""
HEADING_WORDS = 7
"""Longest bare heading; longer lines without a verb are rather headlines, which do tell."""


def find_apart(text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
    """Find the stretches that claims are not read from, in text order.

    Headlines and captions with a predicate are kept: they tell of the world.
    """
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        kind = _kind(words) or _heading(sentence, number, sentences)
        if kind:
            found.append(Mention(sentence.start, sentence.end, words, kind))
            continue
        found += _inside(text, sentence)
    return tuple(sorted(set(found)))


def _kind(words: str) -> str:
    if BOILERPLATE.match(words):
        return "boilerplate"
    return "byline" if BYLINE.match(words) else ""


def _inside(text: str, sentence: Sentence) -> list[Mention]:
    words = text[sentence.start : sentence.end]
    found = [
        Mention(sentence.start + hit.start(), sentence.start + hit.end(), hit.group(), "credit")
        for hit in CREDIT.finditer(words)
    ]
    line = DATELINE.match(words)
    if line:
        found.append(Mention(sentence.start, sentence.start + line.end(), line.group(), "dateline"))
    return found


def _heading(sentence: Sentence, number: int, sentences: tuple[Sentence, ...]) -> str:
    """Tell a bare section heading: a short paragraph of its own, no verb, no end mark, and not the title."""
    alone = all(
        other.paragraph != sentence.paragraph
        for other in sentences[max(0, number - 1) : number + 2]
        if other is not sentence
    )
    words = [token for token in sentence.tokens if token.upos != "PUNCT"]
    if (
        number == 0
        or not alone
        or not 0 < len(words) <= HEADING_WORDS
        or sentence.tokens[-1].words in (".", "!", "?", "”", '"')
    ):
        return ""
    return "" if any(token.upos in ("VERB", "AUX") for token in words) else "heading"
