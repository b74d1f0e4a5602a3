"""Open the language reader: check its files, start its session."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from whoholds.errors import ModelError
from whoholds.models.card import AGAIN, FOLDER, read_card

if TYPE_CHECKING:
    import onnxruntime

    from whoholds.models.reader import OnnxReader, Reader

OURS = "whoholds"
"""Setting `language` that means the reader shipped here; any other value names a spaCy pipeline."""


def open_reader(language: str = OURS, threads: int = 1) -> Reader:
    """Open the shipped reader, or wrap the spaCy pipeline of that name."""
    if language == OURS:
        return open_shipped(threads=threads)
    from whoholds.models.from_spacy import open_spacy

    reader: Reader = open_spacy(language)
    return reader


def open_shipped(folder: Path = FOLDER, threads: int = 1) -> OnnxReader:
    """Open the reader whose weights lie in a folder; refuse weights that the card does not vouch for."""
    from whoholds.models.lemma import Lemmas
    from whoholds.models.pieces import Pieces
    from whoholds.models.reader import OnnxReader
    from whoholds.models.sentences import read_weights

    card = read_card(folder)
    reader = _session(folder / card.weights, card.sha256, threads)
    claims = _session(folder / card.claims[0], card.claims[1], threads) if card.claims else None
    try:
        pieces = Pieces.from_file(folder / "vocab.txt")
        lemmas = Lemmas.from_file(folder / "lemmas.tsv.gz")
        ends = read_weights(folder / "sentence-ends.tsv.gz")
    except (OSError, ValueError, EOFError) as fault:
        raise ModelError(f"{folder}: a table of the language reader cannot be read ({fault}). {AGAIN}") from None
    return OnnxReader((reader, claims), card, pieces, lemmas, ends)


def _session(path: Path, sha256: str, threads: int) -> onnxruntime.InferenceSession:
    try:
        weights = path.read_bytes()
    except OSError as fault:
        raise ModelError(f"{path}: the language reader's weights cannot be read ({fault}). {AGAIN}") from None
    digest = hashlib.sha256(weights).hexdigest()
    if digest != sha256:
        raise ModelError(f"{path}: SHA-256 is {digest}, the card says {sha256}: the file is damaged. {AGAIN}")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, threads)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
