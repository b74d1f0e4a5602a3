"""No cell of a table runs as a formula, in any spreadsheet, and what is read back is what was written."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.forms.safe_csv import BOM, csv_lines, guard, read_csv, unguard

FORMULAS = "=+-@＝＋－＠"
WORDS = st.text(st.sampled_from([*"=+-@＝\t\r\n;,\"' ab5|", "🏴", "ا"]), max_size=12) | st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=30)


def table(words: list[str]) -> str:
    return "".join(csv_lines(["id", "words", "number"], [{"id": "a", "words": one, "number": -1.5} for one in words]))


@given(st.lists(WORDS, max_size=4))
def test_what_is_read_is_what_was_written(words: list[str]) -> None:
    assert [row["words"] for row in read_csv(table(words))] == words


@given(st.lists(WORDS, max_size=4))
def test_no_cell_begins_like_a_formula(words: list[str]) -> None:
    for row in list(csv.reader(io.StringIO(table(words).removeprefix(BOM), newline="")))[1:]:
        assert row[1].lstrip(" \"")[:1] not in {*FORMULAS, "\t", "\r", "\n"}
        assert row[2] == "-1.5"


@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from([";", "\t"]))
def test_nor_when_the_file_is_opened_with_another_separator(words: list[str], separator: str) -> None:
    cells = [cell.strip(" \"\r\n\t") for one in words for line in re.split("[\\r\\n]", guard(one)) for cell in line.split(separator)]
    assert [cell for cell in cells if cell[:1] in FORMULAS and cell] == []


@given(WORDS)
def test_guarding_is_undone(words: str) -> None:
    assert unguard(guard(words)) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("@SUM(A1)", "'@SUM(A1)"), ("-5 to 7", "'-5 to 7"), ("\tx", "'\tx"), ("'=x", "''=x"),
        ("Ain Issa - north", "Ain Issa - north"), ("'Ayn 'Isa", "'Ayn 'Isa"), ("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"),
    ],
)  # fmt: skip
def test_only_what_could_run_gets_an_apostrophe(words: str, shown: str) -> None:
    assert guard(words) == shown


def test_numbers_stay_numbers_and_the_unknown_stays_empty() -> None:
    line = "".join(csv_lines(["a", "b", "c", "d"], [{"a": -3.25, "b": None, "c": True, "d": float("nan")}], bom=False)).splitlines()[1]
    assert line == '-3.25,"","true",""'
