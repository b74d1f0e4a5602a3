"""Find every mention of a side: names of the catalogue, and descriptions such as "the militants"."""

from __future__ import annotations

from dataclasses import replace

from whoholds.actors.catalogue import Catalogue
from whoholds.actors.names import exact
from whoholds.actors.nouns import ACTS, ARMS, BODIES, MEMBERS, PEOPLE, singular
from whoholds.actors.persons import GROUPS
from whoholds.actors.spelling import key
from whoholds.records import Filler, Mention, Sentence, Token
from whoholds.text.phrases import children, phrase_span

_LINKS = frozenset({"of", "from"})
_STATE_ROLES = frozenset({"nsubj", "nmod:poss", "obl:agent", "appos"})
_NO_SIDE = frozenset(
    [
        "target",
        "position",
        "cell",
        "element",
        "stronghold",
        "branch",
        "wing",
        "convoy",
        "checkpoint",
        "gathering",
        "banner",
        "team",
        "member",
        "man",
        "leader",
        "column",
        "crew",
        "leadership",
        "hero",
        "comrade",
        "person",
        "people",
    ]
)
"""Nouns that name a side only with its name ("ISIL targets"), not alone."""
FORCES = frozenset({"armed", "army", "coalition", "party"})
"""Kinds of sides whose name is no person's; those of states are ("Georgia", "Jordan")."""
_LONGEST = 8
"""Tokens in the longest span that is tried as a name."""
Span = tuple[int, int]


def find_sides(text: str, sentences: tuple[Sentence, ...], catalogue: Catalogue) -> tuple[Filler, ...]:
    """Return mentions of sides in text order: kind `name` or `description`, links empty.

    A mention is the noun phrase without article and number: "Islamic State fighters", "fighters of the YBS".
    """
    found: list[Filler] = []
    for sentence in sentences:
        names = _names(text, sentence, catalogue)
        spans = [*_described(text, sentence, catalogue, names)]
        covered = [span for span, _ in spans]
        spans += [(span, "name") for span in names if not any(_within(span, other) for other in covered)]
        found += [_filler(text, sentence, span, kind) for span, kind in spans]
    return tuple(sorted(set(found), key=lambda filler: (filler.start, filler.end, filler.kind)))


def with_groups(sentences: tuple[Sentence, ...], catalogue: Catalogue) -> tuple[Sentence, ...]:
    """Return sentences in which "Faylaq al-Rahman" and "Houthi" are groups, where the reader took their names for persons'."""
    return tuple(_with_groups(sentence, catalogue) for sentence in sentences)


def _with_groups(sentence: Sentence, catalogue: Catalogue) -> Sentence:
    both = (sentence.entities, sentence.defence)
    entities, defence = (tuple(_as_group(mention, catalogue) for mention in found) for found in both)
    same = entities == sentence.entities and defence == sentence.defence
    return sentence if same else replace(sentence, entities=entities, defence=defence)


def _as_group(mention: Mention, catalogue: Catalogue) -> Mention:
    kind = {"PER": "ORG", "Person": "Organisation"}.get(mention.kind)
    if kind is None or key(mention.words) in catalogue.people:
        return mention
    first, _, rest = mention.words.partition(" ")
    opens = rest and key(first) in GROUPS - {"ansar"}  # which is a given name, too
    sides = (catalogue.actors[match.id].kind for match in exact(catalogue, mention.words, None))
    return replace(mention, kind=kind) if opens or any(side in FORCES for side in sides) else mention


def _filler(text: str, sentence: Sentence, span: Span, kind: str) -> Filler:
    start, end = sentence.tokens[span[0]].start, sentence.tokens[span[1]].end
    words = text[start:end]
    bare = words.removesuffix("'s").removesuffix("’s")
    return Filler(start, start + len(bare), bare, kind)


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _names(text: str, sentence: Sentence, catalogue: Catalogue) -> list[Span]:
    """Find the longest names from left to right."""
    found: list[Span] = []
    at = 0
    while at < len(sentence.tokens):
        last = _longest(text, sentence, catalogue, at)
        if last is not None and _acts(sentence, at, last, text, catalogue):
            found.append((at, last))
        at = at + 1 if last is None else last + 1
    return found


def _longest(text: str, sentence: Sentence, catalogue: Catalogue, first: int) -> int | None:
    tokens = sentence.tokens
    if tokens[first].upos == "DET":
        return None
    opening = key(tokens[first].words).split(" ")[0]
    if opening == "al" and first + 2 < len(tokens):
        opening = "al"
    if not opening or opening not in catalogue.openings:
        return None
    for last in range(min(len(tokens) - 1, first + _LONGEST), first - 1, -1):
        words = text[tokens[first].start : tokens[last].end]
        if tokens[last].upos == "PUNCT" or (
            words.endswith(("'s", "’s")) and last > first and len(tokens[last].words) <= 2
        ):
            continue
        if exact(catalogue, words, None) or (words[:1].isupper() and _stands_for(key(words), catalogue)):
            return last
    return None


def _stands_for(name: str, catalogue: Catalogue) -> bool:
    """Tell whether a name is a holder of a public office, or a capital that may stand for its government."""
    return name in catalogue.people or name in catalogue.seats


def _acts(sentence: Sentence, first: int, last: int, text: str, catalogue: Catalogue) -> bool:
    """Pass over states that only say where: "in Syria" is a place, "Turkey said" is a side."""
    words = text[sentence.tokens[first].start : sentence.tokens[last].end]
    matches = exact(catalogue, words, None)
    seat = key(words) in catalogue.seats
    if not seat and (not matches or catalogue.actors[matches[0].id].kind != "state"):
        return True
    head = _head(sentence, first, last)
    return _role(sentence, head) in _STATE_ROLES or _by(sentence, head)


def _head(sentence: Sentence, first: int, last: int) -> Token:
    return next((t for t in sentence.tokens[first : last + 1] if not first <= t.head <= last), sentence.tokens[last])


def _role(sentence: Sentence, token: Token) -> str:
    steps = 0
    while token.deprel == "conj" and token.head >= 0 and steps < 20:
        token, steps = sentence.tokens[token.head], steps + 1
    return "nsubj" if token.deprel.startswith("nsubj") else token.deprel


def _by(sentence: Sentence, token: Token) -> bool:
    return any(case.words.casefold() == "by" for case in children(sentence, token.index, "case"))


def _described(text: str, sentence: Sentence, catalogue: Catalogue, names: list[Span]) -> list[tuple[Span, str]]:
    """Find noun phrases whose head says fighters, a body or people."""
    found: list[tuple[Span, str]] = []
    for token in sentence.tokens:
        if token.upos not in ("NOUN", "PROPN") or any(first <= token.index <= last for first, last in names):
            continue
        noun = singular(token.words)
        if noun not in MEMBERS | BODIES | PEOPLE | (ARMS - ACTS) or _modifies(sentence, token):
            continue
        span = _phrase(sentence, token, names)
        words = text[sentence.tokens[span[0]].start : sentence.tokens[span[1]].end]
        named = bool(catalogue.look_up(words))
        modifier = sentence.tokens[span[1] - 1].words if span[0] < span[1] else ""
        if named or noun not in ARMS | _NO_SIDE or singular(modifier) in BODIES:
            found.append((span, "name" if named else "description"))
    return found


def _modifies(sentence: Sentence, token: Token) -> bool:
    """Tell whether a noun stands before another that will be taken: "coalition" of "coalition aircraft"."""
    if token.deprel != "compound" or token.head <= token.index:
        return False
    if sentence.tokens[token.head].upos == "PROPN" and token.words[:1].isupper() and singular(token.words) in PEOPLE:
        return True
    return singular(sentence.tokens[token.head].words) in MEMBERS | (ARMS - ACTS) | BODIES | PEOPLE


def _phrase(sentence: Sentence, token: Token, names: list[Span]) -> Span:
    """Cut the phrase: no article, number or possessive pronoun; with "of NAME" after members of a force."""
    first, _ = phrase_span(sentence, token.index, with_prepositional=False)
    last = token.index
    while first < last and _leads(sentence.tokens[first]):
        first += 1
    first = _whole_name(sentence, first, names)
    follow = last + 1
    members = singular(token.words) in MEMBERS | ARMS and follow + 1 < len(sentence.tokens)
    if members and sentence.tokens[follow].words.casefold() in _LINKS:
        start = follow + 2 if sentence.tokens[follow + 1].upos == "DET" else follow + 1
        last = next((end for begin, end in names if begin == start), last)
    return first, last


def _leads(token: Token) -> bool:
    return token.upos in ("DET", "NUM", "PUNCT", "ADV", "ADP", "PRON", "CCONJ", "PART") or token.xpos == "PRP$"


def _whole_name(sentence: Sentence, first: int, names: list[Span]) -> int:
    """Move the start of a phrase to that of a name it cuts into, or that stands before its bracket."""
    for begin, end in names:
        if begin < first <= end:
            return begin
        bracket = first - 1 if sentence.tokens[first - 1].words == "(" else -1
        if bracket > 0 and end == bracket - 1:
            return begin
    return first
