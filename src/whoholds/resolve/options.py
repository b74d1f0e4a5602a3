"""What words could mean here: the rules' answer beside the other names that a reader would weigh.

Candidate generation for entity linking inside one document: what the rules say, the words themselves, sides and places heard
before and after, bodies of the state that the text speaks of, and the usual ways to build a name ("residents of Mosul").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from whoholds.actors.nouns import (
    ARMS,
    BODIES,
    DEFENDING,
    FORCES_OF_STATE,
    MEMBERS,
    NON_STATE,
    PEOPLE,
    STATE_BODIES,
    singular,
)
from whoholds.actors.spelling import clean, key
from whoholds.actors.states import State
from whoholds.records import Link
from whoholds.resolve.antecedents import antecedent_of
from whoholds.resolve.asking import Ask, generic_name, new_link, with_opponent
from whoholds.resolve.descriptions import country_of
from whoholds.resolve.gender import can_be
from whoholds.resolve.persons import ROLE, person_in
from whoholds.resolve.scene import Heard, Scene
from whoholds.resolve.traces import MOST, Trace, head_noun, is_named, traces, used_names
from whoholds.resolve.wordings import rewordings

OTHERS = 2
"""How many states beside the one that the text speaks of are weighed as whose."""
PRONOUNS = {
    word: kind
    for kind, words in {
        "it": "it its itself",
        "they": "they them their theirs themselves",
        "he": "he him his himself she her hers herself",
        "we": "we us our ours i me my mine ourselves",
        "which": "who which that both those others some many whom whose all there here",
    }.items()
    for word in words.split()
}
NUMBERED = re.compile(r"(\d+(?:st|nd|rd|th))\b (?=[A-Z])")
_OWNED = re.compile(r"^([A-Z][\w ]*?)['’]s? (\S.*)$")
_OWN_ARMY = re.compile(r"(?:North|South|East|West)(?:-?(?:[Ee]ast|[Ww]est))?(?:ern)? (?:[Aa]rmy|[Ff]leet|[Cc]orps)")
BRANCHES = ("army", "forces", "government", "police")
_WHOSE_PLACE = re.compile(r"(?<=\w )(?:the|that|this) (town|city|village|province|country|region|district|island|camp|base|port|airport)\b")
"""A place told of before inside a longer phrase: "the approaches to the town"."""
_CLASSES = (
    ("role", ROLE), ("people", PEOPLE), ("state forces", FORCES_OF_STATE), ("non-state", NON_STATE), ("state body", STATE_BODIES),
    ("arms", ARMS), ("body", BODIES), ("members", MEMBERS),
)  # fmt: skip


@dataclass(slots=True)
class Option:
    """One name that the words could stand for, and how it came to be thought of."""

    name: str
    link: Link
    tags: set[str] = field(default_factory=set)
    trace: Trace | None = None
    rank: int = -1


@dataclass(slots=True)
class Options:
    """The options of one filler, one a name."""

    found: dict[str, Option] = field(default_factory=dict)

    def add(self, name: str, link: Link, tag: str, trace: Trace | None = None, rank: int = -1) -> None:
        """Add a name, or one more way that leads to it."""
        option = self.found.setdefault(bare_key(name), Option(name, link))
        option.tags.add(tag)
        if trace is not None and option.trace is None:
            option.trace, option.rank = trace, rank


def bare_key(name: str) -> str:
    """Return the form under which two options are one."""
    return key(name).removeprefix("the ")


def noun_class(noun: str) -> str:
    """Return the class of a head noun: state forces, people, arms ..."""
    return next((name for name, nouns in _CLASSES if noun in nouns), "other")


def is_pronoun(words: str) -> bool:
    """Tell pronouns and other words that have no name of their own."""
    return words.casefold().strip(" .,'’") in PRONOUNS


def mention_of_speaker(words: str) -> bool:
    """Tell "we", "us", "our": whoever speaks."""
    return PRONOUNS.get(words.casefold().strip(" .,'’")) == "we"


def _speaks_for(scene: Scene, ask: Ask, link: Link) -> bool:
    """Tell whether "we" could be this side: one of the speaker's, or the publisher's, country."""
    voices = [voice for voice in (ask.speaker, scene.publisher) if voice is not None]
    countries = {voice.country for voice in voices} - {None}
    return not countries or link.country in countries or any(link.id in (voice.id, *voice.within) for voice in voices)


def side_options(scene: Scene, ask: Ask, links: Sequence[Link]) -> list[Option]:
    """Return who the words could be; the rules' answer first."""
    options, plain = Options(), with_opponent(scene, generic_name(ask.words))
    for number, link in enumerate(links[:3]):
        options.add(link.name, link, "rule" if number == 0 else "second")
    if person_in(scene, ask) is not None or _is_owned(ask, links):
        return list(options.found.values())  # whose name may be kept, and whose forces they are, is for the rules alone to say
    if is_exact(scene, ask, links):
        options.add(plain, replace(links[0], name=plain), "words")
        for tag, name in rewordings(plain, adjective_of(scene)):
            options.add(name, replace(links[0], name=name), tag)
        return list(options.found.values())
    if links and links[0].id.startswith("new:") and _is_own_army(scene, ask):
        return list(options.found.values())
    heard = _of_person(scene, ask, [*scene.sides, *scene.speakers] if ask.role == "source" else scene.sides)
    found = traces(scene, heard, ask)
    if mention_of_speaker(ask.words):
        found = [trace for trace in found if _speaks_for(scene, ask, trace.link)]
    if not is_pronoun(ask.words):
        options.add(plain, new_link(plain, _kind_of(plain), "stands for itself", scene.country(ask.start)), "words")
        _add_parts(options, scene, ask, plain)
        _add_rewordings(options, scene, ask, plain)
    fought = attackers(scene) if head_noun(ask.words) in HOLDING_OUT else frozenset()
    used = used_names(scene)
    for rank, trace in enumerate(_of_number(ask.words, found)):
        if trace.link.id in fought:
            continue  # "the defenders" are not whom they defend it against
        options.add(trace.link.name, trace.link, "heard", trace, rank)
        if trace.proper and bare_key(trace.proper) != bare_key(trace.link.name) and not 5 <= rank < MOST:
            options.add(trace.proper, replace(trace.link, name=trace.proper), "heard name", trace, rank)
        if trace.link.id in used:
            options.add(used[trace.link.id], replace(trace.link, name=used[trace.link.id]), "used", trace, rank)
    if not is_pronoun(ask.words):
        _add_state(options, scene, ask, plain)
        _add_other_states(options, scene, plain, found)
        _add_of_town(options, scene, ask, plain)
    return list(options.found.values())


def _of_person(scene: Scene, ask: Ask, heard: list[Heard]) -> list[Heard]:
    """Keep, for "he" and "she", the persons heard that they can mean; where none was, all."""
    low = ask.words.casefold().strip(" .,'’")
    if PRONOUNS.get(low) != "he":
        return heard
    return [one for one in heard if one.link.kind in ("role", "person") and not one.plural and can_be(scene, one, low)] or heard


def attackers(scene: Scene) -> frozenset[str]:
    """Return the ids of those who attacked, besieged or took places in the last claims."""
    fights = [claim for claim in scene.done[-ATTACKS:] if claim.type in ASSAULTS or (claim.type == "clash" and len(claim.actors) == 1)]
    return frozenset(f.link.id for claim in fights for f in claim.actors if f.link is not None)


def _of_number(words: str, found: list[Trace]) -> list[Trace]:
    """Keep, for a numbered unit ("the 507th ARW"), only those heard that bear its number."""
    number = NUMBERED.match(clean(words))
    return found if number is None else [trace for trace in found if number.group(1) in f"{trace.link.name} {trace.words}"]


def _is_owned(ask: Ask, links: Sequence[Link]) -> bool:
    """Tell "Baghdad's forces" and "its own people", whose owner is known: forces of the catalogue, the people of a state."""
    if links and links[0].reason.startswith("people of "):
        return True
    owned = re.search(r"['’]s? \w", ask.words) and links and links[0].id.startswith("actor:")
    return bool(owned) and links[0].reason.startswith("forces of ")


def is_exact(scene: Scene, ask: Ask, links: Sequence[Link]) -> bool:
    """Tell a name of the catalogue, written as a name: whom it means is settled, only how it is called is not."""
    if not links or links[0].id.startswith(("new:", "speaker:")) or links[0].id in scene.catalogue.vague:
        return False
    known = scene.catalogue.look_up(ask.words, scene.on)
    members, of, body = clean(ask.words).partition(" of ")
    named = is_named(ask.words) or (bool(of) and is_named(body) and " " in clean(body) and singular(members.split()[-1]) in MEMBERS)
    return named and bool(known) and known[0].id == links[0].id


def _is_own_army(scene: Scene, ask: Ask) -> bool:
    """Tell "the Northern army", an army's own name, from "the northern army", which may be that of the state told of.

    A capital at the start of a sentence tells nothing, unless the text has the name elsewhere; and it may be the end of a
    longer name that was heard."""
    words = clean(ask.words)
    if not _OWN_ARMY.fullmatch(words) or re.search(rf"[\w’',] {re.escape(words)}\b", scene.text) is None:
        return False
    return not any(bare_key(h.words).endswith(f" {key(words)}") for h in scene.sides)


def _kind_of(words: str) -> str:
    sort = noun_class(head_noun(words))
    return {"people": "people", "role": "role", "body": "institution", "other": "thing"}.get(sort, "armed")


def _add_parts(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add the owner that a phrase names: "troops of the 55th Division", "Bundeswehr soldiers"."""
    before, after = ([*re.split(r" (?:of|from|in) (?:the )?", plain, maxsplit=1), ""])[:2]
    parts = before.split()
    for tag, words in (("after of", clean(after)), ("before noun", " ".join(parts[:-1]))):
        if noun_class(head_noun(plain)) == "people" and (tag == "after of" or head_noun(plain) == "people"):
            continue  # "the people of Sinjar" are not Sinjar
        if words[:1].isupper() or words[:1].isdigit():
            known = scene.catalogue.look_up(words, scene.on)
            link = known[0] if known else new_link(words, "armed", f'"{plain}"')
            options.add(link.name, link, tag)
    _add_shares(options, scene, ask, plain)
    apart = plain.split(", ")
    if len(apart) == 2:
        options.add(apart[1], new_link(apart[1], "role", f'"{plain}"'), "after comma")


def _add_shares(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add "all parties" beside "parties", and what is someone's as of that owner: "soft targets of Europe"."""
    kind = _kind_of(plain)
    if plain.startswith("all "):
        options.add(plain[4:], new_link(plain[4:], kind, f'"{plain}"'), "without all")
    elif scene.text[max(0, ask.start - 4) : ask.start].casefold() == "all ":
        options.add(f"all {plain}", new_link(f"all {plain}", kind, f'all of "{plain}"'), "with all")
    owned = _OWNED.match(plain)
    if owned:
        for how in ("of", "in"):
            name = f"{owned[2]} {how} {owned[1]}"
            options.add(name, new_link(name, kind, f'"{plain}"'), f"{how} owner")


def adjective_of(scene: Scene) -> Callable[[str], str]:
    """Return what gives the adjective of a state named: "Ukraine" to "Ukrainian"; empty for other words."""

    def whose(words: str) -> str:
        states = scene.catalogue.adjectives.get(key(words), ())
        return states[0].adjectives[0] if states and states[0].adjectives else ""

    return whose


def with_places_named(scene: Scene, ask: Ask, plain: str) -> str:
    """Name the place told of before inside a phrase: "the approaches to the town"; unchanged where none fits."""

    def named(found: re.Match[str]) -> str:
        if found[1] == "country":
            state = scene.catalogue.state(scene.country(ask.start))
            return state.name if state else found[0]
        place = antecedent_of(scene, ask.start, ask.end, found[1])
        return place.name if place else found[0]

    return _WHOSE_PLACE.sub(named, plain)


def _add_rewordings(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add the phrase as a name is usually built, its places named."""
    kind, country = _kind_of(plain), scene.country(ask.start)
    placed = with_places_named(scene, ask, plain)
    for tag, name in (("place named", placed), *rewordings(placed, adjective_of(scene))):
        if name != plain:
            known = scene.catalogue.look_up(name, scene.on) if name[:1].isupper() else ()
            link = replace(known[0], name=name) if known else new_link(name, kind, f'"{plain}"', country)
            options.add(name, link, f"{tag} known" if known else tag)


def _add_other_states(options: Options, scene: Scene, plain: str, found: Sequence[Trace]) -> None:
    """Add the words as those of the other states heard, whose army they may be."""
    codes = dict.fromkeys(trace.link.country for trace in found if trace.link.country)
    states = [state for state in map(scene.catalogue.state, codes) if state is not None and state.adjectives]
    if any(char.isupper() for char in plain):
        return
    for state in states[:OTHERS]:
        name = f"{state.adjectives[0]} {plain}"
        options.add(name, new_link(name, _kind_of(plain), f"of {state.name}", state.code), "adjective heard")
        if noun_class(head_noun(plain)) in ("state forces", "state body", "members"):
            link = scene.catalogue.link(state.branch("army"), 0.5, f"army of {state.name}", scene.on)
            options.add(link.name, link, "army heard")


def _adjective(scene: Scene, words: str) -> State | None:
    for part in clean(words).replace("’s", "").replace("'s", "").split()[:2]:
        states = scene.catalogue.adjectives.get(key(part), ())
        if states:
            return states[0]
    return None


def _add_state(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add the state whose adjective stands in the words, or that the text speaks of, and its bodies."""
    own = _adjective(scene, ask.words)
    state, whose = (own, "own") if own else (scene.catalogue.state(country_of(scene, ask.start, plain)), "here")
    if state is None or not state.adjectives or key(plain).endswith(f" of {key(state.name)}"):
        return
    if own is None:
        name = f"{state.adjectives[0]} {plain}"
        options.add(name, new_link(name, _kind_of(plain), f"of {state.name}", state.code), "adjective")
        for how in ("in", "of") if noun_class(head_noun(plain)) in ("people", "body") and " of " not in plain else ():
            name = f"{plain} {how} {state.name}"
            options.add(name, new_link(name, _kind_of(plain), f"{how} {state.name}", state.code), f"{how} state")
    if own is not None and head_noun(ask.words) in NON_STATE:
        return  # "a Belgian jihadist" is no Belgian army
    for branch in BRANCHES:
        link = scene.catalogue.link(state.branch(branch), 0.5, f"{branch} of {state.name}", scene.on)
        options.add(link.name, link, f"{branch} {whose}")
    link = scene.catalogue.link(state.id, 0.5, state.name, scene.on)
    options.add(link.name, link, f"state {whose}")


def _add_of_town(options: Options, scene: Scene, ask: Ask, plain: str) -> None:
    """Add people as those of the town that the text speaks of."""
    if noun_class(head_noun(ask.words)) not in ("people", "other", "role"):
        return
    for tag, town in towns_near(scene, ask):
        for how, name in (
            ("residents", f"residents of {town.name}"),
            ("in", f"{plain} in {town.name}"),
            ("of", f"{plain} of {town.name}"),
        ):
            options.add(name, new_link(name, "people", f'"{ask.words}" of {town.name}', town.country), f"{how} {tag}")


def towns_near(scene: Scene, ask: Ask) -> list[tuple[str, Link]]:
    """Return the towns and regions that the words may be about, each with its tag: the one told of, the nearest heard."""
    near = antecedent_of(scene, ask.start, ask.end, "town")
    heard = (trace.link for trace in traces(scene, (h for h in scene.places if h.link.kind != "demonym"), ask))
    used = used_names(scene)
    others = [place for place in heard if place.kind not in ("country",) and (near is None or place.id != near.id)]
    found = [("town", near)] if near is not None else []
    found += [(tag, place) for tag, place in zip(("first", "second"), others, strict=False)]
    return [(tag, replace(place, name=used.get(place.id, place.name))) for tag, place in found]


ATTACKS = 8
"""How many claims back an attack counts."""
ASSAULTS = ("attack", "siege", "advance", "strike", "capture")
HOLDING_OUT = DEFENDING | {"garrison"}
