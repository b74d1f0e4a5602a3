"""Make the vectors of sentences: the reader's own word vectors on the main axes of news sentences, with each piece's rarity there."""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from gold_text import documents
from onnx import numpy_helper

from whoholds.models.card import FOLDER
from whoholds.models.meanings import FILE, sentences_in, words_in
from whoholds.models.pieces import Pieces

AXES = 128
"""Main axes kept. Tried on stories a to g of `evaluate origins`: 64 tell rewrites from separate reports a little worse, 192 and 384 as well."""
WHITENING = 0.5
"""How far axes are brought to one size (0 as they are, 1 wholly); 0 and 0.5 were tried there, 0.5 is better with few axes."""
MOST_SENTENCES = 12_000
"""Sentences that the axes are worked out from."""


def word_vectors(path: Path) -> np.ndarray:
    """Take the first layer of the reader's encoder out of its file: a row for each piece."""
    parts = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer if "encoder.words.weight" in t.name}
    name = "network.encoder.words.weight"
    return (parts[f"{name}_quantized"].astype(np.float32) - float(parts[f"{name}_zero_point"])) * float(parts[f"{name}_scale"])


def main() -> None:
    """Write the file beside the reader's weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "gold", help="Folder of our own annotated texts.")
    folder = parser.parse_args().gold
    pieces = Pieces.from_file(FOLDER / "vocab.txt")
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    vectors = word_vectors(FOLDER / card["weights"])
    texts = [row["text"] for path in sorted(folder.glob("*.txt")) for row in documents(path)]
    told = [sentence for text in texts for sentence in sentences_in(text)]
    cut = [[piece for word in words_in(sentence) for piece in pieces.of(word)] for sentence in told]
    seen = Counter(piece for each in cut for piece in set(each))
    rarity = np.array([math.log((len(cut) + 1) / (seen[piece] + 1)) for piece in range(len(vectors))], dtype=np.float32)
    rows = np.array([rarity[each] @ vectors[each] / max(float(rarity[each].sum()), 1e-9) for each in cut[:MOST_SENTENCES] if each])
    centre = rows.mean(axis=0)
    _, sizes, axes = np.linalg.svd(rows - centre, full_matrices=False)
    turned = axes[:AXES] * ((sizes[:AXES] / sizes[0]) ** -WHITENING)[:, None]
    table = vectors @ turned.T
    scale = np.abs(table).max(axis=0) / 127
    stored = np.round(table / scale).astype(np.int8)
    np.savez_compressed(
        FOLDER / FILE, table=stored, scale=scale.astype(np.float32), centre=(centre @ turned.T).astype(np.float32),
        rarity=rarity.astype(np.float16).astype(np.float32),
    )  # fmt: skip
    print(f"{FOLDER / FILE}: {len(stored)} pieces, {AXES} axes, {len(told)} sentences")


if __name__ == "__main__":
    main()
