"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket there, gone when the tests end."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

USER = "tester"
SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=50", "shared_buffers=32MB", "synchronous_commit=off")
_NUMBERS = count(1)


def server_programs() -> Path | None:
    """Return the folder of initdb and postgres, or None where this machine has none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


def as_other_user() -> list[str]:
    """Return what a command begins with where root runs the tests: the server refuses root."""
    if os.geteuid() != 0:
        return []
    names = {user.pw_name for user in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in names)
    group = str(pwd.getpwnam(user).pw_gid)
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--pdeathsig=TERM"]


@cache
def cluster() -> Path:
    """Start a server; return the folder of its socket. Skips the test where that cannot be."""
    programs = server_programs()
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'whoholds[postgres]'")
    if os.name != "posix" or programs is None:
        pytest.skip("no PostgreSQL server programs here: apt-get install postgresql")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("PostgreSQL refuses root, and there is no setpriv to be somebody else")
    home = Path(tempfile.mkdtemp(prefix="pg"))
    before = as_other_user()
    if before:
        os.chown(home, pwd.getpwnam(before[1].partition("=")[2]).pw_uid, -1)
    data = home / "data"
    making = [*before, str(programs / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8"]
    subprocess.run([*making, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=home)
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    server = subprocess.Popen(
        [*before, str(programs / "postgres"), "-D", str(data), "-k", str(home), *settings],
        cwd=home, stdout=subprocess.DEVNULL, stderr=(home / "log").open("wb"),
    )  # fmt: skip
    atexit.register(_stop, server, home)
    _wait(home, server)
    return home


def _wait(home: Path, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        assert server.poll() is None, (home / "log").read_text()
        try:
            psycopg.connect(address("postgres", home)).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError((home / "log").read_text())


def _stop(server: subprocess.Popen[bytes], home: Path) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
    shutil.rmtree(home, ignore_errors=True)


def address(database: str, home: Path | None = None) -> str:
    """Return the address of a database of the server."""
    return f"postgresql://{USER}@/{database}?host={home or cluster()}"


def new_database(encoding: str = "UTF8") -> str:
    """Make an empty database; return its address."""
    name = f"store{next(_NUMBERS)}"
    ask("postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
    return address(name)


def ask(database: str, sql: str) -> list[tuple[Any, ...]]:
    """Ask a database of the server, by its name or its address."""
    import psycopg

    where = database if "://" in database else address(database)
    with psycopg.connect(where, autocommit=True, options="-c search_path=whoholds") as db:
        found = db.execute(sql.encode())
        return found.fetchall() if found.description else []
