"""Fill the card of the shipped weights: what they were made from, when, under which terms, and how they score.

    python training/card.py --data $DATA --made 2026-11-21

Run it after export.py: the scores are those of exactly the weights that the card names.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from whoholds.evaluate.language import scores
from whoholds.models.card import FOLDER
from whoholds.models.load import open_shipped

LICENCE = "Apache-2.0 (weights and encoder); the corpora keep their own terms"
DATA = (
    ("all-MiniLM-L6-v2", "Apache-2.0", "encoder, tuned"),
    ("Universal Dependencies English EWT", "CC BY-SA 4.0", "trees, tags, sentence ends, lemmas"),
    ("Universal Dependencies English GUM, genres with free terms", "CC BY, CC BY-SA, public domain", "the same"),
    ("Universal NER over EWT", "CC BY-SA 4.0", "names"),
    ("CrossNER (of politics the train and dev parts)", "MIT; text from Wikipedia", "names"),
    ("re3d without BBC (Dstl)", "public domain, UK OGL 3, CC BY 3, CC BY-SA", "defence layer"),
    ("annotated claims: articles written for this project, public statements and encyclopedia texts", "ours", "claim branch, judge"),
    ("our own annotated texts, training/gold", "Apache-2.0", "claim branch, judge"),
)  # fmt: skip


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--made", required=True, help="day of training, YYYY-MM-DD")
    options = parser.parse_args()
    path = FOLDER / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    found = {key: value for key, value in scores(options.data, open_shipped()).items() if not key.startswith("speed")}
    card |= {"made": options.made, "licence": LICENCE, "scores": found}
    card["data"] = [{"name": name, "licence": licence, "use": use} for name, licence, use in DATA]
    part = path.with_suffix(".part")
    part.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.rename(path)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
