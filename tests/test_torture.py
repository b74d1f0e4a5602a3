"""Kill -9 at twelve moments; `make torture` takes two hundred. See `tests/torture.py`."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import server_programs

ROOT = Path(__file__).parent.parent
NEEDED = ("pyarrow", "fsspec", "warcio")


@pytest.mark.skipif(os.name != "posix", reason="needs fork and kill -9")
@pytest.mark.skipif(not all(map(importlib.util.find_spec, NEEDED)), reason="pip install 'whoholds[data]'")
def test_what_is_killed_at_any_moment_is_whole_and_ends_the_same_the_second_time() -> None:
    with_postgres = importlib.util.find_spec("psycopg") and server_programs()
    more = [] if with_postgres else ["--without-postgres"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", "12", *more], cwd=ROOT, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    killed = [int(number) for number in re.findall(r": (\d+) of \d+ killed at work", done.stdout)]
    assert len(killed) == (6 if with_postgres else 5) and sum(killed) >= 6, done.stdout
