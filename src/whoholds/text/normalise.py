"""The text that is stored: the same article always gives the same signs, whatever page or file it came from."""

from __future__ import annotations

import re
import unicodedata

NORMALISER_VERSION = 1
"""Raised whenever `normalise` gives other signs than before; kept with every document."""

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Signs that print as nothing and joins no letters; the zero-width joiners of Persian and Indic words stay."""
_LONE = re.compile(r"[\ud800-\udfff]")
_LINE_ENDS = re.compile(r" +(?=\n|$)")
_GAPS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Settle line ends, blanks, unseen signs and composed letters; words, quotes and paragraphs stay as they are.

    Doing it twice changes nothing more.
    """
    settled = _LONE.sub("\ufffd", text)
    settled = _UNSEEN.sub("", settled)
    settled = _BLANKS.sub(" ", _BREAKS.sub("\n", settled))
    settled = unicodedata.normalize("NFC", settled)
    settled = _GAPS.sub("\n\n", _LINE_ENDS.sub("", settled))
    return settled.strip("\n").rstrip()
