"""A store of the small knowledge base, and the application on it, asked in this process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.report.base import knowledge
from whoholds.pipeline import Made, State
from whoholds.records import Annotated
from whoholds.report.knowledge import Knowledge
from whoholds.serve.access import Access, Person
from whoholds.serve.app import Site, make_app
from whoholds.store.base import open_store

HOST = "127.0.0.1:8642"
ORIGIN = f"http://{HOST}"
HERE = Access(here=Person("desk", "admin"))
REFERRING = ("src", "href", "action", "srcset", "data", "poster", "background", "formaction", "xlink:href", "data-src", "hx-post", "hx-get")


class Tags(HTMLParser):
    """Collects tags, attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        """Everything that the page refers to."""
        return [value for name, value in self.attributes if name in REFERRING]


def fill(path: Path, known: Knowledge | None = None) -> Path:
    """Make a store of a knowledge base as it stands, nothing folded."""
    known = known or knowledge()
    with open_store(path) as store:
        for document in known.documents:
            told = tuple(claim for claim in known.claims if claim.document == document.id)
            store.save(document, Made(Annotated(document, ()), told), "by hand")
        origins = tuple((document.id, document.id) for document in known.documents)
        store.replace_worked_out(State(origins, known.events, known.holdings, known.figures, known.disputes))
    return path


@contextmanager
def client(path: Path, access: Access = HERE, **more: Any) -> Iterator[TestClient]:
    """Ask the application on a store, as a browser on this machine would."""
    app = make_app(Site(str(path), frozenset({HOST}), access, **more))
    with TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}, client=("127.0.0.1", 50000)) as asking:
        yield asking


def seal(asking: TestClient, path: str = "/review") -> str:
    """Load a page with a form and return its seal."""
    found = re.search(r'name="seal" value="(\w+)"', asking.get(path).text)
    assert found is not None, f"no form on {path}"
    return found.group(1)


def without(known: Knowledge, *ids: str) -> Knowledge:
    """Leave claims out of a knowledge base, as a later reading may."""
    return replace(known, claims=tuple(claim for claim in known.claims if claim.id not in ids))
