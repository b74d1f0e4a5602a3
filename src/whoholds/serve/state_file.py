"""A worked-out state as a file of JSON lines, on its way from one process to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from whoholds.pipeline import State
from whoholds.records import Dispute, Event, Figure, Holding
from whoholds.records.json_lines import from_plain, to_line

KINDS: dict[str, Any] = {"events": Event, "holdings": Holding, "figures": Figure, "disputes": Dispute}


def write_state(state: State, path: Path) -> None:
    """Write a state: the origins in the first line, then a record a line after the name of its kind."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", errors="surrogatepass") as file:
        file.write(json.dumps(state.origins) + "\n")
        for kind in KINDS:
            file.writelines(f"{kind}\t{to_line(item)}\n" for item in getattr(state, kind))
    part.replace(path)


def read_state(path: Path) -> State:
    """Read what `write_state` wrote."""
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        origins = tuple((str(one), str(other)) for one, other in json.loads(file.readline()))
        for line in file:
            kind, _, body = line.partition("\t")
            found[kind].append(from_plain(KINDS[kind], json.loads(body)))
    return State(origins, **{kind: tuple(items) for kind, items in found.items()})
