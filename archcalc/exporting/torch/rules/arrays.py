"""Arithmetic on arrays, matrix products, lookups, in PyTorch."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.operator import Shape

_COMPARISONS = {"equal": "{} == {}", "not_equal": "{} != {}", "less": "{} < {}", "less_or_equal": "{} <= {}",
                "greater": "{} > {}", "greater_or_equal": "{} >= {}", "and": "({} != 0) & ({} != 0)",
                "or": "({} != 0) | ({} != 0)", "xor": "({} != 0) ^ ({} != 0)"}
_SIGNS = {"add": "{} + {}", "divide": "{} / {}", "multiply": "{} * {}", "subtract": "{} - {}", "power": "{} ** {}",
          "maximum": "torch.maximum({}, {})", "minimum": "torch.minimum({}, {})",
          "modulo": "torch.remainder({}, {})", "remainder": "torch.fmod({}, {})",
          **{name: f"({sign}).to({{{{0}}}}.dtype)" for name, sign in _COMPARISONS.items()}}
"""Of two operands; what stands in two braces is said of the inputs, whichever comes first."""
_OF_A_NUMBER = {"maximum": "{0}.clamp(min={number})", "minimum": "{0}.clamp(max={number})"}
_OF_A_NUMBER_FIRST = {**_OF_A_NUMBER, "power": "torch.pow({number}, {0})",
                      "remainder": "torch.fmod(torch.full_like({0}, {number}), {0})"}
"""PyTorch's functions of two arrays take no number, and a sign goes behind a power."""
_REDUCTIONS = {"max": "amax", "mean": "mean", "min": "amin", "sum": "sum"}
_LEARNED = HelperSource("Learned", '''
class Learned(nn.Module):
    """An array that is learned."""

    def __init__(self, *shape):
        super().__init__()
        self.operand = nn.Parameter(torch.randn(shape))

    def forward(self):
        return self.operand
''')
_FIXED = HelperSource("Fixed", '''
class Fixed(nn.Module):
    """An array that is not learned."""

    def __init__(self, *shape):
        super().__init__()
        self.register_buffer("operand", torch.ones(shape))

    def forward(self):
        return self.operand
''')


def _constant(op: Any) -> OperatorForm:
    helper = _LEARNED if op.learned else _FIXED
    shape = tuple(FormArgument(f"size{place}", size) for place, size in enumerate(op.shape))
    return OperatorForm(helper.name, shape, "{self}()", helpers=(helper,), weights={"values": "operand"})


def _arithmetic(op: Any, *xs: Shape) -> OperatorForm:
    sign = _SIGNS[op.function]
    if len(xs) == 2:
        return expression(sign.format(*(("{1}", "{0}") if op.turned else ("{0}", "{1}"))))
    if op.learned:
        call = sign.format(*(("{self}()", "{0}") if op.turned else ("{0}", "{self}()")))
        shape = tuple(FormArgument(f"size{place}", size) for place, size in enumerate(op.learned))
        return OperatorForm("Learned", shape, call, helpers=(_LEARNED,))
    number = FormArgument("number", op.number)
    apart = _OF_A_NUMBER_FIRST if op.turned else _OF_A_NUMBER
    plain = sign.format(*(("{number}", "{0}") if op.turned else ("{0}", "{number}")))
    return expression(apart.get(op.function, plain), number)


def _reduce(op: Any, x: Shape) -> OperatorForm:
    axes = tuple(op.axes) if len(op.axes) > 1 else op.axes[0]
    return expression(f"{{0}}.{_REDUCTIONS[op.function]}({axes}{', keepdim=True' if op.kept else ''})")


def _matmul(op: Any, *xs: Shape) -> OperatorForm:
    return expression("{0} @ {1}")


def _einsum(op: Any, *xs: Shape) -> OperatorForm:
    inputs = ", ".join(f"{{{number}}}" for number in range(len(xs)))
    return expression(f"torch.einsum({{equation}}, {inputs})", FormArgument("equation", op.equation))


def _where(op: Any, *xs: Shape) -> OperatorForm:
    return expression("torch.where({0} > 0, {1}, {2})")


def _embedding(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("nn.Embedding", (FormArgument("num_embeddings", op.entries),
                                         FormArgument("embedding_dim", op.features)), "{self}({0}.long())")


RULES = {"constant": _constant, "arithmetic": _arithmetic, "reduce": _reduce, "matmul": _matmul, "einsum": _einsum,
         "where": _where, "embedding": _embedding}
