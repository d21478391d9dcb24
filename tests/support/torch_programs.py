"""Exported programs written by hand, and as JSON and back: what PyTorch captured is read where there is no PyTorch."""

from math import prod

from archcalc.language.about import About
from archcalc.loading.torch.exported_program import ExportedProgram, HeldArray, ProgramCall, ValueName
from archcalc.loading.torch.program_translation import ProgramTranslation
from archcalc.loading.torch.settled_program import settled
from archcalc.network.builder import Builder

X, IDS = ("x", (1, 4, 8, 8)), ("ids", (1, 6))


def call(name, operator, shape, modules="", **arguments):
    """One call; an argument in angle brackets is the name of a value."""
    return ProgramCall(name, operator, {key: _argument(value) for key, value in arguments.items()}, shape,
                       tuple(filter(None, modules.split("."))), modules)


def _argument(value):
    if isinstance(value, tuple):
        return tuple(map(_argument, value))
    return ValueName(value[1:-1]) if isinstance(value, str) and value.startswith("<") else value


def program(*calls, arrays=(), inputs=(X,), outputs=None, constants=None):
    """A program whose parameters and buffers are called as in the module; a name that begins with `b_` is a buffer's."""
    held = {name: HeldArray(name.removeprefix("b_"), shape, not name.startswith("b_")) for name, shape in arrays}
    return settled(ExportedProgram(inputs, held, constants or {}, calls, outputs or (calls[-1].name,), tuple(held.values())))


def translated(given):
    """The graph of a program, and what is told of it."""
    notes = []
    builder = Builder(About("net"), given.inputs[0][1][0])
    return builder.graph(ProgramTranslation(given, notes.append, builder.volume).layers(), ()), notes


def held(graph, *roles):
    """The values that the layers hold themselves, by role."""
    return sum(prod(weight.shape) for node in graph.nodes for name, weight in node.op.weights(*node.input_shapes).items()
               if name not in node.elsewhere and (weight.role != "buffer") == ("buffer" not in roles))


def rows(graph):
    """Every layer but the inputs: kind, and what it reads."""
    return [(node.op.kind, [graph.nodes[place].name for place in node.inputs]) for node in graph.nodes
            if node.inputs or "input" not in node.op.traits]


def products(graph):
    return sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)


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
