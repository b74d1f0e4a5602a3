"""What a text says of where places lie, against coordinates and ids."""

from __future__ import annotations

import pytest

from tests.claims import PLACES, document
from whoholds.check.places import place_statements
from whoholds.records import Annotated, Filler, Link, Sentence

KNOWN = {
    **PLACES,
    "Tal Abyad": Link("gn:9", "Tal Abyad", "city", 0.9, "", 36.697, 38.957, "SY", "exact", ("country:SY",)),
    "Iraq": Link("country:IQ", "Iraq", "country", 1.0, "", 33.0, 44.0, "IQ", "country"),
}


def told(text: str) -> list[tuple[str, str, str]]:
    """Return kind, place and verdict of each statement of a text; a line is a sentence."""
    places = [
        Filler(at, at + len(name), name, "toponym", (link,))
        for name, link in KNOWN.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    sentences, start = [], 0
    for i, line in enumerate(text.split("\n")):
        sentences.append(Sentence(i, start, start + len(line), 0, ()))
        start += len(line) + 1
    annotated = Annotated(document("d", text, "2015-06-17"), tuple(sentences), tuple(places))
    return [(s.kind, s.place.name, s.verdict) for s in place_statements(annotated)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mosul, a city in northern Iraq, fell.", [("within", "Mosul", "agrees")]),
        ("Mosul, a city in eastern Syria, fell.", [("within", "Mosul", "disagrees")]),
        ("Fighting went on in Mosul and Syria.", []),
        ("Ain Issa lies 50 km north of Raqqa.", [("distance", "Ain Issa", "agrees")]),
        ("Ain Issa, 31 miles from Raqqa, fell.", [("distance", "Ain Issa", "agrees")]),
        ("Ain Issa, some 400 km from Raqqa, fell.", [("distance", "Ain Issa", "disagrees")]),
        (
            "They hold Tal Abyad.\nThe town lies 850 kilometres north of Raqqa.",
            [("distance", "Tal Abyad", "disagrees")],
        ),
        ("They hold Tal Abyad.\nRaqqa, 85 km south, is next.", [("distance", "Tal Abyad", "agrees")]),
        ("In Mosul it is quiet.\nOur units stand 9 km from the outskirts of Raqqa.", []),
    ],
)
def test_statements(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found
