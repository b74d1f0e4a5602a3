"""Who says so, outermost first."""

import pytest

from tests.extract.read_trees import annotated, at, rows
from whoholds.annotate.speech import find_quotes
from whoholds.extract.sources import source_chain
from whoholds.records import Annotated, Document, Sentence, Token

CASES = rows("source.tsv")


@pytest.mark.parametrize(
    ("trigger", "speakers", "line"), CASES, ids=[f"{row[1] or 'own voice'} {row[0]}" for row in CASES]
)
def test_speakers(trigger: str, speakers: str, line: str) -> None:
    document = annotated(line)
    found = [filler.words for filler in source_chain(document, 0, at(document, trigger))]
    assert found == [words for words in speakers.split("|") if words]


@pytest.mark.parametrize("line", sorted({row[2] for row in CASES}))
def test_words_are_those_of_the_text(line: str) -> None:
    document = annotated(line)
    for token in document.sentences[0].tokens:
        for filler in source_chain(document, 0, token.index):
            assert document.document.text[filler.start : filler.end] == filler.words


def tokens(text: str, start: int, line: str) -> tuple[Token, ...]:
    """Place a sentence's tokens in a text, from `start` on."""
    found = []
    for index, item in enumerate(line.split()):
        words, lemma, upos, xpos, arc = item.rsplit("/", 4)
        deprel, _, head = arc.rpartition(">")
        start = text.index(words, start)
        found.append(Token(index, start, start + len(words), words, lemma, upos, xpos, int(head) - 1, deprel))
        start += len(words)
    return tuple(found)


SAID = "the/the/DET/DT/det>2 mayor/mayor/NOUN/NN/nsubj>3 said/say/VERB/VBD/root>0"
TOOK = "We/we/PRON/PRP/nsubj>2 took/take/VERB/VBD/{} Harim/Harim/PROPN/NNP/obj>2"


def document(text: str, *lines: str) -> Annotated:
    """Build a document of several sentences, each a line of tokens in the text's order."""
    sentences, spot = [], 0
    for index, line in enumerate(lines):
        found = tokens(text, spot, line)
        sentences.append(Sentence(index, spot, found[-1].end, 0, found))
        spot = found[-1].end
        while spot < len(text) and text[spot] in '.":\u201d \n':
            spot += 1
    return Annotated(Document("d", text), tuple(sentences), quotes=find_quotes(text, tuple(sentences)))


def test_a_quotation_keeps_its_speaker_in_the_next_sentence() -> None:
    text = '"They ran off at dawn," the mayor said. "We took Harim."'
    ran = "They/they/PRON/PRP/nsubj>2 ran/run/VERB/VBD/ccomp>8 off/off/ADV/RB/advmod>2"
    ran += " at/at/ADP/IN/case>5 dawn/dawn/NOUN/NN/obl>2"
    made = document(
        text,
        f"{ran} the/the/DET/DT/det>7 mayor/mayor/NOUN/NN/nsubj>8 said/say/VERB/VBD/root>0",
        TOOK.format("root>0"),
    )
    assert [f.words for f in source_chain(made, 1, 1)] == ["the mayor"]


def test_a_block_of_speech_has_the_speaker_before_the_colon() -> None:
    made = document("On Friday the mayor said:\n\nWe took Harim.", SAID, TOOK.format("root>0"))
    assert [f.words for f in source_chain(made, 1, 1)] == ["the mayor"]


def test_after_the_quotation_the_text_speaks_again() -> None:
    made = document('"They ran," the mayor said. We took Harim.', SAID, TOOK.format("root>0"))
    assert source_chain(made, 1, 1) == ()
