"""Rule files are read as strings, and every fault is told at once with its line."""

from pathlib import Path

import pytest

from whoholds.errors import RuleError
from whoholds.records import TYPES
from whoholds.rules.load import open_rules
from whoholds.rules.schema import slot

GOOD = """
- id: mine
  type: capture
  verbs: [no, "drive out"]
  when: ["object/of:place|!people"]
  matches: ["They no the town."]
  rejects: ["No."]
"""


def test_shipped_rules_cover_all_types() -> None:
    assert {rule.type for rule in open_rules().rules} == set(TYPES)


def test_scalars_stay_words(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD)
    rule = open_rules([tmp_path]).by_id("mine")
    assert rule is not None
    assert [str(pattern) for pattern in rule.verbs] == ["no", "drive out"]


def test_user_rule_replaces_shipped_rule_of_same_id(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD.replace("id: mine", "id: capture-fall"))
    rule = open_rules([tmp_path]).by_id("capture-fall")
    assert rule is not None and rule.file == "mine.yaml"


def test_conditions_read_alternatives_and_refusals(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD)
    rule = open_rules([tmp_path]).by_id("mine")
    assert rule is not None
    assert [one.name for one in rule.when[0]] == ["object", "of"]
    assert rule.when[0][0].takes(frozenset({"place"}))
    assert not rule.when[0][0].takes(frozenset({"place", "people"}))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (GOOD.replace("type: capture", "type: grab"), "unknown type 'grab'"),
        (GOOD.replace("verbs:", "verb:"), "unknown key 'verb'"),
        (GOOD.replace('rejects: ["No."]', ""), "'rejects'"),
        (GOOD.replace("place|", "plaice|"), "unknown class 'plaice'"),
        (GOOD.replace('["They no the town."]', "They no the town."), "'matches' must be a list"),
        ("- id: x\n  type: [", "not readable as YAML"),
        ("id: x", "must be a list of rules"),
    ],
)
def test_faults_name_file_and_cause(tmp_path: Path, broken: str, said: str) -> None:
    (tmp_path / "mine.yaml").write_text(broken)
    with pytest.raises(RuleError, match="mine.yaml") as caught:
        open_rules([tmp_path])
    assert said in str(caught.value)


def test_all_faults_come_together(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD.replace("type: capture", "type: grab") + GOOD.replace("verbs:", "verb:"))
    with pytest.raises(RuleError) as caught:
        open_rules([tmp_path])
    assert "grab" in str(caught.value) and "'verb'" in str(caught.value)


def test_missing_folder_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="give a folder"):
        open_rules([tmp_path / "none"])


def test_slot_prints_as_written() -> None:
    assert str(slot("object:place|!people")) == "object:place|!people"
