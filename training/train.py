"""Train the language reader within a wall-clock budget. See README.md for the exact command."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import torch
from corpora import DEFENCE, Example, read_crossner, read_re3d, read_treebank, read_uner, with_names
from network import Network, Sizes
from torch import Tensor
from torch.nn.functional import cross_entropy

from whoholds.models.pieces import FIRST, LAST, NO_SHAPE, Pieces, letter_shape

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MOST_PIECES = 180
BATCH_PIECES = 1536
WARM_UP = 0.06
CAPITALS, LOWER, TITLE = 0.04, 0.03, 0.02
"""Share of sentences read in capitals, in lower case and as a headline."""
HIDDEN, MASK = 0.05, 103
"""Share of words hidden from the encoder while training, and the piece that stands for them."""
NOTHING = -100

shape_of = lru_cache(maxsize=1 << 18)(letter_shape)


@dataclass(frozen=True)
class Inventory:
    """The label sets, in the order of their numbers."""

    upos: list[str]
    xpos: list[str]
    deprel: list[str]
    core: list[str]
    defence: list[str]

    def sizes(self) -> Sizes:
        return Sizes(**{name: len(labels) for name, labels in asdict(self).items()})


@dataclass
class Item:
    """A sentence as numbers; head and label rows hold NOTHING where the corpus is silent."""

    words: tuple[str, ...]
    pieces: list[int]
    owner: list[int]
    firsts: list[int]
    gold: dict[str, list[int]]


def inventory_of(trees: list[Example]) -> Inventory:
    """Collect the labels of the training trees; rare relations fall back to their base."""
    rels = Counter(rel for tree in trees for rel in tree.deprels)
    kept = sorted({rel if rels[rel] >= 10 else rel.split(":")[0] for rel in rels})
    tags = sorted({tag for tree in trees for tag in tree.xpos})
    upos = sorted({tag for tree in trees for tag in tree.upos})
    return Inventory(upos, tags, kept, bio(("PER", "LOC", "ORG")), bio(DEFENCE))


def bio(kinds: tuple[str, ...]) -> list[str]:
    """List the BIO marks of some kinds."""
    return ["O"] + [f"{mark}-{kind}" for kind in kinds for mark in "BI"]


def numbers(labels: list[str], values: tuple[str, ...], count: int) -> list[int]:
    """Number the labels of one layer; an absent layer is NOTHING throughout."""
    known = {label: number for number, label in enumerate(labels)}
    if not values:
        return [NOTHING] * count
    return [known.get(value, known.get(value.split(":")[0], NOTHING)) for value in values]


def item_of(example: Example, pieces: Pieces, names: Inventory) -> Item:
    """Turn an example into numbers."""
    flat, owner, firsts = [FIRST], [-1], [0]
    for index, word in enumerate(example.words):
        firsts.append(len(flat))
        cut = pieces.of(word)
        flat.extend(cut)
        owner.extend([index] * len(cut))
    count = len(example.words)
    gold = {
        layer: numbers(getattr(names, layer), getattr(example, layer), count)
        for layer in ("upos", "xpos", "core", "defence")
    }
    gold["deprel"] = numbers(names.deprel, example.deprels, count)
    gold["heads"] = list(example.heads) or [NOTHING] * count
    return Item(example.words, [*flat, LAST], [*owner, -1], firsts, gold)


def batch_of(items: list[Item], chance: random.Random | None) -> dict[str, Tensor]:
    """Pad items into one batch, some of them in another letter case."""
    length, width = max(len(item.pieces) for item in items), max(len(item.words) for item in items)
    batch = {
        "pieces": torch.zeros(len(items), length, dtype=torch.long),
        "shapes": torch.zeros(len(items), length, dtype=torch.long),
        "firsts": torch.zeros(len(items), width + 1, dtype=torch.long),
    }
    for layer in items[0].gold:
        batch[layer] = torch.full((len(items), width), NOTHING, dtype=torch.long)
    for row, item in enumerate(items):
        words = recased(item.words, chance)
        shapes = [shape_of(words[index]) if index >= 0 else NO_SHAPE for index in item.owner]
        batch["pieces"][row, : len(item.pieces)] = torch.tensor(masked(item, chance))
        batch["shapes"][row, : len(shapes)] = torch.tensor(shapes)
        batch["firsts"][row, : len(item.firsts)] = torch.tensor(item.firsts)
        for layer, gold in item.gold.items():
            batch[layer][row, : len(gold)] = torch.tensor(gold)
    return batch


def masked(item: Item, chance: random.Random | None) -> list[int]:
    """Hide a few words, whole."""
    if not chance:
        return item.pieces
    gone = {index for index in range(len(item.words)) if chance.random() < HIDDEN}
    return [MASK if index in gone else piece for piece, index in zip(item.pieces, item.owner, strict=True)]


def recased(words: tuple[str, ...], chance: random.Random | None) -> tuple[str, ...]:
    """Write a sentence in capitals, lower case or headline case, now and then."""
    draw = chance.random() if chance else 1.0
    if draw < CAPITALS:
        return tuple(word.upper() for word in words)
    if draw < CAPITALS + LOWER:
        return tuple(word.lower() for word in words)
    if draw < CAPITALS + LOWER + TITLE:
        return tuple(word[:1].upper() + word[1:] for word in words)
    return words


def batches(items: list[Item], chance: random.Random | None, most: int = BATCH_PIECES) -> list[list[Item]]:
    """Group items of like length until a batch is full."""
    pool = list(items)
    if chance:
        chance.shuffle(pool)
    noise = chance.random if chance else (lambda: 0.0)
    pool.sort(key=lambda item: len(item.pieces) * (1 + 0.15 * noise()))
    groups: list[list[Item]] = []
    group: list[Item] = []
    longest = 0
    for item in pool:
        longest = max(longest, len(item.pieces))
        if group and longest * (len(group) + 1) > most:
            groups.append(group)
            group, longest = [], len(item.pieces)
        group.append(item)
    groups.append(group)
    if chance:
        chance.shuffle(groups)
    return groups


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


def training_examples(folder: Path) -> tuple[list[Example], list[Example]]:
    """All training sentences, and those with trees among them."""
    ewt = with_names(read_treebank(folder / "ewt-train.conllu.gz"), read_uner(folder / "uner-ewt-train.iob2.gz"))
    trees = ewt + read_treebank(folder / "gum-train.conllu.gz")
    names = []
    for domain in ("politics", "science", "ai", "literature", "music"):
        names += read_crossner(folder / f"crossner-{domain}-train.txt.gz")
        if domain != "politics":
            names += read_crossner(folder / f"crossner-{domain}-dev.txt.gz")
    names += read_crossner(folder / "crossner-politics-train.txt.gz")
    return trees + names + read_re3d(folder / "re3d-dev.jsonl"), trees


def optimiser_of(network: Network, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """Two rates: the encoder's and the heads'."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in inside]
    groups = [
        {"params": encoder, "lr": encoder_rate, "top": encoder_rate},
        {"params": heads, "lr": head_rate, "top": head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def save(network: Network, names: Inventory, out: Path, name: str) -> None:
    """Write a checkpoint whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": network.state_dict(), "names": asdict(names)}, out / "part")
    (out / "part").rename(out / name)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--rates", type=float, nargs=2, default=(2e-4, 1.5e-3), help="encoder and head rates")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Train until the budget is spent."""
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    chance = random.Random(options.seed)
    weights = options.encoder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != ENCODER_SHA256:
        raise SystemExit(f"{weights}: not the encoder this recipe pins (SHA-256 {ENCODER_SHA256})")
    pieces = Pieces.from_file(options.encoder / "vocab.txt")
    examples, trees = training_examples(options.data)
    names = inventory_of(trees)
    items = [
        item
        for example in examples
        if len((item := item_of(example, pieces, names)).pieces) <= MOST_PIECES and item.words
    ]
    print(
        json.dumps(
            {
                "sentences": len(items),
                "words": sum(len(item.words) for item in items),
                **{k: len(v) for k, v in asdict(names).items()},
            }
        ),
        flush=True,
    )
    samples = {
        name: [item_of(example, pieces, names) for example in found[:: max(1, len(found) // 250)]]
        for name, found in (
            (
                "ewt",
                with_names(
                    read_treebank(options.data / "ewt-dev.conllu.gz"), read_uner(options.data / "uner-ewt-dev.iob2.gz")
                ),
            ),
            ("gum", read_treebank(options.data / "gum-dev.conllu.gz")),
            ("politics", read_crossner(options.data / "crossner-politics-dev.txt.gz")),
        )
    }
    network = Network(names.sizes())
    network.encoder.load(weights)
    if options.start:
        network.load_state_dict(torch.load(options.start)["state"])
    optimiser = optimiser_of(network, *options.rates)
    train(network, optimiser, items, chance, options, names, samples)


def train(network, optimiser, items, chance, options, names, samples) -> None:  # type: ignore[no-untyped-def]
    """Run batches under the wall-clock schedule."""
    began = time.monotonic()
    step, epoch, seen, running, saved, told = 0, 0, 0, 0.0, began, began
    while True:
        for group in batches([item for item in items if epoch % 2 == 0 or item.gold["defence"][0] == NOTHING], chance):
            now = time.monotonic()
            done = (now - began) / (60 * options.minutes)
            if done >= 1:
                save(network, names, options.out, "final.pt")
                print(
                    json.dumps(
                        {
                            "final": step,
                            "epoch": epoch,
                            **{name: measure(network, found, names) for name, found in samples.items()},
                        }
                    ),
                    flush=True,
                )
                return
            for group_of_weights in optimiser.param_groups:
                group_of_weights["lr"] = group_of_weights["top"] * min(done / WARM_UP, (1 - done) / (1 - WARM_UP))
            loss = loss_of(network, batch_of(group, chance))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            step, seen, running = (
                step + 1,
                seen + sum(len(item.words) for item in group),
                running + float(loss.detach()),
            )
            if now - told > 60:
                told = now
                print(
                    json.dumps(
                        {
                            "step": step,
                            "epoch": epoch,
                            "done": round(done, 3),
                            "loss": round(running / step, 3),
                            "last": round(float(loss.detach()), 3),
                            "words_s": round(seen / (now - began)),
                        }
                    ),
                    flush=True,
                )
            if now - saved > 8 * 60:
                saved = now
                save(network, names, options.out, "latest.pt")
                print(
                    json.dumps(
                        {
                            "checkpoint": step,
                            **{name: measure(network, found, names) for name, found in samples.items()},
                        }
                    ),
                    flush=True,
                )
        epoch += 1


if __name__ == "__main__":
    main()
