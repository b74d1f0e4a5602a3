"""The same phrase in other words, as names are usually built: "spokesman of the Ukrainian military", "Ukrainian military spokesman".

Each rewording carries a tag, by which the chooser learns how far it can be relied on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Rewording = tuple[str, str]

_KIND_OF = re.compile(
    r"\b(?:the )?(?:towns?|city|villages?|districts?|province|governorate|county|region|area|port|neighbou?rhood|island|state) of (?=[A-Z]|al-)"
)
"""What a place is, before its name: "the town of Cizre"."""
_OF = re.compile(r"^([a-z][\w'’ -]*?) (?:of|for|from|in|with) (?:the )?([A-Z][\w.'’&-]*(?: (?:[A-Z][\w.'’&-]*|[a-z]\w*))*)$")
_OWNER = re.compile(r"^([A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*)['’]s? (\w.*)$")
_LOYAL = re.compile(r"^(.+?) (?:loyal|allied|faithful) (?:to|with) (?:the )?(.+)$")
_MORE = re.compile(
    r"^(?:(?:other|others|further|additional|more|new|remaining|last|own|entire|whole|certain|various|numerous|nearby|local|alleged|"
    r"suspected|\w+ly|one|two|three|four|five|six|seven|eight|nine|ten|both|many|most|some|several|few|each|every|any|all|no) )+(?:of )?",
    re.IGNORECASE,
)
"""Words before a noun that do not belong to a name: numbers, shares, "other"."""
_US = re.compile(r"\b(?:U\.S\.|United States)(?= [A-Z\w])")
_COMPASS = re.compile(
    r"^(?:the )?(?:far )?(north|south|east|west|centre|center)(-?(?:east|west))?(?:ern part)? of (?:the )?(?:city of |town of )?([A-Z].*)$",
    re.IGNORECASE,
)
_IRREGULAR = {"child": "children", "people": "people", "police": "police", "aircraft": "aircraft", "men": "men", "women": "women"}


def rewordings(plain: str, adjective: Callable[[str], str]) -> Iterator[Rewording]:
    """Give other wordings of a phrase, each with its tag; `adjective` names a state's ("Ukrainian"), or is empty."""
    plain = " ".join(plain.split())
    if not plain:
        return
    bare = _KIND_OF.sub("", plain)
    if bare != plain:
        yield "kind left out", bare
    yield from _turned(bare, adjective)
    less = _MORE.sub("", plain)
    if less and less != plain:
        yield "less", less
    short = _US.sub("US", plain)
    if short != plain:
        yield "US", short
    if " " in plain and not re.search(r" (?:of|in|from|for|at|near|on|to|with) |[A-Z]", plain):
        yield "head alone", plain.rsplit(" ", 1)[1]
    many = plural(plain)
    if many:
        yield "plural", many


def _turned(bare: str, adjective: Callable[[str], str]) -> Iterator[Rewording]:
    for tag, found in (("turned", _OF.match(bare)), ("owner", _OWNER.match(bare))):
        if found is not None:
            noun, owner = (found[1], found[2]) if tag == "turned" else (found[2], found[1])
            yield tag, f"{owner} {noun}"
            whose = adjective(owner)
            if whose:
                yield f"{tag} adjective", f"{whose} {noun}"
    loyal = _LOYAL.match(bare)
    if loyal is not None:
        yield "loyal", f"{loyal[2]} {loyal[1]}"
        yield "pro", f"pro-{loyal[2]} {loyal[1]}"


def plural(phrase: str) -> str:
    """Return a phrase of one common noun, or of a people's name, as of many; empty where it has other words or is so already."""
    before, _, last = phrase.rpartition(" ")
    if not re.fullmatch(r"[a-z]{2,}|[A-Z][a-z]+(?:an|i)", last) or last.endswith("s") or " of " in phrase or last in _IRREGULAR.values():
        return ""
    many = _IRREGULAR.get(last.casefold()) or _many(last)
    return f"{before} {many}".strip()


def _many(noun: str) -> str:
    if noun.endswith(("man", "woman")):
        return f"{noun[:-2]}en"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s"


def by_compass(phrase: str) -> str:
    """Return "north of Aleppo" as "northern Aleppo"; empty for other phrases."""
    found = _COMPASS.match(phrase)
    if found is None:
        return ""
    way = found[1].casefold()
    return f"central {found[3]}" if way.startswith("cent") else f"{way}{found[2] or ''}ern {found[3]}"
