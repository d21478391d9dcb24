"""Numbers where ATen takes a number or an array: as arrays, which a layer may read."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.loading.torch.exported_program import ExportedProgram, ProgramCall, ValueName

_PLACES = {"masked_fill": ("value",), "where": ("self", "other")}


def with_arrays_for_numbers(program: ExportedProgram) -> ExportedProgram:
    """The same program, where what is chosen between two is two arrays."""
    return program._replace(calls=tuple(made for call in program.calls for made in _given(call)))


def _given(call: ProgramCall) -> Iterator[ProgramCall]:
    """The calls that give a call's numbers, and the call that reads them."""
    numbers = {key: call.arguments[key] for key in _PLACES.get(call.operator, ())
               if isinstance(call.arguments.get(key), (int, float))}
    for key, number in numbers.items():
        yield call._replace(name=f"{call.name}_{key}", operator="scalar_tensor", arguments={"s": number}, shape=())
    yield call._replace(arguments=call.arguments | {key: ValueName(f"{call.name}_{key}") for key in numbers})
