"""A server in a process of its own, for what is measured through it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoholds.errors import RunError

PROGRAM = "from whoholds.cli.main import main; main()"


@contextmanager
def serving(folder: Path, name: str = "load.db") -> Iterator[str]:
    """Serve a store of a folder by a process of its own, and give its address. Raises RunError where the server does not start."""
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", "--db", name]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            address = next((word for word in line.split() if word.startswith("http")), "")
            if not address:
                raise RunError(f"the server did not start: {line!r}")
            yield address
        finally:
            server.terminate()
            server.wait(20)
