"""Measure the place index with tables added: `python docs/measure_gazetteer.py FILE...` tells seconds and memory; nothing is kept."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from whoholds.geo.added.files import read_file
from whoholds.geo.added.join import join_tables
from whoholds.geo.added.shelf import Table, put_table, with_ids
from whoholds.geo.gazetteer import Gazetteer, open_gazetteer

ASKED = 20_000
"""Names that are looked up: every so-many-th of the added rows."""
MEGABYTE = 1024


def main() -> None:
    """Add the files to the shipped index in a folder that is removed, then open and ask it in a process of its own."""
    if sys.argv[1:2] == ["--opened"]:
        _opened(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
        return
    index = open_gazetteer().path
    with TemporaryDirectory() as folder:
        tables, names = [], []
        for file in map(Path, sys.argv[1:]):
            rows, _ = with_ids(read_file(file).rows, file.name.partition(".")[0])
            bare = Table(file.name.partition(".")[0], "measured", "", "", file.name, date(2000, 1, 1), 0, "")
            tables.append(put_table(Path(folder), bare, rows))
            names += [row.name for row in rows]
        joined, asked = Path(folder) / "joined.sqlite", Path(folder) / "names.txt"
        started = time.process_time()
        join_tables(index, Path(folder), tables, joined)
        sys.stdout.write(f"{len(names)} rows joined in {time.process_time() - started:.1f} s of one core, {joined.stat().st_size / 2**20:.1f} MB\n")
        asked.write_text("\n".join(names[:: max(1, len(names) // ASKED)]), encoding="utf-8")
        subprocess.run([sys.executable, __file__, "--opened", str(index), str(joined), str(asked)], check=True)


def _opened(index: Path, joined: Path, asked: Path) -> None:
    names = asked.read_text(encoding="utf-8").splitlines()
    before, started = _memory(), time.perf_counter()
    gazetteer = Gazetteer(index, joined)
    gazetteer.look_up("Raqqa")
    sys.stdout.write(f"opened and first name asked in {time.perf_counter() - started:.4f} s, {_memory():.0f} MB (process before: {before:.0f})\n")
    started = time.perf_counter()
    found = sum(bool(gazetteer.look_up(name)) for name in names)
    spent = time.perf_counter() - started
    sys.stdout.write(f"{len(names)} names asked, {found} found, {len(names) / spent:.0f} a second, {_memory():.0f} MB\n")


def _memory() -> float:
    """Return the greatest resident memory of this process so far, in megabytes (Linux only)."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) / MEGABYTE


if __name__ == "__main__":
    main()
