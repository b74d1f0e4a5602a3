"""Persons: holders of public office and heads of armed sides by name; anyone else by role alone."""

from __future__ import annotations

import re
from dataclasses import replace

from whoholds.actors.nouns import is_plural, singular
from whoholds.actors.offices import Holder
from whoholds.actors.spelling import bare, clean, key, slug
from whoholds.records import Annotated, Filler, Link, Mention
from whoholds.resolve.asking import Ask
from whoholds.resolve.scene import Scene
from whoholds.text.phrases import phrase

TITLES = frozenset(
    (
        "president prime minister foreign defence secretary general mr mrs ms dr sir king emir sheikh ayatollah chancellor "
        "premier leader commander lt col gen maj brig colonel major captain spokesman spokeswoman chairman envoy mullah then "
        "supreme crown prince special field marshal vice deputy acting interior coalition his her excellency he hon rt prof "
        "state"
    ).split()
)
OFFICE = frozenset(
    (
        "president minister secretary premier chancellor king emir sultan governor mayor ambassador envoy representative "
        "speaker chief head chairman commissioner ayatollah leader director prince caliph coordinator undersecretary lawmaker "
        "senator congressman commander emir warlord founder"
    ).split()
)
"""Words of public office or of the command of an armed side: their holders may be named."""
RANKS = frozenset(["lt", "gen", "general", "maj", "brig", "lieutenant", "admiral", "marshal"])
HONORIFICS = frozenset("mr mrs ms miss dr sir lady hon he rt prof professor col colonel capt captain sgt".split())
NOBODY = "speaker:unnamed-person"
"""The id of every person without a public role: two of them may be two."""
COPULA = re.compile(
    r"(?:\s+\([^)]*\))?,?[^.\n]{0,60}?\s+(?:is|was)\s+(an?\s+[^,.;]{3,60})|\s+(the\s+[^,.;]{3,50})"
    r"|,?[^.\n]{0,160}?\s+(?:is|was|became)\s+(the\s+[^,.;]{3,60})"
)
"""What a person is said to be: "X (born ...) was a militant", "appointed X the lead commander", "X ... and is the leader of"."""
LISTED = r"(?:designated|sanctioned|blacklisted|indicted)"
"""What states, courts and the United Nations do to persons in public: who was listed so may be named."""
SENIOR = frozenset("senior leading top key prominent ranking chief".split())
FIGURES = frozenset("member figure operative militant fighter facilitator financier planner propagandist jihadist jihadi insurgent lieutenant".split())
"""Of whom a senior one is a public figure, where an armed side is named: "a senior shura member of al-Qaeda"."""
_BETWEEN = r"(?:,[^,.\n]{1,40},)?\s+(?:(?:had|has)\s+)?"
"""What may stand between a person and what he did: ", also known as the Mullah, had"."""
_LED = r"\b{}['’]s? ((?:[A-Z][\w'’-]*[ ,.;:]){{1,4}})(?!\w+(?:ors|ers|men|guards|guard)\b)"
"""A side that is called somebody's ("X's Hezb-e Islami opened fire"), not what it is to him ("X's Taliban captors")."""
_SAID = frozenset("said says saying told tells added adds announced stated claimed warned wrote who whose whom which has had was is were".split())
"""What follows a name between commas and is no role: "About half, Mr Hakim, said the paper, are Arabs"."""
_WHERE = re.compile(r"\b(?:in|at|near|outside|inside|around|of)\s+$")
"""What stands before a place, or an owner, never before a person who is meant himself: "an officer in Erbil", "the Eparchy of Adigrat"."""
_OWNED = re.compile(r"^['’]s?\s+\w")
"""What follows an owner: "Pol Pot's people"."""
LEADING = frozenset("leader commander chief envoy spokesman spokeswoman spokesperson ambassador general officer deputy emir secretary commissioner".split())
"""One who leads or speaks for a side: said in the singular, he is somebody, not the side itself."""
PAPERS = frozenset("newspaper daily weekly magazine website agency radio television channel broadcaster outlet paper".split())
"""What bears a name that may be taken for a person's: "the newspaper al-Watan"."""
SPEAKING_FOR = frozenset({"mediator", "negotiator", "spokesman", "spokeswoman", "spokesperson", "general", "colonel"})
AIDES = frozenset(["spokesman", "spokesperson", "spokeswoman", "aide", "adviser", "advisor", "assistant"])
HOMES = frozenset("family household school kindergarten shop farm bakery pharmacy clinic hospital".split())
"""Whose heads and directors hold no public office."""
ROLE = OFFICE | RANKS | frozenset(
    [
        "spokesman", "spokesperson", "spokeswoman", "official", "officer", "colonel", "captain", "soldier", "fighter",
        "resident", "villager", "witness", "source", "doctor", "medic", "worker", "engineer", "adviser", "advisor",
        "councillor", "analyst", "expert", "diplomat", "negotiator", "delegate", "activist", "member", "deputy", "journalist",
        "correspondent", "teacher", "farmer", "driver", "monitor", "observer", "politician", "refugee", "survivor",
        "relative", "elder", "sheikh", "priest", "bishop", "imam", "pilot", "prisoner", "authority", "policeman", "guard",
        "recruiter", "defector", "manager", "lawyer", "judge", "historian", "physician", "nurse", "trader", "shopkeeper",
        "local", "civilian", "victim", "prosecutor", "inspector", "militant", "jihadi", "jihadist", "emir"
    ]
)  # fmt: skip


def offices_in(scene: Scene, words: str) -> tuple[Link, ...]:
    """Read "Prime Minister Haider al-Abadi", "Turkey's president", "the Foreign Secretary"."""
    _, _, after = words.partition(", ")
    apposed = scene.catalogue.holder(clean(after), scene.on) if after[:1].isupper() else None
    if apposed is not None:
        return (holder_link(scene, apposed, "named"),)
    parts = clean(words.replace(",", " ")).split()
    for size in range(len(parts), 0, -1):
        holder = scene.catalogue.holder(" ".join(parts[-size:]), scene.on) if parts[-size][:1].isupper() else None
        if holder is not None and all(is_title(scene, part) for part in parts[:-size]):
            return (holder_link(scene, holder, "named"),)
    called = (
        scene.catalogue.titled(parts[-1], parts[:-1], scene.on)
        if len(parts) in (2, 3) and parts[-1][:1].isupper()
        else None
    )
    if called is not None and all(is_title(scene, part) for part in parts[:-1]):
        return (holder_link(scene, called, "by title and last name"),)
    return _of_state(scene, words) or _by_office_alone(scene, words)


def is_title(scene: Scene, word: str) -> bool:
    """Tell whether a word may stand before a person's name without changing who is meant."""
    plain = key(word.removesuffix("'s").removesuffix("’s"))
    usual = plain in TITLES or plain in ("the", "of", "for", "former", "to")
    return usual or plain in scene.catalogue.adjectives or plain in scene.catalogue.names


def holder_link(scene: Scene, holder: Holder, reason: str) -> Link:
    """Make a link to a holder of a public office."""
    within = (holder.side, *scene.catalogue.climb(holder.side, scene.on))
    actor = scene.catalogue.actor(holder.side)
    country = actor.country if actor else None
    return Link(holder.id, holder.name, "role", 0.9, f"{reason}; {holder.office}", country=country, within=within)


def _of_state(scene: Scene, words: str) -> tuple[Link, ...]:
    """Read an office with its state ("the American president"): whoever serves on the day."""
    parts = bare(words).replace("'s ", " ").split(" ")
    for size in (1, 2):
        office = " ".join(parts[size:])
        states = scene.catalogue.adjectives.get(" ".join(parts[:size]), ()) if office else ()
        for side in (side for state in states for side in (state.id, state.branch("government"))):
            holder = scene.catalogue.serving(side, office, scene.on)
            if holder is not None:
                return (_office_link(scene, holder, office, "served on that day"),)
    return ()


def _office_link(scene: Scene, holder: Holder, office: str, reason: str) -> Link:
    """Name heads of state and government, and other offices by the office where the text does not name the holder."""
    link = holder_link(scene, holder, reason)
    if office in ("president", "prime minister", "premier", "chancellor", "king", "supreme leader"):
        return link
    return replace(link, id=f"speaker:{slug(holder.office)}", name=holder.office)


def _by_office_alone(scene: Scene, words: str) -> tuple[Link, ...]:
    """Read "the Foreign Secretary": the holder that the text names, else the one of the publisher's or the country's state."""
    office = bare(words)
    named = [
        h
        for h in scene.catalogue.holders
        if office in h.words and any(f" {key(n)} " in scene.keyed for n in h.names[:1])
    ]
    serving = [h for h in named if h.serves(scene.on)] or named
    if serving and len({h.name for h in serving}) == 1:
        return (holder_link(scene, serving[0], f'"{words}", named in the text'),)
    own = _of_publisher(scene, words, office)
    if own:
        return own
    only = {h.side for h in scene.catalogue.holders if office in h.words}
    if len(only) == 1 and " " in office and any(word[:1].isupper() for word in words.split()[-2:]):
        holder = scene.catalogue.serving(next(iter(only)), office, scene.on)
        if holder is not None:  # "the Foreign Secretary": one state alone calls an office so
            return (_office_link(scene, holder, office, f'"{words}"'),)
    return ()


def _of_publisher(scene: Scene, words: str, office: str) -> tuple[Link, ...]:
    """Read an office that those who publish call so for short: "the Secretary", "the President" of a ministry of his."""
    publisher = scene.publisher
    if publisher is None or publisher.kind == "media":
        return ()
    bodies = (publisher.id, *publisher.within)
    head = next(filter(None, (scene.catalogue.heads(body, office, scene.on) for body in bodies)), None)
    if head is not None:
        return (holder_link(scene, head, f'"{words}" of {publisher.name}'),)
    codes = [publisher.country, *(actor.country for actor in map(scene.catalogue.actor, bodies) if actor)]
    state = scene.catalogue.state(next(filter(None, codes), None))
    for side in (state.id, state.branch("government")) if state else ():
        holder = scene.catalogue.serving(side, office, scene.on)
        if holder is not None:
            return (_office_link(scene, holder, office, f'"{words}" of {state.name if state else side}'),)
    return ()


# --- persons by name ----------------------------------------------------------------------------------------------


def person_in(scene: Scene, ask: Ask) -> str | None:
    """Return a person's name in the words, if there is one."""
    sentence = scene.sentence(ask.start)
    entities = sentence.entities if sentence else ()
    inside = [e for e in entities if e.kind == "PER" and ask.start <= e.start and e.end <= ask.end]
    inside = [e for e in inside if _is_meant(ask, e) and (not _is_short_name(e.words) or _is_titled(ask, e))]
    if inside:
        return plain_name(max(inside, key=lambda e: (e.end - e.start, -e.start)).words)
    parts = ask.words.split()
    if parts and key(parts[0]) in HONORIFICS and all(part[:1].isupper() for part in parts):
        return plain_name(ask.words)
    return None


def _is_meant(ask: Ask, person: Mention) -> bool:
    """Tell whether words with a person's name in them mean the person: not "the Eparchy of Adigrat", nor "Pol Pot's people"."""
    before, after = ask.words[: person.start - ask.start], ask.words[person.end - ask.start :]
    owner = _OWNED.match(after) or (person.words.endswith(("'s", "’s")) and after.strip())
    noun = key(before.split()[-1]) if before.split() else ""
    return not _WHERE.search(before) and not owner and noun not in PAPERS


def is_commander(words: str) -> bool:
    """Tell words for one who leads or speaks for a side from words for its men: "an Islamic State leader", "the commander of the force"."""
    phrase = re.split(r"\s(?:of|for|from|to|in)\s|,", words)[0].split()
    return phrase[-1:] != [] and phrase[-1] in LEADING


def _is_short_name(words: str) -> bool:
    """Tell "KNLA" of "a KNLA colonel", which readers take for a person at times: nobody is called by capitals alone."""
    return len(words) > 2 and words.isupper() and words.isalpha()


def _is_titled(ask: Ask, person: Mention) -> bool:
    """Tell "COOK" of "MR. COOK", as transcripts write who speaks."""
    before = ask.words[: person.start - ask.start].split()
    return bool(before) and key(before[-1]) in HONORIFICS | RANKS


def plain_name(words: str) -> str:
    """Return a name without titles and ranks."""
    parts = words.split()
    while len(parts) > 1 and (key(parts[0]) in HONORIFICS | RANKS | OFFICE | {"foreign", "defence", "the", "prime"}):
        parts = parts[1:]
    return re.sub(r"['’]s$", "", " ".join(parts))


def read_people(scene: Scene) -> dict[str, str]:
    """Map the last names of persons to the longest form that the document gives."""
    found: dict[str, str] = {}
    mentions: list[Mention] = [e for s in scene.annotated.sentences for e in s.entities if e.kind == "PER"]
    for entity in mentions:
        name = plain_name(entity.words)
        for last in {form for part in name.split() if len(part) > 3 for form in (key(part), key(part).removeprefix("al "))}:
            if len(name) > len(found.get(last, "")):
                found[last] = name
    return found


def full_name(scene: Scene, name: str) -> str:
    """Return the longest form of a name that the document gives."""
    full = scene.people.get(key(name).split(" ")[-1], name)
    return full if key(name) in key(full) else name


def public_role(scene: Scene, words: str, name: str) -> tuple[str, bool]:
    """Return the role that the document gives a person, and whether it is a public office or a command."""
    role = _role_of(scene, words, full_name(scene, name))
    parts = {singular(part) for part in key(role).split(" ")}
    if parts & (OFFICE | RANKS) and not parts & (AIDES | HOMES):
        return role, True
    if parts & SENIOR and parts & FIGURES and _names_armed_side(scene, role):
        return role, True
    surname = re.escape(full_name(scene, name).split()[-1])
    if re.search(rf"\b{surname}{_BETWEEN}command(?:s|ed)\b(?! respect)", scene.text):
        return role or "commander", True
    if any(_names_armed_side(scene, own[1]) for own in re.finditer(_LED.format(surname), scene.text)):
        return role or "leader", True  # "Gulbuddin Hekmatyar's Hezb-e Islami"
    return (role or "listed by an authority", True) if _is_listed(scene, surname) else (role, False)


def _names_armed_side(scene: Scene, role: str) -> bool:
    words = role.split()
    runs = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, min(len(words), start + 5) + 1))
    return any(link.kind == "armed" for run in runs if run[:1].isalpha() for link in scene.catalogue.look_up(run, scene.on)[:1])


def _is_listed(scene: Scene, surname: str) -> bool:
    """Tell whether the text says of the person himself that a state, a court or the United Nations listed him: "X was designated"."""
    after = rf"\b{surname}{_BETWEEN}(?:was|is|been)\s+(?:\w+ly\s+)?{LISTED}\b"
    before = rf"\b(?:{LISTED}|designat(?:es|ing|ions? of)|sanction(?:s|ing)|indict(?:s|ing|ment of))\s+(?:[A-Z][\w'’-]*\s+){{0,4}}{surname}\b"
    return re.search(after, scene.text) is not None or re.search(before, scene.text) is not None


def person_link(scene: Scene, ask: Ask) -> tuple[Link, ...]:
    """Return a person who acts: by name if known for an office or a command, else by role alone."""
    name = person_in(scene, ask)
    if name is None or len(name.split()) > 5:
        return ()
    holder = scene.catalogue.holder(full_name(scene, name), scene.on)
    if holder is not None:
        return (holder_link(scene, holder, "named"),)
    role, public = public_role(scene, ask.words, name)
    if public:
        full = full_name(scene, name)
        return (Link(f"speaker:{slug(full)}", full, "role", 0.7, f'named, with a public role: "{role}"'),)
    if role:
        return (
            Link(f"speaker:{slug(role)}", clean(role), "role", 0.4, "a person without public office, by role alone"),
        )
    return (
        Link(NOBODY, "unnamed person", "role", 0.3, "a person without a public role in the text"),
    )


def _role_of(scene: Scene, words: str, name: str) -> str:
    """Find the role that the document gives a person: before the name, or set off by a comma after it."""
    surname = re.escape(name.split()[-1])
    outside = words.replace(name, " ").replace(name.split()[-1], " ").strip(" ,")
    if has_role(outside):
        return _without_link(outside)
    for found in re.finditer(rf"{surname}\b", scene.text):
        after = re.match(r",\s+((?:an?|the)?\s*[^,.;:“”\"]{3,90})[,.;:]", scene.text[found.end() :])
        if after and has_role(after.group(1), one=True) and key(after.group(1)).split(" ")[0] not in _SAID:
            return after.group(1)
        plain = COPULA.match(scene.text[found.end() :])
        said = next((group for group in plain.groups() if group), "") if plain else ""
        if has_role(said):
            return said
        before = scene.text[max(0, found.start() - 90) : found.start()].rpartition("\n")[2]
        titled = _title_before(before, name)
        if has_role(titled, one=True):
            return _tail(titled)
        found_role = re.search(r"((?:[\w'’-]+ ){1,8}?)(?:[A-Z][\w.'’-]+[ ,]+){0,3}$", before)
        if found_role and has_role(" ".join(found_role.group(1).split()[-4:]), one=True):
            return _tail(found_role.group(1))
        near = re.search(r"([\w' ’-]+), (?:[A-Z][\w.'’-]+ ){0,3}$", before)
        if near and has_role(near.group(1)):
            return _tail(near.group(1))
    return ""


def _title_before(before: str, name: str) -> str:
    """Return the last words before a name told with its given names: "Defence Secretary" of "Britain's Defence Secretary Michael Fallon"."""
    given = " ".join(name.split()[:-1])
    plain = before.rstrip()
    if not given or not plain.endswith(given):
        return ""
    words = plain.removesuffix(given).rstrip().split()
    while words and key(words[-1]) in HONORIFICS | RANKS | {"honourable", "honorable", "army"}:
        words = words[:-1]
    return "" if not words or words[-1][-1] in ",.;:" else " ".join(words[-4:])


def has_role(words: str, one: bool = False) -> bool:
    """Tell whether words name a role; that of one person, where asked: "villagers killed scores of" is nobody's."""
    return any(singular(part) in ROLE and not (one and is_plural(part)) for part in key(words).split(" "))


def _tail(words: str) -> str:
    """Keep the words from the last article or speech verb on that leave a role: "... said the UK Special Representative for Syria"."""
    parts = words.strip().split()
    for at in range(len(parts) - 1, -1, -1):
        opens = parts[at].casefold() in ("the", "a", "an", "said", "by", "to", "and", "report", "report,")
        if opens and has_role(" ".join(parts[at + 1 :])):
            return _without_link(" ".join(parts[at + 1 :]))
    return _without_link(" ".join(parts[-4:]))


def _without_link(words: str) -> str:
    return re.sub(r"\s+(?:from|of|at|in|for|with|on)$", "", words)


def offices_told(annotated: Annotated) -> list[Filler]:
    """Return the holders of office who do something, by their office alone: "The Foreign Secretary gave an interview"."""
    text = annotated.document.text
    found = [
        phrase(sentence, text, token.index)
        for sentence in annotated.sentences
        for token in sentence.tokens
        if token.deprel == "nsubj" and token.lemma.lower() in OFFICE | SPEAKING_FOR and token.xpos in ("NN", "NNP")
    ]
    return [Filler(one.start, one.end, one.words, "office") for one in found]
