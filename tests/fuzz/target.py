"""What is fuzzed: a law about bytes, how bytes for it are made up, and where they begin."""

from __future__ import annotations

import dataclasses
import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

LONGEST = 5.0
"""Seconds that one input may take."""


@dataclass(frozen=True)
class Target:
    """A door through which strangers' bytes come in."""

    name: str
    law: Callable[[bytes], object]
    """Ends quietly for every input, or the target is broken. What the project tells as a fault of its own is quiet."""
    inputs: SearchStrategy[bytes]
    seeds: tuple[bytes, ...]
    """Good input, for the guided search to begin with."""
    grows: bool = True
    """Whether a seed may be repeated to see how the cost grows."""


class TooLong(Exception):
    """An input took longer than it may."""


@contextmanager
def in_time(seconds: float = LONGEST) -> Iterator[None]:
    """Break off what takes too long; by the processor's time, so that a busy machine breaks no law."""

    def ring(number: int, frame: Any) -> None:
        raise TooLong(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def hold(target: Target, data: bytes) -> None:
    """Hold a target to its law for one input."""
    with in_time():
        target.law(data)


def words_of(data: bytes) -> str:
    """Turn bytes into text; lone surrogates stay, since JSON can bring them."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def spans(value: Any) -> Iterator[Any]:
    """Walk all records of a record that say where they stand."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if all(hasattr(value, name) for name in ("start", "end", "words")):
            yield value
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)


def stands(text: str, value: Any) -> None:
    """Check that everything in a record stands where it says: `text[start:end] == words`."""
    for one in spans(value):
        assert 0 <= one.start <= one.end <= len(text), one
        assert text[one.start : one.end] == one.words, one


def is_json(line: str) -> None:
    """Check that a line is JSON as the standard has it, without NaN, and can be written to a file."""
    json.loads(line, parse_constant=_no_constant)
    line.encode("utf-8", "surrogatepass")


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def steep(law: Callable[[bytes], object], unit: bytes, most: int = 32_000, spare: float = 0.3) -> str | None:
    """Say how the cost of a repeated input grows, where it grows much faster than the input; else None.

    A doubled input may cost 2.9 times: twice is straight, four times is square. Small costs tell nothing.
    """
    if not unit:
        return None
    small, large = unit * max(1, most // 2 // len(unit)), unit * max(2, most // len(unit))
    told = None
    for _ in range(3):
        one, two = _cost(law, small), _cost(law, large)
        if two < spare or two < 2.9 * one:
            return None
        told = f"{len(small)} bytes {one:.2f} s, {len(large)} bytes {two:.2f} s"
    return told


def _cost(law: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    with in_time():
        law(data)
    return time.process_time() - start
