"""Targets of files: articles of each kind, archives, tables of places, rules, sides, settings, claims and decisions."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from tests.fuzz import made_up
from tests.fuzz.made_up import (
    DAYS,
    KEYS,
    PLACES,
    PROSE,
    in_bytes,
    json_bytes,
    json_lines,
    plain,
    spoiled,
    table,
    written,
    yaml_text,
)
from tests.fuzz.target import Target, is_json, words_of
from tests.fuzz.texts import REPORT
from tests.report.base import C_TAKEN, CLAIMS
from whoholds.actors.catalogue import SHAPE, TIE, open_catalogue
from whoholds.errors import CatalogueError, InputError, RuleError, SettingsError
from whoholds.geo.added.files import read_file
from whoholds.pipeline import state_of_claims
from whoholds.read.files import READERS, decode, read_data
from whoholds.read.formats import FIELDS
from whoholds.read.make import settled
from whoholds.read.options import Fault, ReadOptions
from whoholds.read.warc import warc_records
from whoholds.records import Claim, Document, Judgement
from whoholds.records.json_lines import from_stranger, to_line
from whoholds.review.apply import apply_judgements
from whoholds.rules.load import open_rules
from whoholds.rules.schema import KEYS as RULE_KEYS
from whoholds.run.inputs import plan, records_of
from whoholds.settings import KINDS, read_settings
from whoholds.text.normalise import normalise

MOST_FOLDED = 30
"""Lines of claims that are folded."""


def _are_articles(found: Iterable[object]) -> None:
    for item in found:
        made = settled(item, ReadOptions())  # type: ignore[arg-type]
        if isinstance(made, Fault):
            assert made.reason and made.path
        else:
            assert isinstance(made, Document) and made.text and normalise(made.text) == made.text
            to_line(made).encode("utf-8")
        is_json(to_line(made))


def _file(ending: str, data: bytes) -> None:
    _are_articles(read_data(data, f"file{ending}"))


def _archive(data: bytes) -> None:
    for record in warc_records(io.BytesIO(data), "crawl.warc.gz"):
        _are_articles(record.read())


def _job(name: str, data: bytes) -> None:
    """Walk a file as `run` does: whatever is in it, each record is an article or says why not."""

    def walk(path: Path) -> None:
        for task in plan([str(path)]):
            for record in records_of(task):
                _are_articles(record.read())

    _in_folder(name, data, walk)


def _in_folder(name: str, data: bytes, law: Callable[[Path], object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        law(path)


def _places(data: bytes) -> None:
    def read(path: Path) -> None:
        try:
            found = read_file(path, "SY" if len(data) % 2 else None)
        except InputError:
            return
        for row in found.rows:
            assert row.name and -90 <= row.lat <= 90 and -180 <= row.lon <= 180, row
            is_json(to_line(row))

    _in_folder("places.txt", data, read)


def _rules(data: bytes) -> None:
    def read(path: Path) -> None:
        with patch("whoholds.rules.load._files", lambda folders: [path]):  # the shipped ones take half a second each time
            try:
                open_rules()
            except RuleError:
                return

    _in_folder("words.yaml" if data[:1] == b"c" else "rules.yaml", data, read)


def _sides(data: bytes) -> None:
    def read(path: Path) -> None:
        with patch("whoholds.actors.catalogue._shipped", list):
            try:
                catalogue = open_catalogue([path])
            except CatalogueError:
                return
        for actor in catalogue.actors.values():
            catalogue.look_up(actor.name), catalogue.foes(actor.id), catalogue.describe("rebels"), catalogue.lineages

    _in_folder("sides.yaml", data, read)


def _settings(data: bytes) -> None:
    def read(path: Path) -> None:
        try:
            read_settings(path.parent)
        except SettingsError:
            return

    _in_folder("whoholds.toml", data, read)


def _claims(data: bytes) -> None:
    kept = []
    for line in data.split(b"\n")[:MOST_FOLDED]:
        try:
            kept.append(from_stranger(Claim, json.loads(words_of(line))))
        except (ValueError, TypeError, RecursionError):  # what `state` tells and passes over
            continue
    for holding in state_of_claims(kept).holdings:
        is_json(to_line(holding))


def _decisions(data: bytes) -> None:
    kept = []
    for line in data.split(b"\n")[:MOST_FOLDED]:
        try:
            kept.append(from_stranger(Judgement, json.loads(words_of(line))))
        except (ValueError, TypeError, RecursionError):
            continue
    try:
        judged = apply_judgements(CLAIMS, kept)
    except InputError:
        return
    for claim in judged:
        is_json(to_line(claim))


def _changed(made: tuple[dict[str, object], dict[str, object]]) -> bytes:
    good, odd = made
    return json.dumps(good | odd).encode()


def _records(lines: Iterable[str]) -> st.SearchStrategy[bytes]:
    """Take good records and put other values, of any kind, into some of their fields."""
    good = [json.loads(line) for line in lines]
    names = sorted({name for one in good for name in one})
    odd = st.dictionaries(st.sampled_from([*names, "more"]), st.one_of(plain(names), st.sampled_from([value for one in good for value in one.values()])), max_size=2)
    line = st.tuples(st.sampled_from(good), odd).map(_changed)
    return spoiled(st.lists(line, max_size=4).map(b"\n".join))


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _parquet(column: pa.Array, packing: str) -> bytes:
    out = io.BytesIO()
    rows = pa.table({"text": [REPORT, "Rebels took it."] * 3, "date": column, "id": [str(number) for number in range(6)]})
    pq.write_table(rows, out, row_group_size=4, compression=packing)
    return out.getvalue()


PARQUETS = (
    _parquet(pa.array(["2015-06-25"] * 6), "none"),
    _parquet(pa.array([1435190400_000000001, None, -(2**62), 2**62, 0, 1], pa.timestamp("ns", "Asia/Damascus")), "snappy"),
    _parquet(pa.array([2**40] * 6, pa.timestamp("s")), "zstd"),
)
WHEN = datetime(2016, 1, 1, tzinfo=UTC)
TOLD = tuple(to_line(claim) for claim in CLAIMS)
DECIDED = tuple(
    to_line(Judgement(f"j{number}", C_TAKEN.id, verdict, "desk", WHEN, "", change, seen))
    for number, (verdict, change, seen) in enumerate((
        ("right", (), None), ("wrong", (), C_TAKEN), ("change", (("place", "gn:1"),), None), ("change", (("from", "2015-06-25"), ("status", "denied")), None),
        ("undo", (("judgement", "j1"),), None), ("means", (("name", "Tal Abyad"), ("place", "gn:1")), None), ("one", (), None), ("undone", (), None), ("joins", (("side", "x"),), None),
    ))
)  # fmt: skip
PAGE = f"<html><head><title>Town taken</title></head><body><article><h1>Town taken</h1><p>{REPORT}</p></article></body></html>".encode()
ROW = "293099\tTal Abyad\tTal Abyad\tTall Abyad,تل ابيض\t36.69\t38.95\tP\tPPL\tSY\t\t04\t\t\t\t14825\t\t350\tAsia/Damascus\t2015-06-25\n".encode()
FEATURE = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Harim"},"geometry":{"type":"Point","coordinates":[36.5,36.2]}}]}'
COLUMNS = ("name", "lat", "lon", "latitude", "longitude", "country", "names", "kind", "population", "geonameid", "wof:id", "wof:placetype", "id", "radius_km")
GEO = ("type", "features", "geometry", "coordinates", "properties", "name", "Feature", "FeatureCollection", "Point", "Polygon", "MultiPolygon", "wof:placetype", "geom:latitude")
SIDES = b"- id: blue\n  name: Blue Brigade\n  kind: armed\n  countries: [SY]\n  names: [the Blues]\n  ties:\n  - {kind: fights, actor: blue, since: 2014-06}\n"
RULE = b'- id: seize\n  type: capture\n  verbs: [seize, drive out]\n  when: ["object:place"]\n  matches: ["Rebels seized Harim"]\n  rejects: ["Rebels plan to seize Harim"]\n'
VALUES = ("2014-06", "capture", "fact", "armed", "rebels", "object:place|!side", "drive out", "fights", "SY", "yes", "-1", "9" * 30, "", "9999-12", "²", "until", ":::", "/")
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
RECORD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(ANSWER)
ARCHIVE = RECORD + ANSWER + b"\r\n\r\n"
LINE = json.dumps({"text": REPORT, "date": "2015-06-25", "source": "Paper"}).encode()
TOML = b'language = "whoholds"\nrules = ["a"]\nworkers = 0\n'
MARKED = b"---\ntitle: T\ndate: 2015-06\n---\n# Head\n\nSome **bold** [link](http://a) and _more_ `code` here.\n\n> told\n"

_LAID = {
    ".txt": (in_bytes(written(most=40)), (REPORT.encode(),)),
    ".md": (spoiled(in_bytes(written((*made_up.WORDS, "# ", "**", "__", "](", "---\n", "> ", "![", "`")))), (MARKED,)),
    ".html": (made_up.html(), (PAGE,)),
    ".jsonl": (json_lines(), (LINE,)),
    ".json": (json_bytes(st.one_of(made_up.article(), st.lists(made_up.article(), max_size=3), plain())), (LINE, b"[" + LINE + b"]")),
    ".csv": (table(KEYS), (b'text,date\n"Rebels took it, he said",2015-06\n',)),
    ".tsv": (table([*FIELDS, *KEYS]), (b"text\tdate\nRebels took it.\t2015-06\n",)),
}
assert set(_LAID) <= set(READERS)

FILES = (
    *(Target(f"files {ending}", partial(_file, ending), inputs, seeds) for ending, (inputs, seeds) in _LAID.items()),
    Target("decoding", decode, st.binary(max_size=400), (REPORT.encode("utf-16"), REPORT.encode("cp1252"))),
    Target("archives", _archive, made_up.warc(), (ARCHIVE, gzip.compress(ARCHIVE, mtime=0)), grows=False),
    Target("packed lines", partial(_job, "lines.jsonl.gz"), spoiled(json_lines().map(_packed)), (_packed(LINE), _packed(LINE) + _packed(b"\n" + LINE)), grows=False),
    Target("tables of rows", partial(_job, "rows.parquet"), st.sampled_from(PARQUETS).flatmap(lambda good: spoiled(st.just(good))), PARQUETS, grows=False),
    Target("places added", _places, st.one_of(table(COLUMNS), json_bytes(plain(GEO)), spoiled(st.just(ROW)), spoiled(st.just(FEATURE)), spoiled(st.just(gzip.compress(ROW, mtime=0)))), (ROW, FEATURE)),
    Target("rules", _rules, yaml_text(RULE_KEYS, VALUES), (RULE, b"classes: [a, b]\n"), grows=False),
    Target("sides", _sides, yaml_text((*SHAPE.keys, *TIE.keys), (*VALUES, *PROSE[:6], *DAYS[:2], "blue")), (SIDES,), grows=False),
    Target("settings", _settings, in_bytes(written((*KINDS, " = ", "[", "]", '"', "\n", "1", "true", "1e999", "1979-05-27", *PLACES[:2]), most=12)), (TOML,), grows=False),
    Target("claims", _claims, _records(TOLD), tuple(line.encode() for line in TOLD[:3]), grows=False),
    Target("decisions", _decisions, _records(DECIDED), tuple(line.encode() for line in DECIDED), grows=False),
)
