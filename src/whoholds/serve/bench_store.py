"""What the store costs: claims written, found again by place, by id and by words, as the store grows."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from whoholds.serve.bench_corpus import Size, corpus
from whoholds.store.base import Store, open_store
from whoholds.store.lists import Wanted

STEPS = 4
"""Parts of the writing that are measured apart: rows cost more as the file grows."""
ROUNDS = 40


def scores(claims: int, url: str | None = None, tell: Callable[[str], None] = lambda words: None) -> dict[str, float]:
    """Write so many made-up claims into an empty store and read them back; `url` names one instead of a file of our own."""
    with TemporaryDirectory() as folder, open_store(url or Path(folder) / "made-up.db") as store:
        found, ids = _written(store, Size(claims=claims, places=max(1, claims // 20)), tell)
        found |= _read(store, ids, max(1, claims // 20))
        if url is None:
            size = sum(path.stat().st_size for path in Path(folder).iterdir())
            found["bytes a claim, articles included"] = round(size / claims)
        return found


def _written(store: Store, size: Size, tell: Callable[[str], None]) -> tuple[dict[str, float], list[str]]:
    """Save article by article; the time of making them up is taken off."""
    found: dict[str, float] = {}
    ids: list[str] = []
    step, count, spent, told = max(1, size.claims // STEPS), 0, 0.0, 0
    for document, made in corpus(size):
        start = time.perf_counter()
        store.save(document, made, "made up")
        spent += time.perf_counter() - start
        count += len(made.claims)
        ids += [claim.id for claim in made.claims[:1]]
        if count - told >= step or count == size.claims:
            found[f"claims/s written, up to {count}"] = round((count - told) / max(spent, 1e-9))
            tell(f"{count} claims written")
            told, spent = count, 0.0
    return found, ids


def _read(store: Store, ids: list[str], places: int) -> dict[str, float]:
    draw = random.Random(1)
    asks: dict[str, Callable[[], object]] = {
        "a claim by its id": lambda: store.claim(draw.choice(ids)),
        "the newest claims of a place": lambda: store.list_claims(Wanted(keys=(f"at:gn:{900_000_000 + draw.randrange(places)}",))),
        "articles by a word": lambda: store.search(f"Town {draw.randrange(places)}"),
        "counts": store.counts,
    }
    found = {}
    for name, ask in asks.items():
        times = sorted(_milliseconds(ask) for _ in range(ROUNDS))
        found[f"{name}, p50 ms"] = round(statistics.median(times), 2)
        found[f"{name}, p95 ms"] = round(times[int(0.95 * ROUNDS)], 2)
    start = time.perf_counter()
    count = sum(1 for _ in store.claims())
    found["claims/s read, all in turn"] = round(count / (time.perf_counter() - start))
    return found


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)
