"""The modules of a file: their heads first, so that each may call any other, then their steps."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from archcalc.base.errors import Mistake, quoted
from archcalc.language.diagnostics import Notes
from archcalc.language.expressions import RESERVED
from archcalc.language.file_keys import MODULE_KEYS, hint
from archcalc.language.step_reader import StepReader
from archcalc.language.steps import Module
from archcalc.language.text.document import Value


def read_modules(written: Value | None, known: frozenset[str], beside: Mapping[str, Module],
                 notes: Notes) -> dict[str, Module]:
    """The modules that a file writes, which may call those `beside` too and use the names that are `known`."""
    if written is None:
        return {}
    heads = {name: _head(name, value, written.keys[name], notes) for name, value in written.data.items()}
    reader = StepReader(notes, ChainMap(heads, beside), known)  # type: ignore[arg-type] # nothing is written into them
    return {name: _with_layers(head, written.data[name], reader) for name, head in heads.items()}


def _head(name: str, value: Value, key: Value, notes: Notes) -> Module:
    """A module but for its layers."""
    if not isinstance(value.data, dict):
        notes.wrong_type(value, "a module: parameters, inputs, layers")
        return Module(name, key.place, {}, ("input",), ())
    notes.check_keys(value, MODULE_KEYS, f"module {name}", hint=hint)
    inputs = notes.items(value.data.get("inputs"), "a list of names", "inputs: [last, before]")
    return Module(name, key.place, _parameters(value.data.get("parameters"), notes),
                  tuple(str(item.data) for item in inputs) or ("input",), ())


def _parameters(written: Value | None, notes: Notes) -> dict[str, Value]:
    """The parameters of a module with their defaults."""
    if written is not None and isinstance(written.data, list):
        written = _required(written)
    if written is None or written.data is None:
        return {}
    if not isinstance(written.data, dict):
        notes.wrong_type(written, "a mapping of parameters", "{filters: , kernel: 3}")
        return {}
    for word in sorted(set(written.data) & set(RESERVED)):
        notes.refuse(written.keys[word], "reserved", f"{word} is the incoming volume and cannot be redefined",
                     "choose another name")
    return dict(written.data)


def _required(names: Value) -> Value:
    """A list of names as the mapping of parameters without defaults that it stands for."""
    found = {item.text: item for item in names.data}
    mapping = names.holding({name: item.holding(None) for name, item in found.items()})
    mapping.keys = found
    return mapping


def _with_layers(head: Module, value: Value, reader: StepReader) -> Module:
    """A module with its steps; parameters that they never use are warned of."""
    if not isinstance(value.data, dict):
        return head
    notes = reader.notes
    used, notes.used = notes.used, set()
    inside = reader.knowing(head.parameters)
    for default in head.parameters.values():
        inside.checked(default)
    layers = inside.steps(value.data.get("layers"), f"module {head.name}")
    for name in head.parameters:
        if name not in notes.used:
            place = value.data["parameters"].keys.get(name, head.parameters[name]).place  # of a list, the item's
            notes.warnings.append(Mistake("unused", f"module {head.name} never uses {quoted(name)}", place))
    notes.used |= used
    return head._replace(layers=layers)
