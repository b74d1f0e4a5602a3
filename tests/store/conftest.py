"""Both engines: a test that asks for `at` is run on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import cluster, new_database
from whoholds.store.base import Store, open_store

At = Callable[[str], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def at(engine: str, tmp_path: Path) -> At:
    """Name a store: the same name is the same store."""
    known: dict[str, str] = {}
    if engine == "postgresql":
        cluster()  # in this thread: the server ends with the thread that started it

    def name(store: str) -> str:
        if store not in known:
            known[store] = new_database() if engine == "postgresql" else str(tmp_path / f"{store}.db")
        return known[store]

    return name


@pytest.fixture
def store(at: At) -> Iterator[Store]:
    with open_store(at("whoholds")) as opened:
        yield opened


@pytest.fixture
def team() -> At:
    """Name a store on PostgreSQL."""
    known: dict[str, str] = {}
    cluster()

    def name(store: str) -> str:
        if store not in known:
            known[store] = new_database()
        return known[store]

    return name
