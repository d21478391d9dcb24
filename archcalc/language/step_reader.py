"""Values of a document -> steps. All that needs no shape is checked here: names, attributes, types, expressions.

What is wrong is noted and reading goes on, so that all the mistakes of a file are told together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import quoted
from archcalc.base.suggestions import did_you_mean, nearest
from archcalc.language.bare_expressions import bare
from archcalc.language.grammar import FORMS, JOIN_KEYS, STEP_KEYS
from archcalc.language.steps import Call, Each, From, Group, Repeat, Residual, Step, Steps, names_layer
from archcalc.language.text.document import Value
from archcalc.language.value_reader import ValueReader, has_template
from archcalc.operators import attribute_hint, built_in, find, kinds, meant_attribute, suggested
from archcalc.operators.given_attributes import missing_attributes
from archcalc.operators.operator import Op

if TYPE_CHECKING:  # read where a file holds notation
    from archcalc.operators.written_forms import Form

_BRANCHES = "branches: [[conv: ...], []]"
_OPERATORS = "operators are conv, max_pool, linear, relu ...; archcalc explain conv describes one"


class StepReader(ValueReader):
    """Reads steps where `modules` and the names in `known` may be used."""

    def knowing(self, names: Collection[str]) -> StepReader:
        """The same reader inside a loop."""
        return StepReader(self.notes, self.modules, self.known | frozenset(names))

    def steps(self, value: Value | None, subject: str) -> Steps:
        """A chain of steps; a chain left empty is the identity."""
        if value is None or value.data is None:
            return ()
        steps: list[Step] = []
        for item in self.notes.items(value, f"a list of steps in {subject}", _EXAMPLES.get(subject, "")):
            if isinstance(item.data, str) and self.is_notation(item.data):
                steps += self.noted(item)
            elif (step := self.step(item)) is not None:
                steps.append(step)
        return tuple(steps)

    def is_notation(self, text: str) -> bool:
        """True for a text in the lecture's notation; names of modules and operators go before it."""
        if text in self.notes.noted:
            return True
        # an operator's name in capitals is notation: plugins, which take long to look for, need not be asked
        own = text.isupper() and text.lower() in built_in()
        if text in self.modules or _is_chosen(text) or (not own and text.isidentifier() and find(text)):
            return False
        from archcalc.language.notation.chain import is_notation

        return is_notation(text, self.modules)

    def noted(self, value: Value) -> Steps:
        """The steps of a text in the lecture's notation."""
        from archcalc.language.notation.noted_steps import steps

        return steps(value, self)

    def step(self, value: Value) -> Step | None:
        """One step: a name, or a name with attributes."""
        if isinstance(value.data, str):
            return self.call(value, Value(None, value.source, value.line, value.column))
        if not isinstance(value.data, dict) or not value.data:
            self.notes.wrong_type(value, "a step (an operator, or one key with attributes)")
            return None
        (key, body), *more = value.data.items()
        if more:
            self.notes.refuse(value.keys[more[0][0]], "two-keys", f"a second key {quoted(more[0][0])} in one step",
                              f"indent it under {quoted(key)}, or begin a new step with -")
            return None
        return CONTROLS.get(key, StepReader.call)(self, value.keys[key], body)

    def call(self, kind: Value, body: Value) -> Call | None:
        """An operator or a module with its attributes."""
        dynamic = self.template(kind) is not None
        plain = kind.text.isidentifier() and not kind.text.isupper()
        op = find(kind.text) if plain and not dynamic and kind.text not in self.modules else None
        if op is None and self.is_notation(kind.text):
            from archcalc.language.notation.noted_steps import step_with

            return step_with(kind, body, self)
        if op is None and not plain and not dynamic and kind.text not in self.modules:
            op = find(kind.text)
        if not dynamic and op is None and kind.text not in self.modules:
            names = [*kinds(), *self.modules, *CONTROLS]
            self.notes.refuse(kind, "unknown-operator", f"there is no operator or module {quoted(kind.text)}",
                              suggested(kind.text, names) or _OPERATORS)
            return None
        self.notes.used.add(f"module {kind.text}")
        if isinstance(body.data, list):
            branches = self.branches(kind, op, body)
            return Call(kind, kind.place, branches=branches, constants={})
        if body.data is not None and not isinstance(body.data, dict):
            self.notes.wrong_type(body, f"attributes of {quoted(kind.text, '')} in braces, or a list of branches")
            return None
        return self.with_attributes(kind, op, body)

    def with_attributes(self, kind: Value, op: type[Op] | None, body: Value, form: Form | None = None) -> Call:
        entries: dict[str, Value] = dict(body.data or {})
        name, source = (self.optional(entries.pop(key, None)) for key in ("name", "from"))
        condition = self.flag(entries.pop("if", None))
        share = self.shared(entries.pop("share")) if "share" in entries and not self.own(kind, "share") else None
        also = self.optional(entries.pop(op.reads_also)) if op is not None and names_layer(op, entries) else None
        branches = entries.pop("branches", None)
        if op is not None or kind.text in self.modules or self.template(kind) is not None:
            entries = {key: self.with_expressions(value, kind, op, key) if type(value.data) in _TEXTS else value
                       for key, value in entries.items()}
        joined = self.branches(kind, op, branches) if branches is not None else None
        said = _said(kind, entries, form)
        constants = self.notes.sound.get(said) if said else None
        if constants is None:
            before = len(self.notes.mistakes)
            constants = self.constants(kind, op, body, entries, form)
            if said and constants is not None and len(self.notes.mistakes) == before:
                self.notes.sound[said] = constants
        return Call(kind, kind.place, entries, name, source, condition, joined, constants, body.keys or {},
                    share, also, form)

    def constants(self, kind: Value, op: type[Op] | None, body: Value, entries: dict[str, Value],
                  form: Form | None) -> dict[str, Any] | None:
        """The attributes, checked, as plain values; None where an expression is among them."""
        allowed = self.allowed(kind, op)
        if allowed is not None:
            self.notes.check_keys(body, allowed, kind.text, "attribute",
                                  attribute_hint if op else did_you_mean)
        misspelt = {meant_attribute(key, allowed or ()) for key in body.keys if key not in (allowed or body.keys)}
        missing = [] if form and form.unsaid else missing_attributes(op, entries) if op else [
            name for name in self.required(kind.text) if name not in entries]
        self.check_required(kind, [name for name in missing if name not in misspelt])
        for key, value in entries.items():
            self.checked(value, op, key)
        dynamic = any(map(has_template, entries.values()))
        return None if dynamic else {key: value.plain() for key, value in entries.items()}

    def allowed(self, kind: Value, op: type[Op] | None) -> tuple[str, ...] | None:
        """The keys a call may have; None where an expression chooses the operator."""
        if op is not None:
            return (*op.fields, *({op.reads_also} - {"", *op.fields}), *STEP_KEYS,
                    *(JOIN_KEYS if op.inputs[1] is None else ()))
        return (*self.modules[kind.text].parameters, *STEP_KEYS) if kind.text in self.modules else None

    def check_required(self, kind: Value, missing: list[str]) -> None:
        if missing:
            words = ", ".join(missing)
            self.notes.refuse(kind, "missing-attribute", f"{kind.text} wants {words}",
                              f"write {kind.text}: {{{missing[0]}: ...}}")

    def branches(self, kind: Value, op: type[Op] | None, value: Value) -> tuple[Steps, ...]:
        if op is not None and op.inputs[1] is not None:
            plain = any(not isinstance(item.data, (list, dict)) for item in value.data or ())
            self.notes.refuse(value, "branches", f"{kind.text} joins no branches",
                              f"attributes stand in braces: {kind.text}: {{{next(iter(op.fields))}: ...}}"
                              if plain and op.fields else "add, concat and multiply do")
            return ()
        found = self.notes.items(value, "a list of branches, each a list of steps", _BRANCHES)
        if value.data == []:
            self.notes.refuse(value, "branches", f"{kind.text} joins branches, and there are none", _BRANCHES)
        return tuple(self.steps(branch, "a branch") for branch in found)

    def repeat(self, key: Value, body: Value) -> Step | None:
        entries = self.control(key, body)
        if entries is None:
            return None
        index = self.new_name(entries.get("index"))
        layers = self.knowing([index] if index else []).steps(entries["layers"], "repeat")
        times = self.checked(bare(entries["times"], (), self.known, self.notes, "a number of times"))
        if isinstance(times.data, (bool, float)):  # also where nothing calls the module in which it stands
            self.notes.wrong_type(entries["times"], "a number of times")
        return Repeat(key.place, times, layers, index, self.flag(entries.get("if")), self.flag(entries.get("share")))

    def each(self, key: Value, body: Value) -> Step | None:
        entries = self.control(key, body)
        if entries is None:
            return None
        columns = entries["as"].data if isinstance(entries["as"].data, list) else [entries["as"]]
        names = tuple(name for column in columns if (name := self.new_name(column)))
        index = self.new_name(entries.get("index"))
        layers = self.knowing([*names, *([index] if index else [])]).steps(entries["layers"], "each")
        rows = entries["of"]
        if not isinstance(rows.data, list):
            rows = bare(rows, (), self.known, self.notes, "a list of rows")
        return Each(key.place, names, self.checked(rows), layers, index, self.flag(entries.get("if")))

    def group(self, key: Value, body: Value) -> Step | None:
        entries = self.control(key, body)
        if entries is None:
            return None
        return Group(key.place, self.checked(entries["name"]), self.steps(entries["layers"], "group"),
                     self.flag(entries.get("if")))

    def residual(self, key: Value, body: Value) -> Step | None:
        if isinstance(body.data, list):
            return Residual(key.place, self.steps(body, "residual"))
        entries = self.control(key, body)
        if entries is None:
            return None
        name, source = (self.optional(entries.get(word)) for word in ("name", "from"))
        skip, condition = (self.flag(entries.get(word)) for word in ("skip", "if"))
        return Residual(key.place, self.steps(entries["layers"], "residual"),
                        self.steps(entries.get("shortcut"), "shortcut"), skip, name, source, condition)

    def from_(self, key: Value, body: Value) -> Step | None:
        return From(key.place, self.checked(body))

    def control(self, key: Value, body: Value) -> dict[str, Value] | None:
        """The entries of a control step, or None where some are missing."""
        keys = FORMS[key.text]
        if not isinstance(body.data, dict):
            self.notes.wrong_type(body, f"{key.text} with {', '.join(keys.required)}")
            return None
        self.notes.check_keys(body, keys, key.text)
        missing = [name for name in keys.required if name not in body.data]
        misspelt = {nearest(name, keys) for name in body.keys if name not in keys}
        if told := [name for name in missing if name not in misspelt]:
            self.notes.refuse(key, "missing-key", f"{key.text} wants {', '.join(told)}",
                              f"write {key.text}: {{{told[0]}: ...}}")
        return None if missing else dict(body.data)

_EXAMPLES = {"a branch": "[relu, ...]; if stands on a step inside it"}
"""Lists of steps as they are written, by what has them."""
_SIMPLE = frozenset({int, bool, str})
_TEXTS = frozenset({str, list})


def _is_chosen(name: str) -> bool:
    """True for a name that an expression chooses."""
    return name.startswith("${") and name.find("}") == len(name) - 1


def _said(kind: Value, entries: dict[str, Value], form: Form | None) -> tuple[Any, ...] | None:
    """An operator and its attributes as one key, where all are plain numbers, flags and words."""
    said: list[Any] = [form.pattern if form else kind.data]
    for name, value in entries.items():
        data = value.data
        if type(data) not in _SIMPLE or (type(data) is str and "${" in data):
            return None
        said += (name, type(data), data)
    return tuple(said)


CONTROLS: dict[str, Callable[[StepReader, Value, Value], Step | None]] = {
    "repeat": StepReader.repeat, "each": StepReader.each, "group": StepReader.group,
    "residual": StepReader.residual, "from": StepReader.from_,
}
"""Words that stand where an operator could, and name none."""
