"""The annotation guide, "Status", rule by rule, and what it adds on status after a hundred documents."""

from __future__ import annotations

import pytest

from tests.extract.told import missed, of_type, one, words


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The Houthis can strike ships in the Red Sea.", "strike", "strike"),
        ("The militia is able to shell Goma from the hills.", "strike", "shell"),
        ("Al-Qaeda cells are said to control villages in Abyan.", "hold", "control"),
        ("Foreign fighters are reported to have entered Derna.", "advance", "entered"),
        ("Eritrean troops are rumoured to have left Shire.", "withdraw", "left"),
    ],
)
def test_ability_and_hearsay_without_a_named_source_are_possible(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "possible"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The Houthis struck ships in the Red Sea.", "strike", "struck"),
        ("The consul said that fighters had entered Derna.", "advance", "entered"),
    ],
)
def test_what_was_done_or_has_a_named_source_is_a_fact(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "fact"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The junta seeks to recapture Lashio.", "capture", "recapture"),
        ("The alliance continued operations to isolate Raqqa.", "siege", "isolate"),
        ("Kyiv hopes to retake Tokmak by winter.", "capture", "retake"),
        ("The rebels are trying to encircle Bunia.", "siege", "encircle"),
        ("Mogadishu aims to drive al-Shabaab out of Buale.", "capture", "drive"),
        ("The army tried to cut the road to Axum.", "supply", "cut"),
    ],
)
def test_what_somebody_seeks_hopes_or_tries_to_do_is_planned(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "planned"


@pytest.mark.parametrize(
    ("text", "type", "trigger", "status"),
    [
        ("Two conscripts were executed for trying to desert.", "defect", "desert", "fact"),
        ("The militia beheaded a boy for attempting to escape.", "defect", "escape", "fact"),
        ("She was flogged for trying to flee the camp in Sambisa.", "displace", "flee", "fact"),
        ("The boy hopes to escape from the militia.", "defect", "escape", "planned"),
    ],
)
def test_a_failed_attempt_that_did_happen_is_a_fact(text: str, type: str, trigger: str, status: str) -> None:
    found = [claim for kind in (type, "displace", "defect") for claim in of_type(text, kind, trigger)]
    assert {claim.status for claim in found} == {status}


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Asmara does not plan to attack Adigrat.", "clash", "attack"),
        ("The general has no plans to withdraw from Benghazi.", "withdraw", "withdraw"),
        ("Ankara does not intend to send troops to Misrata.", "deploy", "send"),
        ("The guerrillas never meant to hold the town of Mitu.", "hold", "hold"),
    ],
)
def test_what_somebody_does_not_plan_is_denied(text: str, type: str, trigger: str) -> None:
    found = of_type(text, type, trigger) or of_type(text, "attack", trigger)
    assert [claim.status for claim in found] == ["denied"]


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Should the army continue to hold Babanusa, the road to Darfur stays open.", "hold", "hold"),
        ("Should Sevare fall, nothing would stop the column.", "capture", "fall"),
        missed(
            "Unless the blockade of Stepanakert is lifted, people will starve.",
            "siege",
            "blockade",
            because="status: the subject of an 'unless' clause",
        ),
        missed("If the Tigers had kept Jaffna, the war would have gone on.", "hold", "kept", because="judge: on the edge since the weights of 23 November"),
    ],
)
def test_should_if_and_unless_are_unreal(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "unreal"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("The airlift enabled the garrison to hold Malakal.", "hold", "hold"),
        ("The Karen fighters managed to seize Thaton.", "capture", "seize"),
        ("The marines had to retreat from Palma.", "withdraw", "retreat"),
        ("The column succeeded in entering Sévaré.", "advance", "entering"),
        ("The drones allowed Azerbaijan to destroy forty tanks.", "destroy", "destroy"),
    ],
)
def test_enabled_managed_and_had_to_keep_a_fact(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "fact"


@pytest.mark.parametrize(
    ("text", "type", "trigger", "source"),
    [
        ("The general is accused of shelling a market in Sarajevo.", "strike", "shelling", []),
        ("Oxfam has received reports of rape in Bentiu.", "abuse", "rape", ["Oxfam"]),
        ("Amnesty alleged that soldiers had executed prisoners in Moura.", "abuse", "executed", ["Amnesty"]),
        ("Kigali was accused by Kinshasa of arming the M23.", "support", "arming", ["Kinshasa"]),
        ("The mayor cited allegations of looting in Khartoum.", "destroy", "looting", ["mayor"]),
    ],
)
def test_accused_alleged_and_received_reports_are_possible_even_with_a_source(
    text: str, type: str, trigger: str, source: list[str]
) -> None:
    claim = one(text, type, trigger)
    assert (claim.status, words(claim.sources)) == ("possible", source)


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Both armies are committed to ending the siege of Dilling.", "siege", "siege"),
        ("Efforts to evacuate families from Sloviansk go on.", "displace", "evacuate"),
        ("Two brigades departed to support the garrison at Derna.", "support", "support"),
        ("Cuba sent pilots to Luanda to train the air force.", "support", "train"),
        ("Efforts to recapture Bama were stepped up.", "capture", "recapture"),
    ],
)
def test_commitments_efforts_and_purposes_are_planned(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "planned"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("In an effort to recapture Bama, the army lost the bridge at Konduga.", "capture", "lost"),
        ("The rebels used the truce to retake two hills near Aden.", "capture", "retake"),
        ("The brigades went to Derna and supported the garrison.", "support", "supported"),
    ],
)
def test_what_the_text_says_came_about_is_a_fact(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "fact"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Kyiv pressed for sanctions on Belarus.", "sanction", "sanctions"),
        ("The envoy is seeking a ceasefire in Khartoum.", "ceasefire", "ceasefire"),
        ("The opposition demands the withdrawal of Eritrean troops from Shire.", "withdraw", "withdrawal"),
        ("Rwanda must withdraw its troops from Goma, the council said.", "withdraw", "withdraw"),
        ("Aung San called for talks with the Karen.", "talks", "talks"),
    ],
)
def test_what_is_demanded_or_pursued_is_planned(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "planned"


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("A lorry was hit by shell fire near Goris on Sunday, no one being injured.", "casualties", "injured"),
        ("Jets have bombed the valley for a year, and not one civilian has died of it.", "casualties", "died"),
    ],
)
def test_no_one_and_not_one_deny(text: str, type: str, trigger: str) -> None:
    assert one(text, type, trigger).status == "denied"


@pytest.mark.xfail(strict=False, reason="judge: the shell fire is on the edge since the weights of 23 November")
def test_what_is_denied_of_nobody_stays_a_fact_elsewhere() -> None:
    assert one("A lorry was hit by shell fire near Goris on Sunday, no one being injured.", "strike", "hit").status == "fact"


def test_doubts_about_an_announcement_leave_what_it_says_open_or_worse() -> None:
    assert one("Doubts surround the ministry's announcement that Tokmak had been cleared.", "capture").status in ("possible", "denied")


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("There is no doubt that rebels hold the airfield.", "hold"),
        ("There is little doubt that the navy shelled Hodeidah.", "strike"),
        ("There is no question that militiamen burned the village.", "destroy"),
    ],
)
def test_what_is_beyond_doubt_is_a_fact(text: str, type: str) -> None:
    assert one(text, type).status == "fact"


def test_what_is_doubted_is_possible() -> None:
    assert one("There are doubts that the army has taken Lashio.", "capture").status == "possible"


@pytest.mark.parametrize(
    ("text", "type", "trigger", "status"),
    [
        ("Defence is not aware of any civilian casualties caused by these strikes.", "casualties", "casualties", "denied"),
        ("The ministry is aware of civilian casualties near Mosul.", "casualties", "casualties", "fact"),
        ("India demands that Pakistan cease to train and arm terrorists.", "support", "train", "fact"),
        ("The rebels ceased to shell the town on Monday.", "strike", "shell", "denied"),
    ],
)
def test_who_is_not_aware_of_any_denies_and_what_shall_cease_goes_on(text: str, type: str, trigger: str, status: str) -> None:
    assert one(text, type, trigger).status == status
