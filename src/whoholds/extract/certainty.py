"""Marks of negation, doubt, plan and condition, one step of a tree at a time."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.modality import (
    DENIED,
    NONE,
    PLANNED,
    POSSIBLE,
    UNREAL,
    Marks,
    clause_marks,
    fronted_condition,
    fronted_never,
    is_hearsay,
    is_infinitive,
    negation,
    negative_argument,
)  # fmt: skip
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

ARRANGED = frozenset(
    "plan schedule order expect intend propose envisage threaten announce demand promise delay postpone".split()
)
"""Verbs that, as passives, put what is said of them into the future: "an offensive is planned"."""
SPREADING = frozenset(
    "report rumour rumor allegation accusation fear risk possibility danger threat prospect suspicion".split()
)
BLAMING = frozenset({"accuse", "suspect", "charge", "blame"})
BLAME = frozenset({"responsibility", "involvement", "role", "part", "knowledge", "blame", "complicity"})
"""Who denies this denies a hand in the event, not the event."""
WORD = frozenset(
    {"sign", "indication", "information", "word", "confirmation", "news", "detail", "evidence", "knowledge"}
)
"""Where there is none of this, the event is left open."""
OPEN = frozenset({"confirm", "verify", "deny", "corroborate", "establish"})
"""Who does not do this to an event leaves it open: "did not confirm the attack", "neither confirmed nor denied"."""
AIMS = frozenset({"at", "to", "on", "for", "of", "towards", "toward"})
TEMPORAL = frozenset({"when", "once", "after", "until", "before", "as"})
FEARED = frozenset({"fear", "allege", "suspect", "rumour", "rumor"})
GOALS = frozenset("goal aim objective plan purpose intention mission target priority hope ambition step demand".split())
SENDING = frozenset({"send", "deploy", "dispatch", "gather", "mass", "assemble", "mobilise", "mobilize"})
BRINGING = frozenset({"bring", "put", "place", "return", "lead", "come", "amount"})
DREAMING = frozenset({"speak", "talk", "dream"})
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
        if any(
            tree.lemma(i) in GOALS for i in tree.children(trigger, "nsubj")
        ):  # "our goal is the liberation of Sirte"
            marks |= PLANNED
    else:
        marks |= negative_argument(tree, trigger, words)
    marks |= _reported_nouns(tree, trigger, words) | _false_report(tree, trigger, words)
    marks |= fronted_never(tree, trigger) | fronted_condition(tree, trigger)
    if tree.rel(trigger) == "compound" and tree.head(trigger) >= 0:  # "attack plans", "ceasefire proposal"
        head = tree.head(trigger)
        marks |= _host_noun(tree, trigger, head, words) if not tree.is_verb(head) else NONE
    return marks


def _reported_nouns(tree: Tree, trigger: int, words: SpeechWords) -> Marks:
    """Read "reports of A, B and C" along the words, since readers often hang the later nouns elsewhere."""
    if tree.is_verb(trigger) and tree.tokens[trigger].xpos not in ("VBN", "VBG"):
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


def _noun_marks(tree: Tree, noun: int, words: SpeechWords) -> Marks:
    """Read what stands round a noun: "no casualties", "possible war crimes", "the planned operation"."""
    marks = NONE
    for i in tree.children(noun, "amod", "advmod", "compound", "det"):
        lemma, plain = tree.lemma(i), tree.tokens[i].words.lower()
        if lemma in words.possible_words or plain in words.possible_words:
            marks |= POSSIBLE
        elif plain in words.planned_words and tree.rel(i) in ("amod", "compound"):
            marks |= PLANNED
    for i in tree.children(noun, "nmod:poss"):  # "next week's talks"
        if any(tree.lemma(j) in ("next", "tomorrow") for j in [i, *tree.children(i)]):
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
        subject_only = negative_argument(tree, node, words) if not tree.children(child, "obj") else NONE
        marks |= subject_only
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


def _complement(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a verb, noun or adjective makes of the clause it governs."""
    lemma, rel = tree.lemma(node), tree.rel(child)
    infinitive = is_infinitive(tree, child)
    if not tree.is_verb(node):
        return _under_predicate(tree, child, node, words)
    marks = NONE
    negated = negation(tree, node, words) >= DENIED
    if rel == "csubj":
        return Step(marks, settled=False)
    if rel == "ccomp" and not infinitive and tree.tokens[child].xpos != "VBG":
        return Step(_that_clause(tree, node, words, negated=negated), settled=True)
    if is_hearsay(tree, node, words):
        return Step(DENIED if negated and lemma in ("believe", "think", "expect") else POSSIBLE)
    if infinitive and any(tree.lemma(i) == "yet" for i in tree.children(node, "advmod")):  # "have yet to enter"
        return Step(DENIED)
    if lemma in BLAMING:
        return Step(POSSIBLE)
    if lemma in ("stop", "cease", "halt") and not infinitive:  # "must stop shelling" says that there is shelling
        return Step(DENIED if tree.tokens[node].xpos in ("VBD", "VBN") and not negated else NONE, settled=True)
    if lemma in words.fail and infinitive:
        return Step(NONE if negated else DENIED)
    if lemma in words.deny or lemma in words.prevent:
        return Step(DENIED)
    if (lemma in words.plan and lemma not in words.happen) or _to_be_done(tree, node, child):
        marks = PLANNED
    elif lemma in words.risk or (lemma in words.doubt and lemma not in words.happen) or lemma in words.seeming:
        marks = POSSIBLE
    marks |= clause_marks(tree, node, words) | (
        negative_argument(tree, node, words) if tree.children(node, "nsubj") else NONE
    )
    return Step(marks)


def _to_be_done(tree: Tree, node: int, child: int) -> bool:
    """Tell "is going to attack" and "is to attack"."""
    if tree.lemma(node) == "go":
        return tree.tokens[node].xpos == "VBG" and is_infinitive(tree, child)
    return tree.lemma(node) == "be" and is_infinitive(tree, child)


def _that_clause(tree: Tree, node: int, words: SpeechWords, *, negated: bool) -> Marks:
    """Read a clause with its own tense under a verb: "denied that", "fears that", "did not say that"."""
    lemma = tree.lemma(node)
    if lemma in words.deny:
        return POSSIBLE if negated else DENIED
    if negated and lemma in ("expect", "believe", "think", "claim", "see", "suggest", "want", "intend", "plan"):
        return DENIED
    if negated and lemma in ("know", "confirm", "verify", "say", "rule", "establish"):
        return POSSIBLE
    if lemma in (words.doubt | BLAMING | words.seeming) - words.held_so or _nobodys_word(tree, node, words):
        return POSSIBLE
    if lemma in ("expect", "risk"):
        return POSSIBLE
    if lemma in ("hope", "demand", "insist", "plan", "propose", "order", "request", "urge", "ensure", "wish", "ask"):
        return PLANNED if lemma != "insist" else NONE
    return POSSIBLE if is_hearsay(tree, node, words) else NONE


def _nobodys_word(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "reports suggest that": hearsay that nobody signs."""
    for i in tree.children(verb, "nsubj"):
        if tree.lemma(i) in SPREADING and not tree.children(i, "nmod:poss", "nmod"):
            return True
    return False


def _under_predicate(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read a clause under an adjective or noun: "is ready to attack", "it is unclear if"."""
    lemma, infinitive = tree.lemma(node), is_infinitive(tree, child)
    marks = clause_marks(tree, node, words)
    if lemma in words.unable and infinitive:
        return Step(marks | DENIED)
    if lemma in ("able", "free") and infinitive:
        past = any(tree.tokens[i].words.lower() in ("was", "were", "been") for i in tree.children(node, "cop", "aux"))
        return Step(marks if past else marks | POSSIBLE)
    if lemma in words.unclear or lemma in words.exposed:
        return Step(marks | POSSIBLE)
    if lemma in words.needful:
        return Step(marks | PLANNED)
    if lemma in words.ready and infinitive:
        return Step(marks | PLANNED)
    if tree.tokens[node].upos == "NOUN":
        return Step(marks | _host_noun(tree, child, node, words))
    if infinitive and tree.children(node, "expl"):  # "it is vital to", "it is imperative for all parties to"
        return Step(marks | PLANNED)
    return Step(marks, settled=tree.rel(child) == "ccomp" and not infinitive)


def _adverbial(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read an adverbial clause: purpose is planned, "without" denied; what governs it seldom reaches in."""
    cases = [tree.lemma(i) for i in tree.children(child, "mark", "case")]
    marks = NONE
    near = {tree.tokens[i].words.lower() for i in range(max(0, child - 3), child)}
    if {"far", "from"} <= near or ({"short", "of"} <= near and tree.lemma(node) in ("stop", "fall")):
        marks = DENIED
    elif "without" in cases or "instead" in cases or ("from" in cases and tree.lemma(node) in words.prevent):
        marks = DENIED
    elif set(cases) & {"of", "with"} and tree.lemma(node) in BLAMING:
        marks = POSSIBLE
    elif is_infinitive(tree, child):
        lemma = tree.lemma(node)
        sure = lemma in words.happen and lemma not in words.plan | words.moving
        marks = (NONE if sure else PLANNED) | (clause_marks(tree, node, words) - DENIED - UNREAL)
    elif tree.tokens[child].xpos == "VBG" and set(cases) & AIMS and tree.lemma(node) in words.plan - words.happen:
        marks = PLANNED
    elif _waits(tree, child, node, words):
        marks = PLANNED
    elif "of" in cases and tree.lemma(node) in DREAMING:
        marks = PLANNED
    if tree.tokens[child].xpos == "VBG" and not marks and not cases:
        main = _finite_above(tree, child, node)
        if (
            main != node
        ):  # "opened fire to disperse them, killing one": the result is the main clause's, not the purpose's
            return Step(clause_marks(tree, main, words) - UNREAL, settled=True)
        return Step(clause_marks(tree, node, words) - UNREAL, settled=False)  # "may advance, cutting the road"
    return Step(marks, settled=not (set(cases) & {"by"}))


def _waits(tree: Tree, child: int, node: int, words: SpeechWords) -> bool:
    """Tell "once the city is liberated, they will return": a present tense that waits for a future."""
    opens = {tree.tokens[i].words.lower() for i in tree.children(child, "mark", "advmod")}
    if not opens & TEMPORAL or "planned" not in clause_marks(tree, node, words):
        return False
    forms = [child, *tree.children(child, "aux", "cop")]
    past = any(tree.tokens[i].xpos == "VBD" or tree.tokens[i].words.lower() in ("was", "were", "had") for i in forms)
    return not past and tree.tokens[child].xpos != "VBG"


def _finite_above(tree: Tree, child: int, node: int) -> int:
    """Climb from an infinitive to the verb it hangs on, for a participle that a comma sets off."""
    first = min([child, *tree.children(child)])
    if first == 0 or tree.tokens[first if tree.tokens[first].words == "," else first - 1].words != ",":
        return node
    while is_infinitive(tree, node) and tree.rel(node) in ("advcl", "acl") and tree.head(node) >= 0:
        node = tree.head(node)
    return node


def _host_noun(tree: Tree, child: int, noun: int, words: SpeechWords) -> Marks:
    """Read what a noun makes of the clause or noun in it: "plans to attack", "fears of a massacre", "lack of aid"."""
    lemma = tree.lemma(noun)
    infinitive = is_infinitive(tree, child)
    case = tree.case(child) or " ".join(tree.lemma(i) for i in tree.children(child, "mark"))
    marks = negation(tree, noun, words)
    if _is_false(tree, noun, words):
        return DENIED
    if lemma in words.deny_nouns:
        return DENIED
    if lemma in WORD and marks:
        return POSSIBLE if lemma not in ("evidence", "sign", "indication") else DENIED
    if lemma in words.hearsay_nouns and (
        infinitive
        or case in ("of", "that", "for", "about", "against", "in", "over", "at", "")
        or tree.rel(child) == "acl"
    ):
        return marks | POSSIBLE
    if lemma in words.plan_nouns and (infinitive or case in ("of", "for", "to", "towards", "toward", "at")):
        return (
            marks | PLANNED
            if infinitive or lemma not in ("operation", "campaign", "offensive", "fight", "battle")
            else marks
        )
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
            over = clause_marks(tree, node, words) if rel == "obj" else NONE
            return (
                Step(POSSIBLE, settled=True) if lemma in OPEN | {"rule"} and found == POSSIBLE else Step(found | over)
            )
    if _is_false(tree, child, words):
        return Step(DENIED)
    if not noun and rel == "obl":
        return Step(NONE, settled=case != "by")
    if rel == "nsubj" and is_hearsay(tree, node, words) and tree.children(node, "xcomp", "ccomp"):
        return Step(POSSIBLE)
    if rel == "nsubj" and tree.is_passive(node) and lemma in words.avert | FEARED:
        return Step(DENIED if lemma in words.avert else POSSIBLE)
    if rel == "obl" and lemma in words.exposed:
        return Step(POSSIBLE)
    if case.startswith("ahead of") or (rel == "obl" and lemma == "ahead"):
        return Step(PLANNED)
    if rel == "obl" and case.startswith(("in case", "in event")):
        return Step(UNREAL)
    if rel == "nsubj" and tree.is_passive(node) and lemma in ARRANGED:
        return Step(PLANNED | clause_marks(tree, node, words))
    bearing = words.light if rel != "nsubj" or tree.is_passive(node) else words.occur
    if rel == "nsubj" and lemma in words.ready and tree.children(node, "xcomp", "advcl", "acl"):
        return Step(PLANNED if lemma not in words.unable else DENIED)
    passes = lemma in bearing or _says_how_it_stands(tree, node) or (rel == "obl" and _moves_into(tree, child, node))
    if rel == "nsubj" and lemma in words.false:
        return Step(DENIED)
    if rel == "nsubj" and lemma in words.unclear | words.planned_words and tree.children(node, "cop"):
        return Step(POSSIBLE if lemma in words.unclear else PLANNED)
    if not passes or (rel == "obl" and not _moves_into(tree, child, node) and not case.startswith("in")):
        return Step(NONE, settled=True)
    marks = clause_marks(tree, node, words)
    if is_hearsay(tree, node, words):
        marks |= POSSIBLE
    return Step(marks)


def _says_how_it_stands(tree: Tree, node: int) -> bool:
    """Tell "talks are under way" and "it is in their hands" from "the attack would be a crime"."""
    if not tree.children(node, "cop"):
        return False
    return tree.tokens[node].upos in ("ADJ", "ADV", "ADP", "VERB") or bool(tree.children(node, "case"))


def _moves_into(tree: Tree, child: int, node: int) -> bool:
    """Tell "be in their hands", "bring the sides to the table", "provide them with arms"."""
    case, lemma = tree.case(child), tree.lemma(node)
    if case == "with":
        return lemma in ("provide", "supply", "arm", "equip", "support", "help", "assist", "present")
    return tree.lemma(child) in HANDS or (case in ("to", "into", "under") and lemma in BRINGING)


def _left_open(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "did not confirm" and "neither confirmed nor denied"."""
    verbs = [verb, tree.head(verb)] if tree.rel(verb) == "conj" else [verb]
    return any("denied" in negation(tree, i, words) for i in verbs if i >= 0)


def _object_of(tree: Tree, child: int, node: int, words: SpeechWords) -> Marks:
    """Read what a verb makes of a noun or gerund: "feared an attack", "call for a truce", "spoke of retaking"."""
    lemma, rel, case = tree.lemma(node), tree.rel(child), tree.case(child)
    if rel == "obj":
        if lemma in OPEN and _left_open(tree, node, words):
            return POSSIBLE
        if lemma == "rule" and any(tree.lemma(i) == "out" for i in tree.children(node, "compound", "advmod")):
            return POSSIBLE if DENIED <= negation(tree, node, words) else DENIED
        if lemma in words.deny or lemma in words.avert:
            return DENIED
        if lemma in words.foresee:
            return POSSIBLE
        return PLANNED if lemma in words.seek else NONE
    if lemma in words.prevent and case == "from":
        return DENIED
    if lemma in BLAMING and case in ("of", "with", "for"):
        return POSSIBLE
    if case in ("for", "to") and lemma in words.seek_for:
        return PLANNED
    if case == "for" and lemma in words.moving | SENDING:
        return PLANNED
    if case == "in" and lemma in words.seek and any(tree.children(i, "nummod") for i in tree.children(node, "obj")):
        return PLANNED
    return PLANNED if case == "of" and lemma in DREAMING and tree.is_verb(child) else NONE


def _within_noun(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a noun makes of the noun in it, and pass marks on from counting nouns and plans."""
    if tree.is_verb(node) or (tree.lemma(node) in BLAME and tree.lemma(max(tree.head(node), 0)) in words.deny):
        return Step(settled=True)
    marks = _host_noun(tree, child, node, words)
    light = tree.lemma(node) in (
        "start",
        "beginning",
        "wave",
        "series",
        "number",
        "kind",
        "form",
        "act",
        "round",
        "part",
        "resumption",
    )
    figure = tree.tokens[node].upos in ("NUM", "SYM") or bool(tree.children(node, "nummod"))
    counting = (tree.case(child) == "of" and (light or figure)) or (tree.case(child) == "in" and figure)
    if counting:
        marks |= _noun_marks(tree, node, words) | clause_marks(tree, node, words)
    return Step(marks, settled=not (counting or marks or _passes_on(tree, child, node, words)))
