"""robots.txt: heeded, kept for a day, and a site that cannot show it is left alone."""

from __future__ import annotations

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
    robots = Robots(clock, Hosts("User-agent: *\nDisallow: /private\nCrawl-delay: 20\nUser-agent: whoholds\nDisallow: /ours\n"), {})
    assert check(robots, "/private") is None, "the group with our name counts, not the one for all"
    with pytest.raises(FetchFault, match=r"robots\.txt does not want this") as told:
        check(robots, "/ours/1")
    assert told.value.lasting


def test_the_pause_that_a_site_asks_for_is_told(clock: TestClock) -> None:
    assert check(Robots(clock, Hosts("User-agent: *\nCrawl-delay: 20\n"), {}), "/a") == 20


def test_it_is_asked_once_a_day_also_by_the_next_run(clock: TestClock) -> None:
    hosts, shelf = Hosts("User-agent: *\nAllow: /\n"), Shelf({})
    for path in ("/a", "/b"):
        check(Robots(clock, hosts, shelf.robots), path)
    again = Shelf(shelf.news())
    check(Robots(clock, hosts, again.robots), "/c")
    assert hosts.asked == 1 and again.news() == {}
    clock.at += DAY
    check(Robots(clock, hosts, again.robots), "/d")
    assert hosts.asked == 2 and list(again.news()) == [SITE]


def test_no_robots_means_no_rules_and_a_silent_site_is_left_alone(clock: TestClock) -> None:
    assert check(Robots(clock, Hosts(FetchFault("404", lasting=True)), {}), "/a") is None
    hosts = Hosts(FetchFault("500"))
    robots = Robots(clock, hosts, {})
    for _ in range(2):
        with pytest.raises(FetchFault, match="cannot be had") as told:
            check(robots, "/a")
        assert not told.value.lasting
    assert hosts.asked == 1
    clock.at, hosts.text = clock.at + 3601, ""
    assert check(robots, "/a") is None


def test_notes_that_cannot_be_read_are_as_if_they_were_not_there() -> None:
    assert Shelf({"a": "broken", "b": "{}", "c": "[]", "d": '{"text":"","at":1.0,"told":""}'}).robots == {"d": Kept("", 1.0)}
