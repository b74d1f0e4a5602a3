"""Disputes: what contradicts, what only sounds like it, and never twice for one wire story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import PLACES, claim, quantity, side, window
from whoholds.check.disputes import Beside, find_disputes
from whoholds.infer.figures import figures_of
from whoholds.infer.holdings import infer_holdings
from whoholds.link.context import with_context
from whoholds.link.events import link_events
from whoholds.records import Claim, Dispute, Mention, PlaceStatement, Quantity

TOOK = claim("capture", who="Islamic State", day="2015-07-06", doc="d1")
OURS = claim("hold", who="YPG", day="2015-07-07", doc="d2", said_by="YPG")
BACK = claim("capture", who="YPG", whom="Islamic State", day="2015-07-09", doc="d3")


def disputes(
    *claims: Claim, origins: dict[str, str] | None = None, statements: tuple[PlaceStatement, ...] = ()
) -> list[Dispute]:
    """Find the disputes of some claims, all the way from linking."""
    known = origins or {c.document: c.document for c in claims}
    events, figures = link_events(claims, known), figures_of(claims)
    holdings = infer_holdings("gn:1", claims, known)
    return list(find_disputes(events, holdings, figures, claims, Beside((), known, statements)))


def kinds(*claims: Claim, origins: dict[str, str] | None = None) -> list[str]:
    """Return the kinds of the disputes, sorted."""
    return sorted(d.kind for d in disputes(*claims, origins=origins))


def test_taken_and_still_ours_is_a_dispute_with_both_quotes() -> None:
    (found,) = disputes(TOOK, OURS)
    assert found.kind == "holder" and found.documents == ("d1", "d2")
    assert found.quotes == (TOOK.sentence.words, OURS.sentence.words) and found.settles


def test_one_after_the_other_is_no_dispute() -> None:
    later = claim("hold", who="YPG", day="2015-07-10", doc="d4")
    assert kinds(TOOK, BACK, later) == []


def test_a_denial_disputes_what_was_told_before_it() -> None:
    took = claim("capture", who="Islamic State", day="2015-07-06", at=0)
    denied = claim("statement", "", "YPG", at=100, trigger="denied", told="2015-07-06")
    assert kinds(*with_context([took, denied])) == ["holder"]


def test_two_papers_with_one_story_dispute_nothing_twice() -> None:
    copies = [TOOK, OURS]
    copies += [
        claim("capture", who="Islamic State", day="2015-07-06", doc="d5"),
        claim("hold", who="YPG", day="2015-07-07", doc="d6", said_by="YPG"),
    ]
    origins = {"d1": "d1", "d5": "d1", "d2": "d2", "d6": "d2"}
    (found,) = disputes(*copies, origins=origins)
    assert found.documents == ("d1", "d2")


def test_one_taking_told_on_two_days() -> None:
    first = claim("capture", who="YPG", whom="Islamic State", day="2015-06-14", doc="d1", told="2015-06-17")
    second = claim("capture", who="YPG", whom="Islamic State", day="2015-06-15", doc="d2", told="2015-06-16")
    assert kinds(first, second) == ["date"]


def test_an_event_after_its_own_publication() -> None:
    assert kinds(claim("capture", who="YPG", day="2015-03-17", told="2015-03-11")) == ["time"]


def killed(words: str, low: float | None, high: float | None, doc: str, who: str = "Observatory", at: int = 0) -> Claim:
    """Make a count of Islamic State's dead."""
    number = (quantity(words, low, high, "people", at + 40),)
    return claim(
        "casualties",
        whom="Islamic State",
        day="2015-06-23",
        doc=doc,
        said_by=who,
        quantities=number,
        trigger="killed",
        at=at,
    )


def test_counts_that_cannot_both_be_right() -> None:
    assert kinds(killed("more than 300", 300, None, "d1"), killed("60 to 70", 60, 70, "d2", "YPG")) == ["casualties"]


def test_about_the_same_count_is_no_dispute() -> None:
    assert kinds(killed("300", 300, 300, "d1"), killed("at least 280", 280, None, "d2", "YPG")) == []


def share(words: str, value: float, doc: str, at: int = 0) -> Claim:
    """Make a share of territory lost."""
    number = (quantity(words, value, value, "percent", at + 40),)
    return claim(
        "territory",
        "Syria",
        whom="Islamic State",
        when=window("2015-01-01", "2016-03-26"),
        doc=doc,
        at=at,
        trigger="lost",
        quantities=number,
    )


def test_a_share_that_does_not_follow_from_its_areas() -> None:
    parts = [
        claim(
            "territory", "Syria", "Islamic State", at=i, trigger="held", quantities=(quantity(w, v, v, u, 10 + 20 * i),)
        )
        for i, (w, v, u) in enumerate([("90,800", 90800, "km2"), ("78,000", 78000, "km2")])
    ]
    lost = claim(
        "territory",
        "Syria",
        whom="Islamic State",
        at=3,
        trigger="loss",
        quantities=(quantity("30 per cent", 30, 30, "percent", 90),),
    )
    same = Mention(0, 200, "It fell from 90,800 to 78,000 square kilometres, a loss of 30 per cent.")
    claims = [Claim(**{n: getattr(c, n) for n in c.__slots__} | {"sentence": same}) for c in [*parts, lost]]
    assert "arithmetic" in kinds(*claims)


def test_an_accusation_that_is_denied() -> None:
    blamed = claim("statement", "", "Turkey", "YPG", at=0, trigger="accused")
    denied = claim("statement", "", "YPG", at=60, trigger="denied")
    assert kinds(*with_context([blamed, denied])) == ["responsibility"]


def test_a_denial_of_something_else_answers_no_accusation() -> None:
    blamed = claim("statement", "", "Turkey", "YPG", at=0, trigger="accused")
    other = claim("statement", "", "Russia", at=160, trigger="denied")
    apart = Claim(**{n: getattr(other, n) for n in other.__slots__} | {"sentence": Mention(150, 200, "Russia denied it.")})
    assert kinds(*with_context([blamed, apart])) == []


def test_several_are_said_to_have_done_it() -> None:
    russia = claim("strike", who="Russia", day="2016-02-15", doc="d1")
    turkey = claim("capture", who="Turkey", whom="Islamic State", day="2016-02-15", doc="d2")
    ypg = claim("capture", who="YPG", whom="Islamic State", day="2016-02-15", doc="d3")
    assert kinds(russia, turkey, ypg) == ["responsibility"]


def statement(verdict: str, doc: str, kind: str = "distance") -> PlaceStatement:
    """Make a statement about Ain Issa and Raqqa."""
    words = Mention(0, 10, "It lies 500 km north of Raqqa.")
    return PlaceStatement(
        f"{kind}{doc}", doc, kind, PLACES["Ain Issa"], PLACES["Raqqa"], 500.0, 50.0, verdict, words, "500 km, not 50"
    )


def test_a_wrong_distance_is_shown_beside_a_right_one() -> None:
    found = disputes(
        TOOK, statements=(statement("disagrees", "d1"), statement("agrees", "d2"), statement("open", "d3"))
    )
    assert [(d.kind, d.documents) for d in found] == [("distance", ("d1", "d2"))]


def test_a_country_named_by_a_slip() -> None:
    def takes(where: str, country: str, doc: str, at: int = 0) -> Claim:
        made = claim("capture", "Mosul", "Islamic State", day="2015-06-01", doc=doc, at=at)
        link = PLACES["Mosul"]
        kind = "city" if country == "IQ" else "relative"
        named = type(link)(f"x:{where}", where, kind, 1.0, "", None, None, country, "vague", (f"country:{country}",))
        return Claim(
            **{n: getattr(made, n) for n in made.__slots__}
            | {"places": (type(made.places[0])(0, 5, where, "", (named,)),)}
        )

    base = [takes("Mosul", "IQ", "d1"), takes("Tikrit", "IQ", "d2", 5)]
    country = claim("capture", "Mosul", "Islamic State", day="2015-06-02", doc="d4")
    iraq = Claim(
        **{n: getattr(country, n) for n in country.__slots__}
        | {
            "places": (
                type(country.places[0])(
                    0,
                    5,
                    "Iraq",
                    "",
                    (type(PLACES["Syria"])("country:IQ", "Iraq", "country", 1.0, "", None, None, "IQ"),),
                ),
            )
        }
    )
    found = disputes(*base, iraq, takes("western Iran", "IR", "d3"))
    assert [d.kind for d in found] == ["gazetteer"] and "western Iran" in found[0].what


@settings(max_examples=40, deadline=None)
@given(st.permutations([TOOK, OURS, BACK, killed("300", 300, 300, "d7"), killed("41", 41, 41, "d8", "YPG")]))
def test_order_does_not_matter(claims: list[Claim]) -> None:
    assert disputes(*claims) == disputes(*sorted(claims, key=lambda c: c.id))


def test_sides_are_named_as_they_stand() -> None:
    assert side("YPG").name == "YPG"


def test_a_town_that_a_side_shares_is_not_wholly_its_own() -> None:
    shared = claim("hold", who="YPG", day="2015-07-06", doc="d1", trigger="shared", said_by="Observatory")
    other = claim("hold", who="Islamic State", day="2015-07-06", doc="d2", words="parts of Ain Issa")
    assert "holder" not in kinds(shared, other)
    assert "holder" in kinds(claim("hold", who="YPG", day="2015-07-06", doc="d1", said_by="Observatory"), other)


def test_a_share_told_beside_all_of_it_is_a_dispute_and_a_large_share_beside_a_plain_capture_is_none() -> None:
    part = claim("hold", who="YPG", day="2015-06-23", quantities=(quantity("90 percent", 90, 90, "percent"),), said_by="Observatory", doc="d1")
    plain = claim("capture", who="YPG", whom="Islamic State", day="2015-06-23", doc="d2")
    whole = claim("hold", who="YPG", day="2015-06-23", said_by="YPG", sentence="The YPG holds every district.", doc="d3")
    assert kinds(part, plain) == [] and kinds(part, whole) == ["figure"]


def test_more_civilians_than_another_counts_dead_is_a_dispute() -> None:
    everybody = claim("casualties", day="2015-06-23", quantities=(quantity("135", 135, 135, "people"),), trigger="dead", doc="d1")
    some = claim("casualties", day="2015-06-23", quantities=(Quantity(40, 43, "300", 300, 300, "people", "civilians"),), trigger="killed", doc="d2")
    assert kinds(everybody, some) == ["casualties"]
    fewer = replace(some, quantities=(Quantity(40, 42, "85", 85, 85, "people", "civilians"),))
    assert kinds(everybody, fewer) == []


def test_two_battles_of_one_town_are_two_disputes() -> None:
    def pair(day: str, docs: str, one: float, other: float) -> list[Claim]:
        told = ((docs[0], one, "YPG"), (docs[1], other, "Observatory"))
        return [claim("casualties", whom="Islamic State", day=day, trigger="killed", said_by=who, doc=doc, quantities=(quantity("n", n, n, "people"),)) for doc, n, who in told]

    found = disputes(*pair("2015-03-01", "ab", 60, 4), *pair("2015-06-23", "cd", 500, 45))
    assert sorted(d.documents for d in found if d.kind == "casualties") == [("a", "b"), ("c", "d")]


def test_a_later_word_of_one_text_brings_its_count_up_to_date() -> None:
    words = "The first week 130,000 fled; the ministry now speaks of 180,000."
    early = claim("displace", day="2015-06-23", trigger="fled", sentence=words, quantities=(quantity("130,000", 130000, 130000, "people", words.index("130")),))
    late = replace(early, id="later", sources=(side("Turkey"),), quantities=(quantity("180,000", 180000, 180000, "people", words.index("180")),))
    assert kinds(early, late) == []


def test_a_taking_by_two_sides_that_are_no_enemies_asks_who_did_it() -> None:
    one = claim("capture", "Mosul", who="Peshmerga", whom="Islamic State", day="2015-11-13", doc="d1", said_by="Peshmerga")
    other = claim("capture", "Mosul", who="YPG", day="2015-11-12", doc="d2", said_by="YPG")
    assert "responsibility" in kinds(one, other)


def test_taken_and_retaken_by_enemies_asks_nothing() -> None:
    one = claim("capture", "Mosul", who="Islamic State", whom="YPG", day="2015-11-12", doc="d1")
    other = claim("capture", "Mosul", who="YPG", whom="Islamic State", day="2015-11-13", doc="d2")
    assert "responsibility" not in kinds(one, other)


def test_a_deed_told_by_others_that_its_doer_denies() -> None:
    deed = claim("strike", who="Russia", day="2015-06-23", said_by="Turkey", told="2015-06-24")
    denial = claim("statement", "", "Russia", at=100, trigger="denied", told="2015-06-24")
    assert kinds(deed, denial) == ["responsibility"]


def test_accusations_of_one_deed_in_two_texts_are_one_dispute() -> None:
    def text(doc: str, accuser: str, accused: str) -> list[Claim]:
        deed = claim("strike", day="2015-06-23", doc=doc, told="2015-06-24")
        blame = claim("statement", "", accuser, accused, at=60, trigger="blamed", doc=doc, told="2015-06-24")
        return [deed, blame, claim("statement", "", accused, at=120, trigger="denied", doc=doc, told="2015-06-24")]

    found = disputes(*text("d1", "Turkey", "Russia"), *text("d2", "YPG", "Turkey"))
    assert [sorted(set(d.documents)) for d in found if d.kind == "responsibility"] == [["d1", "d2"]]


def test_a_taking_reckoned_in_months_names_no_day() -> None:
    first = claim("capture", who="YPG", day="2015-06-14", doc="d1", told="2015-06-17")
    rough = claim("capture", who="YPG", day="2015-06-20", doc="d2", told="2016-04-20", time="ten months")
    assert kinds(first, rough) == []


def test_a_taking_told_without_its_taker_may_have_another_day() -> None:
    first = claim("capture", who="YPG", whom="Islamic State", day="2015-06-15", doc="d1")
    second = claim("capture", day="2015-06-14", doc="d2", told="2015-06-17")
    assert kinds(first, second) == ["date"]


@pytest.mark.parametrize("words", ["They had held it for four days.", "Never before has the group taken a town from the army."])
def test_what_is_over_or_a_record_contradicts_nothing(words: str) -> None:
    status = "denied" if words.startswith("Never") else "fact"
    other = claim("hold" if status == "fact" else "capture", who="YPG" if status == "fact" else "Islamic State", day="2015-07-07", doc="d2", sentence=words, status=status)
    assert kinds(TOOK, other) == []


def test_disputes_are_the_same_in_any_order() -> None:
    told = [TOOK, OURS, BACK, killed("300", 300, None, "d4"), killed("41", 41, 41, "d5", "YPG", 7)]
    assert disputes(*told) == disputes(*told[::-1])
