"""Attention, gates and experts as saved_tensors.py measures them: PyTorch's own steps, in the order in which libraries write them.

Grouped queries and a memory are three linear layers and scaled_dot_product_attention, as in transformers; experts get
their tokens by index and add them up by index_add, as its mixtures do, with the shares of the largest by a softmax.
"""

from typing import Any

import torch
from torch import nn
from torch.nn import functional


class Gate(nn.Module):
    """The first half of the features, times an activation of the second."""

    def __init__(self, activation: Any) -> None:
        super().__init__()
        self.activation = activation

    def forward(self, x: Any) -> Any:
        values, gates = x.chunk(2, -1)
        return values * self.activation(gates)


class Attention(nn.Module):
    """Heads of a width, of which some share keys and values, of a layer's own tokens or of a memory's."""

    def __init__(self, heads: int, shared: int, width: int, output: int = 16, *, causal: bool = False) -> None:
        super().__init__()
        self.heads, self.shared, self.causal = heads, shared, causal
        self.q, self.k, self.v = (nn.Linear(16, each * width) for each in (heads, shared, shared))
        self.proj = nn.Linear(heads * width, output)

    def forward(self, x: Any, memory: Any = None) -> Any:
        memory = x if memory is None else memory
        q = self.q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
        k, v = (each(memory).unflatten(-1, (self.shared, -1)).transpose(1, 2) for each in (self.k, self.v))
        y = functional.scaled_dot_product_attention(q, k, v, is_causal=self.causal, enable_gqa=self.shared != self.heads)
        return self.proj(y.transpose(1, 2).flatten(2))


class Packed(nn.Module):
    """The same with one matrix for queries, keys and values."""

    def __init__(self, heads: int, width: int, output: int = 16) -> None:
        super().__init__()
        self.heads, self.qkv, self.proj = heads, nn.Linear(16, 3 * heads * width), nn.Linear(heads * width, output)

    def forward(self, x: Any) -> Any:
        q, k, v = (each.unflatten(-1, (self.heads, -1)).transpose(1, 2) for each in self.qkv(x).chunk(3, -1))
        return self.proj(functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2))


class Experts(nn.Module):
    """Each token goes through the `active` experts that its gate gives most."""

    def __init__(self, experts: int, active: int, output: int, *layers: Any) -> None:
        super().__init__()
        self.gate, self.active, self.output = nn.Linear(16, experts), active, output
        self.experts = nn.ModuleList(nn.Sequential(*(make() for make in layers)) for _ in range(experts))

    def forward(self, x: Any) -> Any:
        tokens = x.flatten(0, 1)
        largest, chosen = self.gate(tokens).topk(self.active, -1)
        shares = largest.softmax(-1)
        y = torch.zeros(len(tokens), self.output)
        for number, expert in enumerate(self.experts):
            rows, rank = torch.where(chosen == number)
            if len(rows):
                y = y.index_add(0, rows, expert(tokens[rows]) * shares[rows, rank, None])
        return y.unflatten(0, x.shape[:2])


class Chain(nn.Module):
    """A part between two linear layers; with a memory, which a third makes of the same tokens."""

    def __init__(self, inner: Any, output: int = 16, *, remembers: bool = False) -> None:
        super().__init__()
        self.first, self.inner, self.last = nn.Linear(16, 16), inner, nn.Linear(output, 16)
        self.memory = nn.Linear(16, 16) if remembers else None

    def forward(self, x: Any) -> Any:
        given = (self.first(x), self.memory(x)) if self.memory else (self.first(x),)
        return self.last(self.inner(*given))


def _linear(inputs: int, units: int) -> Any:
    return lambda: nn.Linear(inputs, units)


def _silu_gate() -> Any:
    return Gate(functional.silu)


def mixture(experts: int, active: int, layers: str) -> str:
    """The step of a specification."""
    return f"mixture: {{experts: {experts}, active: {active}, layers: [{layers}]}}"


PARTS: dict[str, Any] = {
    # step of a specification: the part in PyTorch
    "glu": lambda: Chain(nn.GLU(), 8),
    "glu: {activation: silu}": lambda: Chain(Gate(functional.silu), 8),
    "glu: {activation: gelu}": lambda: Chain(Gate(functional.gelu), 8),
    "attention: {heads: 2, head_width: 12}": lambda: Chain(Packed(2, 12)),
    "attention: {heads: 2, output: 24}": lambda: Chain(Packed(2, 8, 24), 24),
    "attention: {heads: 4, kv_heads: 2}": lambda: Chain(Attention(4, 2, 4)),
    "attention: {heads: 4, kv_heads: 1, causal: true}": lambda: Chain(Attention(4, 1, 4, causal=True)),
    "attention: {heads: 8, kv_heads: 2, head_width: 8}": lambda: Chain(Attention(8, 2, 8)),
    "attention: {heads: 2, memory: m}": lambda: Chain(Attention(2, 2, 8), remembers=True),
    "attention: {heads: 4, kv_heads: 2, memory: m}": lambda: Chain(Attention(4, 2, 4), remembers=True),
    "attention: {heads: 2, head_width: 24, memory: m}": lambda: Chain(Attention(2, 2, 24), remembers=True),
    **{mixture(4, active, "linear: {units: 32}, relu, linear: {units: 16}"):
       lambda active=active: Chain(Experts(4, active, 16, _linear(16, 32), nn.ReLU, _linear(32, 16))) for active in (1, 2, 3)},
    mixture(8, 2, "linear: {units: 32}, relu, linear: {units: 48}"):
        lambda: Chain(Experts(8, 2, 48, _linear(16, 32), nn.ReLU, _linear(32, 48)), 48),
    mixture(4, 2, "linear: {units: 32}, relu, linear: {units: 4}"):
        lambda: Chain(Experts(4, 2, 4, _linear(16, 32), nn.ReLU, _linear(32, 4)), 4),
    mixture(4, 2, "linear: {units: 64}, glu: {activation: silu}, linear: {units: 16}"):
        lambda: Chain(Experts(4, 2, 16, _linear(16, 64), _silu_gate, _linear(32, 16))),
    mixture(4, 3, "linear: {units: 8}"): lambda: Chain(Experts(4, 3, 8, _linear(16, 8)), 8),
}
