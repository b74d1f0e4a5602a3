"""Documents by hand for the tests of resolution: plain words, mentions where they stand, claims on top."""

from __future__ import annotations

from datetime import date

from whoholds.actors.catalogue import Catalogue
from whoholds.records import Annotated, Document, Filler, Mention, Sentence, Token, on_day
from whoholds.records.link import Link
from whoholds.resolve.actors import resolve_side
from whoholds.resolve.asking import Ask
from whoholds.resolve.document import open_scene
from whoholds.resolve.scene import Heard, Scene, hear

CITY = {
    "Raqqa": "SY",
    "Kobani": "SY",
    "Palmyra": "SY",
    "Mosul": "IQ",
    "Tikrit": "IQ",
    "Kandahar": "AF",
    "Maiduguri": "NG",
}


class Shelves:
    """A toolkit with sides and no places."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.gazetteer = None


def sentences_of(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    at = 0
    for index, words in enumerate(text.split("\n")):
        tokens: list[Token] = []
        spot = at
        for number, word in enumerate(words.split(" ")):
            bare = word.rstrip(".,")
            rel = "nsubj" if number == 0 else "dep"
            tokens.append(
                Token(number, spot, spot + len(bare), bare, bare.lower(), "NOUN", "NN", -1 if number else 0, rel)
            )
            spot += len(word) + 1
        found.append(Sentence(index, at, at + len(words), 0, tuple(tokens)))
        at += len(words) + 1
    return tuple(found)


def scene_of(
    text: str, names: list[str], catalogue: Catalogue, source: str | None = None, day: date | None = date(2015, 6, 1)
) -> Scene:
    """Open a scene on lines of text, hear the places in it, and then the sides that are named, in text order."""
    document = Document("d", text, source, published=on_day(day) if day else None)
    scene = open_scene(Annotated(document, sentences_of(text)), Shelves(catalogue))  # type: ignore[arg-type]
    for city, country in CITY.items():
        at = text.find(city)
        if at >= 0:
            link = Link(f"gn:{city}", city, "city", 0.9, "named", country=country)
            scene.places.append(Heard(at, at + len(city), scene.sentence_of(at), link, city))
    scene.places.sort(key=lambda heard: heard.start)
    for name in names:
        at = text.index(name)
        links = resolve_side(scene, Ask(name, at, at + len(name), "mention"))
        scene.sides.append(hear(scene, Filler(at, at + len(name), name, "name"), links[0]))
    scene.countries.clear()
    return scene


def ask(scene: Scene, words: str, **more: object) -> Ask:
    at = scene.text.rindex(words)
    return Ask(words, at, at + len(words), **more)  # type: ignore[arg-type]


def mention(scene: Scene, words: str) -> Mention:
    at = scene.text.index(words)
    return Mention(at, at + len(words), words)
