"""The base of recurrent layers: cells and their arrays, directions, what is given out of all steps."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Arrays, KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import LayerConfig
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.shaping.repeat_vector import MOST_PLACES

_STATES = {"lstm": 2, "gru": 1, "rnn": 1}
_USUAL = {"lstm": ("tanh", "sigmoid"), "gru": ("tanh", "sigmoid"), "rnn": ("tanh", None)}
"""The activations of which archcalc's operators know the values."""


class StepCell(NamedTuple):
    """One cell: the operator that goes through all steps with it, its attributes, and its arrays."""

    kind: str
    attributes: dict[str, Any]
    activations: tuple[str, ...] = ()
    """Those that archcalc's operator has not: figures are the same, values are not."""

    @property
    def states(self) -> int:
        """The values that it carries along: one, or two."""
        return _STATES[self.kind]

    def arrays(self, suffix: str = "l0", before: str = "") -> dict[str, Arrays]:
        """Its weights from Keras's arrays, whose paths may begin with something."""
        found = {f"weight_ih_{suffix}": _gates(self.kind, f"{before}kernel"),
                 f"weight_hh_{suffix}": _gates(self.kind, f"{before}recurrent_kernel")}
        if self.attributes["bias"] and self.attributes["biases"] == 2:
            found |= {f"bias_{name}_{suffix}": _gates(self.kind, f"{before}bias", place)
                      for place, name in enumerate(("ih", "hh"))}
        elif self.attributes["bias"]:
            found[f"bias_ih_{suffix}"] = _gates(self.kind, f"{before}bias")
        return found


def _gates(kind: str, path: str, place: int | None = None) -> Arrays:
    """An array with a row for each sum; of a GRU, whose update gates Keras has first, the reset gates first."""
    def taken(arrays: Mapping[str, Any]) -> Any:
        given = arrays[path] if place is None else arrays[path][place]
        rows = given.T if given.ndim == 2 else given
        if kind != "gru":
            return rows
        units = len(rows) // 3
        order = [*range(units, 2 * units), *range(units), *range(2 * units, 3 * units)]
        return rows[order]

    return taken


def cell_of(kind: str, config: LayerConfig) -> StepCell:
    """A cell from its configuration."""
    for key in ("dropout", "recurrent_dropout", "implementation"):
        config.get(key)
    attributes: dict[str, Any] = {"units": config.whole("units"), "bias": config.flag("use_bias", True), "biases": 1}
    if kind == "gru":
        after = config.flag("reset_after", True)
        attributes |= {"biases": 2 if after else 1, "reset": "after" if after else "before"}
    main, gate = _USUAL[kind]
    found = _named(config, "activation", "tanh")
    others = [] if found == main else [found]
    if kind == "rnn" and found == "relu":
        attributes["activation"], others = "relu", []
    if gate and (inner := _named(config, "recurrent_activation", "sigmoid")) != gate:
        others.append(inner)
    return StepCell(kind, attributes, tuple(others))


def _named(config: LayerConfig, key: str, default: str) -> str:
    given = config.get(key, default)
    if isinstance(given, dict):
        given = given.get("config") if isinstance(given.get("config"), str) else given.get("class_name")
    return str(given)[:60] if given is not None else "linear"


class StepChoices(NamedTuple):
    """The outputs of a layer, and the direction in which it goes."""

    returns_all: bool
    returns_state: bool
    goes_back: bool


def choices_of(config: LayerConfig) -> StepChoices:
    """The choices in a configuration."""
    if config.flag("stateful", False):
        raise Untranslatable("it keeps its state from one batch to the next")
    return StepChoices(config.flag("return_sequences", False), config.flag("return_state", False),
                   config.flag("go_backwards", False))


def recurrent(view: LayerView, kind: str) -> Generator[Layer, None, Answer]:
    """A layer with one cell."""
    cell, choices = cell_of(kind, view.config), choices_of(view.config)
    x, states = initial(view, cell.states)
    check_steps(x, choices)
    return (yield from gone_through(view, [cell], [cell.arrays()], choices, x, states))


def check_steps(x: KerasValue, choices: StepChoices) -> None:
    """Refuse what has no steps, or too many to be listed backwards. Raises Untranslatable."""
    if x.rank != 3:
        raise Untranslatable(f"it reads {x.rank} axes, and steps have two beside the batch")
    if choices.goes_back and x.shape[1] > MOST_PLACES:
        raise Untranslatable("it goes back over too many steps")


def initial(view: LayerView, count: int) -> tuple[KerasValue, list[KerasValue]]:
    """The sequence that a layer reads, and the states from which it starts: behind it in a list, or by name."""
    given = view.argument(0, "sequences")
    named = view.argument(2, "initial_state")
    several = list(given) if isinstance(given, list) else [given]
    states = several[1:] + (list(named) if isinstance(named, list) else [named] if named is not None else [])
    values = [each for each in [*several[:1], *states] if isinstance(each, KerasValue)]
    if len(values) != 1 + len(states) or len(states) not in {0, count} or not values:
        raise Untranslatable("the states from which it starts are not told")
    return values[0], values[1:]


def gone_through(view: LayerView, cells: list[StepCell], arrays: Sequence[Mapping[str, Arrays]], choices: StepChoices,
                 x: KerasValue, states: list[KerasValue]) -> Generator[Layer, None, Answer]:
    """All steps with one cell, or with several one upon another, and what is given out of them."""
    x = yield from masked(view, (yield from view.plain(x)))
    if choices.goes_back:
        x = yield from view.aside("gather", x, index=tuple(range(x.shape[1] - 1, -1, -1)))
    found: list[KerasValue] = []
    reads_state = choices.returns_state and any(number in view.used for number in range(1, 16))
    for place, (cell, own) in enumerate(zip(cells, arrays, strict=True)):
        is_last = place == len(cells) - 1
        own_states, states = states[:cell.states], states[cell.states:]
        state = (yield from _joined(view, own_states)) if own_states else None
        wanted = "sequence" if not is_last or choices.returns_all else "last"
        x, more = yield from _one(view, cell, own, (x, state), wanted, is_last=is_last, reads_state=reads_state)
        found += more
    if not choices.returns_state:
        return x
    unread: list[KerasValue | None] = [None] * sum(cell.states for cell in cells)
    return (x, *(found or unread))


def _one(view: LayerView, cell: StepCell, arrays: Mapping[str, Arrays], reads: tuple[KerasValue, KerasValue | None],
         wanted: str, *, is_last: bool, reads_state: bool
         ) -> Generator[Layer, None, tuple[KerasValue, list[KerasValue]]]:
    """All steps with one cell: what is wanted of them, and its states where they are read."""
    make = view.add if is_last else view.aside
    given = [each for each in reads if each is not None]
    x = given[0]
    if not reads_state:
        y = yield from make(cell.kind, *given, weights=arrays, output=wanted, is_signal=False,
                            order=(0, 1, 2) if wanted == "sequence" else (0, 1), **cell.attributes)
        return (yield from _otherwise(view, cell, y)), []
    steps, units = x.shape[1], cell.attributes["units"]
    whole = yield from make(cell.kind, *given, weights=arrays, output="all", order=(0, 1), is_signal=False,
                            **cell.attributes)
    whole = yield from _otherwise(view, cell, whole)
    cut = steps * units
    states = []
    for number in range(cell.states):
        start = cut + number * units
        states.append((yield from view.aside("select", whole, axis=1, places=(start, start + units))))
    if wanted == "last":
        return states[0], states
    row = yield from view.aside("select", whole, axis=1, places=(0, cut))
    y = yield from view.aside("reshape", row, order=(0, 1, 2), is_signal=False, shape=(steps, units))
    return y, states


def _otherwise(view: LayerView, cell: StepCell, y: KerasValue) -> Generator[Layer, None, KerasValue]:
    """A mark behind a cell whose activations are others than archcalc's: its values are not known."""
    if not cell.activations:
        return y
    return (yield from view.aside("tensor_function", y, function=f"{', '.join(cell.activations)} in the cell"[:100],
                                  shape=y.own_shape))


def masked(view: LayerView, x: KerasValue) -> Generator[Layer, None, KerasValue]:
    """A mark before a layer that passes steps over, as a mask among its arguments says: its values are not known."""
    mask = view.argument(1, "mask")
    if not isinstance(mask, KerasValue):
        return x
    return (yield from view.aside("tensor_function", x, mask, function="steps passed over", shape=x.own_shape))


def _joined(view: LayerView, states: list[KerasValue]) -> Generator[Layer, None, KerasValue]:
    """The states of a cell side by side, as one layer in one direction."""
    parts = yield from view.each_plain(states)
    joined = parts[0] if len(parts) == 1 else (yield from view.aside("concat", *parts))
    return (yield from view.aside("reshape", joined, order=(0, 1, 2), is_signal=False, shape=(1, joined.shape[1])))
