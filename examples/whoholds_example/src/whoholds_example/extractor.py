"""A tiny extractor: a verb of a list, the subject and object that the tree hangs on it, the places inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whoholds.plugins.extractor import Setup
from whoholds.records import Annotated, Claim, Filler, Mention, Sentence, claim_id

VERSION = "1"
VERBS = {"seize": "capture", "shell": "strike", "besiege": "siege"}


def open_extractor(setup: Setup) -> VerbExtractor:
    """Open it; `[extractors.verbs]` may add verbs: `verbs = { storm = "capture" }`."""
    return VerbExtractor(VERBS | dict(setup.options.get("verbs", {})))


class VerbExtractor:
    """Claims by verbs. It keeps nothing between documents, so the same document gives the same claims."""

    def __init__(self, verbs: Mapping[str, str]) -> None:
        """Take the claim type of each verb."""
        self._verbs = dict(verbs)
        added = "".join(f" {verb}={kind}" for verb, kind in sorted(self._verbs.items()) if verb not in VERBS)
        self.name = f"verbs {VERSION}{added}"

    def extract(self, annotated: Annotated) -> tuple[Claim, ...]:
        """Return a claim for each verb of the list."""
        return tuple(claim for sentence in annotated.sentences for claim in self._claims(annotated, sentence))

    def _claims(self, annotated: Annotated, sentence: Sentence) -> Iterator[Claim]:
        document = annotated.document
        for token in sentence.tokens:
            kind = self._verbs.get(token.lemma)
            if kind is None or token.upos != "VERB":
                continue
            subjects = [_phrase(annotated, sentence, one.index) for one in sentence.tokens if one.head == token.index and one.deprel == "nsubj"]
            yield Claim(
                id=claim_id(document.id, kind, token.start, token.end),
                document=document.id,
                type=kind,
                trigger=Mention(token.start, token.end, token.words),
                sentence=Mention(sentence.start, sentence.end, document.text[sentence.start : sentence.end]),
                actors=tuple(subjects),
                places=tuple(place for place in annotated.places if token.end <= place.start < sentence.end),
                found_by=self.name,
                score=0.5,
                publisher=document.source,
                published=document.published,
            )


def _phrase(annotated: Annotated, sentence: Sentence, head: int) -> Filler:
    """Return the words that hang on a word, from the first to the last of them."""
    inside = {head}
    for _ in sentence.tokens:
        inside |= {one.index for one in sentence.tokens if one.head in inside}
    start, end = sentence.tokens[min(inside)].start, sentence.tokens[max(inside)].end
    return Filler(start, end, annotated.document.text[start:end], "description")
