"""Check what is locked: every package stated, wanted, installed as locked and under a licence that may be used; with --online, known faults.

Exit status 1 where something is wrong. Without --online nothing is asked of any server.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator

from make_dependencies import PAGE, ROOT, WHY, installed, licence_of, locked, needed_by
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|PSF|PSF-2\.0|Python Software Foundation|HPND|Unlicense|Zlib|CC0|OFL|LGPL)", re.IGNORECASE
)
ADVISORIES = "https://api.osv.dev/v1/querybatch"
SECONDS = 15


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


def advisories(names: dict[str, tuple[str, str]]) -> list[str]:
    """Ask the Open Source Vulnerabilities database for known faults of these versions. Raises OSError where it cannot be reached."""
    pairs = sorted(names.values())
    asked = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pairs]
    body = json.dumps({"queries": asked}).encode()
    request = urllib.request.Request(ADVISORIES, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        results = json.load(answer)["results"]
    return [
        f"{name} {version}: {', '.join(one['id'] for one in found['vulns'])}"
        for (name, version), found in zip(pairs, results, strict=True)
        if found.get("vulns")
    ]


def main() -> None:
    """Print every fault; end with status 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--online", action="store_true", help="also ask for known faults of the locked versions")
    options = parser.parse_args()
    names = {plain: pair for file in LOCKS for plain, pair in locked(file).items()}
    found = list(faults(names))
    if options.online:
        try:
            found += advisories(names)
        except (OSError, urllib.error.URLError, ValueError) as fault:
            print(f"known faults were not asked for: {ADVISORIES} does not answer ({fault})")
    for line in found:
        print(line)
    print(f"{len(names)} locked packages, {len(found)} faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
