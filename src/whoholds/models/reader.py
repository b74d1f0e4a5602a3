"""The language reader: text in; sentences with words, trees, tags and names out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from whoholds.models.card import Card
from whoholds.models.dateline import dateline_length
from whoholds.models.decode import best_heads, names_of
from whoholds.models.leads import leads_of, shifted
from whoholds.models.lemma import Lemmas
from whoholds.models.pieces import FIRST, LAST, STANDS_FOR, Pieces, letter_shape
from whoholds.models.sentences import Span, cut_text
from whoholds.records.lead import Lead
from whoholds.records.mention import Mention
from whoholds.records.sentence import Sentence, Token

if TYPE_CHECKING:
    import onnxruntime

MOST_PIECES = 240
"""Pieces the encoder reads at once; a longer sentence is read in parts."""
BATCH_PIECES = 512
"""Padded pieces in a batch; batches never cross documents, so a document's trees depend on its own text only.
Swept 256-4096: 512 is fastest in one thread."""
EMPTY = frozenset({"ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})
OUTPUTS = ("upos", "xpos", "heads", "options", "deprels", "core", "defence")
LEAST_WIDTH = 2
"""Words a batch must be wide, so that the network finds three heads to choose from."""
SHARED_OUTPUTS = ("trunk", "base", "gate")
"""What the claim branch goes on from; its gate says which sentences may hold a trigger (above 0) and are worth its time."""
CLAIM_OUTPUTS = ("claim", "status", "role")
LEAST_LIKELY = 1e-4
"""Added to likelihoods before their logarithm is taken."""

Scores = npt.NDArray[np.float32]
Parse = tuple[list[int], list[str], list[str], list[str]]
Names = list[tuple[int, int, str]]


class Reader(Protocol):
    """Anything that reads a text into sentences."""

    @property
    def name(self) -> str:
        """Name and version, kept with every claim."""
        ...

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Read one text; offsets are code points into it."""
        ...

    def read_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """Read texts in order; the same text always gives the same sentences."""
        ...


@runtime_checkable
class GivesVectors(Protocol):
    """A reader that also tells the vectors of words."""

    def vectors(self, words: Sequence[str]) -> tuple[Scores, Scores]:
        """Return two rows for each word of a sentence: its vector, and what the reader takes it for."""
        ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the network makes of one sentence's words; heads are -1 for the root."""

    heads: list[int]
    deprels: list[str]
    upos: list[str]
    xpos: list[str]
    core: Names
    defence: Names
    leads: tuple[Lead, ...] = ()
    dateline: bool = False
    """Whether this part is a dateline, which a sentence never hangs on."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or a stretch of one that fits the encoder, as numbers."""

    words: int
    dateline: bool
    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


class OnnxReader:
    """The shipped reader: a MiniLM encoder with six heads, run by onnxruntime."""

    def __init__(
        self,
        sessions: tuple[onnxruntime.InferenceSession, onnxruntime.InferenceSession | None],
        card: Card,
        pieces: Pieces,
        lemmas: Lemmas,
        ends: dict[str, float],
    ) -> None:
        """Take the opened files, reader and claim branch (None: no leads); use `open_reader` instead."""
        self._session, self._claims = sessions
        self.network_seconds, self.branch_seconds = 0.0, 0.0
        """Time spent so far in the network and in the claim branch, for measuring; it changes nothing that is read."""
        self.card = card
        self._pieces = pieces
        self._lemmas = lemmas
        self._ends = ends

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self.card.name

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Read one text; offsets are code points into it."""
        cut = cut_text(text, self._ends)
        parsed = self.parse([[text[start:end] for start, end in spans] for _, spans in cut])
        return tuple(
            self._sentence(text, index, paragraph, spans, each)
            for index, ((paragraph, spans), each) in enumerate(zip(cut, parsed, strict=True))
        )

    def read_many(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """Read texts in order, each by itself: int8 scores depend on the batch, and so must stay within a text."""
        for text in texts:
            yield self.read(text)

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """Tag, parse and find the names of sentences that are already cut into words."""
        parts: list[_Part] = []
        owners: list[int] = []
        for number, words in enumerate(sentences):
            fresh = self._parts(words)
            parts.extend(fresh)
            owners.extend([number] * len(fresh))
        done: list[Parsed | None] = [None] * len(parts)
        for batch in _batches(parts):
            for spot, parsed in zip(batch, self._run([parts[spot] for spot in batch]), strict=True):
                done[spot] = parsed
        whole: list[list[Parsed]] = [[] for _ in sentences]
        for number, part in zip(owners, done, strict=True):
            if part is not None:
                whole[number].append(part)
        return [_joined(each) for each in whole]

    def vectors(self, words: Sequence[str]) -> tuple[Scores, Scores]:
        """Return two rows for each word: its vector in context (the shared lower layers') with that of the word itself; and the
        logarithms of how likely the claim branch finds each claim type and status.

        Only weights with a claim branch tell them; others give rows without columns.
        """
        none = np.zeros((len(words), 0), dtype=np.float32)
        if self._claims is None or not words:
            return none, none
        vectors, readings = [], []
        for part in self._parts(words):
            inputs = _inputs([part])
            trunk, base = self._session.run(SHARED_OUTPUTS[:2], inputs)
            firsts = inputs["firsts"][0, 1 : part.words + 1]
            vectors.append(np.concatenate((trunk[0, firsts], base[0, firsts]), axis=1))
            given = {"trunk": trunk, "base": base, "pieces": inputs["pieces"], "firsts": inputs["firsts"]}
            types, status = (found[0, : part.words] for found in self._claims.run(CLAIM_OUTPUTS[:2], given))
            readings.append(np.log(np.concatenate((types, status), axis=1) + LEAST_LIKELY))
        return np.concatenate(vectors), np.concatenate(readings)

    def _parts(self, words: Sequence[str]) -> list[_Part]:
        """Number the pieces of a sentence: its dateline apart, and the rest in parts that fit the encoder."""
        mixed = any(word.islower() for word in words)
        cuts = [self._pieces.of(STANDS_FOR.get(word, word) if mixed else word) for word in words]
        parts: list[_Part] = []
        opening = dateline_length(words)
        first = 0
        while first < len(words):
            last = _part_end(words, cuts, first) if first or not opening else opening
            parts.append(_numbered(words[first:last], cuts[first:last], dateline=last == opening))
            first = last
        return parts

    def _run(self, parts: Sequence[_Part]) -> Iterator[Parsed]:
        inputs = _inputs(parts)
        asked = (*OUTPUTS, *(SHARED_OUTPUTS if self._claims else ()))
        began = time.perf_counter()
        found: list[Scores] = self._session.run(asked, inputs)
        self.network_seconds += time.perf_counter() - began
        outputs = dict(zip(asked, found, strict=True))
        leads = self._leads(outputs, inputs, parts)
        for row, part in enumerate(parts):
            parsed = self._parsed({name: outputs[name][row] for name in OUTPUTS}, part)
            yield replace(parsed, leads=leads[row]) if row in leads else parsed

    def _leads(
        self, outputs: dict[str, Scores], inputs: dict[str, npt.NDArray[np.int64]], parts: Sequence[_Part]
    ) -> dict[int, tuple[Lead, ...]]:
        """Run the claim branch on the sentences of a batch that its gate lets through; row to leads."""
        if self._claims is None:
            return {}
        gate = outputs["gate"]
        rows = [i for i, part in enumerate(parts) if not part.dateline and (gate[i, : part.words] > 0).any()]
        if not rows:
            return {}
        given: dict[str, npt.NDArray[np.generic]] = {name: outputs[name][rows] for name in ("trunk", "base")}
        given |= {name: inputs[name][rows] for name in ("pieces", "firsts")}
        began = time.perf_counter()
        found = self._claims.run(CLAIM_OUTPUTS, given)
        self.branch_seconds += time.perf_counter() - began
        counts = [parts[row].words for row in rows]
        return {
            row: leads_of(types[:count], status[:count], roles[:count, :count], self.card.labels)
            for row, count, types, status, roles in zip(rows, counts, *found, strict=True)
        }

    def _parsed(self, scores: dict[str, npt.NDArray[np.float32]], part: _Part) -> Parsed:
        labels, count = self.card.labels, part.words
        heads = best_heads(scores["heads"][:count, : count + 1])
        rels = _chosen(scores["options"][:count], scores["deprels"][:count], heads)
        upos = [labels["upos"][tag] for tag in scores["upos"][:count].tolist()]
        return Parsed(
            heads=[head - 1 for head in heads.tolist()],
            deprels=[
                _relation(head, labels["deprel"][rel]) for head, rel in zip(heads.tolist(), rels.tolist(), strict=True)
            ],
            upos=upos,
            xpos=[labels["xpos"][tag] for tag in scores["xpos"][:count].tolist()],
            core=_full(names_of(scores["core"][:count], labels["core"]), upos),
            defence=_full(names_of(scores["defence"][:count], labels["defence"]), upos),
            dateline=part.dateline,
        )

    def _sentence(self, text: str, index: int, paragraph: int, spans: Sequence[Span], parsed: Parsed) -> Sentence:
        tokens = []
        for spot, (start, end) in enumerate(spans):
            words, tag = text[start:end], parsed.xpos[spot]
            tokens.append(
                Token(
                    spot,
                    start,
                    end,
                    words,
                    self._lemmas.of(words, tag),
                    parsed.upos[spot],
                    tag,
                    parsed.heads[spot],
                    parsed.deprels[spot],
                )
            )
        entities, defence = (
            tuple(
                Mention(spans[low][0], spans[high - 1][1], text[spans[low][0] : spans[high - 1][1]], kind)
                for low, high, kind in found
            )
            for found in (parsed.core, parsed.defence)
        )
        return Sentence(index, spans[0][0], spans[-1][1], paragraph, tuple(tokens), entities, defence, parsed.leads)


def _chosen(options: Scores, rels: Scores, heads: npt.NDArray[np.int64]) -> Scores:
    """Pick each word's relation to its head; of the likeliest head where the tree takes one that was not foreseen."""
    hit = options == heads[:, None]
    chosen: Scores = rels[np.arange(len(heads)), hit.argmax(axis=1)]
    return chosen


def _full(names: Names, upos: Sequence[str]) -> Names:
    """Leave out names that hold nothing but a "the" or an "of"."""
    return [name for name in names if any(tag not in EMPTY for tag in upos[name[0] : name[1]])]


def _relation(head: int, best: str) -> str:
    """Name a relation: `root` is kept for the root alone."""
    return "root" if head == 0 else "dep" if best == "root" else best


def _part_end(words: Sequence[str], cuts: Sequence[tuple[int, ...]], first: int) -> int:
    """Find where a part that starts at word `first` must end: after a comma where it can."""
    last, used = first, 2
    while last < len(words) and used + len(cuts[last]) <= MOST_PIECES:
        used += len(cuts[last])
        last += 1
    if last == len(words):
        return last
    return next((spot for spot in range(last, first + (last - first) // 2, -1) if words[spot - 1] in ",;:"), last)


def _numbered(words: Sequence[str], cuts: Sequence[tuple[int, ...]], *, dateline: bool) -> _Part:
    pieces, shapes, firsts = [FIRST], [0], [0]
    for word, cut in zip(words, cuts, strict=True):
        firsts.append(len(pieces))
        pieces.extend(cut)
        shapes.extend([letter_shape(word)] * len(cut))
    return _Part(len(words), dateline, [*pieces, LAST], [*shapes, 0], firsts)


def _inputs(parts: Sequence[_Part]) -> dict[str, npt.NDArray[np.int64]]:
    """Put the numbers of a batch into padded tables."""
    length, width = max(len(part.pieces) for part in parts), max(LEAST_WIDTH, *(part.words for part in parts))
    inputs = {
        name: np.zeros((len(parts), size), dtype=np.int64)
        for name, size in (("pieces", length), ("shapes", length), ("firsts", width + 1))
    }
    for row, part in enumerate(parts):
        inputs["pieces"][row, : len(part.pieces)] = part.pieces
        inputs["shapes"][row, : len(part.shapes)] = part.shapes
        inputs["firsts"][row, : len(part.firsts)] = part.firsts
    return inputs


def _batches(parts: Sequence[_Part]) -> Iterator[list[int]]:
    """Group parts of like length; the grouping depends on the document alone."""
    order = sorted(range(len(parts)), key=lambda spot: (len(parts[spot].pieces), spot))
    batch: list[int] = []
    for spot in order:
        if batch and len(parts[spot].pieces) * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(spot)
    if batch:
        yield batch


def _joined(parts: Sequence[Parsed]) -> Parsed:
    """Put the parts of a sentence together: their roots hang on the root of the first that is no dateline."""
    if len(parts) == 1:
        return parts[0]
    whole, leads = Parsed([], [], [], [], [], []), []
    main = 1 if parts[0].dateline else 0
    top = parts[main].heads.index(-1) + sum(len(part.heads) for part in parts[:main])
    for number, part in enumerate(parts):
        shift = len(whole.heads)
        outside = -1 if number == main else top
        whole.heads.extend(outside if head < 0 else head + shift for head in part.heads)
        whole.deprels.extend("parataxis" if number != main and rel == "root" else rel for rel in part.deprels)
        whole.upos.extend(part.upos)
        whole.xpos.extend(part.xpos)
        whole.core.extend((low + shift, high + shift, kind) for low, high, kind in part.core)
        whole.defence.extend((low + shift, high + shift, kind) for low, high, kind in part.defence)
        leads += [shifted(lead, shift) for lead in part.leads]
    return replace(whole, leads=tuple(leads))
