"""The MUC-4 scorer, on templates made by hand."""

from __future__ import annotations

import pytest

from whoholds.evaluate.muc4_score import (
    SLOTS,
    Filled,
    GoldFilled,
    GoldTemplate,
    Template,
    align,
    plain,
    prf,
    read_gold,
    tally,
)


def gold(incident: str = "ATTACK", optional: bool = False, **roles: list[str]) -> GoldTemplate:
    return GoldTemplate(
        (incident,),
        {
            role: tuple(GoldFilled(frozenset(plain(w) for w in one.split("|"))) for one in found)
            for role, found in roles.items()
        },
        optional,
    )


def found(incident: str = "ATTACK", **roles: list[str]) -> Template:
    return Template(incident, {role: tuple(Filled(one) for one in words) for role, words in roles.items()})


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("THE  GUERRILLAS", "Guerrillas"),
        ("two\nmen", "2 MEN"),
        ("FARABUNDO FRONT [FMLN]", "farabundo front fmln"),
        ('"SANTO TOMAS" FARM', "Santo Tomas farm"),
    ],
)
def test_strict_match_looks_through_case_articles_numbers_and_brackets(words: str, same: str) -> None:
    assert plain(words) == plain(same)


def test_any_alternative_will_do() -> None:
    counts = tally([gold(PerpOrg=["FMLN|FARABUNDO FRONT"])], [found(PerpOrg=["Farabundo Front"])])
    assert prf(counts, SLOTS) == (100.0, 100.0, 100.0)


def test_two_fillers_cannot_both_match_one() -> None:
    counts = tally([gold(PerpOrg=["FMLN|FRONT"])], [found(PerpOrg=["FMLN", "FRONT"])])
    assert (counts["PerpOrg right"], counts["PerpOrg found"], counts["PerpOrg gold"]) == (1, 2, 1)


def test_templates_pair_where_most_fillers_match() -> None:
    keys = [gold(Victim=["ANA B"]), gold(Victim=["C D"], Target=["CAR"])]
    assert align(keys, [found(Victim=["C D"]), found(Victim=["ANA B"])], all_victims=False) == [(0, 1), (1, 0)]


def test_templates_of_other_types_never_pair() -> None:
    assert align([gold("BOMBING")], [found("ATTACK")], all_victims=False) == []


def test_optional_template_is_neither_missing_nor_spurious() -> None:
    assert tally([gold(optional=True, Target=["CAR"])], [])["Type gold"] == 0
    assert prf(tally([gold(optional=True)], [found()]), SLOTS) == (100.0, 100.0, 100.0)


def test_mandatory_template_pairs_before_an_optional_one() -> None:
    assert align([gold(optional=True), gold()], [found()], all_victims=False) == [(1, 0)]


def test_unnamed_victims_count_only_where_asked() -> None:
    one = Template("ATTACK", {"Victim": (Filled("peasants", named=False),)})
    assert tally([gold()], [one])["Victim found"] == 0
    assert tally([gold()], [one], all_victims=True)["Victim found"] == 1


def test_description_of_a_name_is_that_victim() -> None:
    empty = dict.fromkeys(("perp_individual", "perp_organization", "target", "weapon"))
    names, described = [{"alts": ["ANA B"]}], [{"alts": ["JUDGE"], "of": ["ANA B"]}, {"alts": ["COOK"]}]
    row = {**empty, "incident_type": {"alts": ["ATTACK"]}, "victim_name": names, "victim_description": described}
    victims = read_gold({"templates": [row]})[0].roles["Victim"]
    assert [(sorted(one.words), one.named) for one in victims] == [(["ana b", "judge"], True), (["cook"], False)]
