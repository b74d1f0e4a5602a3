"""The units of deploy/ under the filter of system calls that their own lines set: articles are fetched and read there."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.feeds.site import Reply, opened_site
from tests.intake.test_watching import TOWNS, page, rss
from tests.shelves import shelves
from whoholds.store.base import open_store

DEPLOY = Path(__file__).parents[2] / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
RESOURCES = (
    "ioprio_set", "mbind", "migrate_pages", "move_pages", "sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler",
    "set_mempolicy", "setpriority", "setrlimit",
)  # fmt: skip
"""The calls of @resources that are tried where systemd is not there to say what its groups hold."""
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
"""libseccomp's actions: let pass, kill the process, fail with the error number in the low bits."""
REFUSED = 77
UNDER = f"""
import ctypes, os, sys
calls = ctypes.CDLL("libseccomp.so.2", use_errno=True)
calls.seccomp_init.restype = ctypes.c_void_p
default, listed, names = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(",")
ours = ctypes.c_void_p(calls.seccomp_init(ctypes.c_uint32(default)))
for name in names:
    number = calls.seccomp_syscall_resolve_name(name.encode())
    if number != -1:  # one that this machine does not have
        calls.seccomp_rule_add(ours, ctypes.c_uint32(listed), number, 0)
if ctypes.CDLL(None).prctl(38, 1, 0, 0, 0) or calls.seccomp_load(ours):
    os._exit({REFUSED})
os.execv(sys.executable, [sys.executable, *sys.argv[4:]])
"""
"""Sets the filter as systemd does, by libseccomp, in a process that then becomes the program."""
TOUCH_MBIND = """
import ctypes
number = ctypes.CDLL("libseccomp.so.2").seccomp_syscall_resolve_name(b"mbind")
ctypes.CDLL(None, use_errno=True).syscall(number, 0, 0, 0, 0, 0, 0)
print(ctypes.get_errno())
"""


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Ask systemd what its groups of calls hold; nothing where it is not there."""
    if not shutil.which("systemd-analyze"):
        return {}
    told = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=False).stdout
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n(?=@)", re.sub(r"\x1b\[[0-9;]*m", "", told)):
        name, *lines = block.splitlines() or [""]
        found[name] = tuple(line.strip() for line in lines if line.startswith(" ") and not line.strip().startswith("#"))
    return found


def calls_of(word: str) -> set[str]:
    """Return the calls that a word of SystemCallFilter stands for."""
    return set().union(*map(calls_of, groups()[word])) if word.startswith("@") else {word}


def filter_of(unit: str) -> list[str]:
    """Return default action, action of the listed calls, and the calls, as a unit's lines set them."""
    number = re.search(r"^SystemCallErrorNumber=(\w+)$", unit, re.MULTILINE)
    refuse = FAIL | getattr(errno, number[1]) if number else KILL
    lines = [line.split() for line in re.findall(r"^SystemCallFilter=(.+)$", unit, re.MULTILINE)]
    if not groups():
        return [str(ALLOW), str(refuse), ",".join(RESOURCES)]
    allowed = calls_of("@default")  # systemd always adds these to a list of what is allowed
    for first, *more in lines:
        named = set().union(*map(calls_of, [first.removeprefix("~"), *more]))
        allowed = allowed - named if first.startswith("~") else allowed | named
    return [str(refuse), str(ALLOW), ",".join(sorted(allowed))]


def under(unit: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python under a unit's filter; skips where no filter can be set."""
    try:
        ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("needs libseccomp, which sets filters of system calls")
    given = [sys.executable, "-c", UNDER, *filter_of(unit), *words]
    env = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}  # a service has none
    done = subprocess.run(given, capture_output=True, text=True, timeout=120, check=False, env=env)
    if done.returncode == REFUSED:
        pytest.skip("this machine lets nobody set a filter of system calls")
    return done


def test_the_filter_of_these_tests_bites() -> None:
    [unit, *_] = [path.read_text(encoding="utf-8") for path in SERVICES]
    assert under(unit, "-c", TOUCH_MBIND).stdout.strip() == str(errno.EPERM)
    assert under(unit.replace("SystemCallErrorNumber=EPERM\n", ""), "-c", TOUCH_MBIND).returncode == -signal.SIGSYS


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_an_article_is_fetched_and_read_under_the_units_own_filter(service: Path, tmp_path: Path) -> None:
    shelves()  # the place index may have to be built
    unit = service.read_text(encoding="utf-8")
    with opened_site() as site:
        site.pages |= {"/feed": rss("/0"), "/0": Reply(page(TOWNS[0]))}
        feeds = tmp_path / "feeds.toml"
        feeds.write_text(
            f'pause_seconds = 0.001\n[[feed]]\nname = "Harbour Daily"\nurl = "{site.root}/feed"\nrights = "CC BY 4.0"\n'
            f"ports = [{site.port}]\nallow_private = true\n"
        )
        program = "import sys; from whoholds.cli.main import main; sys.exit(main())"
        done = under(unit, "-c", program, "watch", "--once", str(feeds), "--db", str(tmp_path / "kept.db"))
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    assert "1 new articles (" in done.stdout and done.stderr == ""
    with open_store(tmp_path / "kept.db") as store:
        assert store.counts().documents == 1 and store.counts().claims > 0


def test_every_unit_that_another_names_is_there() -> None:
    for path in DEPLOY.glob("whoholds-*"):
        for name in re.findall(r"whoholds-[\w-]+\.(?:service|timer)", path.read_text(encoding="utf-8")):
            assert (DEPLOY / name).exists(), f"{path.name} names {name}"
