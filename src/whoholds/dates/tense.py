"""Which way a bare weekday or month points: back in a report, forward in a plan."""

from __future__ import annotations

import re
from functools import cache

from whoholds.dates.reading import FUTURE, NEAR, PAST, PRESENT
from whoholds.records import Sentence, Token

PLANS = {
    "plan", "expect", "schedule", "set", "hope", "aim", "intend", "vow", "promise", "agree", "want", "prepare",
    "pledge", "threaten", "order", "due", "slate", "likely", "ready", "propose", "decide", "invite", "wish", "seek",
    "need", "have", "go", "about", "refuse", "offer", "continue", "appoint", "project", "bind", "bound",
}  # fmt: skip
AHEAD = {"will", "'ll", "\u2019ll", "wo", "shall", "would", "may", "might", "could", "can", "should", "must", "ca"}
SCHEDULES = {"resume", "begin", "start", "open", "meet", "expire", "convene", "arrive", "leave", "end", "return",
             "visit", "vote", "travel", "head", "fly", "host", "close", "go", "come", "run", "take", "reopen", "mature",
             "launch", "conclude", "finish", "retire", "depart", "gather", "premiere", "debut", "kick"}  # fmt: skip
COMING = {"upcoming", "planned", "scheduled", "forthcoming", "expected", "due", "coming", "future"}


def direction_at(text: str, start: int, end: int, sentence: Sentence | None, bounds: tuple[int, int]) -> str:
    """Return past, future or near for an expression, by the tree where there is one, else by its clause's words."""
    before = text[max(bounds[0], start - 40) : start]
    if _coming_before().search(before):
        return FUTURE
    if _since().search(before):
        return PAST
    if _still_until().search(before):
        return FUTURE
    found = _by_tree(sentence, start, end) if sentence is not None and sentence.tokens else None
    found = found or _by_words(text, start, end, bounds)
    if found is None:
        return NEAR if _through().search(before) else PAST
    if found == FUTURE and _before_noun(text, start, end):
        return NEAR
    if found == PAST and _for_before().search(before):
        return NEAR
    if found == PAST and _ahead_of().search(before):
        return NEAR
    return found


def _before_noun(text: str, start: int, end: int) -> bool:
    """Tell the "October" of "a report on October sales is due": the verb's time is not that of the sales."""
    bare = text[start:end].isalpha() and not text[start:end].endswith("day")
    return bare and bool(_noun_after().match(text, end)) and not _held_by().search(text, max(0, start - 14), start)


def _by_tree(sentence: Sentence, start: int, end: int) -> str | None:
    inside = [token for token in sentence.tokens if token.start < end and token.end > start]
    heads = [token for token in inside if not any(other.index == token.head for other in inside)]
    if not heads:
        return None
    node: Token | None = heads[0]
    if heads[0].deprel.startswith("nsubj") and heads[0].head >= 0 and _is_now(sentence, sentence.tokens[heads[0].head]):
        return NEAR  # "Tuesday is a day of mourning"
    for _ in range(len(sentence.tokens)):
        if node is None:
            return None
        found = _of_verb(sentence, node) if node.index != heads[0].index else None
        if found is not None:
            return found
        if any(child.lemma.lower() in COMING and child.deprel == "amod" for child in _children(sentence, node)):
            return FUTURE
        node = sentence.tokens[node.head] if node.head >= 0 else None
    return None


def _is_now(sentence: Sentence, node: Token) -> bool:
    helpers = {child.words.lower() for child in _children(sentence, node) if child.deprel.startswith("cop")}
    return bool(helpers & {"is", "are", "'s"})


def _children(sentence: Sentence, node: Token) -> list[Token]:
    return [token for token in sentence.tokens if token.head == node.index]


def _of_verb(sentence: Sentence, node: Token) -> str | None:
    """Judge the verb or predicate that governs a time; None where its own governor must decide."""
    children = _children(sentence, node)
    helpers = {child.words.lower() for child in children if child.deprel.startswith(("aux", "cop"))}
    if "could" in helpers and any(child.words.lower() in ("not", "n't", "n\u2019t") for child in children):
        return PAST  # "could not be reached on Friday"
    if helpers & AHEAD:
        return PAST if helpers & {"have"} and not helpers & {"will", "shall", "'ll"} else FUTURE
    to = any(child.words.lower() == "to" and child.upos == "PART" for child in children)
    if to:
        return _of_infinitive(sentence, node, helpers)
    if node.lemma.lower() in (
        "due",
        "likely",
        "ready",
        "set",
        "bound",
        "schedule",
        "plan",
        "expect",
        "slate",
    ) and helpers & {"is", "are", "'s", "'re", "be"}:
        return FUTURE
    if node.upos not in ("VERB", "AUX") and not helpers:
        return None
    if node.upos not in ("VERB", "AUX") and helpers & {"is", "are", "'s", "\u2019s"}:
        return PRESENT
    if node.xpos == "VBD" or helpers & {"had", "was", "were", "did", "has", "have", "been", "'d", "'ve"}:
        return PAST
    if node.xpos == "VBG":
        return (
            FUTURE
            if helpers & {"is", "are", "am", "'s", "'re"} and node.lemma.lower() in SCHEDULES
            else (PAST if helpers else None)
        )
    if node.xpos in ("VBZ", "VBP"):
        return FUTURE if node.lemma.lower() in SCHEDULES else PRESENT
    if node.xpos == "VBN" and node.deprel.startswith("acl"):
        return FUTURE if node.lemma.lower() in ("schedule", "plan", "expect", "slate") else PAST
    return PAST if node.xpos == "VBN" and helpers else None


def _of_infinitive(sentence: Sentence, node: Token, helpers: set[str]) -> str | None:
    """ "are to fall silent", "plan to try": ahead; "managed to take": as its governor."""
    if helpers & {"is", "are", "was", "were", "'s", "'re"}:
        return FUTURE
    governor = sentence.tokens[node.head] if node.head >= 0 else None
    if governor is None or (governor.head < 0 and governor.upos in ("NOUN", "PROPN") and node.index > governor.index):
        return FUTURE  # a headline: "Funding to dry up on Friday"
    return FUTURE if governor.lemma.lower() in PLANS else None


def _by_words(text: str, start: int, end: int, bounds: tuple[int, int]) -> str | None:
    """Find the nearest cue before the time in its clause, else the first after it; None where there is none."""
    left = text[bounds[0] : start]
    cut = max((m.end() for m in _clause_end().finditer(left)), default=0)
    for piece, last in ((left[cut:], True), (text[end : bounds[1]], False), (left[:cut], True)):
        found = _cue(piece, last)
        if found is not None:
            return found
    return None


def _cue(piece: str, last: bool) -> str | None:
    ahead = [(m.start(), m.end(), FUTURE) for m in _future().finditer(piece)]
    cues = ahead + [
        (m.start(), m.end(), PAST)
        for m in _past().finditer(piece)
        if not any(start <= m.start() < end for start, end, _ in ahead)
    ]
    if not cues:
        return None
    return (max(cues) if last else min(cues))[2]


@cache
def _future() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:will|shall|won['\u2019]t)\b(?:\s+have\b)?|(?:would|may|might|could(?!n['\u2019]t|\s+not\b)|should|must)\b(?!\s+have\b))"
        r"(?:\s+(?:not|also|be|been|then|now|only|soon|again|have))*(?:\s+\w+)?"
        r"|\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?(?:due|set|expected|scheduled|planned|slated|supposed|likely"
        r"|ready|bound|about|going|to)\b(?:\s+to)?(?:\s+\w+)?"
        r"|['\u2019]ll\b|\b(?:plan|hope|aim|intend|expect|want|vow|promise|pledge|threaten|prepare|agree|propose|need"
        r"|seek|refuse)(?:s|ed|d|es|ned)?\s+to(?:\s+\w+)?"
        r"|\b(?:plans|hopes|vows|deadline|proposal|invitation)\s+(?:to|for)\b|\b(?:upcoming|forthcoming)\b|\b(?:due"
        r"|set|scheduled|expected|slated)\s+to\b(?:\s+\w+)?"
        r"|\b(?:resumes?|begins?|expires?|convenes?|runs?|starts?)\b(?=\s+(?:on|next|in|from|until|at)?\s*$)"
    )


@cache
def _past() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:\w{2,}ed|could(?:n['\u2019]t|\s+not)|said|told|fell|took|seized|lost|won|held|made|went|came|left|met|began|broke|drove|shot"
        r"|struck|hit|fought|fled|gave"
        r"|sent|saw|led|blew|brought|caught|wrote|put|ran|rose|grew|cut|shut|set|got|was|were|had|did|has|have|became"
        r"|found|flew|bore"
        r"|withdrew|overran|overtook|retook|swept|burst|burnt|spoke|stood|sat|swore|threw|drew|built|sold|bought|paid"
        r"|kept|laid|let)\b"
    )


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(
        r"[,;:\u2014\"\u201c\u201d]|\s[-\u2013]\s|\b(?:but|which|who|that|when|while|after|as|before|where|because|if"
        r"|and)\b"
    )


@cache
def _coming_before() -> re.Pattern[str]:
    return re.compile(
        r"(?i)\b(?:(?:scheduled|planned|due|slated|expected|billed)\s+(?:for|on|in|by)|set\s+for|due)\s+(?:the\s+)?(?:early\s+"
        r"|mid-?|late\s+|end\s+of\s+)?$"
    )


@cache
def _for_before() -> re.Pattern[str]:
    return re.compile(r"(?i)\bfor\s+(?:the\s+)?(?:early\s+|mid-?|late\s+)?$")


@cache
def _noun_after() -> re.Pattern[str]:
    return re.compile(r"\s(?!(?:and|or|to|but|as|at|by|for|in|on|of|with|after|before|if|when|that|which|who|the|a|an|is|are|was|were|will)\b)[a-z]{3,}")


@cache
def _held_by() -> re.Pattern[str]:
    return re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]h(?:e|is)|[Nn]ext)\s$")


@cache
def _through() -> re.Pattern[str]:
    return re.compile(r"(?i)\b(?:through|until|till)\s+$")


@cache
def _still_until() -> re.Pattern[str]:
    return re.compile(r"\b(?:is|are|remains?|stays?)\s(?:[\w-]+\s){0,3}(?:until|through)\s$")


@cache
def _ahead_of() -> re.Pattern[str]:
    return re.compile(r"(?i)\b(?:ahead\s+of|before|prior\s+to)\s+(?:\w+\s+){0,4}(?:on\s+|in\s+)?$")


@cache
def _since() -> re.Pattern[str]:
    return re.compile(r"(?i)\bsince\s+(?:the\s+)?(?:\w+\s+){0,2}$")
