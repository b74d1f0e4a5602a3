"""Numbers that no claim took, given to the claim of their sentence that they fit: for the fold only, like
`link.context`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whoholds.records import Claim, Quantity

NEAR = "context"
"""What `Quantity.link` says of a number that was given to a claim here; `said_only` takes such numbers away again."""
PEOPLE = (
    "casualties",
    "displace",
    "strength",
    "abuse",
    "siege",
    "defect",
    "deploy",
    "clash",
    "attack",
    "advance",
    "capture",
)
FITS: dict[str, tuple[str, ...]] = {
    "people": PEOPLE,
    "civilians": PEOPLE,
    "soldiers": PEOPLE,
    "families": ("displace", "siege"),
    "fighters": PEOPLE,
    "percent": ("territory", "hold", "finance", "displace"),
    "percentage points": ("territory",),
    "km2": ("territory",),
    "square miles": ("territory",),
    "strikes": ("strike",),
    "sorties": ("strike",),
    "violations": ("ceasefire",),
    "barrels per day": ("finance", "supply"),
    "USD": ("finance", "support", "aid"),
    "USD per month": ("finance",),
    "USD per day": ("finance",),
    "USD per year": ("finance",),
    "trucks": ("aid",),
    "times": ("strike",),
    "": ("casualties", "strength", "displace", "siege", "clash", "attack"),
}
"""Types of claims that a number of a unit may belong to, in the order in which they are asked."""
FAR = 90
"""Code points between a number and the trigger of its claim."""


def with_numbers(claims: Iterable[Claim], numbers: Sequence[Quantity]) -> tuple[Claim, ...]:
    """Give every number that no claim of the document took to the nearest fitting claim of its sentence, if there
    is one."""
    kept = list(claims)
    taken = [(q.start, q.end) for claim in kept for q in claim.quantities]
    for number in sorted(numbers, key=lambda q: (q.start, q.end)):
        if number.unit not in FITS or any(start < number.end and number.start < end for start, end in taken):
            continue
        at = _nearest(kept, number)
        if at is not None:
            kept[at] = replace(kept[at], quantities=(*kept[at].quantities, replace(number, link=NEAR)))
    return tuple(kept)


def _nearest(claims: Sequence[Claim], number: Quantity) -> int | None:
    best: tuple[int, int, str, int] | None = None
    for i, claim in enumerate(claims):
        if claim.type not in FITS[number.unit] or not claim.was_read or not claim.sentence.start <= number.start < claim.sentence.end:
            continue
        gap = max(claim.trigger.start - number.end, number.start - claim.trigger.end, 0)
        rank = (FITS[number.unit].index(claim.type), gap, claim.id, i)
        if gap <= FAR and (best is None or rank < best):
            best = rank
    return None if best is None else best[3]
