"""Whom a description means here: "the army", "the militants", "rebels", "the attackers", "Coalition aircraft"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from whoholds.actors.names import branch_of
from whoholds.actors.nouns import ARMS, BODIES, DEFENDING, ENEMY, MEMBERS, RELATIONAL, is_plural, singular
from whoholds.actors.spelling import clean, key
from whoholds.actors.states import MINISTRIES, State
from whoholds.records import Link
from whoholds.resolve.antecedents import antecedent_of
from whoholds.resolve.asking import APART, SIDES, Ask, forces_of, in_own_words, new_link, side_behind
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

ARMED_BRANCHES = frozenset({"army", "forces", "air force", "navy"})
ARMED_WORDS = frozenset({"army", "military", "troops", "soldiers", "navy", "warplanes", "commandos", "paratroopers"})
RULING = frozenset({"government", "regime", "junta", "authorities"})
ABROAD = 3
"""How many sentences back a foreign army still is "the military"."""
DROPPABLE = frozenset(
    [
        "islamist",
        "islamic",
        "jihadist",
        "militant",
        "extremist",
        "terrorist",
        "terror",
        "armed",
        "radical",
        "hardline",
        "remaining",
        "advancing",
        "retreating",
        "surviving",
        "brutal",
        "same",
        "extreme",
        "masked",
        "heavily",
        "suspected",
        "alleged",
        "captured",
        "wounded",
        "dead",
        "slain",
        "surrounded",
        "local",
        "new",
        "other",
        "various",
        "many",
        "all",
        "cornered",
        "defeated",
        "fleeing",
        "enemy",
        "hostile",
        "committed",
    ]
)
"""Modifiers that may be left out of a description; without "Kurdish" or "foreign" it would mean somebody else."""
MEANT = SIDES | {"institution"}
"""Kinds of what a description may mean."""
LOOSE = frozenset(
    [
        "group",
        "organisation",
        "organization",
        "movement",
        "fighter",
        "gunman",
        "man",
        "force",
        "raider",
        "killer",
        "assailant",
        "element",
        "band",
        "cult",
        "gang",
    ]
)
"""Nouns that fit any armed side that was told of."""

TOLD = {
    "attacker": ("attack", "clash", "capture", "advance"),
    "besieger": ("siege",),
    "defender": ("siege", "attack", "advance"),
}
"""In which types of claim to look for the side that a word is about."""
FIGHTERS = frozenset({"armed", "army"})
UNSURE = frozenset({"fighters", "group", "groups", "movement", "gunmen", "terrorist organisation", "militia"})
"""Descriptions too wide to mean a side that the text does not name."""
BODIES_APART, SENT_BY = APART | {"party", "body", "agency"}, frozenset({"representative", "delegate", "delegation", "negotiator"})
ANYBODY = frozenset({"man", "woman", "boy", "girl", "person", "child"})
"""Somebody, and no side."""
_NEW = re.compile(r"(?:an?|another|no|any) ", re.IGNORECASE)


def described(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom a description means here; empty where it fits nobody told of and nobody of the country."""
    phrase = re.sub(r"['’]s\b", "", clean(ask.words))
    parts = phrase.split(" of ")[0].split()
    if not parts:
        return ()
    ministry = branch_of([key(part) for part in phrase.split()])
    if ministry in MINISTRIES:
        return in_own_words(scene, phrase, branch_here(scene, ask.start, ministry, ask.barred))
    noun = singular(parts[-1])
    if _is_name(phrase.split(), parts, noun):
        return ()
    if parts == ["regime"]:
        told = next((h for h in scene.before(scene.sides, ask.start) if key(h.words).endswith(" regime")), None)
        if told is not None:
            return (replace(told.link, score=0.8, reason=f'"{ask.words}" for "{told.words}"'),)
    of = _members_of(scene, ask, phrase, noun)
    if of:
        return of
    if (noun == "gunman" and not scene.definite(ask.start, ask.words)) or parts[-1].casefold() in ANYBODY:
        return ()
    if noun in BODIES_APART and _NEW.match(ask.words):
        return ()  # "a group that monitors the war" is none that was told of before
    if noun in ENEMY:
        return _enemy(scene, ask)
    if noun in RELATIONAL | DEFENDING and len(parts) == 1:
        found = _in_the_fight(scene, ask, noun)
        if found:
            return found
    if noun in DEFENDING and len(parts) == 1 and ask.role != "mention":
        return defenders(scene, ask, phrase)
    return _by_branch(scene, ask, parts) or _by_description(scene, ask, phrase, noun) or _by_body(scene, ask, parts)


def _is_name(words: list[str], parts: list[str], noun: str) -> bool:
    """Tell "UN Group of Experts" and "Eastern Group of Forces", which are names, from "the group"."""
    capital = [word for word in words if word[:1].isupper()]
    return noun in LOOSE and parts[-1][:1].isupper() and len(capital) > 1 and len(parts[-1]) > 3


def _members_of(scene: Scene, ask: Ask, phrase: str, noun: str) -> tuple[Link, ...]:
    """Read "aircraft of the coalition", "soldiers of the caliphate", "columns of the enemy"."""
    _, of, rest = phrase.partition(" of ")
    if not of or noun not in MEMBERS | ARMS | SENT_BY:
        return ()
    inner = replace(ask, words=rest)
    found = scene.catalogue.look_up(rest, scene.on) or described(scene, inner)
    return found or ((new_link("coalition", "coalition", f'"{phrase}"'),) if rest == "the coalition" else ())


def _by_branch(scene: Scene, ask: Ask, parts: list[str]) -> tuple[Link, ...]:
    """Read "the army", "government troops", "police": a branch of the state that the text speaks of."""
    while len(parts) > 1 and key(parts[0]) in DROPPABLE | {"elite", "regular", "more", "additional", "fresh"}:
        parts = parts[1:]
    branch = branch_of([key(part) for part in parts])
    if branch in ("", "state") or key(" ".join(parts)) in (
        "forces",
        "leadership",
        "state",
        "fleet",
        "joint forces",
        "garrison",
    ):
        return ()
    ruling = _ruling(scene, ask, " ".join(parts)) if branch == "government" else ()
    if ruling:
        return ruling
    return in_own_words(scene, " ".join(parts), branch_here(scene, ask.start, branch, ask.barred))


def _ruling(scene: Scene, ask: Ask, words: str) -> tuple[Link, ...]:
    """Read "the regime" as the junta that the text told of, where one goes by the word; "the Government", written so by a ministry, as its own."""
    country = scene.country(ask.start)
    home = scene.publisher if scene.publisher is not None and scene.publisher.kind != "media" else None
    state = scene.catalogue.state(home.country) if home is not None else None
    if state is not None and re.search(r"\bthe Government\Z", scene.text[: ask.end]) and not scene.text[ask.end :].startswith((" of ", " in ")):
        return (scene.catalogue.link(state.branch("government"), 0.75, f'"{ask.words}" of those who publish', scene.on),)
    for heard in scene.before(scene.sides, ask.start):
        own = scene.catalogue.descriptions_of(heard.link.id)
        if heard.link.kind == "government" and heard.link.country == country and key(words) in own:
            return (replace(heard.link, score=0.7, reason=f'"{ask.words}" for "{heard.words}"'),)
    return ()


def branch_here(scene: Scene, spot: int, branch: str, barred: frozenset[str] = frozenset()) -> tuple[Link, ...]:
    """Return the branch ("army") of the country that the text speaks of; of a foreign one whose army alone acts there."""
    words = "army" if branch in ARMED_BRANCHES else branch
    state: State | None = scene.catalogue.state(country_of(scene, spot, words))
    if state is None or state.branch(branch) in barred:
        return ()
    return (scene.catalogue.link(state.branch(branch), 0.75, f"the text speaks of {state.name}", scene.on),)


def country_of(scene: Scene, spot: int, words: str) -> str | None:
    """Return the country whose army or body words mean: the one told of, but for "the military" after "Israeli troops raided Gaza".

    That is of the country whose army was heard of last to act in this land, where the land's own was not heard of yet; and "the government" is that of
    the country whose army or government was, where of the land only its name was told ("they fled to Bangladesh").
    """
    land, here = scene.country(spot), scene.sentence_of(spot)
    said, mere = set(key(words).split(" ")), _merely_named(scene, land, spot)
    if not said & (ARMED_WORDS | RULING if mere else ARMED_WORDS):
        return land
    bodies = [h for h in scene.before(scene.sides, spot) if h.link.kind in ("army", "government") and h.link.country]
    if any(h.link.country == land for h in bodies):
        return land
    if mere and not bodies:  # whom it fights says whose army it is: "soldiers" beside the Karen National Union are not of Thailand
        bodies = [h for h in scene.before(scene.sides, spot) if h.link.kind == "armed" and h.link.country]
    near = (h for h in bodies if mere or (h.link.kind == "army" and here - h.sentence <= ABROAD and scene.country(h.start) == land))
    return next((h.link.country for h in near), land)


def _merely_named(scene: Scene, land: str | None, spot: int) -> bool:
    """Tell a country of which nothing but its name was told, such as the one that people fled to: no town, no region."""
    told = [h for h in scene.places if h.link.country == land and h.link.kind not in ("country", "demonym")]
    return not told and (scene.publisher is None or scene.publisher.country != land)


def _by_body(scene: Scene, ask: Ask, parts: list[str]) -> tuple[Link, ...]:
    """Read "coalition aircraft", "army checkpoints", "rebel commanders" by the body before the members."""
    if len(parts) < 2 or singular(parts[-1]) not in MEMBERS | ARMS:
        return ()
    inner = singular(parts[-2])
    if inner not in BODIES | MEMBERS | {"allied"} or inner == "government":
        return ()
    # "allied jets" are those of the allies
    if inner == "allied" and singular(parts[-1]) not in ARMS | {"force"}:
        return ()  # "allied rebels" are rebels; "allied aircraft" are a coalition's
    words = " ".join([*parts[:-2], "coalition" if inner == "allied" else parts[-2]])
    return scene.catalogue.look_up(words, scene.on) or described(scene, replace(ask, words=words))


def _by_description(scene: Scene, ask: Ask, phrase: str, noun: str) -> tuple[Link, ...]:
    """Match a description with sides heard before, else with those of the country."""
    wanted = _wordings(phrase)
    known = [words for words in wanted if scene.catalogue.describe(words)]
    if not known and noun not in LOOSE:
        return ()
    broad = _broad(scene, ask, wanted)
    if broad:
        return broad

    heard = [*scene.sides, *_named_later(scene, ask, known)]
    ranked = rank(scene, heard, ask.start, _fitting(scene, ask, wanted, noun))
    if ranked:
        return link_to(scene, ranked, f'"{ask.words}" fits what was told of before')
    return _of_country(scene, ask, wanted)


def _broad(scene: Scene, ask: Ask, wanted: list[str]) -> tuple[Link, ...]:
    """Read "the rebels" in Syria as the Syrian rebels at large, though one of their groups was named."""
    country = scene.country(ask.start)
    for words in [each for each in wanted if each not in UNSURE] if country else ():
        for actor in scene.catalogue.describe(words, country, scene.on):
            if key(actor.name).endswith(f" {words}") and actor.id not in ask.barred | scene.catalogue.vague:
                return (scene.catalogue.link(actor.id, 0.7, f'"{ask.words}" in {country}', scene.on),)
    return ()


def _named_later(scene: Scene, ask: Ask, known: list[str]) -> list[Heard]:
    """Let "Kurdish fighters" be the side that the text names only later: a loose word first is usual in news."""
    vague = {actor.id for words in known[:1] for actor in scene.catalogue.describe(words)} & scene.catalogue.vague
    if not vague:
        return []
    later = [h for h in scene.sides if h.start > ask.end and h.link.id not in scene.catalogue.vague]
    return [
        replace(h, start=ask.start, end=ask.start, sentence=scene.sentence_of(ask.start), subject=False) for h in later
    ]


def _wordings(phrase: str) -> list[str]:
    """List a description and its shorter forms: "Islamist militants", "militants"."""
    parts = key(phrase).split(" ")
    forms = [" ".join(parts)]
    while len(parts) > 1 and parts[0] in DROPPABLE:
        parts = parts[1:]
        forms.append(" ".join(parts))
    if parts and not is_plural(parts[-1]):
        forms += [f"{form}s" for form in forms]
    return forms


def _fitting(scene: Scene, ask: Ask, wanted: list[str], noun: str) -> Callable[[Heard], float | None]:
    """Return what tells how well a side that was heard fits a description; None where it does not."""
    barred, country, single = ask.barred | scene.catalogue.vague, scene.country(ask.start), " " not in wanted[0]
    loose, one = noun in LOOSE and single, noun in ("group", "organisation", "organization")

    def fits(heard: Heard) -> float | None:
        link = heard.link
        if link.kind not in MEANT or link.id in barred:
            return None
        if link.id.startswith("new:"):
            return -0.2 if link.kind == "armed" and heard.noun == noun else None
        own = scene.catalogue.descriptions_of(link.id)
        place = next((i for i, words in enumerate(wanted) if words in own), None) if own else None
        if place is None and not (loose and link.kind == "armed"):
            return None
        many = one and is_plural(link.name.split()[-1])
        home = 0.0 if country is None or country in scene.catalogue.countries.get(link.id, (country,)) else -0.5
        return (-0.3 - (0.3 if many else 0.0) if place is None else 0.5 - 0.1 * place - (0.5 if many else 0.0)) + home

    return fits


def _of_country(scene: Scene, ask: Ask, wanted: list[str]) -> tuple[Link, ...]:
    country = country_of(scene, ask.start, wanted[-1])
    if country is None:
        return ()
    for words in wanted:
        usual = scene.catalogue.describe(words, country, scene.on)
        found = [a for a in usual if a.id not in ask.barred and a.kind in SIDES | {"people"}]
        vague = [a for a in found if a.id in scene.catalogue.vague]
        if found and (words not in UNSURE or vague or scene.definite(ask.start, ask.words)):
            meant = vague or [a for a in found if country in scene.catalogue.usual.get(a.id, ())] or found
            if len(found) > 1 and meant is found:
                return _some_of_country(scene, country, words)
            return (scene.catalogue.link(meant[0].id, 0.5, f'usual meaning of "{words}" in {country} then', scene.on),)
    return ()


def _some_of_country(scene: Scene, country: str, words: str) -> tuple[Link, ...]:
    """Name a side that could be one of several by its country alone: "South Sudanese rebels"."""
    state = scene.catalogue.state(country)
    if state is None or not state.adjectives or not is_plural(words.split(" ")[-1]):
        return ()
    name = f"{state.adjectives[0]} {words}"
    return (new_link(name, "armed", f'"{words}" in {country}, where several go by it', country),)


def _enemy(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom a side calls its enemy: whom it is known to have fought then, else the armed group told of most that is not its own."""
    speaker = ask.speaker or scene.publisher
    own = side_behind(scene, speaker) if speaker else None
    known = _known_foes(scene, ask, own)
    if known:
        return known
    friends = {own.id, *own.within, *scene.catalogue.allies(own.id, scene.on)} if own else set()
    for claim in scene.done if own else ():
        together = {f.link.id for f in claim.actors if f.link is not None}
        friends |= together if friends & together else set()

    def fits(heard: Heard) -> float | None:
        strange = heard.link.kind == "armed" and heard.link.id not in friends | ask.barred
        return 0.0 if strange and not heard.link.id.startswith("new:") else None

    everywhere = [replace(h, end=min(h.end, ask.start)) for h in scene.sides if not friends & set(h.link.within)]
    found = link_to(scene, rank(scene, everywhere, ask.start, fits), "the other side")
    return found or _of_country(scene, ask, ["terrorists", "militants", "rebels"])


def _known_foes(scene: Scene, ask: Ask, own: Link | None) -> tuple[Link, ...]:
    """Return the side that the catalogue knows as the foe of another on the day, in the country told of: the one heard most, else the most usual.

    Where nobody knows who speaks, it is the foe of most sides that the text names.
    """
    country, heard = scene.country(ask.start), Counter(h.link.id for h in scene.sides if h.link.kind in SIDES)
    found: list[str] = []
    for side in [own.id] if own else [id for id in sorted(heard) if id in scene.catalogue.actors]:
        found += [id for id in scene.catalogue.foes(side, scene.on) if own or id not in heard]
    foes = [id for id in found if id not in ask.barred and (country is None or _fights_in(scene, id, country, own))]
    best = max(foes, key=lambda id: (heard[id], foes.count(id), -foes.index(id)), default=None)
    if best is None:
        return ()
    why = f'"{ask.words}" of {own.name if own else "the sides named"}, whom it fought then'
    return (replace(forces_of(scene, scene.catalogue.link(best, 0.6, why, scene.on)), score=0.6, reason=why),)


def _fights_in(scene: Scene, id: str, country: str, own: Link | None) -> bool:
    """Tell whether a foe may be met in a country: its own, or, where another state makes war, the one that it came to."""
    abroad = scene.catalogue.actors[id].kind in ("government", "army", "state") and own is not None and own.country == country
    return abroad or country in scene.catalogue.countries.get(id, (country,))


def defenders(scene: Scene, ask: Ask, phrase: str) -> tuple[Link, ...]:
    """Name defenders whose side was not told after what they defend: never after whoever was heard most, who may be the attacker."""
    whole = phrase.partition(" of ")[2]
    place = None if any(char.isupper() for char in whole) else antecedent_of(scene, ask.start, ask.end, "place")
    if place is None or place.kind == "country":
        return ()
    return (new_link(f"defenders of {place.name}", "armed", f'"{ask.words}" of {place.name}', place.country),)


def _in_the_fight(scene: Scene, ask: Ask, noun: str) -> tuple[Link, ...]:
    """Return the side that attacks, besieges or defends in the fighting told before."""
    types = TOLD.get(noun, TOLD["attacker"])
    for claim in reversed(scene.done):
        if claim.trigger.start >= ask.start or claim.type not in types:
            continue
        fillers = claim.targets if noun in DEFENDING else claim.actors
        links = [
            f.link for f in fillers if f.link is not None and f.link.kind in FIGHTERS and f.link.id not in ask.barred
        ]
        if links:
            return (replace(links[0], reason=f'"{ask.words}" in "{claim.trigger.words}" before', score=0.6),)
    return ()
