"""The words that hang on a predicate: auxiliaries, negators, adverbs, subordinators, and what they make of it."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.arguments import agents
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

Marks = frozenset[str]
NONE: Marks = frozenset()
DENIED, POSSIBLE, PLANNED, UNREAL = (frozenset({word}) for word in ("denied", "possible", "planned", "unreal"))
MAY = frozenset({"may", "might", "could", "can", "ca"})
WILL = frozenset({"will", "wo", "shall", "'ll", "\u2019ll"})
CREDIT = frozenset({"believe", "trust", "true", "correct", "right", "accurate", "credible"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OUGHT = frozenset({"must", "should", "ought"})


@dataclass(frozen=True, slots=True)
class Step:
    """What one governor adds, and whether nothing higher up reaches further down."""

    marks: Marks = NONE
    settled: bool = False


def fronted_never(tree: Tree, trigger: int) -> Marks:
    """Read "Never before has the group taken a town": a negator in front turns subject and auxiliary round."""
    first = _opening(tree)
    if tree.lemma(first) not in ("never", "nowhere", "nor", "neither", "not", "rarely", "no"):
        return NONE
    subjects = tree.children(trigger, "nsubj")
    if first + 1 < len(tree.tokens) and tree.lemma(first + 1) in ("only", "just", "merely"):
        return NONE
    auxiliaries = [i for i in tree.children(trigger, "aux", "aux:pass", "cop") if subjects and i < min(subjects)]
    return DENIED if auxiliaries and first < auxiliaries[0] else NONE


def not_for_long(tree: Tree, trigger: int) -> Marks:
    """Read "not for an hour has the place changed hands" along the words, wherever its clause begins."""
    words = [token.words.lower() for token in tree.tokens[:trigger]]
    for i in range(len(words) - 3):
        if words[i : i + 2] == ["not", "for"] and words[i + 2] in ("a", "an", "one"):
            after = words[i + 3 : i + 7]
            return DENIED if {"has", "have", "had", "did", "was", "were"} & set(after) else NONE
    return NONE


def not_one_of_them(tree: Tree, trigger: int) -> Marks:
    """Read "neither the works nor the plant has been damaged", "and not one civilian has died" along the words: readers seldom see what
    such words hang on."""
    start = _no_subject([token.words.lower() for token in tree.tokens[:trigger]])
    if start < 0:
        return NONE
    own = {trigger, *tree.children(trigger, "aux", "aux:pass", "cop")}
    stopped = any(t.index not in own and (t.xpos in FINITE or t.upos == "PUNCT") for t in tree.tokens[start:trigger])
    return NONE if stopped else DENIED


def _no_subject(words: list[str]) -> int:
    """Return where "nor" after "neither", or "not one" stands last; -1 where none does."""
    for i in range(len(words) - 2, -1, -1):
        if words[i] == "nor" and "neither" in words[:i]:
            return i
        if words[i] == "not" and (words[i + 1] == "one" or words[i + 1 : i + 3] == ["a", "single"]):
            return i
    return -1


def clause_marks(tree: Tree, head: int, words: SpeechWords) -> Marks:
    """Read the auxiliaries, negators, adverbs and subordinators that hang on a predicate."""
    marks = negation(tree, head, words) | _modality(tree, head) | _condition(tree, head, words)
    adverbs = {tree.lemma(i) for i in tree.children(head, "advmod")}
    if any(_unsigned_aside(tree, i, words) for i in tree.children(head, "parataxis")):
        marks |= POSSIBLE
    if any(_if_believed(tree, i) for i in tree.children(head, "advcl")):
        marks |= POSSIBLE
    by = [j for i in agents(tree, head) for j in tree.children(i, "advmod")] if tree.is_passive(head) else []
    if (adverbs | {tree.lemma(i) for i in by}) & words.possible_adverbs:  # "was looted, allegedly by soldiers"
        marks |= POSSIBLE
    for i in tree.children(head, "obl"):  # "according to unconfirmed reports"
        if tree.case(i).startswith("accord") and tree.lemma(i) in ("report", "rumour", "rumor"):
            marks |= NONE if tree.children(i, "nmod", "nmod:poss") else POSSIBLE
    if _is_to_be(tree, head):
        marks |= PLANNED
    return marks


def _unsigned_aside(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "the rebels, it is said, ..." and "..., the ministry alleged"."""
    if tree.lemma(verb) in ("allege", "charge", "speculate", "suspect"):
        return True
    return is_hearsay(tree, verb, words) and any(tree.lemma(i) == "it" for i in tree.children(verb, "nsubj"))


def _if_believed(tree: Tree, verb: int) -> bool:
    """Tell "if the posters are to be believed", "if the report is accurate"."""
    return tree.lemma(verb) in CREDIT and any(tree.lemma(i) == "if" for i in tree.children(verb, "mark", "advmod"))


def negation(tree: Tree, head: int, words: SpeechWords) -> Marks:
    """Read "not", "never", "no longer", "without", "not for an hour" on a predicate or noun."""
    for i in tree.children(head, "advmod", "det", "cc", "aux", "mark", "cc:preconj", "case"):
        lemma = tree.lemma(i)
        after = tree.tokens[i + 1].words.lower() if i + 1 < len(tree.tokens) else ""
        if lemma == "no" and after in words.no_negation and after not in ("more", "longer", "later"):
            continue
        if tree.tokens[i].words.lower() in ("longer", "more") and any(tree.lemma(j) == "no" for j in tree.children(i)):
            return DENIED
        if (lemma in words.negators or lemma == "without") and after not in words.no_negation:
            return DENIED
        if lemma == "no" and tree.rel(i) == "det":
            return DENIED
    for i in tree.children(
        head, "obl"
    ):  # "not for an hour has the place changed hands", "under no circumstances", "at no time"
        below = [tree.lemma(j) for j in tree.children(i, "advmod", "det")]
        if i < head and (
            "not" in below or ("no" in below and tree.lemma(i) in ("circumstance", "time", "point", "way"))
        ):
            return DENIED
    return NONE


def _modality(tree: Tree, head: int) -> Marks:
    found = {tree.lemma(i) for i in tree.children(head, "aux")}
    words = {tree.tokens[i].words.lower() for i in tree.children(head, "aux")}
    perfect = "have" in found
    negated = any(tree.lemma(i) in ("not", "n't", "never") for i in tree.children(head, "advmod"))
    if (found | words) & WILL:  # "if you bomb us, we will bomb you"
        tied = any(_opens_condition(tree, i) for i in tree.children(head, "advcl"))
        return UNREAL if tied else PLANNED
    if words & MAY or found & {"may", "might"}:
        past = words & {"could"} and negated and not perfect
        return DENIED if past else POSSIBLE
    if "would" in words or ("'d" in words and "have" not in found and tree.tokens[head].xpos == "VB"):
        return UNREAL if perfect else frozenset({"would"})
    if found & OUGHT or words & OUGHT:
        if perfect:
            return POSSIBLE if "must" in words else UNREAL
        return UNREAL if _inverted(tree, head, "should") else PLANNED
    return UNREAL if perfect and _inverted(tree, head, "had") else NONE


def _opens_condition(tree: Tree, head: int) -> bool:
    """Tell a clause with "if", "unless" or an inverted "should" from "even if" and the rest."""
    for i in tree.children(head, "mark"):
        if tree.lemma(i) in ("if", "unless"):
            return i == 0 or tree.lemma(i - 1) not in ("even", "as", "only")
    return _inverted(tree, head, "should")


def _inverted(tree: Tree, head: int, word: str) -> bool:
    """Tell "should X attack, ..." and "had X attacked, ...": the auxiliary before the subject opens a condition."""
    subjects = tree.children(head, "nsubj", "expl")
    auxiliary = [i for i in tree.children(head, "aux") if tree.tokens[i].words.lower() == word]
    if not subjects or not auxiliary or auxiliary[0] > min(subjects):
        return False
    before = [
        t
        for t in tree.tokens[: auxiliary[0]]
        if t.words.lower() in ("what", "why", "how", "when", "where", "who", "never", "nor")
    ]
    return not before and tree.tokens[-1].words != "?"


def _condition(tree: Tree, head: int, words: SpeechWords) -> Marks:
    for i in tree.children(head, "mark", "advmod"):
        lemma = tree.lemma(i)
        if lemma == "due" and tree.tokens[head].xpos == "VB":  # "are due to meet", read as one preposition
            return PLANNED
        if lemma == "whether":
            return POSSIBLE
        if i == _opening(tree) and lemma in ("should", "had", "were"):  # "Should X attack, ..." read as a subordinator
            return UNREAL
        if lemma in words.conditions and not any(tree.lemma(j) in ("even", "as") for j in tree.children(i)):
            return UNREAL if not _asked(tree, head) else POSSIBLE
    return NONE


def _opening(tree: Tree) -> int:
    """Return the index of a sentence's first word, marks passed over."""
    return next((t.index for t in tree.tokens if t.upos != "PUNCT"), 0)


def fronted_condition(tree: Tree, trigger: int) -> Marks:
    """Read "Were the dam to break, ..." and "Should they attack, ..." along the words, up to the first comma."""
    first = _opening(tree)
    if tree.tokens[first].words.lower() not in ("should", "were", "had") or tree.tokens[-1].words == "?":
        return NONE
    comma = next((t.index for t in tree.tokens if t.words == ","), 0)
    return UNREAL if first < trigger < comma else NONE


def conditional(tree: Tree, head: int, words: SpeechWords) -> bool:
    """Tell whether a token heads a clause of condition."""
    if fronted_condition(tree, head):
        return True
    return "unreal" in _condition(tree, head, words) or any(
        tree.tokens[i].words.lower() in ("should", "had") and _inverted(tree, head, tree.tokens[i].words.lower())
        for i in tree.children(head, "aux")
    )


def _asked(tree: Tree, head: int) -> bool:
    """Tell "asked if", "unclear if": a question, no condition."""
    above = tree.head(head)
    return tree.rel(head) in ("ccomp", "csubj") or (above >= 0 and tree.lemma(above) in ("unclear", "uncertain", "unknown"))


def _is_to_be(tree: Tree, head: int) -> bool:
    """Tell "talks are to resume": a copula with an infinitive of the trigger."""
    marks = [tree.lemma(i) for i in tree.children(head, "mark")]
    copulas = [i for i in tree.children(head, "cop", "aux") if tree.lemma(i) == "be" and i < head]
    return (
        "to" in marks
        and bool(copulas)
        and any(tree.lemma(i) == "to" and i > copulas[0] for i in tree.children(head, "mark"))
    )


def negative_argument(tree: Tree, verb: int, words: SpeechWords, *rels: str) -> Marks:
    """Read "no convoy has reached", "nobody fled", "took no prisoners"; `rels` narrows which arguments are read."""
    if _absolute(tree, verb):
        return DENIED
    for i in tree.children(verb, *(rels or ("nsubj", "obj"))):
        if _heads_absolute(tree, verb, i):
            continue
        if _not_one(tree, i):
            return DENIED
        if tree.lemma(i) in words.nobody or any(
            tree.lemma(j) in ("no", "neither") for j in tree.children(i, "det", "advmod")
        ):
            after = tree.lemma(i - 1) if i else ""
            if after in ("no", "neither") or tree.lemma(i) in words.nobody or _plain_no(tree, i, words):
                return DENIED
    return NONE


def _absolute(tree: Tree, verb: int) -> bool:
    """Tell the verb of ", no one being injured"."""
    noun = tree.head(verb)
    started = [i for i in tree.children(verb, "aux", "aux:pass", "cop") if tree.tokens[i].xpos == "VBG"]
    return noun >= 0 and bool(started) and noun < started[0] < verb and any(tree.lemma(i) == "no" for i in tree.children(noun, "det"))


def _heads_absolute(tree: Tree, verb: int, noun: int) -> bool:
    """Tell the "no one" of ", no one being injured" where the reader hangs it on the verb before."""
    return noun > verb and any(_absolute(tree, i) for i in tree.children(noun, "acl", "acl:relcl"))


def _not_one(tree: Tree, noun: int) -> bool:
    """Tell "not a single shell", "not one of them"."""
    below = [noun, *tree.children(noun, "advmod", "det", "nummod")]
    return any(tree.lemma(i) == "not" and tree.lemma(i + 1) in ("a", "one", "single") for i in below)


def _plain_no(tree: Tree, noun: int, words: SpeechWords) -> bool:
    for i in tree.children(noun, "det", "advmod"):
        if tree.lemma(i) == "no" and tree.tokens[i + 1].words.lower() not in words.no_negation:
            return True
    return False


def is_infinitive(tree: Tree, index: int) -> bool:
    """Tell "to attack", also where the reader took the verb for a name."""
    if any(tree.lemma(i) == "to" for i in tree.children(index, "mark")):
        return True
    verbal = tree.tokens[index].xpos == "VB" or bool(
        tree.children(index, "obj")
    )  # readers take verbs for names at times
    if verbal and any(tree.lemma(i) == "to" for i in tree.children(index, "case")):
        return True
    return any(tree.lemma(i) == "to" for j in tree.children(index, "cop", "aux") for i in tree.children(j, "mark"))


def is_hearsay(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "is said to have", "it is thought that": a passive of saying with nobody named."""
    if tree.lemma(verb) not in words.hearsay or not tree.children(verb, "aux:pass", "nsubj:pass", "cop"):
        return False
    return tree.is_passive(verb) and not any(tree.case(i).startswith("by") for i in tree.children(verb, "obl"))
