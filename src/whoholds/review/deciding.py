"""A person's decision about a provisional side: checked, made into a Judgement, and written out for a catalogue of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from whoholds.actors.catalogue import KINDS, Catalogue
from whoholds.actors.persons import looks_like_person
from whoholds.actors.spelling import key, slug
from whoholds.errors import InputError
from whoholds.records import Judgement, content_id
from whoholds.review.provisional import Near, Provisional, known_names, near_names
from whoholds.review.sides import NEW, NONE, SAME, UNDO, Change, change_for, change_for_new, decisions


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person says a provisional side is."""

    verdict: str
    """One of `sides.VERDICTS`."""
    by: str
    why: str = ""
    same_as: str = ""
    """For `same_as`: id or name of a side of the catalogue."""
    called: str = ""
    """For `new_side`: its usual name, where it is not the one that the texts give."""
    kind: str = ""
    countries: tuple[str, ...] = ()
    part_of: str = ""
    source: str = ""


def provisional_called(name: str, provisional: Sequence[Provisional]) -> Provisional:
    """Return the provisional side of an id or a name. Raises InputError that names the nearest where none fits."""
    wanted = key(name)
    for each in provisional:
        if name == each.id or wanted in {key(spelling) for spelling in each.spellings}:
            return each
    alike = [each.name for each in provisional if set(key(each.name).split()) & set(wanted.split())][:3]
    hint = f"; there are {', '.join(alike)}" if alike else "; `whoholds actors --new` lists them"
    raise InputError(f"{name}: the store's claims name no such side that the catalogue lacks{hint}")


def judgement_of(side: Provisional, ruling: Ruling, catalogue: Catalogue, when: datetime) -> Judgement:
    """Make the judgement of a ruling. Raises InputError for what cannot be: an unknown side, a person made a side."""
    change = _change(side, ruling, catalogue)
    id = content_id("judgement", side.id, ruling.verdict, ruling.by, when.isoformat(), [list(pair) for pair in change])
    return Judgement(id, side.id, ruling.verdict, ruling.by, when, ruling.why, change)


def _change(side: Provisional, ruling: Ruling, catalogue: Catalogue) -> Change:
    told = tuple(("spelling", spelling) for spelling in side.spellings if spelling[:1].isupper()) or (("spelling", side.name),)
    if ruling.verdict in (NONE, UNDO):
        return () if side.person else told  # a person's name is not written down once more
    name = ruling.called or side.name
    person = looks_like_person(name, side.sentences)
    if person:
        raise InputError(
            f"{name}: looks like a person's name ({person}); no person is made a side. If it is a group, name it as one: "
            f'--called "{name} group". If it is none, --not-a-side'
        )
    source = (("source", ruling.source),) if ruling.source else ()
    if ruling.verdict == SAME:
        return (*change_for(catalogue, _known(ruling.same_as, catalogue)), *told, *source)
    return (*change_for_new(catalogue, _new(name, side, ruling, catalogue)), *told, *source)


def _new(name: str, side: Provisional, ruling: Ruling, catalogue: Catalogue) -> dict[str, str]:
    if ruling.kind not in KINDS:
        raise InputError(f"--kind {ruling.kind or '(none)'}: a new side is one of {', '.join(sorted(KINDS))}")
    unknown = [code for code in ruling.countries if catalogue.state(code) is None]
    if unknown:
        raise InputError(f"--country {unknown[0]}: no state has this code; write two letters, as SY")
    id = f"actor:{slug(name)}"
    if id in catalogue.actors:
        raise InputError(f"{name}: the catalogue has {catalogue.actors[id].name!r}; if that is meant, --same-as {slug(name)}")
    countries = ruling.countries or side.countries[:1]
    part_of = _known(ruling.part_of, catalogue) if ruling.part_of else ""
    return {"id": id, "name": name, "kind": ruling.kind, "country": " ".join(countries), "part_of": part_of}


def _known(words: str, catalogue: Catalogue) -> str:
    """Return the id of a side of the catalogue given by id or name."""
    for id in (words, f"actor:{words}"):
        if id in catalogue.actors:
            return id
    links = catalogue.look_up(words)
    if len({link.id for link in links}) == 1:
        return links[0].id
    ids = [link.id for link in links] or [near.id for near in _near(words, catalogue)]
    raise InputError(f"{words}: {'several sides go by it' if links else 'no side of the catalogue'}; give an id: {', '.join(ids)}")


def _near(words: str, catalogue: Catalogue) -> tuple[Near, ...]:
    return near_names(words, known_names(catalogue))


# --- for a catalogue of one's own ---------------------------------------------------------------------------------


def entries_of(judgements: Iterable[Judgement]) -> str:
    """Write the decisions in force as YAML for a file of sides: new sides as entries, other spellings as `adds_to`.

    What is no side stands as a comment. The same decisions give the same text.
    """
    blocks = [_block(judgement) for _, judgement in sorted(decisions(judgements).items())]
    return "".join(blocks) if blocks else "# no side was decided\n[]\n"


def _block(judgement: Judgement) -> str:
    why = f": {judgement.why}" if judgement.why else ""
    head = "# " + " ".join(f"{judgement.verdict.replace('_', ' ')}, by {judgement.by} on {judgement.when.date()}{why}".split()) + "\n"
    told = dict(judgement.change)
    spellings = [value for key_, value in judgement.change if key_ == "spelling"]
    if judgement.verdict == NONE:
        return f"# {', '.join(spellings)}: not a side\n{head}" if spellings else ""
    entry: dict[str, Any]
    if judgement.verdict == SAME:
        entry = {"adds_to": told["id"].removeprefix("actor:"), "names": spellings}
    else:
        entry = {"id": told["id"].removeprefix("actor:"), "name": told["name"], "kind": told["kind"]}
        entry["countries"] = told["country"].split()
        entry["names"] = [spelling for spelling in spellings if spelling != told["name"]]
        if whole := told.get("part_of"):
            entry["ties"] = [{"kind": "part_of", "actor": whole.removeprefix("actor:")}]
    if source := told.get("source"):
        entry["source"] = source
    kept = {name: value for name, value in entry.items() if value}
    return head + str(yaml.safe_dump([kept], sort_keys=False, allow_unicode=True, width=160))


__all__ = ["NEW", "NONE", "SAME", "UNDO", "Ruling", "entries_of", "judgement_of", "provisional_called"]
