"""Steps of recurrent layers."""

from __future__ import annotations

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.module_values import LayerOutput
from archcalc.loading.torch.rules.linear import fully_connected


def _cell(states: int) -> CallRule:
    """The products of the input and of the state, added, and what the gates make of them."""
    def rule(call: CallView) -> LayerOutput | tuple[LayerOutput, ...]:
        x = call.layer("input")
        given = call.layers("hx") if states > 1 else [call.layer("hx")]
        parts = [fully_connected(call, value, weight, call.array(f"b_{name}"))
                 for value, name in ((x, "ih"), (given[0], "hh")) if (weight := call.array(f"w_{name}")) is not None]
        gates = call.aside("add", *parts, gives=parts[0].shape)
        outputs = [call.aside("tensor_function", gates, *given, function=call.operator, shape=each.shape,
                              gives=each.shape, counts="exponentials") for each in given[:states]]
        return tuple(outputs) if states > 1 else outputs[0]

    return rule


RULES: dict[str, CallRule] = {"lstm_cell": _cell(2), "gru_cell": _cell(1), "rnn_tanh_cell": _cell(1),
                              "rnn_relu_cell": _cell(1)}
