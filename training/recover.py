"""Make checkpoints out of the shipped int8 files again, to go on from where those of the training are lost.

python training/recover.py --out training/runs/shipped      writes reader.pt and branch.pt

Every weight is within half a step of int8 of what it was.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from claim_net import Branch
from network import LAYERS, Network, Sizes
from onnx import numpy_helper
from torch import Tensor

FAR = 6
"""Steps from a product to the bias that is added to it."""
WITHOUT_BIAS = {"reader": ("network.arc_pair", "network.label_pair"), "claims": ("branch.pair",)}
"""Layers that have no bias to be known by, in the order of their use."""


class Weights:
    """The numbers of an int8 file under the names of the modules."""

    def __init__(self, path: Path) -> None:
        """Read a file."""
        self.graph = onnx.load(str(path)).graph
        self.held = {one.name: numpy_helper.to_array(one) for one in self.graph.initializer}
        self.users = defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                self.users[name].append(node)

    def state(self, bare: tuple[str, ...]) -> dict[str, Tensor]:
        """Return all weights; `bare` names the layers without a bias."""
        named = {name: self._scaled(name) for name in self.held if "::" not in name and self._is_weight(name)}
        named |= {name.removesuffix("_quantized"): self._scaled(name) for name in self.held if name.endswith(".weight_quantized")}
        left = list(bare)
        for node in self.graph.node:
            weight = next((name for name in node.input if name.startswith("onnx::MatMul") and name in self.held), None)
            if node.op_type in ("MatMulInteger", "MatMul") and weight is not None:
                bias = self._bias_of(node.output[0])
                layer = bias.removesuffix(".bias") if bias else left.pop(0)
                named[f"{layer}.weight"] = self._scaled(weight).T.contiguous()
        return named

    def _is_weight(self, name: str) -> bool:
        return not name.endswith(("_scale", "_zero_point", "_quantized")) and self.held[name].dtype == np.float32

    def _scaled(self, name: str) -> Tensor:
        if not name.endswith("_quantized"):
            return torch.from_numpy(self.held[name].copy())
        whole = name.removesuffix("_quantized")
        steps = self.held[name].astype(np.float32) - self.held[f"{whole}_zero_point"].astype(np.float32)
        return torch.from_numpy((steps * self.held[f"{whole}_scale"]).astype(np.float32))

    def _bias_of(self, product: str) -> str | None:
        for _ in range(FAR):
            if not self.users[product]:
                return None
            node = self.users[product][0]
            bias = next((name for name in node.input if name in self.held and name.endswith("bias")), None)
            if bias is not None:
                return bias
            product = node.output[0]
        return None


def main() -> None:
    """Write both checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=Path("src/whoholds/models/weights"))
    parser.add_argument("--shared", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    card = json.loads((options.weights / "card.json").read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    found = Weights(options.weights / card["weights"]).state(WITHOUT_BIAS["reader"])
    names = {name: labels for name, labels in card["labels"].items() if name in ("upos", "xpos", "deprel", "core", "defence")}
    network = Network(Sizes(**{name: len(labels) for name, labels in names.items()}))
    network.load_state_dict({name.removeprefix("network."): value for name, value in found.items() if name.startswith("network.")})
    torch.save({"state": network.state_dict(), "names": names}, options.out / "reader.pt")
    parts = Weights(options.weights / card["claims"]["weights"]).state(WITHOUT_BIAS["claims"])
    state = {name.removeprefix("branch."): value for name, value in parts.items()}
    state |= {name: value for name, value in found.items() if name.startswith("gate.")}
    branch = Branch(list(network.encoder.layers[options.shared : LAYERS]), 0.0)
    branch.load_state_dict(state)
    torch.save(branch.state_dict(), options.out / "branch.pt")


if __name__ == "__main__":
    main()
