"""`whoholds evaluate`: quality and speed, measured."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from whoholds.cli.common import json_option, open_tools, print_json, print_table, tell_cost
from whoholds.cli.measuring import COSTS, Asked, amount_options, measure_cost
from whoholds.cli.simulating import (
    PLACES,
    WARS,
    show_scale,
    simulate_options,
    simulated,
    simulated_for_gate,
    simulation_digest,
)
from whoholds.toolkit import Toolkit

if TYPE_CHECKING:
    from whoholds.evaluate.measured import Measured

SETS = ("language", "claims", "actors", "times", "places", "origins", "campaign", "gold", "simulate", "muc4", "plover")
DATA = {
    "language": ("data/language",),
    "claims": ("claims/dev.jsonl", "claims/train.jsonl"),
    "actors": ("claims/dev.jsonl", "claims/train.jsonl"),
    "times": ("data/times_dev.jsonl",),
    "places": (
        "data/geo_lgl.jsonl", "data/geo_geovirus.jsonl", "data/place_variants_dev.tsv", "data/language/re3d-dev.jsonl",
        "data/gazetteer/geonames_sy.tsv.gz", "data/gazetteer/geonames_iq.tsv.gz",
    ),
    "origins": (),
    "campaign": ("campaign",),
    "gold": ("claims/train.jsonl", "campaign/questions.jsonl"),
    "simulate": (),
    "muc4": ("data/muc4_train_dev.jsonl",),
    "plover": ("data/plover_gold.jsonl",),
}  # fmt: skip
FLOORS = Path("floors.json")
ERRORS_HELP = "With claims, gold, muc4 or plover: list there what was missed, spurious or wrong, of documents that may be looked at."
EXTRACTOR_HELP = "With claims: who finds them, `whoholds` or a plug-in such as `endpoint`; give it twice to compare two."
LISTED = ("claims", "gold", "muc4", "plover")
"""Sets with a list of errors."""


@click.command("evaluate")
@click.argument("what", type=click.Choice([*SETS, "pages", *COSTS, "quality", "gate"]))
@click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"), help="Folder of the data to measure on.")
@click.option("--pin", is_flag=True, help="With gate: pin the scores as new floors.")
@click.option("--reason", default="", help="With --pin: why a floor may be lowered.")
@click.option("--only", multiple=True, type=click.Choice(SETS), help="With gate or quality: only these sets.")
@click.option("--to", "page", type=click.Path(path_type=Path), help="With what is measured of cost, quality or simulate --scale: write it there.")
@click.option("--errors", type=click.Path(path_type=Path), help=ERRORS_HELP)
@click.option("--extractor", "extractors", multiple=True, metavar="NAME", help=EXTRACTOR_HELP)
@amount_options
@simulate_options
@json_option
def command(
    what: str, shared: Path, pin: bool, reason: str, only: tuple[str, ...], page: Path | None, errors: Path | None,
    extractors: tuple[str, ...], wars: int, places: int, scale: bool, as_json: bool, **amounts: Any,
) -> None:  # fmt: skip
    """Measure quality on named data, or cost: speed, the time for each page at the server and in a browser (pages), the server under
    load, the engines of `run`, the store, memory over many documents (soak), a day of Common Crawl News, spaCy beside.

    `simulate` makes its own data; `quality` writes docs/quality.md, `gate` compares with the pinned floors.
    """
    _refuse_errors(what, errors, extractors)
    if what in COSTS:
        measure_cost(Asked(what, page=page, as_json=as_json, shared=shared, **amounts))
    elif what == "pages":
        _pages(as_json, page, amounts["db"])
    elif what == "simulate":
        _simulate(scale, amounts["claims"], (wars, places), page, as_json)
    elif what == "quality":
        _quality(shared, _with_data(shared, only or SETS), page or Path("docs/quality.md"))
    elif what == "gate":
        _gate(shared, _with_data(shared, only or SETS), pin, reason)
    elif _with_data(shared, (what,)):
        _each(what, shared, errors, as_json, extractors)


def _simulate(scale: bool, most: int | None, size: tuple[int, int], page: Path | None, as_json: bool) -> None:
    if scale:
        show_scale(most or 1_000_000, page, as_json)
    else:
        _print("simulate", simulated(*size), as_json)


def _with_data(shared: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the sets that can be measured, and say which are left out for want of data."""
    kept = tuple(name for name in names if shared.exists() or not DATA[name])
    if len(kept) < len(names):
        left_out = ", ".join(name for name in names if name not in kept)
        click.echo(f"skipped: {left_out}: no data at {shared}; name the folder with --shared")
    return kept


def _refuse_errors(what: str, errors: Path | None, extractors: Sequence[str]) -> None:
    if extractors and what != "claims":
        raise click.UsageError(f"--extractor is for claims, not for {what}")
    if errors and len(extractors) > 1:
        raise click.UsageError("--errors lists those of one --extractor")
    if errors and what not in LISTED:
        raise click.UsageError(f"--errors lists what went wrong in {', '.join(LISTED)}; {what} has no such list")


def _each(what: str, shared: Path, errors: Path | None, as_json: bool, extractors: Sequence[str]) -> None:
    """Measure a set, with each of the extractors that are named, or with that of the settings."""
    found: dict[str, Measured] = {}
    for name in extractors or (None,):
        try:
            found[name or ""] = _measure(what, shared, open_tools(extractor=name))
        finally:
            tell_cost(name)
    if len(found) > 1:
        _compare(found, as_json)
        return
    one = next(iter(found.values()))
    _print(what, one, as_json)
    if errors:
        _write_errors(errors, one)


def _compare(found: Mapping[str, Measured], as_json: bool) -> None:
    """Print the scores of several extractors side by side, with their 95% intervals."""
    if as_json:
        print_json({"extractor": name, **one.as_plain()} for name, one in found.items())
        return
    scores = next(iter(found.values())).scores

    def cell(one: Measured, score: str) -> str:
        low, high = one.intervals.get(score, (0.0, 0.0))
        return f"{one.scores[score]:.4f} ({low:.3f} to {high:.3f})"

    rows = [(score, *(cell(one, score) for one in found.values())) for score in scores]
    print_table("claims", ("score", *found), rows, "nothing measured")


def _measure(name: str, shared: Path, tools: Toolkit) -> Measured:
    from whoholds.evaluate.measured import Measured

    found = MEASURES[name](shared, tools)
    return found if isinstance(found, Measured) else Measured(found)


def _print(title: str, found: Measured, as_json: bool) -> None:
    if as_json:
        print_json([found.as_plain()])
        return
    bounds = {key: f"{low:.3f} to {high:.3f}" for key, (low, high) in found.intervals.items()}
    rows = [(key, f"{value:.4f}", bounds.get(key, "")) for key, value in found.scores.items()]
    width = 3 if bounds else 2
    print_table(title, ("score", "value", "95% interval")[:width], [row[:width] for row in rows], "nothing measured")
    for table in found.tables:
        click.echo(f"\n{table.title}")
        print_table(table.title, table.columns, table.rows, "nothing counted")


def _write_errors(to: Path, found: Measured) -> None:
    lines = ["\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in found.errors]
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    click.echo(f"{to}: {len(lines) - 1} errors; none of the scored-only half, which nobody reads", err=True)


def _pages(as_json: bool, to: Path | None, own: str | None) -> None:
    from whoholds.evaluate.speed import machine
    from whoholds.serve.bench import page, scores, waits
    from whoholds.serve.bench_corpus import Size

    size = Size()
    tell = partial(click.echo, err=True)
    with TemporaryDirectory() as folder:
        found = scores(size, tell, Path(folder))
        browser = waits(Path(folder), size, Path(own) if own else None, tell)
    if to:
        to.write_text(page(found, browser, size, machine()), encoding="utf-8")
        click.echo(str(to))
    elif as_json:
        print_json([{"machine": machine(), "claims": size.claims, "places": size.places, "pages": found, "browser": browser}])
    else:
        rows = [(name, clock, worked) for name, (clock, worked) in found.items()]
        print_table(machine(), ("page", "ms by the clock", "ms of the processor"), rows, "nothing measured")
        for store, one in browser.items():
            print_table(f"In Chromium: {store}", ("what", "value"), list(one.items()), "nothing measured")


def _language(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.language import scores

    return {key: round(value, 4) for key, value in scores(shared / "data" / "language", tools.reader).items()}


def _claims(shared: Path, tools: Toolkit) -> Measured:
    from whoholds.evaluate.claims import measure

    return measure(shared, tools)


def _actors(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.actors import scores
    from whoholds.evaluate.scorer import is_looked_at

    kept = scores(shared / "claims" / "dev.jsonl", tools, keep=lambda id: not is_looked_at(id)).as_plain()
    train = scores(shared / "claims" / "train.jsonl", tools).as_plain()
    return {f"{part}: {role}": value for part, one in (("scored-only half", kept), ("train", train))
            for role, value in {**one["share"], "all": one["all"]}.items()}  # fmt: skip


def _times(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.times import scores

    return {key: round(value, 4) for key, value in scores(shared / "data" / "times_dev.jsonl").items()}


def _places(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.places import scores

    return scores(shared, tools)


def _campaign(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.campaign import scores

    return scores(shared, tools, _answers)


def _origins(shared: Path, tools: Toolkit) -> dict[str, float]:
    from whoholds.evaluate.origins import scores

    return scores()


def _gold(shared: Path, tools: Toolkit) -> Measured:
    from whoholds.evaluate.gold import measure

    return measure(shared, tools, _answers)


def _muc4(shared: Path, tools: Toolkit) -> Measured:
    from whoholds.evaluate.muc4 import measure

    return measure(shared, tools)


def _plover(shared: Path, tools: Toolkit) -> Measured:
    from whoholds.evaluate.plover import measure

    return measure(shared, tools)


def _answers(
    rows: list[dict[str, Any]], claims: Any, documents: Any, origins: dict[str, str], tools: Toolkit
) -> list[dict[str, Any]]:
    from whoholds.evaluate.campaign import day_of
    from whoholds.report.who import Question, Shelf, answer_line, who_held

    shelf = Shelf(claims, {document.id: document for document in documents}, origins, tools.gazetteer)
    asked = [
        Question(row["place"], row.get("country"), day_of(row.get("on")), day_of(row.get("known_by"))) for row in rows
    ]
    return [answer_line(who_held(question, shelf)) for question in asked]


MEASURES: dict[str, Callable[[Path, Toolkit], dict[str, float] | Measured]] = {
    "language": _language, "claims": _claims, "actors": _actors, "times": _times, "places": _places, "origins": _origins, "campaign": _campaign,
    "gold": _gold, "simulate": lambda shared, tools: simulated_for_gate(), "muc4": _muc4, "plover": _plover,
}  # fmt: skip


def _digest(shared: Path, name: str, for_page: bool = False) -> str:
    from whoholds.evaluate.scorer import digest_of_files

    if name == "simulate":
        return simulation_digest(for_page)
    if name == "origins":
        from whoholds.evaluate.origins import data_file

        return digest_of_files([Path(str(data_file()))])
    files = [
        file
        for part in DATA[name]
        for file in ([shared / part] if (shared / part).is_file() else sorted((shared / part).glob("*")))
    ]
    return digest_of_files([file for file in files if file.is_file()])


def _quality(shared: Path, names: Sequence[str], to: Path) -> None:
    from whoholds.evaluate.quality import in_readme, page

    if not names:
        return
    tools = open_tools()
    found = {name: simulated(WARS, PLACES) if name == "simulate" else _measure(name, shared, tools) for name in names}
    before = to.read_text(encoding="utf-8") if to.exists() else ""
    to.write_text(page(found, {name: _digest(shared, name, for_page=True) for name in names}, before), encoding="utf-8")
    click.echo(str(to))
    readme = Path("README.md")
    if set(names) == set(SETS) and readme.exists():
        readme.write_text(in_readme(readme.read_text(encoding="utf-8"), found), encoding="utf-8")
        click.echo(str(readme))


def _gate(shared: Path, names: Sequence[str], pin_them: bool, reason: str) -> None:
    from whoholds.evaluate.gate import falls, pin, read_floors

    tools, floors, closed = open_tools(), read_floors(FLOORS), False
    for name in names:
        found = {
            key: value for key, value in _measure(name, shared, tools).scores.items() if not key.startswith("speed.")
        }
        if pin_them:
            floors, fallen = pin(floors, name, found, _digest(shared, name), reason)
        else:
            fallen = falls(floors, name, found)
        for fall in fallen:
            closed = True
            click.echo(f"{name}: {fall.name} is {fall.found:.4f}, its floor {fall.floor:.4f}", err=True)
        click.echo(f"{name}: {len(found)} scores, {len(fallen)} below their floors")
    if pin_them:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if closed:
        sys.exit(1)
