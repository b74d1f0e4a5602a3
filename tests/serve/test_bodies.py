"""Written pages are kept for who asks next, and nobody gets another's seal or an old page."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from tests.report.base import C_LOST
from tests.serve.base import seal
from whoholds.pipeline import Made, State
from whoholds.records import Annotated, Document, digest_of, on_day
from whoholds.serve.bodies import Bodies, Seen
from whoholds.serve.shelf import Shelf
from whoholds.store.base import open_store
from whoholds.store.lists import Edition, Tallies


def _seen(kept: int = 1, shelf: Shelf | None = None) -> Seen:
    return Seen(shelf or SHELF, Edition(kept, 1))


SHELF = Shelf(State((), (), (), (), ()), Tallies((), ()))


def test_a_page_is_written_once_and_the_least_asked_for_goes_first() -> None:
    bodies, written = Bodies(most=10), list[str]()

    def page(name: str) -> str:
        return bodies.body(name, _seen(), lambda: (written.append(name) or name * 4, True)).text  # type: ignore[func-returns-value]

    assert [page("a"), page("b"), page("a"), page("c")] == ["aaaa", "bbbb", "aaaa", "cccc"]
    assert written == ["a", "b", "c"]
    page("a")
    page("b")
    assert written == ["a", "b", "c", "b"]


def test_a_page_of_the_store_is_written_anew_when_that_changes_one_of_the_shelf_alone_is_not() -> None:
    bodies = Bodies()
    for kept, texts in ((1, ("1", "1")), (2, ("2", "1"))):
        found = [bodies.body(name, _seen(kept), lambda kept=kept, name=name: (str(kept), name == "store")).text for name in ("store", "shelf")]  # type: ignore[misc]
        assert tuple(found) == texts
    other = Shelf(State((), (), (), (), ()), Tallies((), ()))
    assert bodies.body("shelf", _seen(2, other), lambda: ("new", False)).text == "new"


def test_of_many_who_ask_at_once_one_writes() -> None:
    bodies, written = Bodies(), list[int]()

    def write() -> tuple[str, bool]:
        written.append(1)
        time.sleep(0.05)
        return "page", True

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: bodies.body("page", _seen(), write).text, range(8)))
    assert found == ["page"] * 8
    assert len(written) == 1


def test_a_page_that_cannot_be_written_is_tried_again_by_the_next(own: TestClient) -> None:
    bodies = Bodies()

    def broken() -> tuple[str, bool]:
        raise KeyError("gone")

    for _ in range(2):
        with ThreadPoolExecutor(1) as pool:
            assert isinstance(pool.submit(bodies.body, "page", _seen(), broken).exception(), KeyError)
    assert bodies.body("page", _seen(), lambda: ("there", True)).text == "there"


def test_what_is_read_meanwhile_is_on_the_pages_that_list_it_and_leaves_the_others(own: TestClient, tmp_path: Path) -> None:
    tags = {path: own.get(path).headers["etag"] for path in ("/", "/sources")}
    words = "The mayor of Harim spoke to a reporter."
    with open_store(tmp_path / "own.db") as store:
        told = Document("new", words, "Paper", None, "A mayor speaks", on_day(date(2016, 1, 1)), "given", "en", "", digest_of(words))
        store.save(told, Made(Annotated(told, ()), ()), "test")
    assert "A mayor speaks" in own.get("/sources").text
    assert "A mayor speaks" in own.get("/sources.json").text
    assert own.get("/", headers={"If-None-Match": tags["/"]}).status_code == 304
    assert own.get("/sources", headers={"If-None-Match": tags["/sources"]}).status_code == 200


def test_each_visitor_has_a_seal_of_their_own_on_the_same_page(own: TestClient) -> None:
    first = seal(own)
    own.cookies.clear()
    second = seal(own)
    own.cookies.clear()
    assert first != second
    assert own.get("/review").text.count("seal") == own.get("/review").text.count("seal") > 0


def test_a_decision_is_seen_on_the_next_look(own: TestClient) -> None:
    before = own.get(f"/claims/{C_LOST.id}").text
    assert own.get(f"/claims/{C_LOST.id}").text == before
    own.post("/review", data={"seal": seal(own), "claim": C_LOST.id, "verdict": "wrong", "why": "another town"})
    assert "another town" in own.get(f"/claims/{C_LOST.id}").text
