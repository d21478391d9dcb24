"""Recurrent layers, in ONNX: a node for each layer, tokens first, gates in ONNX's order."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Shape

_ORDER = {"rnn": (0,), "gru": (1, 0, 2), "lstm": (0, 3, 1, 2)}
"""ONNX's gates by their places in PyTorch's order: update, reset, new; input, output, forget, cell."""


def _rnn(body: Body, op: Any, x: Shape, state: Shape | None = None) -> None:
    _layers(body, op, state, activations=[op.activation.capitalize()] * op.directions)


def _gru(body: Body, op: Any, x: Shape, state: Shape | None = None) -> None:
    _layers(body, op, state, linear_before_reset=int(op.reset == "after"))


def _lstm(body: Body, op: Any, x: Shape, state: Shape | None = None) -> None:
    if op.projection:
        raise Refused("onnx", "ONNX's LSTM has no projection", hint="PyTorch's exporter refuses it, too")
    _layers(body, op, state)


def _layers(body: Body, op: Any, state: Shape | None, **attributes: Any) -> None:
    """Tokens first, (t, n, d), from layer to layer; then what is asked for of the last one, or of all."""
    tokens, ends = body.transpose("x", 1, 0, 2), []
    given = body.transpose(body.xs[1], 1, 0, 2) if state is not None else ""
    for layer in range(op.layers):
        ends_here = [f"l{layer}{direction}" for direction in ("", "_reverse")[:op.directions]]
        inputs = [tokens, *(_stacked(body, op, part, ends_here) for part in ("weight_ih", "weight_hh")),
                  _biases(body, op, ends_here), "", *_begun(body, op, given, layer)]
        while not inputs[-1]:
            inputs.pop()
        y, *end = body.several(2 + (op.state_width > op.width), op.kind.upper(), *inputs, hidden_size=op.units,
                               direction="bidirectional" if op.bidirectional else "forward", **attributes)
        ends.append(end)
        if layer < op.layers - 1 or op.output_ in {"sequence", "all"}:
            # (t, directions, n, u) with the directions side by side; 0 keeps an axis
            tokens = body("Reshape", body.transpose(y, 0, 2, 1, 3), body.integers((0, 0, op.directions * op.width)))
    if op.output_ == "sequence":
        body.transpose(tokens, 1, 0, 2)
    elif op.output_ == "last":
        body.reshape(body.transpose(ends[-1][0], 1, 0, 2), (op.directions * op.width,))
    elif op.output_ == "state":
        _state(body, ends)
    else:
        rows = body.transpose(tokens, 1, 0, 2), _state(body, ends)
        body("Concat", *(body.reshape(each, (-1,)) for each in rows), axis=1)


def _state(body: Body, ends: list[list[str]]) -> str:
    """What all layers end with, (n, layers and directions, features)."""
    whole = [body("Concat", *end, axis=2) if len(end) > 1 else end[0] for end in ends]
    return body.transpose(body("Concat", *whole, axis=0) if len(whole) > 1 else whole[0], 1, 0, 2)


def _stacked(body: Body, op: Any, part: str, ends: list[str]) -> str:
    """The matrices of all directions, (directions, gates*u, features)."""
    each = [body("Unsqueeze", _in_order(body, op, f"{part}_{end}"), body.integers((0,))) for end in ends]
    return body("Concat", *each, axis=0) if len(each) > 1 else each[0]


def _in_order(body: Body, op: Any, weight: str) -> str:
    """Rows of gates in ONNX's order."""
    if op.gates == 1:
        return weight
    *_, features = shape = body.weights[weight]
    gates = body("Reshape", weight, body.integers((op.gates, op.units, features)[:len(shape) + 1]))
    moved = body("Gather", gates, body.integers(_ORDER[op.kind]), axis=0)
    return body("Reshape", moved, body.integers(shape))


def _biases(body: Body, op: Any, ends: list[str]) -> str:
    """Those of the tokens, then those of the state, for every direction; zeros for the second of one alone."""
    if not op.bias:
        return ""
    rows = [body("Concat", *(_in_order(body, op, f"{part}_{end}") if f"{part}_{end}" in body.weights else
                             body.numbers((0.0,) * (op.gates * op.units)) for part in ("bias_ih", "bias_hh")), axis=0)
            for end in ends]
    each = [body("Unsqueeze", row, body.integers((0,))) for row in rows]
    return body("Concat", *each, axis=0) if len(each) > 1 else each[0]


def _begun(body: Body, op: Any, given: str, layer: int) -> tuple[str, ...]:
    """What a layer starts from, (directions, n, features): the output, and a cell where there is one."""
    if not given:
        return ()
    own = body.section(given, 0, layer * op.directions, (layer + 1) * op.directions)
    if op.state_width == op.width:
        return (own,)
    return body.section(own, 2, 0, op.width), body.section(own, 2, op.width, op.state_width)


RULES = {"rnn": _rnn, "gru": _gru, "lstm": _lstm}
