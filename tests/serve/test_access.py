"""Who gets in, who may do what, and what no other site can do in somebody's name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.report.base import C_LOST
from tests.serve.base import HOST, ORIGIN, client, fill, seal
from whoholds.errors import SettingsError
from whoholds.serve.access import (
    Access,
    Person,
    digest_of_token,
    new_token,
    person_of_session,
    read_access,
    session_of,
)
from whoholds.serve.rates import Rates
from whoholds.serve.run import Listening, access_of, add_token, hosts_of

TOKENS = {digest_of_token(f"{role}-token"): Person(f"{role}-desk", role) for role in ("read", "review", "admin")}
GUARDED = Access(tokens=TOKENS)
DECISION = {"claim": C_LOST.id, "verdict": "wrong", "why": "checked"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is decided about."""
    return fill(tmp_path_factory.mktemp("access") / "whoholds.db")


def bearer(role: str) -> dict[str, str]:
    """Return the header of a program that has a token."""
    return {"Authorization": f"Bearer {role}-token"}


def test_without_a_token_there_is_nothing_but_the_way_in(path: Path) -> None:
    with client(path, GUARDED) as asking:
        away = asking.get("/", follow_redirects=False)
        assert (away.status_code, away.headers["location"]) == (303, "/login?next=/")
        for one in ("/index.json", "/map.json", f"/claims/{C_LOST.id}.json"):
            assert asking.get(one).status_code == 401
        assert asking.post("/review", data=DECISION, follow_redirects=False).status_code == 401
        assert asking.get("/login").status_code == asking.get("/static/app.js").status_code == 200
        assert asking.get("/index.json", headers={"Authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize(
    ("role", "path_", "status"),
    [("read", "/", 200), ("read", "/review", 403), ("read", "/upload", 403), ("read", "/log", 403), ("review", "/review", 200),
     ("review", "/review/training.jsonl", 200), ("read", "/review/training.jsonl", 403), ("review", "/log", 403), ("review", "/upload.json", 403),
     ("admin", "/log", 200), ("admin", "/upload", 200), ("admin", "/review", 200)],
)  # fmt: skip
def test_a_role_may_see_its_own_and_what_those_below_it_may(path: Path, role: str, path_: str, status: int) -> None:
    with client(path, GUARDED) as asking:
        assert asking.get(path_, headers=bearer(role)).status_code == status


@pytest.mark.parametrize(("role", "post"), [("read", "/review"), ("read", "/review/undo"), ("read", "/disagreements"), ("review", "/upload")])
def test_a_role_may_not_do_what_is_above_it(path: Path, role: str, post: str) -> None:
    with client(path, GUARDED) as asking:
        assert asking.post(post, data=DECISION, headers=bearer(role)).status_code == 403


def test_a_menu_shows_what_its_reader_may_do(path: Path) -> None:
    with client(path, GUARDED) as asking:
        assert 'href="/review"' not in asking.get("/", headers=bearer("read")).text
        assert 'href="/review"' in asking.get("/", headers=bearer("review")).text


def test_logging_in_and_out(path: Path) -> None:
    with client(path, GUARDED) as asking:
        form = {"token": "review-token", "next": "/places", "seal": seal(asking, "/login")}
        done = asking.post("/login", data=form, follow_redirects=False)
        assert (done.status_code, done.headers["location"]) == (303, "/places")
        assert {"HttpOnly", "SameSite=Strict"} <= set(done.headers["set-cookie"].split("; "))
        assert "review-desk (review)" in asking.get("/").text
        asking.post("/logout", data={"seal": seal(asking, "/")}, follow_redirects=False)
        assert asking.get("/index.json").status_code == 401


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_in_leads_nowhere_else(path: Path, onward: str) -> None:
    with client(path, GUARDED) as asking:
        form = {"token": "read-token", "next": onward, "seal": seal(asking, "/login")}
        assert asking.post("/login", data=form, follow_redirects=False).headers["location"] == "/"


def test_guessing_tokens_is_slow_and_logged(path: Path) -> None:
    with client(path, GUARDED) as asking:
        assert asking.get("/log.json", headers=bearer("admin")).status_code == 200
        form = {"token": "guess", "seal": seal(asking, "/login")}
        answers = [asking.post("/login", data=form).status_code for _ in range(12)]
        assert answers[:9] == [401] * 9 and answers[11] == 429
        assert "login refused" in asking.get("/log.json", headers=bearer("admin")).text


def test_guessing_tokens_in_a_header_is_as_slow_and_logged(path: Path) -> None:
    with client(path, GUARDED) as asking:
        before = asking.get("/log.json", headers=bearer("admin")).text.count("token refused")
        answers = [asking.get("/index.json", headers={"Authorization": f"Bearer guess-{n}"}).status_code for n in range(40)]
        assert answers[:9] == [401] * 9 and answers[10:] == [429] * 30
        assert asking.get("/index.json", headers=bearer("read")).status_code == 429, "who guesses learns nothing by going on"
        assert asking.post("/login", data={"token": "read-token", "seal": seal(asking, "/login")}).status_code == 429
        told = asking.get("/log.json", headers=bearer("admin"))
        assert told.status_code == 200, "a token that was right from here before goes on"
        assert 9 <= told.text.count("token refused") - before <= 10


def test_the_way_in_has_a_twin_that_needs_no_token(path: Path) -> None:
    with client(path, GUARDED) as asking:
        answer = asking.get("/login.json?next=/places")
        assert answer.status_code == 200 and answer.json()["next"] == "/places"


def test_a_session_is_sealed_and_ends() -> None:
    secret, person = b"s" * 32, Person("desk", "review")
    session = session_of(person, secret, 1000.0)
    assert person_of_session(session, secret, 1001.0) == person
    assert person_of_session(session, b"t" * 32, 1001.0) is None
    assert person_of_session(session, secret, 10_000_000.0) is None
    body, _, mark = session.partition(".")
    assert person_of_session(f"{body[:-4]}AAAA.{mark}", secret, 1001.0) is None
    assert [person_of_session(odd, secret, 0.0) for odd in ("", ".", "x.y", "é.é")] == [None] * 4


def test_a_proxy_s_word_counts_only_from_the_proxy(path: Path) -> None:
    access = Access(users={"jane": "admin", "*": "read"}, header="x-user", proxies=frozenset({"127.0.0.1"}))
    with client(path, access) as asking:
        assert asking.get("/log", headers={"X-User": "jane"}).status_code == 200
        assert asking.get("/", headers={"X-User": "anybody"}).status_code == 200
        assert asking.get("/log", headers={"X-User": "anybody"}).status_code == 403
        assert asking.get("/").status_code == 401
    assert access.by_header("jane", "10.0.0.9") is None


def posts(asking: TestClient) -> list[str]:
    """List every path that takes a form."""
    routes = asking.app.routes  # type: ignore[attr-defined]
    return [one.path for one in routes if isinstance(one, Route) and one.methods and "POST" in one.methods]


def test_every_form_is_refused_without_its_seal(own: TestClient) -> None:
    assert len(posts(own)) == 6
    for one in posts(own):
        own.get("/review")
        assert own.post(one, data=DECISION).status_code == 403, one
        assert own.post(one, data={**DECISION, "seal": "0" * 64}).status_code == 403, one
    assert own.get("/review/decisions.json").json()["decisions"] == []


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": f"http://{HOST}.evil.example"}, {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
     {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"}, {"Origin": "", "Referer": f"{ORIGIN}/review"}],
)  # fmt: skip
def test_a_form_from_another_site_is_refused_seal_or_not(own: TestClient, headers: dict[str, str]) -> None:
    mark = seal(own)
    assert own.post("/review", data={**DECISION, "seal": mark}, headers=headers).status_code == 403


def test_a_form_with_neither_origin_nor_referer_is_refused(own: TestClient) -> None:
    mark = seal(own)
    del own.headers["Origin"]
    assert own.post("/review", data={**DECISION, "seal": mark}).status_code == 403
    assert own.post("/review", data={**DECISION, "seal": mark}, headers={"Referer": f"{ORIGIN}/review"}).status_code == 200


def test_one_visitor_s_seal_is_no_other_s(own: TestClient, path: Path) -> None:
    mark = seal(own)
    own.cookies.clear()
    assert own.post("/review", data={**DECISION, "seal": mark}).status_code == 403


def test_a_program_with_a_token_needs_no_seal(tmp_path: Path) -> None:
    with client(fill(tmp_path / "own.db"), GUARDED) as asking:
        del asking.headers["Origin"]
        assert asking.post("/review", data=DECISION, headers=bearer("review"), follow_redirects=False).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", "127.0.0.1", "127.0.0.1:1", "localhost:8642"])
def test_who_asks_by_another_name_gets_nothing(own: TestClient, host: str) -> None:
    for verb in ("GET", "POST"):
        answer = own.request(verb, "/", headers={"Host": host})
        assert answer.status_code == 421 and "Ain Issa" not in answer.text
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_more_than_may_be_sent_is_not_read(own: TestClient) -> None:
    assert own.post("/review", content=b"x" * 200_000).status_code == 413
    endless = (b"x" * 50_000 for _ in range(10))
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    assert own.post("/review", content=endless, headers=form).status_code in (400, 413)
    assert own.post("/review", headers={"Content-Length": "-1"}).status_code == 413


def test_a_bucket_fills_up_again() -> None:
    rates = Rates(3, 60)
    assert [rates.take("desk", 0.0) for _ in range(3)] == [0, 0, 0]
    assert rates.take("desk", 0.0) == pytest.approx(1.0)
    assert rates.take("other", 0.0) == 0
    assert rates.take("desk", 1.0) == 0
    assert rates.take("desk", 1.0, cost=5) > 0, "more at once than a bucket holds is never let through"


def test_another_address_than_this_machine_s_demands_that_somebody_is_asked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="anybody who reaches this address"):
        access_of(Listening(host="192.0.2.1"))
    add_token(tmp_path / "access", "read:desk")
    assert access_of(Listening(host="192.0.2.1", access=tmp_path / "access")).here is None
    assert access_of(Listening()).here == Person("reviewer", "admin")
    assert access_of(Listening(access=tmp_path / "access")).here is None, "with tokens, this machine is asked, too"


def test_names_that_the_server_answers_to() -> None:
    assert "127.0.0.1:8642" in hosts_of(Listening(), 8642) and "127.0.0.1" not in hosts_of(Listening(), 8642)
    assert hosts_of(Listening(names=("Maps.Example.org",)), 1) == {"maps.example.org"}
    assert hosts_of(Listening(host="192.0.2.1"), 80) == {"192.0.2.1:80"}
    with pytest.raises(SettingsError, match="--name"):
        hosts_of(Listening(host="0.0.0.0"), 80)


def test_an_access_file_knows_tokens_by_their_digests_alone(tmp_path: Path) -> None:
    path = tmp_path / "access"
    path.write_text("# our desk\nuser admin jane  # the editor\nuser read *", encoding="utf-8")
    token = add_token(path, "review:desk-1")
    tokens, users = read_access(path)
    assert tokens == {digest_of_token(token): Person("desk-1", "review")} and users == {"jane": "admin", "*": "read"}
    assert token not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0
    assert re.fullmatch(r"[\w-]{40,}", token)


@pytest.mark.parametrize("line", ["token review desk 123", "token king desk " + "0" * 64, "user admin", "hello"])
def test_a_wrong_line_of_an_access_file_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "access").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        read_access(tmp_path / "access")


@pytest.mark.parametrize("wanted", ["review", "king:desk", "review:two words", "review:", "review:a#b"])
def test_a_token_is_made_for_a_role_and_one_name(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(SettingsError):
        add_token(tmp_path / "access", wanted)
    assert len({new_token("read", "desk")[0] for _ in range(3)}) == 3


def test_users_without_a_header_are_told(tmp_path: Path) -> None:
    (tmp_path / "access").write_text("user read *\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="--user-header"):
        access_of(Listening(access=tmp_path / "access"))
