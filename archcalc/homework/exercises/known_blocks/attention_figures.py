"""Figures of attention that no other operator has: the width of a head, the scores of all heads and their bytes."""

from __future__ import annotations

from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES
from archcalc.homework.questions.right_answers import BYTES, Target
from archcalc.network.graph import Graph, Node

HEAD_SIZE, SCORES, SCORE_BYTES = "head_size", "attention_scores", "score_bytes"
TITLES = {HEAD_SIZE: "width of a head", SCORES: "attention scores", SCORE_BYTES: "bytes of the attention scores"}
"""The figures, and what they are called."""


def worked(name: str, graph: Graph, batch: int, number_type: str) -> tuple[Target, str] | None:
    """One of these figures of the attention layers of a network with its arithmetic; None where there are none."""
    nodes = [node for node in graph.nodes if "heads" in node.op.attributes and "attention" in node.op.traits]
    if not nodes:
        return None
    if name == HEAD_SIZE:
        return _head(nodes[0])
    counts = [batch * node.op.attributes["heads"] * node.input_shapes[0][-2] ** 2 for node in nodes]
    node = nodes[0]
    factors = [*[batch] * (batch > 1), node.op.attributes["heads"], *[node.input_shapes[0][-2]] * 2]
    factors += [len(nodes)] * (len(nodes) > 1)
    if name == SCORES:
        return Target(sum(counts)), f"{'*'.join(map(str, factors))} = {sum(counts):,}"
    width = VALUE_BYTES[number_type or USUAL_DTYPE]
    size = sum(counts) * width
    return Target(size, BYTES), f"{'*'.join(map(str, [*factors, width]))} = {size:,}"


def _head(node: Node) -> tuple[Target, str]:
    width, heads, own = node.input_shapes[0][-1], node.op.attributes["heads"], node.op.attributes["head_width"]
    return (Target(own), f"{own}") if own else (Target(width // heads), f"{width}/{heads} = {width // heads}")
