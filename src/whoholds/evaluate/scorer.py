"""Scorers that lie beside the data they score: opened by path, never part of the product."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from whoholds.errors import InputError


def open_scorer(path: Path) -> ModuleType:
    """Open a scorer. Raises InputError where it is not there."""
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    if spec is None or spec.loader is None or not path.exists():
        raise InputError(f"{path}: no scorer here; name the folder of data with --shared")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(spec.name, module)
    spec.loader.exec_module(module)
    return module


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines. Raises InputError where it is not there."""
    if not path.exists():
        raise InputError(f"{path}: no such data; name the folder of data with --shared")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def is_looked_at(document: str) -> bool:
    """Split documents by a hash of their id: the half that is looked at, and the half that is only scored."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0


def digest_of_files(paths: list[Path]) -> str:
    """Return 12 digits of a SHA-256 over files, so that a score names the data it was measured on."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
