"""How well a made-up war is reported: named levels of noise, every number of them in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noise:
    """What reporters do to the truth. Shares and chances are 0 to 1; times are means of exponential draws, in days."""

    told: float = 1.6
    """Stories of a turn (an attack, a capture) at a place of mean size; copies come on top."""
    daily: float = 1 / 25
    """Stories a day of how things stand at a place of mean size."""
    delay: float = 2.0
    """Days from what happened to its publication."""
    stale: float = 3.0
    """Days by which a story of how things stand is behind."""
    wrong_side: float = 0.02
    """Share of stories that name the wrong side."""
    wrong_place: float = 0.03
    """Share of stories put at a neighbouring place."""
    wrong_day: float = 0.1
    """Share of dated stories that are off by up to three days."""
    undated: float = 0.25
    """Share of stories of a turn that give no day."""
    hedged: float = 0.06
    """Share of stories told as only possible; they name the wrong side four times as often."""
    partisan: float = 0.35
    """Share of stories that rest on a side's word, printed by its own media or quoted by others."""
    boasts: float = 0.3
    """Chance that a side tells an attack of its own that failed or is not decided as a capture, or a lost place as held."""
    admits: float = 0.4
    """Chance that a side tells its own loss."""
    denies: float = 0.1
    """Chance that it denies the loss instead."""
    clings: float = 15.0
    """Days for which a side may go on telling a lost place as held."""
    copies: float = 1.0
    """Reprints of a story by other papers."""
    unseen: float = 0.05
    """Share of reprints that nobody recognises as copies."""
    wide: float = 0.04
    """Stories a day of a whole region."""
    planned: float = 0.1
    """Chance that an attack was announced."""


NOISES: dict[str, Noise] = {
    "quiet": Noise(
        told=2.5, daily=1 / 15, delay=1.0, stale=1.0, wrong_side=0.005, wrong_place=0.01, wrong_day=0.03, undated=0.1,
        hedged=0.03, partisan=0.15, boasts=0.1, admits=0.7, denies=0.05, clings=5.0, copies=0.5, unseen=0.02,
    ),
    "usual": Noise(),
    "foggy": Noise(
        told=0.8, daily=1 / 50, delay=6.0, stale=12.0, wrong_side=0.06, wrong_place=0.08, wrong_day=0.25, undated=0.45,
        hedged=0.15, unseen=0.1,
    ),
    "propaganda": Noise(
        partisan=0.75, boasts=0.6, admits=0.12, denies=0.4, clings=40.0, copies=2.0, unseen=0.1, wrong_side=0.03,
    ),
    "echo": Noise(
        told=0.7, daily=1 / 60, wrong_side=0.05, wrong_place=0.05, copies=6.0, unseen=0.15,
    ),
}  # fmt: skip
"""The named levels. `usual` was set by hand after what the annotated articles look like (one source in three is a side, one story
in four gives no day); the others move away from it in one direction each."""
