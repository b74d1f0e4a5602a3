"""Places mean what the rest of the report says they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shelves import countries, meant, placed, seen, shelves
from whoholds.geo.build import build_index
from whoholds.geo.gazetteer import Gazetteer
from whoholds.geo.nearness import distance_km
from whoholds.pipeline import places_of
from whoholds.records import Document, Filler, Place
from whoholds.resolve.places import resolve_places


@pytest.mark.parametrize(
    ("report", "country", "towns"),
    [
        ("Syrian rebels seized Maarat al-Numan and pushed on to Aleppo.", "SY", ["Maarat al-Numan", "Aleppo"]),
        (
            "Sudanese soldiers held Omdurman; El Fasher and Nyala were shelled.",
            "SD",
            ["Omdurman", "El Fasher", "Nyala"],
        ),
        ("Ukrainian troops left Bakhmut, and shells fell on Kharkiv.", "UA", ["Bakhmut", "Kharkiv"]),
        ("Myanmar jets bombed Lashio after rebels took Laukkai.", "MM", ["Lashio", "Laukkai"]),
        ("Fighters blockaded Timbuktu and Kidal, the Malian army said.", "ML", ["Timbuktu", "Kidal"]),
        ("Jihadists burned villages near Djibo and Dori in Burkina Faso.", "BF", ["Djibo", "Dori"]),
        ("Houthi fighters in Yemen hold Sanaa and Hodeidah.", "YE", ["Sanaa", "Hodeidah"]),
        ("Iraqi forces took Sinjar and Tikrit.", "IQ", ["Sinjar", "Tikrit"]),
    ],
)
def test_towns_lie_in_the_country_of_their_war(report: str, country: str, towns: list[str]) -> None:
    found = countries(report)
    assert {town: found.get(town) for town in towns} == dict.fromkeys(towns, country)


@pytest.mark.parametrize(
    ("report", "country"),
    [
        ("Fighters clashed in Tripoli, Libya, on Friday.", "LY"),
        ("Soldiers patrolled Tripoli, in northern Lebanon, after clashes.", "LB"),
        ("Gunmen fired at the port of Tripoli. Benghazi and Misrata stayed calm, Libya's government said.", "LY"),
        ("Lebanese troops entered Tripoli. Beirut and Sidon stayed calm, Lebanon's army said.", "LB"),
    ],
)
def test_tripoli_lies_where_the_report_is(report: str, country: str) -> None:
    assert countries(report)["Tripoli"] == country


def test_paris_is_the_one_of_france_unless_a_state_is_named() -> None:
    assert countries("Leaders met in Paris and promised to send jets.")["Paris"] == "FR"
    assert countries("The mayor of Paris, Texas, welcomed the refugees.")["Paris"] == "US"


def test_a_region_named_right_after_holds_the_town() -> None:
    report = "The mayor of Paris, Texas, welcomed the refugees, and a church in Dallas gave beds."
    assert meant(report)["Paris"] == "gn:4717560"


def test_a_namesake_gains_nothing_from_its_own_namesakes() -> None:
    assert countries("Palmyra fell.")["Palmyra"] == "SY"


@pytest.mark.xfail(strict=False, reason="the small Gao of Burkina Faso wins as soon as that country is named")
def test_the_great_town_stays_where_both_countries_are_named() -> None:
    report = "Mali's army left Gao. Soldiers from Burkina Faso stayed in Djibo."
    assert countries(report)["Gao"] == "ML"


def test_georgia_among_american_states_is_a_state() -> None:
    assert meant("Voters in Georgia and Alabama asked about Atlanta.")["Georgia"] == "region:us-georgia"


def test_georgia_among_its_own_towns_is_the_country() -> None:
    assert meant("Georgia accused Russia of shelling villages near Gori.")["Georgia"] == "country:GE"


def test_a_demonym_means_its_country() -> None:
    assert meant("Turkish jets struck Kobani.")["Turkish"] == "country:TR"


def test_a_part_of_a_country_lies_that_way_and_inside() -> None:
    north, south = (placed(f"Shells fell on {way} Iraq.")[0].link for way in ("northern", "southern"))
    assert north is not None and south is not None
    assert north.lat is not None and south.lat is not None and north.lat > south.lat
    assert (north.kind, north.precision, north.within) == ("relative", "vague", ("country:IQ",))


def test_a_border_lies_in_the_middle_of_two_countries() -> None:
    border = placed("Trucks queued at the Syria-Iraq border.")[0].link
    assert border is not None
    assert border.name == "Syria-Iraq border" and border.precision == "vague" and border.country is None


def test_a_place_that_nobody_knows_stays_unknown() -> None:
    assert meant("The Arakan Army captured Paletwa in Chin State.")["Paletwa"] is None


def test_every_candidate_is_kept_best_first_with_its_reason() -> None:
    (tripoli, libya) = placed("Fighters clashed in Tripoli, Libya.")
    scores = [link.score for link in tripoli.links]
    assert scores == sorted(scores, reverse=True) and 1 < len(scores) <= 5
    assert "Libya is named right after" in tripoli.links[0].reason
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert libya.link is not None and libya.link.kind == "country"


def test_given_spans_are_answered_in_their_order_and_null_where_nothing_is_found() -> None:
    text = "From Homs to Zzyzzyva and back to Aleppo."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Aleppo", "Zzyzzyva", "Homs")]
    links = [filler.link for filler in places_of(Document("d", text), spans, shelves())]
    assert [link.name if link else None for link in links] == ["Aleppo", None, "Homs"]


def test_the_same_report_gives_the_same_links() -> None:
    article = seen("Rebels seized Tal Abyad near the Turkish border and cut the road to Raqqa.")
    once, again = (
        resolve_places(article.places, article.document, article.sentences, shelves().gazetteer) for _ in range(2)
    )
    assert once == again


def spot(id: str, name: str, country: str, lat: float, people: int = 20_000) -> tuple[Place, float]:
    """Make a town on one meridian."""
    place = Place(id, name, "city", lat, 30.0, country, (name,), (f"country:{country}",), people, None, "made up")
    return place, 5.0


@pytest.fixture
def twins(tmp_path: Path) -> Gazetteer:
    """Make a world of two Newtowns, each near one other town; the greater lies in AA."""
    rows = (
        spot("aa:new", "Newtown", "AA", 10.0, 30_000),
        spot("aa:mill", "Millbrook", "AA", 10.5, 5_000_000),
        spot("bb:new", "Newtown", "BB", 50.0),
        spot("bb:ford", "Stoneford", "BB", 50.5, 5_000_000),
    )
    build_index(rows, tmp_path / "twins.sqlite")
    return Gazetteer(tmp_path / "twins.sqlite")


@pytest.mark.parametrize(("beside", "chosen"), [("Millbrook", "aa:new"), ("Stoneford", "bb:new")])
def test_a_namesake_near_the_other_places_is_meant(twins: Gazetteer, beside: str, chosen: str) -> None:
    text = f"Newtown {beside}"
    mentions = (Filler(0, 7, "Newtown", "toponym"), Filler(8, len(text), beside, "toponym"))
    newtown, other = resolve_places(mentions, Document("d", text), (), twins)
    assert newtown.link is not None and newtown.link.id == chosen
    assert newtown.link.score > newtown.links[1].score
    assert "1 other places within 150 km" in newtown.link.reason
    assert other.link is not None and (distance_km(newtown.link, other.link) or 999) < 60


def test_without_other_places_the_greater_namesake_is_meant(twins: Gazetteer) -> None:
    (alone,) = resolve_places((Filler(0, 7, "Newtown", "toponym"),), Document("d", "Newtown"), (), twins)
    assert [link.id for link in alone.links] == ["aa:new", "bb:new"]


def told(text: str, *names: str) -> dict[str, str | None]:
    """Return the ids of names that are given, in a text of which nothing else is read."""
    mentions = tuple(Filler(text.index(name), text.index(name) + len(name), name, "toponym") for name in names)
    found = resolve_places(mentions, Document("d", text), (), shelves().gazetteer)
    return {filler.words: filler.link.id if filler.link else None for filler in found}


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("Fire crews from Athens and Winder, Ga., met.", ("Athens", "Winder", "Ga."), ("gn:4180386", "gn:4231523", "region:us-georgia")),
        ("The sheriff of Clarke County, Georgia, spoke.", ("Clarke County", "Georgia"), ("district:us-ga-clarke-county", "region:us-georgia")),
        ("Snow fell on Douglas and Grant counties in Minnesota.", ("Douglas", "Grant", "Minnesota"),
         ("district:us-mn-douglas-county", "district:us-mn-grant-county", "region:us-minnesota")),
        ("Egyptian and African envoys met.", ("Egyptian", "African"), ("country:EG", "area:africa")),
        ("Washington spoke to Beirut.", ("Washington", "Beirut"), ("gn:4140963", "gn:276781")),
        ("Farmers in Norfolk and Suffolk, England, worry.", ("Norfolk", "Suffolk", "England"),
         ("district:gb-eng-norfolk", "district:gb-eng-suffolk", "region:gb-england")),
    ],
)  # fmt: skip
def test_states_counties_adjectives_and_capitals(text: str, names: tuple[str, ...], ids: tuple[str, ...]) -> None:
    assert tuple(told(text, *names).values()) == ids


def test_one_name_means_one_place_throughout_a_text() -> None:
    text = "Police in Paris, Texas, arrested two men. Dallas sent help. Paris thanked them."
    first, second = text.index("Paris"), text.rindex("Paris")
    spans = ((first, "Paris"), (text.index("Texas"), "Texas"), (text.index("Dallas"), "Dallas"), (second, "Paris"))
    mentions = tuple(Filler(at, at + len(name), name, "toponym") for at, name in spans)
    found = resolve_places(mentions, Document("d", text), (), shelves().gazetteer)
    assert found[0].link == found[3].link and found[0].link is not None and found[0].link.country == "US"


def test_a_province_is_no_town() -> None:
    assert told("Clashes in Hasakah province.", "Hasakah province")["Hasakah province"] == "region:sy-hasakah"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("After attacks inside Turkey, the United States offered help to Ankara and to Chicago.", ("Turkey", "United States", "Ankara", "Chicago")),
        ("Ministers of Jordan, Lebanon, the Netherlands and the United States met.", ("Jordan", "Lebanon", "Netherlands", "United States")),
    ],
)
def test_countries_that_stand_side_by_side_do_not_lie_in_each_other(text: str, names: tuple[str, ...]) -> None:
    assert [id for id in told(text, *names).values() if id and not id.startswith("gn:")] == [
        f"country:{code}" for code in (("TR", "US") if names[0] == "Turkey" else ("JO", "LB", "NL", "US"))
    ]


SYRIAN = ("Latakia", "Tartus", "Syria")


def test_a_name_that_sounds_like_a_town_near_others_of_the_country_is_taken_for_it() -> None:
    assert told("Bombs hit Latakia, Tartus and Jabla in Syria.", "Jabla", *SYRIAN)["Jabla"] == "gn:169304"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bombs hit Kyiv, Odesa and Jabla in Ukraine.", ("Jabla", "Kyiv", "Odesa", "Ukraine")),
        ("Bombs hit Qamishli, Hasakah and Jabla in Syria.", ("Jabla", "Qamishli", "Hasakah", "Syria")),
        ("Jabla was hit.", ("Jabla",)),
    ],
)
def test_it_is_not_taken_so_in_another_country_nor_far_from_all_others_nor_alone(text: str, names: tuple[str, ...]) -> None:
    assert told(text, *names)["Jabla"] is None


@pytest.mark.parametrize("kind", ["air base", "airbase", "airfield", "airport"])
def test_a_site_is_the_same_by_the_other_words_for_its_kind(kind: str) -> None:
    text = f"Rebels shelled Tabqa {kind} and Harim {kind} in Syria."
    known, made = told(text, f"Tabqa {kind}", f"Harim {kind}").values()
    assert known == "site:sy-tabqa-air-base" and made is not None and made.startswith("site:gn-") and made.endswith("-airfield")
