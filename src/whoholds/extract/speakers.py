"""Speakers inside one sentence: whose speech verb, report or account a trigger stands under."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.arguments import agents, surface_subjects
from whoholds.extract.attributions import Attribution, Phrase, attributions, opening_attribution, quoted_phrases
from whoholds.extract.modality import is_infinitive
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

STOPS = frozenset({";"})
DENIERS = frozenset(
    {"nobody", "none", "nothing", "no-one", "who", "whoever", "anybody", "anyone", "everybody", "everyone"}
)
NO_WORDS: frozenset[str] = frozenset()
NAMING = frozenset({"name", "list", "describe", "cite", "see", "regard", "identify"})
BLAME = frozenset({"responsibility", "involvement", "role", "part", "knowledge", "blame", "complicity"})
NEEDS = frozenset({"need", "importance", "necessity", "urgency"})
COUNTING = frozenset("count estimate put tally log list record register reckon calculate number".split())
OURS = frozenset({"this", "our", "my"})
SPEAKER, OUTLET = "speaker", "outlet"
HEARING = frozenset({"receive", "hear", "collect", "document", "gather", "get", "record"})
NO_MEDIUM = frozenset({"conference", "briefing", "release", "secretary", "officer", "office", "corps", "freedom"})
"""What is called after the press, and publishes nothing."""
ISSUED = frozenset({"issue", "release", "make", "give", "publish", "deliver"})
STATEMENTS = frozenset({"statement", "declaration", "communique", "communiqué", "message", "speech", "address", "remark", "comment"})
"""What is issued and then stands in quotation marks: "issued the following statement"."""
TELLING = ("tell", "speak", "talk", "inform", "write")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head of a speaker's phrase."""

    head: int
    kind: str = SPEAKER
    """speaker, or outlet: the paper or agency that was told."""
    verb: int = -1
    """The speech verb."""
    phrase: Phrase | None = None
    """Its words, where they were read along the sentence and not off the tree."""


def governing_speakers(tree: Tree, trigger: int, words: SpeechWords) -> list[Speaker]:
    """List the speakers that a trigger stands under in its sentence, outermost first."""
    loose = _loose_clause(tree, trigger)
    found: list[list[Speaker]] = [_by_counting(tree, trigger, words)]
    child = -1
    for node in [trigger, *tree.ancestors(trigger)]:
        if child >= 0:
            found.append(_above(tree, child, node, words, trigger))
        found.append(_beside(tree, node, child, trigger, words))
        if node == loose or _turns_away(tree, node, found[-2:]):
            break
        child = node
    inner = [speaker for level in reversed(found) for speaker in level]
    beside = [] if loose >= 0 else [each for each in attributions(tree, words) if each.covers(trigger)]
    outer = [speaker for each in reversed(beside) for speaker in attributed(tree, each, words)]
    covered = {i for each in beside for i in (*range(each.speakers[0].first, each.speakers[-1].last + 1), each.verb)}
    inner = [s for s in inner if s.verb not in {each.verb for each in beside} and s.head not in covered]
    speakers = outer + inner or ([] if loose >= 0 else _opening(tree, trigger, words))
    return list({speaker.head: speaker for speaker in reversed(speakers)}.values())[::-1]


def attributed(tree: Tree, attribution: Attribution, words: SpeechWords) -> list[Speaker]:
    """List the speakers of an attribution, after the outlet they told and before those they quote."""
    verb = attribution.verb
    speakers = [Speaker(each.head, SPEAKER, verb, each) for each in attribution.speakers]
    quoted = [Speaker(each.head, SPEAKER, verb, each) for each in attribution.quoted]
    return [*_outlets(tree, verb, words), *speakers, *quoted]


def _opening(tree: Tree, trigger: int, words: SpeechWords) -> list[Speaker]:
    found = opening_attribution(tree, words)
    if found is None or not found.reach[0] <= trigger < found.reach[1]:
        return []
    return [Speaker(each.head, SPEAKER, found.verb, each) for each in found.speakers]


def _turns_away(tree: Tree, node: int, found: list[list[Speaker]]) -> bool:
    """Tell "..., but aid workers report ...": a second speaker set against the first, not quoted by him."""
    spoke = any(speaker.verb == node for level in found for speaker in level)
    return (
        spoke
        and tree.rel(node) == "conj"
        and any(tree.lemma(i) in ("but", "while", "yet") for i in tree.children(node, "cc"))
    )


def _loose_clause(tree: Tree, trigger: int) -> int:
    """Return the head of the ", which ..." or ", where ..." that a trigger stands in, else -1.

    Such an aside is the text's own voice, by the practice of the claims at hand.
    """
    for i in [trigger, *tree.ancestors(trigger)]:
        if tree.tokens[i].deprel != "acl:relcl":
            continue
        pronouns = [j for j in range(tree.head(i) + 1, i) if tree.tokens[j].xpos in ("WDT", "WP", "WRB", "WP$")]
        before = pronouns[0] - 1 if pronouns else -1
        before -= 1 if before >= 0 and tree.tokens[before].upos == "ADP" else 0
        if before >= 0 and tree.tokens[before].words == ",":
            return i
    return -1


def _by_counting(tree: Tree, trigger: int, words: SpeechWords) -> list[Speaker]:
    """Return who counted, where the counting verb itself is the trigger: "it counted 12,000"."""
    if tree.lemma(trigger) not in COUNTING or not tree.is_verb(trigger):
        return []
    return [Speaker(head, SPEAKER, trigger) for head in _speakers_of(tree, trigger, words)]


def speaks(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell whether a token is a speech verb in use; "Rodi Said" is a name, "wants to say" nothing said."""
    small = verb == 0 or tree.tokens[verb].words[:1].islower()
    said = tree.lemma(verb) in words.report and not _is_idiom(tree, verb)
    return small and tree.is_verb(verb) and said and not is_infinitive(tree, verb)


def _is_idiom(tree: Tree, verb: int) -> bool:
    """Tell "claimed the lives of three" and "conflict has added to displacement", where nobody says a thing."""
    if tree.lemma(verb) == "claim":
        return any(tree.lemma(i) == "life" for i in tree.children(verb, "obj"))
    return tree.lemma(verb) == "add" and any(tree.case(i) == "to" for i in tree.children(verb, "obl")) and not tree.children(verb, "ccomp")


def issues_statement(tree: Tree, verb: int) -> bool:
    """Tell "issued the following statement", which opens a quotation as "said" does."""
    return tree.is_verb(verb) and tree.lemma(verb) in ISSUED and any(tree.lemma(i) in STATEMENTS for i in tree.children(verb, "obj"))


def told_media(tree: Tree, verb: int, words: SpeechWords) -> list[Speaker]:
    """List who speaks by a speech verb, after the outlet that was told: "a spokesman told Reuters"."""
    speakers = [Speaker(head, SPEAKER, verb) for head in _speakers_of(tree, verb, words)]
    return [*(_outlets(tree, verb, words) if speakers else []), *speakers]


def _above(tree: Tree, child: int, verb: int, words: SpeechWords, trigger: int) -> list[Speaker]:
    """Return the speakers of a verb if what stands under it, by way of `child`, is what they say."""
    if verb == trigger or not speaks(tree, verb, words) or _is_negated(tree, verb, words):
        return []
    if not _is_said(tree, child, verb, words) or _cut(tree, verb, trigger):
        return []
    if tree.rel(child) in ("obj", "nsubj") and _in_relative(tree, trigger, child):
        return []
    if _as_saying(tree, verb):
        return [Speaker(head, SPEAKER, verb) for head in _quoted_party(tree, tree.head(verb))]
    passed = tree.is_passive(verb) and agents(tree, verb)
    if passed and min(passed) > child and tree.rel(child) == "xcomp":  # "were reported to have been seized by X"
        return []
    quoted = [Speaker(each.head, SPEAKER, verb, each) for each in quoted_phrases(tree, verb) if each.last < trigger]
    return [*told_media(tree, verb, words), *quoted]


def _in_relative(tree: Tree, trigger: int, top: int) -> bool:
    """Tell "pledged aid that never arrived": what is said of the object is not what the verb says."""
    path = [trigger, *tree.ancestors(trigger)]
    return any(tree.tokens[i].deprel == "acl:relcl" for i in path[: path.index(top)]) if top in path else False


def _is_said(tree: Tree, child: int, verb: int, words: SpeechWords) -> bool:
    """Tell whether a dependent of a speech verb is its content."""
    lemma, rel = tree.lemma(verb), tree.rel(child)
    if rel == "ccomp":
        return True
    cases = {tree.lemma(i) for i in tree.children(child, "case", "mark")}
    if cases & words.about.get(lemma, NO_WORDS) or ("as" in cases and lemma in NAMING and rel != "ccomp"):
        return True
    if rel == "xcomp":
        return lemma in words.to_do or lemma in words.vouch or not tree.children(child, "mark")
    if rel in ("obj", "nsubj") and (rel == "obj" or tree.is_passive(verb)):
        if lemma in words.deny and tree.lemma(child) in BLAME:
            return False
        raised = rel == "obj" and lemma in ("expect", "want") and bool(tree.children(verb, "xcomp"))
        needed = lemma in words.stress and tree.lemma(child) in NEEDS
        return (
            raised
            or needed
            or (lemma in words.vouch and (lemma not in words.vouch_number or _has_number(tree, child, verb)))
        )
    if rel in ("obl", "advcl", "nmod"):
        if _as_saying(tree, child):
            return True
        return lemma in words.vouch_number and _has_number(tree, child, verb)
    if rel == "parataxis":
        return child > verb and not _cut(tree, verb, child)
    return rel == "conj" and _is_misplaced(tree, child, verb)


def _is_misplaced(tree: Tree, child: int, verb: int) -> bool:
    """Tell whether a clause that the reader hung on the speech verb goes on with what is said."""
    if not tree.children(verb, "ccomp") or not tree.children(child, "nsubj"):
        return False
    subject = min(tree.children(child, "nsubj"))
    comma = any(tree.tokens[i].words in ",;" for i in tree.children(child, "punct") if i < subject)
    return not comma and child > verb


def _has_number(tree: Tree, child: int, verb: int) -> bool:
    near = [child, *tree.children(verb, "obl", "obj", "advcl", "xcomp", "nmod")]
    return any(tree.tokens[i].upos == "NUM" or _numbered(tree, i) for i in near)


def _numbered(tree: Tree, head: int) -> bool:
    return any(tree.tokens[i].upos == "NUM" for i in tree.children(head)) or any(
        tree.tokens[j].upos == "NUM" for i in tree.children(head) for j in tree.children(i)
    )


def _as_saying(tree: Tree, verb: int) -> bool:
    """Tell "quoted the army as saying"."""
    marks = [tree.lemma(i) for i in tree.children(verb, "mark", "case")]
    head = tree.head(verb)
    return (
        tree.tokens[verb].xpos == "VBG"
        and "as" in marks
        and head >= 0
        and tree.lemma(head) in ("quote", "cite", "report")
    )


def _quoted_party(tree: Tree, verb: int) -> list[int]:
    found = tree.children(verb, "nsubj") if tree.is_passive(verb) else tree.children(verb, "obj")
    return [j for i in found[:1] for j in tree.with_conjuncts(i)]


def _is_negated(tree: Tree, verb: int, words: SpeechWords) -> bool:
    """Tell "did not say"; who does not believe or expect a thing holds that it is not so, and stays its source."""
    if tree.lemma(verb) in words.doubt or tree.lemma(verb) in ("expect", "see"):
        return False
    return any(
        tree.lemma(i) in ("not", "n't", "never", "neither", "nor")
        for i in tree.children(verb, "advmod", "cc", "cc:preconj")
    )


def _speakers_of(tree: Tree, verb: int, words: SpeechWords) -> list[int]:
    own = [i for i in tree.children(verb, "nsubj") if tree.tokens[i].deprel == "nsubj"]
    if tree.is_passive(verb):
        heads = agents(tree, verb)
    elif len(own) > 1:  # of two subjects the reader saw, the nearer is the verb's; the other belongs to what is said
        heads = [min(own, key=lambda i: abs(i - verb))]
    else:
        heads = _not_told_of(tree, verb, surface_subjects(tree, verb))
    found = [j for i in heads for j in tree.with_conjuncts(i)]
    return [i for i in found if _may_speak(tree, i, verb, words)]


def _not_told_of(tree: Tree, verb: int, heads: list[int]) -> list[int]:
    """Step up from what was done to somebody to who says so: "announced that Goma had been taken and declared a truce"."""
    first = tree.first_conjunct(verb)
    if first == verb or tree.rel(first) != "ccomp" or not any(tree.tokens[i].deprel == "nsubj:pass" for i in heads):
        return heads
    return surface_subjects(tree, tree.head(first))


def _may_speak(tree: Tree, head: int, verb: int, words: SpeechWords) -> bool:
    token, lemma = tree.tokens[head], tree.lemma(head)
    if (
        token.upos not in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "X", "NUM")
        or token.deprel == "expl"
        or lemma in DENIERS
    ):
        return False
    if lemma in ("that", "this", "which", "what", "there") or any(
        tree.lemma(i) == "no" for i in tree.children(head, "det")
    ):
        return False
    if lemma == "it" and tree.lemma(verb) in ("seem", "appear", "mean"):
        return False
    if tree.lemma(verb) in words.things_only and token.upos == "NOUN":
        return lemma in words.speaking_things or lemma in words.media or _is_body(tree, head)
    return True


def _is_body(tree: Tree, head: int) -> bool:
    """Tell people and bodies by the reader's names, or by the endings of those who do things for a living."""
    token = tree.tokens[head]
    named = any(e.kind in ("PER", "ORG") and e.start <= token.start < e.end for e in tree.sentence.entities)
    bodies = (
        "group",
        "agency",
        "official",
        "army",
        "police",
        "source",
        "coalition",
        "government",
        "staff",
        "council",
        "witness",
    )
    return named or tree.lemma(head) in bodies or tree.lemma(head).endswith(("er", "or", "ist", "man", "ian", "ant"))


def _outlets(tree: Tree, verb: int, words: SpeechWords) -> list[Speaker]:
    """Find the paper or agency that was told, or spoken to."""
    near = tree.children(verb, "obj", "iobj", "obl") if tree.lemma(verb) in TELLING else []
    for i in tree.children(verb, "advcl", "obl"):
        if tree.lemma(i) in ("speak", "talk", "interview", "comment", "remark", "statement"):
            near += tree.children(i, "obl", "nmod")
    return [Speaker(i, OUTLET) for i in near if _is_medium(tree, i, words)][:1]


def _is_medium(tree: Tree, head: int, words: SpeechWords) -> bool:
    if any(tree.lemma(i) in OURS for i in tree.children(head, "det", "nmod:poss")):
        return False
    if tree.lemma(head) in NO_MEDIUM:
        return False
    parts = [head, *tree.children(head, "compound", "flat")]
    return any(tree.tokens[i].words.lower() in words.media or tree.lemma(i) in words.media for i in parts)


def _beside(tree: Tree, node: int, child: int, trigger: int, words: SpeechWords) -> list[Speaker]:
    """Find attributions that hang on a clause: "residents said", "according to X", "as X put it", "by X's count"."""
    found: list[Speaker] = []
    for i in tree.children(node):
        if i in (child, trigger) or _cut(tree, i, trigger):
            continue
        rel = tree.rel(i)
        if rel in ("obl", "nmod", "advcl", "advmod", "parataxis", "acl") and _is_according(tree, i):
            found += [Speaker(j) for j in tree.with_conjuncts(_source_of(tree, i))]
        elif rel in ("obl", "nmod") and tree.lemma(i) in words.accounts and tree.case(i) in ("by", "in", "on", "at") and not _is_online(tree, i):
            found += [Speaker(j) for j in _owners(tree, i)]
        elif rel in ("parataxis", "advcl", "discourse", "ccomp", "conj") and _speaks_beside(tree, i, node, words):
            found += told_media(tree, i, words)
    return found


def _is_online(tree: Tree, account: int) -> bool:
    """Tell "on its Twitter account", which is no reckoning."""
    return tree.lemma(account) == "account" and bool(tree.children(account, "compound", "amod"))


def _is_according(tree: Tree, index: int) -> bool:
    cases = [tree.lemma(i) for i in tree.children(index, "case", "mark", "fixed")]
    return bool({"accord", "according"} & set(cases)) or tree.tokens[index].words.lower() == "according"


def _source_of(tree: Tree, index: int) -> int:
    if tree.tokens[index].words.lower() == "according":
        return next(iter(tree.children(index, "obl", "nmod", "obj")), index)
    return index


def _owners(tree: Tree, account: int) -> list[int]:
    owner = tree.children(account, "nmod:poss")
    if not owner and tree.lemma(account) not in ("report", "record", "description", "figure", "view"):
        owner = [i for i in tree.children(account, "nmod") if tree.case(i) == "of"]
    return [j for i in owner[:1] for j in tree.with_conjuncts(i)]


def _speaks_beside(tree: Tree, verb: int, node: int, words: SpeechWords) -> bool:
    """Tell "..., residents said": a speech verb with a subject and nothing of its own to say, or "as X put it"."""
    if not tree.is_verb(verb) or tree.lemma(verb) not in words.beside or _is_negated(tree, verb, words):
        return False
    marks = [tree.lemma(i) for i in tree.children(verb, "mark", "advmod")]
    if tree.rel(verb) == "advcl":
        return "as" in marks and bool(tree.children(verb, "nsubj"))
    told = tree.lemma(verb) in TELLING
    own = tree.children(verb, "ccomp", "xcomp") + ([] if told else tree.children(verb, "obj"))
    commas = any(tree.tokens[i].words in (",", "-", "\u2014", "\u2013", '"') for i in range(*sorted((node, verb))))
    later = tree.rel(verb) == "parataxis" or verb > node
    return bool(tree.children(verb, "nsubj")) and not own and commas and later and tree.rel(verb) != "conj"


def _cut(tree: Tree, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(tree.tokens[i].words in STOPS for i in range(low, high))


def hearers(tree: Tree, trigger: int, words: SpeechWords) -> list[int]:
    """Return who was told of a trigger: "Oxfam has received reports of rape" vouches for it, and did not do it."""
    for noun in tree.ancestors(trigger)[:2]:
        verb = tree.head(noun)
        told = tree.lemma(noun) in words.hearsay_nouns and tree.rel(noun) == "obj" and verb >= 0
        if told and tree.lemma(verb) in HEARING:
            return tree.children(verb, "nsubj")
    return []
