"""Spec -> flat layers: modules inlined, repeats unrolled, every layer named.

Layers come one by one, so that an expression may ask for the volume that reaches it: `volume` tells the output shape
of a layer that was given out before, and None where a mistake has left it unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.language.bare_expressions import hint_of_value
from archcalc.language.building_blocks import with_blocks
from archcalc.language.expansion.completion import Completion
from archcalc.language.expansion.evaluation import SMALLER, Evaluation
from archcalc.language.expansion.plain_calls import PlainCalls
from archcalc.language.expansion.scopes import Frame, Volume
from archcalc.language.expansion.sharing import Rounds, Sharing
from archcalc.language.expansion.size_limits import MOST_NESTED, Bounds, Least, most_layers
from archcalc.language.flat_layers import Closed, Demand, Layer, Layers, LeftOut, Opened, Told
from archcalc.language.spec import Spec
from archcalc.language.steps import Call, Each, From, Group, Module, Repeat, Residual, Steps, with_own_key
from archcalc.operators import reads_nothing
from archcalc.operators.operator import Shape


def expand(spec: Spec, volume: Volume, batch: int = 1, tell: Callable[[Told], object] = id,
           most: int | None = None) -> Iterator[Layer]:
    """At most so many layers of a network, as written, its edits applied as they come; `tell` takes what to note.

    Without a number, as many as any network may have.
    """
    most = most_layers() if most is None else most
    renamed: dict[str, str] = {}

    def after_edits(name: str) -> Shape | None:
        while name in renamed:
            name = renamed[name]
        return volume(name)

    demand = Demand(spec.options, spec.inputs, batch, after_edits if spec.edits else volume, tell)
    layers: Iterator[Layer | Opened | Closed] = iter(()) if spec.origin is None else spec.origin.layers(demand)
    if spec.origin is None or spec.edits:
        expansion = Expansion(spec, after_edits, tell)
        layers = expansion.network() if spec.origin is None else layers
        for edits in spec.edits:
            from archcalc.language.expansion.edits import Edited

            layers = Edited(edits, expansion, after_edits, renamed).apply(layers)
    seen: dict[str, Place | None] = {}
    for layer in layers:
        if not isinstance(layer, Layer):
            tell(layer)
            continue
        name = layer[0]
        if name in seen:
            raise _repeated(name, layer.place, seen[name])
        seen[name] = layer[5]
        if len(seen) > most:
            raise ArchcalcError([Mistake("too-large", f"more than {most:,} layers", layer.place, SMALLER)])
        yield layer


def _repeated(name: str, place: Place | None, first: Place | None) -> ArchcalcError:
    """The mistake of a name that another layer has."""
    told = f"first at {first.line}:{first.column}; inside repeat and each a name must hold the index" if first else ""
    return ArchcalcError([Mistake("repeated-name", f"two layers are called {quoted(name)}", place, told)])


class Expansion(Evaluation):
    """One run over a specification."""

    def __init__(self, spec: Spec, volume: Volume, tell: Callable[[LeftOut], object] = id) -> None:
        super().__init__(spec, volume)
        self.tell, self.most_layers = tell, most_layers()
        self.modules = with_blocks(spec.modules)
        self.bounds = Bounds(self.modules)
        self.sharing = Sharing(self)
        self.completion = Completion(self)
        self.plain = PlainCalls(self.modules)

    def network(self) -> Layers:
        last = ""
        for layer in self.inputs():
            yield layer
            self.root.names[layer.name] = self.given.outputs[layer.name] = last = layer.name
        for step in self.spec.layers:
            if self.plain.of(step) is None:  # any one layer can be afforded
                self.afford(self.bounds.step(step), step.place)
        last = yield from self.chain(self.spec.layers, self.root, last)
        self.given.outputs.clear()  # nobody asks any more, and parts that know each other live as long as a command
        self.root.names.clear()
        return last

    def chain(self, steps: Steps, frame: Frame, last: str) -> Layers:
        """Steps one after another, each reading what the one before gave."""
        for step in steps:
            self.count(step.place)
            if frame.shares is None and (plain := self.plain.of(step)) is not None:
                layer, name = plain.layer(self, frame, last)
                yield layer
                last = frame.names[name] = self.given.outputs[layer.name] = layer.name
                continue
            condition = None if isinstance(step, From) else step.condition
            if condition is not None and not self.flag(condition, frame, last):
                self.tell(LeftOut(self.told_name(step, frame, last), condition.text, frame.in_own_file(step.place)))
                continue
            last = yield from _EXPAND[type(step)](self, step, frame, last)
        return last

    def afford(self, least: Least, place: Place) -> None:
        """Refuse what would be too large before it is made; layers may be taken away by edits."""
        if least.layers > self.most_layers and not self.spec.edits:
            raise ArchcalcError([Mistake("too-large", f"more than {self.most_layers:,} layers", place, SMALLER)])
        if self.rounds + least.steps > self.most_rounds:
            raise ArchcalcError([Mistake("too-large", f"more than {self.most_rounds:,} steps", place, SMALLER)])

    def from_(self, step: From, frame: Frame, last: str) -> Layers:
        yield from ()
        return self.one_source(step.source, frame, last)

    def call(self, step: Call, frame: Frame, last: str) -> Layers:
        kind = self.text(step.kind, frame, last)
        sources: tuple[str, ...] = (last,)
        if step.source is not None and step.branches is None:
            sources = self.sources(step.source, frame, last)
        elif step.source is not None:
            sources = (self.one_source(step.source, frame, last),)
        module = self.modules.get(kind)
        name = (self.text(step.name, frame, last) if step.name is not None
                else frame.unnamed(kind, module=module is not None))
        if step.branches is not None:
            sources = yield from self.branches(step.branches, frame, sources[0])
        if module is not None:
            return (yield from self.module(module, step, name, frame, sources, last))
        if "${" in step.kind.text:
            step = with_own_key(step, kind)
        if step.also is not None:
            sources += self.named(step.also, frame, last)
        if step.form is not None:
            sources = yield from self.completion.flattened(step, sources, frame)
        attributes = self.attributes(step, frame, sources[0], last)
        full = frame.prefix + name
        alone = step.source is None and step.branches is None and reads_nothing(kind)
        yield Layer(full, kind, attributes, () if alone else sources, frame.path, step.place, step.attributes,
                    used=frame.place, share=self.sharing.of_layer(step, name, frame, last))
        frame.names[name] = self.given.outputs[full] = full
        return full

    def attributes(self, step: Call, frame: Frame, source: str, last: str) -> dict[str, Any]:
        """What a step says of its operator, with what follows from the volume that it reads."""
        attributes = step.constants
        if attributes is None:
            scope = self.scope(frame, source, last)
            attributes = {key: self.evaluate(value, scope) for key, value in step.attributes.items()}
        return self.completion.attributes(step, attributes, source)

    def branches(self, branches: tuple[Steps, ...], frame: Frame,
                 start: str) -> Generator[Layer | Opened | Closed, None, tuple[str, ...]]:
        """Each branch from the same start; gives back their ends."""
        ends: tuple[str, ...] = ()
        for branch in branches:
            ends += ((yield from self.chain(branch, frame, start)),)
        return ends

    def module(self, module: Module, step: Call, name: str, frame: Frame, sources: tuple[str, ...],
               last: str) -> Layers:
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
        inside.shares = self.sharing.of_module(step, name, frame, last)
        self.fill(inside, module, step, self.scope(frame, sources[0], last))
        given = {key: inside.values[key] for key in module.parameters}
        yield Opened(frame.prefix + name, sources, module.name, given, module.inputs, step.place)
        try:
            last = yield from self.chain(module.layers, inside, sources[0])
        except ArchcalcError as error:
            raise ArchcalcError(mistake.within(name, step.place) for mistake in error.mistakes) from None
        yield Closed(frame.prefix + name, last)
        frame.names[name] = self.given.outputs[frame.prefix + name] = last
        return last

    def residual(self, step: Residual, frame: Frame, last: str) -> Layers:
        start = self.one_source(step.source, frame, last) if step.source is not None else last
        end = yield from self.chain(step.layers, frame, start)
        if step.skip is not None and not self.flag(step.skip, frame, start):
            return end
        other = yield from self.chain(step.shortcut, frame, start)
        name = self.text(step.name, frame, start) if step.name is not None else frame.unnamed("add")
        full = frame.prefix + name
        yield Layer(full, "add", {}, (end, other), frame.path, step.place, used=frame.place)
        frame.names[name] = self.given.outputs[full] = full
        return full

    def repeat(self, step: Repeat, frame: Frame, last: str) -> Layers:
        times = self.evaluate(step.times, self.scope(frame, last, last))
        if not isinstance(times, int) or isinstance(times, bool) or not 0 <= times <= self.most_layers:
            raise ArchcalcError([Mistake(
                "wrong-type", f"repeat takes 0 to {self.most_layers:,} times, found {quoted(times)}", step.times.place,
                hint_of_value(times, step.times))])
        times = int(times)  # one that remembers its arithmetic is told that it was needed as it is
        rows = (((), number) for number in range(times))
        self.afford(self.bounds.chain(step.layers).and_(Least(0, 1)).times(times), step.place)
        shared = step.share is not None and self.flag(step.share, frame, last)
        return (yield from self.rounds_of(rows, (), step, frame, last, Rounds(step.place) if shared else None))

    def each(self, step: Each, frame: Frame, last: str) -> Layers:
        rows = self.evaluate(step.rows, self.scope(frame, last, last))
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

    def rounds_of(self, rows: Any, names: tuple[str, ...], step: Repeat | Each, frame: Frame, last: str,
                  shared: Rounds | None = None) -> Layers:
        """The loop's steps for every row, its names and counter known inside and forgotten after."""
        outer = frame.values
        for row, number in rows:
            self.count(step.place)
            frame.values = {**outer, **dict(zip(names, row, strict=True))} if names else dict(outer)
            if step.counter:
                frame.values[step.counter] = number
            layers = self.chain(step.layers, frame, last)
            last = yield from shared.round(layers, number) if shared else layers
        frame.values = outer
        return last

    def group(self, step: Group, frame: Frame, last: str) -> Layers:
        outer = frame.path
        frame.path = (*outer, self.text(step.name, frame, last))
        last = yield from self.chain(step.layers, frame, last)
        frame.path = outer
        return last


_EXPAND: dict[type, Callable[[Expansion, Any, Frame, str], Layers]] = {
    Call: Expansion.call, Residual: Expansion.residual, Repeat: Expansion.repeat, Each: Expansion.each,
    Group: Expansion.group, From: Expansion.from_,
}
