"""Scripts and styles: packed in a way that the browser takes, and the same however they come."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from whoholds.serve.links import STATIC


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")])
def test_a_script_is_packed_as_the_browser_takes_it(site: TestClient, accepted: str, sent: str) -> None:
    with site.stream("GET", "/static/world.js", headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    plain, packed = (STATIC / "world.js").stat().st_size, (STATIC / "world.js.br").stat().st_size
    assert answer.headers.get("content-encoding", "") == sent
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(body) == plain if not sent else packed <= len(body) < plain


def test_what_is_packed_is_no_file_of_its_own(site: TestClient) -> None:
    assert site.get("/static/world.js.br").status_code == 404
