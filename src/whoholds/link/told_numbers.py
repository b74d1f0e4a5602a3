"""Numbers that no claim took, or that a claim took for another voice or day: claims of their own, for the fold only.

"The council said 300 were killed; an officer spoke of 60": the second number is a count of the same dead by another
speaker. "Tunisia leads with 6,000, followed by Jordan with 2,000": each number is of its own country. "78,000 in December,
against 90,800 on 1 January": each has its day. What is made here bears `NUMBER` in `found_by` and is left out of the
measuring interface, like all that `link.context` fills in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whoholds.link.number_words import origin_of, own_meaning, share_meaning
from whoholds.link.quantities import NEAR, with_numbers
from whoholds.link.voices import Voice, voice_before
from whoholds.records import Annotated, Claim, Filler, Mention, Quantity, Sentence, When, Window, claim_id
from whoholds.records.claim import FOLD
from whoholds.records.quantity import MOVED, PEOPLE_UNITS, SAME

NUMBER = f"{FOLD} number,"
"""How `Claim.found_by` begins for a claim that was made of a number."""
SENTENCES_BACK = 2
"""Sentences back to the number that a bare one takes its meaning from."""
COUNTED = frozenset({"casualties", "displace", "strength", "deploy", "siege", "clash", "attack", "ceasefire", "strike", "abuse"})
ALIKE = frozenset("men people others more fighters citizens nationals persons dead killed of".split())
"""Nouns that add nothing to a bare number."""
SPECIFIC = {
    "trucks": ("aid",), "violations": ("ceasefire",), "sorties": ("strike",), "barrels per day": ("finance", "supply"),
    "percentage points": ("territory",), "points": ("territory",), "tonnes": ("aid",), "USD per month": ("finance",),
}  # fmt: skip
"""Units that say by themselves to which type of claim a number belongs, sentences away too."""
REPEATED = frozenset({"percent", "km2", "square miles", "violations", "strikes", "sorties", "barrels per day", "trucks"})
"""Units, beside people, that a later bare number may share."""
_OF_THEM = re.compile(r"^\s+(?:of (?:that|it|this|them|these|those|whom|which|the total)\b|from\b)", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"^\s+of (?:them|whom|these|those)\b", re.IGNORECASE)
_ON_SIDE = re.compile(r"\b(?:on|in the ranks of|from the ranks of) (?P<who>[^,;.]{3,40}?)(?:[’']s?)?(?: side\b|(?=[,;.]|$))", re.IGNORECASE)
_OF_US = re.compile(r"^\s+of (?:us|them)\b", re.IGNORECASE)
_ITS_DAY = re.compile(r"^[\s,]*(?:(?:by|on|in|at|as of|at the (?:start|end|beginning) of|since)\s+)?(?:the\s+)?$", re.IGNORECASE)
_BEGAN = re.compile(r"\b(?:began|begins|started|starts|entered|opened)\s+(?:the year\s+)?$", re.IGNORECASE)
_BEGAN_PERIOD = re.compile(r"\b(?:began|begins|started|starts|entered)\s+the\s+(?P<period>year|month)\s+(?:with|at|on|holding)\s+$", re.IGNORECASE)
_WITH = re.compile(r"^\s+(?:with|at|on|holding)\s+$", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|ended|closed|closes|finished|finishes)\s+(?:it|the year|the month)\s+(?:with|at|on)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with its claims so far, the numbers that they took, and its sentences in order."""

    annotated: Annotated
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        return self.annotated.document.text

    def sentence(self, at: int) -> Sentence | None:
        return next((s for s in self.annotated.sentences if s.start <= at < s.end), None)

    def taken(self, number: Quantity) -> list[Claim]:
        return [c for c in self.claims if any(_same(q, number) and q.link != MOVED for q in c.quantities)]

    def add(self, claim: Claim, number: Quantity) -> _Page:
        """Return the page with one more claim; the number is marked as moved where another was read to have it, gone where one was given it."""
        kept = [
            replace(c, quantities=tuple(replace(q, link=MOVED) if _same(q, number) else q for q in c.quantities if q.link != NEAR or not _same(q, number)))
            for c in self.claims
        ]
        return _Page(self.annotated, (*kept, claim))


def is_number_claim(claim: Claim) -> bool:
    """Tell whether a claim was made here, of a number alone, and not read as a claim."""
    return claim.found_by.startswith(NUMBER)


def with_told_numbers(annotated: Annotated, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a document with its numbers given out: to their own origin, voice, words, neighbour or day."""
    page = _Page(annotated, tuple(claims))
    numbers = sorted(annotated.numbers, key=lambda q: (q.start, q.end))
    page = _Page(annotated, tuple(_of_side(page, claim) for claim in page.claims))
    for step in (_of_origin, _of_voice, _of_own_words):
        for number in numbers:
            page = step(page, number)
    page = _Page(annotated, with_numbers(page.claims, numbers))
    for step in (_of_claim_before, _of_voice, _of_own_day):
        for number in numbers:
            page = step(page, number)
    return page.claims


def _of_side(page: _Page, claim: Claim) -> Claim:
    """Name who suffered by "60 dead on the army's side" and "14 killed in its ranks", where the reader named nobody."""
    if claim.type != "casualties" or claim.targets:
        return claim
    hit = _ON_SIDE.search(page.text, claim.trigger.end, claim.sentence.end)
    named = [f for f in page.annotated.actors if hit and f.link is not None and hit.start("who") <= f.start and f.end <= hit.end()]
    return replace(claim, targets=(replace(named[0], kind="implied"),)) if named else claim


def _same(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end


def _of_origin(page: _Page, number: Quantity) -> _Page:
    """Give a number of a list the country right beside it: "1,600 from Britain", "Jordan with 2,000", "2,900 Russians"."""
    sentence = page.sentence(number.start)
    if number.unit not in PEOPLE_UNITS and _OF_PEOPLE.match(page.text[number.end :][:12]) and _is_bare(page, number):
        number = replace(number, unit="people", counts="")
    if sentence is None or number.unit not in PEOPLE_UNITS:
        return page
    origins = origin_of(page.annotated, number, sentence)
    model = _counting(page, number, sentence, ("strength", "deploy")) if origins else None
    if model is None:
        return page
    owners = {f.link.id for c in page.taken(number) for f in c.actors if f.link is not None}
    if owners and owners == {f.link.id for f in origins if f.link is not None}:
        return page
    voice = voice_before(page.annotated, number.start, sentence.start)
    made = _made(page, replace(number, unit="fighters"), model[0], sentence, voice)
    published = page.annotated.document.published
    if model[0].sentence.start != sentence.start and published is not None:
        made = replace(made, time=None, window=Window(None, published.latest))
    return page.add(replace(made, type="strength", actors=origins, targets=()), number)


def _counting(page: _Page, number: Quantity, sentence: Sentence, types: Sequence[str]) -> tuple[Claim, Quantity] | None:
    """Return the claim nearest before (in the sentence: also after) that counts with a number and is of one of the types."""
    found: list[tuple[int, int, str, Claim, Quantity]] = []
    for claim in page.claims:
        at = page.sentence(claim.sentence.start)
        if claim.type not in types or at is None or not 0 <= sentence.index - at.index <= SENTENCES_BACK:
            continue
        if sentence.paragraph - at.paragraph > 1:
            continue
        for q in claim.quantities:
            if q.link != MOVED and (q.start < number.start or at.index == sentence.index):
                found.append((sentence.index - at.index, abs(number.start - q.start), claim.id, claim, q))
    best = min(found, key=lambda row: row[:3], default=None)
    return (best[3], best[4]) if best else None


def _of_voice(page: _Page, number: Quantity) -> _Page:
    """Give a bare number with a speaker of its own what the number before it counts."""
    sentence = page.sentence(number.start)
    if sentence is None or not _is_bare(page, number) or own_meaning(page.annotated, number, sentence) is not None:
        return page
    voice = voice_before(page.annotated, number.start, sentence.start)
    if voice is None or any(c.trigger.start >= voice.start and c.sentence.start == sentence.start for c in page.taken(number)):
        return page
    model = _model(page, number, sentence, voice)
    if model is None:
        return page
    made = _made(page, number, model[0], sentence, voice, model[1])
    return page.add(made, number)


def _is_bare(page: _Page, number: Quantity) -> bool:
    """Tell whether no noun of its own follows the number: what annotate says it counts may be its neighbour's."""
    after = re.split(r"[.;:!?,\n]", page.text[number.end : number.end + 60])[0].split()[:3]
    head = number.counts.split()[-1].casefold() if number.counts else ""
    own = [word.casefold() for word in after]
    return not head or head not in own or head in ALIKE


def _model(page: _Page, number: Quantity, sentence: Sentence, voice: Voice) -> tuple[Claim, Quantity] | None:
    """Return the count that a bare number repeats: of who admits, their own; else the nearest before it."""
    found: list[tuple[bool, int, str, Claim, Quantity]] = []
    speaker = voice.who.link.id if voice.who.link else ""
    for claim in page.claims:
        at = page.sentence(claim.sentence.start)
        if at is None or not 0 <= sentence.index - at.index <= SENTENCES_BACK or sentence.paragraph - at.paragraph > 1:
            continue
        for q in claim.quantities:
            if claim.type in (*COUNTED, "territory") and q.end <= voice.start and q.link != MOVED and _alike(number, q):
                own = voice.admits and speaker in {f.link.id for f in claim.targets if f.link and _names(page, f, q)}
                found.append((not own, number.start - q.end, claim.id, claim, q))
    best = min(found, key=lambda row: row[:3], default=None)
    return (best[3], best[4]) if best else None


def _names(page: _Page, filler: Filler, number: Quantity) -> bool:
    """Tell whether a filler is what the number counts: "188 soldiers" beside "400 militants" of one verb."""
    return number.counts.casefold() in filler.words.casefold() or -4 <= filler.start - number.end <= 24


def _alike(number: Quantity, other: Quantity) -> bool:
    if number.unit in PEOPLE_UNITS and other.unit in PEOPLE_UNITS:
        return True
    fits = number.high is None or number.high <= 100 or other.unit != "percent"
    return fits and other.unit in REPEATED and number.unit in ("", other.unit)


def _made(
    page: _Page, number: Quantity, model: Claim, sentence: Sentence, voice: Voice | None, counted: Quantity | None = None
) -> Claim:
    """Make a claim that counts with this number what the model counts, told by the voice, else by the model's sources."""
    said = (model.quantities[0].meant_as if model.quantities else "") or model.trigger.words
    unit = number.unit or (counted.unit if counted else model.quantities[0].unit)
    quantity = replace(number, unit=unit, link=SAME + said)
    kept = tuple(replace(f, kind="implied") for f in model.targets if counted is None or _only(page, f, model, counted))
    words = page.text[sentence.start : sentence.end]
    return replace(
        model,
        id=claim_id(model.document, model.type, number.start, number.end, 1),
        trigger=Mention(number.start, number.end, number.words),
        sentence=Mention(sentence.start, sentence.end, words),
        actors=tuple(replace(f, kind="implied") for f in model.actors),
        targets=kept,
        places=tuple(replace(f, kind="context") for f in model.places),
        quantities=(quantity,),
        sources=_sources(voice, model, sentence),
        found_by=f"{NUMBER} like the number before it" if counted else f"{NUMBER} one of a list",
        score=model.score if is_number_claim(model) else round(0.8 * model.score, 4),
    )


def _sources(voice: Voice | None, model: Claim, sentence: Sentence) -> tuple[Filler, ...]:
    """Return who tells the number: its own voice; "it counted" is who told the number before; else who tells the sentence."""
    if voice is not None and not voice.is_pronoun:
        return (voice.who,)
    return model.sources if voice is not None or sentence.start == model.sentence.start else ()


def _only(page: _Page, filler: Filler, model: Claim, counted: Quantity) -> bool:
    """Keep, of several who suffered, the one that the repeated number counts."""
    named = [f for f in model.targets if _names(page, f, counted)]
    return not named or filler in named


def _of_own_words(page: _Page, number: Quantity) -> _Page:
    """Make a claim of a number whose own clause says what became of those it counts, where no claim was read there."""
    sentence = page.sentence(number.start)
    if sentence is None or page.taken(number):
        return page
    meant = own_meaning(page.annotated, number, sentence) or share_meaning(page.annotated, number, sentence)
    if meant is None:
        return page
    beside = next((c for c in page.claims if c.sentence.start == sentence.start and c.sources), None)
    voice = voice_before(page.annotated, number.start, sentence.start)
    document = page.annotated.document
    claim = Claim(
        id=claim_id(document.id, meant.type, number.start, number.end, 1),
        document=document.id,
        type=meant.type,
        trigger=Mention(meant.start, meant.end, page.text[meant.start : meant.end]),
        sentence=Mention(sentence.start, sentence.end, page.text[sentence.start : sentence.end]),
        actors=meant.actors,
        targets=meant.targets,
        quantities=(number,),
        time=_only_time(page, sentence),
        sources=(voice.who,) if voice else beside.sources if beside else (),
        found_by=f"{NUMBER} its own words",
        score=0.7,
        window=_days(page, sentence),
        window_reason="the one day that its sentence names, else some day up to publication",
        publisher=document.source,
        published=document.published,
    )
    return page.add(claim, number)


def _only_time(page: _Page, sentence: Sentence) -> When | None:
    told = [w for w in page.annotated.times if sentence.start <= w.mention.start < sentence.end and w.window is not None]
    return told[0] if len(told) == 1 and told[0].type in ("DATE", "TIME") else None


def _days(page: _Page, sentence: Sentence) -> Window | None:
    when = _only_time(page, sentence)
    published = page.annotated.document.published
    return when.window if when is not None else Window(None, published.latest) if published else None


def _of_claim_before(page: _Page, number: Quantity) -> _Page:
    """Give a number that only makes sense with an earlier claim to that claim: "half of that", "a hundred trucks"."""
    sentence = page.sentence(number.start)
    if sentence is None or page.taken(number):
        return page
    after = page.text[number.end : number.end + 16]
    if number.unit in SPECIFIC:
        types: Sequence[str] = SPECIFIC[number.unit]
    elif number.unit == "percent" and (_OF_THEM.match(after) or _beside_a_share(page, number, sentence)):
        types = ("finance", "strength", "territory")
    elif number.unit in PEOPLE_UNITS and _OF_US.match(after):
        types = ("siege", "displace", "strength")
    else:
        return page
    model = _topic(page, number, sentence, types)
    if model is None:
        return page
    made = _made(page, number, model, sentence, None) if model.quantities else _made_bare(page, number, model, sentence)
    return page.add(replace(made, found_by=f"{NUMBER} of the claim before it"), number)


def _made_bare(page: _Page, number: Quantity, model: Claim, sentence: Sentence) -> Claim:
    return _made(page, number, replace(model, quantities=(number,)), sentence, None)


def _beside_a_share(page: _Page, number: Quantity, sentence: Sentence) -> bool:
    """Tell whether another share of the sentence was given to a claim so: "half of that from taxes, 43 per cent from oil"."""
    return any(
        c.sentence.start == sentence.start and is_number_claim(c) and c.quantities[0].unit == "percent" for c in page.claims
    )


def _topic(page: _Page, number: Quantity, sentence: Sentence, types: Sequence[str]) -> Claim | None:
    found = []
    for claim in page.claims:
        at = page.sentence(claim.sentence.start)
        back = sentence.index - at.index if at is not None else -1
        if claim.type in types and at is not None and 0 <= back <= SENTENCES_BACK + 1 and claim.trigger.start < number.start:
            found.append((-claim.trigger.start, claim.id, claim))
    return min(found, key=lambda row: row[:2])[2] if found else None


def _of_own_day(page: _Page, number: Quantity) -> _Page:
    """Give a number that is followed by a time of its own, which its claim does not have, that time."""
    holders = page.taken(number)
    sentence = page.sentence(number.start)
    when = _own_time(page, number, sentence) if holders and sentence is not None else None
    if when is None or sentence is None or when.window == holders[0].window or when.window is None:
        return page
    claim = holders[0]
    quantity = next(q for q in claim.quantities if _same(q, number))
    if len(claim.quantities) == 1 and sum(c.type == claim.type and c.sentence == claim.sentence for c in page.claims) == 1:
        return page
    made = replace(
        claim,
        id=claim_id(claim.document, claim.type, number.start, number.end, 2),
        trigger=Mention(number.start, number.end, number.words),
        quantities=(replace(quantity, link=quantity.link if quantity.link.startswith(SAME) else SAME + claim.trigger.words),),
        time=when,
        window=when.window,
        window_reason="the time right beside the number",
        found_by=f"{NUMBER} its own day",
    )
    return page.add(made, number)


def _own_time(page: _Page, number: Quantity, sentence: Sentence) -> When | None:
    """Return the time that stands right after the number, or that the words begin or end with it: "began 2015 with 90,800"."""
    times = [w for w in page.annotated.times if sentence.start <= w.mention.start < sentence.end and w.window is not None]
    for when in times:
        if number.end <= when.mention.start and _ITS_DAY.match(page.text[number.end : when.mention.start]):
            return when
    begun = _BEGAN_PERIOD.search(page.text[sentence.start : number.start])
    published = page.annotated.document.published
    if begun and published and published.latest:
        first = published.latest.replace(day=1) if begun["period"].lower() == "month" else published.latest.replace(month=1, day=1)
        span = (sentence.start + begun.start("period"), sentence.start + begun.end("period"))
        return When(Mention(*span, page.text[slice(*span)]), "DATE", "", Window(first, first))
    for when in times:
        begun = _BEGAN.search(page.text[sentence.start : when.mention.start])
        if begun and _WITH.match(page.text[when.mention.end : number.start]):
            return _edge(when, first=True)
        if when.mention.end < number.start and _ENDS.search(page.text[when.mention.end : number.start]):
            return _edge(when, first=False)
    return None


def _edge(when: When, first: bool) -> When:
    window = when.window or Window()
    day = window.earliest if first else window.latest
    return replace(when, window=Window(day, day))
