"""No machine that is not on the public internet is ever asked, however its address is written or renamed."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.feeds.addresses import checked_addresses, is_public, parse_address
from whoholds.feeds.fault import FetchFault

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://harbour.example/feed", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("//harbour.example/feed", "no scheme"),
        ("http://desk:secret@harbour.example/feed", "user or password"),
        ("http://harbour.example@127.0.0.1/feed", "user or password"),
        ("http://@harbour.example/", "user or password"),
        ("http://harbour.example:22/feed", "port 22"),
        ("https://harbour.example:6379/", "port 6379"),
        ("http://harbour.example:99999/", "no valid address"),
        ("http:///feed", "no valid address"),
        ("http://[fe80::1%25eth0]/", "no valid address"),
        ("http://[::1/", "no valid address"),
        ("http://harbour.example\\@127.0.0.1/", "blanks or signs"),
        ("http://harbour.example/a\r\nHost: other", "blanks or signs"),
        ("http://harbour.example/ feed", "blanks or signs"),
        ("http://harbour.example/" + "a" * 3000, "far too long"),
        ("http://har$bour.example/", "no valid address"),
    ],
)
def test_addresses_that_are_never_asked(url: str, reason: str) -> None:
    with pytest.raises(FetchFault, match=reason) as told:
        parse_address(url)
    assert told.value.lasting and "secret" not in str(told.value)


def test_an_address_is_put_together_from_its_parts_alone() -> None:
    address = parse_address("HTTPS://Hafen-Bücher.example:443/süd/a%20b?q=x y".replace(" ", "+") + "#top")
    assert address.url == "https://xn--hafen-bcher-zhb.example/s%C3%BCd/a%20b?q=x+y"
    assert parse_address("http://[2001:DB8::1]/").host == "2001:db8::1"
    assert parse_address("http://harbour.example:8080/a", (80, 443, 8080)).site == "http://harbour.example:8080"


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fd12::1",
        "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "3fff::1", "100::1",
        "5f00::1", "no number", "",
    ],
)  # fmt: skip
def test_what_is_not_on_the_public_internet(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946"])
def test_what_is_on_the_public_internet(number: str) -> None:
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_no_form_of_ipv6_makes_an_address_of_ipv4_public(address: IPv4Address) -> None:
    number = int(address)
    for form in (number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_public(str(IPv6Address(form)))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost"])
def test_names_that_mean_this_machine_are_refused_by_what_they_lead_to(host: str) -> None:
    from whoholds.feeds.addresses import resolve

    try:
        assert {number.rpartition(":")[2] or "1" for number in resolve(host, 80)} <= {"127.0.0.1", "1"}
    except OSError:
        pytest.skip("this system does not take such a name for a number")
    with pytest.raises(FetchFault, match="not on the public internet"):
        checked_addresses(parse_address(f"http://{host}/"), resolve, None)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchFault, match=r"leads to 10\.0\.0\.5"):
        checked_addresses(parse_address("http://harbour.example/"), lambda host, port: [PUBLIC, "10.0.0.5"], None)


def test_only_the_named_host_may_be_private() -> None:
    def ask(host: str, port: int) -> list[str]:
        return ["10.0.0.5"]

    assert checked_addresses(parse_address("http://intranet.example/"), ask, "intranet.example") == ["10.0.0.5"]
    with pytest.raises(FetchFault, match="not on the public internet"):
        checked_addresses(parse_address("http://other.example/"), ask, "intranet.example")


def test_a_host_that_is_not_there_may_come_back() -> None:
    def ask(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchFault, match="no such host") as told:
        checked_addresses(parse_address("http://harbour.example/"), ask, None)
    assert not told.value.lasting
