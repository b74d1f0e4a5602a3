"""Pages written as HTML and JSON from the same plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from whoholds.serve.access import Person
from whoholds.serve.links import Links
from whoholds.serve.offers import Shown, offers_of
from whoholds.serve.page import Page
from whoholds.serve.phrases import heading, phrase, section, unit
from whoholds.serve.say import Words

Days = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a page: where links lead, who looks, the seal of its forms."""

    links: Links
    person: Person
    here: str
    """The kind of page, for the place in the menu."""
    seal: str = ""
    asked: Mapping[str, Any] | None = None
    """The state of the address, for filters to show."""
    can_log_out: bool = False
    id: str = ""
    """The id of the page among its kind."""
    policy: str = ""
    """A policy to be written into the page itself, where no server sends it."""


class Renderer:
    """Writes pages by the templates of the package. Everything is escaped but our own drawings."""

    def __init__(self, words: Words, has_base: bool = False) -> None:
        """Write with the words of a catalogue; `has_base` says that the server has map layers of the user's own."""
        self.words = words
        self._templates = Environment(
            loader=PackageLoader("whoholds.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            cache_size=100,
        )  # fmt: skip
        self._templates.globals |= {
            "say": words.say,
            "label": words.name,
            "days": self.days,
            "since": self.since,
            "until": self.until,
            "language": words.language,
            "direction": words.direction,
            "phrase": partial(phrase, words),
            "section": partial(section, words),
            "heading": partial(heading, words),
            "unit": partial(unit, words),
            "has_base": has_base,
            "script_words": _data_block({key.removeprefix("web."): said for key, said in words.table.items() if key.startswith("web.")}),
        }
        self._templates.filters |= {"percent": percent, "number": number, "clock": clock}

    def html(self, page: Page, setting: Setting) -> str:
        """Write a page as HTML."""
        links = setting.links
        title = self.words.say(page.title) if page.title in self.words.table else page.title
        return self._templates.get_template(page.template).render(
            title=title,
            data=page.data,
            drawn={name: Markup(svg) for name, svg in page.drawn.items()},
            link=links.page,
            here=links.here,
            twin=links.twin(),
            asset=links.asset,
            map_src=links.map(),
            live=links.live,
            person=setting.person,
            at=setting.here,
            seal=setting.seal,
            asked=setting.asked or {},
            can_log_out=setting.can_log_out,
            policy=setting.policy,
            offers=offers_of(_shown(page, setting), links),
        )

    def since(self, window: Days | None) -> Markup:
        """Write in which days something began: one day within a window is no stretch from its first to its last."""
        say, low, high = self.words.say, *_ends(window)
        if low and high and low != high:
            return say("place.since_between", low=_time(low), high=_time(high))
        if low:
            return say("place.since", when=_time(low))
        return say("place.since_by", high=_time(high)) if high else say("place.since_unknown")

    def until(self, window: Days | None) -> Markup:
        """Write in which days something ended."""
        say, low, high = self.words.say, *_ends(window)
        if low and high and low != high:
            return say("place.until_between", low=_time(low), high=_time(high))
        if low:
            return say("place.until", when=_time(low))
        return say("place.until_by", high=_time(high)) if high else say("place.until_unknown")

    def days(self, window: Days | None) -> Markup:
        """Write a window of days for people; an unknown one says so."""
        low, high = _ends(window)
        if low and high:
            return _time(low) if low == high else self.words.say("days.between", low=_time(low), high=_time(high))
        if low:
            return self.words.say("days.from", low=_time(low))
        return self.words.say("days.by", high=_time(high)) if high else self.words.say("days.unknown")


def _ends(window: Days | None) -> tuple[str | None, str | None]:
    return (window["from"], window["to"]) if window else (None, None)


def _shown(page: Page, setting: Setting) -> Shown:
    """Return what offers are made for."""
    data, days = page.data, {}
    for name, own in (("since", "a"), ("until", "b")):
        days[name] = str(data.get(own) or data.get(name) or (setting.asked or {}).get(name) or "")
    return Shown(setting.here, setting.id, str(data.get("on") or ""), setting.asked, setting.person.may("admin"), **days)


def json_text(page: Page) -> str:
    """Write a page's data as JSON."""
    return json.dumps(page.data, ensure_ascii=False, separators=(",", ":"))


def _data_block(data: Mapping[str, str]) -> Markup:
    """Write data as JSON that may stand between the tags of a script: no sign in it can end them."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def _time(day: str) -> Markup:
    return Markup('<time datetime="{day}">{day}</time>').format(day=day)


def percent(value: float) -> str:
    """Write a probability as a whole percentage."""
    return f"{value:.0%}"


def number(value: float | None) -> str:
    """Write a number with separators of thousands; nothing known is a dash."""
    return "–" if value is None else f"{value:,.10g}"


def clock(value: str) -> Markup:
    """Write a moment to the minute."""
    return Markup('<time datetime="{0}">{1}</time>').format(value, escape(value[:16].replace("T", " ")))
