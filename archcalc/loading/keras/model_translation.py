"""A model's calls as layers, one after another, models within it as modules."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence, Set
from typing import Any

from archcalc.base.errors import Refused, quoted, told
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Gap, Layer
from archcalc.loading.keras.call_order import in_order, stated_shapes, used_outputs
from archcalc.loading.keras.keras_values import KerasValue, LayerPlace, Untranslatable, flat, plain_order
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers import rule_of
from archcalc.loading.keras.model_context import ModelContext
from archcalc.loading.keras.model_records import KerasModel, LayerCall, LayerRecord, StatedShape, TensorRef, all_refs
from archcalc.operators.operator import Shape

MOST_NESTED = 32
"""So many models may stand in one another."""
_MOST_NAMES = 4

Values = dict[tuple[str, int], tuple[Any, ...]]
"""What every call gives."""


class _Scope(NamedTuple):
    """The place of a model's layers: the models around them, and whose layers they are."""

    prefix: str
    path: tuple[str, ...]
    owner: tuple[object, ...]


class ModelTranslation:
    """One pass over a model's calls. `is_stated` says that it works on the sizes that it states."""

    def __init__(self, context: ModelContext, *, is_stated: bool) -> None:
        self.context, self.is_stated = context, is_stated
        context.model_inside = self.inside
        self.is_of_training = False
        """True once a layer says what is of training alone."""
        self.lost: list[tuple[str, str]] = []
        """Layers without a rule whose output's shape is not known: class and name."""

    def layers(self, model: KerasModel, inputs: Mapping[str, KerasValue]) -> Iterator[Layer]:
        """The layers behind the inputs, then what the model gives out."""
        outputs = yield from self.model(model, inputs, _Scope("", (), ()))
        for value in dict.fromkeys(each for each in outputs if isinstance(each, KerasValue)):
            if value.layer in self.context.read or value.layer in inputs:
                yield Layer(self.context.new_name("output", "identity"), "identity", {}, (value.layer,))
        self.tell()

    def model(self, model: KerasModel, inputs: Mapping[str, KerasValue], scope: _Scope
              ) -> Generator[Layer, None, list[Any]]:
        """The layers of a model, of which the values that it is given are known; returns what it gives."""
        if len(scope.path) > MOST_NESTED:
            raise Refused("too-large", f"more than {MOST_NESTED} models stand in one another")
        if not model.trains:
            self.context.note("trainable: false, so that no parameter in it trains", scope.prefix[:-1] or model.name)
        values: Values = {(name, 0): (value,) for name, value in inputs.items()}
        stated, used = stated_shapes(model), used_outputs(model)
        for (name, call), shapes in stated.items():
            self.check(f"{scope.prefix}{name}", values.get((name, call), ()), shapes)
        for record, number in in_order(model):
            if (record.name, number) in values:
                continue
            name = f"{scope.prefix}{record.name}" + (f"_{number + 1}" if number else "")
            place = LayerPlace(name, scope.path, (*scope.owner, record.name))
            wanted = _Wanted(stated.get((record.name, number), {}), used.get((record.name, number), frozenset()))
            found = yield from self.call(record, record.calls[number], place, values, wanted)
            values[record.name, number] = found
        return [_read(ref, values) for ref in model.outputs]

    def call(self, record: LayerRecord, call: LayerCall, place: LayerPlace, values: Values, wanted: _Wanted
             ) -> Generator[Layer, None, tuple[Any, ...]]:
        """The layers of one call; returns what it gives."""
        arguments = tuple([_resolved(each, values) for each in call.arguments])
        keywords = {key: _resolved(value, values) for key, value in call.keywords.items()}
        self.context.note_reads((*arguments, *keywords.values()))
        if record.model is not None:
            given = list(flat([*arguments, *keywords.values()]))
            if len(given) != len(record.model.inputs):
                raise Refused("keras", f"{quoted(place.name)} takes {len(record.model.inputs)} values, and is given "
                                       f"{len(given)}")
            inner = {ref.layer: value for ref, value in zip(record.model.inputs, given, strict=True)}
            scope = _Scope(f"{place.name}/", (*place.path, place.name.rpartition("/")[2]), place.owner)
            gives = tuple((yield from self.model(record.model, inner, scope)))
            if not record.is_known and record.variables:
                yield from self.own_arrays(record, place, inner)
            return gives
        view = LayerView(self.context, record, place, arguments, keywords, wanted.used)
        view.stated = self.stated(view, wanted.shapes)
        if call is record.calls[0]:
            self.check_built(view, [ref.shape for ref in all_refs(call)])
        return (yield from self.translated(view, wanted.shapes))

    def own_arrays(self, record: LayerRecord, place: LayerPlace, given: Mapping[str, KerasValue]
                   ) -> Generator[Layer, None, None]:
        """The arrays that a layer of somebody's own class holds itself: its call shows values, and not of which."""
        view = LayerView(self.context, record, place, tuple(given.values()), {})
        held = _arrays(record)
        yield from view.aside("module_array", shape=(1,), learned=held["arrays"], buffers=held["buffers"])

    def inside(self, view: LayerView, record: LayerRecord, value: KerasValue) -> Generator[Layer, None, KerasValue]:
        """The layers of a model that stands inside a layer, in whose place they stand."""
        model = record.model
        if model is None or len(model.inputs) != 1 or len(model.outputs) != 1:
            raise Untranslatable("it wraps a model of several inputs or outputs")
        name = view.place.name
        scope = _Scope(f"{name}/", (*view.place.path, name.rpartition("/")[2]), (*view.place.owner, "layer"))
        (found,) = yield from self.model(model, {model.inputs[0].layer: value}, scope)
        if not isinstance(found, KerasValue):
            raise Refused("keras", f"what {quoted(name)} gives is not known")
        return found

    def translated(self, view: LayerView, shapes: Mapping[int, StatedShape]) -> Generator[Layer, None, tuple[Any, ...]]:
        """The outputs of a call, by its rule; or as a layer without one."""
        try:
            rule = rule_of(view.record)
            if rule is None:
                raise Untranslatable("archcalc has no such layer")
            answer = yield from rule(view)
        except Untranslatable as reason:
            if view.made:
                raise Refused("keras", f"{quoted(view.place.name)} ({view.record.kind}): {reason}",
                              hint="this is a fault of archcalc: please report the model") from None
            return (yield from self.opaque(view, holds_nothing=reason.holds_nothing))
        except Refused as fact:
            raise fact_of(view, fact) from None
        found = answer if type(answer) is tuple else (answer,)
        self.check(view.place.name, found, shapes)
        self.note(view)
        return found

    def stated(self, view: LayerView, shapes: Mapping[int, StatedShape]) -> dict[int, Shape]:
        """The shapes of what a call gives, where the model states them for the sizes that it works on."""
        if not self.is_stated:
            return {}
        known = dict(enumerate(view.record.gives)) | dict(shapes)
        batch = next((each.shape[0] for each in view.reads()), 1)
        filled = {output: _filled(shape, batch) for output, shape in known.items()}
        return {output: shape for output, shape in filled.items() if shape is not None}

    def opaque(self, view: LayerView, *, holds_nothing: bool) -> Generator[Layer, None, tuple[Any, ...]]:
        """A layer without a rule: its stated shapes, and the arrays that it holds, if these are at hand."""
        if view.record.is_fixed and [*view.stated] == [0]:
            held = _arrays(view.record)
            return ((yield from view.add("module_array", order=plain_order(len(view.stated[0])), is_signal=False,
                                         shape=view.stated[0], learned=held["arrays"], buffers=held["buffers"])),)
        reads, found = view.reads(), list[KerasValue | None]()
        for output in range(max(view.stated, default=-1) + 1):
            shape = view.stated.get(output)
            if shape is None:
                found.append(None)
                continue
            held = {} if holds_nothing or any(found) else _arrays(view.record)
            order = reads[0].order if reads and reads[0].rank == len(shape) else plain_order(len(shape))
            found.append((yield from view.add(
                "opaque", *reads, order=order, is_signal=False, operator=view.record.kind or "?",
                shape=tuple([shape[axis] for axis in order]), **held)))
        if not any(found):
            self.lost.append((view.record.kind, view.place.name))
        return tuple(found) or (None,)

    def check(self, name: str, found: Sequence[Any], shapes: Mapping[int, StatedShape]) -> None:
        """Note where the model states another shape than archcalc computes."""
        for output, shape in shapes.items() if self.is_stated else ():
            value = found[output] if output < len(found) else None
            if isinstance(value, KerasValue) and not _fits(shape, value.shape):
                self.context.note(f"the model states {list(shape)}, and archcalc computes {list(value.shape)}", name)

    def check_built(self, view: LayerView, stated: Sequence[Any]) -> None:
        """Note where a layer was built for another shape than it reads when first called, unless that is `stated`."""
        built, reads = view.record.built, view.reads()
        if self.is_stated and isinstance(built, (list, tuple)) and len(reads) == 1 and tuple(built) not in stated \
                and not _fits((None, *built[1:]), reads[0].shape):
            self.context.note(f"it was built for {told(list(built))}, and reads {list(reads[0].shape)}",
                              view.place.name)

    def note(self, view: LayerView) -> None:
        """Note of a layer that it does not train, and what no rule has read."""
        note, name = self.context.note, view.place.name
        self.is_of_training |= view.config.is_of_training()
        if view.config.values.get("trainable") is False:
            note("trainable: false, so that no parameter of it trains", name)
        for key in view.config.unread():
            note(f"{quoted(key)} is not looked at", name)
        for key, value in view.keywords.items():
            if key not in view.read_keywords and value is not None and value is not False and key != "training":
                note(f"its argument {quoted(key)} is not looked at", name)
        if view.keywords.get("training") is True and view.traits & {"random", "running-statistics"}:
            note("called with training=True, and counted as in use", name)

    def tell(self) -> None:
        """Every note, each with the layers that it is of."""
        if self.is_of_training:
            self.context.tell("of training alone, and not used: initializers, regularizers, constraints, seeds, "
                              "momenta, and how the model was compiled")
        for what, names in self.context.kinds.items():
            shown = ", ".join(quoted(name, "", most=60) for name in names[:_MOST_NAMES])
            more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
            self.context.tell(f"{shown}{more}: {what}")
        if self.lost:
            self.context.tell(Gap(tuple(self.lost), 0, None, None))


class _Wanted(NamedTuple):
    """The facts about a call's outputs: their stated shapes, and which of them are read."""

    shapes: Mapping[int, StatedShape]
    used: Set[int]


def fact_of(view: LayerView, fact: Refused) -> Refused:
    """A fact about a layer, with its name."""
    said = f"layer {quoted(view.place.name)} ({view.record.kind}): {fact.message}"
    return Refused(fact.code, said, hint=fact.hint, expected=fact.expected)


def _resolved(given: Any, values: Values) -> Any:
    """An argument with what the calls before give."""
    if isinstance(given, TensorRef):
        return _read(given, values)
    if isinstance(given, Mapping):
        return {key: _resolved(value, values) for key, value in given.items()}
    if isinstance(given, (list, tuple)):
        return [_resolved(each, values) for each in given]
    return given


def _read(ref: TensorRef, values: Values) -> Any:
    """The value that a reference means. Raises Refused."""
    found = values.get((ref.layer, ref.call), ())
    if ref.output >= len(found):
        raise Refused("keras", f"{quoted(ref.layer)} gives {len(found)} values, and number {ref.output + 1} is read")
    return found[ref.output]


def _filled(shape: StatedShape | None, batch: int) -> Shape | None:
    """A stated shape with the batch; None where another size is open."""
    if not shape or None in shape[1:]:
        return None
    return (shape[0] or batch, *[size for size in shape[1:] if size])


def _fits(stated: StatedShape, found: tuple[int, ...]) -> bool:
    return len(stated) == len(found) and all(size in (None, own) for size, own in zip(stated, found, strict=True))


def _arrays(record: LayerRecord) -> dict[str, Any]:
    """The shapes of the arrays that a layer without a rule holds; or that they are not known."""
    if record.variables is None:
        return {"counted": record.is_function}
    by_training: dict[bool, list[tuple[int, ...]]] = {True: [], False: []}
    for variable in record.variables.values():
        by_training[variable.is_trained].append(variable.shape or (1,))
    return {"arrays": tuple(by_training[True]), "buffers": tuple(by_training[False])}
