"""Packages written into a folder: modules, and the metadata that pip would leave behind."""

from __future__ import annotations

from pathlib import Path


def put_package(folder: Path, name: str, code: str, **points: str) -> None:
    """Write a package of one module; `points` are entry points, `whoholds_readers="wire = mod:open"` for the group whoholds.readers."""
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    told = folder / f"{module}-1.2.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", encoding="utf-8")
    groups = [f"[{group.replace('_', '.')}]\n{lines}\n" for group, lines in points.items()]
    (told / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
