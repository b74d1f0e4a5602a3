"""What verbs and nouns make of the nouns they govern: "plan an offensive", "fears of a massacre"."""

from __future__ import annotations

import re

from whoholds.extract.modality import (
    DENIED,
    NONE,
    PLANNED,
    POSSIBLE,
    UNREAL,
    Marks,
    Step,
    clause_marks,
    is_hearsay,
    is_infinitive,
    negation,
)
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

ARRANGED = frozenset(
    "plan schedule order expect intend propose envisage threaten announce demand promise delay postpone".split()
)
"""Verbs that, as passives, put what is said of them into the future: "an offensive is planned"."""
BLAMING = frozenset({"accuse", "suspect", "charge", "blame"})
BLAME = frozenset({"responsibility", "involvement", "role", "part", "knowledge", "blame", "complicity"})
"""Who denies this denies a hand in the event, not the event."""
WORD = frozenset(
    {"sign", "indication", "information", "word", "confirmation", "news", "detail", "evidence", "knowledge"}
)
"""Where there is none of this, the event is left open."""
OPEN = frozenset({"confirm", "verify", "deny", "corroborate", "establish"})
"""Who does not do this to an event leaves it open: "did not confirm the attack", "neither confirmed nor denied"."""
RUMOURED = frozenset({"report", "allege", "rumour", "rumor", "suspect"})
FEARED = frozenset({"fear", "allege", "suspect", "rumour", "rumor"})
SENDING = frozenset({"send", "deploy", "dispatch", "gather", "mass", "assemble", "mobilise", "mobilize"})
BRINGING = frozenset({"turn", "transform", "translate", "bring", "put", "place", "return", "lead", "come", "amount"})
DREAMING = frozenset({"speak", "talk", "dream"})
DOUBTS = frozenset({"doubt", "scepticism", "skepticism", "suspicion", "confusion", "question"})
STARTING = frozenset({"begin", "start", "last", "take", "come", "enter", "run"})
DISCUSSING = frozenset({"talk", "negotiation", "discussion", "debate", "consultation"})
PEACE = frozenset({"talk", "negotiation", "ceasefire", "truce", "dialogue", "settlement", "transition", "mediation"})
ACCORDS = frozenset({"agreement", "deal", "accord", "consensus", "vote", "proposal"})
GIVING = frozenset({"announce", "allocate", "offer", "earmark", "approve"})
"""Verbs that promise money: "announced $840 million in aid"."""
EDGE = frozenset({"point", "verge", "brink", "cusp"})
LIGHT = frozenset(
    "start beginning wave series number kind form act round part "
    "resumption implementation return delivery provision distribution disruption interruption escalation continuation".split()
)
"""Nouns that pass what stands over them on to the noun in them: "called for the resumption of talks"."""
CURRENCIES = frozenset({"dollar", "euro", "pound", "£", "€", "$", "us$", "yen", "franc", "krone", "krona"})
GOALWARD = frozenset({"for", "to", "towards", "toward"})
BENT_ON = frozenset({("aim", "at"), ("threaten", "with"), ("agree", "on"), ("fight", "for"), ("battle", "for")})
ORDINAL = re.compile(r"\d*(?:st|nd|rd|th)|\w+(?:th|ond|ird|first)")
COUNTING = frozenset({"", "between", "around", "about", "over", "under", "up to", "close to"})
HANDS = frozenset("hand control power siege grasp flag attack fire bombardment threat pressure occupation rule".split())


def noun_marks(tree: Tree, noun: int, words: SpeechWords) -> Marks:
    """Read what stands round a noun: "no casualties", "possible war crimes", "the planned operation"."""
    marks = NONE
    for i in tree.children(noun, "amod", "advmod", "compound", "det"):
        lemma, plain = tree.lemma(i), tree.tokens[i].words.lower()
        if lemma in words.possible_words or plain in words.possible_words:
            marks |= POSSIBLE
        elif plain in words.planned_words and tree.rel(i) in ("amod", "compound"):
            marks |= PLANNED
    if tree.lemma(noun) in ("control", "reach", "rule") and tree.case(noun) in ("outside", "beyond", "outside of"):
        marks |= DENIED
    if _to_begin(tree, noun):
        marks |= PLANNED
    for i in tree.children(noun, "nmod:poss"):  # "next week's talks"
        if any(tree.lemma(j) in ("next", "tomorrow") for j in [i, *tree.children(i)]):
            marks |= PLANNED
    return marks


def _to_begin(tree: Tree, noun: int) -> bool:
    """Tell "a truce to begin on Monday", also where the reader hangs "to begin" on "agreed"."""
    head = tree.head(noun)
    below = tree.children(noun, "acl")
    below += [i for i in tree.children(head, "advcl") if i > noun] if head >= 0 and tree.rel(noun) in ("obj", "obl") else []
    return any(tree.lemma(i) in STARTING and is_infinitive(tree, i) for i in below)


def host_marks(tree: Tree, child: int, noun: int, words: SpeechWords) -> Marks:
    """Read what a noun makes of the clause or noun in it: "plans to attack", "fears of a massacre", "lack of aid"."""
    lemma = tree.lemma(noun)
    infinitive = is_infinitive(tree, child)
    case = tree.case(child) or " ".join(tree.lemma(i) for i in tree.children(child, "mark"))
    marks = negation(tree, noun, words)
    if _is_false(tree, noun, words):
        return DENIED
    if lemma in words.deny_nouns:
        return DENIED
    if beyond_doubt(tree, noun):
        return NONE  # "there is no doubt that they hold it"
    if lemma in WORD and marks:
        return POSSIBLE if lemma not in ("evidence", "sign", "indication") else DENIED
    if _leads_to(tree, child, noun, case):
        return marks | PLANNED
    if lemma == "concern" and case == "at":
        return marks
    if lemma in words.hearsay_nouns - (words.plan_nouns if infinitive else frozenset()) and (
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
    if tree.rel(noun) == "obj" and made_use(tree, tree.head(noun)):
        return marks
    if infinitive and tree.tokens[noun].upos in ("NOUN", "PROPN") and not _is_first(tree, noun):
        return marks | PLANNED
    return marks if infinitive else NONE


def beyond_doubt(tree: Tree, noun: int) -> bool:
    """Tell "no doubt", "little doubt", "no question"."""
    return tree.lemma(noun) in DOUBTS and any(tree.lemma(i) in ("no", "little") for i in tree.children(noun, "det", "amod"))


def unaware(tree: Tree, noun: int, words: SpeechWords) -> bool:
    """Tell what somebody is "not aware of any" of: who would know says that there was none."""
    above = tree.head(noun)
    asked = above >= 0 and tree.lemma(above) == "aware" and tree.case(noun) == "of"
    return asked and any(tree.lemma(i) == "any" for i in tree.children(noun, "det")) and bool(negation(tree, above, words))


def _leads_to(tree: Tree, child: int, noun: int, case: str) -> bool:
    """Tell nouns of what is to come: "in return for a truce", "support for talks", "agreement on", "on the point of", "talks about"."""
    lemma = tree.lemma(noun)
    if lemma in ("return", "exchange"):
        return case == "for"
    if lemma in ("support", "backing"):
        return case == "for" and tree.lemma(child) in PEACE and not tree.children(child, "det")
    if lemma in EDGE:
        return case == "of" and tree.case(noun) == "on"
    verbal = tree.tokens[child].xpos == "VBG"
    return (lemma in ACCORDS and case == "on") or (lemma in DISCUSSING and case in ("about", "on", "over") and verbal)


def made_use(tree: Tree, verb: int) -> bool:
    """Tell "used the lull to retake two hills": what something was used for came about."""
    return tree.lemma(verb) == "use" and not is_infinitive(tree, verb)


def _is_first(tree: Tree, noun: int) -> bool:
    """Tell "the first group to enter": an infinitive of fact."""
    ranks = [tree.lemma(i) for i in tree.children(noun, "amod")] + [tree.lemma(noun)]
    if any(ORDINAL.fullmatch(rank) for rank in ranks[:-1]):
        return True
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


def passes_on(tree: Tree, child: int, node: int, words: SpeechWords) -> bool:
    """Tell whether marks above a noun reach the clause in it: "does not have plans to attack", "could seek ways to"."""
    if tree.rel(child) == "acl" and tree.tokens[child].xpos == "VBN" and not is_infinitive(tree, child):
        return False  # "the mission, deployed in 2008, was refused access"
    return tree.lemma(node) in words.plan_nouns or tree.lemma(node) in words.hearsay_nouns


def argument_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a verb makes of a noun it governs: "plan an offensive", "talks may resume", "denied the attack"."""
    rel = tree.rel(child)
    step = _object_step(tree, child, node, words) if rel in ("obj", "obl") else None
    if step is None and _is_false(tree, child, words):
        step = Step(DENIED)
    if step is None and rel == "nsubj":
        step = _subject_step(tree, child, node, words)
    if step is not None:
        return step
    if tree.is_verb(child) and rel == "obl":
        return Step(NONE, settled=tree.case(child) != "by")
    bearing = words.light if rel != "nsubj" or tree.is_passive(node) else words.occur
    moved = rel == "obl" and _moves_into(tree, child, node)
    if rel == "nsubj" and tree.lemma(node) == "take" and not any(
        tree.lemma(i) in ("place", "effect") for i in tree.children(node, "obj")
    ):
        return Step(NONE, settled=True)  # "the campaign would take time": there is a campaign
    passes = tree.lemma(node) in bearing or _says_how_it_stands(tree, node) or moved
    counted = tree.case(child) in COUNTING and bool(tree.children(child, "nummod"))  # "may field between 200 and 300 men"
    if not passes or (rel == "obl" and not moved and not counted and not tree.case(child).startswith("in")):
        return Step(NONE, settled=True)
    marks = clause_marks(tree, node, words)
    return Step(marks | POSSIBLE if is_hearsay(tree, node, words) else marks)


def _object_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step | None:
    lemma, rel, case = tree.lemma(node), tree.rel(child), tree.case(child)
    found = _object_of(tree, child, node, words) if tree.is_verb(node) else NONE
    if found == POSSIBLE and lemma in OPEN | {"rule"}:
        return Step(POSSIBLE, settled=True)
    if found:
        return Step(found | clause_marks(tree, node, words) if rel == "obj" else found)
    if rel == "obl" and lemma in words.ready - words.unable and case in ("for", "to"):
        return Step(PLANNED)
    if rel == "obl" and lemma in words.exposed:
        return Step(POSSIBLE)
    if rel == "obl" and (lemma == "ahead" or case.startswith("ahead of")):
        return Step(PLANNED)
    return Step(UNREAL) if rel == "obl" and case.startswith(("in case", "in event")) else None


def _subject_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step | None:
    """Read what is said of a noun: "an offensive is planned", "the attack was foiled", "a truce is likely"."""
    lemma, passive = tree.lemma(node), tree.is_passive(node)
    if is_hearsay(tree, node, words) and tree.children(node, "xcomp", "ccomp"):
        return Step(POSSIBLE)
    if lemma in RUMOURED and is_hearsay(tree, node, words):  # "heavy shelling was reported"
        return Step(POSSIBLE)
    if passive and lemma in words.avert | FEARED:
        return Step(DENIED if lemma in words.avert else POSSIBLE)
    if passive and lemma in ARRANGED:
        return Step(PLANNED | clause_marks(tree, node, words))
    if lemma in words.ready and tree.children(node, "xcomp", "advcl", "acl"):
        return Step(PLANNED if lemma not in words.unable else DENIED)
    if lemma in words.false:
        return Step(DENIED)
    if lemma in words.needful:  # "their release remains essential"
        return Step(PLANNED)
    if lemma in words.unclear | words.planned_words and tree.children(node, "cop"):
        return Step(POSSIBLE if lemma in words.unclear else PLANNED)
    return None


def _says_how_it_stands(tree: Tree, node: int) -> bool:
    """Tell "talks are under way" and "it is in their hands" from "the attack would be a crime"."""
    if not tree.children(node, "cop"):
        return False
    return tree.tokens[node].upos in ("ADJ", "ADV", "ADP", "VERB") or bool(tree.children(node, "case"))


def _moves_into(tree: Tree, child: int, node: int) -> bool:
    """Tell "be in their hands", "bring the sides to the table", "provide them with arms"."""
    case, lemma = tree.case(child), tree.lemma(node)
    if case == "about":
        return lemma == "bring"
    if case == "with":
        return lemma in ("provide", "supply", "arm", "equip", "support", "help", "assist", "present")
    return tree.lemma(child) in HANDS or (case in ("to", "into", "under") and lemma in BRINGING)


def _sum_of_money(tree: Tree, noun: int) -> bool:
    """Tell "$840 million": a currency's sign or name with a number."""
    below = [noun, *tree.children(noun), *(j for i in tree.children(noun) for j in tree.children(i))]
    return any(tree.tokens[i].xpos == "$" or tree.lemma(i) in CURRENCIES for i in below)


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
            return POSSIBLE if negation(tree, node, words) >= DENIED else DENIED
        if lemma in words.deny or lemma in words.avert:
            return DENIED
        if lemma in words.foresee:
            return POSSIBLE
        if lemma in GIVING and _sum_of_money(tree, child):
            return PLANNED
        known = lemma in ("discuss", "debate", "consider") and any(tree.lemma(i) == "the" for i in tree.children(child, "det"))
        return PLANNED if lemma in words.seek and not known else NONE
    if lemma in words.prevent and case == "from":
        return DENIED
    if lemma == "refrain" and case == "from":
        return POSSIBLE
    if lemma in BLAMING and case in ("of", "with", "for"):
        return POSSIBLE
    if (case in GOALWARD and lemma in words.seek_for) or (lemma, case) in BENT_ON:
        things = [i for i in tree.children(node, "obj") if not tree.lemma(i).endswith(("self", "selves"))]
        given = lemma in ("commit", "devote", "dedicate") and things  # "committed 300 men to the fight"
        return NONE if given else PLANNED
    if case == "for" and lemma in words.moving | SENDING:
        return PLANNED
    if case == "in" and lemma in words.seek | GIVING and any(tree.children(i, "nummod") for i in tree.children(node, "obj")):
        return PLANNED
    return PLANNED if case == "of" and lemma in DREAMING and tree.is_verb(child) else NONE


def within_noun_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a noun makes of the noun in it, and pass marks on from counting nouns and plans."""
    if tree.is_verb(node) or (tree.lemma(node) in BLAME and tree.lemma(max(tree.head(node), 0)) in words.deny):
        return Step(settled=True)
    marks = host_marks(tree, child, node, words)
    figure = tree.tokens[node].upos in ("NUM", "SYM") or bool(tree.children(node, "nummod"))
    light = tree.lemma(node) in LIGHT and tree.case(child) in ("of", "to")
    counting = light or (tree.case(child) in ("of", "in") and figure)
    if counting:
        marks |= noun_marks(tree, node, words) | clause_marks(tree, node, words)
    return Step(marks, settled=not (counting or marks or passes_on(tree, child, node, words)))
