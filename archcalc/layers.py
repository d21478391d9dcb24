"""The flat layers of a network, before their operators are parsed."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple

from archcalc.document import Value
from archcalc.errors import Place


class Layer(NamedTuple):
    """One operator of the network: its full name, its attributes as plain values, and the layers it reads."""

    name: str
    kind: str
    attributes: dict[str, Any]
    inputs: tuple[str, ...]
    path: tuple[str, ...] = ()
    place: Place | None = None
    values: dict[str, Value] = {}
    """The attributes as written, for their places."""


Layers = Generator[Layer, None, str]
"""Gives layers, and returns the name of the last one."""
