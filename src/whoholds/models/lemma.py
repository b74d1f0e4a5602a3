"""Lemmas: a table of (form, Penn tag) pairs, and suffix rules for words it does not hold."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

LONGEST_SUFFIX = 6
_KEEPS_CASE = ("NNP", "NNPS")


class Lemmas:
    """The table, open for asking."""

    def __init__(self, rules: Mapping[tuple[str, str], tuple[int, str]]) -> None:
        """Take rules: (tag, form or -suffix) to (letters cut, letters added)."""
        self._rules = rules

    @classmethod
    def from_file(cls, path: Path) -> Lemmas:
        """Read a table: tag, form or -suffix, letters cut, letters added."""
        rules: dict[tuple[str, str], tuple[int, str]] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                tag, form, cut, added = line.rstrip("\n").split("\t")
                rules[tag, form] = (int(cut), added)
        return cls(rules)

    def of(self, word: str, tag: str) -> str:
        """Give the lemma of a word with its Penn tag."""
        form = word if tag in _KEEPS_CASE else word.lower()
        plain = form.replace("\u2019", "'")
        rule = self._rules.get((tag, plain)) or self._by_suffix(plain, tag)
        if rule is None:
            return form
        cut, added = rule
        return (plain[: len(plain) - cut] if cut < len(plain) else "") + added or form

    def _by_suffix(self, form: str, tag: str) -> tuple[int, str] | None:
        for length in range(min(LONGEST_SUFFIX, len(form) - 1), -1, -1):
            rule = self._rules.get((tag, "-" + form[len(form) - length :]))
            if rule is not None:
                return rule
        return None
