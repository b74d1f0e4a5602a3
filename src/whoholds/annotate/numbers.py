"""Numbers of a text with bounds, unit and what they count; dates, labels and ordinals are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.annotate.counted import Counted, counted_by
from whoholds.annotate.number_words import Amount, find_amounts
from whoholds.records import Mention, Quantity, Sentence, Token, When

LABELS = frozenset(
    "resolution route highway road brigade division battalion regiment article chapter section page phase zone sector "
    "gate unit channel number no no. corps block flight model type version figure table annex paragraph item line "
    "level "
    "grade class room kilometre-marker camp checkpoint base junction motorway street exit point part volume issue law "
    "decree act protocol day week year age aged".split()
)
"""A number straight after one of these names or places it and counts nothing ("Route 4", "Resolution 2254")."""
SPANS = frozenset("second minute hour day night week fortnight month year decade century time o'clock am pm".split())
YEARS = range(1800, 2101)
AGES = 60
"""Signs before a number in which "aged 5, 7 and" may stand."""
HALVES = frozenset(
    "first second other eastern western northern southern latter upper lower later early better its their".split()
)
"""Words after which "half" is a part of a thing, not a share."""


def find_numbers(text: str, sentences: Sequence[Sentence], times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """Find every number that counts or measures something, in text order.

    Bounds follow the guide: "more than 6,000" is low 6000 and no high, "about 30" is 30 to 30, "dozens" is low 24.
    A measure belongs to the words ("22 per cent"), a counted noun does not; it is in `counts`, and gives the unit.
    """
    found: list[Quantity] = []
    for sentence in sentences:
        found += _in_sentence(text, sentence, times)
    return tuple(found)


def _in_sentence(text: str, sentence: Sentence, times: Sequence[When]) -> list[Quantity]:
    here = [when.mention for when in times if when.mention.start < sentence.end and sentence.start < when.mention.end]
    words = text[sentence.start : sentence.end]
    found: list[Quantity] = []
    for amount in find_amounts(words):
        shifted = replace(
            amount,
            start=amount.start + sentence.start,
            end=amount.end + sentence.start,
            core=amount.core + sentence.start,
        )
        if any(m.start < shifted.end and shifted.core < m.end and not _is_rate(text, m, shifted) for m in here):
            continue
        counted = counted_by(sentence, shifted) if not shifted.unit or shifted.unit == "percent" else None
        if _counts(text, sentence, shifted, counted):
            found.append(_quantity(text, shifted, counted))
    return _with_shared_units(text, found)


def _is_rate(text: str, time: Mention, amount: Amount) -> bool:
    """Tell whether a time is only the rate of a measure: "a month" of "80 million dollars a month"."""
    return " per " in amount.unit and time.start > amount.core and text[time.end : amount.end].strip() == ""


def _quantity(text: str, amount: Amount, counted: Counted | None) -> Quantity:
    if _is_strength(text, amount):
        return Quantity(amount.start, amount.end, text[amount.start : amount.end], amount.low, amount.high, "people")
    return Quantity(
        amount.start,
        amount.end,
        text[amount.start : amount.end],
        amount.low,
        amount.high,
        amount.unit or (counted.unit if counted else ""),
        text[counted.start : counted.end] if counted else "",
    )


def _counts(text: str, sentence: Sentence, amount: Amount, counted: Counted | None) -> bool:
    """Tell whether what reads like a number is one: no year, label, ordinal, name, footnote or idiom."""
    if amount.unit and amount.unit != "percent":
        return True
    before, after = _around(sentence, amount)
    words = text[amount.core : amount.end].lower()
    if text[max(0, amount.core - 1) : amount.core] == "[" or _is_age(text, amount):
        return False
    if counted is not None and counted.lemma in SPANS:
        return False
    if amount.shape == "share":
        return _is_share(words, before, after)
    if amount.unit:
        return True
    if words in ("one", "a", "an"):
        return _is_counting_one(sentence, amount, counted)
    if after is not None and after.words == "-" and not _is_strength(text, amount):
        return False
    if words == "scores":
        return after is not None and (
            after.words.lower() in ("of", "more", "dead", "killed") or after.upos in ("VERB", "AUX")
        )
    if (
        amount.shape == "figures"
        and _is_year(words, amount)
        and (not _is_plural(sentence, counted) or _led_by_date(before))
    ):
        return False
    if before is None or before.words in "([":
        return counted is not None or after is None or after.words not in (".", ")", "]", ":")
    return not _is_label(before, amount, counted, sentence)


def _around(sentence: Sentence, amount: Amount) -> tuple[Token | None, Token | None]:
    before = [token for token in sentence.tokens if token.end <= amount.start]
    after = [token for token in sentence.tokens if token.start >= amount.end]
    return (before[-1] if before else None), (after[0] if after else None)


def _is_age(text: str, amount: Amount) -> bool:
    if re.match(r"-?years?-?\s?old|-year", text[amount.end :]):
        return True
    return re.search(r"\baged? (?:of )?(?:between )?(?:\d+(?:, | and | or | to |-))*$", text[max(0, amount.core - AGES) : amount.core]) is not None


def _is_share(words: str, before: Token | None, after: Token | None) -> bool:
    if words == "half":
        halved = before is not None and (before.words.lower() in HALVES or before.upos == "ADJ")
        return not halved and not (before is not None and before.words.lower() == "a") and not _noun_half(after)
    if re.match(
        r"(an?|one)[ -](?!in\b|out\b)", words
    ):  # "a third airport" is an ordinal, "a quarter" alone may be a part of town
        return after is None or after.upos not in ("NOUN", "ADJ", "PROPN", "NUM") or after.words.lower() == "of"
    return True


def _noun_half(after: Token | None) -> bool:
    return after is not None and after.words in ("-", "way", "hour", "day", "brother", "sister")


def _is_counting_one(sentence: Sentence, amount: Amount, counted: Counted | None) -> bool:
    """Take "one strike", leave "one of its towns", "no one", "one day", "the one"."""
    token = next((t for t in sentence.tokens if t.start == amount.core), None)
    if token is None or counted is None or token.upos != "NUM" or counted.partitive:
        return False
    before = sentence.tokens[token.index - 1].words.lower() if token.index else ""
    return token.deprel.startswith("nummod") and before not in ("no", "the", "any", "every", "each", "this", "that")


def _is_strength(text: str, amount: Amount) -> bool:
    return re.match(r"-(strong|man|member|men)\b", text[amount.end :]) is not None


def _is_year(words: str, amount: Amount) -> bool:
    return re.fullmatch(r"\d{4}", words) is not None and amount.core == amount.start and int(words) in YEARS


def _is_plural(sentence: Sentence, counted: Counted | None) -> bool:
    """Tell "2015 men" from "the 2015 invasion"."""
    return counted is not None and (sentence.tokens[counted.head].xpos in ("NNS", "NNPS") or counted.unit == "people")


def _led_by_date(before: Token | None) -> bool:
    return before is not None and before.words.lower() in (
        "in",
        "since",
        "until",
        "during",
        "by",
        "of",
        "from",
        "mid",
        ",",
    )


def _is_label(before: Token, amount: Amount, counted: Counted | None, sentence: Sentence) -> bool:
    """Tell "Route 4" and "Resolution 2254": a number that names what stands before it."""
    if amount.start != amount.core:
        return False
    token = next((t for t in sentence.tokens if t.start <= amount.core < t.end), None)
    governed = token is not None and 0 <= token.head < token.index and token.deprel.split(":")[0] in (
        "nummod", "flat", "appos", "compound", "nmod", "dep"
    )  # fmt: skip
    if token is not None and token.head == before.index and governed and before.upos in ("NOUN", "PROPN", "SYM"):
        return before.upos == "PROPN" or before.lemma.lower() in LABELS or counted is None
    if token is not None and before.upos == "PROPN" and before.head == token.head > token.index:
        return True
    return before.lemma.lower() in LABELS and counted is None and before.upos in ("NOUN", "PROPN", "SYM", "ADJ", "X")


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of its neighbour: "2,300 from France, 1,600 from Britain"."""
    out: list[Quantity] = []
    for number in found:
        before = next((q for q in reversed(out) if q.unit), None)
        if not number.unit and before is not None and _may_share(text, before, number):
            number = replace(number, unit=before.unit, counts=number.counts or before.counts)
        out.append(number)
    for spot in range(len(out) - 2, -1, -1):
        if not out[spot].unit and _joined(text[out[spot].end : out[spot + 1].start]):
            out[spot] = replace(out[spot], unit=out[spot + 1].unit, counts=out[spot].counts or out[spot + 1].counts)
    return out


def _may_share(text: str, before: Quantity, number: Quantity) -> bool:
    if number.counts and number.counts.lower() not in ("them", "these", "those", "others"):
        return False
    if before.unit == "percent" and number.high is not None and number.high > 100:
        return False
    return before.unit not in ("times", "km", "miles", "m") or text[number.end : number.end + 1] in ",."


def _joined(between: str) -> bool:
    return between.strip().lower() in ("to", "and", "or", "-", "\u2013")
