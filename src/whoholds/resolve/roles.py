"""A role named: with its institution ("US State Department spokesperson"), its side, its town or its country."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.nouns import singular
from whoholds.actors.spelling import clean, key, slug
from whoholds.records import Link
from whoholds.resolve.actors import MANY, THING, pronoun, state_body
from whoholds.resolve.antecedents import antecedent_of
from whoholds.resolve.asking import SIDES, Ask, generic_name, new_link
from whoholds.resolve.descriptions import branch_here, country_of, described
from whoholds.resolve.persons import ROLE, is_title
from whoholds.resolve.salience import rank
from whoholds.resolve.scene import POINTING, Heard, Scene

STATE_WORDS = ("military", "army", "navy", "police", "security", "state", "defence", "defense", "government", "parliament", "interior",
               "foreign", "intelligence", "health", "air", "ministry", "federal", "prime", "vice")  # fmt: skip
SPEAKING = frozenset({"armed", "army", "coalition", "institution", "government", "party"})
ORGANS = frozenset({"ministry", "police", "authorities", "prosecutors", "prosecutor", "parliament", "cabinet", "judiciary",
                    "president", "vice-president", "commander-in-chief"})  # fmt: skip
"""Bodies that every state has: without a country's name they are those of the country that the text speaks of."""
POLICE_HERE = re.compile(r"police (?:in|of|from) (?:the|this|that) (?:town|city|village|district)$", re.IGNORECASE)
_IN_SEAT = re.compile(
    r"(?:[Tt]he |[Aa]n? )?((?:[\w-]+ ){0,3}(?:minister|ministry|government|cabinet|parliament|spokes(?:man|woman|person))"
    r"(?: of [a-z ]+)?) in ([A-Z][\w' -]+)$"
)
SPOKES = frozenset({"spokesman", "spokesperson", "spokeswoman"})
PORTFOLIOS = frozenset({"minister"})
"""Roles that are of a field, where they are of nothing known: "the Minister for Trade"."""
_SPOKE_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w'’-]+|military|army|police|government|defen[cs]e|foreign|ministry|coalition|presidential) )+spokes(?:man|woman|person)\b"
    r"|spokes(?:man|woman|person) (?:for|of) (?:the )?[A-Z][\w'’-]+(?: (?:of |for |the )*[A-Z][\w'’-]+)*"
)
WITH_WHOM = frozenset(["loyal", "allied", "aligned", "affiliated", "linked", "close", "opposed"])
MEDIA = frozenset(["television", "tv", "media", "radio", "newspaper", "broadcaster", "press"])


def role_link(scene: Scene, ask: Ask) -> Link:
    """Name a role: with its institution ("US State Department spokesperson"), its side, or its country."""
    ask = replace(ask, words=_by_seat(scene, ask.words))
    ours = state_body(scene, clean(ask.words))
    if ours:
        return ours[0]
    words = re.split(r",|\bwho\b|\bnamed\b|\bwhose\b", ask.words)[0].strip() or ask.words
    words = re.sub(r"^(the |a |an )?minister of (\w+)$", r"\1\2 minister", words, flags=re.IGNORECASE)
    found = re.search(r"\s+(of|for|from|with|at|to)\s+", words)
    whole = found is None or last_noun(words[: found.start()]) in WITH_WHOM  # "forces loyal to the unity government"
    if whole or found is None or key(words).startswith(("ministry of", "the ministry of")):
        name = _placed(scene, ask, _canonical(scene, ask, generic_name(words)))
        return with_side(scene, ask, speaker_link(name, f'"{words}"'), words)
    role, after = generic_name(words[: found.start()]), words[found.end() :]
    body = _body(scene, ask, after)
    if body is None:
        name = _of_unknown(scene, ask, role, after) or generic_name(words)
        return with_side(scene, ask, speaker_link(name, f'"{words}"'), words)
    if body.kind == "state" and last_noun(role) not in PORTFOLIOS | SPOKES:
        name = f"{role} of {body.name}"
    elif body.reason.startswith("the text speaks of") and body.kind != "army":
        name = f"{role} {found.group(1)} the {body.name}"
    else:
        name = f"{before_noun(scene, body)} {role}" if last_noun(role) in ROLE else f"{role} {found.group(1)} {body.name}"
    return replace(speaker_link(name, f'"{words}"'), within=(body.id, *body.within), country=body.country)


def _of_unknown(scene: Scene, ask: Ask, role: str, after: str) -> str:
    """Name a role of what no catalogue knows: "a spokesman for the Rafed Movement", "the Minister for Trade"; empty for others."""
    noun = last_noun(role)
    if noun in PORTFOLIOS and after.casefold() != "state":
        home = scene.publisher if scene.publisher is not None and scene.publisher.kind != "media" else None
        here = country_of(scene, ask.start, role) if role.islower() else None  # "the Minister for Trade" is one of those who publish
        state = scene.catalogue.state((home.country if home else None) or here)
        named = any(key(role).startswith(f"{key(each)} ") for each in (state.adjectives if state else ()))
        return f"{state.adjectives[0]} {role} {_link_word(ask.words, after)}{after}" if state and state.adjectives and not named else ""
    if noun not in SPOKES:
        return ""
    if after.casefold() in MANY | THING:
        owners = pronoun(scene, replace(ask, words=after), after.casefold())
        return f"{before_noun(scene, owners[0])} {role}" if owners else ""
    meant = described(scene, replace(ask, words=after, role="mention"))
    if meant and meant[0].kind in SIDES:
        return f"{before_noun(scene, meant[0])} {role}"
    name = clean(after)
    return f"{name} {role}" if name[:1].isupper() and not is_title(scene, name.split()[0]) else ""


def last_noun(words: str) -> str:
    """Return the singular of the last word in small letters; empty where there is none."""
    return singular((words.split() or [""])[-1].casefold())


def _link_word(words: str, after: str) -> str:
    """Return the last word between a role and what it is of, with its blank: "of ", "for "; "the " where an article stands there."""
    before = words[: words.rfind(after)].split()
    return f"{before[-1]} " if before else ""


def _by_seat(scene: Scene, words: str) -> str:
    """Write the state of an office by its adjective: "the defence minister in Canberra", "Russia's foreign minister"."""
    seat = _IN_SEAT.match(words)
    state = scene.catalogue.seats.get(key(seat[2])) if seat else None
    if seat and state is not None and state.adjectives:
        named = next((f"{s.adjectives[0]} " for s in scene.catalogue.adjectives.get(key(seat[1].split()[0]), ()) if s.adjectives), "")
        return seat[1] if named or scene.catalogue.look_up(seat[1].rpartition(" ")[0], scene.on) else f"{state.adjectives[0]} {seat[1]}"
    owner, owned, office = words.replace("’", "'").partition("'s ")
    states = scene.catalogue.adjectives.get(key(owner), ()) if owned and office.split() and singular(office.split()[-1]) in ROLE else ()
    return f"{states[0].adjectives[0]} {office}" if states and states[0].adjectives and office.islower() else words


def _canonical(scene: Scene, ask: Ask, role: str) -> str:
    """Write the side in a role by its usual name: "ISIL speaker" is an Islamic State speaker."""
    parts = role.split()
    if len(parts) == 1 and singular(parts[0]) in SPOKES:
        told = list(_SPOKE_BEFORE.finditer(scene.text, 0, ask.start))
        if told:
            return role_link(scene, replace(ask, words=told[-1][0], start=told[-1].start(), end=told[-1].end())).name
        here = scene.sentence_of(ask.start)
        near = [
            h
            for h in scene.before(scene.sides, ask.start)
            if here - h.sentence <= 1 and h.subject and h.link.kind in SPEAKING
        ]
        return f"{before_noun(scene, near[0].link)} {role}" if near else role
    for size in range(len(parts) - 1, 0, -1):
        if _in_a_person(scene, parts, size):
            continue
        links = scene.catalogue.look_up(" ".join(parts[:size]), scene.on)
        if links and key(parts[size - 1]) in STATE_WORDS and key(parts[size - 1]) not in key(links[0].name).split(" "):
            continue  # the military spokesman of the Houthis is no other Houthi spokesman
        if (
            links
            and links[0].kind in ("armed", "coalition", "institution")
            and links[0].id not in scene.catalogue.vague
        ):
            return f"{before_noun(scene, links[0])} {' '.join(parts[size:])}"
    if len(parts) > 1 and key(parts[0]) == "coalition":
        links = described(scene, replace(ask, words=parts[0]))
        return f"{before_noun(scene, links[0])} {' '.join(parts[1:])}" if links else role
    return role


def _in_a_person(scene: Scene, parts: list[str], size: int) -> bool:
    """Tell whether the first words and the next belong to a person's name: "Jane" of "Jane Arlow's spokesman" is no publisher."""
    run = re.sub(r"['’]s?$", "", " ".join(parts[: size + 1]))
    return any(f"{run} " in f"{person} " for person in scene.people.values())


def _placed(scene: Scene, ask: Ask, role: str) -> str:
    """Add the country to roles of a state that name none: "military spokesman" in Iraq is "Iraqi military spokesman"."""
    parts = key(role).split(" ")
    if parts == ["secretary", "general"]:  # no state has one
        return f"UN {role}" if any(f" {body} " in scene.keyed for body in ("un", "united nations", "security council")) else role
    country = country_of(scene, ask.start, role)
    state = scene.catalogue.state(country)
    local = _local(scene, ask, role, parts)
    if local or state is None or not state.adjectives:
        return local or role
    if len(parts) == 1 and singular(parts[0]) in ("colonel", "commander") and parts[0] != singular(parts[0]):
        return f"{state.adjectives[0]} {role}"
    if len(parts) == 2 and parts[1] in MEDIA - {"media"} and parts[0] in scene.catalogue.adjectives:
        return f"{role.split()[0]} state {role.split()[1]}"
    if parts[0] not in STATE_WORDS and (len(parts) > 1 or parts[0] not in ORGANS):
        return role
    if any(" ".join(parts[:size]) in scene.catalogue.adjectives for size in (1, 2)) or key(role).endswith(f" of {key(state.name)}"):
        return role
    stated = parts[-1] in MEDIA | ORGANS or parts[0] == "ministry" or singular(parts[-1]) in ROLE
    return f"{state.adjectives[0]} {role}" if stated else role


def _local(scene: Scene, ask: Ask, role: str, parts: list[str]) -> str:
    """Name the town or province of a mayor, a councillor, the provincial council, the residents."""
    noun = singular(parts[-1])
    if POLICE_HERE.match(role):
        town = antecedent_of(scene, ask.start, ask.end, "town")
        return f"{town.name} police" if town is not None else ""
    if parts[0] == "provincial" and len(parts) > 1:
        return _of_province(scene, ask.start, role)
    if len(parts) > 1 or noun not in ("mayor", "governor", "councillor", "resident", "inhabitant", "villager"):
        return ""
    place = antecedent_of(scene, ask.start, ask.end, "province" if noun == "governor" else "town")
    if place is None:
        return ""
    return f"{place.name} {role}" if noun == "councillor" else f"{role} of {place.name}"


def _of_province(scene: Scene, spot: int, phrase: str) -> str:
    """Name a provincial body after the province told of last: "Anbar provincial council", "Anbar police"."""

    def fits(heard: Heard) -> float | None:
        return 0.0 if heard.link.kind == "region" else None

    ranked = rank(scene, scene.places, spot, fits)
    plain = phrase.removeprefix("provincial ") if singular(phrase.split()[-1]) == "police" else phrase
    return f"{ranked[0].heard.link.name} {plain}" if ranked else ""


def _body(scene: Scene, ask: Ask, words: str) -> Link | None:
    """Return the institution that a role is of: the narrowest one named, "'s" and bureaus left out."""
    plain = clean(words)
    province = _of_province(scene, ask.start, plain) if plain.startswith("provincial ") else ""
    if province:
        return new_link(province, "institution", f'"{plain}"', scene.country(ask.start))
    for candidate in (plain, re.split(r"['’]s\s", plain)[0]):
        links = scene.catalogue.look_up(candidate, scene.on)
        if links:
            return links[0]
    links = described(scene, replace(ask, words=plain))
    taken_up = links and links[0].kind == "armed" and words.split()[0].casefold() in POINTING  # "a spokesman for the group"
    return links[0] if taken_up or (links and links[0].kind in ("coalition", "government", "institution", "army")) else None


def before_noun(scene: Scene, link: Link) -> str:
    """Write a side as it stands before a noun: "UN envoy", "Houthi spokesman"."""
    if link.id == "actor:united-nations":
        return "UN"
    state = scene.catalogue.state(link.country) if link.kind == "state" else None
    if state is not None and state.id == link.id and state.adjectives:
        return state.adjectives[0]
    single = link.name.removesuffix("s")
    known = scene.catalogue.look_up(single, scene.on) if link.kind == "armed" and single != link.name else ()
    return single if known and known[0].id == link.id else link.name


def speaker_link(name: str, reason: str) -> Link:
    """Make a link to a speaker that no catalogue holds."""
    return Link(f"speaker:{slug(name)}", name, "role", 0.5, reason)


def with_side(scene: Scene, ask: Ask, link: Link, words: str) -> Link:
    """Add what side the role belongs to, for "we" and for judging whose word it is."""
    parts = clean(words).replace("'s ", " ").replace("’s ", " ").split()
    for phrase in _phrases(parts):
        links = scene.catalogue.look_up(phrase, scene.on) or scene.catalogue.look_up(f"{phrase}s", scene.on)
        if links and links[0].kind != "people":
            return _of_side(link, links[0])
    if any(key(part) in ("military", "police", "security") for part in parts):
        found = branch_here(scene, ask.start, "forces")
        if found:
            return _of_side(link, found[0])
    before = next((parts[:i] for i, part in enumerate(parts) if singular(part) in ROLE), [])
    found = described(scene, replace(ask, words=" ".join(before), role="mention")) if before else ()
    if found and found[0].kind in SIDES:
        return _of_side(link, found[0])
    return replace(link, country=scene.country(ask.start))


def _phrases(parts: list[str]) -> list[str]:
    """List the runs of words, longest first."""
    return [" ".join(parts[i : i + size]) for size in range(len(parts), 0, -1) for i in range(len(parts) - size + 1)]


def _of_side(link: Link, side: Link) -> Link:
    return replace(link, within=(side.id, *side.within), country=side.country)
