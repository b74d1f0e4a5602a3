"""Feeds of changes: well formed whatever names hold, and entries that keep their names."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.base import known, material
from tests.report.test_brief import hostile
from whoholds.forms.material import Selection
from whoholds.report.change_rows import changes_told
from whoholds.report.feed import Entry, Where, atom_text, entries_of, json_feed_text
from whoholds.report.knowledge import Knowledge

WHERE = Where("Changes", "changes.atom", "index.html", lambda id: f"places/{id}.html")
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(base: Knowledge | None = None, asked: Selection | None = None) -> list[Entry]:
    given = material(base)
    return entries_of(given, changes_told(given, asked or Selection()), WHERE)


def test_a_change_is_told_with_who_lost_the_place_and_who_says_so() -> None:
    newest = next(entry for entry in entries() if entry.title.startswith("Ain Issa"))
    assert newest.title == "Ain Issa passed to Islamic State from YPG between 5 and 6 July 2015"
    assert (newest.published, newest.link) == ("2015-07-07", "places/gn:1.html")
    assert "Levant Ledger" in newest.html and "retook Ain Issa" in newest.html


def test_an_entry_keeps_its_name_when_a_report_is_added_and_not_when_the_holder_is_another() -> None:
    base = known()
    more = replace(base, holdings=tuple(replace(h, claims_for=(*h.claims_for, base.claims[2].id)) for h in base.holdings))
    other = replace(base, holdings=tuple(replace(h, holder="SDF") if h.holder == "YPG" else h for h in base.holdings))
    assert {e.id for e in entries(base)} == {e.id for e in entries(more)}
    assert {e.id for e in entries(base)} != {e.id for e in entries(other)}


def test_hostile_names_stay_words() -> None:
    found = entries(hostile())
    feed = ElementTree.fromstring(atom_text(found, WHERE))
    assert all("<script" not in entry.findtext(f"{ATOM}content", "") for entry in feed.findall(f"{ATOM}entry"))
    assert all("<script" not in item["content_html"] for item in json.loads(json_feed_text(found, WHERE))["items"])


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_law_a_feed_is_well_formed_whatever_a_place_is_called(name: str) -> None:
    base = known()
    named = replace(base, holdings=tuple(replace(h, place=replace(h.place, name=name)) for h in base.holdings))
    text = atom_text(entries(named), replace(WHERE, title=name))
    assert ElementTree.fromstring(text.encode("utf-8", "replace")).find(f"{ATOM}entry") is not None
    json.loads(json_feed_text(entries(named), WHERE).encode("utf-8", "replace"))


def test_a_feed_without_changes_is_a_feed() -> None:
    feed = ElementTree.fromstring(atom_text(entries(asked=Selection(place="Atlantis")), WHERE))
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z" and feed.find(f"{ATOM}entry") is None
