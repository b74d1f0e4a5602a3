"""The verbs, on a store of five of the sample articles: what each answers, as words and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from whoholds.cli.doctor_verb import CHECKS
from whoholds.cli.main import VERBS, whoholds
from whoholds.errors import GazetteerError, InputError
from whoholds.records.json_lines import to_plain
from whoholds.store.base import open_store

SAMPLES = Path(__file__).parents[2] / "samples"
SIX = [
    "2014-06-11-mosul.md", "2014-06-12-mosul-copy.md", "2015-05-21-palmyra.md", "2016-03-28-palmyra.md",
    "2016-03-30-territory-a.md", "2016-03-31-territory-b.md",
]  # fmt: skip
WEDNESDAY = "Islamic State seized Palmyra from the Syrian army on Wednesday"
LINE = {
    "doc": "a1", "text": "The Syrian army recaptured Palmyra on Sunday. Rebels held Idlib.", "date": "2016-03-28",
    "source": "Harbour Gazette",
}  # fmt: skip
ANSWERS = [
    ["who", "Palmyra", "--on", "2015-06-01"], ["who", "Nowhereville"], ["changes"], ["timeline", "Palmyra"],
    ["timeline", "Islamic State"], ["figures"], ["disputes"], ["events"], ["origins"], ["search", "Palmyra"],
    ["review"], ["places", "Palmyra"], ["actors", "ISIS"], ["actors", "--new"], ["rules", "list"],
    ["figures", "--series"], ["figures", "--checks"], ["series", "casualties"], ["area", "Syria", "--on", "2015-06-01"],
]  # fmt: skip
WITHOUT_STORE = ("places", "rules")

Told = Callable[..., Result]


def run(args: list[str], given: str | None = None) -> Result:
    """Run a verb in this process; what goes wrong is raised."""
    return CliRunner().invoke(whoholds, args, input=given, catch_exceptions=False)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that `whoholds read` made of six samples."""
    path = tmp_path_factory.mktemp("store") / "five.db"
    told = run(["read", "--db", str(path), *(str(SAMPLES / name) for name in SIX)])
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("read 6 new articles (")
    return path


@pytest.fixture
def ask(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Ask a verb in an empty folder; the store is named where the verb takes one."""
    monkeypatch.chdir(tmp_path)

    def told(*args: str, given: str | None = None) -> Result:
        named = [] if args[0] in WITHOUT_STORE else ["--db", str(store)]
        return run([*args, *named], given)

    return told


def lines(result: Result) -> list[dict[str, Any]]:
    """Read JSON lines."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("args", ANSWERS, ids=" ".join)
def test_every_answer_is_plain_text_in_a_pipe(ask: Told, args: list[str]) -> None:
    told = ask(*args)
    assert told.exit_code == 0 and told.stdout.strip()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", told.stdout), "control codes"
    assert not set("│┃━─┏┓") & set(told.stdout), "a drawn table"


@pytest.mark.parametrize("args", ANSWERS, ids=" ".join)
def test_every_answer_is_an_object_a_line_with_json(ask: Told, args: list[str]) -> None:
    rows = lines(ask(*args, "--json"))
    assert all(isinstance(row, dict) for row in rows)
    assert rows or args in (["actors", "--new"], ["figures", "--checks"], ["series", "casualties"])


def test_reading_again_changes_nothing(store: Path) -> None:
    with open_store(store) as opened:
        before = [to_plain(claim) for claim in opened.claims()], to_plain(opened.worked_out())
    told = run(["read", "--db", str(store), *(str(SAMPLES / name) for name in SIX)])
    assert told.stdout.startswith("read 0 new articles (0 claims); 6 known already; ")
    with open_store(store) as opened:
        assert ([to_plain(claim) for claim in opened.claims()], to_plain(opened.worked_out())) == before


def test_what_is_read_again_is_not_told_as_new(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("BAGHDAD, June 3, 2015 - The army said it seized Ramadi on Tuesday.", encoding="utf-8")
    db = ["--db", str(tmp_path / "own.db")]
    first, again = run(["read", *db, str(article)]), run(["read", "--again", *db, str(article)])
    assert first.stdout.startswith("read 1 new article (") and "; 0 known already; " in first.stdout
    assert again.stdout.startswith("read 0 new articles and 1 again (") and "known already" not in again.stdout


def test_who_names_the_holder_since_when_and_who_says_so(ask: Told) -> None:
    text = ask("who", "Palmyra", "--on", "2015-06-01").stdout
    assert text.startswith("Palmyra on 2015-06-01: Islamic State (")
    assert "since 2015-05-20" in text and WEDNESDAY in text and "Levant Review" in text


@pytest.mark.parametrize(
    ("place", "on", "known_by", "holder"),
    [
        ("Palmyra", "2015-06-01", None, "Islamic State"),
        ("Tadmur", "2015-06-01", None, "Islamic State"),
        ("Palmyra", "2016-03-27", None, "Syrian army"),
        ("Palmyra", "2016-03-27", "2016-03-27", "Islamic State"),
        ("Palmyra", "2015-06-01", "2015-05-20", None),
    ],
)
def test_who_answers_as_of_a_day_and_as_known_by_a_day(
    ask: Told, place: str, on: str, known_by: str | None, holder: str | None
) -> None:
    known = ["--known-by", known_by] if known_by else []
    [answer] = lines(ask("who", place, "--on", on, *known, "--json"))
    assert [h["name"] for h in answer["holders"]] == ([holder] if holder else [])
    assert answer["status"] == ("held" if holder else "unknown")
    assert bool(answer["sources"]) == bool(holder)


def test_questions_of_a_file_are_answered_in_their_order(ask: Told, tmp_path: Path) -> None:
    questions = [{"place": "Palmyra", "on": "2016-03-28"}, {"place": "Atlantis"}, {"place": "Palmyra", "country": "US"}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(question) for question in questions), encoding="utf-8")
    answers = lines(ask("who", "--questions", str(path), "--json"))
    assert [(answer["place"], answer["status"]) for answer in answers] == [
        ("Palmyra", "held"),
        ("Atlantis", "unknown"),
        ("Palmyra", "unknown"),
    ]


def test_not_known_is_an_answer(ask: Told) -> None:
    assert (
        "Nowhereville on 2016-03-31: not known; no article read says who holds it" in ask("who", "Nowhereville").stdout
    )


def test_changes_between_two_days(ask: Told) -> None:
    changes = lines(ask("changes", "--from", "2015-01-01", "--to", "2016-12-31", "--json"))
    assert [(c["place"], c["before"], c["after"]) for c in changes] == [
        ("Palmyra", "Syrian army", "Islamic State"),
        ("Palmyra", "Islamic State", "Syrian army"),
    ]
    assert lines(ask("changes", "--from", "2017-01-01", "--json")) == []


def test_a_timeline_is_oldest_first_and_of_one_place(ask: Told) -> None:
    entries = lines(ask("timeline", "Palmyra", "--json"))
    assert [e["latest"] for e in entries] == sorted(e["latest"] for e in entries)
    assert {e["place"] for e in entries} == {"Palmyra"}
    assert "no article read tells anything of 'Atlantis'" in ask("timeline", "Atlantis").stdout


def test_figures_come_with_their_words(ask: Told) -> None:
    shares = [f for f in lines(ask("figures", "--json")) if f["measure"] == "territory_share_lost"]
    assert sorted(f["low"] for f in shares) == [14.0, 22.0]
    [lost] = [f for f in shares if f["low"] == 22.0]
    assert (lost["low"], lost["high"], lost["unit"]) == (22.0, 22.0, "percent")
    assert lost["quote"].startswith("Islamic State has lost 22 per cent")
    assert {f["measure"] for f in lines(ask("figures", "--measure", "KILLED", "--json"))} == {"killed"}


def test_disputes_quote_their_documents(ask: Told) -> None:
    found = lines(ask("disputes", "--json"))
    assert "figure" in {dispute["kind"] for dispute in found}
    for dispute in found:
        assert len(dispute["docs"]) == len(dispute["quotes"]) > 0
        assert dispute["what"] and dispute["settles"]
    assert ask("disputes", "--kind", "nonsense").stdout == "no disputes found\n"


def test_events_quote_the_exact_words_of_the_articles(ask: Told, store: Path) -> None:
    with open_store(store) as opened:
        texts = {document.id: document.text for document in opened.documents()}
    told = [doc for event in lines(ask("events", "--json")) for doc in event["docs"]]
    assert told and all(doc["quote"] in texts[doc["doc"]] for doc in told)
    assert {e["type"] for e in lines(ask("events", "--type", "capture", "--json"))} == {"capture"}


def test_a_story_printed_by_two_papers_is_one_origin(ask: Told) -> None:
    assert sorted(len(group["docs"]) for group in lines(ask("origins", "--json"))) == [1, 1, 1, 1, 2]
    text = ask("origins").stdout
    assert "Harbour Gazette: Mosul falls" in text and "Meridian Wire: Insurgents take Mosul as army units leave" in text


def test_the_brief_is_written_as_markdown_and_as_a_page(ask: Told, tmp_path: Path) -> None:
    told = ask("brief", "--on", "2016-03-31", "-o", "out/brief")
    assert told.stdout.split() == [str(Path(f"out/brief.{end}")) for end in ("md", "svg", "html")]
    text = (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")
    assert text.startswith("# Who holds what on 31 March 2016\n") and "Gained Palmyra from Islamic State on 27 March 2016" in text
    assert (tmp_path / "out" / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert ask("brief", "--on", "2016-03-31", "-o", "-").stdout.strip() == re.sub(r"!\[.*\)\n\n", "", text).strip()


def test_explain_shows_the_words_behind_a_claim_and_the_evidence_behind_a_holding(ask: Told, store: Path) -> None:
    with open_store(store) as opened:
        holding = next(
            h for h in opened.worked_out().holdings if h.place.name == "Palmyra" and h.holder == "Islamic State"
        )
        claim = next(c for c in opened.claims() if c.id == holding.weights[0][0])
    text = ask("explain", claim.id[:12]).stdout
    assert " ".join(claim.sentence.words.split()) in text and f"found by: {claim.found_by}" in text
    assert lines(ask("explain", claim.id, "--json")) == [to_plain(claim)]
    evidence = ask("explain", holding.id).stdout
    told = [float(n) for n in re.findall(r"^ +([+-][\d.]+)  (?:[0-9a-f]{8}|before|silence|\d+ other)", evidence, re.MULTILINE)]
    [total] = re.findall(r"([+-][\d.]+)  in all", evidence)
    assert claim.id[:8] in evidence and sum(told) == pytest.approx(float(total), abs=0.01 * len(told))


@pytest.mark.parametrize("kind", ["events", "figures", "disputes"])
def test_explain_knows_everything_that_was_worked_out(ask: Told, store: Path, kind: str) -> None:
    with open_store(store) as opened:
        things = getattr(opened.worked_out(), kind)
    assert things
    for thing in things:
        assert re.search(r"claim [0-9a-f]{8}: .+“.+”", ask("explain", thing.id).stdout)


def test_search_finds_articles_by_their_words_and_takes_any_sign(ask: Told) -> None:
    assert {row["title"] for row in lines(ask("search", "Palmyra", "Russian", "--json"))} == {
        "Syrian army back in Palmyra"
    }
    for words in ('Palmyra" OR', "(", "NEAR(", "*", "'", '""', "title:x"):
        assert ask("search", words).exit_code == 0, words


def test_publish_writes_pages_that_open_from_a_folder(ask: Told, tmp_path: Path) -> None:
    told = ask("publish", "site")
    count = int(told.stdout.split()[0])
    assert count == len(list((tmp_path / "site").rglob("*.html"))) > 20
    shown = [
        re.sub("</?mark>", "", file.read_text(encoding="utf-8"))
        for file in (tmp_path / "site" / "places").glob("*.html")
    ]
    assert [text for text in shown if WEDNESDAY in text and "<h1><bdi>Palmyra</bdi></h1>" in text]


def test_rules_try_shows_the_claim_of_a_sentence() -> None:
    told = run(["rules", "try", "ISIS-held Palmyra was retaken by the army on Sunday."])
    assert re.search(r"^claim: capture \[retaken\] fact", told.stdout, re.MULTILINE)
    [row] = lines(run(["rules", "try", "--json", "ISIS-held Palmyra was retaken by the army on Sunday."]))
    assert "capture" in {claim["type"] for claim in row["claims"]}
    assert "no claims" in run(["rules", "try", "The weather was fine."]).stdout


def test_places_prefers_what_is_accepted_and_proposes_what_only_sounds_alike(ask: Told) -> None:
    [row] = lines(ask("places", "Tadmur", "--country", "Syria", "--json"))
    assert (row["accepted"]["name"], row["accepted"]["lat"]) == ("Palmyra", pytest.approx(34.56, abs=0.05))
    [row] = lines(ask("places", "Xqzvw", "--json"))
    assert row["accepted"] is None


def test_actors_are_found_by_any_name(ask: Told) -> None:
    assert {lines(ask("actors", name, "--json"))[0]["id"] for name in ("ISIS", "Daesh", "Islamic State")} == {
        "actor:islamic-state"
    }
    assert "the catalogue holds no side called 'Rotary Club of Xqz'" in ask("actors", "Rotary Club of Xqz").stdout


def test_annotate_keeps_order_and_offsets_and_tells_bad_lines() -> None:
    given = "\n".join([json.dumps(LINE), "{broken", "[]", '{"doc": 1}', json.dumps(LINE | {"doc": 2, "date": None})])
    told = run(["annotate", "-"], given)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 1
    assert re.findall(r"^line (\d):", told.stderr, re.MULTILINE) == ["2", "3", "4"]
    assert [row["doc"] for row in rows] == ["a1", 2]
    places = [(LINE["text"][p["start"] : p["end"]], p["text"]) for p in rows[0]["places"] if p.get("kind") != "demonym"]
    assert places == [("Palmyra", "Palmyra"), ("Idlib", "Idlib")]
    assert {"sentences", "places", "times", "actors", "claims"} <= set(rows[0])


def test_annotate_answers_for_the_places_that_it_is_asked_about() -> None:
    start = LINE["text"].index("Idlib")
    spans = [{"start": start, "end": start + 5}, {"start": 0, "end": 3}]
    [row] = lines(run(["annotate", "-"], json.dumps(LINE | {"toponyms": spans})))
    assert len(row["places"]) == 2
    assert row["places"][0]["name"] == "Idlib" and row["places"][1] is None


def test_extract_and_state_make_one_pipe_in_any_order() -> None:
    claims = run(["extract", "-"], json.dumps(LINE)).stdout
    assert {json.loads(line)["document"] for line in claims.splitlines()} == {"a1"}
    folded = run(["state", "-"], claims)
    backwards = "\n".join(reversed(claims.splitlines()))
    assert run(["state", "-"], backwards).stdout == folded.stdout
    assert ("Palmyra", "Syrian army") in {(row["place"]["name"], row["holder"]) for row in lines(folded)}
    assert lines(run(["state", "-", "--known-by", "2016-03-27"], claims)) == []


def test_state_tells_lines_that_are_no_claims() -> None:
    told = run(["state", "-"], '{"id": 1}\nnonsense\n')
    assert (told.exit_code, told.stdout) == (1, "")
    assert re.findall(r"^line (\d): .*; skipped$", told.stderr, re.MULTILINE) == ["1", "2"]


def test_doctor_finds_everything_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(["doctor"])
    assert told.exit_code == 0
    assert re.findall(r"^ok +([\w-]+):", told.stdout, re.MULTILINE) == [
        "reader",
        "gazetteer",
        "catalogue",
        "rules",
        "plug-ins",
        "extractor",
        "store",
    ]
    assert "FAULT" not in told.stdout


def test_doctor_tells_what_no_check_foresaw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise KeyError("weights")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("whoholds.cli.doctor_verb.CHECKS", {"reader": broken, "store": lambda: "fine"})
    told = run(["doctor"])
    assert (told.exit_code, told.stdout.splitlines()[1:]) == (
        1,
        ["FAULT reader: KeyError: 'weights'", "ok    store: fine"],
    )


def test_doctor_names_what_could_not_be_read_until_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("whoholds.cli.doctor_verb.CHECKS", {"store": CHECKS["store"]})
    for number in range(7):
        (tmp_path / f"{number}.txt").touch()
    run(["read", "--db", "whoholds.db", *(f"{number}.txt" for number in range(7))])
    told = run(["doctor"]).stdout.splitlines()
    assert told[1].endswith("7 could not be read") and told[2].endswith("0.txt: empty; nothing was read")
    assert told[-1].endswith("and 2 more") and len(told) == 8
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text(LINE["text"], encoding="utf-8")
        run(["read", f"{number}.txt"])
    assert run(["doctor"]).stdout.splitlines()[1].endswith("claims, 0 could not be read")


def test_the_gazetteer_of_the_settings_is_asked_by_every_verb(ask: Told, tmp_path: Path) -> None:
    (tmp_path / "own.sqlite").write_bytes(b"no index")
    (tmp_path / "whoholds.toml").write_text('gazetteer = "own.sqlite"', encoding="utf-8")
    for args in (["places", "Palmyra"], ["who", "Palmyra"]):
        with pytest.raises(GazetteerError, match="own.sqlite"):
            ask(*args)
    assert "FAULT gazetteer: own.sqlite" in run(["doctor"]).stdout


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["change", "--set", "colour=red"], "cannot change 'colour'"),
        (["change", "--set", "status=maybe"], "'maybe' is no status"),
        (["change", "--set", "from=tomorrow"], "'tomorrow' is no day"),
        (["change", "--set", "actor"], "write FIELD=VALUE"),
        (["change"], "needs --set FIELD=VALUE"),
        (["right", "--set", "type=hold"], "no other verdict takes it"),
    ],
)
def test_a_judgement_that_no_claim_can_take_is_never_kept(store: Path, given: list[str], told: str) -> None:
    with open_store(store) as opened:
        id = next(iter(opened.claims())).id
    with pytest.raises(InputError, match=re.escape(told)):
        run(["review", id, "--verdict", *given, "--db", str(store)])
    with open_store(store) as opened:
        assert list(opened.judgements()) == []


def test_a_judgement_is_kept_and_folds_anew(tmp_path: Path) -> None:
    db = str(tmp_path / "judged.db")
    run(["read", "--db", db, str(SAMPLES / SIX[2])])
    [before] = lines(run(["who", "Palmyra", "--db", db, "--json"]))
    assert before["status"] == "held"
    with open_store(db) as opened:
        ids = [claim.id for claim in opened.claims()]
    for id in ids:
        run(["review", id, "--verdict", "wrong", "--why", "tried", "--db", db])
    with open_store(db) as opened:
        assert opened.worked_out().holdings == () and len(list(opened.judgements())) == len(ids)
    [after] = lines(run(["who", "Palmyra", "--db", db, "--json"]))
    assert (after["status"], after["sources"]) == ("unknown", [])
    assert run(["review", "--db", db]).stdout == "nothing to review\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    told = run([verb, "--help"])
    assert told.exit_code == 0 and told.stdout.startswith("Usage: ")


def test_help_lists_every_verb() -> None:
    text = run(["--help"]).stdout
    assert all(re.search(rf"^  {verb} ", text, re.MULTILINE) for verb in VERBS)


def test_an_area_is_inferred_and_drawn(ask: Told, tmp_path: Path) -> None:
    [row] = lines(ask("area", "Syria", "--on", "2015-06-01", "--svg", "syria.svg", "--json"))
    assert row["inferred"] is True and row["sides"][0]["side"] == "Islamic State" and row["sides"][0]["claims"]
    assert "url(#side0)" in (tmp_path / "syria.svg").read_text(encoding="utf-8")


def test_a_series_of_areas_has_a_line_a_month(ask: Told) -> None:
    rows = lines(ask("area", "SY", "--from", "2015-05-01", "--to", "2015-07-01", "--json"))
    assert [row["on"] for row in rows] == ["2015-05-01", "2015-06-01", "2015-07-01"]


def test_an_extent_that_is_none_says_what_can_be_written(ask: Told) -> None:
    with pytest.raises(InputError, match="name countries"):
        ask("area", "Ruritania")


def test_routes_are_listed_or_said_to_be_none(ask: Told) -> None:
    told = ask("routes")
    assert told.exit_code == 0 and told.stdout.strip()
    assert all({"from", "to", "states", "claims"} <= set(row) for row in lines(ask("routes", "--json")))


def test_a_brief_as_known_earlier_says_so_and_has_its_map_beside_it(ask: Told, tmp_path: Path) -> None:
    ask("brief", "--known-by", "2015-06-30", "-o", "june")
    text = (tmp_path / "june.md").read_text(encoding="utf-8")
    assert text.startswith("# Who holds what on 30 June 2015, as known on 30 June 2015") and "](june.svg)" in text
    assert "Syrian army" not in text.partition("## Notes")[0] and (tmp_path / "june.svg").exists()
