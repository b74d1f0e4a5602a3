"""One question to a server and its answer: limits of time and size, tries with back-off, faults told without the key."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from whoholds import __version__
from whoholds.ask.answers import Answer
from whoholds.ask.ledger import Ledger
from whoholds.ask.options import Options
from whoholds.errors import AnswerError, ExtractorError

LARGEST = 4_000_000
"""Bytes of an answer that are read."""
PIECE = 65_536
CONNECT = 10.0
"""Seconds until the server must have taken the call."""
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same call may be answered."""
REFUSING = {
    401: "it does not take the key; check the variable that key_env names",
    402: "it wants to be paid first",
    403: "it does not let this key use the model",
    404: "it has no such address or model; check url and model",
}
"""Statuses that every other article would get, too."""
LONGEST_WAIT = 120.0
"""Seconds that a server may ask to wait; where it asks for more, the run ends."""
BAD_ANSWERS = 2
"""Answers of one call that may be unreadable; more tries would cost and not help."""
QUOTED = 160


class Silent(AnswerError):
    """The server gave no answer that a model could have made: the next article will hardly fare better."""


class TooLong(AnswerError):
    """The server says that the question does not fit."""


class WrongShape(AnswerError):
    """The server does not take the request as it is made, such as its `response_format`."""


class _Busy(Exception):
    """No answer this time; `wait` is how many seconds the server asked for."""

    def __init__(self, why: str, wait: float = 0.0, bad: bool = False, refused: bool = False) -> None:
        """Take the reason; `bad` where an answer came that cannot be read, `refused` where the model said nothing to this text."""
        super().__init__(why)
        self.wait, self.bad, self.kind = wait, bad, AnswerError if refused else Silent


@dataclass(slots=True)
class Server:
    """An endpoint; its connections are opened with the first call, and no proxy or other setting of the environment is used."""

    options: Options
    key: str = field(repr=False)
    ledger: Ledger
    sleep: Callable[[float], None] = time.sleep
    _pool: urllib3.PoolManager | None = None

    def ask(self, body: dict[str, Any]) -> Answer:
        """Ask once, and again where the server is busy, broken or silent.

        Raises AnswerError where no answer can be used, ExtractorError where none will ever come or a limit is reached.
        """
        bad, last, wait, kind = 0, "", 0.0, AnswerError
        for turn in range(self.options.tries):
            if turn:
                self.sleep(max(wait, min(60.0, self.options.wait * 2 ** (turn - 1))))
            try:
                return self._once(body)
            except _Busy as fault:
                last, wait, bad, kind = str(fault), fault.wait, bad + fault.bad, fault.kind
            if bad >= BAD_ANSWERS:
                break
        raise kind(f"{self.options.url}: {last}; asked {turn + 1} times; run the same again later")

    def _once(self, body: dict[str, Any]) -> Answer:
        data = json.dumps(body).encode()
        call = self.ledger.begin(self._cost(len(data), self.options.longest))  # no token is shorter than a byte
        start, tokens = time.monotonic(), (0, 0, False)
        try:
            status, wait, raw = self._post(data)
            answer = self._answer(status, wait, raw, len(data))
            tokens = (answer.tokens_in, answer.tokens_out, answer.about)
        finally:
            self.ledger.end(call, tokens, self._cost(*tokens[:2]), time.monotonic() - start)
        return answer

    def _cost(self, tokens_in: float, tokens_out: float) -> float:
        return (tokens_in * self.options.price_in + tokens_out * self.options.price_out) / 1_000_000

    def _post(self, data: bytes) -> tuple[int, float, bytes]:
        """Send a body; returns the status, the seconds that the server asks to wait, and what it says."""
        if self._pool is None:
            self._pool = urllib3.PoolManager(num_pools=1, maxsize=1)
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": f"whoholds/{__version__}",
        }
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        until = time.monotonic() + self.options.timeout
        times = urllib3.Timeout(connect=min(CONNECT, self.options.timeout), read=self.options.timeout)
        try:
            response = self._pool.request(
                "POST", f"{self.options.url.rstrip('/')}/chat/completions", body=data, headers=headers,
                timeout=times, retries=False, redirect=False, preload_content=False,
            )  # fmt: skip
            with response:
                return response.status, _wait(response), _read(response, until)
        except (HTTPError, OSError) as fault:
            raise _Busy(self._clean(_why(fault))) from None

    def _answer(self, status: int, wait: float, raw: bytes, sent: int) -> Answer:
        if status != 200:
            self._refuse(status, wait, raw)
        try:
            told = json.loads(raw)
            choice = told["choices"][0]
            content = choice["message"]["content"]
        except (ValueError, RecursionError, LookupError, TypeError):
            raise _Busy(f"its answer is no chat completion ({self._quote(raw)})", bad=True) from None
        if not isinstance(content, str):
            raise _Busy("its answer has no content", bad=True, refused=True)
        usage = told.get("usage") if isinstance(told.get("usage"), dict) else {}
        tokens_in, tokens_out = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
        about = tokens_in is None or tokens_out is None
        whole = choice.get("finish_reason") != "length"
        return Answer(content, tokens_in or sent // 4, tokens_out or len(content) // 4, about, whole)

    def _refuse(self, status: int, wait: float, raw: bytes) -> None:
        """Raise what a status other than 200 means."""
        words = f"status {status} ({self._quote(raw)})"
        if status in BUSY and wait > LONGEST_WAIT:
            raise ExtractorError(
                f"{self.options.url}: {words}; it asks to wait {wait:.0f} seconds: run the same again then"
            )
        if status in BUSY:
            raise _Busy(words, wait)
        if status in REFUSING:
            raise ExtractorError(f"{self.options.url}: {words}: {REFUSING[status]}")
        if 300 <= status < 400:
            raise ExtractorError(
                f"{self.options.url}: {words}: it sends the call elsewhere, which is not followed; set url to that address"
            )
        low = raw[:PIECE].lower()
        if status == 413 or (
            status in (400, 422) and b"context" in low and (b"length" in low or b"size" in low or b"window" in low)
        ):
            raise TooLong(f"{self.options.url}: {words}")
        if status in (400, 422):
            raise WrongShape(f"{self.options.url}: {words}")
        raise AnswerError(f"{self.options.url}: {words}")

    def _quote(self, raw: bytes) -> str:
        """Quote the server's words: few, on one line, without signs that steer a terminal."""
        words = " ".join(self._clean(raw[:PIECE].decode("utf-8", "replace")).split())
        words = "".join(sign for sign in words if sign.isprintable())
        return words[:QUOTED] + ("..." if len(words) > QUOTED else "") or "no words"

    def _clean(self, words: str) -> str:
        return words.replace(self.key, "***") if self.key else words


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Read a body piece by piece, so that neither a huge nor a dripping one is waited for."""
    found = bytearray()
    while piece := response.read1(PIECE, decode_content=True):
        found += piece
        if len(found) > LARGEST:
            raise _Busy(f"its answer is longer than {LARGEST:,} bytes", bad=True)
        if time.monotonic() > until:
            raise _Busy("its answer was not whole in time (timeout)")
    return bytes(found)


def _wait(response: urllib3.BaseHTTPResponse) -> float:
    """Read how long the server asks to wait: seconds, or until a day and hour."""
    told = response.headers.get("Retry-After")
    try:
        return float(Retry().parse_retry_after(told)) if told else 0.0
    except (InvalidHeader, ValueError, OverflowError):
        return 0.0


def _why(fault: Exception) -> str:
    """Say in a few words what went wrong on the way."""
    name = type(fault).__name__
    plain = {
        "NewConnectionError": "nobody listens there; start the server, or check url",
        "ConnectTimeoutError": "it does not take the call (timeout)",
        "ReadTimeoutError": "it does not answer in time (timeout)",
        "ProtocolError": "it broke the connection off",
        "SSLError": "its certificate cannot be trusted, or it does not speak https",
        "NameResolutionError": "its name is not known; check url",
    }
    return plain.get(name, name)


def _count(told: Any) -> int | None:
    """Return a count of tokens that can be true, else None."""
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= 100_000_000 else None
