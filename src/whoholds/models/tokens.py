"""Words of a text, cut as Universal Dependencies cuts English. Rules only; offsets are code points."""

from __future__ import annotations

import re

DOTTED = (
    "Mr|Mrs|Ms|Messrs|Dr|Prof|St|Sr|Jr|Esq|Hon|Rev|Fr|Gov|Lt|Col|Gen|Maj|Capt|Cpl|Sgt|Pvt|Cmdr|Cdr|Comdr|Adm|Brig|Pfc|Col-Gen|"
    "Sen|Sens|Rep|Reps|Pres|Supt|Insp|Det|Amb|Atty|Spc|Msgr|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    "Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Ave|Blvd|Rd|Ft|Mt|Pt|Nos|Vol|Vols|Fig|Figs|Ch|Sec|Art|Ed|Eds|Op|Ph|Dept|"
    "etc|vs|v|al|cf|ca|approx|est|viz|ibid|resp|incl|pp|ff|lb|lbs|oz|ext|tel|Tel|Ext|Attn|Conf|Assn|Assoc|Dist|Univ|Govt|Gov't|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Mo|Mont|Neb|Nev|Okla|Ont|Pa|Que|Tenn|Tex|Va|Vt|"
    "Wash|Wis|Wyo|jr|sr|dr|mr|mrs|ms|inc|ltd|corp|dept|yrs|hrs|mins|eg|ie"
)
"""Abbreviations that keep their full stop."""
NUMBERED = "No|no|Nos|nos|p|pp|Art|art|Res|res|para|Para|Sec|sec|vol|Vol|fig|Fig|ch|Ch|c|ca"
"""Abbreviations that keep it before a figure only."""
NOT_BEFORE_LOWER = frozenset(
    {"Art", "Ed", "Ind", "La", "Mo", "Pa", "Ill", "Ark", "Mass", "Miss", "Wash", "Fig", "Sat", "Mon", "Fri", "Sun"}
)
PREFIXES = (
    "ante|anti|co|counter|cross|de|e|ex|extra|hyper|inter|intra|macro|mega|meta|micro|mid|mini|multi|neo|non|over|pan|para|"
    "poly|post|pre|pro|proto|pseudo|psycho|quasi|re|semi|socio|sub|super|supra|sur|techno|trans|tri|ultra|un|under|uni|vice"
)
"""First parts that stay joined to their word by the hyphen (`anti-war`), where others are cut apart (`state - run`)."""

_MARK = "'\u2019`\u2018"
_WEB = r"(?:https?|ftp)://[^\s<>\"\u201c\u201d]+|mailto:\S+@\S+|www\.[^\s<>\"\u201c\u201d]+|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|@\w+|\#[^\W\d]\w+"
_DOMAIN = r"\b[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|mil|info|co\.uk|int|doc|xls|pdf|ppt|txt|html?)\b(?:/[^\s<>\"]*)?"
_FACE = r"(?<!\w)[:;=]['\u2019]?-?[)(DPp|](?!\w)|\^_\^|<3\b"
_FIGURE = (
    r"(?<![\w.,])[+]?(?:\d{1,4}[-.]){2,}\d{2,4}(?![\w])"  # telephone numbers, dates with hyphens
    r"|\b\d{3}-\d{4}\b"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\w/])"
    r"|\d{1,2}(?::\d{2}){1,2}(?!\d)"
    r"|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)+(?!\w)|\d+(?:st|nd|rd|th)\b|\d{2,4}s\b"
    rf"|(?<=[\s(])[{_MARK}]\d\ds?\b|(?<!\w)\.\d+"
)
_RANK = "MR|MRS|MS|DR|PROF|ST|JR|SR|HON|REV|GOV|LT|COL|GEN|MAJ|CAPT|CPL|SGT|CMDR|CDR|ADM|BRIG|SEN|REP|PRES|MSGR|INC|LTD|CORP|SEPT|AVE"
_SHORT = (
    rf"(?:[A-Za-z]\.){{2,}}(?!\w)|(?:[A-Z]\.){{2,}}[A-Z](?!\w)|Ph\.D\.?|(?<![\w.{_MARK}-])[A-HJ-Z]\.(?!\w)"
    rf"|(?<![\w{_MARK}])(?:{DOTTED}|{_RANK})\.(?!\w)|(?<![\w{_MARK}])(?:{NUMBERED})\.(?=\s?\d)"
)
_ENDING = rf"(?:[nN][{_MARK}][tT]|[{_MARK}](?:[sSmMdD]|re|RE|ve|VE|ll|LL))(?!\w)"
_CONTRACTED = (
    rf"[A-Za-z]+?(?=[nN][{_MARK}][tT](?!\w))|[nN][{_MARK}][tT](?!\w)|[{_MARK}](?:[sSmMdD]|re|RE|ve|VE|ll|LL)(?!\w)"
)
_SPLIT_WORD = (
    r"\b(?:[Cc]an(?=not\b)|(?<=[Cc]an)not\b|[Gg]on(?=na\b)|(?<=[Gg]on)na\b|[Gg]ot(?=ta\b)|(?<=[Gg]ot)ta\b|[Ww]an(?=na\b)|(?<=[Ww]an)na\b"
    r"|[Ll]em(?=me\b)|(?<=[Ll]em)me\b|[Gg]im(?=me\b)|(?<=[Gg]im)me\b)"
    r"|\b(?i:do|did|does|is|was|are|have|has|had|could|would|should|ca|wo)(?=nt\b)|(?<=[a-zA-Z])(?<=do|id|es|is|as|re|ve|ad|ld|ca|wo)nt\b"
    r"|\b(?:[Tt]hat(?=s\b)|(?<=[Tt]hat)s\b)|\b[wWbB]/[coO]?(?![\w/])"
)
_LETTERED = r"(?<![\w&])[A-Z]{1,3}&[A-Z]{1,3}(?![\w&])|\b[a-z]{2,}(?:\.[a-z][\w-]+){2,}"
_PREFIXED = rf"(?<![\w-])(?i:{PREFIXES})-[^\W\d_]+(?:{_MARK[0]}[^\W\d_]+)?(?=\W|$)"
_INNER = rf"[{_MARK}](?!(?:[sSmMdD]|re|RE|ve|VE|ll|LL|[tT])(?!\w))(?=\w)"
_SIGN = r"[\u0300-\u036f\u064b-\u0652]"
_WORD = rf"[^\W_]+?(?=[nN][{_MARK}][tT](?!\w))|(?:[^\W\d_]|{_SIGN})(?:[^\W_]|{_SIGN}|{_INNER})*"
_UNIT = r"\d+(?=(?:km|cm|mm|kg|mph|kph|pm|am|m|ft|kb|mb|gb|bn|mn|k|tn|hrs?|min|mins)\b)|\d+[A-Za-z]\w*|\d+"
_SIGNS = r"\.{2,}|\u2026|-{2,}|_{2,}|={2,}|\*{2,}|[!?]{2,}|(?P<again>[+$~^#\\/|])(?P=again)+|''|``|<<|>>|US\$|[^\w\s]|_"

_KINDS = (_WEB, _DOMAIN, _FACE, _SHORT, _SPLIT_WORD, _LETTERED, _FIGURE, _PREFIXED, _CONTRACTED, _WORD, _UNIT, _SIGNS)
TOKEN = re.compile("|".join(_KINDS))
_WEB_TAIL = ".,;:!?)]}'\"\u2019\u201d>"


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut `text[start:end]` into words; everything but white space and control signs lies in one of them."""
    spans: list[tuple[int, int]] = []
    stop = len(text) if end is None else end
    spot = start
    while found := TOKEN.search(text, spot, stop):
        low, high = found.span()
        if "://" in found.group() or found.group().startswith(("www.", "mailto:")):
            high = _web_end(text, low, high)
        elif (
            text[high - 1] == "."
            and high - low > 2
            and text[low : high - 1] in NOT_BEFORE_LOWER
            and _ends_here(text, high, stop)
        ):
            high -= 1
        spans.append((low, high))
        spot = high
    return spans


def _web_end(text: str, low: int, high: int) -> int:
    while high > low + 1 and text[high - 1] in _WEB_TAIL:
        if text[high - 1] == ")" and "(" in text[low:high]:
            break
        high -= 1
    return high


def _ends_here(text: str, spot: int, stop: int) -> bool:
    """Tell whether an abbreviation that is also a plain word stands at a paragraph's end."""
    return not text[spot:stop].strip("\"'\u201d\u2019) \t\r\n")
