"""Positions of a window: (size + padding - kernel)/stride + 1, rounded down, or up where it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import add, floordiv, neg

from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions._base import (
    OTHER,
    PRODUCTS,
    SIZES,
    Case,
    Misconception,
    Mistaken,
    Variation,
    by_rule,
    with_sides,
)
from archcalc.homework.misconceptions.fields import redrawn
from archcalc.network.graph import Node
from archcalc.operators import find
from archcalc.operators.axis_attributes import Sides
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import is_spatial, like
from archcalc.operators.sliding_window import pairs, rounded_up

_FIELD = "receptive_field"


def _slides(case: Case) -> bool:
    return {"kernel", "stride"} <= case.op.fields.keys() and is_spatial(case.inputs[0])


def _sides(case: Case) -> Sides:
    """The padding as two sides of each axis; none where it is `same`."""
    padding: Sides | str = case.op.attributes["padding"]
    return (0,) * 2 * len(case.inputs[0][2:]) if isinstance(padding, str) else padding


def _shifted(case: Case, by: Iterable[int]) -> tuple[Shape, ...]:
    """The input with its sides moved."""
    n, c, *sizes = case.inputs[0]
    return (like(case.inputs[0], (n, c, *map(add, sizes, by))),)


def _steps(case: Case) -> Iterator[Variation]:
    """The steps of the window are counted, not its positions: an input that is one stride smaller has as many."""
    if _slides(case):
        for smaller in _outputs(case, _shifted(case, map(neg, case.op.attributes["stride"]))):
            yield Variation(case.op, case.inputs, smaller, partial(_written, case.op, case.inputs, smaller[2], " + 1"))


def _written(op: Op, inputs: tuple[Shape, ...], size: int, without: str = "") -> Told:
    """An operator's arithmetic along the first axis, with the size that somebody takes it to give."""
    return f"{text(traced(op).output(*map(traced, inputs))[2]).removesuffix(without)} = {size}"


def _starts(case: Case) -> Iterator[Variation]:
    """The 1 is added before the division."""
    if _slides(case):
        for output in _outputs(case, _shifted(case, (1 - stride for stride in case.op.attributes["stride"]))):
            yield Variation(case.op, case.inputs, output)


def _outputs(case: Case, inputs: tuple[Shape, ...]) -> Iterator[Shape]:
    if min(inputs[0][2:]) > 0 and not isinstance(case.op.attributes["padding"], str) and _fits(case, inputs):
        yield case.op.output(*inputs)


def _fits(case: Case, inputs: tuple[Shape, ...]) -> bool:
    axes = zip(inputs[0][2:], pairs(_sides(case)), case.op.attributes["kernel"], strict=True)
    return all(size + before + after >= kernel for size, (before, after), kernel in axes)


def _rounded_otherwise(case: Case) -> Iterator[Variation]:
    """Rounded up instead of down, or down instead of up; a convolution rounds up as a pooling of its window would."""
    if not _slides(case):
        return
    if "ceil" in case.op.fields:
        yield Variation(case.op.replace(ceil=not case.op.attributes["ceil"]), case.inputs)
    elif set(case.op.attributes["dilation"]) == {1}:
        pool = find("max_pool")
        assert pool is not None
        names = ("kernel", "stride", "padding", "dilation")
        yield Variation(pool(ceil=True, **{name: case.op.attributes[name] for name in names}), case.inputs)


def _down(case: Case) -> Iterator[Variation]:
    yield from (each for each in _rounded_otherwise(case) if case.op.attributes.get("ceil"))


def _up(case: Case) -> Iterator[Variation]:
    for each in _rounded_otherwise(case):
        if not case.op.attributes.get("ceil"):
            rounded = each.op.output(*each.inputs)
            yield Variation(case.op, case.inputs, with_sides(case, rounded[2:]),
                            partial(_written, each.op, each.inputs, rounded[2]))


def _one_side(case: Case) -> Iterator[Variation]:
    if _slides(case) and any(_sides(case)):
        halves = (side for before in _sides(case)[::2] for side in (before, 0))
        yield Variation(case.op.replace(padding=tuple(halves)), case.inputs)


def _no_padding(case: Case) -> Iterator[Variation]:
    if _slides(case):
        yield Variation(case.op.replace(padding=(0,) * len(_sides(case))), case.inputs)


def _padding_twice(case: Case) -> Iterator[Variation]:
    if _slides(case) and any(_sides(case)):
        yield Variation(case.op.replace(padding=tuple(2 * side for side in _sides(case))), case.inputs)


def _no_stride(case: Case) -> Iterator[Variation]:
    if _slides(case):
        yield Variation(case.op.replace(stride=(1,) * len(case.op.attributes["stride"])), case.inputs)


def _no_dilation(case: Case) -> Iterator[Variation]:
    if "dilation" in case.op.fields:
        yield Variation(case.op.replace(dilation=(1,) * len(case.op.attributes["dilation"])), case.inputs)


def _no_dilation_in_field(case: Case) -> Iterator[Mistaken]:
    """Sizes without the dilation; a receptive field without that of any layer."""
    yield from redrawn(case, _undilated) if case.question.figure.name == _FIELD else _without_dilation(case)


def _undilated(node: Node) -> Op:
    dilated = "dilation" in node.op.fields
    return node.op.replace(dilation=(1,) * len(node.op.attributes["dilation"])) if dilated else node.op


_without_dilation = by_rule(_no_dilation)


def _swapped(case: Case) -> Iterator[Variation]:
    if _slides(case) and case.op.attributes["kernel"] != case.op.attributes["stride"]:
        changed = case.op.replace(kernel=case.op.attributes["stride"], stride=case.op.attributes["kernel"])
        yield Variation(changed, case.inputs)
        if case.question.figure.name in PRODUCTS:  # the size alone is worked out so
            yield Variation(case.op, case.inputs, changed.output(*case.inputs))


def _window_as_stride(case: Case) -> Iterator[Variation]:
    """A pooling's size is divided by its window, whatever its stride."""
    if _slides(case) and "pooling" in case.op.traits:
        sizes, kernel = case.inputs[0][2:], case.op.attributes["kernel"]
        yield Variation(case.op, case.inputs, with_sides(case, map(floordiv, sizes, kernel)),
                        f"{sizes[0]}/{kernel[0]}")


def _stride_alone(case: Case) -> Iterator[Variation]:
    """The size, padded or not, is divided by the stride, down or up, whatever the kernel."""
    stride = case.op.attributes["stride"] if _slides(case) else (1,)
    if max(stride) > 1:
        sizes = case.inputs[0][2:]
        for divided in (floordiv, rounded_up):
            output = with_sides(case, map(divided, sizes, stride))
            yield Variation(case.op, case.inputs, output, f"{sizes[0]}/{stride[0]}")
        padded = tuple(map(add, sizes, map(sum, pairs(_sides(case)))))
        sides = tuple(size // step + 1 for size, step in zip(padded, stride, strict=True))
        yield Variation(case.op, case.inputs, with_sides(case, sides),
                        f"{padded[0]}/{stride[0]} + 1 = {sides[0]}")


def _same_size(case: Case) -> Iterator[Variation]:
    if _slides(case):
        yield Variation(case.op, case.inputs, with_sides(case, case.inputs[0][2:]),
                        said("the size of the input"))


ROWS = (
    Misconception("floor-for-ceil", "the size was rounded down where this layer rounds up",
                  "this layer is in ceil mode: a last window that reaches past the end counts", SIZES, by_rule(_down)),
    Misconception("ceil-for-floor", "the size was rounded up where this layer rounds down",
                  "a window that does not fit is left out: round down", SIZES, by_rule(_up)),
    Misconception("plus-one-forgotten", "the + 1 was forgotten",
                  "(size + 2*padding - kernel)/stride counts the steps; there is one position more than steps", SIZES,
                  by_rule(_steps)),
    Misconception("padding-on-one-side", "the padding was added on one side only",
                  "padding is added on both sides: size + 2*padding", SIZES, by_rule(_one_side)),
    Misconception("padding-ignored", "the padding was left out", "the padding makes the input larger first", SIZES,
                  by_rule(_no_padding)),
    Misconception("stride-ignored", "the stride was ignored", "the window moves by the stride: divide by it", SIZES,
                  by_rule(_no_stride)),
    Misconception("dilation-ignored", "the dilation was ignored",
                  "a dilated kernel spans dilation*(kernel - 1) + 1 values", SIZES | {_FIELD}, _no_dilation_in_field),
    Misconception("kernel-and-stride-swapped", "kernel and stride were swapped",
                  "subtract the kernel, and divide by the stride", SIZES, by_rule(_swapped), rank=OTHER + 2),
    Misconception("window-for-stride", "the size was divided by the window, not by the stride",
                  "a window moves by its stride, which may be less than it is wide", SIZES, by_rule(_window_as_stride),
                  rank=OTHER + 1),
    Misconception("padding-counted-twice", "the padding was counted twice on each side",
                  "each side gets the padding once: size + 2*padding", SIZES, by_rule(_padding_twice), rank=OTHER),
    Misconception("plus-one-too-early", "the 1 was added before dividing", "divide by the stride first, then add 1",
                  SIZES, by_rule(_starts), rank=OTHER),
    Misconception("kernel-ignored", "the size was divided by the stride, without the kernel",
                  "a window has to fit in: subtract the kernel before dividing", SIZES, by_rule(_stride_alone),
                  rank=OTHER),
    Misconception("size-unchanged", "the size was taken to stay as it is",
                  "only with the right padding and stride 1 does the size stay", SIZES, by_rule(_same_size),
                  rank=OTHER),
)
