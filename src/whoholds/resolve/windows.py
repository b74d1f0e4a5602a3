"""When a claim happened or held: from its time words, else from tense, type and the publication day."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.dates.calendar import add_days
from whoholds.records import Annotated, Claim, Sentence, Token, When, Window

_SINCE = re.compile(r"\bsince\s[^.;:]{3,80}$", re.IGNORECASE)
LASTING = frozenset({"hold", "siege", "strength", "supply", "finance", "territory", "support"})
"""Types that tell of a state as well as of a happening: in the present tense they hold at the publication day."""
FRESH_PARAGRAPHS = 1
"""News puts what is new first: an undated past happening in the first paragraph is taken to be of the last days."""
FRESH_DAYS = 7
"""How far back such a happening may lie. Of 71 dated past or perfect facts in the first paragraph of the annotated
training articles, 62 lie within a week of publication (87 %); in the second paragraph 68 %, so it is left open."""


def place_in_time(claim: Claim, annotated: Annotated) -> Claim:
    """Fill `window` and `window_reason` of a claim; nothing else changes."""
    window, reason = _window(claim, annotated)
    return replace(claim, window=window, window_reason=reason)


def _window(claim: Claim, annotated: Annotated) -> tuple[Window | None, str]:
    published = annotated.document.published
    if claim.time is not None and claim.time.window is not None:
        return _from_words(claim, _of_the_start(claim, claim.time, annotated.document.text), published)
    if published is None:
        words = f'"{_flat(claim.time)}" needs the publication day' if claim.time is not None else "no time words"
        return None, f"{words}; publication day not known"
    if claim.time is not None and claim.time.type in ("DURATION", "SET"):
        window, reason = _from_publication(claim, annotated, published)
        return window, f'"{_flat(claim.time)}" is a length without an end; {reason}'
    return _from_publication(claim, annotated, published)


def _of_the_start(claim: Claim, when: When, text: str) -> When:
    """Read "April 2023" of "displaced since the war began in April 2023" as that month for the war itself, whose beginning it dates."""
    start, window = claim.sentence.start, when.window
    since = _SINCE.search(text[start : when.mention.start]) if when.mention.start > start else None
    if since is None or window is None or window.earliest is None or claim.trigger.start < start + since.start():
        return when
    days = {4: 366, 7: 31, 10: 1}.get(len(when.value))  # a year, a month, a day of TIMEX3
    if days is None:
        return when
    ends = [day for gap in range(days) if (day := add_days(window.earliest, gap)).isoformat().startswith(when.value)]
    return replace(when, window=Window(window.earliest, ends[-1])) if ends else when


def _from_words(claim: Claim, when: When, published: Window | None) -> tuple[Window | None, str]:
    window, words = when.window, _flat(when)
    if window is None or published is None or published.latest is None or published.earliest is None:
        return window, f'"{words}"'
    if claim.status in ("planned", "unreal") and window.earliest is None and window.latest is not None:
        if window.latest >= published.earliest:
            return Window(published.earliest, window.latest), f'"{words}", ahead of publication on {_days(published)}'
        return window, f'"{words}"'
    if claim.status == "fact" and window.earliest is not None and window.earliest > published.latest:
        return window, f'"{words}" lies after publication on {_days(published)}, yet it is told as a fact'
    return window, f'"{words}", read against publication on {_days(published)}'


def _from_publication(claim: Claim, annotated: Annotated, published: Window) -> tuple[Window | None, str]:
    if published.earliest is None or published.latest is None:
        return None, "publication day not known"
    sentence = next((s for s in annotated.sentences if s.start <= claim.trigger.start < s.end), None)
    tense = _tense(sentence, claim) if sentence is not None else ""
    day, some_day = _days(published), Window(None, published.latest)
    if claim.status in ("planned", "unreal"):
        return Window(published.earliest, None), f"no date words; {claim.status}, so not before publication on {day}"
    if tense == "present":
        return published, f"no date words; present tense, so at publication on {day}"
    if tense == "noun" and claim.type == "hold":
        return published, f"no date words; told as a state, so at publication on {day}"
    if claim.status == "possible":
        return some_day, f"no date words; possible, some day up to publication on {day}"
    if tense == "pluperfect":
        return some_day, f"no date words; past perfect, some day up to publication on {day}"
    if tense in ("past", "perfect") and _is_fresh(claim, sentence):
        recent = Window(add_days(published.earliest, -FRESH_DAYS), published.latest)
        return recent, f"no date words; news of the first paragraph, taken to be of the week up to publication on {day}"
    return some_day, f"no date words; some day up to publication on {day}"


def _is_fresh(claim: Claim, sentence: Sentence | None) -> bool:
    first = sentence is not None and sentence.paragraph < FRESH_PARAGRAPHS
    return first and claim.status == "fact" and claim.type not in LASTING


def _tense(sentence: Sentence, claim: Claim) -> str:
    """Return present, past, perfect, pluperfect, or noun, for the word that carries a claim."""
    inside = [t for t in sentence.tokens if t.start < claim.trigger.end and t.end > claim.trigger.start]
    places = {token.index for token in inside}
    node = next((token for token in inside if token.head not in places), None)
    if node is None:
        return ""
    for _ in range(len(sentence.tokens)):
        found = _of_word(sentence, node)
        if found or node.head < 0:
            return found
        if (node.upos in ("NOUN", "PROPN", "ADJ") and claim.type == "hold") or node.deprel.startswith(("acl", "amod")):
            return "noun"
        node = sentence.tokens[node.head]
    return ""


def _of_word(sentence: Sentence, node: Token) -> str:
    helpers = {t.words.lower() for t in sentence.tokens if t.head == node.index and t.deprel.startswith(("aux", "cop"))}
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"has", "have", "'ve"}:
        return "perfect"
    if helpers & {"was", "were", "did"} or node.xpos == "VBD":
        return "past"
    if helpers & {"is", "are", "am", "'s", "'re", "does", "do"} or node.xpos in ("VBZ", "VBP"):
        return "present"
    return ""


def _flat(when: When) -> str:
    return " ".join(when.mention.words.split())


def _days(window: Window) -> str:
    if window.earliest == window.latest:
        return f"{window.latest}"
    return f"{window.earliest} to {window.latest}"
