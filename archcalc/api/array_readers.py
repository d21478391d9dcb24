"""Readers of arguments that are arrays, alone or by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.api.argument_readers import by_name, read_path, unfit

_NUMERIC = frozenset("biuf")
"""NumPy's letters of the kinds of types that hold plain numbers."""


def _array(value: object) -> Any:
    """An array of numbers; what NumPy makes one of is one."""
    from archcalc.executor.backends import backend

    found = backend("numpy").namespace().asarray(value)
    return found if found.dtype.kind in _NUMERIC and found.size and found.ndim else unfit()


def read_inputs(value: object) -> Any:
    """An array, or arrays by name."""
    return by_name(value, _array) if isinstance(value, Mapping) else _array(value)


def read_weights(value: object) -> Any:
    """A word, a file, arrays by name, or a Keras model, whose arrays are read once it is known for which network."""
    if isinstance(value, Mapping):
        return by_name(value, _array)
    return value if hasattr(value, "count_params") and hasattr(value, "get_config") else read_path(value)
