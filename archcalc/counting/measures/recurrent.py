"""Measures of recurrent layers, which do everything again at every step."""

from __future__ import annotations

from math import prod

from archcalc.counting.measures.measure import Measure, each
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Node


def _steps(node: Node) -> int:
    """The tokens of all sequences; 0 for other layers."""
    return prod(node.input_shapes[0][:2]) if "recurrent" in node.op.traits else 0


def _unit_steps(node: Node) -> int:
    """The units of every layer and direction, of which each has one matrix for the state, at every step."""
    if not (steps := _steps(node)):
        return 0
    matrices = sum(name.startswith("weight_hh") for name in node.op.weights(*node.input_shapes))
    units: int = node.op.attributes["units"]
    return steps * matrices * units


def _second_biases(node: Node) -> int:
    """The biases of states, which are but added to those of tokens."""
    return sum(prod(weight.shape) for name, weight in node.op.weights(*node.input_shapes).items()
               if name.startswith("bias_hh")) if "recurrent" in node.op.traits else 0


def _projected(node: Node) -> int:
    """The products with what narrows an output."""
    return _steps(node) * sum(prod(weight.shape) for name, weight in node.op.weights(*node.input_shapes).items()
                              if name.startswith("weight_hr"))


def _states(node: Node) -> int:
    """Of all layers and directions."""
    return prod(node.op.replace(output="state").output(*node.input_shapes)) if "recurrent" in node.op.traits else 0


MEASURES: dict[str, Measure] = {
    "unit_steps": each("units x steps", _unit_steps),
    "biases_of_steps": each("biases x steps", lambda node: _steps(node) * figures(node).bias),
    "learned_of_steps": each("parameters x steps", lambda node: _steps(node) * learned(node)),
    "states": each("values of states at the end", _states),
    "second_biases": each("biases of states", _second_biases),
    "macs_projected": each("products that narrow an output", _projected),
}
"""Measures by name."""
