"""What holds for all tests: tables of places that a user added are none of theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_tables_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield

LONGEST = ("test_torture.py", "run/test_kills.py", "store/test_kill.py", "cli/test_hard_faults.py")
"""Files whose tests wait longest: begun last, they would keep one worker busy while the others have nothing left to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first; the rest keep their order."""
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONGEST))
