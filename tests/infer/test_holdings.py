"""Holdings: who held a place when, as far as the claims say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import claim, window
from whoholds.infer.holdings import holding_on, infer_holdings
from whoholds.records import Claim, Filler, Holding, Link

TAKEN = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", doc="d1", said_by="Observatory")
BACK = claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", doc="d2")
AGAIN = claim("capture", who="YPG", whom="Islamic State", day="2015-07-09", doc="d3")
STILL = claim("hold", who="YPG", when=window("2015-08-03", "2015-08-03"), doc="d4")
PLAN = claim(
    "capture", who="Islamic State", when=window("2015-08-20", None), doc="d5", status="planned", told="2015-08-20"
)
DENIED = claim("hold", who="Islamic State", day="2015-08-04", doc="d6", status="denied")
ALL = [TAKEN, BACK, AGAIN, STILL, PLAN, DENIED]


def at(day: str, *claims: Claim, known_by: str | None = None, place: str = "gn:1") -> str:
    """Return who holds the place at the end of a day: a name, contested or unknown."""
    found = infer_holdings(place, claims, {}, date.fromisoformat(known_by) if known_by else None)
    held = holding_on(found, date.fromisoformat(day))
    return "unknown" if held is None else held.holder or held.status


def test_a_capture_is_held_until_the_next_one() -> None:
    assert [at(day, TAKEN, BACK, AGAIN) for day in ("2015-06-24", "2015-07-07", "2015-09-01")] == [
        "YPG",
        "Islamic State",
        "YPG",
    ]


def test_the_loser_held_it_the_day_before_and_nobody_knows_long_before() -> None:
    assert at("2015-06-22", TAKEN) == "Islamic State"
    assert at("2014-06-22", TAKEN) == "unknown"


def test_the_day_before_is_implied_not_reported() -> None:
    first, second = infer_holdings("gn:1", [TAKEN], {})
    assert (first.kind, second.kind) == ("implied", "reported")
    assert second.start.latest == date(2015, 6, 23) and second.end is None


def test_what_was_known_by_a_day_uses_only_what_was_printed() -> None:
    late = claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", doc="d2", told="2015-07-20")
    assert at("2015-07-10", TAKEN, late, known_by="2015-07-15") == "YPG"
    assert at("2015-07-10", TAKEN, late) == "Islamic State"


def test_a_loser_whom_no_words_name_yields_to_who_was_told_to_take_the_place_before() -> None:
    guessed = tuple(replace(one, kind="implied") for one in BACK.targets)
    taken = claim("capture", who="Islamic State", whom="YPG", day="2015-06-23", doc="d1")
    again = replace(claim("capture", who="Iraqi army", day="2015-09-06", doc="d2"), targets=guessed)
    assert [at(day, taken, again) for day in ("2015-08-30", "2015-09-05", "2015-09-07")] == ["Islamic State", "Islamic State", "Iraqi army"]
    assert at("2015-09-05", again) == "YPG"


def test_plans_and_conditions_take_nothing() -> None:
    assert at("2015-09-01", TAKEN, PLAN) == "YPG"
    assert at("2015-09-01", claim("capture", who="YPG", when=window("2015-08-20", None), status="planned")) == "unknown"


def test_contradicting_reports_make_it_contested() -> None:
    fell = claim("capture", "Mosul", "Islamic State", day="2014-06-16", doc="d1")
    held = claim("hold", "Mosul", "Iraqi army", day="2014-06-17", doc="d2")
    assert at("2014-06-17", fell, held, place="gn:3") == "contested"


def test_a_later_independent_report_settles_it() -> None:
    fell = claim("capture", "Mosul", "Islamic State", day="2014-06-16", doc="d1")
    held = claim("hold", "Mosul", "Iraqi army", day="2014-06-17", doc="d2")
    since = claim(
        "hold", "Mosul", "Islamic State", when=window("2014-06-16", "2014-06-30"), doc="d3", told="2014-06-30"
    )
    assert at("2014-06-17", fell, held, since, place="gn:3") == "Islamic State"


def test_five_papers_with_one_wire_story_are_one_voice() -> None:
    copies = [claim("capture", who="YPG", day="2015-06-23", doc=f"c{i}") for i in range(5)]
    alone = infer_holdings("gn:1", copies[:1], {})[-1]
    many = infer_holdings("gn:1", copies, {f"c{i}": "c0" for i in range(5)})[-1]
    assert many.probability == alone.probability
    assert sum(weight for _, weight in many.weights) == pytest.approx(sum(weight for _, weight in alone.weights))


def test_an_enemys_word_or_an_admission_weighs_more_than_a_boast() -> None:
    def sure(speaker: str) -> float:
        told = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", said_by=speaker)
        return dict(infer_holdings("gn:1", [told], {})[-1].weights)[told.id]

    assert sure("YPG") < sure("Observatory") < sure("Islamic State")


def test_a_part_of_a_town_is_not_the_town() -> None:
    part = claim("hold", "Mosul", "Iraqi army", words="the eastern districts of Mosul", day="2017-01-10")
    rest = claim("hold", "Mosul", "Islamic State", words="the rest of the city", day="2017-01-10", doc="d2")
    assert at("2017-01-10", part, rest, place="gn:3") == "contested"


def test_an_army_and_its_government_are_one_camp() -> None:
    taken = claim("capture", "Mosul", "Iraqi army", "Islamic State", day="2017-07-10")
    held = claim("hold", "Mosul", "Iraqi government", day="2017-08-10", doc="d2")
    (_, last) = infer_holdings("gn:3", [taken, held], {})
    assert last.status == "held" and set(last.claims_for) == {taken.id, held.id}


def test_two_armies_of_one_state_may_be_enemies() -> None:
    took = claim("capture", "Mosul", "Peshmerga", "Iraqi army", day="2014-06-12")
    assert at("2014-06-11", took, place="gn:3") == "Iraqi army"
    assert at("2014-06-13", took, place="gn:3") == "Peshmerga"


def test_a_report_about_a_region_is_heard_inside_it_with_less_weight() -> None:
    wide = claim("capture", "Nineveh", "Islamic State", day="2014-06-10")
    near = claim("strike", "Mosul", "Russia", "Islamic State", day="2014-09-10", doc="d2")
    inside = infer_holdings("gn:3", [wide, near], {})
    direct = infer_holdings("region:iq-nineveh", [wide], {})
    assert 0 < dict(inside[-1].weights).get(wide.id, 0.0) < dict(direct[-1].weights)[wide.id]


def test_a_country_is_no_place_to_hold_and_nothing_is_said_without_claims() -> None:
    assert infer_holdings("gn:1", [], {}) == ()
    assert infer_holdings("gn:2", [TAKEN], {}) == ()


days = st.dates(date(2014, 1, 1), date(2016, 12, 31))
sides = st.sampled_from(["YPG", "Islamic State", "Iraqi army", "Kurdish forces"])


@st.composite
def stories(draw: st.DrawFn) -> list[Claim]:
    """Make up to eight claims about one place, of any type, status and days."""
    out = []
    for i in range(draw(st.integers(0, 8))):
        first, last = sorted((draw(days), draw(days)))
        kind = draw(st.sampled_from(["capture", "hold", "withdraw", "siege", "clash", "advance", "strike"]))
        out.append(
            claim(
                kind,
                who=draw(sides),
                whom=draw(st.one_of(st.just(""), sides)),
                when=window(draw(st.sampled_from([None, first.isoformat()])), last.isoformat()),
                status=draw(st.sampled_from(["fact", "fact", "denied", "possible", "planned"])),
                doc=f"d{draw(st.integers(1, 4))}",
                at=i * 50,
                said_by=draw(st.sampled_from(["", "YPG", "Observatory"])),
            )
        )
    return out


@settings(max_examples=80, deadline=None)
@given(stories(), st.randoms())
def test_laws_of_holdings(story: list[Claim], random: object) -> None:
    found = infer_holdings("gn:1", story, {})
    shuffled = sorted([*story, *story[:2]], key=lambda _: random.random())  # type: ignore[attr-defined]
    assert infer_holdings("gn:1", shuffled, {}) == found
    by_id = {c.id: c for c in story}
    for one, other in pairwise(found):
        assert one.start.latest is not None and other.start.latest is not None and one.start.latest < other.start.latest
    for holding in found:
        _check(holding, by_id)


def _check(holding: Holding, claims: dict[str, Claim]) -> None:
    assert 0.0 <= holding.probability <= 1.0
    for w in (holding.start, holding.end):
        assert w is None or w.earliest is None or w.latest is None or w.earliest <= w.latest
    assert holding.status != "held" or holding.holder
    for id in holding.claims_for:
        named = {f.name for f in (*claims[id].actors, *claims[id].targets)}
        assert holding.status != "held" or named & {holding.holder, "Kurdish forces", "YPG", "Iraqi army"}, (
            "names or implies"
        )
    assert {id for id, _ in holding.weights} >= set(holding.claims_for)
    assert holding.status != "contested" or (len(holding.rivals) > 1 and holding.claims_for)
    assert holding.status != "unknown" or not (holding.rivals or holding.claims_for)


def test_seized_is_told_after_recaptured_but_came_before() -> None:
    back = claim("capture", "Mosul", "Iraqi army", "Islamic State", day="2025-01-11", told="2025-01-12")
    before = claim(
        "capture", "Mosul", "Islamic State", when=window("2025-01-05", "2025-01-12"), at=90, told="2025-01-12"
    )
    assert at("2025-01-12", back, before, place="gn:3") == "Iraqi army"


def test_a_side_that_withdrew_does_not_hold_on() -> None:
    held = claim("hold", who="Islamic State", when=window("2015-03-02", "2015-06-24"), timed=True, told="2015-06-24")
    left = claim("withdraw", who="Islamic State", day="2015-06-23", at=60, told="2015-06-24")
    entered = claim("advance", who="YPG", day="2015-06-23", at=120, trigger="entered", told="2015-06-24")
    assert at("2015-06-24", held, left, entered) == "YPG"
    assert at("2015-06-20", held, left, entered) == "Islamic State"


SUNDAY = claim("capture", "Mosul", "Islamic State", day="2015-05-17", told="2015-05-18", trigger="seized")


def test_one_capture_makes_no_contest_before_it_nor_in_the_region_around() -> None:
    told = replace(SUNDAY, score=0.9)
    assert [(h.status, h.holder) for h in infer_holdings("gn:3", [told], {})] == [("held", "Islamic State")]
    wide = claim("hold", "Nineveh", "Islamic State", words="parts of Nineveh", day="2015-05-17")
    assert infer_holdings("region:iq-nineveh", [wide], {}) == ()


def test_a_contest_names_two_sides_and_the_claims_for_each() -> None:
    fell = claim("capture", "Mosul", "Islamic State", day="2014-06-16", doc="d1")
    held = claim("hold", "Mosul", "Iraqi army", day="2014-06-17", doc="d2")
    [contest] = [h for h in infer_holdings("gn:3", [fell, held], {}) if h.status == "contested"]
    assert set(contest.rivals) == {"Islamic State", "Iraqi army"}
    assert held.id in contest.claims_for and contest.last_confirmed == date(2014, 6, 17)


def test_who_held_a_place_up_to_a_fight_for_it_is_one_of_the_two_sides() -> None:
    boast = replace(
        claim("capture", who="Islamic State", day="2015-07-06", doc="d2", said_by="Islamic State"), score=0.8
    )
    part = claim(
        "hold", who="Islamic State", day="2015-07-07", doc="d2", at=70, words="parts of Ain Issa", said_by="Observatory"
    )
    [contest] = [h for h in infer_holdings("gn:1", [TAKEN, boast, part], {}) if h.status == "contested"]
    assert set(contest.rivals) == {"YPG", "Islamic State"}


def held_place(name: str, kind: str) -> tuple[Holding, ...]:
    """Return the holdings of a place that no gazetteer holds."""
    link = Link("rel:x", name, kind, 0.3, "", precision="vague")
    told = replace(SUNDAY, places=(Filler(500, 500 + len(name), name, "toponym", (link,)),))
    return infer_holdings("rel:x", [told], {})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Pockets", "city"), ("bases in Kirkuk", "site"), ("a hill in Kobani", "site"), ("It", "city"), ("Arabic", "city"),
        ("Nine-tenths", "city"), ("Kurdish-held strip", "relative"), ("the eastern bank", "relative"), ("Chinese border", "relative"),
    ],
)  # fmt: skip
def test_what_is_only_common_words_is_no_place_that_can_be_held(name: str, kind: str) -> None:
    assert held_place(name, kind) == ()


@pytest.mark.parametrize(
    ("name", "kind"), [("Kubaysa", "city"), ("al-Hawija", "city"), ("Mosul airport", "site"), ("Half Moon", "city")]
)
def test_a_name_that_no_gazetteer_holds_can_be_held(name: str, kind: str) -> None:
    assert [h.holder for h in held_place(name, kind)] == ["Islamic State"]


def test_a_headline_that_its_text_gainsays_takes_nothing() -> None:
    falls = claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", doc="d9", at=0, sentence="Ain Issa falls to jihadists")
    holds = claim("hold", who="YPG", when=window("2015-07-06", "2015-07-06"), doc="d9", at=300)
    stands = replace(holds, sentence=replace(holds.sentence, start=300, end=340, words="Its men still hold the town."))
    assert at("2015-07-06", falls) == "Islamic State"
    assert at("2015-07-06", falls, stands) != "Islamic State"
    whole = replace(falls, sentence=replace(falls.sentence, words="Ain Issa fell to jihadists."))
    assert at("2015-07-06", whole, stands) == "Islamic State"


@pytest.mark.parametrize("words", ["territory around the town", "land north of the town", "posts outside the town"])
def test_what_lies_around_a_town_is_not_the_town(words: str) -> None:
    assert at("2015-06-25", claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", words=words)) == "unknown"
