"""Who says so, as institution, role or public office; never a private person's name."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.nouns import PEOPLE, is_plural, singular
from whoholds.actors.spelling import bare, clean, key, slug
from whoholds.records import Link
from whoholds.resolve.actors import MANY, PERSON, THING, named, pronoun, resolve_side, state_body
from whoholds.resolve.antecedents import antecedent_of
from whoholds.resolve.asking import SIDES, Ask, generic_name, new_link
from whoholds.resolve.descriptions import branch_here, country_of, described
from whoholds.resolve.gender import can_be
from whoholds.resolve.persons import NOBODY, ROLE, full_name, holder_link, offices_in, person_in, public_role
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import POINTING, Heard, Scene

ACCOUNT = re.compile(
    r"^(?:an?|the|its|his|their|this|that|one|new|latest|recent|intelligence|annual|weekly|\W)*\s*"
    r"(?:[\w-]+ ){0,3}?(?:study|report|brief|statement|review|bulletin|survey|account|count|tally|analysis|release|post|video|"
    r"message|communique|broadcast|interview|paper|letter)s? (?:by|from|of|in|on|for|with) (.+)$",
    re.IGNORECASE,
)
"""A written account stands for whoever made it: "a study by Meridian Analysis"."""
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
STATE_WORDS = ("military", "army", "navy", "police", "security", "state", "defence", "defense", "government", "parliament", "interior",
               "foreign", "intelligence", "health", "air", "ministry", "federal", "prime", "vice")  # fmt: skip
SPEAKING = frozenset({"armed", "army", "coalition", "institution", "government", "party"})
ORGANS = frozenset({"ministry", "police", "authorities", "prosecutors", "prosecutor", "parliament", "cabinet", "judiciary",
                    "president", "vice-president", "commander-in-chief"})  # fmt: skip
"""Bodies that every state has: without a country's name they are those of the country that the text speaks of."""
POLICE_HERE = re.compile(r"police (?:in|of|from) (?:the|this|that) (?:town|city|village|district)$", re.IGNORECASE)
MEDIA = frozenset(["television", "tv", "media", "radio", "newspaper", "broadcaster", "press"])


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
    return _one_of(scene, asked) or _again(scene, asked) or _described_side(scene, asked) or (_role(scene, asked),)


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
    owned = re.match(r"((?:the|this|that) [\w-]+)['’]s ([^,]+)", ask.words, re.IGNORECASE)
    owners = described(scene, replace(ask, words=owned.group(1), role="mention")) if owned else ()
    return (_of_owner(scene, owners[0], owned.group(2), ask),) if owned and owners else ()


def _of_owner(scene: Scene, owner: Link, rest: str, ask: Ask) -> Link:
    name = f"{before_noun(scene, owner)} {generic_name(rest)}"
    return replace(_speaker(name, f'"{rest}" of {owner.name}'), within=(owner.id, *owner.within), country=owner.country)


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
        return _with_side(scene, ask, link, role)
    if role:
        return _role(scene, replace(ask, words=role))
    return Link(NOBODY, "unnamed person", "role", 0.3, "a person without a public role in the text")


# --- roles --------------------------------------------------------------------------------------------------------


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
        if same and heard.plural == is_plural(ask.words.split()[-1]):
            return (replace(heard.link, reason=f'"{ask.words}" for "{heard.words}"', score=0.7),)
    return ()


def _same_stem(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and (other.startswith(one) or (one.startswith(other) and len(other) > 4)))


def _role(scene: Scene, ask: Ask) -> Link:
    """Name a role: with its institution ("US State Department spokesperson"), its side, or its country."""
    ask = replace(ask, words=_by_seat(scene, ask.words))
    ours = state_body(scene, clean(ask.words))
    if ours:
        return ours[0]
    words = re.split(r",|\bwho\b|\bnamed\b|\bwhose\b", ask.words)[0].strip() or ask.words
    words = re.sub(r"^(the |a |an )?minister of (\w+)$", r"\1\2 minister", words, flags=re.IGNORECASE)
    found = re.search(r"\s+(of|for|from|with|at|to)\s+", words)
    if found is None or key(words).startswith("ministry of") or key(words).startswith("the ministry of"):
        name = _placed(scene, ask, _canonical(scene, ask, generic_name(words)))
        return _with_side(scene, ask, _speaker(name, f'"{words}"'), words)
    role, after = generic_name(words[: found.start()]), words[found.end() :]
    body = _body(scene, ask, after)
    if body is None:
        return _with_side(scene, ask, _speaker(generic_name(words), f'"{words}"'), words)
    if body.reason.startswith("the text speaks of") and body.kind != "army":
        name = f"{role} {found.group(1)} the {body.name}"
    else:
        name = f"{before_noun(scene, body)} {role}" if singular(role.split()[-1]) in ROLE else f"{role} {found.group(1)} {body.name}"
    return replace(_speaker(name, f'"{words}"'), within=(body.id, *body.within), country=body.country)


def _by_seat(scene: Scene, words: str) -> str:
    """Write the state of an office by its adjective: "the defence minister in Canberra", "Russia's foreign minister"."""
    seat = re.match(r"(?:[Tt]he |[Aa]n? )?((?:[\w-]+ ){0,3}(?:minister|ministry|government|cabinet|parliament)) in ([A-Z][\w' -]+)$", words)
    state = scene.catalogue.seats.get(key(seat[2])) if seat else None
    if seat and state is not None and state.adjectives:
        return f"{state.adjectives[0]} {seat[1]}"
    owner, owned, office = words.replace("’", "'").partition("'s ")
    states = scene.catalogue.adjectives.get(key(owner), ()) if owned and office.split() and singular(office.split()[-1]) in ROLE else ()
    return f"{states[0].adjectives[0]} {office}" if states and states[0].adjectives and office.islower() else words


def _canonical(scene: Scene, ask: Ask, role: str) -> str:
    """Write the side in a role by its usual name: "ISIL speaker" is an Islamic State speaker."""
    parts = role.split()
    if len(parts) == 1 and singular(parts[0]) in ("spokesman", "spokesperson", "spokeswoman"):
        here = scene.sentence_of(ask.start)
        near = [
            h
            for h in scene.before(scene.sides, ask.start)
            if here - h.sentence <= 1 and h.subject and h.link.kind in SPEAKING
        ]
        return f"{before_noun(scene, near[0].link)} {role}" if near else role
    for size in range(len(parts) - 1, 0, -1):
        links = scene.catalogue.look_up(" ".join(parts[:size]), scene.on)
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


def _placed(scene: Scene, ask: Ask, role: str) -> str:
    """Add the country to roles of a state that name none: "military spokesman" in Iraq is "Iraqi military spokesman"."""
    parts = key(role).split(" ")
    country = country_of(scene, ask.start, role)
    state = scene.catalogue.state(country)
    local = _local(scene, ask, role, parts)
    if local or state is None or not state.adjectives:
        return local or role
    if len(parts) == 1 and singular(parts[0]) in ("colonel", "commander") and parts[0] != singular(parts[0]):
        return f"{state.adjectives[0]} {role}"
    if len(parts) == 2 and parts[1] in MEDIA and parts[0] in scene.catalogue.adjectives:
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
    single = link.name.removesuffix("s")
    known = scene.catalogue.look_up(single, scene.on) if link.kind == "armed" and single != link.name else ()
    return single if known and known[0].id == link.id else link.name


def _speaker(name: str, reason: str) -> Link:
    return Link(f"speaker:{slug(name)}", name, "role", 0.5, reason)


def _with_side(scene: Scene, ask: Ask, link: Link, words: str) -> Link:
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
