"""The claims that an answer holds, as plain objects: out of a markdown fence, behind thoughts, as an object or a list."""

from __future__ import annotations

import json
import re
from typing import Any

_FENCE = re.compile(r"```(?:json\w*)?\s*\n?(.*?)(?:```|\Z)", re.DOTALL | re.IGNORECASE)
_START = re.compile(r"[{\[]")


class NoClaims(ValueError):
    """An answer that holds no list of claims; the message says why."""


def plain_claims(content: str) -> list[Any]:
    """Return what stands in the list of claims, whatever it is. Raises NoClaims."""
    words = content.strip()
    if words.startswith("<think>"):
        words = words.partition("</think>")[2].strip()
    fence = None if _START.match(words) else _FENCE.search(words)
    words = fence[1].strip() if fence else words
    start = _START.search(words)
    if start is None:
        raise NoClaims("its words hold no JSON")
    try:
        found, _ = json.JSONDecoder().raw_decode(words, start.start())
    except (ValueError, RecursionError) as fault:
        raise NoClaims(f"its JSON is broken ({type(fault).__name__})") from None
    claims = found.get("claims") if isinstance(found, dict) else found
    if not isinstance(claims, list):
        raise NoClaims("its JSON has no list of claims")
    return claims
