"""Edits of a network built on another: layers changed, removed and added as they pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.expansion.scopes import Frame, Scope, Volume
from archcalc.language.flat_layers import Layer, Layers
from archcalc.language.spec import Edits
from archcalc.language.steps import Steps
from archcalc.language.text.document import Value


class Edited:
    """The layers of a network with one set of edits applied to them as they pass."""

    def __init__(self, edits: Edits, root: Frame, chain: Callable[[Steps, Frame, str], Layers],
                 evaluate: Callable[[Value, Scope], Any], volume: Volume, renamed: dict[str, str]) -> None:
        self.edits, self.root, self.chain, self.evaluate, self.volume = edits, root, chain, evaluate, volume
        self.renamed = renamed
        self.unmatched = {value.text: value for value in
                          (*(pattern for pattern, _ in edits.change), *edits.remove,
                           *(name for name, _ in (*edits.before, *edits.after)))}
        self.names: list[str] = []

    def apply(self, layers: Iterator[Layer]) -> Iterator[Layer]:
        """Pass the layers on, changed; raises ArchcalcError for an edit that meets no layer."""
        before, after = ({name.text: steps for name, steps in pairs} for pairs in (self.edits.before, self.edits.after))
        removed = {name.text for name in self.edits.remove}
        for given in layers:
            self.names.append(given.name)
            layer = self.changed(given._replace(inputs=tuple(self.renamed.get(name, name) for name in given.inputs)))
            if not layer.inputs and (layer.name in removed or layer.name in before):
                raise ArchcalcError([Mistake("input", f"{quoted(layer.name)} is an input: it reads nothing",
                                             self.unmatched[layer.name].place, "change input instead")])
            if layer.name in removed:
                self.unmatched.pop(layer.name, None)
                self.renamed[layer.name] = layer.inputs[0]
                continue
            if layer.name in before:
                end = yield from self.added(before[layer.name], layer.name, layer.inputs[0])
                yield layer._replace(inputs=(end, *layer.inputs[1:]))
            else:
                yield layer
            if layer.name in after:
                self.renamed[layer.name] = yield from self.added(after[layer.name], layer.name, layer.name)
        self.check_all_matched()

    def added(self, steps: Steps, name: str, incoming: str) -> Layers:
        """New steps beside the layer `name`; an unnamed one is called `name/pool1`."""
        self.unmatched.pop(name, None)
        frame = Frame(f"{name}/", (), self.root.values, self.root)
        return (yield from self.chain(steps, frame, incoming))

    def changed(self, layer: Layer) -> Layer:
        for pattern, attributes in self.edits.change:
            if layer.name == pattern.text or fnmatchcase(layer.name, pattern.text):
                self.unmatched.pop(pattern.text, None)
                scope = Scope(self.root.values, layer.inputs[0] if layer.inputs else "",
                              self.volume)
                new = {key: self.evaluate(value, scope) for key, value in attributes.items()}
                layer = layer._replace(attributes=layer.attributes | new, values=layer.values | attributes)
        return layer

    def check_all_matched(self) -> None:
        mistakes = [Mistake("unknown-layer", f"no layer is called {quoted(text)}", value.place,
                            did_you_mean(text, self.names) or "the table names the layers; * stands for any letters")
                    for text, value in self.unmatched.items()]
        if mistakes:
            raise ArchcalcError(mistakes)
