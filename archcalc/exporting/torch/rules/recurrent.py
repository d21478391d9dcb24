"""Recurrent layers, in PyTorch: its own classes, and below them what shows of a sequence."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm
from archcalc.operators.operator import Shape


def _rnn(op: Any, *xs: Shape) -> OperatorForm:
    return _recurrent("RNN", op, FormArgument("nonlinearity", op.activation, "tanh", keyword=True), *xs)


def _lstm(op: Any, *xs: Shape) -> OperatorForm:
    return _recurrent("LSTM", op, FormArgument("proj_size", op.projection, 0, keyword=True), *xs)


def _gru(op: Any, *xs: Shape) -> OperatorForm:
    if op.reset == "before":
        raise Refused("reset", "PyTorch's GRU resets after the product, and this one before", hint="reset: after")
    return _recurrent("GRU", op, None, *xs)


def _recurrent(made: str, op: Any, own: FormArgument | None, x: Shape, state: Shape | None = None) -> OperatorForm:
    if op.bias and op.biases == 1:
        raise Refused("biases", f"PyTorch's {made} has two biases for every sum, and this one has one",
                      hint="biases: 2")
    arguments = (
        FormArgument("input_size", x[2]), FormArgument("hidden_size", op.units),
        FormArgument("num_layers", op.layers, 1, keyword=True), FormArgument("bias", op.bias, True, keyword=True),
        FormArgument("batch_first", True, keyword=True),
        FormArgument("dropout", op.dropout, 0.0, keyword=True),
        FormArgument("bidirectional", op.bidirectional, False, keyword=True), *([own] if own else []))
    if op.output_ == "sequence" and state is None:
        return OperatorForm(f"nn.{made}", arguments, "{self}({0})[0]")
    helper = _shown(made, op, state is not None)
    return OperatorForm(helper.name, arguments, "{self}({0}, {1})" if state is not None else "{self}({0})",
                        helpers=(helper,))


_RETURNED = {
    "sequence": ("the values of all tokens", "return y"),
    "last": ("the values with which each direction of its last layer ends",
             "return torch.cat([*h[-{directions}:]], 1)"),
    "state": ("the state in which it ends", "return {state}.transpose(0, 1)"),
    "all": ("the values of all tokens, then its state, in one row",
            "return torch.cat([y.flatten(1), {state}.transpose(0, 1).flatten(1)], 1)"),
}


def _shown(made: str, op: Any, started: bool) -> HelperSource:
    """A class that gives what is asked for; a state is one array, of an LSTM h and c side by side."""
    cells = made == "LSTM"
    what, returned = _RETURNED[op.output_]
    state = "torch.cat([h, c], 2)" if cells else "h"
    name = f"{made}{'From' if started else ''}{op.output_.capitalize()}{'Both' if op.bidirectional else ''}"
    begin, given = [], ""
    if started:
        cut = ["h, c = state.tensor_split([self.proj_size or self.hidden_size], -1)"] if cells else []
        begin = ["state = state.transpose(0, 1)", *cut]
        given = ", (h.contiguous(), c.contiguous())" if cells else ", state.contiguous()"
    ends = "_" if op.output_ == "sequence" else "h" if not cells else "(h, _)" if op.output_ == "last" else "(h, c)"
    y = "y" if op.output_ in {"sequence", "all"} else "_"
    lines = [*begin, f"{y}, {ends} = super().forward(x{given})", returned.format(directions=op.directions, state=state)]
    body = "\n".join(f"        {line}" for line in lines)
    arguments = "self, x, state" if started else "self, x"
    return HelperSource(name, f'''
class {name}(nn.{made}):
    """{made} that gives {what}."""

    def forward({arguments}):
{body}
''')


RULES = {"rnn": _rnn, "lstm": _lstm, "gru": _gru}
