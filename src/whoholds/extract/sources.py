"""Who says so: the chain of speakers above a trigger, outermost first."""

from __future__ import annotations

import re
from itertools import pairwise

from whoholds.actors.nouns import BODIES, PEOPLE, singular
from whoholds.extract.attributions import Phrase, attributions
from whoholds.extract.speakers import Speaker, attributed, governing_speakers, issues_statement, speaks, told_media
from whoholds.extract.tree import Tree, open_tree
from whoholds.records import Annotated, Filler, Mention, Sentence
from whoholds.rules.lexicon import SpeechWords, open_speech
from whoholds.text.phrases import phrase, subtree
from whoholds.text.turns import label_before

NEAR = 8
"""An attribution after a quotation begins within so many tokens of its sentence ("he said on Monday")."""
OWN_VOICE = frozenset({"i", "we", "me", "us", "myself", "ourselves"})
"""Outside a quotation these speak for the text itself."""
BACKERS = frozenset({"ally", "backer", "partner", "supporter", "government", "state", "opponent"})
"""What a capital itself is called beside its name: "Moscow, an ally of Damascus, said"."""
WITH_WHOM = frozenset({"loyal", "allied", "aligned", "affiliated", "linked", "close", "opposed"})
"""What is followed by whose side somebody is on."""
RANKS = frozenset("lt gen general maj major brig brigadier lieutenant col colonel capt captain cpt adm admiral marshal sgt mr mrs ms dr".split()) | {""}
"""What may stand between an office and its holder, stops apart: "the commander, Lt. Gen. Sean MacFarland"."""
_SPEAKS = re.compile(r", ((?:an?|the|one|two) \w[^,;]*)$")
ASKERS = frozenset({"q", "question"})
"""Labels of nobody in particular: what a question takes for granted has no source."""
FIRST_PERSON = frozenset({"i", "me", "myself"})


def source_chain(annotated: Annotated, sentence_index: int, trigger_index: int, tree: Tree | None = None) -> tuple[Filler, ...]:
    """Return who says what a trigger says, outermost first; empty where it is the text's own voice.

    `tree` is the sentence's, where it is open already.
    """
    words = open_speech()
    tree = tree or open_tree(annotated.sentences[sentence_index])
    speakers = [(tree, speaker) for speaker in governing_speakers(tree, trigger_index, words)]
    quote = quote_around(annotated, tree.tokens[trigger_index].start)
    if quote is not None:
        speakers = _inside(quote, speakers)
        said = _quote_speakers(annotated, quote, words)
        speakers = said + [each for each in speakers if _start(each) not in {_start(one) for one in said}]
    else:
        speakers = [each for each in speakers if each[0].lemma(each[1].head) not in OWN_VOICE]
    fillers = [_filler(annotated, each_tree.sentence, speaker) for each_tree, speaker in speakers]
    return tuple({(filler.start, filler.end): filler for filler in fillers}.values())


def quote_around(annotated: Annotated, spot: int) -> Mention | None:
    """Find the quotation or block of speech that holds a position; words in marks of distance are no speech."""
    found = [q for q in annotated.quotes if q.kind != "scare" and q.start <= spot < q.end]
    return min(found, key=lambda q: q.end - q.start) if found else None


Said = tuple[Tree, Speaker]


def _start(said: Said) -> int:
    tree, speaker = said
    return tree.tokens[speaker.head].start


def _inside(quote: Mention, speakers: list[Said]) -> list[Said]:
    """Drop the "I" of a speech: its speaker is named outside."""
    return [each for each in speakers if each[0].lemma(each[1].head) not in FIRST_PERSON or not _within(quote, each)]


def _within(quote: Mention, said: Said) -> bool:
    return quote.start <= _start(said) < quote.end


def _filler(annotated: Annotated, sentence: Sentence, speaker: Speaker) -> Filler:
    text = annotated.document.text
    if speaker.phrase is not None:
        start, end = sentence.tokens[speaker.phrase.first].start, sentence.tokens[speaker.phrase.last].end
    else:
        found = phrase(sentence, text, speaker.head)
        start, end = _after_time(sentence, found.start, found.end), _with_whom(sentence, found.end)
        start = _after_noun(annotated, sentence, start, end)
    start, end = _after_town(annotated, start, end), _with_name(sentence, speaker, end)
    return Filler(start, end, text[start:end], speaker.kind)


def _after_time(sentence: Sentence, start: int, end: int) -> int:
    """Leave out what the reader hung on a name though it opens the sentence: "Since 1 September IOM has recorded"."""
    first = next((t for t in sentence.tokens if t.start == start), None)
    names = [e.start for e in sentence.entities if e.kind in ("ORG", "PER") and start < e.start and e.end == end]
    return names[0] if names and first is not None and first.upos in ("ADP", "SCONJ") else start


def _after_noun(annotated: Annotated, sentence: Sentence, start: int, end: int) -> int:
    """Leave out the noun before a country's adjective, which opens the next phrase: "Before the assault Iraqi intelligence estimated"."""
    starts = {f.start for f in annotated.places if f.kind == "demonym" and start < f.start < end}
    for before, token in pairwise(sentence.tokens):
        if token.start in starts and before.start >= start and before.upos == "NOUN" and before.words.islower():
            start = token.start
    return start


def _with_whom(sentence: Sentence, end: int) -> int:
    """Take in whom a side is with: "forces loyal to the unity government said"."""
    last = next((t for t in sentence.tokens if t.end == end), None)
    if last is None or last.lemma.lower() not in WITH_WHOM or last.index + 1 >= len(sentence.tokens):
        return end
    below = subtree(sentence, last.index) if sentence.tokens[last.index + 1].lemma.lower() in ("to", "with") else [last.index]
    return max(end, sentence.tokens[below[-1]].end) if below == list(range(below[0], below[-1] + 1)) else end


def _after_town(annotated: Annotated, start: int, end: int) -> int:
    """Leave out the town at the end of the clause before: "After shells fell on Lyman, a spokesman for the general staff said"."""
    town = next((f for f in annotated.places if f.start == start and f.kind == "toponym" and f.end < end), None)
    rest = _SPEAKS.match(annotated.document.text, town.end, end) if town is not None else None
    noun = singular(rest[1].split(" of ")[0].split(" for ")[0].split()[-1].casefold()) if rest else ""
    return rest.start(1) if rest and noun in (PEOPLE | BODIES) - BACKERS else start


def _with_name(sentence: Sentence, speaker: Speaker, end: int) -> int:
    """Take in the name set beside an office: "Iraq's prime minister, Haider al-Abadi", "its commander, Lt. Gen. Sean MacFarland"."""
    after = [t for t in sentence.tokens if t.start >= end][:6]
    if len(after) < 2 or after[0].words != ",":
        return end
    if sentence.tokens[speaker.head].lemma.lower() in open_speech().media:
        return end  # "Speaking to The Wall Street Journal, Edgar Vasquez said": two speakers
    first = next((t for t in after[1:] if t.words.strip(".").casefold() not in RANKS), after[1])
    names = [e for e in sentence.entities if e.kind == "PER" and e.start in (first.start, after[1].start)]
    return names[0].end if names and sentence.tokens[speaker.head].upos in ("NOUN", "PROPN") else end


def _quote_speakers(annotated: Annotated, quote: Mention, words: SpeechWords) -> list[Said]:
    """Find who speaks a quotation: in its own sentences, beside it, or where the one before it was spoken."""
    if quote.kind == "block":
        turn = _turn(annotated, quote)
        if turn is not None:
            return turn
    own = (
        [s for s in annotated.sentences if s.start < quote.end and quote.start < s.end] if quote.kind != "block" else []
    )
    for sentence in own:
        found = _attribution(annotated, sentence, words)
        if found:
            return found
    if quote.kind != "block" and _goes_on_small(annotated, quote):
        found = _attribution_after(annotated, quote, words)
        if found:
            return found
    before = _opening(annotated, quote) if quote.kind == "block" else None
    before = before or _sentence_before(annotated, quote)
    if before is not None and (before.end > quote.start or _leads_in(annotated, before, quote)):
        found = _attribution(annotated, before, words)
        if found:
            return found
    earlier = _quote_before(annotated, quote)
    if earlier is not None:
        return _quote_speakers(annotated, earlier, words)
    return _attribution_after(annotated, quote, words) if quote.kind != "block" else []


def _turn(annotated: Annotated, quote: Mention) -> list[Said] | None:
    """Find who has the word in a transcript: the label before the speech; nobody where a question is put, None in other texts."""
    label = label_before(annotated.document.text, quote.start)
    if label and annotated.document.text[label[0] : label[1]].casefold() in ASKERS:
        return []
    sentence = next((s for s in annotated.sentences if label and s.start <= label[0] < s.end), None)
    inside = [t.index for t in sentence.tokens if label and label[0] <= t.start and t.end <= label[1]] if sentence else []
    if sentence is None or not inside:
        return None
    return [(open_tree(sentence), Speaker(inside[-1], phrase=Phrase(inside[0], inside[-1], inside[-1])))]


def _opening(annotated: Annotated, quote: Mention) -> Sentence | None:
    """Find the sentence whose later part opens a speech without marks: "The minister said: We have stopped the advance."."""
    return next((s for s in annotated.sentences if s.start < quote.start < s.end), None)


def _goes_on_small(annotated: Annotated, quote: Mention) -> bool:
    """Tell whether the words behind a quotation begin small: an attribution cut off by the reader ("?" he asked)."""
    behind = annotated.document.text[quote.end : quote.end + 40].lstrip(" ")
    return behind[:1].islower()


def _attribution_after(annotated: Annotated, quote: Mention, words: SpeechWords) -> list[Said]:
    beside = _sentence_after(annotated, quote)
    return _attribution(annotated, beside, words, first=True) if beside is not None else []


def _attribution(annotated: Annotated, sentence: Sentence, words: SpeechWords, *, first: bool = False) -> list[Said]:
    """Find the speech verb of a sentence that stands outside quotation marks, with its speakers."""
    tree = open_tree(sentence)
    found: list[tuple[int, list[Said]]] = []
    for each in attributions(tree, words, before_colon=True):
        outside = quote_around(annotated, tree.tokens[each.verb].start) is None
        if outside and not first and quote_around(annotated, tree.tokens[each.speakers[0].head].start) is None:
            return [(tree, speaker) for speaker in attributed(tree, each, words)]
    for token in tree.tokens:
        if not speaks(tree, token.index, words) and not issues_statement(tree, token.index):
            continue
        if quote_around(annotated, token.start) is not None or (first and token.index >= NEAR):
            continue
        speakers = [
            s
            for s in told_media(tree, token.index, words)
            if quote_around(annotated, tree.tokens[s.head].start) is None
        ]
        rank = 0 if tree.lemma(token.index) in words.beside else 1
        if any(s.kind == "speaker" for s in speakers):
            found.append((rank, [(tree, s) for s in speakers]))
    if found and first and _own_quote(annotated, sentence):
        return []
    return min(found, key=lambda each: each[0])[1] if found else []


def _own_quote(annotated: Annotated, sentence: Sentence) -> bool:
    return any(q.kind == "quote" and sentence.start <= q.start < sentence.end for q in annotated.quotes)


def _sentence_after(annotated: Annotated, quote: Mention) -> Sentence | None:
    found = next((s for s in annotated.sentences if s.start >= quote.end), None)
    if found is None or "\n" in annotated.document.text[quote.end : found.start]:
        return None
    return found if annotated.document.text[quote.end : found.start].strip() == "" else None


def _sentence_before(annotated: Annotated, quote: Mention) -> Sentence | None:
    return next((s for s in reversed(annotated.sentences) if s.end <= quote.start + 1), None)


def _leads_in(annotated: Annotated, sentence: Sentence, quote: Mention) -> bool:
    """Tell whether a sentence introduces a quotation: it ends in a colon, or the quotation follows in its paragraph."""
    text = annotated.document.text
    between = text[sentence.end : quote.start].strip()
    if between not in ("", ":"):
        return False
    colon = between == ":" or text[sentence.start : sentence.end].rstrip().endswith((":", ",", "that"))
    return colon or "\n" not in text[sentence.end : quote.start]


def _quote_before(annotated: Annotated, quote: Mention) -> Mention | None:
    """Find the quotation that this one goes on from: only its attribution, or a paragraph's end, stands between."""
    text = annotated.document.text
    earlier = [q for q in annotated.quotes if q.kind == "quote" and q.end <= quote.start]
    if not earlier:
        return None
    between = text[earlier[-1].end : quote.start]
    if "\n" in between:
        return earlier[-1] if between.strip() == "" else None
    sentences = [s for s in annotated.sentences if earlier[-1].end <= s.start < quote.start]
    return earlier[-1] if len(sentences) <= 1 else None
