"""One store for the tests that only look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from tests.serve.base import client, fill


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test changes."""
    return fill(tmp_path_factory.mktemp("kept") / "whoholds.db")


@pytest.fixture(scope="session")
def site(store: Path) -> Iterator[TestClient]:
    """The application on it, asked by somebody who may do everything, for as many files as all tests together want."""
    with patch("whoholds.serve.exporting.AT_ONCE", 1_000_000), client(store) as asking:
        yield asking


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestClient]:
    """The application on a store that the test may change."""
    with client(fill(tmp_path / "own.db")) as asking:
        yield asking
