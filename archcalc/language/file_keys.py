"""The keys of a file, of its modules and of its variants."""

from __future__ import annotations

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
    "remove": Key("layers and module calls that are left out", {"type": "array", "items": TEXT}),
    "before": Key("steps that are put before a layer or module call", _ADDED),
    "after": Key("steps that are put after a layer or module call", _ADDED),
})
