"""Days, chances and numbers as an analyst writes them."""

from __future__ import annotations

from datetime import date

CHANCES = ((0.95, "almost certain"), (0.80, "very likely"), (0.55, "likely"), (0.0, "possible"))
"""Least probability and its word; the probabilities are ordered well but not calibrated, so the number stands beside the word."""
LARGE = ((1e9, "billion"), (1e6, "million"))


def day_words(day: date) -> str:
    """Write a day: 6 July 2015."""
    return f"{day.day} {day:%B %Y}"


def days_words(earliest: date | None, latest: date | None) -> str:
    """Write a window with the word that joins it to a verb: "on 6 July 2015", "between 4 and 10 June 2014", "by 31 July 2015"."""
    if earliest and latest:
        return f"on {day_words(latest)}" if earliest == latest else f"between {_first(earliest, latest)} and {day_words(latest)}"
    if latest or earliest:
        return f"by {day_words(latest)}" if latest else f"from {day_words(earliest)} on" if earliest else ""
    return "on a day not known"


def _first(earliest: date, latest: date) -> str:
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return str(earliest.day)
    return f"{earliest.day} {earliest:%B}" if earliest.year == latest.year else day_words(earliest)


def since_words(earliest: date | None, latest: date | None) -> str:
    """Write since when: "since 6 July 2015", "since some day up to 31 July 2015"."""
    if earliest and latest and earliest != latest:
        return f"since a day between {_first(earliest, latest)} and {day_words(latest)}"
    if earliest or latest:
        return f"since {day_words(earliest)}" if earliest else f"since some day up to {day_words(latest)}" if latest else ""
    return "since a day not known"


def chance_words(probability: float) -> str:
    """Write a probability as a word and its number: "very likely, 0.84"."""
    word = next(word for least, word in CHANCES if probability >= least)
    return f"{word}, {probability:.2f}"


def number_words(value: float) -> str:
    """Write a number: 80 million, 6,000, 14.1."""
    for size, word in LARGE:
        if abs(value) >= size:
            return f"{value / size:,.4g} {word}"
    return f"{value:,.10g}"


def range_words(low: float | None, high: float | None, unit: str) -> str:
    """Write a range with its unit: "at least 300 people", "20,000 to 31,500 fighters"."""
    if low is None and high is None:
        return "no number"
    if high is None and low is not None:
        text = f"at least {number_words(low)}"
    elif low is None and high is not None:
        text = f"up to {number_words(high)}"
    else:
        first, last = number_words(low or 0.0), number_words(high or 0.0)
        text = first if first == last else f"{first} to {last}"
    return f"{text} {'per cent' if unit == 'percent' else unit}".strip()


def counted(number: int, one: str, many: str) -> str:
    """Write how many there are: "1 article", "6,000 articles"."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: list[str]) -> str:
    """Join names as a sentence does: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
