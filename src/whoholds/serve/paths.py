"""Which path shows which page."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from whoholds.serve.answers import Shown
from whoholds.serve.links import LiveLinks
from whoholds.serve.page import Page
from whoholds.serve.pages.about import about_page
from whoholds.serve.pages.actor import actor_page, actors_page
from whoholds.serve.pages.brief import brief_page
from whoholds.serve.pages.claim import article_page, claim_page, claims_page
from whoholds.serve.pages.compare import compare_page
from whoholds.serve.pages.disagreements import disagreements_page
from whoholds.serve.pages.event import event_page, events_page
from whoholds.serve.pages.figures import figures_page
from whoholds.serve.pages.place import place_card, place_page, places_page
from whoholds.serve.pages.review import decisions_page, review_page
from whoholds.serve.pages.routes import routes_page
from whoholds.serve.pages.search import search_page
from whoholds.serve.pages.situation import situation_page
from whoholds.serve.pages.sources import sources_page
from whoholds.serve.view import View

ByView = Callable[[View], Page]
ById = Callable[[View, str], Page]


def _plain(kind: str, path: str, make: ByView, role: str = "read") -> Shown:
    def made(view: View, request: Request, links: LiveLinks) -> Page:
        return make(view)

    return Shown(kind, path, made, role)


def _of_one(kind: str, folder: str, make: ById, end: str = "") -> Shown:
    def made(view: View, request: Request, links: LiveLinks) -> Page:
        return make(view, request.path_params["id"])

    return Shown(kind, f"/{folder}/{{id:path}}{end}", made)


def _situation(view: View, request: Request, links: LiveLinks) -> Page:
    return _lay_out(view, links)


def _lay_out(view: View, links: LiveLinks) -> Page:
    return situation_page(view, lambda id: links.page("place", id) if id else links.root)


def _compare(view: View, request: Request, links: LiveLinks) -> Page:
    return compare_page(view, lambda id: links.page("place", id))


def _figures(view: View, request: Request, links: LiveLinks) -> Page:
    return figures_page(view, lambda id: links.page("claim", id))


def _review(view: View, request: Request, links: LiveLinks) -> Page:
    return review_page(view, view.ask.claim)


def make_first(view: View, root: str) -> None:
    """Make what the pages that are asked for first remember: the situation of the last day, what rests on whom."""
    links = LiveLinks(view.ask, "/", root)
    _lay_out(view, links)
    sources_page(view)


SHOWN = (
    Shown("situation", "/", _situation),
    Shown("compare", "/compare", _compare),
    _of_one("card", "places", place_card, "/card"),
    _of_one("place", "places", place_page),
    _plain("places", "/places", places_page),
    _of_one("actor", "actors", actor_page),
    _plain("actors", "/actors", actors_page),
    _of_one("event", "events", event_page),
    _plain("events", "/events", events_page),
    _of_one("claim", "claims", claim_page),
    _plain("claims", "/claims", claims_page),
    _of_one("article", "articles", article_page),
    _plain("disagreements", "/disagreements", disagreements_page),
    Shown("figures", "/figures", _figures),
    _plain("routes", "/routes", routes_page),
    _plain("sources", "/sources", sources_page),
    _plain("brief", "/brief", brief_page),
    _plain("search", "/search", search_page),
    _plain("about", "/about", about_page),
    _plain("decisions", "/review/decisions", decisions_page, "review"),
    Shown("review", "/review", _review, "review"),
)
"""Every page that is read; one whose path begins another's comes after it."""
