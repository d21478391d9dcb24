"""Writes in place taken out of a program, and calls whose results nobody asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.loading.torch.exported_program import ExportedProgram, ProgramCall, ValueName

_VIEWS = frozenset({"view", "reshape", "select", "slice", "transpose", "permute", "squeeze", "unsqueeze", "expand", "t",
                    "narrow", "diagonal", "view_as", "unfold", "flatten", "detach", "alias", "as_strided"})
"""Calls whose output is their input's memory: what is written into it is written there."""
_REFORMING = frozenset({"view", "reshape", "squeeze", "unsqueeze", "view_as", "flatten", "detach", "alias"})
"""Those of them that hold every value, in the same order."""
_OVERWRITING = frozenset({"copy"})
"""Calls that put other values in the place of all, whatever was there."""


def settled(program: ExportedProgram) -> ExportedProgram:
    """The same program without writes in place, and without calls whose results nobody asks for.

    A call `f_(x)` gives what `x` is from then on; written into a part of `x`, a call `written` gives it.
    """
    writing = _Writing(program)
    for each in program.calls:
        writing.add(each)
    outputs = tuple(writing.latest.get(name, name) for name in program.outputs)
    return program._replace(calls=wanted(writing.calls, outputs), outputs=outputs)


def _renamed(argument: Any, latest: Mapping[str, str]) -> Any:
    if type(argument) is ValueName:
        return ValueName(latest[argument.name]) if argument.name in latest else argument
    return tuple([_renamed(each, latest) for each in argument]) if type(argument) is tuple else argument


class _Writing:
    """The calls so far, and what was written over what."""

    def __init__(self, program: ExportedProgram) -> None:
        self.shapes: dict[str, Any] = {**dict(program.inputs), **program.constants}
        self.shapes |= {name: array.shape for name, array in program.held.items()}
        self.calls: list[ProgramCall] = []
        self.latest: dict[str, str] = {}
        """The value that stands where another one stood."""
        self.views: dict[str, ProgramCall] = {}
        """The call by which a value is a part of another, or stands in such a part's place."""

    def add(self, each: ProgramCall) -> None:
        """One more call, as it is without writing in place."""
        call = each._replace(arguments={key: _renamed(value, self.latest) for key, value in each.arguments.items()})
        target = call.arguments.get("out")
        if type(target) is ValueName:
            call = call._replace(arguments={key: value for key, value in call.arguments.items() if key != "out"})
        elif call.operator.endswith("_") and not call.operator.endswith("__"):
            target = call.arguments.get("self", call.arguments.get("input"))
            call = call._replace(operator=call.operator[:-1]) if type(target) is ValueName else call
        else:
            target = None
        if call.operator in _OVERWRITING and target is not None:
            call = call._replace(arguments={key: value for key, value in call.arguments.items() if key != "self"})
        self.keep(call)
        if call.operator in _VIEWS and target is None:
            self.views[call.name] = call
        if type(target) is ValueName:
            self.write(target.name, call.name)

    def keep(self, call: ProgramCall) -> None:
        self.calls.append(call)
        self.shapes[call.name] = call.shape

    def write(self, target: str, value: str) -> None:
        """Note that a value takes the place of another, and of what that one is a part of."""
        while True:
            for name in [name for name, newest in self.latest.items() if newest == target]:
                self.latest[name] = value
            self.latest[target] = value
            view = self.views.get(target)
            base = _renamed(view.arguments.get("self"), self.latest) if view is not None else None
            shape = self.shapes.get(base.name) if type(base) is ValueName else None
            if view is None or type(base) is not ValueName or shape is None:
                return
            self.views[value] = view
            operator, arguments = "written", {**_plain(view), "part": view.operator, "self": base,
                                              "values": ValueName(value)}
            if view.operator in _REFORMING:
                operator, arguments = "view", {"self": ValueName(value), "size": shape}
            written = view._replace(name=f"{value}_in_{base.name}", operator=operator, arguments=arguments,
                                    shape=shape)
            self.keep(written)
            target, value = base.name, written.name


def _plain(view: ProgramCall) -> dict[str, Any]:
    """The arguments of a view that say which part it is, and are no values."""
    return {key: given for key, given in view.arguments.items() if type(given) is not ValueName}


def wanted(calls: list[ProgramCall], outputs: tuple[str, ...]) -> tuple[ProgramCall, ...]:
    """The calls that the outputs need, however far behind them."""
    needed, kept = set(outputs), []
    for call in reversed(calls):
        if call.name in needed:
            needed.update(call.reads)
            kept.append(call)
    return tuple(reversed(kept))
