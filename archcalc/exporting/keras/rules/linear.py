"""Weighted sums, in Keras."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from archcalc.exporting.keras.rules import keyword, rules
from archcalc.exporting.source.expert_steps import expert_steps
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm
from archcalc.operators.operator import Shape


def _linear(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = FormArgument("units", op.units), keyword("use_bias", op.bias, True)
    return OperatorForm("layers.Dense", arguments, weights={"weight": "kernel"})


_RBF = HelperSource("Rbf", '''
class Rbf(layers.Layer):
    """The squared distance to a fixed code for each class."""

    def __init__(self, units, **more):
        super().__init__(**more)
        self.units = units

    def build(self, shape):
        size = (self.units, shape[-1])
        self.codes = self.add_weight(shape=size, initializer="zeros", trainable=False, name="codes")

    def call(self, x):
        return ops.sum(ops.square(x[:, None] - self.codes), axis=2)
''')


def _rbf(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return OperatorForm("Rbf", (FormArgument("units", op.units),), helpers=(_RBF,))


_MIXTURE = '''
class {name}(layers.Layer):
    """Experts of the same layers; a gate weighs, for every token, the {active} that suit it best.

    Every expert works on every token here; those that are not active weigh nothing.
    """

    def build(self, shape):
{parameters}

    def call(self, x):
        scores = ops.matmul(x, ops.transpose(self.gate)){gate_bias}
        best, chosen = ops.top_k(scores, {active})
        shares = ops.softmax(best)[..., None] * ops.one_hot(chosen, {experts}, dtype=x.dtype)
        shares = ops.sum(shares, axis=-2)
        return sum(shares[..., i : i + 1] * self.expert(x, i) for i in range({experts}))

    def expert(self, x, i):
{steps}
        return x
'''


def _mixture(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Its experts' weights stand one under another, as the operator has them."""
    sizes = {name: weight.shape for name, weight in op.weights(x).items()}
    parameters = [f'        self.{name} = self.add_weight(shape={shape}, name="{name}")'
                  for name, shape in sizes.items()]
    steps, helpers = expert_steps(op, x, lambda inner, read, gives: rules()[inner.kind](inner, gives, read), _product,
                                  "Keras")
    said = {"active": op.active, "experts": op.experts, "parameters": "\n".join(parameters),
            "gate_bias": " + self.gate_bias" if "gate_bias" in sizes else "",
            "steps": steps}
    name = f"Mixture{crc32(repr(said).encode()):08X}"  # another mixture is another class
    return OperatorForm(name, helpers=(HelperSource(name, _MIXTURE.format(name=name, **said), helpers),))


def _product(name: str, has_bias: bool) -> str:
    """The product of x and an expert's matrix."""
    bias = f" + self.{name}_bias[i]" if has_bias else ""
    return f"ops.matmul(x, ops.transpose(self.{name}_weight[i])){bias}"


RULES = {"linear": _linear, "rbf": _rbf, "mixture": _mixture}
