"""Groups of things that belong together, joined pair by pair; the result does not depend on the order of the pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Union-find over names. Each group is known by its smallest member."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Start with every name alone."""
        self._parent: dict[str, str] = {name: name for name in names}

    def find(self, name: str) -> str:
        """Return the smallest member of the name's group; a new name starts a group of its own."""
        parent = self._parent.setdefault(name, name)
        while parent != name:
            self._parent[name] = self._parent[parent]
            name, parent = parent, self._parent[parent]
        return name

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self._parent[second] = first

    def all(self) -> list[tuple[str, ...]]:
        """Return every group, members sorted, groups in the order of their smallest members."""
        members: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._parent):
            members[self.find(name)].append(name)
        return [tuple(members[root]) for root in sorted(members)]
