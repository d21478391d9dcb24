"""The model around a call that is translated: names given out, layers whose weights others share, notes to be told."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any

from archcalc.base.errors import Place, Source
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.scopes import Unknown
from archcalc.language.flat_layers import Gap, Layer, Share
from archcalc.loading.keras.keras_values import Arrays, KerasValue, LayerPlace, flat
from archcalc.loading.keras.model_records import HeldVariable, LayerRecord
from archcalc.loading.onnx.layer_names import Names
from archcalc.operators.operator import Shape

_NOWHERE = Place(Source("the model", ""), 1, 1)


ModelRule = Callable[[Any, LayerRecord, KerasValue], Generator[Layer, None, KerasValue]]


class HeldArrays(NamedTuple):
    """The way in which a layer's weights follow from arrays that a layer of Keras's holds."""

    variables: Mapping[str, HeldVariable] | None
    arrays: Mapping[str, Arrays]


class ModelContext:
    """One model while it is translated, call after call."""

    def __init__(self, volume: Callable[[str], Shape | None], tell: Callable[[str | Gap], object]) -> None:
        self.volume, self.tell = volume, tell
        self.names = Names()
        self.held: dict[str, HeldArrays] = {}
        """The arrays of every layer that shares none, by its name."""
        self.kinds: dict[str, list[str]] = {}
        """What is to be told of layers, by what it is: the names of the layers that it is of."""
        self.read: set[str] = set()
        """Layers that others read."""
        self.model_inside: ModelRule | None = None
        """Translates a model that stands inside a layer, for the value that it reads."""
        self._first: dict[tuple[object, ...], str] = {}

    def new_name(self, wish: str, kind: str) -> str:
        """A name that no layer has yet: the one wished for, or one like it."""
        return self.names.new(wish, kind)

    def placed_shape(self, layer: str) -> Shape:
        """The shape of a layer that was given out just now; the pass ends where a mistake keeps it from being known."""
        shape = self.volume(layer)
        if shape is None:
            raise Unknown
        return shape

    def share(self, record: LayerRecord, place: LayerPlace, number: int, name: str) -> Share | None:
        """Whose weights a layer takes: those of the layer that the same layer of Keras's became when first called."""
        owner = (record.identity,) if record.identity is not None else place.owner
        first = self._first.setdefault((*owner, number), name)
        return Share(first, _NOWHERE, wanted=False) if first != name else None

    def hold(self, name: str, record: LayerRecord, arrays: Mapping[str, Arrays], *, is_shared: bool) -> None:
        """Note how a layer's own weights follow from the arrays of Keras's."""
        if not is_shared:
            self.held[name] = HeldArrays(record.variables, arrays)

    def note_reads(self, arguments: Iterable[Any]) -> None:
        """Note which layers' outputs a call reads."""
        self.read.update(value.layer for value in flat(list(arguments)))

    def note(self, what: str, layer: str) -> None:
        """Something to be told of a layer, together with all others of which it is to be told."""
        self.kinds.setdefault(what, []).append(layer)
