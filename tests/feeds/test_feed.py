"""`feeds.toml`: what it may say, and that all of its faults are told together."""

from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import FeedError
from whoholds.feeds.feed import read_feeds

GOOD = """
contact = "https://desk.example/feeds"
[[feed]]
name = "Harbour Daily"
url = "https://harbour.example/feed"
rights = "CC BY 4.0"
grade = "B"
reason = "names its sources, prints corrections"
kind = "newspaper"
[[feed]]
name = "Harbour Daily, world"
source = "Harbour Daily"
url = "https://harbour.example/world"
rights = "CC BY 4.0"
grade = "B"
reason = "names its sources, prints corrections"
kind = "newspaper"
every_minutes = 60
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_feeds_of_one_publisher_share_its_rights_and_grade(tmp_path: Path) -> None:
    found = read_feeds(write(tmp_path, GOOD))
    assert [feed.source for feed in found.feeds] == ["Harbour Daily", "Harbour Daily"]
    assert found.feeds[0].publisher() == found.feeds[1].publisher()
    publisher = found.feeds[0].publisher()
    assert (publisher.grade, publisher.rights, publisher.kind) == ("B", "CC BY 4.0", "newspaper")
    assert not any(feed.allow_private or feed.ports for feed in found.feeds), "off unless it is asked for"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no [[feed]] in it"),
        ("[[feed]]\nname = 'a'\nurl = 'https://a.example/'", "key 'rights' is missing; say what its articles may be used for"),
        ("[[feed]]\nnmae = 'a'", "unknown key 'nmae'"),
        (GOOD.replace("https://harbour.example/world", "http://me:secret@harbour.example/"), "user or password"),
        (GOOD.replace("https://harbour.example/world", "https://harbour.example:8443/"), "port 8443"),
        (GOOD.replace("https://harbour.example/world", "https://harbour.example/feed"), "have the same url"),
        (GOOD.replace('grade = "B"', 'grade = "G"'), "grade must be one of A B C D E F"),
        (GOOD.replace('grade = "B"', 'grade = "C"', 1), "tell different things of their publisher 'Harbour Daily'"),
        ("pause_seconds = 0\n" + GOOD, "pause_seconds must be 1 or more"),
        (GOOD + "every_minutes = 5\n", "cannot be read"),
        (GOOD.replace("every_minutes = 60", "every_minutes = 0"), "must be 1 or more"),
        (GOOD.replace("every_minutes = 60", "allow_private = 1"), "'allow_private' has the wrong kind"),
        (GOOD.replace("every_minutes = 60", "text = 'pages'"), "text must be one of page feed"),
        (GOOD.replace("every_minutes = 60", "ports = [0, 'a']"), "ports must be numbers"),
        (GOOD.replace("https://desk.example/feeds", "a\\r\\nHost: b"), "contact must be plain ASCII"),
        ("feed = 'a'", "'feed' has the wrong kind"),
    ],
)  # fmt: skip
def test_faults_are_told_with_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FeedError) as fault:
        read_feeds(write(tmp_path, text))
    assert told in str(fault.value) and "feeds.toml" in str(fault.value) and "secret" not in str(fault.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"docs/feeds\.md shows one"):
        read_feeds(tmp_path / "feeds.toml")
