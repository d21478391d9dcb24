"""The type of numbers in which a network is run, or its training planned: not all types that are counted are there."""

from __future__ import annotations

from collections.abc import Collection

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE
from archcalc.network.graph import Graph


class NumberType(NamedTuple):
    """A type's name, and what is to be said of it."""

    name: str
    notes: tuple[str, ...] = ()


def number_type(graph: Graph, asked: str | None, known: Collection[str]) -> NumberType:
    """The type that is asked for; without one the network's own, where it is `known`, else the usual one."""
    if asked is not None or graph.dtype == USUAL_DTYPE:
        return NumberType(asked or USUAL_DTYPE)
    if graph.dtype in known:
        return NumberType(graph.dtype, (f"numbers are {graph.dtype}, the file's own type (--dtype takes another)",))
    return NumberType(USUAL_DTYPE, (f"numbers are {USUAL_DTYPE}, as {graph.dtype}, the file's own type, "
                                    "is not for this (--dtype takes another)",))
