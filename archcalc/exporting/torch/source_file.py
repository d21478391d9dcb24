"""A network as a file of Python source for PyTorch: classes, and how archcalc's weights come into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.exporting.source.classes import program
from archcalc.exporting.source.described_file import head, joined, operator_forms
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.torch.module_text import ClassWriter
from archcalc.exporting.torch.rules import form
from archcalc.exporting.torch.state_loading import loader
from archcalc.exporting.torch.taken_names import TAKEN
from archcalc.exporting.torch.turned_matrices import turned
from archcalc.network.graph import Graph, Node


def source(graph: Graph) -> str:
    """The source text of a network. Raises ArchcalcError with every operator that cannot be written."""
    forms = operator_forms(graph, _form)
    made = program(graph, lambda node: forms[node.name])
    names = PythonNames(made, TAKEN)
    bodies = [*(helper.text.strip("\n").split("\n") for helper in made.helpers),
              *(ClassWriter(made, names, number).lines() for number in range(len(made.classes))),
              [loader(graph, made, names)], [*_main(graph, names)]]
    return joined(head(graph, "torch"), _imports, bodies)


def _form(node: Node) -> OperatorForm:
    found = form(node.op, node.input_shapes)
    return turned(node, found) if any(each.transposed for each in node.shared) else found


def _imports(text: str) -> Iterator[str]:
    """The imports that the text needs."""
    if re.search(r"\btorch\.", text):
        yield "import torch"
    if re.search(r"\bF\.", text):
        yield "import torch.nn.functional as F"
    yield "from torch import nn"
    if re.search(r"\broi_align\(", text):
        yield "from torchvision.ops import roi_align"


def _main(graph: Graph, names: PythonNames) -> Iterator[str]:
    """What the file does when it is run: one forward pass."""
    shapes = [node.shape for node in graph.nodes if "input" in node.op.traits]
    inputs = ", ".join(f"torch.zeros({', '.join(map(str, shape))})" for shape in shapes)
    yield 'if __name__ == "__main__":'
    yield f"    model = {names.classes[-1]}().eval()"
    yield "    print(f\"{sum(value.numel() for value in model.parameters()):,} parameters\")"
    yield "    with torch.no_grad():"
    yield f"        result = model({inputs})"
    yield "    results = result if isinstance(result, tuple) else (result,)"
    yield '    print("output", *("x".join(map(str, each.shape)) for each in results))'
