"""Signs: told apart without colour, readable, and the same for the same sides in any order."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.report.map import Dot
from whoholds.report.marks import (
    COLOURS,
    INK,
    PAPER,
    Look,
    draw_look,
    ink_on,
    look_of,
    luminance,
    side_line,
    sides_of,
    slug,
)

SIDES = sides_of([("is", "Islamic State"), ("is", "Islamic State"), ("ypg", "YPG"), ("army", "Iraqi army")])
TYPES = {
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""How the three kinds of colour blindness mix linear red, green and blue (Machado, Oliveira, Fernandes 2009, full severity)."""


def linear(colour: str) -> list[float]:
    """Return linear red, green, blue of a colour."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Return a linear colour as OKLab, in which distances are as people see them."""
    rows = ((0.4122, 0.5363, 0.0514), (0.2119, 0.6807, 0.1074), (0.0883, 0.2817, 0.6300))
    long, middle, short = (max(0.0, a * red + b * green + c * blue) ** (1 / 3) for a, b, c in rows)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


def apart(one: str, other: str, kind: str) -> float:
    """Return how far apart two colours are for a kind of sight."""
    seen = [
        lab(*(sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in TYPES[kind]))
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def held(holder: str | None, claims: int = 3, probability: float = 0.9, rivals: tuple[str, ...] = ()) -> Dot:
    """Make a dot."""
    return Dot(
        "gn:1",
        "Raqqa",
        0,
        0,
        "held" if holder else "contested" if rivals else "unknown",
        holder,
        probability,
        False,
        rivals,
        claims,
    )


@pytest.mark.parametrize("kind", TYPES)
def test_the_colours_of_the_first_five_sides_differ_for_the_colour_blind(kind: str) -> None:
    assert min(apart(a, b, kind) for a, b in itertools.combinations(COLOURS[:5], 2)) > 0.095


def test_sides_of_one_colour_differ_in_shape() -> None:
    sides = sides_of((f"s{n:02}", f"Side {n:02}") for n in range(48))
    assert len({(side.colour, side.shape) for side in sides}) == 48


def test_letters_differ_while_names_have_others() -> None:
    assert [side.letter for side in SIDES] == ["I", "A", "Y"]


@given(
    st.permutations([("is", "IS"), ("is", "Islamic State"), ("is", "Islamic State"), ("ypg", "YPG"), ("sdf", "SDF")])
)
def test_the_order_of_names_changes_no_sign(named: list[tuple[str, str]]) -> None:
    assert [(s.id, s.name) for s in sides_of(named)] == [("is", "Islamic State"), ("sdf", "SDF"), ("ypg", "YPG")]


@pytest.mark.parametrize(
    ("dot", "look"),
    [
        (held("Islamic State"), Look("filled", ("is",))),
        (held("is", claims=1), Look("ring", ("is",))),
        (held("YPG", probability=0.6), Look("ring", ("ypg",))),
        (held(None, rivals=("YPG", "Islamic State", "Iraqi army")), Look("hatched", ("is", "ypg"))),
        (held(None), Look("unknown")),
        (held("Somebody else"), Look("filled")),
    ],
)
def test_two_claims_and_good_odds_fill_a_sign(dot: Dot, look: Look) -> None:
    assert look_of(dot, SIDES) == look


@pytest.mark.parametrize("colour", COLOURS)
def test_letters_are_read_well_on_every_colour(colour: str) -> None:
    lights = sorted((luminance(ink_on(colour)), luminance(colour)))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5
    assert ink_on("#ffffff") == INK and ink_on("#000000") == PAPER


def test_a_hostile_name_stays_text_and_a_key_is_an_id() -> None:
    side = sides_of([('"><script>', "<script>")])[0]
    look = Look("filled", (side.id,))
    assert ElementTree.fromstring(f"<g>{draw_look(look, [side])}</g>").find("script") is None
    assert slug(look.key) == look.key and side_line(side)["name"] == "<script>"


def test_stripes_of_a_contested_place_have_the_colours_of_both() -> None:
    drawn = draw_look(Look("hatched", ("is", "ypg")), SIDES)
    assert all(side.colour in drawn for side in SIDES if side.id in ("is", "ypg"))


@given(st.lists(st.sampled_from("ABCDEFGHIJKLM")), st.lists(st.sampled_from("ABCDEFGHIJKLMNOP")))
def test_a_side_that_has_a_sign_keeps_it_whoever_else_is_named(whole: list[str], part: list[str]) -> None:
    every = sides_of((name, name) for name in whole)
    some = sides_of(((name, name) for name in part), every)
    assert {side.name for side in some} == set(part) and len({(one.colour, one.shape) for one in {*every, *some}}) == len({*whole, *part})
    assert [side for side in some if side in every] == [side for side in every if side.name in part]
