"""Names: none covers another, none leaves the page, the weightiest stand first."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.report.labels import Box, Label, Wanted, place_labels, sign_box, text_width

PAGE: Box = (0, 0, 400, 300)
NAMES = st.text(st.sampled_from("Aleppo Raqqa الرقة 拉卡"), min_size=1, max_size=14)
WANTED = st.lists(
    st.builds(Wanted, st.uuids().map(str), NAMES, st.floats(5, 395), st.floats(5, 295), st.integers(0, 5)),
    max_size=25,
    unique_by=lambda w: w.id,
)


def cover(one: Box, other: Box) -> bool:
    """Tell whether two boxes cover each other."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


@settings(max_examples=60)
@given(WANTED)
def test_no_name_covers_another_or_a_sign_of_another_or_leaves_the_page(wanted: list[Wanted]) -> None:
    placed = place_labels(wanted, (), PAGE)
    signs = {one.id: sign_box(one.x, one.y) for one in wanted}
    assert not any(cover(a.box, b.box) for a, b in itertools.combinations(placed, 2))
    assert not any(cover(label.box, sign) for label in placed for id, sign in signs.items() if sign != signs[label.id])
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 400 and b[3] <= 300 for b in (label.box for label in placed))


@settings(max_examples=30)
@given(WANTED.flatmap(lambda wanted: st.tuples(st.just(wanted), st.permutations(wanted))))
def test_the_order_of_names_changes_nothing(both: tuple[list[Wanted], list[Wanted]]) -> None:
    assert place_labels(both[0], (), PAGE) == place_labels(both[1], (), PAGE)


def placed(*wanted: Wanted, most: int = 250) -> dict[str, Label]:
    """Return labels by id."""
    return {label.id: label for label in place_labels(wanted, (), PAGE, most)}


def test_the_weightier_of_two_at_one_spot_stands_beside_its_sign() -> None:
    found = placed(Wanted("light", "Lesser", 200, 150, 1), Wanted("heavy", "Greater", 200, 150, 2))
    assert (found["heavy"].anchor, found["heavy"].x) == ("start", 211)
    assert found["light"].x != 211


def test_a_name_without_room_beside_its_sign_gets_a_line() -> None:
    crowd = [Wanted(f"w{n}", "Wide Long Name", 200 + n, 150, 9 - n) for n in range(9)]
    assert any(label.line for label in placed(*crowd).values())


def test_at_most_so_many_are_placed_the_heaviest() -> None:
    assert set(placed(*(Wanted(f"w{n}", "X", 20 + 60 * n, 150, n) for n in range(5)), most=2)) == {"w4", "w3"}


def test_wide_letters_are_wider() -> None:
    assert text_width("iii") < text_width("MMM") < text_width("拉拉拉")
