"""Activations without attributes. The family is a table: formula, cost of one value, source."""

from typing import NamedTuple

from archcalc.rules.activation import Activation
from archcalc.rules.operator import Cost, Op


class _Row(NamedTuple):
    formula: str
    each: Cost
    source: str


_ROWS = {
    "relu": _Row("max(0, x)", Cost(compares=1), "Nair and Hinton 2010"),
    "relu6": _Row("min(max(0, x), 6)", Cost(compares=2), "Howard et al. 2017 (MobileNet)"),
    "silu": _Row("x / (1 + exp(-x))", Cost(adds=1, divides=1, exponentials=1), "Ramachandran et al. 2017 (swish)"),
    "hard_swish": _Row("x * min(max(0, x + 3), 6) / 6", Cost(adds=1, compares=2, divides=1), "Howard et al. 2019"),
    "hard_sigmoid": _Row("min(max(0, x + 3), 6) / 6", Cost(adds=1, compares=2, divides=1), "Howard et al. 2019"),
    "sigmoid": _Row("1 / (1 + exp(-x))", Cost(adds=1, divides=1, exponentials=1), "the logistic function"),
    "tanh": _Row("(exp(x) - exp(-x)) / (exp(x) + exp(-x))", Cost(adds=2, divides=1, exponentials=2),
                 "the hyperbolic tangent"),
    "softmax": _Row("exp(x) / sum of exp(x) over the channels or features",
                    Cost(adds=1, divides=1, exponentials=1), "Bridle 1990"),
}
_DOCSTRING = """{formula}, for every value.

    input    any shape
    output   the same
    y = {formula}

No parameters. Source: {source}.

>>> from archcalc.ops import find
>>> find("{kind}")().output((1, 64, 56, 56))
(1, 64, 56, 56)
"""

for _name, _row in _ROWS.items():
    type(_name, (Activation,), {
        "kind": _name, "each": _row.each, "__module__": __name__, "__annotations__": {},
        "__doc__": _DOCSTRING.format(kind=_name, formula=_row.formula, source=_row.source),
    })
