"""Files, folders, globs and standard input read into documents; what cannot be read is told and passed over."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whoholds.read.formats import read_html, read_json, read_json_lines, read_markdown, read_plain, read_table
from whoholds.read.make import Found, settled
from whoholds.read.options import LARGEST_BYTES, Fault, ReadOptions
from whoholds.read.plugged import plugged_readers, read_plugged
from whoholds.records import Document

READERS: dict[str, Callable[[str, str], Iterator[Found | Fault]]] = {
    ".txt": read_plain, ".text": read_plain, ".md": read_markdown, ".markdown": read_markdown, ".html": read_html,
    ".htm": read_html, ".xhtml": read_html, ".jsonl": read_json_lines, ".ndjson": read_json_lines, ".json": read_json,
    ".csv": read_table, ".tsv": read_table,
}  # fmt: skip
KEPT_OUT = frozenset({"readme.md", "readme.txt", "license", "license.txt"})
"""Files of a folder that are about it; named by themselves they are read."""


def endings() -> frozenset[str]:
    """Return the endings of files that are read, those of plug-ins among them."""
    return frozenset(READERS) | frozenset(plugged_readers(frozenset(READERS)))


def read_paths(paths: Iterable[str], options: ReadOptions | None = None) -> Iterator[Document | Fault]:
    """Read every file that the paths name: files, folders (all below, in name order), globs, `-` for standard input."""
    options = options or ReadOptions()
    for path in paths:
        if path == "-":
            yield from _settled(_guess(sys.stdin.buffer.read(), "standard input"), options)
            continue
        files = list_files(path)
        if not files:
            yield Fault(
                path,
                f"no such file or folder, or nothing readable in it; readable endings: {' '.join(sorted(endings()))}",
            )
        for file in files:
            yield from _settled(_read_file(file), options)


def list_files(path: str) -> list[Path]:
    """List the files that a path, folder or glob names, in name order."""
    one = Path(path)
    if one.is_file():
        return [one]
    if one.is_dir():
        found = (
            file
            for file in one.rglob("*")
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(one).parts)
        )
        known = endings()
        return sorted(file for file in found if file.suffix.lower() in known and file.name.lower() not in KEPT_OUT)
    return sorted(Path(hit) for hit in glob.glob(path, recursive=True) if Path(hit).is_file())


def _read_file(file: Path) -> Iterator[Found | Fault]:
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as fault:
        yield Fault(str(file), f"cannot be opened ({fault.strerror or fault}); check the file and its permissions")
        return
    if size > LARGEST_BYTES:
        yield Fault(str(file), f"{size:,} bytes; at most {LARGEST_BYTES:,} are read: cut it into smaller files")
        return
    yield from read_data(data, str(file))


def read_data(data: bytes, path: str) -> Iterator[Found | Fault]:
    """Read what the bytes of a file hold, by the ending of its path."""
    ending = Path(path).suffix.lower()
    other = None if ending in READERS else plugged_readers(frozenset(READERS)).get(ending)
    if other is not None:
        yield from read_plugged(other, data, path)
        return
    text = decode(data)
    if text is None:
        yield Fault(path, "not text (it holds binary data); convert it to .txt, .html or .jsonl")
    elif not text.strip():
        yield Fault(path, "empty; nothing was read")
    else:
        yield from READERS.get(ending, read_plain)(text, path)


def _guess(data: bytes, path: str) -> Iterator[Found | Fault]:
    """Read standard input: JSON lines where each line is an object, HTML where it looks so, else plain text."""
    text = decode(data)
    if text is None or not text.strip():
        yield Fault(path, "nothing readable came in; pipe text, HTML or JSON lines")
    elif text.lstrip().startswith("{"):
        yield from read_json_lines(text, path)
    elif text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        yield from read_html(text, path)
    else:
        yield from read_plain(text, path)


def decode(data: bytes) -> str | None:
    """Turn bytes into text: UTF-8 or UTF-16 by their marks, UTF-8, else Windows-1252; None for binary data.

    Bytes that are UTF-8 but for fewer bad ones than it has good signs stay UTF-8: a cut or a slip spoils itself alone.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    head = data[:8192]
    if b"\0" in head and head.count(b"\0") > len(head) // 50:
        return None
    try:
        return data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        if sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 20:
            return None
    mended = data.decode("utf-8-sig", "replace")
    bad = mended.count("\ufffd")
    good = sum(not sign.isascii() for sign in mended) - bad
    return (mended if good > bad else data.decode("cp1252", "replace")).replace("\0", "")


def _settled(found: Iterator[Found | Fault], options: ReadOptions) -> Iterator[Document | Fault]:
    return (settled(item, options) for item in found)
