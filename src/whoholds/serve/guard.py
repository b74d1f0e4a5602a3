"""What stands before every page: which names it answers to, who asks, how much may be sent, and the headers of every answer."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whoholds.serve.access import Access, Person, person_of_session
from whoholds.serve.guesses import Guesses, TooOften

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'"
)
"""What a page may load: only what this server has. `blob:` is for the map's worker and pictures."""
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Referrer-Policy is not no-referrer: with that, browsers send a form's origin as `null`, and it could not be checked."""
NONCE = "whoholds_form"
OPEN_TO_ALL = ("/static/", "/login")
MOST_UPLOAD = 200_000_000
MOST_FORM = 100_000
"""Bytes that may be sent to the upload, and to any other form."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard goes by."""

    access: Access
    hosts: frozenset[str]
    """Names and ports that the server answers to, lower case."""
    secret: bytes
    session: str = "whoholds_session"
    """Name of the session's cookie; browsers do not keep the cookies of two ports apart."""
    guesses: Guesses = field(default_factory=Guesses)
    """Looks tokens up."""


class TooMuch(HTTPException):
    """More was sent than may be."""

    def __init__(self) -> None:
        """Tell it as the answer 413."""
        super().__init__(413, "too much was sent")


class Guard:
    """Wraps the application: nothing reaches it that is not let in."""

    def __init__(self, app: ASGIApp, rules: Rules, tell: Callable[[str], None] = lambda peer: None) -> None:
        """Guard an application by rules; `tell` is told the address from which a wrong token came."""
        self._app, self._rules, self._tell = app, rules, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        nonce = _cookies(headers).get(NONCE, "")
        fresh = "" if 16 <= len(nonce) <= 64 and nonce.isascii() and nonce.isalnum() else secrets.token_hex(16)
        scope.setdefault("state", {})["nonce"] = fresh or nonce
        answer = _Answer(send, fresh, scope)
        refusal = self._refusal(scope, headers)
        if scope["state"].get("guessed"):
            await run_in_threadpool(self._tell, _peer(scope))
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        await self._app(scope, _Counted(receive, scope["path"]), answer)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        asked = headers.getlist("host")
        if len(asked) != 1 or asked[0].strip().lower() not in self._rules.hosts:
            return PlainTextResponse("this server does not answer to that name; open it by the address that `whoholds serve` printed\n", 421)
        limit = MOST_UPLOAD if scope["path"] == "/upload" else MOST_FORM
        sent = headers.get("content-length", "0")
        if not sent.isascii() or not sent.isdigit() or int(sent) > limit:
            return PlainTextResponse(f"too much was sent; at most {limit} bytes\n", 413)
        try:
            person = self._person(scope, headers)
        except TooOften:
            return PlainTextResponse("too many wrong tokens came from this address; wait a minute\n", 429, {"Retry-After": "60"})
        if person is None and not scope["path"].startswith(OPEN_TO_ALL):
            return self._who(scope)
        scope["state"]["person"] = person
        return None

    def _person(self, scope: Scope, headers: Headers) -> Person | None:
        """Find out who asks: by header of a proxy, by token, by session, or because nobody is asked here."""
        access = self._rules.access
        named = access.by_header(headers.get(access.header, ""), _peer(scope)) if access.header else None
        if named is not None:
            return named
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            scope["state"]["bearer"] = True
            person = self._rules.guesses.look(access, token.strip(), _peer(scope))
            scope["state"]["guessed"] = person is None
            return person
        session = _cookies(headers).get(self._rules.session, "")
        return (person_of_session(session, self._rules.secret, time.time()) if session else None) or access.here

    def _who(self, scope: Scope) -> Response:
        wants_page = scope["method"] == "GET" and not scope["path"].endswith(".json")
        if wants_page and self._rules.access.tokens:
            root = scope.get("root_path", "")
            return RedirectResponse(f"{root}/login?next={quote(scope['path'])}", 303)
        return PlainTextResponse("who are you? send a token: Authorization: Bearer TOKEN\n", 401, {"WWW-Authenticate": "Bearer"})


class _Answer:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, send: Send, nonce: str, scope: Scope) -> None:
        self._send, self._nonce, self._scope = send, nonce, scope

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "private, no-cache"
            if self._nonce and headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", cookie(NONCE, self._nonce, self._scope))
        await self._send(message)


class _Counted:
    """Receives what is sent, up to a limit, whatever the sender said about its length."""

    def __init__(self, receive: Receive, path: str) -> None:
        self._receive = receive
        self._left = MOST_UPLOAD if path == "/upload" else MOST_FORM

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooMuch
        return message


def cookie(name: str, value: str, scope: Scope, seconds: int | None = None) -> str:
    """Write a cookie that scripts cannot read and other sites do not send."""
    parts = [f"{name}={value}", f"Path={scope.get('root_path', '') or '/'}", "HttpOnly", "SameSite=Strict"]
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if scope.get("scheme") == "https":
        parts.append("Secure")
    return "; ".join(parts)


def _peer(scope: Scope) -> str:
    """Return the address that asks."""
    return str((scope.get("client") or ("", 0))[0])


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def state_of(scope: Scope) -> dict[str, Any]:
    """Return what the guard found out: `person`, `nonce`, and `bearer` where a token came in a header."""
    found: dict[str, Any] = scope["state"]
    return found
