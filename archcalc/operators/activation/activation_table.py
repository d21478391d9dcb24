"""Activations without attributes. The family is a table: formula, cost of one value, source, what training keeps.

relu6 and hard_swish keep a copy of their input before they write over it, which comes to the same as not doing so.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Cost
from archcalc.operators.saved_for_backward import INPUTS, OUTPUT


class _Row(NamedTuple):
    formula: str
    each: Cost
    source: str
    function: Callable[..., Any]
    keeps: str = INPUTS
    in_place: bool = False


_ROWS = {
    "relu": _Row("max(0, x)", Cost(compares=1), "Nair and Hinton 2010", activations.relu, OUTPUT, in_place=True),
    "relu6": _Row("min(max(0, x), 6)", Cost(compares=2), "Howard et al. 2017 (MobileNet)", activations.relu6),
    "silu": _Row("x / (1 + exp(-x))", Cost(adds=1, divides=1, exponentials=1), "Ramachandran et al. 2017 (swish)",
                 activations.silu),
    "hard_swish": _Row("x * min(max(0, x + 3), 6) / 6", Cost(adds=1, compares=2, divides=1), "Howard et al. 2019",
                       activations.hard_swish),
    "hard_sigmoid": _Row("min(max(0, x + 3), 6) / 6", Cost(adds=1, compares=2, divides=1), "Howard et al. 2019",
                         activations.hard_sigmoid),
    "sigmoid": _Row("1 / (1 + exp(-x))", Cost(adds=1, divides=1, exponentials=1), "the logistic function",
                    activations.sigmoid, OUTPUT),
    "tanh": _Row("(exp(x) - exp(-x)) / (exp(x) + exp(-x))", Cost(adds=2, divides=1, exponentials=2),
                 "the hyperbolic tangent", activations.tanh, OUTPUT),
}
_DOCSTRING = """{formula}, for every value.

    input    any shape
    output   the same
    y = {formula}

No parameters. Source: {source}.

>>> from archcalc.operators import find
>>> find("{kind}")().output((1, 64, 56, 56))
(1, 64, 56, 56)
"""


def _rule(function: Callable[..., Any]) -> Callable[..., Any]:
    """The rule `forward` of a function."""
    return lambda self, xp, x: function(xp, x)


for _name, _row in _ROWS.items():
    type(_name, (Activation,), {
        "kind": _name, "each": _row.each, "forward": _rule(_row.function),
        "keeps": _row.keeps, "in_place": _row.in_place,
        "__module__": __name__, "__annotations__": {},
        "__doc__": _DOCSTRING.format(kind=_name, formula=_row.formula, source=_row.source),
    })
