"""Faults: told in a line or two that say what, where and what next, with a non-zero exit status and no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "from whoholds.cli.main import main; main()"
SENTENCE = {"doc": "a", "text": "The army holds Idlib."}
HEAVY = ("onnxruntime", "numpy", "scipy", "rich", "sqlite3", "yaml", "click")


def run(folder: Path, *args: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run the command in a process of its own, in a folder; return its status, output and error output."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args], cwd=folder, input=given, capture_output=True, timeout=60,
        env=os.environ | {"FORCE_COLOR": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def files(folder: Path) -> None:
    """Put the files into a folder that the faults need."""
    (folder / "latin.jsonl").write_bytes(json.dumps(SENTENCE).encode() + b"\n\xff\xfe\n")
    (folder / "latin.tsv").write_bytes(b"Kob\xe2ni\tSyria\n")
    (folder / "plain.txt").write_text("This is no store.", encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["who", "Palmyra"], "whoholds.db: no store here; make one with `whoholds read FOLDER`"),
        (["changes", "--db", "elsewhere.db"], "elsewhere.db: no store here"),
        (["events", "--db", "plain.txt"], "plain.txt: cannot be opened as a store"),
        (["who", "Palmyra", "--on", "2015-13-01"], "'2015-13-01' is no day; write it as 2015-06-25"),
        (["brief", "--on", "yesterday"], "'yesterday' is no day"),
        (["changes", "--from", "2015-02-30"], "'2015-02-30' is no day"),
        (["read", "--date", "some day", "plain.txt"], "'some day' is no day; write 2015-06-25 or 2015-06"),
        (["read", "--workers", "-3", "plain.txt"], "Invalid value for '--workers': -3 is not in the range x>=0"),
        (["who"], "give a PLACE, or --questions FILE"),
        (["places"], "give a NAME, or --file NAMES.tsv"),
        (["actors"], "give a NAME, or --new"),
        (["frobnicate"], "No such command 'frobnicate'"),
        (["annotate", "missing.jsonl"], "missing.jsonl: cannot be opened"),
        (["state", "missing.jsonl"], "missing.jsonl: cannot be opened"),
        (["places", "--file", "missing.tsv"], "missing.tsv: cannot be opened"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_fault_is_told_in_words(tmp_path: Path, args: list[str], told: str) -> None:
    files(tmp_path)
    status, out, err = run(tmp_path, *args)
    assert status in (1, 2)
    assert told in " ".join(err.split())
    assert out == ""
    assert "Traceback" not in err and "\x1b" not in err


def test_a_missing_store_is_not_made_by_asking(tmp_path: Path) -> None:
    run(tmp_path, "who", "Palmyra", "--db", "new.db")
    assert not (tmp_path / "new.db").exists()


def test_what_cannot_be_read_is_told_and_passed_over(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, "read", "nothing-here")
    assert status == 1
    assert "nothing-here: no such file or folder" in err
    assert "1 could not be read" in out
    assert "Traceback" not in err


def test_ids_that_nothing_has_are_told(tmp_path: Path) -> None:
    run(tmp_path, "read", "nothing-here")
    for args in (["explain", "ffff"], ["explain", ""], ["explain", "%"], ["review", "ffff", "--verdict", "wrong"]):
        status, out, err = run(tmp_path, *args)
        assert (status, out) == (1, "") and err.startswith(f"whoholds: {args[1]}: "), args


def test_an_unknown_setting_is_told_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text('databse = "x.db"\nworkers = "two"\n', encoding="utf-8")
    status, _, err = run(tmp_path, "events")
    assert status == 1
    assert "unknown key 'databse'; known keys: " in err and "'workers' must be a int" in err


def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "rules", "list"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert worker.stdout is not None and worker.stderr is not None
    worker.stdout.close()
    told = worker.stderr.read().decode()
    worker.stderr.close()
    worker.wait(60)
    assert "Traceback" not in told


@pytest.mark.parametrize("word", ["whoholds", "whoholds.cli.main", "whoholds.records"])
def test_the_package_opens_without_the_heavy_libraries(word: str) -> None:
    code = f"import sys, {word}; print([name for name in {HEAVY[:3]!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_help_comes_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print('HEAVY', [name for name in {HEAVY[:6]!r} if name in sys.modules]))\n{PROGRAM}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "HEAVY []"
    assert "Say who holds a place" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["annotate", "latin.jsonl"],
        ["places", "--file", "latin.tsv"],
        ["brief", "-o", "plain.txt/brief"],
        ["serve", "--port", "99999"],
    ],
    ids=" ".join,
)
def test_a_fault_is_never_told_as_a_traceback(tmp_path: Path, args: list[str]) -> None:
    files(tmp_path)
    run(tmp_path, "read", "nothing-here")
    status, _, err = run(tmp_path, *args)
    assert status in (1, 2)
    assert "Traceback" not in err


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["kill", "Ctrl-C"])
def test_serve_leaves_no_folder_behind_when_it_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    run(tmp_path, "read", "nothing-here")
    (tmp_path / "temporary").mkdir()
    worker = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary"), "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests run in the background are deaf to Ctrl-C, their children too
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith(b"open http://127.0.0.1:")
    assert list((tmp_path / "temporary").iterdir())
    worker.send_signal(number)
    _, told = worker.communicate(timeout=20)
    assert worker.returncode == (0 if number == signal.SIGINT else 128 + number)
    assert list((tmp_path / "temporary").iterdir()) == [] and told == b""
