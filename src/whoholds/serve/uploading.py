"""Articles that come in over the page: written to a folder of their own, read beside the server, then removed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

from starlette.datastructures import UploadFile

from whoholds.read.days import parse_days
from whoholds.read.files import endings
from whoholds.serve.forms import Sent
from whoholds.serve.page import Unfit
from whoholds.serve.worker import Job, Task, Worker

MOST_BYTES = 50_000_000
"""Bytes of one file; the reader refuses larger ones as well."""
A_MINUTE, AT_ONCE = 60, 500
"""Files that one person may send a minute, and at once."""
_UNFIT = re.compile(r"[^\w.,() -]+")


def files_of(sent: Sent) -> list[UploadFile]:
    """Return the files of a form, empty fields left out. Raises InputError for a file of a kind that is not read."""
    files = [one for one in sent.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise Unfit("wrong.no_file")
    for one in files:
        suffix = Path(str(one.filename)).suffix.casefold()
        if suffix not in endings():
            raise Unfit("wrong.no_ending", name=one.filename, names=", ".join(sorted(endings())))
        if (one.size or 0) > MOST_BYTES:
            raise Unfit("wrong.too_large", name=one.filename, size=one.size, most=MOST_BYTES)
    return files


def take_in(sent: Sent, worker: Worker, spool: Path) -> Job:
    """Write the files of a form to a folder and put their reading in line. Raises InputError."""
    published = sent.text("date", 20) or None
    if published and parse_days(published) is None:
        raise Unfit("wrong.no_month", value=repr(published))
    files = files_of(sent)
    folder = Path(mkdtemp(dir=spool))
    try:
        paths = _written(((one.filename or "", one.file) for one in files), folder)
    except OSError as fault:
        shutil.rmtree(folder, ignore_errors=True)
        raise Unfit("wrong.disk", why=fault.strerror) from None
    task = Task("read", paths, sent.text("source", 200) or None, published)
    return worker.submit(task, sent.person.name, lambda: shutil.rmtree(folder, ignore_errors=True))


def _written(files: Iterable[tuple[str, BinaryIO]], folder: Path) -> tuple[str, ...]:
    """Write files under names that can do no harm: the last part of theirs, plain signs only, numbered."""
    paths = []
    for number, (name, file) in enumerate(files, 1):
        plain = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).lstrip(".")[-120:]
        path = folder / f"{number:04d}-{plain}"
        with path.open("xb") as to:
            shutil.copyfileobj(file, to)
        paths.append(str(path))
    return tuple(paths)
