"""Which way a bare weekday points, by words and by trees."""

from __future__ import annotations

from datetime import date

import pytest

from tests.trees import sentence
from whoholds.dates.tagger import find_times
from whoholds.records import on_day

SUNDAY = on_day(date(2016, 3, 20))
BACK, AHEAD = date(2016, 3, 15), date(2016, 3, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoy left on Tuesday.", BACK), ("The envoy said on Tuesday that talks will go on.", BACK),
        ("The army, which will be relieved soon, on Tuesday shelled the pass.", BACK),
        ("The deal that they had hoped to reach was signed on Tuesday.", BACK),
        ("The envoy will leave on Tuesday.", AHEAD), ("The guns are to fall silent on Tuesday.", AHEAD),
        ("Both sides plan to try again on Tuesday.", AHEAD), ("A vote is scheduled for Tuesday.", AHEAD),
        ("Monitors left, and the envoy is expected to follow on Tuesday.", AHEAD),
    ],
)  # fmt: skip
def test_by_words(text: str, day: date) -> None:
    (found,) = find_times(text, (), SUNDAY)
    assert found.window is not None and found.window.earliest == day


WILL = (
    "Envoys/NOUN/NNS/nsubj>7 who/PRON/WP/nsubj>4 will/AUX/MD/aux>4 leave/VERB/VB/acl:relcl>1 "
    "soon/ADV/RB/advmod>4 ,/PUNCT/,/punct>4 "
    "met/VERB/VBD/root>0 troops/NOUN/NNS/obj>7 Tuesday/PROPN/NNP/obl:unmarked>7"
)
MEET = (
    "Envoys/NOUN/NNS/nsubj>3 have/AUX/VBP/aux>3 agreed/VERB/VBN/root>0 to/PART/TO/mark>5 meet/VERB/VB/xcomp>3 "
    "Tuesday/PROPN/NNP/obl:unmarked>5"
)
MANAGED = (
    "Troops/NOUN/NNS/nsubj>2 managed/VERB/VBD/root>0 to/PART/TO/mark>4 leave/VERB/VB/xcomp>2 "
    "Tuesday/PROPN/NNP/obl:unmarked>4"
)


@pytest.mark.parametrize(("line", "day"), [(WILL, BACK), (MEET, AHEAD), (MANAGED, BACK)])
def test_by_tree(line: str, day: date) -> None:
    text, tree = sentence(line, {"agreed": "agree", "managed": "manage"})
    (found,) = find_times(text, (tree,), SUNDAY)
    assert found.window is not None and found.window.earliest == day
