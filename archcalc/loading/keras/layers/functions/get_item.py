"""A section of a value: x[:, 2:7], x[..., 0]."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """select for each axis that is cut, and a reshape without those of which one place is taken, with those made."""
    x, key = view.x, view.argument(1, "key")
    whole = _parts(key if isinstance(key, (list, tuple)) else [key], x.rank)
    parts = [part for part in whole if part is not None]
    ranges, single = [], []
    for axis, part in enumerate(parts):
        if type(part) is int and -x.shape[axis] <= part < x.shape[axis]:
            single.append(axis)
            ranges.append(range(part % x.shape[axis], part % x.shape[axis] + 1))
        else:
            ranges.append(range(*_slice(part).indices(x.shape[axis])))
    if any(places.step < 1 or not places for places in ranges) or 0 in single or len(ranges[0]) < x.shape[0]:
        raise Untranslatable("it goes backwards, takes nothing, or parts the batch")
    for axis, places in enumerate(ranges):
        if len(places) < x.shape[axis]:
            x = yield from view.add("select", x, axis=x.order.index(axis), places=(places[0], places[-1] + 1),
                                    step=places.step)
    if single or None in whole:
        sizes = iter([None if axis in single else size for axis, size in enumerate(x.shape)])
        left = [1 if part is None else next(sizes) for part in whole]
        x = yield from view.reshaped(x, tuple([size for size in left if size is not None]), last=True)
    return x if view.made else (yield from view.add("identity", x))


def _parts(given: Any, rank: int) -> list[Any]:
    """The part taken of every axis; None where an axis is made. Raises Untranslatable."""
    several = [... if _class(each) == "__ellipsis__" else each for each in given]
    rank += sum(each is None for each in several)
    if several.count(...) > 1 or len(several) - several.count(...) > rank or several[:1] == [None]:
        raise Untranslatable("it makes an axis before the batch's, or its section is not told")
    if ... not in several:
        several.append(...)
    place = several.index(...)
    return [*several[:place], *[slice(None)] * (rank + 1 - len(several)), *several[place + 1:]]


def _slice(part: Any) -> slice:
    """A slice as Keras writes it down, or as it is in memory. Raises Untranslatable."""
    if _class(part) == "__slice__" and isinstance(part.get("config"), dict):
        part = slice(*(part["config"].get(key) for key in ("start", "stop", "step")))
    ends = (part.start, part.stop, part.step) if isinstance(part, slice) else ("",)
    if not all(end is None or (type(end) is int and abs(end) < 2**31) for end in ends) or ends[-1] == 0:
        raise Untranslatable("its section is not told")
    assert isinstance(part, slice)
    return part


def _class(part: Any) -> Any:
    return part.get("class_name") if isinstance(part, dict) else None
