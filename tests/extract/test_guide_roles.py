"""The annotation guide, "Roles", rule by rule, and what it adds on roles after a hundred documents."""

from __future__ import annotations

import pytest

from tests.extract.told import marked, missed, of_type, one, words


@pytest.mark.parametrize(
    ("text", "type", "trigger", "actor"),
    [
        ("The Tuareg rebels won back Tessalit from the army.", "capture", "won back", "Tuareg rebels"),
        ("The Tigers taxed fishermen in Mannar.", "finance", "taxed", "Tigers"),
        ("The junta paid salaries to 400 militiamen.", "finance", "salaries", "junta"),
        ("Tripoli condemned the shelling of the port.", "statement", "condemned", "Tripoli"),
    ],
)
def test_who_gains_taxes_pays_or_speaks_is_actor(text: str, type: str, trigger: str, actor: str) -> None:
    assert words(one(text, type, trigger).actors) == [actor]


@pytest.mark.parametrize(
    ("text", "type", "trigger", "loser"),
    [
        ("The junta lost Laukkai after a month of fighting.", "capture", "lost", "junta"),
        ("Unita has lost a fifth of its territory.", "territory", "lost", "Unita"),
        ("Forty peacekeepers died in the ambush near Bambari.", "casualties", "died", "peacekeepers"),
        ("Some 9,000 villagers fled Kadugli on foot.", "displace", "fled", "villagers"),
        ("Two nuns were abducted in Bria by the Seleka.", "abuse", "abducted", "nuns"),
    ],
)
def test_who_loses_suffers_or_is_displaced_is_target(text: str, type: str, trigger: str, loser: str) -> None:
    claim = one(text, type, trigger)
    assert words(claim.targets) == [loser]
    assert loser not in words(claim.actors)


@pytest.mark.parametrize(
    ("text", "type", "trigger", "parties"),
    [
        ("Eritrean and Ethiopian soldiers clashed at Badme.", "clash", "clashed", ["Eritrean", "Ethiopian soldiers"]),
        ("Talks between Kyiv and Moscow began in Istanbul.", "talks", "Talks", ["Kyiv", "Moscow"]),
        ("Qatar hosted talks between the Taliban and Kabul.", "talks", "talks", ["Qatar", "Taliban", "Kabul"]),
        ("The ceasefire between the FARC and Bogota held.", "ceasefire", "ceasefire", ["FARC", "Bogota"]),
        ("Dinka and Nuer fighters battled each other in Bor.", "clash", "battled", ["Dinka", "Nuer fighters"]),
        ("The envoy met Houthi leaders in Sanaa.", "talks", "met", ["envoy", "Houthi leaders"]),
    ],
)
def test_in_talks_truces_and_mutual_clashes_all_parties_are_actors(
    text: str, type: str, trigger: str, parties: list[str]
) -> None:
    claim = one(text, type, trigger)
    assert words(claim.actors) == parties
    assert claim.targets == ()


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Bambari was retaken on Monday.", "capture", "retaken"),
        ("Shelling of Agdam went on all night.", "strike", "Shelling"),
        ("Bentiu fell on Tuesday after two days of fighting.", "capture", "fell"),
        ("A market in Taiz was bombed.", "strike", "bombed"),
    ],
)
def test_what_the_sentence_leaves_unsaid_is_left_out(text: str, type: str, trigger: str) -> None:
    claims = of_type(text, type, trigger) or of_type(text, "attack", trigger)
    assert [claim.actors for claim in claims] == [()], marked(text)
    assert claims[0].sources == ()


@pytest.mark.parametrize(
    ("text", "type", "trigger", "source"),
    [
        (
            '"The mortars fell all night," said a nurse in Misrata. "They destroyed the clinic."',
            "destroy",
            "destroyed",
            "nurse in Misrata",
        ),
        (
            'The governor said: "We have lost the bridge. The rebels took it at dawn."',
            "capture",
            "took",
            "governor",
        ),
        (
            '"Our troops left Aghdam," the colonel told reporters. "The enemy entered the town without a fight."',
            "advance",
            "entered",
            "colonel",
        ),
    ],
)
def test_a_quotation_that_goes_on_keeps_its_source(text: str, type: str, trigger: str, source: str) -> None:
    assert words(one(text, type, trigger).sources) == [source]


def test_a_sentence_outside_the_quotation_is_the_texts_own() -> None:
    text = '"The mortars fell all night," said a nurse in Misrata. Rebels captured the clinic on Friday.'
    assert one(text, "capture", "captured").sources == ()


@pytest.mark.parametrize(
    ("text", "trigger", "phrase", "names"),
    [
        (
            "The rebels moved on Goma and Sake. The army retook these towns in May.",
            "retook",
            "these towns",
            {"Goma", "Sake"},
        ),
        (
            "Fighting raged in Ganja and Shusha. Armenian troops captured both towns in the spring.",
            "captured",
            "both towns",
            {"Ganja", "Shusha"},
        ),
        (
            "Shells hit Kramatorsk and Bakhmut. Russian troops seized the two cities a year later.",
            "seized",
            "the two cities",
            {"Kramatorsk", "Bakhmut"},
        ),
    ],
)
def test_a_plural_that_points_back_gives_a_filler_for_each_thing_meant(
    text: str, trigger: str, phrase: str, names: set[str]
) -> None:
    places = one(text, "capture", trigger).places
    assert {filler.words for filler in places} == {phrase}
    assert {filler.name for filler in places} == names


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Militants seized a border post in western Iran, near Sinjar.", "seized", "western Iran"),
        ("Rebels captured a bridge in southern Denmark last week.", "captured", "southern Denmark"),
    ],
)
def test_the_author_is_not_corrected(text: str, trigger: str, place: str) -> None:
    assert place in words(one(text, "capture", trigger).places)


@pytest.mark.parametrize(
    ("text", "type", "trigger", "places"),
    [
        ("The Yemeni conflict has entered its ninth year.", "clash", "conflict", ["Yemeni"]),
        missed("The Syrian war went on through the winter.", "clash", "war", ["Syrian"], because="judge: rated otherwise since it learned from more texts"),
        missed(
            "The Somali insurgency reached Baidoa in June.",
            "clash",
            "insurgency",
            ["Baidoa"],
            because="'insurgency' is passed over",
        ),
        ("Heavy Sudanese fighting was reported in Omdurman.", "clash", "fighting", ["Omdurman"]),
    ],
)
def test_an_adjective_is_a_place_only_where_nothing_else_names_one(
    text: str, type: str, trigger: str, places: list[str]
) -> None:
    assert words(one(text, type, trigger).places) == places


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "targets"),
    [
        ("Kenya sent 400 police officers to Haiti.", "sent", ["Kenya"], ["police officers"]),
        ("Chadian soldiers were deployed to Diffa.", "deployed", [], ["Chadian soldiers"]),
        ("Ugandan troops entered the war in Congo.", "entered", ["Ugandan troops"], []),
        ("Hundreds of Bosniaks joined the army in 1992.", "joined", ["Bosniaks"], ["army"]),
        ("Thousands of recruits went to the front at Badme.", "went", ["recruits"], []),
    ],
)
def test_a_force_that_goes_is_actor_and_one_that_is_sent_is_target(
    text: str, trigger: str, actors: list[str], targets: list[str]
) -> None:
    claim = one(text, "deploy", trigger)
    assert (words(claim.actors), words(claim.targets)) == (actors, targets)


@pytest.mark.parametrize(
    ("text", "trigger", "feared", "people"),
    [
        ("Thousands of farmers fled Boko Haram in Borno.", "fled", ["Boko Haram"], ["farmers"]),
        ("Families fleeing the junta's soldiers reached Mizoram.", "fleeing", ["junta's soldiers"], ["Families"]),
        pytest.param(
            "Villagers escaped from the Lord's Resistance Army in Gulu.",
            "escaped",
            ["Lord's Resistance Army"],
            ["Villagers"],
            marks=pytest.mark.xfail(strict=False, reason="judge: a defection since the weights of 23 November"),
        ),
        ("Residents fled Mekelle on foot.", "fled", [], ["Residents"]),
    ],
)
def test_who_is_fled_from_is_actor(text: str, trigger: str, feared: list[str], people: list[str]) -> None:
    claim = one(text, "displace", trigger)
    assert (words(claim.actors), words(claim.targets)) == (feared, people)


@pytest.mark.parametrize(
    ("text", "type", "trigger", "places"),
    [
        ("Fighting broke out 45 km south of Wau.", "clash", "Fighting", []),
        ("Gunmen ambushed a convoy 30 miles north of Gao.", "attack", "ambushed", []),
        ("Clashes erupted in Yirol, 45 km south of Rumbek.", "clash", "Clashes", ["Yirol"]),
        ("Shells hit Avdiivka, 10 km north of Donetsk.", "strike", "hit", ["Avdiivka"]),
    ],
)
def test_a_distant_point_of_reference_is_no_place(text: str, type: str, trigger: str, places: list[str]) -> None:
    claims = of_type(text, type, trigger) or of_type(text, "clash", trigger)
    assert [words(claim.places) for claim in claims] == [places], marked(text)


@pytest.mark.parametrize(
    ("text", "type", "trigger", "places"),
    [
        ("Gunmen attacked worshippers in Owo, Ondo state, Nigeria.", "attack", "attacked", ["Owo", "Ondo state", "Nigeria"]),
        ("Jets bombed the airport of Zintan in Libya.", "strike", "bombed", ["Zintan", "Libya"]),
        ("In Sudan, the army recaptured Singa.", "capture", "recaptured", ["Singa", "Sudan"]),
        missed(
            "In the Donbas, Russian troops captured Vuhledar.",
            "capture",
            "captured",
            ["Vuhledar", "Donbas"],
            because="the gazetteer does not say that Vuhledar lies in the Donbas",
        ),
    ],
)
def test_every_place_is_marked_the_most_specific_first(text: str, type: str, trigger: str, places: list[str]) -> None:
    assert words(one(text, type, trigger).places) == places


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        (
            'The commander of the peacekeepers spoke by telephone on Monday. "Rebels captured Walikale," he said.',
            "captured",
            "he",
        ),
        (
            "Ali Osman runs the hospital in El Fasher. "
            '"The militia seized the market on Sunday," Osman said. "It seized the bus station on Monday."',
            "seized",
            "Osman",
        ),
        (
            '"We counted the trucks. The column captured Léré at noon," a teacher said.',
            "captured",
            "teacher",
        ),
    ],
)
def test_a_source_named_beside_the_sentence_of_a_quotation_is_kept(text: str, trigger: str, source: str) -> None:
    for claim in of_type(text, "capture", trigger):
        assert words(claim.sources) == [source]
    assert of_type(text, "capture", trigger), marked(text)


def test_the_holder_of_a_held_town_is_the_word_before_the_hyphen() -> None:
    claim = one("Its fighters stand within 15 km of the rebel-held border town of Azaz.", "hold")
    assert words(claim.actors) == ["rebel"] and words(claim.places) == ["Azaz"]


def test_a_place_before_what_is_said_belongs_to_what_is_said() -> None:
    text = "At Bor, gunmen drove in on Tuesday night, burned the court house and pulled out again before dawn, a councillor said."
    assert words(one(text, "withdraw").places) == ["Bor"]


def test_districts_there_are_a_part_of_the_town_told_of() -> None:
    text = "The militants drove into Kobani on Thursday. They hold two districts there."
    link = one(text, "hold").places[0].link
    assert link is not None and link.name == "districts in Kobani"


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        ("Malian and French soldiers fought rebels near Gao.", "clash", ["Malian", "French soldiers"]),
        ("Malian and French soldiers shelled rebels near Gao.", "strike", ["Malian", "French soldiers"]),
        ("Rebels entered after army and special forces left the city.", "withdraw", ["army", "special forces"]),
        ("U.S. and coalition military forces carried out 30 strikes near Mosul.", "strike", ["U.S.", "coalition military forces"]),
        ("US and Afghan forces shelled militants in Helmand.", "strike", ["US", "Afghan forces"]),
        ("Islamic State and Nusra Front fighters shelled Idlib.", "strike", ["Islamic State", "Nusra Front fighters"]),
    ],
)
def test_two_sides_that_share_a_noun_are_two(text: str, type: str, actors: list[str]) -> None:
    assert words(one(text, type).actors) == actors


def test_places_with_a_day_each_are_told_one_each() -> None:
    found = of_type("Goma fell in January, Bukavu in February.", "capture")
    assert sorted((words(c.places)[0], c.time.mention.words) for c in found if c.time) == [("Bukavu", "February"), ("Goma", "January")]


def test_who_takes_the_next_town_lost_nothing_in_the_fall_of_the_first() -> None:
    claim = one("A week after the fall of Tell Abyad, Kurdish forces have taken Ayn Issa, the YPG said.", "capture", "fall")
    assert words(claim.targets) == []


def test_that_of_another_place_has_the_role_of_the_first() -> None:
    claims = of_type("The minister praised the liberation of Rutba in May and that of Heet in April.", "capture")
    assert {place.words for claim in claims for place in claim.places} == {"Rutba", "Heet"}


def test_a_relative_pronoun_is_no_part_of_the_sides() -> None:
    claim = one("The truce which both sides had observed since March is in ruins.", "ceasefire", "truce")
    assert [actor.words for actor in claim.actors] in (["sides"], ["both sides"])
