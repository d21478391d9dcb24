"""Edits of a network built on another: layers and modules changed, removed and added to as they pass."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Protocol

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.bare_expressions import braced, parsed
from archcalc.language.expansion.scopes import Frame, Scope, Volume
from archcalc.language.flat_layers import Closed, Layer, Layers, Opened
from archcalc.language.spec import Edits
from archcalc.language.steps import Steps
from archcalc.language.text.document import Value
from archcalc.operators import find

_NAMED = "the table names the layers; in change and remove, * stands for any letters"


class Expanding(Protocol):
    """The expansion that gives the layers, as edits use it."""

    root: Frame
    matched: dict[str, set[str]]

    def chain(self, steps: Steps, frame: Frame, last: str) -> Layers:
        """Steps one after another, each reading what the one before gave."""

    def evaluate(self, value: Value, scope: Scope) -> Any:
        """A value with its expressions worked out."""


class Edited:
    """The layers of a network with one set of edits applied to them as they pass."""

    def __init__(self, edits: Edits, expansion: Expanding, volume: Volume, renamed: dict[str, str]) -> None:
        self.edits, self.expansion, self.volume, self.renamed = edits, expansion, volume, renamed
        self.before, self.after = ({name.text: steps for name, steps in pairs} for pairs in (edits.before, edits.after))
        self.unmatched = {value.text: value for value in
                          (*(pattern for pattern, _ in edits.change), *edits.remove,
                           *(name for name, _ in (*edits.before, *edits.after)))}
        self.names: dict[str, None] = {}
        """Layers and modules so far."""
        self.leaving: Opened | None = None
        """The module that is being removed."""
        self.entered: dict[str, tuple[str, str | None]] = {}
        """For every open module with steps before it: what it reads, and what that was renamed to outside."""

    def apply(self, layers: Iterator[Layer | Opened | Closed]) -> Iterator[Layer | Opened | Closed]:
        """Pass the layers on, changed; raises ArchcalcError for an edit that meets nothing."""
        for given in layers:
            if isinstance(given, Opened):
                yield from self.open(given)
            elif isinstance(given, Closed):
                yield from self.close(given)
            elif self.leaving is not None:
                self.renamed[given.name] = given.inputs[0]
            else:
                yield from self.layer(given)
        self.check_all_matched()

    def layer(self, given: Layer) -> Iterator[Layer | Opened | Closed]:
        """A layer with what stands before and after it; none where it is removed."""
        self.names[given.name] = None
        layer = self.changed(given._replace(inputs=tuple(self.renamed.get(name, name) for name in given.inputs)))
        removal = self.removal(layer.name)
        if not layer.inputs and (removal or layer.name in self.before):
            raise ArchcalcError([Mistake("input", f"{quoted(layer.name)} is an input: it reads nothing",
                                         (removal or self.unmatched[layer.name]).place, "change input instead")])
        if removal:
            self.renamed[layer.name] = layer.inputs[0]
            return
        if layer.name in self.before:
            end = yield from self.added(self.before[layer.name], layer.name, layer.inputs[0])
            layer = layer._replace(inputs=(end, *layer.inputs[1:]))
        yield layer
        if layer.name in self.after:
            self.renamed[layer.name] = yield from self.added(self.after[layer.name], layer.name, layer.name)

    def removal(self, name: str) -> Value | None:
        """The name or pattern by which a layer or module is removed, which has then met one."""
        found = next((each for each in self.edits.remove if _meets(each, name)), None)
        if found is not None:
            self.unmatched.pop(found.text, None)
        return found

    def open(self, module: Opened) -> Iterator[Layer | Opened | Closed]:
        """A module call begins: it is removed, or reads what is put before it."""
        self.names[module.module] = None
        if self.leaving is not None:
            return
        removal = self.removal(module.module)
        if removal:
            if len(module.sources) > 1:
                raise ArchcalcError([Mistake("input", f"{quoted(module.module)} reads {len(module.sources)} layers: "
                                                      "removed, it would leave none in its place",
                                             removal.place, "remove what reads it as well")])
            self.leaving = module
            return
        yield module
        if module.module in self.before:
            source = module.sources[0]
            outside = self.renamed.get(source)
            end = yield from self.added(self.before[module.module], module.module, outside or source)
            self.entered[module.module] = source, outside
            self.renamed[source] = end

    def close(self, module: Closed) -> Iterator[Layer | Opened | Closed]:
        """A module call ends: its name stands for what comes after it."""
        if self.leaving is not None:
            if self.leaving.module == module.module:
                source = self.leaving.sources[0]
                if module.output != source:
                    self.renamed[module.output] = self.renamed.get(source, source)
                self.leaving = None
            return
        if module.module in self.entered:
            source, outside = self.entered.pop(module.module)
            self.renamed.pop(source)
            if outside is not None:
                self.renamed[source] = outside
        yield module
        if module.module in self.after:
            output = self.renamed.get(module.output, module.output)
            self.renamed[module.output] = yield from self.added(self.after[module.module], module.module, output)

    def added(self, steps: Steps, name: str, incoming: str) -> Layers:
        """New steps beside the layer or module `name`; an unnamed one is called `name/pool1`."""
        self.unmatched.pop(name, None)
        root = self.expansion.root
        frame = Frame(f"{name}/", (), root.values, root)
        frame.taken = self.names
        return (yield from self.expansion.chain(steps, frame, incoming))

    def changed(self, layer: Layer) -> Layer:
        for pattern, attributes in self.edits.change:
            if _meets(pattern, layer.name):
                self.unmatched.pop(pattern.text, None)
                scope = Scope(self.expansion.root.values, layer.inputs[0] if layer.inputs else "", self.volume)
                own = self.own(layer.kind, pattern.text, attributes)
                new = {key: self.expansion.evaluate(_expression(layer.kind, key, value), scope)
                       for key, value in own.items()}
                layer = layer._replace(attributes=layer.attributes | new, values=layer.values | own)
        return layer

    def own(self, kind: str, pattern: str, attributes: dict[str, Value]) -> dict[str, Value]:
        """The changes that are for a layer: not those of a module's parameters, where the pattern meets both."""
        parameters, op = self.expansion.matched.get(pattern), find(kind)
        if not parameters or op is None:
            return attributes
        return {key: value for key, value in attributes.items() if key in op.fields or key not in parameters}

    def check_all_matched(self) -> None:
        mistakes = [Mistake("unknown-layer", f"no layer is called {quoted(text)}", value.place,
                            did_you_mean(text, self.names) or _NAMED)
                    for text, value in self.unmatched.items() if text not in self.expansion.matched]
        if mistakes:
            raise ArchcalcError(mistakes)


def _meets(pattern: Value, name: str) -> bool:
    return name == pattern.text or fnmatchcase(name, pattern.text)


def _expression(kind: str, key: str, value: Value) -> Value:
    """An attribute's value, as an expression where the operator takes no such text."""
    op = find(kind)
    words = op.fields[key].words if op is not None and key in op.fields else None
    text = value.data
    if not isinstance(text, str) or words is None or text in words or "${" in text or parsed(text) is None:
        return value
    return value.holding(braced(text))
