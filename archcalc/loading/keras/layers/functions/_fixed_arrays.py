"""Arrays that are written into a model, as arguments of its functions: numbers, the same for every image."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, plain_order
from archcalc.loading.keras.layer_view import LayerView
from archcalc.operators.operator import Shape

_MOST_AXES = 12


def nested(given: Any) -> Any:
    """Numbers and lists of them: of an array in memory, or as Keras writes it down; anything else as it is."""
    if isinstance(given, dict) and given.get("class_name") in {"__numpy__", "__tensor__"}:
        inner = given.get("config")
        return inner.get("value") if isinstance(inner, dict) else None
    if not isinstance(given, (int, float, list, tuple, str)) and hasattr(given, "shape") and hasattr(given, "tolist"):
        return given.tolist()
    return list(given) if isinstance(given, tuple) else given


def shape_of(given: Any) -> Shape | None:
    """The shape of an array; None of what is none, or not even."""
    shape = getattr(given, "shape", None)
    if shape is not None:
        return tuple([int(size) for size in shape])
    sizes, value = list[int](), nested(given)
    while isinstance(value, list) and len(sizes) < _MOST_AXES:
        sizes.append(len(value))
        value = value[0] if value else None
    return tuple(sizes) if sizes and type(value) in (int, float, bool) else None


def as_value(view: LayerView, given: Any, rank: int) -> Generator[Layer, None, KerasValue] | None:
    """The layer of an array beside values of so many axes, those that it lacks put in front; None of what is none."""
    shape = shape_of(given)
    if shape is None or not 0 < len(shape) <= rank or 0 in shape:
        return None
    whole = (*[1] * (rank - len(shape)), *shape)
    return view.aside("module_array", shape=whole, order=plain_order(rank), is_signal=False)
