"""Mermaid: the same blocks and frames as text, for GitHub, GitLab, Notion and Marp."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.errors import printable
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.palette import LIGHT

SUFFIXES = (".mmd", ".mermaid")
_SPECIAL = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;", ";": "#59;"}
_IN_CIRCLE = 2
"""So many lines have room in a circle."""


def written(diagram: Diagram) -> str:
    """A flowchart from top to bottom; modules are subgraphs."""
    lines = ["flowchart TD", *([f"  %% {printable(diagram.title)}"] if diagram.in_part else [])]
    for part in diagram.root.parts:
        lines += _part(part, "  ")
    lines += [f"  n{source} --> n{target}" for source, target in diagram.links]
    roles: dict[str, list[str]] = {}
    for block in diagram.root.blocks():
        roles.setdefault(block.role, []).append(f"n{block.nodes[0]}")
    for role, names in roles.items():
        lines.append(f"  classDef {role} fill:{LIGHT[role]},stroke:{LIGHT[f'{role}-line']},color:{LIGHT['ink']}")
        lines.append(f"  class {','.join(names)} {role}")
    return "\n".join([*lines, ""])


def _part(part: Block | DiagramFrame, indent: str) -> Iterator[str]:
    times = f" ×{part.times}" if part.times > 1 else ""
    if isinstance(part, Block):
        lines = (", ".join(part.before), part.name + times, part.kind, part.volume, ", ".join(part.after))
        told = [*filter(None, lines)]
        left, right = ("[", "]") if not part.sign else ("((", "))") if len(told) <= _IN_CIRCLE else ("([", "])")
        yield f"{indent}n{part.nodes[0]}{left}{_quoted(*told)}{right}"
        return
    first = next(part.blocks()).nodes[0]
    yield f"{indent}subgraph s{first}_{len(indent)}[{_quoted(part.name + times)}]"
    for each in part.parts:
        yield from _part(each, f"{indent}  ")
    yield f"{indent}end"


def _quoted(*lines: str) -> str:
    """Lines as one label, in which no name means anything to Mermaid."""
    escaped = ("".join(_SPECIAL.get(letter, letter) for letter in printable(line)) for line in lines)
    return '"' + "<br/>".join(escaped) + '"'
