"""Figures that do not agree: two values of one thing, a share against a whole, sums that do not add up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from whoholds.actors.camps import root_of, side_of
from whoholds.actors.counted import counted_among
from whoholds.check.case import Case, make_dispute, said_on, speaker
from whoholds.geo.meant import WIDE, is_part, places_meant
from whoholds.geo.measures import distance_km, in_base_unit
from whoholds.records import Claim, Dispute, Figure
from whoholds.records.groups import Groups

PEOPLE = frozenset({"killed", "wounded", "captured", "abducted"})
GROWING = frozenset({"displaced", "killed", "wounded", "air_strikes", "abducted"})
"""Counts that grow: a later, higher value of one is news, not a contradiction."""
NOBODY = frozenset({"ceasefire_violations"})
"""Measures that are of no side."""
FLEEING = frozenset({"displaced", "besieged"})
"""Measures of people whom texts call refugees, residents, families or people, and mean the same."""
_REVISED = re.compile(r"\b(?:now|later|since (?:then|risen)|raised|rais\w+|latest|updated|grown|risen|by (?:evening|night|nightfall))\b", re.IGNORECASE)
"""Words between two counts of one text by which the second brings the first up to date."""
WITHIN_DAYS = {
    "killed": 12,
    "displaced": 4,
    "besieged": 10,
    "territory_share_lost": 45,
    "foreign_fighters": 200,
    "strength": 45,
}
"""Days by which the as-of of two figures may differ; measures not named: `OTHER_DAYS`."""
OTHER_DAYS = 4
_SPEAKS = re.compile(
    r"\b(sa(?:id|ys?)|sp(?:oke|eaks?)|count\w*|puts?|estimat\w+|gave|gives?|report\w*|claim\w*|admit\w*)\b", re.I
)
HEADS = frozenset({"people", "fighters", "soldiers", "civilians", ""})
YEAR = 366
SPOT_KM = 15.0
LEAST_WITNESS = 50
"""A value from here on is taken to be the same count when it is told again, whenever that is."""
EVERYBODY = frozenset({"", "people", "dead", "persons", "others"})
"""Words for all who suffered, whoever they were."""
SHARE_DAYS = 2
LARGE_SHARE = 75.0
_ALL = re.compile(r"\b(?:all|every|whole|entire(?:ly)?|full(?:y)?|complete(?:ly)?|total(?:ly)?|last (?:street|militant|fighter|house)\w*|100)\b", re.IGNORECASE)
RATIO = 1.14
"""Two single values of one thing differ from here; below it is rounding ("a third" and "30 percent")."""
FLOOR_RATIO = 1.6
"""Two "at least" values differ from here: both may be true, but hardly count the same dead."""
SLIP_RATIO = 1.03
TOLD_ONCE = frozenset({"territory_share_lost", "territory_area", "territory_area_lost", "territory_share"})
"""Measures of which a text gives one value, so that two are a slip and not two things counted."""


def figure_disputes(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    """Compare figures of one measure, subject and scope; those that hang together are one dispute."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    spots = _spots(case, figures)
    for figure in sorted(figures, key=lambda f: f.id):
        if figure.claim in case.claims:
            for key in dict.fromkeys(_keys(figure, case.claims[figure.claim])):
                groups[(*key[:2], spots.find(key[2]), key[3])].append(figure)
    out: list[Dispute] = []
    for key in sorted(groups):
        for members in _hanging_together([p for p in _close(groups[key]) if _differ(case, *p)]):
            out.append(_dispute(case, members + _witnesses(members, groups[key])))
    return _distinct(out + _larger_parts(case, groups))


def _hanging_together(pairs: Sequence[tuple[Figure, Figure]]) -> list[list[Figure]]:
    """Put together the pairs that share a figure; two battles of one town stay two disputes."""
    known = {f.id: f for pair in pairs for f in pair}
    groups = Groups(known)
    for one, other in pairs:
        groups.join(one.id, other.id)
    return [[known[key] for key in ids] for ids in groups.all()]


def _witnesses(members: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of other days that give one of the disputed values: whoever repeats it is told with it."""
    values = {(f.low, f.high) for f in members if max(f.low or 0.0, f.high or 0.0) >= LEAST_WITNESS}
    documents = {f.document for f in members}
    return [f for f in figures if (f.low, f.high) in values and f.document not in documents]


def _larger_parts(case: Case, groups: Mapping[tuple[str, ...], Sequence[Figure]]) -> list[Dispute]:
    """Find more dead of one kind than another report of the same place and days counts dead in all."""
    out: list[Dispute] = []
    for key in sorted(groups):
        if key[0] not in PEOPLE or key[1]:
            continue
        parts = [f for other in sorted(groups) if (other[0], *other[2:]) == (key[0], *key[2:]) for f in groups[other] if other != key]
        for whole, part in product(groups[key], sorted(parts, key=lambda f: f.id)):
            apart = case.origin(case.claims[whole.claim]) != case.origin(case.claims[part.claim])
            larger = whole.high is not None and (part.low or 0.0) > whole.high * RATIO
            if apart and larger and _same_time(case, whole, part) and _same_scope(case, whole, part):
                out.append(_dispute(case, [whole, part]))
    return out


def _same_scope(case: Case, one: Figure, other: Figure) -> bool:
    """Tell whether both counts are of narrow places, and no one of them lasts over weeks."""
    claims = [case.claims[f.claim] for f in (one, other)]
    narrow = all(link.kind not in WIDE for c in claims for _, link in places_meant(c))
    spans = [(f.as_of.latest - f.as_of.earliest).days for f in (one, other) if f.as_of and f.as_of.latest and f.as_of.earliest]
    return narrow and all(days <= WITHIN_DAYS["killed"] for days in spans)


def _close(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Give the pairs whose days are near enough to be compared; undated figures are compared with nothing."""
    dated = sorted(((end, f.id, f) for f in figures if (end := _end(f)) is not None), key=lambda row: row[:2])
    for i, (end, _, one) in enumerate(dated):
        for later, _, other in dated[i + 1 :]:
            if (later - end).days > YEAR:
                break
            yield one, other


def _spots(case: Case, figures: Sequence[Figure]) -> Groups:
    """Make one of the places that lie within a few kilometres: a base and its town count the same dead."""
    cells: dict[tuple[int, int], dict[str, tuple[float, float]]] = defaultdict(dict)
    groups = Groups()
    told = [case.claims[figure.claim] for figure in figures if figure.claim in case.claims]
    for link in (link for claim in told for _, link in places_meant(claim)):
        if link.lat is None or link.lon is None or link.kind in WIDE:
            continue
        for lat, lon in product(_quarters(link.lat), _quarters(link.lon)):
            cells[lat, lon][link.id] = (link.lat, link.lon)
    for cell in sorted(cells):
        for (one, a), (other, b) in combinations(sorted(cells[cell].items()), 2):
            if distance_km(a, b) <= SPOT_KM:
                groups.join(one, other)
    return groups


def _quarters(degrees: float) -> tuple[int, int]:
    """Number the quarter degree and the one above, so that near places share a cell."""
    return int(degrees * 4), int(degrees * 4) + 1


def share_disputes(case: Case, figures: Sequence[Figure]) -> list[Dispute]:
    """Find a share of a town told beside a report that all of it was taken or held."""
    out = []
    for figure in sorted(figures, key=lambda f: f.id):
        claim = case.claims.get(figure.claim)
        if claim is None or figure.measure != "share_of_town_held" or (figure.high or 100.0) > 97:
            continue
        for place in sorted({link.id for _, link in places_meant(claim)}):
            against = [c for c in case.by_place.get(place, ()) if _says_all(case, claim, c, place)]
            if against:
                what = f"{_value(figure)} of {figure.scope} ({_said(case, figure)}), or all of it"
                settles = "A map of the front in the town on that day."
                out.append(make_dispute(case, "figure", what, settles, [claim, *against[:3]]))
    return out


def _says_all(case: Case, claim: Claim, other: Claim, place: str) -> bool:
    """Tell whether another speaker says at the same time that a side has all of the place.

    That the same side took or holds it contradicts a large share only where the words say that all of it is meant.
    """
    if other.type not in ("capture", "hold") or other.status != "fact" or speaker(other) == speaker(claim):
        return False
    if any(q.unit == "percent" for q in other.quantities):
        return False
    filler = next(((f, link) for f, link in places_meant(other) if link.id == place), None)
    if filler is None or is_part(*filler):
        return False
    days = [c.window.latest if c.window and c.window.latest else said_on(c) for c in (claim, other)]
    if abs((days[0] - days[1]).days) > SHARE_DAYS or _taken_since(claim, other):
        return False
    camps = case.camps(place)
    same = {camps.camp(side_of(f)) for f in claim.actors} & {camps.camp(side_of(f)) for f in other.actors}
    share = max((q.high or 0.0 for q in claim.quantities if q.unit == "percent"), default=0.0)
    return not same or share < LARGE_SHARE or bool(_ALL.search(other.sentence.words))


def _taken_since(claim: Claim, other: Claim) -> bool:
    """Tell whether the other claim is of a later day by its own words, so that the share was true until then."""
    first, second = (c.window.latest if c.window else None for c in (claim, other))
    return claim.time is not None and other.time is not None and first is not None and second is not None and first != second


def _keys(figure: Figure, claim: Claim) -> list[tuple[str, ...]]:
    unit = in_base_unit(None, figure.unit)[1]
    unit = "people" if unit in HEADS else unit
    fillers = (
        claim.actors
        if figure.measure in ("strength", "foreign_fighters", "air_strikes", "revenue")
        else claim.targets or claim.actors
    )
    fillers = () if figure.subject and figure.subject == _counted_words(claim, figure) else fillers
    quantity = next((q for q in claim.quantities if q.start == figure.start), None)
    fillers = counted_among(fillers, quantity) if quantity and figure.measure in PEOPLE else fillers
    subject = root_of(side_of(fillers[0])) if fillers else "" if figure.measure in NOBODY else figure.subject.casefold()
    subject = subject.removeprefix("new:").replace("-", " ")
    if figure.measure in FLEEING and (not fillers or not subject.startswith("actor:")):
        subject = "people"
    if figure.measure in PEOPLE and subject in EVERYBODY:
        subject = ""
    if figure.measure in ("territory_area", "territory_share_lost", "foreign_fighters", "revenue", "salaries"):
        return [(figure.measure, subject, "", unit)]
    places = sorted({link.id for _, link in places_meant(claim)}) or [f"document:{figure.document}"]
    return [(figure.measure, subject, place, unit) for place in places]


def _counted_words(claim: Claim, figure: Figure) -> str:
    return next((q.counts for q in claim.quantities if q.start == figure.start), "")


def _differ(case: Case, one: Figure, other: Figure) -> bool:
    a, b = case.claims[one.claim], case.claims[other.claim]
    if _part_above_whole(case, one, other):
        return True
    if "denied" in (a.status, b.status) or (one.scope != other.scope and one.measure == "strength"):
        return False
    same_voice = one.document == other.document and speaker(a) == speaker(b) and not _bare(a, one, other)
    if same_voice and not (case.is_headline(a) or case.is_headline(b)):
        return _slips(one, other)
    if one.document != other.document and speaker(a) == speaker(b) and one.as_of != other.as_of:
        return False
    if not _same_time(case, one, other):
        return False
    if one.measure in GROWING and _grew(case, one, other):
        return False
    return _values_differ(one, other) or _boast(case, one, other)


def _boast(case: Case, one: Figure, other: Figure) -> bool:
    """Tell whether one sentence sets "at least 770" of one voice against 1,700 of another."""
    a, b = case.claims[one.claim], case.claims[other.claim]
    floor, exact = (one, other) if one.high is None else (other, one)
    if a.sentence != b.sentence or {side_of(f).name for f in a.sources} == {side_of(f).name for f in b.sources}:
        return False
    return floor.high is None and bool(floor.low) and (exact.low or 0.0) >= (floor.low or 0.0) * FLOOR_RATIO


def _slips(one: Figure, other: Figure) -> bool:
    """Tell whether one text gives one share of territory twice, differently: "20%" in its standfirst, "22 per
    cent" below."""
    if (
        one.measure not in TOLD_ONCE
        or one.unit != other.unit
        or one.basis != other.basis
        or one.as_of != other.as_of
        or one.quote == other.quote
    ):
        return False
    exact = one.low == one.high and other.low == other.high and bool(one.low) and bool(other.low)
    return exact and max(one.low or 0, other.low or 0) / min(one.low or 1, other.low or 1) >= SLIP_RATIO


def _bare(claim: Claim, one: Figure, other: Figure) -> bool:
    """Tell whether one of two numbers of a claim counts nothing of its own: "300 were killed, they said; he spoke
    of 60"."""
    if one.claim != other.claim:
        return False
    first, second = sorted((one, other), key=lambda f: f.start)
    between = claim.sentence.words[first.end - claim.sentence.start : second.start - claim.sentence.start]
    bare = any(not q.counts and q.link == "context" and q.start in (one.start, other.start) for q in claim.quantities)
    return bare and bool(_SPEAKS.search(between))


def _part_above_whole(case: Case, one: Figure, other: Figure) -> bool:
    """Tell whether an area in one country is larger than the whole area told for several, within a year."""
    if one.measure != "territory_area" or one.document == other.document:
        return False
    places = [{link.id for _, link in places_meant(case.claims[f.claim])} for f in (one, other)]
    part, whole = (one, other) if places[0] < places[1] else (other, one) if places[1] < places[0] else (None, None)
    if part is None or whole is None or part.low is None or whole.high is None:
        return False
    first, second = _end(part), _end(whole)
    near = first is not None and second is not None and abs((first - second).days) <= 366
    return near and (in_base_unit(part.low, part.unit)[0] or 0) > (in_base_unit(whole.high, whole.unit)[0] or 0)


def _same_time(case: Case, one: Figure, other: Figure) -> bool:
    first, second = _end(one), _end(other)
    limit = WITHIN_DAYS.get(one.measure, OTHER_DAYS)
    if first is None or second is None:
        return False
    return abs((first - second).days) <= limit


def _end(figure: Figure) -> date | None:
    return figure.as_of.latest or figure.as_of.earliest if figure.as_of else None


def _grew(case: Case, one: Figure, other: Figure) -> bool:
    """Tell whether the later of two counts is higher and the same people may count: a revision, not a contradiction."""
    a, b = case.claims[one.claim], case.claims[other.claim]
    if one.document == other.document:
        return _is_revision(case, *sorted((one, other), key=lambda f: f.start))
    if said_on(a) == said_on(b):
        return False
    early, late = (one, other) if said_on(a) < said_on(b) else (other, one)
    return (late.low or late.high or 0) > (early.high or early.low or 0) and one.measure == "displaced"


def _is_revision(case: Case, first: Figure, second: Figure) -> bool:
    claim = case.claims[second.claim]
    before = claim.sentence.words[: max(0, second.start - claim.sentence.start)]
    since = max(0, first.end - claim.sentence.start)
    higher = (second.low or second.high or 0) > (first.high or first.low or 0)
    return higher and bool(_REVISED.search(before[since:]))


def _values_differ(one: Figure, other: Figure) -> bool:
    low1, high1 = (in_base_unit(v, one.unit)[0] for v in (one.low, one.high))
    low2, high2 = (in_base_unit(v, other.unit)[0] for v in (other.low, other.high))
    if (low1 is not None and high2 is not None and low1 > high2 * RATIO) or (
        low2 is not None and high1 is not None and low2 > high1 * RATIO
    ):
        return True
    if high1 is None and high2 is None and low1 and low2:
        return max(low1, low2) / min(low1, low2) >= FLOOR_RATIO
    return False


def _dispute(case: Case, figures: Sequence[Figure]) -> Dispute:
    unique = {f.id: f for f in figures}
    ranked = sorted(unique.values(), key=lambda f: (said_on(case.claims[f.claim]), f.document, f.start))
    first = ranked[0]
    kind = "casualties" if first.measure in PEOPLE else "figure"
    bases = {f.basis for f in ranked}
    if kind == "figure" and len(bases) > 1 and first.measure.startswith("territory") and _counted(ranked):
        kind = "definition"
    values = " / ".join(dict.fromkeys(f"{_value(f)} ({_said(case, f)})" for f in ranked))
    where = f", {first.scope}" if first.scope else ""
    return make_dispute(
        case,
        kind,
        f"{first.measure.replace('_', ' ')}: {first.subject}{where}: {values}",
        "The count behind each number: who was counted, where, and over which days.",
        [case.claims[f.claim] for f in ranked],
    )


def _counted(figures: Sequence[Figure]) -> bool:
    return len({"counting" in f.definition for f in figures}) > 1


def _value(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low == high:
        text = _number(low)
    elif high is None:
        text = f"at least {_number(low)}"
    elif low is None:
        text = f"at most {_number(high)}"
    else:
        text = f"{_number(low)} to {_number(high)}"
    return f"{text} {figure.unit}".strip()


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:,.1f}".removesuffix(".0")


def _said(case: Case, figure: Figure) -> str:
    claim = case.claims[figure.claim]
    return ", ".join(side_of(f).name for f in claim.sources) or claim.publisher or "the report"


def _distinct(disputes: list[Dispute]) -> list[Dispute]:
    """Keep one of disputes that rest on the same claims (a claim with two places makes two groups)."""
    return list({d.claims: d for d in disputes}.values())
