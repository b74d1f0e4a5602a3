"""The extractor `endpoint`: sentences sent to an OpenAI-compatible server, its answers taken word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from whoholds.ask.answers import Answer, Answers, digest_of_question
from whoholds.ask.ledger import Ledger, Limits
from whoholds.ask.options import FORMATS, Options, read_key, read_options
from whoholds.ask.prompt import VERSION, messages_for, response_format
from whoholds.ask.server import Server, Silent, TooLong, WrongShape
from whoholds.ask.shape import NoClaims, plain_claims
from whoholds.ask.verbatim import Reading, chunks_of, lines_of
from whoholds.errors import AnswerError, ExtractorError
from whoholds.plugins.extractor import Setup
from whoholds.records import Annotated, Claim, Sentence, content_id

CHUNK = 6000
"""Code points of sentences in one question: answers stay within 4096 tokens, and small local models within their window."""
IN_A_ROW = 3
"""Articles without an answer, one after the other, after which the run ends: the server is gone or does not fit."""


def open_endpoint(setup: Setup) -> Endpoint:
    """Open the extractor; nothing is sent yet. Raises SettingsError."""
    options = read_options(setup.options)
    ledger = Ledger(
        options.folder / "runs" / f"{setup.run or uuid4().hex}.jsonl", Limits(options.most_calls, options.most_cost)
    )
    return Endpoint(options, Server(options, read_key(options), ledger), Answers(options.folder), ledger)


@dataclass(slots=True)
class Endpoint:
    """An extractor whose claims are as repeatable as its answers: those that are kept are never asked for again."""

    options: Options
    server: Server
    answers: Answers
    ledger: Ledger
    _form: str = ""
    """The strictest form of answers that the server takes, once it is known."""
    _failed: int = 0
    """Articles in a row that got no answer."""

    @property
    def name(self) -> str:
        """Name the extractor, the model and the version of the prompt; and, by a digest, sampling that is not the usual one."""
        named, usual = f"endpoint:{self.options.model} prompt-{VERSION}", Options()
        sampling = [self.options.temperature, self.options.max_tokens, dict(self.options.extra)]
        if sampling == [usual.temperature, usual.max_tokens, {}]:
            return named
        return f"{named} set-{content_id('sampling', sampling)[:6]}"

    def extract(self, annotated: Annotated) -> tuple[Claim, ...]:
        """Ask for the claims of a document. Raises AnswerError for this document, ExtractorError where no other would fare better."""
        reading = Reading(annotated, self.name)
        sentences, unasked = lines_of(annotated, CHUNK)
        if unasked:
            reading.refused["sentence too long to ask about"] += unasked
        try:
            for chunk in chunks_of(sentences, CHUNK):
                self._read(reading, chunk)
        except AnswerError as fault:
            self._failed = self._failed + 1 if self._is_deaf(fault) else 0
            if self._failed >= IN_A_ROW:
                raise ExtractorError(
                    f"{fault}. {self._failed} articles in a row got no answer; what was read is kept"
                ) from None
            raise
        self._failed = 0
        self.ledger.judged(len(reading.claims), reading.refused)
        return tuple(reading.claims)

    def cost(self) -> str:
        """Say what the run has cost, over all its processes."""
        return told_cost(self.name, self.ledger, bool(self.options.price_in or self.options.price_out))

    def _is_deaf(self, fault: AnswerError) -> bool:
        """Tell whether a fault is the server's; what a model says to one text, or a filter, must not end the reading of others."""
        return isinstance(fault, Silent) or (isinstance(fault, WrongShape) and not self._form)

    def _read(self, reading: Reading, chunk: Sequence[Sentence]) -> None:
        """Ask about some sentences; where question or answer does not fit, about one half and then the other."""
        text = reading.annotated.document.text
        body = self._body([(one.index, text[one.start : one.end]) for one in chunk])
        try:
            answer, told = self._answer(body)
        except TooLong:
            if len(chunk) == 1:
                raise
            self._halves(reading, chunk)
            return
        if answer.whole:
            reading.take(told, {one.index: one for one in chunk})
        elif len(chunk) > 1:
            self._halves(reading, chunk)
        else:
            reading.refused["answer about one sentence too long"] += 1

    def _halves(self, reading: Reading, chunk: Sequence[Sentence]) -> None:
        middle = len(chunk) // 2
        self._read(reading, chunk[:middle])
        self._read(reading, chunk[middle:])

    def _body(self, lines: Iterable[tuple[int, str]]) -> dict[str, Any]:
        """Make the request, without the form of the answer: what is kept does not depend on that."""
        body: dict[str, Any] = {
            "model": self.options.model,
            "messages": messages_for(list(lines)),
            **self.options.extra,
        }
        if self.options.max_tokens:
            body["max_tokens"] = self.options.max_tokens
        if self.options.temperature >= 0:
            body["temperature"] = self.options.temperature
        return body

    def _answer(self, body: dict[str, Any]) -> tuple[Answer, list[Any]]:
        """Return the answer to a request, out of the cache where it is there, and the claims that it holds."""
        digest = digest_of_question(body, VERSION)
        kept, last = self.answers.find(digest), ""
        if kept is not None:
            with suppress(NoClaims):  # a file that somebody changed is asked for anew
                told = _claims_of(kept)
                self.ledger.kept()
                return kept, told
        for _ in range(2):  # a model that answers in prose once may answer in JSON the second time
            answer = self._ask(body)
            try:
                told = _claims_of(answer)
            except NoClaims as fault:
                last = str(fault)
                continue
            self.answers.keep(digest, answer)
            return answer, told
        raise AnswerError(f"{self.options.model}: its answer cannot be used: {last}; asked twice")

    def _ask(self, body: dict[str, Any]) -> Answer:
        """Ask with the strictest form that the server takes."""
        start = FORMATS.index(self._form or self.options.format)
        for form in FORMATS[start:-1]:
            try:
                answer = self.server.ask({**body, **response_format(form)})
            except WrongShape:
                continue
            self._form = form
            return answer
        answer = self.server.ask(body)
        self._form = FORMATS[-1]
        return answer


def _claims_of(answer: Answer) -> list[Any]:
    """Return the claims of a whole answer; one that was cut off has none."""
    return plain_claims(answer.content) if answer.whole else []


def told_cost(name: str, ledger: Ledger, priced: bool) -> str:
    """Say in a line what stands in a ledger; empty where nothing was asked."""
    totals = ledger.totals()
    if not totals.calls and not totals.kept:
        return ""
    about = "about " if totals.about else ""
    price = f"cost {about}{totals.cost:.4f}" if priced else "cost not known (set price_in and price_out)"
    reasons = ", ".join(
        f"{count} {reason}" for reason, count in sorted(totals.refused.items(), key=lambda item: (-item[1], item[0]))
    )
    refused = f"{sum(totals.refused.values())} parts refused" + (f" ({reasons})" if reasons else "")
    return (
        f"{name}: {totals.calls} calls, {totals.kept} answers from the cache; {about}{totals.tokens_in:,} tokens in, "
        f"{totals.tokens_out:,} out; {price}; {totals.seconds:.1f} s of waiting; {totals.claims} claims taken, {refused}"
    )
