"""An operator as a step: its attributes as a file says them, those left out that are the same without being said."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import UNSAID, FormArgument, OperatorForm
from archcalc.operators.attributes import SameAs
from archcalc.operators.operator import Op


def step_form(op: Op) -> OperatorForm:
    """The form of an operator's step; its `maker` is the operator's kind."""
    arguments = []
    for name, value in op.attributes.items():
        default = op.defaults.get(name, UNSAID)
        if type(default) is SameAs:
            if value != op.attributes[default.name]:
                arguments.append(FormArgument(name, _plain(op, name, value)))
            continue
        usual = default if default is UNSAID else _plain(op, name, default)
        arguments.append(FormArgument(name, _plain(op, name, value), usual))
    return OperatorForm(op.kind, tuple(arguments))


def _plain(op: Op, name: str, value: Any) -> Any:
    """A parsed attribute as YAML has it: the shortest that reads back as it."""
    if name not in op.per_axis or not isinstance(value, tuple):
        return _whole(value)
    for written in (value[:1], value[::2], value):
        if any(_read(op, name, written, axes) == value for axes in (len(value), len(value) // 2)):
            return _whole(written[0]) if len(written) == 1 else tuple(map(_whole, written))
    return value


def _read(op: Op, name: str, written: tuple[Any, ...], axes: int) -> tuple[Any, ...] | None:
    """An attribute as it is read for so many axes; None where it is refused."""
    kind = op.fields[name]
    try:
        parsed = kind.parse(written[0] if len(written) == 1 else [*written])
        found = kind.fit(parsed, axes) if kind.fit else parsed
    except Refused:
        return None
    return tuple(found) if isinstance(found, tuple) else None


def _whole(value: Any) -> Any:
    """A factor that is a whole number as one."""
    return int(value) if type(value) is float and abs(value) < 10**9 and value == int(value) else value
