"""Sentences with tokens and trees: what the language reader makes of a text."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.records.lead import Lead
from whoholds.records.mention import Mention


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence. Offsets are code points into the document's text, end exclusive."""

    index: int
    """Position in its sentence, from 0."""
    start: int
    end: int
    words: str
    """The token as it stands in the text: `text[start:end]`."""
    lemma: str
    upos: str
    """Universal part of speech."""
    xpos: str
    """Penn part of speech."""
    head: int
    """Index of the governing token in the same sentence; -1 for the root."""
    deprel: str
    """Universal Dependencies relation, subtype kept (`nsubj:pass`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: tokens, tree, and the reader's named entities."""

    index: int
    """Position in its document, from 0."""
    start: int
    end: int
    paragraph: int
    """Position of its paragraph in the document, from 0."""
    tokens: tuple[Token, ...]
    entities: tuple[Mention, ...] = ()
    """Core entities; `kind` is PER, LOC or ORG."""
    defence: tuple[Mention, ...] = ()
    """Defence entities (re3d types); `kind` is the type's name."""
    leads: tuple[Lead, ...] = ()
    """Words that the learned reader takes for triggers, in text order; empty where another reader is used."""
