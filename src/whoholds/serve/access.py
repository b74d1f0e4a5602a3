"""Who may do what: roles, tokens, users that a proxy names. Nobody has an account here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from whoholds.errors import SettingsError

ROLES = ("read", "review", "admin")
"""Each may do what those before it may: see pages; decide about claims; take articles in and see the log."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ANYBODY = "*"
SESSION_SECONDS = 12 * 3600
FORM = "write lines such as `token review desk-1 SHA256`, `user admin jane` or `user read *`"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: a role or working name, and what they may do."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Tell whether this person may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one server."""

    tokens: Mapping[str, Person] = field(default_factory=dict)
    """By the SHA-256 of the token."""
    users: Mapping[str, str] = field(default_factory=dict)
    """Role by the name that the proxy gives; `*` is anybody whom it names."""
    header: str = ""
    """The header in which the proxy names the user; empty: no such header is believed."""
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})
    """Addresses from which that header is believed."""
    here: Person | None = None
    """Who everybody is who asks on this machine, where neither token nor proxy is asked for."""

    def by_token(self, token: str) -> Person | None:
        """Return whose token it is; tokens are random and long, so a plain digest gives nothing away."""
        return self.tokens.get(digest_of_token(token)) if token else None

    def by_header(self, name: str, peer: str) -> Person | None:
        """Return whom a proxy names, where it is one of ours."""
        if not self.header or not name or peer not in self.proxies:
            return None
        role = self.users.get(name) or self.users.get(ANYBODY)
        return Person(name[:80], role) if role else None


def digest_of_token(token: str) -> str:
    """Return the SHA-256 of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token(role: str, name: str) -> tuple[str, str]:
    """Make a token; return it and the line of the access file that knows it."""
    token = secrets.token_urlsafe(32)
    return token, f"token {role} {name} {digest_of_token(token)}"


def read_access(path: Path) -> tuple[dict[str, Person], dict[str, str]]:
    """Read tokens and users from an access file; all faults are told together. Raises SettingsError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path}: cannot be read ({fault}); make it with `whoholds serve --new-token`") from None
    tokens: dict[str, Person] = {}
    users: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        match words:
            case []:
                pass
            case ["token", role, name, digest] if role in ROLES and len(digest) == 64:
                tokens[digest.lower()] = Person(name, role)
            case ["user", role, name] if role in ROLES:
                users[name] = role
            case _:
                faults.append(f"line {number}: {FORM}")
    if faults:
        raise SettingsError(f"{path}:\n  " + "\n  ".join(faults))
    return tokens, users


def session_of(person: Person, secret: bytes, now: float) -> str:
    """Write a session for a cookie: who, until when, and a seal that only this server can make."""
    plain = json.dumps([person.name, person.role, int(now) + SESSION_SECONDS]).encode()
    return f"{base64.urlsafe_b64encode(plain).decode()}.{sealed(secret, plain)}"


def person_of_session(cookie: str, secret: bytes, now: float) -> Person | None:
    """Read a session; None for one that is forged, damaged or over."""
    body, _, seal = cookie.partition(".")
    try:
        plain = base64.urlsafe_b64decode(body.encode())
        if not hmac.compare_digest(sealed(secret, plain).encode(), seal.encode()):
            return None
        name, role, until = json.loads(plain)
    except ValueError:
        return None
    return Person(name, role) if until > now else None


def sealed(secret: bytes, plain: bytes) -> str:
    """Return the seal of some bytes."""
    return hmac.new(secret, plain, hashlib.sha256).hexdigest()
