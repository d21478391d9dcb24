"""The grid of every operator as networks: all cases of a kind beside each other."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from operator_grid import GRID

from archcalc.base.axis_order import Signal
from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.network.builder import assemble
from archcalc.network.graph import Graph


def by_kind(wanted: Callable[[Any], bool] = lambda op: True) -> dict[str, list[Any]]:
    """The wanted cases of every operator that computes something, by its kind."""
    found = defaultdict(list)
    for op, shapes in GRID:
        if wanted(op) and "input" not in op.traits:
            found[op.kind].append((op, shapes))
    return dict(found)


def beside_each_other(cases: list[Any]) -> Graph:
    """A network of many operators, each with inputs of its own.

    Padding by nothing says that an input is a signal, positions say that one is of tokens where a norm would guess.
    """
    given, signals, layers = [], [], []
    for number, (op, shapes) in enumerate(cases):
        inputs = [f"in{number}_{i}" for i in range(len(shapes))]
        for name, shape in zip(inputs, shapes, strict=True):
            own = shape[0] == shapes[0][0]
            given.append(Layer(name, *(("input", {"shape": shape[1:]}) if own else ("side_input", {"shape": shape})), ()))
            if isinstance(shape, Signal) or (len(shape) == 3 and op.kind == "batch_norm"):
                given[-1] = given[-1]._replace(name=f"{name}_given")
                told = ("pad", {"sides": [0, 0]}) if isinstance(shape, Signal) else ("positions", {})
                signals.append(Layer(name, *told, (f"{name}_given",)))
        attributes = {name: value for name, value in op.attributes.items() if value != ()}
        layers.append(Layer(f"case{number}", op.kind, attributes, tuple(inputs)))
    return assemble([*given, *signals, *layers], About("grid"), batch=2)
