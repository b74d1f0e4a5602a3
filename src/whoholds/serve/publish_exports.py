"""The exports and feeds of a published folder: what needs no library beside the program's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from whoholds.forms.material import Selection
from whoholds.forms.rights import readme
from whoholds.report.brief_files import brief_file
from whoholds.report.change_rows import Told, changes_told, sides_of
from whoholds.report.exports import EXPORTS, as_bytes, feed_title
from whoholds.report.feed import Where, atom_text, entries_of, json_feed_text
from whoholds.serve.exporting import FEEDS, material_of
from whoholds.serve.links import FolderLinks, feed_file
from whoholds.serve.pages.brief import brief_of
from whoholds.serve.view import View

BRIEFS = ("brief.md",)
FILES = frozenset({*BRIEFS, *(name for name, one in EXPORTS.items() if one.format != "geoparquet" and name not in FEEDS)})
"""Files of the folder `exports`. GeoParquet, DOCX and PDF need libraries that may be missing, and the same store gives
the same folder; the brief as HTML is a page of its own."""


def write_exports(view: View, folder: Path) -> None:
    """Write whole tables, event files and the brief, with a readme."""
    out = folder / "exports"
    out.mkdir(parents=True, exist_ok=True)
    asked = Selection()
    material = material_of(view, asked)
    for name in sorted(FILES - set(BRIEFS)):
        with (out / name).open("wb") as file:
            file.writelines(as_bytes(EXPORTS[name].write(material, asked)))
    brief, _ = brief_of(view)
    for name in BRIEFS:
        (out / name).write_bytes(brief_file(brief, name.partition(".")[2]))
    state = view.shelf.state
    counts = {"events": len(state.events), "holdings": len(state.holdings), "figures": len(state.figures), "disagreements": len(state.disputes)}
    (out / "README.txt").write_text(readme(counts, view.last), encoding="utf-8")


def write_feeds(view: View, folder: Path, made: Iterable[tuple[str, str]]) -> None:
    """Write the feeds of all changes, and of every place and side that has a page."""
    asked = Selection()
    told = changes_told(material_of(view, asked), asked)
    of: dict[tuple[str, str], list[Told]] = defaultdict(list, {("", ""): told})
    for change, place in told:
        for key in (*(("place", id) for id in (place.id, *place.within)), *(("actor", side) for side in sides_of(change))):
            of[key].append((change, place))
    pages = list(made)
    written = frozenset(id for kind, id in pages if kind == "place")
    for kind, id in (("", ""), *(page for page in pages if page[0] in ("place", "actor"))):
        _write_feed(view, folder, (kind, id), of.get((kind, id), []), written)


def _write_feed(view: View, folder: Path, about: tuple[str, str], told: list[Told], written: frozenset[str]) -> None:
    kind, id = about
    material = material_of(view, Selection())
    title = feed_title(Selection(), view.shelf.places[id].name if kind == "place" and id in view.shelf.places else id)
    for name in FEEDS:
        file = feed_file(kind, id, name)
        links = FolderLinks(file)
        home = links.page(kind, id) if kind else links.page("situation")
        where = Where(title, file.rpartition("/")[2], home, lambda place, links=links: links.page("place", place) if place in written else "")  # type: ignore[misc]
        text = (atom_text if name.endswith(".atom") else json_feed_text)(entries_of(material, told, where), where)
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
