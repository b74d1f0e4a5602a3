"""Large pages read in a process of their own: the same as in this one, and given up when they keep it busy."""

from __future__ import annotations

import time

import pytest

from whoholds.feeds import apart
from whoholds.feeds.apart import page_apart
from whoholds.read.make import Found
from whoholds.read.options import Fault

TEXT = "The army took the town of Ain Issa on Tuesday, the governor told reporters at a briefing in the capital."
PAGE = f"<html><body><article><h1>Army takes Ain Issa</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()
KNOWN = ("text/html", "https://harbour.example/a", "https://harbour.example/a", "2015-06-17")


def test_a_large_page_is_read_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    here = page_apart(PAGE, *KNOWN)
    monkeypatch.setattr(apart, "SMALL", 0)
    assert isinstance(here, Found) and here.announced == "2015-06-17" and page_apart(PAGE, *KNOWN) == here
    empty = page_apart(b" ", *KNOWN)
    assert isinstance(empty, Fault) and "empty" in empty.reason


def test_a_page_that_keeps_its_reader_busy_is_given_up() -> None:
    begun = time.monotonic()
    found = page_apart(PAGE[:100] + b"<" * 4_800_000, *KNOWN, seconds=0.2)
    assert isinstance(found, Fault) and found.reason == "takes more than 0.2 s to read; not read" and time.monotonic() - begun < 10
