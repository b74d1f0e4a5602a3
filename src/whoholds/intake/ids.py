"""Ids that files give: kept where no other article has them, so that no article is taken for another one."""

from __future__ import annotations

from dataclasses import replace

from whoholds.read.options import Fault
from whoholds.records import Document, content_id, digest_of
from whoholds.records.ids import own_id
from whoholds.store.base import Store


class Ids:
    """The ids of one reading, beside those of the store."""

    def __init__(self, store: Store) -> None:
        """Know none yet."""
        self._store = store
        self._seen: dict[str, tuple[bytes, str]] = {}
        self._told: set[str] = set()

    def settle(self, document: Document) -> tuple[Document, Fault | None, bool]:
        """Return the document under the id that it gets, what is to be told of that, and whether it is a newer wording of a known one.

        Another text with an id that was given already is another article and gets an id of its own; only one at the very address
        of the one that the store holds is that article, corrected."""
        if document.id == content_id("document", document.source or "", document.text):
            return document, None, False
        holder, changed = self._seen.get(document.id), False
        if holder is None:
            stored = self._store.document(document.id)
            if stored is None or stored.normaliser != document.normaliser or stored.text == document.text:
                stored = None  # nobody else's, or the same text, settled by an older version perhaps
            changed = stored is not None and _one_address(stored, document)
            known = document if stored is None or changed else stored
            holder = self._seen[document.id] = (_short(known), known.path or known.url or known.id)
        if holder[0] == _short(document):
            return document, None, changed
        own = own_id(document.id, document.source, document.digest)
        if own not in self._told and self._store.document(own) is not None:
            return replace(document, id=own), None, False  # told when it was first read
        self._told.add(own)
        told = f"another article has the id {document.id!r}: {holder[1]}; this one is kept under an id of its own, {own}"
        return replace(document, id=own), Fault(document.path or document.id, told), False


def _short(document: Document) -> bytes:
    return bytes.fromhex(digest_of(document.text))[:12]


def _one_address(one: Document, other: Document) -> bool:
    """Tell whether two articles were found at the same place: their address where both tell one, else line and file."""
    return one.url == other.url if one.url and other.url else one.path == other.path
