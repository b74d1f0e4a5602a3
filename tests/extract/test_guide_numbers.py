"""The annotation guide, "Times and numbers", rule by rule, and what it adds on them after a hundred documents."""

from __future__ import annotations

import pytest

from tests.extract.told import days, marked, missed, of_type, one

THURSDAY = "2022-09-08"


@pytest.mark.parametrize(
    ("text", "type", "trigger", "time"),
    [
        ("Insurgents seized Palma in March 2021.", "capture", "seized", "March 2021"),
        ("The army has besieged Dilling since June.", "siege", "besieged", "June"),
        ("Rebels entered Monrovia on Tuesday.", "advance", "entered", "Tuesday"),
        ("The Tigers held Jaffna until December 1995.", "hold", "held", "December 1995"),
        ("During the summer of 1993 Serb forces shelled Gorazde.", "strike", "shelled", "summer of 1993"),
    ],
)
def test_the_preposition_is_left_out_of_the_times_words(text: str, type: str, trigger: str, time: str) -> None:
    claim = one(text, type, trigger, THURSDAY)
    assert claim.time is not None
    assert claim.time.mention.words.removeprefix("the ") == time


@pytest.mark.parametrize(
    ("text", "day", "first", "last"),
    [
        ("Rebels captured Tessalit this week.", THURSDAY, "2022-09-05", "2022-09-08"),
        ("This week Ukrainian troops captured Balakliia.", "2022-09-11", "2022-09-05", "2022-09-11"),
        ("The army this week recaptured Bama.", "2015-03-16", "2015-03-16", "2015-03-16"),
    ],
)
def test_this_week_is_monday_to_the_documents_date(text: str, day: str, first: str, last: str) -> None:
    assert days(one(text, "capture", day=day)) == (first, last)


def test_last_week_is_the_seven_days_before_this_one() -> None:
    assert days(one("Rebels captured Tessalit last week.", "capture", day=THURSDAY)) == ("2022-08-29", "2022-09-04")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Libyan rebels took Tripoli at the end of August 2011.", "2011-08-21", "2011-08-31"),
        ("At the end of February 2015, the army recaptured Baga.", "2015-02-21", "2015-02-28"),
        ("The Serbs seized Zvornik by the end of April 1992.", "1992-04-21", "1992-04-30"),
        ("Tigrayan forces retook Mekelle in late June 2021.", "2021-06-21", "2021-06-30"),
    ],
)
def test_the_end_of_a_month_is_the_21st_to_its_last_day(text: str, first: str, last: str) -> None:
    assert days(one(text, "capture", day=THURSDAY))[1] == last
    if "by the end" not in text:
        assert days(one(text, "capture", day=THURSDAY))[0] == first


@pytest.mark.parametrize(
    ("text", "day", "first", "last"),
    [
        ("The M23 captured Bunagana last summer.", "2023-03-10", "2022-06-01", "2022-08-31"),
        ("Last summer the Taliban took Kabul.", "2022-02-01", "2021-06-01", "2021-08-31"),
        ("Separatists lost Sloviansk last summer.", "2015-01-20", "2014-06-01", "2014-08-31"),
    ],
)
def test_last_summer_is_june_to_august(text: str, day: str, first: str, last: str) -> None:
    assert days(one(text, "capture", day=day)) == (first, last)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The junta recently captured Kawlin.", "capture"),
        ("Government troops currently hold Malakal.", "hold"),
        ("Militiamen have recently seized Kutum.", "capture"),
        ("The rebels are currently besieging El Fasher.", "siege"),
    ],
)
def test_recently_and_currently_give_no_time(text: str, type: str) -> None:
    assert days(one(text, type, day=THURSDAY)) == ("", "")
    assert one(text, type, day=THURSDAY).time is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Rebels captured Tessalit on Friday.", "Friday"),
        ("The army recaptured Bama last month.", "last month"),
        ("Yesterday the militia took Kutum.", "Yesterday"),
    ],
)
def test_without_the_documents_date_the_words_are_marked_and_the_dates_null(text: str, time: str) -> None:
    claim = one(text, "capture")
    assert claim.time is not None and claim.time.mention.words == time
    assert days(claim) == ("", "")


def test_a_full_date_needs_no_documents_date() -> None:
    assert days(one("Rebels captured Tessalit on 8 March 2012.", "capture")) == ("2012-03-08", "2012-03-08")


@pytest.mark.parametrize(
    ("text", "type", "trigger", "amounts"),
    [
        ("Unita lost 30 per cent of its territory.", "territory", "lost", ["30 per cent"]),
        ("The guerrillas earned $90 million from cocaine.", "finance", "earned", ["$90 million"]),
        ("Russian troops advanced 12 miles toward Pokrovsk.", "advance", "advanced", ["12 miles"]),
        ("The clashes killed 85 soldiers in Badme.", "casualties", "killed", ["85"]),
        ("Some 4,000 refugees fled Kutum.", "displace", "fled", ["Some 4,000"]),
        ("Jets carried out 18 air strikes on Taiz.", "strike", "air strikes", ["18"]),
    ],
)
def test_a_measure_belongs_to_the_quantitys_words_and_a_counted_noun_does_not(
    text: str, type: str, trigger: str, amounts: list[str]
) -> None:
    assert [quantity.words for quantity in one(text, type, trigger).quantities] == amounts


@pytest.mark.parametrize(
    ("text", "type", "words", "low", "high"),
    [
        ("Millions of Congolese have fled their homes.", "displace", "Millions", 2_000_000, None),
        ("The fighting in Darfur displaced millions of people.", "displace", "millions", 2_000_000, None),
        ("Scores of miners were killed in Mambilla.", "casualties", "Scores", 40, None),
        ("Tens of thousands of people fled Khartoum.", "displace", "Tens of thousands", 20_000, None),
        ("Nearly 100 soldiers died at Inates.", "casualties", "Nearly 100", 100, 100),
        ("The blast in Gamboru killed dozens of traders.", "casualties", "dozens", 24, None),
        ("Hundreds of peacekeepers were wounded in Sebrenica.", "casualties", "Hundreds", 200, None),
        ("Thousands of Rohingya fled Maungdaw.", "displace", "Thousands", 2000, None),
        ("More than 70 students were killed in Garissa.", "casualties", "More than 70", 70, None),
        ("About 45 rebels died near Lokichar.", "casualties", "About 45", 45, 45),
    ],
)
def test_words_for_numbers_have_their_low_and_high(
    text: str, type: str, words: str, low: float, high: float | None
) -> None:
    quantities = one(text, type).quantities
    assert [(quantity.words, quantity.low, quantity.high) for quantity in quantities] == [(words, low, high)]


@pytest.mark.parametrize(
    ("text", "trigger", "low", "unit"),
    [
        ("Tigrayan forces pushed 40 km into Amhara.", "pushed", 40, "km"),
        ("The column advanced about 25 kilometres toward Kidal.", "advanced", 25, "km"),
        ("Rebels moved within five miles of Monrovia.", "moved", 5, "miles"),
    ],
)
def test_distances_in_an_advance_are_quantities(text: str, trigger: str, low: float, unit: str) -> None:
    quantities = one(text, "advance", trigger).quantities
    assert [(quantity.low, quantity.unit) for quantity in quantities] == [(low, unit)]


def test_a_distance_that_only_says_where_is_no_quantity_of_a_strike() -> None:
    assert one("Jets bombed a camp 40 km south of Kidal.", "strike", "bombed").quantities == ()


@pytest.mark.parametrize(
    ("text", "day", "first", "last"),
    [
        ("Today rebels captured Kidal.", "2012-03", "2012-03-01", "2012-03-31"),
        ("The army recaptured Baga today.", "2015-02", "2015-02-01", "2015-02-28"),
        ("Today rebels captured Kidal.", "2012-03-30", "2012-03-30", "2012-03-30"),
    ],
)
def test_today_in_a_document_of_a_month_is_the_whole_month(text: str, day: str, first: str, last: str) -> None:
    assert days(one(text, "capture", day=day)) == (first, last)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        missed("In recent days rebels have captured Kitshanga.", "capture", because="the window ends on the day of publication"),
        ("The siege of Marawi lasted for months.", "siege"),
        ("After two months the army recaptured Wau.", "capture"),
        ("The Tigers held Pooneryn for some years.", "hold"),
    ],
)
def test_vague_times_have_null_dates_or_none(text: str, type: str) -> None:
    assert of_type(text, type, day=THURSDAY), marked(text, THURSDAY)
    assert days(one(text, type, day=THURSDAY)) == ("", "")


def test_each_of_several_numbers_keeps_its_own_day() -> None:
    text = "The Front controlled 41,000 square kilometres on 3 May, against 52,500 on 1 January."
    claims = of_type(text, "territory", day="2016-06-01")
    assert [(claim.quantities[0].low, days(claim)[0]) for claim in claims] == [(41_000, "2016-05-03"), (52_500, "2016-01-01")]


def test_each_of_several_numbers_keeps_its_own_dead() -> None:
    text = "At least 140 militants, 60 policemen and 12 shopkeepers were killed by shells in Kunduz."
    claims = of_type(text, "casualties", "killed")
    assert [(claim.quantities[0].low, [target.words for target in claim.targets]) for claim in claims] == [
        (140, ["militants"]), (60, ["policemen"]), (12, ["shopkeepers"]),
    ]  # fmt: skip
    assert all("Kunduz" in [place.words for place in claim.places] for claim in claims)


def test_what_a_number_counts_is_no_sides_name() -> None:
    [claim] = of_type("The army said that 26 YPG fighters had been killed.", "casualties", "killed")
    assert [quantity.unit for quantity in claim.quantities] == ["people"]


def test_a_number_of_another_voice_is_not_of_the_claim_before_it() -> None:
    [claim] = of_type("Shelling killed 12 people on Monday and 30 on Tuesday, the ministry said.", "casualties", "killed", "2016-02-03")[:1]
    assert [quantity.words for quantity in claim.quantities if quantity.link == ""] == ["12"]
