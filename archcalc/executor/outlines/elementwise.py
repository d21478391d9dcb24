"""Functions of every value of some arrays and numbers."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from archcalc.base.errors import Refused
from archcalc.executor.outlines.dtypes import BOOL, Dtype, promoted, real
from archcalc.executor.outlines.strided import Strided
from archcalc.executor.outlines.strides import Shape

AnyStrided = TypeVar("AnyStrided", bound=Strided)


def broadcast(*shapes: Shape) -> Shape:
    """The shape that several shapes have together. Raises Refused."""
    if shapes.count(shapes[0]) == len(shapes):
        return shapes[0]
    longest = max(map(len, shapes))
    axes = []
    for sizes in zip(*((1,) * (longest - len(shape)) + shape for shape in shapes), strict=True):
        wide = {size for size in sizes if size != 1}
        if len(wide) > 1:
            raise Refused("array", f"arrays of the shapes {_listed(shapes)} do not fit together",
                          expected="axes that agree, or are 1")
        axes.append(wide.pop() if wide else 1)
    return tuple(axes)


def fits_into(shape: Shape, inside: Shape) -> None:
    """Refuse unless values of a shape can be written into an array of another. Raises Refused."""
    if broadcast(shape, inside) != inside:
        raise Refused("array", f"values of the shape {list(shape)} do not fit into {list(inside)}",
                      expected="axes that agree, or are 1")


def _listed(shapes: tuple[Shape, ...]) -> str:
    return " and ".join(str(list(shape)) for shape in dict.fromkeys(shapes))


def each(*operands: Any, out: Any = None, dtype: Dtype | None = None) -> Any:
    """A function whose values have the type of its operands."""
    arrays = [operand for operand in operands if isinstance(operand, Strided)]
    shape = broadcast(*(array.shape for array in arrays))
    if out is not None:
        fits_into(shape, out.shape)
        return out
    model = next((array for array in arrays if array.shape == shape), arrays[0])
    kind = dtype or (model.dtype if len(arrays) == 1 and model.dtype.kind == "f" else together(operands))
    return model.fresh(shape, kind, model.order() if model.ndim == len(shape) else None)


def each_real(*operands: Any, out: Any = None) -> Any:
    """A function whose values are floats: a root, a quotient."""
    return each(*operands, out=out, dtype=real(together(operands)))


def each_truth(*operands: Any, out: Any = None) -> Any:
    """A function whose values are true or false."""
    return each(*operands, out=out, dtype=BOOL)


def together(operands: tuple[Any, ...]) -> Dtype:
    """The type that operands, arrays or numbers, have together."""
    dtypes, numbers = set(), []
    for operand in operands:
        if isinstance(operand, Strided):
            dtypes.add(operand.dtype)
        else:
            numbers.append(operand)
    return promoted(dtypes, numbers)


class Calculated(Strided):
    """The operators between arrays, and between an array and a number."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def _with(self, other: Any) -> Self:
        made: Self = each(self, other)
        return made

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _with
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _with
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _with

    def _divided(self, other: Any) -> Self:
        made: Self = each_real(self, other)
        return made

    __truediv__ = __rtruediv__ = _divided

    def _changed(self, other: Any) -> Self:
        made: Self = each(self, other, out=self)
        return made

    __iadd__ = __isub__ = __imul__ = __itruediv__ = __ifloordiv__ = __imod__ = __ipow__ = _changed
    __iand__ = __ior__ = __ixor__ = _changed

    def _compared(self, other: Any) -> Any:
        return each_truth(self, other)

    __gt__ = __ge__ = __lt__ = __le__ = _compared
    __eq__ = __ne__ = _compared

    def _alone(self) -> Self:
        made: Self = each(self)
        return made

    __neg__ = __abs__ = __invert__ = _alone
    __pos__ = _alone

    def clip(self, a_min: Any, a_max: Any, out: Any = None) -> Any:
        """Every value kept between two, either of which may be None."""
        return each(self, *(bound for bound in (a_min, a_max) if bound is not None), out=out)

    def round(self, decimals: int = 0) -> Self:
        """Every value rounded."""
        return self._alone()

    def fill(self, value: float) -> None:
        """Every value made the same."""
