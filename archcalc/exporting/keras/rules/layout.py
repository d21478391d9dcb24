"""Values that stay what they are, in another place or shape; and branches joined, in Keras."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.keras.channels_last import (
    as_here,
    as_there,
    axis_of,
    order_of,
    turned,
    values_as_here,
)
from archcalc.exporting.keras.rules import for_axes, pads_of, sides_of
from archcalc.exporting.keras.rules._region_text import ROI_ALIGN
from archcalc.exporting.keras.rules._resizing_text import INTERPOLATED
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, brief, expression
from archcalc.operators.kernels.resizing import taken
from archcalc.operators.operator import Op, Shape
from archcalc.operators.sliding_window import rounded_up


def _identity(op: Op, given: Shape, x: Shape) -> OperatorForm:
    return expression("{0}")


def _flatten(op: Op, given: Shape, x: Shape) -> OperatorForm:
    return expression(f"layers.Flatten()({values_as_here('{0}', x)})" if len(x) > 2 else "{0}")


def _reshape(op: Any, given: Shape, x: Shape) -> OperatorForm:
    call = f"layers.Reshape({{shape}})({values_as_here('{0}', x)})"
    return expression(as_there(call, given), FormArgument("shape", tuple(op.shape)))


def _regroup(op: Any, given: Shape, x: Shape) -> OperatorForm:
    call = f"ops.reshape({as_here('{0}', x)}, {{shape}})"
    return expression(as_there(call, given), FormArgument("shape", tuple(op.shape)))


def _transpose(op: Any, given: Shape, x: Shape) -> OperatorForm:
    want = [op.order[axis] for axis in order_of(given)]
    return expression(turned("{0}", order_of(x), want))


def _section(x: Shape, axis: int, places: str) -> str:
    """A section along one of archcalc's axes."""
    place = axis_of(x, axis)
    if place and place == len(x) - 1:
        return f"{{0}}[..., {places}]"
    return f"{{0}}[{':, ' * place}{places}]"


def _slice(op: Any, given: Shape, x: Shape) -> OperatorForm:
    first, last = op.channels
    return expression(_section(x, 1, "{first}:{last}"), FormArgument("first", first, 0), FormArgument("last", last))


def _select(op: Any, given: Shape, x: Shape) -> OperatorForm:
    if not op.axis:
        raise Refused("axis", "Keras leaves the batch open, and takes no places of it", hint="--to torch writes it")
    (first, last), step = op.places, "" if op.step == 1 else f":{op.step}"
    return expression(_section(x, op.axis, f"{{first}}:{{last}}{step}"), FormArgument("first", first),
                      FormArgument("last", last))


def _gather(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression(f"ops.take({{0}}, {list(op.index)}, axis={axis_of(x, op.axis)})")


def _crop(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression(f"{for_axes('Cropping', x)}({{cropping}})({{0}})", FormArgument("cropping", sides_of(op.cut(x))))


def _pad(op: Any, given: Shape, x: Shape) -> OperatorForm:
    if op.mode == "zeros":
        if not op.channels:
            pads = FormArgument("pads", sides_of(op.sides))
            return expression(f"{for_axes('ZeroPadding', x)}({{pads}})({{0}})", pads)
        return expression("ops.pad({0}, {pads})", FormArgument("pads", pads_of(op.sides, op.channels)))
    text = "{0}"
    for axis, (before, after) in enumerate(zip(op.sides[::2], op.sides[1::2], strict=True), 1):
        if before or after:
            text = f"ops.take({text}, {_bordered(op.mode, x[axis + 1], before, after)}, axis={axis})"
    return expression(f"ops.pad({text}, {pads_of((0,) * len(op.sides), op.channels)})" if op.channels else text)


def _bordered(mode: str, size: int, before: int, after: int) -> list[int]:
    """The places that an axis takes its own values from, beyond its ends as well."""
    places = range(-before, size + after)
    if mode == "replicate":
        return [min(max(place, 0), size - 1) for place in places]
    if mode == "circular":
        return [place % size for place in places]
    return [size - 1 - abs(size - 1 - abs(place)) for place in places]


def _upsample(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Whole factors are Keras's own; what else takes values, or blends two, is written out."""
    factors = tuple(after // before for before, after in zip(x[2:], given[2:], strict=True))
    whole = all(factor * before == after and scale in {0, factor} for factor, before, after, scale in
                zip(factors, x[2:], given[2:], op.scale, strict=True))
    if whole and op.mode.startswith("nearest"):
        return expression(f"{for_axes('UpSampling', x)}({{size}})({{0}})", FormArgument("size", brief(factors)))
    if whole and op.mode == "bilinear" and not op.corners:
        return expression('layers.UpSampling2D({size}, interpolation="bilinear")({0})',
                          FormArgument("size", brief(factors)))
    if op.mode == "area":
        return OperatorForm(for_axes("AdaptiveAveragePooling", x), (FormArgument("output_size", brief(given[2:])),))
    if op.mode == "bicubic":
        raise Refused("upsample", "Keras's bicubic weighs its neighbours otherwise: with a slope of -1/2, not -3/4",
                      hint="mode: bilinear, or --to torch")
    axes, text = op.axes(x[2:]), "{0}"
    if not op.blends:
        for number, axis in enumerate(axes, 1):
            text = f"ops.take({text}, {taken(axis)}, axis={number})"
        return expression(text)
    for number, axis in enumerate(axes, 1):
        places = f"size={axis.wanted}, first={float(axis.first)!r}, step={float(axis.step)!r}"
        text = f"interpolated({text}, axis={number}, {places})"
    return expression(text, helpers=(INTERPOLATED,))


_PIXEL_SHUFFLE = HelperSource("pixel_shuffle", '''
def pixel_shuffle(x, factor):
    """Channels laid out as pixels: each block of `factor` x `factor` pixels comes from as many channels."""
    h, w, channels = x.shape[1:]
    x = ops.reshape(x, (-1, h, w, channels // factor**2, factor, factor))
    x = ops.transpose(x, (0, 1, 4, 2, 5, 3))
    return ops.reshape(x, (-1, h * factor, w * factor, channels // factor**2))
''')
_CHANNEL_SHUFFLE = HelperSource("channel_shuffle", '''
def channel_shuffle(x, groups):
    """Channels dealt out anew, so that the next grouped convolution sees every group."""
    *sizes, channels = x.shape[1:]
    axes = range(1, len(sizes) + 1)
    x = layers.Reshape((*sizes, groups, channels // groups))(x)
    x = layers.Permute((*axes, len(sizes) + 2, len(sizes) + 1))(x)
    return layers.Reshape((*sizes, channels))(x)
''')
_MERGE_PATCHES = HelperSource("merge_patches", '''
def merge_patches(x, factor):
    """Each block of places as one place that has all their channels, column by column."""
    h, w, channels = x.shape[1:]
    x = layers.ZeroPadding2D(((0, -h % factor), (0, -w % factor)))(x)
    h, w = x.shape[1] // factor, x.shape[2] // factor
    x = layers.Reshape((h, factor, w, factor, channels))(x)
    x = layers.Permute((1, 3, 4, 2, 5))(x)
    return layers.Reshape((h, w, factor**2 * channels))(x)
''')


def _pixel_shuffle(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("pixel_shuffle({0}, {factor})", FormArgument("factor", op.factor), helpers=(_PIXEL_SHUFFLE,))


def _channel_shuffle(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("channel_shuffle({0}, {groups})", FormArgument("groups", op.groups), helpers=(_CHANNEL_SHUFFLE,))


def _merge_patches(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("merge_patches({0}, {factor})", FormArgument("factor", op.factor), helpers=(_MERGE_PATCHES,))


def _tile(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression(f"ops.tile({{0}}, {tuple(op.repeats[axis] for axis in order_of(x))})")


def _flip(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression(f"ops.flip({{0}}, axis={axis_of(x, op.axis)})")


def _roi_align(op: Any, given: Shape, x: Shape, boxes: Shape | None = None) -> OperatorForm:
    """Regions that no layer gives are each the whole image."""
    if boxes is not None and not op.sampling_ratio:
        raise Refused("sampling", "roi_align takes as many samples as a region has places, and the text as many of all",
                      hint="sampling_ratio: 2 is usual; or --to torch")
    samples = tuple(op.sampling_ratio or rounded_up(*axis) for axis in zip(x[2:], op.size, strict=True))
    size, scale = FormArgument("size", (*op.size,)), FormArgument("scale", op.spatial_scale if boxes else 1.0)
    more = f"{{size}}, {{scale}}, {samples}{', aligned=True' if op.aligned else ''}"
    if boxes is not None:
        return expression(f"roi_align({{0}}, {{1}}, {more})", size, scale, helpers=(ROI_ALIGN,))
    whole = f"ops.convert_to_tensor([[[0.0, 0.0, {x[3]:.1f}, {x[2]:.1f}]]])"
    return expression(f"ops.repeat(roi_align({{0}}, {whole}, {more}), {op.regions}, axis=0)", size, scale,
                      helpers=(ROI_ALIGN,))


def _joined(layer: str) -> Any:
    def rule(op: Op, given: Shape, *xs: Shape) -> OperatorForm:
        parts = ", ".join(f"{{{number}}}" for number in range(len(xs)))
        return expression(f"layers.{layer}()([{parts}])")
    return rule


def _concat(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    if len(xs) == 1:
        return expression("{0}")
    parts, axis = ", ".join(f"{{{number}}}" for number in range(len(xs))), axis_of(xs[0], op.axis)
    if not axis:
        return expression(f"ops.concatenate([{parts}], axis=0)")
    return expression(f"layers.Concatenate({'' if axis == len(xs[0]) - 1 else f'axis={axis}'})([{parts}])")


RULES = {"identity": _identity, "flatten": _flatten, "reshape": _reshape, "regroup": _regroup, "transpose": _transpose,
         "slice": _slice, "select": _select, "gather": _gather, "crop": _crop, "pad": _pad, "upsample": _upsample,
         "pixel_shuffle": _pixel_shuffle, "channel_shuffle": _channel_shuffle, "merge_patches": _merge_patches,
         "tile": _tile, "flip": _flip, "roi_align": _roi_align, "add": _joined("Add"),
         "multiply": _joined("Multiply"), "concat": _concat}
