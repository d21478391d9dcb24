"""The keys of the language, each declared once, for readers, for the JSON Schema, and for the pages on words.

A value that may be computed is written as it is, or as an expression: `filters: 8`, `filters: 4 * width`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from archcalc.base.named_tuples import NamedTuple

Schema = dict[str, Any]

ANYTHING: Schema = {}
TEXT: Schema = {"type": "string"}
NAMES: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
STEPS: Schema = {"$ref": "#/$defs/steps"}
EXPRESSION: Schema = {"type": "string", "pattern": r"\$\{|(^|[^0-9A-Za-z_.])[A-Za-z_]|[0-9)\]] *[-+*/%]"}
"""A text with `${...}`, or one with a name or some arithmetic in it."""


def computed(plain: Schema) -> Schema:
    """A plain value, or an expression in its place."""
    return {"anyOf": [plain, EXPRESSION]}


FLAG = computed({"type": "boolean"})
NAME: Schema = {"anyOf": [TEXT, {"type": "number"}]}


class Key(NamedTuple):
    """A key: what stands under it, in words and as a JSON Schema, and whether it has to be there."""

    holds: str
    schema: Schema
    required: bool = False


class Keys(dict[str, Key]):
    """The keys of one kind of mapping, by name, in the order in which messages list them.

    `of` is the mapping in words. `says` and `example` are for a step's own page; `short` is what may stand in place of
    the mapping, in words and as a JSON Schema.
    """

    declared: ClassVar[list[Keys]] = []
    """Every kind of mapping that a specification has."""

    def __init__(self, of: str, keys: Mapping[str, Key], says: str = "", example: str = "",
                 short: Key | None = None) -> None:
        super().__init__(keys)
        self.of, self.says, self.example, self.short = of, says, example, short
        Keys.declared.append(self)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that have to be there."""
        return tuple(name for name, key in self.items() if key.required)

    def schema(self) -> Schema:
        """The JSON Schema of such a mapping, or of what may stand in its place."""
        properties = {name: key.schema | {"description": key.holds} for name, key in self.items()}
        whole = {"type": "object", "properties": properties, "required": list(self.required),
                 "additionalProperties": False}
        if self.short is None:
            return whole
        return {"anyOf": [self.short.schema, *([whole] if self else [])], "description": self.short.holds}


SHARE_KEYS = Keys("share", {
    "of": Key("the earlier layer, or call of a module, whose weights are taken", NAME, required=True),
    "transposed": Key("whether a matrix is turned", FLAG),
})
_SINGLE_WEIGHTS = {"type": "object", "minProperties": 1, "properties": dict.fromkeys(SHARE_KEYS, False)}

STEP_KEYS = Keys("a step", {
    "name": Key("the layer's name; without it, its kind and a number: conv1", NAME),
    "from": Key("the layer that it reads, instead of the one before; a list, or a pattern, where it reads several",
                NAMES),
    "if": Key("whether the step is there: true, false, or an expression", FLAG),
    "share": Key("the earlier layer, or call of a module, whose weights it takes; {of: NAME, transposed: true} turns "
                 "a matrix, {weight: NAME.weight} takes one alone",
                 {"anyOf": [TEXT, SHARE_KEYS.schema(), _SINGLE_WEIGHTS]}),
})
"""The keys that every step may have beside its operator's attributes or its module's parameters."""

JOIN_KEYS = Keys("a step that joins", {
    "branches": Key("chains of steps that all begin at the same volume; an empty one is the identity",
                    {"type": "array", "items": STEPS}),
})
"""Further keys of operators that take any number of inputs."""

_COMMON = {name: STEP_KEYS[name] for name in ("name", "from", "if")}
_LAYERS = Key("the steps", STEPS, required=True)
_INDEX = Key("a name for the number of the round, counted from 0", TEXT)

FORMS: dict[str, Keys] = {
    "repeat": Keys("repeat", {
        "times": Key("the number of rounds, 0 or more", computed({"type": "integer", "minimum": 0}), required=True),
        "layers": _LAYERS, "index": _INDEX, "if": _COMMON["if"],
        "share": Key("whether all rounds take the weights of the first", FLAG),
    }, "The same steps several times over, each round on what the one before gave.",
        'repeat: {times: 3, index: i, layers: [conv: {name: "c${i}", filters: 8, kernel: 3, padding: 1}, relu]}'),
    "each": Keys("each", {
        "as": Key("a name for every column, or one name", NAMES, required=True),
        "of": Key("the rows, each a list with an entry for every name", computed({"type": "array"}), required=True),
        "layers": _LAYERS, "index": _INDEX, "if": _COMMON["if"],
    }, "The steps once for every row of a table, such as a paper prints.",
        "each: {as: [f, s], of: [[8, 1], [16, 2]], layers: [conv: {filters: f, kernel: 3, stride: s, padding: 1}]}"),
    "group": Keys("group", {
        "name": Key("the name of the row", NAME, required=True), "layers": _LAYERS, "if": _COMMON["if"],
    }, "Steps that fold into one row of the table; their own names stay as they are.",
        "group: {name: stem, layers: [conv: {filters: 8, kernel: 7, stride: 2, padding: 3}, max_pool: {kernel: 2}]}"),
    "residual": Keys("residual", {
        "layers": _LAYERS,
        "skip": Key("whether there is a sum; where it is false, there are the layers alone", FLAG),
        "shortcut": Key("the steps of the other branch; without it, the identity", STEPS), **_COMMON,
    }, "The sum of its steps and of what entered them, or of a shortcut.",
        "residual: [conv: {filters: 3, kernel: 3, padding: 1}, batch_norm]",
        Key("a list of steps: its layers, without other keys", STEPS)),
    "from": Keys("from", {}, "Go on from another layer's output.", "from: input", Key("the layer's name", NAMES)),
}
"""The steps that are no operator and no module."""
