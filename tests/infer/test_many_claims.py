"""A place of which much is told costs no more a claim than one of which little is told."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import replace

from whoholds.evaluate.scale import NOISE, SHAPE
from whoholds.evaluate.simulate import report_war
from whoholds.pipeline import holdings_of

WAR = replace(SHAPE, places=2, days=300)


def calls_a_claim(times: float) -> float:
    """Count the calls that folding takes, a claim: unlike time, the same on every machine."""
    noise = replace(NOISE, told=NOISE.told * times, daily=NOISE.daily * times, wide=NOISE.wide * times)
    told = report_war(noise, 1, WAR)
    profile = cProfile.Profile()
    profile.runcall(holdings_of, told.claims, told.origins)
    return float(pstats.Stats(profile).total_calls) / len(told.claims)  # type: ignore[attr-defined]


def test_eight_times_the_claims_take_no_more_calls_a_claim() -> None:
    assert calls_a_claim(16) < 1.3 * calls_a_claim(2)
