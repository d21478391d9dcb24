"""ONNX's recurrent layers: tokens first, gates in its own order, three outputs of which some are used.

What is used decides which output archcalc's layer has: the sequence, the last values, the state, or all in one row,
from which the parts are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow

_GATES = {"RNN": (0,), "GRU": (1, 0, 2), "LSTM": (0, 2, 3, 1)}
"""PyTorch's gates by their places in ONNX's order: reset, update, new; input, forget, cell, output."""
_FUNCTIONS: dict[str, list[tuple[str, ...]]] = {
    "RNN": [("tanh",), ("relu",)], "GRU": [("sigmoid", "tanh")], "LSTM": [("sigmoid", "tanh", "tanh")]}
_LENGTHS, _STATE, _CELL, _PEEPHOLES = 4, 5, 6, 7


class _Sizes(NamedTuple):
    """Tokens, directions, units; and whether sequences stand before tokens."""

    t: int
    directions: int
    units: int
    first: bool


def _recurrent(node: NodeView) -> tuple[Flow | None, ...]:
    x, w, r, b = node.flow(), node.held(1), node.held(2), node.tensor(3)
    first, gates = node.flag("layout"), len(_GATES[node.op])
    sizes = _Sizes(node.shape(x)[1 if first else 0], w.shape[0], r.shape[-1], first)
    features = node.shape(x)[2]
    if node.integer("hidden_size", sizes.units) != sizes.units:
        raise Refused("shape", f"its hidden_size is {node.attributes['hidden_size']}, and its matrices have "
                               f"{sizes.units} units")
    rows = (w.shape[0], gates * sizes.units)
    if (w.shape, r.shape) != ((*rows, features), (*rows, sizes.units)):
        raise Refused("shape", f"its matrices {list(w.shape)} and {list(r.shape)} do not fit {features} features")
    function = _function(node, sizes)
    used = [bool(output) and not node.context.is_unused(output) for output in (*node.record.outputs, "", "")][:3]
    wanted = "sequence" if not any(used[1:]) else "all" if used[0] else "state" if used[2] else "last"
    state = _state(node, first)
    backward = node.attributes.get("direction") == "reverse"
    tokens = x if first else node.aside("transpose", x, order=(1, 0, 2))
    tokens = node.aside("flip", tokens, axis=1) if backward else tokens
    own: dict[str, Any] = {"GRU": {"reset": "after" if node.flag("linear_before_reset") else "before"},
                           "RNN": {"activation": function}}.get(node.op, {})
    reads, weights = [tokens, *([state] if state else [])], _weights(sizes, _GATES[node.op], w, r, b)
    y = node.add(node.op.lower(), *reads, weights=weights, units=sizes.units, bidirectional=sizes.directions == 2,
                 bias=b is not None, output=wanted, **own)
    sequence, *states = _parts(node, sizes, y, wanted, used)
    if backward and sequence is not None:
        sequence = node.aside("flip", sequence, axis=1 if first else 0)
    return sequence, *states


def _function(node: NodeView, sizes: _Sizes) -> str:
    """The first function of its gates; refuses, as without a rule, what archcalc's layers do not do."""
    direction = node.attributes.get("direction", "forward")
    if direction not in ({"bidirectional"} if sizes.directions == 2 else {"forward", "reverse"}):
        raise NoRule(f"its direction is {direction}")
    if any(node.attributes.get(name) for name in ("clip", "activation_alpha", "activation_beta", "input_forget")):
        raise NoRule("it clips, or its gates are coupled")
    if node.operand(_PEEPHOLES) is not None:
        raise NoRule("its gates look at the cell")
    lengths = node.operand(_LENGTHS)
    if lengths is not None and not (isinstance(lengths, Tensor) and set(lengths.values or ()) == {sizes.t}):
        raise NoRule("its sequences have lengths of their own")
    usual = _FUNCTIONS[node.op]
    given = tuple(str(word).lower() for word in node.attributes.get("activations") or usual[0] * sizes.directions)
    found = next((each for each in usual if each * sizes.directions == given), None)
    if found is None:
        raise NoRule(f"its functions are {', '.join(given)}"[:100])
    return found[0]


def _weights(sizes: _Sizes, order: Sequence[int], w: Tensor, r: Tensor, b: Tensor | None) -> dict[str, Tensor]:
    """PyTorch's arrays, whose gates are rows of the file's."""
    rows, found = len(order) * sizes.units, dict[str, Tensor]()

    def gates(array: Tensor, start: int) -> Tensor:
        flat = array.reshaped((array.size // array.shape[-1], array.shape[-1])) if array is not b else \
            array.reshaped((array.size,))
        return flat.sections([(start + gate * sizes.units, start + (gate + 1) * sizes.units) for gate in order])

    for number, end in enumerate(("", "_reverse")[:sizes.directions]):
        found[f"weight_ih_l0{end}"], found[f"weight_hh_l0{end}"] = gates(w, number * rows), gates(r, number * rows)
        if b is not None:
            first = 2 * number * rows
            found[f"bias_ih_l0{end}"], found[f"bias_hh_l0{end}"] = gates(b, first), gates(b, first + rows)
    return found


def _state(node: NodeView, first: bool) -> Flow | None:
    """What it starts from, (n, directions, features), an LSTM's cell behind its output; None for zeros."""
    places = (_STATE, _CELL) if node.op == "LSTM" else (_STATE,)
    given = [node.operand(place) for place in places]
    if all(value is None or (isinstance(value, Tensor) and value.is_zero) for value in given):
        return None
    known = next(value for value in given if value is not None)
    zeros = Tensor("", node.shape(known), values=(0.0,) * prod(node.shape(known)))
    flows = [value if isinstance(value, Flow) else node.constant(value if isinstance(value, Tensor) else zeros)
             for value in given]
    whole = flows[0] if len(flows) == 1 else node.aside("concat", *flows, axis=2)
    return whole if first else node.aside("transpose", whole, order=(1, 0, 2))


def _parts(node: NodeView, sizes: _Sizes, y: Flow, wanted: str, used: Sequence[bool]) -> Iterator[Flow | None]:
    """What ONNX calls Y, Y_h and Y_c: those that are used."""
    t, k, u, first = sizes
    sequence = state = y
    if wanted == "all":
        cut, end = t * k * u, t * k * u + k * u * (2 if node.op == "LSTM" else 1)
        sequence = node.aside("select", y, axis=1, places=(0, cut))
        state = node.aside("reshape", node.aside("select", y, axis=1, places=(cut, end)), shape=(k, (end - cut) // k))
    if used[0] or wanted == "sequence":
        apart = node.aside("reshape", sequence, shape=(t, k, u))
        yield apart if first else node.aside("transpose", apart, order=(1, 2, 0, 3))
    else:
        yield None
    for number, is_used in enumerate(used[1:]):
        if not is_used:
            yield None
            continue
        part = node.aside("reshape", y, shape=(k, u)) if wanted == "last" else state if node.op != "LSTM" else \
            node.aside("select", state, axis=2, places=(number * u, (number + 1) * u))
        yield part if first else node.aside("transpose", part, order=(1, 0, 2))


RULES: dict[str, Rule] = dict.fromkeys(_GATES, _recurrent)
