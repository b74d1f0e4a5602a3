"""Ids made from content, the same in every process and on every machine."""

from __future__ import annotations

import hashlib
import json


def content_id(*parts: object) -> str:
    """Return 20 hexadecimal digits of the SHA-256 of the parts as a JSON list."""
    return digest_of(json.dumps(parts, ensure_ascii=True, separators=(",", ":")))[:20]


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text as hexadecimal digits; lone surrogates are kept apart, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def own_id(given: str, source: str | None, digest: str) -> str:
    """Return the id of an article whose given id another article has: made of that id, its publisher and its text's digest."""
    return content_id("document", given, source or "", digest)
