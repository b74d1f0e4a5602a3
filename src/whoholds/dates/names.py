"""Where a month, a weekday or a number is no time: names, counts, models, modal verbs."""

from __future__ import annotations

import re
from functools import cache
from re import Match, Pattern

BODIES = (
    "alliance|group|movement|brigades?|battalion|regiment|division|coalition|front|party|forces|square|street|bridge"
    "|mosque|market"
    "|university|hospital|stadium|dam|city|camp|agreement|accords?|protocol|committee|bloc|army|faction|organi[sz]ation"
    "|network|times|telegraph|post|mirror|mail|herald|express|revolution|district|neighbou?rhood|airport|club|school"
    "|express"
)
COUNTED = (
    "people|persons|troops|fighters|soldiers|men|women|children|militants|civilians|families|dead|killed|wounded"
    "|injured|refugees"
    "|migrants|prisoners|hostages|detainees|police|officers|homes|houses|buildings|vehicles|tanks|rounds|rockets"
    "|shells|missiles"
    "|bombs|barrels|strikes|sorties|times|square|km|kilomet(?:er|re)s?|miles|met(?:er|re)s?|feet|tonnes|tons|litres"
    "|dollars"
    "|euros|pounds|per|percent|hectares|villages|others|members|personnel|deaths|casualties|bodies|cases|copies"
    "|residents|calories"
)
COUNTED_KINDS = (
    "more|other|armed|foreign|government|regime|rebel|civilian|extra|additional|new|young|elite|loyal|local|metric"
)
MODELS = "model|edition|version|vintage|series|rifle|pistol|pickup|toyota|calibre|caliber|mhz"
NUMBERED = (
    "resolution|resolutions|route|highway|road|article|articles|paragraph|paragraphs|page|pages|room|flight|unit"
    "|number|no\\.|nos\\."
    "|section|chapter|line|lines|brigade|division|apollo|windows|rule|order|decree|law|pier|gate|block|phase|unscr"
    "|unsc|psalm|verse|hill|height|base|camp|checkpoint|boeing|airbus|peugeot|kilometre|km|channel|area|zone|protocol|bill|proposition"
)
HEDGES = (
    "about|some|nearly|over|than|least|most|around|almost|only|another|approximately|roughly|estimated"
    "|up to|total of|number"
)
BEFORE_MONTH = (
    "in|since|by|until|till|from|to|during|before|after|for|of|through|throughout|early|late|mid|last|this|next"
    "|around|about|every"
    "|each|than|each|late in|early in|following|previous|between|beyond|past|early as|late as"
)
EVENTS = (
    "attacks?|offensive|bombings?|bombardment|campaign|assault|raids?|war|ceasefire|truce|elections?|vote|summit"
    "|talks|meeting|massacre"
    "|strikes?|airstrikes?|coup|uprising|protests?|agreement|deal|battles?|fighting|operation|incursion|invasion"
    "|siege|report"
    "|deadline|figures|rains|heat|statement|killings?|crackdown|referendum|peace|clashes|shootings?|incident"
    "|explosion|blast"
)
PERSON_VERBS = "said|told|asked|added|warned|announced|promised|spoke|met|has|is|was|will|would|had|did"
LEADERS = "black|bloody|red|good|holy|super|palm|golden|ash|cyber|velvet|white"
SEASON_NOUNS = "offensive|campaign|fighting|thaw|harvest|rains|assault|fighting season|floods?|months|planting|session"


def fits_date(text: str, m: Match[str]) -> bool:
    """Refuse names made with a date ("the March 14 Alliance") and words of a number before it ("Resolution 12 May")."""
    return not _is_body(text, m) and not _numbered().search(text, max(0, m.start() - 14), m.start())


def fits_month(text: str, m: Match[str]) -> bool:
    """Tell whether a month's bare name is a time here: it needs a preposition, a "last", or an event after it."""
    if _is_body(text, m) or _leader().search(text, max(0, m.start() - 8), m.start()):
        return False
    rest = text[m.end() : m.end() + 30]
    name = m["month"]
    if name in ("May", "April", "June") and re.match(rf"\s+(?:{PERSON_VERBS})\b", rest):
        return bool(m["lead"]) or bool(
            re.search(r"\b(?:in|since|during|of)\s+$", text[max(0, m.start() - 8) : m.start()])
        )
    if m["lead"] or m["rel"]:
        return True
    before = text[max(0, m.start() - 30) : m.start()]
    if re.search(r"(?:^|[.!?]\s|\n)$", before) and re.match(r"\s+(?:was|saw|brought|marked|has been)\b", rest):
        return name not in ("May", "April", "June", "August") or rest.lstrip().startswith("saw")
    if _before_month().search(before):
        return not (name in ("May", "April", "June") and re.match(r"\s+[A-Z][a-z]+\s+(?:said|told)", rest))
    if re.search(r"\b(?:and|or|to|,)\s+$|[-\u2013\u2014]$", before):
        return bool(_months_before().search(before))
    if name not in ("May", "April", "June", "August") and re.match(r"['\u2019]s\s+[a-z]", rest):
        return True
    if re.match(r"\s+[a-z]+", rest) and not re.match(r"\s+(?:\w+ed|said|says|is|was|were|will|would|has|had|and|or|who|of|to)\b", rest):
        # "its July session", "the August death", "October spending"
        safe = name not in ("March", "April", "May", "June", "August")
        return bool(_owned_before().search(before)) or (safe and bool(re.search(r"(?:^|[.!?\n]\s*|\b[a-z]+\s)$", before)))
    return bool(_event_after().match(rest)) and not re.search(
        r"(?<!\bThe)(?<!\bIts)(?<!\bHis)(?<=[A-Za-z])\s+$", _last_capital(before)
    )


def fits_weekday(text: str, m: Match[str]) -> bool:
    """Refuse names ("Friday Market", "a Sunday Times photographer", "Bloody Sunday")."""
    if _leader().search(text, max(0, m.start() - 8), m.start()):
        return False
    return not _is_body(text, m)


def fits_season(text: str, m: Match[str]) -> bool:
    """Tell whether a season's bare name is a time: "in the spring", "since winter", "the spring offensive"."""
    if m["lead"] or m["before"] or m["year"] or m["far"]:
        return m["season"].islower() or bool(m["before"] or m["year"] or m["lead"])
    before = text[max(0, m.start() - 24) : m.start()]
    if not m["season"].islower():
        return bool(
            m["season"] != "Fall" and re.search(r"(?:^|[.!?]\s)$", before) and _season_noun().match(text, m.end())
        )
    if re.search(
        r"(?i)\b(?:in|since|until|till|by|before|during|throughout|this|every|of|for|early|late|mid)[\s-]+(?:the\s+)?"
        r"(?:early |late )?$",
        before,
    ):
        return not re.match(r"\s+(?:water|of (?!(?:1[5-9]|20)\d\d))", text[m.end() : m.end() + 20])
    return bool(_season_noun().match(text, m.end()))


def fits_year(text: str, m: Match[str]) -> bool:
    """Refuse counts, numbers of things, models; a year long ago needs a preposition."""
    before, rest = text[max(0, m.start() - 24) : m.start()], text[m.end() : m.end() + 30]
    if _counted().match(rest) and not (m["year"] != "2000" and _within().search(before)):
        return False
    if _model().match(rest) or _numbered().search(before) or _hedge().search(before):
        return False
    if re.search(r"[$\u20ac\u00a3#]\s?$", before) or re.match(r"\s?(?:million|billion|thousand|hours\b|GMT|%)", rest):
        return False
    old = int(m["year"]) < 1900 or int(m["year"]) > 2060
    return not old or bool(re.search(r"\b(?:in|since|of|until|by|from|between|and|to|before|after)\s+$", before))


def _last_capital(before: str) -> str:
    """Return the capitalised word right before, with its space, or nothing."""
    m = re.search(r"\b[A-Z]\w*\s+$", before)
    return m.group() if m else ""


def _is_body(text: str, m: Match[str]) -> bool:
    """A date inside the name of a body: "Friday Market", "the 17 November group", "the September 11 families group"."""
    rest = text[m.end() : m.end() + 40]
    if _proper_body().match(rest):
        return not re.search(r"\b[Oo]n\s+$", text[max(0, m.start() - 4) : m.start()])
    named = re.search(
        r"(?:^|[.!?]\s|\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is)\s)\s*$", text[max(0, m.start() - 7) : m.start()]
    )
    own = re.match(r"(?:[Tt]he|[Aa]n?)\s", m.group())
    return bool((named or own) and _lower_body().match(rest))


@cache
def _proper_body() -> Pattern[str]:
    return re.compile(rf"\s+(?:[A-Z][\w'\u2019-]+\s+)?(?=[A-Z])(?i:{BODIES})\b")


@cache
def _lower_body() -> Pattern[str]:
    return re.compile(rf"\s+(?:[a-z]+s\s+)?(?:{BODIES})\b")


@cache
def _numbered() -> Pattern[str]:
    return re.compile(rf"\b(?i:{NUMBERED})\s+(?:\d+\s+(?:and|to)\s+)?$")


@cache
def _leader() -> Pattern[str]:
    return re.compile(rf"\b(?=[A-Z])(?i:{LEADERS})\s+$")


@cache
def _owned_before() -> Pattern[str]:
    return re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]n?|[Aa]fter|[Ff]ollowing|[Dd]uring|[Tt]h(?:is|at))|['\u2019]s)\s+$")


@cache
def _before_month() -> Pattern[str]:
    return re.compile(rf"(?i)\b(?:{BEFORE_MONTH})[\s-]+(?:the\s+month\s+of\s+|the\s+end\s+of\s+)?$")


@cache
def _months_before() -> Pattern[str]:
    return re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


@cache
def _event_after() -> Pattern[str]:
    return re.compile(rf"(?:['\u2019]s)?\s+(?:[a-z]+\s+)?(?:{EVENTS})\b")


@cache
def _season_noun() -> Pattern[str]:
    return re.compile(rf"\s+(?:{SEASON_NOUNS})\b")


@cache
def _counted() -> Pattern[str]:
    return re.compile(rf"[\s-]+(?:(?:{COUNTED_KINDS}|[A-Z][a-z]+)[\s-]+)?(?:{COUNTED})\b")


@cache
def _within() -> Pattern[str]:
    return re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Bb]etween)\s+$")


@cache
def _model() -> Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+)?(?i:{MODELS})\b")


@cache
def _hedge() -> Pattern[str]:
    return re.compile(rf"(?i)\b(?:{HEDGES})\s+$")
