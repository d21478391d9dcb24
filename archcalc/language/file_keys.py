"""The keys of a file, of its modules and of its variants."""

from __future__ import annotations

from collections.abc import Collection

from archcalc.base.errors import quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.about import DESCRIPTION, PUBLISHED_KEYS
from archcalc.language.grammar import STEPS, TEXT, Key, Keys, computed

_AXES = {"anyOf": [{"type": "integer", "minimum": 1}, TEXT, {"type": "array", "minItems": 1, "items": computed(
    {"type": "integer", "minimum": 1})}]}
_NAMED = {"type": "object"}
_ADDED = _NAMED | {"additionalProperties": STEPS}
MODULE_KEYS = Keys("a module", {
    "parameters": Key("its parameters with their defaults, of which an empty one is required; or a list of required "
                      "ones", {"anyOf": [{"type": ["object", "null"]}, {"type": "array", "items": TEXT}]}),
    "inputs": Key("the names under which it reads several layers; without it, one, called input",
                  {"type": "array", "items": TEXT}),
    "layers": Key("its steps", STEPS),
})
_OVERRIDABLE = {
    "input": Key("the input: [channels, height, width], tokens [T, D], or a vector [N]", _AXES),
    "inputs": Key("several inputs by name", _NAMED | {"additionalProperties": _AXES}),
    "published": Key("figures that papers and lectures print",
                     {"type": ["array", "null"], "items": PUBLISHED_KEYS.schema()}),
}
VARIANT_KEYS = DESCRIPTION | _OVERRIDABLE
_VARIANT = _NAMED | {"properties": {name: key.schema for name, key in VARIANT_KEYS.items()}}
KEYS = Keys("a specification", DESCRIPTION | {
    "extends": Key("the network that this one builds on: a bundled one, or a file beside this one", TEXT),
    "input": _OVERRIDABLE["input"], "inputs": _OVERRIDABLE["inputs"],
    "options": Key("values by name, which --set and variants change; each has its default's type", _NAMED),
    "modules": Key("parts by name, used as operators are", _NAMED | {"additionalProperties": MODULE_KEYS.schema()}),
    "layers": Key("the steps of the network", STEPS),
    "variants": Key("several networks of one file: a name, and its values of options", _NAMED | {
        "additionalProperties": _VARIANT}),
    "published": _OVERRIDABLE["published"],
    "change": Key("attributes of layers, or parameters of module calls, by name or pattern, that are other than in "
                  "the network that it extends", _NAMED | {"additionalProperties": _NAMED}),
    "remove": Key("layers and module calls that are left out, by name or pattern", {"type": "array", "items": TEXT}),
    "before": Key("steps that are put before a layer or module call", _ADDED),
    "after": Key("steps that are put after a layer or module call", _ADDED),
})
_ELSEWHERE = {
    "name": "title", "network": "title", "model": "title", "architecture": "title",
    "authors": "source", "author": "source", "paper": "source", "url": "source", "citation": "source",
    "description": "note", "comment": "note", "notes": "note",
    "base": "extends", "parent": "extends", "inherits": "extends", "from": "extends",
    "params": "options", "parameters": "options", "variables": "options", "config": "options", "constants": "options",
    "blocks": "modules", "functions": "modules", "definitions": "modules", "macros": "modules",
    "steps": "layers", "body": "layers", "backbone": "layers", "sequential": "layers", "forward": "layers",
    "shape": "input", "input_shape": "input", "input_size": "input", "in": "inputs",
    "claims": "published", "changes": "change", "delete": "remove",
}
"""What other programs, and people, call the keys of a file."""


def meant(key: str, allowed: Collection[str]) -> str | None:
    """The key that is meant by a word, if it is called so elsewhere."""
    here = _ELSEWHERE.get(key.lower())
    return here if here in allowed else None


def hint(key: str, allowed: Collection[str]) -> str:
    """The key that was meant, by what it is called elsewhere, or by its letters."""
    here = meant(key, allowed)
    if here is None:
        return did_you_mean(key, allowed)
    more = "; a network's name is that of its file, or of its variant" if here == "title" else ""
    return f"did you mean {quoted(here)}? {quoted(key, '')} is {quoted(here, '')} here{more}"
