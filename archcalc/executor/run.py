"""A run: what will be held, the weights, every volume checked as it is made, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import prod
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor import budget, threads
from archcalc.executor.backends import Backend, Measurement, backend
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.fusion import FusedStep
from archcalc.executor.outlines.dtypes import DTYPES, check_dtype
from archcalc.executor.program import Mode, Program, StepOutput, StepTime, Watch
from archcalc.executor.reference.checked import Checked
from archcalc.executor.statistics import Statistics, Values
from archcalc.executor.weights import load as weighing
from archcalc.executor.weights.borrowed import stored
from archcalc.executor.weights.drawn_rows import ALL_WHOLE, Rows, in_rows
from archcalc.network.graph import Graph, with_values
from archcalc.operators.shape_kinds import like, one_image
from archcalc.operators.witness import witnessed

if TYPE_CHECKING:
    from archcalc.executor.reference.check import Check


class RunSettings(NamedTuple):
    """Settings of a run."""

    weights: str = "random"
    seed: int = 0
    dtype: str = "float32"
    fuse: bool = False
    trace: bool = False
    most_bytes: int | None = None
    threads: int = 1
    outputs: tuple[str, ...] = ()
    """Layers whose volumes are wanted, besides the network's outputs."""
    library_model: str | None = None
    """The model that a file of weights is of, where several have its names: timm:resnet50."""


class Row(NamedTuple):
    """One step as it went: its layer, what else it did, what was expected and found, and what is wrong, if anything."""

    layer: str
    covers: tuple[str, ...]
    expected: tuple[int, ...]
    actual: tuple[int, ...]
    wrong: str
    size: int
    seconds: float = 0.0
    values: Values = Values(0.0, 0.0)
    checked: Checked = Checked(0)
    """The values that were computed once more."""


class Ran(NamedTuple):
    """A run that is over: a row for every step, the volumes that were wanted, and the memory predicted and held."""

    graph: Graph
    settings: RunSettings
    backend: str
    rows: tuple[Row, ...]
    volumes: Mapping[str, Any]
    predicted: int
    peak: int
    notes: tuple[str, ...] = ()
    """What is to be said of the file of weights."""

    @property
    def memory(self) -> str:
        """The verdict on the memory: as predicted, differs, or not measured."""
        return budget.judged(self.peak, self.predicted, self.settings.threads)

    @property
    def mismatches(self) -> tuple[str, ...]:
        """The layers at which something is wrong, and "memory" where that differs."""
        layers = tuple(row.layer for row in self.rows if row.wrong)
        return (*layers, "memory") if self.memory == budget.DIFFERS else layers

    @property
    def values_checked(self) -> int:
        """The values that were computed once more."""
        return sum(row.checked.values for row in self.rows)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The layers of which no value was computed once more, as a step of theirs has an operator without a rule."""
        return tuple(name for row in self.rows if row.checked.without for name in (row.layer, *row.covers))

    @property
    def layers_checked(self) -> int:
        """The layers that those values are of: all operators of their steps."""
        return sum(1 + len(row.covers) for row in self.rows if row.checked.values)

    @property
    def seconds(self) -> float:
        """The time of all steps."""
        return sum(row.seconds for row in self.rows)


Tell = Callable[[int, int, str], None]
"""How far a run is: steps done, steps in all, and the layer at work."""


def silent(done: int, total: int, layer: str) -> None:
    """Tell nobody."""


def run(graph: Graph, device: Backend, settings: RunSettings, given: Mapping[str, Any] | None = None,
        arrays: weighing.Arrays | None = None, tell: Tell = silent) -> Ran:
    """Run a graph on arrays (drawn ones where none are given) and check every volume. Raises ArchcalcError."""
    from archcalc.executor.reference.check import Check

    own = graph.own if settings.weights == weighing.OWN else None
    known = own.arrays(graph) if own is not None else {}
    with_values(graph, "run", known)
    if own is not None and arrays is None:
        arrays = weighing.loaded(graph, weighing.OWN, dtype=settings.dtype).arrays
    how, kept = mode(device, settings), positions(graph, settings.outputs)
    parted = in_rows(graph, settings.weights, settings.dtype) if arrays is None and device.SHARES else ALL_WHOLE
    needed = budget.need(graph, how, kept, settings.threads, arrays, parted)
    budget.check(graph, needed, device.free_bytes(), settings.most_bytes)
    with device.metered() as measured, threads.using(settings.threads) as schedule:
        inputs = drawn_inputs(graph, device, settings, given, known)
        numbers = _numbers(graph, settings, arrays, parted)
        placed = _placed(numbers.arrays, device)
        program = Program(graph, placed, device.namespace(), how, kept, schedule, device.clock())
        measured.begin(_each(program.weights))
        its_own = partial(stored, graph, numbers.arrays)
        check = Check(graph, device, settings.dtype, settings.seed, program.fused_steps, its_own)
        rows, volumes, statistics = [], {}, Statistics(device, settings.trace)
        with witnessed(check.witness):
            for made in program.steps(inputs, _watch(check, measured)):
                rows.append((_row(program, made), made.time))
                statistics.take(made.array)
                if made.step.last in program.kept:
                    volumes[graph.nodes[made.step.last].name] = made.array
                tell(len(rows), len(program.fused_steps), graph.nodes[made.step.main].name)
    fetched = {name: device.fetched(array) for name, array in volumes.items()}
    ended = tuple(map(_ended, rows, statistics.values(), check.checked()))
    return Ran(graph, settings, device.NAME, ended, fetched, needed.peak, measured.peak(), numbers.notes)


def mode(device: Backend, settings: RunSettings, keep: bool = False) -> Mode:
    """The mode of programs on a device under some settings; raises for an unknown type."""
    check_dtype(settings.dtype)
    return Mode(device.FAST, settings.fuse, settings.dtype, keep, device.BLOCK)


def held(graph: Graph, device: Backend, settings: RunSettings) -> weighing.Loaded:
    """The weights, on the device, drawn or read as the settings say."""
    numbers = _numbers(graph, settings)
    return weighing.Loaded(_placed(numbers.arrays, device), numbers.notes)


def _numbers(graph: Graph, settings: RunSettings, arrays: weighing.Arrays | None = None,
             rows: Rows = ALL_WHOLE) -> weighing.Loaded:
    """The weights: those given, else drawn (some in `rows`) or read as the settings say."""
    return weighing.Loaded(arrays) if arrays is not None else \
        weighing.loaded(graph, settings.weights, settings.seed, settings.dtype, settings.library_model, rows)


def _placed(arrays: weighing.Arrays, device: Backend) -> weighing.Arrays:
    """Weights on a device."""
    return {layer: {key: device.taken(array) for key, array in inside.items()} for layer, inside in arrays.items()}


def positions(graph: Graph, names: Iterable[str]) -> frozenset[int]:
    """The positions of layers, by name; raises for an unknown one."""
    wanted = {graph.node(name).name for name in names}
    return frozenset(position for position, node in enumerate(graph.nodes) if node.name in wanted)


def drawn_inputs(graph: Graph, device: Backend, settings: RunSettings, given: Mapping[str, Any] | None = None,
                 known: Mapping[str, Any] = {}) -> dict[str, Any]:
    """The arrays of inputs, and of layers whose output is known, in the type that is run.

    Inputs are normally distributed where none are given.
    """
    numpy = backend("numpy").namespace()
    arrays = {}
    for node in graph.nodes:
        if not node.is_handed_over:
            continue
        if "stored" in node.op.traits:
            array = numpy.asarray(known[node.name]) if node.name in known else numpy.zeros(node.shape)
        elif given is None:
            generator = numpy.random.Generator(numpy.random.SFC64(settings.seed))
            array = generator.standard_normal(node.shape, dtype=numpy.float32)
        else:
            array = numpy.asarray(given[node.name])
        if tuple(array.shape) != node.shape:
            raise ArchcalcError.of("input", f"{quoted(node.name)} takes {list(node.shape)}, found {list(array.shape)}")
        arrays[node.name] = device.taken(array.astype(settings.dtype, copy=False))
    return arrays


def _each(arrays: weighing.Arrays) -> Iterable[Any]:
    return (array for inside in arrays.values() for array in inside.values())


def _watch(check: Check, measured: Measurement) -> Watch:
    """Memory measured within steps, and a look at some values of each, whose memory is none of the run's."""
    def after(program: Program, step: FusedStep, arrays: list[Any], array: Any) -> None:
        measured.pause()
        method = program.prepared[step.main].rounding if step.main in program.prepared else Rounding()
        check.read(step, arrays, array, method)

    return Watch(measured.resume, after)


def _row(program: Program, made: StepOutput) -> Row:
    """A step, and whether its volume and its weights are as computed; what must be waited for is still to be told."""
    nodes = program.graph.nodes
    node, array = nodes[made.step.last], made.array
    size = array.size * array.dtype.itemsize
    wrong = [f"the array is {list(array.shape)}"] if tuple(array.shape) != node.shape else []
    expected = prod(node.shape) * DTYPES[program.mode.dtype].itemsize
    wrong += [f"it holds {size} bytes, not {expected}"] if size != expected and not wrong else []
    for position in made.step.members:
        member = nodes[position]
        shapes = {name: weight.shape for name, weight in member.op.weights(*member.input_shapes).items()}
        held = program.stored(position)
        if shapes != {name: tuple(weight.shape) for name, weight in held.items()}:
            wrong.append(f"the weights of {member.name} are not as computed")
    covers = tuple(nodes[position].name for position in made.step.members if position != made.step.main)
    found = one_image(like(node.shape, map(int, array.shape)))
    return Row(nodes[made.step.main].name, covers, node.volume, found, "; ".join(wrong), size)


def _ended(one: tuple[Row, StepTime], values: Values, checked: Checked) -> Row:
    """A step with its time, and with what its values and the look at some of them have shown."""
    row, time = one
    wrong = "; ".join([*filter(None, [row.wrong]), *([] if values.finite else ["some values are not finite"])])
    return row._replace(wrong=wrong or checked.wrong, seconds=time.seconds, values=values, checked=checked)
