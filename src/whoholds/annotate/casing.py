"""Texts in capitals only, as wires have them: read in usual case, every sign in its place, and shown as they were written.

The language reader, taught on capitals too, says which words are names; the catalogue of sides knows how some are written
("peshmerga", "ISIS", "Syrian"); a short name that stands in brackets once is an abbreviation everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.spelling import SHORT
from whoholds.dates.shouting import plain_case
from whoholds.models.dateline import dateline_length
from whoholds.models.reader import Reader
from whoholds.records import Document, Sentence, Token

Record = TypeVar("Record")

NAME_TAGS = ("NNP", "NNPS")
SMALL_IN_NAMES = frozenset(("CC", "DT", "IN", "POS", "TO"))
"""Penn tags of words that stay small inside a name: "Liberation Army of the People"."""
_BRACKETED = re.compile(r"[(\[]([A-Z]{2,6})[)\]]")
_ARMS = re.compile(r"\bI\b|\b[A-Z]{1,3}(?=-\d)")
"""What is always in capitals: "I", and letters before a number ("AK-47", "M-19")."""
_NO_VOWEL = re.compile(r"[^AEIOUY\W\d_]{2,6}")


class Shelves(Protocol):
    """What casing needs of a toolkit."""

    @property
    def reader(self) -> Reader:
        """The language reader."""

    @property
    def catalogue(self) -> Catalogue:
        """Sides by name."""


def in_usual_case(document: Document, toolkit: Shelves) -> Document:
    """Return the document itself, or, of one in capitals, one with a text of the same length in the case of usual print."""
    text = document.text
    if plain_case(text) == text:
        return document
    signs = [sign.lower() if len(sign.lower()) == 1 else sign for sign in text]
    written, short = writings(toolkit.catalogue), set(_BRACKETED.findall(text))
    before = ""
    for sentence in toolkit.reader.read(text):
        for token in _names(sentence):
            _write(signs, token.start, token.end, token.words if _is_short(token.words, short) else _title(token.words))
        for start, end, words in _known(sentence, written):
            _write(signs, start, end, words)
        if "." not in before[:-1]:  # "U.S." hardly ends a sentence, though in capitals it may look so
            _write_start(signs, sentence)
        before = sentence.tokens[-1].words
    for found in _ARMS.finditer(text):
        signs[found.start() : found.end()] = found.group()
    return replace(document, text="".join(signs))


def as_written(record: Record, document: Document) -> Record:
    """Return a record, and all inside it, with the words of the document at its offsets and the document itself."""
    return _restored(record, document)  # type: ignore[no-any-return]


def _restored(value: Any, document: Document) -> Any:
    if isinstance(value, Document):
        return document if value.id == document.id else value
    if isinstance(value, tuple):
        return tuple(_restored(one, document) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        one.name: fresh
        for one in fields(value)
        if (fresh := _restored(old := getattr(value, one.name), document)) is not old and fresh != old
    }
    if {"start", "end", "words"} <= {one.name for one in fields(value)}:
        changed["words"] = document.text[value.start : value.end]  # type: ignore[attr-defined]
    return replace(value, **changed) if changed else value


def writings(catalogue: Catalogue) -> Mapping[str, str]:
    """Map the small letters of names, states' adjectives and peoples to how they are usually written."""
    names = [name for actor in catalogue.actors.values() for name in (actor.name, *actor.names)]
    names += [words for state in catalogue.states.values() for words in (*state.adjectives, *state.people)]
    return {name.lower(): name for name in sorted(names, reverse=True) if len(name) > SHORT}


def _names(sentence: Sentence) -> Iterator[Token]:
    """List the words of a sentence that are written with a capital."""
    for token, after in zip(sentence.tokens, (*sentence.tokens[1:], None), strict=True):
        inside = any(one.start <= token.start < one.end for one in sentence.entities)
        if token.words == "AL" and after is not None and after.words == "-":
            continue
        if token.xpos in NAME_TAGS or (inside and token.xpos not in SMALL_IN_NAMES):
            yield token


def _known(sentence: Sentence, written: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Find names of the catalogue that stand in a sentence in capitals, longest first, each with its usual writing."""
    tokens, first = sentence.tokens, 0
    while first < len(tokens):
        size = next(
            (n for n in range(min(8, len(tokens) - first), 0, -1) if _spelt(tokens[first : first + n]) in written), 0
        )
        if size:
            last = tokens[first + size - 1]
            words = written[_spelt(tokens[first : first + size])]
            if len(words) == last.end - tokens[first].start:
                yield tokens[first].start, last.end, words if first else words[0].upper() + words[1:]
        first += size or 1


def _spelt(tokens: Iterable[Token]) -> str:
    text, end = "", None
    for token in tokens:
        text += (" " if end is not None and token.start > end else "") + token.words.lower()
        end = token.end
    return text


def _is_short(words: str, short: set[str]) -> bool:
    return words in short or _NO_VOWEL.fullmatch(words) is not None or "." in words[:-1]


def _write_start(signs: list[str], sentence: Sentence) -> None:
    """Begin a sentence with a capital; a text's dateline stays in capitals, by which it is known."""
    words = [token.words for token in sentence.tokens]
    opening = dateline_length(words) if sentence.index == 0 else 0
    for token in sentence.tokens[:opening]:
        _write(signs, token.start, token.end, token.words)
    first = next((token for token in sentence.tokens[opening:] if token.words[0].isalpha()), None)
    if first is not None:
        signs[first.start] = first.words[0]


def _title(words: str) -> str:
    return words[0] + words[1:].lower()


def _write(signs: list[str], start: int, end: int, words: str) -> None:
    """Take over the letters; whatever else stands in the text, line breaks above all, stays."""
    if len(words) == end - start:
        signs[start:end] = [new if new.isalpha() else old for old, new in zip(signs[start:end], words, strict=True)]
