"""The words that are asked about, and the links that answers are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whoholds.actors.names import own_wording
from whoholds.actors.nouns import ARMS, BODIES, MEMBERS, PEOPLE, singular
from whoholds.actors.spelling import clean, key, slug
from whoholds.records import Claim, Filler, Link
from whoholds.resolve.place_words import COMPASS
from whoholds.resolve.scene import Scene

SIDES = frozenset({"armed", "army", "coalition", "state", "government", "party"})
COMMON = frozenset(
    [
        "aid",
        "medical",
        "security",
        "state",
        "government",
        "military",
        "police",
        "local",
        "rebel",
        "army",
        "senior",
        "foreign",
        "health",
        "rescue",
        "human",
    ]
)
"""Words that begin common phrases ("Aid workers"): small, were they not first in their sentence."""
_SHARE_OF = re.compile(r"^(?:some|many|most|both|several|all) of (?:the|these|those) ", re.IGNORECASE)
_PEOPLE_AT = re.compile(r"^(?:all )?those ((?:in|at|near|from|under|without|around|inside|outside|\w+ing|\w{3,}ed)\b)", re.IGNORECASE)
"""Whom only "those" names: "those in need", "all those displaced"."""
_AFTER_COMMA = re.compile(r"(?<=\w), [^A-Z(]*$")
"""What follows a name after a comma and names nobody: "civilians, ten of his men"."""
_HYPHENED = re.compile(r"\b(anti-)?([A-Z]\w+)((?(1)|-(?:held|controlled|run|ruled|occupied)\b))")
SHARING = 5
"""Code points of " and "."""
COUNTED_MEN = frozenset({"strength", "deploy"})
"""Types whose trigger may be the very men that are counted: "4,000 Rwandan soldiers"."""
_NAMED_BODY = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Oo]ne) )?(?:[a-z][\w-]* )*(?:group|organi[sz]ation|agency|movement|militia|party|alliance|coalition|network|"
    r"charity|body|faction|watchdog|monitor|rival|ally|militants|rebels|affiliate|offshoot|successor|company|website|newspaper|foundation) "
    r"(?P<name>(?:al-|an-|ar-|as-)?[A-Z][\w'’-]*(?: (?:(?:al-|an-|ar-|as-)?[A-Z][\w'’-]*|of|the|for|in|and|without))*)"
)
"""A body told by what it is and by its name."""
APART = frozenset({"group", "organisation", "organization", "faction", "movement", "militia", "alliance", "network", "rival", "ally"})
_APPOSED = re.compile(r", (?:the )?")
PITY = frozenset(["innocent", "ordinary", "unarmed", "helpless", "defenceless", "defenseless"])


_ARTICLE = re.compile(r"\b(?:the|an?|this|these|those|both|its|their|his|her|our|(?:no|any)(?= (?:one|group|side|party|faction)\b)) ", re.IGNORECASE)


def article_before(text: str, spot: int) -> str:
    """Return the determiner right before a position, with its blank: a side's words leave it out, whom they mean hangs on it."""
    near = _ARTICLE.finditer(text, max(0, spot - 8), spot + 10)
    return next((found[0] for found in near if found.end() == spot), "")


@dataclass(frozen=True, slots=True)
class Ask:
    """Words whose meaning is asked."""

    words: str
    start: int
    end: int
    role: str = "actor"
    """actor, target, source, or mention where no claim asks."""
    type: str = ""
    """Type of the claim."""
    barred: frozenset[str] = frozenset()
    """Ids that it cannot be: those in the other roles of the claim."""
    fighters: bool = False
    """Whether the words are about fighters, whom an armed group has."""
    speaker: Link | None = None
    """Who says the claim, for "we" and "our"."""


def side_behind(scene: Scene, link: Link) -> Link | None:
    """Return the side that a speaker speaks for: a spokesman's army, a ministry's state."""
    if link.kind in SIDES:
        return link
    actor = next((scene.catalogue.actor(id) for id in link.within if _is_side(scene, id)), None)
    if actor is None:
        return link if link.kind not in ("media",) else None
    return scene.catalogue.link(actor.id, 0.7, "speaks for it", scene.on)


def _is_side(scene: Scene, id: str) -> bool:
    actor = scene.catalogue.actor(id)
    return actor is not None and actor.kind in SIDES


def forces_of(scene: Scene, side: Link) -> Link:
    """Return the armed forces of a state or government; an armed group is its own."""
    if side.kind in ("armed", "army", "coalition"):
        return side
    state = scene.catalogue.state(side.country)
    if state is not None and side.id in dict(state.ids).values():
        return scene.catalogue.link(state.branch("forces"), 0.7, f"forces of {side.name}", scene.on)
    arm = scene.catalogue.arms.get(side.id)
    return side if arm is None else scene.catalogue.link(arm, 0.7, f"forces of {side.name}", scene.on)


def new_link(name: str, kind: str, reason: str, country: str | None = None) -> Link:
    """Make a link to something that the catalogue does not hold."""
    return Link(f"new:{slug(name)}", name, kind, 0.4, reason, country=country)


def by_name(scene: Scene, words: str) -> str:
    """Leave out what a body is before its name: "the medical organisation Physicians Abroad", "its rival Faylaq al-Rahman"."""
    found = _NAMED_BODY.fullmatch(words)
    if found is None or scene.catalogue.look_up(words, scene.on) or found["name"] in scene.people.values():
        return words
    return str(found["name"])


def without_what_it_is(scene: Scene, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Leave out "a smaller group" beside "the National Liberation Army", which names it, and "the south-east", which acts not."""

    def named_by(one: Filler, other: Filler) -> bool:
        between = scene.text[one.end : other.start]
        token = scene.token(other.start + len(other.words) - len(other.words.split()[-1]))
        beside = between == " " or (_APPOSED.fullmatch(between) is not None and token is not None and token.deprel == "appos")
        return beside and other.words[:1].isupper()

    bodies = [one for one in fillers if singular(one.words.split()[-1].casefold()) in APART]
    told = {one for one in bodies for other in fillers if other.start > one.end and named_by(one, other)}
    return tuple(one for one in fillers if one not in told and one.words.casefold() not in COMPASS)


def with_noun(scene: Scene, claim: Claim, filler: Filler, beside: tuple[Filler, ...]) -> str:
    """Give "Kurdish" of "Kurdish and Iraqi troops" the noun that it shares, "Rwandan" the soldiers that its claim counts.

    The FARDC of "the FARDC and M23 rebels" are no rebels.
    """
    text, known = scene.text, scene.catalogue.look_up(filler.words, scene.on)
    if known and known[0].kind not in ("people", "state"):
        return filler.words
    counted = text[filler.end : claim.trigger.start] == " " and singular(claim.trigger.words.casefold()) in MEMBERS
    if counted and claim.type in COUNTED_MEN and known and key(filler.words) in scene.catalogue.adjectives:
        return f"{filler.words} {claim.trigger.words}"
    for other in beside:
        shares = 0 < other.start - filler.end <= SHARING and text[filler.end : other.start] in (" and ", " or ")
        if shares and " " in other.words and " " not in filler.words and filler.words[:1].isupper():
            return f"{filler.words} {other.words.split()[-1]}"
    return filler.words


def in_own_words(scene: Scene, words: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Keep how a text calls a ministry: "the defence ministry" of Iraq is the Iraqi defence ministry."""
    state = scene.catalogue.state(links[0].country) if links and links[0].kind == "institution" else None
    if state is None or links[0].id not in state.ministries:
        return links
    return (replace(links[0], name=own_wording(state, clean(words)) or links[0].name), *links[1:])


def with_holder(scene: Scene, words: str) -> str:
    """Write the side of "Isis-held areas" and "anti-ISIL forces" by its name."""

    def named(found: re.Match[str]) -> str:
        links = scene.catalogue.look_up(found[2], scene.on)
        return f"{found[1] or ''}{links[0].name}{found[3]}" if links and links[0].kind == "armed" else found[0]

    return _HYPHENED.sub(named, words) if "-" in words else words


def with_opponent(scene: Scene, words: str) -> str:
    """Write the side of "anti-ISIL forces" by its name; what is destroyed ("an ISIL-held building") is called as the text does."""
    return with_holder(scene, words) if words.startswith("anti-") else words


def generic_name(words: str) -> str:
    """Return a phrase as a name: no article, number or pity ("innocent civilians"), small at the start if common."""
    parts = clean(_AFTER_COMMA.sub("", _PEOPLE_AT.sub(r"people \1", _SHARE_OF.sub("", words)))).split()
    if len(parts) > 1 and parts[-1].startswith("(") and parts[-1].endswith(")"):
        parts = parts[:-1]
    if len(parts) > 1 and parts[-1] in ("here", "there"):
        parts = parts[:-1]
    while len(parts) > 1 and (parts[0].casefold() in PITY or (parts[0].casefold() in ("no", "any") and parts[1] != "one")):
        parts = parts[1:]
    if parts and parts[0][:1].isupper() and parts[0][1:].islower() and words.strip().startswith(parts[0]):
        common = key(parts[0]) in COMMON or singular(parts[0]) in MEMBERS | PEOPLE | ARMS | BODIES
        titled = len(parts) > 1 and all(part[:1].isupper() for part in parts)  # "Doctors Without Borders"
        parts[0] = parts[0].lower() if common and not titled else parts[0]
    return " ".join(parts)
