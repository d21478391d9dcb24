"""What a network can be written as for other programs, one form to a file.

A form is a module with `SUFFIXES` and `write(path, graph, choices)`, which answers the bytes written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from archcalc.base.registry import Registry

NAMES = Registry(__name__, __file__, "form")


class Choices(NamedTuple):
    """How a network is written.

    `weights` are drawn, a file, or arrays by their full names; `opset` is the version of the form's operators;
    `dynamic_batch` leaves the number of images open.
    """

    weights: str | Mapping[str, Any] = "random"
    seed: int = 0
    opset: int = 17
    dynamic_batch: bool = False
