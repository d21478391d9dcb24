"""The inputs of a model: in which order archcalc has their axes, and which sizes are left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.keras.keras_values import KerasValue, channels_first, plain_order
from archcalc.loading.keras.model_records import KerasModel, LayerRecord, StatedShape, all_refs
from archcalc.operators.operator import Shape

_SPATIAL = ("conv", "pool", "padding", "cropping", "upsampling", "crop", "resizing")
_STEPWISE = frozenset({"TimeDistributed", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"})
_NAMES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}
_EXAMPLES = {"channels": 3, "height": 224, "width": 224, "steps": 128, "features": 64, "depth": 16, "length": 16000}


class InputAxes(NamedTuple):
    """One input: Keras's shape, and the order in which archcalc has its axes."""

    name: str
    stated: StatedShape
    order: tuple[int, ...]
    is_signal: bool

    @property
    def batch(self) -> int | None:
        """The images at once, where the model fixes them."""
        return self.stated[0]

    @property
    def sizes(self) -> StatedShape:
        """The sizes in archcalc's order, without the batch."""
        return tuple([self.stated[axis] for axis in self.order[1:]])

    @property
    def is_open(self) -> bool:
        """True where a size is left open."""
        return None in self.sizes

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the axes in archcalc's order, without the batch."""
        rank = len(self.stated)
        if self.order == plain_order(rank) and not self.is_signal:
            usual = {2: ("features",), 3: ("steps", "features")}
            return usual.get(rank, tuple(f"axis {axis}" for axis in self.order[1:]))
        if self.order[1] == 1 and rank == 5:
            return "steps", "channels", "height", "width"
        return ("channels", *_NAMES.get(rank - 2, tuple(f"axis {axis}" for axis in self.order[2:])))

    def agrees(self, sizes: StatedShape) -> bool:
        """True where sizes are those that the model states, as far as it states any."""
        return len(sizes) == len(self.sizes) and all(own in (None, size) for own, size in
                                                     zip(self.sizes, sizes, strict=True))

    def asked(self, sizes: StatedShape, inputs: Mapping[str, InputAxes]) -> tuple[int, ...]:
        """Sizes, all of them known. Raises Refused with the axes that are left open."""
        found = tuple([size for size in sizes if size is not None])
        if len(sizes) != len(self.sizes):
            raise Refused("inputs", f"input {quoted(self.name)} has {len(self.sizes)} axes beside the batch, and "
                                    f"{len(sizes)} sizes are given", hint=f"in this order: {', '.join(self.names)}")
        if len(found) == len(sizes):
            return found
        left = [name for name, size in zip(self.names, sizes, strict=True) if size is None]
        example = "x".join(str(size or _EXAMPLES.get(name, 32)) for name, size in
                           zip(self.names, sizes, strict=True))
        given = example if len(inputs) == 1 else f"{self.name}={example}"
        raise Refused("inputs", f"input {quoted(self.name)} leaves its {' and '.join(left)} open",
                      hint=f"--input {given}, in the order {', '.join(self.names)}; in Python, "
                           f"from_keras(model, input_size='{given}')")

    def value(self, own: Shape) -> KerasValue:
        """The input as a value, once its layer is placed."""
        shape = [0] * len(own)
        for size, axis in zip(own, self.order, strict=True):
            shape[axis] = size
        return KerasValue(self.name, tuple(shape), self.order, self.is_signal)


def input_axes(model: KerasModel) -> dict[str, InputAxes]:
    """The inputs of a model by their names. Raises Refused."""
    records = {record.name: record for record in model.layers}
    found = {}
    for ref in model.inputs:
        record = records.get(ref.layer)
        given = record.config.get("batch_shape", record.config.get("batch_input_shape")) if record else ref.shape
        if not isinstance(given, (list, tuple)) or not all(
                size is None or (type(size) is int and size > 0) for size in given):
            raise Refused("keras", f"the shape of its input {quoted(ref.layer)} is not told")
        if not 2 <= len(given) <= 8:
            raise Refused("keras", f"its input {quoted(ref.layer)} has {max(0, len(given) - 1)} axes beside the batch",
                          hint="archcalc takes inputs of 1 to 7")
        found[ref.layer] = InputAxes(ref.layer, tuple(given), *_order(model, ref.layer, len(given)))
    if not found:
        raise Refused("keras", "it has no inputs")
    return found


def _order(model: KerasModel, name: str, rank: int) -> tuple[tuple[int, ...], bool]:
    """The order of an input's axes, and whether it is a signal: as the first layer wants that is in space."""
    only_norms = False
    for reader in _readers(model, name):
        if reader.kind in _STEPWISE:
            return ((0, 1, *(axis + 1 for axis in channels_first(rank - 1, rank - 2)[1:])), False) if rank > 3 \
                else (plain_order(rank), False)
        if any(word in reader.kind.lower() for word in _SPATIAL) and rank > 2:
            last = reader.config.get("data_format", "channels_last") != "channels_first"
            return channels_first(rank, rank - 1 if last else 1), rank == 3
        only_norms = reader.kind == "BatchNormalization" or (only_norms and reader.kind in _LOOKED_THROUGH)
        if reader.kind not in _LOOKED_THROUGH:
            break
    is_signal = rank == 3 and only_norms  # so batch_norm takes what nothing else decides
    return (channels_first(rank, rank - 1), is_signal) if rank > 3 or is_signal else (plain_order(rank), False)


_LOOKED_THROUGH = frozenset({"Rescaling", "Normalization", "BatchNormalization", "Dropout", "GaussianNoise",
                             "Activation", "Sequential", "Functional", "Model"})
"""Layers that keep the order of axes: what reads them decides."""


def _readers(model: KerasModel, name: str) -> Iterator[LayerRecord]:
    """The layers behind an input, the first that reads each."""
    first: dict[str, LayerRecord] = {}
    for record in model.layers:
        for ref in all_refs(list(record.calls)):
            first.setdefault(ref.layer, record)
    while name in first:
        reader = first.pop(name)
        if reader.model is not None and reader.model.inputs:
            yield from _readers(reader.model, reader.model.inputs[0].layer)
            return
        yield reader
        name = reader.name
