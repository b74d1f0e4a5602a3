"""Who answers whom in one document: denials without a named denier, lies called lies, verdicts of the text, "the town is ours".

All of it is for the fold only, like `link.context`: claims made here bear `FOLD` in `found_by`, fillers the kind `implied`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from whoholds.link.context import DENIAL, DENIES, IMPLIED, OWN
from whoholds.records import Annotated, Claim, Filler, Mention, Sentence, Window, claim_id
from whoholds.records.claim import FOLD

ACCUSES = f"{FOLD} an accusation that is answered"
OURS = f"{FOLD} who speaks says that it is theirs"
_WHAT = r"(?:this|that|it|them|these|those|the (?:claims?|reports?|accusations?|allegations?|charges?|statements?|announcements?|news|story))"
_LIE = (
    r"(?:lies?|false|untrue|not true|baseless|nonsense|fabricat\w+|propaganda|slander|rumou?rs?|unfounded|absurd|invent\w+|groundless|"
    r"disinformation|a provocation|fake)"
)
_CALLED = re.compile(
    rf"\b(?P<verb>called|calls|dismiss(?:ed|es)|describ(?:ed|es)|brand(?:ed|s)|label(?:led|s)|term(?:ed|s)|reject(?:ed|s))\s+{_WHAT}\s+"
    rf"(?:as\s+)?(?:a|an)?\s*[\"“”‘']?(?:[\w-]+\s+){{0,2}}?{_LIE}\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"^(?:comment:\s*|in fact,?\s*|(?:this|that|it) (?:is|was|proved)\s+|"
    r"(?:the|this|that) (?:claim|report|announcement|boast|news|statement|broadcast)[^.;]{0,80}?\b(?:is|was|proved|turned out(?: to be)?)\s+)"
    r"(?:to be\s+)?(?P<verb>false|untrue|wrong|empty|premature|not true|a lie|baseless|unfounded|not so)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"(?P<place>(?:[Tt]he |[Tt]his )?[\w’'-]+(?: [A-Z][\w’'-]+){0,3}) (?:is|are|remains?) (?:still |now |firmly |all |entirely |and remains |completely )*"
    r"(?P<verb>ours|in our hands|under our control|with us)\b"
)
_FIRST = re.compile(
    r"^(?P<who>[^,;:.]{3,70}?)\s+(?:has |have |had |also )?(?:said|says?|charged?|claim(?:ed|s)?|alleg\w+|insist\w*|stated?|report\w*|suggest\w*)\b"
)
_AFTER = re.compile(
    r"(?:,|[”\"]|,[”\"])\s*(?P<who>[^,;:.”\"]{3,70}?)\s+(?:said|says?|charged?|claim(?:ed|s)?|alleg\w+|insist\w*|repl\w+|answer\w*|stated?|added)\b"
)
_OFFICE = re.compile(r"\b(?:spokes\w+|speaker|commanders?|officials?|officers?|ministry|ministers?|press office|sources?)\b", re.IGNORECASE)
ANSWERED_WITHIN = 120
"""Code points from the end of an accusation's sentence to the word of the denial in the next one."""
REACH = 40
"""Code points between a denial and who denies, where the reader named nobody: "the YPG denied it"."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A denial: who denies, the word, and its sentence."""

    denier: Filler
    start: int
    sentence: Sentence


def with_answers(annotated: Annotated, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a document with its unnamed deniers filled in, and with the denials and accusations that no claim told."""
    told = tuple(claims)
    kept = [_of_speaker(_with_denier(annotated, claim, told)) for claim in told]
    kept += [c for s in annotated.sentences for c in _denials(annotated, s, kept)]
    kept += [c for s in annotated.sentences for c in _ours(annotated, s, kept)]
    known = {c.id for c in kept}
    for answer in _answers(annotated, kept):
        kept += [c for c in _accusations(annotated, answer, kept) if c.id not in known]
        known |= {c.id for c in kept}
    return tuple(kept)


def _with_denier(annotated: Annotated, claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Name who denies by the side right before the word: "Ankara blamed Russia, which denied it"."""
    if claim.type != "statement" or claim.actors or not DENIAL.search(claim.trigger.words):
        return claim
    fillers = [f for c in claims if c.sentence == claim.sentence for f in (*c.actors, *c.targets)]
    near = _before([*annotated.actors, *fillers], claim.trigger.start, claim.sentence.start)
    return replace(claim, actors=(replace(near, kind=IMPLIED),)) if near else claim


def _before(fillers: Sequence[Filler], at: int, since: int) -> Filler | None:
    """Return the last side named within reach before a word, in its sentence."""
    named = [f for f in fillers if f.link is not None and max(since, at - REACH) <= f.start and f.end <= at]
    return max(named, key=lambda f: (f.end, f.start), default=None)


def _of_speaker(claim: Claim) -> Claim:
    """Read "the dam is ours" as the speaker's holding."""
    if claim.type != "hold" or claim.actors or not claim.sources:
        return claim
    ours = re.search(r"\bours?\b", claim.sentence.words) and re.search(r"\bour|hands|control|with us", claim.trigger.words)
    return replace(claim, actors=(replace(claim.sources[-1], kind=OWN),)) if ours else claim


def _denials(annotated: Annotated, sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Make statements of "X called this a lie" and of the text's own "the claim proved false", where no claim denies there."""
    told = [c for c in claims if c.type == "statement" and c.sentence.start == sentence.start and DENIAL.search(c.trigger.words)]
    words = annotated.document.text[sentence.start : sentence.end]
    called, verdict = _CALLED.search(words), _VERDICT.search(words)
    hit = called or verdict
    if told or hit is None:
        return
    start = sentence.start + hit.start("verb")
    named = [f for f in annotated.actors if f.link is not None and sentence.start <= f.start and f.end <= start] if called else []
    if called and not named:
        return
    end = sentence.start + hit.end()
    yield _statement(annotated, sentence, (start, end), DENIES, tuple(replace(f, kind=IMPLIED) for f in named[-1:]))


def _statement(annotated: Annotated, sentence: Sentence, span: tuple[int, int], found: str, actors: tuple[Filler, ...]) -> Claim:
    document = annotated.document
    published = document.published
    return Claim(
        id=claim_id(document.id, "statement", *span, 3),
        document=document.id,
        type="statement",
        trigger=Mention(*span, document.text[slice(*span)]),
        sentence=Mention(sentence.start, sentence.end, document.text[sentence.start : sentence.end]),
        actors=actors,
        found_by=found,
        score=0.7,
        window=Window(None, published.latest) if published else None,
        window_reason="some day up to publication",
        publisher=document.source,
        published=published,
    )


def _ours(annotated: Annotated, sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Make a holding of "'Ain Issa is ours,' a spokesman of the YPG said": the speaker's side has the place."""
    text = annotated.document.text
    hit = _OURS.search(text, sentence.start, sentence.end)
    if hit is None or any(c.type == "hold" and c.sentence.start == sentence.start for c in claims):
        return
    places = [f for f in annotated.places if f.link is not None and hit.start("place") <= f.start and f.end <= hit.end("place")]
    said = _AFTER.search(text, hit.end(), min(len(text), sentence.end + 120))
    named = (_sides_named(annotated, said["who"]) or _sides_spoken_for(claims, said["who"])) if said else []
    if not named or not (places or hit["place"].lower().startswith(("the ", "this "))):
        return
    claim = _statement(annotated, sentence, (hit.start("verb"), hit.end("verb")), OURS, (replace(named[0], kind=OWN),))
    day = claim.published.latest if claim.published else None
    yield replace(
        claim,
        id=claim_id(claim.document, "hold", claim.trigger.start, claim.trigger.end, 3),
        type="hold",
        places=tuple(places[:1]),
        sources=(Filler(said.start("who"), said.end("who"), said["who"], "speaker", named[0].links),) if said else (),
        window=Window(day, day),
        window_reason="said on the day of publication",
    )


def _sides_named(annotated: Annotated, words: str) -> list[Filler]:
    """Return the known sides of the document whose names stand in the words: the YPG of "a YPG spokesman"."""
    known = [f for f in annotated.actors if f.link is not None and f.link.id.startswith("actor:") and f.words[:1].isupper()]
    return [f for f in known if re.search(rf"\b{re.escape(f.words)}\b", words)]


def _sides_spoken_for(claims: Sequence[Claim], words: str) -> list[Filler]:
    """Return the side that a speaker of these words was resolved to speak for: what "a YPG spokesman" is part of."""
    for source in (f for c in claims for f in c.sources if f.words.casefold() == words.casefold()):
        link = source.link
        sides = [outer for outer in link.within if outer.startswith("actor:")] if link is not None else []
        if link is not None and sides:
            name = _OFFICE.sub("", link.name).strip() or link.name
            return [replace(source, links=(replace(link, id=sides[0], name=name, kind="side", within=tuple(sides[1:])),))]
    return []


def _answers(annotated: Annotated, claims: Sequence[Claim]) -> Iterator[_Answer]:
    """Give the denials with a named denier, in text order."""
    by_start = {s.start: s for s in annotated.sentences}
    for claim in sorted(claims, key=lambda c: c.spot):
        denies = claim.type == "statement" and (DENIAL.search(claim.trigger.words) or claim.found_by == DENIES)
        if denies and claim.actors and claim.sentence.start in by_start:
            yield _Answer(claim.actors[0], claim.trigger.start, by_start[claim.sentence.start])


def _accusations(annotated: Annotated, answer: _Answer, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Make an accusation of what another speaker said of the denier right before, where no claim accuses there."""
    before = next((s for s in annotated.sentences if s.index == answer.sentence.index - 1), None)
    spans = [(answer.sentence, answer.sentence.start, min(answer.start, answer.denier.start))]
    if before is not None and answer.start - before.end <= ANSWERED_WITHIN:
        spans.append((before, before.start, before.end))
    for sentence, start, end in spans:
        if any(c.type == "statement" and start <= c.trigger.start < end and c.targets for c in claims):
            return
        hit = _FIRST.search(annotated.document.text[start:end]) or _AFTER.search(annotated.document.text[start:end])
        if hit is not None and _is_named(annotated, answer.denier, (start, end), hit):
            yield from _accusation(annotated, answer, sentence, start, hit)
            return


def _accusation(annotated: Annotated, answer: _Answer, sentence: Sentence, start: int, hit: re.Match[str]) -> Iterator[Claim]:
    first, last = start + hit.start("who"), start + hit.end("who")
    speakers = [f for f in annotated.actors if f.link is not None and first <= f.start and f.end <= last]
    links = speakers[-1].links if speakers and speakers[-1].end >= last - 1 else ()
    own = answer.denier.link.id if answer.denier.link else answer.denier.words
    if links and links[0].id == own:
        return
    who = Filler(first, last, re.sub(r"^(?:the|a|an) ", "", hit["who"], flags=re.IGNORECASE), IMPLIED, links)
    claim = _statement(annotated, sentence, (last + 1, start + hit.end()), ACCUSES, (who,))
    yield replace(claim, targets=(replace(answer.denier, kind=IMPLIED),))


def _is_named(annotated: Annotated, denier: Filler, span: tuple[int, int], said: re.Match[str]) -> bool:
    """Tell whether what was said names the denier, or the denier's country, outside the words for who said it."""
    spoken = (span[0] + said.start("who"), span[0] + said.end("who"))
    own = denier.link
    if own is None:
        return False
    for filler in (*annotated.actors, *annotated.places):
        inside = span[0] <= filler.start < span[1] and not spoken[0] <= filler.start < spoken[1]
        link = filler.link
        if inside and link is not None and (link.id == own.id or own.id in link.within or link.name == own.name):
            return True
    return False
