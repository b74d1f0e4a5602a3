"""`whoholds run`: large jobs into a dataset."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from whoholds.cli.common import open_places, progress, tell_cost

if TYPE_CHECKING:
    from whoholds.read.options import ReadOptions
    from whoholds.run.drive import Result
    from whoholds.run.tries import Engine

ENGINES = ("serial", "processes", "dask", "ray")


@click.command("run")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", required=True, metavar="DATASET", help="Folder or address where the dataset is made or gone on with.")
@click.option("--engine", type=click.Choice(ENGINES), default="processes", help="Where the work is done.")
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Worker processes; 0 is one a core.")
@click.option("--scheduler", help="Address of a scheduler of Dask (tcp://head:8786) or Ray (head:6379); without it they run on this machine.")
@click.option("--date", "day", help="Publication day of all articles: YYYY-MM-DD or YYYY-MM.")
@click.option("--source", help="Publisher of all articles.")
@click.option("--again", is_flag=True, help="Do everything anew.")
def command(
    inputs: tuple[str, ...], to: str, engine: str, workers: int, scheduler: str | None,
    day: str | None, source: str | None, again: bool,
) -> None:  # fmt: skip
    """Read many documents into a dataset of claims: Parquet files, one a day of publication.

    INPUT is a folder, a file, a pattern or an address that fsspec knows: articles as `read` takes them, JSON lines, Parquet, or web
    archives (.warc.gz, such as Common Crawl News). DATASET gets claims/day=.../claims.parquet and documents/day=.../documents.parquet:
    each document once, with what became of it. Stopped or killed at any moment, the same command goes on where it was. The exit
    status is 1 where a document could not be read.
    Use it as: whoholds run news/ --to dataset
    """
    from whoholds.intake.maker import maker_name
    from whoholds.run.drive import drive
    from whoholds.run.inputs import plan
    from whoholds.run.job import Job
    from whoholds.settings import read_settings

    settings = read_settings()
    options = _options(source, day)
    _check_packages()
    open_places()  # before the workers, so that an index that is missing is built once
    job = Job(to, maker_name(), settings.spec(), options)
    try:
        with progress("reading tasks") as tell:
            result = drive(job, plan(inputs), _engine(engine, workers or settings.workers, scheduler), again, tell)
    finally:
        tell_cost()
    _tell(result, to)


def _options(source: str | None, day: str | None) -> ReadOptions:
    from whoholds.read.days import parse_days
    from whoholds.read.options import ReadOptions

    published = parse_days(day) if day else None
    if day and published is None:
        raise click.BadParameter(f"{day!r} is no day; write 2015-06-25 or 2015-06", param_hint="--date")
    return ReadOptions(source, published)


def _check_packages() -> None:
    from whoholds.errors import RunError

    lacking = [name for name in ("fsspec", "pyarrow", "warcio") if find_spec(name) is None]
    if lacking:
        raise RunError(f"run needs {', '.join(lacking)}; pip install 'whoholds[data]'")


def _engine(name: str, workers: int, scheduler: str | None) -> Engine:
    from whoholds.run.tries import Cluster, dask, processes, ray, serial

    if scheduler and name not in ("dask", "ray"):
        raise click.BadParameter("give it with --engine dask or ray", param_hint="--scheduler")
    cluster = Cluster(scheduler, workers)
    return {"serial": serial, "processes": processes(workers), "dask": dask(cluster), "ray": ray(cluster)}[name]


def _tell(result: Result, to: str) -> None:
    summary = result.summary
    for label in result.lost:
        click.echo(f"{label}: a worker died of it, twice; it was passed over", err=True)
    for label in result.unfinished:
        click.echo(f"{label}: cost too many workers and was left; run the same again, or look at it", err=True)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items()) or "none"
    click.echo(f"{result.tasks} tasks, {result.known} of them done before")
    click.echo(f"{to}: {summary.documents} documents ({outcomes}), {summary.claims} claims, {summary.days} days")
    click.echo(f"digest {summary.digest}")
    if summary.apart:
        click.echo(f"{summary.apart} documents had the id of another one with another text; each is kept under an id of its own", err=True)
    if result.lost or result.unfinished or summary.apart or summary.outcomes.get("failed") or summary.outcomes.get("unreadable"):
        click.echo("why a document was not read, or has another id, stands in the column `reason` of the documents", err=True)
        sys.exit(1)
