"""The JSON Schema of specifications, from the same declarations that read them."""

from __future__ import annotations

from typing import Any

from archcalc.language.about import DESCRIPTION, FIGURES
from archcalc.language.spec import KEYS, VARIANT_KEYS
from archcalc.operators import find, kinds
from archcalc.operators.attributes import Kind

_EXPRESSION = {"type": "string", "pattern": r"\$\{"}
_STEPS = {"$ref": "#/$defs/steps"}
_TEXT = {"type": "string"}
_AXES = {"type": "array", "items": {"anyOf": [{"type": "integer", "minimum": 1}, _EXPRESSION]}, "minItems": 1}
_LAYERS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_COMMON = {"name": {"anyOf": [_TEXT, {"type": "number"}]}, "from": _LAYERS,
           "if": {"anyOf": [{"type": "boolean"}, _EXPRESSION]}}
_ANYTHING: dict[str, Any] = {}


def schema() -> dict[str, Any]:
    """The JSON Schema by which an editor checks a specification: keys, operators, attributes and their types."""
    operators = {kind: _operator(kind) for kind in kinds() if kind != "input"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archcalc specification",
        "type": "object",
        "properties": _properties(),
        "additionalProperties": False,
        "anyOf": [{"required": ["layers"]}, {"required": ["extends"]}],
        "$defs": {"steps": {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/step"}}, {"type": "null"}]},
                  "step": _step(operators)},
    }


def _properties() -> dict[str, Any]:
    described = dict.fromkeys(DESCRIPTION, _ANYTHING) | {"title": _TEXT, "year": {"type": "integer"}}
    added = {"type": "object", "additionalProperties": _STEPS}
    known: dict[str, Any] = described | {
        "extends": _TEXT, "input": _AXES, "inputs": {"type": "object", "additionalProperties": _AXES},
        "options": {"type": "object"}, "modules": {"type": "object", "additionalProperties": _module()},
        "layers": _STEPS, "published": _published(),
        "change": {"type": "object", "additionalProperties": {"type": "object"}},
        "remove": {"type": "array", "items": _TEXT}, "before": added, "after": added,
    }
    overridable = {key: known[key] for key in VARIANT_KEYS}
    known["variants"] = {"type": "object", "additionalProperties": {"type": "object", "properties": overridable}}
    return {key: known[key] for key in KEYS}


def _module() -> dict[str, Any]:
    return {"type": "object", "properties": {"parameters": {"type": ["object", "null"]},
                                             "inputs": {"type": "array", "items": _TEXT}, "layers": _STEPS},
            "required": ["layers"], "additionalProperties": False}


def _published() -> dict[str, Any]:
    keys = ("printed", "where", "convention", "layer", "against", "erratum")
    texts = {key: {"type": ["string", "number"]} for key in keys}
    return {"type": "array", "items": {
        "type": "object", "properties": {"figure": {"enum": list(FIGURES)}, **texts},
        "required": ["figure", "printed", "where"], "additionalProperties": False}}


def _step(operators: dict[str, Any]) -> dict[str, Any]:
    """An operator's or module's name, or one key with attributes; a key that is no operator is a module's name."""
    counted = {"layers": _STEPS, "index": _TEXT, "if": _COMMON["if"]}
    controls: dict[str, Any] = {
        "repeat": _object({"times": _either({"type": "integer", "minimum": 0}), **counted}, "times", "layers"),
        "each": _object({"as": _LAYERS, "of": _either({"type": "array"}), **counted}, "as", "of", "layers"),
        "group": _object({"name": _COMMON["name"], "layers": _STEPS, "if": _COMMON["if"]}, "name", "layers"),
        "residual": {"anyOf": [_STEPS, _object({"layers": _STEPS, "shortcut": _STEPS,
                                                "skip": _COMMON["if"], **_COMMON}, "layers")]},
        "from": _LAYERS,
    }
    called = {"type": ["object", "null", "array"]}
    return {"anyOf": [_TEXT, {"type": "object", "properties": controls | operators, "additionalProperties": called,
                              "minProperties": 1, "maxProperties": 1}]}


def _either(plain: dict[str, Any]) -> dict[str, Any]:
    """A plain value, or an expression in its place."""
    return {"anyOf": [plain, _EXPRESSION]}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _operator(kind: str) -> dict[str, Any]:
    op = find(kind)
    assert op is not None
    attributes = {name: _attribute(field) for name, field in op.fields.items()}
    required = [name for name in op.fields if name not in op.defaults]
    several = op.inputs[1] is None
    branches = {"type": "array", "items": _STEPS}
    called = _object(attributes | _COMMON | ({"branches": branches} if several else {}), *required)
    called["description"] = (op.__doc__ or "").partition("\n")[0]
    return {"anyOf": [called, *([branches] if several else []), *([] if required else [{"type": "null"}])]}


def _attribute(kind: Kind) -> dict[str, Any]:
    """A value of the kind, an expression in its place, or expressions inside a list."""
    inside = {"type": "array", "contains": _EXPRESSION}
    return {"anyOf": [kind.schema, _EXPRESSION, inside], "description": kind.expected}
