"""Exported programs as JSON, and back: what PyTorch captured is read again where there is no PyTorch."""

from archcalc.loading.torch.exported_program import ExportedProgram, HeldArray, ProgramCall, ValueName

NAME, ROW = "value", "row"


def packed(program):
    """A program as lists and mappings; a value's name is {"value": name}, and a row of arguments {"row": [...]}."""
    calls = [[call.name, call.operator, {key: _packed(value) for key, value in call.arguments.items()}, call.shape,
              ".".join(call.modules), call.scope] for call in program.calls]
    return {"inputs": program.inputs, "held": {name: array.name for name, array in program.held.items()},
            "constants": program.constants, "calls": calls, "outputs": program.outputs,
            "module": [list(array) for array in program.module]}


def unpacked(given):
    """The program that was packed."""
    module = [HeldArray(name, tuple(shape), learned, dtype) for name, shape, learned, dtype in given["module"]]
    named = {array.name: array for array in module}
    calls = [ProgramCall(name, operator, {key: _unpacked(value) for key, value in arguments.items()}, _shape(shape),
                         tuple(filter(None, path.split("."))), scope)
             for name, operator, arguments, shape, path, scope in given["calls"]]
    return ExportedProgram(tuple((name, tuple(shape)) for name, shape in given["inputs"]),
                           {name: named[array] for name, array in given["held"].items()},
                           {name: tuple(shape) for name, shape in given["constants"].items()},
                           tuple(calls), tuple(given["outputs"]), tuple(module))


def _packed(value):
    if type(value) is ValueName:
        return {NAME: value.name}
    return {ROW: [_packed(each) for each in value]} if isinstance(value, tuple) else value


def _unpacked(value):
    if not isinstance(value, dict):
        return value
    return ValueName(value[NAME]) if NAME in value else tuple(_unpacked(each) for each in value[ROW])


def _shape(shape):
    return tuple(_shape(each) for each in shape) if isinstance(shape, list) else shape
