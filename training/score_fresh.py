"""Score the program on `training/fresh`, the annotated texts that no shipped weight has learned from.

python training/score_fresh.py --scorer CLAIMS/score.py                 all parts, a line a field
python training/score_fresh.py --scorer CLAIMS/score.py --errors F      also lists what went wrong in the one that is looked at
"""

from __future__ import annotations

import argparse
from pathlib import Path

from gold_text import documents

from whoholds.cli.common import open_tools
from whoholds.evaluate.claim_errors import COLUMNS, errors_of
from whoholds.evaluate.claims import annotate_rows
from whoholds.evaluate.scorer import open_scorer

PARTS = ("looked_at", "scored_only", "held_back", "plain_held_back")


def main() -> int:
    """Score all parts; list errors of the first alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", type=Path, required=True, help="score.py of the annotated claims")
    parser.add_argument("--errors", type=Path)
    options = parser.parse_args()
    scorer, tools = open_scorer(options.scorer), open_tools()
    scores, errors = {}, ["\t".join(COLUMNS)]
    for part in PARTS:
        rows = documents(Path(__file__).parent / "fresh" / f"{part}.txt")
        found = annotate_rows(rows, tools)
        scores[part] = scorer.measure({row["doc"]: row for row in rows}, found)[0]
        if part == PARTS[0]:
            errors += ["\t".join(line) for row in rows for line in errors_of(scorer, row, found[row["doc"]]["claims"])]
    print(f"{'F1':10}" + "".join(f"{part:>13}" for part in PARTS))
    for field in scores[PARTS[0]]["scores"]:
        print(f"{field:10}" + "".join(f"{scores[part]['scores'][field]['f1']:13.3f}" for part in PARTS))
    print(f"{'status':10}" + "".join(f"{scores[part]['status_accuracy']:13.3f}" for part in PARTS) + "  (accuracy on pairs)")
    if options.errors:
        options.errors.write_text("\n".join(errors) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
