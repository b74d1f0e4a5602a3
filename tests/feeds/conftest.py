"""What tests of feeds share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.feeds.site import Site, TestClock, opened_site
from whoholds.feeds.fetch import Fetcher
from whoholds.feeds.pace import Pace


@pytest.fixture
def site() -> Iterator[Site]:
    with opened_site() as opened:
        yield opened


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def fetcher(clock: TestClock) -> Fetcher:
    return Fetcher(clock, Pace(clock, 5), "https://desk.example/feeds")
