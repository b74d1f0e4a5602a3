"""What an endpoint says turned into claims: only words that stand in the text, only numbers and times that Whoholds reads there itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whoholds.ask.locate import find_words, nearest
from whoholds.ask.prompt import PROPERTIES, ROLES
from whoholds.records import Annotated, Claim, Mention, Quantity, Sentence, When, claim_id
from whoholds.records.claim import STATUSES, TYPES
from whoholds.records.link import Filler

SCORE = 0.7
"""How sure such a claim counts in inference: not calibrated; less than a rule that the judge does not know (0.8)."""
AROUND = {"source": (10, 1), "time": (15, 0)}
"""Sentences before and after a claim's own in which a quotation's source, or the day that a list stands under, may be named. In the annotated
articles no source is further away than 9 sentences, no time further than 14."""
MOST, EACH, FILLERS = 300, 8, 24
"""Claims of one answer that are looked at, claims of a type on one trigger and fillers of one role that are taken."""


@dataclass(slots=True)
class Reading:
    """A document under the eyes of an endpoint: claims so far, and what was refused, by reason."""

    annotated: Annotated
    found_by: str
    claims: list[Claim] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    used: dict[tuple[str, int, int], int] = field(default_factory=dict)
    """How many claims of a type stand on a trigger."""

    def take(self, told: Sequence[Any], lines: Mapping[int, Sentence]) -> None:
        """Take the claims of an answer about numbered sentences, each or none."""
        seen: set[str] = set()
        turns: Counter[tuple[int, str, str]] = Counter()
        self.refused += Counter({"claim: too many": len(told[MOST:])})
        for item in told[:MOST]:
            reason = _fault(item, lines)
            key = "" if reason else _key(item)
            if reason or key in seen:
                self.refused[reason or "claim said twice"] += 1
                continue
            seen.add(key)
            sentence = lines[item["sentence"]]
            turn = (sentence.index, item["type"], item["trigger"])
            trigger = self._trigger(sentence, item["trigger"], turns[turn])
            turns[turn] += 1
            if trigger is None:
                self.refused["trigger not in its sentence"] += 1
            elif self.used.get((item["type"], trigger.start, trigger.end), 0) >= EACH:
                self.refused["claim: too many on one trigger"] += 1
            else:
                self.claims.append(self._claim(item, sentence, trigger))

    def _trigger(self, sentence: Sentence, words: str, turn: int) -> Mention | None:
        """Find the words of a trigger: the second claim on words that stand twice is about the second of them."""
        found = find_words(words, self.annotated.document.text, sentence.start, sentence.end)
        return found[min(turn, len(found) - 1)] if found else None

    def _claim(self, item: Mapping[str, Any], sentence: Sentence, trigger: Mention) -> Claim:
        document, kind = self.annotated.document, item["type"]
        part = self.used.get((kind, trigger.start, trigger.end), 0)
        self.used[kind, trigger.start, trigger.end] = part + 1
        fillers = {role: self._fillers(role, item.get(role), sentence, trigger) for role in ROLES}
        return Claim(
            id=claim_id(document.id, kind, trigger.start, trigger.end, part),
            document=document.id,
            type=kind,
            trigger=trigger,
            sentence=Mention(sentence.start, sentence.end, document.text[sentence.start : sentence.end]),
            actors=fillers["actor"],
            targets=tuple(one for one in fillers["target"] if one not in fillers["actor"]),
            places=fillers["place"],
            quantities=self._quantities(item.get("quantity"), sentence, trigger),
            time=self._time(item.get("time"), sentence, trigger),
            status=item["status"],
            sources=fillers["source"],
            found_by=self.found_by,
            score=SCORE,
            publisher=document.source,
            published=document.published,
        )

    def _fillers(self, role: str, told: Any, sentence: Sentence, trigger: Mention) -> tuple[Filler, ...]:
        found: dict[tuple[int, int], Filler] = {}
        for words in self._words(role, told):
            spot = self._spot(role, words, sentence, trigger)
            if spot is None:
                self.refused[f"{role} not in its sentence"] += 1
            else:
                kind = self._kind(role, spot)
                found.setdefault((spot.start, spot.end), Filler(spot.start, spot.end, spot.words, kind))
        return tuple(found.values())

    def _spot(self, role: str, words: str, sentence: Sentence, trigger: Mention) -> Mention | None:
        """Find words of a role: in the sentence, the spot nearest to the trigger; a source or a time also in the sentences around."""
        text, index = self.annotated.document.text, sentence.index
        spot = nearest(find_words(words, text, sentence.start, sentence.end), trigger)
        if spot is not None or role not in AROUND:
            return spot
        before, after = AROUND[role]
        around = self.annotated.sentences[max(0, index - before) : index + after + 1]
        return nearest([hit for one in around for hit in find_words(words, text, one.start, one.end)], trigger)

    def _kind(self, role: str, spot: Mention) -> str:
        """Call a filler as annotation calls the same words."""
        if role == "source":
            return "source"
        known = self.annotated.places if role == "place" else self.annotated.actors
        return next((one.kind for one in known if (one.start, one.end) == (spot.start, spot.end)), "description")

    def _quantities(self, told: Any, sentence: Sentence, trigger: Mention) -> tuple[Quantity, ...]:
        """Return the numbers that Whoholds itself reads at the words that are said to be numbers."""
        found: dict[int, Quantity] = {}
        for spot in self._said("quantity", told, sentence, trigger):
            number = next(
                (one for one in self.annotated.numbers if one.start < spot.end and spot.start < one.end), None
            )
            if number is None:
                self.refused["quantity is no number"] += 1
            else:
                found.setdefault(number.start, number)
        return tuple(found[start] for start in sorted(found))

    def _time(self, told: Any, sentence: Sentence, trigger: Mention) -> When | None:
        """Return the time expression that Whoholds itself reads at the words that are said to be the time."""
        for spot in self._said("time", [told] if told else [], sentence, trigger):
            for when in self.annotated.times:
                if when.mention.overlap(spot):
                    return when
            self.refused["time is no time"] += 1
        return None

    def _said(self, role: str, told: Any, sentence: Sentence, trigger: Mention) -> Iterable[Mention]:
        for words in self._words(role, told):
            spot = self._spot(role, words, sentence, trigger)
            if spot is None:
                self.refused[f"{role} not in its sentence"] += 1
            else:
                yield spot

    def _words(self, role: str, told: Any) -> Iterable[str]:
        """Walk the words of a role: texts, or objects with a text as the annotation guide has them; a name beside it is not used."""
        given = told if isinstance(told, list) else [] if told is None else [told]
        for item in given[:FILLERS]:
            words = item.get("text") if isinstance(item, dict) else item
            if isinstance(words, str):
                yield words
            else:
                self.refused[f"{role} is no text"] += 1
        self.refused += Counter({f"{role}: too many": len(given[FILLERS:])})


def _fault(item: Any, lines: Mapping[int, Sentence]) -> str:
    """Say why something is no claim at all; empty where it may be one."""
    if not isinstance(item, dict):
        return "claim is no object"
    number = item.get("sentence")
    if not isinstance(number, int) or isinstance(number, bool) or number not in lines:
        return "no such sentence"
    if item.get("type") not in TYPES:
        return "unknown type"
    if item.get("status") not in STATUSES:
        return "unknown status"
    return "" if isinstance(item.get("trigger"), str) else "trigger is no text"


def _key(item: Mapping[str, Any]) -> str:
    """Write what is used of a claim, so that one said twice is known."""
    return repr([item.get(name) for name in PROPERTIES])


def lines_of(annotated: Annotated, most: int) -> tuple[tuple[Sentence, ...], int]:
    """Return the sentences to ask about, and how many are too long to be asked about; what is never read for claims is left out."""
    read = [
        one
        for one in annotated.sentences
        if not any(apart.start <= one.start and one.end <= apart.end for apart in annotated.apart)
    ]
    fit = tuple(one for one in read if one.end - one.start <= most)
    return fit, len(read) - len(fit)


def chunks_of(sentences: Sequence[Sentence], most: int) -> list[tuple[Sentence, ...]]:
    """Cut sentences into stretches of at most so many code points each; each has one sentence at least."""
    found: list[list[Sentence]] = []
    size = most + 1
    for one in sentences:
        size += one.end - one.start
        if size > most:
            found.append([])
            size = one.end - one.start
        found[-1].append(one)
    return [tuple(chunk) for chunk in found]
