"""A reading that is killed at any moment leaves a whole store, and the next reading ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from whoholds.pipeline import State
from whoholds.records import Claim, Document
from whoholds.store.base import open_store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
START = "from whoholds.cli.main import main; main()"
EARLIEST = 0.3
"""Seconds after the start of a reading at which it is killed at the soonest."""
KILLS = 10
ARTICLES = (
    "Kurdish fighters captured the town of Tal Abyad from Islamic State on June 15, 2015, a spokesman said.",
    "Islamic State seized Palmyra on Wednesday. Government troops withdrew towards Homs, the observatory said.",
    "Iraqi forces retook Ramadi in late December. About 300 militants fled to the east.",
    "The army said it holds Ain Issa. Residents reported shelling and at least 12 dead.",
    "Turkey and Russia agreed a ceasefire for Aleppo that begins at midnight.",
    "Peshmerga units advanced on Sinjar and cut the road to Mosul.",
    "Rebels besieged two villages near Idlib for a third week, aid workers said.",
    "An air strike hit a market in Raqqa on 25 November 2014 and killed 95 people, activists said.",
    "The ministry denied that its soldiers had left Deir ez-Zor.",
    "Militants control most of Anbar, the governor told parliament on Sunday.",
    "Nearly 40,000 people fled Hasakah after fighters attacked the city from the south.",
    "Syrian troops entered Palmyra on March 27, 2016, ten months after it fell to Islamic State.",
)


@dataclass(frozen=True)
class Ending:
    """What a store holds in the end, and how long the reading took."""

    home: Path
    documents: list[Document]
    claims: list[Claim]
    state: State
    seconds: float = 0.0


def start(home: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start a reading of the folder of articles in a process of its own."""
    words = [sys.executable, "-c", START, "read", "articles", "--db", "kept.db", "--workers", "1", *more]
    return subprocess.Popen(words, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def read_whole(home: Path, *more: str) -> float:
    """Read to the end; return the seconds it took."""
    begun = time.monotonic()
    reading = start(home, *more)
    told = reading.communicate(timeout=120)[1].decode()
    assert reading.returncode == 0, told
    return time.monotonic() - begun


def read_and_kill(home: Path, after: float, *more: str) -> bool:
    """Start a reading and kill it after so many seconds; tell whether it was still at work."""
    reading = start(home, *more)
    try:
        told = reading.communicate(timeout=after)[1].decode()
        assert reading.returncode == 0, told
    except subprocess.TimeoutExpired:
        reading.send_signal(signal.SIGKILL)
        reading.communicate()
    return reading.returncode == -signal.SIGKILL


def stored(home: Path) -> int:
    """Count the articles that a reading at work has stored so far."""
    try:
        with closing(sqlite3.connect(f"file:{home / 'kept.db'}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def read_and_kill_at(home: Path, articles: int) -> None:
    """Start a reading and kill it as soon as it has stored so many articles."""
    reading = start(home)
    while reading.poll() is None and stored(home) < articles:
        time.sleep(0.002)
    reading.send_signal(signal.SIGKILL)
    reading.communicate()
    assert reading.returncode == -signal.SIGKILL, "it was done before it could be killed"


def home_with_articles(home: Path) -> Path:
    """Make a folder of twelve articles."""
    (home / "articles").mkdir(parents=True)
    for number, text in enumerate(ARTICLES, 1):
        (home / "articles" / f"{number:02}.txt").write_text(f"Day {number} of the war\n\n{text}\n", encoding="utf-8")
    return home


def ending(home: Path, seconds: float = 0.0) -> Ending:
    """Return what the store of a folder holds."""
    with open_store(home / "kept.db", create=False) as store:
        return Ending(home, list(store.documents()), list(store.claims()), store.worked_out(), seconds)


def by_article(claims: list[Claim]) -> dict[str, list[Claim]]:
    """Sort claims by their article."""
    return {id: [claim for claim in claims if claim.document == id] for id in {claim.document for claim in claims}}


def check_whole(home: Path, undisturbed: Ending) -> int:
    """Check a store after a kill: sound, and each article in it is there with all of its claims; return their number."""
    path = home / "kept.db"
    if not path.exists():
        return 0
    found = ending(home)
    with closing(sqlite3.connect(path)) as db:
        assert [row[0] for row in db.execute("PRAGMA integrity_check")] == ["ok"]
        assert list(db.execute("PRAGMA foreign_key_check")) == []
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        listed = Counter(id for (id,) in db.execute("SELECT document FROM words"))
    assert listed == Counter(document.id for document in found.documents)
    wanted = {document.id: document for document in undisturbed.documents}
    assert all(wanted[document.id] == document for document in found.documents)
    claims, whole = by_article(found.claims), by_article(undisturbed.claims)
    for document in found.documents:
        assert claims.get(document.id, []) == whole.get(document.id, [])
    return len(found.documents)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Ending:
    """Read once undisturbed, after a first time that builds whatever is built once on a machine."""
    read_whole(home_with_articles(tmp_path_factory.mktemp("first")))
    home = home_with_articles(tmp_path_factory.mktemp("undisturbed"))
    found = ending(home, read_whole(home))
    assert len(found.documents) == len(ARTICLES)
    assert len(found.claims) >= len(ARTICLES) and found.state.holdings
    assert found.seconds > EARLIEST
    return found


def test_reading_anew_what_is_known_ends_the_same(undisturbed: Ending) -> None:
    for more in ((), ("--again",)):
        read_whole(undisturbed.home, *more)
        found = ending(undisturbed.home)
        assert (found.documents, found.claims, found.state) == (
            undisturbed.documents, undisturbed.claims, undisturbed.state,
        )  # fmt: skip


def test_a_reading_killed_again_and_again_ends_like_an_undisturbed_one(
    undisturbed: Ending, tmp_path: Path
) -> None:
    home, moments = home_with_articles(tmp_path), random.Random("kill")
    killed = 0
    for number in range(KILLS):
        more = ("--again",) if number % 2 else ()
        killed += read_and_kill(home, moments.uniform(EARLIEST, undisturbed.seconds), *more)
        check_whole(home, undisturbed)
    assert killed >= 1, "no reading was killed: the test shows nothing"
    read_whole(home)
    assert check_whole(home, undisturbed) == len(ARTICLES)
    found = ending(home)
    assert found.documents == undisturbed.documents
    assert found.claims == undisturbed.claims
    assert found.state == undisturbed.state


def test_a_reading_killed_amid_its_writing_goes_on_where_it_was(undisturbed: Ending, tmp_path: Path) -> None:
    home, found = home_with_articles(tmp_path), [0]
    for _ in range(3):
        read_and_kill_at(home, min(found[-1] + 3, len(ARTICLES)))
        found.append(check_whole(home, undisturbed))
    assert found[1] < len(ARTICLES), "no reading was killed amid its writing"
    assert found == sorted(found) and found[-1] >= 9, "what was stored before a kill was lost"
    read_whole(home)
    last = ending(home)
    assert (last.documents, last.claims, last.state) == (undisturbed.documents, undisturbed.claims, undisturbed.state)
