"""Near-copies: shingles, MinHash, banding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whoholds.records.groups import Groups
from whoholds.text.near_copies import containment, near_pairs, shingles, signature

STORY = (
    "Fighters seized the town of Ain Issa on Tuesday, a monitoring group said, and raised their flag over the market."
)


def test_a_shortened_copy_is_contained_in_the_story() -> None:
    cut = STORY[: STORY.index(", and")]
    assert containment(shingles(cut), shingles(STORY)) > 0.8


def test_another_story_shares_nothing() -> None:
    assert containment(shingles("Snow fell on the hills and schools stayed shut."), shingles(STORY)) == 0.0


def test_a_text_without_words_is_like_nothing() -> None:
    assert containment(shingles(" - "), shingles(STORY)) == 0.0
    assert near_pairs({"a": signature(shingles("")), "b": signature(shingles(STORY))}) == set()


def test_copies_fall_into_one_bucket() -> None:
    marks = {
        name: signature(shingles(text))
        for name, text in (("a", STORY), ("b", STORY + " It rained."), ("c", "Nothing else."))
    }
    assert near_pairs(marks) == {("a", "b")}


def test_a_signature_is_the_same_in_every_process() -> None:
    assert signature(shingles("the town fell"), rows=2) == (532885740854565483, 246408432928780351)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms())
def test_groups_do_not_depend_on_the_order_of_the_pairs(pairs: list[tuple[str, str]], random: object) -> None:
    shuffled = sorted(pairs, key=lambda _: random.random())  # type: ignore[attr-defined]
    one, other = Groups("abcdef"), Groups("abcdef")
    for a, b in pairs:
        one.join(a, b)
    for a, b in shuffled:
        other.join(a, b)
    assert one.all() == other.all()
