"""RNN: any cell, or several one upon another."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_config import LayerConfig
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.recurrent._base import (
    cell_of,
    check_steps,
    choices_of,
    gone_through,
    initial,
)
from archcalc.loading.keras.model_records import LayerRecord

_KINDS = {"LSTMCell": "lstm", "GRUCell": "gru", "SimpleRNNCell": "rnn"}
_MOST_CELLS = 256


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """A recurrent operator for each cell."""
    records = _cells(view.part("cell"))
    cells = [cell_of(_KINDS[record.kind], LayerConfig(record.config)) for record in records]
    choices = choices_of(view.config)
    x, states = initial(view, sum(cell.states for cell in cells))
    check_steps(x, choices)
    view.config.get("zero_output_for_mask")
    ends = [f"{record.name}/" if len(records) > 1 else "" for record in records]
    arrays = [cell.arrays(before=end) for cell, end in zip(cells, ends, strict=True)]
    return (yield from gone_through(view, cells, arrays, choices, x, states))


def _cells(record: LayerRecord) -> list[LayerRecord]:
    """The cells of a layer, each of Keras's own. Raises Untranslatable."""
    found = list(record.parts.get("cells", ())) if record.kind == "StackedRNNCells" and record.is_known else [record]
    if not 0 < len(found) <= _MOST_CELLS or not all(each.is_known and each.kind in _KINDS for each in found):
        raise Untranslatable(f"archcalc has no cell {record.kind}")
    return found
