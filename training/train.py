"""Train the language reader within a wall-clock budget. See README.md for the exact commands."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from corpora import Example, read_crossner, read_re3d, read_treebank, read_uner, with_names
from items import MOST_PIECES, NOTHING, Inventory, Item, batch_of, batches, inventory_of, item_of
from measure import loss_of, measure
from network import Network

from whoholds.models.pieces import Pieces

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WARM_UP = 0.06
SAVE_EVERY, TELL_EVERY = 8 * 60, 60
"""Seconds between checkpoints and between lines of the log."""


def training_examples(folder: Path, watched: bool = False) -> tuple[list[Example], list[Example]]:
    """All training sentences, and those with trees among them; with `watched`, the names that were watched while choosing too."""
    ewt = with_names(read_treebank(folder / "ewt-train.conllu.gz"), read_uner(folder / "uner-ewt-train.iob2.gz"))
    trees = ewt + read_treebank(folder / "gum-train.conllu.gz")
    names = []
    for domain in ("politics", "science", "ai", "literature", "music"):
        names += read_crossner(folder / f"crossner-{domain}-train.txt.gz")
        if domain != "politics" or watched:
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
    parser.add_argument("--keep", type=int, default=0, help="leave the embeddings and this many lower layers as they are")
    parser.add_argument("--watched", action="store_true", help="learn from CrossNER's politics dev set too")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Source:
    """The training sentences, handed out epoch by epoch."""

    def __init__(self, examples: list[Example], pieces: Pieces, names: Inventory, chance: random.Random) -> None:
        self.pieces, self.names, self.chance = pieces, names, chance
        self.items = self._items(examples)

    def _items(self, examples: list[Example]) -> list[Item]:
        made = (item_of(example, self.pieces, self.names) for example in examples if example.words)
        return [item for item in made if len(item.pieces) <= MOST_PIECES]

    def epoch(self, number: int) -> Iterator[list[Item]]:
        """Batches of one epoch: re3d every other time."""
        items = [item for item in self.items if number % 2 == 0 or item.gold["defence"][0] == NOTHING]
        return iter(batches(items, self.chance))


def samples_of(folder: Path, pieces: Pieces, names: Inventory) -> dict[str, list[Item]]:
    """Take some 250 sentences of every dev set, to watch."""
    found = {
        "ewt": with_names(read_treebank(folder / "ewt-dev.conllu.gz"), read_uner(folder / "uner-ewt-dev.iob2.gz")),
        "gum": read_treebank(folder / "gum-dev.conllu.gz"),
        "politics": read_crossner(folder / "crossner-politics-dev.txt.gz"),
    }
    return {
        name: [item_of(each, pieces, names) for each in every[:: max(1, len(every) // 250)]]
        for name, every in found.items()
    }


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
    examples, trees = training_examples(options.data, options.watched)
    names = inventory_of(trees)
    source = Source(examples, pieces, names, chance)
    tell(sentences=len(source.items), words=sum(len(item.words) for item in source.items))
    network = Network(names.sizes())
    network.encoder.load(weights)
    if options.start:
        network.load_state_dict(torch.load(options.start)["state"])
    if options.keep:
        for part in (network.encoder.shapes, network.encoder.norm, *network.encoder.layers[: options.keep]):
            part.requires_grad_(False)
    train(network, source, options, samples_of(options.data, pieces, names))


def tell(**values: object) -> None:
    """Write a line of the log."""
    print(json.dumps(values), flush=True)


def train(network: Network, source: Source, options: argparse.Namespace, samples: dict[str, list[Item]]) -> None:
    """Run batches under the wall-clock schedule."""
    optimiser = optimiser_of(network, *options.rates)
    trained = [p for p in network.parameters() if p.requires_grad]
    began = saved = told = time.monotonic()
    step, epoch, seen, running = 0, 0, 0, 0.0
    groups = source.epoch(0)
    while (done := (time.monotonic() - began) / (60 * options.minutes)) < 1:
        group = next(groups, None)
        if group is None:
            epoch += 1
            groups = source.epoch(epoch)
            continue
        for rates in optimiser.param_groups:
            rates["lr"] = rates["top"] * min(done / WARM_UP, (1 - done) / (1 - WARM_UP))
        loss = loss_of(network, batch_of(group, source.chance))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        step, seen, running = step + 1, seen + sum(len(item.words) for item in group), running + float(loss.detach())
        now = time.monotonic()
        if now - told > TELL_EVERY:
            tell(
                step=step,
                epoch=epoch,
                done=round(done, 3),
                loss=round(running / step, 3),
                words_s=round(seen / (now - began)),
            )
            told = now
        if now - saved > SAVE_EVERY:
            save(network, source.names, options.out, "latest.pt")
            tell(checkpoint=step, **{name: measure(network, found, source.names) for name, found in samples.items()})
            saved = now
    save(network, source.names, options.out, "final.pt")
    tell(final=step, epoch=epoch, **{name: measure(network, found, source.names) for name, found in samples.items()})


if __name__ == "__main__":
    main()
