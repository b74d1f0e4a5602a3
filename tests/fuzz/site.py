"""The server asked by somebody who means no good: odd requests of every shape, and a visitor who does many things in a row."""

from __future__ import annotations

import json
import warnings
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from starlette.testclient import TestClient

from tests.fuzz.made_up import DAYS, KEYS, dumped, plain, written
from tests.fuzz.target import Target, in_time
from tests.report.base import CLAIMS, knowledge
from tests.serve.base import client, fill, seal
from whoholds.serve.guard import HEADERS
from whoholds.serve.paths import SHOWN
from whoholds.serve.worker import Worker
from whoholds.store.base import open_store

KNOWN = ("gn:1", "YPG", "d2", CLAIMS[0].id, knowledge().events[0].id, "Islamic State")
PATHS = (
    *(one.path.replace("{id:path}", "ID") for one in SHOWN), "/map", "/areas", "/upload", "/login", "/logout", "/log", "/review/undo", "/review/training", "/static/app", "/static/../app", "/static/ID", "",
)  # fmt: skip
ENDINGS = ("", ".json", ".jsonl", ".js", "/", "//", ".json.json", "%00", "/card")
ASKED = ("on", "known_by", "since", "until", "a", "b", "place", "side", "type", "status", "publisher", "measure", "kind", "q", "start", "claim", "job", "next", "more")
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE")
FIELDS = (
    "seal", "claim", "verdict", "judgement", "dispute", "why", "reason", "duplicate", "back", "start", "next", "token", "date", "source", "set_type", "set_status", "set_place",
    "set_actor", "set_from", "set_to", "files",
)  # fmt: skip
GIVEN = (*KNOWN, *DAYS, "right", "wrong", "change", "one", "both", "capture", "denied", "held", "-", "6", "²", "//a.example", "/\\a.example", "0", "-1", "9" * 5000, "\0", '"', "' OR 1=1", "*", "NEAR(", "%", "a" * 201)
TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "multipart/form-data", "application/json", "text/plain; charset=nonsense", "")
HEADS = ("Cookie", "Authorization", "Origin", "Referer", "Sec-Fetch-Site", "If-None-Match", "Accept-Encoding", "Range", "X-Forwarded-For", "Content-Length", "Host", "HX-Request")
SAID = ("whoholds_session=a.b; whoholds_form=" + "a" * 32, "whoholds_0=e30=.x", "Bearer x", "Bearer ", "null", "http://[", "http://127.0.0.1:8642/", "cross-site", '"x", W/"y"', "gzip;q=x", "-1", "bytes=0-", "=;=;", "\xff")


def requests() -> st.SearchStrategy[bytes]:
    """Make requests up, written as JSON so that they can be kept."""
    value = st.one_of(st.sampled_from(GIVEN), st.sampled_from(KNOWN), written(most=3))
    path = st.tuples(st.sampled_from(PATHS), st.one_of(st.sampled_from(KNOWN), st.text(max_size=5)), st.sampled_from(ENDINGS)).map(lambda made: made[0].replace("ID", made[1]) + made[2])
    query = st.dictionaries(st.sampled_from(ASKED), value, max_size=4)
    form = st.dictionaries(st.sampled_from(FIELDS), value, max_size=5)
    files = st.lists(st.tuples(st.sampled_from(("a.txt", "../../a.html", "a.exe", "", "\0.txt", "a" * 300 + ".json", "CON.txt")), st.sampled_from(("", "Rebels took Harim.", "\0\0"))), max_size=2)
    heads = st.dictionaries(st.sampled_from(HEADS), st.sampled_from(SAID), max_size=2)
    raw = st.one_of(st.none(), written(most=5), plain(KEYS).map(lambda made: dumped(made).decode()))
    parts = {"method": st.sampled_from(METHODS), "path": path, "query": query, "form": form, "files": files, "heads": heads, "raw": raw, "type": st.sampled_from(TYPES), "sealed": st.booleans()}
    return st.fixed_dictionaries(parts).map(dumped)


@cache
def _open() -> tuple[ExitStack, TestClient, str]:
    """Open a store and a server on it for as long as this process lives."""
    stack = ExitStack()
    folder = Path(stack.enter_context(TemporaryDirectory()))
    asking = stack.enter_context(client(fill(folder / "own.db")))
    _read_nothing(asking)
    return stack, asking, seal(asking)


def _read_nothing(asking: TestClient) -> None:
    """Let this server take uploads in without the process that reads them: files are fuzzed elsewhere."""
    worker: Worker = asking.app.state.worker  # type: ignore[attr-defined]
    worker._hand_over = lambda job: ("1 new",)  # type: ignore[method-assign]


def _request(data: bytes) -> None:
    try:
        made = json.loads(data)
        heads = {str(name): str(value).encode("latin-1", "replace") for name, value in made["heads"].items()}
        method, path, query, form = str(made["method"]), str(made["path"]), dict(made["query"]), dict(made["form"])
        files, raw, kind, sealed = list(made["files"]), made["raw"], str(made["type"]), bool(made["sealed"])
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return  # the guided search spoils the envelope: that is no request
    _, asking, mark = _open()
    address = "/" + quote(path.lstrip("/"), safe="/%.:", errors="replace")
    more: dict[str, Any] = {"headers": heads, "params": {name: _plain(value) for name, value in query.items()}}
    form = {name: _plain(value) for name, value in form.items()} | ({"seal": mark} if sealed else {})
    if method == "POST" and raw is not None:
        more |= {"content": str(raw).encode("utf-8", "replace"), "headers": heads | {"Content-Type": kind}}
    elif method == "POST":
        more |= {"data": form}
        if files:
            more["files"] = [("files", (_plain(name), str(body).encode("utf-8", "replace"))) for name, body in files]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = asking.request(method if method.isascii() and method.isalpha() else "GET", address, follow_redirects=False, **more)
    is_answer(found)


def _plain(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode()


def is_answer(found: Any) -> None:
    """Check what every answer must be: no fault of the server, the policy on it, JSON that is JSON."""
    assert found.status_code < 500, (found.status_code, found.text[:300])
    assert all(found.headers.get(name) == value for name, value in HEADERS.items()), found.headers
    if found.headers.get("content-type", "").startswith("application/json") and found.content:
        json.loads(found.content)
    onward = found.headers.get("location", "/")
    assert (onward.startswith("/") and not onward.startswith(("//", "/\\"))) or onward.startswith("http://127.0.0.1:8642/"), onward


ENVELOPE = {"method": "GET", "path": "/", "query": {}, "form": {}, "files": [], "heads": {}, "raw": None, "type": "", "sealed": True}
SITE = (
    Target(
        "requests", _request, requests(),
        (dumped(ENVELOPE | {"path": "/search", "query": {"q": "shelling"}}), dumped(ENVELOPE | {"method": "POST", "path": "/review", "form": {"claim": CLAIMS[0].id, "verdict": "right"}})),
        grows=False,
    ),
)  # fmt: skip


class Visitor(RuleBasedStateMachine):
    """Decides, takes back, settles, sends files and looks at pages in any order; the store keeps exactly what was accepted."""

    verdicts = st.sampled_from(("right", "wrong", "unsure", "change", "nonsense", ""))
    values = st.one_of(st.sampled_from(GIVEN), written(most=3)).map(_plain)

    @initialize()
    def opened(self) -> None:
        self.stack = ExitStack()
        self.path = Path(self.stack.enter_context(TemporaryDirectory())) / "own.db"
        self.asking = self.stack.enter_context(client(fill(self.path)))
        _read_nothing(self.asking)
        self.mark = seal(self.asking)
        self.accepted, self.decisions = 0, list[str]()

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def _post(self, path: str, form: dict[str, str], counts: bool = True) -> None:
        with in_time():
            found = self.asking.post(path, data={"seal": self.mark} | form, follow_redirects=False)
        is_answer(found)
        if counts and found.status_code == 303:
            self.accepted += 1

    @rule(claim=st.sampled_from([claim.id for claim in CLAIMS] + ["none"]), verdict=verdicts, field=st.sampled_from(FIELDS), value=values)
    def decides(self, claim: str, verdict: str, field: str, value: str) -> None:
        self._post("/review", {"claim": claim, "verdict": verdict, field: value} | ({"claim": claim} if field == "claim" else {}))

    @rule(verdict=st.sampled_from(("one", "other", "both", "unsure", "x")), why=values, which=st.integers(0, 5))
    def settles(self, verdict: str, why: str, which: int) -> None:
        known = knowledge().disputes
        self._post("/disagreements", {"dispute": known[which].id if which < len(known) else "none", "verdict": verdict, "why": why})

    @precondition(lambda self: getattr(self, "decisions", None))
    @rule(which=st.integers(0, 50), why=values)
    def takes_back(self, which: int, why: str) -> None:
        self._post("/review/undo", {"judgement": self.decisions[which % len(self.decisions)], "why": why})

    @rule(name=st.sampled_from(("a.txt", "../b.html", "c.exe", "")), day=values)
    def sends(self, name: str, day: str) -> None:
        form = {"seal": self.mark, "date": day}
        is_answer(self.asking.post("/upload", data=form, files=[("files", (name, b"Rebels took Harim."))], follow_redirects=False))

    @rule(path=st.sampled_from(PATHS), id=st.sampled_from(KNOWN), day=values, twin=st.booleans())
    def looks(self, path: str, id: str, day: str, twin: bool) -> None:
        address = path.replace("ID", quote(id)) or "/"
        with in_time():
            is_answer(self.asking.get(("/index.json" if address == "/" else f"{address}.json") if twin else address, params={"on": day, "q": day}))

    @invariant()
    def keeps_what_was_accepted(self) -> None:
        """Each acceptance keeps one decision, or none where the same person had just said the same; a refusal keeps none."""
        if not hasattr(self, "path"):
            return
        with open_store(self.path, create=False) as store:
            now = [judgement.id for judgement in store.judgements()]
            claims = len(list(store.claims()))
        assert set(self.decisions) <= set(now) and len(set(now)) == len(now)
        assert len(now) - len(self.decisions) <= self.accepted
        assert claims == len(CLAIMS)
        self.decisions, self.accepted = now, 0
