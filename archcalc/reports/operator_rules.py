"""How an operator is written: its rules, and the array surface of `forward`, as a page of archcalc explain."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter, get_annotations, signature
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.operators import array_methods, arrays
from archcalc.operators.rule_errors import RULES

_TITLE = "How an operator is written"
_NOTES = (
    "An operator is one file: archcalc/operators/FAMILY/NAME.py with a class NAME(Op). Its attributes are annotated "
    "with kinds of archcalc.operators.attributes; its rules are methods, of which output must be there, and forward, "
    "if it is to be run.",
    "forward computes with the namespace xp, which is NumPy, CuPy, or arrays without values, on which a run is "
    "planned: so it has the functions and methods above and no others, no value can be asked for, and no shape may "
    "depend on one. The arrays that it is given are read, never changed.",
)


class SurfaceName(NamedTuple):
    """A name of the array surface: how it is called, what it does, and the section that it stands in."""

    name: str
    call: str
    does: str
    section: str


def members(surface: type) -> Iterator[SurfaceName]:
    """What a protocol's sections declare, in their order; operators of the language and plain values are left out."""
    for section in surface.__mro__:
        if getattr(section, "_is_protocol", False):
            title = (section.__doc__ or "").partition("\n")[0].partition(";")[0].rstrip(".")
            for name, member in vars(section).items():
                if not name.startswith("_") and getattr(member, "__doc__", None):
                    yield SurfaceName(name, _call(name, member), member.__doc__, title)


def plain_values(surface: type) -> tuple[str, ...]:
    """The types and numbers that a protocol declares."""
    return tuple(name for section in surface.__mro__ if getattr(section, "_is_protocol", False)
                 for name in get_annotations(section))


def _call(name: str, member: Any) -> str:
    if isinstance(member, property):
        return name
    _, *parameters = signature(member).parameters.values()
    return f"{name}({', '.join(map(_parameter, parameters))})"


def _parameter(parameter: Parameter) -> str:
    stars = "**" if parameter.kind is Parameter.VAR_KEYWORD else "*" * (parameter.kind is Parameter.VAR_POSITIONAL)
    if parameter.default is Parameter.empty:
        return f"{stars}{parameter.name}"
    return f"{parameter.name}={getattr(parameter.default, '__name__', parameter.default)}"


def page() -> Report:
    """The rules, the functions of xp, the methods of arrays."""
    rules = Table("rules", (Column("rule", "rule", rank=0), Column("given", "is given", "prose", rank=0),
                            Column("gives", "gives", "prose", rank=0)),
                  tuple((name, rule.given, rule.gives) for name, rule in RULES.items()), title="Rules of an operator")
    return Report("archcalc/operator-rules/1",
                  (rules, _table("functions", "Functions of xp", arrays.Arrays, "xp."),
                   _table("views", "Views", arrays.Views, "xp.lib.stride_tricks."),
                   _table("methods", "Arrays, besides arithmetic, comparison and indexing", array_methods.Array, "x.")),
                  (*_NOTES, f"values of xp: {', '.join(plain_values(arrays.Arrays))}"), {}, title=_TITLE)


def _table(name: str, title: str, surface: type, prefix: str) -> Table:
    columns = (Column("name"), Column("call", "call", rank=0), Column("does", "does", "prose", rank=0),
               Column("section"))
    rows = tuple(member._replace(call=f"{prefix}{member.call}") for member in members(surface))
    return Table(name, columns, rows, title=title)
