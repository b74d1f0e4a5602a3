"""From scores to structure: a tree with one root, and names without broken ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.int64]


def best_heads(scores: Scores) -> Heads:
    """Choose a head for every word: `scores` is words x (root + words); 0 means the root.

    The best head of each word is taken as it is when that makes a tree with one root, as it nearly
    always does; otherwise the best such tree is searched.
    """
    count = scores.shape[0]
    scores = np.array(scores, dtype=np.float32)
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    heads: Heads = scores.argmax(axis=1)
    if is_tree(heads):
        return heads
    return _best_tree(scores)


def is_tree(heads: Heads) -> bool:
    """Tell whether heads (0 the root, words from 1) make a tree with exactly one word below the root."""
    if int((heads == 0).sum()) != 1:
        return False
    above = np.concatenate(([0], heads))
    reach = above.copy()
    for _ in range(max(1, len(heads).bit_length())):
        reach = reach[reach]
    return not reach.any()


def _best_tree(scores: Scores) -> Heads:
    """Try the likeliest roots in turn, all other words barred from the root."""
    count = scores.shape[0]
    square = np.full((count + 1, count + 1), -np.inf, dtype=np.float64)
    square[1:] = scores
    best, best_score = np.zeros(count, dtype=np.int64), -np.inf
    for root in np.argsort(-scores[:, 0], kind="stable")[:4]:
        barred = square.copy()
        barred[1:, 0] = -np.inf
        barred[root + 1] = -np.inf
        barred[root + 1, 0] = square[root + 1, 0]
        heads = spanning_tree(barred)[1:]
        total = float(barred[np.arange(1, count + 1), heads].sum())
        if total > best_score or best_score == -np.inf:
            best, best_score = heads, total
    return best


def spanning_tree(scores: npt.NDArray[np.float64]) -> Heads:
    """Find the best tree over nodes with node 0 as its root (Chu-Liu and Edmonds); `scores[child, head]`."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    ring, rest = np.flatnonzero(inside), np.flatnonzero(~inside)
    kept = scores[ring, heads[ring]]
    enter = scores[np.ix_(ring, rest)] - kept[:, None]
    leave = scores[np.ix_(rest, ring)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = enter.max(axis=0)
    small[:-1, -1] = leave.max(axis=1)
    small[0] = -np.inf
    shrunk = spanning_tree(small)
    for spot, node in enumerate(rest[1:], start=1):
        head = shrunk[spot]
        heads[node] = ring[leave[spot].argmax()] if head == len(rest) else rest[head]
    outer = shrunk[-1]
    heads[ring[enter[:, outer].argmax()]] = rest[outer]
    return heads


def _cycle(heads: Heads) -> list[int]:
    """Find one cycle among heads, or nothing."""
    colour = [0] * len(heads)
    colour[0] = -1
    for start in range(1, len(heads)):
        node, path = start, []
        while colour[node] == 0:
            colour[node] = start
            path.append(node)
            node = int(heads[node])
        if colour[node] == start:
            return path[path.index(node) :]
    return []


def names_of(scores: Scores, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Read spans (first, last exclusive, kind) off B-/I-/O scores; an I- never starts a name."""
    marks: Heads = scores.argmax(axis=1)
    if not marks.any():
        return []
    if any(
        labels[mark][0] == "I" and not _follows(labels, marks[i - 1] if i else 0, mark) for i, mark in enumerate(marks)
    ):
        marks = _best_marks(scores, labels)
    spans: list[tuple[int, int, str]] = []
    for spot, mark in enumerate(marks):
        label = labels[mark]
        if label[0] == "B":
            spans.append((spot, spot + 1, label[2:]))
        elif label[0] == "I":
            spans[-1] = (spans[-1][0], spot + 1, label[2:])
    return spans


def _follows(labels: Sequence[str], before: int, mark: int) -> bool:
    return labels[mark][0] != "I" or (labels[before] != "O" and labels[before][2:] == labels[mark][2:])


def _best_marks(scores: Scores, labels: Sequence[str]) -> Heads:
    """Viterbi with the broken sequences barred."""
    count, width = scores.shape
    step = np.array([[0.0 if _follows(labels, a, b) else -np.inf for b in range(width)] for a in range(width)])
    total = scores[0] + np.array([-np.inf if label[0] == "I" else 0.0 for label in labels])
    back = np.zeros((count, width), dtype=np.int64)
    for spot in range(1, count):
        paths = total[:, None] + step
        back[spot] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[spot]
    marks = np.zeros(count, dtype=np.int64)
    marks[-1] = total.argmax()
    for spot in range(count - 1, 0, -1):
        marks[spot - 1] = back[spot, marks[spot]]
    return marks
