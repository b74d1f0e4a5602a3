"""Forms that change something: let in only where the role, the origin and the form's own seal are right."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from whoholds.serve.access import Person, sealed
from whoholds.serve.guard import TooMuch, state_of

FIELD = "seal"
"""The form field that holds the seal."""
MOST_FILES, MOST_FIELDS = 500, 100
MOST_PART = 100_000


class Refused(Exception):
    """A form was not let in; the key names the words that say why."""

    def __init__(self, key: str, status: int = 403) -> None:
        """Refuse for a reason."""
        super().__init__(key)
        self.key, self.status = key, status


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was let in, and who sent it."""

    form: FormData
    person: Person

    def text(self, name: str, most: int = 2000) -> str:
        """Return a field's words, at most so many signs of them."""
        value = self.form.get(name)
        return value.strip()[:most] if isinstance(value, str) else ""


def seal_for(request: Request, secret: bytes) -> str:
    """Return the seal that forms on a page for this visitor carry."""
    state = state_of(request.scope)
    person: Person | None = state.get("person")
    name = person.name if person else ""
    return sealed(secret, f"form|{state['nonce']}|{name}".encode())


async def read_form(request: Request, secret: bytes, role: str | None) -> Sent:
    """Read a form that may be sent by a role (None: by anybody). Raises Refused.

    The origin is looked at before anything is read. A token in a header needs no seal: no other site can send one.
    """
    state = state_of(request.scope)
    person: Person | None = state.get("person")
    if role is not None and (person is None or not person.may(role)):
        raise Refused("refused.role")
    if not _from_here(request):
        raise Refused("refused.origin")
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_PART)
    except TooMuch:
        raise
    except HTTPException as fault:
        raise Refused("refused.form", 400) from fault
    seal = form.get(FIELD)
    right = seal_for(request, secret)
    if not state.get("bearer") and not (isinstance(seal, str) and hmac.compare_digest(seal.encode(), right.encode())):
        raise Refused("refused.seal")
    return Sent(form, person or Person("", "read"))


def _from_here(request: Request) -> bool:
    """Tell whether a form comes from a page of this server: by Sec-Fetch-Site and Origin, else by Referer."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    host = request.headers.get("host", "").lower()
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == host and origin != "null"
    referer = request.headers.get("referer")
    if referer is not None:
        return urlsplit(referer).netloc.lower() == host
    return bool(state_of(request.scope).get("bearer"))
