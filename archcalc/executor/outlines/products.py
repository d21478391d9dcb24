"""Sums of products: matrices, letters, several axes at once."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.executor.outlines.elementwise import broadcast, fits_into, together
from archcalc.executor.outlines.reductions import Reduced
from archcalc.executor.outlines.strides import Shape


def matmul(x1: Any, x2: Any, out: Any = None) -> Any:
    """Matrix products of the last two axes; a vector is a row on the left and a column on the right."""
    left = x1.shape if x1.ndim > 1 else (1, *x1.shape)
    right = x2.shape if x2.ndim > 1 else (*x2.shape, 1)
    if left[-1] != right[-2]:
        raise _unequal(x1, x2)
    shape = (*broadcast(left[:-2], right[:-2]), *left[-2:-1][:x1.ndim - 1], *right[-1:][:x2.ndim - 1])
    if out is None:
        return x1.fresh(shape, together((x1, x2)))
    fits_into(shape, out.shape)
    return out


def dot(a: Any, b: Any, out: Any = None) -> Any:
    """Of two matrices their product; of more axes, the last of one with the last but one of the other."""
    if a.ndim < 2 or b.ndim <= 2:
        return matmul(a, b, out)
    if a.shape[-1] != b.shape[-2]:
        raise _unequal(a, b)
    shape = (*a.shape[:-1], *b.shape[:-2], b.shape[-1])
    if out is None:
        return a.fresh(shape, together((a, b)))
    fits_into(shape, out.shape)
    return out


def outer(a: Any, b: Any) -> Any:
    """Every value of one times every value of the other."""
    return a.fresh((a.size, b.size), together((a, b)))


def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """As NumPy does it: axes moved to the ends, two matrices, one product."""
    if isinstance(axes, int):
        axes = (tuple(range(a.ndim - axes, a.ndim)), tuple(range(axes)))
    left, right = a.axes(axes[0]), b.axes(axes[1])
    if [a.shape[axis] for axis in left] != [b.shape[axis] for axis in right]:
        raise _unequal(a, b)
    rows = tuple(axis for axis in range(a.ndim) if axis not in left)
    columns = tuple(axis for axis in range(b.ndim) if axis not in right)
    shape = (*(a.shape[axis] for axis in rows), *(b.shape[axis] for axis in columns))
    summed = _product_of(tuple(a.shape[axis] for axis in left))
    return matmul(a.transpose(*rows, *left).reshape(-1, summed),
                  b.transpose(*right, *columns).reshape(summed, -1)).reshape(shape)


def einsum(*operands: Any, out: Any = None) -> Any:
    """Products added up over the letters that the result leaves out."""
    terms, *arrays = operands
    if not isinstance(terms, str):
        raise Refused("array", "einsum takes letters before the arrays", hint='xp.einsum("nchw,fc->nfhw", x, weight)')
    given, arrow, result = terms.replace(" ", "").partition("->")
    inputs = given.split(",")
    if len(inputs) != len(arrays):
        raise Refused("array", f"einsum takes {len(inputs)} arrays for {terms!r}, found {len(arrays)}")
    sizes, dots = _sizes(terms, inputs, arrays)
    if not arrow:
        letters = given.replace(",", "").replace(".", "")
        result = "..." * ("..." in given) + "".join(sorted(letter for letter in sizes if letters.count(letter) == 1))
    before, _, after = result.rpartition("...") if "..." in result else ("", "", result)
    shape = (*(sizes[letter] for letter in before), *(dots if "..." in result else ()),
             *(sizes[letter] for letter in after))
    if out is not None:
        fits_into(shape, out.shape)
        return out
    return arrays[0].fresh(shape, together(tuple(arrays)))


def _sizes(terms: str, inputs: list[str], arrays: list[Any]) -> tuple[dict[str, int], Shape]:
    """The size of every letter, and the shape that the dots stand for."""
    sizes: dict[str, int] = {}
    dots: Shape = ()
    for letters, array in zip(inputs, arrays, strict=True):
        before, found, after = letters.partition("...")
        fewest = len(before) + len(after)
        if array.ndim < fewest or (not found and array.ndim != fewest):
            raise Refused("array", f"{terms!r} names {fewest} axes, and an array has {array.ndim}",
                          expected="a letter for every axis, or dots")
        last = array.ndim - len(after)
        dots = broadcast(dots, array.shape[len(before):last])
        for letter, size in zip(before + after, array.shape[:len(before)] + array.shape[last:], strict=True):
            if sizes.setdefault(letter, size) != size:
                raise Refused("array", f"{letter!r} in {terms!r} is {sizes[letter]} and {size}", expected="one size")
    return sizes, dots


def _product_of(sizes: Shape) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product


def _unequal(a: Any, b: Any) -> Refused:
    return Refused("array", f"arrays of the shapes {list(a.shape)} and {list(b.shape)} cannot be multiplied",
                   expected="the last axis of the first as long as the last but one of the second")


class Multiplied(Reduced):
    """The methods that multiply matrices."""

    __slots__ = ()

    def __matmul__(self, other: Any) -> Any:
        return matmul(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return matmul(other, self)

    def dot(self, b: Any, out: Any = None) -> Any:
        """The product of two matrices, or of a matrix and a vector."""
        return dot(self, b, out)
