"""Types of numbers in training: what a parameter, its gradient and a saved value take."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown


class Precision(NamedTuple):
    """Bytes of one value of each kind; `master` is the optimizer's own copy of a parameter, where it has one.

    Means and deviations stay float32 where activations have less.
    """

    parameter: int
    gradient: int
    master: int
    state: int
    activation: int
    statistic: int
    words: str


def _throughout(size: int, name: str) -> Precision:
    return Precision(size, size, 0, size, size, max(size, 4), f"everything in {name}")


PRECISIONS = {
    "float32": _throughout(4, "float32"),
    "float16": _throughout(2, "float16, norms' statistics in float32"),
    "bfloat16": _throughout(2, "bfloat16, norms' statistics in float32"),
    "float64": _throughout(8, "float64"),
    "mixed": Precision(2, 2, 4, 4, 2, 4,
                       "parameters, gradients and activations in 16 bits; the optimizer holds a float32 master copy of "
                       "the parameters and its state in float32; norms' statistics in float32 (Micikevicius et al. "
                       "2018; ZeRO, section 3.1); this is not torch.autocast, whose parameters and gradients stay "
                       "float32, and which saves a 16-bit copy of each weight"),
}
_AUTOCAST = frozenset({"amp", "autocast"})
"""Names of what is not counted: PyTorch's own mixed precision."""


def precision(dtype: str) -> Precision:
    """A number type as training uses it. Raises ArchcalcError for one that is unknown or has no gradients."""
    if dtype == "int8":
        raise ArchcalcError.of("dtype", "int8 values have no gradient, and cannot be trained",
                               hint="archcalc show NAME --dtype int8 counts the memory of a forward pass")
    if dtype in _AUTOCAST:
        raise ArchcalcError.of("dtype", "torch.autocast is not counted: its parameters, gradients and optimizer are "
                               "float32, and it saves a 16-bit copy of each weight beside 16-bit activations",
                               hint="float32 is more than it takes, but for those copies; mixed is ZeRO's, 16-bit "
                               "parameters with a float32 master copy")
    if dtype not in PRECISIONS:
        raise unknown("dtype", dtype, PRECISIONS)
    return PRECISIONS[dtype]
