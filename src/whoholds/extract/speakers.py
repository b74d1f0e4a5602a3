"""Speakers inside one sentence: whose speech verb, report or account a trigger stands under."""

from __future__ import annotations

from dataclasses import dataclass

from whoholds.extract.arguments import agents, surface_subjects
from whoholds.extract.tree import Tree
from whoholds.rules.lexicon import SpeechWords

STOPS = frozenset({";"})
DENIERS = frozenset({"nobody", "none", "nothing", "no-one", "who", "whoever"})
OURS = frozenset({"this", "our", "my"})
SPEAKER, OUTLET = "speaker", "outlet"
TELLING = ("tell", "speak", "talk", "inform", "write")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head of a speaker's phrase."""

    head: int
    kind: str = SPEAKER
    """speaker, or outlet: the paper or agency that was told."""


def governing_speakers(tree: Tree, trigger: int, words: SpeechWords) -> list[Speaker]:
    """List the speakers that a trigger stands under in its sentence, outermost first."""
    found: list[list[Speaker]] = []
    child = -1
    for node in [trigger, *tree.ancestors(trigger)]:
        if child >= 0:
            found.append(_above(tree, child, node, words, trigger))
        found.append(_beside(tree, node, child, trigger, words))
        child = node
    speakers = [speaker for level in reversed(found) for speaker in level]
    if not speakers:
        speakers = _at_the_end(tree, trigger, words)
    return list({speaker.head: speaker for speaker in speakers}.values())


def told_media(tree: Tree, verb: int, words: SpeechWords) -> list[Speaker]:
    """List who speaks by a speech verb, after the outlet that was told: "a spokesman told Reuters"."""
    speakers = [Speaker(head) for head in _speakers_of(tree, verb, words)]
    return [*(_outlets(tree, verb, words) if speakers else []), *speakers]


def _above(tree: Tree, child: int, verb: int, words: SpeechWords, trigger: int) -> list[Speaker]:
    """Return the speakers of a verb if what stands under it, by way of `child`, is what they say."""
    if verb == trigger or tree.lemma(verb) not in words.report or not tree.is_verb(verb) or _is_negated(tree, verb):
        return []
    if not _is_said(tree, child, verb, words):
        return []
    if _as_saying(tree, verb):
        return [Speaker(head) for head in _quoted_party(tree, tree.head(verb))]
    return told_media(tree, verb, words)


def _is_said(tree: Tree, child: int, verb: int, words: SpeechWords) -> bool:
    """Tell whether a dependent of a speech verb is its content."""
    lemma, rel = tree.lemma(verb), tree.rel(child)
    if rel == "ccomp":
        return True
    if rel == "xcomp":
        return lemma in words.to_do or lemma in words.vouch or not tree.children(child, "mark")
    if rel in ("obj", "nsubj") and (rel == "obj" or tree.is_passive(verb)):
        return lemma in words.vouch and (lemma not in words.vouch_number or _has_number(tree, child, verb))
    if rel in ("obl", "advcl", "nmod"):
        if _as_saying(tree, child):
            return True
        cases = {tree.lemma(i) for i in tree.children(child, "case", "mark")}
        return bool(cases & words.about.get(lemma, frozenset())) or (lemma in words.vouch_number and _has_number(tree, child, verb))
    if rel == "parataxis":
        return child > verb and not _cut(tree, verb, child)
    return rel == "conj" and _is_misplaced(tree, child, verb)


def _is_misplaced(tree: Tree, child: int, verb: int) -> bool:
    """Tell whether a clause that the reader hung on the speech verb goes on with what is said ("... and X would come")."""
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
    return tree.tokens[verb].xpos == "VBG" and "as" in marks and head >= 0 and tree.lemma(head) in ("quote", "cite", "report")


def _quoted_party(tree: Tree, verb: int) -> list[int]:
    found = tree.children(verb, "nsubj") if tree.is_passive(verb) else tree.children(verb, "obj")
    return [j for i in found[:1] for j in tree.with_conjuncts(i)]


def _is_negated(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(i) in ("not", "n't", "never") for i in tree.children(verb, "advmod"))


def _speakers_of(tree: Tree, verb: int, words: SpeechWords) -> list[int]:
    heads = agents(tree, verb) if tree.is_passive(verb) else surface_subjects(tree, verb)
    if not heads and tree.children(verb, "nsubj:pass"):
        return []
    found = [j for i in heads for j in tree.with_conjuncts(i)]
    return [i for i in found if _may_speak(tree, i, verb, words)]


def _may_speak(tree: Tree, head: int, verb: int, words: SpeechWords) -> bool:
    token, lemma = tree.tokens[head], tree.lemma(head)
    if token.upos not in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "X", "NUM") or token.deprel == "expl" or lemma in DENIERS:
        return False
    if lemma in ("that", "this", "which", "what", "there") or any(tree.lemma(i) == "no" for i in tree.children(head, "det")):
        return False
    if lemma == "it" and tree.lemma(verb) in ("seem", "appear", "mean"):
        return False
    if tree.lemma(verb) in words.things_only and token.upos == "NOUN":
        return lemma in words.speaking_things or _is_body(tree, head)
    return True


def _is_body(tree: Tree, head: int) -> bool:
    """Tell people and bodies by the reader's names, or by the endings of those who do things for a living."""
    token = tree.tokens[head]
    named = any(e.kind in ("PER", "ORG") and e.start <= token.start < e.end for e in tree.sentence.entities)
    bodies = ("group", "agency", "official", "army", "police", "source", "coalition", "government", "staff", "council", "witness")
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
    parts = [head, *tree.children(head, "compound", "flat")]
    return any(tree.tokens[i].words.lower() in words.media or tree.lemma(i) in words.media for i in parts)


def _beside(tree: Tree, node: int, child: int, trigger: int, words: SpeechWords) -> list[Speaker]:
    """Find attributions that hang on a clause: "..., residents said", "according to X", "as X put it", "by X's count"."""
    found: list[Speaker] = []
    for i in tree.children(node):
        if i == child or _cut(tree, i, trigger) or (i == trigger):
            continue
        rel = tree.rel(i)
        if rel in ("obl", "nmod", "advcl", "advmod", "parataxis", "acl") and _is_according(tree, i):
            found += [Speaker(j) for j in tree.with_conjuncts(_source_of(tree, i))]
        elif rel in ("obl", "nmod") and tree.lemma(i) in words.accounts and tree.case(i) in ("by", "in", "on", "at"):
            found += [Speaker(j) for j in _owners(tree, i)]
        elif rel in ("parataxis", "advcl", "discourse", "ccomp", "conj") and _speaks_beside(tree, i, node, words):
            found += told_media(tree, i, words)
    return found


def _is_according(tree: Tree, index: int) -> bool:
    cases = [tree.lemma(i) for i in tree.children(index, "case", "mark", "fixed")]
    return bool({"accord", "according"} & set(cases)) or tree.tokens[index].words.lower() == "according"


def _source_of(tree: Tree, index: int) -> int:
    if tree.tokens[index].words.lower() == "according":
        return next(iter(tree.children(index, "obl", "nmod", "obj")), index)
    return index


def _owners(tree: Tree, account: int) -> list[int]:
    owner = tree.children(account, "nmod:poss") or [i for i in tree.children(account, "nmod") if tree.case(i) == "of"]
    return [j for i in owner[:1] for j in tree.with_conjuncts(i)]


def _speaks_beside(tree: Tree, verb: int, node: int, words: SpeechWords) -> bool:
    """Tell "..., residents said": a speech verb with a subject and nothing of its own to say, or "as X put it"."""
    if not tree.is_verb(verb) or tree.lemma(verb) not in words.beside or _is_negated(tree, verb):
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


def _at_the_end(tree: Tree, trigger: int, words: SpeechWords) -> list[Speaker]:
    """Find "..., X said." after the trigger where the tree does not tie the two together."""
    for verb in range(len(tree.tokens) - 1, trigger, -1):
        token = tree.tokens[verb]
        if tree.lemma(verb) not in words.beside or token.xpos not in ("VBD", "VBZ", "VBP") or not tree.is_verb(verb):
            continue
        subject = tree.children(verb, "nsubj")
        own = [i for i in tree.children(verb, "ccomp", "obj", "xcomp") if i > verb]
        if not subject or own or trigger >= min(subject) or _cut(tree, trigger, verb):
            continue
        first = min(_leftmost(tree, min(subject)), verb)
        if first > 0 and tree.tokens[first - 1].words in (",", '"', "\u201d", "'", "\u2019"):
            return told_media(tree, verb, words)
    return []


def _leftmost(tree: Tree, head: int) -> int:
    below = [head]
    for i in below:
        below += tree.children(i)
    return min(below)
