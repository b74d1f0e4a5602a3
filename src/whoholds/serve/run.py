"""The server started: what may be listened on, who is let in, an orderly end."""

from __future__ import annotations

import os
import socket
import stat
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from whoholds.errors import InputError, SettingsError
from whoholds.serve.access import LOOPBACK, ROLES, Access, Person, new_token, read_access
from whoholds.serve.app import Site, make_app
from whoholds.settings import Settings

LONGEST_HEAD, BACKLOG = 64_000, 256
"""Bytes of a request's head; callers that wait while the server begins."""
HERE = Person("reviewer", "admin")
"""Who everybody is on a machine that listens to itself alone."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens and whom it believes, as the command line gives it."""

    host: str = "127.0.0.1"
    port: int = 8642
    names: tuple[str, ...] = ()
    access: Path | None = None
    user_header: str = ""
    proxies: tuple[str, ...] = ()
    root: str = ""
    messages: str | None = None
    base: Path | None = None


def serve(url: str, settings: Settings, listening: Listening, ready: Callable[[str], None]) -> None:
    """Serve a store until told to end; `ready` is told the address. Raises InputError, SettingsError or StoreError."""
    access = access_of(listening)
    base = listening.base or (Path(settings.base) if settings.base else None)
    door = _listen(listening.host, listening.port)
    with door, TemporaryDirectory(prefix="whoholds-") as spool:
        port = int(door.getsockname()[1])
        root = listening.root.rstrip("/")
        app = make_app(Site(url, hosts_of(listening, port), access, settings, listening.messages, port, Path(spool), base, root))
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, date_header=False, root_path=root,
            proxy_headers=bool(listening.proxies), forwarded_allow_ips=list(listening.proxies), ws="none",
            h11_max_incomplete_event_size=LONGEST_HEAD, timeout_graceful_shutdown=3,
        )  # fmt: skip
        shown = "127.0.0.1" if listening.host in LOOPBACK else listening.host
        # Ended in the very moment of its start, uvicorn leaves a coroutine that nobody awaits; a person who pressed Ctrl-C need not read of it.
        warnings.filterwarnings("ignore", message="coroutine '.*' was never awaited", category=RuntimeWarning)
        with suppress(KeyboardInterrupt):
            ready(f"http://{shown}:{port}{root}/")
            threading.Thread(target=app.state.library.warm, daemon=True).start()
            uvicorn.Server(config).run(sockets=[door])


def access_of(listening: Listening) -> Access:
    """Work out who is let in. Raises SettingsError where another address is listened on and nobody would be asked."""
    tokens, users = read_access(listening.access) if listening.access else ({}, {})
    if users and not listening.user_header:
        raise SettingsError("the access file names users, but no header says who asks; name it with --user-header")
    guarded = bool(tokens) or bool(users)
    if listening.host not in LOOPBACK and not guarded:
        raise SettingsError(
            f"{listening.host}: anybody who reaches this address could read and change everything; make a token with "
            "`whoholds serve --access FILE --new-token review:NAME` and give --access FILE, or listen on 127.0.0.1"
        )
    proxies = frozenset(listening.proxies) or LOOPBACK
    return Access(tokens, users, listening.user_header.lower(), proxies, None if guarded else HERE)


def hosts_of(listening: Listening, port: int) -> frozenset[str]:
    """Return the names that the server answers to: those given, or this machine's own. Raises SettingsError."""
    if listening.names:
        return frozenset(name.lower() for name in listening.names)
    if listening.host not in LOOPBACK:
        if listening.host in ("0.0.0.0", "::"):  # noqa: S104
            raise SettingsError(f"{listening.host}: say by which name it is asked, such as --name maps.example.org")
        return frozenset({f"{listening.host}:{port}"})
    own = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    return frozenset(own | ({"127.0.0.1", "localhost", "[::1]"} if port == 80 else set()))


def add_token(path: Path | None, wanted: str) -> str:
    """Make a token for ROLE:NAME, add what knows it to the access file, and return the token. Raises SettingsError."""
    role, mark, name = wanted.partition(":")
    if path is None:
        raise SettingsError("--new-token needs --access FILE, the file that it is added to")
    if role not in ROLES or not mark or not name or len(name.split()) != 1 or "#" in name:
        raise SettingsError(f"{wanted!r}: write ROLE:NAME, a role of {', '.join(ROLES)} and a working name without blanks")
    token, line = new_token(role, name)
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR), "w", encoding="utf-8") as file:
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            file.write(before + ("" if not before or before.endswith("\n") else "\n") + line + "\n")
    except OSError as fault:
        raise SettingsError(f"{path}: cannot be written ({fault.strerror})") from None
    return token


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1" if host == "localhost" else host, port))
        door.listen(BACKLOG)
    except OSError as fault:
        raise InputError(f"{host}:{port}: cannot be opened ({fault.strerror}); name another with --host and --port") from None
    return door
