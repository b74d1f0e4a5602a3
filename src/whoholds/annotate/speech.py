"""Quotations of a text: straight, curly and angled marks, over paragraphs, and blocks of speech after "X said:" and in transcripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.records import Mention, Sentence
from whoholds.text.turns import find_turns

QUOTE, SCARE, BLOCK = "quote", "scare", "block"
SCARE_WORDS = 3
"""At most so many words make marks of distance ("capital"), not speech: one to three in the claims at hand."""
_OPEN = {"\u201c": "\u201d", "\u201e": "\u201d", "\u201f": "\u201d", "\u00ab": "\u00bb", "\u2039": "\u203a"}
_DOUBLE = re.compile('""|["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a]')
_SINGLE = re.compile("['\u2018\u2019\u201a]")
LEAD = 120
"""Code points in which "X, the minister for Y, said:" is the head of a paragraph."""
_PARAGRAPH = re.compile(r"[^\n]+")
_SAID_BLOCK = re.compile(
    r"\b(?:said|says|told [^.:]{1,60}|stated|added|commented|declared|announced|wrote|the following statement|"
    r"statement (?:below|reads|follows)|as follows|reads|read|statement)"
    r"\s*(?:today|yesterday|on \w+day|in a statement)?\s*:\s*$"
)
_SAID_HERE = re.compile(r"\b(?:said|says|added|commented|stated)\s*:\s+(?=[A-Z])")
_OWN_VOICE = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|my|me)\b")
_BLOCK_ENDS = re.compile(
    r"^(?:further information|notes? (?:to|for) editors?|background|contacts?|media enquir|press enquir|ends?\b|"
    r"follow\b|"
    r"related|read more|share|published|about\b|#|\*|--|__|copyright|\u00a9)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    closed: bool


def find_quotes(text: str, sentences: Sequence[Sentence] = ()) -> tuple[Mention, ...]:
    """Find quotations, marks included, in text order.

    Kind `quote` is speech, `scare` one to three words in marks of distance, `block` the unmarked paragraphs after a
    paragraph that ends in "said:" and the turns of a transcript. A quotation that a later paragraph opens again without closing is one.
    """
    del sentences  # marks and paragraphs say all; trees are not needed
    paragraphs = [hit.span() for hit in _PARAGRAPH.finditer(text)]
    spans: list[_Span] = []
    for start, end in paragraphs:
        broken = _broken_end(text, spans, start, end)
        if broken is not None:
            spans[-1] = _Span(spans[-1].start, broken, True)
        found = _double(text, start if broken is None else broken, end)
        spans = _continued(text, spans, found)
    marked = [(span.start, span.end) for span in spans]
    marked += [span for span in _singles(text, paragraphs) if not any(a <= span[0] < b for a, b in marked)]
    mentions = [Mention(a, b, text[a:b], _kind(text, a, b)) for a, b in sorted(marked)]
    turns = [Mention(a, b, text[a:b], BLOCK) for a, b in find_turns(text)]
    blocks = [one for one in _blocks(text, paragraphs, mentions) if not any(t.start < one.end and one.start < t.end for t in turns)]
    return tuple(sorted([*mentions, *turns, *blocks]))


def _double(text: str, start: int, end: int) -> list[_Span]:
    """Pair the double marks of one paragraph; one left open runs to the paragraph's end."""
    found: list[_Span] = []
    opened: int | None = None
    for mark in _marks(text, start, end):
        if opened is None:
            if _closes_only(text, mark):
                continue
            opened = mark.start()
        elif not _opens_only(text, mark, end):
            found.append(_Span(opened, mark.end(), True))
            opened = None
    if opened is not None:
        found.append(_Span(opened, end, False))
    return found


def _marks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """List the marks of a paragraph; where they are doubled, as spreadsheets do, the lone outer ones are none."""
    found = list(_DOUBLE.finditer(text, start, end))
    if not any(mark[0] == '""' for mark in found):
        return found
    if text.startswith('"""', start) and found[0][0] == '""':
        found = list(_DOUBLE.finditer(text, start + 1, end))
    return [
        m for m in found if m[0] != '"' or (m.start() != start and m.end() != len(text[start:end].rstrip()) + start)
    ]


def _closes_only(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark cannot open: a closing sign with no space before it."""
    if mark[0] in ("\u201d", "\u00bb", "\u203a"):
        return True
    return (
        mark[0] in ('"', '""')
        and text[mark.end() : mark.end() + 1].strip(".,;:!?)") == ""
        and mark.end() < len(text)
        and (text[mark.start() - 1 : mark.start()].strip() != "")
    )


def _opens_only(text: str, mark: re.Match[str], end: int) -> bool:
    """Tell whether a mark inside a quotation opens one within it: an opening sign that a closing one answers twice."""
    closing = _OPEN.get(mark[0])
    if closing is None:
        return False
    return text.count(closing, mark.end(), end) >= 1 and text[mark.start() - 2 : mark.start()] not in (", ", ". ")


def _continued(text: str, spans: list[_Span], found: list[_Span]) -> list[_Span]:
    """Join a quotation that a paragraph left open with the next paragraph's, where that opens it again."""
    if spans and found and not spans[-1].closed and text[spans[-1].end : found[0].start].strip() == "":
        return [*spans[:-1], _Span(spans[-1].start, found[0].end, found[0].closed), *found[1:]]
    return [*spans, *found]


def _broken_end(text: str, spans: list[_Span], start: int, end: int) -> int | None:
    """Find the end of a quotation that a stray line break cut: the next paragraph closes it before it opens another."""
    if not spans or spans[-1].closed or text[spans[-1].end : start].strip() != "":
        return None
    mark = _DOUBLE.search(text, start, end)
    return mark.end() if mark is not None and mark.start() > start and _closes_only(text, mark) else None


def _singles(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pair single marks; an apostrophe inside or at the end of a word is none unless it answers an opening mark."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs:
        spot = start
        while (mark := _SINGLE.search(text, spot, end)) is not None:
            spot = mark.end()
            if not _may_open(text, mark):
                continue
            close = _single_close(text, mark, end)
            if close is not None:
                found.append((mark.start(), close))
                spot = close
    return found


def _may_open(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()] if mark.start() else "", text[mark.end() : mark.end() + 1]
    if mark[0] == "\u2019" or (before and not before.isspace() and before not in "([\u2014-\u201c"):
        return False
    return bool(after) and not after.isspace() and not after.isdigit()


def _single_close(text: str, mark: re.Match[str], end: int) -> int | None:
    """Find where a single quotation ends: at a mark after a word or stop, not before a letter, best after a stop."""
    sign = "'" if mark[0] == "'" else "\u2019"
    candidates: list[int] = []
    for close in re.finditer(re.escape(sign), text[mark.end() : end]):
        spot = mark.end() + close.start()
        before, after = text[spot - 1], text[spot + 1 : spot + 2]
        if before.isspace() or after.isalnum():
            continue
        if before in ".,!?" or not (before == "s" and re.match(r" [a-z]", text[spot + 1 : spot + 3])):
            return spot + 1
        candidates.append(spot + 1)
    return candidates[0] if candidates else None


def _kind(text: str, start: int, end: int) -> str:
    inner = text[start:end].strip("\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2018\u2019\u201a ")
    words = inner.split()
    if not words or len(words) > SCARE_WORDS:
        return QUOTE
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    if inner[-1] in ".!?," or before == ":" or (not before and not after):
        return QUOTE
    return SCARE


def _blocks(text: str, paragraphs: Sequence[tuple[int, int]], quotes: Sequence[Mention]) -> list[Mention]:
    """Find speeches without marks: the paragraphs after one that ends in "said:"."""
    found: list[Mention] = []
    spot = 0
    while spot < len(paragraphs):
        start, end = paragraphs[spot]
        spot += 1
        here = _said_here(text, paragraphs, spot - 1, quotes)
        if here is not None:
            found.append(here)
            spot = next(i for i, (_, stop) in enumerate(paragraphs) if stop >= here.end) + 1
            continue
        if not _SAID_BLOCK.search(text[start:end].rstrip()) or end - start > 600:
            continue
        last = spot
        while last < len(paragraphs) and not _ends_block(text, paragraphs, last, quotes, spot):
            last += 1
        if last > spot:
            a, b = paragraphs[spot][0], paragraphs[last - 1][1]
            found.append(Mention(a, b, text[a:b], BLOCK))
            spot = last
    return found


def _said_here(text: str, paragraphs: Sequence[tuple[int, int]], index: int, quotes: Sequence[Mention]) -> Mention | None:
    """Find a speech without marks in the paragraph that opens it: "The minister said: We have now stopped the advance. ...".

    Where the paragraph begins so, it goes on as far as somebody says "I" or "we".
    """
    start, end = paragraphs[index]
    opened = _SAID_HERE.search(text, start, end)
    if opened is None or any(q.start < end and start < q.end for q in quotes):
        return None
    spoken = [index] if _OWN_VOICE.search(text, opened.end(), end) else []
    for number in range(index + 1, len(paragraphs) if opened.end() - start <= LEAD else 0):
        anew = _SAID_HERE.search(text, *paragraphs[number])
        if anew is not None or _ends_block(text, paragraphs, number, quotes, index):
            break
        spoken += [number] if _OWN_VOICE.search(text, *paragraphs[number]) else []
    last = paragraphs[spoken[-1]][1] if spoken else 0
    return Mention(opened.end(), last, text[opened.end() : last], BLOCK) if spoken else None


def _ends_block(
    text: str, paragraphs: Sequence[tuple[int, int]], index: int, quotes: Sequence[Mention], first: int
) -> bool:
    """Tell whether a paragraph stands outside the speech: marks of its own, a new speaker, or a page's foot."""
    start, end = paragraphs[index]
    words = text[start:end].strip()
    if _BLOCK_ENDS.match(words) or (_SAID_BLOCK.search(words) and index > first):
        return True
    quoted = any(q.start <= start + 1 and start < q.end and q.kind == QUOTE for q in quotes)
    return quoted or bool(re.match(r"^[-\u2022\u2013*]", words))
