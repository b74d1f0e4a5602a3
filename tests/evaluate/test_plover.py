"""PLOVER: the scores of events and actor spans, on records made by hand."""

from __future__ import annotations

from typing import Any

from whoholds.evaluate.plover import errors_of, fitting_half, measured, tally
from whoholds.plover.coder import Coded
from whoholds.records import Filler

TEXT = "Rebels attacked police who demanded talks."


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def filler(words: str) -> Filler:
    return Filler(*spot(words), words)


def row(event: str, sources: list[str], targets: list[str], reciprocal: bool = False) -> dict[str, Any]:
    def actors(words: list[str]) -> list[dict[str, Any]]:
        return [{"text": one, "start": spot(one)[0], "end": spot(one)[1]} for one in words]

    gold = {"event": event, "source": actors(sources), "target": actors(targets), "reciprocal": reciprocal}
    return {"id": "r", "text": TEXT, "gold": gold}


RIGHT = Coded("ASSAULT", (filler("Rebels"),), (filler("police who"),))


def test_span_matches_by_half_of_the_shorter_and_strictly_by_its_words() -> None:
    counts = tally(row("ASSAULT", ["Rebels"], ["police"]), RIGHT)
    assert (counts["overlap", "whole"], counts["strict", "whole"]) == (1, 0)
    assert (counts["overlap", "target", "right"], counts["strict", "target", "right"]) == (1, 0)


def test_actors_in_each_others_place_are_wrong_unless_the_coders_made_them_equal() -> None:
    turned = Coded("ASSAULT", (filler("police"),), (filler("Rebels"),))
    assert tally(row("ASSAULT", ["Rebels"], ["police"]), turned)["overlap", "whole"] == 0
    assert tally(row("ASSAULT", ["Rebels", "police"], [], reciprocal=True), turned)["overlap", "whole"] == 1


def test_actor_that_is_not_verbatim_matches_by_its_words() -> None:
    gold = row("ASSAULT", ["Rebels"], [])
    gold["gold"]["source"] = [{"text": "Rebels ... police"}]
    assert tally(gold, Coded("ASSAULT", (filler("police"),)))["overlap", "source", "right"] == 1


def test_unanswered_counts_as_wrong_and_no_class_is_left_out_that_was_coded() -> None:
    records = [tally(row("ASSAULT", ["Rebels"], []), RIGHT), tally(row("PROTEST", ["Rebels"], []), Coded())]
    found = measured({"all": records}).scores
    assert found["all: event accuracy"] == found["all: macro-F1 of 16 classes"] == 0.5


def test_errors_name_event_and_actors() -> None:
    lines = errors_of(row("PROTEST", ["Rebels"], []), RIGHT)
    assert [line[:4] for line in lines] == [("event", "r", "PROTEST", "ASSAULT"), ("target", "r", "-", "police who")]


def test_sentence_that_was_coded_twice_is_in_one_half() -> None:
    rows = [{"id": f"r{number}", "text": f"text {number // 2}"} for number in range(40)]
    kept = [one["text"] for one in fitting_half(rows)]
    assert all(kept.count(text) == 2 for text in kept)
    assert 0 < len(kept) < 40
