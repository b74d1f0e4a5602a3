"""Write a checkpoint as an int8 ONNX file that fits in a wheel, with its card's digest."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from claim_net import ROLES, STATUS, TYPES, Branch
from network import WIDTH, Network, Sizes
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OUTPUTS = ("upos", "xpos", "heads", "options", "deprels", "core", "defence")
SHARED_OUTPUTS = ("trunk", "base", "gate")
"""What the claim branch goes on from, and whether a word may be a trigger at all."""
CLAIM_OUTPUTS = ("claim", "status", "role")
OPTIONS = 3
"""Heads of each word for which a relation is worked out; a tree hardly ever takes another."""


class Frozen(nn.Module):
    """The network as it is run: tags and relations decided inside, arcs and names as scores."""

    def __init__(self, network: Network, root: int, branch: Branch | None, shared: int) -> None:
        super().__init__()
        self.network, self.shared = network, shared
        self.gate = branch.gate if branch else None
        self.bar = torch.zeros(network.labels)
        self.bar[root] = -1e4

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Give the outputs in the order of `OUTPUTS`, then those of `SHARED_OUTPUTS` where there is a branch."""
        net, encoder = self.network, self.network.encoder
        places = torch.arange(pieces.shape[1], device=pieces.device)
        base = encoder.norm(encoder.words(pieces) + encoder.places(places)[None] + encoder.kind + encoder.shapes(shapes))
        hidden = (pieces == 0).to(base.dtype)[:, None, None, :] * -1e4
        trunk = base
        for layer in encoder.layers[: self.shared]:
            trunk = layer(trunk, hidden)
        top = trunk
        for layer in encoder.layers[self.shared :]:
            top = layer(top, hidden)
        x = torch.gather(top, 1, firsts[:, :, None].expand(-1, -1, WIDTH))
        words, arcs = x[:, 1:], net.arcs(x)
        found = (
            net.upos(words).argmax(2), net.xpos(words).argmax(2), arcs, *self.relations(x, arcs, firsts),
            net.core(words), net.defence(words),
        )  # fmt: skip
        return found if self.gate is None else (*found, trunk, base, self.gate(words)[..., 0])

    def relations(self, x: Tensor, arcs: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """Name the likeliest heads of every word, and the relation to each; `root` only where the head is the root."""
        void = (firsts[:, None, 1:] == 0).to(arcs.dtype) * -1e4
        scores = arcs + torch.cat((torch.zeros_like(void[:, :, :1]), void), dim=2)
        itself = torch.nn.functional.pad(torch.eye(scores.shape[1]), (1, 0)) * -1e4
        options = (scores + itself).topk(OPTIONS, dim=2).indices
        found = []
        for spot in range(OPTIONS):
            heads = options[:, :, spot]
            labels = self.network.labels_at(x, heads)
            found.append((labels + (heads != 0).to(labels.dtype)[..., None] * self.bar).argmax(2))
        return options.to(torch.int32), torch.stack(found, dim=2).to(torch.int32)


class Claims(nn.Module):
    """The claim branch as it is run, from the trunk's vectors to probabilities."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, trunk: Tensor, base: Tensor, pieces: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Give the outputs in the order of `CLAIM_OUTPUTS`."""
        hidden = (pieces == 0).to(base.dtype)[:, None, None, :] * -1e4
        x = self.branch.words(trunk, base, hidden, firsts)
        return self.branch.kinds(x).softmax(2), self.branch.status(x).softmax(2), self.branch.roles(x).sigmoid()


def export(
    checkpoint: Path, work: Path, claims: Path | None, shared: int
) -> tuple[Path, Path | None, dict[str, list[str]]]:
    """Trace, write and quantise; return the files and the label sets."""
    stored = torch.load(checkpoint, map_location="cpu")
    names: dict[str, list[str]] = stored["names"]
    network = Network(Sizes(**{name: len(labels) for name, labels in names.items()}))
    network.load_state_dict(stored["state"])
    network.eval()
    branch = None
    if claims is not None:
        branch = Branch(list(network.encoder.layers[shared:]), 0.0)
        branch.load_state_dict(torch.load(claims, map_location="cpu"))
        branch.eval()
        names |= {"claim": list(TYPES), "status": list(STATUS), "role": list(ROLES)}
    pieces = torch.tensor([[101, 2000, 2001, 2002, 2003, 102], [101, 2000, 2001, 2002, 102, 0]])
    firsts = torch.tensor([[0, 1, 2, 3, 4], [0, 1, 2, 3, 0]])
    frozen = Frozen(network, names["deprel"].index("root"), branch, shared)
    inputs = {"pieces": pieces, "shapes": torch.ones_like(pieces), "firsts": firsts}
    reader = small_file(frozen, inputs, (*OUTPUTS, *(SHARED_OUTPUTS if branch else ())), work / "reader.onnx")
    if branch is None:
        return reader, None, names
    trunk = torch.randn(2, 6, WIDTH)
    inputs = {"trunk": trunk, "base": trunk.clone(), "pieces": pieces, "firsts": firsts}
    return reader, small_file(Claims(branch), inputs, CLAIM_OUTPUTS, work / "claims.onnx"), names


def small_file(module: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], file: Path) -> Path:
    """Write a module as ONNX and make it int8; sentences, lengths and widths may vary."""
    file.parent.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "sentences", 1: "width" if name == "firsts" else "length"} for name in inputs}
    axes |= {name: {0: "sentences"} for name in outputs}
    torch.onnx.export(
        module, tuple(inputs.values()), str(file), dynamo=False, opset_version=17, input_names=list(inputs),
        output_names=list(outputs), dynamic_axes=axes,
    )  # fmt: skip
    small = file.with_suffix(".int8.onnx")
    quantize_dynamic(str(file), str(small), weight_type=QuantType.QInt8, per_channel=True)
    return small


def main() -> None:
    """Put the weights, labels and vocabulary in place, each by an atomic rename, the card last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--claims", type=Path, help="the claim branch of claim_net.py")
    parser.add_argument("--shared", type=int, default=2)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/export"))
    parser.add_argument("--into", type=Path, default=Path("src/whoholds/models/weights"))
    parser.add_argument("--name", default="whoholds-reader 1")
    options = parser.parse_args()
    reader, claims, names = export(options.checkpoint, options.work, options.claims, options.shared)
    options.into.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.encoder / "vocab.txt", options.into / "vocab.txt")
    card_file = options.into / "card.json"
    card = json.loads(card_file.read_text()) if card_file.exists() else {}
    card |= {"name": options.name, **put(reader, "reader", options.into), "labels": names}
    card["claims"] = put(claims, "claims", options.into) if claims else None
    (options.into / "card.part").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.into / "card.part").rename(card_file)
    kept = {card["weights"], *([card["claims"]["weights"]] if card["claims"] else [])}
    for old in options.into.glob("*.onnx"):
        if old.name not in kept:
            old.unlink()


def put(file: Path, kind: str, into: Path) -> dict[str, Any]:
    """Put a file in place under a name made of its digest."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    weights = f"{kind}-{digest[:12]}.onnx"
    shutil.copyfile(file, into / "part")
    (into / "part").rename(into / weights)
    print(f"{into / weights}: {file.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")
    return {"weights": weights, "sha256": digest, "bytes": file.stat().st_size}


if __name__ == "__main__":
    main()
