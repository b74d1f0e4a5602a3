"""`whoholds.toml`: what a user sets once. A partial file overrides only its keys; an unknown key is an error."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from whoholds.errors import SettingsError
from whoholds.toolkit_spec import ToolkitSpec

FILE = "whoholds.toml"
OURS = "whoholds"
KINDS: dict[str, type] = {
    "language": str,
    "rules": list,
    "catalogue": list,
    "gazetteer": str,
    "db": str,
    "base": str,
    "workers": int,
    "extractor": str,
    "extractors": dict,
}
"""Every key and what it holds: see docs/settings.md."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    language: str = "whoholds"
    rules: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()
    gazetteer: str | None = None
    db: str = "whoholds.db"
    base: str | None = None
    """Folder of map layers of the user's own, for `whoholds serve`."""
    workers: int = 0
    """Worker processes; 0 is one for each core."""
    extractor: str = "whoholds"
    extractors: tuple[tuple[str, str], ...] = ()
    """What is said to each extractor: its name and its table as JSON."""

    def spec(self, threads: int = 1, extractor: str | None = None) -> ToolkitSpec:
        """Return the spec of the toolkit, with the extractor of the settings or another one."""
        name = extractor or self.extractor
        options = dict(self.extractors).get(name, "{}")
        run = "" if name == OURS else this_run()
        return ToolkitSpec(self.language, self.rules, self.catalogue, self.gazetteer, threads, name, options, run)


@cache
def this_run() -> str:
    """Return a name for this run of the program, the same in its worker processes: a spec carries it there."""
    return uuid4().hex


def read_settings(folder: Path | None = None) -> Settings:
    """Read `whoholds.toml` of the working folder; all faults are told together. Raises SettingsError."""
    path = (folder or Path.cwd()) / FILE
    if not path.exists():
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsError(f"{path}: cannot be read ({fault}); see docs/settings.md") from None
    faults = [told for key, value in data.items() if (told := _fault(key, value))]
    if faults:
        raise SettingsError(f"{path}:\n  " + "\n  ".join(faults))
    settled: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    if "extractors" in data:
        settled["extractors"] = tuple(sorted((name, json.dumps(table, sort_keys=True)) for name, table in data["extractors"].items()))
    return Settings(**settled)


def _fault(key: str, value: Any) -> str:
    if key not in KINDS:
        return f"unknown key {key!r}; known keys: {', '.join(KINDS)}"
    if key == "extractors":
        return _fault_of_tables(value)
    if (
        not isinstance(value, KINDS[key])
        or isinstance(value, bool)
        or (isinstance(value, list) and not all(isinstance(item, str) for item in value))
    ):
        wanted = "a list of strings" if KINDS[key] is list else f"a {KINDS[key].__name__}"
        return f"{key!r} must be {wanted}, not {value!r}"
    return f"{key!r} must be 0 (one a core) or more, not {value!r}" if isinstance(value, int) and value < 0 else ""


def _fault_of_tables(value: Any) -> str:
    """Say what is wrong with the tables of extractors; what stands in them is not shown, since it may be secret."""
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        return "'extractors' must hold a table for each extractor, such as [extractors.endpoint]"
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return "'extractors' may hold texts, numbers, true and false, lists and tables, no dates, inf or nan"
    return ""
