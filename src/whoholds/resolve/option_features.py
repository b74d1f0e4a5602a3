"""What is said of an option to the chooser: named features that people can read.

The feature set follows mention-ranking coreference: how the mention is made (determiner, head noun), what the candidate is,
how near and how often it was heard, and in which role of which claim it is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoholds.actors.nouns import is_plural
from whoholds.actors.spelling import clean, key
from whoholds.records import Claim, Filler, Link
from whoholds.resolve.asking import Ask, generic_name
from whoholds.resolve.options import PRONOUNS, Option, is_pronoun, noun_class
from whoholds.resolve.scene import Scene
from whoholds.resolve.traces import RECENT, Trace, head_noun

DETERMINERS = {
    "the": "the", "this": "this", "that": "this", "these": "this", "those": "this", "such": "this", "a": "a", "an": "a",
    "some": "some", "several": "some", "many": "some", "its": "its", "their": "its", "his": "its", "her": "its", "our": "our",
    "my": "our",
}  # fmt: skip
GROUPS = {
    **dict.fromkeys(
        ("capture", "hold", "advance", "withdraw", "siege", "clash", "strike", "deploy", "strength", "territory", "defect"),
        "fighting",
    ),
    **{each: each for each in ("attack", "abuse", "casualties", "statement", "talks", "support", "aid", "displace", "destroy")},
}

Last = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


def mention_form(words: str) -> str:
    """Return how a mention is made: pronoun, determiner, name, plural."""
    low = words.casefold().strip(" .,'’")
    if low in PRONOUNS:
        return f"pronoun {PRONOUNS[low]}"
    first = low.split(" ")[0]
    form = DETERMINERS.get(first, "number" if first[:1].isdigit() else "bare")
    parts = clean(words).split()
    if not parts:
        return form
    if form in ("bare", "the"):
        name = _name_form(words, parts)
        if name:
            return f"{form} {name}"
    return f"{form} plural" if is_plural(parts[-1]) else form


def _name_form(words: str, parts: Sequence[str]) -> str:
    capital = [part for part in parts if part[:1].isupper()]
    if len(parts) > 1 and all(part in capital or part in ("of", "the", "and", "for", "in", "al") for part in parts):
        return "name"
    if words.isupper() and len(words) < 8:
        return "acronym"
    if len(parts) == 1 and capital:
        return "one capital"
    if capital and parts[-1] in capital:
        return "name last"
    return "name first" if capital else ""


def reason_form(link: Link) -> str:
    """Return how a rule found its answer, names and quotes left out."""
    plain = re.sub(r'"[^"]*"', "Q", link.reason)
    plain = re.sub(r"\d+(?:\.\d+)?", "#", plain)
    plain = re.sub(r"\b[A-Z][\w'’-]*(?: of| the)?", "N", plain)
    return re.sub(r"(?:N[ ,.]*)+", "N ", plain).strip()[:40]


def kind_of(link: Link) -> str:
    """Return the kind of a candidate; new ones apart from those of a catalogue."""
    return f"new {link.kind}" if link.id.startswith(("new:", "speaker:", "rel:")) else link.kind


def span_of(number: int) -> str:
    """Return a count or distance in coarse steps."""
    return str(number) if number < 3 else "3-5" if number < 6 else "6+" if number < 99 else "never"


def features(scene: Scene, ask: Ask, links: Sequence[Link], options: Sequence[Option]) -> list[tuple[str, ...]]:
    """Return the features of each option."""
    noun = head_noun(ask.words)
    asked = _Asked(
        ask, mention_form(ask.words), noun, noun_class(noun), GROUPS.get(ask.type, "other"),
        (reason_form(links[0]), kind_of(links[0])) if links else ("none", "none"),
        frozenset(bare_parts(generic_name(ask.words))), _last_claim(scene), _standing(scene, ask) if is_pronoun(ask.words) else "",
    )  # fmt: skip
    return [tuple(dict.fromkeys(_of_option(asked, option))) for option in options]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for all options of a mention."""

    ask: Ask
    form: str
    noun: str
    sort: str
    group: str
    ruled: tuple[str, str]
    own: frozenset[str]
    last: Last
    place: str
    """Where a pronoun stands in its clause; empty for other words."""


def _standing(scene: Scene, ask: Ask) -> str:
    """Return what a pronoun is to its verb, and whether that verb is what somebody says: "the army said it had left"."""
    token, sentence = scene.token(ask.start), scene.sentence(ask.start)
    if token is None or sentence is None or token.head < 0:
        return "none"
    above = sentence.tokens[token.head]
    return f"{token.deprel.split(':')[0]} {'said' if above.deprel in ('ccomp', 'parataxis') else 'own'}"


def _last_claim(scene: Scene) -> Last:
    claim: Claim | None = scene.done[-1] if scene.done else None
    used = _ids(filler for each in scene.done[-RECENT:] for filler in each.places)
    if claim is None:
        return (frozenset(), frozenset(), frozenset(), used)
    return (_ids(claim.actors), _ids(claim.targets), _ids((*claim.sources, *claim.places)), used)


def _ids(fillers: Iterable[Filler]) -> frozenset[str]:
    return frozenset(filler.link.id for filler in fillers if filler.link is not None)


def _of_option(asked: _Asked, option: Option) -> list[str]:
    tags = "+".join(sorted(tag for tag in option.tags if not tag.startswith("heard"))) or min(option.tags)
    ask, form, noun, sort, group = asked.ask, asked.form, asked.noun, asked.sort, asked.group
    kind, role = kind_of(option.link), ask.role
    said = [
        f"by {tags}", f"by {tags} form {form}", f"by {tags} sort {sort}", f"by {tags} noun {noun}", f"by {tags} role {role}",
        f"by {tags} role {role} sort {sort} form {form}", f"by {tags} role {role} {group}", f"kind {kind} sort {sort} role {role}",
        f"kind {kind} form {form}", f"kind {kind} noun {noun}", f"kind {kind} role {role} {group}",
        f"by {tags} kind {kind} role {role}",
    ]  # fmt: skip
    reason, rule_kind = asked.ruled
    if "rule" in option.tags:
        said += [f"rule {reason}", f"rule {reason} sort {sort}", f"rule {reason} form {form}", f"ruled {rule_kind} form {form} role {role}"]
        said += [f"ruled {rule_kind} noun {noun}"]
    else:
        said += [f"by {tags} not {reason}", f"by {tags} not {rule_kind} sort {sort}", f"by {tags} not {rule_kind} form {form}"]
    if not kind.startswith("new "):
        said += ["known"] + [f"{'rule' if 'rule' in option.tags else 'other'} of {option.link.id}"] * (len(option.tags) < 3)
    if option.link.id in ask.barred:
        said += ["barred", f"barred {tags}"]
    if option.trace is not None:
        said += _of_trace(asked, option, option.trace)
    return [*said, "unheard"] if option.trace is None else said


def _of_trace(asked: _Asked, option: Option, trace: Trace) -> list[str]:
    form, role, sort, last = asked.form, asked.ask.role, asked.sort, asked.last
    rank, near = min(option.rank, 4), span_of(trace.distance)
    shared = bool(asked.own & set(bare_parts(f"{trace.link.name} {trace.words}")))
    facts = {
        "subject": trace.subject, "same": trace.same, "later": trace.distance == 99, "plural": trace.plural, "title": trace.title,
        "last actor": trace.link.id in last[0], "last target": trace.link.id in last[1], "last other": trace.link.id in last[2],
        "used": trace.link.id in last[3], "shared": shared,
    }  # fmt: skip
    said = ["heard", f"near {near}", f"near {near} form {form}", f"rank {rank}", f"rank {rank} form {form} role {role}"]
    said += [f"times {span_of(trace.times)}", f"heard {kind_of(trace.link)} sort {sort} form {form}"]
    if asked.place:
        whom = "subject" if trace.subject else "other"
        said += [f"at {asked.place} {whom} near {near}", f"at {asked.place} {form} {whom} near {near}"]
        said += [f"{fact} {asked.group} {role}" for fact in ("last actor", "last target") if facts[fact]]
        said += [f"kind {trace.link.kind} {asked.group} {role} pronoun", f"kind {trace.link.kind} plural {trace.plural} {form}"]
    for fact in sorted(name for name, yes in facts.items() if yes):
        said += [f"is {fact}", f"is {fact} form {form}", f"is {fact} role {role}"]
    return said


def bare_parts(words: str) -> list[str]:
    """Return the words of a name's key."""
    return key(words).split(" ")
