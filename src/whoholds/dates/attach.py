"""Which time of a sentence belongs to which word: read off the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whoholds.records import Mention, Sentence, Token, When, Window

SPEECH = frozenset({
    "say", "tell", "announce", "report", "claim", "add", "confirm", "state", "warn", "declare", "deny", "insist",
    "note", "argue", "write", "explain", "admit", "acknowledge", "accuse", "believe", "think", "estimate", "predict",
    "suggest", "allege", "assert", "tweet", "comment", "reveal", "stress", "vow", "promise", "urge", "call", "expect",
    "describe",
    "speak", "hear", "learn",
})  # fmt: skip
"""Verbs whose own time is not that of what is said: "said on Sunday that X had fallen"."""
APART = frozenset(
    {
        "after",
        "before",
        "since",
        "until",
        "till",
        "if",
        "unless",
        "because",
        "although",
        "though",
        "once",
        "whether",
        "lest",
        "with",
        "despite",
        "for",
        "following",
        "than",
    }
)
"""Conjunctions and prepositions that set a clause at another time than its main clause."""
UNDATED = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
PASSED = frozenset({"have", "has", "now", "passed", "elapsed", "gone", "by"})
"""Words between a length and what it is counted from: "two years have passed since"."""
NOMINAL_STEPS = 3
"""How many nouns a time may be inherited through: "the bombing of the bridge ... on Monday"."""


@dataclass(frozen=True, slots=True)
class _Owned:
    """A time with the words that it belongs to: the one it hangs on, and the verb above it where that is a noun."""

    when: When
    owner: int
    verb: int | None
    first: bool
    """It stands before its owner's subject, so that it scopes over the whole sentence."""


def time_for(sentence: Sentence, trigger_index: int, times: Sequence[When]) -> When | None:
    """Return the time that a word of a sentence is told to happen at, or None where the tree gives it none.

    A time counts for the word it hangs on ("retaken on Friday", "last week's attack"), for arguments and for clauses
    without a time of their own beneath it ("on Monday ..., killing 20"), never across a verb of saying or into a clause
    set apart by after, before or if. Repeated times ("every Friday") and vague ones ("recently") only count on the word
    itself.
    """
    owned = _owners(sentence, times)
    if not owned:
        return None
    length: When | None = None
    verbs = 0
    for node, far, shared in _walk(sentence, trigger_index):
        verbs += far and sentence.tokens[node].upos == "VERB"
        if length is not None and verbs > 1:
            return length
        near = [item for item in owned if item.owner == node and _may(item, far, shared)]
        near = near or [
            item for item in owned if item.verb == node and not far and _may(item, item.owner != node, shared)
        ]
        best = _best(sentence, trigger_index, near) if near else None
        if best is not None and best.type != "DURATION":
            return best
        length = length or best
    if length is not None:
        return length
    below = _below(sentence, trigger_index)
    found = [item for item in owned if item.owner in below and item.when.type != "DURATION"]
    return _best(sentence, trigger_index, found) if found else None


def _told_verb(sentence: Sentence, owner: Token, head: Token) -> Token:
    """Give "X fell late on Wednesday, residents said" back to "fell" where the tree hangs the time on "said"."""
    if owner.lemma.lower() not in SPEECH or head.index > owner.index:
        return owner
    told = [t for t in sentence.tokens if t.head == owner.index and t.deprel == "ccomp" and t.index < head.index]
    return told[-1] if told else owner


def _may(item: _Owned, far: bool, shared: bool) -> bool:
    """Only dates pass on to other words; past a clause with its own subject, only those that open the sentence."""
    if far and (item.when.type not in ("DATE", "TIME") or item.when.value in UNDATED):
        return False
    return item.first or not shared


def _owners(sentence: Sentence, times: Sequence[When]) -> list[_Owned]:
    out = []
    for when in times:
        if when.mention.start < sentence.start or when.mention.end > sentence.end:
            continue
        head = _head(sentence, when.mention)
        if when.type == "SET" or when.value in UNDATED or head is None or _in_dateline(sentence, head):
            continue
        strict = _said_at(sentence, when, head) or _counted_from(sentence, when) or _measured(sentence, when)
        if strict is not None:
            out.append(_Owned(when, strict, None, False))
        elif head.head >= 0:
            out.append(_owned(sentence, when, head))
        else:
            out.append(_Owned(when, head.index, None, True))
    return out


def time_from_before(sentences: Sequence[Sentence], index: int, times: Sequence[When]) -> When | None:
    """Return the date under which a list item stands: "On Jan. 8, forces made 34 strikes. - Near Sinjar, one strike".

    Looks back for the nearest sentence that opens with a date, while no sentence between names another; only for items
    (a bullet first) and for sentences whose main verb repeats that sentence's ("In Syria, forces made 23 strikes").
    """
    here = sentences[index]
    if any(here.start <= when.mention.start < here.end and when.type in ("DATE", "TIME") for when in times):
        return None
    for earlier in reversed(sentences[:index]):
        dated = [
            when
            for when in times
            if earlier.start <= when.mention.start < earlier.end and when.type in ("DATE", "TIME")
        ]
        if not dated:
            continue
        opens = [item for item in _owners(earlier, dated) if item.first]
        return opens[0].when if opens and (_is_item(here) or _root(here) == _root(earlier)) else None
    return None


def _is_item(sentence: Sentence) -> bool:
    """Tell whether a sentence opens with a bullet, or with the stop or dash that is left of one."""
    return bool(sentence.tokens) and sentence.tokens[0].words in (
        ".",
        "-",
        "\u2013",
        "\u2014",
        "\u2022",
        "*",
        "\u00b7",
        "--",
    )


def _root(sentence: Sentence) -> str:
    return next((token.lemma.lower() for token in sentence.tokens if token.head < 0), "")


def _owned(sentence: Sentence, when: When, head: Token) -> _Owned:
    owner = _told_verb(sentence, sentence.tokens[head.head], head)
    verb = owner
    while verb.upos not in ("VERB", "AUX") and verb.head >= 0 and not _is_predicate(sentence, verb):
        verb = sentence.tokens[verb.head]
    before = head.index < owner.index
    inside = (
        owner.upos not in ("VERB", "AUX")
        and before
        and head.deprel.split(":")[0] in ("nmod", "compound", "amod", "nummod", "det")
    )
    subject = next(
        (t.index for t in sentence.tokens if t.head == verb.index and t.deprel.startswith(("nsubj", "csubj"))),
        verb.index,
    )
    return _Owned(
        when, owner.index, None if inside else verb.index, not inside and head.index < min(subject, verb.index)
    )


def _in_dateline(sentence: Sentence, head: Token) -> bool:
    """Tell whether a date stands in a dateline: "BAGHDAD, Dec 28 (Northgate) - "."""
    before = sentence.tokens[: head.index]
    after = [token.words for token in sentence.tokens[head.index : head.index + 8]]
    named = bool(before) and before[0].words.isupper() and len(before[0].words) > 2 and head.index < 8
    return named and any(words in ("-", "\u2013", "\u2014", "--") for words in after)


def _said_at(sentence: Sentence, when: When, head: Token) -> int | None:
    """Return the verb of saying that a time follows at once: "officials said on Sunday that"."""
    start = next(token.index for token in sentence.tokens if token.end > when.mention.start)
    for token in reversed(sentence.tokens[max(0, start - 4) : start]):
        if token.upos == "VERB" and token.lemma.lower() in SPEECH:
            return token.index
        if token.upos not in ("ADP", "ADV", "PRON", "PROPN") and token.words.lower() not in (
            "late",
            "early",
            "reporters",
        ):
            return None
    return None


def _counted_from(sentence: Sentence, when: When) -> int | None:
    """Return the word whose day is counted back to: "captured" in "a day after they captured Zumar"."""
    later = [token for token in sentence.tokens if token.start >= when.mention.end]
    after = next((token for token in later if token.words.lower() not in PASSED), None)
    counted = ("after", "of") if later and later[0] is after else ("since",)
    if when.type != "DURATION" or after is None or after.words.lower() not in (*counted, "since"):
        return None
    return after.head if after.head >= 0 and after.head > after.index else None


def _measured(sentence: Sentence, when: When) -> int | None:
    """Return the noun that a length measures: "fighting" in "after two days of fighting"."""
    if when.type != "DURATION":
        return None
    inside = {
        token.index for token in sentence.tokens if token.start < when.mention.end and token.end > when.mention.start
    }
    return next(
        (
            t.index
            for t in sentence.tokens
            if t.head in inside and t.index > max(inside) and t.deprel.startswith("nmod")
        ),
        None,
    )


def _head(sentence: Sentence, mention: Mention) -> Token | None:
    inside = [token for token in sentence.tokens if token.start < mention.end and token.end > mention.start]
    places = {token.index for token in inside}
    return next((token for token in inside if token.head not in places), None)


def _is_predicate(sentence: Sentence, token: Token) -> bool:
    return any(other.head == token.index and other.deprel.startswith(("cop", "nsubj")) for other in sentence.tokens)


def _walk(sentence: Sentence, start: int) -> Iterator[tuple[int, bool, bool]]:
    """Walk as `_reach`, for a noun first to the clauses upon it: "the assault, which began a week ago"."""
    steps = _reach(sentence, start)
    yield next(steps)
    if sentence.tokens[start].upos not in ("VERB", "AUX"):
        for child in sentence.tokens:
            if child.head == start and child.deprel.startswith("acl"):
                yield child.index, True, False
    yield from steps


def _reach(sentence: Sentence, start: int) -> Iterator[tuple[int, bool, bool]]:
    """Walk from a word to those whose time it shares: (word, not itself, past a clause with a subject of its own)."""
    tokens, node, shared, nouns = sentence.tokens, sentence.tokens[start], False, 0
    yield start, False, False
    for child in tokens:
        if child.head == start and child.deprel == "xcomp":
            yield child.index, True, False
    for _ in range(len(tokens)):
        if node.head < 0:
            return
        parent, rel = tokens[node.head], node.deprel
        if _closed(sentence, node, parent, rel):
            return
        if rel == "conj":
            shared = shared or _has_subject(sentence, node)
        nouns += parent.upos not in ("VERB", "AUX") and not _is_predicate(sentence, parent)
        if nouns > NOMINAL_STEPS:
            return
        yield parent.index, True, shared
        node = parent


def _closed(sentence: Sentence, node: Token, parent: Token, rel: str) -> bool:
    """Tell whether the step from a word to its governor leaves what the governor's time covers."""
    if rel.startswith(("ccomp", "parataxis", "acl", "csubj", "discourse", "vocative", "appos")):
        return True
    if rel.startswith(("advcl", "obl", "nmod")) and _set_apart(sentence, node):
        return True
    if (
        rel.startswith("advcl")
        and not _has_subject(sentence, node)
        and (node.xpos == "VBN" or _is_purpose(sentence, node))
    ):
        return True
    if rel == "amod" and node.upos in ("VERB", "ADJ"):
        return True
    speech = parent.lemma.lower() in SPEECH and parent.upos == "VERB"
    return speech and not rel.startswith(("conj", "nsubj:pass", "xcomp"))


def _is_purpose(sentence: Sentence, node: Token) -> bool:
    return any(t.head == node.index and t.words.lower() == "to" and t.upos == "PART" for t in sentence.tokens)


def _has_subject(sentence: Sentence, node: Token) -> bool:
    return any(t.head == node.index and t.deprel.startswith("nsubj") for t in sentence.tokens)


def _set_apart(sentence: Sentence, node: Token) -> bool:
    words = [(t.deprel.split(":")[0], t.words.lower()) for t in sentence.tokens if t.head == node.index]
    return any((rel in ("mark", "case") and word in APART) or (rel, word) == ("case", "as") for rel, word in words)


def _below(sentence: Sentence, start: int) -> set[int]:
    """Return the nouns that hang on a word, two steps down: "killed in last week's attack", "the May raid's dead"."""
    found = {start}
    for rels in (("nmod", "compound", "obl"), ("nmod", "compound")):
        near = [t for t in sentence.tokens if t.head in found and t.deprel.split(":")[0] in rels]
        found |= {t.index for t in near if not _set_apart(sentence, t)}
    return found


def _best(sentence: Sentence, trigger: int, items: Sequence[_Owned]) -> When:
    """Prefer dates to lengths and lengths to vague words; among equals the nearest; two joined dates count as one."""
    at = sentence.tokens[trigger].start

    def rank(item: _Owned) -> tuple[int, int, int]:
        when = item.when
        worth = (0 if when.type in ("DATE", "TIME") else 1) + (when.window is None and (not when.value or when.type == "DURATION"))
        worth += 2 * _until(sentence, when)
        return worth, abs(when.mention.start - at), when.mention.start

    return min(items, key=rank).when


def _until(sentence: Sentence, when: When) -> bool:
    before = [token.words.lower() for token in sentence.tokens if token.end <= when.mention.start][-2:]
    return "until" in before or "till" in before


def joined(text: str, first: When, second: When) -> When | None:
    """Join two dates coordinated in the text ("Wednesday and Thursday") into one, or None where they are not."""
    low, high = sorted((first, second), key=lambda when: when.mention.start)
    between = text[low.mention.end : high.mention.start].strip().removesuffix(" on").removesuffix(" in")
    if between not in ("and", "and on", "and in", ",") or low.window is None or high.window is None:
        return None
    mention = Mention(low.mention.start, high.mention.end, text[low.mention.start : high.mention.end], low.mention.kind)
    days = [day for window in (low.window, high.window) for day in (window.earliest, window.latest) if day is not None]
    window = Window(min(days), max(days)) if len(days) == 4 else None
    return When(mention, "DATE", f"{low.value}/{high.value}", window)
