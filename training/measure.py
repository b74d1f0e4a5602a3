"""The loss that is trained, and the scores that are watched."""

from __future__ import annotations

from collections import Counter

import torch
from items import NOTHING, Inventory, Item, batch_of, batches
from network import Network
from torch import Tensor
from torch.nn.functional import cross_entropy


def loss_of(network: Network, batch: dict[str, Tensor]) -> Tensor:
    """Arc + relation + 0.3 tags + names, each over the words that carry it."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = network.vectors(batch["pieces"], batch["shapes"], batch["firsts"])
        words = x[:, 1:]
        scores = {
            "upos": network.upos(words),
            "xpos": network.xpos(words),
            "core": network.core(words),
            "defence": network.defence(words),
        }
        arcs = network.arcs(x)
        labels = network.labels_at(x, batch["heads"].clamp(min=0))
    width = arcs.shape[2]
    void = batch["firsts"][:, None, :] == 0
    void[:, :, 0] = False
    arcs = arcs.float().masked_fill(void.expand(-1, width - 1, -1), -1e4)
    total = torch.zeros(())
    weights = {"upos": 0.3, "xpos": 0.3, "core": 1.0, "defence": 1.0}
    pairs = [(arcs, batch["heads"], 1.0), (labels.float(), batch["deprel"], 1.0)]
    pairs += [(scores[layer].float(), batch[layer], weight) for layer, weight in weights.items()]
    for logits, gold, weight in pairs:
        if (gold != NOTHING).any():
            total = total + weight * cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=NOTHING)
    return total


def entity_spans(marks: list[str]) -> set[tuple[int, int, str]]:
    """Read BIO marks as spans."""
    spans, start, kind = set(), -1, ""
    for index, mark in enumerate([*marks, "O"]):
        if start >= 0 and mark != f"I-{kind}":
            spans.add((start, index, kind))
            start = -1
        if mark.startswith("B-") or (mark.startswith("I-") and start < 0):
            start, kind = index, mark[2:]
    return spans


@torch.no_grad()
def measure(network: Network, items: list[Item], names: Inventory) -> dict[str, float]:
    """Score greedy decoding on a sample; subtypes of relations are ignored (universal labels)."""
    network.eval()
    count: Counter[str] = Counter()
    base = torch.tensor(
        [
            names.deprel.index(rel.split(":")[0]) if rel.split(":")[0] in names.deprel else number
            for number, rel in enumerate(names.deprel)
        ]
    )
    for group in batches(items, None):
        batch = batch_of(group, None)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = network.vectors(batch["pieces"], batch["shapes"], batch["firsts"])
            arcs = network.arcs(x).float()
            void = batch["firsts"][:, None, :] == 0
            void[:, :, 0] = False
            heads = arcs.masked_fill(void, -1e4).argmax(2)
            rels = network.labels_at(x, heads).argmax(2)
            upos, core = network.upos(x[:, 1:]).argmax(2), network.core(x[:, 1:]).argmax(2)
        known = batch["heads"] != NOTHING
        right = (heads == batch["heads"]) & known
        same = base[rels] == base[batch["deprel"].clamp(min=0)]
        count["words"] += int(known.sum())
        count["uas"] += int(right.sum())
        count["las"] += int((right & same).sum())
        count["upos"] += int(((upos == batch["upos"]) & known).sum())
        for row, item in enumerate(group):
            if item.gold["core"][0] != NOTHING:
                gold = entity_spans([names.core[mark] for mark in item.gold["core"]])
                found = entity_spans([names.core[mark] for mark in core[row, : len(item.words)].tolist()])
                count["gold"] += len(gold)
                count["found"] += len(found)
                count["both"] += len(gold & found)
    network.train()
    shares = {
        name: round(100 * count[name] / max(1, count["words"]), 2) for name in ("upos", "uas", "las") if count["words"]
    }
    if count["gold"]:
        shares["f1"] = round(200 * count["both"] / (count["gold"] + count["found"]), 2)
    return shares
