"""Tokens, and attention among them, in PyTorch."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.exporting.torch.rules._attention_text import ROTATED, attention_text, weighed_text, window_attention_text
from archcalc.operators.attention.positions import BASE
from archcalc.operators.operator import Op, Shape

_PARTS = ("qkv", "q", "k", "v", "proj")
_WEIGHTS = {part: f"{part}.weight" for part in _PARTS} | {f"{part}_bias": f"{part}.bias" for part in _PARTS}
"""Matrices are layers of the class's own there."""


def _to_tokens(op: Op, x: Shape) -> OperatorForm:
    return expression("{0}.flatten(2).transpose(1, 2)")


def _token(op: Any, x: Shape) -> OperatorForm:
    return expression("{0}[:, {index}]", FormArgument("index", op.index))


_CLASS_TOKEN = HelperSource("ClassToken", '''
class ClassToken(nn.Module):
    """One learned token, put before the others."""

    def __init__(self, features):
        super().__init__()
        self.token = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return torch.cat([self.token.expand(x.shape[0], 1, -1), x], 1)
''')
_POSITIONS = HelperSource("Positions", '''
class Positions(nn.Module):
    """A learned vector added to each token."""

    def __init__(self, entries, features):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(entries, features) / 50)

    def forward(self, x):
        return x + self.embedding[: x.shape[1]]
''')
_SINUSOIDAL = HelperSource("add_positions", f'''
def add_positions(x, base={BASE}):
    """Sines and cosines of each token's number added to its features, in turn."""
    tokens, features = x.shape[1:]
    pairs = torch.arange(features // 2, dtype=torch.float64, device=x.device)
    angles = torch.outer(
        torch.arange(tokens, dtype=torch.float64, device=x.device), base ** (-2 * pairs / features)
    )
    return x + torch.stack([angles.sin(), angles.cos()], -1).flatten(1).to(x.dtype)
''')


def _class_token(op: Op, x: Shape) -> OperatorForm:
    return OperatorForm("ClassToken", (FormArgument("features", x[2]),), helpers=(_CLASS_TOKEN,))


def _positions(op: Any, x: Shape) -> OperatorForm:
    if op.sinusoidal:
        return expression("add_positions({0})", helpers=(_SINUSOIDAL,))
    return OperatorForm("Positions", (FormArgument("entries", op.entries or x[1]), FormArgument("features", x[2])),
                        helpers=(_POSITIONS,))


def _rotary(op: Any, x: Shape) -> OperatorForm:
    return expression("rotated({0}.unflatten(-1, ({heads}, -1)), {base}).flatten(-2)",
                      FormArgument("heads", op.heads), FormArgument("base", op.base), helpers=(ROTATED,))


def _attention(op: Any, *xs: Shape) -> OperatorForm:
    if op.mask == "padding":
        raise Refused("mask", "attention with mask: padding wants to know where sequences end, and nothing says it",
                      hint="mask: none exports it for whole sequences")
    (*_, t, d), (*_, s, e) = xs[0], xs[-1]
    helper = attention_text(op, len(xs) > 1, "qkv" in op.matrices(*xs))
    values = {"features": d, "heads": op.heads, "kv_heads": op.kv_heads, "width": op.width(d),
              "output": op.output_ or d, "memory": e, "window": op.window_, "base": op.rotary, "distances": t + s - 1}
    arguments = tuple(FormArgument(name, values[name], keyword=name not in {"features", "heads"})
                      for name in helper.parameters)
    weights = {name: there for name, there in _WEIGHTS.items() if name in op.weights(*xs)}
    given = [f"{{{number}}}" for number in range(len(xs))]
    if len(xs[0]) > 3:
        given = [f"{each}.flatten(0, -3)" for each in given]
    sequences = f".unflatten(0, {(-1, *xs[0][1:-2])})" if len(xs[0]) > 3 else ""
    return OperatorForm(helper.source.name, arguments, f"{{self}}({', '.join(given)}){sequences}",
                        helpers=(helper.source,), weights=weights)


def _dot_product_attention(op: Any, query: Shape, key: Shape, value: Shape, *mask: Shape) -> OperatorForm:
    scale = (FormArgument("scale", op.scale),) if op.scale else ()
    said = ", scale={scale}" if scale else ""
    if (len(query) > 3 and query[-3] != key[-3]) or op.window_ or mask:
        helper = weighed_text(op, bool(mask))
        inputs = ", ".join(f"{{{number}}}" for number in range(3 + len(mask)))
        window = (FormArgument("window", op.window_),) if op.window_ else ()
        given = ", window={window}" if window else ""
        return expression(f"{helper.name}({inputs}{given}{said})", *window, *scale, helpers=(helper,))
    causal = ", is_causal=True" if op.causal else ""
    return expression(f"F.scaled_dot_product_attention({{0}}, {{1}}, {{2}}{causal}{said})", *scale)


def _window_attention(op: Any, x: Shape) -> OperatorForm:
    helper = window_attention_text(op.bias)
    arguments = (FormArgument("channels", x[1]), FormArgument("heads", op.heads),
                 FormArgument("size", (*op.size,), keyword=True), FormArgument("shift", (*op.shift,), keyword=True))
    weights = {name: there for name, there in _WEIGHTS.items() if name in op.weights(x)}
    return OperatorForm(helper.name, arguments, helpers=(helper,), weights=weights)


RULES = {"to_tokens": _to_tokens, "class_token": _class_token, "positions": _positions, "token": _token,
         "rotary": _rotary, "attention": _attention, "dot_product_attention": _dot_product_attention,
         "window_attention": _window_attention}
