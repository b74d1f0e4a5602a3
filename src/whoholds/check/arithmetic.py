"""Sums that do not add up: what a text's own numbers say of each other, checked within the rounding of their words.

Each check is kept whether it agrees or not; only those that disagree are disputes. The tolerance is always the same one, by name
`rounding`: a number stands for everything that would be written so (90,800 for 90,750 to 90,850), words such as "about" or "a
third" for a tenth more on either side, and half a point is given for shares that were rounded twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whoholds.check.case import Case, make_dispute
from whoholds.check.parts import count_checks
from whoholds.check.rounding import Number, Span, number_of
from whoholds.records import Dispute, Figure

SHARES = frozenset({"revenue_share", "share_of_force", "displaced_share", "territory_share"})
"""Measures whose values of one sentence are parts of one whole."""
REST = re.compile(r"\b(?:remaining|the rest|remainder|the others?)\s+$|\bthe (?:other|remaining|last)\s+$", re.IGNORECASE)
LEVELS = {"territory_area": ("territory_share_lost", "territory_share_gained"), "revenue": ("revenue_change",),
          "salaries": ("salary_change",)}  # fmt: skip
"""A measure told for two days, and the measures of its change in per cent."""
DATELESS = date.max
POINTS = 0.5
"""Percentage points given beyond rounding, for shares that were rounded before they were subtracted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One sum: what was compared in words, whether it agrees, and the figures and claims that it rests on."""

    what: str
    agrees: bool
    figures: tuple[str, ...]
    claims: tuple[str, ...]
    tolerance: str = "rounding"


def arithmetic_checks(case: Case, figures: Sequence[Figure]) -> list[Check]:
    """Check every text's figures against each other, and shares against the figure that they are shares of, in any text."""
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.document, f.start, f.id)):
        if figure.claim in case.claims:
            by_document[figure.document].append(figure)
    known = {f.id: f for f in figures}
    out: list[Check] = []
    for document in sorted(by_document):
        told = by_document[document]
        for sentence in _sentences(case, told):
            out += _sums(case, sentence)
        out += _changes(case, told)
        out += _of_base(case, told, known)
    out += [Check(c.what, c.agrees, (), c.claims) for c in count_checks(case)]
    return list(dict.fromkeys(out))


def arithmetic_disputes(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    """Return the sums that do not add up as disputes, one for each set of claims and no copy twice."""
    out: dict[tuple[str, ...], Dispute] = {}
    told: set[tuple[str, str]] = set()
    for check in (c for c in arithmetic_checks(case, figures) if not c.agrees):
        origins = ",".join(sorted({case.origin(case.claims[key]) for key in check.claims}))
        if (origins, check.what) not in told:
            told.add((origins, check.what))
            out.setdefault(check.claims, _dispute(case, check))
    return list(out.values())


def _dispute(case: Case, check: Check) -> Dispute:
    settles = "The source that the numbers were taken from; one of them is a slip."
    return make_dispute(case, "arithmetic", check.what, settles, [case.claims[key] for key in check.claims])


def _sentences(case: Case, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    groups: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[case.claims[figure.claim].sentence.start].append(figure)
    yield from (groups[start] for start in sorted(groups))


def _number(case: Case, figure: Figure) -> Number:
    sentence = case.claims[figure.claim].sentence
    return number_of(figure.low, figure.high, sentence.words[figure.start - sentence.start : figure.end - sentence.start], figure.unit)


def _before(case: Case, figure: Figure) -> str:
    sentence = case.claims[figure.claim].sentence
    return sentence.words[: max(0, figure.start - sentence.start)]


def _check(what: str, agrees: bool, figures: Sequence[Figure]) -> Check:
    return Check(what, agrees, tuple(f.id for f in figures), tuple(dict.fromkeys(f.claim for f in figures)))


def _sums(case: Case, figures: Sequence[Figure]) -> list[Check]:
    """Check that the shares of one sentence make no more than the whole, and just the whole where one of them is "the rest"."""
    by_measure: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.unit == "percent" and figure.measure in SHARES and figure.low == figure.high:
            by_measure[figure.measure, case.claims[figure.claim].sources[-1].name if case.claims[figure.claim].sources else ""].append(figure)
    out = []
    for (measure, _), parts in sorted(by_measure.items()):
        numbers = [_number(case, f) for f in parts]
        total = sum((n.span for n in numbers), Span(0.0, 0.0))
        closed = any(REST.search(_before(case, f)) for f in parts)
        if len(parts) < (2 if closed else 3):
            continue
        over, under = total.low > 100 + POINTS, closed and total.high < 100 - POINTS
        if over or under or closed:
            said = " + ".join(n.told for n in numbers)
            value = sum(n.value for n in numbers)
            end = ", not 100" if over or under else ""
            out.append(_check(f"{measure.replace('_', ' ')}: {said} per cent make {value:g}{end}", not (over or under), parts))
    return out


def _changes(case: Case, figures: Sequence[Figure]) -> list[Check]:
    """Check "from A to B, a loss of p per cent" where one text tells all three of one subject and definition."""
    out: list[Check] = []
    for level, changes in sorted(LEVELS.items()):
        told = [f for f in figures if f.measure == level and f.low == f.high and f.low]
        for share in (f for f in figures if f.measure in changes and f.unit == "percent"):
            pair = _ends(case, share, told)
            if pair is not None:
                out.append(_change(case, pair, share))
    return out


def _ends(case: Case, share: Figure, levels: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return the two levels that a change lies between: those of its sentence; else the only two of the text, where none is counted apart."""
    own = [f for f in levels if _same_sentence(case, f, share)]
    fitting = own if len(own) == 2 else [f for f in levels if f.subject == share.subject and "counting " not in share.basis]
    voices = {tuple(s.name for s in case.claims[f.claim].sources) for f in (*fitting, share)}
    if len(fitting) != 2 or fitting[0].unit != fitting[1].unit or (len(own) != 2 and len(voices) > 1):
        return None
    first, last = sorted(fitting, key=lambda f: (f.as_of.latest or f.as_of.earliest if f.as_of else None) or DATELESS)
    if first.as_of == last.as_of:
        first, last = sorted(fitting, key=lambda f: -(f.low or 0.0) if not share.measure.endswith("gained") else (f.low or 0.0))
    return first, last


def _same_sentence(case: Case, one: Figure, other: Figure) -> bool:
    return case.claims[one.claim].sentence.start == case.claims[other.claim].sentence.start


def _change(case: Case, pair: tuple[Figure, Figure], share: Figure) -> Check:
    first, last, said = _number(case, pair[0]), _number(case, pair[1]), _number(case, share)
    real = 100 * (last.value - first.value) / first.value
    widest = Span(100 * (last.span.low - first.span.high) / first.span.high, 100 * (last.span.high - first.span.low) / first.span.low)
    size = widest if real >= 0 else Span(-widest.high, -widest.low)
    agrees = said.span.low <= size.high + POINTS and said.span.high >= size.low - POINTS
    unit = pair[0].unit
    verdict = "as told" if agrees else f"not {said.told}"
    what = f"From {first.told} to {last.told} {unit} is {'a loss' if real < 0 else 'a gain'} of {abs(real):.1f} per cent, {verdict}"
    return _check(what, agrees, [*pair, share])


def _of_base(case: Case, figures: Sequence[Figure], known: Mapping[str, Figure]) -> list[Check]:
    """Check a share lost since a day against the area told for that day anywhere and the area that the same text tells for its end."""
    out: list[Check] = []
    for share in (f for f in figures if f.base in known and f.low == f.high):
        base = known[share.base]
        ends = [
            f for f in figures
            if f.measure == base.measure and f.id != base.id and f.subject == share.subject and _ends_with(f, share)
        ]  # fmt: skip
        if len(ends) == 1 and base.document != share.document and ends[0].unit == base.unit:
            out.append(_change(case, (base, ends[0]), share))
    return out


def _ends_with(level: Figure, share: Figure) -> bool:
    return bool(level.as_of and share.as_of and level.as_of.latest and level.as_of.latest == share.as_of.latest)


def disagreeing(checks: Iterable[Check]) -> list[Check]:
    """Return the checks that do not agree."""
    return [check for check in checks if not check.agrees]
