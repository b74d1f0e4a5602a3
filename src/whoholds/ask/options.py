"""What the settings say of an endpoint: `[extractors.endpoint]` of whoholds.toml."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whoholds.errors import SettingsError

FORMATS = ("json_schema", "json_object", "none")
"""What may be asked of the server as `response_format`, strictest first."""
OWN = frozenset({"messages", "model", "stream", "response_format", "n", "tools", "functions"})
"""Keys of a request that `extra` may not set."""
VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
MODEL = re.compile(r"\S{1,200}")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
KINDS: dict[str, tuple[type, ...]] = {
    "url": (str,), "model": (str,), "key_env": (str,), "price_in": (int, float), "price_out": (int, float), "most_calls": (int,),
    "most_cost": (int, float), "timeout": (int, float), "tries": (int,), "wait": (int, float), "max_tokens": (int,),
    "temperature": (int, float), "format": (str,), "cache": (str,), "extra": (dict,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """The options in force."""

    url: str = ""
    """Base address, up to and without `/chat/completions`."""
    model: str = ""
    key_env: str = ""
    """Name of the environment variable that holds the key; empty: none is sent."""
    price_in: float = 0.0
    """Price of a million tokens that are sent, in any currency."""
    price_out: float = 0.0
    """Price of a million tokens that are answered."""
    most_calls: int = 1000
    """Calls after which a run stops; 0 is no limit."""
    most_cost: float = 0.0
    """Cost that a run may not go over, in the currency of the prices; 0 is no limit."""
    timeout: float = 120.0
    """Seconds for one answer, from the call to its last byte."""
    tries: int = 4
    """Calls before an article is given up, where the server is busy, broken or silent."""
    wait: float = 1.0
    """Seconds before the second try; doubled for each after it."""
    max_tokens: int = 4096
    """Longest answer that is asked for; 0: not said."""
    temperature: float = 0.0
    """Below 0: not said."""
    format: str = FORMATS[0]
    cache: str = ""
    """Folder of answers; empty: the user's cache folder."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further keys of the request, as the server knows them."""

    @property
    def folder(self) -> Path:
        """Return the folder of answers and ledgers."""
        root = os.environ.get("XDG_CACHE_HOME")
        return (
            Path(self.cache)
            if self.cache
            else (Path(root) if root else Path.home() / ".cache") / "whoholds" / "answers"
        )

    @property
    def longest(self) -> int:
        """Return the most tokens that an answer may have, for the limit of cost."""
        told = self.extra.get("max_completion_tokens", self.max_tokens)
        return told if isinstance(told, int) and told > 0 else 8192


def read_options(given: Mapping[str, Any]) -> Options:
    """Check the options; all faults are told together, values never, since one may be a key. Raises SettingsError."""
    faults = list(_faults(given))
    if faults:
        raise SettingsError("whoholds.toml, [extractors.endpoint]:\n  " + "\n  ".join(faults))
    return Options(**given)


def read_key(options: Options) -> str:
    """Take the key from the environment; empty where none is asked for. Raises SettingsError; no message holds the key."""
    if not options.key_env:
        return ""
    key = os.environ.get(options.key_env, "").strip()
    if not key:
        raise SettingsError(
            f"the environment variable {options.key_env}, which key_env names, is empty; export it in this shell"
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise SettingsError(f"the environment variable {options.key_env} holds signs that no key has; export it again")
    address = urlsplit(options.url)
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise SettingsError("url: a key is sent over https or to this machine only; use https, or leave key_env out")
    return key


def _faults(given: Mapping[str, Any]) -> Iterator[str]:
    known = {each.name for each in fields(Options)}
    for key, value in given.items():
        if key not in known:
            yield f"unknown key {key!r}; known keys: {', '.join(KINDS)}"
        elif not isinstance(value, KINDS[key]) or isinstance(value, bool):
            yield f"{key!r} must be a {KINDS[key][-1].__name__}, not a {type(value).__name__}"
    kept: dict[str, Any] = {
        key: value
        for key, value in given.items()
        if key in known and isinstance(value, KINDS[key]) and not isinstance(value, bool)
    }
    yield from _wrong_values(Options(**kept))


def _wrong_values(options: Options) -> Iterator[str]:
    yield from _wrong_address(options.url)
    if not MODEL.fullmatch(options.model):
        yield "'model' is missing; it is the name that the server knows the model by, without blanks"
    if options.key_env and not VARIABLE.fullmatch(options.key_env):
        yield "'key_env' is the NAME of an environment variable (capitals, digits, _), never the key itself"
    for name in ("price_in", "price_out", "most_calls", "most_cost", "max_tokens"):
        if not (math.isfinite(getattr(options, name)) and getattr(options, name) >= 0):
            yield f"{name!r} must be 0 or more"
    for name, least, most in (("timeout", 0.05, 3600), ("tries", 1, 20), ("wait", 0, 60)):
        if not least <= getattr(options, name) <= most:
            yield f"{name!r} must be from {least} to {most}"
    if not math.isfinite(options.temperature) or options.temperature > 2:
        yield "'temperature' must be at most 2"
    if options.most_cost and not (options.price_in or options.price_out):
        yield "'most_cost' needs 'price_in' and 'price_out', the prices of a million tokens"
    if options.format not in FORMATS:
        yield f"'format' must be one of {', '.join(FORMATS)}"
    if OWN & set(options.extra):
        yield f"'extra' may not set {', '.join(sorted(OWN & set(options.extra)))}"


def _wrong_address(url: str) -> Iterator[str]:
    try:
        address = urlsplit(url)
        host, _ = address.hostname, address.port
    except ValueError:
        yield "'url' is no address; write it as http://127.0.0.1:8080/v1"
        return
    if address.scheme not in ("http", "https") or not host:
        yield "'url' is missing or no http address; write it as http://127.0.0.1:8080/v1"
    if address.username or address.password:
        yield "'url' must not hold a name or password; put the key into an environment variable and name it with key_env"
    if address.query or address.fragment:
        yield "'url' must end before ? and #"
