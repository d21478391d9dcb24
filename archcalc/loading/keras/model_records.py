"""A Keras model as plain records: its layers with their configurations, and the calls by which they are connected.

Whether they come from a model in memory or from the configuration in a file, they are the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple

StatedShape = tuple[int | None, ...]
"""A shape as Keras states it, the batch first; None where a size is left open."""


class TensorRef(NamedTuple):
    """An output of a layer's call: the layer by its name, which of its calls, which of that call's outputs."""

    layer: str
    call: int
    output: int
    shape: StatedShape | None = None


class LayerCall(NamedTuple):
    """One use of a layer: its arguments, in which a `TensorRef` stands for each value that depends on the inputs."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]


class HeldVariable(NamedTuple):
    """An array that a layer holds: its shape, whether it is trained, and how its values are had."""

    shape: tuple[int, ...]
    is_trained: bool
    value: Callable[[], Any]


class LayerRecord(NamedTuple):
    """A layer as Keras has it.

    `kind` is its class; `is_known` says that Keras itself brings that class. `built` is the shape for which its arrays
    were made, or several. `parts` are layers inside, by the key of the configuration under which they stand, and
    `model` is what it is where it is a model of its own. `variables` is None where they are not at hand: in a file.
    """

    name: str
    kind: str
    is_known: bool
    config: Mapping[str, Any]
    calls: tuple[LayerCall, ...] = ()
    built: Any = None
    parts: Mapping[str, tuple[LayerRecord, ...]] = {}
    model: KerasModel | None = None
    variables: Mapping[str, HeldVariable] | None = None
    identity: object = None
    """What two records of one layer have in common, where that is known."""
    is_function: bool = False
    """True of a function of keras.ops, which is no layer and holds nothing."""
    gives: tuple[StatedShape, ...] = ()
    """The shapes of what it gives, where they are known."""
    is_fixed: bool = False
    """True where it is known that what it gives hangs on no input: an array of its own."""


class KerasModel(NamedTuple):
    """A model: its layers, the values that it is given, and those that it gives."""

    name: str
    layers: tuple[LayerRecord, ...]
    inputs: tuple[TensorRef, ...]
    outputs: tuple[TensorRef, ...]
    trains: bool = True
    """False where nothing in it trains, whatever its layers say."""


def all_refs(given: Any) -> Iterator[TensorRef]:
    """The values among the arguments of a call."""
    if isinstance(given, TensorRef):
        yield given
    elif isinstance(given, LayerCall):
        yield from all_refs([*given.arguments, *given.keywords.values()])
    elif isinstance(given, Mapping):
        yield from all_refs(list(given.values()))
    elif isinstance(given, (list, tuple)):
        for each in given:
            yield from all_refs(each)
