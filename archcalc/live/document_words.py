"""Document -> the words of a text, as the language reads it; what it cannot read is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar

from archcalc.base.errors import ArchcalcError, Place
from archcalc.language.building_blocks import block_names
from archcalc.language.diagnostics import Notes
from archcalc.language.file_keys import KEYS, MODULE_KEYS
from archcalc.language.grammar import FORMS, JOIN_KEYS, SHARE_KEYS, STEP_KEYS
from archcalc.language.notation.chain import chain
from archcalc.language.text.document import Document, Value
from archcalc.live import expression_words
from archcalc.live.expression_words import Names, layers_of_chain
from archcalc.live.text_words import Role, TextWord, inner, once, parts_of_path, stands_whole
from archcalc.operators import find


def words(document: Document, modules: Iterable[str] = (), options: Iterable[str] = ()) -> tuple[TextWord, ...]:
    """Every word of a document that is understood, with modules and options of a network that it extends."""
    root = document.root
    return once(_Walk(root, modules, options).file(root)) if isinstance(root.data, dict) else ()


def _mapping(value: Value | None) -> dict[str, Value]:
    return value.data if value is not None and isinstance(value.data, dict) else {}


def _items(value: Value | None) -> list[Value]:
    return value.data if value is not None and isinstance(value.data, list) else []


class _Walk:
    """One walk over a document; `scope` is the module whose steps are read, `names` what expressions know there."""

    def __init__(self, root: Value, modules: Iterable[str], options: Iterable[str]) -> None:
        entries = _mapping(root)
        self.modules = frozenset({*_mapping(entries.get("modules")), *modules, *block_names()})
        self.names: Names = dict.fromkeys((*options, *_mapping(entries.get("options"))), "")
        self.scope = ""
        self.chosen = {f"${{{name}}}": value.text for name, value in _mapping(entries.get("options")).items()
                       if value.text in self.modules}
        """The modules that steps choose by an option, as it stands."""

    def file(self, root: Value) -> Iterator[TextWord]:
        for key, value in root.data.items():
            yield TextWord(Role.KEY, key, inner(root.keys[key]), of=KEYS.of)
            yield from self.PARTS[key](self, value) if key in self.PARTS else ()

    def expressions(self, value: Value, step: Place | None = None) -> Iterator[TextWord]:
        yield from expression_words.words(value, self.names, self.scope, step)

    def extends(self, value: Value) -> Iterator[TextWord]:
        yield TextWord(Role.NETWORK, value.text, inner(value))

    def inputs(self, value: Value) -> Iterator[TextWord]:
        for name, key in value.keys.items():
            yield TextWord(Role.LAYER, name, inner(key), of="input", defines=True, step=key.place)
        yield from self.expressions(value)

    def options(self, value: Value) -> Iterator[TextWord]:
        for name, key in value.keys.items():
            yield TextWord(Role.NAME, name, inner(key), of="option", defines=True)
        for default in _mapping(value).values():
            yield from self.module_name(default)

    def variants(self, value: Value) -> Iterator[TextWord]:
        for variant in _mapping(value).values():
            for name, key in variant.keys.items():
                if name in self.names:
                    yield TextWord(Role.NAME, name, inner(key))
            for name, given in _mapping(variant).items():
                yield from self.expressions(given) if name in {"input", "inputs"} else self.module_name(given)

    def module_name(self, value: Value) -> Iterator[TextWord]:
        """The value of an option that is a module's name, by which a step chooses it."""
        if isinstance(value.data, str) and value.data in self.modules and stands_whole(value):
            yield TextWord(Role.MODULE, value.data, inner(value))

    def module_heads(self, value: Value) -> Iterator[TextWord]:
        for name, body in _mapping(value).items():
            key = value.keys[name]
            yield TextWord(Role.MODULE, name, inner(key), defines=True, step=key.place)
            yield from self.module(name, body)

    def module(self, name: str, body: Value) -> Iterator[TextWord]:
        entries, outer = _mapping(body), self.names
        for key in entries:
            yield TextWord(Role.KEY, key, inner(body.keys[key]), of=MODULE_KEYS.of)
        parameters = entries.get("parameters")
        given = [*parameters.keys.values()] if parameters is not None and parameters.keys else _items(parameters)
        self.scope, self.names = name, {**outer, **{each.text: name for each in given}}
        for each in given:
            yield TextWord(Role.NAME, each.text, inner(each), name, "parameter", defines=True)
        for default in _mapping(parameters).values():
            yield from self.expressions(default)
        for entrance in _items(entries.get("inputs")):
            yield TextWord(Role.LAYER, entrance.text, inner(entrance), name, "input", True, entrance.place)
        yield from self.steps(entries.get("layers"))
        self.scope, self.names = "", outer

    def steps(self, value: Value | None) -> Iterator[TextWord]:
        for item in _items(value):
            if isinstance(item.data, str):
                yield from self.step(item, None)
            elif isinstance(item.data, dict):
                for key, body in item.data.items():
                    yield from self.step(item.keys[key], body)

    def added(self, value: Value) -> Iterator[TextWord]:
        """Steps before or after layers of another network."""
        yield from self.layers_of(value.keys.values())
        for steps in _mapping(value).values():
            yield from self.steps(steps)

    def change(self, value: Value) -> Iterator[TextWord]:
        yield from self.layers_of(value.keys.values())
        for attributes in _mapping(value).values():
            yield from self.expressions(attributes)

    def remove(self, value: Value) -> Iterator[TextWord]:
        yield from self.layers_of(_items(value))

    def published(self, value: Value) -> Iterator[TextWord]:
        for row in _items(value):
            yield from self.layers_of([layer] if (layer := _mapping(row).get("layer")) is not None else [])

    def layers_of(self, values: Iterable[Value], step: Place | None = None) -> Iterator[TextWord]:
        """Names of layers that are read, in values or their items."""
        for value in values:
            if isinstance(value.data, list):
                yield from self.layers_of(value.data, step)
            elif isinstance(value.data, str) and "${" in value.data:
                yield from self.expressions(value, step)
            elif value.text and not isinstance(value.data, dict) and stands_whole(value):
                yield from parts_of_path(TextWord(Role.LAYER, value.text, inner(value), self.scope, step=step))

    def step(self, key: Value, body: Value | None) -> Iterator[TextWord]:
        name = key.text
        own = find(name) if name.isidentifier() and not name.isupper() and name not in self.modules else None
        if name in FORMS:
            yield TextWord(Role.FORM, name, inner(key), step=key.place)
            yield from self.form(key, body)
        elif "${" in name and name.endswith("}") and name.startswith("${"):
            yield from self.expressions(key, key.place)
            yield from self.call(key, self.chosen.get(name, ""), body)
        elif name in self.modules or own is not None:
            yield TextWord(Role.MODULE if own is None else Role.OPERATOR, name, inner(key), step=key.place)
            yield from self.call(key, name, body)
        else:
            yield from self.noted(key, body)

    def noted(self, key: Value, body: Value | None) -> Iterator[TextWord]:
        """The layers of a text in the lecture's notation."""
        if not isinstance(key.data, str):
            return
        try:
            parts = chain(key, Notes(), self.modules)
        except ArchcalcError:
            return
        found = [*layers_of_chain(parts)]
        for kind, attributes, op in found:
            whole = TextWord(Role.MODULE if not op else Role.OPERATOR, op or kind.text, inner(kind), step=key.place)
            yield whole if op or kind.text in self.modules else whole._replace(role=Role.OPERATOR)
            yield from self.expressions(attributes, key.place)
        yield from expression_words.words(key, self.names, self.scope, key.place, bare=False)
        if body is not None and len(found) == 1:
            yield from self.call(key, found[0][2] or found[0][0].text, body)

    def call(self, key: Value, kind: str, body: Value | None) -> Iterator[TextWord]:
        """The attributes of an operator, or the arguments of a module; branches."""
        for branch in _items(body):
            yield from self.steps(branch)
        op = find(kind) if kind and kind not in self.modules else None
        for name, value in _mapping(body).items():
            written = body.keys[name] if body is not None else value
            if op is not None and name == op.reads_also and isinstance(value.data, str):
                yield TextWord(Role.ATTRIBUTE, name, inner(written), of=kind, step=key.place)
                yield from self.layers_of([value], key.place)
            elif name in STEP_KEYS or (name in JOIN_KEYS and name not in (op.fields if op else ())):
                yield TextWord(Role.KEY, name, inner(written), of=(STEP_KEYS if name in STEP_KEYS else JOIN_KEYS).of,
                               step=key.place)
                yield from self.COMMON.get(name, _Walk.expressions_of)(self, kind, value, key.place)
            else:
                yield from self.attribute(kind, written, value, key.place)

    def attribute(self, kind: str, written: Value, value: Value, step: Place) -> Iterator[TextWord]:
        if kind in self.modules:
            yield TextWord(Role.NAME, written.text, inner(written), kind, step=step)
            yield from self.module_name(value)
        else:
            yield TextWord(Role.ATTRIBUTE, written.text, inner(written), of=kind, step=step)
            op = find(kind) if kind else None
            kinds = op.fields.get(written.text) if op is not None else None
            if kinds is not None and value.text in (kinds.words or ()):
                yield TextWord(Role.VALUE, value.text, inner(value), of=f"{kind} {written.text}", step=step)
                return
        yield from self.expressions(value, step)

    def expressions_of(self, kind: str, value: Value, step: Place) -> Iterator[TextWord]:
        yield from self.expressions(value, step)

    def named(self, kind: str, value: Value, step: Place) -> Iterator[TextWord]:
        """The name that a step gives to its layer."""
        yield from expression_words.words(value, self.names, self.scope, step, bare=False)
        if value.text and "${" not in value.text and stands_whole(value):
            yield TextWord(Role.LAYER, value.text, inner(value), self.scope, kind, True, step)

    def sources(self, kind: str, value: Value, step: Place) -> Iterator[TextWord]:
        yield from self.layers_of([value], step)

    def share(self, kind: str, value: Value, step: Place) -> Iterator[TextWord]:
        for name, key in value.keys.items():
            yield TextWord(Role.KEY, name, inner(key), of=SHARE_KEYS.of, step=step)
        yield from self.layers_of([_mapping(value)["of"]] if "of" in _mapping(value) else [value], step)

    def branches(self, kind: str, value: Value, step: Place) -> Iterator[TextWord]:
        for branch in _items(value):
            yield from self.steps(branch)

    def form(self, key: Value, body: Value | None) -> Iterator[TextWord]:
        """A repeat, an each, a group, a residual, a from."""
        if body is None:
            return
        if not isinstance(body.data, dict):
            yield from self.steps(body)
            yield from self.layers_of([body], key.place) if key.text == "from" else ()
            return
        for name, written in body.keys.items():
            yield TextWord(Role.KEY, name, inner(written), of=key.text, step=key.place)
        entries, outer = _mapping(body), self.names
        given = [each for name in ("as", "index") if (value := entries.get(name)) is not None
                 for each in (_items(value) or [value])]
        loop = f"{key.line}:{key.column}"
        yield from (TextWord(Role.NAME, each.text, inner(each), loop, "loop", defines=True) for each in given)
        for name, value in entries.items():
            if name in self.COMMON and name != "share":
                yield from self.COMMON[name](self, key.text, value, key.place)
            elif name not in {"layers", "shortcut", "as", "index"}:
                yield from self.expressions(value, key.place)
                yield from (word for row in _items(value) for item in (_items(row) or [row])
                            for word in self.module_name(item))
        self.names = {**outer, **{each.text: loop for each in given}}
        for name in ("layers", "shortcut"):
            yield from self.steps(entries.get(name))
        self.names = outer

    PARTS: ClassVar[Mapping[str, Callable[[_Walk, Value], Iterator[TextWord]]]]
    COMMON: ClassVar[Mapping[str, Callable[[_Walk, str, Value, Place], Iterator[TextWord]]]]


_Walk.PARTS = {
    "extends": _Walk.extends, "input": _Walk.expressions, "inputs": _Walk.inputs, "options": _Walk.options,
    "variants": _Walk.variants, "modules": _Walk.module_heads, "layers": _Walk.steps, "before": _Walk.added,
    "after": _Walk.added, "change": _Walk.change, "remove": _Walk.remove, "published": _Walk.published,
}
_Walk.COMMON = {"name": _Walk.named, "from": _Walk.sources, "share": _Walk.share, "branches": _Walk.branches,
                "if": _Walk.expressions_of}
