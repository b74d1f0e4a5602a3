"""Which time belongs to which word, on trees built by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.trees import sentence
from whoholds.dates.attach import joined, time_for, time_from_before
from whoholds.dates.tagger import find_times
from whoholds.records import Sentence, on_day

DAY = on_day(date(2016, 2, 1))
SAID = (
    "Officials/NOUN/NNS/nsubj>2 said/VERB/VBD/root>0 on/ADP/IN/case>4 Sunday/PROPN/NNP/obl>2 that/SCONJ/IN/mark>8 "
    "fighters/NOUN/NNS/nsubj>8 had/AUX/VBD/aux>8 retaken/VERB/VBN/ccomp>2 Harim/PROPN/NNP/obj>8"
)
BOTH = (
    "On/ADP/IN/case>2 Friday/PROPN/NNP/obl>4 rebels/NOUN/NNS/nsubj>4 shelled/VERB/VBD/root>0 Harim/PROPN/NNP/obj>4 "
    "and/CCONJ/CC/cc>8 troops/NOUN/NNS/nsubj>8 fled/VERB/VBD/conj>4"
)
OWN = (
    "Rebels/NOUN/NNS/nsubj>2 shelled/VERB/VBD/root>0 Harim/PROPN/NNP/obj>2 on/ADP/IN/case>5 Friday/PROPN/NNP/obl>2 "
    ",/PUNCT/,/punct>2 killing/VERB/VBG/advcl>2 20/NUM/CD/obj>7 ,/PUNCT/,/punct>2 after/SCONJ/IN/mark>12 "
    "talks/NOUN/NNS/nsubj>12 failed/VERB/VBD/advcl>2"
)
WEEK = (
    "Envoys/NOUN/NNS/nsubj>2 condemned/VERB/VBD/root>0 last/ADJ/JJ/amod>4 week/NOUN/NN/nmod:poss>6 's/PART/POS/case>4 "
    "attack/NOUN/NN/obj>2 on/ADP/IN/case>8 Tuesday/PROPN/NNP/obl>2"
)
RELATIVE = (
    "The/DET/DT/det>2 siege/NOUN/NN/nsubj>7 that/PRON/WDT/nsubj>4 began/VERB/VBD/acl:relcl>2 in/ADP/IN/case>6 "
    "June/PROPN/NNP/obl>4 ended/VERB/VBD/root>0"
)
RAID = (
    "He/PRON/PRP/nsubj:pass>3 was/AUX/VBD/aux:pass>3 killed/VERB/VBN/root>0 in/ADP/IN/case>7 a/DET/DT/det>7 "
    "2008/NUM/CD/compound>7 raid/NOUN/NN/obl>3"
)
COUNTED = (
    "Gunmen/NOUN/NNS/nsubj>2 took/VERB/VBD/root>0 Harim/PROPN/NNP/obj>2 on/ADP/IN/case>5 Sunday/PROPN/NNP/obl>2 "
    ",/PUNCT/,/punct>2 a/DET/DT/det>8 day/NOUN/NN/obl:unmarked>11 after/SCONJ/IN/mark>11 they/PRON/PRP/nsubj>11 "
    "overran/VERB/VBD/advcl>2 Salqin/PROPN/NNP/obj>11"
)
PASSED = (
    "Two/NUM/CD/nummod>2 weeks/NOUN/NNS/nsubj>4 have/AUX/VBP/aux>4 passed/VERB/VBN/root>0 since/SCONJ/IN/mark>7 rebels/NOUN/NNS/nsubj>7 "
    "took/VERB/VBD/advcl>4 Harim/PROPN/NNP/obj>7 in/ADP/IN/case>12 a/DET/DT/det>12 single/ADJ/JJ/amod>12 night/NOUN/NN/obl>7"
)
LENGTH = (
    "Harim/PROPN/NNP/nsubj>2 fell/VERB/VBD/root>0 on/ADP/IN/case>4 Friday/PROPN/NNP/obl>2 after/ADP/IN/case>7 "
    "two/NUM/CD/nummod>7 days/NOUN/NNS/obl>2 of/ADP/IN/case>9 fighting/NOUN/NN/nmod>7"
)


def words_for(line: str, trigger: str) -> str | None:
    text, tree = sentence(line, {"said": "say", "condemned": "condemn"})
    index = next(token.index for token in tree.tokens if token.words == trigger)
    found = time_for(tree, index, find_times(text, (tree,), DAY))
    return None if found is None else found.mention.words


@pytest.mark.parametrize(
    ("line", "trigger", "words"),
    [
        (SAID, "said", "Sunday"), (SAID, "retaken", None),
        (BOTH, "shelled", "Friday"), (BOTH, "fled", "Friday"),
        (OWN, "shelled", "Friday"), (OWN, "killing", "Friday"), (OWN, "failed", None),
        (WEEK, "attack", "last week"), (WEEK, "condemned", "Tuesday"),
        (RELATIVE, "siege", "June"), (RELATIVE, "began", "June"), (RELATIVE, "ended", None),
        (RAID, "raid", "2008"), (RAID, "killed", "2008"),
        (COUNTED, "took", "Sunday"), (COUNTED, "overran", "a day"),
        (PASSED, "took", "Two weeks"), (PASSED, "passed", None),
        (LENGTH, "fell", "Friday"), (LENGTH, "fighting", "two days"),
    ],
)  # fmt: skip
def test_time_for(line: str, trigger: str, words: str | None) -> None:
    assert words_for(line, trigger) == words


def test_no_time_in_the_sentence() -> None:
    _, tree = sentence("Rebels/NOUN/NNS/nsubj>2 fled/VERB/VBD/root>0")
    assert time_for(tree, 1, ()) is None


def test_a_clause_with_its_own_subject_does_not_share_a_time_inside_the_first() -> None:
    line = (
        "Rebels/NOUN/NNS/nsubj>2 left/VERB/VBD/root>0 on/ADP/IN/case>4 Friday/PROPN/NNP/obl>2 and/CCONJ/CC/cc>7 "
        "troops/NOUN/NNS/nsubj>7 advanced/VERB/VBD/conj>2"
    )
    assert words_for(line, "advanced") is None


def test_dates_joined_by_and() -> None:
    text = "They shelled it on Wednesday and Thursday."
    first, second = find_times(text, (), DAY)
    both = joined(text, first, second)
    assert both is not None and both.mention.words == "Wednesday and Thursday"
    assert both.window is not None and both.window.earliest == date(2016, 1, 27)
    assert both.window.latest == date(2016, 1, 28)


def test_list_items_stand_under_the_date_that_opens_the_list() -> None:
    head, first = sentence(
        "On/ADP/IN/case>2 Friday/PROPN/NNP/obl>4 forces/NOUN/NNS/nsubj>4 made/VERB/VBD/root>0 strikes/NOUN/NNS/obj>4"
    )
    item, second = sentence("-/PUNCT/-/punct>4 One/NUM/CD/nummod>3 strike/NOUN/NN/nsubj>4 hit/VERB/VBD/root>0")
    text = head + "\n" + item
    moved = Sentence(1, len(head) + 1, len(text), 0, second.tokens)
    found = time_from_before((first, moved), 1, find_times(text, (first,), DAY))
    assert found is not None and found.mention.words == "Friday"
