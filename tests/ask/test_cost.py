"""What asking costs: told, limited over all processes of a run, and never paid twice for one text."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.ask.reading import annotated, endpoint
from tests.ask.stub import Reply, claims, honest, says, serving
from whoholds.ask.ledger import Ledger, Limits
from whoholds.ask.options import KINDS, read_options
from whoholds.errors import AnswerError, ExtractorError, SettingsError
from whoholds.extract.plugged import extract_with

GIVEN: dict[str, Any] = {"url": "http://127.0.0.1:8080/v1", "model": "stub-1"}


def test_the_same_text_is_asked_once_and_gives_the_same_claims(tmp_path: Path) -> None:
    with serving(honest) as stub:
        first = endpoint(stub.url, tmp_path).extract(annotated())
        again = endpoint(stub.url, tmp_path)
        assert (again.extract(annotated()), len(stub.asked)) == (first, 1)
    assert (again.ledger.totals().calls, again.ledger.totals().kept) == (0, 1)


@pytest.mark.parametrize("other", [{"model": "stub-2"}, {"temperature": 0.5}, {"max_tokens": 100}, {"extra": {"seed": 1}}])
def test_another_model_or_sampling_is_asked_anew_and_has_another_name(tmp_path: Path, other: dict[str, Any]) -> None:
    with serving(honest) as stub:
        one, two = endpoint(stub.url, tmp_path), endpoint(stub.url, tmp_path, **other)
        one.extract(annotated())
        two.extract(annotated())
    assert len(stub.asked) == 2 and one.name != two.name


def test_kept_answers_are_of_this_user_alone_and_a_damaged_one_is_asked_anew(tmp_path: Path) -> None:
    with serving(honest) as stub:
        first = endpoint(stub.url, tmp_path).extract(annotated())
        (file,) = tmp_path.glob("??/*.json")
        assert file.stat().st_mode & 0o077 == 0
        for damage in ("{", "[]", '{"content": 5, "tokens_in": 1, "tokens_out": 1}', '{"content": "x", "tokens_in": 1, "tokens_out": 1}'):
            file.write_text(damage)
            assert endpoint(stub.url, tmp_path).extract(annotated()) == first
    assert len(stub.asked) == 5


def test_a_changed_answer_in_the_cache_cannot_bring_in_other_words(tmp_path: Path) -> None:
    with serving(honest) as stub:
        endpoint(stub.url, tmp_path).extract(annotated())
        (file,) = tmp_path.glob("??/*.json")
        file.write_text(file.read_text().replace("Sinjar", "Berlin"))
        found = endpoint(stub.url, tmp_path).extract(annotated())
    assert [[place.words for place in one.places] for one in found] == [[], ["Idlib"]]


def test_the_cost_is_told_with_tokens_time_and_what_was_refused(tmp_path: Path) -> None:
    with serving(honest) as stub:
        extractor = endpoint(stub.url, tmp_path, price_in=2.0, price_out=10)
        extract_with(extractor, annotated())
        extract_with(extractor, annotated())
    told = extractor.cost()
    assert "1 calls, 1 answers from the cache; 1,000 tokens in, 100 out; cost 0.0030; " in told
    assert told.endswith("4 claims taken, 0 parts refused")
    assert "cost not known (set price_in and price_out)" in endpoint(stub.url, tmp_path).cost() or not endpoint(stub.url, tmp_path).cost()


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": -5, "completion_tokens": "many"}, {"prompt_tokens": 1e30}, [1]])
def test_tokens_that_a_server_does_not_say_or_lies_about_are_guessed_and_called_so(tmp_path: Path, usage: Any) -> None:
    with serving(claims(usage=usage)) as stub:
        extractor = endpoint(stub.url, tmp_path, price_in=1.0)
        extractor.extract(annotated())
    totals = extractor.ledger.totals()
    assert totals.about and 500 < totals.tokens_in < 5000 and totals.tokens_out == 3
    assert "about" in extractor.cost()


def test_nothing_asked_is_nothing_told(tmp_path: Path) -> None:
    assert endpoint("http://127.0.0.1:9/v1", tmp_path).cost() == ""
    assert not list(tmp_path.iterdir())


def test_a_run_stops_at_its_limit_of_calls_with_tries_counted(tmp_path: Path) -> None:
    with serving(Reply(500)) as stub, pytest.raises(ExtractorError, match=r"limit of 3 calls \(most_calls\).*what was read is kept"):
        endpoint(stub.url, tmp_path, most_calls=3, tries=9).extract(annotated())
    assert len(stub.asked) == 3


def test_a_call_that_could_go_over_the_limit_of_cost_is_not_made(tmp_path: Path) -> None:
    with serving(honest) as stub:
        dear = {"price_in": 1.0, "price_out": 100.0, "max_tokens": 1000, "most_cost": 0.125}
        extractor = endpoint(stub.url, tmp_path, **dear)
        extractor.extract(annotated())  # at most 0.11 before it, 0.011 after it
        extractor.extract(annotated("Rebels seized Homs."))
        with pytest.raises(ExtractorError, match="cost so far 0.0220; .* limit of 0.125"):
            extractor.extract(annotated("Rebels seized Hama."))
    assert len(stub.asked) == 2 and extractor.ledger.totals().calls == 2


def test_limits_hold_for_all_who_share_a_ledger(tmp_path: Path) -> None:
    """Two hundred callers at once, each with its own view of the file, as worker processes have: seven may call."""
    allowed: list[int] = []

    def call(number: int) -> None:
        ledger = Ledger(tmp_path / "run.jsonl", Limits(calls=7))
        ledger._numbers = iter([number])  # type: ignore[assignment]
        try:
            ledger.begin(0.0)
            allowed.append(number)
        except ExtractorError:
            """One of the others."""

    threads = [threading.Thread(target=call, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < len(allowed) <= 7
    assert Ledger(tmp_path / "run.jsonl", Limits()).totals().calls == len(allowed)


def test_a_line_that_is_still_being_written_waits(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    ledger = Ledger(file, Limits())
    ledger.kept()
    with file.open("ab") as more:
        more.write(b'{"kept": ')
    assert ledger.totals().kept == 1
    with file.open("ab") as more:
        more.write(b'1}\n{"kept": {"ke\n{"kept": 1}\n')  # the one in the middle was cut off by a full disk
    assert ledger.totals().kept == 3


def test_a_folder_that_cannot_be_written_ends_the_run_before_anything_is_paid(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with serving(honest) as stub, pytest.raises(ExtractorError, match="cannot be written"):
        endpoint(stub.url, tmp_path / "file").extract(annotated())
    assert not stub.asked


def test_prose_twice_is_paid_twice_and_no_more(tmp_path: Path) -> None:
    with serving(says("I would rather not.")) as stub, pytest.raises(AnswerError, match="no JSON; asked twice"):
        endpoint(stub.url, tmp_path).extract(annotated())
    assert len(stub.asked) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": ""}, "'url' is missing"),
        ({"url": "ftp://host/v1"}, "no http address"),
        ({"url": "http://[::1/v1"}, "no address"),
        ({"url": "http://host:99999/v1"}, "no address"),
        ({"url": "https://user:secret-1@host/v1"}, "must not hold a name or password"),
        ({"url": "https://host/v1?key=secret-1"}, "must end before"),
        ({"model": ""}, "'model' is missing"),
        ({"key": "secret-1"}, "unknown key 'key'"),
        ({"key_env": "sk-secret-1"}, "the NAME of an environment variable"),
        ({"price_in": "secret-1"}, "'price_in' must be a float, not a str"),
        ({"price_in": -1}, "'price_in' must be 0 or more"),
        ({"price_in": float("nan")}, "'price_in' must be 0 or more"),
        ({"tries": 0}, "'tries' must be from 1"),
        ({"tries": True}, "'tries' must be a int"),
        ({"timeout": float("inf")}, "'timeout' must be from"),
        ({"most_cost": 1}, "'most_cost' needs"),
        ({"format": "xml"}, "'format' must be one of"),
        ({"extra": {"messages": []}}, "'extra' may not set messages"),
    ],
)
def test_wrong_options_are_told_without_their_values(change: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words) as told:
        read_options(GIVEN | change)
    assert "secret-1" not in str(told.value)


def test_all_wrong_options_are_told_together() -> None:
    with pytest.raises(SettingsError) as told:
        read_options({"model": "x y", "tries": 0})
    assert len(str(told.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("key", "url", "words"),
    [
        ("", GIVEN["url"], "STUB_KEY, which key_env names, is empty"),
        ("two\nlines", GIVEN["url"], "signs that no key has"),
        ("sk-1", "http://example.org/v1", "over https or to this machine"),
    ],
)
def test_a_key_that_cannot_be_sent_safely_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, url: str, words: str
) -> None:  # fmt: skip
    monkeypatch.setenv("STUB_KEY", key)
    with pytest.raises(SettingsError, match=words):
        endpoint(url, tmp_path, key_env="STUB_KEY")


def test_every_option_has_a_kind_and_stands_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
    assert [name for name in KINDS if f"| `{name}` |" not in page] == []
    assert json.dumps(sorted(KINDS)) == json.dumps(sorted(read_options.__globals__["Options"].__slots__))
