"""Scores become trees and names."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from whoholds.models.decode import best_heads, is_tree, names_of

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def marks(*names: str) -> np.ndarray:
    scores = np.zeros((len(names), len(LABELS)), dtype=np.float32)
    for row, name in enumerate(names):
        scores[row, LABELS.index(name)] = 1
    return scores


@given(st.integers(1, 7).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))))
def test_heads_are_always_a_tree(scores: np.ndarray) -> None:
    assert is_tree(best_heads(scores))


@given(arrays(np.float32, (4, 5), elements=st.integers(-9, 9).map(float)))
def test_the_best_tree_is_found(scores: np.ndarray) -> None:
    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[spot, head] for spot, head in enumerate(heads)))

    every = [heads for heads in itertools.product(range(5), repeat=4) if is_tree(np.array(heads))]
    assert total(tuple(best_heads(scores))) == max(map(total, every))


def test_is_tree() -> None:
    assert is_tree(np.array([2, 0, 2]))
    assert not is_tree(np.array([0, 0, 2]))
    assert not is_tree(np.array([0, 3, 2]))


def test_names() -> None:
    assert names_of(marks("B-PER", "I-PER", "O", "B-LOC"), LABELS) == [(0, 2, "PER"), (3, 4, "LOC")]
    assert names_of(marks("O", "O"), LABELS) == []


def test_a_name_never_starts_inside() -> None:
    scores = marks("O", "I-LOC", "I-LOC")
    scores[0, LABELS.index("B-LOC")] = 0.9
    assert names_of(scores, LABELS) == [(0, 3, "LOC")]
