"""Train the judge: logistic regressions over the features of rule matches and of their roles. See README.md.

Learns from annotated documents (`train.jsonl`, and the half of `dev.jsonl` that may be looked at), chooses thresholds
by cross-validation over documents, and writes `src/whoholds/extract/data/judge.json.gz`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from claim_items import is_looked_at, may_teach
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from whoholds.annotate.document import annotate
from whoholds.extract.choose import weigh
from whoholds.extract.judge import Judge, Linear
from whoholds.extract.learned import LEARNED
from whoholds.extract.match import index_rules
from whoholds.extract.role_features import around, candidates, role_features
from whoholds.extract.roles import wording
from whoholds.extract.scene import open_scenes
from whoholds.records import Annotated, Document, Filler, Lead
from whoholds.rules.schema import ROLES
from whoholds.toolkit import Toolkit, open_toolkit

OUT = Path("src/whoholds/extract/data/judge.json.gz")
FOLDS = 8
STRENGTH = 0.2
"""Inverse of the L2 penalty: of 0.1, 0.2 and 0.4 the best in cross-validated F1 of claims."""
LEAST_WEIGHT = 0.01
EXAMPLE_WEIGHT = 9
"""How often a rule's own sentence counts: there are few of them, and they are what its author means."""
WEIGHT = 3.0
"""Weight of the texts that are not our own: there are few of them, and they are the news that is read."""
FREE = 0.001
"""F1 given up for a higher threshold: next to nothing, for the shipped threshold is that of the best F1."""


@dataclass
class Row:
    """One match of one rule in one document."""

    document: str
    trigger: tuple[str, int, int]
    type: str
    features: tuple[str, ...]
    gold: int
    """Index of the annotated claim that it finds; -1 for none."""
    weight: float = 1.0


def gold_documents(folder: Path) -> list[dict[str, Any]]:
    """Read the documents that may be learned from."""
    lines = [("train", line) for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    lines += [("dev", line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(kind, json.loads(line)) for kind, line in lines if line.strip()]
    return [data for kind, data in found if kind == "train" or (is_looked_at(data["doc"]) and may_teach(data))]


@dataclass
class RoleRow:
    """One candidate phrase of one annotated claim."""

    document: str
    features: tuple[str, ...]
    roles: frozenset[str]
    weight: float = 1.0


Leads = dict[tuple[str, int], tuple[Lead, ...]]


def read_leads(path: Path) -> Leads:
    """Read the leads that claim_net.py wrote by cross-validation: of models that had not seen the document."""
    found: Leads = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        found[data["doc"], data["index"]] = tuple(
            Lead(
                int(spot),
                tuple(sorted(lead["types"].items())),
                tuple(sorted(lead["status"].items())),
                tuple((role, int(i), p) for role, heads in lead["roles"].items() for i, p in heads.items()),
            )
            for spot, lead in sorted(data["leads"].items(), key=lambda item: int(item[0]))
        )
    return found


def with_leads(annotated: Annotated, leads: Leads) -> Annotated:
    """Put these leads in place of the reader's own."""
    sentences = (replace(s, leads=leads.get((annotated.document.id, s.index), ())) for s in annotated.sentences)
    return replace(annotated, sentences=tuple(sentences))


def rows_of(
    data: dict[str, Any], toolkit: Toolkit, leads: Leads, weight: float = 1.0
) -> tuple[list[Row], list[RoleRow]]:
    """Match every rule in a document; mark the matches that an annotated claim confirms, and the fillers of those."""
    rules, blank = index_rules(toolkit.rules), Judge(Linear({}, 0.0), {}, frozenset(), "")
    annotated = with_leads(annotate(Document(data["doc"], data["text"]), toolkit), leads)
    rows: list[Row] = []
    roles: list[RoleRow] = []
    for scene in open_scenes(annotated, toolkit.rules):
        for chosen in weigh(scene, rules, blank):
            match = chosen.match
            gold = next((i for i, c in enumerate(data["claims"]) if c["type"] == match.rule.type
                         and c["trigger"]["start"] < match.end and match.start < c["trigger"]["end"]), -1)  # fmt: skip
            spot = (data["doc"], scene.tree.sentence.index, match.index)
            rows.append(Row(data["doc"], spot, match.rule.type, chosen.features, gold, weight))
            if gold < 0:
                continue
            seen = around(scene, match, chosen.fillers)
            for index in candidates(scene, match):
                right = {r for r in ROLES if _fills(wording(scene, match, r, index), data["claims"][gold][r])}
                roles.append(RoleRow(data["doc"], tuple(role_features(scene, seen, index)), frozenset(right), weight))
    return rows, roles


def example_rows(toolkit: Toolkit) -> list[Row]:
    """Match each rule in the sentences that it must find and must refuse: what they say of their own rule, several times."""
    rules, blank = index_rules(toolkit.rules), Judge(Linear({}, 0.0), {}, frozenset(), "")
    rows: list[Row] = []
    cases = [
        (rule, text, wanted)
        for rule in toolkit.rules.rules
        for wanted, texts in ((0, rule.matches), (-1, rule.rejects))
        for text in texts
    ]
    for number, (rule, text, wanted) in enumerate(cases):
        name = f"example {number}"
        for scene in open_scenes(annotate(Document(name, text), toolkit), toolkit.rules):
            found = [c for c in weigh(scene, rules, blank) if c.match.rule.id == rule.id]
            rows += [Row(name, (name, 0, c.match.index), rule.type, c.features, wanted) for c in found] * EXAMPLE_WEIGHT
    return rows


def _fills(worded: list[Filler], gold: list[dict[str, Any]]) -> bool:
    """Tell whether words overlap an annotated filler by half of the shorter."""
    for filler in worded:
        for item in gold:
            shared = min(filler.end, item["end"]) - max(filler.start, item["start"])
            if 2 * shared >= min(filler.end - filler.start, item["end"] - item["start"]) > 0:
                return True
    return False


@dataclass
class Lesson:
    """What a regression learns from: features, answers, and the weight and document of each row."""

    features: list[tuple[str, ...]]
    right: list[bool]
    weights: list[float]
    documents: list[str]

    def part(self, chosen: Sequence[int]) -> Lesson:
        """Return some of the rows."""
        return Lesson(
            [self.features[i] for i in chosen], [self.right[i] for i in chosen],
            [self.weights[i] for i in chosen], [self.documents[i] for i in chosen],
        )  # fmt: skip


def fit(lesson: Lesson, strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit a regression; `strength` is the inverse of its L2 penalty."""
    names = DictVectorizer()
    matrix = names.fit_transform([dict.fromkeys(row, 1) for row in lesson.features])
    return names, LogisticRegression(C=strength, max_iter=3000).fit(matrix, lesson.right, lesson.weights)


def crossed(lesson: Lesson, strength: float) -> np.ndarray:
    """Score every row by a model that saw none of its document."""
    scores = np.zeros(len(lesson.features))
    for learn, test in GroupKFold(FOLDS).split(lesson.features, groups=lesson.documents):
        names, model = fit(lesson.part(learn), strength)
        scores[test] = model.predict_proba(names.transform([dict.fromkeys(lesson.features[i], 1) for i in test]))[:, 1]
    return scores


def claims_f1(rows: list[Row], scores: np.ndarray, threshold: float, wanted: float) -> float:
    """Score the choice of the best rule a trigger at a threshold; each row counts by its weight."""
    best: dict[tuple[str, int, int], tuple[float, Row]] = {}
    for row, score in zip(rows, scores, strict=True):
        if score >= threshold and (row.trigger not in best or score > best[row.trigger][0]):
            best[row.trigger] = (score, row)
    right = sum({(row.document, row.gold): row.weight for _, row in best.values() if row.gold >= 0}.values())
    return 2 * right / (sum(row.weight for _, row in best.values()) + wanted) if best else 0.0


def plain_f1(lesson: Lesson, scores: np.ndarray, threshold: float) -> float:
    """Score a yes or no at a threshold; each row counts by its weight."""
    yes, right, weights = scores >= threshold, np.array(lesson.right), np.array(lesson.weights)
    both = float(np.sum(weights[yes & right]))
    return 2 * both / float(np.sum(weights[yes]) + np.sum(weights[right])) if both else 0.0


def careful(results: list[tuple[float, float]]) -> tuple[float, float]:
    """Take the highest threshold that costs no more than `FREE` of the best F1: where F1 is flat, users prefer precision."""
    best = max(quality for quality, _ in results)
    return max((item for item in results if item[0] >= best - FREE), key=lambda item: item[1])


def weights_of(lesson: Lesson, strength: float) -> dict[str, float]:
    """Fit on everything and return the weights that count, the intercept added to `all`."""
    names, model = fit(lesson, strength)
    pairs = zip(names.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(float(weight), 4) for name, weight in pairs if abs(weight) >= LEAST_WEIGHT}
    weights["all"] = round(weights.get("all", 0.0) + float(model.intercept_[0]), 4)
    return dict(sorted(weights.items()))


def known_rules(toolkit: Toolkit) -> list[str]:
    """Name the rules that the models know from now on."""
    return [rule.id for rule in (*toolkit.rules.rules, *LEARNED.values())]


def main() -> None:
    """Train, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True, help="folder of train.jsonl and dev.jsonl")
    parser.add_argument("--own", type=Path, help="our own annotated texts, as JSON lines of gold_text.py")
    parser.add_argument("--leads", type=Path, help="leads of claim_net.py; without them the judge knows rules only")
    options = parser.parse_args()
    leads = read_leads(options.leads) if options.leads else {}
    toolkit = open_toolkit()
    documents = [(data, WEIGHT) for data in gold_documents(options.claims)]
    if options.own:
        documents += [(json.loads(line), 1.0) for line in options.own.read_text(encoding="utf-8").splitlines()]
    made = [rows_of(data, toolkit, leads, weight) for data, weight in documents]
    learned = Learned(
        [row for pair in made for row in pair[0]],
        [row for pair in made for row in pair[1]],
        example_rows(toolkit),
        sum(weight * len(data["claims"]) for data, weight in documents),
    )
    kinds = {"models": learned, "bare": learned.bare()} if leads else {"models": learned}
    told: dict[str, Any] = {"documents": len(documents), "claims": learned.wanted, "strength": STRENGTH, "folds": FOLDS}
    data: dict[str, Any] = {"version": "2", "rules": known_rules(toolkit)}
    for name, kind in kinds.items():
        data[name], told[name] = fitted(kind)
    data["trained"] = told
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(json.dumps(data, indent=0).encode(), mtime=0))
    print(json.dumps(told))


@dataclass
class Learned:
    """All that is learned from: matches, fillers, the rules' own sentences, and how many claims there are to find."""

    rows: list[Row]
    roles: list[RoleRow]
    examples: list[Row]
    wanted: float

    def bare(self) -> Learned:
        """Leave out all that the learned reader says, for language readers that give no leads."""
        ids = {f"rule {rule.id}" for rule in LEARNED.values()}

        def strip(rows: list[Any]) -> list[Any]:
            kept = [row for row in rows if not ids & set(row.features)]
            return [replace(row, features=tuple(f for f in row.features if not f.startswith("net "))) for row in kept]

        return Learned(strip(self.rows), strip(self.roles), strip(self.examples), self.wanted)


def fitted(learned: Learned) -> tuple[dict[str, Any], dict[str, float]]:
    """Choose thresholds by cross-validation, then fit on everything; return the models and their cross-validated F1."""
    rows, examples = learned.rows, learned.examples
    lesson = lesson_of(rows, [row.gold >= 0 for row in rows])
    scores = crossed(lesson, STRENGTH)
    quality, threshold = careful(
        [(claims_f1(rows, scores, t / 100, learned.wanted), t / 100) for t in range(13, 61, 2)]
    )
    every = lesson_of([*rows, *examples], [row.gold >= 0 for row in [*rows, *examples]])
    models = {"claims": {"threshold": threshold, "weights": weights_of(every, STRENGTH)}}
    told = {"claims": round(quality, 4)}
    for role in ROLES:
        lesson = lesson_of(learned.roles, [role in row.roles for row in learned.roles])
        scores = crossed(lesson, STRENGTH)
        quality, threshold = careful([(plain_f1(lesson, scores, t / 100), t / 100) for t in range(20, 65, 3)])
        models[role] = {"threshold": threshold, "weights": weights_of(lesson, STRENGTH)}
        told[role] = round(quality, 4)
    return models, told


def lesson_of(rows: Sequence[Row | RoleRow], right: list[bool]) -> Lesson:
    """Make a lesson of rows and their answers."""
    return Lesson([row.features for row in rows], right, [row.weight for row in rows], [row.document for row in rows])


if __name__ == "__main__":
    main()
