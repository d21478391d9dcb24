"""Functions of every value, in PyTorch."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.operator import Op, Shape

PLAIN = {"relu": "F.relu({0})", "relu6": "F.relu6({0})", "sigmoid": "torch.sigmoid({0})", "tanh": "torch.tanh({0})",
         "silu": "F.silu({0})", "hard_swish": "F.hardswish({0})", "hard_sigmoid": "F.hardsigmoid({0})"}
"""Functions without an attribute."""
_FUNCTIONS = {"negate": "-{0}", "square": "{0} * {0}", "softplus": "F.softplus({0})", "truncate": "torch.trunc({0})",
              "is_infinite": "torch.isinf({0}).to({0}.dtype)", "is_nan": "torch.isnan({0}).to({0}.dtype)",
              "not": "({0} == 0).to({0}.dtype)"}
"""Those that are not called as they are here."""


def _plain(op: Op, x: Shape) -> OperatorForm:
    return expression(PLAIN[op.kind])


def _leaky_relu(op: Any, x: Shape) -> OperatorForm:
    return expression("F.leaky_relu({0}, {slope})", FormArgument("slope", op.slope))


def _elu(op: Any, x: Shape) -> OperatorForm:
    return expression("F.elu({0}, {slope})", FormArgument("slope", op.slope))


def _gelu(op: Any, x: Shape) -> OperatorForm:
    return expression("F.gelu({0})" if op.approximation == "none" else 'F.gelu({0}, approximate="tanh")')


def _clip(op: Any, x: Shape) -> OperatorForm:
    return expression("{0}.clamp({low}, {high})", FormArgument("low", op.low), FormArgument("high", op.high))


def _elementwise(op: Any, x: Shape) -> OperatorForm:
    return expression(_FUNCTIONS.get(op.function, f"torch.{op.function}({{0}})"))


def _prelu(op: Any, x: Shape) -> OperatorForm:
    """Several slopes are those of axis 1 there."""
    axis = op.channel_axis(x)
    slopes = FormArgument("num_parameters", x[axis] if op.by_channel else 1, 1)
    turned = op.by_channel and axis != 1
    call = "{self}({0}.movedim(-1, 1)).movedim(1, -1)" if turned and len(x) > 3 else \
        "{self}({0}.transpose(1, 2)).transpose(1, 2)" if turned else "{self}({0})"
    return OperatorForm("nn.PReLU", (slopes, FormArgument("init", op.slope, 0.25, keyword=True)), call)


def _softmax(op: Any, x: Shape) -> OperatorForm:
    return expression("{0}.softmax({axis})", FormArgument("axis", op.axis or op.channel_axis(x)))


def _dropout(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("nn.Dropout", (FormArgument("p", op.rate, 0.5),))


GATES = {"silu": "F.silu", "gelu": "F.gelu"}


def gated(activation: str) -> HelperSource:
    """The function of a gated unit."""
    name = f"{activation}_gate"
    return HelperSource(name, f'''
def {name}(x, dim):
    """The first half of the features, times {activation} of the second."""
    values, gates = x.chunk(2, dim)
    return values * {GATES[activation]}(gates)
''')


def _glu(op: Any, x: Shape) -> OperatorForm:
    axis = FormArgument("dim", op.channel_axis(x))
    if op.activation == "sigmoid":  # PyTorch has both steps as one, which keeps no gates for the backward pass
        return expression("F.glu({0}, {dim})", axis)
    helper = gated(op.activation)
    return expression(f"{helper.name}({{0}}, {{dim}})", axis, helpers=(helper,))


RULES = {**dict.fromkeys(PLAIN, _plain), "leaky_relu": _leaky_relu, "elu": _elu, "gelu": _gelu, "clip": _clip,
         "elementwise": _elementwise, "prelu": _prelu, "softmax": _softmax, "dropout": _dropout, "glu": _glu}
