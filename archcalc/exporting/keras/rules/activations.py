"""Functions of every value, in Keras."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.keras.channels_last import axis_of
from archcalc.exporting.keras.rules import keyword
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.operator import Op, Shape

PLAIN = {"relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "tanh": "tanh", "silu": "silu",
         "hard_swish": "hard_silu", "hard_sigmoid": "hard_sigmoid"}
"""Functions without an attribute, by Keras's names of them."""
_FUNCTIONS = {"negate": "-{0}", "atan": "ops.arctan({0})", "truncate": "ops.sign({0}) * ops.floor(ops.abs({0}))",
              "softplus": 'layers.Activation("softplus")({0})', "is_nan": "ops.cast(ops.isnan({0}), {0}.dtype)",
              "is_infinite": "ops.cast(ops.isinf({0}), {0}.dtype)", "not": "ops.cast(ops.equal({0}, 0), {0}.dtype)"}
"""Those that are not called as they are here."""


def _plain(op: Op, given: Shape, x: Shape) -> OperatorForm:
    return expression(f'layers.Activation("{PLAIN[op.kind]}")({{0}})')


def _leaky_relu(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("layers.LeakyReLU(negative_slope={slope})({0})", FormArgument("slope", op.slope))


def _elu(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("layers.ELU(alpha={alpha})({0})", FormArgument("alpha", op.slope))


def _gelu(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression('layers.Activation("gelu")({0})' if op.approximation == "none" else
                      "ops.gelu({0}, approximate=True)")


def _clip(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("ops.clip({0}, {low}, {high})", FormArgument("low", op.low), FormArgument("high", op.high))


def _elementwise(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression(_FUNCTIONS.get(op.function, f"ops.{op.function}({{0}})"))


_PRELU = HelperSource("PReLU", '''
class PReLU(layers.Layer):
    """A rectifier with one learned slope for all values."""

    def build(self, shape):
        self.alpha = self.add_weight(shape=(1,), initializer="zeros", name="alpha")

    def call(self, x):
        return ops.relu(x) - self.alpha * ops.relu(-x)
''')


def _prelu(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Keras's own has a slope for each place of the axes that do not share."""
    weights = {"weight": "alpha"}
    if not op.by_channel:
        return OperatorForm("PReLU", helpers=(_PRELU,), weights=weights)
    return OperatorForm("layers.PReLU", (keyword("shared_axes", tuple(range(1, len(x) - 1)), ()),), weights=weights)


def _softmax(op: Any, given: Shape, x: Shape) -> OperatorForm:
    axis = axis_of(x, op.axis or op.channel_axis(x))
    if axis == len(x) - 1:
        return expression('layers.Activation("softmax")({0})')
    return expression("layers.Softmax(axis={axis})({0})", FormArgument("axis", axis))


def _dropout(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return OperatorForm("layers.Dropout", (FormArgument("rate", op.rate),))


def gated(activation: str) -> HelperSource:
    """The function of a gated unit."""
    name = f"{activation}_gate"
    function = "ops.gelu(gates, approximate=False)" if activation == "gelu" else f"ops.{activation}(gates)"
    return HelperSource(name, f'''
def {name}(x):
    """The first half of the features, times {activation} of the second."""
    values, gates = ops.split(x, 2, axis=-1)
    return values * {function}
''')


def _glu(op: Any, given: Shape, x: Shape) -> OperatorForm:
    helper = gated(op.activation)
    return expression(f"{helper.name}({{0}})", helpers=(helper,))


RULES = {**dict.fromkeys(PLAIN, _plain), "leaky_relu": _leaky_relu, "elu": _elu, "gelu": _gelu, "clip": _clip,
         "elementwise": _elementwise, "prelu": _prelu, "softmax": _softmax, "dropout": _dropout, "glu": _glu}
