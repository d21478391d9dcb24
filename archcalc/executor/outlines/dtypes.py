"""The types of values, and which type a result has, as NumPy 2 chooses it: a number in the code changes no float."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown


class Dtype(NamedTuple):
    """The type of an array's values; its `kind` is f, i or b: a float, an integer, true or false."""

    name: str
    itemsize: int
    kind: str = "f"


FLOAT16, FLOAT32, FLOAT64 = Dtype("float16", 2), Dtype("float32", 4), Dtype("float64", 8)
INT32, INT64, BOOL = Dtype("int32", 4, "i"), Dtype("int64", 8, "i"), Dtype("bool", 1, "b")
DTYPES = {dtype.name: dtype for dtype in (FLOAT16, FLOAT32, FLOAT64)}
"""Those that a network can be run in."""
_KNOWN: dict[Any, Dtype] = {dtype.name: dtype for dtype in (FLOAT16, FLOAT32, FLOAT64, INT32, INT64, BOOL)} | {
    "bool_": BOOL, float: FLOAT64, int: INT64, bool: BOOL}
_RANKS = "bif"


def check_dtype(dtype: str) -> None:
    """Raises ArchcalcError where there is no such type."""
    if dtype not in DTYPES:
        raise unknown("dtype", dtype, DTYPES)


def as_dtype(dtype: Any) -> Dtype:
    """A type from what NumPy takes for one: a type, its name, or Python's float, int and bool. Raises Refused."""
    if isinstance(dtype, Dtype):
        return dtype
    if isinstance(dtype, (str, type)) and dtype in _KNOWN:
        return _KNOWN[dtype]
    raise Refused("array", f"there is no type {quoted(getattr(dtype, '__name__', dtype))} of values",
                  expected="one of: xp.float16, xp.float32, xp.float64, xp.int32, xp.int64, xp.bool_")


def promoted(dtypes: Iterable[Dtype], numbers: Iterable[Any] = ()) -> Dtype:
    """The type that arrays of several types have together, and numbers of the code with them.

    >>> promoted([FLOAT32, INT64]).name, promoted([FLOAT32], [2.0]).name, promoted([INT64], [0.5]).name
    ('float64', 'float32', 'float64')
    """
    found: Dtype | None = None
    for dtype in dtypes:
        found = dtype if found is None else _together(found, dtype)
    for number in numbers:
        own = as_dtype(type(number))
        if found is None or _RANKS.index(own.kind) > _RANKS.index(found.kind):
            found = own
    assert found is not None, "arrays or numbers, one at least"
    return found


def _together(one: Dtype, other: Dtype) -> Dtype:
    if one.kind == other.kind or "b" in {one.kind, other.kind}:
        return max(one, other, key=lambda dtype: (_RANKS.index(dtype.kind), dtype.itemsize))
    return FLOAT64


def real(dtype: Dtype) -> Dtype:
    """The type of a root, a quotient or an exponential."""
    return dtype if dtype.kind == "f" else FLOAT64 if dtype.kind == "i" else FLOAT16


def summed(dtype: Dtype) -> Dtype:
    """The type of a sum or a product of many."""
    return dtype if dtype.kind == "f" else INT64
