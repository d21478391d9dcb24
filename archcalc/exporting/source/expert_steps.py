"""The lines of one expert of a mixture, whatever the framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import HelperSource, OperatorForm
from archcalc.operators.operator import Op, Shape
from archcalc.operators.operator_chain import names, shapes


def expert_steps(op: Any, x: Shape, form: Callable[[Op, Shape, Shape], OperatorForm],
                 product: Callable[[str, bool], str], framework: str) -> tuple[str, tuple[HelperSource, ...]]:
    """The lines, and the helpers that they want; `product` writes x by the weight of a layer, with its bias or without.

    Raises Refused where a layer holds other weights.
    """
    lines, helpers = [], list[HelperSource]()
    for name, (inner, read, given) in zip(names(op.layers), shapes(op.layers, x), strict=True):
        weights, written = inner.weights(read), form(inner, read, given)
        if "linear" in inner.traits and "weight" in weights:
            lines.append(product(name, "bias" in weights))
        elif weights or written.maker:
            raise Refused("operator", f"{inner.kind} in a mixture cannot be written in {framework}",
                          hint="--to onnx writes it")
        else:
            helpers.extend(written.helpers)
            inline = {argument.name: repr(argument.value) for argument in written.inline}
            lines.append(written.call.format("x", **inline))
    return "\n".join(f"        x = {line}" for line in lines), tuple(helpers)
