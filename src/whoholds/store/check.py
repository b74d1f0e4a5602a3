"""Is a store whole? The engine's own checks, and that every record still says what it was made to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.pipeline import State
from whoholds.records import Claim, Document, digest_of
from whoholds.store.base import Article, Store


def check_store(store: Store) -> list[str]:
    """List what is wrong with a store, a line each; empty where it is whole. Raises StoreError where it cannot be read."""
    found, known = store.faults(), set[str]()
    with store.one_moment():
        for entry in store.entries():
            if isinstance(entry, Article):
                found += article_faults(entry)
                known.update(claim.id for claim in entry.claims)
        counts = store.counts()
        if counts.claims != len(known):
            found.append(f"{counts.claims} claims are counted, {len(known)} stand with their articles")
        if not counts.stale:
            lost = sorted(cited(store.worked_out()) - known)
            found += [
                f"claim {id}: gone, but what is worked out rests on it; run `whoholds read` of anything"
                for id in lost[:3]
            ]
    return found


def article_faults(article: Article) -> list[str]:
    """List what is wrong with one article and its claims."""
    document = article.document
    damaged = bool(document.digest) and digest_of(document.text) != document.digest
    found = [f"article {document.id}: its text is not the one that was read (digest)"] if damaged else []
    ids = [claim.id for claim in article.claims]
    found += [f"article {document.id}: a claim stands twice"] if len(set(ids)) != len(ids) else []
    strays = [claim.id for claim in article.claims if claim.document != document.id]
    found += [f"claim {id}: says that it is of another article than {document.id}" for id in strays[:3]]
    return found + [f"claim {id}: its quote is not in its article" for id in _misquoted(document, article.claims)]


def _misquoted(document: Document, claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        quotes = (claim.trigger, claim.sentence)
        if any(document.text[quote.start : quote.end] != quote.words for quote in quotes):
            yield claim.id


def cited(state: State) -> set[str]:
    """Return the ids of all claims that something worked out rests on."""
    found = {id for holding in state.holdings for id in (*holding.claims_for, *holding.claims_against)}
    found |= {id for event in state.events for id in event.claims}
    return (
        found | {figure.claim for figure in state.figures} | {id for dispute in state.disputes for id in dispute.claims}
    )
