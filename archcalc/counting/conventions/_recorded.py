"""The operators on which each tool was run: `recorded.json`, which tests/oracle/operator_tools.py writes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from archcalc.network.graph import Graph


@cache
def operators() -> Mapping[str, frozenset[str]]:
    """By tool, the operators on which it was run, alone or beside others."""
    import json

    found: dict[str, list[str]] = json.loads(Path(__file__).with_name("recorded.json").read_text("utf-8"))
    return {tool: frozenset(kinds) for tool, kinds in found.items()}


def unrecorded(convention: str, graph: Graph) -> tuple[str, ...]:
    """The operators of a network on which the tool of a convention was not run: none where no tool stands behind it."""
    tool = max((tool for tool in operators() if f"{convention}-".startswith(f"{tool}-")), key=len, default=None)
    if tool is None:
        return ()
    used = dict.fromkeys(node.op.kind for node in graph.nodes if "input" not in node.op.traits)
    return tuple(kind for kind in used if kind not in operators()[tool])
