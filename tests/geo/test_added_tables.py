"""A user's tables beside the index: what they add, what they are one with, and that adding is safe, free of order, and undone whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.geo.worlds import RAQQA, content, names_on, opened, put, row, world
from whoholds.errors import GazetteerError
from whoholds.geo.added import shelf as module
from whoholds.geo.added.row import Left, Row
from whoholds.geo.added.shelf import (
    digest_of_tables,
    name_of,
    remove_table,
    rows_of,
    shelf_of,
    tables_on,
    unused,
    with_ids,
)
from whoholds.geo.gazetteer import Terms, open_gazetteer
from whoholds.geo.names import answer_name


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return world(tmp_path)


def test_a_village_of_a_table_is_found_in_all_its_spellings_with_its_terms(index: Path) -> None:
    gazetteer = opened(index, row("Tell Abu Foo", 35.8, 39.25, "Tal Abu Fu"))
    for name in ("Tell Abu Foo", "tal abu fu", "TELL ABU-FOO", "village of Tell Abu Foo"):
        assert [link.id for link in gazetteer.look_up(name)] == ["user:mine/sy-tell-abu-foo"]
    (link,) = gazetteer.look_up("Tell Abu Foo")
    assert (link.within, link.country, link.precision) == ((RAQQA, "country:SY"), "SY", "exact")
    assert gazetteer.sources_of(link.id) == (Terms("mine", "mine office", "CC0"),) and "CC0; table mine" in link.reason
    assert [one.id for one in gazetteer.propose("Tel Ebu Fu")] == [link.id]


def test_an_added_village_joins_the_candidates_and_wins_over_none(index: Path) -> None:
    gazetteer = opened(index, row("Raqqa", 33.0, 36.0), row("Raqqa", 34.0, 37.0, kind="water", id="w"))
    first, *others = gazetteer.look_up("Raqqa")
    assert first.id == "gn:1" and {link.id for link in others} >= {"user:mine/sy-raqqa", "user:mine/w"}
    assert all(link.score < first.score for link in others)


@pytest.mark.parametrize(
    "village",
    [
        row("Salhiyah", 35.91, 39.11),
        row("As-Salhiyah", 35.90, 39.12),
        row("Salhiya", 35.90, 39.10, "Salhiyah"),
        row("Salheeyah", 35.90, 39.105, country=None),
        row("Anything", 35.90, 39.10, geonameid=2),
        row("Salhiyah", 35.90, 39.10, kind=""),
    ],
)
def test_a_village_that_is_known_is_merged(index: Path, village: Row) -> None:
    gazetteer = opened(index, village)
    (link,) = gazetteer.look_up("Salhiyah")
    assert link.id == "gn:2" and [one.id for one in gazetteer.look_up(village.name)] == ["gn:2"]
    assert [terms.source for terms in gazetteer.sources_of("gn:2")] == ["GeoNames", "mine office"]
    assert gazetteer.merged("mine") == 1


@pytest.mark.parametrize(
    "village",
    [
        row("Salhiyah", 35.95, 39.20),
        row("Salhiyah", 35.91, 39.11, country="IQ"),
        row("Salhiyah", 35.90, 39.10, kind="water"),
        row("Salhiyah", 35.915, 39.12, geonameid=99),
        row("Salihan", 35.90, 39.10),
    ],
)
def test_another_place_of_the_name_stays_another(index: Path, village: Row) -> None:
    gazetteer = opened(index, village)
    assert gazetteer.merged("mine") == 0
    assert gazetteer.look_up("Salhiyah")[0].id == "gn:2" and len(gazetteer.look_up(village.name)) >= 1


def test_a_merged_town_gains_names_and_people_and_keeps_its_own(index: Path) -> None:
    gazetteer = opened(index, row("Ma'adan", 35.75, 39.61, "Madan al-Jadid", population=4000))
    place = gazetteer.place("gn:4")
    assert place is not None and (place.name, place.population) == ("Maadan", 4000)
    assert {"maadan", "madan al jadid", "madan jadid"} <= set(gazetteer.names_of("gn:4"))
    assert [link.id for link in gazetteer.look_up("Madan al-Jadid")] == ["gn:4"]
    assert [link.id for link in gazetteer.propose("Mudn Jdeed")] == ["gn:4"]


def test_a_district_is_known_by_its_word_and_leaves_the_bare_name_to_the_town(index: Path) -> None:
    gazetteer = opened(index, row("Tabqa", 35.8, 38.5, kind="district", id="d"))
    assert [link.id for link in gazetteer.look_up("Tabqa")] == ["gn:3"]
    assert "user:mine/d" in [link.id for link in gazetteer.look_up("Tabqa district") if link.reason.startswith("name")]


def test_a_dam_that_is_known_is_merged_and_another_is_a_site_by_its_name(index: Path) -> None:
    gazetteer = opened(index, row("Tabqa Dam", 35.86, 38.56, kind=""), row("Tishrin Dam", 36.38, 38.18, kind=""))
    assert [link.id for link in gazetteer.look_up("Tabqa Dam")] == ["site:sy-tabqa-dam"]
    assert gazetteer.look_up("Tishrin Dam")[0].kind == "site"


def test_the_name_of_a_people_is_no_village(index: Path) -> None:
    gazetteer = opened(index, row("Al Iraqi", 35.7, 39.4))
    assert not gazetteer.knows("Iraqi") and gazetteer.knows("Al Iraqi")


def test_a_number_of_another_place_is_not_believed(index: Path) -> None:
    gazetteer = opened(index, row("Far Village", 33.0, 36.2, geonameid=1))
    (link,) = gazetteer.look_up("Far Village")
    assert link.id == "user:mine/gn-1" and link.geonameid is None


ROWS = (
    row("Salhiyah", 35.91, 39.11), row("Tell Foo", 35.8, 39.25), row("Tell Foo", 36.2, 38.4), row("Tell Bar", 35.7, 39.4, id="b"),
    row("Shared", 35.6, 39.0), row("Maadan", 35.75, 39.61, population=10),
)  # fmt: skip


def test_two_tables_that_hold_one_village_hold_one_place(index: Path) -> None:
    put(index, "first", row("Tell Foo", 35.8, 39.25), licence="ODbL")
    gazetteer = opened(index, row("Tell Foo", 35.805, 39.25), name="second")
    (link,) = gazetteer.look_up("Tell Foo")
    assert [terms.table for terms in gazetteer.sources_of(link.id)] == ["first", "second"]


def test_two_villages_of_one_table_stay_two(index: Path) -> None:
    gazetteer = opened(index, row("Tell Foo", 35.8, 39.25), row("Tell Foo", 35.805, 39.25))
    assert len(gazetteer.look_up("Tell Foo")) == 2


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.permutations(ROWS), split=st.integers(0, len(ROWS)), swap=st.booleans())
def test_the_order_of_rows_and_of_adding_changes_nothing(index: Path, rows: Sequence[Row], split: int, swap: bool) -> None:
    whole = {"one": sorted(rows, key=ROWS.index)[:split], "two": sorted(rows, key=ROWS.index)[split:]}
    put(index, "one", *whole["one"])
    put(index, "two", *whole["two"])
    before = content(open_gazetteer(index))
    for name in reversed(whole) if swap else whole:
        remove_table(shelf_of(index), name)
        put(index, name, *[one for one in rows if one in whole[name]])
    gazetteer = open_gazetteer(index)
    assert gazetteer.joined is not None
    gazetteer.joined.unlink()
    assert content(open_gazetteer(index)) == before


def test_removing_a_table_gives_what_there_was(index: Path) -> None:
    base, before = index.read_bytes(), content(opened(index, *ROWS[:3], name="one"))
    put(index, "two", *ROWS[3:])
    assert content(open_gazetteer(index)) != before
    remove_table(shelf_of(index), "two")
    assert content(open_gazetteer(index)) == before
    remove_table(shelf_of(index), "one")
    assert open_gazetteer(index).joined is None and index.read_bytes() == base
    assert [link.id for link in open_gazetteer(index).look_up("Salhiyah")] == ["gn:2"]


def test_a_kill_while_adding_leaves_what_there_was(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(module.os, "replace", killed)
        put(index, "mine", *ROWS)
    assert names_on(index) == [] and open_gazetteer(index).joined is None


def test_a_kill_between_table_and_index_is_made_good_by_the_next_opening(index: Path) -> None:
    put(index, "mine", *ROWS)
    assert [link.id for link in open_gazetteer(index).look_up("Tell Bar")] == ["user:mine/b"]


def test_only_the_newest_index_of_tables_is_kept(index: Path) -> None:
    opened(index, *ROWS[:1], name="one")
    gazetteer = opened(index, *ROWS[1:], name="two")
    assert list(index.parent.glob("*-with-*")) == [gazetteer.joined]


def test_a_damaged_table_is_told_with_its_cure(index: Path) -> None:
    put(index, "mine", *ROWS)
    path = next(shelf_of(index).iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("Tell Bar", "Tell Baz"), encoding="utf-8")
    with pytest.raises(GazetteerError, match="gazetteer remove mine"):
        list(rows_of(shelf_of(index), "mine"))
    path.write_text("rubbish\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="damaged"):
        open_gazetteer(index)


def test_an_index_of_tables_that_is_damaged_is_named(index: Path) -> None:
    gazetteer = opened(index, *ROWS)
    assert gazetteer.joined is not None
    gazetteer.joined.write_bytes(b"rubbish" * 500)
    with pytest.raises(GazetteerError, match="-with-.*damaged"):
        open_gazetteer(index)


def test_ids_are_unique_and_do_not_depend_on_the_order() -> None:
    rows, left = with_ids([*ROWS, row("Other", 1, 1, id="b"), ROWS[0]], "t")
    assert len({one.id for one in rows}) == len(rows) == len(ROWS)
    assert [one.reason for one in left] == ["a second row of this id"]
    assert {one.id for one in rows} >= {"user:t/b", "user:t/sy-tell-foo", "user:t/sy-tell-foo-2"}
    assert with_ids(reversed([*ROWS, row("Other", 1, 1, id="b")]), "t")[0] == rows


def test_what_tables_come_to_depends_on_rows_and_terms(index: Path) -> None:
    digests = {
        digest_of_tables([put(index, "mine", *rows, licence=licence)])
        for rows, licence in ((ROWS, "CC0"), (ROWS[::-1], "CC0"), (ROWS[1:], "CC0"), (ROWS, "ODbL"))
    }
    assert len(digests) == 3 and digest_of_tables(()) == ""


@pytest.mark.parametrize(("wanted", "name"), [("Villages 2024.v2", "villages-2024v2"), ("../../etc", "etc"), ("Kobanê", "kobane")])
def test_a_table_is_named_by_letters_that_files_may_have(wanted: str, name: str) -> None:
    assert name_of(wanted) == name


@pytest.mark.parametrize("wanted", ["", "..", "/", "قرى"])
def test_a_name_of_no_letters_is_refused(wanted: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        name_of(wanted)
    with pytest.raises(GazetteerError):
        remove_table(tmp_path, wanted)


def test_what_was_left_out_is_counted_by_reason_with_examples() -> None:
    left = [Left(f"line {n}", f"latitude is out of range: {n}", "X") for n in range(5)] + [Left("line 9", "no name")]
    assert [(one.reason, one.count, len(one.examples)) for one in unused(left)] == [("latitude is out of range", 5, 3), ("no name", 1, 1)]


def test_a_place_shows_its_source_and_licence_in_answers(index: Path) -> None:
    gazetteer = opened(index, row("Tell Foo", 35.8, 39.25))
    answer = answer_name("Tell Foo", None, None, gazetteer)
    assert answer["accepted"]["sources"] == [{"table": "mine", "source": "mine office", "licence": "CC0"}]
    shipped = answer_name("Tabqa Dam", None, None, gazetteer)["accepted"]
    assert shipped["id"] == "site:sy-tabqa-dam" and shipped["sources"][0]["source"] == "Whoholds"


def test_tables_are_listed_by_name(index: Path) -> None:
    put(index, "b", ROWS[0])
    put(index, "a", ROWS[1])
    assert [(table.name, table.rows) for table in tables_on(shelf_of(index))] == [("a", 1), ("b", 1)]
