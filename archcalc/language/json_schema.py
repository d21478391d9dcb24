"""The JSON Schema of specifications, from the same declarations that read them."""

from __future__ import annotations

from typing import Any

from archcalc.language.building_blocks import block_document, with_blocks
from archcalc.language.file_keys import KEYS
from archcalc.language.grammar import ANYTHING, EXPRESSION, FORMS, JOIN_KEYS, STEP_KEYS, STEPS, TEXT
from archcalc.operators import find, kinds
from archcalc.operators.attributes import Kind
from archcalc.operators.given_attributes import missing_attributes
from archcalc.operators.operator import Op


def schema() -> dict[str, Any]:
    """The JSON Schema by which an editor checks a specification: keys, operators, attributes and their types."""
    file = KEYS.schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archcalc specification",
        **file,
        "anyOf": [{"required": ["layers"]}, {"required": ["extends"]}],
        "not": {"required": ["input", "inputs"]},
        "$defs": {"steps": {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/step"}}, {"type": "null"}]},
                  "step": _step()},
    }


def _step() -> dict[str, Any]:
    """An operator's or module's name, or one key with attributes; a key that is no operator is a module's name."""
    forms = {name: keys.schema() | {"description": keys.says} for name, keys in FORMS.items()}
    operators = {kind: _operator(op) for kind in kinds() if (op := find(kind)) is not None and kind != "input"}
    called = {"type": ["object", "null", "array"]}
    return {"anyOf": [TEXT, {"type": "object", "properties": _blocks() | forms | operators,
                             "additionalProperties": called, "minProperties": 1, "maxProperties": 1}]}


def _blocks() -> dict[str, Any]:
    """The building blocks with their parameters; a file's own module of the name may have others."""
    return {name: {"type": ["object", "null", "array"], "description": block_document(name).root.data["title"].text,
                   "properties": dict.fromkeys(module.parameters, ANYTHING)}
            for name, module in with_blocks({}).items()}


def _operator(op: type[Op]) -> dict[str, Any]:
    attributes = {name: _attribute(field) for name, field in op.fields.items()}
    required = missing_attributes(op, {})
    joins = op.inputs[1] is None
    further = {name: key.schema | {"description": key.holds}
               for name, key in (STEP_KEYS | (JOIN_KEYS if joins else {})).items()}
    if op.reads_also:
        besides = {"description": "the layer that it reads besides, by its name"}
        number = attributes.get(op.reads_also)
        further[op.reads_also] = {"anyOf": [number, TEXT | besides]} if number else TEXT | besides
    called = {"type": "object", "properties": attributes | further, "required": required,
              "additionalProperties": False, "description": (op.__doc__ or "").partition("\n")[0]}
    chains = {"type": "array", "items": STEPS}
    return {"anyOf": [called, *([chains] if joins else []), *([] if required else [{"type": "null"}])]}


def _attribute(kind: Kind) -> dict[str, Any]:
    """A value of the kind, an expression in its place, or expressions inside a list."""
    inside = {"type": "array", "contains": EXPRESSION}
    return {"anyOf": [kind.schema, EXPRESSION, inside], "description": kind.expected}
