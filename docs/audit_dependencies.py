"""Check what is locked: every package stated, wanted, installed as locked, under a licence that may be used and without known faults.

Exit status 1 where something is wrong. Known faults are asked for over the network; where it gives no answer, that is said and is no fault.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from make_dependencies import PAGE, ROOT, WHY, installed, licence_of, locked, needed_by
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|PSF|PSF-2\.0|Python Software Foundation|HPND|Unlicense|Zlib|CC0|OFL|LGPL)", re.IGNORECASE
)
ADVISORIES = "https://api.osv.dev/v1/querybatch"
SECONDS = 15
WEB = ROOT / "web" / "package-lock.json"
PASSED = ROOT / "docs" / "allowed_faults.toml"
"""Known faults that do no harm here, each with a reason and a day."""
Package = tuple[str, str, str]
"""Where it is from (PyPI or npm), name, version."""


def wanted() -> dict[str, str]:
    """Return the packages that pyproject.toml asks for, each with the part that asks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = {"": project["dependencies"], **project["optional-dependencies"]}
    return {canonicalize_name(Requirement(line).name): part for part, lines in parts.items() for line in lines}


def faults(names: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Tell what is wrong with the locks, one line each."""
    parents, page = needed_by(names), PAGE.read_text(encoding="utf-8")
    for plain, part in sorted(wanted().items()):
        if plain not in names and part != "spacy":
            yield f"{plain}: wanted by pyproject.toml and in no lock file"
    for plain, (name, version) in sorted(names.items()):
        licence = licence_of(installed(name, version))
        if not WHY.get(plain) and not parents.get(plain):
            yield f"{name}: locked, and needed by nothing"
        if not ALLOWED.search(licence):
            yield f"{name} {version}: its licence ({licence}) is not one that may be used"
        if f"| {name} | {version} |" not in page:
            yield f"{name} {version}: not in docs/dependencies.md; run python docs/make_dependencies.py"


def locked_web() -> set[Package]:
    """Return what the browser's side is built from and with, as it is locked."""
    packages = json.loads(WEB.read_text(encoding="utf-8"))["packages"]
    return {("npm", path.rpartition("node_modules/")[2], row["version"]) for path, row in packages.items() if path}


def allowed(path: Path) -> dict[tuple[str, str], str]:
    """Read the known faults that may pass: package and id, to the reason. Raises ValueError for one without reason or day."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("allowed", [])
    for row in rows:
        if not (row.get("package") and row.get("id") and str(row.get("reason", "")).strip() and isinstance(row.get("date"), date)):
            raise ValueError(f"{path}: {row}: needs package, id, reason and date")
    return {(row["package"], row["id"]): f"{row['reason']} ({row['date']})" for row in rows}


def advisories(packages: Iterable[Package], server: str = ADVISORIES) -> list[tuple[str, str, str]]:
    """Ask for known faults: name, version and id of each. Raises OSError, ValueError, KeyError or TypeError where there is no answer."""
    asked = sorted(packages)
    rows = [{"package": {"name": name, "ecosystem": kind}, "version": version} for kind, name, version in asked]
    request = urllib.request.Request(server, json.dumps({"queries": rows}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        results = json.load(answer)["results"]
    return [
        (name, version, one["id"])
        for (_, name, version), found in zip(asked, results, strict=True)
        for one in found.get("vulns") or ()
    ]


def known_faults(packages: set[Package], passed: dict[tuple[str, str], str], server: str = ADVISORIES) -> tuple[list[str], str]:
    """Return the known faults that are not allowed, and what is told of the asking; no network is no fault."""
    try:
        found = advisories(packages, server)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return [], f"KNOWN FAULTS WERE NOT ASKED FOR: {server} does not answer ({fault})"
    bad = [f"{name} {version}: known fault {id}" for name, version, id in found if (name, id) not in passed]
    told = [f"{name} {version}: {id} allowed: {passed[name, id]}" for name, version, id in found if (name, id) in passed]
    told += [f"{name}: {id} is no longer needed in {PASSED.name}" for name, id in passed if (name, id) not in {(n, i) for n, _, i in found}]
    return bad, "\n".join([*told, f"known faults asked for of {len(packages)} packages: {len(found)}, {len(bad)} of them not allowed"])


def main() -> None:
    """Print every fault; end with status 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offline", action="store_true", help="ask no server for known faults of the locked versions")
    options = parser.parse_args()
    names = {plain: pair for file in LOCKS for plain, pair in locked(file).items()}
    found, passed = list(faults(names)), allowed(PASSED)
    if not options.offline:
        bad, told = known_faults({("PyPI", *pair) for pair in names.values()} | locked_web(), passed)
        found += bad
        print(told)
    for line in found:
        print(line)
    print(f"{len(names)} locked packages, {len(found)} faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
