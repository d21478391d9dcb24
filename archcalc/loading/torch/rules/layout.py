"""Shapes changed, axes moved, parts taken and put together."""

from __future__ import annotations

from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.exported_program import ValueName
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords


def _same(call: CallView) -> LayerOutput:
    """A call that changes nothing but the type of values, or where they lie; a whole number has no fraction."""
    x, source = call.layer(), call.get("self", call.get("input"))
    whole, flags = call.context.integers, call.context.booleans
    name = source.name if type(source) is ValueName else ""
    if call.call.name in whole and name not in whole and name not in flags:
        return call.add("elementwise", x, function="truncate")
    if call.call.name in flags and name not in flags:
        return call.add("arithmetic", x, function="not_equal", number=0.0)
    return x


def _flipped(call: CallView) -> LayerOutput:
    x = call.layer()
    for axis in call.axes("dims", len(x.shape)):
        x = call.add("flip", x, axis=axis)
    return x


def _formed(call: CallView) -> LayerOutput:
    return call.reformed(call.layer(), call.shape, last=True)


def _permuted(call: CallView) -> LayerOutput:
    x = call.layer()
    rank = len(x.shape)
    if call.operator == "permute":
        order = [axis % rank for axis in call.get("dims", ())]
    else:
        order = list(range(rank))
        names = ("axis0", "axis1") if call.operator == "swapaxes" else ("dim0", "dim1")
        first, second = (call.axis(name, rank, default) for name, default in zip(names, (-2, -1), strict=True)) \
            if rank > 1 else (0, 0)
        order[first], order[second] = order[second], order[first]
    if order == list(range(rank)):
        return x
    return call.add("transpose", x, order=tuple(order))


def _moved(call: CallView, function: str, *reads: LayerOutput) -> LayerOutput:
    return call.add("tensor_function", *reads, function=function, shape=axes_of(call.shape))


def _sliced(call: CallView) -> LayerOutput:
    x, (start, end, step) = call.layer(), (call.get(name) for name in ("start", "end", "step"))
    axis = call.axis("dim", len(x.shape), 0)
    size = x.shape[axis]
    first, last = place(start, size, 0), place(end, size, size)
    return taken(call, x, axis, first, last, 1 if step is None else step)


def _narrowed(call: CallView) -> LayerOutput:
    x, length = call.layer(), call.get("length")
    axis = call.axis("dim", len(x.shape), 0)
    first = place(call.get("start"), x.shape[axis], 0)
    if type(length) is not int:
        raise NoWords("its places depend on the input")
    return taken(call, x, axis, first, first + length)


def place(given: Any, size: int, default: int) -> int:
    """A place of an axis as PyTorch counts it: from the end where it is below 0, and never beyond. Raises NoWords."""
    if given is None:
        return default
    if not isinstance(given, int):
        raise NoWords("its places depend on the input")
    return max(0, min(size, given + size if given < 0 else given))


def taken(call: CallView, x: LayerOutput, axis: int, first: int, last: int, step: int = 1) -> LayerOutput:
    """Some places of an axis; nothing is made where they are all."""
    if (first, last, step) == (0, x.shape[axis], 1):
        return x
    gives = (*x.shape[:axis], -(-(last - first) // step), *x.shape[axis + 1:])
    more: dict[str, Any] = {"step": step} if step != 1 else {}
    return call.add("select", x, axis=axis, places=(first, last), gives=gives, **more)


def _rolled(call: CallView) -> LayerOutput:
    """Each axis cut in two, and put together the other way round."""
    x = call.layer()
    rank, shifts = len(x.shape), call.get("shifts", ())
    axes = [axis % rank for axis in call.get("dims", ()) or ()]
    if len(axes) != len(shifts) or not all(type(each) is int for each in shifts):
        return _moved(call, "roll", x)
    for axis, shift in zip(axes, shifts, strict=True):
        size = x.shape[axis]
        if place := -shift % size:
            parts = [taken(call, x, axis, *ends) for ends in ((place, size), (0, place))]
            x = call.add("concat", *parts, axis=axis, gives=x.shape)
    return x


def _selected(call: CallView) -> LayerOutput:
    x, index = call.layer(), call.get("index")
    axis = call.axis("dim", len(x.shape), 0)
    if not isinstance(index, int):
        raise NoWords("its place depends on the input")
    place = index % x.shape[axis]
    if axis == 1 and len(x.shape) == 3:
        return call.add("token", x, index=place)
    return call.reformed(taken(call, x, axis, place, place + 1), call.shape)


def _parts(call: CallView) -> ModuleValue:
    """Every part; those that nobody reads are left out by `parts_read`."""
    x = call.layer()
    axis, drops = call.axis("dim", len(x.shape), 0), call.operator == "unbind"
    shapes: Any = call.call.shape
    found: list[ModuleValue] = []
    first = 0
    for number, shape in enumerate(shapes):
        size = 1 if drops else shape[axis]
        if call.is_read(number):
            part = taken(call, x, axis, first, first + size)
            found.append(call.reformed(part, shape))
        else:
            found.append(None)
        first += size
    return tuple(found)


def _class_token(call: CallView) -> LayerOutput | None:
    """A learned token put before the others, if that is what is joined."""
    names = call.get("tensors")
    token, *others = [call.context.values.get(each.name) for each in names if type(each) is ValueName]
    along_tokens = call.operator == "cat" and call.get("dim", 0) in {1, -2}
    if not along_tokens or len(others) != 1 or not isinstance(token, FixedArray):
        return None
    held, x = call.context.stands_for(token), others[0]
    if held is None or not held.learned or held.name in call.context.holders or not isinstance(x, LayerOutput) \
            or len(x.shape) != 3 or token.shape[1:] != (1, x.shape[2]):
        return None
    return call.add("class_token", x, weights={"token": token})


def _joined(call: CallView) -> LayerOutput:
    token = _class_token(call)
    if token is not None:
        return token
    parts = call.layers("tensors")
    if call.operator == "stack":
        axis = call.axis("dim", len(call.shape), 0)
        parts = [call.reformed(part, (*part.shape[:axis], 1, *part.shape[axis:])) for part in parts]
    axis = call.axis("dim", len(call.shape), 0)
    if len({len(part.shape) for part in parts}) > 1:
        raise NoWords("its parts differ in their axes")
    return parts[0] if len(parts) == 1 else call.add("concat", *parts, axis=axis)


_BORDERS = {"constant": "zeros", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def _padded(call: CallView) -> LayerOutput:
    x, pad = call.layer(), call.get("pad", ())
    sides = [tuple(pad[i:i + 2]) for i in range(0, len(pad), 2)]
    mode = _BORDERS.get(call.get("mode", "constant"), "")
    if not all(isinstance(each, int) for each in pad):
        raise NoWords("its sides depend on the input")
    while sides and sides[-1] == (0, 0):
        sides.pop()
    if not sides:
        return x
    image = len(x.shape) == 4 and (len(sides) < 3 or (len(sides) == 3 and sides[2][0] == 0))
    if not mode or call.get("value") or not image or min(map(min, sides)) < 0:
        return _moved(call, "pad", x)
    left_right, top_bottom, channels = (*sides, *((0, 0),) * (3 - len(sides)))[:3]
    more: dict[str, Any] = {"channels": channels[1]} if channels[1] else {}
    more |= {"mode": mode} if mode != "zeros" else {}
    return call.add("pad", x, sides=(*top_bottom, *left_right), **more)


def _enlarged(mode: str) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        x, corners = call.layer(), bool(call.get("align_corners", False))
        more: dict[str, Any] = {"corners": True} if corners else {}
        return call.add("upsample", x, **_scaled(call, x.shape[2:]), mode=mode, **more)

    return rule


def _scaled(call: CallView, sizes: tuple[int, ...]) -> dict[str, Any]:
    """The size; or the factors, where they give no whole size and so decide which places are read."""
    names = (("scales",), ("scales_h", "scales_w"), ("scales_d", "scales_h", "scales_w"))[len(sizes) - 1]
    factors = call.get("scale_factors") or tuple(call.get(name) for name in names)
    if None in factors or not any(size * factor % 1 for size, factor in zip(sizes, factors, strict=True)):
        return {"size": call.shape[2:]}
    return {"scale": factors}


def _shuffled(call: CallView) -> LayerOutput:
    x = call.layer()
    if len(x.shape) != 4:
        return _moved(call, call.operator, x)
    if call.operator == "pixel_shuffle":
        return call.add("pixel_shuffle", x, factor=call.get("upscale_factor"))
    return call.add("channel_shuffle", x, groups=call.get("groups"))


RULES: dict[str, CallRule] = {
    **dict.fromkeys(("contiguous", "clone", "detach", "alias", "to", "_to_copy", "type_as", "float", "lift_fresh_copy",
                     "_assert_tensor_metadata", "resolve_conj", "conj_physical", "positive"), _same),
    **dict.fromkeys(("view", "reshape", "_unsafe_view", "flatten", "unflatten", "squeeze", "unsqueeze", "view_as",
                     "reshape_as"), _formed),
    **dict.fromkeys(("permute", "transpose", "t", "numpy_T", "mT", "swapaxes", "swapdims"), _permuted),
    "slice": _sliced, "narrow": _narrowed, "select": _selected,
    "roll": _rolled, "flip": _flipped,
    **dict.fromkeys(("split", "split_with_sizes", "chunk", "unbind", "tensor_split", "unsafe_split", "unsafe_chunk"),
                    _parts),
    **dict.fromkeys(("cat", "concat", "concatenate", "stack"), _joined),
    **dict.fromkeys(("pad", "constant_pad_nd"), _padded),
    **dict.fromkeys(("upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d"), _enlarged("nearest")),
    **dict.fromkeys(("_upsample_nearest_exact1d", "_upsample_nearest_exact2d", "_upsample_nearest_exact3d"),
                    _enlarged("nearest-exact")),
    "upsample_linear1d": _enlarged("linear"), "upsample_bilinear2d": _enlarged("bilinear"),
    "upsample_trilinear3d": _enlarged("trilinear"), "upsample_bicubic2d": _enlarged("bicubic"),
    "pixel_shuffle": _shuffled, "channel_shuffle": _shuffled,
    "native_channel_shuffle": _shuffled,
}
