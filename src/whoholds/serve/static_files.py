"""Files that ship with the pages: scripts, styles, the base map; packed once, kept by browsers for as long as they are the same."""

from __future__ import annotations

import gzip
from functools import cache

from starlette.responses import PlainTextResponse, Response

from whoholds.serve.links import STATIC

KINDS = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8", ".png": "image/png",
}  # fmt: skip
FOR_EVER = "public, max-age=31536000, immutable"


def static_file(name: str, accepted: str, by_digest: bool) -> Response:
    """Answer with a file of the static folder, packed in a way that is accepted; one asked for by its digest may be kept for ever."""
    if name not in _names():
        return PlainTextResponse("no such file\n", 404)
    suffix = name[name.rfind(".") :]
    headers = {"Content-Type": KINDS[suffix], "Vary": "Accept-Encoding", "Cache-Control": FOR_EVER if by_digest else "no-cache"}
    if "br" in accepted and (STATIC / f"{name}.br").exists():  # made once, when the file was built
        return Response(_read(f"{name}.br"), headers={**headers, "Content-Encoding": "br"})
    if "gzip" in accepted and suffix != ".png":
        return Response(_packed(name), headers={**headers, "Content-Encoding": "gzip"})
    return Response(_read(name), headers=headers)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in STATIC.iterdir() if path.is_file() and path.suffix in KINDS)


@cache
def _read(name: str) -> bytes:
    return (STATIC / name).read_bytes()


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(_read(name), 9, mtime=0)
