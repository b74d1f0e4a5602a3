"""The gazetteer: an index of our own making, then the shipped one; what is found, what is proposed, what breaks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shelves import gazetteer
from whoholds.errors import GazetteerError
from whoholds.geo import gazetteer as module
from whoholds.geo.build import build_index
from whoholds.geo.gazetteer import Gazetteer, cache_path, open_gazetteer
from whoholds.geo.measures import in_base_unit
from whoholds.geo.names import answer_name
from whoholds.geo.nearness import distance_km, haversine_km
from whoholds.records import Place


def town(id: str, name: str, country: str, people: int, *names: str) -> Place:
    """Make a town; where it lies does not matter here."""
    within = (f"country:{country}",)
    return Place(id, name, "city", 10.0, 20.0, country, (name, *names), within, people, None, "made up")


PLACES = (
    (Place("country:LB", "Lebanon", "country", 33.8, 35.8, "LB", ("Lebanon",), (), 0, None, "made up"), 300.0),
    (Place("region:ly-harbour", "Harbour district", "region", 32.8, 13.2, "LY", ("Harbour district",)), 60.0),
    (town("t:ly", "Tripoli", "LY", 1_150_000, "Tarabulus al-Gharb"), 5.0),
    (town("t:lb", "Tripoli", "LB", 229_000, "Tarabulus"), 5.0),
    (town("t:sy", "Ra's al-Ayn", "SY", 55_000, "Serê Kaniyê"), 7.5),
)


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    build_index(PLACES, tmp_path / "places.sqlite")
    return Gazetteer(tmp_path / "places.sqlite")


def ids(gazetteer: Gazetteer, name: str, country: str | None = None) -> list[str]:
    return [link.id for link in gazetteer.look_up(name, country)]


def test_both_towns_of_a_name_are_found_the_greater_first(small: Gazetteer) -> None:
    assert ids(small, "Tripoli") == ["t:ly", "t:lb"]


def test_a_country_leaves_only_its_own(small: Gazetteer) -> None:
    assert ids(small, "Tripoli", "LB") == ["t:lb"]
    assert ids(small, "Tripoli", "SY") == []


@pytest.mark.parametrize(
    "spelling", ["Ras al Ayn", "ra’s al-ʿayn", "RAS-AL-AYN", "Ras Ayn", "Ras el-Ayn", "Sere Kaniye"]
)
def test_a_town_is_found_however_it_is_spelt(small: Gazetteer, spelling: str) -> None:
    assert ids(small, spelling) == ["t:sy"]
    assert small.knows(spelling)


def test_the_name_as_it_stands_is_surer_than_its_spelling(small: Gazetteer) -> None:
    (exact,), (spelt,) = small.look_up("Ra's al-Ayn"), small.look_up("Ras Ayn")
    assert exact.score > spelt.score
    assert (exact.reason.split()[0], spelt.reason.split()[0]) == ("name", "spelling")


def test_a_name_that_only_sounds_alike_is_proposed_and_never_taken(small: Gazetteer) -> None:
    assert small.look_up("Terabolis") == () and not small.knows("Terabolis")
    assert [link.id for link in small.propose("Tarabelos")] == ["t:lb"]
    answer = answer_name("Tarabelos", "Lebanon", "LB", small)
    assert answer["accepted"] is None
    assert [place["country"] for place in answer["proposed"]] == ["LB"]


def test_with_its_country_a_name_that_sounds_the_same_is_taken(small: Gazetteer) -> None:
    assert ids(small, "Tarabolous", "LB") == ["t:lb"]
    assert "sound" in small.look_up("Tarabolous", "LB")[0].reason
    assert ids(small, "Tarabolous") == [] and ids(small, "Tarabolous", "SY") == []


@pytest.mark.parametrize("name", ["", "-", "Nowhereville", "Tripol"])
def test_an_unknown_name_is_not_found(small: Gazetteer, name: str) -> None:
    assert small.look_up(name) == () and not small.knows(name)


def test_a_place_comes_back_by_its_id_with_its_names_and_reach(small: Gazetteer) -> None:
    place = small.place("t:sy")
    assert place is not None and (place.name, place.country, place.within) == ("Ra's al-Ayn", "SY", ("country:SY",))
    assert {"ras al ayn", "sere kaniye"} <= set(small.names_of("t:sy"))
    assert small.radius_km("t:sy") == 7.5
    assert small.place("t:none") is None


def test_every_link_says_where_it_lies_and_why(small: Gazetteer) -> None:
    for link in (*small.look_up("Tripoli"), *small.look_up("Lebanon"), *small.look_up("Harbour district")):
        assert link.lat is not None and link.lon is not None and link.country and link.precision
        assert "gazetteer" in link.reason


def test_the_index_lies_in_the_cache_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_path().parent == tmp_path / "whoholds"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_path().parent == tmp_path / ".cache" / "whoholds"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache folder, and a world of five places to fill it from."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "all_places", lambda: (len(PLACES), iter(PLACES)))
    return tmp_path / "whoholds"


def test_a_missing_index_is_built_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    assert ids(open_gazetteer(progress=lambda done, all: told.append((done, all))), "Tripoli") == ["t:ly", "t:lb"]
    assert told[-1] == (len(PLACES), len(PLACES))
    assert [file.name for file in cache.iterdir()] == [cache_path().name]
    monkeypatch.setattr(module, "all_places", lambda: pytest.fail("built again"))
    assert open_gazetteer().knows("Tripoli")


@pytest.mark.parametrize("rubbish", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_index_is_named_with_its_cure_and_the_cure_works(cache: Path, rubbish: bytes) -> None:
    cache.mkdir()
    cache_path().write_bytes(rubbish)
    with pytest.raises(GazetteerError, match=r"damaged.*Remove the file and run `whoholds doctor`") as caught:
        open_gazetteer()
    assert str(cache_path()) in str(caught.value)
    cache_path().unlink()
    assert open_gazetteer().knows("Tripoli")


def test_a_new_index_takes_the_place_of_those_of_other_versions(cache: Path, tmp_path: Path) -> None:
    cache.mkdir()
    for name in ("places-0.sqlite", "places-4.sqlite", "notes.txt"):
        (cache / name).touch()
    assert open_gazetteer(cache / "places-own.sqlite").knows("Tripoli")
    assert (cache / "places-0.sqlite").exists(), "an index of one's own is no reason to tidy up"
    (cache / "places-own.sqlite").rename(tmp_path / "own.sqlite")
    assert open_gazetteer().knows("Tripoli")
    assert sorted(file.name for file in cache.iterdir()) == ["notes.txt", cache_path().name]


def test_an_index_of_another_version_is_refused(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = open_gazetteer().path
    monkeypatch.setattr(module, "VERSION", 0)
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer(path)


def test_a_build_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def torn() -> Iterator[tuple[Place, float]]:
        yield PLACES[0]
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        build_index(torn(), tmp_path / "places.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(module, "all_places", lambda: (0, iter(())))
    with pytest.raises(GazetteerError, match="set XDG_CACHE_HOME"):
        open_gazetteer()


@pytest.mark.parametrize(
    ("spellings", "country"),
    [
        (("Raqqa", "ar-Raqqah", "al-Raqqa", "Rakka", "Raqqah"), "SY"),
        (("Deir ez-Zor", "Deir al-Zour", "Dayr az Zawr", "Deir Ezzor"), "SY"),
        (("Kobani", "Kobanê", "Ain al-Arab"), "SY"),
        (("Tal Abyad", "Tell Abyad"), "SY"),
        (("Fallujah", "Falluja", "al-Fallujah"), "IQ"),
        (("El Fasher", "al-Fashir", "el-Fasher"), "SD"),
        (("Wad Madani", "Wad Medani"), "SD"),
        (("Kyiv", "Kiev"), "UA"),
        (("Bakhmut", "Artemivsk"), "UA"),
        (("Laukkai", "Laukkaing"), "MM"),
        (("Timbuktu", "Tombouctou"), "ML"),
        (("Taiz", "Ta'izz", "Taizz"), "YE"),
    ],
)
def test_shipped_towns_of_many_wars_are_found_in_all_spellings(spellings: tuple[str, ...], country: str) -> None:
    best = {gazetteer().look_up(name)[0].id for name in spellings}
    assert len(best) == 1
    assert gazetteer().look_up(spellings[0])[0].country == country


@pytest.mark.parametrize(
    ("name", "countries"), [("Tripoli", {"LY", "LB"}), ("Paris", {"FR", "US"}), ("Georgia", {"GE", "US"})]
)
def test_shipped_names_of_several_places_keep_all(name: str, countries: set[str]) -> None:
    assert countries <= {link.country for link in gazetteer().look_up(name)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Idlib", "city"),
        ("Tarrant County", "district"),
        ("Gaza", "region"),
        ("Gaza City", "city"),
        ("Sumatra", "area"),
        ("Lake Erie", "water"),
        ("Idlib province", "region"),
        ("Darfur", "area"),
        ("Euphrates", "water"),
        ("Mali", "country"),
    ],
)
def test_shipped_places_are_of_the_kind_that_the_name_says(name: str, kind: str) -> None:
    assert gazetteer().look_up(name)[0].kind == kind


def test_a_town_lies_in_its_region_and_country() -> None:
    assert gazetteer().look_up("Kobani", "SY")[0].within == ("region:sy-aleppo-governorate", "country:SY")


@pytest.mark.parametrize(("name", "country"), [("Homs", "SY"), ("Hama", "SY"), ("Mosul", "IQ"), ("Palmyra", "SY")])
def test_the_town_that_news_names_comes_first(name: str, country: str) -> None:
    assert gazetteer().look_up(name)[0].country == country


@pytest.mark.parametrize("name", ["Tripoli", "Kobani", pytest.param("Ramadi")])
def test_scores_lie_between_nought_and_one(name: str) -> None:
    assert all(0.0 <= link.score <= 1.0 for link in gazetteer().look_up(name))


def test_31_miles_are_50_km() -> None:
    value, unit = in_base_unit(31.0, "miles")
    assert unit == "km" and value == pytest.approx(49.9, abs=0.05)
    assert in_base_unit(None, "square miles") == (None, "km2")
    assert in_base_unit(7.0, "people") == (7.0, "people")
    assert in_base_unit(100.0, "hectares") == (1.0, "km2")


def test_distances_on_the_globe() -> None:
    assert haversine_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)
    assert haversine_km((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111.2, abs=0.1)
    assert haversine_km((90.0, 10.0), (-90.0, 70.0)) == pytest.approx(20015.1, abs=1.0)
    aleppo, hama = gazetteer().look_up("Aleppo")[0], gazetteer().look_up("Hama")[0]
    there, back = distance_km(aleppo, hama), distance_km(hama, aleppo)
    assert there == back == pytest.approx(126, abs=5)


def test_no_distance_without_coordinates() -> None:
    nowhere = Place("x", "X", "area", None, None, None)
    assert distance_km(nowhere, gazetteer().look_up("Aleppo")[0]) is None


REGIONS = Path(__file__).parent / "regions_60.tsv"
FAR_KM = 200.0


@pytest.mark.parametrize("line", [line for line in REGIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")])
def test_first_level_regions_as_news_names_them(line: str) -> None:
    name, country, lat, lon = line.split("\t")
    link = gazetteer().look_up(name, country)[0]
    assert (link.country, link.precision in ("region", "district")) == (country, True)
    assert haversine_km((link.lat or 0.0, link.lon or 0.0), (float(lat), float(lon))) < FAR_KM


def test_what_a_killed_build_left_goes_with_the_next_one(tmp_path: Path) -> None:
    old, young = tmp_path / "tmpold.part", tmp_path / "tmpyoung.part"
    for half in (old, young):
        half.write_bytes(b"half an index")
    os.utime(old, (0, 0))
    build_index(PLACES, tmp_path / "places.sqlite")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["places.sqlite", "tmpyoung.part"], "another build may still write the young one"
