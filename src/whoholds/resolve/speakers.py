"""Who says so, as institution, role or public office; never a private person's name."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.nouns import BODIES, PEOPLE, is_plural, singular
from whoholds.actors.spelling import bare, clean, key, slug
from whoholds.records import Link
from whoholds.resolve.actors import MANY, PERSON, THING, named, pronoun, resolve_side
from whoholds.resolve.asking import SIDES, Ask, generic_name, side_behind
from whoholds.resolve.descriptions import described
from whoholds.resolve.gender import can_be
from whoholds.resolve.persons import (
    HONORIFICS,
    NOBODY,
    ROLE,
    full_name,
    holder_link,
    offices_in,
    person_in,
    public_role,
)
from whoholds.resolve.roles import before_noun, last_noun, role_link, speaker_link, with_side
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

ACCOUNT = re.compile(
    r"^(?:an?|the|its|his|their|this|that|one|new|latest|recent|intelligence|annual|weekly|\W)*\s*"
    r"(?:[\w-]+ ){0,3}?(?:study|report|brief|statement|review|bulletin|survey|account|count|tally|analysis|release|post|video|"
    r"message|communique|broadcast|interview|paper|letter)s? (?:by|from|in|on|for|with|of(?! (?:the )?\w+ing of\b)) (.+)$",
    re.IGNORECASE,
)
"""A written account stands for whoever made it, "a study by Meridian Analysis", not for what it tells of: "accounts of the burning of villages"."""
ACCOUNTS = frozenset(
    [
        "report",
        "study",
        "brief",
        "statement",
        "review",
        "bulletin",
        "survey",
        "tally",
        "analysis",
        "communique",
        "paper",
        "author",
    ]
)
ASKING = frozenset(["QUESTION", "Q", "REPORTER"])
"""How transcripts call who asks."""
OWNED = frozenset(
    "spokesman spokesperson spokeswoman minister president secretary officer commander official leader chief representative negotiator "
    "delegate envoy ambassador general adviser advisor lawyer".split()
)
"""Whom a side or a body has; whose "its mayor" is, a town is asked."""
OWNERS = SIDES | {"institution", "media"}
"""Who has spokesmen, officers and doctors of its own."""


def resolve_speaker(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return who speaks, best first."""
    asked = replace(ask, words=_author(ask.words.strip()))
    low = asked.words.casefold().strip(" .,'’")
    noun = _account(low)
    if noun:
        found = _maker(scene, asked, noun) or _earlier(scene, asked, "it")
        if found:
            return found
    if low in PERSON | THING | MANY:
        return _earlier(scene, asked, low) or resolve_side(scene, asked)
    found = _named_or_office(scene, asked)
    if found:
        return found
    person = person_in(scene, ask)
    if person is not None:
        return (_person(scene, ask, person),)
    return _one_of(scene, asked) or _again(scene, asked) or _described_side(scene, asked) or (role_link(scene, asked),)


def plain_case(words: str) -> str:
    """Write the label of a transcript as a text would: "SENIOR ADMINISTRATION OFFICIAL" small, "COL. WARREN" as a name."""
    parts = words.split()
    if len(words) < 2 or not words.isupper() or not any(singular(key(part)) in ROLE | HONORIFICS or part in ASKING for part in parts):
        return words
    if parts[-1] in ASKING:
        return "journalist"
    return words.lower() if singular(key(parts[-1])) in ROLE else words.title()


def _author(words: str) -> str:
    found = ACCOUNT.match(words)
    return found.group(1) if found else words


def _account(low: str) -> str:
    """Return the noun of "the report", "its authors"; empty for anything else."""
    parts = low.split()
    if (
        len(parts) <= 3
        and parts[:1]
        and parts[0] in ("the", "its", "this", "that", "their")
        and singular(parts[-1]) in ACCOUNTS
    ):
        return singular(parts[-1])
    return ""


def _maker(scene: Scene, ask: Ask, noun: str) -> tuple[Link, ...]:
    """Return who made the report that the text named before: "the report by the UN Commission of Inquiry"."""
    before = scene.text[: ask.start]
    for found in reversed(list(re.finditer(rf"\b{noun}s?\b(?: \([^)]*\))? (?:by|from|of) ([^.;:\n]{{3,80}})", before))):
        words = found.group(1).split()
        for size in range(len(words), 0, -1):
            links = scene.catalogue.look_up(" ".join(words[:size]), scene.on)
            if links:
                return (replace(links[0], reason=f'"{ask.words}" by {links[0].name}', score=0.7),)
    return ()


def _named_or_office(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read names of bodies and sides and holders of office, but "a YPG commander" as a role."""
    parts = clean(ask.words).split()
    head = singular(parts[-1]) if parts else ""
    whole = bool(scene.catalogue.names.get(bare(ask.words)))
    if head in ROLE and not whole:
        return offices_in(scene, ask.words)
    found = named(scene, ask)
    if (
        found
        or len(parts) < 2
        or parts[-1].casefold() not in ("agency", "newspaper", "website")
        or not parts[0][:1].isupper()
    ):
        return found
    name = " ".join(part for part in parts[:-1] if part != "news")
    return (Link(f"speaker:{slug(name)}", name, "media", 0.5, f'"{ask.words}"'),)


def _one_of(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "one of its commanders" and "the group's radio": the owner's name before the role."""
    found = re.match(r"(?:one|some|two|several|many) of (its|their|his) ([\w -]+)$", ask.words, re.IGNORECASE)
    if found:
        owners = pronoun(scene, replace(ask, words=found.group(1), fighters=True), found.group(1).casefold())
        noun = found.group(2).split()
        rest = " ".join([*noun[:-1], singular(noun[-1])]) if ask.words.casefold().startswith("one") else found.group(2)
        return (_of_owner(scene, owners[0], rest, ask),) if owners else ()
    own = re.match(r"(its|their|his|her) ([^,]+)", ask.words, re.IGNORECASE)
    if own and last_noun(clean(own[2]).split(" of ")[0]) in OWNED:
        owners = pronoun(scene, replace(ask, words=own[1], role="mention"), own[1].casefold())
        side = side_behind(scene, owners[0]) if owners and owners[0].kind in ("role", "person") else owners[0] if owners else None
        return (_of_owner(scene, side, own[2], ask),) if side is not None and side.kind in OWNERS else ()
    owned = re.match(r"((?:the|this|that) [\w-]+)['’]s ([^,]+)", ask.words, re.IGNORECASE)
    owners = described(scene, replace(ask, words=owned.group(1), role="mention")) if owned else ()
    return (_of_owner(scene, owners[0], owned.group(2), ask),) if owned and owners else ()


def _of_owner(scene: Scene, owner: Link, rest: str, ask: Ask) -> Link:
    name = f"{before_noun(scene, owner)} {generic_name(rest)}"
    return replace(speaker_link(name, f'"{rest}" of {owner.name}'), within=(owner.id, *owner.within), country=owner.country)


def _described_side(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "rebels", "the army", "the group": a side that speaks; roles and bystanders stay what they are."""
    phrase = clean(ask.words)
    head = singular(phrase.split(" of ")[0].split()[-1]) if phrase.split() else ""
    known = bool(scene.catalogue.describe(phrase))
    if (head in ROLE or head in PEOPLE or head in ("police", "monitor", "observatory")) and not known:
        return ()
    return described(scene, ask)


def _earlier(scene: Scene, ask: Ask, low: str) -> tuple[Link, ...]:
    """Return the speaker before: "it said", "they say", "the report"."""

    def fits(heard: Heard) -> float | None:
        person = heard.link.kind in ("role", "person")
        if low in PERSON:
            return 0.3 if person and not heard.plural and can_be(scene, heard, low) else None
        if low in MANY:
            return 0.0 if heard.plural or heard.link.kind in ("armed", "army") else -0.4
        return -0.5 if person and heard.link.id.startswith("speaker:") else 0.0

    return link_to(scene, rank(scene, scene.speakers, ask.start, fits), f'"{ask.words}" for who spoke before')


def _person(scene: Scene, ask: Ask, name: str) -> Link:
    """Name the holder of a public office; anyone else is the role that the document gives, or "unnamed person"."""
    full = full_name(scene, name)
    holder = scene.catalogue.holder(full, scene.on)
    if holder is not None:
        return holder_link(scene, holder, "named")
    role, public = public_role(scene, ask.words, name)
    if public:
        link = Link(f"speaker:{slug(full)}", full, "role", 0.7, f'named, with a public office: "{role}"')
        return with_side(scene, ask, link, role)
    if role and re.search(rf"\b(?:of|for) (?:[A-Z][\w.'’-]+ )*{re.escape(full.split()[-1])}", ask.words):
        return speaker_link(generic_name(role), f'"{role}" of a person')  # not the spokesman of who is spoken of
    if role:
        return role_link(scene, replace(ask, words=role))
    return Link(NOBODY, "unnamed person", "role", 0.3, "a person without a public role in the text")


def _again(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return the speaker that a definite phrase takes up: "the monitor" after "a monitoring group"."""
    if not scene.definite(ask.start, ask.words):
        return ()
    parts = [singular(part) for part in key(clean(ask.words)).split(" ")]
    publisher = scene.publisher
    if publisher is not None and len(parts) == 1 and parts[0] in key(publisher.name).split(" "):
        return (replace(publisher, reason=f'"{ask.words}" that publishes this'),)
    for heard in scene.before(scene.speakers, ask.start):
        words = [singular(word) for word in key(f"{heard.words} {heard.link.name}").split(" ")]
        same = all(any(_same_stem(part, word) for word in words) for part in parts)
        same = same and not (parts[-1] in BODIES | {"government"} and heard.noun in ROLE)  # of "a government minister"
        if same and heard.plural == is_plural(ask.words.split()[-1]):
            return (replace(heard.link, reason=f'"{ask.words}" for "{heard.words}"', score=0.7),)
    return ()


def _same_stem(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and (other.startswith(one) or (one.startswith(other) and len(other) > 4)))
