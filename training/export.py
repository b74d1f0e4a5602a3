"""Write a checkpoint as an int8 ONNX file that fits in a wheel, with its card's digest."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from network import Network, Sizes
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OUTPUTS = ("upos", "xpos", "heads", "deprels", "core", "defence")


class Frozen(nn.Module):
    """The network as it is run: tags and labels decided inside, arcs and names as scores."""

    def __init__(self, network: Network, root: int) -> None:
        super().__init__()
        self.network, self.root = network, root

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Give the outputs in the order of `OUTPUTS`."""
        net = self.network
        x = net.vectors(pieces, shapes, firsts)
        words = x[:, 1:]
        return (
            net.upos(words).argmax(2), net.xpos(words).argmax(2), net.arcs(x),
            net.labels_all(x, self.root).to(torch.int32), net.core(words), net.defence(words),
        )  # fmt: skip


def export(checkpoint: Path, work: Path) -> tuple[Path, dict[str, list[str]]]:
    """Trace, write and quantise; return the file and the label sets."""
    stored = torch.load(checkpoint, map_location="cpu")
    names: dict[str, list[str]] = stored["names"]
    network = Network(Sizes(**{name: len(labels) for name, labels in names.items()}))
    network.load_state_dict(stored["state"])
    network.eval()
    work.mkdir(parents=True, exist_ok=True)
    pieces = torch.tensor([[101, 2000, 2001, 2002, 102], [101, 2000, 2001, 102, 0]])
    firsts = torch.tensor([[0, 1, 2, 3], [0, 1, 2, 0]])
    inputs = {
        "pieces": {0: "sentences", 1: "length"},
        "shapes": {0: "sentences", 1: "length"},
        "firsts": {0: "sentences", 1: "width"},
    }
    full = work / "reader.onnx"
    torch.onnx.export(
        Frozen(network, names["deprel"].index("root")), (pieces, torch.ones_like(pieces), firsts), str(full),
        dynamo=False, opset_version=17,
        input_names=list(inputs), output_names=list(OUTPUTS),
        dynamic_axes={**inputs, **{name: {0: "sentences"} for name in OUTPUTS}},
    )  # fmt: skip
    small = work / "reader.int8.onnx"
    quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True)
    return small, names


def main() -> None:
    """Put the weights, labels and vocabulary in place, each by an atomic rename, the card last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/export"))
    parser.add_argument("--into", type=Path, default=Path("src/whoholds/models/weights"))
    parser.add_argument("--name", default="whoholds-reader 1")
    options = parser.parse_args()
    small, names = export(options.checkpoint, options.work)
    options.into.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(small.read_bytes()).hexdigest()
    weights = f"reader-{digest[:12]}.onnx"
    shutil.copyfile(small, options.into / "part")
    (options.into / "part").rename(options.into / weights)
    shutil.copyfile(options.encoder / "vocab.txt", options.into / "vocab.txt")
    card_file = options.into / "card.json"
    card = json.loads(card_file.read_text()) if card_file.exists() else {}
    card |= {"name": options.name, "weights": weights, "sha256": digest, "bytes": small.stat().st_size, "labels": names}
    (options.into / "card.part").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.into / "card.part").rename(card_file)
    for old in options.into.glob("reader-*.onnx"):
        if old.name != weights:
            old.unlink()
    print(f"{options.into / weights}: {small.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


if __name__ == "__main__":
    main()
