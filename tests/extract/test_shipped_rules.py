"""Every shipped rule finds its own `matches` and stays silent on its own `rejects`, read as `whoholds rules try` does.

`data/misfires.tsv` (rule, sentence, what happens) holds those that do not yet; a row that works again fails here.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.extract.read_trees import rows
from tests.shelves import seen, shelves
from whoholds.extract.trace import tried_rules
from whoholds.rules.load import open_rules

MISFIRES = {(rule, sentence): reason for rule, sentence, reason in rows("misfires.tsv")}
TYPES = {rule.id: rule.type for rule in open_rules().rules}
CASES = [
    (rule.id, sentence, wanted)
    for rule in open_rules().rules
    for wanted, sentences in ((True, rule.matches), (False, rule.rejects))
    for sentence in sentences
]


def case(rule: str, sentence: str, wanted: bool) -> object:
    """Make a case, named by its rule; a known misfire must fail."""
    reason = MISFIRES.get((rule, sentence))
    marks = pytest.mark.xfail(strict=False, reason=reason) if reason else ()
    return pytest.param(rule, sentence, wanted, id=f"{rule}-{'finds' if wanted else 'refuses'}: {sentence}", marks=marks)


@cache
def fired(sentence: str) -> frozenset[str]:
    """Return the rules that make a claim of a sentence, and the types of these claims."""
    claims = [tried for tried in tried_rules(seen(sentence), shelves()) if tried.outcome.startswith("claim")]
    return frozenset(tried.rule for tried in claims) | frozenset(tried.type for tried in claims)


def finds(rule: str, sentence: str) -> bool:
    """Tell whether a rule, or a surer one of its type, makes a claim of a sentence."""
    return bool({rule, TYPES[rule]} & fired(sentence))


@pytest.mark.parametrize(("rule", "sentence", "wanted"), [case(*one) for one in CASES])
def test_rule_finds_what_it_must_and_nothing_else(rule: str, sentence: str, wanted: bool) -> None:
    assert finds(rule, sentence) if wanted else rule not in fired(sentence)


def test_known_misfires_are_still_sentences_of_their_rules() -> None:
    assert MISFIRES.keys() <= {(rule, sentence) for rule, sentence, _ in CASES}


def test_no_rule_wants_and_refuses_one_sentence() -> None:
    wanted = {(rule, sentence) for rule, sentence, wish in CASES if wish}
    refused = {(rule, sentence) for rule, sentence, wish in CASES if not wish}
    assert not wanted & refused
