"""Who answers whom: unnamed deniers, lies called lies, verdicts of the text, and whose the town is."""

from __future__ import annotations

from tests.claims import PLACES
from tests.link.test_told_numbers import page, read
from whoholds.link.answers import with_answers
from whoholds.link.context import said_only, with_context
from whoholds.records import Annotated, Claim, Filler


def seen(text: str) -> Annotated:
    """Make a text with its sentences, sides and places."""
    plain = page(text)
    places = tuple(Filler(text.index(n), text.index(n) + len(n), n, "toponym", (link,)) for n, link in PLACES.items() if n in text)
    return Annotated(plain.document, plain.sentences, places, plain.actors)


def made(text: str, *claims: Claim) -> list[Claim]:
    """Return the claims that were made for the fold."""
    return [c for c in with_answers(seen(text), claims) if not c.was_read]


def test_who_denies_is_the_side_right_before_the_word() -> None:
    text = "Turkey blamed Russia, which denied it."
    denial = read(text, "statement", "denied", where="")
    [found] = [c for c in with_answers(seen(text), [denial]) if c.id == denial.id]
    assert [f.name for f in found.actors] == ["Russia"] and said_only(found).actors == ()


def test_a_report_called_a_lie_is_denied_and_its_speaker_has_accused() -> None:
    text = "State television said that the raiders had come from Turkey. Turkey called this a lie."
    denial, accusation = made(text)
    assert [f.name for f in denial.actors] == ["Turkey"] and "lie" in denial.trigger.words
    assert (accusation.actors[0].words, accusation.targets[0].name) == ("State television", "Turkey")


def test_nobody_is_accused_who_is_not_named() -> None:
    text = "State television said that bread is short. Turkey called this a lie."
    assert [c.trigger.words for c in made(text)] == ["called this a lie"]


def test_the_texts_own_verdict_denies_what_was_claimed_before_it() -> None:
    text = "A bulletin says its men took Mosul. This is false."
    took = read(text, "capture", "took", who="Islamic State", where="Mosul")
    [verdict] = [c for c in with_context(with_answers(seen(text), [took])) if c.type == "statement"]
    assert [f.name for f in verdict.targets] == ["Islamic State"]


def test_a_town_that_is_ours_is_the_speakers() -> None:
    text = '"Mosul is ours," a spokesman of the Peshmerga said.'
    [held] = made(text)
    assert (held.type, held.actors[0].name, held.places[0].name) == ("hold", "Peshmerga", "Mosul")


def test_a_holding_told_as_ours_gets_its_speaker() -> None:
    text = '"The dam is ours," the ministry said.'
    held = read(text, "hold", "ours", said_by="Iraqi army")
    [found] = with_answers(seen(text), [held])
    assert [f.name for f in found.actors] == ["Iraqi army"] and said_only(found).actors == ()


