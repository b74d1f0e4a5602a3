"""Made-up wars: the truth is known, so the filter can be shown wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from whoholds.cli.evaluate_verb import _with_data
from whoholds.evaluate.simulate import GATE, SAME, SHAPES, Plan, measure, parameters_digest, report_war, setting_of
from whoholds.evaluate.simulate_laws import share_the_same
from whoholds.evaluate.simulate_noise import NOISES
from whoholds.evaluate.simulate_rivals import Report, votes_of
from whoholds.evaluate.simulate_score import NO_ANSWER, Guess, Tally
from whoholds.evaluate.simulate_war import Shape, make_war
from whoholds.pipeline import holdings_of
from whoholds.records import Claim, Holding

SMALL = replace(GATE, settings=("usual", "propaganda"), seeds=(3,), workers=())
TINY = Shape(places=8, days=150)


@pytest.fixture(scope="module")
def scores() -> Mapping[str, float]:
    return measure(SMALL).scores


def test_a_war_is_the_same_each_time_and_another_by_another_seed() -> None:
    one, again, other = (make_war(TINY, seed) for seed in (3, 3, 4))
    assert (one.states, one.turns) == (again.states, again.turns)
    assert one.states != other.states


def test_a_place_changes_hands_only_on_days_with_a_turn() -> None:
    war = make_war(TINY, 3)
    told = {(turn.place, turn.day) for turn in war.turns}
    moved = {(p, d) for p, row in enumerate(war.states) for d in range(1, len(row)) if row[d] != row[d - 1]}
    assert moved and moved <= told


def test_noise_makes_reports_wrong() -> None:
    """What captures say is right far more often in a quiet press than in a foggy one."""
    right = {}
    for name in ("quiet", "foggy"):
        told = report_war(NOISES[name], 3, replace(TINY, places=24))
        votes = [
            told.truth.states[int(f.link.id[4:])][(c.window.latest - told.truth.shape.first).days] == told.numbers[c.actors[0].link.id]
            for c in told.claims
            if c.type == "capture" and c.status == "fact" and c.window and c.window.latest and c.window.earliest == c.window.latest
            for f in c.places if f.link and f.link.id.startswith("sim:") and c.actors[0].link
        ]  # fmt: skip
        right[name] = sum(votes) / len(votes)
    assert right["quiet"] > right["foggy"] + 0.05


def test_a_side_boasts_by_its_own_word_and_copies_share_an_origin() -> None:
    told = report_war(NOISES["propaganda"], 3, TINY)
    assert any(claim.sources for claim in told.claims)
    assert len(set(told.origins.values())) < len(told.origins) / 2


def test_each_claim_quotes_its_own_sentence() -> None:
    for claim in report_war(NOISES["usual"], 3, TINY).claims:
        for part in (claim.trigger, *claim.actors, *claim.places, *claim.sources):
            assert claim.sentence.words[part.start : part.end] == part.words


def test_the_filter_beats_every_plain_rule(scores: Mapping[str, float]) -> None:
    for name in SMALL.settings:
        assert scores[f"{name}: accuracy above the best plain rule"] > 0
        assert scores[f"{name}: Brier skill over the best plain rule"] > 0.2


def test_the_chances_are_calibrated(scores: Mapping[str, float]) -> None:
    assert min(scores[f"{name}: 1 - calibration error"] for name in SMALL.settings) > 0.92


def test_a_filter_that_is_always_sure_is_found_out(scores: Mapping[str, float]) -> None:
    def sure(claims: Iterable[Claim], origins: Mapping[str, str], known_by: date | None) -> list[Holding]:
        return [replace(h, course=((h.course[0][0], ((h.holder, 1.0),)),)) if h.holder else h for h in holdings_of(claims, origins, known_by)]

    boasting = measure(SMALL, folding=sure).scores
    for name in SMALL.settings:
        key = f"{name}: 1 - calibration error"
        assert boasting[key] < scores[key] - 0.02


def test_neither_order_nor_repeats_nor_processes_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.run.folding.CHUNK", 2)
    told = report_war(NOISES["usual"], 3, TINY)
    assert share_the_same(told.claims, told.origins, (1, 2, 4)) == 1.0


def test_an_answer_that_differs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    told = report_war(NOISES["usual"], 3, TINY)
    monkeypatch.setattr("whoholds.evaluate.simulate_laws.fold", lambda claims, origins, plan: iter(()))
    assert share_the_same(told.claims, told.origins, (1, 2)) == 0.5


def test_plain_rules_vote_as_they_are_called() -> None:
    reports = (Report(0, 0, 0, "a"), Report(1, 1, 0, "b"), Report(40, 40, 1, "c"))
    best = {rule: votes_of(rule, reports, 60, 2).argmax(axis=1) for rule in ("last report", "majority", "30-day window")}
    assert [int(best[rule][41]) for rule in best] == [1, 0, 1]


def test_calibration_error_is_the_gap_between_chance_and_share() -> None:
    tally = Tally()
    chances = np.tile([0.9, 0.1, 0.0], (10, 1))
    tally.add(Guess(np.zeros(10, dtype=np.int64), chances), np.array([0] * 6 + [1] * 4), np.ones(10, dtype=np.bool_))
    assert tally.calibration_error == pytest.approx(0.3)
    assert (tally.accuracy, tally.clear_accuracy) == (0.6, 0.6)


def test_no_answer_is_not_right_and_contested_days_are_apart() -> None:
    tally = Tally()
    answers = np.array([NO_ANSWER, 2, 0])
    tally.add(Guess(answers, np.full((3, 3), 1 / 3)), np.array([0, 2, 0]), np.ones(3, dtype=np.bool_))
    assert (tally.right, tally.silent, tally.clear_days, tally.clear_right) == (2, 1, 2, 1)


def test_intervals_come_from_several_wars_alone() -> None:
    one = Plan(settings=("quiet",), seeds=(3,), shape=TINY, workers=())
    assert measure(one).intervals == {}
    found = measure(replace(one, seeds=(3, 4, 5)))
    low, high = found.intervals["quiet: accuracy"]
    assert low <= found.scores["quiet: accuracy"] <= high and low < high


def test_settings_are_noises_and_wars_and_the_digest_tells_them_apart() -> None:
    assert setting_of("foggy", GATE) == (NOISES["foggy"], GATE.shape)
    noise, shape = setting_of("two sides", GATE)
    assert (noise, shape.sides, shape.places) == (NOISES["usual"], SHAPES["two sides"].sides, GATE.shape.places)
    assert parameters_digest(GATE) != parameters_digest(SMALL)
    assert SAME not in measure(replace(SMALL, settings=("quiet",), shape=TINY)).scores


def test_made_up_wars_need_no_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _with_data(tmp_path / "none", ("simulate", "times")) == ("simulate",)
    assert "skipped: times: no data" in capsys.readouterr().out
