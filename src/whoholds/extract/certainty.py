"""Marks of negation, doubt, plan and condition, one step of a tree at a time."""

from __future__ import annotations

from whoholds.extract.clauses import SPREADING, adverbial_step, complement_step
from whoholds.extract.hosts import (
    DOUBTS,
    argument_step,
    beyond_doubt,
    host_marks,
    noun_marks,
    passes_on,
    within_noun_step,
)
from whoholds.extract.modality import (
    DENIED,
    NONE,
    PLANNED,
    POSSIBLE,
    UNREAL,
    Marks,
    Step,
    clause_marks,
    fronted_condition,
    fronted_never,
    is_infinitive,
    negative_argument,
    not_for_long,
    not_one_of_them,
)
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

LISTING = frozenset({"accuse", "suspect"})
"""Verbs whose "of" goes on along a list: "accused both sides of killings, rape and looting"."""
ANYBODY = frozenset({"those", "that", "anyone", "anybody", "everyone", "whoever", "any", "all"})
ONGOING = frozenset("ongoing current existing continuing continued recent present".split())
GOALS = frozenset("way solution goal aim objective plan purpose intention mission target priority hope ambition step demand".split())


def own(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Return what the trigger's own words say: "did not attack", "may attack", "no strikes", "a planned assault"."""
    marks = clause_marks(tree, trigger, words)
    if not tree.is_verb(trigger):
        marks |= noun_marks(tree, trigger, words)
        if tree.tokens[trigger].upos != "ADJ" and any(
            tree.lemma(i) in GOALS for i in tree.children(trigger, "nsubj")
        ):  # "our goal is the liberation of Sirte"
            marks |= PLANNED
    else:
        marks |= negative_argument(tree, trigger, words)
    marks |= _reported_nouns(tree, trigger, words) | _false_report(tree, trigger, words)
    marks |= not_for_long(tree, trigger) | fronted_never(tree, trigger) | not_one_of_them(tree, trigger) | fronted_condition(tree, trigger)
    if tree.rel(trigger) == "compound" and tree.head(trigger) >= 0:  # "attack plans", "ceasefire proposal"
        head = tree.head(trigger)
        marks |= host_marks(tree, trigger, head, words) if not tree.is_verb(head) else NONE
    return marks


def under_way(tree: Tree, noun: int, words: SpeechWords) -> bool:
    """Tell a noun that says itself that it is so, whatever stands over it: "ongoing operations", "the aid we have given"."""
    if tree.is_verb(noun):
        return False
    if any(tree.lemma(i) in ONGOING for i in tree.children(noun, "amod")):
        return True
    for verb in tree.children(noun, "acl:relcl"):
        past = tree.tokens[verb].xpos == "VBD" or any(tree.lemma(i) == "have" for i in tree.children(verb, "aux"))
        arranged = words.plan | words.seek | words.avert | words.foresee | words.deny
        if past and not clause_marks(tree, verb, words) and tree.lemma(verb) not in arranged:
            return True
    return False


def _reported_nouns(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Read "reports of A, B and C" along the words, since readers often hang the later nouns elsewhere."""
    if tree.is_verb(trigger) and tree.tokens[trigger].xpos not in ("VBN", "VBG"):
        return NONE
    nested = False
    for i in range(trigger - 1, -1, -1):
        token = tree.tokens[i]
        of = tree.tokens[i + 1].words.lower() == "of"
        if tree.lemma(i) in LISTING and any(t.words.lower() == "of" for t in tree.tokens[i:trigger]):
            return POSSIBLE  # "accused both sides of killings, rape and looting"
        if token.upos in ("VERB", "AUX", "SCONJ") or token.words in ";:.":
            return NONE
        if tree.lemma(i) in SPREADING and of and not nested:
            return POSSIBLE
        nested |= of and token.upos == "NOUN"  # "reports of violations of the ceasefire"
    return NONE


def _false_report(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Read "reports that X fell are lies" along the words, for trees that miss it."""
    noun = next((i for i in range(trigger) if tree.lemma(i) in words.hearsay_nouns), None)
    if noun is None or not any(t.words.lower() in ("that", "of") for t in tree.tokens[noun + 1 : trigger]):
        return NONE
    for i in range(trigger + 1, len(tree.tokens)):
        copula = tree.lemma(i - 1) == "be" or (tree.lemma(i - 2) == "be" and tree.lemma(i - 1) not in ("not", "n't"))
        called = (
            tree.lemma(tree.head(i)) in ("call", "brand", "label", "deem", "describe") if tree.head(i) >= 0 else False
        )
        if tree.lemma(i) in words.false and (copula or called):
            return DENIED
    return NONE


def above(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Return what `node` puts over its dependent `child`."""
    rel, deprel = tree.rel(child), tree.tokens[child].deprel
    if any(tree.lemma(i) == "rather" for i in tree.children(child, "cc", "mark", "case")):  # "rather than surrender"
        return Step(DENIED, settled=True)
    if rel == "conj":
        return _shared(tree, child, node, words)
    if deprel == "appos" and tree.lemma(node) in SPREADING:  # "Rumour: the town has fallen"
        return Step(POSSIBLE, settled=True)
    if deprel in ("acl:relcl", "appos") and _that_of(tree, child, node, words):
        return Step(host_marks(tree, child, node, words), settled=True)
    if deprel == "acl:relcl" and _whoever(tree, child, node):
        return Step(UNREAL, settled=True)
    if deprel == "acl:relcl" or rel in ("parataxis", "appos", "dislocated", "vocative"):
        return Step(NONE, settled=True)
    if rel in ("ccomp", "xcomp", "csubj") or (rel == "obj" and tree.is_verb(child) and is_infinitive(tree, child)):
        return complement_step(tree, child, node, words)
    if rel == "advcl":
        return adverbial_step(tree, child, node, words)
    if rel == "acl":
        open_to_doubt = POSSIBLE if doubted(tree, node) else NONE
        return Step(host_marks(tree, child, node, words) | open_to_doubt, settled=not passes_on(tree, child, node, words))
    if rel in ("obj", "nsubj", "obl", "iobj"):
        return argument_step(tree, child, node, words)
    if rel == "amod" and tree.tokens[child].upos == "ADJ" and not tree.is_verb(node):  # "humanitarian" in "humanitarian support"
        return Step(noun_marks(tree, node, words))
    if rel in ("nmod", "compound", "amod", "nummod"):
        return within_noun_step(tree, child, node, words)
    return Step()


def doubted(tree: Tree, noun: int) -> bool:
    """Tell the claim of "doubts surround the claim that" and "doubts about the claim that"."""
    over = tree.head(noun)
    if over < 0:
        return False
    about = [over] if tree.rel(noun) == "nmod" else tree.children(over, "nsubj", "nsubj:pass")
    return any(tree.lemma(i) in DOUBTS and not beyond_doubt(tree, i) for i in about)


def _that_of(tree: Tree, child: int, noun: int, words: SpeechWords) -> bool:
    """Tell "a report that drones had struck it", which readers take for a relative clause at times."""
    after = tree.lemma(noun + 1) if noun + 1 < len(tree.tokens) else ""
    subjects = [i for i in tree.children(child, "nsubj") if tree.lemma(i) != "that"]
    return tree.lemma(noun) in words.hearsay_nouns and after == "that" and bool(subjects)


def _whoever(tree: Tree, child: int, antecedent: int) -> bool:
    """Tell "those who surrender will not be harmed": nobody has done so yet."""
    if tree.lemma(antecedent) not in ANYBODY or tree.tokens[child].xpos not in ("VBP", "VBZ", "VB"):
        return False
    main = tree.head(antecedent)
    return main >= 0 and any(tree.tokens[i].xpos == "MD" for i in tree.children(main, "aux"))


def _shared(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Hand the marks of a first conjunct on to a later one that has no auxiliary and no subject of its own."""
    if _own_clause(tree, child, node):
        return Step()
    marks = clause_marks(tree, node, words)
    if not tree.is_verb(child):
        marks |= noun_marks(tree, node, words) if _shares_modifier(tree, child, node) else NONE
    elif tree.is_verb(node):
        marks |= negative_argument(tree, node, words, "nsubj") if not tree.children(child, "obj") else NONE
    if tree.children(child, "advmod") and marks >= DENIED and _but(tree, child):
        marks -= DENIED
    return Step(marks - DENIED if _but(tree, child) else marks)


def _but(tree: Tree, child: int) -> bool:
    return any(tree.lemma(i) in ("but", "yet", "though") for i in tree.children(child, "cc"))


def _own_clause(tree: Tree, child: int, node: int) -> bool:
    if tree.children(child, "nsubj", "aux", "cop", "expl"):
        return True
    if tree.is_verb(child) != tree.is_verb(node):
        return True
    return tree.is_verb(child) and tree.tokens[child].xpos != tree.tokens[node].xpos


def _shares_modifier(tree: Tree, child: int, node: int) -> bool:
    return not tree.children(child, "det", "amod", "nmod:poss", "nummod")
