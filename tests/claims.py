"""Claims built by hand, for the tests of the fold."""

from __future__ import annotations

from datetime import date, timedelta

from whoholds.records import Claim, Document, Filler, Link, Mention, Quantity, When, Window, claim_id, on_day

PLACES = {
    "Ain Issa": Link(
        "gn:1", "Ain Issa", "city", 1.0, "", 36.385, 38.859, "SY", "exact", ("region:sy-raqqa", "country:SY")
    ),
    "Raqqa": Link("gn:2", "Raqqa", "city", 1.0, "", 35.95, 39.009, "SY", "exact", ("region:sy-raqqa", "country:SY")),
    "Mosul": Link("gn:3", "Mosul", "city", 1.0, "", 36.34, 43.12, "IQ", "exact", ("region:iq-nineveh", "country:IQ")),
    "Nineveh": Link("region:iq-nineveh", "Nineveh", "region", 1.0, "", 36.0, 42.5, "IQ", "region", ("country:IQ",)),
    "Syria": Link("country:SY", "Syria", "country", 1.0, "", 35.0, 38.0, "SY", "country"),
}
SIDES = {
    "Islamic State": Link("actor:islamic-state", "Islamic State", "armed", 1.0, ""),
    "YPG": Link("actor:ypg", "YPG", "armed", 1.0, "", within=("actor:syrian-kurds",)),
    "Kurdish forces": Link("actor:kurdish-forces", "Kurdish forces", "armed", 1.0, ""),
    "Iraqi army": Link(
        "actor:iraq-army",
        "Iraqi army",
        "army",
        1.0,
        "",
        within=("actor:iraq-forces", "actor:iraq-government", "actor:iraq"),
    ),
    "Iraqi government": Link(
        "actor:iraq-government", "Iraqi government", "government", 1.0, "", within=("actor:iraq",)
    ),
    "Peshmerga": Link(
        "actor:peshmerga", "Peshmerga", "army", 1.0, "", within=("actor:kurdistan-regional-government", "actor:iraq")
    ),
    "Observatory": Link("speaker:observatory", "Observatory", "institution", 1.0, ""),
    "Russia": Link("actor:russia", "Russia", "state", 1.0, ""),
    "Turkey": Link("actor:turkey", "Turkey", "state", 1.0, ""),
}


def side(name: str, kind: str = "name") -> Filler:
    """Make a filler that means a side; an unknown name stays unresolved."""
    return Filler(0, len(name), name, kind, (SIDES[name],) if name in SIDES else ())


def place(name: str, words: str | None = None) -> Filler:
    """Make a filler that means a place, in these words."""
    return Filler(500, 500 + len(words or name), words or name, "toponym", (PLACES[name],))


def window(first: str | None, last: str | None) -> Window:
    """Make a window of two days."""
    return Window(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def claim(type: str, where: str = "Ain Issa", who: str = "", whom: str = "", **more: object) -> Claim:
    """Make a claim; `day` dates it, `told` is its publication (a day later unless given), `doc` its document."""
    at = int(str(more.get("at", 0)))
    doc = str(more.get("doc", "d1"))
    when = more.get("when") or (on_day(date.fromisoformat(str(more["day"]))) if "day" in more else None)
    assert when is None or isinstance(when, Window)
    told = (
        date.fromisoformat(str(more["told"]))
        if "told" in more
        else (when.latest if when and when.latest else date(2015, 6, 24))
    )
    words = str(more.get("trigger", type))
    status = str(more.get("status", "fact"))
    timed = bool(more.get("timed", "day" in more))
    quantities = more.get("quantities", ())
    assert isinstance(quantities, tuple)
    return Claim(
        id=claim_id(doc, type, at, at + len(words), int(str(more.get("part", 0))))
        if "id" not in more
        else str(more["id"]),
        document=doc,
        type=type,
        trigger=Mention(at, at + len(words), words),
        sentence=Mention(at, at + 200, str(more.get("sentence", f"{who} {words} {where}."))),
        actors=tuple(side(name) for name in who.split("+") if name),
        targets=tuple(side(name) for name in whom.split("+") if name),
        places=(place(where, str(more["words"]) if "words" in more else None),) if where else (),
        quantities=quantities,
        time=When(Mention(at, at + 3, str(more.get("time", "on 23 June"))), "DATE", "", when) if timed else None,
        status=status,
        sources=tuple(side(name) for name in str(more.get("said_by", "")).split("+") if name),
        window=when,
        publisher=str(more["publisher"]) if "publisher" in more else "Harbour Daily",
        published=on_day(told + timedelta(days=0)),
    )


def quantity(words: str, low: float | None, high: float | None, unit: str, at: int = 40) -> Quantity:
    """Make a number with its unit."""
    return Quantity(at, at + len(words), words, low, high, unit)


def document(id: str, text: str, day: str, source: str | None = None) -> Document:
    """Make an article."""
    return Document(id, text, source, published=on_day(date.fromisoformat(day)))
