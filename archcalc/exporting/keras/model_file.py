"""A network as a file of Python source for Keras 3: functions, and how archcalc's weights come into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.exporting.keras.function_text import TAKEN, FunctionWriter
from archcalc.exporting.keras.rules import form, rules
from archcalc.exporting.keras.rules.pooling_windows import padded_with_zeros
from archcalc.exporting.keras.weight_loading import loader
from archcalc.exporting.source.classes import program
from archcalc.exporting.source.described_file import head, joined, operator_forms, refuse_transposed
from archcalc.exporting.source.forms import HelperSource, OperatorForm, expression
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.source.python_text import identifier
from archcalc.exporting.source.source_program import SourceProgram
from archcalc.network.graph import Graph, Node

_SHARED = '''def shared(block, *given, **more):
    """A function of blocks as a model, which is called several times; `given` are values that it takes."""
    inputs = [keras.Input(each.shape[1:]) for each in given]
    return keras.Model(inputs, block(*inputs, **more), name=more["name"])'''


def source(graph: Graph) -> str:
    """The source text of a network. Raises ArchcalcError with every operator that cannot be written."""
    tables = _tables(graph)
    forms = operator_forms(graph, lambda node: _form(node, graph, tables))
    made = program(graph, lambda node: forms[node.name])
    _refuse_ties(made, tables)
    names = PythonNames(made, TAKEN, lambda name: identifier(name.lower(), "block", TAKEN))
    functions = [FunctionWriter(made, names, number, graph).lines() for number in range(len(made.classes))]
    whole = "\n".join("\n".join(lines) for lines in functions)
    bodies = [*(_helper(helper) for helper in made.helpers),
              *([_SHARED.split("\n")] if " = shared(" in whole else []), *functions,
              [loader(graph, made)], [*_main(names)]]
    return joined(head(graph, "keras"), _imports, bodies)


def _helper(helper: HelperSource) -> list[str]:
    """The lines of a class or function; a layer is registered, so that models with it are saved and read."""
    lines = helper.text.strip("\n").split("\n")
    return ["@keras.saving.register_keras_serializable()", *lines] if lines[0].startswith("class ") else lines


def _tables(graph: Graph) -> dict[str, str]:
    """The layers that multiply by another layer's table of words, by their names, and that layer's."""
    layers = {node.name: node for node in graph.nodes}
    return {node.name: each.lender for node in graph.nodes for each in node.shared
            if "linear" in node.op.traits and not each.transposed and _is_table(layers[each.lender])}


def _is_table(node: Node) -> bool:
    return node.op.kind in rules() and form(node).maker == "layers.Embedding"


def _form(node: Node, graph: Graph, tables: dict[str, str]) -> OperatorForm:
    refuse_transposed(node, "Keras", "--to torch writes it")
    found = form(node)
    if node.name in tables:
        if [*node.op.weights(*node.input_shapes)] != ["weight"]:
            raise Refused("share", "Keras's ReversibleEmbedding has no bias beside the table that it multiplies by",
                          hint="bias: false, or --to torch")
        return expression("{tied}({0}, reverse=True)")
    if {node.name, *(each.lender for each in node.shared)} & {*tables.values()}:
        return found._replace(maker="layers.ReversibleEmbedding")
    if "constant_values=-" in found.call and _is_never_negative(graph.nodes[node.inputs[0]], graph):
        return padded_with_zeros(node.op, node.input_shapes[0])
    return found


def _is_never_negative(node: Node, graph: Graph) -> bool:
    """True of what is zero or more, whatever the weights."""
    while "random" in node.op.traits or ("maxima" in node.op.traits and "window-pooling" in node.op.traits):
        node = graph.nodes[node.inputs[0]]
    return "never-negative" in node.op.traits


def _refuse_ties(made: SourceProgram, tables: dict[str, str]) -> None:
    """Refuse weights that are another layer's where Keras has no layer for that. Raises ArchcalcError."""
    top = {step.name for step in made.network.steps}
    for tie in made.tied:
        if tables.get(tie.layer.name) != tie.holder.name or not {tie.layer.name, tie.holder.name} <= top:
            raise ArchcalcError([Refused(
                "share", f"{tie.layer.name} uses a weight of {tie.holder.name}: layers of Keras hold their own",
                hint="--to torch writes it").at(tie.layer.place, f"layer {quoted(tie.layer.name)}")])


def _imports(text: str) -> Iterator[str]:
    """The imports that the text needs."""
    yield "import keras"
    if re.search(r"\bnp\.", text):
        yield "import numpy as np"
    used = [word for word in ("layers", "ops") if re.search(rf"(?<!keras\.)\b{word}\.", text)]
    if used:
        yield f"from keras import {', '.join(used)}"


def _main(names: PythonNames) -> Iterator[str]:
    """The end of the file, which is run with it."""
    yield 'if __name__ == "__main__":'
    yield f"    build_{names.classes[-1]}().summary()"
