"""Values that stay what they are, in another place or shape; and branches joined, in PyTorch."""

from __future__ import annotations

import struct
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, brief, expression
from archcalc.exporting.torch.rules import reversed_sides
from archcalc.operators.kernels.resizing import taken
from archcalc.operators.operator import Op, Shape

_MODES = {"zeros": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def _identity(op: Op, x: Shape) -> OperatorForm:
    return OperatorForm("nn.Identity")


def _flatten(op: Op, x: Shape) -> OperatorForm:
    return expression("{0}.flatten(1)")


def _reshape(op: Any, x: Shape) -> OperatorForm:
    return expression("{0}.reshape(-1, *{shape})", FormArgument("shape", tuple(op.shape)))


def _regroup(op: Any, x: Shape) -> OperatorForm:
    return expression("{0}.reshape({shape})", FormArgument("shape", tuple(op.shape)))


def _transpose(op: Any, x: Shape) -> OperatorForm:
    moved = [place for place, axis in enumerate(op.order) if place != axis]
    if len(moved) == 2:
        return expression(f"{{0}}.transpose({moved[0]}, {moved[1]})")
    return expression(f"{{0}}.permute({', '.join(map(str, op.order))})")


def _slice(op: Any, x: Shape) -> OperatorForm:
    first, last = op.channels
    return expression("{0}[:, {first}:{last}]", FormArgument("first", first, 0), FormArgument("last", last))


def _select(op: Any, x: Shape) -> OperatorForm:
    (first, last), step = op.places, "" if op.step == 1 else f":{op.step}"
    return expression(f"{{0}}[{':, ' * op.axis}{{first}}:{{last}}{step}]", FormArgument("first", first),
                      FormArgument("last", last))


def _gather(op: Any, x: Shape) -> OperatorForm:
    return expression(f"{{0}}[{':, ' * op.axis}{list(op.index)}]")


def _crop(op: Any, x: Shape) -> OperatorForm:
    cut = op.cut(x)
    ends = (size - after for size, after in zip(x[2:], cut[1::2], strict=True))
    section = ", ".join(f"{before}:{end}" for before, end in zip(cut[::2], ends, strict=True))
    return expression(f"{{0}}[:, :, {section}]")


def _pad(op: Any, x: Shape) -> OperatorForm:
    sides = reversed_sides(op.sides)
    if op.mode == "zeros":
        whole = (*sides, 0, op.channels) if op.channels else sides
        return expression("F.pad({0}, {pads})", FormArgument("pads", whole))
    if op.channels:
        raise Refused("pad", f"PyTorch adds no channels of zeros to a border that is {op.mode}", hint="two steps do it")
    return expression(f'F.pad({{0}}, {{pads}}, mode="{_MODES[op.mode]}")', FormArgument("pads", sides))


def _upsample(op: Any, x: Shape) -> OperatorForm:
    if not op.blends and op.mode != "area":
        for places, before, factor in zip(map(taken, op.axes(x[2:])), x[2:], op.scale, strict=True):
            if places != _by_torch(before, len(places), factor, half=op.mode == "nearest-exact"):
                raise Refused("upsample", f"PyTorch takes other values where {before} places become {len(places)}",
                              hint="its scale is a number of seven digits; a mode that blends does not hang on it")
    scaled = any(op.scale)
    scale = tuple(int(each) if each == int(each) else each for each in op.scale)
    size = FormArgument("scale", brief(scale)) if scaled else FormArgument("size", (*op.output(x)[2:],))
    word = "scale_factor={scale}" if scaled else "size={size}"
    corners = ", align_corners=True" if op.corners else ""
    return expression(f'F.interpolate({{0}}, {word}, mode="{op.mode}"{corners})', size)


def _by_torch(size: int, wanted: int, scale: float, *, half: bool) -> list[int]:
    """The places that PyTorch takes values from: its scale is a float32, and so is what it multiplies."""
    step = _float32(1 / scale if scale else size / wanted)
    return [min(size - 1, int(_float32(_float32(i + half / 2) * step))) for i in range(wanted)]


def _float32(value: float) -> float:
    (rounded,) = struct.unpack("<f", struct.pack("<f", value))
    return float(rounded)


def _pixel_shuffle(op: Any, x: Shape) -> OperatorForm:
    return expression("F.pixel_shuffle({0}, {factor})", FormArgument("factor", op.factor))


def _channel_shuffle(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("nn.ChannelShuffle", (FormArgument("groups", op.groups),))


_MERGE_PATCHES = HelperSource("merge_patches", '''
def merge_patches(x, factor):
    """Each block of places as one place that has all their channels, column by column."""
    x = F.pad(x, (0, -x.shape[3] % factor, 0, -x.shape[2] % factor))
    n, c, h, w = x.shape
    x = x.reshape(n, c, h // factor, factor, w // factor, factor)
    return x.permute(0, 5, 3, 1, 2, 4).reshape(n, -1, h // factor, w // factor)
''')


def _merge_patches(op: Any, x: Shape) -> OperatorForm:
    return expression("merge_patches({0}, {factor})", FormArgument("factor", op.factor), helpers=(_MERGE_PATCHES,))


def _tile(op: Any, x: Shape) -> OperatorForm:
    return expression(f"{{0}}.repeat({', '.join(map(str, op.repeats))})")


def _flip(op: Any, x: Shape) -> OperatorForm:
    return expression(f"{{0}}.flip({op.axis})")


def _roi_align(op: Any, x: Shape, boxes: Shape | None = None) -> OperatorForm:
    """Regions that no layer gives are each the whole image, in its own pixels."""
    given = "list({1})" if boxes is not None else \
        f"[{{0}}.new_tensor([[0, 0, {x[3]}, {x[2]}]] * {op.regions})] * len({{0}})"
    scale = FormArgument("scale", op.spatial_scale if boxes is not None else 1.0)
    size, ratio = FormArgument("size", (*op.size,)), FormArgument("ratio", op.sampling_ratio or -1)
    aligned = ", aligned=True" if op.aligned else ""
    return expression(f"roi_align({{0}}, {given}, {{size}}, {{scale}}, {{ratio}}{aligned})", size, scale, ratio)


def _joined(sign: str) -> Any:
    def rule(op: Op, *xs: Shape) -> OperatorForm:
        return expression(sign.join(f"{{{number}}}" for number in range(len(xs))))
    return rule


def _concat(op: Any, *xs: Shape) -> OperatorForm:
    parts = ", ".join(f"{{{number}}}" for number in range(len(xs)))
    return expression(f"torch.cat([{parts}], {op.axis})")


RULES = {"identity": _identity, "flatten": _flatten, "reshape": _reshape, "regroup": _regroup, "transpose": _transpose,
         "slice": _slice, "select": _select, "gather": _gather, "crop": _crop, "pad": _pad, "upsample": _upsample,
         "pixel_shuffle": _pixel_shuffle, "channel_shuffle": _channel_shuffle, "merge_patches": _merge_patches,
         "tile": _tile, "flip": _flip, "roi_align": _roi_align, "add": _joined(" + "), "multiply": _joined(" * "),
         "concat": _concat}
