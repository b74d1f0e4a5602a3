"""Small collections of articles in every form that a job reads."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

ARTICLES = (
    ("2015-06-16", "Kurdish fighters captured Tal Abyad from Islamic State on June 15, 2015, a spokesman said."),
    ("2015-05-21", "Islamic State seized Palmyra on Wednesday. Government troops withdrew towards Homs, the observatory said."),
    ("2015-12-29", "About 300 militants fled Ramadi after Iraqi forces retook it, officials told reporters."),
    ("2015-05-21", "The army said it holds Ain Issa. Residents reported shelling and at least 12 dead."),
    ("", "Peshmerga units advanced on Sinjar and cut the road to Mosul, a commander said."),
)
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"


def rows(count: int = len(ARTICLES)) -> list[dict[str, str]]:
    """Return so many articles as rows."""
    return [
        {"id": f"d{n:03}", "text": ARTICLES[n % len(ARTICLES)][1], "date": ARTICLES[n % len(ARTICLES)][0], "source": "Harbour Daily"}
        for n in range(count)
    ]  # fmt: skip


def as_lines(path: Path, articles: Sequence[object]) -> Path:
    """Write JSON lines, packed where the name says so."""
    data = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in articles).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def as_parquet(path: Path, articles: Sequence[dict[str, str]], group: int = 2) -> Path:
    """Write a Parquet file with small row groups."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(articles)), path, row_group_size=group)
    return path


def as_warc(path: Path, pages: Sequence[tuple[str, str]], status: str = "200 OK", kind: str = "text/html") -> Path:
    """Write a packed web archive of pages: (address, text)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=path.suffix == ".gz")
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a crawler"}))
    for address, text in pages:
        head = StatusAndHeaders(status, [("Content-Type", f"{kind}; charset=utf-8")], protocol="HTTP/1.1")
        page = PAGE.format(title="A day of the war", text=text).encode()
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=head))
    path.write_bytes(out.getvalue())
    return path
