"""Targets of words: days, time words, coordinates, spellings, numbers, and whole articles read with a reader that reads nonsense."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from tests.fuzz.made_up import DAYS, NUMBERS, ODD, PLACES, PROSE, TIMES, dumped, in_bytes, json_lines, written
from tests.fuzz.random_reader import RandomReader
from tests.fuzz.target import Target, is_json, stands, words_of
from whoholds.annotate.number_words import find_amounts, value_of
from whoholds.annotate.numbers import find_numbers
from whoholds.cli.annotate_verb import document_of, json_of
from whoholds.dates.tagger import find_times
from whoholds.forms.interchange import annotated_line
from whoholds.geo.coordinates import find_coordinates
from whoholds.geo.spelling import bones, fold, loose, skeleton, sound
from whoholds.link.origins import find_origins
from whoholds.pipeline import claims_of, mapped, state_of_claims
from whoholds.read.days import day_of_address, day_of_text, parse_days
from whoholds.records import Claim, Document, Window, on_day
from whoholds.records.json_lines import from_line, to_line
from whoholds.text.normalise import normalise
from whoholds.text.search_words import search_words
from whoholds.toolkit import Toolkit

MOST_COPIES = 40
"""Articles that are compared with each other."""
PUBLISHED = (None, on_day(date(2015, 6, 25)), Window(date(2015, 6, 1), date(2015, 6, 30)), on_day(date(1, 1, 1)), on_day(date(9999, 12, 31)))


@cache
def shelves() -> Toolkit:
    """Open the shipped shelves with the reader that reads nonsense."""
    from whoholds.actors.catalogue import open_catalogue
    from whoholds.geo.gazetteer import open_gazetteer
    from whoholds.rules.load import open_rules

    return Toolkit(RandomReader(), open_gazetteer(), open_catalogue(), open_rules())


def _days(data: bytes) -> None:
    text = words_of(data)
    for window in (parse_days(text), day_of_text(text)[0], day_of_address(text)):
        if window is not None:
            assert window.earliest is not None and window.latest is not None and window.earliest <= window.latest


def _times(data: bytes) -> None:
    text = words_of(data)
    sentences = RandomReader().read(text) if len(text) % 2 else ()
    for when in find_times(text, sentences, PUBLISHED[len(text) % len(PUBLISHED)]):
        stands(text, when)
        if when.window and when.window.earliest and when.window.latest:
            assert when.window.earliest <= when.window.latest, when


def _coordinates(data: bytes) -> None:
    text = words_of(data)
    for spot in find_coordinates(text):
        assert 0 <= spot.start < spot.end <= len(text) and -90 <= spot.lat <= 90 and -180 <= spot.lon <= 180, spot


def _spellings(data: bytes) -> None:
    text = words_of(data)
    folded = fold(text)
    assert fold(folded) == folded
    loosened = loose(text)
    skeleton(text), bones(loosened), sound(loosened)
    shelves().gazetteer.look_up(text[:200])
    shelves().gazetteer.propose(text[:60])


def _numbers(data: bytes) -> None:
    text = words_of(data)
    for amount in find_amounts(text):
        assert 0 <= amount.start <= amount.core <= amount.end <= len(text), amount
        assert amount.low is None or amount.high is None or amount.low <= amount.high, amount
    for quantity in find_numbers(text, RandomReader().read(text)):
        stands(text, quantity)
        is_json(to_line(quantity))
    value_of(text[:100])


def _settling(data: bytes) -> None:
    text = words_of(data)
    once = normalise(text)
    assert normalise(once) == once and "\0" not in once
    once.encode("utf-8")
    for word, start, end in search_words(once):
        assert word and 0 <= start < end <= len(once)


def _annotating(data: bytes) -> None:
    text = words_of(data)
    document = Document("d", text, "Paper", published=PUBLISHED[len(text) % len(PUBLISHED)])
    made = claims_of(document, shelves())
    stands(text, made.annotated)
    stands(text, made.claims)
    is_json(json.dumps(annotated_line(mapped(made.annotated, shelves()), made.claims)))
    for claim in made.claims:
        line = to_line(claim)
        is_json(line)
        assert from_line(Claim, line) == claim
    for holding in state_of_claims(made.claims).holdings:
        is_json(to_line(holding))


def _interface(data: bytes) -> None:
    """Read lines as `annotate` takes them."""
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        document = document_of(number, row) if isinstance(row, dict) else None
        if document is not None:
            made = claims_of(document, shelves())
            is_json(json_of(annotated_line(made.annotated, made.claims) | {"doc": row["doc"]}))


def _copies(data: bytes) -> None:
    parts = words_of(data).split("\n\n")[:MOST_COPIES]
    documents = [Document(str(number), part, published=PUBLISHED[number % len(PUBLISHED)]) for number, part in enumerate(parts)]
    origins = find_origins(documents)
    assert set(origins) == {document.id for document in documents} and set(origins.values()) <= set(origins)


REPORT = (
    "ERBIL, Iraq, June 23, 2015 (Agency) - Kurdish fighters seized the town of Ain Issa from Islamic State on Monday, a spokesman said.\n\n"
    "“We hold the town,” he said. The group denied it. More than 6,000 people had fled two weeks earlier to Tal Abyad (36.69, 38.95), 50 km north."
)
SEEDS = (REPORT.encode(), REPORT.upper().encode(), b"- Rebels took Harim.\n- The army denied it.\n")

TEXTS = (
    Target("publication days", _days, in_bytes(written(DAYS, TIMES, PROSE, ODD, most=12)), (*(day.encode() for day in DAYS), SEEDS[0], b"/2016/03/26/title")),
    Target("time words", _times, in_bytes(written(TIMES, PROSE, ODD, NUMBERS, DAYS)), (" and ".join(TIMES).encode(), SEEDS[0])),
    Target("coordinates", _coordinates, in_bytes(written(PLACES, NUMBERS, ODD, PROSE)), tuple(place.encode() for place in PLACES)),
    Target("spellings", _spellings, in_bytes(written(PLACES, ODD, most=8)), tuple(place.encode() for place in PLACES), grows=False),
    Target("numbers", _numbers, in_bytes(written(NUMBERS, PROSE, ODD)), (" ".join(NUMBERS).encode(), SEEDS[0])),
    Target("settling", _settling, in_bytes(written()), ("".join(piece for piece in ODD if piece != "\ud800").encode(), SEEDS[0])),
    Target("articles", _annotating, in_bytes(written(most=60)), SEEDS),
    Target("lines of annotate", _interface, json_lines(), (dumped({"doc": "1", "text": REPORT, "date": "2015-06"}),), grows=False),
    Target("copies", _copies, in_bytes(written(PROSE, ODD, most=40)), SEEDS),
)
