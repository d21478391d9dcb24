"""Shapes by ONNX's own rules, node by node, where archcalc has none: the last resort.

A file is a stranger's, and so are its attributes: what the library stumbles over is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.records import Record, Subgraph
from archcalc.loading.onnx.tensors import MOST_AXES, Number, Tensor
from archcalc.operators.attributes import LARGEST

_FLOAT = 1


class KnownOperand(NamedTuple):
    """What is known of an operand: its shape, ONNX's number of its type, and its values where they are few."""

    shape: tuple[int, ...]
    kind: int = _FLOAT
    values: tuple[Number, ...] | None = None


def inferred(record: Record, operands: Sequence[KnownOperand | None], opset: int) -> list[KnownOperand | None]:
    """What ONNX's rule tells of each output of a node; None where it tells nothing, or not every size.

    Raises ArchcalcError where the library is missing: without it, the same file would have fewer layers.
    """
    try:
        onnx: Any = import_module("onnx")
    except ImportError:
        message = f"the shape of what {quoted(record.op)} gives is told by onnx, which is not installed"
        raise ArchcalcError.of("missing-library", message, hint="pip install 'archcalc[onnx]'") from None
    try:
        schema = onnx.defs.get_schema(record.op, opset, record.domain)
        node = onnx.helper.make_node(record.op, [name if each else "" for name, each in
                                                 zip(record.inputs, operands, strict=True)],
                                     record.outputs, domain=record.domain, **_attributes(onnx, record))
        given = {name: each for name, each in zip(record.inputs, operands, strict=True) if name and each}
        types = {name: onnx.helper.make_tensor_type_proto(each.kind or _FLOAT, each.shape)
                 for name, each in given.items()}
        data = {name: onnx.helper.make_tensor(name, each.kind, each.shape, each.values)
                for name, each in given.items() if each.values is not None and len(each.values) == prod(each.shape)}
        found = onnx.shape_inference.infer_node_outputs(schema, node, types, data)
    except Exception:  # the library raises whatever a strange node makes it stumble over
        return [None] * len(record.outputs)
    return [_known(found.get(name)) for name in record.outputs]


def _attributes(onnx: Any, record: Record) -> dict[str, Any]:
    """The attributes as the library takes them. Raises TypeError for those that it is not given."""
    found: dict[str, Any] = {}
    for name, value in record.attributes.items():
        if isinstance(value, Tensor):
            if value.values is None:
                raise TypeError(name)
            found[name] = onnx.helper.make_tensor(name, value.kind, value.shape, value.values)
        elif isinstance(value, Subgraph) or not isinstance(value, (int, float, str, tuple)):
            raise TypeError(name)
        else:
            found[name] = value
    return found


def _known(type_proto: Any) -> KnownOperand | None:
    if type_proto is None or not type_proto.HasField("tensor_type") or not type_proto.tensor_type.HasField("shape"):
        return None
    sizes = tuple(each.dim_value if each.HasField("dim_value") else -1 for each in type_proto.tensor_type.shape.dim)
    if len(sizes) > MOST_AXES or any(not 0 <= size <= LARGEST for size in sizes):
        return None
    return KnownOperand(sizes, type_proto.tensor_type.elem_type)
