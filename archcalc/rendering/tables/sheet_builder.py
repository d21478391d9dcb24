"""The cells of a network's table that are computed from other cells, and the conditions under which they hold.

The specification is expanded once more, on cells in place of sizes: what its expressions and the operators' rules work
out of them stays arithmetic, and what they decide by them is written down. A number that is changed in the sheet
changes what depends on it; while all decisions are as they were, the sheet counts what archcalc counts.
"""

from __future__ import annotations

from typing import Any

from archcalc.base.report import Table
from archcalc.counting.derivations.field_cells import FieldAlong, FieldArithmetic
from archcalc.counting.derivations.live_numbers import Decisions, LiveFloat, LiveInteger, plain
from archcalc.counting.derivations.traced_integers import Remembered
from archcalc.language.expansion.expand import expand
from archcalc.language.spec import Spec
from archcalc.network.builder import Builder
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import is_spatial, like
from archcalc.operators.sliding_window import axis_names
from archcalc.rendering.tables.cell_arithmetic import condition, formula
from archcalc.rendering.tables.sheet_columns import (
    BATCH,
    FIELD,
    HOLDS,
    OPTION,
    field_key,
    of_fields,
    of_sizes,
)
from archcalc.rendering.tables.volume_cells import array_of, axes_of, values_of

_OURS = "archcalc."
_MOST_CONDITIONS, _MOST_CHARACTERS = 200, 6000
"""So many conditions, and so many characters of them, stand in one cell."""


def built(graph: Graph, layers: Table, spec: Spec | None, *, options: bool = False) -> SheetBuilder:
    """The cells of a network's layers, with their formulas and the conditions under which these hold.

    With `options`, the numbers that --set can change are cells, too.
    """
    builder = SheetBuilder(graph, layers)
    if spec is None or spec.origin is not None:
        builder.repeat()
    else:
        builder.follow(builder.with_options(spec) if options else spec)
    builder.judge()
    return builder


class SheetBuilder:
    """A table while it is filled: the records, their formulas, and every node's output shape in cells."""

    def __init__(self, graph: Graph, layers: Table) -> None:
        self.graph, self.hidden = graph, layers.hidden
        self.added, self.fields_added = of_sizes(graph), of_fields(graph)
        empty = dict.fromkeys((column.key for column in (*self.added, *self.fields_added)), None)
        self.records = [record | empty for record in layers.records()]
        self.formulas: dict[tuple[int, str], str] = {}
        self.still: set[tuple[int, str]] = set()
        """Cells whose numbers are computed from others, and stand as they are."""
        self.shapes: list[Shape] = []
        self.decisions = Decisions()
        self.conditions: dict[int, list[str]] = {}
        """What was decided for the layer of a row, as formulas that are TRUE."""
        self.waiting: dict[str, None] = {}
        """Conditions that have no row yet: their layers are not shown."""
        self.known: set[str] = set()
        self.pinned = False
        """True where something was decided that no formula tells."""
        self.fields = FieldArithmetic(graph)
        self.bounded = False
        """True where a receptive field is a bound, which no column of numbers can tell."""
        self.batch = self.graph.batch
        entrances = [row for row, node in enumerate(graph.nodes) if node.is_entrance and row not in self.hidden]
        if entrances:
            self.batch = self.cell(entrances[0], BATCH, graph.batch)

    @property
    def row_of_options(self) -> int:
        """The row under which cells of options are known; it is no layer's."""
        return len(self.graph.nodes)

    def with_options(self, spec: Spec) -> Spec:
        """The specification with the numbers among its options as cells."""
        kinds: dict[type, Any] = {int: LiveInteger, float: LiveFloat}
        cells = {name: kinds[type(value)].cell(value, f"{{{self.row_of_options}:{OPTION}{name}}}", self.decisions)
                 for name, value in spec.options.items() if can_follow(name, value)}
        return spec._replace(options=spec.options | cells)

    def follow(self, spec: Spec) -> None:
        """Every layer as the specification gives it out where sizes are cells."""
        positions = {node.name: i for i, node in enumerate(self.graph.nodes)}

        def volume(name: str) -> Shape | None:
            position = positions.get(name, len(self.shapes))
            return self.shapes[position] if position < len(self.shapes) else None

        parser = Builder(spec.about, self.batch)
        for row, layer in enumerate(expand(spec, volume, self.batch)):
            node = self.graph.nodes[row]
            op = node.op if node.op.undoes else parser.parsed(layer)  # what undoes a layer has that one's attributes
            assert op is not None
            if node.is_entrance and len(self.graph.given) > 1:  # no --input tells the sizes of several
                for axis in filter(lambda each: isinstance(each, Remembered), op.attributes.get("shape", ())):
                    self.decisions.pin(axis)
            self.add(row, op.settled(*node.input_shapes))
        self.decide(len(self.graph.nodes) - 1)

    def repeat(self) -> None:
        """Every layer as it is, with attributes that may have been worked out of the input's size."""
        self.pinned = True
        for row, node in enumerate(self.graph.nodes):
            self.add(row, node.op)

    def add(self, row: int, op: Op) -> None:
        """A layer's sizes and figures."""
        node = self.graph.nodes[row]
        inputs = tuple(self.shapes[i] for i in node.inputs)
        self.pinned |= not type(op).__module__.startswith(_OURS)  # a stranger's rule may take numbers for no more
        op = self.sized(row, op)
        output = op.output(*inputs) if node.inputs else node.shape
        if "batched" in op.traits or node.is_entrance:
            output = (self.batch, *output[1:])
        if row in self.hidden:
            self.shapes.append(like(node.shape, output))
        else:
            keys = axes_of(node.shape)
            own = like(node.shape, (self.cell(row, key, value) for key, value in zip(keys, output, strict=True)))
            self.shapes.append(own)
            given = dict.fromkeys({"filters", "units"} & op.attributes.keys(), own[1 if is_spatial(own) else -1])
            self.figures(row, op.replace(**given), own, inputs)
        self.field(row, op, inputs)
        self.decide(row)

    def sized(self, row: int, op: Op) -> Op:
        """The operator with the attributes that have a column as cells."""
        given: dict[str, Any] = {}
        attributes = op.attributes
        if row not in self.hidden and isinstance(kernel := attributes.get("kernel"), tuple):
            keys = (f"kernel_{axis}" for axis in axis_names(len(kernel)))
            given["kernel"] = tuple(self.cell(row, key, size) for key, size in zip(keys, kernel, strict=True))
        for name in ("stride", "padding"):
            value = attributes.get(name)
            if row not in self.hidden and isinstance(value, tuple) and len(set(map(formula, value))) == 1:
                given[name] = (self.cell(row, name, value[0]),) * len(value)
        return op.replace(**given)

    def cell(self, row: int, key: str, value: int) -> int:
        """A cell that holds a number, or the formula that gave it; what is not in the sheet stays as it is."""
        if not key:
            return value
        self.records[row][key] = plain(value)
        self.formula(row, key, value)
        return LiveInteger.cell(plain(value), f"{{{row}:{key}}}", self.decisions)

    def formula(self, row: int, key: str, value: int) -> None:
        """Set a cell's formula, if that is what the cell counts; where it counts otherwise, it does not follow."""
        if not isinstance(value, Remembered):
            return
        told = formula(value) if self.records[row][key] == plain(value) else ""
        if told:
            self.formulas[row, key] = told
        elif self.records[row][key]:
            self.still.add((row, key))

    def figures(self, row: int, op: Op, own: Shape, inputs: tuple[Shape, ...]) -> None:
        """Memory, arrays and MACs, where the conventions count just what the rules give."""
        self.formula(row, "activations", values_of(own))
        counted, size = self.records[row]["activations"], self.records[row]["activation_bytes"]
        if counted:
            cell = LiveInteger.cell(counted, f"{{{row}:activations}}", self.decisions)
            self.formula(row, "activation_bytes", cell * (size // counted))
        held = op.weights(*inputs)
        for key, role in (("weights", "weight"), ("biases", "bias"), ("affine", "affine")):
            arrays = (weight.shape for weight in held.values() if weight.role == role)
            self.formula(row, key, sum(array_of(shape, len((*inputs, own)[0])) for shape in arrays))
        self.formula(row, "macs", op.cost(own, *inputs).macs)

    def field(self, row: int, op: Op, inputs: tuple[Shape, ...]) -> None:
        """A layer's receptive field, worked out from those before it; as it is where nothing follows from these."""
        found, told = self.fields.of(op, inputs), self.records[row]["receptive_field"]
        if row in self.hidden or told is None:
            self.fields.told.append(found)
            return
        axes = axis_names(len(told["size"]))
        if found is not None:
            found = tuple(FieldAlong(*(self.cell(row, field_key(number, axis), value)
                                       for number, value in each._asdict().items()))
                          for axis, each in zip(axes, found, strict=True))
        elif told.get("at_most"):
            self.bounded = True
        else:
            for number in FIELD:
                for axis, value in zip(axes, told[number], strict=True):
                    self.records[row][field_key(number, axis)] = value
                    self.still.add((row, field_key(number, axis)))
        self.fields.told.append(found)

    def decide(self, row: int) -> None:
        """Write what was decided on the way to a layer into its row, or that of the next layer that has one."""
        for decision in self.decisions.taken():
            told = condition(decision)
            if told is None:
                self.pinned = True
            elif told and told not in self.known:
                self.known.add(told)
                self.waiting[told] = None
        if row not in self.hidden and self.waiting:
            self.conditions.setdefault(row, []).extend(self.waiting)
            self.waiting = {}

    def judge(self) -> None:
        """Fill the column that says whether the sheet holds; beside the first input, for the sheet as a whole."""
        shown = [row for row in range(len(self.graph.nodes)) if row not in self.hidden]
        if self.waiting:
            self.conditions.setdefault(shown[-1], []).extend(self.waiting)
        long = [row for row, told in self.conditions.items()
                if len(told) > _MOST_CONDITIONS or len(",".join(told)) > _MOST_CHARACTERS]
        for row in long:
            del self.conditions[row]
        self.pinned |= bool(long)
        for row in shown:
            if self.pinned and not self.graph.nodes[row].inputs:
                self.conditions.setdefault(row, []).extend(_pins(row, self.graph.nodes[row], self.records[row]))
        first, *others = shown
        told = self.conditions.pop(first, [])
        if self.conditions:
            told = [*told, f"COUNTIF({{{others[0]}:{HOLDS}}}:{{{others[-1]}:{HOLDS}}},TRUE)={len(self.conditions)}"]
        for row, each in ((first, told), *self.conditions.items()):
            self.records[row][HOLDS] = True
            if each:
                self.formulas[row, HOLDS] = f"AND({','.join(each)})"


def can_follow(name: str, value: object) -> bool:
    """True of an option that may be a cell: a number under a plain name."""
    return type(value) in {int, float} and name.isascii() and name.isidentifier()


def _pins(row: int, node: Node, record: dict[str, Any]) -> list[str]:
    """That an input is as it was."""
    return [f"{{{row}:{key}}}={record[key]}" for key in axes_of(node.shape) if key]
