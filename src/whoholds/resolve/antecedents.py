"""Which place a description means: "the town", "there", "these towns", "the airport", "its outskirts"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from whoholds.actors.nouns import singular
from whoholds.actors.spelling import clean, key, slug
from whoholds.records import Filler, Link
from whoholds.resolve.asking import with_holder
from whoholds.resolve.lands import capital, land
from whoholds.resolve.place_links import beside_link, country_link, unknown_name
from whoholds.resolve.place_parts import base_of, lies_outside, part_by_compass
from whoholds.resolve.place_words import COMPASS, FRONTIERS, MISSIONS, PARTS, SAME_SITE, SITES, SMALL, TOWNS, WAYS, WIDE
from whoholds.resolve.salience import link_to, rank
from whoholds.resolve.scene import Heard, Scene
from whoholds.resolve.topics import of_topic

BESIDE = re.compile(r" (around|near|along|beside|outside|(?:north|south|east|west)(?:-?(?:east|west))?(?: and \w+)? of) ")
"""Words after which a phrase is not the place itself: "villages around Amerli"."""
_WAY = re.compile(r" (from|to|between|into|toward|towards) ")
_LEADING = re.compile(r"^(?:near|inside|outside|around|in|at|within|across|throughout) (.+)$", re.IGNORECASE)
_POINTING = frozenset(["these", "those", "both", "two", "three", "the"])
_OWNER = re.compile(r"^(its|their|his|our|the [\w-]+['’]s|that [\w-]+['’]s|this [\w-]+['’]s)\s+(.+)$", re.IGNORECASE)
_PART_OF = re.compile(r"^(?:the |an? |some |several |every )?([\w\s'’-]+?) of ((?:the|that|this|its|all)\b.*|[A-Z].*)$")
DEPTH = 3
LOST = 0.1  # score of a place that nothing told of before fits
USED = 0.3  # what having been a place of a claim adds: places where things happen, not those that say where others lie
VOICE = 0.6
"""What standing in a speaker's words takes away: "the agency's office in Kisoro said" tells of no event there."""
TITLE = 0.3
"""What standing in the title adds. Both set by hand on the training claims, not swept."""

DEFINITE = frozenset("the this that these those its their his her our my your both all here there it".split())

Links = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Words that say where."""

    words: str
    start: int
    end: int
    depth: int = 0

    @property
    def phrase(self) -> str:
        return clean(self.words).removesuffix(" itself")

    def part(self, words: str) -> _Place:
        """Return a part of the phrase, to be asked for itself."""
        at = max(0, self.words.find(words))
        return _Place(words, self.start + at, self.start + at + len(words), self.depth + 1)


def resolve_place_words(scene: Scene, filler: Filler) -> tuple[Links, ...]:
    """Return the candidates of each place that the words mean: several for "these towns", one otherwise."""
    pronoun = filler.words in ("It", "There", "Here", "Both", "Them")
    place = _Place(filler.words.casefold() if pronoun else filler.words, filler.start, filler.end)
    found = capital(scene, place.start, place.words) or _part_by_compass(scene, place)
    if found:
        return (found,)
    head = _noun(place.phrase)
    if _many(filler.words, head) and _inside(scene, place) is None and not _OWNER.match(filler.words):
        several = _several(scene, place, head)
        if several:
            return several
    return (_one(scene, place),)


def _one(scene: Scene, place: _Place) -> Links:
    if place.depth > DEPTH:
        return (_unknown(scene, place),)
    inner = _inside(scene, place)
    if inner is not None and key(inner.words) == key(place.phrase):
        return (inner.link,)
    leading = _LEADING.match(place.words)
    if leading:
        return _one(scene, place.part(leading.group(1)))
    part = _PART_OF.match(place.words)
    site = _noun(place.phrase) in SITES and BESIDE.search(f" {place.words} ")
    if part and not site and _is_part(part.group(1)) and not lies_outside(part.group(1)):
        return _one(scene, place.part(part.group(2)))
    beside = BESIDE.search(f" {place.words} ") or (_WAY.search(place.words) if _noun(place.phrase) in WAYS else None)
    if beside:
        return _relative(scene, place, beside.group(1))
    owned = _OWNER.match(place.words)
    if owned:
        return _owned(scene, place, owned.group(1), owned.group(2))
    if inner is not None:
        return _with_name(scene, inner, place)
    if _is_indefinite(place.words):
        return (_unknown(scene, place),)
    return _soil(scene, place) or _described(scene, place)


def _part_by_compass(scene: Scene, place: _Place) -> Links:
    """Read "the eastern half of the city", "the southern districts", as eastern Mosul, southern Kirkuk."""
    said = part_by_compass(place.words)
    if said is None:
        return ()
    way, whole = said
    found = _one(scene, place.part(whole)) if whole else _antecedent(scene, place, "town")
    if not found or found[0].score <= LOST or (not whole and found[0].kind != "city"):
        return ()
    return (beside_link(found[0], f"{way} {found[0].name}", f'"{place.words}" of {found[0].name}', "relative"),)


def _is_indefinite(words: str) -> bool:
    """Tell whether words are a bare plural ("villages", "border towns") or "a town": no particular places were named before."""
    first, last = words.split(" ")[0].casefold(), words.split(" ")[-1]
    if first in ("a", "an", "another", "one", "no", "any") and _noun(clean(words)) in TOWNS:
        return True
    return words.islower() and first not in DEFINITE and singular(last) != last


def _is_part(words: str) -> bool:
    parts = key(words).split(" ")
    return bool(set(parts) & (PARTS | COMPASS)) or singular(parts[-1]) in PARTS | TOWNS | set(WIDE)


def _soil(scene: Scene, place: _Place) -> Links:
    """Read "Turkish soil", "Iraqi territory", "the Turkish side": the country."""
    parts = key(place.phrase).split(" ")
    states = scene.catalogue.adjectives.get(" ".join(parts[:-1]), ()) if len(parts) > 1 else ()
    if not states or parts[-1] not in ("soil", "territory", "side", "land", "ground", "conflict"):
        return ()
    return (country_link(scene, states[0].code, f'"{place.words}"'),)


def _described(scene: Scene, place: _Place) -> Links:
    head = _noun(place.phrase)
    if _is_name(place.phrase):
        return (_named(scene, place),)
    owner = base_of(place.phrase)
    if owner:
        return (replace(_named(scene, place), id=f"rel:{slug(owner)}", name=owner, kind="site"),)
    if head in COMPASS:
        return _compass(scene, place, head)
    if head == "compound" and " " in place.phrase:  # "the government compound" is a site, "the compound" what was told of
        return _site(scene, place, head)
    if head in TOWNS | PARTS | set(WIDE):
        return land(scene, place.start, place.words) or _antecedent(scene, place, head) or (_unknown(scene, place),)
    if head in SITES:
        return _site(scene, place, head)
    return (_unknown(scene, place),)


def _compass(scene: Scene, place: _Place, head: str) -> Links:
    """Read "the east" as the eastern part of the country or town told of."""
    near = _antecedent(scene, place, "place")
    code = scene.country(place.start)
    whole = near[0] if near and near[0].score > 0.6 and near[0].kind == "city" else None
    if whole is None and code in scene.catalogue.states:
        whole = country_link(scene, code or "", "the country told of")
    if whole is None:
        return (_unknown(scene, place),)
    return (beside_link(whole, f"{head.removesuffix('ern')}ern {whole.name}", f'"{place.words}" of {whole.name}', "relative"),)


def _noun(phrase: str) -> str:
    parts = re.split(r" (?:of|in|to|on|at|for|from|north|south|east|west|along|around|near|[0-9][0-9.,]*) ", phrase)[0].split()
    return singular(parts[-1]) if parts else ""


def _is_name(phrase: str) -> bool:
    parts = phrase.split()
    return any(p[:1].isupper() for p in parts) and all(p[:1].isupper() or p[:1].isdigit() or p.startswith("al-") for p in parts)


def _inside(scene: Scene, place: _Place) -> Heard | None:
    """Return the place that a phrase names itself: "the town of Sinjar", "villages around Amerli"."""
    inside = [h for h in scene.places if place.start <= h.start and h.end <= place.end and h.link.kind != "demonym"]
    inside = [h for h in inside if any(char.isupper() for char in h.words)]
    exact = [h for h in inside if (h.start, h.end) == (place.start, place.end)]
    return next(iter(exact or sorted(inside, key=lambda h: (h.start - h.end, h.start))), None)


def _with_name(scene: Scene, inner: Heard, place: _Place) -> Links:
    """Keep "the airport of Mosul" apart from Mosul itself; "Sinjar town" and "central Ramadi" are the town."""
    head = _noun(place.phrase)
    if head in MISSIONS and inner.link.kind == "country":
        return (_mission(scene, inner, head),)
    if head in SITES and singular(inner.words) != head and head in key(inner.link.name).split(" "):
        return (inner.link,)
    if head in SITES and singular(inner.words) != head and head not in key(inner.words).split(" "):
        name = _rename(place.phrase, inner)
        return (beside_link(inner.link, name, f"{head} named with {inner.link.name}", "site"),)
    if _is_name(place.phrase) and not place.phrase.startswith(inner.words) and head not in TOWNS | PARTS | set(WIDE):
        return (unknown_name(place.phrase),)
    if _is_name(place.phrase) and any(char.isdigit() for char in place.phrase) and not any(c.isdigit() for c in inner.words):
        return (unknown_name(place.phrase),)
    return (inner.link,)


def _mission(scene: Scene, inner: Heard, head: str) -> Link:
    """Name an embassy after its state and leave open where it stands: "Turkey's consulate" is not in Turkey."""
    state = scene.catalogue.state(inner.link.country)
    return unknown_name(f"{state.adjectives[0] if state and state.adjectives else inner.link.name} {head}")


def _rename(phrase: str, inner: Heard) -> str:
    name = re.sub(rf"^{re.escape(inner.words)}['’]s ", f"{inner.words} ", phrase).replace(inner.words, inner.link.name)
    before, of, after = name.partition(" of ")
    return f"{after} {before}" if of and after == inner.link.name else name


def _relative(scene: Scene, place: _Place, word: str) -> Links:
    """Read "villages around the town": a place of its own, within reach of the one named."""
    before, _, after = f" {place.words}".partition(f" {word} ")
    found = _one(scene, place.part(after)) if after.strip() else ()
    if not found or found[0].score <= LOST:
        return (_unknown(scene, place),)
    head = _noun(clean(before))
    if word == "from" and scene.catalogue.look_up(after.strip(), scene.on) and found[0].id.startswith("rel:"):
        return _one(scene, place.part(before.strip()))  # "key roads from Islamic State": whom they were taken from
    if after.islower() and head in SITES - WAYS and before.casefold().startswith(" the "):
        told = _site_told(scene, place, head)
        if told:
            return told
    if head in SITES - WAYS and found[0].kind == "city" and not any(char.isupper() for char in before):
        known = _known_site(scene, replace(place, words=f"the {head}"), head)
        return (known or beside_link(found[0], f"{found[0].name} {head}", f'"{place.words}"', "site"),)
    name = f"{clean(before)} {word} {found[0].name}".strip()
    return (beside_link(found[0], name, f'"{place.words}"', "relative"),)


def _owned(scene: Scene, place: _Place, owner: str, rest: str) -> Links:
    """Read "its outskirts", "the city's edge", "their posts": a part of the owner, or a site of it."""
    noun = "town" if owner.casefold() in ("its", "their", "his", "our") else _noun(owner.removesuffix("'s").removesuffix("’s"))
    inner = _inside(scene, place)
    if inner is not None and inner.link.kind != "country":
        return _with_name(scene, inner, replace(place, words=rest))
    if rest.casefold() in FRONTIERS:
        return _frontier(scene, replace(place, words=rest), rest.casefold())
    if noun not in TOWNS | set(WIDE) | PARTS | SITES:
        return (_unknown(scene, place),)  # "the junta's headquarters" are not those of the last town
    found = _antecedent(scene, place, noun if noun in TOWNS | set(WIDE) else "place")
    if not found:
        return (_unknown(scene, place),)
    head = _noun(clean(rest))
    if head in PARTS | TOWNS | set(WIDE):
        return found
    plural = rest.split()[-1].endswith("s")
    name = f"{clean(rest)} in {found[0].name}" if plural else f"{found[0].name} {clean(rest)}"
    return (beside_link(found[0], name, f'"{place.words}" of {found[0].name}', "site"),)


def _many(words: str, head: str) -> bool:
    parts = words.casefold().split()
    if not parts:
        return False
    plural = parts[-1] != head and parts[-1].endswith("s")
    return (parts[0] in _POINTING and plural and head in TOWNS | set(WIDE)) or parts[0] in ("both", "them")


def _several(scene: Scene, place: _Place, head: str) -> tuple[Links, ...]:
    """Return the last places that were told of together."""
    fits = _fitting("place" if head in ("them", "both") else head)
    heard = [h for h in scene.before(scene.places, place.start) if (fits(h) or 0.0) > -0.3 and fits(h) is not None]
    words = place.words.casefold().split()
    most = 3 if "three" in words else 2 if "two" in words or "both" in words else 4
    together: list[Heard] = []
    for each in heard:
        if any(each.link.id == h.link.id for h in together):
            continue
        if len(together) > 1 and each.sentence < together[-1].sentence:
            break
        together.append(each)
    reason = f'"{place.words}" for what was told of together'
    chosen = sorted(together[:most], key=lambda h: h.start)
    return tuple((replace(h.link, score=0.7, reason=f'{reason}: "{h.words}"'),) for h in chosen)


def _antecedent(scene: Scene, place: _Place, head: str) -> Links:
    fitting = _fitting(head)
    if head == "capital":
        return capital(scene, place.start, place.words)
    used = {f.link.id for claim in scene.done for f in claim.places if f.link is not None}

    def fits(heard: Heard) -> float | None:
        bonus = fitting(heard)
        if bonus is None:
            return None
        if heard.subject and key(heard.words) in scene.catalogue.seats:
            bonus -= 0.6  # "Baghdad denied it" speaks of the government
        bonus -= VOICE if any(v.start <= heard.start and heard.end <= v.end for v in scene.speakers) else 0.0
        bonus += of_topic(scene, heard, place.start) if " " in place.words else 0.0
        return bonus + (USED if heard.link.id in used else 0.0) + (TITLE if scene.in_title(heard) else 0.0)

    ranked = rank(scene, [*scene.places, *(topic for _, topic in scene.topics if topic is not None)], place.start, fits)
    if not ranked:
        twice = 2 * scene.sentence_of(place.start)  # as far behind as it is ahead
        ahead = [replace(h, start=place.start, end=place.start, sentence=twice - h.sentence) for h in scene.places if h.start >= place.end][:3]
        ranked = rank(scene, ahead, place.start, fits)
    return link_to(scene, ranked, f'"{place.words}" for what was told of before')


def antecedent_of(scene: Scene, start: int, end: int, head: str) -> Link | None:
    """Return the town or province that the text speaks of at a position, if it is near enough to be meant."""
    found = _antecedent(scene, _Place(head, start, end), head)
    return found[0] if found and found[0].score >= 0.3 else None


def _fitting(head: str) -> Callable[[Heard], float | None]:
    wanted = "city" if head in TOWNS else WIDE.get(head, "")

    def fits(heard: Heard) -> float | None:
        kind = heard.link.kind
        if kind == "demonym" and wanted != "country":
            return None
        if wanted == "country":
            return 0.0 if kind in ("country", "demonym") else None
        if wanted == "city" and kind == "relative" and any(id.startswith("country:") for id in heard.link.within[:1]):
            return None
        if wanted == "city" and " " in heard.link.name and _noun(heard.link.name) in SITES:
            return None  # "the city" is no university, though no gazetteer holds it
        if wanted == "city" and heard.link.id.startswith(("rel:", "new:")) and kind == "city":
            return -0.4  # a name that no gazetteer holds: perhaps no town
        if wanted:
            return 0.0 if kind == wanted else -0.4 if kind in ("city", "site", "relative") else None
        if kind == "country":  # "the compound" and "the outskirts" are no country's
            return None if head in SMALL else -0.6 if head == "area" else -0.35
        return -0.35 if kind == "water" else 0.0 if kind in ("city", "site") else -0.1

    return fits


def _site(scene: Scene, place: _Place, head: str) -> Links:
    """Return the site of that kind told of before ("the dam" after "Mosul Dam"), else one named after the town."""
    told = _site_told(scene, place, head)
    if told:
        return told
    if head in FRONTIERS:
        return _frontier(scene, place, head)
    known = _known_site(scene, place, head)
    if known is not None:
        return (known,)
    phrase = place.phrase
    near = _antecedent(scene, place, "town")
    if not near or near[0].kind == "country" or len(phrase.split()) > 3 or any(char.isupper() or char.isdigit() for char in phrase):
        return (_unknown(scene, place),)
    definite = place.words.casefold().startswith("the ") and not phrase.endswith("s")
    name = f"{near[0].name} {phrase}" if definite else f"{phrase} in {near[0].name}"
    return (beside_link(near[0], name, f'"{place.words}" of {near[0].name}', "site"),)


def _frontier(scene: Scene, place: _Place, head: str) -> Links:
    """Read "the border" as that of the country told of: a border is no site of the last town."""
    state = scene.catalogue.state(scene.country(place.start))
    if state is None or not state.adjectives or len(place.phrase.split()) > 1:
        return (_unknown(scene, place),)
    country = country_link(scene, state.code, f'"{place.words}" of {state.name}')
    return (beside_link(country, f"{state.adjectives[0]} {head}", f'"{place.words}" of {state.name}', "relative"),)


def _site_told(scene: Scene, place: _Place, head: str) -> Links:
    """Return the site of that kind that was told of before, for words that say it is known."""
    if not place.words.casefold().startswith(("the ", "this ", "that ")):
        return ()

    def fits(heard: Heard) -> float | None:
        named = f" {key(f'{heard.words} {heard.link.name}')} "
        same = any(f" {kind} " in named for kind in SAME_SITE.get(head, (head,)))
        water = head == "river" and heard.link.kind == "water"
        return 0.3 if (same and " " in heard.words) or water else None

    return link_to(scene, rank(scene, scene.places, place.start, fits), f'"{place.words}" for what was told of before')


def _known_site(scene: Scene, place: _Place, head: str) -> Link | None:
    """Return the site of the gazetteer that is named after a place told of: "the mountain" by Sinjar is Mount Sinjar."""
    if scene.gazetteer is None or not place.words.casefold().startswith(("the ", "this ", "that ")):
        return None
    towns = dict.fromkeys(h.link.name for h in scene.before(scene.places, place.start) if h.link.kind in ("city", "region"))
    for town in list(towns)[:6]:
        for name in (f"{town} {head}", f"Mount {town}" if head == "mountain" else "", f"{head} of {town}"):
            links = scene.gazetteer.look_up(name) if name else ()
            found = [link for link in links if link.kind == "site" and head_fits(link.name, head)]
            if found:
                return replace(found[0], score=0.6, reason=f'"{place.words}" near {town}')
    return None


def head_fits(name: str, head: str) -> bool:
    """Tell whether a site's name says the same kind of site."""
    return head in key(name).split(" ") or (head == "mountain" and key(name).startswith("mount "))


def _named(scene: Scene, place: _Place) -> Link:
    return replace(unknown_name(place.phrase), country=scene.country(place.start))


def _unknown(scene: Scene, place: _Place) -> Link:
    country, name = scene.country(place.start), with_holder(scene, place.phrase)
    return Link(f"rel:{slug(name)}", name, "relative", 0.1, "no place told of before fits", country=country, precision="vague")
