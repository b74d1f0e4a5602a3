"""Claims as W3C Web Annotations: the words in their article by quote and by position, and what they say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from whoholds import __version__
from whoholds.forms.interchange import claim_of
from whoholds.forms.rights import RIGHTS
from whoholds.records import Claim, Document

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a quote, by which it is found again in an article that was fetched anew."""


def annotation_lines(claims: Iterable[Claim], document: Callable[[str], Document | None]) -> Iterator[str]:
    """Write an annotation page piece by piece, an annotation a claim."""
    whole = {"id": iri("collection", "claims"), "type": "AnnotationCollection", "label": RIGHTS}
    head = {"@context": CONTEXT, "id": iri("page", "claims"), "type": "AnnotationPage", "partOf": whole}
    yield f'{json.dumps(head)[:-1]},"items":['
    between = "\n"
    for claim in claims:
        yield between + json.dumps(
            annotation_of(claim, document(claim.document)), ensure_ascii=False, separators=(",", ":")
        )
        between = ",\n"
    yield "\n]}\n"


def annotation_of(claim: Claim, document: Document | None) -> dict[str, Any]:
    """Return a claim as an annotation of its sentence. Positions are code points of the text as it was read, end exclusive."""
    body = {key: value for key, value in claim_of(claim).items() if key not in ("sentence", "trigger")}
    told = claim.published.latest if claim.published else None
    return {
        "@context": CONTEXT,
        "id": iri("claim", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": f"Whoholds {__version__}"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.type},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": json.dumps(body, ensure_ascii=False)},
        ],
        "target": {
            "source": _source(claim, document),
            "selector": [
                _quote(claim, document),
                {"type": "TextPositionSelector", "start": claim.sentence.start, "end": claim.sentence.end},
            ],
        },
        **({"created": f"{told}T00:00:00Z"} if told else {}),
    }


def iri(kind: str, id: str) -> str:
    """Return a name of our own that is the same everywhere and needs nobody's address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'whoholds:{kind}:{quote(id)}')}"


def _source(claim: Claim, document: Document | None) -> dict[str, Any]:
    url = document.url if document and document.url and document.url.startswith(("http://", "https://")) else None
    plain = {
        "id": url or iri("article", claim.document),
        "type": "Text",
        "name": (document.title if document else None) or claim.publisher or "article",
        "creator": {"type": "Organization", "name": claim.publisher} if claim.publisher else None,
        "language": document.language if document else None,
        "sha256": document.digest if document else None,
    }
    return {key: value for key, value in plain.items() if value}


def _quote(claim: Claim, document: Document | None) -> dict[str, str]:
    plain = {"type": "TextQuoteSelector", "exact": claim.sentence.words}
    if document is None:
        return plain
    start, end = claim.sentence.start, claim.sentence.end
    return {
        **plain,
        "prefix": document.text[max(0, start - AROUND) : start],
        "suffix": document.text[end : end + AROUND],
    }
