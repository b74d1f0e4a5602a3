"""Train the claim branch: the reader's top layers copied and tuned to find triggers, their status and their roles.

The trunk (embeddings and lower layers) stays the reader's own and is run once, so that one encoder pass serves both. See README.md.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from claim_items import refuse_what_measures
from network import WIDTH, Network, Sizes
from torch import Tensor, nn

from whoholds.models.dateline import dateline_length
from whoholds.models.pieces import FIRST, LAST, Pieces, letter_shape

ROLES = ("actor", "target", "place", "source", "time", "quantity")
TYPES = tuple(sorted(
    "capture hold advance withdraw siege clash strike attack abuse destroy casualties deploy strength defect support "
    "ceasefire talks statement sanction finance supply territory displace aid".split()
))  # fmt: skip
STATUS = ("fact", "denied", "possible", "planned", "unreal")
NOTHING = -100
PASSED = 0.99
MEAN_EVERY = 10
HALF = any(flag in CPU.read_text() for flag in ("avx512_bf16", "amx_bf16")) if (CPU := Path("/proc/cpuinfo")).exists() else False
"""Whether this processor multiplies bfloat16 itself; where it does not, single precision is three times as fast."""
MASK = 103
"""The piece that stands for a hidden word."""
PAIR, INNER, MOST_PIECES, BATCH_PIECES = 160, 192, 240, 1200


class Branch(nn.Module):
    """The upper layers and the heads of triggers, status and roles."""

    def __init__(self, layers: list[nn.Module], dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in layers)
        wide = WIDTH * 2
        self.inner = nn.Linear(wide, INNER)
        self.types, self.status = nn.Linear(INNER, len(TYPES) + 1), nn.Linear(wide, len(STATUS))
        self.trigger, self.filler = nn.Linear(wide, PAIR), nn.Linear(wide, PAIR)
        self.pair = nn.Linear(PAIR, len(ROLES) * PAIR, bias=False)
        self.by_trigger, self.by_filler = nn.Linear(PAIR, len(ROLES)), nn.Linear(PAIR, len(ROLES))
        self.gate = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(dropout)
        nn.init.normal_(self.pair.weight, std=0.02)

    def words(self, x: Tensor, base: Tensor, hidden: Tensor, firsts: Tensor) -> Tensor:
        """Give the vector of every word's first piece in context, and beside it that of the piece itself: its meaning as a word."""
        for layer in self.layers:
            x = layer(x, hidden)
        both = torch.cat((x, base), dim=2)
        return self.drop(torch.gather(both, 1, firsts[:, 1:, None].expand(-1, -1, 2 * WIDTH)))  # type: ignore[no-any-return]

    def kinds(self, x: Tensor) -> Tensor:
        """Score no claim and every type for each word."""
        return self.types(self.drop(nn.functional.gelu(self.inner(x))))  # type: ignore[no-any-return]

    def roles(self, x: Tensor) -> Tensor:
        """Score every role (last axis) of every word (columns) for every trigger (rows)."""
        trigger = self.drop(nn.functional.gelu(self.trigger(x)))
        filler = self.drop(nn.functional.gelu(self.filler(x)))
        pair = self.pair(trigger).view(*trigger.shape[:2], len(ROLES), PAIR)
        scores = torch.einsum("btrk,bfk->btfr", pair, filler) / math.sqrt(PAIR)
        return scores + self.by_trigger(trigger)[:, :, None] + self.by_filler(filler)[:, None]  # type: ignore[no-any-return]


@dataclass
class Item:
    """A sentence as numbers, its trunk vectors, and its labels."""

    doc: str
    index: int
    shift: int
    count: int
    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    types: list[int]
    status: list[int]
    roles: list[tuple[int, list[list[float]]]]
    """Trigger and, for every word, the four roles as 0, 1 or NOTHING."""
    trunk: Tensor | None = None
    base: Tensor | None = None
    top: Tensor | None = None
    """The reader's own vectors of the words, which the gate reads."""


def item_of(data: dict[str, Any], pieces: Pieces) -> Item:
    """Number a sentence; its dateline is left out, as the reader reads it apart."""
    shift = dateline_length(data["words"]) or 0
    if shift >= len(data["words"]):
        shift = 0
    words = data["words"][shift:]
    flat, shapes, firsts = [FIRST], [0], [0]
    for word in words:
        cut = pieces.of(word)
        if len(flat) + len(cut) >= MOST_PIECES:
            break
        firsts.append(len(flat))
        flat += cut
        shapes += [letter_shape(word)] * len(cut)
    count = len(firsts) - 1
    types, status = [0] * count, [NOTHING] * count
    roles = []
    for claim in data["claims"]:
        spot = claim["trigger"] - shift
        if not 0 <= spot < count:
            continue
        for other in claim["words"]:
            if 0 <= other - shift < count and types[other - shift] == 0:
                types[other - shift] = NOTHING
        types[spot] = TYPES.index(claim["type"]) + 1
        status[spot] = STATUS.index(claim["status"])
        rows = [[0.0] * len(ROLES) for _ in range(count)]
        for number, role in enumerate(ROLES):
            for other in claim[role + " words"]:
                if 0 <= other - shift < count:
                    rows[other - shift][number] = NOTHING
            for head in claim[role]:
                if 0 <= head - shift < count:
                    rows[head - shift][number] = 1.0
        roles.append((spot, rows))
    return Item(data["doc"], data["index"], shift, count, [*flat, LAST], [*shapes, 0], firsts, types, status, roles)


def padded(items: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pile up pieces, shapes and firsts, and the bar over the padding."""
    length, width = max(len(i.pieces) for i in items), max(i.count for i in items) + 1
    pieces, shapes, firsts = (torch.zeros(len(items), n, dtype=torch.long) for n in (length, length, width))
    for row, item in enumerate(items):
        pieces[row, : len(item.pieces)] = torch.tensor(item.pieces)
        shapes[row, : len(item.shapes)] = torch.tensor(item.shapes)
        firsts[row, : len(item.firsts)] = torch.tensor(item.firsts)
    return pieces, shapes, firsts, (pieces == 0).float()[:, None, None, :] * -1e4


@torch.no_grad()
def fill_trunk(items: list[Item], network: Network, shared: int) -> None:
    """Run the reader's lower layers once, a batch at a time; they are never tuned here."""
    network.eval()
    encoder = network.encoder
    for batch in batches(items, None):
        pieces, shapes, firsts, hidden = padded(batch)
        base = encoder.norm(encoder.words(pieces) + encoder.places(torch.arange(pieces.shape[1]))[None] + encoder.kind + encoder.shapes(shapes))
        x = base
        for layer in encoder.layers[:shared]:
            x = layer(x, hidden)
        trunk = x
        for layer in encoder.layers[shared:]:
            x = layer(x, hidden)
        for row, item in enumerate(batch):
            length = len(item.pieces)
            item.base, item.trunk = base[row, :length].clone(), trunk[row, :length].clone()
            item.top = x[row, firsts[row, 1 : item.count + 1]]


def piled(items: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pile up the trunk vectors of a batch."""
    pieces, _, firsts, hidden = padded(items)
    x, base = (torch.zeros(len(items), pieces.shape[1], WIDTH) for _ in range(2))
    for row, item in enumerate(items):
        assert item.trunk is not None and item.base is not None
        x[row, : len(item.pieces)] = item.trunk
        base[row, : len(item.pieces)] = item.base
    return x, base, hidden, firsts


def batches(items: list[Item], rng: random.Random | None) -> list[list[Item]]:
    """Batch sentences of like length, shuffled where a generator is given."""
    order = sorted(items, key=lambda i: (len(i.pieces) + (rng.randint(0, 6) if rng else 0), i.doc, i.index))
    found: list[list[Item]] = [[]]
    for item in order:
        if found[-1] and (len(found[-1]) + 1) * len(item.pieces) > BATCH_PIECES:
            found.append([])
        found[-1].append(item)
    if rng:
        rng.shuffle(found)
    return [batch for batch in found if batch]


@torch.no_grad()
def piled_with_hidden_words(
    items: list[Item], network: Network, shared: int, rng: random.Random, share: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pile up the trunk vectors of a batch some of whose words, never a trigger, are hidden: who is spoken of must follow from the rest."""
    pieces, shapes, firsts, hidden = padded(items)
    for row, item in enumerate(items):
        ends = [*item.firsts[2:], len(item.pieces) - 1]
        triggers = {spot for spot, _ in item.roles}
        for spot in range(item.count):
            if spot not in triggers and rng.random() < share:
                pieces[row, item.firsts[spot + 1] : ends[spot]] = MASK
    encoder = network.encoder
    places = torch.arange(pieces.shape[1])
    base = encoder.norm(encoder.words(pieces) + encoder.places(places)[None] + encoder.kind + encoder.shapes(shapes))
    x = base
    for layer in encoder.layers[:shared]:
        x = layer(x, hidden)
    return x, base, hidden, firsts


def loss_of(branch: Branch, batch: list[Item], inputs: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
    """Sum the losses of triggers, status and roles."""
    vectors = branch.words(*inputs)
    width = vectors.shape[1]
    types = torch.tensor([i.types + [NOTHING] * (width - i.count) for i in batch])
    status = torch.tensor([i.status + [NOTHING] * (width - i.count) for i in batch])
    cross = nn.functional.cross_entropy
    tops = torch.cat([i.top for i in batch if i.top is not None])
    wanted = torch.tensor([float(t > 0) for i in batch for t in i.types])
    weight = torch.tensor([float(t != NOTHING) for i in batch for t in i.types])
    gated = nn.functional.binary_cross_entropy_with_logits(branch.gate(tops)[:, 0], wanted, weight, reduction="sum")
    total = gated + cross(
        branch.kinds(vectors).flatten(0, 1),
        types.flatten(),
        ignore_index=NOTHING,
        reduction="sum",
        label_smoothing=0.05,
    )
    if any(i.roles for i in batch):
        total = total + cross(
            branch.status(vectors).flatten(0, 1), status.flatten(), ignore_index=NOTHING, reduction="sum"
        )
        scores = branch.roles(vectors)
        picked = [(row, spot, rows) for row, item in enumerate(batch) for spot, rows in item.roles]
        mine = torch.stack([scores[row, spot] for row, spot, _ in picked])
        gold = torch.full((len(picked), width, len(ROLES)), float(NOTHING))
        for number, (_, _, rows) in enumerate(picked):
            gold[number, : len(rows)] = torch.tensor(rows)
        counts = (gold >= 0).float()
        each = nn.functional.binary_cross_entropy_with_logits(mine, gold.clamp(min=0), reduction="none")
        total = total + (each * counts).sum()
    return total / sum(i.count for i in batch) * 20


class Mean:
    """The mean of a branch's weights over the last part of a training: steadier than those of its last step."""

    def __init__(self, branch: Branch) -> None:
        self.taken, self.sums = 0, {name: torch.zeros_like(value) for name, value in branch.state_dict().items()}

    def take(self, branch: Branch) -> None:
        """Add the weights as they are now."""
        self.taken += 1
        for name, value in branch.state_dict().items():
            self.sums[name] += value

    def give(self, branch: Branch) -> None:
        """Put the mean in place; where nothing was taken, leave the weights."""
        if self.taken:
            branch.load_state_dict({name: value / self.taken for name, value in self.sums.items()})


def train(items: list[Item], network: Network, options: argparse.Namespace, seed: int) -> Branch:
    """Tune a branch on sentences."""
    refuse_what_measures(item.doc for item in items)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    branch = Branch(list(network.encoder.layers[options.shared :]), options.dropout)
    if options.start:
        branch.load_state_dict(torch.load(options.start, map_location="cpu"))
    for module in branch.layers.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.1
    body, heads = (
        list(branch.layers.parameters()),
        [p for n, p in branch.named_parameters() if not n.startswith("layers")],
    )
    groups = [{"params": body, "lr": options.rates[0]}, {"params": heads, "lr": options.rates[1]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = options.epochs * len(batches(items, None))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, s / (0.06 * steps)) * max(0.0, 1 - s / steps)
    )
    mean, passed = Mean(branch), 0
    branch.train()
    for _ in range(options.epochs):
        for batch in batches(items, rng):
            optimiser.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
                hide = options.hide and (batch, network, options.shared, rng, options.hide)
                loss = loss_of(branch, batch, piled_with_hidden_words(*hide) if hide else piled(batch))
            loss.backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            passed += 1
            if options.tail and passed % MEAN_EVERY == 0 and passed >= (1 - options.tail) * steps:
                mean.take(branch)
    mean.give(branch)
    return branch.eval()


@torch.no_grad()
def leads(branch: Branch, items: list[Item], least: float = 0.03) -> list[dict[str, Any]]:
    """Write what the branch makes of sentences: of each word that may be a trigger its types, status and roles."""
    found = []
    for batch in batches(items, None):
        vectors = branch.words(*piled(batch))
        types, status = branch.kinds(vectors).softmax(2), branch.status(vectors).softmax(2)
        roles = branch.roles(vectors).sigmoid()
        for row, item in enumerate(batch):
            made = {}
            for spot in range(item.count):
                if 1 - types[row, spot, 0] < least:
                    continue
                made[spot + item.shift] = {
                    "types": {
                        t: round(p, 4) for t, p in zip(TYPES, types[row, spot, 1:].tolist(), strict=True) if p >= 0.005
                    },
                    "status": {
                        t: round(p, 4) for t, p in zip(STATUS, status[row, spot].tolist(), strict=True) if p >= 0.005
                    },
                    "roles": {
                        role: {
                            f + item.shift: round(p, 4)
                            for f, p in enumerate(roles[row, spot, : item.count, n].tolist())
                            if p >= 0.02
                        }
                        for n, role in enumerate(ROLES)
                    },
                }
            found.append({"doc": item.doc, "index": item.index, "leads": made})
    return found


@torch.no_grad()
def gate_bias(branch: Branch, items: list[Item]) -> float:
    """Find how far the gate must be opened to let through `PASSED` of the sentences with claims; print what passes."""
    best = [
        (float(branch.gate(i.top)[:, 0].max()), any(t > 0 for t in i.types)) for i in items if i.top is not None and i.count
    ]
    held = sorted(score for score, claimed in best if claimed)
    level = held[int((1 - PASSED) * len(held))]
    passed, holding = sum(score >= level for score, _ in best) / len(best), len(held) / len(best)
    print(f"gate {level:.2f}: {passed:.2f} of sentences pass, {holding:.2f} hold claims")
    return -level


def open_network(checkpoint: Path) -> Network:
    """Open the reader's checkpoint."""
    stored = torch.load(checkpoint, map_location="cpu")
    network = Network(Sizes(**{name: len(labels) for name, labels in stored["names"].items()}))
    network.load_state_dict(stored["state"])
    return network


def open_branch(checkpoint: Path, network: Network, shared: int) -> Branch:
    """Open a trained branch."""
    branch = Branch(list(network.encoder.layers[shared:]), 0.0)
    branch.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    return branch.eval()


def write(path: Path, found: list[dict[str, Any]]) -> None:
    """Write leads as JSON lines."""
    path.write_text("".join(json.dumps(lead) + "\n" for lead in found), encoding="utf-8")


def main() -> None:
    """Cross-validate by document and write everybody's leads, then tune on all and write the branch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=Path, required=True, help="sentences of claim_items.py")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="more sentences, learned from in every fold")
    parser.add_argument("--checkpoint", type=Path, default=Path("training/runs/finish/final.pt"))
    parser.add_argument("--vocabulary", type=Path, default=Path("src/whoholds/models/weights/vocab.txt"))
    parser.add_argument("--only", type=Path, help="a list of documents; others are left out")
    parser.add_argument("--again", type=Path, help="a list of documents that count three times in the final branch: not our own texts")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=int, default=2, help="layers of the reader that stay as they are; those above are copied and tuned")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--folds", type=int, default=2, help="0: only the final branch")
    parser.add_argument("--some", type=int, default=0, help="only the first so many folds")
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--rates", type=float, nargs=2, default=(2e-4, 1.5e-3))
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--hide", type=float, default=0.0, help="share of words hidden, other ones in each pass")
    parser.add_argument("--tail", type=float, default=0.0, help="take the mean of the weights over so large a last part of the steps")
    parser.add_argument("--start", type=Path, help="go on from this branch; give fewer epochs and lower rates then")
    parser.add_argument("--mean", action="store_true", help="with --start: write the mean of the weights before and after")
    parser.add_argument("--branch", type=Path, help="only write the leads of this branch, for documents that it has not seen")
    options = parser.parse_args()
    pieces, network = Pieces.from_file(options.vocabulary), open_network(options.checkpoint)
    read = lambda path: [item_of(json.loads(line), pieces) for line in path.read_text(encoding="utf-8").splitlines()]  # noqa: E731
    items, more = read(options.items), [item for path in options.more for item in read(path)]
    if options.only:
        kept = set(options.only.read_text().split())
        items = [item for item in items if item.doc in kept]
    fill_trunk(items + more, network, options.shared)
    if options.branch:
        write(options.out, leads(open_branch(options.branch, network, options.shared), items))
        return
    found, names, start = [], sorted({item.doc for item in items}), time.time()
    for fold in range(options.some or options.folds) if options.folds else ():
        test = {name for number, name in enumerate(names) if number % options.folds == fold}
        branch = train([i for i in items if i.doc not in test] + more, network, options, fold)
        found += leads(branch, [i for i in items if i.doc in test])
        print(fold, round(time.time() - start), flush=True)
    write(options.out, found)
    if options.final:
        again = set(options.again.read_text().split()) if options.again else set()
        branch = train(items + more + [i for i in items if i.doc in again] * 2, network, options, 99)
        with torch.no_grad():
            branch.gate.bias += gate_bias(branch, items + more)
        state = branch.state_dict()
        if options.start and options.mean:
            before = torch.load(options.start, map_location="cpu")
            state = {name: (before[name] + value) / 2 for name, value in state.items()}
        torch.save(state, options.out.with_suffix(".pt"))


if __name__ == "__main__":
    main()
