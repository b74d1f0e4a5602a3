"""The annotation guide, "More, from annotating a hundred documents": which claims there are, rule by rule."""

from __future__ import annotations

import pytest

from tests.extract.told import marked, missed, of_type, one, types, words


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Those responsible for the attack must face a court, he said.", "attack"),
        missed("The minister spoke of this offensive in parliament.", "clash", because="not read yet"),
        ("He gave no details of the strike.", "strike"),
        ("The governor visited the families of the victims.", "casualties"),
        missed("A minute of silence was held for the dead.", "casualties", because="not read yet"),
    ],
)
def test_a_bare_mention_again_and_bare_nouns_for_people_are_not_marked(text: str, type: str) -> None:
    assert of_type(text, type) == [], marked(text)


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The attack on worshippers in Tillaberi was the third this year.", "attack", "attack"),
        ("The bombing took place in Quetta.", "attack", "bombing"),
        ("The offensive has stalled outside Bakhmut.", "clash", "offensive"),
        ("Nine of the dead in Moura were children.", "casualties", "dead"),
    ],
)
def test_a_mention_again_with_a_filler_or_something_new_is_marked(text: str, type: str, trigger: str) -> None:
    one(text, type, trigger)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        missed("The civil war in Sri Lanka ended in 2009.", "war", because="not read yet"),
        ("The conflict in Tigray has spread to Afar.", "conflict"),
        ("The war in Yemen entered its eighth year.", "war"),
        missed("Neighbours want to end the civil war in South Sudan.", "war", because="not read yet"),
    ],
)
def test_the_war_is_a_clash_where_something_is_predicated_of_it(text: str, trigger: str) -> None:
    one(text, "clash", trigger)


@pytest.mark.parametrize(
    "text",
    [
        "The envoys discussed the conflict.",
        missed("She has written a book about the war in Biafra.", because="not read yet"),
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
        missed("Mali's campaign against extremism has cost millions.", because="not read yet"),
        "They must unite in the struggle against violent extremism.",
        missed("The fight against malaria goes on in Goma.", because="not read yet"),
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
        missed("Three prisoners were shot dead by guards in Kunduz.", "shot", "dead", because="not read yet"),
        missed("The militia shot dead nine captives in Bambari.", "shot", "dead", because="not read yet"),
        missed("Twelve hostages were shot dead at the mine in Djibo.", "shot", "dead", because="not read yet"),
    ],
)
def test_captives_shot_dead_are_abuse_and_casualties(text: str, abuse: str, casualties: str) -> None:
    one(text, "abuse", abuse)
    one(text, "casualties", casualties)


@pytest.mark.parametrize(
    ("text", "trigger", "claimer"),
    [
        missed(
            "Al-Shabaab claimed responsibility for an attack on a hotel in Mogadishu.",
            "attack",
            "Al-Shabaab",
            because="not read yet",
        ),
        missed(
            "Baloch rebels claimed responsibility for the bombing of a bus in Turbat.",
            "bombing",
            "Baloch rebels",
            because="not read yet",
        ),
        (
            "The Tamil Tigers claimed responsibility for the assassination of a minister.",
            "assassination",
            "Tamil Tigers",
        ),
        ("Responsibility for the bombing in Bogota was claimed by the ELN.", "bombing", "ELN"),
    ],
)
def test_who_claims_responsibility_is_actor_and_source_of_the_attack(text: str, trigger: str, claimer: str) -> None:
    assert words(one(text, "statement").actors) == [claimer]
    attack = one(text, "attack", trigger)
    assert (words(attack.actors), words(attack.sources)) == ([claimer], [claimer])


def test_what_nobody_has_claimed_has_neither_actor_nor_source() -> None:
    attack = one("Nobody has claimed responsibility for the bombing of a bus in Mombasa.", "attack", "bombing")
    assert (attack.actors, attack.sources) == ((), ())


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Addis Ababa accused Asmara of aggression.", "accused"),
        ("The African Union condemned the coup in Niamey.", "condemned"),
        ("The junta demanded an apology from Paris.", "demanded"),
        ("Pretoria urged the M23 to stop.", "urged"),
        ("The pope called on the generals to put down their arms.", "called on"),
        ("The Houthis threatened the king with new attacks.", "threatened"),
        ("Tehran warned Baku against a new corridor.", "warned"),
        ("The guerrillas vowed revenge.", "vowed"),
        ("Khartoum denied the accusation.", "denied"),
        missed("The rebels proclaimed an independent state in Azawad.", "proclaimed", because="not read yet"),
        ("Mullah Omar declared an emirate.", "declared"),
    ],
)
def test_speech_acts_that_are_themselves_the_news_are_statements(text: str, trigger: str) -> None:
    one(text, "statement", trigger)


@pytest.mark.parametrize(
    "text",
    [
        "The European Union welcomed the release of the miners.",
        "The general commended the brigade for its courage.",
        "Ankara congratulated the president of Azerbaijan.",
        "The king condoled with the families.",
        "The commander praised the pilots.",
        "The mayor told reporters that the bridge was open to cars.",
        "The spokesman said that the president was in Abuja.",
    ],
)
def test_welcome_praise_and_say_are_no_statements(text: str) -> None:
    assert of_type(text, "statement") == []


@pytest.mark.parametrize(
    "text",
    [
        missed("Rwanda must withdraw its troops from Goma, the council said.", because="not read yet"),
        missed("The junta must release the elected president.", because="not read yet"),
        missed("The Houthis must free the crew of the ship, the envoy said.", because="not read yet"),
    ],
)
def test_must_with_a_named_addressee_is_a_demand(text: str) -> None:
    one(text, "statement", "must")


@pytest.mark.parametrize(
    "text",
    ["Something must change.", "It must have rained all night.", "The killing must end, he said."],
)
def test_must_without_an_addressee_is_no_demand(text: str) -> None:
    assert of_type(text, "statement") == []


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        missed("Houthi-held territory in Yemen is poor in water.", "territory", "held", because="not read yet"),
        missed("Doctors left rebel-held territory in Sudan.", "territory", "held", because="not read yet"),
        missed(
            "Boko Haram-controlled territory in Nigeria has shrunk.", "territory", "controlled", because="not read yet"
        ),
        ("The army controls a majority of Aleppo's eastern half.", "hold", "controls"),
        ("Rebels hold most of the old quarter of Taiz.", "hold", "hold"),
        ("Tigrayan forces control the northern third of Dessie.", "hold", "control"),
    ],
)
def test_held_territory_of_a_country_is_territory_and_most_of_a_city_is_hold(
    text: str, type: str, trigger: str
) -> None:
    one(text, type, trigger)
    assert of_type(text, "hold" if type == "territory" else "territory", trigger) == []


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Germany gave tents to displaced families in Gedaref.", "aid"),
        missed("Denmark pledged 20 million dollars to the health service in Gaza.", "aid", because="not read yet"),
        ("The Red Cross brought medicine to the hospital in Masisi.", "aid"),
        ("The Emirates gave armoured vehicles to the RSF.", "support"),
        missed("Cuban officers advised the government's army in Luanda.", "support", because="not read yet"),
        ("Washington supplied the Contras with rifles.", "support"),
    ],
)
def test_help_to_civilians_is_aid_and_to_an_armed_party_support(text: str, type: str) -> None:
    one(text, type)
    assert of_type(text, "support" if type == "aid" else "aid") == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The United Nations is investigating the massacre in Moura.", "investigating"),
        ("Prosecutors in The Hague opened an inquiry into the bombing of the theatre in Mariupol.", "inquiry"),
        ("A court in Dakar began an investigation of torture under Habre.", "investigation"),
    ],
)
def test_an_investigation_of_an_act_of_war_is_sanction(text: str, trigger: str) -> None:
    one(text, "sanction", trigger)


@pytest.mark.parametrize(
    "text",
    [
        missed("Officers investigated the theft of a bicycle in Leeds.", because="not read yet"),
        missed("A committee opened an inquiry into the price of bread in Lyon.", because="not read yet"),
    ],
)
def test_an_investigation_of_something_else_is_none(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        missed("He joined the army in 1985 and rose to colonel.", because="not read yet"),
        "She served as defence minister of Liberia from 2006.",
        "Before the war he was a teacher in Bor.",
        missed("The general was trained at the academy of Saint-Cyr.", because="not read yet"),
    ],
)
def test_a_career_is_no_claim(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The colonel was wounded in an ambush near Kidal in 2014.", "casualties", "wounded"),
        ("He was kidnapped by rebels in Bunia in 2003.", "abuse", "kidnapped"),
        ("Her father was killed in the siege of Sarajevo.", "casualties", "killed"),
    ],
)
def test_a_conflict_event_that_befalls_somebody_is_a_claim(text: str, type: str, trigger: str) -> None:
    one(text, type, trigger)
