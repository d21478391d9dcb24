"""Layers by their place among their like: the second POOL2, CONV3-64 (2), conv2d (3), row 3 of 8."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.network.graph import Graph
from archcalc.operators import called_here
from archcalc.operators.foreign_names import bare

_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
           "ninth": 9, "tenth": 10}
_ORDINAL = re.compile(rf"(?:the\s+)?(?:({'|'.join(_PLACES)})|([1-9][0-9]?)(?:st|nd|rd|th))\s+(\S.*)", re.IGNORECASE)
_BEHIND = re.compile(r"(\S.*?)\s*(?:[(\[]\s*#?([1-9][0-9]{0,3})\s*[)\]]|\s#([1-9][0-9]{0,3}))")
_ROW = re.compile(r"row ([1-9][0-9]{0,3}) of ([1-9][0-9]{0,3})")
_COUNTED = re.compile(r"([A-Za-z]\w{0,60}?)_[0-9]{1,4}", re.ASCII)
_MOST = 80
"""So many characters a layer's name with its place has."""


def numbered(graph: Graph, rows: tuple[int, ...], text: str, noted: Callable[[str], tuple[int, ...]]) -> int | None:
    """The position of a layer that is named by its place; None where there is none such.

    `rows` are the positions of the rows that a table of the network shows, `noted` gives those of a word in the
    lecture's notation. Of a table of all rows, the input counts or does not; of one of the layers with weights, these.
    """
    word = text.strip()
    if len(word) > _MOST:
        return None
    if row := _ROW.fullmatch(word):
        return _row(graph, rows, int(row[1]), int(row[2]))
    if ordinal := _ORDINAL.fullmatch(word):
        return _among(graph, ordinal[3], _PLACES.get((ordinal[1] or "").lower()) or int(ordinal[2]), noted)
    behind = _BEHIND.fullmatch(word)
    return _among(graph, behind[1], int(behind[2] or behind[3]), noted) if behind else None


def of_a_program(name: str) -> str:
    """The first of the layers among which a program has counted one, conv2d (1) for conv2d_7; or nothing."""
    match = _COUNTED.fullmatch(name.strip())
    return f"{match[1]} (1)" if match and called_here(bare(match[1])) else ""


def _among(graph: Graph, name: str, place: int, noted: Callable[[str], tuple[int, ...]]) -> int | None:
    """The layer at a place among those that a name stands for: in notation, or an operator's by any name it has."""
    kind = called_here(bare(name.replace(" ", "")))
    alike = noted(name) or tuple(i for i, node in enumerate(graph.nodes) if kind and node.op.kind == kind)
    return alike[place - 1] if place <= len(alike) else None


def _row(graph: Graph, rows: tuple[int, ...], place: int, count: int) -> int | None:
    """The layer in a row of a table of so many rows; None where no table of the network has as many."""
    below = tuple(i for i in rows if "input" not in graph.nodes[i].op.traits)
    weighted = tuple(i for i in below if "weight-layer" in graph.nodes[i].op.traits)
    fitting = {each for each in (rows, below, weighted) if len(each) == count}
    return fitting.pop()[place - 1] if len(fitting) == 1 and place <= count else None
