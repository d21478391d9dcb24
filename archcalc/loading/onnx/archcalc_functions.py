"""archcalc's own operators in an ONNX file: calls of functions in the domain `archcalc`, called by their kind."""

from __future__ import annotations

import json
import re
from math import prod
from typing import Any

from archcalc.base.axis_order import Grouped
from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import one_of
from archcalc.loading.onnx.node_view import NodeView, NoRule
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators import find
from archcalc.operators.given_attributes import missing_attributes, parse_attribute
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import Undecided

DOMAIN = "archcalc"
_NUMBERED = re.compile(r"_[0-9]+$")


def own(node: NodeView) -> Flow:
    """The operator that a node names, from its attributes; its body is for others, and not looked into."""
    kind = node.op if find(node.op) else _NUMBERED.sub("", node.op)
    op = find(kind)
    if op is None or op.traits & {"opaque", "counted-only"} or (op.inputs == (0, 0) and "stored" not in op.traits):
        raise NoRule("archcalc has no such operator")
    given = {name: _plain(op, name, value) for name, value in node.attributes.items()}
    given |= node.overridden()
    parsed = _parsed(op, given)
    flows = [value for value in node.operands() if isinstance(value, Flow)]
    tensors = [value for value in node.operands() if isinstance(value, Tensor)]
    names = parsed.weights(*map(node.shape, flows)) if _fits(op, len(flows)) else {}
    if len(names) != len(tensors):
        raise Refused("inputs", f"{op.kind} takes {len(names)} arrays, and the file gives {len(tensors)}")
    weights = dict(zip(names, tensors, strict=True))
    if flows and _wants_features_last(parsed, node.shape(flows[0]), tensors):
        return _on_tokens(node, flows[0], parsed, weights, given)
    return node.add(op.kind, *flows, weights=weights, **given)


def _wants_features_last(op: Op, shape: Shape, tensors: list[Tensor]) -> bool:
    """True where the arrays fit the last axis of what may be an image or tokens in groups, and not the first."""
    if not tensors or not isinstance(shape, Undecided) or len(shape) < 4:
        return False
    found = [tensor.shape for tensor in tensors]
    as_image, in_groups = ([weight.shape for weight in op.marked(False, in_groups).weights(shape).values()]
                           for in_groups in (False, True))
    return in_groups == found and ("linear" in op.traits or as_image != found)


def _on_tokens(node: NodeView, x: Flow, op: Op, weights: dict[str, Tensor], given: dict[str, Any]) -> Flow:
    """An operator of features on all tokens of several groups."""
    groups = Grouped(node.shape(x))
    flat = node.aside("reshape", x, shape=(prod(groups[1:-1]), groups[-1]))
    y = node.add(op.kind, flat, weights=weights, **given)
    return node.aside("reshape", y, shape=op.settled(groups).output(groups)[1:])


def _fits(op: type[Op], count: int) -> bool:
    fewest, most = op.inputs
    return fewest <= count <= (count if most is None else most)


def _parsed(op: type[Op], given: dict[str, Any]) -> Op:
    for name in given:
        if name not in op.fields:
            raise Refused("unknown-key", f"{op.kind} has no attribute {quoted(name)}", expected=one_of(op.fields))
    if missing := missing_attributes(op, given):
        raise Refused("missing-attribute", f"{op.kind} wants {', '.join(missing)}")
    return op(**{name: parse_attribute(op, name, value) for name, value in given.items()})


def _plain(op: type[Op], name: str, value: Any) -> Any:
    """An attribute as a specification has it: flags are not numbers, rows of rows come as JSON."""
    kind = op.fields.get(name)
    schema = kind.schema if kind else {}
    types = {each.get("type") for each in (schema, *schema.get("anyOf", ()))}
    if "boolean" in types and value in {0, 1}:
        return bool(value)
    if "array" in types and isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return list(value) if isinstance(value, tuple) else value
