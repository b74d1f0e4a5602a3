"""What verbs, nouns and adjectives make of the clauses they govern: plan, doubt, denial, purpose."""

from __future__ import annotations

from whoholds.extract.hosts import BLAMING, DREAMING, host_marks, made_use
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
    negative_argument,
)
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

SPREADING = frozenset(
    "report rumour rumor allegation accusation fear risk possibility danger threat prospect suspicion".split()
)
AIMS = frozenset({"at", "to", "on", "for", "of", "towards", "toward"})
TEMPORAL = frozenset({"when", "once", "after", "until", "before", "as"})


def complement_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read what a verb, noun or adjective makes of the clause it governs."""
    lemma, rel = tree.lemma(node), tree.rel(child)
    infinitive = is_infinitive(tree, child)
    if not tree.is_verb(node):
        return _under_predicate(tree, child, node, words)
    marks = NONE
    negated = negation(tree, node, words) >= DENIED
    if rel == "csubj":  # "it is reported that"
        return Step(POSSIBLE if is_hearsay(tree, node, words) and lemma not in ("know", "hold", "feel") else marks)
    if lemma == "provide" and tree.rel(node) in ("advcl", "conj") and tree.tokens[node].xpos in ("VBN", "VBG"):
        return Step(UNREAL, settled=True)  # "provided that nobody is harmed"
    if rel == "ccomp" and not infinitive and tree.tokens[child].xpos != "VBG":
        return Step(_that_clause(tree, child, node, words, negated=negated), settled=True)
    if is_hearsay(tree, node, words) and lemma != "know":
        return Step(DENIED if negated and lemma in ("believe", "think", "expect") else POSSIBLE)
    if infinitive and any(tree.lemma(i) == "yet" for i in tree.children(node, "advmod")):  # "have yet to enter"
        return Step(DENIED)
    if lemma in BLAMING:
        return Step(POSSIBLE)
    if lemma == "cease" or (lemma in ("stop", "halt") and not infinitive):  # "must stop shelling", "cease to shell" say that there is shelling
        return Step(DENIED if tree.tokens[node].xpos in ("VBD", "VBN") and not negated else NONE, settled=True)
    if lemma in words.fail and infinitive:
        return Step(NONE if negated else DENIED)
    if lemma in words.deny or lemma in words.prevent:
        return Step(DENIED)
    if lemma in ("try", "attempt") and any(tree.lemma(i) == "for" for i in tree.children(node, "mark", "case")):
        return Step(NONE)  # "beheaded for attempting to escape": an attempt that was made
    bound = lemma == "give" or (lemma == "oblige" and tree.tokens[node].xpos in ("VBZ", "VBP"))
    if lemma == "expect" and tree.is_passive(child):  # "expects to be attacked"
        marks = POSSIBLE
    elif (lemma in words.plan and lemma not in words.happen) or _to_be_done(tree, node, child) or bound:
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


def _that_clause(tree: Tree, child: int, node: int, words: SpeechWords, *, negated: bool) -> Marks:
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
    if lemma in words.plan | words.seek and _bare(tree, child):  # "recommends that three men be named"
        return PLANNED
    if lemma in ("hope", "demand", "insist", "plan", "propose", "order", "request", "urge", "ensure", "wish", "ask"):
        return PLANNED if lemma != "insist" else NONE
    return POSSIBLE if is_hearsay(tree, node, words) else NONE


def _bare(tree: Tree, child: int) -> bool:
    """Tell a clause whose verb stands in its base form without a modal: the subjunctive of what is wanted."""
    forms = [child, *tree.children(child, "aux", "cop")]
    tags = {tree.tokens[i].xpos for i in forms}
    return "VB" in tags and not tags & {"MD", "TO", "VBD", "VBZ", "VBP"}


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
    if (lemma in words.unable or _too(tree, node)) and infinitive:
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
        return Step(marks | host_marks(tree, child, node, words))
    if infinitive and tree.children(node, "expl"):  # "it is vital to", "it is imperative for all parties to"
        return Step(marks | PLANNED)
    return Step(marks, settled=tree.rel(child) == "ccomp" and not infinitive)


def _too(tree: Tree, adjective: int) -> bool:
    """Tell "too weak to attack"."""
    return any(tree.lemma(i) == "too" and i < adjective for i in tree.children(adjective, "advmod"))


def adverbial_step(tree: Tree, child: int, node: int, words: SpeechWords) -> Step:
    """Read an adverbial clause: purpose is planned, "without" denied; what governs it seldom reaches in."""
    cases = [tree.lemma(i) for i in tree.children(child, "mark", "case")]
    bent = (words.plan - words.happen) | (words.ready - words.unable)
    marks = NONE
    if tree.lemma(node) == "go" and "on" in cases and tree.tokens[child].xpos == "VBG":  # "will go on helping"
        return Step(clause_marks(tree, node, words))
    near = {tree.tokens[i].words.lower() for i in range(max(0, child - 3), child)}
    if (
        {"far", "from"} <= near
        or ({"short", "of"} <= near and tree.lemma(node) in ("stop", "fall"))
        or "without" in cases
        or "instead" in cases
        or "rather" in cases
        or (_too(tree, node) and is_infinitive(tree, child))
        or ("from" in cases and tree.lemma(node) in words.prevent)
    ):
        marks = DENIED
    elif set(cases) & {"of", "with"} and tree.lemma(node) in BLAMING:
        marks = POSSIBLE
    elif is_infinitive(tree, child):
        lemma = tree.lemma(node)
        to_be_done = lemma in ("begin", "start", "continue", "resume") and tree.children(node, "obj")  # "continued operations to isolate it"
        sure = (lemma in words.happen and not to_be_done and lemma not in words.plan | words.moving) or made_use(tree, node)
        marks = (NONE if sure else PLANNED) | (clause_marks(tree, node, words) - DENIED - UNREAL)
    elif (
        (tree.tokens[child].xpos == "VBG" and set(cases) & AIMS and tree.lemma(node) in bent)
        or _waits(tree, child, node, words)
        or ("of" in cases and tree.lemma(node) in DREAMING)
    ):
        marks = PLANNED
    if tree.tokens[child].xpos == "VBG" and not marks and not cases:
        main = _finite_above(tree, child, node)
        if (
            main != node
        ):  # "opened fire to disperse them, killing one": the result is the main clause's, not the purpose's
            return Step(clause_marks(tree, main, words) - UNREAL, settled=True)
        return Step(clause_marks(tree, node, words) - UNREAL, settled=False)  # "may advance, cutting the road"
    carried = set(cases) & ({"by", "before", "while", "in"} if tree.tokens[child].xpos == "VBG" else {"by"})
    return Step(marks, settled=not carried)


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
