"""Which addresses may be asked: http and https, known ports, and no machine that is not on the public internet."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from whoholds.feeds.fault import FetchFault

PORTS = {"http": 80, "https": 443}
LONGEST = 2048
"""Signs of an address; longer ones are nobody's article."""
Resolve = Callable[[str, int], list[str]]
"""Host and port to numeric addresses. Raises OSError."""
_QUERY = "/%:@!$&'()*+,;=~-._?[]|"
_ODD = re.compile(r"[\s\\\x00-\x20\x7f]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?")
_NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ),
    )
)  # fmt: skip
"""IANA's special-purpose registries. Python's `is_global` alone is not enough: it lets 6to4 and 192.0.0.8 pass."""
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is handed out; so IPv4-mapped forms, NAT64, loopback, link-local and unique-local are outside."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; what is asked is put together from these parts alone."""

    scheme: str
    host: str
    """In small ASCII letters, or an IP address without brackets."""
    port: int
    target: str
    """Path and query."""

    @property
    def site(self) -> str:
        """Scheme, host and port, as robots.txt counts them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if PORTS[self.scheme] == self.port else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address again, without a fragment."""
        return self.site + self.target


def parse_address(url: str, ports: Collection[int] = (80, 443)) -> Address:
    """Take an address apart. Raises FetchFault for one that is never asked."""
    if len(url) > LONGEST or _ODD.search(url):
        raise FetchFault("an address with blanks or signs that none has, or far too long; not asked", lasting=True)
    try:
        parts = urlsplit(url)
        _refuse(parts.scheme, parts.netloc)
        host, port = _ascii(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError):
        raise FetchFault("no valid address; not asked", lasting=True) from None
    if port not in ports:
        raise FetchFault(f"port {port} of {host} is not asked; `ports` of a feed allows more", lasting=True, by_rule=True)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{quote(parts.query, safe=_QUERY)}" if parts.query else "")
    return Address(parts.scheme, host, port, target)


def _refuse(scheme: str, netloc: str) -> None:
    if scheme not in PORTS:
        raise FetchFault(f"{scheme or 'no scheme'}: only http and https are asked", lasting=True)
    if "@" in netloc:
        raise FetchFault("an address with a user or password in it; not asked", lasting=True)



def _ascii(host: str) -> str:
    if ":" in host:
        if "%" in host:
            raise ValueError("an address of one network card")
        return str(IPv6Address(host))
    plain = host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(plain):
        raise ValueError("no host")
    return plain.rstrip(".")


def is_public(number: str) -> bool:
    """Tell whether a numeric address is on the public internet; whatever is in doubt is not."""
    try:
        address: IPv4Address | IPv6Address = ip_address(number)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, in its order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(address: Address, ask: Resolve, private_host: str | None) -> list[str]:
    """Return the numeric addresses of a host, all of them allowed; `private_host` may be anywhere. Raises FetchFault."""
    try:
        found = ask(address.host, address.port)
    except (OSError, UnicodeError) as fault:
        raise FetchFault(f"{address.host}: no such host, or no network ({fault})") from None
    if not found:
        raise FetchFault(f"{address.host}: no such host")
    refused = [number for number in found if not is_public(number)]
    if refused and address.host != private_host:
        raise FetchFault(
            f"{address.host}: leads to {refused[0]}, which is not on the public internet; not asked "
            "(`allow_private` of a feed allows its own host)",
            by_rule=True,
            lasting=address.host in refused,  # a name may lead elsewhere tomorrow: networks with a login page bend all names
        )
    return found
