"""A job on many documents: what is read, in which tasks, where the results go. Small values that travel to workers."""

from __future__ import annotations

from dataclasses import dataclass, field

from whoholds.read.options import ReadOptions
from whoholds.toolkit_spec import ToolkitSpec

PART = 200
"""Records after which a task writes what it has: at most so many are done twice after a kill."""


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch of the input that one worker reads from its first record to its last."""

    name: str
    """Made from the labels and the stretch: the same input has the same tasks on every machine."""
    kind: str
    """files, lines, rows or warc."""
    labels: tuple[str, ...]
    """What the inputs are called in results: paths from the folder above the one that was named."""
    urls: tuple[str, ...] = field(repr=False)
    begin: int = 0
    """First byte of lines, or first row; the stretch ends before `end`, or with the input where that is -1."""
    end: int = -1
    group: int = 0
    """Of rows: the row group."""
    size: int = 0
    """Bytes of the inputs: an input that grew is read again."""
    mark: str = ""
    """What tells that an input of the same size was changed: its ETag, or when it was last written; empty where nothing does."""
    total: int = 0
    """Bytes of the whole file, of which the task may be a stretch."""


@dataclass(frozen=True, slots=True)
class Job:
    """Where results go and what they are made with."""

    to: str
    """Folder or address of the dataset."""
    maker: str
    """The name of all that claims depend on."""
    spec: ToolkitSpec
    options: ReadOptions = field(default_factory=ReadOptions)
    watched: bool = True
    """End the process where a record takes far too long; not where it is the user's own."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of one try of a task."""

    task: Task
    lost: str = ""
    """Why the worker ended before the task did; empty where the task is done."""


@dataclass(frozen=True, slots=True)
class Try:
    """A task to be tried; `careful` tries note each record before they begin it, so that a killer is known."""

    task: Task
    careful: bool = False
