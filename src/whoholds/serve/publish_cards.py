"""The cards of a published folder: of each place one for every stretch of its history, so that a card tells the day that the slider shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from whoholds.serve.pages.map_spans import turning_days
from whoholds.serve.pages.place import place_card
from whoholds.serve.render import Renderer, Setting
from whoholds.serve.view import View

FOLDER = "cards"
WORDS = ("same_day", "days_ago", "days_ago.one", "days_later", "days_later.one", "stale")
"""What the browser says of the age of a confirmation, which is another one every day."""


def write_cards(view: View, renderer: Renderer, folder: Path, setting: Setting, places: list[dict[str, Any]]) -> None:
    """Write a script for each place of the map's data, which pages load when its card is opened: browsers let no page of a folder fetch a file.

    Places bear the file of their page; the card's file has the same name.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    words = {name: renderer.words.table[f"holder.{name}"] for name in WORDS}
    for place in places:
        body = json.dumps({**_cards(view, renderer, setting, place), "words": words}, ensure_ascii=False, separators=(",", ":"))
        text = f"(globalThis.WHOHOLDS_CARDS??={{}})[{json.dumps(place['id'])}]=JSON.parse({json.dumps(body)});\n"
        (folder / FOLDER / f"{Path(place['page']).stem}.js").write_bytes(text.encode())


def _cards(view: View, renderer: Renderer, setting: Setting, place: Mapping[str, Any]) -> dict[str, Any]:
    """Return the days from which the card is another one, each with the numbers of its lines, and the lines, each once.

    A quote that stands in several stretches is so written once; the first day, empty, stands for all before the first report.
    """
    lines: dict[str, int] = {}
    days = []
    for day in ("", *turning_days(place)):
        then = replace(view, ask=replace(view.ask, on=date.fromisoformat(day) if day else date.min))
        html = renderer.html(place_card(then, place["id"]), setting)
        days.append([day, [lines.setdefault(line, len(lines)) for line in html.split("\n")]])
    return {"lines": list(lines), "days": days}
