"""archcalc's own operators in an ONNX file: calls of functions in the domain `archcalc`, called by their kind."""

from __future__ import annotations

import json
import re
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import one_of
from archcalc.loading.onnx.node_view import NodeView, NoRule
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators import find
from archcalc.operators.operator import Op, missing_attributes, parse_attribute

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
    return node.add(op.kind, *flows, weights=dict(zip(names, tensors, strict=True)), **given)


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
