"""Ties by day: what the catalogue says before and after a date, what a file may not say, and camps that follow."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import claim
from whoholds.actors.camps import Camps, side_of
from whoholds.actors.catalogue import Catalogue, open_catalogue
from whoholds.errors import CatalogueError
from whoholds.records import Claim, Filler, Link


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


@pytest.mark.parametrize(
    ("side", "whole", "inside", "outside"),
    [
        ("ypg", "syrian-democratic-forces", "2015-10-10", "2015-10-09"),
        ("rapid-support-forces", "sudan-army", "2023-04-14", "2023-04-15"),
        ("jabhat-al-nusra", "al-qaeda", "2016-07-27", "2016-07-29"),
        ("jabhat-al-nusra", "al-qaeda", "2013-04-10", "2013-04-09"),
        ("popular-mobilisation-forces", "iraq-forces", "2016-11-26", "2016-11-25"),
        ("al-shabaab", "al-qaeda", "2012-02-09", "2012-02-08"),
        ("donetsk-peoples-republic", "russia", "2022-09-30", "2022-09-29"),
        ("m23", "congo-river-alliance", "2023-12-15", "2023-12-14"),
    ],
)
def test_a_side_is_part_of_another_only_while_the_tie_holds(
    catalogue: Catalogue, side: str, whole: str, inside: str, outside: str
) -> None:
    assert f"actor:{whole}" in catalogue.climb(f"actor:{side}", date.fromisoformat(inside))
    assert f"actor:{whole}" not in catalogue.climb(f"actor:{side}", date.fromisoformat(outside))


def test_a_renamed_side_is_one_body_through_all_its_names(catalogue: Catalogue) -> None:
    names = {"actor:jabhat-al-nusra", "actor:jabhat-fateh-al-sham", "actor:hayat-tahrir-al-sham"}
    for id in names:
        assert set(catalogue.link(id, 1.0, "").same) == names - {id}
    assert "actor:al-qaeda" not in catalogue.climb("actor:islamic-state", date(2015, 1, 1))


def test_an_army_its_government_and_its_state_are_apart_but_can_be_climbed(catalogue: Catalogue) -> None:
    ids = [catalogue.look_up(words)[0].id for words in ("Sudanese army", "Sudanese government", "Sudan")]
    assert len(set(ids)) == 3
    assert set(ids[1:]) <= set(catalogue.climb(ids[0]))


def faults(tmp_path: Path, text: str) -> str:
    """Return what the loader says against a file."""
    (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(CatalogueError) as caught:
        open_catalogue([tmp_path])
    return str(caught.value)


def test_faults_of_ties_are_collected_with_file_and_line(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        "- id: a\n  name: A\n  kind: armed\n  until: 2010\n  ties:\n"
        "    - {kind: part_of, actor: nowhere}\n"
        "    - {kind: part_of, actor: syria, since: 2012, until: 2011}\n"
        "    - {kind: allied_with, actor: syria, since: 2012}\n"
        "    - {kind: friend_of, actor: syria}\n"
        "    - {kind: renamed, actor: a}\n"
        "- {id: b, name: B, kind: armed, since: 2020-05, until: 2020-04}\n",
    )
    assert "mine.yaml, line 6: tied to 'actor:nowhere', which no file defines" in told
    assert "mine.yaml, line 7: since 2012 lies after until 2011" in told
    assert "mine.yaml, line 8: allied_with 'actor:syria' holds only while 'actor:a' does not exist" in told
    assert "mine.yaml, line 9: tie 'friend_of' is unknown" in told
    assert "mine.yaml, line 10: renamed ties 'actor:a' to itself" in told
    assert "mine.yaml, line 11: since 2020-05 lies after until 2020-04" in told


ROUND = (
    "- {id: a, name: A, kind: armed, ties: [{kind: part_of, actor: b, until: 2015-05-01}]}\n"
    "- {id: b, name: B, kind: armed, ties: [{kind: part_of, actor: c}]}\n"
    "- {id: c, name: C, kind: armed, ties: [{kind: part_of, actor: a, since: %s}]}\n"
)


def test_a_round_of_part_of_on_one_day_is_a_fault(tmp_path: Path) -> None:
    told = faults(tmp_path, ROUND % "2015-04")
    assert "mine.yaml, line 1: part_of goes round on 2015-04-01: actor:a > actor:b > actor:c > actor:a" in told


def test_sides_that_changed_places_later_make_no_round(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(ROUND % "2015-05-02")
    assert open_catalogue([tmp_path]).climb("actor:a", date(2015, 5, 2)) == ()


def test_a_tie_and_an_entry_carry_their_source(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "- {id: a, name: A, kind: armed, source: UCDP Actor Dataset, ties: [{kind: part_of, actor: syria, source: UN S/RES/2170}]}\n"
    )
    actor = open_catalogue([tmp_path]).actors["actor:a"]
    assert (actor.source, actor.ties[0].source) == ("UCDP Actor Dataset", "UN S/RES/2170")


# --- camps --------------------------------------------------------------------------------------------------------


def told(catalogue: Catalogue, type: str, who: str, day: str, whom: str = "") -> Claim:
    """Make a claim whose sides are tied as the catalogue has it on the day."""
    on = date.fromisoformat(day)

    def fillers(name: str) -> tuple[Filler, ...]:
        return (Filler(0, len(name), name, "name", catalogue.look_up(name, on)[:1]),) if name else ()

    made = claim(type, day=day, doc=f"d{day}{who}{whom}{type}")
    return Claim(**{f: getattr(made, f) for f in made.__slots__} | {"actors": fillers(who), "targets": fillers(whom)})


def camp_of(camps: Camps, one: Claim) -> str:
    """Return the camp of a claim's actor."""
    return camps.camp(side_of(one.actors[0]))


def test_the_part_and_the_whole_are_one_camp_and_so_is_the_part_before_it_joined(catalogue: Catalogue) -> None:
    ypg14, ypg16, sdf = (
        told(catalogue, "hold", who, day)
        for who, day in (("YPG", "2014-10-01"), ("YPG", "2016-10-01"), ("SDF", "2016-11-01"))
    )
    camps = Camps([ypg14, ypg16, sdf])
    assert camp_of(camps, ypg14) == camp_of(camps, ypg16) == camp_of(camps, sdf)


def test_who_left_a_whole_is_a_camp_of_its_own_from_that_day_on(catalogue: Catalogue) -> None:
    army22, rsf22, army23, rsf23 = (
        told(catalogue, "hold", who, day)
        for day in ("2022-05-01", "2023-05-01")
        for who in ("Sudanese army", "Rapid Support Forces")
    )
    camps = Camps([army22, rsf22, army23, rsf23])
    assert camp_of(camps, army22) == camp_of(camps, rsf22) == camp_of(camps, army23)
    assert camp_of(camps, rsf23) != camp_of(camps, army23)


def test_a_new_name_does_not_make_a_new_camp(catalogue: Catalogue) -> None:
    before, after = told(catalogue, "hold", "Nusra Front", "2016-07-01"), told(catalogue, "hold", "HTS", "2018-07-01")
    camps = Camps([before, after])
    assert camp_of(camps, before) == camp_of(camps, after)


def test_an_army_is_no_camp_with_a_militia_it_fights(catalogue: Catalogue) -> None:
    held = told(catalogue, "hold", "Rapid Support Forces", "2022-05-01")
    fight = told(catalogue, "clash", "Rapid Support Forces", "2023-05-01", "Sudanese army")
    camps = Camps([held, fight])
    assert camp_of(camps, fight) != camps.camp(side_of(fight.targets[0]))


STORY = [
    ("hold", "YPG", "2014-10-01", ""), ("capture", "SDF", "2016-08-12", "Islamic State"), ("hold", "Nusra Front", "2015-03-01", ""),
    ("hold", "HTS", "2018-03-01", ""), ("hold", "Rapid Support Forces", "2022-05-01", ""), ("hold", "al-Qaeda", "2018-01-01", ""),
    ("clash", "Sudanese army", "2023-04-16", "Rapid Support Forces"), ("hold", "Kurdish forces", "2016-01-01", ""),
]  # fmt: skip


def groups_of(made: list[Claim]) -> set[frozenset[str]]:
    """Return the camps as groups of eras."""
    camps, groups = Camps(made), {}
    for link in {side_of(f) for c in made for f in (*c.actors, *c.targets)}:
        groups.setdefault(camps.camp(link), set()).add(f"{link.id} {link.within}")
    return {frozenset(group) for group in groups.values()}


@given(st.randoms())
@settings(deadline=None, max_examples=25)
def test_the_order_of_claims_makes_no_difference_to_camps(random: Random) -> None:
    story = [told(open_once(), type, who, day, whom) for type, who, day, whom in STORY]
    assert groups_of(sorted([*story, *story[:3]], key=lambda _: random.random())) == groups_of(story)


def test_a_side_that_no_claim_names_is_of_the_camp_that_it_is_part_of(catalogue: Catalogue) -> None:
    sdf = told(catalogue, "hold", "SDF", "2017-01-01")
    ypj: Link = catalogue.look_up("YPJ", date(2017, 1, 1))[0]
    assert Camps([sdf]).camp(ypj) == camp_of(Camps([sdf]), sdf)


_OPEN: list[Catalogue] = []


def open_once() -> Catalogue:
    if not _OPEN:
        _OPEN.append(open_catalogue())
    return _OPEN[0]


@pytest.mark.parametrize(
    ("side", "foe", "then", "not_yet"),
    [
        ("sudan-army", "rapid-support-forces", "2023-06-01", "2023-04-14"),
        ("rapid-support-forces", "sudan-government", "2023-06-01", "2023-04-14"),
        ("afghanistan-forces", "taliban", "2015-06-01", "2001-06-01"),
    ],
)
def test_foes_are_those_of_the_day_and_of_the_whole_state(catalogue: Catalogue, side: str, foe: str, then: str, not_yet: str) -> None:
    assert f"actor:{foe}" in catalogue.foes(f"actor:{side}", date.fromisoformat(then))
    assert f"actor:{foe}" not in catalogue.foes(f"actor:{side}", date.fromisoformat(not_yet))
