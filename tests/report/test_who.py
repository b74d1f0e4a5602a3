"""Who held a place: the answer, its evidence, and what was known by a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from tests.claims import PLACES, claim, document, window
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.tables import country_code
from whoholds.records import Claim, Link
from whoholds.report.places import places_named
from whoholds.report.who import Answer, Question, Shelf, answer_line, last_day, quotes_of, who_held

LEBANON = replace(PLACES["Ain Issa"], id="gn:9", lat=34.4, lon=36.1, country="LB", within=("country:LB",))
NAMES = {"Ain Issa": [PLACES["Ain Issa"], LEBANON], "Ayn Issa": [PLACES["Ain Issa"]], "Raqqa": [PLACES["Raqqa"]]}

TAKEN = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", told="2015-06-24", doc="d1")
BACK = claim("capture", who="Islamic State", whom="YPG", day="2015-07-06", told="2015-07-20", doc="d2")


class Names:
    """A gazetteer of three names."""

    def look_up(self, name: str, country: str | None = None) -> list[Link]:
        """Return the places of a name."""
        return [link for link in NAMES.get(name, []) if country in (None, link.country)]


def shelf(*claims: Claim) -> Shelf:
    """Put claims on a shelf, each document published when its claims were."""
    days = {c.document: str(c.published.latest) for c in claims if c.published}
    documents = {id: document(id, f"Article {id}.", day) for id, day in days.items()}
    return Shelf(claims, documents, {id: id for id in documents}, cast(Gazetteer, Names()))


def ask(*claims: Claim, place: str = "Ain Issa", country: str | None = None, on: str | None = None,
        known_by: str | None = None) -> Answer:  # fmt: skip
    """Ask a shelf of these claims."""
    days = [date.fromisoformat(day) if day else None for day in (on, known_by)]
    return who_held(Question(place, country, days[0], days[1]), shelf(*claims))


def holder(answer: Answer) -> str:
    """Return the holder's name, contested or unknown."""
    line = answer_line(answer)
    return str(line["holders"][0]["name"]) if line["status"] == "held" else str(line["status"])


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2014-01-01", "unknown"),
        ("2015-06-22", "Islamic State"),
        ("2015-06-23", "YPG"),
        ("2015-07-06", "Islamic State"),
    ],
)
def test_the_holder_at_the_end_of_a_day(on: str, expected: str) -> None:
    assert holder(ask(TAKEN, BACK, on=on)) == expected


def test_without_a_day_the_last_day_of_publication_is_meant() -> None:
    assert last_day(shelf(TAKEN, BACK)) == date(2015, 7, 20)
    assert ask(TAKEN, BACK).on == date(2015, 7, 20)
    assert holder(ask(TAKEN, BACK)) == "Islamic State"


def test_what_was_not_printed_yet_was_not_known() -> None:
    assert holder(ask(TAKEN, BACK, on="2015-07-10", known_by="2015-07-19")) == "YPG"
    assert holder(ask(TAKEN, BACK, on="2015-07-10", known_by="2015-07-20")) == "Islamic State"
    assert holder(ask(TAKEN, BACK, on="2015-07-10", known_by="2015-06-23")) == "unknown"


def test_the_answer_names_the_documents_publishers_and_quotes_it_rests_on() -> None:
    answer = ask(TAKEN, on="2015-06-30")
    assert answer.sources == (("d1", "Harbour Daily", TAKEN.sentence.words),)
    assert answer.holding is not None and answer.holding.claims_for == (TAKEN.id,)


def test_who_took_it_from_whom_later_speaks_for_the_side_that_lost_it() -> None:
    assert [doc for doc, _, _ in ask(TAKEN, BACK, on="2015-06-30").sources] == ["d1", "d2"]
    assert [doc for doc, _, _ in ask(TAKEN, BACK, on="2015-06-30", known_by="2015-07-01").sources] == ["d1"]


def test_a_sentence_with_two_claims_is_quoted_once_and_quotes_keep_the_order_of_the_claims() -> None:
    sentence = "The YPG captured Ain Issa and holds it."
    first = claim("capture", who="YPG", sentence=sentence, at=50)
    second = claim("hold", who="YPG", sentence=sentence, at=50)
    quotes = quotes_of([BACK.id, first.id, second.id], shelf(first, second, TAKEN, BACK))
    assert quotes == (("d2", "Harbour Daily", BACK.sentence.words), ("d1", "Harbour Daily", sentence))


def test_a_place_is_found_by_any_of_its_names_and_by_the_words_of_the_article() -> None:
    assert holder(ask(TAKEN, place="Ayn Issa", on="2015-06-23")) == "YPG"
    assert holder(ask(TAKEN, place="ain-issa", on="2015-06-23")) == "YPG"


def test_a_place_that_nobody_speaks_of_is_not_known() -> None:
    answer = ask(TAKEN, place="Raqqa", on="2015-06-23")
    assert (answer.place, answer.holding, answer.sources) == (None, None, ())
    assert holder(answer) == "unknown"


def test_the_country_tells_two_places_of_one_name_apart() -> None:
    there = claim("capture", who="Peshmerga", day="2015-06-23", doc="d5")
    there = replace(there, places=(replace(there.places[0], links=(LEBANON,)),))
    answers = {c: holder(ask(TAKEN, there, country=c, on="2015-06-23")) for c in ("SY", "Syria", "LB", "Lebanon", "IQ")}
    assert answers == {"SY": "YPG", "Syria": "YPG", "LB": "Peshmerga", "Lebanon": "Peshmerga", "IQ": "unknown"}


@pytest.mark.parametrize(
    ("name", "code"), [("Syria", "SY"), ("sy", "SY"), (" iraq ", "IQ"), ("Nowhere", None), ("", None), (None, None)]
)
def test_a_country_is_known_by_name_and_code(name: str | None, code: str | None) -> None:
    assert country_code(name) == code


def test_of_several_places_the_gazetteers_first_comes_first_then_the_most_spoken_of() -> None:
    there = [replace(c, places=(replace(c.places[0], links=(LEBANON,)),)) for c in (TAKEN, BACK)]
    found = places_named("Ain Issa", None, [*there, TAKEN], cast(Gazetteer, Names()))
    assert [link.id for link in found] == ["gn:1", "gn:9"]


def test_only_what_is_said_of_control_answers() -> None:
    aid = claim("aid", who="Russia", day="2015-06-23", doc="d6")
    assert holder(ask(aid, on="2015-06-23")) == "unknown"


def test_an_answer_in_the_form_of_the_measuring_interface() -> None:
    assert answer_line(ask(TAKEN, BACK, country="SY", on="2015-06-30", known_by="2015-07-01")) == {
        "place": "Ain Issa", "country": "SY", "on": "2015-06-30", "known_by": "2015-07-01", "status": "held",
        "holders": [
            {
                "name": "YPG", "probability": pytest.approx(0.75, abs=0.25), "kind": "reported",
                "from": "2015-06-23", "to": None, "claims": [TAKEN.id],
            }
        ],
        "sources": [{"doc": "d1", "source": "Harbour Daily", "quote": TAKEN.sentence.words}],
    }  # fmt: skip


def test_a_contested_place_has_its_sides_with_equal_shares() -> None:
    answer = ask(TAKEN, on="2015-06-23")
    assert answer.holding is not None
    split = replace(answer.holding, status="contested", holder=None, rivals=("YPG", "Islamic State"))
    line = answer_line(replace(answer, holding=split))
    assert line["status"] == "contested"
    assert [(h["name"], h["probability"]) for h in line["holders"]] == [("YPG", 0.5), ("Islamic State", 0.5)]


def test_an_unknown_holding_names_no_holder() -> None:
    answer = ask(TAKEN, on="2015-06-23")
    assert answer.holding is not None
    unknown = replace(answer.holding, status="unknown", holder=None, start=window(None, None))
    line = answer_line(replace(answer, holding=unknown))
    assert (line["status"], line["holders"]) == ("unknown", [])


def test_without_any_document_nothing_is_known_on_no_day() -> None:
    line = answer_line(ask())
    assert (line["on"], line["status"], line["holders"], line["sources"]) == (None, "unknown", [], [])
