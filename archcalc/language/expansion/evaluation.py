"""Values of a specification worked out at one place: expressions, names of layers, patterns."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.bare_expressions import hint_of_value, with_braces
from archcalc.language.expansion.names import WILD, Given
from archcalc.language.expansion.scopes import Frame, Scope, Unknown, Volume
from archcalc.language.expansion.size_limits import most_rounds
from archcalc.language.expressions import compile_text
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import Spec
from archcalc.language.steps import Call, Module, Step, called
from archcalc.language.text.document import Value

SMALLER = "fewer rounds of repeat and each"
_MOST_NAMED = 6
"""So many of the layers that may be read are named: the first, and the last ones."""


def _earlier(names: list[str]) -> str:
    """What may be read instead of a name that is not there."""
    several = [*dict.fromkeys(names)]
    if not several:
        return "a layer is named before it is read; unnamed ones are conv1, conv2, pool1, fc1 ..."
    shown = several if len(several) <= _MOST_NAMED else [several[0], "...", *several[2 - _MOST_NAMED:]]
    return f"a layer is named before it is read; here {'are' if several[1:] else 'is'} {', '.join(shown)}"


class Evaluation:
    """The values of one specification, and the names that its layers have so far."""

    def __init__(self, spec: Spec, volume: Volume) -> None:
        self.spec, self.volume = spec, volume
        self.root = Frame("", (), dict(spec.options))
        self.most_rounds = most_rounds()
        self.rounds = 0
        """Steps and rounds so far, and names looked through."""
        self.matched: dict[str, set[str]] = {}
        """Patterns of changes that have met a module call, and the parameters that they changed."""
        self.given = Given(self.spend)

    def spend(self, names: int) -> None:
        """Names looked through count as steps do. Raises Refused."""
        self.rounds += names
        if self.rounds > self.most_rounds:
            raise Refused("too-large", f"patterns look through more than {self.most_rounds:,} names", hint=SMALLER)

    def count(self, place: Place) -> None:
        """One step or round more; loops around nothing end as well. Raises ArchcalcError."""
        self.rounds += 1
        if self.rounds > self.most_rounds:
            raise ArchcalcError([Mistake("too-large", f"more than {self.most_rounds:,} steps", place, SMALLER)])

    def inputs(self) -> Iterator[Layer]:
        """The network's inputs, in their order, before its other layers."""
        scope = Scope(self.root.values, "", self.volume)
        for name, value in self.spec.inputs.items():
            yield Layer(name, "input", {"shape": self.evaluate(value, scope)}, (), (), value.place, {"shape": value})

    def sources(self, value: Value, frame: Frame, last: str) -> tuple[str, ...]:
        """The layers that `from` names, each by its own name or by a path."""
        scope = self.scope(frame, last, last)
        found: list[str] = []
        for item in value.data if isinstance(value.data, list) else [value]:
            told = self.evaluate(item, scope)
            for name in told if isinstance(told, list) else [told]:
                found += self.source(str(name), item.place, frame)
        if not found:
            raise ArchcalcError([Mistake("inputs", "from names no layer", value.place,
                                         "a step without from reads the layer before")])
        return tuple(found)

    def one_source(self, value: Value, frame: Frame, last: str) -> str:
        """The layer from which a chain, or each of several branches, goes on. Raises ArchcalcError for several."""
        found = self.sources(value, frame, last)
        if len(found) != 1:
            raise ArchcalcError([Mistake("inputs", f"a chain goes on from one layer, found {len(found)}", value.place,
                                         "an operator joins several: add: {from: [a, b]}")])
        return found[0]

    def named(self, value: Value, frame: Frame, last: str) -> tuple[str, ...]:
        """One more layer that a step names; none where an expression gives an empty text."""
        if self.evaluate(value, self.scope(frame, last, last)) == "":
            return ()
        found = self.sources(value, frame, last)
        if len(found) != 1:
            raise ArchcalcError([Mistake("inputs", f"one layer is named here, found {len(found)}", value.place,
                                         "concat joins several")])
        return found

    def source(self, name: str, place: Place, frame: Frame) -> tuple[str, ...]:
        """The layer that a name stands for, or the layers that a pattern does."""
        found = self.given.find(name, frame)
        if found is None and self.volume(name) is not None:
            found = name
        if found is not None:
            return (found,)
        wild = not WILD.isdisjoint(name)
        try:
            matching = self.given.matching(name, frame) if wild else ()
        except Refused as fact:
            raise ArchcalcError([fact.at(place)]) from None
        if not matching:
            said = f"no layer matches {quoted(name)}" if wild else f"there is no layer {quoted(name)}"
            raise ArchcalcError([Mistake("unknown-layer", f"{said} before this", place,
                                         did_you_mean(name, frame.visible()) or _earlier(frame.visible()))])
        return matching

    def scope(self, frame: Frame, incoming: str, entered: str) -> Scope:
        """The names known to a step that reads `incoming`, after the layer `entered`."""
        alone = entered if frame.parent or len(self.spec.inputs) == 1 or entered not in self.spec.inputs else ""
        return Scope(frame.values, incoming, self.volume, alone, lambda name: self.given.find(name, frame))

    def evaluate(self, value: Value, scope: dict[str, Any]) -> Any:
        """A value with its expressions worked out; a failure is told at the value's place."""
        data = value.data
        if isinstance(data, str) and "${" in data:
            try:
                return compile_text(data).evaluate(scope)
            except Refused as fact:
                raise ArchcalcError([fact.at(value.place)]) from None
        if isinstance(data, list):
            return [self.evaluate(item, scope) for item in data]
        if isinstance(data, dict):
            return {key: self.evaluate(item, scope) for key, item in data.items()}
        return value.plain()

    def text(self, value: Value, frame: Frame, last: str) -> str:
        data = value.data
        if isinstance(data, str) and "${" not in data:
            return data
        # names of this place alone, and no function, which might ask for a volume
        here = isinstance(data, str) and "(" not in data and compile_text(data).names <= frame.values.keys()
        word = self.evaluate(value, frame.values if here else self.scope(frame, last, last))
        if isinstance(word, (dict, list)) or word is None:
            raise ArchcalcError([Mistake("wrong-type", f"expected a name, found {value.found}", value.place)])
        return value.text if word is value.data else str(word)

    def told_name(self, step: Step, frame: Frame, last: str) -> str:
        """The full name of a step that is not there, or its kind; as it is written, where that is not known."""
        text = called(step)
        value = getattr(step, "name", None) or getattr(step, "kind", None)
        if "${" not in text or value is None:
            return frame.prefix + text
        try:
            return frame.prefix + self.text(value, frame, last)
        except (ArchcalcError, Unknown):
            return frame.prefix + text

    def flag(self, value: Value, frame: Frame, last: str) -> bool:
        answer = self.evaluate(value, self.scope(frame, last, last))
        if not isinstance(answer, bool):
            raise ArchcalcError([Mistake("wrong-type", f"expected true or false, found {quoted(answer)}", value.place,
                                         hint_of_value(answer, value))])
        return answer

    def fill(self, inside: Frame, module: Module, step: Call, outside: Scope) -> None:
        """The parameters of a module call: given, changed by an edit, or their defaults. Raises ArchcalcError."""
        source = outside.incoming
        changed = self.changed(module, inside.prefix[:-1], source)
        for key, default in module.parameters.items():
            if key in changed:
                inside.values[key] = changed[key]
                continue
            given = step.attributes.get(key)
            if given is not None:
                inside.values[key] = self.evaluate(given, outside)
                continue
            try:
                inside.values[key] = self.evaluate(default, self.scope(inside, source, source))
            except ArchcalcError as error:
                raise ArchcalcError(each.within(inside.path[-1], step.place) for each in error.mistakes) from None
        for key in step.attributes:
            if key not in module.parameters:
                raise ArchcalcError([Mistake("unknown-key", f"{module.name} has no parameter {quoted(key)}",
                                             step.keys[key].place, did_you_mean(key, module.parameters),
                                             one_of(list(module.parameters)))])

    def changed(self, module: Module, full: str, incoming: str) -> dict[str, Any]:
        """The parameters that edits of the network change in a call of a module. Raises ArchcalcError."""
        scope = Scope(self.root.values, incoming, self.volume)
        found: dict[str, Any] = {}
        for pattern, attributes in (pair for edits in self.spec.edits for pair in edits.change):
            if pattern.text != full and not fnmatchcase(full, pattern.text):
                continue
            own = {key: value for key, value in attributes.items() if key in module.parameters}
            if pattern.text == full and len(own) < len(attributes):
                key = next(key for key in attributes if key not in own)
                raise ArchcalcError([Mistake("unknown-key", f"{quoted(full)} is a call of module {module.name}, which "
                                                            f"has no parameter {quoted(key)}", pattern.place,
                                             did_you_mean(key, module.parameters) or f"for its layers: {full}/*")])
            if own:
                found |= {key: self.evaluate(with_braces(value, self.root.values), scope) for key, value in own.items()}
                self.matched.setdefault(pattern.text, set()).update(own)
        return found
