"""From the claim heads' scores to leads: words that may be triggers, with types, status and fillers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from whoholds.records.lead import Lead

Scores = npt.NDArray[np.float32]

LEAST_ANY, LEAST_SHOWN, LEAST_FILLER = 0.03, 0.005, 0.02
"""Least probability of any type for a word to be kept, of a type or status to be listed, and of a filler to be listed."""


def leads_of(types: Scores, status: Scores, roles: Scores, labels: Mapping[str, Sequence[str]]) -> tuple[Lead, ...]:
    """Read leads off probabilities: words x (none + types), words x statuses, words x words x roles."""
    return tuple(
        Lead(
            index=int(word),
            types=_listed(labels["claim"], types[word, 1:]),
            status=_listed(labels["status"], status[word]),
            fillers=tuple(
                (labels["role"][role], int(filler), round(float(roles[word, filler, role]), 4))
                for role, filler in np.argwhere(roles[word].T >= LEAST_FILLER).tolist()
            ),
        )
        for word in np.flatnonzero(1 - types[:, 0] >= LEAST_ANY)
    )


def _listed(names: Sequence[str], scores: Scores) -> tuple[tuple[str, float], ...]:
    pairs = zip(names, scores.tolist(), strict=True)
    return tuple(sorted((name, round(score, 4)) for name, score in pairs if score >= LEAST_SHOWN))


def shifted(lead: Lead, by: int) -> Lead:
    """Move a lead along its sentence, for sentences read in parts."""
    fillers = tuple((role, index + by, score) for role, index, score in lead.fillers)
    return replace(lead, index=lead.index + by, fillers=fillers)
