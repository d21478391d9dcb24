"""Writes into arrays and into parts of them: what was before and behind, with the new values between."""

from __future__ import annotations

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, NoWords
from archcalc.loading.torch.rules.layout import place
from archcalc.loading.torch.rules.repeated_axes import repeated


def _copied(call: CallView) -> LayerOutput | FixedArray:
    """Values in the place of all others of an array, repeated where they are fewer."""
    source = call.value("src")
    if isinstance(source, FixedArray) and source.shape == call.shape:
        return source
    return repeated(call, call.as_layer(source))


def _written(call: CallView) -> LayerOutput:
    """An array with other values in one of its views, which is told by `part` and its arguments."""
    part, new = str(call.get("part", "")), call.as_layer(call.value("values"))
    if part not in {"slice", "select", "narrow"}:
        raise NoWords("its part is not known in words")
    x = call.layer()
    axis = call.axis("dim", len(x.shape), 0)
    first, last = _ends(call, part, x.shape[axis])
    shape = (*x.shape[:axis], last - first, *x.shape[axis + 1:])
    new = call.reformed(new, shape) if part == "select" else new
    if new.shape != shape:
        raise NoWords("what is written has another shape than the part")
    parts = [*_section(call, x, axis, 0, first), new, *_section(call, x, axis, last, x.shape[axis])]
    return new if len(parts) == 1 else call.add("concat", *parts, axis=axis)


def _section(call: CallView, x: LayerOutput, axis: int, first: int, last: int) -> list[LayerOutput]:
    """Some places of an axis, where there are any."""
    gives = (*x.shape[:axis], last - first, *x.shape[axis + 1:])
    return [call.aside("select", x, axis=axis, places=(first, last), gives=gives)] if first < last else []


def _ends(call: CallView, part: str, size: int) -> tuple[int, int]:
    """The first place of a part and the one behind its last. Raises NoWords where places are left out between them."""
    if part == "select":
        index = call.get("index")
        if type(index) is not int:
            raise NoWords("its place depends on the input")
        return index % size, index % size + 1
    if part == "narrow":
        first = place(call.get("start"), size, 0)
        return first, first + int(call.get("length"))
    if call.get("step") not in {None, 1}:
        raise NoWords("it leaves places out")
    return place(call.get("start"), size, 0), place(call.get("end"), size, size)


def _filled(call: CallView) -> LayerOutput:
    """One value wherever a mask is true."""
    return call.add("where", *(call.as_layer(call.value(name)) for name in ("mask", "value", "self")))


RULES: dict[str, CallRule] = {"copy": _copied, "written": _written, "masked_fill": _filled}
