"""Spec -> flat layers: modules inlined, repeats unrolled, every layer named.

Layers come one by one, so that an expression may ask for the volume that reaches it: `volume` tells the output shape
of a layer that was given out before, and None where a mistake has left it unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.expansion.edits import Edited
from archcalc.language.expansion.scopes import Frame, Scope, Volume
from archcalc.language.expansion.size_limits import MOST_LAYERS, MOST_NESTED, MOST_ROUNDS, Bounds, Least
from archcalc.language.expressions import compile_text
from archcalc.language.flat_layers import Demand, Layer, Layers
from archcalc.language.spec import Spec
from archcalc.language.steps import Call, Each, From, Group, Module, Repeat, Residual, Steps
from archcalc.language.text.document import Value
from archcalc.operators.operator import Shape

_SMALLER = "fewer rounds of repeat and each"
_EARLIER = "a layer is named before it is read; unnamed ones are conv1, conv2, pool1, fc1 ..."


def expand(spec: Spec, volume: Volume, batch: int = 1, tell: Callable[[str], object] = str,
           most: int = MOST_LAYERS) -> Iterator[Layer]:
    """The layers of a network in the order as written, its edits applied as they come; `tell` takes what to note.

    More than `most` are refused.
    """
    renamed: dict[str, str] = {}

    def after_edits(name: str) -> Shape | None:
        while name in renamed:
            name = renamed[name]
        return volume(name)

    expansion = Expansion(spec, after_edits)
    layers: Iterator[Layer] = expansion.network() if spec.origin is None else spec.origin.layers(
        Demand(spec.options, spec.inputs, batch, after_edits, tell))
    for edits in spec.edits:
        layers = Edited(edits, expansion.root, expansion.chain, expansion.evaluate, after_edits, renamed).apply(layers)
    seen: dict[str, Place | None] = {}
    for layer in layers:
        if layer.name in seen:
            first = seen[layer.name]
            raise ArchcalcError([Mistake("repeated-name", f"two layers are called {quoted(layer.name)}", layer.place,
                                         f"first at {first.line}:{first.column}; inside repeat and each a name must "
                                         "hold the index" if first else "")])
        seen[layer.name] = layer.place
        if len(seen) > most:
            raise ArchcalcError([Mistake("too-large", f"more than {most:,} layers", layer.place, _SMALLER)])
        yield layer


class Expansion:
    """One run over a specification."""

    def __init__(self, spec: Spec, volume: Volume) -> None:
        self.spec, self.volume = spec, volume
        self.root = Frame("", (), dict(spec.options))
        self.rounds = 0
        self.bounds = Bounds(spec.modules)

    def network(self) -> Layers:
        last = ""
        for name, value in self.spec.inputs.items():
            shape = self.evaluate(value, Scope(self.root.values, "", self.volume))
            self.root.names[name] = last = name
            yield Layer(name, "input", {"shape": shape}, (), (), value.place, {"shape": value})
        for step in self.spec.layers:
            self.afford(self.bounds.step(step), step.place)
        return (yield from self.chain(self.spec.layers, self.root, last))

    def chain(self, steps: Steps, frame: Frame, last: str) -> Layers:
        """Steps one after another, each reading what the one before gave."""
        for step in steps:
            self.count(step.place)
            condition = None if isinstance(step, From) else step.condition
            if condition is not None and not self.flag(condition, frame, last):
                continue
            last = yield from _EXPAND[type(step)](self, step, frame, last)
        return last

    def afford(self, least: Least, place: Place) -> None:
        """Refuse what would be too large before it is made; layers may be taken away by edits."""
        if least.layers > MOST_LAYERS and not self.spec.edits:
            raise ArchcalcError([Mistake("too-large", f"more than {MOST_LAYERS:,} layers", place, _SMALLER)])
        if self.rounds + least.steps > MOST_ROUNDS:
            raise ArchcalcError([Mistake("too-large", f"more than {MOST_ROUNDS:,} steps", place, _SMALLER)])

    def count(self, place: Place) -> None:
        """One step or round more; loops around nothing end as well."""
        self.rounds += 1
        if self.rounds > MOST_ROUNDS:
            raise ArchcalcError([Mistake("too-large", f"more than {MOST_ROUNDS:,} steps", place, _SMALLER)])

    def from_(self, step: From, frame: Frame, last: str) -> Layers:
        yield from ()
        return self.sources(step.source, frame, last)[0]

    def call(self, step: Call, frame: Frame, last: str) -> Layers:
        kind = self.text(step.kind, frame, last)
        sources = self.sources(step.source, frame, last) if step.source is not None else (last,)
        name = self.text(step.name, frame, last) if step.name is not None else frame.unnamed(kind)
        if step.branches is not None:
            sources = yield from self.branches(step.branches, frame, sources[0])
        module = self.spec.modules.get(kind)
        if module is not None:
            return (yield from self.module(module, step, name, frame, sources))
        attributes = step.constants
        if attributes is None:
            scope = Scope(frame.values, sources[0], self.volume)
            attributes = {key: self.evaluate(value, scope) for key, value in step.attributes.items()}
        full = frame.prefix + name
        yield Layer(full, kind, attributes, sources, frame.path, step.place, step.attributes, used=frame.place)
        frame.names[name] = full
        return full

    def branches(self, branches: tuple[Steps, ...], frame: Frame,
                 start: str) -> Generator[Layer, None, tuple[str, ...]]:
        """Each branch from the same start; gives back their ends."""
        ends: tuple[str, ...] = ()
        for branch in branches:
            ends += ((yield from self.chain(branch, frame, start)),)
        return ends

    def module(self, module: Module, step: Call, name: str, frame: Frame, sources: tuple[str, ...]) -> Layers:
        if frame.depth >= MOST_NESTED:
            raise ArchcalcError([Mistake("cycle", f"module {module.name} contains itself, or modules are nested more "
                                                  f"than {MOST_NESTED} deep", step.place,
                                         "to do the same again, use repeat")])
        if len(sources) != len(module.inputs):
            raise ArchcalcError([Mistake("inputs", f"{module.name} takes {len(module.inputs)} inputs "
                                                   f"({', '.join(module.inputs)}), found {len(sources)}", step.place,
                                         "name them with from: [...]")])
        inside = Frame(f"{frame.prefix}{name}/", (*frame.path, name), dict(self.spec.options), frame, step.place)
        inside.names = dict(zip(module.inputs, sources, strict=True))
        outside = Scope(frame.values, sources[0], self.volume)
        for key, default in module.parameters.items():
            given = step.attributes.get(key)
            scope = outside if given is not None else Scope(inside.values, sources[0], self.volume)
            inside.values[key] = self.evaluate(default if given is None else given, scope)
        for key in step.attributes:
            if key not in module.parameters:
                raise ArchcalcError([Mistake("unknown-key", f"{module.name} has no parameter {quoted(key)}",
                                             step.keys[key].place, did_you_mean(key, module.parameters),
                                             one_of(list(module.parameters)))])
        try:
            last = yield from self.chain(module.layers, inside, sources[0])
        except ArchcalcError as error:
            raise ArchcalcError(mistake.within(name, step.place) for mistake in error.mistakes) from None
        frame.names[name] = last
        return last

    def residual(self, step: Residual, frame: Frame, last: str) -> Layers:
        start = self.sources(step.source, frame, last)[0] if step.source is not None else last
        end = yield from self.chain(step.layers, frame, start)
        if step.skip is not None and not self.flag(step.skip, frame, start):
            return end
        other = yield from self.chain(step.shortcut, frame, start)
        name = self.text(step.name, frame, start) if step.name is not None else frame.unnamed("add")
        full = frame.prefix + name
        yield Layer(full, "add", {}, (end, other), frame.path, step.place, used=frame.place)
        frame.names[name] = full
        return full

    def repeat(self, step: Repeat, frame: Frame, last: str) -> Layers:
        times = self.evaluate(step.times, Scope(frame.values, last, self.volume))
        if not isinstance(times, int) or isinstance(times, bool) or not 0 <= times <= MOST_LAYERS:
            raise ArchcalcError([Mistake(
                "wrong-type", f"repeat takes 0 to {MOST_LAYERS:,} times, found {quoted(times)}", step.times.place)])
        rows = (((), number) for number in range(times))
        self.afford(self.bounds.chain(step.layers).and_(Least(0, 1)).times(times), step.place)
        return (yield from self.rounds_of(rows, (), step, frame, last))

    def each(self, step: Each, frame: Frame, last: str) -> Layers:
        rows = self.evaluate(step.rows, Scope(frame.values, last, self.volume))
        if not isinstance(rows, list):
            raise ArchcalcError([Mistake("wrong-type", f"each takes a list of rows, found {quoted(rows)}",
                                         step.rows.place)])
        table = [row if isinstance(row, list) and len(step.names) > 1 else [row] for row in rows]
        for number, row in enumerate(table):
            if len(row) != len(step.names):
                message = f"row {number + 1} has {len(row)} entries for {len(step.names)} names"
                raise ArchcalcError([Mistake("row", message, step.rows.place, f"as: [{', '.join(step.names)}]")])
        self.afford(self.bounds.chain(step.layers).and_(Least(0, 1)).times(len(table)), step.place)
        return (yield from self.rounds_of(zip(table, range(len(table)), strict=True), step.names, step, frame, last))

    def rounds_of(self, rows: Any, names: tuple[str, ...], step: Repeat | Each, frame: Frame, last: str) -> Layers:
        """The loop's steps for every row, its names and counter known inside and forgotten after."""
        outer = frame.values
        for row, number in rows:
            self.count(step.place)
            frame.values = outer | dict(zip(names, row, strict=True)) | ({step.counter: number} if step.counter else {})
            last = yield from self.chain(step.layers, frame, last)
        frame.values = outer
        return last

    def group(self, step: Group, frame: Frame, last: str) -> Layers:
        outer = frame.path
        frame.path = (*outer, self.text(step.name, frame, last))
        last = yield from self.chain(step.layers, frame, last)
        frame.path = outer
        return last

    def sources(self, value: Value, frame: Frame, last: str) -> tuple[str, ...]:
        """The layers that `from` names, each by its own name or by a path."""
        told = self.evaluate(value, Scope(frame.values, last, self.volume))
        names = told if isinstance(told, list) else [told]
        found = tuple(frame.find(str(name)) for name in names)
        for name, full in zip(names, found, strict=True):
            if full is None and self.volume(str(name)) is None:
                raise ArchcalcError([Mistake("unknown-layer", f"there is no layer {quoted(name)} before this",
                                             value.place, did_you_mean(str(name), frame.visible()) or _EARLIER)])
        return tuple(full if full is not None else str(name) for name, full in zip(names, found, strict=True))

    def evaluate(self, value: Value, scope: Scope) -> Any:
        """A value with its expressions worked out; a failure is told at the value's place."""
        data = value.data
        if isinstance(data, str) and "${" in data:
            try:
                return compile_text(data).evaluate(scope)
            except Refused as fact:
                raise ArchcalcError([fact.at(value.place)]) from None
        if isinstance(data, list):
            return [self.evaluate(item, scope) for item in data]
        return value.plain()

    def text(self, value: Value, frame: Frame, last: str) -> str:
        if isinstance(value.data, str) and "${" not in value.data:
            return value.data
        word = self.evaluate(value, Scope(frame.values, last, self.volume))
        if isinstance(word, (dict, list)) or word is None:
            raise ArchcalcError([Mistake("wrong-type", f"expected a name, found {value.found}", value.place)])
        return value.text if word is value.data else str(word)

    def flag(self, value: Value, frame: Frame, last: str) -> bool:
        answer = self.evaluate(value, Scope(frame.values, last, self.volume))
        if not isinstance(answer, bool):
            raise ArchcalcError([Mistake("wrong-type", f"expected true or false, found {quoted(answer)}", value.place)])
        return answer


_EXPAND: dict[type, Callable[[Expansion, Any, Frame, str], Layers]] = {
    Call: Expansion.call, Residual: Expansion.residual, Repeat: Expansion.repeat, Each: Expansion.each,
    Group: Expansion.group, From: Expansion.from_,
}
