"""PyTorch's exported program as plain records: calls of ATen operators, what the module holds, inputs and outputs.

Nothing of PyTorch is left in them: a call's arguments are numbers, texts, rows of them, and the names of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Shape

Shapes = Shape | None | tuple["Shape | None", ...]
"""A value's shape, every axis; None where it is a number or its sizes are not known; of several outputs, a row."""

_COUNTER = "num_batches_tracked"
"""PyTorch's counter of batches in a norm: it takes part in no computation of use."""
SHAPES_ALONE = frozenset({"zeros_like", "ones_like", "full_like", "empty_like", "new_zeros", "new_ones", "new_full",
                          "new_empty"})
"""Operators that read a value's shape and none of its numbers."""
_INLINED = {"wrap_with_set_grad_enabled": 1, "wrap_with_autocast": 4, "hints_wrapper": 0, "inductor_compiled_code": 0}
"""Operators that only run another graph, and the place of that graph among their arguments."""


def is_row(shape: Shapes) -> bool:
    """True of the shapes of several outputs: a row of shapes, and no row of sizes."""
    return isinstance(shape, tuple) and any(not isinstance(each, int) for each in shape)


def each_shape(shape: Shapes) -> tuple[Any, ...]:
    """The shape of every output."""
    return shape if isinstance(shape, tuple) and is_row(shape) else (shape,)


class ValueName(NamedTuple):
    """The name of a value of the program, as an argument of a call."""

    name: str


class ProgramCall(NamedTuple):
    """One call: `operator` is ATen's name without its overload, `modules` the modules in one another it stands in.

    `scope` tells the calls of one module apart, where it is called several times.
    """

    name: str
    operator: str
    arguments: dict[str, Any]
    shape: Shapes
    modules: tuple[str, ...] = ()
    scope: str = ""

    @property
    def reads(self) -> Iterator[str]:
        """The names of the values that it reads."""
        return _names(self.arguments.values())


class HeldArray(NamedTuple):
    """A parameter or buffer of a module: its own name there, whatever else it is called."""

    name: str
    shape: Shape
    learned: bool
    dtype: str = "float32"

    @property
    def role(self) -> str:
        """What it is: a buffer; a bias, of which PyTorch says so by its name; or else a weight."""
        last = self.name.rpartition(".")[2]
        called_so = last == "bias" or last.startswith("bias_") or last.endswith("_bias")
        return "buffer" if not self.learned else "bias" if called_so and len(self.shape) == 1 else "weight"


class ExportedProgram(NamedTuple):
    """A module as PyTorch has captured it: its calls in their order.

    `held` are the arrays that the program reads, by the program's names, `module` all that the module holds; an array
    that goes by several names there is one. `constants` are values that it neither learns nor holds.
    """

    inputs: tuple[tuple[str, Shape], ...]
    held: dict[str, HeldArray]
    constants: dict[str, Shape]
    calls: tuple[ProgramCall, ...]
    outputs: tuple[str, ...]
    module: tuple[HeldArray, ...]
    booleans: frozenset[str] = frozenset()
    """The values that are true or false."""
    integers: frozenset[str] = frozenset()
    """The values that are whole numbers by their type."""
    stopped: str = ""
    """Where the capture has stopped, if it did not come to the end; `said` is PyTorch's word on it."""
    said: str = ""


def recorded(program: Any, module: Any) -> ExportedProgram:
    """The records of a `torch.export.ExportedProgram` of a module."""
    owned = held_by(module)
    inputs: list[tuple[str, Shape]] = []
    held: dict[str, HeldArray] = {}
    constants: dict[str, Shape] = {}
    nodes = {node.name: node for node in program.graph.nodes if node.op == "placeholder"}
    for spec in program.graph_signature.input_specs:
        name = spec.arg.name
        shape = _axes(nodes[name].meta.get("val")) if name in nodes else None
        array = owned.get(spec.target) if spec.kind.name in {"PARAMETER", "BUFFER"} else None
        if array is not None and not array.name.endswith(_COUNTER):
            held[name] = array
        elif spec.kind.name == "USER_INPUT":
            if shape is not None:
                inputs.append((name, shape))
        else:
            constants[name] = shape or ()
    reading = _Reading(program.graph_module)
    calls = list(reading.calls(program.graph, {}, ""))
    user = [spec.arg.name for spec in program.graph_signature.output_specs
            if spec.kind.name == "USER_OUTPUT" and hasattr(spec.arg, "name")]
    everything = {array.name: array for array in owned.values() if not array.name.endswith(_COUNTER)}
    return ExportedProgram(tuple(inputs), held, constants, tuple(calls), tuple(user),
                           tuple(everything.values()), frozenset(reading.booleans), frozenset(reading.integers))


def held_by(module: Any) -> dict[str, HeldArray]:
    """Every parameter and buffer by each of its names; those that are one array are one here."""
    found: dict[str, HeldArray] = {}
    known: dict[int, HeldArray] = {}
    for named, learned in ((module.named_parameters, True), (module.named_buffers, False)):
        for name, array in named(remove_duplicate=False):
            found[name] = known.setdefault(id(array), HeldArray(name, tuple(array.shape), learned,
                                                                str(array.dtype).removeprefix("torch.")))
    return found


def inlined_graph(node: Any) -> int | None:
    """The place among a call's arguments of the graph that it only runs; None of a call that does something."""
    return _INLINED.get(getattr(node.target, "__name__", ""))


class _Reading:
    """One walk over a program's graph, and over the graphs that calls in it only run."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.booleans: set[str] = set()
        self.integers: set[str] = set()

    def calls(self, graph: Any, names: dict[str, Any], prefix: str) -> Iterator[ProgramCall]:
        """The calls; `names` are what placeholders and values of this graph are called in the whole."""
        for node in graph.nodes:
            dtype = str(getattr(node.meta.get("val"), "dtype", ""))
            if dtype == "torch.bool":
                self.booleans.add(prefix + node.name)
            elif "int" in dtype:
                self.integers.add(prefix + node.name)
            if node.op == "call_function":
                inner = inlined_graph(node)
                if inner is not None:
                    yield from self.inlined(node, inner, names, prefix)
                    continue
                names[node.name] = ValueName(prefix + node.name)
                yield self.call(node, names, prefix)
            elif node.op != "output" and not prefix:
                names[node.name] = ValueName(node.name)

    def call(self, node: Any, names: Mapping[str, Any], prefix: str) -> ProgramCall:
        operator, parameters = _called(node.target)
        arguments = {}
        for i, argument in enumerate(node.args):
            arguments[parameters[i] if i < len(parameters) else str(i)] = _plain(argument, names)
        for key, argument in node.kwargs.items():
            arguments[key] = _plain(argument, names)
        scopes = node.meta.get("nn_module_stack") or {}
        scope = next(reversed(scopes), "")
        path = scopes[scope][0] if scopes else ""
        value = node.meta.get("val")
        return ProgramCall(prefix + node.name, operator, arguments, _shape(value),
                           tuple(path.split(".")) if path else (), scope)

    def inlined(self, node: Any, place: int, names: dict[str, Any], prefix: str) -> Iterator[ProgramCall]:
        """The calls of a graph that a call runs; what it gives is then a row of values."""
        inner = getattr(self.owner, node.args[place].target)
        within = f"{prefix}{node.name}."
        given = iter(node.args[place + 1:])
        placeholders = [each.name for each in inner.graph.nodes if each.op == "placeholder"]
        inside: dict[str, Any] = {name: _plain(next(given), names) for name in placeholders}
        owner, self.owner = self.owner, inner
        yield from self.calls(inner.graph, inside, within)
        self.owner = owner
        result = next(each for each in inner.graph.nodes if each.op == "output")
        names[node.name] = ValueName(prefix + node.name)
        yield ProgramCall(prefix + node.name, "row", {"values": _plain(result.args[0], inside)}, None)


@lru_cache(maxsize=4096)
def _called(target: Any) -> tuple[str, tuple[str, ...]]:
    """The operator's name and its parameters."""
    schema = getattr(target, "_schema", None)
    if schema is None:
        return getattr(target, "__name__", str(target)), ("source", "index")
    space, _, name = schema.name.partition("::")
    return name if space == "aten" else f"{space}.{name}", tuple(argument.name for argument in schema.arguments)


def _plain(argument: Any, names: Mapping[str, Any]) -> Any:
    """An argument without anything of PyTorch in it."""
    if argument is None or isinstance(argument, (bool, int, float, str, ValueName)):
        return argument
    if isinstance(argument, (list, tuple)):
        return tuple([_plain(each, names) for each in argument])
    if hasattr(argument, "op") and hasattr(argument, "graph"):
        return names.get(argument.name, ValueName(argument.name))
    return str(argument).removeprefix("torch.")


def _shape(value: Any) -> Shapes:
    if isinstance(value, (list, tuple)):
        return tuple([_axes(each) for each in value])
    return _axes(value)


def _axes(value: Any) -> Shape | None:
    """The sizes of a value's axes, where they are known."""
    shape = getattr(value, "shape", None)
    if shape is None:
        return None
    sizes = tuple(shape)
    if not all(type(size) is int for size in sizes):
        return None
    return sizes


def _names(arguments: Iterable[Any]) -> Iterator[str]:
    for argument in arguments:
        if type(argument) is ValueName:
            yield argument.name
        elif type(argument) is tuple:
            yield from _names(argument)
