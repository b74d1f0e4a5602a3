"""The fixed words of the pages, out of a catalogue, so that they can be put into another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

from whoholds.errors import SettingsError
from whoholds.report.chart_words import ChartWords
from whoholds.report.map_words import MapWords

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

OPEN = ("measure.", "unit.")
"""Keys of one's own that begin so are taken: what is counted, and in what, grows with rules and plugins."""


@dataclass(frozen=True)
class Words:
    """A catalogue: key to words, with `{name}` where a value goes in."""

    language: str
    direction: str
    """ltr or rtl."""
    table: Mapping[str, str]

    def say(self, key: str, /, **values: Any) -> Markup:
        """Return the words of a key, values put in and escaped. With `n`, `KEY.one` is said of one where there is such a key.

        Raises KeyError for a key that the catalogue lacks: a test walks all that are used.
        """
        if values.get("n") == 1 and f"{key}.one" in self.table:
            key = f"{key}.one"
        words = self._escaped[key]
        # A page says hundreds of words: Markup's own format does the same and takes five times as long.
        safe = {name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()}
        return Markup(str(words).format(**safe)) if values else words

    @cached_property
    def _escaped(self) -> Mapping[str, Markup]:
        return {key: escape(words) for key, words in self.table.items()}

    def plain(self, key: str, /, **values: Any) -> str:
        """Return the words of a key as plain text, values put in: for drawings, which escape what they are given."""
        return self.table[key].format(**values)

    def name(self, key: str) -> str:
        """Return plain words of a key, or its last part where the catalogue lacks it: for types and kinds that grow."""
        return str(self.table.get(key, key.rpartition(".")[2].replace("_", " ")))

    @cached_property
    def of_maps(self) -> MapWords:
        """The words of drawn maps: their own, and those that the browser says of a place too."""
        own = {name: self.table[f"drawn.{name}"] for name in ("label", "assessed", "reported_only", "contested", "not_known", "faded", "more", "scale")}
        shared = {name: self.table[f"web.{name}"] for name in ("credit", "said", "said_stale", "nothing_yet", "contested_by", "unknown")}
        return MapWords(**own, **shared, and_=self.table["web.and"])

    @cached_property
    def of_charts(self) -> ChartWords:
        """The words of charts. Raises SettingsError where the months are not twelve."""
        months = tuple(self.table["drawn.months"].split())
        if len(months) != 12:
            raise SettingsError(f"drawn.months: {len(months)} words; write twelve, short names of the months from January on")
        return ChartWords(months, *(self.table[f"drawn.{name}"] for name in ("thousand", "million", "billion")))


@cache
def read_words(own: str | None = None) -> Words:
    """Read the shipped catalogue; a file of one's own outweighs it key by key. Raises SettingsError for one that cannot be."""
    table = _table(files("whoholds.serve").joinpath("messages", "en.yaml").read_text(encoding="utf-8"), "en.yaml")
    if own:
        try:
            mine = _table(Path(own).read_text(encoding="utf-8"), own)
        except (OSError, UnicodeDecodeError) as fault:
            raise SettingsError(f"{own}: cannot be read ({fault}); name a catalogue of messages with --messages") from None
        unknown = sorted(key for key in set(mine) - set(table) if not key.startswith(OPEN))
        if unknown:
            raise SettingsError(f"{own}: unknown key {unknown[0]!r}; the keys are those of serve/messages/en.yaml")
        table = {**table, **mine}
    words = Words(table["language"], table["direction"], table)
    words.of_charts  # noqa: B018 - a wrong line is told now, and not on the first page with a chart
    return words


def _table(text: str, file: str) -> dict[str, str]:
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as fault:
        raise SettingsError(f"{file}: not YAML ({fault})") from None
    if not isinstance(data, dict):
        raise SettingsError(f"{file}: write keys and words, as in serve/messages/en.yaml")
    table: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            table |= {f"{key}.{inner}": str(words) for inner, words in value.items()}
        else:
            table[str(key)] = str(value)
    return table
