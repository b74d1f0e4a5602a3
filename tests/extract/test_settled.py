"""Who acts and who suffers where grammar says it plainly: agents, commanders, who is asked, who is repelled."""

from __future__ import annotations

import pytest

from tests.extract.told import one, words


def test_the_backer_of_backed_fighters_acts_and_only_they_are_backed() -> None:
    claim = one("Rwandan-backed rebels and local militiamen clashed near Rutshuru on Tuesday.", "support")
    assert (words(claim.actors), words(claim.targets)) == (["Rwandan"], ["rebels"])


def test_who_is_called_on_acts_and_not_who_calls() -> None:
    claim = one("The ambassador called on the African Union to impose sanctions on the generals.", "sanction")
    assert words(claim.actors) == ["African Union"]


def test_a_commander_after_under_is_not_one_more_side() -> None:
    claim = one("While militiamen held the bridge, the army's 4th Brigade under General Musa Danjuma pushed into Gwoza.", "advance")
    assert len(claim.actors) == 1 and "Danjuma" not in claim.actors[0].words


def test_who_is_loyal_is_one_side_with_whom() -> None:
    claim = one("Soldiers loyal to the former president Saleh shelled Taiz.", "strike")
    assert len(claim.actors) == 1 and claim.actors[0].words.startswith("Soldiers")


def test_a_number_alone_is_no_victim() -> None:
    claim = one("Mortar rounds fell on Beni, killing nine villagers and wounding scores.", "casualties", "wounding")
    assert "scores" not in words(claim.targets)


@pytest.mark.parametrize(
    "text",
    [
        "Three nurses suffered wounds and two drivers died when the clinic was shelled.",
        "Three nurses suffered wounds when the clinic was shelled.",
    ],
)
def test_wounds_are_no_victims(text: str) -> None:
    assert words(one(text, "casualties", "wounds").targets) == ["nurses"]


def test_towns_are_lost_to_who_gains_them() -> None:
    claim = one("The government lost nine districts to Taliban fighters in May.", "capture", "lost")
    assert words(claim.actors) == ["Taliban fighters"] and words(claim.targets) == ["government"]


def test_who_of_a_relative_clause_acts_in_it() -> None:
    claim = one("Maoist rebels, who still hold the hills, raided a police post on Sunday.", "hold")
    assert words(claim.actors) == ["Maoist rebels"]


def test_who_tries_is_repelled_and_not_the_attempt() -> None:
    claim = one("Ukrainian marines repelled an assault by Russian troops on the plant.", "clash", "repelled")
    assert (words(claim.actors), words(claim.targets)) == (["Ukrainian marines"], ["Russian troops"])


def test_their_leader_by_name_is_one_actor() -> None:
    claim = one("The rebels left Bria. Their leader, Abakar Sabone, vowed to return.", "statement", "vowed")
    assert "Their" not in words(claim.actors)


def test_villagers_beside_soldiers_of_an_army_act_too() -> None:
    claim = one("Soldiers of the Sudanese army and Misseriya herders killed 20 people in Abyei.", "casualties")
    assert len(claim.actors) == 2


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The chapel was torched on Monday, allegedly by army conscripts.", "destroy"),
        ("The army may field between 900 and 1,200 soldiers.", "strength"),
    ],
)
def test_a_hedge_on_the_doer_or_the_verb_is_possible(text: str, type: str) -> None:
    assert one(text, type).status == "possible"


def test_aircraft_of_two_nations_are_two_sides() -> None:
    claim = one("Dutch and Danish aircraft bombed a depot near Hit.", "strike")
    assert words(claim.actors) == ["Dutch", "Danish aircraft"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The army captured Dikwa, 40 miles away from the jihadists' capital.", []),
        ("The army captured Dikwa, 65 km north of the jihadists' capital, Gwoza.", ["Gwoza"]),
    ],
)
def test_a_town_some_miles_from_a_capital_is_not_that_capital(text: str, places: list[str]) -> None:
    assert words(one(text, "hold", "capital").places) == places


@pytest.mark.parametrize(
    ("text", "holder"),
    [("Dikwa and Marte remain under enemy control.", "enemy"), ("The bridge at Severna was in rebel hands for a week.", "rebel")],
)
def test_whose_control_it_is_stands_before_the_word(text: str, holder: str) -> None:
    assert words(one(text, "hold").actors) == [holder]


def test_a_town_beside_which_another_lies_is_not_taken_with_it() -> None:
    claim = one("The jihadists seized Sawran, north of Aleppo, on Sunday.", "capture")
    assert words(claim.places) == ["Sawran"]


def test_who_hosts_talks_takes_part() -> None:
    assert words(one("Qatar hosted talks between the Taliban and Kabul.", "talks").actors)[0] == "Qatar"
