"""Origins: wire stories, copies and rewrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.claims import document
from whoholds.evaluate.gold_fold import read_documents
from whoholds.evaluate.origins import scores
from whoholds.link.origins import credits_in, find_origins
from whoholds.records import Document

WIRE = (
    "BEIRUT (Northgate) - Kurdish fighters captured Tal Hamis from Islamic State on Friday after 12 days of battle, the YPG said. "
    "More than 170 militants died, according to a monitoring group in Britain. Hasakah lies 60 km away."
)
REWRITE = (
    "Tal Hamis is lost to Islamic State. After twelve bitter days, 12 in all, the YPG entered it at the end of the week, the Northgate "
    "agency reported from Beirut. Over 170 jihadists were counted dead by monitors based in Britain; Hasakah, 60 km off, is next."
)
OTHER = "Kurdish fighters in Hasakah said on Friday that their front near Tal Hamis was quiet. Rain fell, and roads were closed."
CAMPAIGN = Path(__file__).parents[3] / "shared" / "campaign"


def test_a_credited_rewrite_has_the_wire_as_its_origin() -> None:
    wire = document("w", WIRE, "2015-02-27", "Northgate Wire")
    rewrite = document("a", REWRITE, "2015-02-28", "Old Quay Gazette")
    assert find_origins([rewrite, wire]) == {"a": "w", "w": "w"}


def test_a_report_of_its_own_is_its_own_origin() -> None:
    wire, own = document("w", WIRE, "2015-02-27", "Northgate Wire"), document("o", OTHER, "2015-02-27", "Levant Ledger")
    assert find_origins([wire, own]) == {"w": "w", "o": "o"}


THOROUGH = (
    "The battle for Tal Hamis is over: Islamic State was driven from the town at the end of the week by Kurdish militia, who had needed "
    "nearly a fortnight. Observers in Britain put its dead at more than 170. From there it is some 60 km to Hasakah."
)
WITNESS = (
    "In Tal Hamis the shops were shut on Saturday and nobody had baked bread. A teacher who had stayed in her cellar with two sisters "
    "came out to find the school without a roof. Islamic State's flag still lay on the roundabout, next to a burnt tractor, and "
    "Kurdish fighters smoked under the trees of the grain market."
)


def test_a_rewrite_without_a_credit_is_known_by_what_its_sentences_mean() -> None:
    wire, rewrite = document("w", WIRE, "2015-02-27", "Northgate Wire"), document("r", THOROUGH, "2015-03-01", "Harbour Post")
    assert find_origins([rewrite, wire]) == {"r": "w", "w": "w"}


def test_a_witness_of_the_same_battle_is_an_origin_of_her_own() -> None:
    wire, witness = document("w", WIRE, "2015-02-27", "Northgate Wire"), document("x", WITNESS, "2015-02-28", "Harbour Post")
    assert find_origins([witness, wire]) == {"w": "w", "x": "x"}


def test_a_rewrite_of_another_month_is_not_taken_for_one() -> None:
    wire, late = document("w", WIRE, "2015-02-27"), document("r", THOROUGH, "2015-04-01")
    assert find_origins([late, wire])["r"] == "r"


def test_a_copy_of_another_month_is_still_a_copy() -> None:
    first, again = document("a", WIRE, "2015-02-27"), document("b", WIRE + " Updated.", "2015-06-27")
    assert find_origins([again, first]) == {"a": "a", "b": "a"}


def test_undated_documents_are_compared_by_their_words_alone() -> None:
    assert find_origins([document("a", WIRE, "2015-02-27"), document("b", OTHER, "2015-02-27")])["b"] == "b"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KYIV (Reuters) - The town fell.", {"Reuters"}),
        ("The town fell, Levant Ledger reported.", {"Levant Ledger"}),
        ("The Reuters building was hit.", set()),
    ],
)
def test_credits_are_read_where_news_is_taken_from(text: str, found: set[str]) -> None:
    assert credits_in(text, ["Levant Ledger"]) == found


def test_stories_of_other_wars_have_their_origins() -> None:
    found = scores()
    assert found["stories h to n: precision"] >= 0.95 and found["stories h to n: recall"] >= 0.8


def test_the_campaign_has_its_origins() -> None:
    if not CAMPAIGN.exists():
        pytest.skip("the campaign lies beside the repository only where it was handed out")
    found: dict[str, list[str]] = {}
    for doc, origin in sorted(find_origins(read_documents(CAMPAIGN / "articles.jsonl")).items()):
        found.setdefault(origin, []).append(doc)
    gold = {tuple(sorted(group)) for group in json.loads((CAMPAIGN / "origins.json").read_text())}
    assert {tuple(group) for group in found.values() if len(group) > 1} == gold


def test_a_publisher_of_blanks_is_no_name_to_look_for() -> None:
    assert find_origins([Document("one", "The army took the town.", " ")]) == {"one": "one"}
