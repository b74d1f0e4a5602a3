"""The bundle: by its schema, the same to the byte after a round trip, taken in exactly once, and nothing forged gets in."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.claims import document
from tests.report.base import C_LOST, C_TAKEN, article, knowledge
from whoholds.errors import InputError
from whoholds.forms.bundle import LINES, SCHEMA, Wanted, write_bundle
from whoholds.forms.schema import bundle_schema, misfit
from whoholds.forms.taking_in import take_in
from whoholds.intake.reading import work_out_store
from whoholds.pipeline import Made
from whoholds.records import Annotated, Document, Judgement, Source, digest_of
from whoholds.records.json_lines import to_plain
from whoholds.store.base import Article, open_store
from whoholds.store.check import check_store

JUDGED = Judgement("j1", C_LOST.id, "wrong", "desk editor", datetime(2026, 3, 1, 9, tzinfo=UTC), "=SUM(1) misread", seen=C_LOST)
ODD = Document("odd", "Артёмовск 🏚️ الرطبة \x00 fell.\r\n", "Река", "https://x.example/?a=1", None, None, language="uk")


def filled(path: Path, judged: bool = True, more: tuple[Document, ...] = (ODD,)) -> Path:
    """Make a store of the knowledge base, worked out by the program."""
    known = knowledge()
    with open_store(path) as store:
        for one in (*known.documents, *more):
            claims = tuple(claim for claim in known.claims if claim.document == one.id)
            store.save(replace(one, digest=digest_of(one.text), path=f"folder/{one.id}.md"), Made(Annotated(one, ()), claims), "maker 1")
        with store.filling() as take:
            take(Source("s1", "Harbour Daily", "newspaper", "en", "B", "usually right"))
        if judged:
            store.save_judgement(JUDGED)
        work_out_store(store)
    return path


def bundled(store: Path, path: Path, **more: Any) -> Path:
    """Export a store."""
    with open_store(store) as opened:
        write_bundle(opened, Wanted(opened.worked_out(), **more), path)
    return path


def taken(bundle: Path, path: Path) -> Any:
    """Take a bundle into a store, and work it out as `whoholds import` does."""
    with open_store(path) as store:
        told = take_in(store, bundle)
        if store.counts().stale:
            work_out_store(store)
        assert check_store(store) == []
    return told


def lines(path: Path) -> list[dict[str, Any]]:
    """Read a bundle."""
    return [json.loads(line) for line in (path / LINES).read_text(encoding="utf-8").splitlines()]


def test_every_line_is_as_the_schema_in_the_bundle_says(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed; it is in requirements-dev.lock")
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    schema = json.loads((bundle / SCHEMA).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    by_line = jsonschema.Draft202012Validator(schema)
    found = lines(bundle)
    assert {line["kind"] for line in found} >= {"whoholds bundle", "source", "article", "judgement", "event", "holding", "end"}
    assert [error.message for line in found for error in by_line.iter_errors(line)] == []
    wrong = json.loads(json.dumps(next(line for line in found if line["kind"] == "article")))
    wrong["body"]["document"]["text"] = 7
    assert not by_line.is_valid(wrong)


def test_what_is_taken_in_gives_the_same_bundle_to_the_byte(tmp_path: Path) -> None:
    first = bundled(filled(tmp_path / "a.db"), tmp_path / "one.zip")
    told = taken(first, tmp_path / "b.db")
    assert (told.articles, told.claims, told.judgements, told.sources, told.faults) == (8, 7, 1, 5, [])
    assert bundled(tmp_path / "b.db", tmp_path / "two.zip").read_bytes() == first.read_bytes()
    assert zipfile.ZipFile(first).namelist() == ["bundle.jsonl", "schema.json", "README.txt"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), min_size=1, max_size=3),
    title=st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=10),
    why=st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
def test_law_export_import_export_is_the_same(tmp_path_factory: pytest.TempPathFactory, texts: list[str], title: str | None, why: str) -> None:
    folder = tmp_path_factory.mktemp("law")
    with open_store(folder / "a.db") as store:
        for number, text in enumerate(texts):
            one = replace(document(f"d{number}", text, "2015-06-24", title), title=title, digest=digest_of(text))
            store.save(one, Made(Annotated(one, ()), ()), "m")
        store.save_judgement(Judgement("j", "dispute 1", "one", "desk", datetime(2026, 3, 1, 9, tzinfo=UTC), why))
        work_out_store(store)
    taken(bundled(folder / "a.db", folder / "one.zip"), folder / "b.db")
    assert bundled(folder / "b.db", folder / "two.zip").read_bytes() == (folder / "one.zip").read_bytes()


def test_a_second_time_takes_nothing_and_touches_nothing(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    taken(bundle, tmp_path / "b.db")
    with open_store(tmp_path / "b.db") as store:
        before = store.edition()
    again = taken(bundle, tmp_path / "b.db")
    assert (again.is_new, again.known, again.faults) == (False, 14, [])
    with open_store(tmp_path / "b.db") as store:
        assert store.edition() == before


def test_a_judgement_of_another_desk_counts_once_it_is_taken(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    filled(tmp_path / "b.db", judged=False)
    told = taken(bundle, tmp_path / "b.db")
    assert (told.articles, told.judgements) == (0, 1)
    with open_store(tmp_path / "a.db") as one, open_store(tmp_path / "b.db") as other:
        assert list(other.judgements()) == [JUDGED] and other.worked_out() == one.worked_out()


def test_where_an_article_lay_on_this_machine_is_not_told(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    assert {line["body"]["document"]["path"] for line in lines(bundle) if line["kind"] == "article"} == {None}
    assert "folder/" not in (bundle / LINES).read_text(encoding="utf-8")


def test_without_texts_quotes_stay_and_nothing_is_taken_in(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle", texts=False)
    assert {line["body"]["document"]["text"] for line in lines(bundle) if line["kind"] == "article"} == {""}
    assert C_TAKEN.sentence.words in (bundle / LINES).read_text(encoding="utf-8")
    with pytest.raises(InputError, match="made without the texts"):
        taken(bundle, tmp_path / "b.db")


def test_what_was_published_later_is_left_out(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle", known_by=date(2015, 6, 30))
    days = [line["body"]["document"]["published"]["latest"] for line in lines(bundle) if line["kind"] == "article"]
    assert days and max(days) <= "2015-06-30"
    assert [line for line in lines(bundle) if line["kind"] == "judgement"] == []


def changed(bundle: Path, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """Change the lines of a bundle."""
    found = lines(bundle)
    change(found)
    (bundle / LINES).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found), encoding="utf-8")
    return bundle


def of_lost(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the article of one claim."""
    return next(line["body"] for line in found if line["kind"] == "article" and line["body"]["document"]["id"] == C_LOST.document)


def forge_quote(found: list[dict[str, Any]]) -> None:
    of_lost(found)["claims"][0]["sentence"]["words"] = "Islamic State never took Ain Issa, they said."


def forge_text(found: list[dict[str, Any]]) -> None:
    of_lost(found)["document"]["text"] += " And more."


def forge_kind(found: list[dict[str, Any]]) -> None:
    of_lost(found)["claims"][0]["type"] = "massacre"


def forge_number(found: list[dict[str, Any]]) -> None:
    of_lost(found)["claims"][0]["trigger"]["start"] = "11"


def forge_field(found: list[dict[str, Any]]) -> None:
    of_lost(found)["document"]["run"] = "rm"


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (forge_quote, "quote is not in its article"), (forge_text, "not the one that was read"), (forge_kind, "'massacre'"),
        (forge_number, "is no int"), (forge_field, "document.run: unknown"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_right_is_told_and_the_rest_is_taken(tmp_path: Path, forge: Any, told: str) -> None:
    bundle = changed(bundled(filled(tmp_path / "a.db"), tmp_path / "bundle"), forge)
    found = taken(bundle, tmp_path / "b.db")
    assert found.articles == 7 and len(found.faults) == 1 and told in found.faults[0] and found.faults[0].startswith("line ")
    with open_store(tmp_path / "b.db") as store:
        assert store.document(C_LOST.document) is None


def test_an_article_of_ours_is_never_overwritten(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    own = replace(article(C_LOST, "Ours"), text="Another text.", digest="")
    with open_store(tmp_path / "b.db") as store:
        store.save(own, None, "ours")
    told = taken(bundle, tmp_path / "b.db")
    assert any("another text has this id here" in fault for fault in told.faults)
    with open_store(tmp_path / "b.db") as store:
        kept = store.document(C_LOST.document)
        assert kept is not None and kept.text == "Another text."


def test_a_bundle_that_is_cut_short_says_so_and_whole_again_it_completes(tmp_path: Path) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "bundle")
    whole = (bundle / LINES).read_bytes()
    (bundle / LINES).write_bytes(whole[: len(whole) // 4])
    assert any("cut short" in fault for fault in taken(bundle, tmp_path / "b.db").faults)
    (bundle / LINES).write_bytes(whole)
    assert taken(bundle, tmp_path / "b.db").faults == []
    assert (bundled(tmp_path / "b.db", tmp_path / "two") / LINES).read_bytes() == whole


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('{"kind":"whoholds archive","format":1}', "no bundle"), ('{"kind":"whoholds bundle","version":99}', "version 99"), ("[]", "no bundle"),
        ("\x00", "no bundle"),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(tmp_path: Path, head: str, told: str) -> None:
    (tmp_path / "x.jsonl").write_text(head + "\n")
    with pytest.raises(InputError, match=told):
        taken(tmp_path / "x.jsonl", tmp_path / "b.db")
    with pytest.raises(InputError, match="cannot be read"):
        taken(tmp_path / "missing", tmp_path / "b.db")


KILLED = """
import sys
from pathlib import Path
import os
from whoholds.forms import taking_in
from whoholds.store.base import open_store
left = int(sys.argv[3])
def count(told, entry):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
taking_in._count = count
with open_store(sys.argv[2]) as store:
    taking_in.take_in(store, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("after", [1, 7, 13])
def test_a_kill_leaves_the_store_as_it_was_and_a_second_run_finishes(tmp_path: Path, after: int) -> None:
    bundle = bundled(filled(tmp_path / "a.db"), tmp_path / "one.zip")
    done = subprocess.run([sys.executable, "-c", KILLED, str(bundle), str(tmp_path / "b.db"), str(after)], check=False)
    assert done.returncode == -9
    with open_store(tmp_path / "b.db") as store:
        assert store.counts().documents == 0
    assert taken(bundle, tmp_path / "b.db").faults == []
    assert bundled(tmp_path / "b.db", tmp_path / "two.zip").read_bytes() == bundle.read_bytes()


def test_the_check_without_a_library_says_what_the_schema_says() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed; it is in requirements-dev.lock")
    plain = json.loads(json.dumps(to_plain(Article(article(C_TAKEN, None), "m", (C_TAKEN,)))))
    schema = {"$ref": "#/$defs/Article", "$defs": bundle_schema()["$defs"]}
    by_schema = jsonschema.Draft202012Validator(schema)
    assert by_schema.is_valid(plain) and misfit(Article, plain) == ""
    for spot, value in ((("maker",), 1), (("claims", 0, "score"), "1"), (("claims", 0, "places"), {}), (("document", "title"), 5), (("claims", 0, "time"), [])):
        wrong = json.loads(json.dumps(plain))
        inner = wrong
        for key in spot[:-1]:
            inner = inner[key]
        inner[spot[-1]] = value
        assert not by_schema.is_valid(wrong) and misfit(Article, wrong) != "", spot
