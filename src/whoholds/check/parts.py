"""Parts and wholes, ratios and differences of the numbers of one sentence, read off its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whoholds.check.case import Case
from whoholds.check.rounding import Number, Span, number_of
from whoholds.records import Claim, Quantity
from whoholds.records.quantity import PEOPLE_UNITS

_TOTAL_AFTER = re.compile(r"^(?:\s+[\w’'-]+){0,3}?,?\s+(?:in all|in total|altogether|all told|overall)\b", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    r"\b(?:a total of|totall?ing|total(?:s|led)?(?: of)?|bringing the (?:total|toll|number)[\w ]{0,24} to|making|together|that makes|"
    r"for a total of|in all|altogether)\s+$",
    re.IGNORECASE,
)
_COLON = re.compile(r"^[^.;!?\d]{0,60}:\s*$")
_OPEN = re.compile(r"\b(?:including|among (?:them|whom|others)|such as|mostly|most of|for example|notably|of (?:them|whom))\b", re.IGNORECASE)
_AND = re.compile(r"^[^.;:!?\d]{0,60}?(?:,|\band\b|\bplus\b|\bas well as\b)[^.;:!?\d]{0,40}$", re.IGNORECASE)
_LAST = re.compile(r"\b(?:and|plus|as well as)\b", re.IGNORECASE)
_PART = re.compile(r"^[^.;:!?\d]{0,50}?\b(?:of whom|of them|of which|including|among them|among whom)\s+(?:were\s+|at least\s+)?$", re.IGNORECASE)
_OF_WHOLE = re.compile(r"^(?:\s+[\w’'-]+){0,2}?\s+(?:out )?of (?:the|its|their|all|some|about)?\s*$", re.IGNORECASE)
_OF_FIRST = re.compile(r"(?:^|[,;]\s+)(?:out )?of (?:the|its|their|all|some|about)?\s*(?:some\s+|about\s+)?$", re.IGNORECASE)
_OR = re.compile(r"^[^.;:!?\d]{0,60}?(?:,\s*(?:or|that is|i\.e\.)|\(|–|—|\bor\b)\s*(?:about |some |roughly |nearly |almost )?$", re.IGNORECASE)
FACTORS = (
    (2.0, r"doubl(?:ed|ing|es?)"), (3.0, r"(?:tre|tri)bl(?:ed|ing|es?)|tripl(?:ed|ing|es?)"), (4.0, r"quadrupl(?:ed|ing|es?)"),
    (0.5, r"halv(?:ed|ing|es?)|cut in half"),
)  # fmt: skip
FACTOR_SLACK = 0.2
"""Share by which "doubled" may miss: from 12,000 to 27,000 still is a doubling. Set by reasoning."""
_FROM = re.compile(r"\bfrom\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_TO = re.compile(r"^[^.;:!?\d]{0,40}?\bto\s+(?:about\s+|some\s+|just\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:about\s+|some\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartCheck:
    """A sum of a sentence's numbers: what was compared, whether it agrees, the claims of the sentence."""

    what: str
    agrees: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence and its numbers in text order, offsets from its start."""

    words: str
    numbers: tuple[tuple[int, int, Quantity, Number], ...]
    claims: tuple[str, ...]

    def between(self, i: int) -> str:
        return self.words[self.numbers[i][1] : self.numbers[i + 1][0]]

    def before(self, i: int) -> str:
        return self.words[: self.numbers[i][0]]

    def after(self, i: int) -> str:
        return self.words[self.numbers[i][1] :]

    def unit(self, i: int) -> str:
        unit = self.numbers[i][2].unit
        return "people" if unit in PEOPLE_UNITS else unit

    def number(self, i: int) -> Number:
        return self.numbers[i][3]


def count_checks(case: Case) -> list[PartCheck]:
    """Check each sentence's numbers: parts named with their total, a part of a whole, shares given beside both, "doubled from A to B"."""
    by_sentence: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for key in sorted(case.claims):
        claim = case.claims[key]
        by_sentence[claim.document, claim.sentence.start].append(claim)
    out: list[PartCheck] = []
    for place in sorted(by_sentence):
        told = _read(by_sentence[place])
        if len(told.numbers) > 1:
            out += _totals(told) + _parts(told) + _shares(told) + _factors(told)
    return out


def _read(claims: Sequence[Claim]) -> _Told:
    sentence = claims[0].sentence
    found: dict[tuple[int, int], Quantity] = {}
    for claim in claims:
        for q in claim.quantities:
            inside = sentence.start <= q.start and q.end <= sentence.end and (q.low is not None or q.high is not None)
            if inside and not any(a < q.end and q.start < b for a, b in found):
                found[q.start, q.end] = q
    rows = tuple(
        (a - sentence.start, b - sentence.start, found[a, b], number_of(found[a, b].low, found[a, b].high, found[a, b].words, found[a, b].unit))
        for a, b in sorted(found)
    )
    return _Told(sentence.words, rows, tuple(c.id for c in claims if c.quantities))


def _totals(told: _Told) -> list[PartCheck]:
    """Check "12 soldiers, 8 policemen and 5 civilians, 30 in all" and "30 were killed: 12 soldiers, 8 policemen and 10 civilians"."""
    out = []
    for i in range(len(told.numbers)):
        if _TOTAL_AFTER.match(told.after(i)) or _TOTAL_BEFORE.search(told.before(i)):
            out += _sum_check(told, i, _run_before(told, i))
        elif i + 3 <= len(told.numbers) and _COLON.match(told.between(i)) and not _OPEN.search(told.after(i)):
            out += [check for check in _sum_check(told, i, _run_after(told, i)) if _exceeds(told, i)]
    return out


def _exceeds(told: _Told, total: int) -> bool:
    """Tell whether the parts listed after a colon make more than their total; a list that makes less may only name the largest."""
    parts = sum((told.number(i).span for i in _run_after(told, total)), Span(0.0, 0.0))
    return parts.low > told.number(total).span.high


def _run_before(told: _Told, at: int) -> list[int]:
    """Return the numbers of one unit that "and" and commas join right before a total."""
    run: list[int] = []
    for i in range(at - 1, -1, -1):
        if told.unit(i) != told.unit(at) or (run and not _AND.match(told.between(i))):
            break
        run.insert(0, i)
    joined = len(run) > 1 and bool(_LAST.search(told.between(run[-2])))
    return run if joined and not _OPEN.search(told.words[told.numbers[run[0]][0] : told.numbers[at][0]]) else []


def _run_after(told: _Told, at: int) -> list[int]:
    run = [at + 1]
    for i in range(at + 2, len(told.numbers)):
        if told.unit(i) != told.unit(at) or not _AND.match(told.between(i - 1)):
            break
        run.append(i)
    joined = len(run) > 1 and told.unit(at + 1) == told.unit(at) and bool(_LAST.search(told.between(run[-2])))
    ends = re.split(r"[.;!?]", told.after(run[-1]))[0]
    return run if joined and not re.search(r"\d", ends) else []


def _sum_check(told: _Told, total: int, run: Sequence[int]) -> list[PartCheck]:
    if len(run) < 2:
        return []
    parts = sum((told.number(i).span for i in run), Span(0.0, 0.0))
    whole = told.number(total)
    value = sum(told.number(i).value for i in run)
    agrees = parts.low <= whole.span.high and whole.span.low <= parts.high
    said = " + ".join(told.number(i).told for i in run)
    return [PartCheck(f"{said} make {value:,g}, {'as told' if agrees else f'not {whole.told}'}", agrees, told.claims)]


def _parts(told: _Told) -> list[PartCheck]:
    """Check that "135, of whom 85 were civilians" leaves the part no larger than the whole."""
    out = []
    for i in range(len(told.numbers) - 1):
        whole, part = told.number(i), told.number(i + 1)
        if told.unit(i) == told.unit(i + 1) == "people" and _PART.match(told.between(i)):
            agrees = part.span.low <= whole.span.high
            out.append(PartCheck(f"{part.told} of {whole.told}: a part {'within' if agrees else 'larger than'} its whole", agrees, told.claims))
    return out


def _shares(told: _Told) -> list[PartCheck]:
    """Check "3,000 of the 10,000 families, or 40 per cent": the share that stands beside a part and its whole."""
    out = []
    for i in range(len(told.numbers) - 2):
        part, whole, share = told.number(i), told.number(i + 1), told.number(i + 2)
        fits = told.unit(i + 2) == "percent" and told.unit(i) == told.unit(i + 1) != "percent"
        if _OF_FIRST.search(told.before(i)):
            part, whole = whole, part
        elif not _OF_WHOLE.match(told.between(i)):
            continue
        if not fits or not _OR.match(told.between(i + 1)) or whole.span.low <= 0:
            continue
        real = Span(100 * part.span.low / whole.span.high, 100 * part.span.high / whole.span.low)
        agrees = share.span.low <= real.high and real.low <= share.span.high
        value = 100 * part.value / whole.value
        out.append(PartCheck(f"{part.told} of {whole.told} is {value:.1f} per cent, {'as told' if agrees else f'not {share.told}'}", agrees, told.claims))
    return out


def _factors(told: _Told) -> list[PartCheck]:
    """Check "doubled from A to B" and "rose by D, from A to B"."""
    out = []
    for (i, _), (j, _) in pairwise(enumerate(told.numbers)):
        first, last = told.number(i), told.number(j)
        if told.unit(i) != told.unit(j) or not _FROM.search(told.before(i)) or not _TO.match(told.between(i)) or not first.value:
            continue
        for factor, words in FACTORS:
            if re.search(rf"\b(?:{words})\b", told.before(i), re.IGNORECASE):
                least, most = factor * first.span.low * (1 - FACTOR_SLACK), factor * first.span.high * (1 + FACTOR_SLACK)
                agrees = last.span.high >= least and last.span.low <= most
                what = f"From {first.told} to {last.told} is {last.value / first.value:.1f} times"
                out.append(PartCheck(f"{what}, {'as told' if agrees else f'not {factor:g}'}", agrees, told.claims))
        if i and _BY.search(told.before(i - 1)) and told.unit(i - 1) == told.unit(i):
            out.append(_difference(told, i))
    return out


def _difference(told: _Told, at: int) -> PartCheck:
    change, first, last = (told.number(at + k) for k in (-1, 0, 1))
    real = Span(*sorted((abs(last.span.low - first.span.high), abs(last.span.high - first.span.low))))
    agrees = change.span.low <= real.high and real.low <= change.span.high
    value = abs(last.value - first.value)
    what = f"From {first.told} to {last.told} is {value:,g}, {'as told' if agrees else f'not {change.told}'}"
    return PartCheck(what, agrees, told.claims)
