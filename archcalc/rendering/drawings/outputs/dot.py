"""Graphviz's DOT: the same blocks and frames as text, for those who lay out with `dot`."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.errors import printable
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.palette import LIGHT

SUFFIXES = (".dot", ".gv")


def written(diagram: Diagram) -> str:
    """A digraph, from top to bottom; modules are clusters."""
    lines = [f"digraph {_quoted(diagram.title)} {{", "  rankdir=TB;",
             '  node [shape=box, style="rounded,filled", fontname="Helvetica"];', '  graph [fontname="Helvetica"];']
    for part in diagram.root.parts:
        lines += _part(part, "  ")
    lines += [f"  n{source} -> n{target};" for source, target in diagram.links]
    return "\n".join([*lines, "}", ""])


def _part(part: Block | DiagramFrame, indent: str) -> Iterator[str]:
    times = f" ×{part.times}" if part.times > 1 else ""
    if isinstance(part, Block):
        lines = (", ".join(part.before), part.name + times, part.kind, part.volume, ", ".join(part.after))
        colours = f'fillcolor="{LIGHT[part.role]}", color="{LIGHT[f"{part.role}-line"]}"'
        yield f"{indent}n{part.nodes[0]} [label={_quoted(*filter(None, lines))}, {colours}];"
        return
    first = next(part.blocks()).nodes[0]
    yield f"{indent}subgraph cluster_{first}_{len(indent)} {{"
    yield f'{indent}  label={_quoted(part.name + times)}; style="rounded"; color="{LIGHT["frame-line"]}";'
    for each in part.parts:
        yield from _part(each, f"{indent}  ")
    yield f"{indent}}}"


def _quoted(*lines: str) -> str:
    """Lines as one string of DOT, in which no name can end it."""
    escaped = (printable(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
