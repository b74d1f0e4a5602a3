"""Events: what joins, what stays apart, and that order does not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import claim, window
from whoholds.link.context import said_only, with_context
from whoholds.link.events import days_between, extent_of, link_events

TAKEN = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", doc="d1")
AGAIN = claim("capture", who="YPG", day="2015-06-23", doc="d2", told="2015-06-24")
LOOSE = claim("capture", whom="Islamic State", when=window(None, "2015-08-01"), doc="d3", trigger="loss")
BACK = claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", doc="d4")
SINCE = claim("hold", who="YPG", when=window("2015-06-23", "2015-08-03"), doc="d5", timed=True)
DENIED = claim("capture", who="YPG", day="2015-06-23", doc="d6", status="denied")
ALL = [TAKEN, AGAIN, LOOSE, BACK, SINCE, DENIED]


def test_one_happening_told_twice_is_one_event() -> None:
    (event,) = link_events([TAKEN, AGAIN], {})
    assert event.claims == tuple(sorted([TAKEN.id, AGAIN.id]))
    assert event.origins == (("d1",), ("d2",))
    assert "same place (Ain Issa)" in event.reason


def test_copies_are_one_origin() -> None:
    (event,) = link_events([TAKEN, AGAIN], {"d2": "d1"})
    assert event.origins == (("d1", "d2"),)


def test_taken_and_lost_again_are_two_events() -> None:
    assert len(link_events([TAKEN, BACK], {})) == 2


def test_an_undated_retelling_joins_the_event_before_it() -> None:
    first, second = link_events([TAKEN, BACK, LOOSE], {})
    assert LOOSE.id in first.claims and LOOSE.id not in second.claims


def test_held_since_tells_of_the_taking() -> None:
    (event,) = link_events([TAKEN, SINCE], {})
    assert SINCE.id in event.claims and event.type == "capture"


def test_a_denial_joins_but_makes_no_event() -> None:
    (event,) = link_events([TAKEN, DENIED], {})
    assert event.status == "fact" and DENIED.id in event.claims
    assert link_events([DENIED], {}) == ()


def test_another_place_is_another_event() -> None:
    assert len(link_events([TAKEN, claim("capture", "Raqqa", "YPG", day="2015-06-23", doc="d2")], {})) == 2


def test_the_words_of_an_event_are_those_of_its_place() -> None:
    assert extent_of(TAKEN, "gn:2") == (TAKEN.trigger.start, TAKEN.trigger.end)


def test_days_between_windows() -> None:
    assert days_between(window("2015-06-01", "2015-06-02"), window("2015-06-05", None)) == 3
    assert days_between(window("2015-06-01", "2015-06-09"), window("2015-06-05", None)) == 0


@settings(max_examples=60, deadline=None)
@given(st.permutations(ALL), st.lists(st.sampled_from(ALL), max_size=4))
def test_order_and_repeats_do_not_matter(shuffled: list[object], repeats: list[object]) -> None:
    assert link_events([*shuffled, *repeats], {}) == link_events(ALL, {})  # type: ignore[list-item]


def test_a_document_fills_in_what_one_sentence_leaves_unsaid() -> None:
    fight = claim("clash", "Mosul", "Islamic State", "Iraqi army", at=10, day="2014-06-09")
    fall = claim("capture", "Mosul", at=300, day="2014-06-10", trigger="fell")
    killed = claim("casualties", "", whom="Iraqi army", at=400)
    done = with_context([killed, fall, fight])
    assert [f.name for f in done[1].actors] == ["Islamic State"] and done[1].actors[0].kind == "implied"
    assert [f.name for f in done[1].targets] == ["Iraqi army"]
    assert [f.name for f in done[2].places] == ["Mosul"] and done[2].places[0].kind == "context"
    assert [said_only(c) for c in done] == [fight, fall, killed]


def test_its_losses_are_what_it_lost() -> None:
    losses = claim("capture", "Mosul", "Islamic State", at=14, trigger="losses", day="2015-10-01")
    (done,) = with_context([losses])
    assert not done.actors and [f.name for f in done.targets] == ["Islamic State"]


def test_a_denial_is_tied_to_what_was_told_just_before() -> None:
    took = claim("capture", "Mosul", "Islamic State", at=20, day="2014-06-10")
    denied = claim("statement", "", "Iraqi government", at=120, trigger="denied")
    done = with_context([took, denied])[1]
    assert [f.name for f in done.places] == ["Mosul"] and [f.name for f in done.targets] == ["Islamic State"]
