"""robots.txt: heeded, kept for a day, and a site that cannot show it is left alone."""

from __future__ import annotations

import threading
import time

import pytest

from tests.feeds.site import TestClock
from whoholds.feeds.addresses import parse_address
from whoholds.feeds.fault import FetchFault
from whoholds.feeds.fetch import Answer
from whoholds.feeds.pace import DAY
from whoholds.feeds.robots import Kept, Robots, Shelf

SITE = "https://harbour.example"


class Hosts:
    """Answers for a robots.txt."""

    def __init__(self, text: str | FetchFault) -> None:
        self.text, self.asked = text, 0

    def __call__(self, url: str) -> Answer:
        assert url == f"{SITE}/robots.txt"
        self.asked += 1
        if isinstance(self.text, FetchFault):
            raise self.text
        return Answer(url, 200, {}, self.text.encode(), False)


def check(robots: Robots, path: str) -> float | None:
    return robots.check(parse_address(SITE + path))


def test_what_a_site_does_not_want_read_is_not_read(clock: TestClock) -> None:
    robots = Robots(clock, Hosts("User-agent: *\nDisallow: /private\nCrawl-delay: 20\nUser-agent: whoholds\nDisallow: /ours\n"), Shelf({}))
    assert check(robots, "/private") is None, "the group with our name counts, not the one for all"
    with pytest.raises(FetchFault, match=r"robots\.txt does not want this") as told:
        check(robots, "/ours/1")
    assert told.value.lasting


def test_the_pause_that_a_site_asks_for_is_told(clock: TestClock) -> None:
    assert check(Robots(clock, Hosts("User-agent: *\nCrawl-delay: 20\n"), Shelf({})), "/a") == 20


def test_it_is_asked_once_a_day_also_by_the_next_run(clock: TestClock) -> None:
    hosts, shelf = Hosts("User-agent: *\nAllow: /\n"), Shelf({})
    for path in ("/a", "/b"):
        check(Robots(clock, hosts, shelf), path)
    again = Shelf(shelf.news())
    check(Robots(clock, hosts, again), "/c")
    assert hosts.asked == 1 and again.news() == {}
    clock.at += DAY
    check(Robots(clock, hosts, again), "/d")
    assert hosts.asked == 2 and list(again.news()) == [SITE]


def test_no_robots_means_no_rules_and_a_silent_site_is_left_alone(clock: TestClock) -> None:
    assert check(Robots(clock, Hosts(FetchFault("404", lasting=True)), Shelf({})), "/a") is None
    hosts = Hosts(FetchFault("500"))
    robots = Robots(clock, hosts, Shelf({}))
    for _ in range(2):
        with pytest.raises(FetchFault, match="cannot be had") as told:
            check(robots, "/a")
        assert not told.value.lasting
    assert hosts.asked == 1
    clock.at, hosts.text = clock.at + 3601, ""
    assert check(robots, "/a") is None


def test_notes_that_cannot_be_read_are_as_if_they_were_not_there() -> None:
    assert Shelf({"a": "broken", "b": "{}", "c": "[]", "d": '{"text":"","at":1.0,"told":""}'}).robots == {"d": Kept("", 1.0)}


def test_two_feeds_of_a_site_ask_for_it_once(clock: TestClock) -> None:
    shelf, asked = Shelf({}), list[str]()

    def slowly(url: str) -> Answer:
        asked.append(url)
        time.sleep(0.1)
        return Answer(url, 200, {}, b"", False)

    threads = [threading.Thread(target=check, args=(Robots(clock, slowly, shelf), "/a")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == [f"{SITE}/robots.txt"]
