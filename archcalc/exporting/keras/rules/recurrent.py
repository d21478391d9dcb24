"""Recurrent layers, in Keras: its own where they are the same, and cells with PyTorch's second bias where not."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.keras.rules import keyword
from archcalc.exporting.keras.rules._recurrent_text import CELLS, RECURRENT
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm
from archcalc.exporting.source.source_program import ArgumentExpression
from archcalc.operators.operator import Shape

_CLASSES = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
_OWN_CELLS = {"rnn": "simple_rnn", "lstm": "lstm", "gru": "gru"}
"""What the cells within Keras's own layers are called."""


def _recurrent(op: Any, given: Shape, x: Shape, state: Shape | None = None) -> OperatorForm:
    _refuse(op)
    cell = _cell(op)
    plain = state is None and op.output_ in {"sequence", "last"}
    if not plain:
        arguments = (FormArgument("make_cell", ArgumentExpression(f"lambda: {cell}")), FormArgument("depth", op.layers),
                     keyword("both", op.bidirectional, False), keyword("gives", op.output_, None))
        call = "{self}({0}, {1})" if state is not None else "{self}({0})"
        return OperatorForm("Recurrent", arguments, call, helpers=(RECURRENT, *_helpers(op)), weights=_names(op, plain))
    each = [_layer(op, last=place == op.layers - 1, name=f"l{place}" if op.layers > 1 else "") for place in
            range(op.layers)]
    if op.layers == 1:
        maker, _, rest = each[0].partition("(")
        text = rest[:-1]
        return OperatorForm(maker, (FormArgument("arguments", ArgumentExpression(text)),), helpers=_helpers(op),
                            weights=_names(op, plain))
    text = f"[{', '.join(each)}]"
    return OperatorForm("keras.Sequential", (FormArgument("layers", ArgumentExpression(text)),), helpers=_helpers(op),
                        weights=_names(op, plain))


def _refuse(op: Any) -> None:
    """Refuse what no cell here computes."""
    if op.attributes.get("projection"):
        raise Refused("projection", "Keras's LSTM has no projection", hint="--to torch writes it")
    reset = op.attributes.get("reset")
    if reset == "before" and op.bias and op.biases == 2:
        raise Refused("biases", "Keras's GRU that resets before the product has one bias for every sum, and this one "
                                "has two", hint="biases: 1, or reset: after")
    if reset == "after" and op.bias and op.biases == 1:
        raise Refused("biases", "Keras's GRU that resets after the product has two biases for every sum, and this one "
                                "has one", hint="biases: 2, or reset: before")


def _second(op: Any) -> bool:
    """True where the cell has a bias that Keras's own has not."""
    return bool(op.bias and op.biases == 2 and "reset" not in op.attributes)


def _helpers(op: Any) -> tuple[HelperSource, ...]:
    return (CELLS[op.kind],) if _second(op) else ()


def _choices(op: Any) -> str:
    said = [] if op.bias else ["use_bias=False"]
    if op.attributes.get("activation", "tanh") != "tanh":
        said.append(f'activation="{op.activation}"')
    if op.attributes.get("reset") == "before":
        said.append("reset_after=False")
    return "".join(f", {each}" for each in said)


def _cell(op: Any) -> str:
    """The text that makes a cell."""
    maker = CELLS[op.kind].name if _second(op) else f"layers.{_CLASSES[op.kind]}Cell"
    return f'{maker}({op.units}{_choices(op)}, name="{op.kind}_cell")'


def _layer(op: Any, *, last: bool, name: str) -> str:
    """The text of one layer, in one direction or both."""
    gives = "" if last and op.output_ == "last" else ", return_sequences=True"
    own = ', name="rnn"' if op.bidirectional else f', name="{name}"' if name else ""
    text = f"layers.RNN({_cell(op)}{gives}{own})" if _second(op) else \
        f"layers.{_CLASSES[op.kind]}({op.units}{_choices(op)}{gives}{own})"
    if not op.bidirectional:
        return text
    outer = f', name="{name}"' if name else ""
    return f"layers.Bidirectional({text}{outer})"


def _names(op: Any, plain: bool) -> dict[str, str]:
    """Keras's names of the weights, of every layer in every direction."""
    kept = plain and not _second(op)
    cell = f"{_OWN_CELLS[op.kind] if kept else op.kind}_cell"
    found: dict[str, str] = {}
    for layer in range(op.layers):
        for number, direction in enumerate(("", "_reverse")[:op.directions]):
            if plain:
                path = [f"l{layer}"] if op.layers > 1 else []
                path += [("forward_rnn", "backward_rnn")[number]] if op.bidirectional else []
            else:
                path = [f"l{layer}{direction}"]
            start, end = ".".join([*path, cell]), f"_l{layer}{direction}"
            found[f"weight_ih{end}"] = f"{start}.kernel"
            found[f"weight_hh{end}"] = f"{start}.recurrent_kernel"
            if op.bias:
                found[f"bias_ih{end}"] = f"{start}.bias"
                if op.biases == 2:
                    found[f"bias_hh{end}"] = f"{start}.recurrent_bias" if _second(op) else ""
    return found


RULES = dict.fromkeys(("rnn", "lstm", "gru"), _recurrent)
