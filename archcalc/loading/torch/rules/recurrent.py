"""Recurrent layers, whole and step by step."""

from __future__ import annotations

from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.exported_program import each_shape, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords
from archcalc.loading.torch.rules.layout import taken
from archcalc.loading.torch.rules.linear import fully_connected
from archcalc.operators.operator import Shape


def _recurrent(kind: str, **attributes: Any) -> CallRule:
    """All steps of a layer; its outputs are the sequence, and the state after it: h, and c where there is one."""
    def rule(call: CallView) -> ModuleValue:
        shapes = call.call.shape
        if not isinstance(call.get("params"), tuple) or not isinstance(shapes, tuple) or not is_row(shapes):
            raise NoWords("its sequences are packed, or its arrays are not known")
        layers, directions = call.get("num_layers", 1), 2 if call.get("bidirectional") else 1
        weights = _weights(call, layers, directions)
        first = weights["weight_hh_l0"].shape
        projection = first[1] if "weight_hr_l0" in weights else 0
        units = weights["weight_hr_l0"].shape[1] if projection else first[1]
        more = attributes | {"units": units, "layers": layers, "bidirectional": directions == 2,
                             "bias": bool(call.get("has_biases"))} | ({"projection": projection} if projection else {})
        more |= {"dropout": rate} if (rate := call.get("dropout", 0.0)) and layers > 1 else {}
        return _Sequence(call, kind, more, weights).outputs()

    return rule


def _weights(call: CallView, layers: int, directions: int) -> dict[str, FixedArray]:
    """Every array by archcalc's name, which is PyTorch's."""
    given = [call.context.values.get(each.name) for each in call.get("params")]
    count = len(given) // (layers * directions)
    own = ["weight_ih", "weight_hh", *(("bias_ih", "bias_hh") if call.get("has_biases") else ())]
    own += ["weight_hr"] if count > len(own) else []
    ends = [f"_l{layer}{way}" for layer in range(layers) for way in ("", "_reverse")[:directions]]
    names = [f"{name}{end}" for end in ends for name in own]
    found = {name: value for name, value in zip(names, given, strict=True) if isinstance(value, FixedArray)}
    if len(found) < len(names):
        raise NoWords("its arrays depend on the input")
    return found


class _Sequence:
    """One recurrent layer, and the parts that are read of what it gives."""

    def __init__(self, call: CallView, kind: str, attributes: dict[str, Any], weights: dict[str, FixedArray]) -> None:
        self.call, self.kind, self.attributes, self.weights = call, kind, attributes, weights
        self.shapes = [shape for shape in each_shape(call.call.shape) if shape is not None]
        self.first = bool(call.get("batch_first"))

    def outputs(self) -> ModuleValue:
        """The sequence, and the state; each part only where it is read."""
        call = self.call
        read = [call.is_read(number) for number in range(len(self.shapes))]
        x = self.turned(call.layer()) if not self.first else call.layer()
        state, wanted = self.state(), self.by_image(self.shapes[0]) if not self.first else self.shapes[0]
        reads = (x,) if state is None else (x, state)
        if not any(read[1:]):
            y = call.add(self.kind, *reads, weights=self.weights, gives=wanted, **self.attributes)
            return (y if self.first else self.turned(y), *(None for _ in read[1:]))
        values = wanted[1] * wanted[2]
        states = [self.by_image(shape) for shape in self.shapes[1:]]
        width = sum(shape[2] for shape in states)
        row = (wanted[0], values + states[0][1] * width)
        everything = call.add(self.kind, *reads, weights=self.weights, gives=row, **self.attributes, output="all")
        found: list[LayerOutput | None] = [None]
        if read[0]:
            sequence = call.reformed(taken(call, everything, 1, 0, values), wanted)
            found = [sequence if self.first else self.turned(sequence)]
        ends = call.reformed(taken(call, everything, 1, values, row[1]), (*states[0][:2], width))
        start = 0
        for shape, asked in zip(states, read[1:], strict=True):
            found.append(self.turned(taken(call, ends, 2, start, start + shape[2])) if asked else None)
            start += shape[2]
        return tuple(found)

    def state(self) -> LayerOutput | None:
        """The state that it starts from, where that is not zeros."""
        given = self.call.get("hx")
        names = given if type(given) is tuple else (given,)
        values = [self.call.context.values.get(each.name) for each in names]
        if all(isinstance(value, FixedArray) and not value.sources for value in values):
            return None
        parts = [self.turned(self.call.as_layer(value)) for value in values]
        shape = (*parts[0].shape[:2], sum(part.shape[2] for part in parts))
        return parts[0] if len(parts) == 1 else self.call.aside("concat", *parts, axis=2, gives=shape)

    def turned(self, x: LayerOutput) -> LayerOutput:
        """The images first where they were second, or the other way round."""
        return self.call.aside("transpose", x, order=(1, 0, 2), gives=self.by_image(x.shape))

    @staticmethod
    def by_image(shape: Shape) -> Shape:
        """The first two axes exchanged."""
        return shape[1], shape[0], shape[2]


def _cell(states: int) -> CallRule:
    """The products of the input and of the state, added, and what the gates make of them."""
    def rule(call: CallView) -> ModuleValue:
        x = call.layer("input")
        given = call.layers("hx") if states > 1 else [call.layer("hx")]
        parts = [fully_connected(call, value, weight, call.array(f"b_{name}"))
                 for value, name in ((x, "ih"), (given[0], "hh")) if (weight := call.array(f"w_{name}")) is not None]
        gates = call.aside("add", *parts, gives=parts[0].shape)
        outputs = [call.aside("tensor_function", gates, *given, function=call.operator, shape=each.shape,
                              gives=each.shape, counts="exponentials") if call.is_read(number) else None
                   for number, each in enumerate(given[:states])]
        return tuple(outputs) if states > 1 else outputs[0]

    return rule


RULES: dict[str, CallRule] = {"lstm_cell": _cell(2), "gru_cell": _cell(1), "rnn_tanh_cell": _cell(1),
                              "rnn_relu_cell": _cell(1), "lstm": _recurrent("lstm"), "gru": _recurrent("gru"),
                              "rnn_tanh": _recurrent("rnn"), "rnn_relu": _recurrent("rnn", activation="relu")}
