"""Countries and their capitals that words mean: "the country", "the capital", "the Ethiopian capital"."""

from __future__ import annotations

from dataclasses import replace

from whoholds.actors.spelling import key
from whoholds.records import Link
from whoholds.resolve.asking import Ask
from whoholds.resolve.place_links import country_link
from whoholds.resolve.scene import Scene

POINTING = ("the", "this", "that")
"""Not "its" and "their": those of an armed group's capital are no state's."""
CONTESTED = frozenset({"IL", "PS"})
"""Countries whose capital is itself in dispute: "the capital" there is left to what the text names."""
LANDS = frozenset({"country", "nation"})


def land(scene: Scene, spot: int, words: str) -> tuple[Link, ...]:
    """Read "the country" as that where things happen, not the one whose planes were named last ("French planes", "Uganda sent troops")."""
    parts = key(words).split(" ")
    here = scene.country(spot)
    plain = parts[-1] in LANDS and (len(parts) == 1 or (len(parts) == 2 and parts[0] in POINTING))  # noqa: PLR2004
    if not plain or here is None or here not in scene.catalogue.states:
        return ()
    return (country_link(scene, here, f'"{words}": the country told of'),)


def capital(scene: Scene, spot: int, words: str) -> tuple[Link, ...]:
    """Read "the capital" as that of the country told of, "the Ethiopian capital" as Addis Ababa."""
    *before, last = key(words).split(" ") or [""]
    if last not in ("capital", "capitals") or scene.gazetteer is None:
        return ()
    whose = " ".join(part for part in before if part not in POINTING).removesuffix("'s")
    state = next(iter(scene.catalogue.adjectives.get(whose, ())), None) if whose else scene.catalogue.state(scene.country(spot))
    if state is None or state.code in CONTESTED:
        return ()
    found = scene.gazetteer.capital_of(state.code)
    return (replace(found, score=0.7, reason=f"capital of {state.name}"),) if found is not None else ()


def land_of_leader(scene: Scene, ask: Ask, barred: frozenset[str]) -> tuple[Link, ...]:
    """Return the state of who speaks in the sentence, where no side is named: "the French President said his country would step up its strikes"."""
    here = scene.sentence_of(ask.start)
    leaders = [h.link for h in scene.before(scene.sides, ask.start) if h.sentence == here and h.link.kind in ("role", "person")]
    states = [scene.catalogue.state(link.country) for link in leaders if link.country]
    links = [scene.catalogue.link(state.id, 0.5, f'"{ask.words}" for the country of who speaks', scene.on) for state in states if state]
    return tuple(link for link in links if link.id not in barred)[:1]
