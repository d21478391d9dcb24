"""Graphs inside nodes, put in the place of their nodes: functions, branches that are decided, loops of a known count.

What runs is known before a value is only where conditions and counts follow from constants and shapes. A graph that is
put in several times has its arrays in common.

Source: ONNX, If, Loop, Scan and FunctionProto, https://onnx.ai/onnx/operators/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.layer_names import inner_place
from archcalc.loading.onnx.node_view import NodeView, NoRule
from archcalc.loading.onnx.reading_bounds import MOST_NESTED
from archcalc.loading.onnx.records import Record, Subgraph
from archcalc.loading.onnx.renamed_graphs import renamed, size_of, with_attributes
from archcalc.loading.onnx.tensors import BOOL, Tensor, integers
from archcalc.loading.onnx.translation_context import Flow, Lost, TranslationContext, Value


class Translating(Protocol):
    """What translates a file's nodes."""

    def layer(self, number: int, record: Record) -> Iterator[Layer]:
        """The layers of a node, by its position."""
    def some(self, numbers: range) -> Iterator[Layer]:
        """The layers of nodes that stand one after another, of which none was looked at before."""


MOST_INLINED = 50_000
"""So many nodes are put in the place of others, and so many rounds of loops."""
_CONTROL = frozenset({"If", "Loop", "Scan"})
_NO_NAME = ""
_ENDLESS = 2**31 - 1
"""So many rounds, or more, are written where a condition alone ends them."""


class InlinedGraphs:
    """The graphs of one file that are put in the place of nodes."""

    def __init__(self, context: TranslationContext, translation: Translating) -> None:
        self.context, self.translation = context, translation
        self.functions = context.model.functions
        self.nodes = self.times = self.depth = 0
        """Nodes that were put in so far, the times that a graph was, and the graphs that are now in one another."""

    def holds(self, record: Record) -> bool:
        """True of a node that stands for other nodes."""
        return (record.op in _CONTROL and not record.domain) or (record.domain, record.op) in self.functions

    def layers(self, node: NodeView) -> Iterator[Layer]:
        """The layers of all that a node stands for; its outputs are known after it. Raises NoRule or Refused."""
        if self.depth >= MOST_NESTED:
            raise Refused("too-deep", f"graphs and functions are put in one another more than {MOST_NESTED} deep",
                          hint="a function cannot call itself")
        self.depth += 1
        record = node.record
        if (record.domain, record.op) in self.functions:
            yield from self._called(node, self.functions[record.domain, record.op])
        else:
            yield from {"If": self._branch, "Loop": self._loop, "Scan": self._scan}[record.op](node)
        self.depth -= 1

    def _called(self, node: NodeView, body: Subgraph) -> Iterator[Layer]:
        """The body of a function, with a call's operands and attributes."""
        if body.opset != self.context.opset and min(body.opset, self.context.opset) < 13:
            raise NoRule(f"its function is written in opset {body.opset}, and the file in {self.context.opset}")
        given = dict(zip(body.inputs, [*node.inputs, *([_NO_NAME] * len(body.inputs))], strict=False))
        attributes = body.attributes | node.attributes
        called = body._replace(nodes=tuple(with_attributes(each, attributes) for each in body.nodes))
        ends = yield from self._put_in(called, given, node.path)
        self._give(node.record.outputs, ends)

    def _branch(self, node: NodeView) -> Iterator[Layer]:
        """The branch of an If whose condition is known."""
        condition = node.operand(0)
        if not isinstance(condition, Tensor) or not condition.values:
            raise NoRule("its condition depends on the input's values")
        taken, other = ("then_branch", "else_branch") if condition.values[0] else ("else_branch", "then_branch")
        branch = node.attributes[taken]
        self.context.ledger.leave_branch(node.record, other)
        ends = yield from self._put_in(branch, {}, node.path)
        self._give(node.record.outputs, ends)

    def _loop(self, node: NodeView) -> Iterator[Layer]:
        """The rounds of a Loop whose count and condition are known."""
        body: Subgraph = node.attributes["body"]
        most, condition = node.operand(0), node.operand(1)
        carried = list(node.inputs[2:])
        count = self._count(most, body)
        if condition is not None and (not isinstance(condition, Tensor) or not condition.values):
            raise NoRule("its condition depends on the input's values")
        if not self._is_decided(body, carried):
            raise NoRule("its condition depends on the input's values")
        rows: list[list[str]] = [[] for _ in body.outputs[1 + len(carried):]]
        runs, number = condition is None or bool(condition.values and condition.values[0]), 0
        while runs and (count is None or number < count):
            started = f"{node.record.outputs[0] or node.name}/{self.times}"
            first, second = f"{started}/round", f"{started}/condition"
            self.context.values[first] = integers("", (number,), ())
            self.context.values[second] = Tensor("", (), BOOL, (True,))
            given = dict(zip(body.inputs, (first, second, *carried), strict=True))
            goes_on, *ends = yield from self._put_in(body, given, (*node.path, node.name or "loop", f"{number}"))
            carried = ends[:len(carried)]
            for row, end in zip(rows, ends[len(carried):], strict=True):
                row.append(end)
            known = self.context.value(goes_on)
            if not isinstance(known, Tensor) or not known.values:
                raise NoRule("its condition is not known")
            runs, number = bool(known.values[0]), number + 1
        yield from self._finish(node, carried, rows, [0] * len(rows))

    def _count(self, most: Value | None, body: Subgraph) -> int | None:
        """The rounds of a Loop, where it is said how many there are. Raises NoRule."""
        if most is None:
            return None
        if not isinstance(most, Tensor) or not most.values:
            raise NoRule("its count of rounds depends on the input's values")
        count = int(most.values[0])
        ends_itself = any(body.outputs[0] in record.outputs and record.op != "Identity" for record in body.nodes)
        if count * (1 + len(body.nodes)) > MOST_INLINED - self.nodes and not (ends_itself and count >= _ENDLESS):
            raise NoRule(f"it has {count:,} rounds, and at most {MOST_INLINED:,} nodes are put in")
        return count

    def _is_decided(self, body: Subgraph, carried: Sequence[str]) -> bool:
        """True where a body's condition follows, round after round, from what is known before anything runs."""
        fixed = {name for name, outer in zip(body.inputs[2:], carried, strict=True)
                 if isinstance(self.context.values.get(outer), Tensor)}
        while True:
            known = {*body.inputs[:2], *body.arrays, *fixed}
            for record in body.nodes:
                if record.op == "Shape" or all(
                        not name or name in known or isinstance(self.context.values.get(name), Tensor)
                        for name in record.inputs):
                    known.update(record.outputs)
            kept = {name for name, end in zip(body.inputs[2:], body.outputs[1:], strict=False)
                    if name in fixed and end in known}
            if kept == fixed:
                return body.outputs[0] in known or isinstance(self.context.values.get(body.outputs[0]), Tensor)
            fixed = kept

    def _scan(self, node: NodeView) -> Iterator[Layer]:
        """The rounds of a Scan, one for each place of what it goes along."""
        body: Subgraph = node.attributes["body"]
        along = node.integer("num_scan_inputs", 1)
        if self.context.opset < 9:
            raise NoRule("before opset 9 it goes along a batch as well")
        states, rows = len(node.inputs) - along, len(body.outputs) - (len(node.inputs) - along)
        carried, given = list(node.inputs[:states]), node.inputs[states:]
        axes = [node.axis(axis, len(node.shape(node.operand(states + i)))) for i, axis in
                enumerate(node.integers("scan_input_axes", along, 0))]
        backward = node.integers("scan_input_directions", along, 0)
        count = node.shape(node.operand(states))[axes[0]]
        if count * (1 + len(body.nodes)) > MOST_INLINED - self.nodes:
            raise NoRule(f"it has {count:,} rounds, and at most {MOST_INLINED:,} nodes are put in")
        made: list[list[str]] = [[] for _ in range(rows)]
        for number in range(count):
            cut: list[str] = []
            for name, axis, turned in zip(given, axes, backward, strict=True):
                cut.append(f"{name}/{self.times}/{len(cut)}")
                place = f"{cut[-1]}/place"
                self.context.values[place] = integers("", (count - 1 - number if turned else number,), ())
                yield from self._put(Record("Gather", "", "", (name, place), (cut[-1],), {"axis": axis}, {}), node)
            read = dict(zip(body.inputs, (*carried, *cut), strict=True))
            ends = yield from self._put_in(body, read, (*node.path, node.name or "scan", f"{number}"))
            carried = ends[:states]
            for row, end in zip(made, ends[states:], strict=True):
                row.append(end)
        from_end = node.integers("scan_output_directions", rows, 0)
        made = [row[::-1] if back else row for row, back in zip(made, from_end, strict=True)]
        yield from self._finish(node, carried, made, node.integers("scan_output_axes", rows, 0))

    def _finish(self, node: NodeView, carried: Sequence[str], rows: Sequence[Sequence[str]], axes: Sequence[int]
                ) -> Iterator[Layer]:
        """What a loop gives: the states of its last round, and the rows of what each round gave."""
        outputs = node.record.outputs
        self._give(outputs[:len(carried)], carried)
        for output, row, axis in zip(outputs[len(carried):], rows, axes, strict=False):
            if not output:
                continue
            if not row:
                self.context.bind((output,), (None,), "a loop without rounds gives nothing")
                continue
            parts = []
            self.context.values[f"{output}/axis"] = integers("", (axis,))
            for number, name in enumerate(row):
                parts.append(f"{output}/{number}")
                yield from self._put(Record("Unsqueeze", "", "", (name, f"{output}/axis"), (parts[-1],),
                                            {"axes": (axis,)} if self.context.opset < 13 else {}, {}), node)
            yield from self._put(Record("Concat", "", node.record.name, tuple(parts), (output,), {"axis": axis}, {}),
                                 node)

    def _put(self, record: Record, node: NodeView) -> Iterator[Layer]:
        """One node more, beside another."""
        (number,) = self.context.append([record], [(record.name and node.name, node.path)])
        self.nodes += 1
        yield from self.translation.layer(number, record)

    def _put_in(self, graph: Subgraph, given: Mapping[str, str], modules: tuple[str, ...]) -> Any:
        """A graph with other names for what it is given; gives its layers, returns what its outputs are called."""
        self.times += 1
        self.nodes += size_of(graph)
        if self.nodes > MOST_INLINED or self.times > MOST_INLINED:
            raise Refused("too-large", f"its functions and loops stand for more than {MOST_INLINED:,} nodes",
                          hint="export the network for fewer steps")
        beginning = f"{self.times}/"
        names = {name: beginning + name for name in
                 (*graph.arrays, *(output for record in graph.nodes for output in record.outputs if output))}
        names |= given
        for name, array in graph.arrays.items():
            self.context.values[names[name]] = array
        records = [renamed(record, names) for record in graph.nodes]
        ends = [names.get(name, name) for name in graph.outputs]
        self.context.give_out(ends)
        numbers = self.context.append(records, [inner_place(record, modules) for record in graph.nodes])
        yield from self.translation.some(numbers)
        return ends

    def _give(self, outputs: Sequence[str], ends: Sequence[str]) -> None:
        """Outputs that are values of a graph inside."""
        for output, end in zip(outputs, ends, strict=False):
            found: Flow | Tensor | Lost = self.context.value(end)
            self.context.bind((output,), (found,), found.because if isinstance(found, Lost) else "")
