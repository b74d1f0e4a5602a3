"""Finds time expressions in a text and reads each as a value and a window of days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from whoholds.dates.absolute import ABSOLUTE
from whoholds.dates.chronicles import is_chronicle
from whoholds.dates.clock import CLOCK
from whoholds.dates.feasts import FEASTS
from whoholds.dates.lengths import LENGTHS
from whoholds.dates.parts import bind_ended, join_times, narrow
from whoholds.dates.quarters import QUARTERS
from whoholds.dates.ranges import carry_years, join_ranges
from whoholds.dates.reading import FUTURE, NEAR, PAST, PRESENT, Moment, Pattern, Phrase, Reading, merged
from whoholds.dates.relative import RELATIVE
from whoholds.dates.repeats import REPEATS
from whoholds.dates.shouting import plain_case
from whoholds.dates.signals import signal_before, with_signal
from whoholds.dates.tense import direction_at
from whoholds.dates.triggers import kinds_in
from whoholds.records import Mention, Sentence, When, Window

COUNTED = range(1000, 9000)
"""Years that a text can be published in; from others, centuries back or ahead are no dates."""
LONGEST_SEGMENT = 2000
"""Signs of a stretch read as one sentence: more are lists or no language, and looking through all of it for each date costs by the square."""
LONG_AGO = 180
"""Days before what was told of last from which a date may only name a thing gone by."""
BEGAN = r"\b(?:began|begun|started|launched|opened|erupted|broke out|invaded|invasion|beginning|start|outbreak)\b"
"""Words that make a date the day from which "Day 50" and "its second week" are counted."""


def find_times(text: str, sentences: Sequence[Sentence], published: Window | None) -> tuple[When, ...]:
    """Find the time expressions of a text, in order.

    Bare weekdays and months point back in reports and forward in plans, by the trees of `sentences` where given, else
    by the words around. `published` is the document's day or month, or None where it is not known: then only words
    that name their own days, or hang on days that the text names in full, get a window.
    """
    published = published if _can_be_counted_from(published) else None
    plain = plain_case(text)
    story = _Story(plain, tuple(sentences), published, _month_first(plain))
    found = (when for bounds in _segments(plain) for when in story.read_segment(bounds))
    return tuple(found) if plain is text else tuple(_as_written(text, when) for when in found)


class _Story:
    """What the text has said so far, while it is read from start to end."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...], published: Window | None, month_first: bool) -> None:
        """Begin at the start of the text."""
        self.text, self.sentences, self.published, self.month_first = text, sentences, published, month_first
        self.days = _ends(published)
        self.wide: tuple[Reading | None, ...] = (None,) * len(self.days)
        self.year: int | None = None
        self.period: Reading | None = None
        self.anchor: tuple[Reading | None, ...] = (None,) * len(self.days)
        self.spoken: tuple[Reading | None, ...] = (None,) * len(self.days)
        self.quiet = 0
        self.began: date | None = None
        self.told: date | None = None
        self.onward = False
        self.opened: tuple[int, int] | None = None
        self.chronicle = published is None or is_chronicle(text, published)
        self.at = 0

    def read_segment(self, bounds: tuple[int, int]) -> list[When]:
        """Read the expressions of one sentence."""
        phrases = _phrases(self.text, bounds)
        self.quiet += 1
        if self.quiet > 2:
            self.spoken = (None,) * len(self.days)
        self.year = None
        if not self.chronicle:
            self.told = None
        return [when for when in (self._read(phrase, bounds) for phrase in phrases) if when is not None]

    def _read(self, phrase: Phrase, bounds: tuple[int, int]) -> When | None:
        signal = signal_before(self.text, phrase.start)
        sentence = self._sentence(phrase.start)
        direction = PAST if signal == "since" else direction_at(self.text, phrase.start, phrase.end, sentence, bounds)
        if direction == PRESENT:
            direction = NEAR if phrase.kind in ("day", "feast") else PAST
        if signal == "by" and direction != FUTURE and _noun_phrase_only(self.text, bounds):
            direction = FUTURE
        readings = tuple(phrase.read(self._moment(place, day, direction)) for place, day in enumerate(self.days))
        reading = merged(readings[0], readings[-1])
        if reading is None:
            return None
        if self._of_speech(phrase, bounds):
            return self._when(phrase, reading, with_signal(reading, signal, direction, self.published))
        opens = reading.grain == "year" and _opens(self.text, phrase, bounds)
        self._remember(readings, reading, bounds, opens, phrase, signal)
        if opens and reading.window is not None and reading.window.earliest is not None:
            self.year = reading.window.earliest.year
        if (
            (signal not in ("since", "until", "before") or reading.grain == "time")
            and signal != "since"
            and reading.grain in ("day", "time")
            and reading.window is not None
        ):
            self.spoken, self.quiet = readings, 0
        return self._when(phrase, reading, with_signal(reading, signal, direction, self.published))

    def _when(self, phrase: Phrase, reading: Reading, window: Window | None) -> When:
        mention = Mention(phrase.start, phrase.end, self.text[phrase.start : phrase.end], "time")
        return When(mention, reading.type, reading.value, window)

    def _of_speech(self, phrase: Phrase, bounds: tuple[int, int]) -> bool:
        """Tell whether a time says only when someone spoke, in a sentence that has named another day before."""
        if self.quiet > 0:
            return False
        return bool(_spoke().search(self.text, max(bounds[0], phrase.start - 40), phrase.start))

    def _moment(self, place: int, day: date | None, direction: str) -> Moment:
        return Moment(
            day, direction, self.anchor[place], self.spoken[place], self.began, self.told, month_first=self.month_first,
            wide=self.wide[place], same=self.quiet == 0, period=self.period, year=self.year, story=self.chronicle and self.onward,
        )  # fmt: skip

    def _sentence(self, start: int) -> Sentence | None:
        while self.at < len(self.sentences) and self.sentences[self.at].end <= start:
            self.at += 1
        here = self.sentences[self.at] if self.at < len(self.sentences) else None
        return here if here is not None and here.start <= start else None

    def _remember(self, readings: tuple[Reading | None, ...], reading: Reading, bounds: tuple[int, int], opens: bool, phrase: Phrase, signal: str) -> None:
        """Keep the last dated expression: later words ("two days earlier") count from it. `opens`: a year that dates its sentence."""
        window = reading.window
        if window is None or window.earliest is None or window.latest is None or reading.type not in ("DATE", "TIME"):
            return
        goes_on = self.told is None or opens or window.earliest.year >= self.told.year  # "the truce of 2002" only looks back
        goes_on = goes_on and signal not in ("until", "since")  # "maintained until 2010" looks ahead
        if self.chronicle and reading.full and reading.grain == "year" and goes_on:
            self.told, self.onward = window.earliest.replace(month=7, day=2), False  # the middle: bare dates near it fall into that year
        if reading.value == "PRESENT_REF" or reading.grain == "since":
            return
        if reading.grain in ("quarter", "half"):
            self.period = reading
        if reading.grain in ("year", "decade", "century", "years"):
            self.wide = readings
            return
        self.anchor, self.wide = readings, (None,) * len(self.days)
        if self.began is None and re.search(BEGAN, self.text[bounds[0] : bounds[1]]):
            self.began = window.earliest
        dated = reading.full or (self.chronicle and self.told is not None and window.latest >= self.told)  # a bare day behind looks back
        if dated and reading.grain in ("day", "month", "days", "time", "season") and not self._looks_back(phrase, window.earliest):
            self.opened = self.opened or bounds
            self.told, self.onward = window.earliest, self.opened != bounds  # an undated chronicle goes on from date to date

    def _looks_back(self, phrase: Phrase, day: date) -> bool:
        """Tell the date of a thing gone by that is only named: "takes its name from a peace agreement signed on 23 March 2009"."""
        if not self.chronicle or self.told is None or (self.told - day).days < LONG_AGO:
            return False
        return bool(_named_by().search(self.text, max(0, phrase.start - 30), phrase.start))


def _opens(text: str, phrase: Phrase, bounds: tuple[int, int]) -> bool:
    """Tell whether a year opens its sentence and so dates what follows: "In 2014, ...", "Last year, when in May ..."."""
    return bool(re.fullmatch(r"\W*(?:(?i:in|during|throughout|back in)\s)?", text[bounds[0] : phrase.start])) and text[phrase.end : phrase.end + 1] == ","


def _as_written(text: str, when: When) -> When:
    start, end = when.mention.start, when.mention.end
    return replace(when, mention=replace(when.mention, words=text[start:end]))


def _can_be_counted_from(published: Window | None) -> bool:
    """Tell whether the days around a day of publication are days that the calendar has."""
    days = (published.earliest, published.latest) if published else ()
    return all(day is None or day.year in COUNTED for day in days)


def _ends(published: Window | None) -> tuple[date | None, ...]:
    """Return the days to read against: one for a day, two for a month, an unknown one otherwise."""
    if published is None or (published.earliest is None and published.latest is None):
        return (None,)
    first, last = published.earliest or published.latest, published.latest or published.earliest
    return (first,) if first == last else (first, last)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    order: int
    phrase: Phrase


def _phrases(text: str, bounds: tuple[int, int]) -> list[Phrase]:
    kinds = kinds_in(text, *bounds)
    if not kinds:
        return []
    found = sorted(_candidates(text, bounds, kinds), key=lambda c: (c.start, -c.end, c.order))
    kept: list[Phrase] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate.phrase)
    kept = join_times(text, kept)
    narrowed: list[Phrase] = []
    for phrase in kept:
        narrowed.append(narrow(text, phrase, narrowed[-1].end if narrowed else bounds[0]))
    narrowed = bind_ended(text, narrowed)
    narrowed = carry_years(text, narrowed)
    return join_ranges(text, [phrase for phrase in narrowed if not phrase.weak or _stands(text, phrase)])


def _stands(text: str, phrase: Phrase) -> bool:
    """Tell whether "the week" or "the year" stands alone: only after during, over and the like."""
    return (
        phrase.kind == "unit"
        and not text[phrase.start : phrase.end].endswith("day")
        and bool(re.search(r"(?i)\b(?:during|throughout|through|over|for|in|within)\s+$", text[max(0, phrase.start - 12) : phrase.start]))
    )


def _candidates(text: str, bounds: tuple[int, int], kinds: frozenset[str]) -> Iterator[_Candidate]:
    for order, (regex, needs, pattern) in enumerate(_compiled()):
        if not needs <= kinds:
            continue
        for m in regex.finditer(text, *bounds):
            if m.end() > m.start() and (pattern.fits is None or pattern.fits(text, m)):
                groups = m.groupdict()
                phrase = Phrase(
                    m.start(), m.end(), pattern.kind, _reader(pattern, m), bool(groups.get("year")), pattern.weak
                )
                yield _Candidate(m.start(), m.end(), order, phrase)


def _reader(pattern: Pattern, m: re.Match[str]):  # type: ignore[no-untyped-def]
    return lambda now: pattern.read(m, now)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Cut the text into sentences, roughly: a full stop inside "Dec. 8" or "10 p.m." does not end one."""
    start = 0
    for m in _stop().finditer(text):
        yield from _cut(text, start, m.end())
        start = m.end()
    if start < len(text):
        yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, at a blank where there is one."""
    while end - start > LONGEST_SEGMENT:
        blank = text.rfind(" ", start, start + LONGEST_SEGMENT) + 1
        cut = blank if blank > start else start + LONGEST_SEGMENT
        yield start, cut
        start = cut
    yield start, end


def _month_first(text: str) -> bool:
    """Judge whether 5/6/2015 is May 6: by a date that can be read one way only, else by "May 6" against "6 May"."""
    pairs = [(int(a), int(b)) for a, b in re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])", text)]
    if any(12 < b <= 31 and a <= 12 for a, b in pairs):
        return True
    if not pairs or any(12 < a <= 31 for a, _ in pairs):
        return False
    names = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    return len(re.findall(rf"{names} \d", text)) > len(re.findall(rf"\d {names}", text))


def _noun_phrase_only(text: str, bounds: tuple[int, int]) -> bool:
    """ "aims to disarm them by December": a plan that the direction of the verb hides."""
    return bool(re.search(r"\b(?:aims?|plans?|hopes?|targets?|deadline|goal)\b", text[bounds[0] : bounds[1]]))


@cache
def _named_by() -> re.Pattern[str]:
    return re.compile(r"\b(?:of|signed|dated|reached|concluded|adopted|agreed)(?: on| in)? $", re.IGNORECASE)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], frozenset[str], Pattern], ...]:
    every = (*ABSOLUTE, *QUARTERS, *FEASTS, *RELATIVE, *LENGTHS, *REPEATS, *CLOCK)
    return tuple((re.compile(pattern.regex), frozenset(pattern.needs.split()), pattern) for pattern in every)


@cache
def _spoke() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:said|told|says|announced|reported|confirmed|added|stated|warned|wrote)\s+(?:\w+\s+){0,2}?(?:on\s+"
        r"|late\s+|early\s+)*$"
    )


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(
        r"(?<![ap]\.m)(?<!\bJan)(?<!\bFeb)(?<!\bMar)(?<!\bApr)(?<!\bJun)(?<!\bJul)(?<!\bAug)(?<!Sept)(?<!\bSep)"
        r"(?<!\bOct)(?<!\bNov)(?<!\bDec)"
        r"(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bGen)(?<!\bCol)(?<!\bLt)[.!?][\"\u201d\u2019')\]]*\s+(?=[\"\u201c"
        r"(\[]?[A-Z0-9\u201c])"
        r"|(?<=[ap]\.m)\.[\"\u201d]?\s+(?=(?:The|A|An|He|She|It|They|In|On|At|But|Two|Three)\b)|\n[^\S\n]*\n\s*"
        r"(?=[A-Z\"\u201c0-9])"
    )
