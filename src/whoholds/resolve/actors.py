"""Whom words mean in a document: names, pronouns, descriptions, and phrases that stay what they are."""

from __future__ import annotations

from dataclasses import replace

from whoholds.actors.names import branch_of
from whoholds.actors.nouns import ARMS, BODIES, DEFENDING, ENEMY, MEMBERS, NON_STATE, PEOPLE, singular
from whoholds.actors.persons import names_a_group
from whoholds.actors.spelling import bare, clean, key
from whoholds.records import Link
from whoholds.resolve.antecedents import antecedent_of
from whoholds.resolve.asking import (
    SIDES,
    Ask,
    forces_of,
    generic_name,
    in_own_words,
    new_link,
    side_behind,
    with_opponent,
)
from whoholds.resolve.descriptions import described
from whoholds.resolve.forces import nation
from whoholds.resolve.gender import can_be
from whoholds.resolve.lands import land_of_leader
from whoholds.resolve.persons import NOBODY, offices_in, person_link
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

FIRST = frozenset(["we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine"])
THING = frozenset(["it", "its", "itself"])
MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
PERSON = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
POSSESSIVE = frozenset(["its", "their", "his", "her", "our", "my"])
FIGHTING = frozenset(
    [
        "capture",
        "hold",
        "advance",
        "withdraw",
        "siege",
        "clash",
        "strike",
        "attack",
        "abuse",
        "deploy",
        "strength",
        "defect",
        "territory",
        "finance",
        "supply",
    ]
)
"""Types whose actors are armed sides and states rather than people."""
FRIENDS = frozenset(
    ["ally", "friend", "backer", "supporter", "opponent", "enemy", "partner", "foe", "rival", "proxy", "adversary"]
)
THINGS = frozenset(
    "position target checkpoint building bunker vehicle tank depot store cache area tunnel site headquarters base camp boat "
    "weapon system launcher mortar refinery facility compound house stronghold bridge truck post warehouse factory gun oilfield "
    "bomb excavator bulldozer entrance trench barge ship ammunition tanker".split())
"""What a side has rather than is."""
OWN_MEN = frozenset(
    [
        "fighter",
        "militant",
        "gunman",
        "man",
        "jihadist",
        "guerrilla",
        "insurgent",
        "commander",
        "unit",
        "militiaman",
        "recruit",
    ]
)
"""Members that an armed group rather than a state is said to have."""


WHOLE = frozenset(["parties", "sides", "communities", "factions"])
"""What "all" makes one thing of."""
FOLK = frozenset("people community citizen population civilian minority society".split())
"""People whom a state has."""
WORDS_OF = frozenset(
    "boast claim announcement statement assertion declaration denial promise threat vow pledge admission hope fear insistence "
    "contention allegation warning belief report assurance".split()
)
"""Nouns whose owner says, or thinks, what the clause after them tells."""


def resolve_side(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return whom the words mean, best first; a phrase that nothing is known of stands for itself."""
    words = ask.words.strip()
    low = words.casefold().strip(" .,'’")
    if low in FIRST and words != "US":
        return _first_person(scene, ask, "") or _generic(scene, ask)
    if low in THING | MANY | PERSON and words not in ("US", "IT"):
        return _forces_if_owned(scene, ask, low, pronoun(scene, ask, low)) or _generic(scene, ask)
    if low == "comrades":
        return _first_person(scene, ask, "fighter") or _generic(scene, ask)
    opening, _, rest = words.partition(" ")
    if opening.casefold() in POSSESSIVE and rest:
        found = _possessed(scene, ask, opening.casefold(), rest)
        if found:
            return found
    if ask.role == "target" and ask.type in ("destroy", "strike") and _is_thing(words):
        return _generic(scene, ask)
    return named(scene, ask) or described(scene, ask) or _counted(scene, ask) or person_link(scene, ask) or _generic(scene, ask)


def _counted(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "half a million Rohingya" as the Rohingya."""
    plain = clean(ask.words)
    return named(scene, replace(ask, words=plain)) if plain != ask.words and plain[:1].isupper() and " " not in plain else ()


def _is_thing(words: str) -> bool:
    """Tell "ISIL fighting positions", which are struck as such, from "ISIL fighters", who are ISIL."""
    parts = clean(words.split(" of ")[0]).split()
    return len(parts) > 1 and singular(parts[-1]) in THINGS


def _forces_if_owned(scene: Scene, ask: Ask, low: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Read "its" of "its withdrawal", said of a ministry, as the forces of that state."""
    if not links or low not in POSSESSIVE or ask.type not in FIGHTING or links[0].kind != "institution":
        return links
    side = side_behind(scene, links[0])
    return (replace(forces_of(scene, side), reason=links[0].reason),) if side and side.kind in SIDES else links


def named(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return the sides and office holders that go by the words."""
    links = in_own_words(scene, ask.words, scene.catalogue.look_up(ask.words, scene.on) or nation(scene, ask))
    if links and links[0].id in scene.catalogue.vague:
        found = described(scene, ask)
        own_name = key(ask.words).removeprefix("the ") in (key(links[0].name), key(links[0].name).split(" ")[0])
        return links if own_name and found and found[0].kind == "army" else found or links
    if links:
        return _in_context(scene, ask, links)
    return _of_holder(scene, ask) or offices_in(scene, ask.words) or _known_phrase(scene, ask)


def _in_context(scene: Scene, ask: Ask, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Prefer the side of the country that the text speaks of, where a name has several owners."""
    if len(links) == 1:
        return links
    country = scene.country(ask.start)
    heard = {h.link.id for h in scene.sides}
    homes = {link.id: scene.catalogue.countries.get(link.id, ()) for link in links}
    if country and all(link.kind == "institution" and homes[link.id] and country not in homes[link.id] for link in links):
        return tuple(link for link in links if link.id in heard)  # "the UN envoy" where none of those that are known serves

    def better(link: Link) -> tuple[float, str]:
        at_home = country in homes[link.id]
        return (-(link.score + (0.3 if at_home else 0.0) + (0.2 if link.id in heard else 0.0)), link.id)

    return tuple(sorted(links, key=better))


def _of_holder(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "President Bashar al-Assad's forces", "the forces of Khalifa Haftar": the forces of what the office belongs to."""
    owner, _, rest = ask.words.replace("’", "'").partition("'s ")
    if not rest:
        rest, _, owner = clean(ask.words).partition(" of ")
    if not owner or not rest or singular(rest.split()[-1]) not in MEMBERS | ARMS | {"army", "military"}:
        return ()
    state = scene.catalogue.seats.get(key(owner))
    if state is not None and len(rest.split()) < 3:
        return (scene.catalogue.link(state.branch("forces"), 0.7, f"forces of the government in {owner}", scene.on),)
    holders = offices_in(scene, owner)
    actor = scene.catalogue.actor(holders[0].within[0]) if holders and holders[0].within else None
    if actor is None:
        return ()
    return (forces_of(scene, scene.catalogue.link(actor.id, 0.8, f"forces of {holders[0].name}", scene.on)),)


def _known_phrase(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Read "the ministry" after "the Ministry of Defence", "the 507th" after "507th Wing": the end of a longer name."""
    wanted = bare(ask.words)
    if not any(char.isupper() for char in ask.words[1:]) or len(wanted) < 4:
        return ()
    for heard in scene.before(scene.sides, ask.start):
        full = bare(heard.words)
        if (
            heard.link.id.startswith("new:")
            and full != wanted
            and (full.startswith(f"{wanted} ") or full.endswith(f" {wanted}"))
        ):
            return (replace(heard.link, reason=f'short for "{heard.words}"', score=0.7),)
    return ()


def pronoun(scene: Scene, ask: Ask, low: str) -> tuple[Link, ...]:
    """Return the antecedents of a pronoun."""
    barred = ask.barred | (_doers(scene, ask) if low in PERSON else frozenset())

    def fits(heard: Heard) -> float | None:
        if heard.link.id in barred or (low in PERSON and not can_be(scene, heard, low)):
            return None
        return _pronoun_fit(heard, low, ask)

    owner = _who_says(scene, ask)
    if owner is not None and fits(owner) is not None:
        return (replace(owner.link, score=0.8, reason=f'"{ask.words}" for whose word it is: "{owner.words}"'),)
    told = rank(scene, [*scene.sides, *_ahead(scene, ask)], ask.start, fits)
    found = link_to(scene, told, f'"{ask.words}" for what was told of before')
    return found or (land_of_leader(scene, ask, barred) if low in THING else ())


def _doers(scene: Scene, ask: Ask) -> frozenset[str]:
    """Return the ids of who does what a pronoun suffers: "him" of "she urged him" is not she (binding principle B)."""
    sentence, token = scene.sentence(ask.start), scene.token(ask.start)
    if sentence is None or token is None or token.head < 0 or not token.deprel.startswith(("obj", "iobj", "obl")):
        return frozenset()
    doers = [t for t in sentence.tokens if t.head == token.head and t.deprel.startswith("nsubj") and t.index != token.index]
    named = {h.link.id for h in scene.sides for t in doers if h.start <= t.start < h.end}
    for doer in doers:
        low = doer.words.casefold()
        meant = pronoun(scene, replace(ask, words=doer.words, start=doer.start, end=doer.end), low) if low in PERSON else ()
        named |= {link.id for link in meant[:1]}
    return frozenset(named - {NOBODY})


def _who_says(scene: Scene, ask: Ask) -> Heard | None:
    """Return whose word a clause is the content of: "it" of "the government's boast that it had cleansed the town"."""
    sentence, token = scene.sentence(ask.start), scene.token(ask.start)
    if sentence is None or token is None or not token.deprel.startswith("nsubj") or token.head < 0:
        return None
    verb = sentence.tokens[token.head]
    noun = sentence.tokens[verb.head] if verb.head >= 0 and verb.deprel in ("acl", "ccomp") else None
    if noun is None or noun.lemma.lower() not in WORDS_OF:
        return None
    owners = [t for t in sentence.tokens if t.head == noun.index and t.deprel == "nmod:poss"]
    return next((h for h in scene.sides for t in owners if h.start <= t.start < h.end), None)


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
    if low in PERSON:  # "the enemy has lost every post but the one where he still sits"
        return 0.3 if person and not heard.plural else 0.2 if heard.noun in ENEMY else None
    if person and not heard.plural:
        return None
    bonus = 0.0
    if ask.type in FIGHTING and ask.role == "actor":
        bonus += 0.25 if kind in SIDES else 0.0 if kind == "institution" else -0.3
    if kind == "media" and ask.role != "source":
        bonus -= 0.25
    if ask.fighters:
        bonus += 0.4 if kind == "armed" else 0.0
    if low in THING:
        if kind in ("people", "role") or (heard.plural and heard.link.id.startswith("new:")):
            return None
        return bonus + (0.0 if heard.plural else 0.15)
    if kind in ("state", "government"):
        bonus -= 0.25
    return bonus + (0.2 if heard.plural else 0.0)


def _first_person(scene: Scene, ask: Ask, noun: str) -> tuple[Link, ...]:
    """Return the side of who speaks, else of who publishes; its forces where the noun says so."""
    speaker = ask.speaker or scene.publisher
    if ask.speaker is not None and ask.words.casefold() in ("i", "me") and ask.speaker.kind in ("role", "person"):
        return (replace(ask.speaker, reason=f'"{ask.words}" is who speaks'),)
    side = side_behind(scene, speaker) if speaker is not None else None
    if speaker is None or side is None:
        return ()
    if (noun in MEMBERS | ARMS and noun != "leader") or (ask.type in FIGHTING and side.kind == "government"):
        side = forces_of(scene, side)
    return (replace(side, reason=f'"{ask.words}" said by {speaker.name}', score=0.75),)


def _friends(scene: Scene, ask: Ask, own: Ask, rest: str) -> tuple[Link, ...]:
    """Read "its rebel allies" as the rebels, "its allies" as allies of its owner."""
    parts = clean(rest).split()
    if len(parts) > 1:
        plain = f"{parts[-2]}s" if not parts[-2].endswith("s") else parts[-2]
        found = described(scene, replace(ask, words=plain)) if scene.catalogue.describe(plain) else ()
        if found:
            return found
    owners = _first_person(scene, own, "") if own.words in FIRST else pronoun(scene, own, own.words)
    noun = "allies" if singular(parts[-1]) == "friend" else clean(rest)
    name = f"{noun} of {_with_article(owners[0])}" if owners else clean(rest)
    return (new_link(name, "armed", f'"{ask.words}"', owners[0].country if owners else None),)


def _with_article(link: Link) -> str:
    """Write "the Syrian army" and "the United States", but "Islamic State" and "Turkey"."""
    takes = link.kind in ("army", "government", "coalition", "institution") or link.name.startswith(
        ("United", "Netherlands")
    )
    return f"the {link.name}" if takes else link.name


def _possessed(scene: Scene, ask: Ask, owner: str, rest: str) -> tuple[Link, ...]:
    """Read "its fighters", "our forces", "its allies": the owner, or what stands beside it."""
    noun = singular(rest.split()[-1])
    own = replace(ask, words=owner)
    if noun in FRIENDS:
        return _friends(scene, ask, own, rest)
    links = scene.catalogue.look_up(rest, scene.on)
    if links and links[0].kind != "people":
        return links
    if owner in FIRST:
        return _first_person(scene, own, noun) if noun in MEMBERS | ARMS | BODIES else ()
    if noun in DEFENDING or noun == "country":
        return described(scene, replace(ask, words=rest)) if noun in DEFENDING else land_of_leader(scene, ask, ask.barred)
    if noun in FOLK and noun not in ARMS | BODIES:
        return _folk_of(scene, ask, own, rest)
    if noun not in MEMBERS | ARMS | BODIES:
        return ()
    branch = branch_of(key(rest).split(" "))
    owners = pronoun(scene, replace(own, fighters=noun in OWN_MEN), owner)
    state = scene.catalogue.state(owners[0].country) if owners else None
    if owners and owners[0].kind in ("role", "institution"):
        side = side_behind(scene, owners[0])
        beside = owners if owners[0].kind == "institution" else ()  # "his men" are not the commander
        return (replace(forces_of(scene, side), reason=f'"{ask.words}"'),) if side and side.kind in SIDES else beside
    if owners and state is not None and branch not in ("", "state") and owners[0].kind not in ("armed", "coalition"):
        return (scene.catalogue.link(state.branch(branch), 0.7, f'"{rest}" of {owners[0].name}', scene.on),)
    return owners


def _folk_of(scene: Scene, ask: Ask, own: Ask, rest: str) -> tuple[Link, ...]:
    """Read "its communities", said of a state, as Syrian communities."""
    owners = pronoun(scene, own, own.words)
    if not owners or owners[0].kind not in ("state", "government", "army") or owners[0].country is None:
        return ()
    state = scene.catalogue.state(owners[0].country)
    if state is None or not state.adjectives:
        return ()
    name = f"{state.adjectives[0]} {clean(rest).removeprefix('own ')}"
    return (new_link(name, "people", f"people of {state.name}", state.code),)



def state_body(scene: Scene, name: str) -> tuple[Link, ...]:
    """Read "Russia's defence ministry" as the Russian defence ministry, a body of that state."""
    owner, _, rest = name.replace("’", "'").partition("'s ")
    body = bool(rest) and singular(rest.split()[-1]) in BODIES
    states = scene.catalogue.adjectives.get(key(owner), ()) if body else ()
    if not states or not states[0].adjectives:
        return ()
    within = (states[0].branch("government"), states[0].id)
    link = new_link(f"{states[0].adjectives[0]} {rest}", "institution", f"a body of {states[0].name}", states[0].code)
    return (replace(link, within=within),)


def _of_here(scene: Scene, ask: Ask, name: str) -> str:
    """Name whose residents and whose police are meant: "residents of Grozny", "Afghan police"."""
    if key(name) in ("residents", "inhabitants", "townspeople", "townsfolk"):
        town = antecedent_of(scene, ask.start, ask.end, "town")
        return f"residents of {town.name}" if town is not None else name
    state = scene.catalogue.state(scene.country(ask.start)) if key(name) in ("police", "riot police", "policemen") else None
    return f"{state.adjectives[0]} {name}" if state is not None and state.adjectives else name


def _all_of_them(scene: Scene, ask: Ask, name: str) -> str:
    """Keep the "all" that makes one thing of "all parties"."""
    said = scene.text[max(0, ask.start - 4) : ask.end].casefold()
    return f"all {name}" if name in WHOLE and said.startswith("all ") else name


def _without_members(scene: Scene, name: str) -> str:
    """Read "Harran Shield Brigade fighters" as the Harran Shield Brigade, though no catalogue holds it."""
    *before, last = name.split() or [""]
    proper = len(before) > 1 and all(part[:1].isupper() for part in before)
    plain = " ".join(before)
    members = proper and last.islower() and singular(last) in MEMBERS
    return plain if members and names_a_group(before[-1]) and key(before[-1]) not in scene.catalogue.adjectives else name


def _generic(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    name = with_opponent(scene, _without_members(scene, generic_name(ask.words)))
    noun = singular(name.split(" of ")[0].split()[-1]) if name.split() else ""
    owned = state_body(scene, name)
    if owned:
        return owned
    name = _of_here(scene, ask, _all_of_them(scene, ask, name))
    kind = (
        "armed"
        if noun in MEMBERS | NON_STATE
        else "people"
        if noun in PEOPLE
        else "institution"
        if noun in BODIES
        else "thing"
    )
    return (new_link(name, kind, "stands for itself", scene.country(ask.start) if kind != "thing" else None),)
