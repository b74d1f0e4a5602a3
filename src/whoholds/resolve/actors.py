"""Whom words mean in a document: names, pronouns, descriptions, and phrases that stay what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whoholds.actors.nouns import (
    ARMS,
    BODIES,
    DEFENDING,
    ENEMY,
    MEMBERS,
    NON_STATE,
    PEOPLE,
    RELATIONAL,
    is_plural,
    singular,
)
from whoholds.actors.spelling import bare, clean, key, slug
from whoholds.actors.states import State
from whoholds.actors.names import branch_of
from whoholds.records import Link
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

FIRST = frozenset("we us our ours ourselves i me my mine".split())
THING = frozenset("it its itself".split())
MANY = frozenset("they them their theirs themselves".split())
PERSON = frozenset("he him his himself she her hers herself".split())
POSSESSIVE = frozenset("its their his her our my".split())
FIGHTING = frozenset(
    "capture hold advance withdraw siege clash strike attack abuse deploy strength defect territory finance supply".split()
)
"""Types whose actors are armed sides and states rather than people."""
SIDES = frozenset({"armed", "army", "coalition", "state", "government", "party"})
FRIENDS = frozenset("ally friend backer supporter opponent enemy partner foe rival proxy adversary".split())
LEADER_WORDS = ("president", "prime minister", "premier", "foreign minister", "defence minister", "foreign secretary")


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
    speaker: Link | None = None
    """Who says the claim, for "we" and "our"."""


def resolve_side(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom the words mean, best first; a phrase that nothing is known of stands for itself."""
    words = ask.words.strip()
    low = words.casefold().strip(" .,'’")
    if low in FIRST and not words.isupper():
        return _first_person(scene, ask, "") or _generic(scene, ask)
    if low in THING | MANY | PERSON and words not in ("US", "IT"):
        return pronoun(scene, ask, low) or _generic(scene, ask)
    opening, _, rest = words.partition(" ")
    if opening.casefold() in POSSESSIVE and rest:
        found = _possessed(scene, ask, opening.casefold(), rest)
        if found:
            return found
    return named(scene, ask) or described(scene, ask) or _generic(scene, ask)


def named(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return the sides and office holders that go by the words."""
    links = scene.catalogue.look_up(ask.words, scene.on)
    if links and links[0].id in scene.catalogue.vague:
        narrower = described(scene, ask)
        return narrower or links
    if links:
        return _in_context(scene, ask, links)
    return _office_holder(scene, ask.words) or _known_phrase(scene, ask)


def _in_context(scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Prefer the side of the country that the text speaks of, where a name has several owners."""
    if len(links) == 1:
        return links
    country = scene.country(ask.start)
    heard = {h.link.id for h in scene.sides}

    def better(link: Link) -> tuple[float, str]:
        at_home = country in scene.catalogue.countries.get(link.id, ())
        return (-(link.score + (0.3 if at_home else 0.0) + (0.2 if link.id in heard else 0.0)), link.id)

    return tuple(sorted(links, key=better))


def holder_link(scene: Scene, id: str, name: str, office: str, side: str, reason: str) -> Link:
    """Make a link to a holder of a public office."""
    within = (side, *scene.catalogue.climb(side, scene.on))
    actor = scene.catalogue.actor(side)
    return Link(id, name, "role", 0.9, f"{reason}; {office}", country=actor.country if actor else None, within=within)


def _office_holder(scene: Scene, words: str) -> tuple[Link, ...]:
    """Read "Prime Minister Haider al-Abadi", "Turkey's president", "the American president"."""
    parts = clean(words.replace(",", " ")).split()
    for size in range(len(parts), 0, -1):
        holder = scene.catalogue.holder(" ".join(parts[-size:]), scene.on) if parts[-size][:1].isupper() else None
        if holder is not None and all(_is_title(part) for part in parts[:-size]):
            return (holder_link(scene, holder.id, holder.name, holder.office, holder.side, "named"),)
    return _serving(scene, words)


def _is_title(word: str) -> bool:
    return word[:1].islower() or key(word) in TITLES or key(word.removesuffix("'s").removesuffix("’s")) in TITLES


TITLES = frozenset(
    """president prime minister foreign defence secretary general mr mrs ms dr sir king emir sheikh ayatollah
    chancellor premier leader commander lt col gen maj brig colonel major captain spokesman spokeswoman chairman
    un envoy us russian turkish american british iraqi syrian iranian french german ukrainian israeli mullah abu-minister
    iraq syria turkey russia israel iran ukraine us's state former then supreme crown prince special field marshal
    vice deputy acting interior isis isil kurdish coalition his her excellency he hon rt prof""".split()
)


def _serving(scene: Scene, words: str) -> tuple[Link, ...]:
    """Read an office with its state: whoever serves on the day."""
    parts = bare(words).replace("'s ", " ").split(" ")
    for size in (1, 2):
        states = scene.catalogue.adjectives.get(" ".join(parts[:size]), ())
        office = " ".join(parts[size:])
        for state in states:
            for side in (state.id, state.branch("government")):
                holder = scene.catalogue.serving(side, office, scene.on) if office else None
                if holder is not None:
                    return (holder_link(scene, holder.id, holder.name, holder.office, holder.side, "served on that day"),)
    return ()


def _known_phrase(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "the ministry" after "the Ministry of Defence", "the 507th" after "507th Wing": the end of a longer name."""
    wanted = bare(ask.words)
    if not any(char.isupper() for char in ask.words[1:]) or len(wanted) < 4:
        return ()
    for heard in scene.before(scene.sides, ask.start):
        full = bare(heard.words)
        if heard.link.id.startswith("new:") and full != wanted and (full.startswith(f"{wanted} ") or full.endswith(f" {wanted}")):
            return (replace(heard.link, reason=f'short for "{heard.words}"', score=0.7),)
    return ()


# --- pronouns -----------------------------------------------------------------------------------------------------


def pronoun(scene: Scene, ask: Ask, low: str) -> tuple[Link, ...]:
    """Return the antecedents of a pronoun."""

    def fits(heard: Heard) -> float | None:
        if heard.link.id in ask.barred:
            return None
        return _pronoun_fit(heard, low, ask)

    reason = f'"{ask.words}" for what was told of before'
    return link_to(scene, rank(scene, [*scene.sides, *_ahead(scene, ask)], ask.start, fits), reason)


def _ahead(scene: Scene, ask: Ask) -> list[Heard]:
    """Let "with its opponents near, ISIS could" see the subject that follows in the same sentence."""
    here = scene.sentence_of(ask.start)
    if any(h.sentence == here and h.end <= ask.start for h in scene.sides) or ask.words.casefold() not in POSSESSIVE:
        return []
    following = [h for h in scene.sides if h.sentence == here and h.start > ask.end and h.subject]
    return [replace(h, start=ask.start, end=ask.start) for h in following[:1]]


def _pronoun_fit(heard: Heard, low: str, ask: Ask) -> float | None:
    kind = heard.link.kind
    person = kind in ("role", "person")
    if low in PERSON:
        return 0.3 if person and not heard.plural else None
    if person and not heard.plural:
        return None
    bonus = 0.0
    if ask.type in FIGHTING and ask.role == "actor":
        bonus += 0.25 if kind in SIDES else -0.3
    if kind in ("media", "institution") and ask.role != "source":
        bonus -= 0.25
    if low in THING:
        if kind in ("people", "role") or heard.plural and heard.link.id.startswith("new:"):
            return None
        return bonus + (0.0 if heard.plural else 0.15)
    if kind in ("state", "government"):
        bonus -= 0.25
    return bonus + (0.2 if heard.plural else 0.0)


def _first_person(scene: Scene, ask: Ask, noun: str) -> tuple[Link, ...]:
    """Return the side of who speaks, else of who publishes; its forces where the noun says so."""
    speaker = ask.speaker or scene.publisher
    if speaker is None:
        return ()
    side = side_behind(scene, speaker)
    if side is None:
        return ()
    if noun in MEMBERS | ARMS and noun not in ("leader", "hero"):
        side = forces_of(scene, side)
    elif ask.type in FIGHTING and speaker.kind in ("institution", "army"):
        side = forces_of(scene, side)
    return (replace(side, reason=f'"{ask.words}" said by {speaker.name}', score=0.75),)


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
    for actor in scene.catalogue.actors.values():
        if actor.kind in ("army", "armed") and any(tie.actor == side.id for tie in actor.ties if tie.kind == "part_of"):
            return scene.catalogue.link(actor.id, 0.7, f"forces of {side.name}", scene.on)
    return side


def _possessed(scene: Scene, ask: Ask, owner: str, rest: str) -> tuple[Link, ...]:
    """Read "its fighters", "our forces", "its allies": the owner, or what stands beside it."""
    noun = singular(rest.split()[-1])
    own = replace(ask, words=owner)
    if noun in FRIENDS:
        owners = _first_person(scene, own, "") if owner in FIRST else pronoun(scene, own, owner)
        name = f"{clean(rest)} of {owners[0].name}" if owners else clean(rest)
        return (new_link(name, "armed", f'"{ask.words}"', owners[0].country if owners else None),)
    links = scene.catalogue.look_up(rest, scene.on)
    if links and links[0].kind != "people":
        return links
    if owner in FIRST:
        return _first_person(scene, own, noun) if noun in MEMBERS | ARMS | BODIES else ()
    if noun not in MEMBERS | ARMS | BODIES:
        return ()
    branch = branch_of(key(rest).split(" "))
    owners = pronoun(scene, own, owner)
    state = scene.catalogue.state(owners[0].country) if owners else None
    if owners and state is not None and branch not in ("", "state") and owners[0].kind not in ("armed", "coalition"):
        return (scene.catalogue.link(state.branch(branch), 0.7, f'"{rest}" of {owners[0].name}', scene.on),)
    return owners


# --- descriptions -------------------------------------------------------------------------------------------------


def described(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom a description means here: "the army", "the militants", "rebels", "the attackers"."""
    phrase = clean(ask.words)
    parts = phrase.split(" of ")[0].split()
    if not parts:
        return ()
    noun = singular(parts[-1])
    if noun in ENEMY:
        return _enemy(scene, ask)
    if noun in RELATIONAL | DEFENDING and len(parts) == 1:
        found = _in_the_fight(scene, ask, noun)
        if found:
            return found
    return _by_branch(scene, ask, parts) or _by_description(scene, ask, phrase, noun)


def _by_branch(scene: Scene, ask: Ask, parts: list[str]) -> tuple[Link, ...]:
    """Read "the army", "government troops", "police": a branch of the state that the text speaks of."""
    branch = branch_of([key(part) for part in parts])
    if branch in ("", "state") or key(" ".join(parts)) in ("forces", "leadership", "state", "fleet", "joint forces"):
        return ()
    return branch_here(scene, ask.start, branch, ask.barred)


def branch_here(scene: Scene, spot: int, branch: str, barred: frozenset[str] = frozenset()) -> tuple[Link, ...]:
    """Return the branch ("army") that was heard of last, else that of the country spoken of."""
    country = scene.country(spot)
    state: State | None = scene.catalogue.state(country)
    if state is None or state.branch(branch) in barred:
        return ()
    name = scene.catalogue.actors[state.branch(branch)].name
    return (scene.catalogue.link(state.branch(branch), 0.75, f"the text speaks of {state.name}: {name}", scene.on),)


def _by_description(scene: Scene, ask: Ask, phrase: str, noun: str) -> tuple[Link, ...]:
    """Match a description with sides heard before, else with those of the country."""
    wanted = _wordings(phrase)
    group = noun in NON_STATE | MEMBERS | BODIES
    if not group and not any(scene.catalogue.describe(words) for words in wanted):
        return ()

    def fits(heard: Heard) -> float | None:
        return _described_fit(scene, ask, heard, wanted, noun)

    ranked = rank(scene, scene.sides, ask.start, fits)
    if ranked:
        return link_to(scene, ranked, f'"{ask.words}" fits what was told of before')
    return _of_country(scene, ask, wanted)


def _wordings(phrase: str) -> list[str]:
    """List a description and its shorter forms: "Islamist militants", "militants"."""
    parts = key(phrase).split(" ")
    forms = [" ".join(parts[first:]) for first in range(len(parts))]
    if parts and not is_plural(parts[-1]):
        forms += [f"{form}s" for form in forms]
    return forms


def _described_fit(scene: Scene, ask: Ask, heard: Heard, wanted: list[str], noun: str) -> float | None:
    if heard.link.id in ask.barred or heard.link.kind not in SIDES | {"institution"}:
        return None
    own = scene.catalogue.descriptions_of(heard.link.id)
    rank_of = next((i for i, words in enumerate(wanted) if words in own), None)
    if heard.link.id.startswith("new:"):
        return 0.0 if heard.noun == noun and heard.link.kind == "armed" else None
    if rank_of is not None:
        return 0.5 - 0.1 * rank_of
    if heard.link.kind == "armed" and noun in NON_STATE | {"fighter", "force", "man"} and len(wanted) == 1:
        return -0.3
    return None


def _of_country(scene: Scene, ask: Ask, wanted: list[str]) -> tuple[Link, ...]:
    country = scene.country(ask.start)
    if country is None:
        return ()
    for words in wanted:
        found = [a for a in scene.catalogue.describe(words, country, scene.on) if a.id not in ask.barred]
        vague = [a for a in found if a.id in scene.catalogue.vague]
        if found:
            chosen = (vague or found)[0]
            return (scene.catalogue.link(chosen.id, 0.5, f'usual meaning of "{words}" in {country} then', scene.on),)
    return ()


def _enemy(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom a side calls its enemy: the armed group told of most that is not its own."""
    own = side_behind(scene, ask.speaker or scene.publisher) if ask.speaker or scene.publisher else None
    friends = {own.id, *own.within} if own else set()

    def fits(heard: Heard) -> float | None:
        strange = heard.link.kind == "armed" and heard.link.id not in friends | ask.barred
        return 0.0 if strange and not heard.link.id.startswith("new:") else None

    everything = [replace(h, end=min(h.end, ask.start)) for h in scene.sides]
    return link_to(scene, rank(scene, everything, ask.start, fits), "the other side") or _of_country(
        scene, ask, ["terrorists", "militants", "rebels"]
    )


def _in_the_fight(scene: Scene, ask: Ask, noun: str) -> tuple[Link, ...]:
    """Return the side that attacks, or defends, in the fighting told before."""
    for claim in reversed(scene.done):
        if claim.trigger.start >= ask.start or claim.type not in ("attack", "clash", "capture", "advance", "siege", "strike"):
            continue
        fillers = claim.targets if noun in DEFENDING else claim.actors
        links = [f.link for f in fillers if f.link is not None and f.link.kind in SIDES and f.link.id not in ask.barred]
        if links:
            return (replace(links[0], reason=f'"{ask.words}" in "{claim.trigger.words}" before', score=0.6),)
    return ()


# --- phrases that stand for themselves ----------------------------------------------------------------------------


def _generic(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    name = generic_name(ask.words)
    noun = singular(name.split(" of ")[0].split()[-1]) if name.split() else ""
    kind = "armed" if noun in MEMBERS | NON_STATE else "people" if noun in PEOPLE else "institution" if noun in BODIES else "thing"
    return (new_link(name, kind, "stands for itself", scene.country(ask.start) if kind != "thing" else None),)


def new_link(name: str, kind: str, reason: str, country: str | None = None) -> Link:
    """Make a link to something that the catalogue does not hold."""
    return Link(f"new:{slug(name)}", name, kind, 0.4, reason, country=country)


PITY = frozenset("innocent ordinary unarmed helpless defenceless defenseless".split())


def generic_name(words: str) -> str:
    """Return a phrase as a name: no article, number or pity ("innocent civilians"), small at the start if common."""
    parts = clean(words).split()
    while len(parts) > 1 and parts[0].casefold() in PITY:
        parts = parts[1:]
    if parts and parts[0][:1].isupper() and parts[0][1:].islower() and words.strip().startswith(parts[0]):
        common = singular(parts[0]) in MEMBERS | PEOPLE | ARMS | BODIES and len(parts) == 1
        parts[0] = parts[0].lower() if common else parts[0]
    return " ".join(parts)
