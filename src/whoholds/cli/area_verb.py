"""`whoholds area`: who has how much land, worked out from points."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import DAY, db_option, json_option, open_db, open_places, print_json, print_table
from whoholds.errors import InputError

if TYPE_CHECKING:
    from whoholds.report.areas import AreaAnswer


@click.command("area")
@click.argument("extent")
@click.option("--on", type=DAY, help="The day; default: the last day that anything was published.")
@click.option("--from", "start", type=DAY, help="First day of a series: it, the first of each month, and the last day.")
@click.option("--to", "end", type=DAY, help="Last day of a series.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the last day there, hatched, as SVG.")
@json_option
@db_option
def command(extent: str, on: date | None, start: date | None, end: date | None, svg: Path | None, as_json: bool, db: str | None) -> None:
    """Work out who has how much of EXTENT: a country ("Syria", or "SY,IQ"), west,south,east,north, or a GeoJSON file.

    Ground goes with its nearest place, so these areas are inferred and never reported; reported ones are shown beside them.
    """
    from whoholds.geo.outlines import read_extent
    from whoholds.report.area_map import draw_areas
    from whoholds.report.areas import area_answers, area_line, months_between, open_land
    from whoholds.report.knowledge import knowledge_of

    with open_db(db) as store:
        known = knowledge_of(store)
    published = [d.published.latest for d in known.documents if d.published and d.published.latest]
    last = on or end or max(published, default=None)
    if last is None:
        raise InputError("no article in the store has a day; name one with --on")
    if start is not None and (on is not None or start > last):
        raise InputError("a series needs --from and --to, the earlier day first, and no --on")
    land = open_land(read_extent(extent), known.holdings, known.figures, known.claims, open_places())
    days = months_between(start, last) if start else [last]
    answers = list(area_answers(land, days))
    if as_json:
        print_json(area_line(answer) for answer in answers)
    else:
        for answer in answers:
            _show(answer)
    if svg is not None:
        _write(svg, draw_areas(land, days[-1]))


def _show(answer: AreaAnswer) -> None:
    areas = answer.areas
    click.echo(f"{answer.extent}, {areas.km2:,.0f} km2, on {areas.on} (inferred: ground goes with its nearest place told of)")
    rows = [
        (p.side, _percent(p.low, areas.km2), _percent(p.likely, areas.km2), _percent(p.high, areas.km2), f"{p.likely:,.0f}", p.places)
        for p in areas.parts
    ]
    print_table("Areas", ("side", "low", "likely", "high", "likely km2", "places"), rows, "no place in it is held by anyone, as far as is told")
    click.echo(
        f"contested {_percent(areas.contested, areas.km2)}, not known {_percent(areas.unknown, areas.km2)}; "
        f"{areas.told} places told of; {_percent(areas.beyond, areas.km2)} of the ground is too far from any of them to say"
    )
    for row in answer.reported:
        figure = row.figure
        value = " to ".join(f"{v:,.10g}" for v in dict.fromkeys((figure.low, figure.high)) if v is not None)
        click.echo(f"reported: {row.side} {value} {figure.unit}, {figure.definition}: {row.verdict} [{figure.claim[:8]}]")


def _percent(km2: float, whole: float) -> str:
    return f"{100 * km2 / whole:.1f}%" if whole else "–"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror}); name another path with --svg") from None
    click.echo(str(path), err=True)
