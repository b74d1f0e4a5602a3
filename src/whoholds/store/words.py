"""Full-text search where the engine has none like SQLite's: words as it counts them; and snippets for both engines."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from whoholds.text.search_words import search_words

PART = 256
"""Words of a part: PostgreSQL notes at most 256 places of a word in one row."""
OVERLAP = 16
"""Words that a part shares with the one before it, so that phrases up to this length are found across the cut."""
LONGEST = 500
"""Letters of a word that count; an index of PostgreSQL takes no word above 2 kB."""
SHOWN = 16
"""Words of a snippet."""

Phrase = tuple[str, ...]


def parts_of(title: str, text: str) -> Iterator[str]:
    """Write the words of a title and a text as `tsvector`s: the title first, then the text in parts.

    Always at least one, so that every article has its row."""
    yield _vector([word[:LONGEST] for word, _, _ in islice(search_words(title), PART)], "A")
    words, full = list[str](), False
    for word, _, _ in search_words(text):
        words.append(word[:LONGEST])
        full = len(words) == PART
        if full:
            yield _vector(words)
            words = words[-OVERLAP:]
    if words and not full:
        yield _vector(words)


def _vector(words: Sequence[str], weight: str = "") -> str:
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words, 1):
        places[word].append(place)
    return " ".join(f"'{word}':" + ",".join(f"{place}{weight}" for place in at) for word, at in places.items())


def phrases_of(query: str) -> tuple[Phrase, ...]:
    """Return what is searched for: the words between blanks, each of which may hold several that must stand together."""
    found = (tuple(word[:LONGEST] for word, _, _ in search_words(part)) for part in query.replace("\0", " ").split())
    return tuple(phrase for phrase in found if phrase)


def query_of(phrase: Phrase) -> str:
    """Write a phrase as a `tsquery`; words hold letters and digits alone, so nothing in them needs care."""
    return " <-> ".join(f"'{word}'" for word in phrase)


def snippet_of(title: str, text: str, phrases: Sequence[Phrase]) -> str:
    """Return the sixteen words of the title or text that hold most of the phrases, these in square brackets."""
    best, shown = -1, ""
    for field in (title, text):
        words = list(search_words(field))
        hits = sorted({hit for number, phrase in enumerate(phrases) for hit in _hits(words, phrase, number)})
        start, worth = _richest(hits)
        if worth > best:
            best, shown = worth, _cut(field, words, hits, start)
    return shown


def _hits(words: Sequence[tuple[str, int, int]], phrase: Phrase, number: int) -> Iterator[tuple[int, int, int]]:
    """Walk where a phrase stands: first word, one after its last word, number of the phrase."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        if all(words[at + i][0][:LONGEST] == phrase[i] for i in range(size)):
            yield at, at + size, number


def _richest(hits: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Return where the window begins that holds most different phrases, and how many."""
    best = (0, 0)
    for first, hit in enumerate(hits):
        beyond = bisect_left(hits, (hit[0] + SHOWN, 0, 0))
        worth = len({number for _, _, number in hits[first:beyond]})
        if worth > best[1]:
            best = (hit[0], worth)
    return best


def _cut(field: str, words: Sequence[tuple[str, int, int]], hits: Sequence[tuple[int, int, int]], start: int) -> str:
    last = min(len(words), start + SHOWN)
    first = max(0, last - SHOWN) if last - start < SHOWN else start
    if last == len(words) or not words:
        end = len(field)
    else:
        end = words[last - 1][2]
    at = words[first][1] if first else 0
    parts = [" … " if first else ""]
    for begin, beyond, _ in hits:
        if first <= begin < last and words[begin][1] >= at:
            to = words[min(beyond, last) - 1][2]
            parts += [field[at : words[begin][1]], "[", field[words[begin][1] : to], "]"]
            at = to
    parts += [field[at:end], " … " if end < len(field) else ""]
    return "".join(parts)
