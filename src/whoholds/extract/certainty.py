"""Marks of negation, doubt, plan and condition, one step of a tree at a time."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

Marks = frozenset[str]
NONE: Marks = frozenset()
DENIED, POSSIBLE, PLANNED, UNREAL = (frozenset({word}) for word in ("denied", "possible", "planned", "unreal"))
MAY = frozenset({"may", "might", "could", "can", "ca"})
WILL = frozenset({"will", "wo", "shall", "'ll", "\u2019ll"})
OUGHT = frozenset({"must", "should", "ought"})
BLAMING = frozenset({"accuse", "suspect", "charge", "blame"})
ARRANGED = frozenset("plan schedule order expect intend propose envisage threaten announce demand promise delay postpone".split())
"""Verbs that, as passives, put what is said of them into the future: "an offensive is planned"."""
SPREADING = frozenset("report rumour rumor allegation accusation fear risk possibility danger threat prospect suspicion".split())
HANDS = frozenset("hand control power siege grasp flag attack fire bombardment threat pressure occupation rule".split())


@dataclass(frozen=True, slots=True)
class Step:
    """What one governor adds, and whether nothing higher up reaches further down."""

    marks: Marks = NONE
    settled: bool = False


def own(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Return what the trigger's own words say: "did not attack", "may attack", "no strikes", "a planned assault"."""
    marks = clause_marks(tree, trigger, words)
    if not tree.is_verb(trigger):
        marks |= _noun_marks(tree, trigger, words)
    else:
        marks |= _negative_argument(tree, trigger, words)
    marks |= _reported_nouns(tree, trigger, words) | _false_report(tree, trigger, words) | _fronted_never(tree, trigger)
    if tree.rel(trigger) == "compound" and tree.head(trigger) >= 0:  # "attack plans", "ceasefire proposal"
        head = tree.head(trigger)
        marks |= _host_noun(tree, trigger, head, words) if not tree.is_verb(head) else NONE
    return marks


def _reported_nouns(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Read "reports of A, B and C" along the words, since readers often hang the later nouns elsewhere."""
    if tree.is_verb(trigger):
        return NONE
    for i in range(trigger - 1, -1, -1):
        token = tree.tokens[i]
        if token.upos in ("VERB", "AUX", "SCONJ") or token.words in ";:.":
            return NONE
        if tree.lemma(i) in SPREADING and tree.tokens[i + 1].words.lower() == "of":
            return POSSIBLE
    return NONE


def _false_report(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Read "reports that X fell are lies" along the words, for trees that miss it."""
    noun = next((i for i in range(trigger) if tree.lemma(i) in words.hearsay_nouns), None)
    if noun is None or not any(t.words.lower() == "that" for t in tree.tokens[noun + 1 : trigger]):
        return NONE
    for i in range(trigger + 1, len(tree.tokens)):
        copula = tree.lemma(i - 1) == "be" or (tree.lemma(i - 2) == "be" and tree.lemma(i - 1) not in ("not", "n't"))
        if tree.lemma(i) in words.false and copula:
            return DENIED
    return NONE


def _fronted_never(tree: Tree, trigger: int) -> Marks:
    """Read "Never before has the group taken a town": a negator in front turns subject and auxiliary round."""
    first = _opening(tree)
    if tree.lemma(first) not in ("never", "nowhere", "nor", "neither", "not", "rarely", "no"):
        return NONE
    subjects = tree.children(trigger, "nsubj")
    auxiliaries = [i for i in tree.children(trigger, "aux", "aux:pass", "cop") if subjects and i < min(subjects)]
    return DENIED if auxiliaries and first < auxiliaries[0] else NONE


def above(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Return what `node` puts over its dependent `child`."""
    rel, deprel = tree.rel(child), tree.tokens[child].deprel
    if rel == "conj":
        return _shared(tree, child, node, words)
    if deprel == "acl:relcl" or rel in ("parataxis", "appos", "dislocated", "vocative"):
        return Step(NONE, settled=True)
    if rel in ("ccomp", "xcomp", "csubj"):
        return _complement(tree, child, node, words)
    if rel == "advcl":
        return _adverbial(tree, child, node, words)
    if rel == "acl":
        return Step(_host_noun(tree, child, node, words), settled=not _passes_on(tree, child, node, words))
    if rel in ("obj", "nsubj", "obl", "iobj"):
        return _argument(tree, child, node, words)
    if rel in ("nmod", "compound", "amod", "nummod"):
        return _within_noun(tree, child, node, words)
    return Step()


def clause_marks(tree: Tree, head: int, words: SpeechWords) -> Marks:
    """Read the auxiliaries, negators, adverbs and subordinators that hang on a predicate."""
    marks = _negation(tree, head, words) | _modality(tree, head) | _condition(tree, head, words)
    adverbs = {tree.lemma(i) for i in tree.children(head, "advmod")}
    if any(tree.lemma(i) in ("allege", "charge", "speculate", "suspect") for i in tree.children(head, "parataxis")):
        marks |= POSSIBLE
    if adverbs & words.possible_adverbs:
        marks |= POSSIBLE
    if _is_to_be(tree, head):
        marks |= PLANNED
    return marks


def _negation(tree: Tree, head: int, words: SpeechWords) -> Marks:
    for i in tree.children(head, "advmod", "det", "cc", "aux", "mark", "cc:preconj", "case"):
        lemma = tree.lemma(i)
        after = tree.lemma(i + 1) if i + 1 < len(tree.tokens) else ""
        if lemma == "no" and after in words.no_negation and after not in ("more", "longer", "later"):
            continue
        if lemma in ("longer", "more") and any(tree.lemma(j) == "no" for j in tree.children(i)):
            return DENIED
        if (lemma in words.negators or lemma == "without") and after not in words.no_negation:
            return DENIED
        if lemma == "no" and tree.rel(i) == "det":
            return DENIED
    for i in tree.children(head, "obl"):  # "not for an hour has the place changed hands", "under no circumstances", "at no time"
        below = [tree.lemma(j) for j in tree.children(i, "advmod", "det")]
        if i < head and ("not" in below or ("no" in below and tree.lemma(i) in ("circumstance", "time", "point", "way"))):
            return DENIED
    return NONE


def _modality(tree: Tree, head: int) -> Marks:
    found = {tree.lemma(i) for i in tree.children(head, "aux")}
    words = {tree.tokens[i].words.lower() for i in tree.children(head, "aux")}
    perfect = "have" in found
    negated = any(tree.lemma(i) in ("not", "n't", "never") for i in tree.children(head, "advmod"))
    if (found | words) & WILL:
        return PLANNED
    if words & MAY or found & {"may", "might"}:
        past = words & {"could"} and negated and not perfect
        return DENIED if past else POSSIBLE
    if "would" in words or "'d" in words and "have" not in found and tree.tokens[head].xpos == "VB":
        return UNREAL if perfect else frozenset({"would"})
    if found & OUGHT or words & OUGHT:
        return UNREAL if _inverted(tree, head, "should") else PLANNED
    return UNREAL if perfect and _inverted(tree, head, "had") else NONE


def _inverted(tree: Tree, head: int, word: str) -> bool:
    """Tell "should X attack, ..." and "had X attacked, ...": the auxiliary before the subject opens a condition."""
    subjects = tree.children(head, "nsubj", "expl")
    auxiliary = [i for i in tree.children(head, "aux") if tree.tokens[i].words.lower() == word]
    if not subjects or not auxiliary or auxiliary[0] > min(subjects):
        return False
    before = [t for t in tree.tokens[: auxiliary[0]] if t.words.lower() in ("what", "why", "how", "when", "where", "who", "never", "nor")]
    return not before and tree.tokens[-1].words != "?"


def _condition(tree: Tree, head: int, words: SpeechWords) -> Marks:
    for i in tree.children(head, "mark", "advmod"):
        lemma = tree.lemma(i)
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


def conditional(tree: Tree, head: int, words: SpeechWords) -> bool:
    """Tell whether a token heads a clause of condition."""
    return "unreal" in _condition(tree, head, words) or any(
        tree.tokens[i].words.lower() in ("should", "had") and _inverted(tree, head, tree.tokens[i].words.lower())
        for i in tree.children(head, "aux")
    )


def _asked(tree: Tree, head: int) -> bool:
    """Tell "asked if", "unclear if": a question, no condition."""
    return tree.rel(head) in ("ccomp", "csubj")


def _is_to_be(tree: Tree, head: int) -> bool:
    """Tell "talks are to resume": a copula with an infinitive of the trigger."""
    marks = [tree.lemma(i) for i in tree.children(head, "mark")]
    copulas = [i for i in tree.children(head, "cop", "aux") if tree.lemma(i) == "be" and i < head]
    return "to" in marks and bool(copulas) and any(tree.lemma(i) == "to" and i > copulas[0] for i in tree.children(head, "mark"))


def _negative_argument(tree: Tree, verb: int, words: SpeechWords) -> Marks:
    """Read "no convoy has reached", "nobody fled", "took no prisoners"."""
    for i in tree.children(verb, "nsubj", "obj"):
        if tree.lemma(i) in words.nobody or any(tree.lemma(j) in ("no", "neither") for j in tree.children(i, "det", "advmod")):
            after = tree.lemma(i - 1) if i else ""
            if after in ("no", "neither") or tree.lemma(i) in words.nobody or _plain_no(tree, i, words):
                return DENIED
    return NONE


def _plain_no(tree: Tree, noun: int, words: SpeechWords) -> bool:
    for i in tree.children(noun, "det", "advmod"):
        if tree.lemma(i) == "no" and tree.tokens[i + 1].words.lower() not in words.no_negation:
            return True
    return False


def _noun_marks(tree: Tree, noun: int, words: SpeechWords) -> Marks:
    """Read what stands round a noun: "no casualties", "possible war crimes", "the planned operation", "without a fight"."""
    marks = NONE
    for i in tree.children(noun, "amod", "advmod", "compound", "det"):
        lemma, plain = tree.lemma(i), tree.tokens[i].words.lower()
        if lemma in words.possible_words or plain in words.possible_words:
            marks |= POSSIBLE
        elif plain in words.planned_words and tree.rel(i) in ("amod", "compound"):
            marks |= PLANNED
    return marks


def _shared(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Hand the marks of a first conjunct on to a later one that has no auxiliary and no subject of its own."""
    if _own_clause(tree, child, node):
        return Step()
    marks = clause_marks(tree, node, words)
    if not tree.is_verb(child):
        marks |= _noun_marks(tree, node, words) if _shares_modifier(tree, child, node) else NONE
    elif tree.is_verb(node):
        subject_only = _negative_argument(tree, node, words) if not tree.children(child, "obj") else NONE
        marks |= subject_only
    if tree.children(child, "advmod") and DENIED <= marks and _but(tree, child):
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


def _complement(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a verb, noun or adjective makes of the clause it governs."""
    lemma, rel = tree.lemma(node), tree.rel(child)
    infinitive = _is_infinitive(tree, child)
    if not tree.is_verb(node):
        return _under_predicate(tree, child, node, words)
    marks = NONE
    negated = DENIED <= _negation(tree, node, words)
    if rel == "csubj":
        return Step(marks, settled=False)
    if rel == "ccomp" and not infinitive and tree.tokens[child].xpos != "VBG":
        return Step(_that_clause(tree, node, words, negated=negated), settled=True)
    if _is_hearsay(tree, node, words):
        return Step(POSSIBLE)
    if lemma in BLAMING:
        return Step(POSSIBLE)
    if lemma in words.fail and (infinitive or lemma in ("stop", "cease")):
        return Step(NONE if negated else DENIED)
    if lemma in words.deny:
        return Step(DENIED)
    if lemma in words.prevent:
        return Step(DENIED)
    if lemma in words.plan and lemma not in words.happen or _to_be_done(tree, node, child):
        marks = PLANNED
    elif lemma in words.risk or (lemma in words.doubt and lemma not in words.happen):
        marks = POSSIBLE
    elif lemma in words.seeming:
        marks = POSSIBLE
    marks |= clause_marks(tree, node, words) | (_negative_argument(tree, node, words) if tree.children(node, "nsubj") else NONE)
    return Step(marks)


def _to_be_done(tree: Tree, node: int, child: int) -> bool:
    """Tell "is going to attack" and "is to attack"."""
    if tree.lemma(node) == "go":
        return tree.tokens[node].xpos == "VBG" and _is_infinitive(tree, child)
    return tree.lemma(node) == "be" and _is_infinitive(tree, child)


def _is_infinitive(tree: Tree, index: int) -> bool:
    if any(tree.lemma(i) == "to" for i in tree.children(index, "mark")):
        return True
    verbal = tree.tokens[index].xpos == "VB" or bool(tree.children(index, "obj"))  # readers take verbs for names at times
    if verbal and any(tree.lemma(i) == "to" for i in tree.children(index, "case")):
        return True
    return any(tree.lemma(i) == "to" for j in tree.children(index, "cop", "aux") for i in tree.children(j, "mark"))


def _that_clause(tree: Tree, node: int, words: SpeechWords, *, negated: bool) -> Marks:
    """Read a clause with its own tense under a verb: "denied that", "fears that", "did not say that"."""
    lemma = tree.lemma(node)
    if lemma in words.deny:
        return POSSIBLE if negated else DENIED
    if negated and lemma in ("expect", "believe", "think", "claim", "see", "suggest", "want", "intend", "plan"):
        return DENIED
    if negated and lemma in ("know", "confirm", "verify", "say", "rule", "establish"):
        return POSSIBLE
    if lemma in (words.doubt | BLAMING) - words.held_so:
        return POSSIBLE
    if lemma in ("expect", "risk"):
        return POSSIBLE
    if lemma in ("hope", "demand", "insist", "plan", "propose", "order", "request", "urge", "ensure", "wish", "ask"):
        return PLANNED if lemma != "insist" else NONE
    return POSSIBLE if _is_hearsay(tree, node, words) else NONE


def _is_hearsay(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "is said to have", "it is thought that": a passive of saying with nobody named."""
    if tree.lemma(verb) not in words.hearsay or not tree.children(verb, "aux:pass", "nsubj:pass", "cop"):
        return False
    return tree.is_passive(verb) and not any(tree.case(i).startswith("by") for i in tree.children(verb, "obl"))


def _under_predicate(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read a clause under an adjective or noun: "is ready to attack", "it is unclear if", "reports that ... are lies"."""
    lemma, infinitive = tree.lemma(node), _is_infinitive(tree, child)
    marks = clause_marks(tree, node, words)
    if lemma in words.unable and infinitive:
        return Step(marks | DENIED)
    if lemma in ("able", "free") and infinitive:
        past = any(tree.tokens[i].words.lower() in ("was", "were", "been") for i in tree.children(node, "cop", "aux"))
        return Step(marks if past else marks | POSSIBLE)
    if lemma in words.unclear:
        return Step(marks | POSSIBLE)
    if lemma in words.ready and infinitive:
        return Step(marks | PLANNED)
    if tree.tokens[node].upos == "NOUN":
        return Step(marks | _host_noun(tree, child, node, words))
    if infinitive and tree.children(node, "expl"):  # "it is vital to", "it is imperative for all parties to"
        return Step(marks | PLANNED)
    return Step(marks, settled=tree.rel(child) == "ccomp" and not infinitive)


def _adverbial(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read an adverbial clause: purpose is planned, "without" and "instead of" denied; what governs it does not reach in."""
    cases = [tree.lemma(i) for i in tree.children(child, "mark", "case")]
    marks = NONE
    if "without" in cases or "instead" in cases:
        marks = DENIED
    elif "from" in cases and tree.lemma(node) in words.prevent:
        marks = DENIED
    elif set(cases) & {"of", "with"} and tree.lemma(node) in BLAMING:
        marks = POSSIBLE
    elif _is_infinitive(tree, child):
        marks = PLANNED if tree.lemma(node) not in words.happen or tree.lemma(node) in words.plan else NONE
        marks |= clause_marks(tree, node, words) & POSSIBLE
    elif "of" in cases and tree.lemma(node) in ("speak", "talk", "dream"):
        marks = PLANNED
    elif "before" in cases or "until" in cases:
        marks = NONE
    if tree.tokens[child].xpos == "VBG" and not marks and not cases:
        return Step(clause_marks(tree, node, words) - UNREAL, settled=False)  # "may advance, cutting the road"
    return Step(marks, settled=not (set(cases) & {"by"}))


def _host_noun(tree: Tree, child: int, noun: int, words: SpeechWords) -> Marks:
    """Read what a noun makes of the clause or noun in it: "plans to attack", "fears of a massacre", "lack of aid"."""
    lemma = tree.lemma(noun)
    infinitive = _is_infinitive(tree, child)
    case = tree.case(child) or " ".join(tree.lemma(i) for i in tree.children(child, "mark"))
    marks = _negation(tree, noun, words)
    if _is_false(tree, noun, words):
        return DENIED
    if lemma in words.deny_nouns:
        return DENIED
    if lemma in words.hearsay_nouns and (infinitive or case in ("of", "that", "for", "about", "against", "in", "") or tree.rel(child) == "acl"):
        return marks | POSSIBLE
    if lemma in words.plan_nouns and (infinitive or case in ("of", "for", "to", "towards", "toward", "at")):
        return marks | PLANNED if infinitive or lemma not in ("operation", "campaign", "offensive", "fight", "battle") else marks
    if infinitive and tree.tokens[noun].upos in ("NOUN", "PROPN") and not _is_first(tree, noun):
        return marks | PLANNED
    return marks if infinitive else NONE


def _is_first(tree: Tree, noun: int) -> bool:
    """Tell "the first group to enter": an infinitive of fact."""
    ranks = [tree.lemma(i) for i in tree.children(noun, "amod")] + [tree.lemma(noun)]
    best = any(tree.tokens[i].xpos == "JJS" for i in tree.children(noun, "amod"))
    return best or any(rank in ("first", "last", "second", "third", "only", "latest", "one", "next") for rank in ranks)


def _is_false(tree: Tree, noun: int, words: SpeechWords) -> bool:
    """Tell "reports that X fell are lies", "claims of hundreds are untrue"."""
    head = tree.head(noun)
    if tree.rel(noun) == "nsubj" and head >= 0 and tree.lemma(head) in words.false:
        return True
    true = head >= 0 and tree.rel(noun) == "nsubj" and tree.lemma(head) in ("true", "correct", "right")
    if true and any(tree.lemma(i) in ("not", "n't") for i in tree.children(head, "advmod")):
        return True
    return tree.rel(noun) in ("obj", "nsubj") and head >= 0 and tree.lemma(head) in words.deny


def _passes_on(tree: Tree, child: int, node: int, words: SpeechWords) -> bool:
    """Tell whether marks above a noun reach the clause in it: "does not have plans to attack", "could seek ways to"."""
    return tree.lemma(node) in words.plan_nouns or tree.lemma(node) in words.hearsay_nouns


def _argument(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a verb makes of a noun it governs: "plan an offensive", "talks may resume", "denied the attack"."""
    lemma, rel = tree.lemma(node), tree.rel(child)
    noun = not tree.is_verb(child)
    case = tree.case(child) if rel == "obl" else ""
    if rel in ("obj", "obl") and tree.is_verb(node):
        found = _object_of(tree, child, node, words)
        if found:
            return Step(found | (clause_marks(tree, node, words) if rel == "obj" else NONE))
    if _is_false(tree, child, words):
        return Step(DENIED)
    if not noun and rel == "obl":
        return Step(NONE, settled=case != "by")
    if rel == "nsubj" and _is_hearsay(tree, node, words) and tree.children(node, "xcomp", "ccomp"):
        return Step(POSSIBLE)
    if rel == "nsubj" and tree.is_passive(node) and lemma in ARRANGED:
        return Step(PLANNED | clause_marks(tree, node, words))
    bearing = words.light if rel != "nsubj" or tree.is_passive(node) else words.occur
    passes = lemma in bearing or tree.children(node, "cop") or (rel == "obl" and _moves_into(tree, child, node))
    if rel == "nsubj" and lemma in words.false:
        return Step(DENIED)
    if rel == "nsubj" and lemma in words.unclear | words.planned_words and tree.children(node, "cop"):
        return Step(POSSIBLE if lemma in words.unclear else PLANNED)
    if not passes or (rel == "obl" and not _moves_into(tree, child, node) and not case.startswith("in")):
        return Step(NONE, settled=True)
    marks = clause_marks(tree, node, words)
    if _is_hearsay(tree, node, words):
        marks |= POSSIBLE
    return Step(marks)


def _moves_into(tree: Tree, child: int, node: int) -> bool:
    """Tell "be in their hands", "bring the sides to the table", "provide them with arms"."""
    case, lemma = tree.case(child), tree.lemma(node)
    if case == "with":
        return lemma in ("provide", "supply", "arm", "equip", "support", "help", "assist", "present")
    return tree.lemma(child) in HANDS or (case in ("to", "into", "under") and lemma in ("bring", "put", "place", "return", "lead", "come"))


def _object_of(tree: Tree, child: int, node: int, words: SpeechWords) -> Marks:
    lemma, rel = tree.lemma(node), tree.rel(child)
    case = tree.case(child)
    if lemma in words.deny and rel == "obj":
        return DENIED
    if lemma in ("prevent", "avert", "avoid", "foil", "thwart", "forestall", "preclude", "preempt") and rel == "obj":
        return DENIED
    if lemma in words.prevent and case == "from":
        return DENIED
    if lemma in ("accuse", "suspect", "blame", "charge") and case in ("of", "with", "for"):
        return POSSIBLE
    if lemma in ("fear", "risk", "expect", "anticipate", "predict", "forecast", "suspect", "allege") and rel == "obj":
        return POSSIBLE
    asks = ("demand", "request", "propose", "promise", "plan", "vow", "pledge", "threaten", "prepare", "seek", "attempt", "order",
            "urge", "want", "advocate", "authorise", "authorize", "schedule", "mull", "consider", "contemplate")  # fmt: skip
    if lemma in asks and rel == "obj":
        return PLANNED
    if case in ("for", "to", "about", "on") and lemma in ("ask", "call", "prepare", "press", "push", "appeal", "hope", "plead", "wait",
                                                          "gear", "commit", "ready", "work", "aim", "brace", "agree"):  # fmt: skip
        return PLANNED if case in ("for", "to") else NONE
    if case == "of" and lemma in ("speak", "talk", "dream", "warn"):
        return PLANNED if lemma in ("speak", "talk", "dream") and tree.is_verb(child) else NONE
    return NONE


def _within_noun(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a noun makes of the noun in it, and pass marks on from counting nouns and plans."""
    if tree.is_verb(node):
        return Step(settled=True)
    marks = _host_noun(tree, child, node, words)
    light = tree.lemma(node) in ("start", "beginning", "wave", "series", "number", "kind", "form", "act", "round", "part", "resumption")
    figure = tree.tokens[node].upos in ("NUM", "SYM") or bool(tree.children(node, "nummod"))
    counting = (tree.case(child) == "of" and (light or figure)) or (tree.case(child) == "in" and figure)
    if counting:
        marks |= _noun_marks(tree, node, words) | clause_marks(tree, node, words)
    return Step(marks, settled=not (counting or marks or _passes_on(tree, child, node, words)))
