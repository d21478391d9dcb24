"""Values of steps checked without a shape: expressions parse, names are known, constants suit their attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.bare_expressions import FLAG_EXPECTED, argument, bare, hint_of_value, tell_missing_dollars
from archcalc.language.diagnostics import Notes
from archcalc.language.expressions import INCOMING, RESERVED, Template, compile_text
from archcalc.language.grammar import SHARE_KEYS
from archcalc.language.steps import Module
from archcalc.language.text.characters import trap
from archcalc.language.text.document import Value
from archcalc.operators import find
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op


def has_template(value: Value) -> bool:
    """True where a text, or one inside a list, holds an expression."""
    if isinstance(value.data, str):
        return "${" in value.data
    if isinstance(value.data, dict):
        return any(map(has_template, value.data.values()))
    return isinstance(value.data, list) and any(map(has_template, value.data))


class ValueReader:
    """Reads values where `modules` and the names in `known` may be used."""

    def __init__(self, notes: Notes, modules: Mapping[str, Module], known: frozenset[str]) -> None:
        self.notes, self.modules, self.known = notes, modules, known

    def required(self, module: str) -> tuple[str, ...]:
        """The parameters of a module that have no default."""
        if module not in self.modules:
            return ()
        return tuple(name for name, default in self.modules[module].parameters.items() if default.data is None)

    def with_expressions(self, value: Value, kind: Value, op: type[Op] | None, key: str) -> Value:
        """An attribute or argument whose expressions need no `${...}`."""
        if op is None:
            default = self.modules[kind.text].parameters.get(key) if kind.text in self.modules else None
            takes_text = default is not None and isinstance(default.data, str) and not has_template(default)
            return argument(value, self.known, self.notes, kind.text, takes_text=takes_text)
        words = op.fields[key].words if key in op.fields else None
        if words is None:
            return self.inside(value) if key in op.fields and op.fields[key].steps else value
        return bare(value, words, self.known, self.notes, op.fields[key].expected, f"{op.kind}'s {key}: ")

    def inside(self, steps: Value) -> Value:
        """A chain of operators inside one, whose attributes need no `${...}` either."""
        if isinstance(steps.data, list):
            return steps.holding(list(map(self.inside, steps.data)))
        if not isinstance(steps.data, dict):
            return steps
        return steps.holding({kind: self.inside_of(steps.keys[kind], body) for kind, body in steps.data.items()})

    def inside_of(self, kind: Value, body: Value) -> Value:
        """The attributes of one operator inside another."""
        op = find(kind.text)
        if op is None or not isinstance(body.data, dict):
            return body
        return body.holding({key: self.with_expressions(value, kind, op, key) for key, value in body.data.items()})

    def flag(self, value: Value | None) -> Value | None:
        """A condition."""
        if value is None:
            return None
        read = bare(value, (), self.known, self.notes, FLAG_EXPECTED)
        if not isinstance(read.data, bool | str):
            self.notes.wrong_type(value, FLAG_EXPECTED)
        return self.checked(read)

    def own(self, kind: Value, key: str) -> bool:
        """True where the file's own module has a parameter of this name, which goes before a key of steps."""
        return kind.text in self.modules and key in self.modules[kind.text].parameters

    def shared(self, value: Value) -> Value:
        """The layer whose weights are taken: a name, or {of: NAME, transposed: true}; or {weight: NAME.weight}."""
        if isinstance(value.data, dict):
            if not value.data or value.data.keys() & {*SHARE_KEYS}:
                self.notes.check_keys(value, SHARE_KEYS, SHARE_KEYS.of)
                if "of" not in value.data:
                    self.notes.refuse(value, "missing-key", "share wants of",
                                      "write share: {of: words, transposed: true}, or {weight: words.weight}")
            for each in value.data.values():
                self.checked(each)
            return value
        return self.checked(value)

    def optional(self, value: Value | None) -> Value | None:
        if value is None:
            return None
        tell_missing_dollars(value, self.known, self.notes)
        return self.checked(value)

    def checked(self, value: Value, op: type[Op] | None = None, key: str = "") -> Value:
        """A value whose expressions parse, whose names are known, and which, if constant, suits its attribute."""
        if has_template(value):
            self.check_templates(value)
        elif op is not None and key in op.fields:
            try:
                parse_attribute(op, key, value.plain())
            except Refused as fact:
                hint = trap(value.text) or fact.hint or hint_of_value(value.plain())
                self.notes.mistakes.append(Refused(fact.code, fact.message, hint=hint).at(value.place))
        return value

    def check_templates(self, value: Value) -> None:
        if isinstance(value.data, list | dict):
            for item in value.data.values() if isinstance(value.data, dict) else value.data:
                self.check_templates(item)
        else:
            self.template(value)

    def template(self, value: Value) -> Template | None:
        """The expressions of a text, their names checked; None where there is none."""
        if not has_template(value):
            return None
        try:
            template = compile_text(value.data)
        except Refused as fact:
            self.notes.mistakes.append(fact.at(value.place))
            return Template(value.data, (), frozenset())
        self.notes.used |= template.names
        for name in sorted(template.names - self.known - set(INCOMING)):
            in_text = re.search(rf"\bvolume\(\s*{name}\s*\)", value.data)
            self.notes.refuse(value, "unknown-name", f"there is no name {quoted(name)} here",
                              f"a layer's name is a text: volume('{name}')" if in_text
                              else did_you_mean(name, self.known | set(INCOMING)),
                              one_of(sorted(self.known | set(INCOMING))))
        return template

    def new_name(self, value: Value | None) -> str | None:
        """A name that a loop or module gives to something."""
        if value is None:
            return None
        if not isinstance(value.data, str) or not value.data.isidentifier():
            self.notes.wrong_type(value, "a name of letters, digits and _")
            return None
        if value.data in RESERVED:
            self.notes.refuse(value, "reserved", f"{value.data} is the incoming volume and cannot be redefined",
                              "choose another name")
        return value.data
