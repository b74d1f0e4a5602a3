"""The network: a MiniLM encoder with a letter-shape signal, and six heads on its word vectors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, LAYERS, INNER, SHAPES = 384, 12, 6, 1536, 8
ARC, LABEL = 384, 128


@dataclass(frozen=True)
class Sizes:
    """How many labels each head tells apart."""

    upos: int
    xpos: int
    deprel: int
    core: int
    defence: int


class Layer(nn.Module):
    """One transformer layer with its softmax written out, so that it exports to plain operators."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_in, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """Attend and transform; `hidden` bars the padding."""
        batch, length = x.shape[0], x.shape[1]

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(WIDTH // HEADS) + hidden
        mixed = (torch.softmax(scores, dim=-1) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_in(x + self.drop(self.out(mixed)))
        inner = nn.functional.gelu(self.inner(x))
        return self.norm_out(x + self.drop(self.outer(inner)))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 with an added letter-shape embedding, zero at the start."""

    def __init__(self, dropout: float = 0.1, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Encode pieces with their letter shapes."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(places)[None] + self.kind + self.shapes(shapes)
        x = self.drop(self.norm(x))
        hidden = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x

    def load(self, weights: Path) -> None:
        """Take the published weights."""
        stored = load_file(str(weights))
        mine = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
        }
        parts = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm_in": "attention.output.LayerNorm", "inner": "intermediate.dense",
                 "outer": "output.dense", "norm_out": "output.LayerNorm"}  # fmt: skip
        for end in ("weight", "bias"):
            mine[f"norm.{end}"] = f"embeddings.LayerNorm.{end}"
            for number in range(LAYERS):
                for part, theirs in parts.items():
                    mine[f"layers.{number}.{part}.{end}"] = f"encoder.layer.{number}.{theirs}.{end}"
        state = {name: stored[theirs] for name, theirs in mine.items()}
        state["kind"] = stored["embeddings.token_type_embeddings.weight"][0]
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or missing != ["shapes.weight"]:
            raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
        for frozen in (self.words.weight, self.places.weight, self.kind):
            frozen.requires_grad_(False)


class Network(nn.Module):
    """Encoder and heads; word vector = first piece, root = [CLS]."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.upos, self.xpos = nn.Linear(WIDTH, sizes.upos), nn.Linear(WIDTH, sizes.xpos)
        self.core, self.defence = nn.Linear(WIDTH, sizes.core), nn.Linear(WIDTH, sizes.defence)
        self.arc_child, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc_pair, self.arc_bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.label_child, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label_pair = nn.Linear(LABEL, sizes.deprel * LABEL, bias=False)
        self.label_child_bias, self.label_head_bias = nn.Linear(LABEL, sizes.deprel), nn.Linear(LABEL, sizes.deprel)
        self.drop_word, self.drop_pair = nn.Dropout(0.2), nn.Dropout(0.33)
        self.labels = sizes.deprel
        nn.init.normal_(self.label_pair.weight, std=0.02)

    def vectors(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> Tensor:
        """Encode; return [CLS] and the first piece of every word."""
        x = self.encoder(pieces, shapes)
        return self.drop_word(torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH)))  # type: ignore[no-any-return]

    def arcs(self, x: Tensor) -> Tensor:
        """Score every head (columns, 0 the root) of every word (rows)."""
        child = self.drop_pair(nn.functional.gelu(self.arc_child(x[:, 1:])))
        head = self.drop_pair(nn.functional.gelu(self.arc_head(x)))
        return self.arc_pair(child) @ head.transpose(1, 2) / math.sqrt(ARC) + self.arc_bias(head).transpose(1, 2)  # type: ignore[no-any-return]

    def label_sides(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of words as children and as heads, for the labels."""
        child = self.drop_pair(nn.functional.gelu(self.label_child(x[:, 1:])))
        return child, self.drop_pair(nn.functional.gelu(self.label_head(x)))

    def labels_at(self, x: Tensor, heads: Tensor) -> Tensor:
        """Score the labels of each word below the given head."""
        child, head = self.label_sides(x)
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, LABEL))
        pair = self.label_pair(child).view(*child.shape[:2], self.labels, LABEL)
        return (pair @ head[..., None])[..., 0] + self.label_child_bias(child) + self.label_head_bias(head)  # type: ignore[no-any-return]

    def labels_all(self, x: Tensor, root: int) -> Tensor:
        """Best label of every (word, head) pair; `root` (number `root`) only where the head is the root."""
        child, head = self.label_sides(x)
        pair = self.label_pair(child).view(child.shape[0], child.shape[1], self.labels, LABEL)
        scores = pair @ head.transpose(1, 2)[:, None]
        scores = scores + self.label_child_bias(child)[..., None]
        scores = scores + self.label_head_bias(head).transpose(1, 2)[:, None]
        bar = torch.zeros(self.labels)
        bar[root] = -1e4
        inside = scores[..., 1:] + bar[:, None]
        return torch.cat((scores[..., :1], inside), dim=3).argmax(dim=2)
