"""What can be done through the pages: decide, undo, settle, upload, log in and out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whoholds.errors import WhoholdsError
from whoholds.serve.access import SESSION_SECONDS, Person, session_of
from whoholds.serve.answers import Desk, person_of, see_other, wrong
from whoholds.serve.asking import Ask, lasting_of
from whoholds.serve.deciding import PREVIEW, decide, decided, fold_in, settle, undo
from whoholds.serve.forms import Refused, Sent, read_form
from whoholds.serve.guard import Rules, cookie
from whoholds.serve.guesses import TooOften
from whoholds.serve.page import NotFound, Page
from whoholds.serve.pages.review import review_page
from whoholds.serve.rates import Rates
from whoholds.serve.uploading import A_MINUTE, AT_ONCE, files_of, take_in
from whoholds.serve.view import View
from whoholds.serve.worker import Worker
from whoholds.store.lists import LogEntry

MOST_LOGGED = 100
NOBODY = Person("nobody", "read")
"""In whose name a token that nobody has is logged."""


@dataclass(frozen=True)
class Doing:
    """What actions are done with."""

    desk: Desk
    rules: Rules
    worker: Worker
    spool: Path
    uploads: Rates


Act = Callable[[Doing, Request, Sent], Response]


def doing(desk: Desk, rules: Rules, worker: Worker, spool: Path) -> Doing:
    """Return what actions are done with, all buckets full."""
    return Doing(desk, rules, worker, spool, Rates(AT_ONCE, A_MINUTE))


def post_routes(to: Doing) -> list[Route]:
    """Return everything that changes something. Each goes through `read_form`: role, origin, seal."""
    acts: tuple[tuple[str, Act, str | None], ...] = (
        ("/review", _decide, "review"),
        ("/review/undo", _undo, "review"),
        ("/disagreements", _settle, "review"),
        ("/upload", _upload, "admin"),
        ("/login", _log_in, None),
        ("/logout", _log_out, None),
    )
    return [Route(path, partial(_post, to=to, act=act, role=role), methods=["POST"]) for path, act, role in acts]


async def _post(request: Request, to: Doing, act: Act, role: str | None) -> Response:
    try:
        sent = await read_form(request, to.rules.secret, role)
        try:
            return await run_in_threadpool(act, to, request, sent)
        finally:
            await sent.form.close()
    except (WhoholdsError, Refused) as fault:
        return await run_in_threadpool(wrong, request, to.desk, fault)


def _now() -> datetime:
    return datetime.now(UTC)


def _decide(to: Doing, request: Request, sent: Sent) -> Response:
    with to.desk.library.view(Ask(), sent.person) as view:
        if sent.text("verdict") == PREVIEW:
            return _preview(to, request, sent, view)
        decide(view.store, sent, _now(), view.shelf.places)
        fold_in(view.store, to.worker, sent.person.name)
    return see_other(request, sent.text("back", 300) if sent.text("back").startswith("/claims/") else _next(request, sent))


def _preview(to: Doing, request: Request, sent: Sent, view: View) -> Response:
    """Answer with the form as it was filled in, and who would hold what by the corrected claim; nothing is kept."""
    judgement, fixed = decided(view.store, sent, _now(), view.shelf.places)
    return to.desk.page(request, review_page(view, judgement.about, (judgement, fixed)), "review", lasting_of(request.query_params))


def _next(request: Request, sent: Sent) -> str:
    start = sent.text("start", 8)
    return f"/review{_days(request, start=int(start) if start.isdigit() else 0)}"


def _days(request: Request, **state: Any) -> str:
    """Write the days that the form's own page showed, with a state, as the end of an address."""
    return lasting_of(request.query_params).lasting(**state)


def _undo(to: Doing, request: Request, sent: Sent) -> Response:
    with to.desk.library.stores.borrow() as store:
        done = undo(store, sent, _now())
        fold_in(store, to.worker, sent.person.name)
    listed = sent.text("back") == "decisions"
    return see_other(request, f"/review/decisions{_days(request)}" if listed else f"/review{_days(request, claim=done.about)}")


def _settle(to: Doing, request: Request, sent: Sent) -> Response:
    with to.desk.library.view(Ask(), sent.person) as view:
        settle(view.store, sent, {d.id for d in view.shelf.state.disputes}, _now())
    return see_other(request, f"/disagreements{_days(request)}#d-{quote(sent.text('dispute'))}")


def _upload(to: Doing, request: Request, sent: Sent) -> Response:
    wait = to.uploads.take(sent.person.name, time.monotonic(), len(files_of(sent)))
    if wait:
        raise Refused("refused.often", 429)
    job = take_in(sent, to.worker, to.spool)
    _log(to, sent.person, "upload", job.id, ", ".join(Path(path).name for path in job.task.paths))
    return see_other(request, f"/upload{_days(request)}{'&' if _days(request) else '?'}job={job.id}")


def _log_in(to: Doing, request: Request, sent: Sent) -> Response:
    peer = request.client.host if request.client else ""
    try:
        person = to.rules.guesses.look(to.rules.access, sent.text("token", 200), peer)
    except TooOften:
        raise Refused("refused.often", 429) from None
    if person is None:
        _log(to, NOBODY, "login refused", "", peer)
        raise Refused("refused.token", 401)
    _log(to, person, "login", "", peer)
    onward = sent.text("next", 300)
    done = see_other(request, onward if onward.startswith("/") and not onward.startswith(("//", "/\\")) else "/")
    session = session_of(person, to.rules.secret, time.time())
    done.headers.append("Set-Cookie", cookie(to.rules.session, session, request.scope, SESSION_SECONDS))
    return done


def refused_token(to: Doing, peer: str) -> None:
    """Log that a wrong token came from an address in a header."""
    _log(to, NOBODY, "token refused", "", peer)


def _log_out(to: Doing, request: Request, sent: Sent) -> Response:
    done = see_other(request, "/login")
    done.headers.append("Set-Cookie", cookie(to.rules.session, "", request.scope, 0))
    return done


def _log(to: Doing, person: Person, what: str, about: str = "", detail: str = "") -> None:
    with to.desk.library.stores.borrow() as store:
        store.log(LogEntry(_now(), person.name, person.role, what, about, detail[:500]))


def get_routes(to: Doing) -> list[Route]:
    """Return the pages that belong to actions: upload with its jobs, the log, the way in, the training data."""
    return [
        Route("/upload.json", partial(_page, to=to, make=_uploads, role="admin", twin=True), methods=["GET"]),
        Route("/upload", partial(_page, to=to, make=_uploads, role="admin"), methods=["GET"]),
        Route("/log.json", partial(_page, to=to, make=_logged, role="admin", twin=True), methods=["GET"]),
        Route("/log", partial(_page, to=to, make=_logged, role="admin"), methods=["GET"]),
        Route("/login.json", partial(_page, to=to, make=_way_in, role="read", twin=True), methods=["GET"]),
        Route("/login", partial(_page, to=to, make=_way_in, role="read"), methods=["GET"]),
        Route("/review/training.jsonl", partial(_training, to=to), methods=["GET"]),
    ]


def _page(request: Request, to: Doing, make: Callable[[Doing, Request], Page], role: str, twin: bool = False) -> Response:
    try:
        if not person_of(request).may(role):
            raise Refused("refused.role")
        page = make(to, request)
    except (WhoholdsError, Refused) as fault:
        return wrong(request, to.desk, fault, twin)
    if twin:
        from whoholds.serve.render import json_text

        return Response(json_text(page), media_type="application/json")
    return to.desk.page(request, page, page.template.removesuffix(".html"), lasting_of(request.query_params))


def _uploads(to: Doing, request: Request) -> Page:
    wanted = request.query_params.get("job", "")[:20]
    job = to.worker.job(wanted) if wanted else None
    if wanted and job is None:
        raise NotFound("wrong.no_job", id=wanted)
    jobs = [job] if job else to.worker.jobs()[:20]
    running = any(one.state in ("waiting", "running") for one in jobs)
    return Page("upload.html", "upload.title", {"jobs": [one.plain() for one in jobs], "job": wanted or None, "running": running, "on": None, "known_by": None})


def _logged(to: Doing, request: Request) -> Page:
    start = request.query_params.get("start", "0")
    number = int(start) if start.isdigit() and len(start) < 9 else 0
    with to.desk.library.stores.borrow() as store:
        entries = store.logged(MOST_LOGGED + 1, number)
    rows = [
        {"at": e.at.isoformat(timespec="seconds"), "who": e.who, "role": e.role, "what": e.what, "about": e.about, "detail": e.detail}
        for e in entries[:MOST_LOGGED]
    ]
    more = number + MOST_LOGGED if len(entries) > MOST_LOGGED else None
    return Page("log.html", "log.title", {"entries": rows, "start": number, "after": more, "on": None, "known_by": None})


def _way_in(to: Doing, request: Request) -> Page:
    return Page("login.html", "login.title", {"next": request.query_params.get("next", "/")[:300], "on": None, "known_by": None})


def _training(request: Request, to: Doing) -> Response:
    """Answer with the judged claims as JSON lines in the form of the annotation guide."""
    from whoholds.forms.training import training_text

    person = person_of(request)
    if not person.may("review"):
        return wrong(request, to.desk, Refused("refused.role"), twin=True)
    with to.desk.library.stores.borrow() as store:
        body = training_text(store)
    _log(to, person, "export training data", "", f"{body.count(chr(10))} articles")
    name = {"Content-Disposition": 'attachment; filename="training.jsonl"'}
    return Response(body.encode("utf-8", "replace"), media_type="application/x-ndjson", headers=name)


