"""Fetching from a real server on this machine: redirects, limits, bombs, hosts that stall or are busy."""

from __future__ import annotations

import gzip
import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.feeds.site import NOON, Reply, Site, TestClock
from whoholds.feeds.addresses import Address
from whoholds.feeds.connection import Lines
from whoholds.feeds.fault import FetchFault, Stopped
from whoholds.feeds.fetch import Answer, Asking, Fetcher
from whoholds.feeds.items import LISTED, Ends
from whoholds.feeds.pace import DAY, Pace, back_off, retry_after

HERE = "127.0.0.1"


def get(fetcher: Fetcher, site: Site, path: str, **more: Any) -> Answer:
    return fetcher.fetch(site.root + path, Asking(**({"most": 100_000, "ports": (site.port,), "private_host": HERE} | more)))


def test_a_page_comes_with_its_head_and_we_say_who_asks(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply("news", headers={"ETag": '"1"'})
    answer = get(fetcher, site, "/a")
    assert (answer.body, answer.headers["etag"], answer.cut) == (b"news", '"1"', False)
    assert site.heads[0]["user-agent"].startswith("whoholds/") and "(+https://desk.example/feeds)" in site.heads[0]["user-agent"]
    assert site.heads[0]["host"] == f"127.0.0.1:{site.port}"


def test_without_leave_this_machine_is_not_asked(fetcher: Fetcher, site: Site) -> None:
    with pytest.raises(FetchFault, match="not on the public internet"):
        get(fetcher, site, "/a", private_host=None)
    with pytest.raises(FetchFault, match=f"port {site.port}"):
        get(fetcher, site, "/a", ports=())
    assert site.asked == []


@pytest.mark.parametrize("target", ["http://localhost:{port}/b", "http://[::1]:{port}/b", "http://[::ffff:127.0.0.1]:{port}/b", "//2130706433:{port}/b"])
def test_a_redirect_to_this_machine_by_another_name_is_not_followed(fetcher: Fetcher, site: Site, target: str) -> None:
    site.pages["/a"] = Reply(status=302, headers={"Location": target.format(port=site.port)})
    site.pages["/b"] = Reply("secret")
    with pytest.raises(FetchFault, match=r"not on the public internet|no such host"):
        get(fetcher, site, "/a")
    assert site.asked == ["/a"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.0.0.1:22/", "http://me:pw@127.0.0.1/", "gopher://127.0.0.1/"])
def test_a_redirect_to_what_is_never_asked_is_not_followed(fetcher: Fetcher, site: Site, target: str) -> None:
    site.pages["/a"] = Reply(status=301, headers={"Location": target})
    with pytest.raises(FetchFault, match="asked"):
        get(fetcher, site, "/a")


def test_redirects_are_followed_and_told_where_they_are_for_good(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/a": Reply(status=301, headers={"Location": "/b#part"}),
        "/b": Reply(status=302, headers={"Location": "/c"}),
        "/c": Reply("news"),
    }
    answer = get(fetcher, site, "/a")
    assert (answer.body, answer.url, answer.moved) == (b"news", site.root + "/c", site.root + "/b")


def test_redirects_in_a_ring_end(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchFault, match="more than 5 redirects"):
        get(fetcher, site, "/a")
    assert len(site.asked) == 6


class RecordingLines(Lines):
    """Says where it was told to connect, and connects nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[list[str]] = []

    @contextmanager
    def open(self, address: Address, numbers: list[str], seconds: float) -> Iterator[http.client.HTTPConnection]:
        self.numbers.append(numbers)
        raise OSError("nobody is there")
        yield


def test_a_name_that_changes_after_the_check_is_not_asked_for_again(clock: TestClock) -> None:
    names = [["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]]
    lines = RecordingLines()
    fetcher = Fetcher(clock, Pace(clock, 5), ask=lambda host, port: names.pop(0), lines=lines)
    with pytest.raises(FetchFault, match="nobody is there"):
        fetcher.fetch("http://rebinding.example/", Asking(1000))
    assert lines.numbers == [["93.184.216.34"]] and len(names) == 2, "the line goes to the number that was checked"
    with pytest.raises(FetchFault, match=r"leads to 127\.0\.0\.1"):
        fetcher.fetch("http://rebinding.example/", Asking(1000))


def test_what_the_environment_says_of_proxies_is_not_heeded(fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.pages["/a"] = Reply("news")
    assert get(fetcher, site, "/a").body == b"news"


def test_a_bomb_of_gzip_is_unpacked_no_further_than_the_limit(fetcher: Fetcher, site: Site) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    site.pages["/a"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    begun = time.monotonic()
    answer = get(fetcher, site, "/a", most=50_000)
    assert len(answer.body) == 50_000 and answer.cut and time.monotonic() - begun < 2


def test_packed_pages_are_unpacked_and_odd_packings_refused(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply(gzip.compress(b"news"), headers={"Content-Encoding": "gzip"})
    site.pages["/b"] = Reply(b"??", headers={"Content-Encoding": "gzip, gzip"})
    site.pages["/c"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    assert get(fetcher, site, "/a").body == b"news"
    with pytest.raises(FetchFault, match="which was not asked for"):
        get(fetcher, site, "/b")
    with pytest.raises(FetchFault, match="damaged on the way"):
        get(fetcher, site, "/c")


def test_a_long_answer_is_cut_at_the_limit(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply(b"a" * 300_000)
    answer = get(fetcher, site, "/a")
    assert len(answer.body) == 100_000 and answer.cut


def test_of_a_feed_of_a_million_items_only_the_first_are_fetched(fetcher: Fetcher, site: Site) -> None:
    item = b"<item><link>https://harbour.example/%d</link></item>"
    sent = []

    def endless(request: Any) -> None:
        request.send_response(200)
        request.end_headers()
        for first in range(0, 1_000_000, 500):
            request.wfile.write(b"".join(item % number for number in range(first, first + 500)))
            sent.append(first)

    site.pages["/a"] = endless
    begun = time.monotonic()
    answer = get(fetcher, site, "/a", most=100_000_000, enough=Ends())
    assert answer.cut and LISTED <= answer.body.count(b"</item>") < 10 * LISTED
    assert len(sent) < 400 and time.monotonic() - begun < 5


@pytest.mark.parametrize("head", [True, False], ids=["in its head", "in its body"])
def test_a_host_that_drips_is_cut_off(fetcher: Fetcher, site: Site, head: bool) -> None:
    def drip(request: Any) -> None:
        if not head:
            request.send_response(200)
            request.end_headers()
        for _ in range(200):
            request.wfile.write(b"X" if head else b"a")
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    begun = time.monotonic()
    with pytest.raises(FetchFault):
        get(fetcher, site, "/a", seconds=0.4)
    assert time.monotonic() - begun < 8


def test_a_body_that_ends_early_is_asked_for_again(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply("half", headers={"Content-Length": "4000"})
    with pytest.raises(FetchFault) as told:
        get(fetcher, site, "/a")
    assert not told.value.lasting


def test_a_stop_ends_a_request_that_hangs(fetcher: Fetcher, site: Site, clock: TestClock) -> None:
    hanging = threading.Event()

    def hang(request: Any) -> None:
        hanging.set()
        time.sleep(20)

    site.pages["/a"] = hang
    ended: list[type[BaseException]] = []

    def ask() -> None:
        try:
            get(fetcher, site, "/a")
        except BaseException as fault:
            ended.append(type(fault))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    assert hanging.wait(5)
    clock.stop()
    fetcher.cut()
    thread.join(3)
    assert ended == [Stopped]


@pytest.mark.parametrize(("status", "lasting"), [(404, True), (410, True), (403, True), (451, True), (500, False), (502, False), (503, False), (429, False)])
def test_what_is_gone_and_what_may_come_back(fetcher: Fetcher, site: Site, status: int, lasting: bool) -> None:
    site.pages["/a"] = Reply(status=status)
    with pytest.raises(FetchFault, match=str(status)) as told:
        get(fetcher, site, "/a")
    assert told.value.lasting == lasting


def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(fetcher: Fetcher, site: Site, clock: TestClock) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "120"})
    site.pages["/b"] = Reply("news")
    with pytest.raises(FetchFault) as told:
        get(fetcher, site, "/a")
    assert told.value.wait == 120
    with pytest.raises(FetchFault, match="wants to be left alone for 120 s more"):
        get(fetcher, site, "/b")
    assert site.asked == ["/a"]
    clock.at += 121
    assert get(fetcher, site, "/b").body == b"news"


def test_between_two_requests_to_a_host_there_is_a_pause(fetcher: Fetcher, site: Site, clock: TestClock) -> None:
    site.pages["/a"] = Reply("news")
    get(fetcher, site, "/a")
    get(fetcher, site, "/a")
    clock.at += 60
    get(fetcher, site, "/a")
    assert clock.waited == [5]


def test_pages_of_a_kind_that_nobody_reads_are_not_fetched(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Reply(b"%PDF", kind="application/pdf")
    with pytest.raises(FetchFault, match="application/pdf, not a web page") as told:
        get(fetcher, site, "/a", kinds=("text/html",))
    assert told.value.lasting


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("120", 120), ("Wed, 17 Jun 2015 12:10:00 GMT", 600), ("Wed, 17 Jun 2015 11:00:00 GMT", 0), ("99999999999999", DAY), ("soon", None), ("-5", None), (None, None), ("", None)],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(words: str | None, seconds: float | None) -> None:
    assert retry_after(words, NOON) == seconds


def test_a_feed_that_fails_is_asked_half_as_often_each_time_but_once_a_day() -> None:
    assert [back_off(1800, failures) for failures in (1, 2, 3)] == [3600, 7200, 14400]
    assert back_off(1800, 50) == DAY and back_off(2 * DAY, 1) == 2 * DAY
