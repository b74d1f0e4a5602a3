"""`whoholds.toml`: what a user sets once. A partial file overrides only its keys; an unknown key is an error."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoholds.errors import SettingsError
from whoholds.toolkit_spec import ToolkitSpec

FILE = "whoholds.toml"
KINDS: dict[str, type] = {
    "language": str,
    "rules": list,
    "catalogue": list,
    "gazetteer": str,
    "db": str,
    "workers": int,
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
    workers: int = 0
    """Worker processes; 0 is one for each core."""

    def spec(self, threads: int = 1) -> ToolkitSpec:
        """Return the spec of the toolkit."""
        return ToolkitSpec(self.language, self.rules, self.catalogue, self.gazetteer, threads)


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
    return Settings(**settled)


def _fault(key: str, value: Any) -> str:
    if key not in KINDS:
        return f"unknown key {key!r}; known keys: {', '.join(KINDS)}"
    if (
        not isinstance(value, KINDS[key])
        or isinstance(value, bool)
        or (isinstance(value, list) and not all(isinstance(item, str) for item in value))
    ):
        wanted = "a list of strings" if KINDS[key] is list else f"a {KINDS[key].__name__}"
        return f"{key!r} must be {wanted}, not {value!r}"
    return f"{key!r} must be 0 (one a core) or more, not {value!r}" if isinstance(value, int) and value < 0 else ""
