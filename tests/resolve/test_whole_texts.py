"""Whole short texts, from words to resolved claims: whom "the enemy" and "it" mean, and which names are places."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shelves import seen, shelves
from whoholds.pipeline import claims_of
from whoholds.records import Claim, Document, on_day


def told(text: str, source: str = "The Courier", day: str = "2015-07-10") -> dict[str, Claim]:
    """Read a text and return its claims by trigger."""
    document = Document("d", text, source, published=on_day(date.fromisoformat(day)))
    return {claim.trigger.words: claim for claim in claims_of(document, shelves()).claims}


def whom(claim: Claim) -> list[str]:
    return [filler.link.name for filler in claim.actors if filler.link is not None]


def test_a_town_is_a_town_all_through_a_text() -> None:
    text = (
        "GENEVA, July 10 (Eastgate) - The YPG and allied rebels retook Ain Issa from Islamic State on Thursday, a commander said.\n\n"
        "Ain Issa lies 50 km north of Raqqa."
    )
    places = [place.words for place in seen(text).places]
    assert places.count("Ain Issa") == 2 and "Eastgate" not in places


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Baghdad's forces captured Tikrit on 4 April.", "Iraqi security forces"),
        ("Kyiv's troops captured Lyman on 1 October.", "Ukrainian forces"),
    ],
)
def test_forces_of_a_capital_are_those_of_its_state(words: str, side: str) -> None:
    [claim] = [c for c in told(words, day="2023-01-05").values() if c.type == "capture"]
    assert whom(claim)[0].split()[0] == side.split()[0] and claim.actors[0].link is not None
    assert claim.actors[0].link.id.startswith("actor:")


def test_what_somebody_boasts_of_is_said_of_himself() -> None:
    text = "Islamic State holds Tikrit. The government's boast in June that it had captured Tikrit proved empty."
    assert whom(told(text, day="2014-06-30")["captured"]) == ["Iraqi government"]


@pytest.mark.parametrize(
    ("text", "trigger", "side"),
    [
        ("The Northern army seized Hull on Monday, residents said.", "seized", "Northern army"),
        ("Syrian troops left Raqqa. The Northern army seized Raqqa on Monday, the Syrian army said.", "seized", "Northern army"),
        ("Sudan's army fled Khartoum. The Southern Army attacked Khartoum on Monday.", "attacked", "Southern Army"),
        ("Northern army takes York\n\nThe Northern army seized York on Monday, residents said.", "seized", "Northern army"),
        ("The northern army captured Aden on Monday, Yemeni officials said.", "captured", "Yemeni army"),
        ("The army attacked Homs on Tuesday.", "attacked", "Syrian army"),
    ],
)
def test_an_army_with_a_name_of_its_own_is_not_that_of_the_state_told_of(text: str, trigger: str, side: str) -> None:
    assert whom(told(text)[trigger]) == [side]


@pytest.mark.parametrize(
    ("source", "text", "day", "trigger", "side"),
    [
        ("YPG Press Desk", "Our forces captured Tal Abyad on Monday. The enemy still holds Sarrin.", "2015-06-24", "holds", "Islamic State"),
        ("Nigerian Army", "Our troops entered Gwoza on Friday. The enemy still holds Bama.", "2015-03-10", "holds", "Boko Haram"),
        ("Sudanese army", "Our troops entered Omdurman on Friday. The enemy still holds Bahri.", "2024-03-10", "holds", "Rapid Support Forces"),
    ],
)
def test_the_enemy_is_whom_the_speaker_fought_then(source: str, text: str, day: str, trigger: str, side: str) -> None:
    assert whom(told(text, source, day)[trigger]) == [side]


def test_whose_control_it_is_under_holds_it() -> None:
    assert whom(told("Raqqa and Manbij remain under Islamic State control.")["remain"]) == ["Islamic State"]


def test_a_base_called_by_a_unit_is_not_lost_by_it() -> None:
    claim = told("Rebels seized Ain Issa and the base of the 93rd Brigade on Tuesday.")["seized"]
    assert [place.link.name for place in claim.places if place.link] == ["Ain Issa", "93rd Brigade base"]
    assert "93rd Brigade" not in [target.link.name for target in claim.targets if target.link]


def test_a_site_with_a_word_before_it_is_no_whole_town() -> None:
    text = "Militants entered Ramadi on Sunday. On Friday they had captured the government compound."
    assert [place.link.name for place in told(text)["captured"].places if place.link] == ["Ramadi government compound"]


def days(claim: Claim) -> tuple[str, str]:
    assert claim.window is not None
    return str(claim.window.earliest), str(claim.window.latest)


def test_more_than_a_year_after_it_was_taken_is_more_than_a_year_ago() -> None:
    text = "Sudan's army entered Wad Madani on Saturday, more than a year after the Rapid Support Forces took it."
    assert days(told(text, day="2025-01-12")["took"]) == ("None", "2024-01-11")
    undated = "The army recaptured Wad Madani, more than a year after the loss of the city to the Rapid Support Forces."
    assert days(told(undated, day="2025-01-12")["loss"])[1] <= "2024-01-12"


def test_since_a_war_began_is_until_now_but_the_beginning_is_a_day() -> None:
    claims = told("More than 11 million people have been displaced since the war began in April 2023.", day="2025-01-12")
    assert days(claims["displaced"]) == ("2023-04-01", "2025-01-12")
    assert "war" not in claims or days(claims["war"]) == ("2023-04-01", "2023-04-30")


def test_the_capital_of_a_state_says_where_a_town_lies_not_who_holds_it() -> None:
    text = (
        "PORT SUDAN, Jan 11 (Courier) - Sudan's army and its allies entered the city of Wad Madani, the capital of Gezira state, on Saturday. "
        "Soldiers chased the militia towards Hasaheisa."
    )
    claims = told(text, day="2025-01-12")
    assert "capital" not in claims
    assert [place.link.name for place in claims["entered"].places if place.link] == ["Wad Madani", "Gezira"]


def test_a_denial_with_its_own_words_denies_nothing_else() -> None:
    text = "Russia's forces now hold Vuhledar. A Ukrainian army spokesman denied that Pokrovsk had fallen."
    assert told(text, day="2024-10-02")["denied"].targets == ()
    bare = "An armed group said on Thursday that it had captured Lashio. A junta spokesman denied it."
    assert told(bare, day="2024-07-26")["denied"].places != ()


def test_the_military_is_that_of_the_army_which_acts_there() -> None:
    text = "Israeli troops raided a hospital in Gaza on Monday and killed 50 gunmen, the military said."
    claim = told(text, day="2024-03-19")["killed"]
    assert [one.link.country for one in claim.sources if one.link] == ["IL"]
    home = "Iraqi forces raided a house in Mosul on Monday and killed two gunmen, the military said."
    assert [one.link.country for one in told(home, day="2016-03-19")["killed"].sources if one.link] == ["IQ"]


def test_the_army_of_a_round_up_is_that_of_the_land_of_its_own_paragraph() -> None:
    text = "Turkey and Syria, week 12.\n\nLICE. Turkish troops shelled Lice on Monday.\n\nDARAA. The army reached Nawa, in Syria, on Tuesday."
    assert [whom(told(text)[word]) for word in ("shelled", "reached")] == [["Turkish army"], ["Syrian army"]]


def test_our_forces_are_not_the_side_told_of_before() -> None:
    text = 'Islamic State overran Tikrit on Wednesday. The interior ministry denied it. "Our forces control the city," a spokesman said.'
    claim = told(text, day="2014-06-12")["control"]
    assert [one.link.name for one in claim.sources if one.link] == ["Iraqi interior ministry spokesman"]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("An Islamic State leader was killed in Raqqa on Monday.", "killed", "Islamic State leader"),
        ("The commander of the Syrian Democratic Forces was killed near Raqqa.", "killed", "Syrian Democratic Forces commander"),
        ("Islamic State fighters were killed in Raqqa on Monday.", "killed", "Islamic State"),
        ("M23 rebels took Goma. Uganda sent troops to Bunagana.", "sent", "Ugandan forces"),
        ("Air strikes killed all parties.", "killed", "all parties"),
    ],
)
def test_who_leads_is_not_the_side_and_who_is_sent_is_the_senders(text: str, trigger: str, name: str) -> None:
    assert [filler.name for filler in told(text)[trigger].targets] == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The army left Inates in Niger on Monday. The army spokesman said that 20 soldiers had been killed.", "Nigerien army spokesman"),
        ("The defence ministry in Moscow said that 20 drones had been destroyed over Belgorod.", "Russian defence ministry"),
    ],
)
def test_an_office_is_called_by_its_state(text: str, speaker: str) -> None:
    [source] = {filler.name for claim in told(text).values() for filler in claim.sources}
    assert source == speaker


@pytest.mark.parametrize(
    ("text", "source", "day", "enemy"),
    [
        ("The enemy shelled Nikopol.", "General Staff of Ukraine", "2022-10-05", "Russian forces"),
        ("The enemy shelled Horlivka.", "Donetsk People's Republic militia", "2016-10-05", "Ukrainian army"),
        ("The enemy shelled El Fasher.", "Rapid Support Forces", "2024-10-05", "Sudanese army"),
    ],
)
def test_the_enemy_of_who_publishes_is_whom_it_fights_then(text: str, source: str, day: str, enemy: str) -> None:
    assert whom(told(text, source, day)["shelled"]) == [enemy]


def test_a_body_that_names_its_state_is_not_named_after_it_twice() -> None:
    claim = told("The General Staff of Ukraine said that the army had retaken Lyman.", day="2022-10-02")["retaken"]
    assert [source.link.name for source in claim.sources if source.link is not None] == ["General Staff of Ukraine"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fighters captured Mosul, the second largest city of Iraq, on Tuesday.", "Iraq", "country"),
        ("Rebels shelled the city of Djibouti on Monday.", "Djibouti", "city"),
    ],
)
def test_the_city_of_a_country_lies_in_it(text: str, name: str, kind: str) -> None:
    places = claims_of(Document("d", text), shelves()).annotated.places
    assert [place.link.kind for place in places if place.words == name and place.link is not None] == [kind]


@pytest.mark.parametrize(
    ("text", "trigger", "side"),
    [
        ("Foreign Secretary Philip Hammond has called on Russia to end its bombardment of Aleppo.", "bombardment", "Russia"),
        ("French President Francois Hollande said his country would intensify its strikes against IS.", "strikes", "France"),
    ],
)
def test_its_is_the_state_that_was_called_on_or_that_speaks(text: str, trigger: str, side: str) -> None:
    assert whom(told(text, day="2016-02-01")[trigger]) == [side]


def test_a_place_keeps_its_name_through_a_text() -> None:
    text = (
        "Coalition forces struck a convoy near Abu Kamal, destroying 116 tankers there, the coalition said.\n\n"
        "Abu Kamal is held by Islamic State. The army has not entered the town."
    )
    claims = claims_of(Document("d", text, "The Courier", published=on_day(date(2016, 2, 1))), shelves()).claims
    names = {place.name for claim in claims for place in claim.places if place.words in ("Abu Kamal", "the town")}
    assert len(names) == 1


def test_i_am_who_speaks() -> None:
    text = "The Foreign Secretary, Philip Hammond, said: I call on Russia to end its bombardment of Aleppo. It has to stop."
    claims = told(text, "UK Government", "2016-02-01")
    assert whom(claims["call on"]) == ["Philip Hammond"]
    assert [source.name for source in claims["bombardment"].sources] == ["Philip Hammond"]


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("The fall of Ramadi, capital of Anbar province, forced families out.", "fall", ["Ramadi", "Anbar"]),
        ("The rebels took Bor, the capital of Jonglei state, on Monday.", "took", ["Bor", "Jonglei"]),
        ("The rebels took Geneina, the capital of Sudan's West Darfur state, on Monday.", "took", ["Geneina", "West Darfur", "Sudan"]),
    ],
)
def test_a_capital_and_its_province_are_two_places(text: str, trigger: str, places: list[str]) -> None:
    assert [place.link.name for place in told(text)[trigger].places if place.link] == places


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("The Emiratis are training a force near Mukalla.", "training", ["United Arab Emirates"]),
        ("About 300 Australians will train brigades of the Iraqi Army at Taji.", "train", ["Australia"]),
        ("The Danes sent tents to Juba, an aid official said.", "sent", ["Denmark"]),
    ],
)
def test_citizens_act_for_their_state_where_it_sends_them_or_all_are_meant(text: str, trigger: str, names: list[str]) -> None:
    assert whom(told(text)[trigger]) == names


def test_an_old_city_is_a_quarter_of_its_town() -> None:
    link = next(claim.places[0].link for claim in told("The army shelled the Old City of Homs on Monday.").values() if claim.places)
    assert link is not None and (link.name, link.within[:1]) == ("Old City of Homs", ("gn:169577",))


@pytest.mark.parametrize(
    ("text", "source", "names"),
    [
        ("Fighting goes on in Iraq. Last month the Government delivered aid to Erbil.", "Australian Government", ["Australian government"]),
        ("Fighting goes on in Iraq. Last month the government delivered aid to Erbil.", "The Courier", ["Iraqi government"]),
    ],
)
def test_a_ministry_calls_its_own_the_government(text: str, source: str, names: list[str]) -> None:
    assert whom(told(text, source)["delivered aid"]) == names


@pytest.mark.parametrize(
    "told_from",
    ["Northgate reported from Beirut", "a general told reporters in Beirut", "a witness, speaking by telephone from Beirut, said"],
)
def test_where_it_is_told_is_not_where_it_happens(told_from: str) -> None:
    text = f"Palmyra fell to Islamic State on Wednesday. More than 100 soldiers were killed there, {told_from}."
    [target] = told(text)["killed"].targets
    assert target.link is not None and target.link.name == "Syrian army"


@pytest.mark.parametrize(
    "words",
    [
        "Fighters of the Islamic State of Iraq and the Levant (ISIL)", "Islamic State of Iraq and Syria fighters",
        "Militants from the Islamic State of Iraq and al-Sham",
    ],
)  # fmt: skip
def test_a_name_with_and_in_it_is_one_side(words: str) -> None:
    assert whom(told(f"{words} seized Baiji on Tuesday.")["seized"]) == ["Islamic State"]


def test_a_part_of_a_town_keeps_its_own_name() -> None:
    text = "Rebels took Idlib on Friday. State media said that the army had withdrawn to the south of the city."
    [place] = told(text)["withdrawn"].places
    assert place.words == "the south of the city" and place.link is not None and place.link.name in ("southern Idlib", "south of Idlib")


def test_the_nearest_of_places_ahead_is_meant() -> None:
    text = "Gunmen seized the country's second city on Tuesday. They hold two prisons in Mosul. Fallujah fell in January, and Tikrit is besieged."
    assert [p.link.name for p in told(text)["seized"].places if p.link is not None] == ["Mosul"]


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Islamic State took Hit. A group linked to al-Qaeda attacked the base on Monday.", "attacked", ["Islamic State"]),
        ("The army took Goma from M23. An armed group stormed the airport.", "stormed", ["M23", "Congolese army"]),
    ],
)
def test_a_group_is_none_that_was_told_of_before(text: str, trigger: str, names: list[str]) -> None:
    assert not set(whom(told(text)[trigger])) & set(names)


def test_who_a_group_says_it_is_hangs_on_the_article_that_its_words_leave_out() -> None:
    text = "Boko Haram fighters seized Bama on Monday. On Tuesday the group burned a school in the town."
    [actor] = told(text)["burned"].actors
    assert actor.words == "group" and actor.link is not None and actor.link.name == "Boko Haram"
