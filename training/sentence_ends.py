"""Fit the linear model of sentence ends on the raw text of EWT and GUM."""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter
from pathlib import Path

import torch
from corpora import Example, read_treebank
from raw_text import raw_of

from whoholds.models.sentences import Paragraph, cut_text
from whoholds.models.tokens import word_spans

Case = tuple[list[str], bool]


def paragraphs_of(examples: list[Example]) -> list[list[Example]]:
    """Group sentences by paragraph."""
    groups: list[list[Example]] = []
    for example in examples:
        if example.opens or not groups:
            groups.append([])
        groups[-1].append(example)
    return groups


def cases_of(group: list[Example], change: str = "") -> list[Case]:
    """List the gaps of a paragraph with their features and whether a sentence ends there."""
    raw = raw_of([group[0], *(each for each in group[1:])])
    starts = {sentence[0][0] for sentence in raw.sentences}
    text = raw.text.upper() if change == "upper" and len(raw.text.upper()) == len(raw.text) else raw.text
    spans = word_spans(text)
    paragraph = Paragraph([text[a:b] for a, b in spans], [spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1)])
    cases, first = [], 0
    for gap in range(1, len(spans)):
        ends = spans[gap][0] in starts
        if paragraph.may_end(gap):
            cases.append((list(paragraph.features(gap, first)), ends))
        if ends:
            first = gap
    return cases


def fit(cases: list[Case], epochs: int, decay: float) -> dict[str, float]:
    """Fit a logistic regression over features seen at least twice."""
    seen = Counter(feature for features, _ in cases for feature in features)
    index = {feature: number + 1 for number, feature in enumerate(sorted(f for f, n in seen.items() if n > 1))}
    width = max(len(features) for features, _ in cases)
    rows = torch.zeros(len(cases), width, dtype=torch.int32)
    for row, (features, _) in enumerate(cases):
        known = [index[feature] for feature in features if feature in index]
        rows[row, : len(known)] = torch.tensor(known, dtype=torch.int32)
    gold = torch.tensor([float(ends) for _, ends in cases])
    bag = torch.nn.EmbeddingBag(len(index) + 1, 1, mode="sum", padding_idx=0)
    torch.nn.init.zeros_(bag.weight)
    optimiser = torch.optim.Adam(bag.parameters(), lr=0.03)
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = 0.03 * (1 - epoch / epochs)
        for chosen in torch.randperm(len(cases)).split(2048):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(bag(rows[chosen])[:, 0], gold[chosen])
            loss = loss + decay * bag.weight.square().sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    weights = bag.weight.detach()[:, 0].tolist()
    return {feature: round(weights[number], 2) for feature, number in index.items() if abs(weights[number]) >= 0.02}


def score(path: Path, weights: dict[str, float]) -> dict[str, float]:
    """Score sentences (both ends) and starts on a treebank's raw text."""
    raw = raw_of(read_treebank(path))
    gold = {(sentence[0][0], sentence[-1][1]) for sentence in raw.sentences}
    found = {(spans[0][0], spans[-1][1]) for _, spans in cut_text(raw.text, weights)}
    starts, mine = {low for low, _ in gold}, {low for low, _ in found}
    return {
        "sentences": 200 * len(gold & found) / (len(gold) + len(found)),
        "starts": 200 * len(starts & mine) / (len(starts) + len(mine)),
    }


def main() -> None:
    """Fit, score on dev, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/whoholds/models/weights/sentence-ends.tsv.gz"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--decay", type=float, default=2e-6)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    chance = random.Random(1)
    cases: list[Case] = []
    for name in ("ewt", "gum"):
        for group in paragraphs_of(read_treebank(options.data / f"{name}-train.conllu.gz")):
            cases += cases_of(group)
            if chance.random() < 0.1:
                cases += cases_of(group, "upper")
    weights = fit(cases, options.epochs, options.decay)
    print(len(cases), "gaps,", len(weights), "features")
    for name in ("ewt", "gum"):
        print(name, score(options.data / f"{name}-dev.conllu.gz", weights))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{feature}\t{weight}\n" for feature, weight in sorted(weights.items()))
    with gzip.GzipFile(options.out, "wb", compresslevel=9, mtime=0) as out:
        out.write(lines.encode("utf-8"))


if __name__ == "__main__":
    main()
