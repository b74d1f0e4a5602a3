"""Find the triggers of a sentence: which rules match where, and why others do not."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.scene import Scene
from whoholds.extract.slots import Slots, slots_of, with_others
from whoholds.records import Mention
from whoholds.rules.schema import Pattern, Rule, RuleBook, Slot

ANY_NUMBER = "#"
"""As a noun of a rule: any number in figures or words."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule on a trigger. `failed` names the first condition that did not hold; empty means that the rule matched."""

    rule: Rule
    index: int
    """Token index of the trigger's head."""
    words: tuple[int, ...]
    """Token indices of the trigger's words."""
    slots: Slots
    start: int
    end: int
    failed: str = ""


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules by trigger lemma, so that a sentence is walked once."""

    book: RuleBook
    verbs: dict[str, tuple[tuple[Pattern, Rule], ...]]
    nouns: dict[str, tuple[tuple[Pattern, Rule], ...]]
    adjectives: dict[str, tuple[tuple[Pattern, Rule], ...]]
    endings: dict[str, tuple[Rule, ...]]
    light: frozenset[str]


_LAST: list[RuleIndex] = []
"""The index made last: a book is indexed once, not for every document."""


def index_rules(book: RuleBook) -> RuleIndex:
    """Sort the rules of a book by their trigger words."""
    if not _LAST or _LAST[0].book is not book:
        _LAST[:] = [_indexed(book)]
    return _LAST[0]


def _indexed(book: RuleBook) -> RuleIndex:
    table: dict[str, dict[str, list[tuple[Pattern, Rule]]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    endings: dict[str, list[Rule]] = {}
    for rule in book.rules:
        for kind, found in table.items():
            for pattern in getattr(rule, kind):
                found.setdefault(pattern.head, []).append((pattern, rule))
        for ending in rule.endings:
            endings.setdefault(ending, []).append(rule)
    frozen = {kind: {head: tuple(rows) for head, rows in found.items()} for kind, found in table.items()}
    light = book.classes.get("light", frozenset())
    return RuleIndex(book, **frozen, endings={k: tuple(v) for k, v in endings.items()}, light=light)


def matches_in(scene: Scene, rules: RuleIndex) -> list[Match]:
    """Return every rule whose trigger words stand in the sentence, matched or not, in text order."""
    found: list[Match] = []
    for token in scene.tree.tokens:
        if token.index not in scene.apart and token.index not in scene.times:
            found += _at(scene, rules, token.index)
    return found


def _at(scene: Scene, rules: RuleIndex, index: int) -> list[Match]:
    found: list[Match] = []
    candidates = _candidates(scene, rules, index)
    if not candidates and "-" not in scene.tree.tokens[index].words:
        return found
    slots: Slots | None = None
    for pattern, rule in candidates:
        others = _others(scene, index, pattern)
        if others is None:
            continue
        slots = slots_of(scene.tree, index, rules.light) if slots is None else slots
        words = tuple(sorted([index, *others]))
        wider = with_others(scene.tree, slots, others)
        start, end = _span(scene, words, index)
        found.append(Match(rule, index, words, wider, start, end, _failed(scene, rule, wider)))
    return found + _hyphened(scene, rules, index)


def _candidates(scene: Scene, rules: RuleIndex, index: int) -> list[tuple[Pattern, Rule]]:
    token, lemma = scene.tree.tokens[index], scene.tree.lemma(index)
    found: list[tuple[Pattern, Rule]] = []
    if scene.tree.is_verb(index) or (token.upos == "ADJ" and token.xpos in ("VBN", "VBG")):
        found += rules.verbs.get(lemma, ())
    if token.upos in ("NOUN", "PROPN") or token.xpos in ("VBG", "NN", "NNS"):
        found += rules.nouns.get(lemma, ())
    elif token.deprel == "amod":  # "military" of "military aid", whose other word is above it
        found += [(pattern, rule) for pattern, rule in rules.nouns.get(lemma, ()) if pattern.others]
    if token.upos == "NUM" and token.xpos == "CD":
        found += rules.nouns.get(ANY_NUMBER, ())
    if token.upos in ("ADJ", "VERB", "ADV", "NOUN", "ADP"):
        found += rules.adjectives.get(token.words.lower(), ())
    return found


def _others(scene: Scene, index: int, pattern: Pattern) -> list[int] | None:
    """Find the pattern's other words under the trigger; None where one is missing."""
    if not pattern.others:
        return []
    tree = scene.tree
    near = tree.children(index)
    near += [j for i in near if tree.rel(i) in ("obl", "nmod", "obj") for j in tree.children(i, "case", "compound")]
    near += [tree.head(index)] if tree.rel(index) in ("compound", "amod") else []
    found: list[int] = []
    for word in pattern.others:
        hit = next((i for i in sorted(near) if i >= 0 and tree.lemma(i) == word), None)
        if hit is None:
            return None
        found.append(hit)
    return found


def _span(scene: Scene, words: tuple[int, ...], index: int) -> tuple[int, int]:
    """Cover all the trigger's words where they stand close together, else its head alone."""
    tokens = scene.tree.tokens
    between = tokens[words[0] : words[-1] + 1]
    if len(between) <= len(words) + 1 and all(t.upos != "PUNCT" or t.words == "-" for t in between):
        return tokens[words[0]].start, tokens[words[-1]].end
    return tokens[index].start, tokens[index].end


def _hyphened(scene: Scene, rules: RuleIndex, index: int) -> list[Match]:
    """Match "ISIS-held" where the reader keeps it one word."""
    token = scene.tree.tokens[index]
    first, mark, last = token.words.rpartition("-")
    if not (mark and first) or last.lower() not in rules.endings:
        return []
    slots: Slots = {"object": [scene.tree.head(index)] if scene.tree.head(index) >= 0 else [], "subject": [index]}
    start = token.end - len(last)
    return [
        Match(rule, index, (index,), slots, start, token.end, _failed(scene, rule, slots))
        for rule in rules.endings[last.lower()]
    ]


def _failed(scene: Scene, rule: Rule, slots: Slots) -> str:
    for test in rule.when:
        if not any(filled(scene, slots, slot) for slot in test):
            return "nothing in " + " or ".join(str(slot) for slot in test)
    for test in rule.unless:
        hit = next((slot for slot in test if filled(scene, slots, slot)), None)
        if hit:
            return f"refused: {hit}"
    return ""


def filled(scene: Scene, slots: Slots, slot: Slot) -> list[int]:
    """Return the heads that fill a slot and are of its classes."""
    if slot.name == "sentence":
        heads = [token.index for token in scene.tree.tokens if token.upos in ("NOUN", "PROPN", "VERB")]
    else:
        heads = [j for i in slots.get(slot.name, ()) for j in scene.tree.with_conjuncts(i)]
    return [i for i in dict.fromkeys(heads) if slot.takes(scene.classes(i))]


def inside_name(scene: Scene, match: Match) -> bool:
    """Refuse triggers that are part of a proper name ("Operation Inherent Resolve", "Free Syrian Army")."""
    if scene.tree.tokens[match.index].upos != "PROPN":
        return False
    here = Mention(match.start, match.end, "")
    names = [f for f in (scene.sides.get(match.index), scene.places.get(match.index)) if f is not None]
    return any(f.kind in ("name", "toponym") and Mention(f.start, f.end, "").overlap(here) for f in names)
