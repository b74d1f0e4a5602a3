"""To spaCy and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whoholds.models.clear_to_ud import Node, to_ud

spacy = pytest.importorskip("spacy")

TEXT = "  Rebels of the  Free Syrian Army took Palmyra.\n\nThe army left. "
LEMMAS = {"was": "be", "is": "be"}


def clear(rows: str) -> dict[str, tuple[str, str]]:
    words = [row.split("/") for row in rows.split()]
    nodes = [Node(int(head), rel, upos, tag, LEMMAS.get(word, word)) for word, upos, tag, head, rel in words]
    return {
        words[spot][0]: (words[head][0] if head >= 0 else "-", rel) for spot, (head, rel) in enumerate(to_ud(nodes))
    }


def test_passive_with_agent_and_place() -> None:
    found = clear(
        "town/NOUN/NN/2/nsubjpass was/AUX/VBD/2/auxpass taken/VERB/VBN/-1/ROOT by/ADP/IN/2/agent rebels/NOUN/NNS/3/pobj "
        "of/ADP/IN/4/prep faction/NOUN/NN/5/pobj in/ADP/IN/2/prep May/PROPN/NNP/7/pobj"
    )
    assert found["town"] == ("taken", "nsubj:pass")
    assert found["rebels"] == ("taken", "obl:agent")
    assert found["by"] == ("rebels", "case")
    assert found["faction"] == ("rebels", "nmod")
    assert found["May"] == ("taken", "obl")


def test_double_preposition() -> None:
    found = clear("drove/VERB/VBD/-1/ROOT them/PRON/PRP/0/dobj out/ADP/IN/0/prep of/ADP/IN/2/prep Hit/PROPN/NNP/3/pobj")
    assert found == {
        "drove": ("-", "root"),
        "them": ("drove", "obj"),
        "out": ("Hit", "case"),
        "of": ("Hit", "case"),
        "Hit": ("drove", "obl"),
    }


def test_copula_and_conjuncts() -> None:
    found = clear("Hit/PROPN/NNP/1/nsubj is/AUX/VBZ/-1/ROOT a/DET/DT/3/det town/NOUN/NN/1/attr")
    assert found == {"Hit": ("town", "nsubj"), "is": ("town", "cop"), "a": ("town", "det"), "town": ("-", "root")}
    found = clear("A/X/X/-1/ROOT B/X/X/0/conj and/CCONJ/CC/1/cc C/X/X/1/conj")
    assert found == {"A": ("-", "root"), "B": ("A", "conj"), "and": ("C", "cc"), "C": ("A", "conj")}


def test_clause_after_preposition() -> None:
    found = clear("left/VERB/VBD/-1/ROOT after/ADP/IN/0/prep losing/VERB/VBG/1/pcomp Hit/PROPN/NNP/2/dobj")
    assert found["losing"] == ("left", "advcl")
    assert found["after"] == ("losing", "mark")


def test_doc_keeps_text_and_trees(tmp_path: Path) -> None:
    from whoholds.models.from_spacy import open_spacy
    from whoholds.models.load import open_reader
    from whoholds.models.spacy_component import load_spacy

    nlp = load_spacy()
    doc, empty = nlp.pipe([TEXT, ""])
    assert (doc.text, empty.text) == (TEXT, "")
    assert [span.text.strip() for span in doc.sents] == [
        "Rebels of the  Free Syrian Army took Palmyra.",
        "The army left.",
    ]
    assert {"Palmyra"} <= {each.text for each in doc.ents}
    assert doc.spans["defence"]
    nlp.to_disk(tmp_path / "pipeline")
    without_leads = tuple(replace(sentence, leads=()) for sentence in open_reader().read(TEXT))
    assert open_spacy(str(tmp_path / "pipeline")).read(TEXT) == without_leads
