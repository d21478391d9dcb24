"""A network as a specification's text, which is read again before anybody gets it: it is the same network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.units import USUAL_DTYPE
from archcalc.exporting.source.classes import program
from archcalc.exporting.source.source_program import SourceProgram, StepInput
from archcalc.exporting.specification.operator_steps import step_form
from archcalc.exporting.specification.step_names import input_names
from archcalc.exporting.specification.writer import ModuleWriter, module_name
from archcalc.exporting.specification.yaml_text import scalar
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.network.graph import Graph, Node, whole


def specification(graph: Graph, origin: str) -> str:
    """The text of a network that comes from `origin`. Raises ArchcalcError where it would be another network."""
    made = program(whole(graph, "written as a specification"), lambda node: step_form(node.op), chains_alone=True)
    text = "\n".join(_lines(graph, made, origin)) + "\n"
    try:
        again = build(read(parse(text, "the specification"), graph.about.name), batch=graph.batch)
    except ArchcalcError as error:
        raise _unwritten(graph, error.mistakes[0].message) from None
    if (difference := _difference(graph, again)) is not None:
        raise _unwritten(graph, difference)
    return text


def _unwritten(graph: Graph, why: str) -> ArchcalcError:
    return ArchcalcError.of("specification", f"{graph.about.name} cannot be written as a specification: {why}",
                            hint="archcalc show counts it as it is")


def _lines(graph: Graph, made: SourceProgram, origin: str) -> Iterator[str]:
    """The file, line by line."""
    names: list[str] = []
    for block in made.classes:
        name, number = module_name(block.name), 2
        while name in names:
            name, number = f"{module_name(block.name)}_{number}", number + 1
        names.append(name)
    last: list[StepInput] = []
    given = [node for node in graph.nodes if "input" in node.op.traits and "batched" not in node.op.traits]
    bodies = [ModuleWriter(made, names, block, last).lines(6) for block in made.classes if block is not made.network]
    bodies.append(ModuleWriter(made, names, made.network, last, given).lines(2))
    yield from _head(graph, origin)
    if len(made.classes) > 1:
        yield ""
        yield "modules:"
    for name, block, body in zip(names, made.classes, bodies, strict=True):
        if block is made.network:
            continue
        yield f"  {name}:"
        if len(block.inputs) > 1:
            yield f"    inputs: {scalar([*input_names(made, block)])}"
        if block.parameters:
            yield f"    parameters: {scalar(dict.fromkeys(block.parameters))}"
        yield "    layers:"
        yield from body
    yield ""
    yield "layers:"
    yield from bodies[-1]


def _head(graph: Graph, origin: str) -> Iterator[str]:
    """What stands before the steps: where it comes from, the title, the inputs."""
    yield f"# Written by archcalc new, from {quoted(origin, '')}"
    if graph.dtype != USUAL_DTYPE:
        yield f"# its numbers are {graph.dtype}, which a specification does not say: --dtype {graph.dtype} counts so"
    yield f"title: {scalar(graph.about.title)}"
    inputs = {node.name: list(node.volume) for node in graph.nodes if "batched" in node.op.traits}
    if [*inputs] == ["input"]:
        yield f"input: {scalar(inputs['input'])}"
    else:
        yield f"inputs: {scalar(inputs)}"


def _difference(graph: Graph, again: Graph) -> str | None:
    """The first layer that is another one, in words; None where the networks are the same."""
    ours, theirs = ({node.name: _row(each, node) for node in each.nodes} for each in (graph, again))
    for name in [*ours, *theirs]:
        if ours.get(name) != theirs.get(name):
            return f"the layer {quoted(name)} would be another one"
    ends = [[each.nodes[place].name for place in each.outputs] for each in (graph, again)]
    return None if sorted(ends[0]) == sorted(ends[1]) else "it would have other outputs"


def _row(graph: Graph, node: Node) -> tuple[Any, ...]:
    """All that the figures of a layer follow from; of a sum, in whatever order."""
    reads = [graph.nodes[place].name for place in node.inputs]
    return node.op, node.shape, sorted(reads) if "sum" in node.op.traits else reads, sorted(node.elsewhere.items())
