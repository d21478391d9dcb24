"""Bidirectional: a recurrent layer in both directions, and how the two are joined."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import LayerConfig
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.recurrent._base import (
    StepCell,
    StepChoices,
    cell_of,
    check_steps,
    choices_of,
    initial,
    masked,
)
from archcalc.loading.keras.model_records import LayerRecord

_KINDS = {"LSTM": "lstm", "GRU": "gru", "SimpleRNN": "rnn"}
_JOINS = {"sum": "add", "mul": "multiply", "ave": "add"}


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """One recurrent operator in both directions where the results lie side by side, elsewhere one for each."""
    forth = view.part("layer")
    back = view.part("backward_layer") if "backward_layer" in view.record.parts else forth
    cells = [_cell(record) for record in (forth, back)]
    choices, other = (choices_of(LayerConfig(record.config)) for record in (forth, back))
    if back is not forth and other != choices._replace(goes_back=True):
        raise Untranslatable("its layer for the way back gives other things, or does not go back")
    mode = view.config.get("merge_mode", "concat")
    x, states = initial(view, 2 * cells[0].states)
    check_steps(x, choices)
    if states or choices.returns_state or choices.goes_back or mode not in (None, "concat", *_JOINS):
        raise Untranslatable("it starts from states, or gives them out")
    x = yield from masked(view, (yield from view.plain(x)))
    forward, backward = (f"{part.name}/" for part in _named(forth, back))
    if cells[0] == cells[1] and mode == "concat" and not cells[0].activations:
        arrays = cells[0].arrays("l0", forward) | cells[1].arrays("l0_reverse", backward)
        return (yield from view.add(
            cells[0].kind, x, weights=arrays, bidirectional=True, output="sequence" if choices.returns_all else "last",
            order=(0, 1, 2) if choices.returns_all else (0, 1), is_signal=False, **cells[0].attributes))
    return (yield from _apart(view, x, cells, choices, (forward, backward)))


def _cell(record: LayerRecord) -> StepCell:
    """The cell of a recurrent layer of Keras's own. Raises Untranslatable."""
    if not record.is_known or record.kind not in _KINDS:
        raise Untranslatable(f"it wraps {record.kind}")
    return cell_of(_KINDS[record.kind], LayerConfig(record.config))


def _named(forth: LayerRecord, back: LayerRecord) -> tuple[LayerRecord, LayerRecord]:
    """Both layers as their arrays' paths name them."""
    if back is not forth:
        return forth, back
    return forth._replace(name=f"forward_{forth.name}"), forth._replace(name=f"backward_{forth.name}")


def _apart(view: LayerView, x: KerasValue, cells: list[StepCell], choices: StepChoices, ends: tuple[str, str]
           ) -> Generator[Layer, None, Answer]:
    """An operator for each direction; what goes back is turned before it and behind it."""
    mode = view.config.get("merge_mode", "concat")
    back = tuple(range(x.shape[1] - 1, -1, -1))
    wanted, order = ("sequence", (0, 1, 2)) if choices.returns_all else ("last", (0, 1))
    found = []
    for number, (cell, end) in enumerate(zip(cells, ends, strict=True)):
        given = x if not number else (yield from view.aside("gather", x, index=back))
        y = yield from view.aside(cell.kind, given, weights=cell.arrays(before=end), output=wanted, order=order,
                                  is_signal=False, **cell.attributes)
        if cell.activations:
            y = yield from view.aside("tensor_function", y, shape=y.own_shape,
                                      function=f"{', '.join(cell.activations)} in the cell"[:100])
        if number and choices.returns_all:
            y = yield from view.aside("gather", y, index=back)
        found.append(y)
    if mode is None:
        return tuple(found)
    if mode == "concat":
        return (yield from view.add("concat", *found, axis=2 if choices.returns_all else 1))
    y = yield from (view.aside if mode == "ave" else view.add)(_JOINS[mode], *found)
    return y if mode != "ave" else (yield from view.add("arithmetic", y, function="divide", number=2.0))
