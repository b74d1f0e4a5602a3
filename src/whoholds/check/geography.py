"""Places put where they are not: statements that the gazetteer contradicts, and a country that nothing else
supports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from whoholds.actors.camps import side_of
from whoholds.check.case import Case, make_dispute, said_on
from whoholds.geo.tables import countries
from whoholds.records import Claim, Dispute, Link, PlaceStatement, content_id

NAMES_ALIKE = 2
"""Letters by which two countries' names differ where one is taken for the other (Iran and Iraq, Niger and Nigeria)."""
TAKEN = ("capture", "hold", "territory")
LEAST_ELSEWHERE = 2
MOST_WITNESSES = 4


def place_disputes(case: Case, statements: Iterable[PlaceStatement]) -> list[Dispute]:
    """Turn statements that the gazetteer contradicts into disputes, and look for countries named by a slip."""
    ranked = sorted(statements, key=lambda s: s.id)
    out = [_statement(case, s, ranked) for s in ranked if s.verdict == "disagrees"]
    odd = _odd_countries(case)
    known = {id for dispute in odd for id in dispute.claims}
    slips = [dispute for dispute in _slips(case) if not known & set(dispute.claims)]
    return out + _regions_told(ranked) + _moved_copies(case) + odd + slips


def _regions_told(statements: Sequence[PlaceStatement]) -> list[Dispute]:
    """Find places that different documents put in different regions, where the gazetteer knows no region to judge
    by."""
    by_place: dict[str, dict[str, PlaceStatement]] = defaultdict(dict)
    for s in statements:
        if s.kind == "within" and s.other.kind == "region" and s.verdict != "disagrees":
            by_place[s.place.id].setdefault(s.other.id, s)
    out = []
    for place in sorted(by_place):
        told = [by_place[place][key] for key in sorted(by_place[place])]
        if len(told) > 1 and len({s.document for s in told}) > 1:
            names = " / ".join(s.other.name for s in told)
            out.append(_of_statements(f"{told[0].place.name} is put in {names}", told))
    return out


def _of_statements(what: str, told: Sequence[PlaceStatement]) -> Dispute:
    return Dispute(
        id=content_id("dispute", "gazetteer", [s.id for s in told]),
        kind="gazetteer",
        what=what,
        settles="A map, or the gazetteer entry of the place.",
        claims=(),
        documents=tuple(s.document for s in told),
        quotes=tuple(s.sentence.words for s in told),
        weight=2.0,
    )


def _moved_copies(case: Case) -> list[Dispute]:
    """Find a happening that a copy or rewrite of one story puts at another place of the same name."""
    told: dict[tuple[str, str, str], list[tuple[str, Claim]]] = defaultdict(list)
    for key in sorted(case.claims):
        claim = case.claims[key]
        if claim.type in ("capture", "withdraw", "siege", "attack", "strike", "clash"):
            for link in (f.link for f in claim.places if f.link is not None):
                told[case.origin(claim), claim.type, link.name.casefold()].append((link.id, claim))
    out = []
    for story in sorted(told):
        first = dict(reversed(told[story]))
        documents = {claim.document for claim in first.values()}
        if len(first) > 1 and len(documents) > 1:
            members = [first[place] for place in sorted(first)] + [c for _, c in told[story] if c.document == story[0]][
                :1
            ]
            name = next(f.link.name for f in members[0].places if f.link and f.link.id in first)
            what = f"{name}: one story, put at different places of that name"
            out.append(_of_claims(what, members))
    return out


def _of_claims(what: str, members: Sequence[Claim]) -> Dispute:
    unique = list({c.document: c for c in members}.values())
    return Dispute(
        id=content_id("dispute", "gazetteer", [c.id for c in unique]),
        kind="gazetteer",
        what=what,
        settles="A map, or the gazetteer entry of the place.",
        claims=tuple(c.id for c in unique),
        documents=tuple(c.document for c in unique),
        quotes=tuple(c.sentence.words for c in unique),
        weight=2.0,
    )


def _statement(case: Case, wrong: PlaceStatement, all_of: Sequence[PlaceStatement]) -> Dispute:
    kind = "gazetteer" if wrong.kind == "within" else "distance"
    rights = [
        s
        for s in all_of
        if s.verdict == "agrees" and s.kind == wrong.kind and _same_pair(s, wrong) and s.document != wrong.document
    ]
    rows = [(wrong.document, wrong.sentence.words)] + [(s.document, s.sentence.words) for s in rights[:MOST_WITNESSES]]
    claims = [c for c in case.by_place.get(wrong.place.id, ()) if c.document == wrong.document]
    others = _witnesses(case, wrong) if kind == "gazetteer" else []
    seen = {doc for doc, _ in rows}
    rows += [(c.document, c.sentence.words) for c in others if c.document not in seen][:MOST_WITNESSES]
    members = claims + others
    return Dispute(
        id=content_id("dispute", kind, wrong.id),
        kind=kind,
        what=wrong.reason,
        settles="A map, or the gazetteer entry of the place.",
        claims=tuple(dict.fromkeys(c.id for c in members)),
        documents=tuple(doc for doc, _ in rows),
        quotes=tuple(quote for _, quote in rows),
        weight=2.0,
    )


def _same_pair(one: PlaceStatement, other: PlaceStatement) -> bool:
    if one.kind == "within":
        return one.place.id == other.place.id
    return {one.place.id, one.other.id} == {other.place.id, other.other.id}


def _witnesses(case: Case, wrong: PlaceStatement) -> list[Claim]:
    """Return one claim about the place from each other document that is the first of its origin, nearest in time
    first."""
    own = [c for c in case.by_place.get(wrong.place.id, ()) if c.document == wrong.document]
    day = said_on(own[0]) if own else None
    found: dict[str, Claim] = {}
    for claim in sorted(case.by_place.get(wrong.place.id, ()), key=lambda c: (c.document, c.trigger.start, c.id)):
        if claim.document != wrong.document and case.origin(claim) == claim.document:
            found.setdefault(claim.document, claim)
    return sorted(found.values(), key=lambda c: (abs((said_on(c) - day).days) if day else 0, c.document))


def _odd_countries(case: Case) -> list[Dispute]:
    """Find a country that a side is said to hold land in once, with a name like one in which all else of it lies."""
    told: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(case.claims):
        claim = case.claims[key]
        if claim.type not in ("capture", "hold", "territory") or claim.status != "fact":
            continue
        for place in (f.link for f in claim.places if f.link is not None and f.link.country):
            for side in claim.actors:
                told[side_of(side).id][place.country or ""].append(claim)
    out = []
    for actor in sorted(told):
        by_country = told[actor]
        count = Counter({country: len({c.document for c in claims}) for country, claims in by_country.items()})
        for country in sorted(by_country):
            others = sorted((o for o in count if o != country), key=lambda o: (-count[o], o))
            rival = next((o for o in others if _alike(by_country, country, o)), None)
            if rival and count[country] == 1 and len(by_country[rival]) >= LEAST_ELSEWHERE:
                out.append(_odd(case, by_country[country], by_country[rival]))
    return out


def _slips(case: Case) -> list[Dispute]:
    """Find a country named once in a text, in one list with places of a country of like name: "Mosul and western Iran"."""
    names = {country.code: country.name.casefold() for country in countries()}
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in case.claims.values():
        for link in (f.link for f in claim.places if f.link is not None):
            told[claim.document, link.country or ""].add(claim.id)
    out = []
    for key in sorted(case.claims):
        claim = case.claims[key]
        links = [f.link for f in claim.places if f.link is not None and f.link.country in names]
        for odd in (link for link in links if claim.type in TAKEN and link.kind in ("country", "relative", "area")):
            rivals = [link for link in links if _like_names(names, odd.country, link.country)]
            if rivals and len(told[claim.document, odd.country or ""]) == 1:
                what = f"{odd.name}: the rest of the list lies elsewhere ({rivals[0].name}); a slip for a country of like name?"
                out.append(_of_claims(what, [claim]))
    return out


def _like_names(names: dict[str, str], one: str | None, other: str | None) -> bool:
    a, b = names.get(one or "", ""), names.get(other or "", "")
    return a != b and a[:2] == b[:2] and _distance(a, b) <= NAMES_ALIKE


def _alike(told: dict[str, list[Claim]], country: str, other: str) -> bool:
    one, two = _country_words(told[country], country), _country_words(told[other], other)
    return any(_distance(a, b) <= NAMES_ALIKE or (a in b or b in a) for a in one for b in two if a[:2] == b[:2])


def _country_words(claims: Sequence[Claim], code: str) -> set[str]:
    words: set[str] = set()
    for claim in claims:
        for link in (f.link for f in claim.places if f.link is not None):
            if link.country == code and link.kind in ("country", "relative", "area", "region"):
                words.add(link.name.split()[-1].casefold())
            words |= {
                outer.split(":")[1].casefold()
                for outer in link.within
                if outer.startswith("country:") and link.country == code
            }
    return {word for word in words if len(word) > 3}


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _odd(case: Case, odd: Sequence[Claim], usual: Sequence[Claim]) -> Dispute:
    place = _odd_place(odd[0], usual[0])
    elsewhere = _where(usual)
    what = f"{place.name}: all else told of this side lies elsewhere ({elsewhere}); a slip for a country of like name?"
    return make_dispute(case, "gazetteer", what, "A map, or the gazetteer entry of the place.", [odd[0]])


def _odd_place(claim: Claim, usual: Claim) -> Link:
    elsewhere = {f.link.country for f in usual.places if f.link is not None}
    links = [f.link for f in claim.places if f.link is not None]
    return next((link for link in links if link.country not in elsewhere), links[0])


def _where(claims: Sequence[Claim]) -> str:
    names = dict.fromkeys(f.link.name for c in claims for f in c.places if f.link is not None)
    return ", ".join(list(names)[:3])
