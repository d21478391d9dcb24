"""Derivations of figures: the operators' own rules run on integers that remember their arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import prod

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.counting.columns import receptive_field
from archcalc.counting.convention import Rule, Term
from archcalc.counting.derivations import field_arithmetic
from archcalc.counting.derivations.traced_integers import Traced, lettered, named, text, traced
from archcalc.counting.measures import figures
from archcalc.counting.receptive_fields.network_fields import of_network, told_in_parts
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op, Shape, Weight
from archcalc.operators.shape_kinds import is_spatial, like
from archcalc.operators.shapes import axes_as_written, size, written


class WorkedStep(NamedTuple):
    """One line of a derivation: a figure, its formula, the same with the values put in, the result, what it counts."""

    figure: str
    formula: str
    arithmetic: str
    result: str
    unit: str = ""


def traced_inputs(graph: Graph, node: Node) -> tuple[Shape, ...]:
    """A node's input shapes, where a flattened volume is still 7*7*512 and not 25088."""
    return tuple(_traced_output(graph, graph.nodes[i]) for i in node.inputs)


def _traced_output(graph: Graph, node: Node) -> Shape:
    while "see-through" in node.op.traits and node.inputs:
        node = graph.nodes[node.inputs[0]]
    if "reshape" in node.op.traits and len(node.shape) == 2:
        shape: Shape = traced(node.op).output(*map(traced, node.input_shapes))
        return shape
    return _traced(node.shape)


def _traced(shape: Shape) -> Shape:
    """A shape of the same kind whose sizes remember their arithmetic."""
    return like(shape, map(Traced, shape))


def sides(node: Node) -> str:
    """The arithmetic of an output's sides, (227 - 11)/4 + 1 = 55; empty where nothing is computed."""
    if not is_spatial(node.shape):
        return ""
    shape = traced(node.op).output(*map(_traced, node.input_shapes))
    told = dict.fromkeys(f"{text(side)} = {side}" for side in shape[2:] if not text(side).isdecimal())
    return ", ".join(told)


def memory(node: Node) -> str:
    """The values of an output: 224*224*64, or of a batch of them: 8*224*224*64."""
    batch = f"{node.shape[0]}*" if node.shape[0] != 1 else ""
    return batch + text(size(_traced(_of_one_image(node))))


def _of_one_image(node: Node) -> Shape:
    return like(node.shape, (1, *node.shape[1:]))


def weights(graph: Graph, node: Node, role: str = "weight") -> str:
    """The values of a node's arrays of one role: (3*3*64)*64, or 7*7*512*4096."""
    return arrays(node.op, traced_inputs(graph, node), role)


def arrays(op: Op, inputs: tuple[Shape, ...], role: str = "weight") -> str:
    """The values of an operator's arrays of one role, on traced inputs."""
    held: dict[str, Weight] = traced(op).weights(*inputs)
    axes = len(inputs[0]) if inputs else 0
    return " + ".join(_array(array.shape, axes) for array in held.values() if array.role == role)


def _array(shape: Shape, axes: int) -> str:
    """An array's values in the lecture's order: a kernel's sides and its input channels, then filters.

    Kernels have as many `axes` as the input that they slide over.
    """
    if len(shape) == axes > 2:
        filters, channels, *kernel = shape
        return f"({'*'.join(map(text, (*kernel, channels)))})*{text(filters)}"
    first, *rest = shape
    return text(prod([*rest, traced(first)]))


def macs(graph: Graph, node: Node) -> str:
    """The multiply-accumulates of a node: 55*55*96*(11*11*3)."""
    inputs = traced_inputs(graph, node)
    return text(traced(node.op).cost(_traced(node.shape), *inputs).macs)


def explain_layer(graph: Graph, node: Node, rule: Rule, value_bytes: int, value_name: str) -> Report:
    """The derivation of every figure of a layer, as a table."""
    counted = dict(zip((each.name for each in graph.nodes), rule.counts(graph), strict=True))[node.name]
    steps = [*_output(node), *_params(graph, node), *_memory(node, counted, value_bytes, value_name),
             *_macs(graph, node), *_receptive_field(graph, node)]
    columns = tuple(Column(key, key, rank=rank)
                    for key, rank in (("figure", 0), ("formula", 2), ("arithmetic", 0), ("result", 0), ("unit", 1)))
    shapes = node.input_shapes
    title = f"{node.name}: {node.op.kind}, {node.op.description(*shapes)}"
    notes = [f"in: {', '.join(written(shape) for shape in shapes)}" if shapes else "", f"memory: {rule.rule}",
             f"weights of {node.lenders}, which are counted there" if node.shared else ""]
    return Report("archcalc/derivation/1", (Table("steps", columns, tuple(steps), title=title),),
                  tuple(filter(None, notes)), {"architecture": graph.about.name, "layer": node.name})


def _output(node: Node) -> Iterator[WorkedStep]:
    shape = traced(node.op).output(*map(_traced, node.input_shapes))
    formulas = named(node.op).output(*map(lettered, node.input_shapes))
    order = [*range(2, len(shape)), 1] if is_spatial(node.shape) else range(1, len(shape))
    names = axes_as_written(node.shape)
    rows = [(name, shape[axis], formulas[axis]) for name, axis in zip(names, order, strict=True)]
    if len(shape) > 3 and is_spatial(node.shape) and len(set(map(text, shape[2:]))) == 1:
        rows = [(_together([name for name, *_ in rows[:-1]]), *rows[0][1:]), rows[-1]]
    for name, axis, formula in rows:
        yield WorkedStep(name, text(formula), text(axis), units.count(axis), "")
    yield WorkedStep("output volume", "", "", units.volume(node.volume), "")


def _together(names: list[str]) -> str:
    """height and width; depth, height and width."""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _params(graph: Graph, node: Node) -> Iterator[WorkedStep]:
    count = figures(node)
    for role, noun, number in (("weight", "weights", count.weight), ("bias", "biases", count.bias),
                               ("affine", "scale and shift", count.affine), ("buffer", "buffers", count.buffer)):
        if number:
            formula = arrays(named(node.op), tuple(map(lettered, node.input_shapes)), role)
            yield WorkedStep(noun, formula, weights(graph, node, role), units.count(number), "values")
    trained = [number for number in count[:3] if number]
    if len(trained) != 1:
        yield WorkedStep("parameters", "", " + ".join(map(units.count, trained)), units.count(sum(trained)), "values")


def _memory(node: Node, counted: int, value_bytes: int, value_name: str) -> Iterator[WorkedStep]:
    values = prod(node.shape)
    formula = text(size(lettered(_of_one_image(node), "'")))
    yield WorkedStep("memory", formula, memory(node), units.count(values), "values")
    size_in_bytes = units.megabytes(values * value_bytes)
    yield WorkedStep("", "", f"{units.count(values)} * {value_bytes}", size_in_bytes, value_name)
    if counted != values:
        yield WorkedStep("counted", "", "by the convention", units.count(counted), "values")


def _macs(graph: Graph, node: Node) -> Iterator[WorkedStep]:
    count = figures(node).cost.macs
    output, inputs = lettered(node.shape, "'"), tuple(map(lettered, node.input_shapes))
    formula = text(named(node.op).cost(output, *inputs).macs) if count else ""
    yield WorkedStep("MACs", formula, macs(graph, node) if count else "", units.count(count), "multiply-adds")


def _receptive_field(graph: Graph, node: Node) -> Iterator[WorkedStep]:
    position = next(i for i, each in enumerate(graph.nodes) if each.name == node.name)
    cells = [cell for cell, in receptive_field.cells(graph)]
    told, found = cells[position], list(of_network(graph))[position]
    if told is None or found is None:
        return
    seen = told_in_parts(found, node.shape)
    before = [cell for i in node.inputs if (cell := cells[i])]
    widest = [max(sizes) for sizes in zip(*(cell["size"] for cell in before), strict=True)]
    if len(before) > 1 and told["size"] == widest:
        arithmetic = "the widest branch"
    else:
        ways = field_arithmetic.field(node, before[0], told) if len(before) == 1 else ("", "")
        arithmetic = ", ".join(dict.fromkeys(filter(None, ways)))
        if not arithmetic and before and told["size"] != widest and not told.get("at_most"):
            arithmetic = field_arithmetic.ends(seen)
    yield WorkedStep("receptive field", "", arithmetic, units.field(told),
                     field_arithmetic.step_and_padding(seen, told))


def explain_total(graph: Graph, figure: str, rules: Mapping[str, Rule], module: str = "") -> Report:
    """A total of a network or of a module as the sum of its layers, each with its arithmetic. `figure` is of TOTALS."""
    kind, arithmetic = TOTALS[figure]
    rule = rules[kind] if kind else _WEIGHTS
    within = f"{module}/" if module else ""
    rows = tuple((node.name, arithmetic(graph, node, rule), count)
                 for node, count in zip(graph.nodes, rule.counts(graph), strict=True)
                 if count and node.name.startswith(within))
    columns = (Column("layer", "layer", rank=0), Column("arithmetic", "arithmetic", rank=0),
               Column("value", figure, "count", rank=0, total=True))
    table = Table("terms", columns, rows, {"value": sum(row[2] for row in rows)},
                  f"{module or graph.about.name}: {figure}",
                  total=graph.at_least.strip() or "total")
    return Report("archcalc/derivation/1", (table,), (f"{figure}: {rule.rule}", *graph.caveats),
                  {"architecture": graph.about.name, **({"module": module} if module else {}), "figure": figure})


_ROLES = {"weights": "weight", "biases": "bias", "affine": "affine", "buffers": "buffer"}
_WEIGHTS = Rule("weights alone, no biases", "", (Term("weights", "weights"),))


def _arrays(graph: Graph, node: Node, rule: Rule) -> str:
    """The arrays that a convention counts."""
    roles = (_ROLES[term.measure] for term in rule.terms if term.measure in _ROLES)
    return " + ".join(filter(None, (weights(graph, node, role) for role in roles)))


def _values(graph: Graph, node: Node, rule: Rule) -> str:
    return memory(node)


def _products(graph: Graph, node: Node, rule: Rule) -> str:
    return macs(graph, node)


TOTALS: dict[str, tuple[str, Callable[[Graph, Node, Rule], str]]] = {
    "params": ("params", _arrays), "weights": ("", _arrays), "memory": ("memory", _values),
    "macs": ("operations", _products),
}
"""The totals that can be explained: the kind of convention that counts each, and each layer's arithmetic."""
