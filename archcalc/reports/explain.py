"""Explanations: of an operator from its docstring, of a layer or a total from the operators' rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.counting import conventions
from archcalc.counting.convention import Rule, unfolded, value_bytes
from archcalc.counting.derivations import derive, modules
from archcalc.loading import library
from archcalc.network import subgraph
from archcalc.network.builder import build
from archcalc.network.graph import Graph, Node, unknown_layer
from archcalc.operators.attributes import SameAs
from archcalc.operators.operator import Op
from archcalc.operators.traits import TRAITS

ANOTHER_LAYER = "the name of one more layer that it reads"


def explain(name: str, what: str | None, figure: str | None, settings: Mapping[str, object], input_size: str | None,
            convention: Iterable[str], dtype: str | None) -> Report:
    """A layer's or a module's derivation, or a total's; raises ArchcalcError for what does not exist."""
    return derived(build(library.load(name, options=settings, input_size=input_size)), what, figure, convention, dtype)


def derived(graph: Graph, what: str | None, figure: str | None, convention: Iterable[str], dtype: str | None) -> Report:
    """A layer's or a module's derivation, or one figure of it, or a total's. Raises ArchcalcError."""
    if what is None:
        name = graph.about.name
        raise ArchcalcError.of("usage", "explain wants a layer, a module or a total",
                               hint=f"archcalc explain {name} params",
                               expected=f"a layer's or a module's name, or one of: {', '.join(derive.TOTALS)}")
    rules = conventions.rules(conventions.chosen(convention))
    if what in derive.TOTALS and what not in {node.name for node in graph.nodes}:
        _refuse_beside("a total, which counts values", dtype=dtype, figure=figure)
        return derive.explain_total(graph, what, rules)
    if what in subgraph.modules(graph) and what not in {node.name for node in graph.nodes}:
        _refuse_beside("a module, whose values are counted", dtype=dtype)
        return _of_module(graph, what, figure, rules)
    dtype = graph.dtype if dtype is None else dtype
    report = derive.explain_layer(graph, _layer(graph, what), rules["memory"], value_bytes(dtype), dtype)
    report = report._replace(notes=(*report.notes, *unfolded(dtype, [graph])))
    return _only(report, figure) if figure else report


def _refuse_beside(told: str, **words: str | None) -> None:
    for word, said in words.items():
        if said:
            raise ArchcalcError.of("usage", f"a {word} says nothing to {told}: {quoted(said)}",
                                   hint="leave it out, or name a layer")


def _of_module(graph: Graph, module: str, figure: str | None, rules: Mapping[str, Rule]) -> Report:
    """A module's layers and their sums, or the terms of one sum."""
    if figure is None:
        return modules.explain_module(graph, module, rules)
    if figure not in derive.TOTALS:
        raise unknown("figure", figure, [*derive.TOTALS])
    return derive.explain_total(graph, figure, rules, module)


def _layer(graph: Graph, name: str) -> Node:
    names = [node.name for node in graph.nodes]
    if name not in names:
        raise unknown_layer(name, [*names, *derive.TOTALS], graph.about.name,
                            f"a layer's or a module's name, or one of: {', '.join(derive.TOTALS)}")
    return graph.node(name)


def _only(report: Report, figure: str) -> Report:
    """The lines of one figure."""
    table = report.tables[0]
    figures = [row[0] for row in table.rows if row[0]]
    aliases = {"params": "parameters", "macs": "MACs", "output": "output volume"}
    wanted = aliases.get(figure, figure.replace("_", " "))
    if wanted == "parameters" and wanted not in figures and "weights" in figures:
        wanted = "weights"  # which are all parameters where nothing but weights is told
    if wanted not in figures:
        raise unknown("figure", figure, [*figures, *aliases.keys() - {figure}])
    return report._replace(tables=(table._replace(rows=tuple(row for row in table.rows if row[0] == wanted)),))


def operator(op: type[Op]) -> Report:
    """An operator's page: its docstring, its attributes with what they may be, and its traits."""
    columns = (Column("attribute", "attribute", rank=0), Column("expected", "what it may be", "prose", rank=0),
               Column("default", "default", rank=0))
    also = ((op.reads_also, ANOTHER_LAYER, "none"),) if op.reads_also else ()
    rows = (*((name, kind.expected, default(op, name)) for name, kind in op.fields.items()), *also)
    page = cleandoc(op.__doc__ or "").partition(">>>")[0].strip()
    traits = {name: trait.meaning for name, trait in TRAITS.items() if name in op.traits}
    return Report("archcalc/operator/1", (Table("attributes", columns, rows),),
                  (*paragraphs(page), *_described(traits)), {"operator": op.kind, "page": page, "traits": traits},
                  title=op.kind)


def _described(traits: Mapping[str, str]) -> Iterator[str]:
    """Traits of an operator, by which it is counted, drawn and asked about."""
    width = max(map(len, traits), default=0)
    yield from ["Traits:", ""] if traits else []
    yield from (f"    {name:{width}}  {meaning}" for name, meaning in traits.items())
    yield from [""] if traits else []


def paragraphs(page: str) -> Iterator[str]:
    """A docstring's paragraphs: the lines of formulas as they stand; sentences that were broken over lines, whole."""
    for part in page.split("\n\n"):
        yield from part.split("\n") if part.startswith(" ") else [" ".join(part.split())]
        yield ""


def default(op: type[Op], name: str) -> str:
    """An attribute's default in words; "required" where it has none."""
    if name not in op.defaults:
        return "required"
    default = op.defaults[name]
    if isinstance(default, SameAs):
        return f"the {default.name}"
    if isinstance(default, tuple) and len(set(default)) == 1:
        return str(default[0])
    return str(default).lower() if isinstance(default, bool) else str(default)


