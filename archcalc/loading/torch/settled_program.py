"""Writes in place taken out of a program, and calls whose results nobody asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.loading.torch.exported_program import ExportedProgram, ProgramCall, ValueName

_VIEWS = frozenset({"view", "reshape", "select", "slice", "transpose", "permute", "squeeze", "unsqueeze", "expand", "t",
                    "narrow", "diagonal", "view_as", "unfold", "flatten", "detach", "alias", "as_strided"})
"""Calls whose output is their input's memory: what is written into it is written there."""


def settled(program: ExportedProgram) -> ExportedProgram:
    """The same program without writes in place, and without calls whose results nobody asks for.

    A call `f_(x)` gives what `x` is from then on; written into a part of `x`, a call `written` gives it.
    """
    latest: dict[str, str] = {}
    made: dict[str, ProgramCall] = {}
    calls: list[ProgramCall] = []
    for each in program.calls:
        call = each._replace(arguments={key: _renamed(value, latest) for key, value in each.arguments.items()})
        calls.append(call)
        made[call.name] = call
        target = call.arguments.get("self", call.arguments.get("input"))
        if call.operator.endswith("_") and not call.operator.endswith("__") and type(target) is ValueName:
            calls[-1] = made[call.name] = call._replace(operator=call.operator[:-1])
            _write(target.name, call.name, made, latest, calls)
    outputs = tuple(latest.get(name, name) for name in program.outputs)
    return program._replace(calls=_wanted(calls, outputs), outputs=outputs)


def _renamed(argument: Any, latest: Mapping[str, str]) -> Any:
    if type(argument) is ValueName:
        return ValueName(latest[argument.name]) if argument.name in latest else argument
    return tuple([_renamed(each, latest) for each in argument]) if type(argument) is tuple else argument


def _write(target: str, value: str, made: dict[str, ProgramCall], latest: dict[str, str],
           calls: list[ProgramCall]) -> None:
    """Note that a value takes the place of another, and of what that one is a part of."""
    while True:
        call = made.get(target)
        for name in [name for name, newest in latest.items() if newest == target]:
            latest[name] = value
        latest[target] = value
        base = call.arguments.get("self") if call is not None and call.operator in _VIEWS else None
        if type(base) is not ValueName or call is None:
            return
        shape = made[base.name].shape if base.name in made else None
        if shape is None:
            return
        written = call._replace(name=f"{value}_in_{base.name}", operator="written", shape=shape,
                                arguments={"self": base, "values": ValueName(value)})
        calls.append(written)
        made[written.name] = written
        target, value = base.name, written.name


def _wanted(calls: list[ProgramCall], outputs: tuple[str, ...]) -> tuple[ProgramCall, ...]:
    """The calls that the outputs need, however far behind them."""
    needed, kept = set(outputs), []
    for call in reversed(calls):
        if call.name in needed:
            needed.update(call.reads)
            kept.append(call)
    return tuple(reversed(kept))
