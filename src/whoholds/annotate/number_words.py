"""The grammar of numbers in running text: figures, words, ranges, shares, and what softens them. Reads strings only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whoholds.records.quantity import LENGTHS

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: float(n) for n, word in enumerate(_SMALL)} | {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
SCALES = {
    "dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
ATTACHED = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
VAGUE = {
    "tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
}  # fmt: skip
"""At the least: two of what is named, by the guide."""
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
EXACT, LEAST, MOST = "exact", "least", "most"
BEFORE = {
    LEAST: (
        "more than|over|at least|above|upwards of|in excess of|well over|far more than|just over|(?:a )?little over|"
        "slightly more than|no fewer than|no less than|not less than|not fewer than|a minimum of|exceeding|"
        "greater than|no lower than|"
        "larger than|up from|as few as|as low as|well above|beyond"
    ),
    MOST: (
        "fewer than|less than|under|below|up to|at most|at the most|no more than|not more than|as many as|as much as|"
        "a maximum of|well under|within|no larger than|no higher than|no greater than|not exceeding|smaller than|maximum of|as high as|"
        "does not exceed|do not exceed|did not exceed|not exceed"
    ),
    EXACT: (
        "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|circa|ca\\.|c\\.|~|"
        "just under|just short of|an average of|approx\\.|approaching|more or less"
    ),
}
_MODES = {word.replace("\\", ""): mode for mode, words in BEFORE.items() for word in words.split("|")}
_NOT_OURS = ("up from",)
"""Words that stand before a number but say nothing of its bounds; kept out of its span."""

_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d,\w])|\d+(?:\.\d+)?"
_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(sorted(_SMALL[1:], key=len, reverse=True))}"
)
_SCALE = "|".join(SCALES)
_ONE = (
    rf"(?:half an? (?:{_SCALE})"
    rf"|(?:(?:{_FIGURES})|{_WORD}|an?|several|an? few|many|an? couple(?: of)?)(?:[- ](?:{_SCALE}))+"
    rf"(?:(?: and|,)? (?:{_FIGURES}|{_WORD}))?(?:[- ](?:{_SCALE}))?"
    rf"|(?:{_FIGURES})(?:mn|bn|tn|[kmKM](?!m))?|(?:{_WORD}))"
)
_MANY = (
    r"(?:(?:tens|hundreds|thousands) of (?:thousands|millions|billions)"
    r"|dozens|scores|hundreds|thousands|millions|billions)"
)
_DIVIDER = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
_OF_HOW_MANY = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|10|20|100"
_SPANS = "days?|weeks?|months?|years?|hours?|minutes?|nights?|decades?|times"
_SHARE = (
    rf"(?:(?:{_WORD}) (?:[a-z]+ )?(?:in|out of) (?:every )?(?:{_OF_HOW_MANY})\b(?! (?:{_SPANS}))"
    rf"|(?:an?|one)[- ](?:{_DIVIDER})|(?:{_WORD})[- ](?:{_DIVIDER})s|half(?![- ]an?[- ](?:{_SCALE}|hour|day|year)))"
)
_CODES = (
    "USD|EUR|GBP|SEK|NOK|DKK|CHF|JPY|CNY|RMB|CAD|AUD|NZD|TRY|RUB|UAH|SYP|IQD|IRR|LBP|ILS|SAR|AED|QAR|YER|LYD|EGP|SDG|SSP|ETB|KES|NGN|XAF|"
    "XOF|PKR|INR|AFN|MMK|PHP|COP|ZAR|PLN|CZK"
)
"""Codes of money (ISO 4217) before a number: those of donors, and of countries at war in this century."""
_CURRENCY = rf"(?:US\$|AU\$|A\$|C\$|\$|€|£|(?-i:{_CODES})(?![A-Za-z]) ?)"
_SHARE_OF = rf"(?:(?:an?|one|{_WORD})[- ](?:halves|{_DIVIDER})s?|half) of an? (?:million|billion|thousand|hundred)"
NUMBER = rf"(?:{_CURRENCY} ?)?(?:{_SHARE_OF}|{_SHARE}|{_MANY}|{_ONE})"

UNITS: tuple[tuple[str, str], ...] = (
    (r"percentage[- ]points?", "percentage points"), (r"%|per[- ]?cent\b|percent\b|pc\b", "percent"),
    (r"(?:square|sq\.?)[- ](?:kilomet(?:re|er)s?|kms?)\b|sq\.?km\b|km2|km²|km\^2", "km2"),
    (r"(?:square|sq\.?)[- ]miles?", "square miles"), (r"(?:square|sq\.?)[- ](?:met(?:re|er)s?|m)\b|m2\b|m²", "m2"),
    (r"kilomet(?:re|er)s?|kms?\b", "km"), (r"nautical miles?", "nautical miles"), (r"miles?\b", "miles"),
    (r"met(?:re|er)s?\b", "m"), (r"m\b(?!\.?\w)", "m"), (r"feet\b|foot\b|ft\b", "feet"), (r"yards?\b", "yards"),
    (r"hectares?\b|ha\b", "hectares"), (r"acres?\b", "acres"), (r"(?:metric )?(?:tonnes?|tons?)\b", "tonnes"),
    (r"(?:kilograms?|kilos?|kg)\b", "kg"), (r"barrels? of oil\b|barrels?\b|bpd\b", "barrels"),
    (r"lit(?:re|er)s?\b", "litres"),
    (r"(?:us |american )?dollars?\b|usd\b", "USD"), (r"euros?\b|eur\b", "EUR"),
    (r"(?:british )?pounds? sterling\b|gbp\b", "GBP"), (r"syrian pounds?\b", "SYP"),
    (r"iraqi dinars?\b", "IQD"), (r"(?:turkish )?liras?\b", "TRY"), (r"rou?bles?\b", "RUB"), (r"hryvnias?\b", "UAH"),
    (r"rials?\b", "IRR"), (r"lbs?\b", "pounds"), (r"pounds?\b", "GBP"), (r"times\b", "times"),
)  # fmt: skip
_UNIT = "|".join(pattern for pattern, _ in UNITS)
_RATE = r"(?: (?:a|per|each|every) |/)(?:day|week|month|year)\b"
_AFTER = r"(?:[- ]plus\b|\+| or (?:more|so|fewer|less)\b| at (?:least|most)\b)"
_LEAD = "|".join(word for words in BEFORE.values() for word in words.split("|"))
_LEAD = "|".join(sorted(_LEAD.split("|"), key=len, reverse=True))
PATTERN = re.compile(
    rf"(?<![\w.,/+$€£-])(?:(?P<lead>(?:(?:{_LEAD}) ?)+))?(?<![\w])"
    rf"(?:(?P<pair>between|from|anywhere between|anywhere from) )?(?P<a>{NUMBER})(?P<unit_a>(?:[ -]?| of )(?:{_UNIT}))?"
    rf"(?:(?P<join> and | to |[-\u2013\u2014]| or )(?:{_LEAD} )?(?P<b>{NUMBER}))?"
    rf"(?P<unit>(?:[ -]?| of )(?:{_UNIT}))?(?P<rate>{_RATE})?(?P<after>{_AFTER})?(?!\w|[/]\d|-?(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)


WEIGHTS = frozenset({"GBP", "pounds", "kg"})
_CALIBRE = re.compile(r"[ -](?!of )(?:[a-z-]+ )?(?:bombs?|shells?|warheads?|munitions?|missiles?)\b", re.IGNORECASE)
"""What is called by its weight: "two 2,000-pound bombs" are two bombs."""
_TWICE = re.compile(r"\b(?P<word>twice|thrice)\b(?! (?:as|the|that|their|its|his|this|more|over|a|an|daily)\b)", re.IGNORECASE)
"""How often something was done, not how much larger it is: "bombed twice", not "twice the size"."""
_OR_MORE = re.compile(r" (?:[a-z-]+ ){1,2}or (?P<way>more|fewer|less)\b")
"""Bounds behind the noun: "one hundred soldiers or more"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it stands in a text: its words' span, its bounds, its measure."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    core: int
    """Where the number itself begins, after "at least"."""
    shape: str
    """figures, words, vague or share."""


def find_amounts(text: str) -> list[Amount]:
    """Find everything that reads like a number, in order; labels, years and names are for the caller to refuse."""
    found: list[Amount] = []
    spot = 0
    while (hit := PATTERN.search(text, spot)) is not None:
        amounts = _amounts(hit)
        found += [_bounded(text, _weighed(text, one)) for one in amounts if not (one.unit in WEIGHTS and _CALIBRE.match(text, one.end))]
        spot = max(hit.end() if not amounts else amounts[-1].end, hit.start() + 1)
    return sorted([*found, *(_often(hit) for hit in _TWICE.finditer(text))], key=lambda one: one.start)


def _often(hit: re.Match[str]) -> Amount:
    times = 2.0 if hit["word"].lower() == "twice" else 3.0
    return Amount(hit.start(), hit.end(), times, times, "times", hit.start(), "words")


def _weighed(text: str, amount: Amount) -> Amount:
    """Read "400 pounds of explosives" as a weight, not as money."""
    money = amount.unit != "GBP" or not text.startswith(" of ", amount.end) or "\u00a3" in text[amount.start : amount.end]
    return amount if money else replace(amount, unit="pounds")


def _bounded(text: str, amount: Amount) -> Amount:
    """Read the bounds that stand behind the counted noun."""
    hit = _OR_MORE.match(text, amount.end) if amount.low is not None and amount.low == amount.high else None
    if hit is None:
        return amount
    return replace(amount, high=None) if hit["way"] == "more" else replace(amount, low=None)


def _amounts(hit: re.Match[str]) -> list[Amount]:
    first = _bounds(hit["a"])
    if (
        first[0] and first[0] > 100 and _share(hit["a"])
    ):  # "sixteen raids in ten": no share, but the first number is one
        return [_first_word(hit)]
    if hit["b"] is None:
        return [_one(hit, first)]
    second = _bounds(hit["b"])
    if not _is_range(hit, first, second):
        return _two(hit, first, second)
    low = _shared_scale(hit["a"], first, second)
    unit = _unit_of(hit["unit"]) or _unit_of(hit["unit_a"]) or _money(hit["a"]) or _money(hit["b"]) or _share(hit["b"])
    start = hit.start("lead") if hit["lead"] else hit.start("pair") if hit["pair"] else hit.start("a")
    return [
        Amount(
            start, _end(hit), low, second[1] or second[0], _rated(unit, hit["rate"]), hit.start("a"), _shape(hit["a"])
        )
    ]


def _first_word(hit: re.Match[str]) -> Amount:
    word = hit["a"].split()[0]
    value = value_of(word)
    return Amount(hit.start("a"), hit.start("a") + len(word), value, value, "", hit.start("a"), "words")


def _is_range(hit: re.Match[str], first: Bounds, second: Bounds) -> bool:
    """Tell "20 to 30" from two numbers that only stand side by side ("11 and 12", "from 30 to 20")."""
    join = hit["join"].strip()
    low, high = first[0], second[1] or second[0]
    if low is None or high is None or (join == "and" and hit["pair"] not in ("between", "Between", "anywhere between")):
        return False
    if join == "or" and (low > high or high - low > max(low, 1.0)):
        return False
    return _shared_scale(hit["a"], first, second) <= high


def _shared_scale(words: str, first: Bounds, second: Bounds) -> float:
    """Read "10" of "10 to 15 million" as ten million."""
    low, high = first[0] or 0.0, second[1] or second[0] or 0.0
    scaled = re.search(rf"(?:{_SCALE}|[kmbn])$", words.strip(), re.IGNORECASE)
    if scaled or not low or high < 1000 or low >= 1000:
        return low
    for scale in (1e9, 1e6, 1e3):
        if high >= scale and low * scale <= high:
            return low * scale
    return low


def _one(hit: re.Match[str], bounds: Bounds) -> Amount:
    low, high = bounds
    lead = _lead(hit)
    mode = _mode(lead)
    after = (hit["after"] or "").strip(" -").lower()
    if mode == LEAST or after in ("plus", "+", "or more", "at least"):
        low, high = low if low is not None else high, None
    elif mode == MOST or after in ("or fewer", "or less", "at most"):
        low, high = None, high if high is not None else low
    unit = _unit_of(hit["unit"] or hit["unit_a"]) or _money(hit["a"]) or _share(hit["a"])
    if lead.strip().lower() == "within" and unit in LENGTHS:  # "within 400 metres of the hospital" tells how far it is
        lead, (low, high) = "", bounds
    start = hit.start("lead") + len(hit["lead"]) - len(lead) if lead else hit.start("a")
    return Amount(start, _end(hit), low, high, _rated(unit, hit["rate"]), hit.start("a"), _shape(hit["a"]))


def _two(hit: re.Match[str], first: Bounds, second: Bounds) -> list[Amount]:
    """Give two numbers that the pattern took for a range one after the other; a measure stated once serves both."""
    unit_b = _unit_of(hit["unit"]) or _money(hit["b"]) or _share(hit["b"])
    unit_a = _unit_of(hit["unit_a"]) or _money(hit["a"]) or _share(hit["a"]) or unit_b
    lead = _lead(hit)
    low, high = first
    if _mode(lead) == LEAST:
        high = None
    elif _mode(lead) == MOST:
        low = None
    start = hit.start("lead") + len(hit["lead"]) - len(lead) if lead else hit.start("a")
    end_a = hit.end("unit_a") if hit["unit_a"] else hit.end("a")
    return [
        Amount(start, end_a, low, high, unit_a, hit.start("a"), _shape(hit["a"])),
        Amount(hit.start("b"), _end(hit), *second, _rated(unit_b, hit["rate"]), hit.start("b"), _shape(hit["b"])),
    ]


def _lead(hit: re.Match[str]) -> str:
    """Return the words before that bound the number, without those that are not ours."""
    lead = hit["lead"] or ""
    for word in _NOT_OURS:
        if lead.lower().startswith(word):
            lead = lead[len(word) :].lstrip()
    return lead


def _mode(lead: str) -> str:
    """Return what the words before a number make of it; of several ("up to about") the bounding one counts."""
    words = " ".join(lead.lower().split())
    if not words:
        return EXACT
    said = (w for w, m in _MODES.items() if m != EXACT and (words == w or words.startswith(f"{w} ") or words.endswith(f" {w}")))
    longest = max(said, key=lambda word: (len(word), word), default="")  # "no more than" is not "more than"
    return _MODES.get(longest, EXACT)


Bounds = tuple[float | None, float | None]


def _bounds(words: str) -> Bounds:
    """Return the low and high of one number's own words."""
    plain = " ".join(re.sub(rf"^{_CURRENCY} ?", "", words, flags=re.IGNORECASE).lower().split())
    if plain.split()[0] in VAGUE:
        first, *rest = plain.split(" of ")
        return VAGUE[first] * (SCALES[rest[0].removesuffix("s")] if rest else 1.0), None
    part, _, whole = plain.partition(" of a")
    if whole and (share := _share_value(part)) is not None:  # "a quarter of a million"
        return (value := round(share / 100 * SCALES[whole.split()[-1]], 6)), value
    share = _share_value(plain)
    if share is not None:
        return share, share
    if plain.startswith(("several ", "a few ", "many ")):
        return 2.0 * value_of(re.sub(r"^(several|a few|many) ", "one ", plain)), None
    value = value_of(plain.replace("a couple of", "two").replace("a couple", "two"))
    return value, value


def value_of(words: str) -> float:
    """Read a whole number, decimal or number in words: "1.3m", "twenty-three", "half a million", "two dozen"."""
    total, current = 0.0, 0.0
    plain = (
        re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", words.lower())
        .replace("half a ", "0.5 ")
        .replace("half an ", "0.5 ")
    )
    for part in re.split(r"[\s-]+", plain):
        figures = re.fullmatch(r"(\d+(?:\.\d+)?)(mn|bn|tn|[km])?,?", part)
        if figures:
            current += float(figures[1]) * ATTACHED.get(figures[2] or "", 1.0)
        elif part in ("a", "an"):
            current += 1.0
        elif part in VALUES:
            current += VALUES[part]
        elif part in ("dozen", "hundred"):
            current = (current or 1.0) * SCALES[part]
        elif part in SCALES:
            total, current = total + (current or 1.0) * SCALES[part], 0.0
    return round(total + current, 6)


def _share_value(words: str) -> float | None:
    """Read a share as a percentage: "half" 50, "two-thirds" 66.7, "three in ten" 30."""
    if words == "half":
        return 50.0
    ratio = re.fullmatch(rf"({_WORD})(?: [a-z]+)? (?:in|out of) (?:every )?({_WORD}|\d+)", words)
    if ratio:
        below = value_of(ratio[2])
        return round(100.0 * value_of(ratio[1]) / below, 1) if below else None
    part = re.fullmatch(rf"(an?|one|{_WORD})[- ]({_DIVIDER})s?", words)
    if part is None:
        return None
    share = 100.0 * value_of(part[1]) / PARTS[part[2]]
    return float(int(share)) if part[1] in ("a", "an", "one") else round(share, 1)


def _unit_of(words: str | None) -> str:
    plain = (words or "").strip(" -").lower().removeprefix("of ")
    return next((unit for pattern, unit in UNITS if plain and re.fullmatch(pattern, plain)), "")


def _money(words: str) -> str:
    first = words.lstrip()
    signs = (("€", "EUR"), ("£", "GBP"), ("A$", "AUD"), ("AU$", "AUD"), ("C$", "CAD"), ("US$", "USD"), ("$", "USD"))
    code = re.match(rf"(?:{_CODES})(?![A-Za-z])", first)
    return code[0] if code else next((unit for sign, unit in signs if first.upper().startswith(sign)), "")


def _share(words: str) -> str:
    return "percent" if _share_value(" ".join(words.lower().split())) is not None else ""


def _rated(unit: str, rate: str | None) -> str:
    if not rate or not unit or unit in ("percent", "times"):
        return unit
    return f"{unit} per {rate.split()[-1].split('/')[-1].lower()}"


def _end(hit: re.Match[str]) -> int:
    """Return where the number's words end; a rate ("a month") only belongs to a measure."""
    if hit["after"] or (hit["rate"] and (hit["unit"] or hit["unit_a"] or _money(hit["a"]))):
        return hit.end()
    return (
        hit.end("unit")
        if hit["unit"]
        else hit.end("b")
        if hit["b"]
        else hit.end("unit_a")
        if hit["unit_a"]
        else hit.end("a")
    )


def _shape(words: str) -> str:
    plain = " ".join(words.lower().split())
    if any(sign.isdigit() for sign in plain) and " in " not in plain:
        return "figures"
    if plain.split()[0] in VAGUE:
        return "vague"
    return "share" if _share_value(plain) is not None else "words"
