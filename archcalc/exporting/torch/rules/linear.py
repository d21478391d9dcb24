"""Weighted sums, in PyTorch."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from archcalc.exporting.source.expert_steps import expert_steps
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm
from archcalc.exporting.torch.rules import rules
from archcalc.operators.operator import Shape


def _linear(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("nn.Linear", (FormArgument("in_features", x[-1]), FormArgument("out_features", op.units),
                                      FormArgument("bias", op.bias, True, keyword=True)))


_RBF = HelperSource("Rbf", '''
class Rbf(nn.Module):
    """The squared distance to a fixed code for each class."""

    def __init__(self, features, units):
        super().__init__()
        self.register_buffer("codes", torch.zeros(units, features))

    def forward(self, x):
        return (x[:, None] - self.codes).square().sum(2)
''')


def _rbf(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("Rbf", (FormArgument("features", x[1]), FormArgument("units", op.units)), helpers=(_RBF,))


_MIXTURE = '''
class {name}(nn.Module):
    """Experts of the same layers; a gate weighs, for every token, the {active} that suit it best.

    Every expert works on every token here; those that are not active weigh nothing.
    """

    def __init__(self):
        super().__init__()
{parameters}

    def forward(self, x):
        scores = F.linear(x, self.gate{gate_bias})
        best, chosen = scores.topk({active}, -1)
        shares = torch.zeros_like(scores).scatter(-1, chosen, best.softmax(-1))
        return sum(shares[..., i : i + 1] * self.expert(x, i) for i in range(len(self.gate)))

    def expert(self, x, i):
{steps}
        return x
'''


def _mixture(op: Any, x: Shape) -> OperatorForm:
    """Its experts' weights stand one under another, as the operator has them."""
    sizes = {name: weight.shape for name, weight in op.weights(x).items()}
    bias = ", self.gate_bias" if "gate_bias" in sizes else ""
    parameters = [f"        self.{name} = nn.Parameter(torch.randn({', '.join(map(str, shape))}) / 10)"
                  for name, shape in sizes.items()]
    steps, helpers = expert_steps(op, x, lambda inner, read, _: rules()[inner.kind](inner, read), _product, "PyTorch")
    said = {"active": op.active, "parameters": "\n".join(parameters), "gate_bias": bias, "steps": steps}
    name = f"Mixture{crc32(repr(said).encode()):08X}"  # another mixture is another class
    text = _MIXTURE.format(name=name, **said)
    return OperatorForm(name, helpers=(HelperSource(name, text, helpers),))


def _product(name: str, has_bias: bool) -> str:
    """The product of x and an expert's matrix."""
    bias = f", self.{name}_bias[i]" if has_bias else ""
    return f"F.linear(x, self.{name}_weight[i]{bias})"


RULES = {"linear": _linear, "rbf": _rbf, "mixture": _mixture}
