"""Arrays that nodes of an ONNX file make of others, worked out by ONNX's own rules when they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.tensors import Computation, Tensor

MOST_VALUES = 2**31
"""So many values at once, those that an array is made of among them."""
_OLDEST = dict.fromkeys(("DequantizeLinear", "QuantizeLinear"), 19)
"""The oldest versions that the library computes, of operators that mean the same in older ones."""


def computed(made: Computation, read: Callable[[Tensor], Any]) -> Any:
    """What a node on arrays gives; `read` gives the values of one that it reads. Raises Refused."""
    if sum(prod(each.shape) for each in made.inputs if each is not None) > MOST_VALUES:
        raise Refused("weights", f"it is made of more than {MOST_VALUES:,} values")
    onnx, reference = import_module("onnx"), import_module("onnx.reference")
    operands = [None if each is None else read(each) for each in made.inputs]
    names = ["" if each is None else f"x{place}" for place, each in enumerate(operands)]
    try:
        attributes = {name: _attribute(onnx, name, value) for name, value in made.attributes.items()}
        outputs = [f"y{place}" for place in range(made.outputs)]
        node = onnx.helper.make_node(made.op, names, outputs, domain=made.domain, **attributes)
        run = reference.ReferenceEvaluator(node, opsets={"": max(made.opset, _OLDEST.get(made.op, 1))})
        return run.run(None, {name: each for name, each in zip(names, operands, strict=True) if name})[made.output]
    except Exception:  # the library raises whatever a strange node makes it stumble over
        raise Refused("weights", "its values follow from other arrays of the file, and cannot be worked out",
                      hint="export the network again, with constants folded") from None


def _attribute(onnx: Any, name: str, value: Any) -> Any:
    if not isinstance(value, Tensor):
        return value
    if value.values is None:
        raise Refused("weights", f"the values of its {name} are not known",
                      hint="--weights random takes others")
    return onnx.helper.make_tensor(name, value.kind, value.shape, value.values)
