"""The laws of the fold, tried on a made-up war: no order of the claims and no number of processes changes the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from whoholds.pipeline import holdings_of
from whoholds.records import Claim, Holding
from whoholds.run.folding import FoldPlan, fold

ORDERS = (1, 2)
"""Seeds of the orders that claims are shuffled into."""


def share_the_same(claims: Sequence[Claim], origins: Mapping[str, str], workers: Sequence[int]) -> float:
    """Fold claims in several orders, each claim twice in one of them, and in so many processes; return the share of runs that gave the
    same holdings, to the last digit, as the plain fold of them all."""
    plain = holdings_of(claims, origins)
    runs = [holdings_of(_shuffled([*claims, *claims], seed), origins) for seed in ORDERS]
    runs += [tuple(fold(_shuffled(claims, number), origins, FoldPlan(workers=number))) for number in workers]
    return sum(_is_same(run, plain) for run in runs) / len(runs)


def _shuffled(claims: Sequence[Claim], seed: int) -> list[Claim]:
    order = list(claims)
    Random(seed).shuffle(order)
    return order


def _is_same(one: Sequence[Holding], other: Sequence[Holding]) -> bool:
    return repr(one) == repr(other)
