"""The shipped reader, on real sentences."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from whoholds.errors import ModelError
from whoholds.models.card import FOLDER, read_card
from whoholds.models.load import open_reader, open_shipped
from whoholds.models.reader import OnnxReader, Reader

TEXT = (
    "BEIRUT, March 28 (Reuters) - Syrian government forces captured the town of Palmyra from Islamic State on Sunday, "
    "the army said.\n\nIt was held by the group for ten months."
)
AWKWARD = [
    "", " \r\n ", "\x00", "\ud800 lone", "x" * 50_000, ". " * 3_000, "(" * 2_000, "🙂🙂 مرحبا بالعالم. 你好。",
    "One.\r\nTwo.\r\n\r\nThree.", "a\u0301" * 300, "word " * 3_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def test_a_sentence_is_read(reader: Reader) -> None:
    first, second = reader.read(TEXT)
    captured = next(token for token in first.tokens if token.words == "captured")
    below = {token.words: token.deprel for token in first.tokens if token.head == captured.index}
    assert (captured.lemma, captured.upos, below["forces"], below["town"]) == ("capture", "VERB", "nsubj", "obj")
    held = next(token for token in second.tokens if token.words == "held")
    assert {token.deprel for token in second.tokens if token.head == held.index} >= {
        "nsubj:pass",
        "aux:pass",
        "obl:agent",
    }
    assert {("Palmyra", "LOC")} <= {(each.words, each.kind) for each in first.entities}
    assert (first.paragraph, second.paragraph) == (0, 1)


def test_capitals_are_read(reader: Reader) -> None:
    (sentence,) = reader.read("THE GUERRILLAS ATTACKED THE BARRACKS IN SAN SALVADOR.")
    assert [(token.words, token.deprel) for token in sentence.tokens if token.deprel in ("nsubj", "root", "obj")] == [
        ("GUERRILLAS", "nsubj"), ("ATTACKED", "root"), ("BARRACKS", "obj"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [TEXT, *AWKWARD])
def test_offsets_trees_and_mentions_hold(reader: Reader, text: str) -> None:
    for number, sentence in enumerate(reader.read(text)):
        assert sentence.index == number
        assert [token.deprel for token in sentence.tokens].count("root") == 1
        assert [token.head for token in sentence.tokens].count(-1) == 1
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for each in (*sentence.tokens, *sentence.entities, *sentence.defence):
            assert text[each.start : each.end] == each.words


def test_a_text_reads_the_same_in_any_company(reader: Reader) -> None:
    texts = [TEXT, "He left.", TEXT * 5, AWKWARD[7]]
    together = list(reader.read_many(texts))
    assert together == [reader.read(text) for text in texts]
    assert list(reader.read_many(reversed(texts))) == together[::-1]


def test_long_sentences_stay_one(reader: Reader) -> None:
    (sentence,) = reader.read("The army took " + ", ".join(f"village {number}" for number in range(200)) + ".")
    assert len(sentence.tokens) > 500


def test_words_have_vectors_and_what_the_claim_branch_takes_them_for(reader: Reader) -> None:
    assert isinstance(reader, OnnxReader)
    status = [*reader.card.labels["status"]]
    for text, believed in (
        ("Rebels shelled the town of Bria.", "fact"),
        ("Rebels plan to shell the town of Bria.", "planned"),
    ):
        words = [token.words for token in reader.read(text)[0].tokens]
        vectors, readings = reader.vectors(words)
        assert len(vectors) == len(readings) == len(words)
        verb = readings[next(i for i, word in enumerate(words) if word.startswith("shell"))]
        assert status[int(verb[-len(status) :].argmax())] == believed
    assert [rows.shape for rows in reader.vectors([])] == [(0, 0), (0, 0)]


def test_weights_that_the_card_does_not_know_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "weights")
    (folder / read_card(folder).weights).write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"SHA-256.*the file is damaged.*Reinstall"):
        open_shipped(folder)


def test_a_missing_or_broken_card_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card is missing"):
        open_shipped(tmp_path)
    (tmp_path / "card.json").write_text(json.dumps({"name": "x"}))
    with pytest.raises(ModelError, match=r"cannot be read.*labels"):
        open_shipped(tmp_path)


def test_an_unknown_pipeline_is_told() -> None:
    with pytest.raises(ModelError, match="nowhere_core_web"):
        open_reader("nowhere_core_web")
