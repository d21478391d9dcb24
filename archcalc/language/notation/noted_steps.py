"""What was read in notation -> steps, the same as those of the longer form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from archcalc.language.diagnostics import Notes
from archcalc.language.notation.chain import Parts, Repeated, chain
from archcalc.language.notation.layers import Noted
from archcalc.language.steps import Call, Module, Repeat, Step, Steps
from archcalc.language.text.values import Value
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import Form


class StepCalls(Protocol):
    """The reader of steps, as the notation uses it."""

    notes: Notes

    @property
    def modules(self) -> Mapping[str, Module]:
        """The modules that may be called."""

    def checked(self, value: Value) -> Value:
        """A value whose expressions parse, and whose names are known."""

    def call(self, kind: Value, body: Value) -> Call | None:
        """An operator or a module with its attributes."""

    def with_attributes(self, kind: Value, op: type[Op] | None, body: Value, form: Form | None = None) -> Call:
        """An operator with its attributes, all of them checked."""


def steps(value: Value, reader: StepCalls) -> Steps:
    """The steps of a text; a layer that is refused is noted, and left out."""
    return _steps(chain(value, reader.notes, reader.modules), reader)


def step_with(key: Value, body: Value, reader: StepCalls) -> Call | None:
    """One layer, as a key, with the attributes that it does not say itself."""
    parts = chain(key, reader.notes, reader.modules)
    layer = parts[0] if len(parts) == 1 else None
    if isinstance(layer, Repeated) or len(parts) > 1:
        reader.notes.refuse(key, "notation", "a chain takes no attributes", "one layer does: FC-10: {name: scores}")
        return None
    return None if layer is None else _call(layer.besides(body, reader.notes), reader)


def _steps(parts: Parts, reader: StepCalls) -> Steps:
    made: list[Step | None] = [
        Repeat(part.times.place, reader.checked(part.times), _steps(part.parts, reader))
        if isinstance(part, Repeated) else _call(part, reader) for part in parts]
    return tuple(step for step in made if step is not None)


def _call(layer: Noted, reader: StepCalls) -> Call | None:
    if layer.form is None:
        return reader.call(layer.kind, layer.attributes)
    return reader.with_attributes(layer.kind, layer.form.op, layer.attributes, layer.form)
