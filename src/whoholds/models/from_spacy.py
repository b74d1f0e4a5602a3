"""Read with any spaCy pipeline instead of the shipped reader: `language = "en_core_web_trf"` in whoholds.toml."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from whoholds.errors import ModelError
from whoholds.models.clear_to_ud import CLEAR_ONLY, Node, to_ud
from whoholds.models.paragraphs import paragraph_spans
from whoholds.records.mention import Mention
from whoholds.records.sentence import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

CORE = {"PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
"""Entity labels that are kept, and as what."""
_LONE = re.compile(r"[\ud800-\udfff]")


def open_spacy(language: str) -> SpacyReader:
    """Open an installed spaCy pipeline by its name or folder."""
    try:
        import spacy
    except ImportError:
        raise ModelError(
            f"language = {language!r} names a spaCy pipeline, but spaCy is not installed: "
            f"pip install 'whoholds[spacy]', or set language = \"whoholds\""
        ) from None
    try:
        nlp = spacy.load(language)
    except OSError:
        raise ModelError(
            f"language = {language!r}: spaCy has no pipeline of that name: python -m spacy download {language}, "
            f'or set language = "whoholds"'
        ) from None
    return SpacyReader(nlp)


class SpacyReader:
    """A spaCy pipeline that answers as our reader does."""

    def __init__(self, nlp: Language) -> None:
        """Wrap a loaded pipeline; it must parse."""
        if not nlp("Soldiers left.").has_annotation("DEP"):
            raise ModelError(
                f"spaCy pipeline {nlp.meta.get('name')!r} makes no trees (it has: {', '.join(nlp.pipe_names) or 'nothing'}); "
                f'choose one with a parser, or set language = "whoholds"'
            )
        self._nlp = nlp

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""
        meta = self._nlp.meta
        return f"{meta.get('lang', '')}_{meta.get('name', 'pipeline')} {meta.get('version', '')}".strip()

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Read one text; offsets are code points into it."""
        return next(self.read_many([text]))

    def read_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """Read texts in order."""
        for text in texts:
            yield sentences_of(self._nlp(_LONE.sub("\ufffd", text)), text)


def sentences_of(doc: Doc, text: str) -> tuple[Sentence, ...]:
    """Turn a parsed Doc into our sentences; `text` is what it was made from, sign by sign."""
    starts = [start for start, _ in paragraph_spans(text)]
    clear = any(token.dep_ in CLEAR_ONLY for token in doc)
    found: list[Sentence] = []
    for span in doc.sents:
        tokens = _tokens(span, text, clear)
        if not tokens:
            continue
        start, end = tokens[0].start, tokens[-1].end
        paragraph = max(0, bisect_right(starts, start) - 1)
        entities = tuple(_mention(each, text, CORE[each.label_]) for each in span.ents if each.label_ in CORE)
        defence = tuple(
            _mention(each, text, each.label_)
            for each in doc.spans.get("defence", ())
            if span.start <= each.start < span.end
        )
        found.append(Sentence(len(found), start, end, paragraph, tokens, entities, defence))
    return tuple(found)


def _mention(span: Span, text: str, kind: str) -> Mention:
    return Mention(span.start_char, span.end_char, text[span.start_char : span.end_char], kind)


def _tokens(span: Span, text: str, clear: bool) -> tuple[Token, ...]:
    """Take the words of a sentence, blanks left out."""
    words = [token for token in span if not token.is_space]
    spots = {token.i: spot for spot, token in enumerate(words)}
    nodes = []
    for token in words:
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        top = token.dep_ == "ROOT" or head.i == token.i or head.i not in spots
        nodes.append(Node(-1 if top else spots[head.i], token.dep_, token.pos_, token.tag_, token.lemma_.lower()))
    arcs = to_ud(nodes) if clear else [(node.head, "root" if node.head < 0 else node.deprel) for node in nodes]
    return tuple(
        Token(
            index=spot, start=token.idx, end=token.idx + len(token), words=text[token.idx : token.idx + len(token)],
            lemma=token.lemma_ or token.text.lower(), upos=token.pos_, xpos=token.tag_, head=head, deprel=rel,
        )
        for spot, (token, (head, rel)) in enumerate(zip(words, arcs, strict=True))
    )  # fmt: skip
