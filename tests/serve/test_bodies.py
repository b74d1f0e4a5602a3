"""Written pages are kept for who asks next, and nobody gets another's seal or an old page."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.report.base import C_LOST
from tests.serve.base import seal
from whoholds.serve.bodies import Bodies


def test_a_page_is_written_once_and_the_least_asked_for_goes_first() -> None:
    bodies, written = Bodies(most=10), list[str]()

    def page(name: str) -> str:
        return bodies.body(name, lambda: written.append(name) or name * 4)  # type: ignore[func-returns-value]

    assert [page("a"), page("b"), page("a"), page("c")] == ["aaaa", "bbbb", "aaaa", "cccc"]
    assert written == ["a", "b", "c"]
    page("a")
    page("b")
    assert written == ["a", "b", "c", "b"]


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
