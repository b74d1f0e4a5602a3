"""The house rules that no linter keeps: sizes, depth, docstrings, no printing, no machine's paths, no heavy imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "src" / "whoholds"
FILES = sorted(HOUSE.rglob("*.py"))
NAMES = [str(path.relative_to(HOUSE)) for path in FILES]
LONGEST_FILE, LONGEST_FUNCTION, DEEPEST = 400, 40, 3
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
HEAVY = frozenset({"torch", "spacy", "sklearn", "requests", "transformers", "pandas"})

TOO_DEEP: dict[str, str] = {}
TOO_LONG: dict[str, str] = {}
MAY_IMPORT = {
    "evaluate/beside_spacy.py": "measures spaCy beside our reader; spaCy is an optional extra",
    "models/from_spacy.py": "offers spaCy as a reader; spaCy is an optional extra",
    "models/spacy_component.py": "offers our reader to spaCy pipelines; loaded by spaCy alone",
}
MAY_NAME_PATHS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((HOUSE / name).read_text(encoding="utf-8"))


def functions(name: str) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree(name)) if isinstance(node, Function))


def length(function: Function) -> int:
    first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    return (function.end_lineno or first) - first + 1


def depth(node: ast.AST) -> int:
    """Count how deep blocks stand in blocks; `elif` is no deeper than its `if`, and inner functions start anew."""
    deepest = 0
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (Function, ast.Lambda, ast.ClassDef)):
                continue
            chained = isinstance(node, ast.If) and field == "orelse" and isinstance(child, ast.If) and len(value) == 1
            deepest = max(deepest, depth(child) + (isinstance(child, BLOCKS) and not chained))
    return deepest


def public(node: ast.AST, inside: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Walk the public classes and functions of a module, methods too; those inside functions are nobody's business."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (Function, ast.ClassDef)) and not child.name.startswith("_"):
            yield f"{inside}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{child.name}.")


def imports(name: str) -> set[str]:
    """Return the packages that a file imports anywhere, but for those under TYPE_CHECKING."""
    typing = {
        inner
        for node in ast.walk(tree(name))
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if node in typing:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_house_was_found() -> None:
    assert {"pipeline.py", "cli/main.py", "records/claim.py"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_file_is_short(name: str) -> None:
    assert len((HOUSE / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_functions_are_short() -> None:
    long = {f"{name} {f.name}" for name in NAMES for f in functions(name) if length(f) > LONGEST_FUNCTION}
    assert long == set(TOO_LONG)


def test_functions_are_flat() -> None:
    deep = {f"{name} {f.name}" for name in NAMES for f in functions(name) if depth(f) > DEEPEST}
    assert deep == set(TOO_DEEP)


@pytest.mark.parametrize(
    ("code", "deep"),
    [
        ("def f():\n for a in b:\n  if c:\n   while d:\n    pass", 3),
        ("def f():\n for a in b:\n  if c:\n   while d:\n    with e:\n     pass", 4),
        ("def f():\n if a:\n  pass\n elif b:\n  pass\n elif c:\n  pass\n else:\n  pass", 1),
        ("def f():\n try:\n  pass\n except E:\n  for a in b:\n   pass", 2),
        ("def f():\n if a:\n  def g():\n   if b:\n    pass", 1),
    ],
)
def test_depth_is_measured_as_people_see_it(code: str, deep: int) -> None:
    assert depth(ast.parse(code).body[0]) == deep


@pytest.mark.parametrize("name", NAMES)
def test_public_things_say_what_they_are(name: str) -> None:
    bare = [] if ast.get_docstring(tree(name)) else ["module"]
    bare += [what for what, node in public(tree(name)) if isinstance(node, ast.ClassDef | Function) and not ast.get_docstring(node)]
    assert bare == []


def test_only_the_command_line_prints() -> None:
    prints = [
        f"{name}:{node.lineno}"
        for name in NAMES
        if not name.startswith("cli/")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|root|work|Users|tmp|mnt|media|srv|data|workspace)/[\w.-]+|\b[A-Z]:\\\\?Users\\")


def tracked() -> list[str]:
    """Return the paths of the tree; without git, everything that is no build output."""
    try:
        answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        skipped = {".git", ".venv", "build", "dist", "demo", "__pycache__", ".hypothesis"}
        inner = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(str(path) for path in inner if not skipped & set(path.parts))
    return [name for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_path_of_a_machine_stands_in_the_tree() -> None:
    found: dict[str, str] = {}
    for name in tracked():
        data = (ROOT / name).read_bytes()
        hit = None if b"\0" in data[:8000] else MACHINE.search(data.decode("utf-8", "replace"))
        if hit and name not in MAY_NAME_PATHS:
            found[name] = hit.group()
    assert found == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("open('/home/" + "jane/x.txt')", True),
        ("see /tmp/" + "out.json", True),
        ("C:" + "\\Users\\jane", True),
        ("https://example.org/home/page", False),
        ("src/data/places.tsv", False),
        ("../work/notes", False),
    ],
)
def test_paths_of_machines_are_told_from_others(text: str, named: bool) -> None:
    assert bool(MACHINE.search(text)) == named


def test_heavy_packages_are_imported_only_where_they_are_offered() -> None:
    assert {name for name in NAMES if imports(name) & HEAVY} <= set(MAY_IMPORT)


def test_opening_every_shelf_and_verb_loads_no_heavy_package() -> None:
    code = (
        "import sys, pkgutil, importlib, whoholds, whoholds.cli as cli\n"
        "for item in pkgutil.iter_modules(cli.__path__): importlib.import_module('whoholds.cli.' + item.name)\n"
        "import whoholds.pipeline, whoholds.toolkit\n"
        f"print(sorted(set({sorted(HEAVY)!r}) & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]"


def test_every_exception_is_still_one_and_says_why() -> None:
    known = {f"{name} {f.name}" for name in NAMES for f in functions(name)}
    assert known >= set(TOO_LONG) | set(TOO_DEEP)
    assert set(MAY_IMPORT) <= set(NAMES)
    assert all([*TOO_LONG.values(), *TOO_DEEP.values(), *MAY_IMPORT.values(), *MAY_NAME_PATHS.values()])
