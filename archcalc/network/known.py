"""Operators parsed, and settled for the shapes that they take, remembered for layers that are alike."""

from __future__ import annotations

from math import prod

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.operators import find
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import Undecided, like
from archcalc.operators.shapes import written

MOST_VALUES = 2**63 - 1
MOST_KNOWN = 20_000
"""So many operators and shapes are remembered between networks."""
_KINDS = (tuple, Signal, Grouped, Undecided)


class Known:
    """Operators parsed and shapes worked out: of one network, or of several that are built one after another."""

    def __init__(self) -> None:
        self.operators: dict[tuple[str, str], Op] = {}
        self.undoes: dict[str, str] = {}
        self.settled: dict[tuple[object, ...], tuple[Op, tuple[Shape, ...], Shape, Op]] = {}
        """Operators as they are settled for the shapes that they take, those shapes, and what they give.

        By the identity of the operators, which are held here, and by those shapes and their kinds.
        """
        self.fitted: dict[tuple[object, ...], tuple[Op, Op]] = {}
        """Operators as they are settled, and as they were, by that identity, the numbers of axes and the kinds."""

    def undone(self, kind: str) -> str:
        """The kind that an operator without attributes undoes; nothing of most."""
        found = self.undoes.get(kind)
        if found is None:
            found = self.undoes[kind] = getattr(find(kind), "undoes", "")
        return found

    def bounded(self) -> Known:
        """The same, or nothing where it has grown too large."""
        return self if len(self.operators) + len(self.settled) < MOST_KNOWN else Known()

    def settle(self, op: Op, inputs: tuple[Shape, ...], batch: int) -> tuple[Op, tuple[Shape, ...], Shape]:
        """An operator settled for its inputs, these, and its output shape. Raises Refused.

        A rule is never run twice for the same operator and inputs; then those that are equal are the same object.
        """
        key = (id(op), inputs, *map(type, inputs))
        known = self.settled.get(key)
        if known is not None:
            return known[:3]
        settled = self._fit(op, inputs)
        shape = _output(settled, inputs)
        if "batched" in op.traits:
            shape = like(shape, (batch, *shape[1:]))
        if shape not in inputs and prod(shape) > MOST_VALUES:
            raise Refused("too-large", f"{written(shape)} has more than 2^63 values",
                          hint="smaller sizes, or fewer filters")
        if inputs and Undecided not in map(type, (shape, *inputs)):
            self.settled[key] = settled, inputs, shape, op
        return settled, inputs, shape

    def _fit(self, op: Op, inputs: tuple[Shape, ...]) -> Op:
        """An operator settled for inputs of so many axes, and of such kinds. Raises Refused."""
        kinds = [*map(type, inputs)]
        key = (id(op), *map(len, inputs), *kinds)
        known = self.fitted.get(key)
        if known is not None:
            return known[0]
        _check_count(op, inputs)
        settled = op.settled(*inputs)
        if inputs and Undecided not in kinds:
            self.fitted[key] = settled, op
        return settled


def _check_count(op: Op, inputs: tuple[Shape, ...]) -> None:
    """Refuse more inputs than an operator takes, or fewer."""
    fewest, most = op.inputs
    if fewest <= len(inputs) <= (len(inputs) if most is None else most):
        return
    wanted = f"{fewest} or more" if most is None else f"{fewest} or {most}" if most > fewest else str(fewest)
    noun = "input" if wanted == "1" else "inputs"
    raise Refused("inputs", f"{op.kind} takes {wanted} {noun}, found {len(inputs)}",
                  hint="add, concat or multiply joins several" if most is not None and len(inputs) > most > 0
                  else "name them with from: [...], or give branches" if fewest else
                  "an input stands under input, or among several under inputs")


def _output(op: Op, inputs: tuple[Shape, ...]) -> Shape:
    """What the rule `output` gives. Raises Refused, also where the rule itself is at fault."""
    try:
        shape = op.output(*inputs)
        if inputs and shape is inputs[0]:  # as rules do that leave it as it is, and as it was found to be
            return shape
        if type(shape) in _KINDS and set(map(type, shape)) == {int} and min(shape) > 0:
            return shape
    except (Refused, ArchcalcError, MemoryError):
        raise
    except Exception as error:  # whatever a stranger's rule raises
        from archcalc.operators import rule_errors

        raise rule_errors.failed(op, "output", error, *inputs) from error
    from archcalc.operators import rule_errors

    rule_errors.checked(op, "output", shape)
    return shape
