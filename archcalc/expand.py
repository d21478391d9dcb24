"""Spec -> flat layers: modules inlined, repeats unrolled, every layer named.

Layers come one by one, so that an expression may ask for the volume that reaches it: `volume` tells the output shape
of a layer that was given out before, and None where a mistake has left it unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from archcalc.document import Value
from archcalc.errors import ArchcalcError, Mistake, Place, Refused, quoted
from archcalc.expressions import compile_text
from archcalc.registry import did_you_mean, nearest
from archcalc.rules.operator import Shape
from archcalc.spec import Edits, Spec
from archcalc.steps import Call, Each, From, Group, Module, Repeat, Residual, Steps

MOST_LAYERS = 200_000
MOST_ROUNDS = 500_000
"""Steps visited, so that loops around nothing end as well."""
MOST_NESTED = 64

_SHORT_NAMES = {
    "linear": "fc", "lrn": "norm", "batch_norm": "norm", "layer_norm": "norm", "group_norm": "norm",
    "instance_norm": "norm", "max_pool": "pool", "avg_pool": "pool", "global_avg_pool": "pool",
    "global_max_pool": "pool", "adaptive_avg_pool": "pool", "adaptive_max_pool": "pool", "subsample": "pool",
}
"""What an unnamed layer is called, where it is not its operator's name."""


class Layer(NamedTuple):
    """One operator of the network: its full name, its attributes as plain values, and the layers it reads."""

    name: str
    kind: str
    attributes: dict[str, Any]
    inputs: tuple[str, ...]
    path: tuple[str, ...] = ()
    place: Place | None = None
    values: dict[str, Value] = {}
    """The attributes as written, for their places."""


Volume = Callable[[str], Shape | None]
Layers = Generator[Layer, None, str]
"""Gives layers, and returns the name of the last one."""


class Unknown(Exception):  # noqa: N818 - not an error: the mistake behind it is told elsewhere
    """A volume was asked for that an earlier mistake has left unknown."""


class Frame:
    """One use of a module, or the network itself: what names mean inside."""

    def __init__(self, prefix: str, path: tuple[str, ...], values: dict[str, Any], parent: Frame | None = None) -> None:
        self.prefix, self.path, self.values, self.parent = prefix, path, values, parent
        self.names: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.depth: int = parent.depth + 1 if parent else 0

    def unnamed(self, kind: str) -> str:
        """The next name of a kind: conv1, conv2, pool1, fc1."""
        short = _SHORT_NAMES.get(kind, kind)
        self.counts[short] = number = self.counts.get(short, 0) + 1
        return f"{short}{number}"

    def find(self, name: str) -> str | None:
        """What `name` stands for here, or further out."""
        frame: Frame | None = self
        while frame:
            if name in frame.names:
                return frame.names[name]
            frame = frame.parent
        return None

    def visible(self) -> list[str]:
        """Every name that `from` could mean here."""
        return [*self.names, *(self.parent.visible() if self.parent else ())]


class Scope(dict[str, Any]):
    """Names and values of one place, with the incoming volume worked out when it is asked for."""

    def __init__(self, values: dict[str, Any], incoming: str, volume: Volume) -> None:
        super().__init__(values)
        self.incoming, self.volume = incoming, volume

    def __missing__(self, name: str) -> int:
        shape = self.volume(self.incoming)
        if shape is None:
            raise Unknown
        axes = {4: (1, 2, 3), 3: (2, 1, None)}.get(len(shape), (1, None, None))
        axis = dict(zip(("c_in", "h_in", "w_in"), axes, strict=True)).get(name, "")
        if axis == "":
            raise Refused("unknown-name", f"there is no name {quoted(name)} here")
        if not isinstance(axis, int):
            raise Refused("expression", f"{name} is not known: the incoming volume has no such axis")
        return shape[axis]


def expand(spec: Spec, volume: Volume) -> Iterator[Layer]:
    """The layers of a network in the order as written, its edits applied as they come."""
    expansion = _Expansion(spec, volume)
    layers: Iterator[Layer] = expansion.network()
    for edits in spec.edits:
        layers = _Edited(edits, expansion).apply(layers)
    seen: dict[str, Place | None] = {}
    for layer in layers:
        if layer.name in seen:
            first = seen[layer.name]
            raise ArchcalcError([Mistake("repeated-name", f"two layers are called {quoted(layer.name)}", layer.place,
                                         f"first at {first.line}:{first.column}; inside repeat and each a name must "
                                         "hold the index" if first else "")])
        seen[layer.name] = layer.place
        if len(seen) > MOST_LAYERS:
            raise ArchcalcError([Mistake("too-large", f"more than {MOST_LAYERS:,} layers", layer.place)])
        yield layer


class _Expansion:
    """One run over a specification."""

    def __init__(self, spec: Spec, volume: Volume) -> None:
        self.spec, self.volume = spec, volume
        self.root = Frame("", (), dict(spec.options))
        self.rounds = 0

    def network(self) -> Layers:
        last = ""
        for name, value in self.spec.inputs.items():
            shape = self.evaluate(value, Scope(self.root.values, "", self.volume))
            self.root.names[name] = last = name
            yield Layer(name, "input", {"shape": shape}, (), (), value.place, {"shape": value})
        return (yield from self.chain(self.spec.layers, self.root, last))

    def chain(self, steps: Steps, frame: Frame, last: str) -> Layers:
        """Steps one after another, each reading what the one before gave."""
        for step in steps:
            self.rounds += 1
            if self.rounds > MOST_ROUNDS:
                raise ArchcalcError([Mistake("too-large", f"more than {MOST_ROUNDS:,} steps", step.place)])
            if not isinstance(step, From) and step.condition is not None:
                if self.flag(step.condition, frame, last) is False:
                    continue
            last = yield from _EXPAND[type(step)](self, step, frame, last)
        return last

    def from_(self, step: From, frame: Frame, last: str) -> Layers:
        yield from ()
        return self.sources(step.source, frame, last)[0]

    def call(self, step: Call, frame: Frame, last: str) -> Layers:
        kind = self.text(step.kind, frame, last)
        sources = self.sources(step.source, frame, last) if step.source is not None else (last,)
        name = self.text(step.name, frame, last) if step.name is not None else frame.unnamed(kind)
        if step.branches is not None:
            ends = []
            for branch in step.branches:
                ends.append((yield from self.chain(branch, frame, sources[0])))
            sources = tuple(ends)
        module = self.spec.modules.get(kind)
        if module is not None:
            return (yield from self.module(module, step, name, frame, sources))
        attributes = step.constants
        if attributes is None:
            scope = Scope(frame.values, sources[0], self.volume)
            attributes = {key: self.evaluate(value, scope) for key, value in step.attributes.items()}
        full = frame.prefix + name
        yield Layer(full, kind, attributes, sources, frame.path, step.place, step.attributes)
        frame.names[name] = full
        return full

    def module(self, module: Module, step: Call, name: str, frame: Frame, sources: tuple[str, ...]) -> Layers:
        if frame.depth >= MOST_NESTED:
            raise ArchcalcError([Mistake("cycle", f"module {module.name} contains itself, or modules are nested more "
                                                  f"than {MOST_NESTED} deep", step.place)])
        if len(sources) != len(module.inputs):
            raise ArchcalcError([Mistake("inputs", f"{module.name} takes {len(module.inputs)} inputs "
                                                   f"({', '.join(module.inputs)}), found {len(sources)}", step.place)])
        inside = Frame(f"{frame.prefix}{name}/", (*frame.path, name), dict(self.spec.options), frame)
        inside.names = dict(zip(module.inputs, sources, strict=True))
        outside = Scope(frame.values, sources[0], self.volume)
        for key, default in module.parameters.items():
            given = step.attributes.get(key)
            scope = outside if given is not None else Scope(inside.values, sources[0], self.volume)
            inside.values[key] = self.evaluate(default if given is None else given, scope)
        for key, value in step.attributes.items():
            if key not in module.parameters:
                raise ArchcalcError([Mistake("unknown-attribute", f"{module.name} has no parameter {quoted(key)}",
                                             value.place, did_you_mean(key, module.parameters))])
        last = yield from self.chain(module.layers, inside, sources[0])
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
        yield Layer(full, "add", {}, (end, other), frame.path, step.place)
        frame.names[name] = full
        return full

    def repeat(self, step: Repeat, frame: Frame, last: str) -> Layers:
        times = self.evaluate(step.times, Scope(frame.values, last, self.volume))
        if not isinstance(times, int) or isinstance(times, bool) or not 0 <= times <= MOST_LAYERS:
            raise ArchcalcError([Mistake("wrong-type", f"repeat takes 0 to {MOST_LAYERS:,} times, found {quoted(times)}",
                                         step.times.place)])
        rows = (((), number) for number in range(times))
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
        return (yield from self.rounds_of(zip(table, range(len(table)), strict=True), step.names, step, frame, last))

    def rounds_of(self, rows: Any, names: tuple[str, ...], step: Repeat | Each, frame: Frame, last: str) -> Layers:
        """The loop's steps for every row, its names and counter known inside and forgotten after."""
        outer = frame.values
        for row, number in rows:
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

    def sources(self, value: Value | None, frame: Frame, last: str) -> tuple[str, ...]:
        """The layers that `from` names, each by its own name or by a path."""
        if value is None:
            return (last,)
        names = self.evaluate(value, Scope(frame.values, last, self.volume))
        found = tuple(frame.find(str(name)) for name in (names if isinstance(names, list) else [names]))
        for name, full in zip(names if isinstance(names, list) else [names], found, strict=True):
            if full is None and self.volume(str(name)) is None:
                raise ArchcalcError([Mistake("unknown-layer", f"there is no layer {quoted(name)} before this",
                                             value.place, did_you_mean(str(name), frame.visible()))])
        return tuple(full if full is not None else str(name) for name, full in
                     zip(names if isinstance(names, list) else [names], found, strict=True))

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


_EXPAND: dict[type, Callable[[_Expansion, Any, Frame, str], Layers]] = {
    Call: _Expansion.call, Residual: _Expansion.residual, Repeat: _Expansion.repeat, Each: _Expansion.each,
    Group: _Expansion.group, From: _Expansion.from_,
}


class _Edited:
    """The layers of a network with one set of edits applied to them as they pass."""

    def __init__(self, edits: Edits, expansion: _Expansion) -> None:
        self.edits, self.expansion = edits, expansion
        self.renamed: dict[str, str] = {}
        self.unmatched = {value.text: value for value in
                          (*(pattern for pattern, _ in edits.change), *edits.remove,
                           *(name for name, _ in (*edits.before, *edits.after)))}
        self.names: list[str] = []

    def apply(self, layers: Iterator[Layer]) -> Iterator[Layer]:
        before, after = ({name.text: steps for name, steps in pairs} for pairs in (self.edits.before, self.edits.after))
        removed = {name.text for name in self.edits.remove}
        for layer in layers:
            self.names.append(layer.name)
            layer = self.changed(layer._replace(inputs=tuple(self.renamed.get(name, name) for name in layer.inputs)))
            if layer.name in removed:
                self.unmatched.pop(layer.name, None)
                self.renamed[layer.name] = layer.inputs[0]
                continue
            if layer.name in before:
                end = yield from self.added(before[layer.name], layer.name, layer.inputs[0])
                layer = layer._replace(inputs=(end, *layer.inputs[1:]))
            yield layer
            if layer.name in after:
                self.renamed[layer.name] = yield from self.added(after[layer.name], layer.name, layer.name)
        self.check_all_matched()

    def added(self, steps: Steps, name: str, incoming: str) -> Layers:
        """New steps beside the layer `name`; an unnamed one is called `name/pool1`."""
        self.unmatched.pop(name, None)
        frame = Frame(f"{name}/", (), self.expansion.root.values, self.expansion.root)
        return (yield from self.expansion.chain(steps, frame, incoming))

    def changed(self, layer: Layer) -> Layer:
        for pattern, attributes in self.edits.change:
            if layer.name == pattern.text or fnmatchcase(layer.name, pattern.text):
                self.unmatched.pop(pattern.text, None)
                scope = Scope(self.expansion.root.values, layer.inputs[0] if layer.inputs else "",
                              self.expansion.volume)
                new = {key: self.expansion.evaluate(value, scope) for key, value in attributes.items()}
                layer = layer._replace(attributes=layer.attributes | new, values=layer.values | attributes)
        return layer

    def check_all_matched(self) -> None:
        mistakes = [Mistake("unknown-layer", f"no layer is called {quoted(text)}", value.place,
                            f"did you mean '{near}'?" if (near := nearest(text, self.names)) else "")
                    for text, value in self.unmatched.items()]
        if mistakes:
            raise ArchcalcError(mistakes)
