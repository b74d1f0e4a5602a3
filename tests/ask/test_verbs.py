"""The endpoint from the command line: read, extract and evaluate with a server on this machine; without one, no call at all."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.ask.stub import Reply, claims, honest, serving
from whoholds import settings
from whoholds.cli.main import whoholds
from whoholds.errors import ExtractorError
from whoholds.intake.maker import maker_name
from whoholds.records import Document
from whoholds.run.engines import run_processes
from whoholds.store.base import open_store

TEXTS = {
    "a.txt": "IDLIB, 4 May 2015 (Reuters) - Syrian rebels seized Idlib on Sunday, residents said.",
    "b.txt": "BEIRUT, 5 May 2015 (Reuters) - The army seized Palmyra after a week of fighting near the town.",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles, and a run of its own."""
    monkeypatch.chdir(tmp_path)
    settings.this_run.cache_clear()
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    return tmp_path


def configure(home: Path, url: str, more: str = "") -> None:
    told = f'extractor = "endpoint"\n[extractors.endpoint]\nurl = "{url}"\nmodel = "stub-1"\nwait = 0.001\ncache = "answers"\n'
    (home / "whoholds.toml").write_text(told + more, encoding="utf-8")


def run(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(whoholds, list(args), input=given, catch_exceptions=False)


def test_articles_are_read_resolved_and_paid_once(home: Path) -> None:
    with serving(honest) as stub:
        configure(home, stub.url, "price_in = 1.0\nprice_out = 1.0\n")
        told = run("read", "news")
        assert told.stdout.startswith("read 2 new articles (") and told.exit_code == 0
        assert "endpoint:stub-1 prompt-1: 2 calls, 0 answers from the cache; 2,000 tokens in, 200 out; cost 0.0022" in told.stderr
        assert run("read", "news").stdout.startswith("read 0 new articles")
        assert run("read", "news", "--again").exit_code == 0 and len(stub.asked) == 2
    with open_store("whoholds.db", create=False) as store:
        found = {claim.places[0].name: claim for claim in store.claims() if claim.found_by.startswith("endpoint:")}
    assert sorted(found) == ["Idlib", "Palmyra"]
    idlib = found["Idlib"]
    assert idlib.places[0].link is not None and idlib.places[0].link.country == "SY" and idlib.window is not None
    assert (idlib.found_by, idlib.actors[0].words) == ("endpoint:stub-1 prompt-1", "Syrian rebels")


def test_a_limit_holds_for_worker_processes_together(home: Path) -> None:
    with serving(honest) as stub:
        configure(home, stub.url, "most_calls = 3\n")
        documents = [Document(f"d{number}", f"Rebels of group {number} seized Idlib.") for number in range(4)]
        found = []
        with pytest.raises(ExtractorError, match="limit of 3 calls"):
            for outcome in run_processes(documents, settings.read_settings().spec(), workers=2):
                found.append(outcome)
        # The error of the fourth stops the workers at once: a call that another was granted may not have been sent yet.
        assert 2 <= len(stub.asked) <= 3 and all(outcome.made is not None and outcome.made.claims for outcome in found)


def test_a_limit_keeps_what_was_read_and_the_next_run_goes_on(home: Path) -> None:
    with serving(honest) as stub:
        configure(home, stub.url, "most_calls = 1\n")
        with pytest.raises(ExtractorError, match="most_calls"):
            run("read", "news")
        with open_store("whoholds.db", create=False) as store:
            assert store.counts().documents == 1 and not store.counts().stale
        settings.this_run.cache_clear()
        assert run("read", "news").stdout.startswith("read 1 new article (") and len(stub.asked) == 2


def test_an_article_without_an_answer_is_told_and_the_rest_goes_on(home: Path) -> None:
    with serving(Reply(500), honest) as stub:
        configure(home, stub.url, "tries = 1\n")
        told = run("read", "news")
    assert told.exit_code == 1 and "a.txt: " in told.stderr and "status 500" in told.stderr
    assert told.stdout.startswith("read 1 new article (")


def test_extract_goes_on_after_a_failed_document_and_tells_the_cost(home: Path) -> None:
    given = "".join(json.dumps({"doc": name, "text": text}) + "\n" for name, text in TEXTS.items())
    with serving(Reply(500), honest) as stub:
        configure(home, stub.url, "tries = 1\n")
        told = run("extract", "-", given=given)
        seen = run("annotate", "-", given=given)
    assert told.exit_code == 1 and "line 1: http" in told.stderr and "calls" in told.stderr
    assert {json.loads(line)["document"] for line in told.stdout.splitlines()} == {"b.txt"}
    assert [len(json.loads(line)["claims"]) > 0 for line in seen.stdout.splitlines()] == [True, True]


def test_extractors_are_compared_on_gold_claims(home: Path) -> None:
    scorer = Path(__file__).parents[3] / "shared" / "claims" / "score.py"
    if not scorer.exists():
        pytest.skip("the scorer is not here")
    (home / "shared" / "claims").mkdir(parents=True)
    (home / "shared" / "claims" / "score.py").write_bytes(scorer.read_bytes())
    text = "Rebels seized Idlib."
    span = {"start": 7, "end": 13, "text": "seized"}
    gold = {"type": "capture", "trigger": span, "sentence": {"start": 0, "end": 20}, "status": "fact", "time": None, "quantity": [],
            "actor": [], "target": [], "source": [], "place": [{"start": 14, "end": 19, "text": "Idlib", "name": "Idlib"}]}  # fmt: skip
    for name in ("dev", "train"):
        row = {"doc": f"{name}-1", "text": text, "claims": [gold]}
        (home / "shared" / "claims" / f"{name}.jsonl").write_text(json.dumps(row) + "\n")
    with serving(lambda asked: claims()) as stub:
        configure(home, stub.url)
        told = run("evaluate", "claims", "--shared", "shared", "--extractor", "whoholds", "--extractor", "endpoint")
        one = run("evaluate", "claims", "--shared", "shared", "--extractor", "endpoint", "--json")
    assert told.stdout.splitlines()[0] == "score\twhoholds\tendpoint"
    scores = dict(line.split("\t", 1) for line in told.stdout.splitlines())
    assert [cell[:6] for cell in scores["train: claim F1"].split("\t")] == ["1.0000", "0.0000"]
    assert json.loads(one.stdout)["train: claim F1"] == 0.0 and "calls" in told.stderr


def test_extractor_is_refused_where_it_measures_nothing(home: Path) -> None:
    assert run("evaluate", "places", "--extractor", "endpoint").exit_code == 2


def test_changing_the_model_changes_the_maker_and_prices_do_not(home: Path) -> None:
    names = []
    for more in ("", "price_in = 2.0\n", "temperature = 0.7\n"):
        configure(home, "http://127.0.0.1:9/v1", more)
        names.append(maker_name())
    assert names[0] == names[1] != names[2] and "endpoint:stub-1" in names[0]


def test_by_default_nothing_is_asked_of_anybody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of options alone opens no connection; `extractor` must name it."""

    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    with serving(honest) as stub:
        configure(home, stub.url)
        toml = home / "whoholds.toml"
        toml.write_text(toml.read_text().replace('extractor = "endpoint"\n', ""))
        monkeypatch.setattr(socket.socket, "connect", refuse)
        told = run("read", "news", "--workers", "1")
    assert told.exit_code == 0 and not stub.asked and "calls" not in told.stderr


def test_doctor_opens_the_extractor_and_asks_nothing(home: Path) -> None:
    with serving(honest) as stub:
        configure(home, stub.url, 'key_env = "NO_SUCH_KEY"\n')
        told = run("doctor")
        configure(home, stub.url)
        well = run("doctor")
    assert "FAULT extractor: the environment variable NO_SUCH_KEY" in told.stdout and told.exit_code == 1
    assert "ok    extractor: endpoint:stub-1 prompt-1; nothing was asked" in well.stdout and not stub.asked
