"""A Keras model as a specification, whose layers its configuration gives instead of steps.

    model in memory (live_model)  --+
                                    +--> records --> layers (model_translation) --> Graph
    .keras, .json (config_file)   --+

The rules, one layer of Keras's to a file, stand in `layers`. Neither a framework nor a weight has a part in it; of a
model in memory the parameters are checked against its own count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Refused, Source, quoted
from archcalc.base.gc_pause import paused
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES
from archcalc.language.about import About
from archcalc.language.expansion.size_limits import most_layers
from archcalc.language.flat_layers import Demand, Layer
from archcalc.language.spec import Spec
from archcalc.language.text.document import Value
from archcalc.loading.keras import config_file, live_model
from archcalc.loading.keras.held_arrays import KerasArrays
from archcalc.loading.keras.input_axes import InputAxes, input_axes
from archcalc.loading.keras.model_context import HeldArrays, ModelContext
from archcalc.loading.keras.model_records import KerasModel
from archcalc.loading.keras.model_translation import ModelTranslation
from archcalc.loading.keras.policies import told_types, usual_type
from archcalc.network.builder import build
from archcalc.network.graph import Graph


@paused()
def read(path: Path) -> Spec:
    """The network of a .keras file, or of a model's JSON; nothing in it is run. Raises ArchcalcError."""
    record = config_file.read(path)
    try:
        return of_record(record, path.stem, str(path))
    except Refused as fact:
        raise files.unfit(path, fact) from None


def of_model(model: Any) -> Spec:
    """The network of a Keras model in memory. Raises ArchcalcError."""
    name = str(getattr(model, "name", ""))
    try:
        spec = of_record(live_model.of_model(model), name, "the model")
    except Refused as fact:
        raise ArchcalcError([fact.at(None, f"from_keras: {quoted(name)}")]) from None
    assert isinstance(spec.origin, _Origin)
    if not any(axes.is_open for axes in spec.origin.inputs.values()):
        check_total(build(spec), model)
    return spec


def arrays_of(model: Any, graph: Graph) -> dict[str, Any]:
    """The values of a model's arrays by the full names of a network's weights; it is of the same model.

    Raises ArchcalcError.
    """
    spec = of_model(model)
    sizes = {node.name: node.shape[1:] for node in graph.nodes if "input" in node.op.traits}
    where = Source("the network", "")
    inputs = {name: Value([Value(size, where, 1, 1, 1, str(size)) for size in sizes[name]], where, 1, 1)
              for name in spec.inputs if name in sizes}
    own = build(spec._replace(inputs={**spec.inputs, **inputs}), graph.batch)
    assert isinstance(spec.origin, _Origin)
    found: dict[str, Any] = {}
    for node in own.nodes:
        held = spec.origin.held.get(node.name)
        if held is None or held.variables is None:
            continue
        for key in node.op.weights(*node.input_shapes):
            if key not in node.elsewhere and key in held.arrays:
                found[f"{node.name}.{key}"] = held.arrays[key](KerasArrays(held.variables))
    return found


def check_total(graph: Graph, model: Any) -> None:
    """Raise ArchcalcError unless a network holds as many values as the model that it is."""
    found = sum(prod(weight.shape) for node in graph.nodes
                for name, weight in node.op.weights(*node.input_shapes).items() if name not in node.elsewhere)
    right = model.count_params()
    if found != right and not (graph.gap and graph.gap.values is None):
        raise ArchcalcError.of("keras", f"archcalc counts {found:,} values in {graph.about.name}, and the model has "
                                        f"{right:,}", hint="this is a fault of archcalc: please report the model")


def of_record(record: KerasModel, name: str, source: str) -> Spec:
    """The network of a model's records. Raises Refused."""
    if counted_calls(record) > most_layers():
        raise Refused("too-large", f"it has more than {most_layers():,} layers", hint="archcalc reads no larger one")
    inputs = input_axes(record)
    where = Source(source, "")
    written: dict[str, Value] = {key: _FromModel(
        [Value(size, where, 1, 1, 1, str(size)) for size in axes.sizes], where, 1, 1) for key, axes in inputs.items()}
    return Spec(About(name, {}), written, {}, {}, (), origin=_Origin(record, inputs, source))


def counted_calls(model: KerasModel) -> int:
    """The calls of layers, those within models at each call of these."""
    return sum(len(record.calls) * (counted_calls(record.model) if record.model else 1) for record in model.layers)


class _Origin:
    """The layers of a model's records."""

    def __init__(self, record: KerasModel, inputs: Mapping[str, InputAxes], source: str) -> None:
        self.record, self.inputs, self.source = record, inputs, source
        self.types = usual_type(record)
        self.held: Mapping[str, HeldArrays] = {}
        """How the weights of the last reading follow from Keras's arrays, by layer."""

    @property
    def dtype(self) -> str:
        """The number type in which most layers compute."""
        return self.types if self.types in VALUE_BYTES else USUAL_DTYPE

    def batch(self, asked: int, options: Mapping[str, Any]) -> int:
        """The images at once: those asked for, or as many as the model fixes where one is asked for."""
        fixed = next((axes.batch for axes in self.inputs.values() if axes.batch), 1)
        return fixed if asked == 1 else asked

    @paused()
    def layers(self, demand: Demand) -> Iterator[Layer]:
        """The flat layers, in the model's order."""
        context = ModelContext(demand.volume, demand.tell)
        try:
            values, is_stated = {}, True
            for name, axes in self.inputs.items():
                asked = demand.inputs.get(name)
                own = axes.sizes if asked is None or isinstance(asked, _FromModel) else tuple(asked.plain())
                is_stated = is_stated and axes.agrees(own)
                yield Layer(context.new_name(name, "input"), "input", {"shape": list(axes.asked(own, self.inputs))}, ())
                values[name] = axes.value(context.placed_shape(name))
            for note in told_types(self.record, self.dtype):
                demand.tell(note)
            yield from ModelTranslation(context, is_stated=is_stated).layers(self.record, values)
        except Refused as fact:
            raise ArchcalcError([fact.at(None, quoted(self.source, ""))]) from None
        self.held = context.held


class _FromModel(Value):
    """An input's sizes as the model has them; None where one is left open."""

    __slots__ = ()
