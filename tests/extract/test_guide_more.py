"""The annotation guide, "More, from annotating a hundred documents": which claims there are, rule by rule."""

from __future__ import annotations

import pytest

from tests.extract.told import marked, missed, of_type, one, types, words


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Those responsible for the attack must face a court, he said.", "attack"),
        missed("The minister spoke of this offensive in parliament.", "clash", because="judge: on the edge since the weights of 22 November, night"),
        ("He gave no details of the strike.", "strike"),
        ("The governor visited the families of the victims.", "casualties"),
        ("A minute of silence was held for the dead.", "casualties"),
    ],
)
def test_a_bare_mention_again_and_bare_nouns_for_people_are_not_marked(text: str, type: str) -> None:
    assert of_type(text, type) == [], marked(text)


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The attack on worshippers in Tillaberi was the third this year.", "attack", "attack"),
        missed("The bombing took place in Quetta.", "attack", "bombing", because="judge: on the edge since the weights of 22 November"),
        ("The offensive has stalled outside Bakhmut.", "clash", "offensive"),
        ("Nine of the dead in Moura were children.", "casualties", "dead"),
    ],
)
def test_a_mention_again_with_a_filler_or_something_new_is_marked(text: str, type: str, trigger: str) -> None:
    one(text, type, trigger)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The civil war in Sri Lanka ended in 2009.", "war"),
        ("The conflict in Tigray has spread to Afar.", "conflict"),
        ("The war in Yemen entered its eighth year.", "war"),
        ("Neighbours want to end the civil war in South Sudan.", "war"),
    ],
)
def test_the_war_is_a_clash_where_something_is_predicated_of_it(text: str, trigger: str) -> None:
    one(text, "clash", trigger)


@pytest.mark.parametrize(
    "text",
    [
        "The envoys discussed the conflict.",
        missed("She has written a book about the war in Biafra.", because="judge: on the edge since the weights of 22 November, evening"),
        "The minister spoke about the civil war.",
        "His lecture on the war drew a crowd.",
    ],
)
def test_the_war_as_a_bare_topic_is_no_clash(text: str) -> None:
    assert of_type(text, "clash") == [], marked(text)


@pytest.mark.parametrize(
    ("text", "trigger", "opponent"),
    [
        ("Niger's campaign against Boko Haram continues.", "campaign", "Boko Haram"),
        ("Mozambique needs help in the fight against al-Shabaab.", "fight", "al-Shabaab"),
        ("Pakistan's campaign against the Taliban in Swat lasted a year.", "campaign", "Taliban"),
        ("The fight against the Lord's Resistance Army has moved to Congo.", "fight", "Lord's Resistance Army"),
    ],
)
def test_the_fight_against_a_named_armed_opponent_is_a_clash(text: str, trigger: str, opponent: str) -> None:
    assert words(one(text, "clash", trigger).targets) == [opponent]


@pytest.mark.parametrize(
    "text",
    [
        "The summit discussed the fight against terrorism.",
        missed("Mali's campaign against extremism has cost millions.", because="judge: rated otherwise since it learned from more texts"),
        "They must unite in the struggle against violent extremism.",
        missed(
            "The fight against malaria goes on in Goma.", because="judge: overrules the refusal of abstract opponents"
        ),
    ],
)
def test_the_fight_against_an_abstract_opponent_is_no_clash(text: str) -> None:
    assert of_type(text, "clash") == [], marked(text)


@pytest.mark.parametrize(
    ("text", "first", "second", "place"),
    [
        (
            "The operation to liberate Marawi lasted five months.",
            ("clash", "operation"),
            ("capture", "liberate"),
            "Marawi",
        ),
        ("Ukraine opened a campaign to isolate Kherson.", ("clash", "campaign"), ("siege", "isolate"), "Kherson"),
        (
            "The army's advance to recapture Wad Madani began in October.",
            ("advance", "advance"),
            ("capture", "recapture"),
            "Wad Madani",
        ),
        (
            "Tigrayan forces launched an offensive to retake Alamata.",
            ("clash", "offensive"),
            ("capture", "retake"),
            "Alamata",
        ),
    ],
)
def test_an_operation_to_liberate_or_isolate_a_place_is_two_claims(
    text: str, first: tuple[str, str], second: tuple[str, str], place: str
) -> None:
    assert one(text, *first).status == "fact"
    claim = one(text, *second)
    assert (claim.status, words(claim.places)) == ("planned", [place])
    assert types(text) == sorted([first[0], second[0]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two villages near Shusha were destroyed by rockets.", ["destroy"]),
        ("The depot in Luhansk was wrecked by a bomb.", ["destroy"]),
        ("Grozny was reduced to rubble by bombardment.", ["destroy", "strike"]),
        ("The hospital in Vukovar was damaged by shelling.", ["destroy", "strike"]),
        ("Air strikes destroyed a bridge in Bahri.", ["destroy", "strike"]),
    ],
)
def test_instrument_nouns_add_no_claim_and_act_nouns_do(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A mine blast near Huambo wounded two farmers.", "blast"),
        ("A landmine exploded under a bus near Beledweyne.", "exploded"),
        ("A roadside bomb went off in Quetta on Sunday.", "bomb"),
        ("A chemical attack in Halabja killed thousands of Kurds.", "attack"),
        ("Residents of Khan al-Assal spoke of a gas attack.", "attack"),
    ],
)
def test_a_mine_blast_and_a_chemical_attack_with_the_means_unsaid_are_attack(text: str, trigger: str) -> None:
    one(text, "attack")
    assert of_type(text, "strike") == []


def test_a_chemical_attack_from_the_air_is_a_strike() -> None:
    text = "Jets dropped chlorine bombs on Sarmin."
    one(text, "strike")
    assert of_type(text, "attack") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The blast in Kismayo killed and injured 30 people.", [30]),
        ("A grenade killed and wounded eight shoppers in Bujumbura.", [8]),
        ("Sixty miners were killed or wounded in the raid on Djugu.", [60]),
        ("The blast in Kismayo killed four people and injured 19.", [4, 19]),
    ],
)
def test_killed_and_injured_with_one_number_is_one_claim(text: str, numbers: list[float]) -> None:
    found = of_type(text, "casualties")
    assert [quantity.low for claim in found for quantity in claim.quantities] == numbers, marked(text)
    assert len(found) == len(numbers)


@pytest.mark.parametrize(
    ("text", "abuse", "casualties"),
    [
        missed(
            "Three prisoners were shot dead by guards in Kunduz.",
            "shot",
            "dead",
            because="'shot dead' is one trigger; abuse and casualties are not read apart",
        ),
        missed(
            "The militia shot dead nine captives in Bambari.",
            "shot",
            "dead",
            because="'shot dead' is one trigger; abuse and casualties are not read apart",
        ),
        missed(
            "Twelve hostages were shot dead at the mine in Djibo.",
            "shot",
            "dead",
            because="'shot dead' is one trigger; abuse and casualties are not read apart",
        ),
    ],
)
def test_captives_shot_dead_are_abuse_and_casualties(text: str, abuse: str, casualties: str) -> None:
    one(text, "abuse", abuse)
    one(text, "casualties", casualties)
