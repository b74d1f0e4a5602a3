"""Disputes: what contradicts, what only sounds like it, and never twice for one wire story."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import PLACES, claim, quantity, side, window
from whoholds.check.disputes import Beside, find_disputes
from whoholds.infer.figures import figures_of
from whoholds.infer.holdings import infer_holdings
from whoholds.link.context import with_context
from whoholds.link.events import link_events
from whoholds.records import Claim, Dispute, Mention, PlaceStatement

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
