"""A server that stalls, breaks, lies about itself or is not there: tried again, told, and never waited for without end."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ask.reading import ARTICLE, annotated, endpoint
from tests.ask.stub import Asked, Reply, claim, claims, honest, lines, says, serving
from whoholds.ask.server import LARGEST
from whoholds.errors import AnswerError, ExtractorError, WhoholdsError

HTML = Reply(body=b"<!doctype html><title>Welcome</title>", headers={"Content-Type": "text/html"})
WHOLE = claims(claim(1, "seized", "capture", place=["Idlib"])).body
BROKEN = {
    "500": Reply(500, b"oops"), "503": Reply(503), "429": Reply(429, b"slow down", {"Retry-After": "0"}), "reset": Reply(reset=True),
    "cut off": Reply(body=WHOLE[:50], promised=len(WHOLE)), "truncated": Reply(body=WHOLE[: len(WHOLE) // 2]), "page": HTML,
    "nothing": Reply(), "no choices": Reply(body=b'{"choices": []}'), "list": Reply(body=b"[1]"), "deep": Reply(body=b"[" * 200_000),
    "null content": says(None),  # type: ignore[arg-type]
    "prose": says("There is no claim here."), "half of the JSON": says('{"claims": [{"sentence": 1,'), "no list": says('{"claims": 5}'),
    "bomb": Reply(body=gzip.compress(b" " * 40_000_000), headers={"Content-Encoding": "gzip"}),
    "huge": Reply(body=b" " * (LARGEST + 10)), "not zipped": Reply(body=b"no", headers={"Content-Encoding": "gzip"}),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_what_breaks_once_is_asked_again(tmp_path: Path, broken: str) -> None:
    with serving(BROKEN[broken], honest) as stub:
        found = endpoint(stub.url, tmp_path).extract(annotated())
    assert ([one.places[0].words for one in found], len(stub.asked)) == (["Sinjar", "Idlib"], 2)


@pytest.mark.parametrize("broken", BROKEN)
def test_what_stays_broken_is_this_article_s_failure_and_is_told(tmp_path: Path, broken: str) -> None:
    with serving(BROKEN[broken]) as stub, pytest.raises(AnswerError) as told:
        endpoint(stub.url, tmp_path, tries=3).extract(annotated())
    assert "asked" in str(told.value) and len(str(told.value)) < 400
    assert len(stub.asked) <= 3
    assert not list(tmp_path.glob("*/*.json"))


@pytest.mark.parametrize("reply", [Reply(stall=2.0), Reply(body=b" " * 500, drip=0.02)])
def test_a_server_that_stalls_or_drips_is_not_waited_for(tmp_path: Path, reply: Reply) -> None:
    start = time.monotonic()
    with serving(reply) as stub, pytest.raises(AnswerError, match="timeout"):
        endpoint(stub.url, tmp_path, timeout=0.2, tries=2).extract(annotated())
    assert time.monotonic() - start < 1.9


def test_back_off_doubles_and_heeds_what_the_server_asks(tmp_path: Path) -> None:
    waits: list[float] = []
    with serving(Reply(500), Reply(429, headers={"Retry-After": "7"}), Reply(500), honest) as stub:
        extractor = endpoint(stub.url, tmp_path, wait=2.0)
        extractor.server.sleep = waits.append
        extractor.extract(annotated())
    assert waits == [2.0, 7.0, 8.0]


@pytest.mark.parametrize("asks", ["soon", "-5", "1e400", "nan", "Wed, 99 Nov"])
def test_a_wait_that_makes_no_sense_is_not_heeded(tmp_path: Path, asks: str) -> None:
    with serving(Reply(429, headers={"Retry-After": asks}), honest) as stub:
        assert len(endpoint(stub.url, tmp_path).extract(annotated())) == 2


FINAL = {
    "401": (Reply(401, b"bad key"), "key_env"), "404": (Reply(404, b"no model"), "url and model"), "402": (Reply(402), "paid"),
    "elsewhere": (Reply(302, headers={"Location": "http://127.0.0.1:9/"}), "not followed"),
    "long wait": (Reply(429, headers={"Retry-After": "3600"}), "3600 seconds"),
}  # fmt: skip


@pytest.mark.parametrize("why", FINAL)
def test_what_no_article_would_survive_ends_the_run_at_once(tmp_path: Path, why: str) -> None:
    reply, words = FINAL[why]
    with serving(reply) as stub, pytest.raises(ExtractorError, match=words):
        endpoint(stub.url, tmp_path).extract(annotated())
    assert len(stub.asked) == 1


def test_a_server_that_is_gone_ends_the_run_after_three_articles(tmp_path: Path) -> None:
    extractor = endpoint("http://127.0.0.1:9/v1", tmp_path, tries=1)
    for _ in range(2):
        with pytest.raises(AnswerError, match="nobody listens there"):
            extractor.extract(annotated())
    with pytest.raises(ExtractorError, match="3 articles in a row"):
        extractor.extract(annotated())


@pytest.mark.parametrize("says_to_hostile", [says("No."), says(None), Reply(400, b"filtered")])  # type: ignore[arg-type]
def test_texts_that_a_model_will_not_answer_never_end_the_run(tmp_path: Path, says_to_hostile: Reply) -> None:
    with serving(lambda asked: says_to_hostile if "Hostile" in json.dumps(asked["messages"]) else honest(asked)) as stub:
        extractor = endpoint(stub.url, tmp_path)
        extractor.extract(annotated())
        for number in range(5):
            with pytest.raises(AnswerError):
                extractor.extract(annotated(f"Hostile text {number}."))
        assert len(extractor.extract(annotated("Rebels seized Homs."))) == 1


def test_a_request_that_is_never_taken_ends_the_run(tmp_path: Path) -> None:
    with serving(Reply(400, b"no such parameter")) as stub:
        extractor = endpoint(stub.url, tmp_path)
        faults = [AnswerError, AnswerError, ExtractorError]
        for number, fault in enumerate(faults):
            with pytest.raises(fault, match="no such parameter"):
                extractor.extract(annotated(f"Text {number}."))


def test_a_key_is_sent_and_stands_in_no_message_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_KEY", "sk-very-secret")
    echo = Reply(500, b"your key sk-very-secret\x1b[31m is on fire")
    with serving(honest, echo) as stub:
        extractor = endpoint(stub.url, tmp_path, key_env="STUB_KEY", tries=1)
        extractor.extract(annotated())
        with pytest.raises(AnswerError) as told:
            extractor.extract(annotated("Another text."))
    assert stub.headers[0]["authorization"] == "Bearer sk-very-secret"
    assert stub.headers[0]["path"] == "/v1/chat/completions"
    assert "***" in str(told.value) and "\x1b" not in str(told.value)
    shown = [str(told.value), repr(extractor), extractor.cost(), json.dumps(stub.asked)]
    assert not [text for text in shown if "very-secret" in text]
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"very-secret" in file.read_bytes()]


def refuses_schema(asked: Asked) -> Reply:
    return Reply(400, b'{"error": "response_format is not supported"}') if "response_format" in asked else honest(asked)


def test_without_response_format_the_server_is_asked_plainly_and_so_from_then_on(tmp_path: Path) -> None:
    with serving(refuses_schema) as stub:
        extractor = endpoint(stub.url, tmp_path)
        assert len(extractor.extract(annotated())) == 2
        extractor.extract(annotated("Rebels seized Homs."))
    asked = [one.get("response_format", {}).get("type") for one in stub.asked]
    assert asked == ["json_schema", "json_object", None, None]


def test_the_schema_is_strict(tmp_path: Path) -> None:
    with serving(honest) as stub:
        endpoint(stub.url, tmp_path).extract(annotated())
    shape = stub.asked[0]["response_format"]["json_schema"]
    one = shape["schema"]["properties"]["claims"]["items"]
    assert shape["strict"] and one["additionalProperties"] is False and set(one["required"]) == set(one["properties"])


@pytest.mark.parametrize("short", [
    lambda asked: says('{"claims": [', finish="length") if len(lines(asked)) > 1 else honest(asked),
    lambda asked: Reply(400, b"maximum context length exceeded") if len(lines(asked)) > 1 else honest(asked),
])  # fmt: skip
def test_what_does_not_fit_is_asked_in_halves(tmp_path: Path, short: Any) -> None:
    with serving(short) as stub:
        found = endpoint(stub.url, tmp_path).extract(annotated())
    assert [one.places[0].words for one in found] == ["Sinjar", "Idlib"]
    assert [sorted(lines(asked)) for asked in stub.asked] == [[0, 1, 2], [0], [1, 2], [1], [2]]


def test_one_sentence_that_makes_a_model_babble_costs_itself_alone(tmp_path: Path) -> None:
    def babbles(asked: Asked) -> Reply:
        return says("la " * 50, finish="length") if 0 in lines(asked) else honest(asked)

    with serving(babbles) as stub:
        extractor = endpoint(stub.url, tmp_path)
        found = extractor.extract(annotated())
    assert [one.places[0].words for one in found] == ["Idlib"]
    assert extractor.ledger.totals().refused == {"answer about one sentence too long": 1}


def test_a_long_article_is_asked_in_stretches_and_a_monstrous_sentence_left_out(tmp_path: Path) -> None:
    text = "Rebels seized Idlib. " * 400 + "x" * 7000 + "."
    with serving(honest) as stub:
        extractor = endpoint(stub.url, tmp_path)
        found = extractor.extract(annotated(text))
    assert (len(found), len(stub.asked)) == (400, 2)
    assert extractor.ledger.totals().refused == {"sentence too long to ask about": 1}


def test_questions_hold_one_article_each_and_nothing_else(tmp_path: Path) -> None:
    with serving(honest) as stub:
        extractor = endpoint(stub.url, tmp_path)
        extractor.extract(annotated())
        extractor.extract(annotated("Rebels seized Homs.", "a2"))
    assert ARTICLE[:20] not in json.dumps(stub.asked[1]) and len(stub.asked[1]["messages"]) == 2


def test_every_fault_is_one_that_whoholds_explains(tmp_path: Path) -> None:
    for status in (100, 204, 206, 300, 403, 405, 413, 418, 451, 501, 599):
        with serving(Reply(status)) as stub, pytest.raises(WhoholdsError):
            endpoint(stub.url, tmp_path, tries=1, timeout=0.3).extract(annotated())
