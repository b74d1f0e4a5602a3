"""What a page is asked for: the state that stands in its address, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from whoholds.serve.page import Unfit

DAYS = frozenset({"on", "known_by", "since", "until", "a", "b"})
NUMBERS = frozenset({"start"})
LASTING = ("on", "known_by")
"""What goes along from page to page."""
LONGEST = 200
"""Signs of one value: longer ones are no name of anything."""
FARTHEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Ask:
    """The state of a page. None and empty: not asked for."""

    on: date | None = None
    """The day that is shown; None: the last day of which anything is known."""
    known_by: date | None = None
    """Only what was published up to and on that day; None: all."""
    since: date | None = None
    """From when changes, events or claims are told."""
    until: date | None = None
    """Until when events or claims are told."""
    a: date | None = None
    b: date | None = None
    """The two days that are compared."""
    place: str = ""
    side: str = ""
    type: str = ""
    status: str = ""
    publisher: str = ""
    measure: str = ""
    kind: str = ""
    q: str = ""
    claim: str = ""
    """The claim to judge; only Review asks for one."""
    start: int = 0
    """How many rows of a list come before those shown."""

    def query(self, **changes: Any) -> str:
        """Write the whole state, with changes, as the end of an address, question mark included."""
        return _written(replace(self, **changes), [field.name for field in fields(self)])

    def lasting(self, **changes: Any) -> str:
        """Write the state that goes along to other pages, with changes (other fields among them)."""
        if not changes:
            return _lasting(self.on, self.known_by)
        return _written(replace(Ask(self.on, self.known_by), **changes), [*LASTING, *changes])


def ask_of(params: Mapping[str, str]) -> Ask:
    """Read the state from the parameters of an address; unknown ones are passed over.

    Raises InputError for a day that is none, a number that is none, or an endless value.
    """
    known = {field.name for field in fields(Ask)}
    return Ask(**{name: _value(name, value.strip()) for name, value in params.items() if name in known and value.strip()})


def lasting_of(params: Mapping[str, str]) -> Ask:
    """Read only what goes along from page to page; a day that is none is passed over. For pages that show no day themselves."""
    kept = Ask()
    for name in LASTING:
        with suppress(Unfit):
            kept = replace(kept, **{name: _value(name, value)}) if (value := params.get(name, "").strip()) else kept
    return kept


def _value(name: str, value: str) -> Any:
    if len(value) > LONGEST:
        raise Unfit("wrong.too_long", name=name, signs=len(value), most=LONGEST)
    if name in DAYS:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Unfit("wrong.no_day", name=name, value=repr(value)) from None
    if name in NUMBERS:
        if not value.isascii() or not value.isdigit() or int(value) > FARTHEST:
            raise Unfit("wrong.no_number", name=name, value=repr(value))
        return int(value)
    return value


@lru_cache(64)
def _lasting(on: date | None, known_by: date | None) -> str:
    """Write it once for the hundreds of links of a page."""
    return _written(Ask(on, known_by), list(LASTING))


def _written(ask: Ask, names: list[str]) -> str:
    values = {name: getattr(ask, name) for name in dict.fromkeys(names)}
    query = urlencode({name: str(value) for name, value in values.items() if value})
    return f"?{query}" if query else ""
