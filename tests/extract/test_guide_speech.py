"""The annotation guide, "More": statements and demands, held territory, help, inquiries and careers, rule by rule."""

from __future__ import annotations

import pytest

from tests.extract.told import marked, missed, of_type, one, told, words


@pytest.mark.parametrize(
    ("text", "trigger", "claimer"),
    [
        ("Al-Shabaab claimed responsibility for an attack on a hotel in Mogadishu.", "attack", "Al-Shabaab"),
        ("Baloch rebels claimed responsibility for the bombing of a bus in Turbat.", "bombing", "Baloch rebels"),
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


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Nobody has claimed responsibility for the bombing of a bus in Mombasa.", "bombing"),
        ("Nobody has claimed responsibility for the attack on a bus in Mombasa.", "attack"),
        ("No group has claimed responsibility for Sunday's attack on a bus station in Mombasa.", "attack"),
    ],
)
def test_what_nobody_has_claimed_has_neither_actor_nor_source(text: str, trigger: str) -> None:
    attack = one(text, "attack", trigger)
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
        ("The rebels proclaimed an independent state in Azawad.", "proclaimed"),
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
        missed(
            "Rwanda must withdraw its troops from Goma, the council said.", because="no rule has a modal as trigger"
        ),
        "The junta must release the elected president.",
        missed("The Houthis must free the crew of the ship, the envoy said.", because="no rule has a modal as trigger"),
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
        missed(
            "Houthi-held territory in Yemen is poor in water.",
            "territory",
            "held",
            because="extraction does not know which places are countries",
        ),
        missed(
            "Doctors left rebel-held territory in Sudan.",
            "territory",
            "held",
            because="extraction does not know which places are countries",
        ),
        missed(
            "Boko Haram-controlled territory in Nigeria has shrunk.",
            "territory",
            "controlled",
            because="extraction does not know which places are countries",
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
        ("Denmark pledged 20 million dollars to the health service in Gaza.", "aid"),
        ("The Red Cross brought medicine to the hospital in Masisi.", "aid"),
        ("The Emirates gave armoured vehicles to the RSF.", "support"),
        ("Cuban officers advised the government's army in Luanda.", "support"),
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
        missed(
            "Officers investigated the theft of a bicycle in Leeds.",
            because="judge: overrules the refusal of inquiries into other matters",
        ),
        missed(
            "A committee opened an inquiry into the price of bread in Lyon.",
            because="judge: overrules the refusal of inquiries into other matters",
        ),
    ],
)
def test_an_investigation_of_something_else_is_none(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        missed("He joined the army in 1985 and rose to colonel.", because="judge: a career is read as a claim"),
        "She served as defence minister of Liberia from 2006.",
        "Before the war he was a teacher in Bor.",
        "The general was trained at the academy of Saint-Cyr.",
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


def test_a_source_does_not_begin_with_the_time_before_its_name() -> None:
    claim = one("Since 1 September IOM has recorded 12,000 people displaced from Hawija.", "displace")
    assert words(claim.sources) == ["IOM"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Houthis shelled Taiz. A spokesman for the group said that they had taken the port.", "Houthi spokesman"),
        ("Hamas fired rockets at Sderot. A spokesman of the movement said that troops had entered Rafah.", "Hamas spokesman"),
        ("Thousands fled Goma. A UN official said that rebels had taken the airport.", "UN official"),
    ],
)
def test_who_speaks_for_a_side_is_named_after_it(text: str, name: str) -> None:
    spoken = [claim for claim in told(text) if claim.sources]
    assert {claim.sources[0].link.name for claim in spoken if claim.sources[0].link is not None} == {name}


def test_an_envoy_whose_country_is_not_known_is_no_other_countrys() -> None:
    claim = one("The UN envoy condemned the attack on Goma. Thousands fled Goma.", "statement")
    assert [one.link.name for one in claim.actors if one.link is not None] == ["UN envoy"]


def test_the_mujahideen_are_those_of_the_country_told_of() -> None:
    claim = one("The mujahideen killed ten soldiers in Monguno in Borno state.", "casualties")
    assert [one.link.name for one in claim.actors if one.link is not None] == ["Boko Haram"]


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        (
            "The minister said: We have sent trainers to Erbil. The group still holds Mosul. Its fighters shelled Makhmur on Monday.",
            "shelled",
            "The minister",
        ),
        (
            "QUESTION: And Sirte?\n\nSENIOR DEFENSE OFFICIAL: It is quiet. In Derna the militants shelled the port last night.",
            "shelled",
            "SENIOR DEFENSE OFFICIAL",
        ),
        ("Turkish tanks crossed into Syria on Monday, Turkish media report.", "crossed", "Turkish media"),
        ("The army shelled Douma all night, hospital sources report.", "shelled", "hospital sources"),
    ],
)
def test_who_says_so_is_found_in_speeches_transcripts_and_at_the_end(text: str, trigger: str, source: str) -> None:
    claims = [claim for claim in told(text) if trigger in claim.trigger.words]
    assert claims and all([one.words for one in claim.sources] == [source] for claim in claims)


def test_an_office_and_its_holder_with_his_rank_are_one_speaker() -> None:
    claim = one('"The militants fled Hawija," said the coalition\'s commander, Lt. Gen. Sean MacFarland.', "withdraw")
    assert [source.words for source in claim.sources] == ["the coalition's commander, Lt. Gen. Sean MacFarland"]


def test_a_speaker_keeps_whom_he_is_with() -> None:
    claim = one("Forces loyal to Libya's unity government say they have captured the port of Sirte.", "capture")
    assert [source.words for source in claim.sources] == ["Forces loyal to Libya's unity government"]
