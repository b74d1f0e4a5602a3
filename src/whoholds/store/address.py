"""The address of a PostgreSQL store, and what may be said of it: never its password."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from whoholds.errors import StoreError

SCHEMES = ("postgresql://", "postgres://")
HIDDEN = ("password", "sslpassword", "passfile", "sslkey")
"""Settings after the `?` that are never shown."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: `url` to connect with, `shown` to speak of it."""

    url: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(repr=False)

    def tell(self, fault: Exception) -> str:
        """Return what a fault says in one line, with every secret of the address struck out."""
        told = " ".join(str(fault).split()) or type(fault).__name__
        for secret in self.secrets:
            told = told.replace(secret, "***")
        return told


def is_address(text: str) -> bool:
    """Tell whether a text is a PostgreSQL address rather than a path."""
    return text.startswith(SCHEMES)


def read_address(url: str) -> Address:
    """Take an address apart. Raises StoreError where a password's signs would be taken for parts of the address."""
    rest = url.partition("://")[2]
    who, _, where = rest.rpartition("@")
    shown = f"postgresql://{where.partition('?')[0]}"
    if any(sign in who for sign in "/?#@ "):
        raise StoreError(
            f"{shown}: the user or password before it holds one of / ? # @ or a blank; write it as %2F %3F %23 %40 %20, "
            "or leave the password to the variable PGPASSWORD or the file ~/.pgpass"
        )
    password = who.partition(":")[2]
    asked = [value for name, value in parse_qsl(where.partition("?")[2]) if name in HIDDEN]
    secrets = {password, unquote(password), *asked}
    return Address(url, shown, tuple(sorted((one for one in secrets if one), key=len, reverse=True)))
