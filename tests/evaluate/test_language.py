"""The language score, on trees and texts made by hand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from whoholds.errors import InputError
from whoholds.evaluate.language import f1, raw_scores, tree_scores
from whoholds.evaluate.language_data import raw_text, read_names, read_trees, spans_of
from whoholds.models.reader import Parsed
from whoholds.records.sentence import Sentence, Token

CONLLU = """# newdoc id = d
# newpar
# text = He didn't go.
1\tHe\the\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = No.
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "x.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return path


def test_raw_text_has_its_spaces_and_paragraphs(treebank: Path) -> None:
    gold = raw_text(read_trees(treebank))
    assert gold.text.rstrip() == "He didn't go. \n\nNo."
    assert [gold.text[a:b] for a, b in gold.words[0]] == ["He", "did", "n't", "go", "."]


def test_subtypes_do_not_count(treebank: Path) -> None:
    trees = read_trees(treebank)[:1]
    parsed = Parsed([3, 3, 3, -1, 0], ["nsubj:pass", "aux", "obj", "root", "punct"], ["PRON"] * 5, [""] * 5, [], [])
    assert tree_scores(trees, [parsed]) == {"upos": 20.0, "uas": 80.0, "las": 60.0}


def test_words_are_aligned_by_offset(treebank: Path) -> None:
    trees = read_trees(treebank)
    gold = raw_text(trees)
    tokens = (
        Token(0, 16, 18, "No", "no", "INTJ", "UH", -1, "root"),
        Token(1, 18, 19, ".", ".", "PUNCT", ".", 0, "punct"),
    )
    scores = raw_scores(trees, gold, [Sentence(0, 16, 19, 1, tokens)])
    assert scores["sentences"] == pytest.approx(200 / 3)
    assert scores["words"] == scores["las"] == pytest.approx(400 / 9)


def test_names_of_other_kinds_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "crossner.txt.gz"
    path.write_bytes(gzip.compress(b"Merkel\tB-politician\nwon\tO\nthe\tO\nvote\tB-election\n"))
    (found,) = read_names(path)
    assert found.names == {(0, 1, "PER")}


def test_spans_and_f1() -> None:
    assert spans_of(["B-PER", "I-PER", "B-PER", "O"]) == {(0, 2, "PER"), (2, 3, "PER")}
    assert f1({1, 2}, {2}) == pytest.approx(200 / 3)


def test_a_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing"):
        read_trees(tmp_path / "none.conllu.gz")
