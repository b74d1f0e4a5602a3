"""The known towns of a country by where they lie."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from whoholds.geo.added.row import Row
from whoholds.geo.nearness import EARTH_KM

AGREEING = 4
AGREE_KM = 40.0
"""A place whose so many nearest towns are no farther and all of one region lies in it. With each town of ten countries left out in turn,
97 to 100% of those answered are right, and a tenth (Sudan) to nine tenths (Ukraine) are answered; three towns are right in 94 to 99%."""


class Neighbours:
    """Towns of the index `base` of a connection, read country by country when they are asked for."""

    def __init__(self, db: sqlite3.Connection, schema: str = "base") -> None:
        self._db = db
        self._schema = schema
        self._towns: dict[str, tuple[NDArray[np.float64], list[str]]] = {}

    def region(self, row: Row) -> tuple[str, ...]:
        """Return the id of the first-level region that a row lies in; empty where its neighbours do not agree."""
        units, regions = self._of(row.country or "")
        if len(regions) < AGREEING:
            return ()
        apart = _apart(units, row)
        near = np.argpartition(apart, AGREEING - 1)[:AGREEING]
        found = {regions[at] for at in near if apart[at] <= AGREE_KM}
        told = sum(apart[at] <= AGREE_KM for at in near) == AGREEING and len(found) == 1
        return tuple(found) if told and "" not in found else ()

    def nearest_km(self, row: Row) -> float | None:
        """Return how far the nearest town of a row's country is; None for a country without towns."""
        units, regions = self._of(row.country or "")
        return float(_apart(units, row).min()) if regions else None

    def _of(self, country: str) -> tuple[NDArray[np.float64], list[str]]:
        if country not in self._towns:
            sql = f"SELECT lat, lon, within FROM {self._schema}.places WHERE country = ? AND kind = 'city' AND added = 0 ORDER BY id"
            rows = [row for row in self._db.execute(sql, (country,)) if row[0] is not None]
            first = [row[2].partition("|")[0] for row in rows]
            spots = np.array([(row[0], row[1]) for row in rows], dtype=np.float64).reshape(-1, 2)
            self._towns[country] = (_units(spots), [id if id.startswith("region:") else "" for id in first])
        return self._towns[country]


def _units(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    lat, lon = np.radians(spots[:, 0]), np.radians(spots[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _apart(units: NDArray[np.float64], row: Row) -> NDArray[np.float64]:
    here = _units(np.array([[row.lat, row.lon]]))
    return np.asarray(EARTH_KM * np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (units @ here[0]))))
