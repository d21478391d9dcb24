"""A file of source, whatever the framework: its head, and every operator put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.executor.weights.names import declared
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_text import quoted_text, wrapped
from archcalc.network.graph import Graph, Node


def operator_forms(graph: Graph, form: Callable[[Node], OperatorForm]) -> dict[str, OperatorForm]:
    """Every operator in the framework's words, by its layer. Raises ArchcalcError with all that have none."""
    found, mistakes = {}, []
    for node in graph.nodes:
        if "input" in node.op.traits:
            continue
        try:
            found[node.name] = form(node)
        except Refused as fact:
            mistakes.append(fact.at(node.place, f"layer {quoted(node.name)}"))
    if mistakes:
        raise ArchcalcError(mistakes)
    return found


def refuse_transposed(node: Node, framework: str, hint: str) -> None:
    """Refuse another layer's matrix, transposed."""
    if any(each.transposed for each in node.shared):
        raise Refused("share", f"{node.op.kind} with another layer's matrix, transposed, cannot be written in "
                               f"{framework}", hint=hint)


def head(graph: Graph, target: str) -> Iterator[str]:
    """The file's docstring: the network, its paper, its size, and what is to be known of the text."""
    about = graph.about
    paper = about.description.get("source")
    told = [str(paper[key]) for key in ("authors", "title", "url") if key in paper] if isinstance(paper, dict) else []
    year = f" ({about.description['year']})" if "year" in about.description else ""
    parameters = sum(prod(weight.shape) for _, _, weight in declared(graph) if weight.role != "buffer")
    yield f'"""{quoted_text(about.title)}{year}, {parameters:,} parameters.'
    yield ""
    if told:
        yield from wrapped(quoted_text(". ".join(told)), 0)
        yield ""
    yield f"Written by `archcalc export {quoted_text(about.name)} --to {target}`."
    yield "Weights of archcalc come in by `load_weights`, below."
    yield '"""'


def joined(head_lines: Iterator[str], imports: Callable[[str], Iterator[str]], bodies: list[list[str]]) -> str:
    """A file: its docstring, the imports that its text needs, and its parts, two empty lines before each."""
    text = "".join("\n\n\n" + "\n".join(body) for body in bodies)
    return "\n".join([*head_lines, "", *imports(text)]) + f"{text}\n"
