"""Attributions read along the words of a sentence, where its tree may fail: "..., two colonels said"."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

EDGES = frozenset({",", '"', '""', "\u201d", "\u2019", "'", "''", "\u00bb", "\u2014", "\u2013"})
OPENS = frozenset({'"', '""', "\u201c", "\u2018", "'", "``", "\u00ab"})
STOPS = frozenset({";"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "ADP", "CCONJ", "PART", "X"})
HEADS = frozenset({"NOUN", "PROPN", "PRON"})
LONGEST = 14
"""A speaker's phrase beyond so many words is a clause; the longest in the claims at hand has eleven."""
TURNS = frozenset({"and", "but", "while", "although", "though", "which", "who", "whereas", "yet", "where"})
SAYING = frozenset(
    {"say", "announce", "claim", "report", "confirm", "state", "insist", "add", "admit", "believe", "estimate"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one speaker: first and last token, and the head between them."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speech verb beside its clause, its speakers, and the tokens that it vouches for."""

    verb: int
    speakers: tuple[Phrase, ...]
    reach: tuple[int, int]
    """First token and end (exclusive) of what is said before it."""
    after: tuple[int, int] = (0, 0)
    """The same for what goes on behind it: "..., the source added, destroying ..."."""
    quoted: tuple[Phrase, ...] = ()
    """Whom the speakers quote: "Reuters quoted the army as saying"."""

    def covers(self, index: int) -> bool:
        """Tell whether a token stands in what is said."""
        return self.reach[0] <= index < self.reach[1] or self.after[0] <= index < self.after[1]


def attributions(tree: Tree, words: SpeechWords, *, before_colon: bool = False) -> list[Attribution]:
    """List the attributions that stand beside a clause, set off by a comma or a closing mark.

    One that ends in a colon speaks of what follows the sentence; it is listed only where that is asked for.
    """
    found: list[Attribution] = []
    for verb in range(len(tree.tokens)):
        span = (_before(tree, verb) or _after(tree, verb)) if _speaks(tree, verb, words) else None
        if span is None or (_word(tree, verb + 1) == ":" and not before_colon):
            continue
        first = min(span[0], verb)
        start = max((i + 1 for i in range(first) if tree.tokens[i].words in STOPS), default=0)
        speakers = _split(tree, *_with_name(tree, *span))
        if speakers and first > start:
            reach = (start, min(first, speakers[0].first))
            found.append(
                Attribution(verb, speakers, reach, _going_on(tree, max(span[1], verb)), quoted_phrases(tree, verb))
            )
    return found


def _with_name(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Take in the name before an office: "Gareth Bayley, the UK envoy, said"."""
    if first < 2 or tree.tokens[first].upos != "DET" or tree.tokens[first - 1].words != ",":
        return first, last
    spot = tree.tokens[first - 2].end
    names = [e for e in tree.sentence.entities if e.kind == "PER" and e.end == spot]
    if not names:
        return first, last
    return next(t.index for t in tree.tokens if t.start >= names[0].start), last


def quoted_phrases(tree: Tree, verb: int) -> tuple[Phrase, ...]:
    """Find whom a verb quotes: "the army" of "quoted the army as saying"."""
    if tree.lemma(verb) not in ("quote", "cite"):
        return ()
    end = next(
        (i for i in range(verb + 1, len(tree.tokens) - 1) if _word(tree, i) == "as" and _word(tree, i + 1) == "saying"),
        0,
    )
    return _split(tree, verb + 1, end - 1) if end > verb + 1 else ()


def _going_on(tree: Tree, last: int) -> tuple[int, int]:
    """Find the clause that goes on behind an attribution: a participle, or a clause of its own with no conjunction."""
    end = next((i for i in range(last, len(tree.tokens)) if tree.tokens[i].words in STOPS), len(tree.tokens))
    comma = next((i for i in range(last + 1, min(last + 9, end)) if tree.tokens[i].words == ","), None)
    if comma is None or comma + 1 >= end:
        return 0, 0
    opening = tree.tokens[comma + 1]
    if opening.upos in ("CCONJ", "SCONJ", "PRON") and opening.words.lower() in TURNS:
        return 0, 0
    finite = any(tree.tokens[i].xpos in FINITE or tree.tokens[i].xpos == "MD" for i in range(comma + 1, end))
    return (comma + 1, end) if finite or opening.xpos == "VBG" else (0, 0)


def _word(tree: Tree, index: int) -> str:
    return tree.tokens[index].words.lower() if 0 <= index < len(tree.tokens) else ""


def opening_attribution(tree: Tree, words: SpeechWords) -> Attribution | None:
    """Read "X said (that) ..." at the head of a sentence, up to a semicolon or a turn of the sentence."""
    for verb, token in enumerate(tree.tokens):
        if token.upos in ("VERB", "AUX") or token.words in ":;":
            that = _word(tree, verb + 1) == "that"
            if not (_finite(tree, verb) or that) or tree.lemma(verb) not in SAYING or not token.words[0].islower():
                return None
            first = 0
            speakers = _split(tree, first, verb - 1)
            ends = [i for i in range(verb + 1, len(tree.tokens)) if _turns(tree, i)]
            return Attribution(verb, speakers, (verb + 1, min([*ends, len(tree.tokens)]))) if speakers else None
    return None


def _turns(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    after = tree.lemma(index + 1) if index + 1 < len(tree.tokens) else ""
    return token.words in STOPS or (token.words == "," and after in TURNS)


def _speaks(tree: Tree, verb: int, words: SpeechWords) -> bool:
    if tree.lemma(verb) not in words.beside - {"have", "show", "find"} or not tree.tokens[verb].words[0].islower():
        return False
    if _finite(tree, verb) or _ends_as_noun(tree, verb):
        return True
    return tree.tokens[verb].xpos == "VBN" and _after_somebody(tree, verb)


def _ends_as_noun(tree: Tree, verb: int) -> bool:
    """Tell ", Turkish media report." and ", a firm in York estimates.", which readers take for a noun at times, by the number before it."""
    token, before = tree.tokens[verb], tree.tokens[verb - 1] if verb else None
    last = all(each.upos == "PUNCT" for each in tree.tokens[verb + 1 :])
    if token.upos != "NOUN" or before is None or before.upos not in ("NOUN", "PROPN") or not last:
        return False
    many = before.xpos in ("NNS", "NNPS") or before.lemma.lower() in ("media", "police", "people")
    if many and token.xpos in ("NN", "VB", "VBP"):
        return True
    return not many and token.xpos in ("NNS", "VBZ") and tree.rel(verb) in ("dep", "parataxis", "appos", "nmod")  # no list: "maps and casualty reports"


def _after_somebody(tree: Tree, verb: int) -> bool:
    """Tell "President Barzani announced", which readers take for a participle at times, from "a truce announced"."""
    comma = max((i for i in range(verb) if tree.tokens[i].words == ","), default=-1)
    start, end = tree.tokens[comma].end if comma >= 0 else 0, tree.tokens[verb].start
    return any(e.kind in ("PER", "ORG") and start <= e.start < end for e in tree.sentence.entities)


def _finite(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    return token.upos == "VERB" and (token.xpos in FINITE or token.words.lower() in ("said", "says"))


def _opens_phrase(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return (
        token.upos in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON")
        and token.xpos not in ("WDT", "WP", "WRB", "JJR", "PDT")
        and (token.words.lower() not in ("whatever", "what", "who", "which", "that", "no"))
    )


def _before(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Find ", the mayor of the town" before a speech verb that has nothing of its own to say."""
    last = verb - 1
    while last >= 0 and (tree.tokens[last].upos in ("ADV", "AUX")):
        last -= 1
    last = _past_name(tree, last)
    first = last
    while first >= 0 and _in_phrase(tree, first) and last - first < LONGEST:
        first -= 1
    if first < 0 or first == last or tree.tokens[first].words not in EDGES or not _ends_well(tree, verb):
        return None
    if not _opens_phrase(tree, first + 1) or any(
        tree.tokens[i].xpos in ("WDT", "WP") for i in range(first + 1, last + 1)
    ):
        return None
    return first + 1, last


def _past_name(tree: Tree, last: int) -> int:
    """Step back over a name between commas: "the refugee agency, UNHCR, says"."""
    if last < 3 or tree.tokens[last].words != ",":
        return last
    spot = last - 1
    while spot > 0 and _in_phrase(tree, spot) and last - spot < 8:
        spot -= 1
    return spot - 1 if tree.tokens[spot].words == "," and spot < last - 1 else last


def _in_phrase(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return (
        token.upos in NOMINAL
        or (token.upos == "PUNCT" and token.words in ("-", ".", "\u2011"))
        or token.xpos in ("POS", "VBN")
    )


def _ends_well(tree: Tree, verb: int) -> bool:
    """Tell whether a stop, a time, a manner or the one told follows a speech verb, not an object or clause."""
    after = list(tree.tokens[verb + 1 : verb + 3])
    if not after or after[0].upos in ("PUNCT", "ADP", "ADV") or after[0].words in EDGES:
        return True
    if tree.lemma(verb) in ("tell", "inform", "show") or quoted_phrases(tree, verb):
        return True
    return after[0].upos == "PROPN" and after[0].words.endswith("day")


def _after(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Find "a colonel" of ", said a colonel"."""
    if verb == 0 or tree.tokens[verb - 1].words not in EDGES:
        return None
    first = verb + 1
    last = first
    while last < len(tree.tokens) and _in_phrase(tree, last) and tree.tokens[last].xpos not in ("VBN", "WDT", "WP"):
        last += 1
    starts = first < len(tree.tokens) and _opens_phrase(tree, first)
    clause = (
        last < len(tree.tokens)
        and tree.tokens[last].upos in ("VERB", "AUX")
        and tree.tokens[last].xpos in (*FINITE, "MD")
    )
    return (first, last - 1) if starts and last > first and not clause else None


def _split(tree: Tree, first: int, last: int) -> tuple[Phrase, ...]:
    """Cut a phrase at "and" and commas into its speakers; an "and" after a preposition stays inside."""
    parts: list[tuple[int, int]] = []
    start, inside = first, False
    for i in range(first, last + 1):
        token = tree.tokens[i]
        inside = inside or (token.upos == "ADP" and token.words.lower() in ("of", "for", "between", "from"))
        if token.upos == "CCONJ" and token.words.lower() == "and" and not inside and start < i:
            parts.append((start, i - 1))
            start = i + 1
    while last > start and tree.tokens[last].upos == "PUNCT":
        last -= 1
    parts.append((start, last))
    found = [(a, b, _head(tree, a, b)) for a, b in parts]
    return tuple(Phrase(a, b, head) for a, b, head in found if head is not None)


def _head(tree: Tree, first: int, last: int) -> int | None:
    """Find the noun of a phrase: the last one before a preposition."""
    head = None
    for i in range(first, last + 1):
        token = tree.tokens[i]
        if token.upos == "ADP" and head is not None:
            break
        if token.upos in HEADS and token.xpos != "POS":
            head = i
    if head is not None and tree.lemma(head) in ("who", "which", "that", "what", "nobody", "none"):
        return None
    return head
