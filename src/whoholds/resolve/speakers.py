"""Who says so, as institution, role or public office; never a private person's name."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.nouns import singular
from whoholds.actors.spelling import bare, clean, key, slug
from whoholds.records import Link, Mention
from whoholds.resolve.actors import MANY, PERSON, THING, Ask, branch_here, described, generic_name, named, resolve_side
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene

ACCOUNT = re.compile(
    r"^(?:an?|the|its|his|their|this|that|one|new|latest|recent|intelligence|annual|weekly|\W)*\s*"
    r"(?:[\w-]+ ){0,3}?(?:study|report|brief|statement|review|bulletin|survey|account|count|tally|analysis|release|post|video|"
    r"message|communique|broadcast|interview|paper|letter)s? (?:by|from|of|in|on|for|with) (.+)$",
    re.IGNORECASE,
)
"""A written account stands for whoever made it: "a study by Meridian Analysis"."""
ACCOUNTS = frozenset("report study brief statement review bulletin survey tally analysis communique paper author".split())
ROLE = frozenset(
    """spokesman spokesperson spokeswoman official officer commander colonel general captain soldier fighter resident
    villager witness source doctor medic worker engineer adviser advisor councillor mayor governor minister analyst
    expert diplomat negotiator delegate activist leader member deputy speaker envoy representative ambassador activist
    journalist correspondent teacher farmer driver monitor observer head chief director lawmaker politician refugee
    survivor relative elder sheikh priest bishop imam pilot prisoner authority policeman guard recruiter defector
    secretary president premier chairman chairwoman commissioner coordinator manager lawyer judge professor historian
    physician nurse trader shopkeeper local civilian victim prosecutor inspector""".split()
)
OFFICE = frozenset(
    """president minister secretary premier chancellor king emir sultan governor mayor ambassador envoy representative
    speaker chief head chairman commissioner ayatollah leader director high prime prince caliph coordinator under-secretary
    secretary-general lawmaker senator congressman""".split()
)
"""Words of public office: their holders may be named."""
RANKS = frozenset("lt gen general maj brig lieutenant admiral marshal".split())
HONORIFICS = frozenset("mr mrs ms miss dr sir lady hon he rt prof professor col colonel capt captain sgt".split())
STATE_WORDS = ("military", "army", "police", "security", "state", "defence", "defense", "government", "parliament", "interior",
               "foreign", "intelligence", "health", "air", "ministry", "federal", "provincial")  # fmt: skip
MEDIA = frozenset("television tv media radio newspaper broadcaster press".split())


def resolve_speaker(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return who speaks, best first."""
    words = _author(ask.words.strip())
    asked = replace(ask, words=words)
    low = words.casefold().strip(" .,'’")
    if low in PERSON | THING | MANY or singular(low.removeprefix("the ")) in ACCOUNTS:
        return _earlier(scene, asked, low) or resolve_side(scene, asked)
    found = named(scene, asked) if _nameable(scene, asked) else ()
    if found:
        return found
    person = person_in(scene, ask)
    if person is not None:
        return (_person(scene, ask, person),)
    return _again(scene, asked) or (_role(scene, asked),)


def _author(words: str) -> str:
    found = ACCOUNT.match(words)
    return found.group(1) if found else words


def _nameable(scene: Scene, ask: Ask) -> bool:
    """Tell whether the words name a body or a side itself, not someone of it: "a YPG commander" is a role."""
    parts = clean(ask.words).split()
    head = singular(parts[-1]) if parts else ""
    return head not in ROLE or bool(scene.catalogue.names.get(bare(ask.words))) or ask.words.startswith(("the ", "The "))


def _earlier(scene: Scene, ask: Ask, low: str) -> tuple[Link, ...]:
    """Return the speaker before: "it said", "they say", "the report"."""

    def fits(heard: Heard) -> float | None:
        person = heard.link.kind in ("role", "person")
        if low in PERSON:
            return 0.3 if person else None
        if low in MANY:
            return 0.0 if heard.plural or heard.link.kind in ("armed", "army") else -0.4
        return -0.5 if person and heard.link.id.startswith("speaker:") else 0.0

    return link_to(scene, rank(scene, scene.speakers, ask.start, fits), f'"{ask.words}" for who spoke before')


# --- persons ------------------------------------------------------------------------------------------------------


def person_in(scene: Scene, ask: Ask) -> str | None:
    """Return a person's name in the words, if there is one."""
    sentence = scene.sentence(ask.start)
    entities = sentence.entities if sentence else ()
    inside = [e for e in entities if e.kind == "PER" and ask.start <= e.start and e.end <= ask.end]
    if inside:
        return _plain_name(max(inside, key=lambda e: (e.end - e.start, -e.start)).words)
    parts = ask.words.split()
    if parts and key(parts[0]) in HONORIFICS and all(part[:1].isupper() for part in parts):
        return _plain_name(ask.words)
    return None


def _plain_name(words: str) -> str:
    parts = words.split()
    while len(parts) > 1 and (key(parts[0]) in HONORIFICS | RANKS | OFFICE | {"foreign", "defence", "the"}):
        parts = parts[1:]
    return re.sub(r"['’]s$", "", " ".join(parts))


def _person(scene: Scene, ask: Ask, name: str) -> Link:
    """Name the holder of a public office; anyone else is the role that the document gives, or "unnamed person"."""
    full = scene.people.get(key(name).split(" ")[-1], name)
    full = full if key(name) in key(full) else name
    role = _role_of(scene, ask, full)
    holder = scene.catalogue.holder(full, scene.on)
    if holder is not None:
        within = (holder.side, *scene.catalogue.climb(holder.side, scene.on))
        return Link(holder.id, holder.name, "role", 0.9, f"named; {holder.office}", within=within)
    if role and _is_public(role):
        return _with_side(scene, ask, Link(f"speaker:{slug(full)}", full, "role", 0.7, f'named, with a public office: "{role}"'), role)
    if role:
        return _role(scene, replace(ask, words=role))
    return Link("speaker:unnamed-person", "unnamed person", "role", 0.3, "a person without a public role in the text")


def _is_public(role: str) -> bool:
    parts = {singular(part) for part in key(role).split(" ")}
    aide = parts & {"spokesman", "spokesperson", "spokeswoman", "aide", "adviser", "advisor", "assistant"}
    return bool(parts & OFFICE or parts & RANKS) and not aide


def _role_of(scene: Scene, ask: Ask, name: str) -> str:
    """Find the role that the document gives a person: before the name, or set off by a comma after it."""
    surname = re.escape(name.split()[-1])
    outside = ask.words.replace(name, " ").strip(" ,")
    if any(singular(part) in ROLE | OFFICE | RANKS for part in key(outside).split(" ")):
        return outside
    text = scene.text
    for found in re.finditer(rf"{surname}\b", text):
        after = re.match(r",\s+((?:an?|the)?\s*[^,.;:“”\"]{3,90})[,.;:]", text[found.end() :])
        if after and _has_role(after.group(1)):
            return after.group(1)
        before = re.search(r"((?:[\w'’-]+ ){1,8}?)(?:[A-Z][\w.'’-]+[ ,]+){0,3}$", text[max(0, found.start() - 90) : found.start()])
        if before and _has_role(" ".join(before.group(1).split()[-4:])):
            return _tail_role(before.group(1))
    return ""


def _has_role(words: str) -> bool:
    return any(singular(part) in ROLE | RANKS for part in key(words).split(" "))


def _tail_role(words: str) -> str:
    """Keep the words from the last article or comma on: "... said the UK Special Representative for Syria"."""
    parts = words.strip().split()
    for at in range(len(parts) - 1, -1, -1):
        if parts[at].casefold() in ("the", "a", "an", "said", "by", "to", "and"):
            return " ".join(parts[at + 1 :])
    return " ".join(parts[-4:])


def read_people(scene: Scene) -> dict[str, str]:
    """Map the last names of persons to the longest form that the document gives."""
    found: dict[str, str] = {}
    mentions: list[Mention] = [e for s in scene.annotated.sentences for e in s.entities if e.kind == "PER"]
    for entity in mentions:
        name = _plain_name(entity.words)
        last = key(name).split(" ")[-1]
        if len(name) > len(found.get(last, "")):
            found[last] = name
    return found


# --- roles --------------------------------------------------------------------------------------------------------


def _again(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return the speaker that a definite phrase takes up: "the monitor" after "a monitoring group"."""
    if not ask.words.casefold().startswith(("the ", "this ", "that ")):
        return ()
    noun = singular(clean(ask.words).split()[-1])
    for heard in scene.before(scene.speakers, ask.start):
        words = key(f"{heard.words} {heard.link.name}").split(" ")
        if any(_same_stem(noun, singular(word)) for word in words):
            return (replace(heard.link, reason=f'"{ask.words}" for "{heard.words}"', score=0.7),)
    return ()


def _same_stem(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and (other.startswith(one) or one.startswith(other) and len(other) > 4))


def _role(scene: Scene, ask: Ask) -> Link:
    """Name a role: with its institution ("US State Department spokesperson"), its side, or its country."""
    words = re.split(r",|\bwho\b|\bnamed\b", ask.words)[0].strip() or ask.words
    before, of, after = re.sub(r"\s+(?:for|from|with|at)\s+", " of ", words, count=1).partition(" of ")
    role = generic_name(before)
    if of:
        body = _body(scene, ask, after)
        if body is not None and (" " not in role or singular(role.split()[-1]) in ROLE):
            return _with_side(scene, ask, _speaker(f"{body.name} {role}", f'"{ask.words}"'), after)
        return _with_side(scene, ask, _speaker(generic_name(words), f'"{ask.words}"'), words)
    return _with_side(scene, ask, _speaker(_placed(scene, ask, _canonical(scene, ask, role)), f'"{ask.words}"'), words)


def _canonical(scene: Scene, ask: Ask, role: str) -> str:
    """Write the side in a role by its usual name: "ISIL speaker" is an Islamic State speaker."""
    parts = role.split()
    for size in range(len(parts) - 1, 0, -1):
        links = scene.catalogue.look_up(" ".join(parts[:size]), scene.on)
        if links and links[0].kind in ("armed", "coalition", "institution") and links[0].id not in scene.catalogue.vague:
            return f"{links[0].name} {' '.join(parts[size:])}"
    if len(parts) > 1 and key(parts[0]) == "coalition":
        links = described(scene, replace(ask, words=parts[0]))
        return f"{links[0].name} {' '.join(parts[1:])}" if links else role
    return role


def _placed(scene: Scene, ask: Ask, role: str) -> str:
    """Add the country to roles of a state that name none: "military spokesman" in Iraq is "Iraqi military spokesman"."""
    parts = key(role).split(" ")
    country = scene.country(ask.start)
    state = scene.catalogue.state(country)
    if state is None or not state.adjectives or parts[0] not in STATE_WORDS:
        return role
    if any(" ".join(parts[:size]) in scene.catalogue.adjectives for size in (1, 2)):
        return role
    stated = parts[-1] in MEDIA or singular(parts[-1]) in ROLE
    return f"{state.adjectives[0]} {role}" if stated else role


def _body(scene: Scene, ask: Ask, words: str) -> Link | None:
    """Return the institution that a role is of: the narrowest one named, "'s" and bureaus left out."""
    plain = clean(words)
    for candidate in (plain, re.split(r"['’]s\s", plain)[0]):
        links = scene.catalogue.look_up(candidate, scene.on)
        if links:
            return links[0]
    links = described(scene, replace(ask, words=plain))
    return links[0] if links and links[0].kind == "coalition" else None


def _speaker(name: str, reason: str) -> Link:
    return Link(f"speaker:{slug(name)}", name, "role", 0.5, reason)


def _with_side(scene: Scene, ask: Ask, link: Link, words: str) -> Link:
    """Add what side the role belongs to, for "we" and for judging whose word it is."""
    parts = clean(words).replace("'s ", " ").replace("’s ", " ").split()
    for size in range(len(parts), 0, -1):
        for first in range(len(parts) - size + 1):
            links = scene.catalogue.look_up(" ".join(parts[first : first + size]), scene.on)
            if links and links[0].kind != "people":
                side = links[0]
                return replace(link, within=(side.id, *side.within), country=side.country)
    if any(key(part) in ("military", "army", "police", "security") for part in parts):
        found = branch_here(scene, ask.start, "forces")
        if found:
            return replace(link, within=(found[0].id, *found[0].within), country=found[0].country)
    return replace(link, country=scene.country(ask.start))
