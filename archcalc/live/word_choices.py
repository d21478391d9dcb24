"""Words that may stand where somebody types: operators, attributes, names of layers, options, keys, values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from archcalc.base.errors import as_yaml
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.about import FIGURES, PUBLISHED_KEYS
from archcalc.language.building_blocks import block_names, with_blocks
from archcalc.language.expressions import INCOMING
from archcalc.language.expressions.parser import CALLED, VOLUME
from archcalc.language.file_keys import KEYS, MODULE_KEYS, VARIANT_KEYS
from archcalc.language.grammar import FORMS, JOIN_KEYS, STEP_KEYS, Key
from archcalc.language.steps import Module
from archcalc.live.draft import NetworkDraft
from archcalc.live.text_names import TextNames
from archcalc.live.text_words import Role
from archcalc.live.typed_context import TypedContext, context
from archcalc.live.typed_places import TypedPlace, place
from archcalc.loading import library
from archcalc.operators import find, kinds
from archcalc.operators.given_attributes import missing_attributes
from archcalc.reports.block_pages import blocks
from archcalc.reports.explain import ANOTHER_LAYER, default

_KEYS = frozenset({"key", "attribute", "parameter"})
"""Kinds of words of which a mapping has each once."""
_IN_EXPRESSION = re.compile(r"\$\{[^}]*$")
_IN_VOLUME = re.compile(rf"\b{VOLUME}\(\s*[\"']$")
_READ = frozenset({"from", "share", "of", "memory"})
"""Keys under which a layer is named."""


class WordChoice(NamedTuple):
    """A word that may stand at a place: its kind, what it is, and the text that is put there, with gaps as $1, $2."""

    label: str
    kind: str
    detail: str = ""
    text: str = ""
    order: int = 0


class WordChoices(NamedTuple):
    """The words that may stand at a place, and the letters typed so far, which they stand for."""

    word: str
    found: tuple[WordChoice, ...]


def choices(text: str, last: NetworkDraft, names: TextNames, line: int, column: int) -> WordChoices:
    r"""The words that may stand at a place of a text; `last` is its last state that could be read, with its names.

    They are those that begin as the one that is typed, in any case.

    >>> from archcalc.live import draft, text_names
    >>> text = "input: [3, 8, 8]\nlayers:\n- conv: {filters: 4, ke"
    >>> read = draft.read(text, "net")
    >>> [each.label for each in choices(text, read, text_names.names(read), 3, 24).found]
    ['kernel']
    """
    here = context(text.split("\n"), line, column)
    asked = _Asked(last, names, here, place(here.path))
    typed = here.word.rpartition("$")[2].lower()
    found = (each for each in asked.found() if each.label.lower().startswith(typed)
             and not (each.kind in _KEYS and each.label in here.beside))
    unique: dict[str, WordChoice] = {}
    for each in found:
        unique.setdefault(each.label, each)
    return WordChoices(here.word, tuple(unique.values()))


class _Asked:
    """One place at which words are asked for."""

    def __init__(self, last: NetworkDraft, names: TextNames, here: TypedContext, place: TypedPlace) -> None:
        self.last, self.names, self.here, self.place = last, names, here, place
        self.scope = here.path[1] if here.path[:1] == ("modules",) and len(here.path) > 1 else ""

    @property
    def modules(self) -> Mapping[str, Module]:
        """The modules of the text as it was read last, and building blocks."""
        return with_blocks(self.last.spec.modules if self.last.spec is not None else {})

    def found(self) -> Iterable[WordChoice]:
        if _IN_VOLUME.search(self.here.in_text):
            return self.layers()
        if _IN_EXPRESSION.search(self.here.in_text):
            return (*self.expression(), *(self.layers() if self.place.key in _READ else ()))
        return _PARTS.get(self.place.part, _Asked.nothing)(self)

    def nothing(self) -> Iterator[WordChoice]:
        yield from ()

    def keys(self, keys: Mapping[str, Key]) -> Iterator[WordChoice]:
        for name, key in keys.items():
            yield WordChoice(name, "key", key.holds, f"{name}: ", 0 if key.required else 1)

    def file(self) -> Iterator[WordChoice]:
        yield from self.keys(KEYS)

    def module(self) -> Iterator[WordChoice]:
        yield from self.keys(MODULE_KEYS)

    def variant(self) -> Iterator[WordChoice]:
        for name, value in (self.last.spec.options if self.last.spec is not None else {}).items():
            yield WordChoice(name, "option", f"as it is: {as_yaml(value)}", f"{name}: ")
        yield from self.keys(VARIANT_KEYS)

    def published(self) -> Iterator[WordChoice]:
        yield from self.keys(PUBLISHED_KEYS)

    def figure(self) -> Iterator[WordChoice]:
        yield from (WordChoice(name, "value") for name in (FIGURES if self.place.key == "figure" else ()))

    def networks(self) -> Iterator[WordChoice]:
        yield from (WordChoice(name, "network") for name in library.names())

    def step(self) -> Iterator[WordChoice]:
        """What a step may be: an operator, a module, a block, a form."""
        yield from self.own_modules()
        yield from _operators()
        yield from _building_blocks()
        for name, keys in FORMS.items():
            yield WordChoice(name, "form", keys.says, _with_gaps(name, keys.required), 1)

    def own_modules(self) -> Iterator[WordChoice]:
        """The modules of the text, also of the network that it extends."""
        own = {word.name for word in self.names.words if word.role is Role.MODULE and word.defines}
        for name in dict.fromkeys((*own, *(self.last.spec.modules if self.last.spec is not None else ()))):
            yield WordChoice(name, "module", "a module of this text", self.called(name), 0)

    def chosen(self) -> Iterator[WordChoice]:
        """The value of an option, by which a step may choose a module."""
        yield from (each._replace(text="") for each in self.own_modules())

    def branch(self) -> Iterator[WordChoice]:
        yield from self.step()

    def called(self, name: str) -> str:
        module = self.modules.get(name)
        required = [each for each, value in module.parameters.items() if value.data is None] if module else []
        return _with_gaps(name, required)

    def call(self) -> Iterator[WordChoice]:
        """The attributes of an operator, or the parameters of a module."""
        kind = self.place.of
        module, op = self.modules.get(kind), find(kind) if kind.isidentifier() else None
        if module is not None:
            for name, value in module.parameters.items():
                told = "required" if value.data is None else f"default: {as_yaml(value.plain())}"
                yield WordChoice(name, "parameter", told, f"{name}: ", int(value.data is not None))
        elif kind.startswith("${"):
            yield from self.of_chosen()
        elif op is not None:
            for name, field in op.fields.items():
                told = default(op, name)
                yield WordChoice(name, "attribute", f"{field.expected}; {_told(told)}", f"{name}: ",
                                 int(told != "required"))
            if op.reads_also and op.reads_also not in op.fields:
                yield WordChoice(op.reads_also, "attribute", ANOTHER_LAYER, f"{op.reads_also}: ", 1)
            if op.inputs[1] is None:
                yield from self.keys(JOIN_KEYS)
        for each in self.keys(STEP_KEYS):
            yield each._replace(order=2)

    def of_chosen(self) -> Iterator[WordChoice]:
        """The parameters of the text's own modules, one of which an option chooses."""
        own = self.last.spec.modules if self.last.spec is not None else {}
        for module in own.values():
            yield from (WordChoice(name, "parameter", f"of {module.name}", f"{name}: ") for name in module.parameters)

    def form(self) -> Iterator[WordChoice]:
        keys = FORMS[self.place.of]
        if not self.here.is_key or not keys:
            yield from self.layers()
        yield from self.keys(keys)

    def changed(self) -> Iterator[WordChoice]:
        """Attributes of a layer of the network that is changed."""
        graph = self.last.graph
        node = next((node for node in graph.nodes if node.name == self.place.of), None) if graph is not None else None
        if node is not None:
            self.place = TypedPlace("call", node.op.kind)
            yield from (each for each in self.call() if each.label not in STEP_KEYS)

    def value(self) -> Iterator[WordChoice]:
        """A value of an attribute: its own words, names of layers, names of expressions."""
        op = find(self.place.of) if self.place.of.isidentifier() else None
        key = self.place.key
        if key in _READ or (op is not None and key == op.reads_also):
            yield from self.layers()
        field = op.fields.get(key) if op is not None and self.place.of not in self.modules else None
        if field is not None and "${" not in self.here.in_text:
            yield from (WordChoice(word, "value", field.expected) for word in sorted(field.words or ()))
            if field.schema.get("type") == "boolean":
                yield from (WordChoice(word, "value", field.expected) for word in ("true", "false"))
        if key not in _READ and (field is None or field.words is not None):
            yield from self.expression()

    def expression(self) -> Iterator[WordChoice]:
        """Names and functions of expressions."""
        for name, value in (self.last.spec.options if self.last.spec is not None else {}).items():
            yield WordChoice(name, "option", f"option, {as_yaml(value)}", "", 1)
        for word in self.names.words:
            if word.role is Role.NAME and word.defines and (word.scope == self.scope or ":" in word.scope):
                yield WordChoice(word.name, "option", word.of, "", 1)
        yield from (WordChoice(name, "option", meaning, "", 2) for name, meaning in INCOMING.items())
        yield from (WordChoice(name, "function", f"{each.usage}: {each.gives}", f"{name}($1)", 3)
                    for name, each in CALLED.items())

    def layers(self) -> Iterator[WordChoice]:
        """Layers that may be read here, the nearest module's first."""
        for name in self.names.layer_names(self.scope):
            yield WordChoice(name, "layer")


def _told(default: str) -> str:
    return default if default == "required" else f"default: {default}"


def _with_gaps(name: str, required: Iterable[str]) -> str:
    gaps = ", ".join(f"{each}: ${number}" for number, each in enumerate(required, 1))
    return f"{name}: {{{gaps}}}" if gaps else name


@lru_cache(maxsize=1)
def _operators() -> tuple[WordChoice, ...]:
    found = []
    for kind in kinds():
        op = find(kind)
        if op is not None:
            line = (op.__doc__ or "").partition("\n")[0]
            found.append(WordChoice(kind, "operator", line, _with_gaps(kind, missing_attributes(op, {})), 1))
    return tuple(found)


@lru_cache(maxsize=1)
def _building_blocks() -> tuple[WordChoice, ...]:
    known = with_blocks({})
    required = {name: [each for each, value in known[name].parameters.items() if value.data is None]
                for name in block_names() if name in known}
    return tuple(WordChoice(entry.name, "block", entry.line, _with_gaps(entry.name, required.get(entry.name, ())), 1)
                 for entry in blocks())


_PARTS: Mapping[str, Callable[[_Asked], Iterable[WordChoice]]] = {
    "file": _Asked.file, "step": _Asked.step, "branch": _Asked.branch, "call": _Asked.call, "form": _Asked.form,
    "value": _Asked.value, "module": _Asked.module, "variant": _Asked.variant, "published": _Asked.published,
    "figure": _Asked.figure, "networks": _Asked.networks, "layers": _Asked.layers, "changed": _Asked.changed,
    "option": _Asked.chosen, "change": _Asked.layers, "added": _Asked.layers, "sizes": _Asked.expression,
}
