"""Plug-ins that are broken, missing or say what they may not: which package it is, and what to do, is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.ask.reading import annotated
from tests.plugins.packages import put_package
from whoholds.cli.doctor_verb import _plugins
from whoholds.cli.main import whoholds
from whoholds.errors import PluginError
from whoholds.extract.plugged import extract_with
from whoholds.plugins.entry import EXTRACTORS, find_plugin, list_plugins
from whoholds.plugins.extractor import Setup, open_extractor
from whoholds.plugins.places import open_places_file
from whoholds.read.files import read_paths
from whoholds.read.options import Fault
from whoholds.records import Claim, Filler, Mention, Quantity, Window, claim_id
from whoholds.toolkit import open_language

GOOD = "class X:\n    name = 'x 1'\n    def extract(self, annotated): return ()\n"


def test_plugins_are_listed_without_being_loaded(site: Path) -> None:
    put_package(site, "dear-pack", "raise RuntimeError('loaded')", whoholds_extractors="dear = dear_pack:make")
    assert [(one.name, one.origin) for one in list_plugins(EXTRACTORS)] == [("dear", "dear-pack 1.2"), ("endpoint", "whoholds")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def make(:\n", r"cannot be loaded \(SyntaxError"),
        ("import no_such_module\n", r"cannot be loaded \(ModuleNotFoundError: No module named 'no_such_module'\)"),
        ("other = 1\n", r"cannot be loaded \(AttributeError"),
        ("make = 5\n", "it is a int, not a function"),
        ("def make(): pass\n", r"opening it failed \(TypeError"),
        ("def make(setup): return 1 / 0\n", r"opening it failed \(ZeroDivisionError"),
        ("def make(setup): return None\n", "gives a NoneType, which has no name and extract"),
        ("def make(setup): return make\n", "gives a function, which has no name and extract"),
    ],
)
def test_a_broken_extractor_names_its_package_and_what_to_do(site: Path, code: str, words: str) -> None:
    put_package(site, "bad-pack", code, whoholds_extractors="bad = bad_pack:make")
    with pytest.raises(PluginError, match=words) as told:
        open_extractor("bad", Setup())
    assert "plug-in 'bad' of bad-pack 1.2 (whoholds.extractors = bad_pack:make)" in str(told.value)
    assert "pip uninstall bad-pack" in str(told.value)


def test_a_name_that_nobody_brings_is_told_with_those_that_are_there(site: Path) -> None:
    put_package(site, "one-pack", GOOD, whoholds_extractors="one = one_pack:X")
    with pytest.raises(PluginError, match="no extractor 'two'; those that are here: whoholds, endpoint, one"):
        open_extractor("two", Setup())
    with pytest.raises(PluginError, match="no gazetteer 'two'; those that packages bring: none"):
        open_places_file("two")


def test_two_packages_of_one_name_are_told_apart_and_a_shipped_name_stays_shipped(site: Path) -> None:
    put_package(site, "a-pack", GOOD, whoholds_extractors="same = a_pack:X\nendpoint = a_pack:X")
    put_package(site, "b-pack", GOOD, whoholds_extractors="same = b_pack:X")
    with pytest.raises(PluginError, match=r"'same' is in a-pack 1\.2 and b-pack 1\.2"):
        find_plugin(EXTRACTORS, "same")
    found = find_plugin(EXTRACTORS, "endpoint")
    assert found is not None and found.origin == "whoholds"
    with pytest.raises(PluginError) as told:
        _plugins()
    assert "its name is that of a part of Whoholds" in str(told.value) and "b-pack 1.2" in str(told.value)


def test_a_broken_model_is_told_before_spacy_is_asked(site: Path) -> None:
    put_package(site, "m-pack", "def make(threads): return 5\n", whoholds_models="mine = m_pack:make")
    with pytest.raises(PluginError, match=r"m-pack 1\.2 .* gives a int, which has no name and read"):
        open_language("mine")


READER = """
from whoholds.read.make import Found
class R:
    endings = {endings}
    def read(self, data, path):
        {body}
def make(): return R()
"""


def reader(site: Path, endings: str = "('.sea',)", body: str = "yield Found(data.decode(), path)") -> None:
    put_package(site, "sea-pack", READER.format(endings=endings, body=body), whoholds_readers="sea = sea_pack:make")
    (site.parent / "a.sea").write_text("Rebels seized Idlib.", encoding="utf-8")


@pytest.mark.parametrize(
    ("endings", "words"),
    [("('.txt',)", r"end in \.txt are read by Whoholds itself"), ("()", "no endings"), ("'.sea'", "no endings"), ("('sea',)", "no endings"), ("(1,)", "no endings")],
)
def test_a_reader_may_not_take_or_forget_endings(site: Path, endings: str, words: str) -> None:
    reader(site, endings)
    with pytest.raises(PluginError, match=words):
        list(read_paths(["a.sea"]))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("yield Found(1 / 0, path)", r"reading this file failed \(ZeroDivisionError"),
        ("return None", r"reading this file failed \(TypeError"),
        ("yield 'text'", "gives a str where a Found with a text and a path is due"),
        ("yield Found(b'text', path)", "gives a Found where"),
        ("yield Found('text', path, title=5)", "title of an article is no text"),
    ],
)
def test_what_a_reader_does_wrong_is_that_file_s_fault(site: Path, body: str, words: str) -> None:
    reader(site, body=body)
    (site.parent / "b.txt").write_text("The army left.", encoding="utf-8")
    bad, good = list(read_paths(["a.sea", "b.txt"]))
    assert isinstance(bad, Fault) and "sea-pack 1.2" in bad.reason and not isinstance(good, Fault)
    assert re.search(words, bad.reason)


def test_doctor_tells_broken_plugins_and_lists_the_others(site: Path) -> None:
    reader(site)
    put_package(site, "bad-pack", "import nowhere", whoholds_models="bad = bad_pack:make", whoholds_gazetteers="Bad! = bad_pack:make")
    told = CliRunner().invoke(whoholds, ["doctor"])
    assert told.exit_code == 1 and "FAULT plug-ins: " in told.stdout
    assert "models: bad, of bad-pack 1.2" in told.stdout and "readers: sea, of sea-pack 1.2" in told.stdout
    assert "No module named 'nowhere'" in told.stdout and "its name must be small letters" in told.stdout


SEEN = annotated()
TEXT, DOCUMENT = SEEN.document.text, SEEN.document
AT = TEXT.index("seized")
LAWFUL = Claim(
    id=claim_id("a1", "capture", AT, AT + 6), document="a1", type="capture", trigger=Mention(AT, AT + 6, "seized"),
    sentence=Mention(0, SEEN.sentences[0].end, TEXT[: SEEN.sentences[0].end]), found_by="x 1", publisher=DOCUMENT.source,
)  # fmt: skip
BREACHES: dict[str, Claim] = {
    "unknown type": replace(LAWFUL, type="conquest"),
    "unknown status": replace(LAWFUL, status="certain"),
    "the text does not read 'siezed'": replace(LAWFUL, trigger=Mention(AT, AT + 6, "siezed")),
    "the text does not read 'x'": replace(LAWFUL, places=(Filler(-1, 0, "x"),)),
    "the text does not read '60'": replace(LAWFUL, quantities=(Quantity(0, 2, "60", 60, 60, ""),)),
    "its trigger is outside its sentence": replace(LAWFUL, sentence=Mention(0, 9, TEXT[:9])),
    "is not what claim_id gives": replace(LAWFUL, id="f" * 20),
    "must be those of the document": replace(LAWFUL, publisher="Somebody else"),
    "found_by ''": replace(LAWFUL, found_by=""),
    "found_by 'fold:": replace(LAWFUL, found_by="fold: x"),
    "its score 2": replace(LAWFUL, score=2.0),
    "its score nan": replace(LAWFUL, score=float("nan")),
    "links and window": replace(LAWFUL, window=Window()),
}


class Gives:
    """An extractor that gives what it was told to."""

    name = "gives 1"

    def __init__(self, *found: Any) -> None:
        self.found = found

    def extract(self, _: Any) -> tuple[Any, ...]:
        return self.found


@pytest.mark.parametrize("breach", BREACHES)
def test_claims_that_break_a_law_are_refused_with_the_law(breach: str) -> None:
    with pytest.raises(PluginError, match=r"extractor gives 1: claim at .*; see the laws") as told:
        extract_with(Gives(BREACHES[breach]), SEEN)
    assert breach in str(told.value)


def test_lawful_claims_come_in_text_order_with_units_of_their_type() -> None:
    number = SEEN.numbers[0]
    later = TEXT.index("killing")
    two = replace(
        LAWFUL, id=claim_id("a1", "casualties", later, later + 7), type="casualties", trigger=Mention(later, later + 7, "killing"),
        quantities=(number,),
    )  # fmt: skip
    found = extract_with(Gives(two, LAWFUL), SEEN)
    assert [one.type for one in found] == ["capture", "casualties"] and found[1].quantities[0].unit == "people"


@pytest.mark.parametrize("found", [(LAWFUL, LAWFUL), ("claim",), (None,)])
def test_doubled_ids_and_other_things_are_refused(found: tuple[Any, ...]) -> None:
    with pytest.raises(PluginError, match="gives 1: (two claims have the id|a (str|NoneType) among the claims)"):
        extract_with(Gives(*found), SEEN)


def test_an_extractor_that_raises_is_named() -> None:
    class Breaks(Gives):
        def extract(self, _: Any) -> tuple[Any, ...]:
            raise KeyError("x")

    with pytest.raises(PluginError, match="extractor gives 1: KeyError: 'x'; tell its makers"):
        extract_with(Breaks(), SEEN)
