"""Rows of a table that are put together when they are looked at: a large one holds no row twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from operator import add, itemgetter
from typing import Any, TypeVar, overload

from archcalc.base.report import Row, Rows

_Each = TypeVar("_Each")
_Made_co = TypeVar("_Made_co", covariant=True)


class MadeOf(Sequence[_Made_co]):
    """Values made of others by a function, anew whenever they are looked at.

    >>> list(MadeOf([1, 2, 3], lambda number: (number, number * number)))
    [(1, 1), (2, 4), (3, 9)]
    """

    def __init__(self, values: Sequence[_Each], make: Callable[[_Each], _Made_co]) -> None:
        self._values: Sequence[Any] = values
        self._make = make

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[_Made_co]:
        return map(self._make, self._values)

    @overload
    def __getitem__(self, at: int) -> _Made_co: ...

    @overload
    def __getitem__(self, at: slice) -> list[_Made_co]: ...

    def __getitem__(self, at: int | slice) -> _Made_co | list[_Made_co]:
        if isinstance(at, slice):
            return [*map(self._make, self._values[at])]
        return self._make(self._values[at])

    def then(self, work: Callable[[Any], Any]) -> MadeOf[Any]:
        """Values that another function makes of these."""
        make = self._make
        return MadeOf(self._values, lambda value: work(make(value)))


class JoinedRows(Rows):
    """Rows of several parts that stand side by side, each with some of the cells of every row.

    >>> rows = JoinedRows([[("a", 1), ("b", 2)], [(3,), (4,)]])
    >>> rows[1], rows.column(2), rows == (("a", 1, 3), ("b", 2, 4))
    (('b', 2, 4), [3, 4], True)
    """

    def __init__(self, parts: Sequence[Sequence[Row]]) -> None:
        """`parts` are as long as each other; one of joined rows counts as those that they are of."""
        self._parts: list[Sequence[Row]] = [each for part in parts for each in (
            part._parts if isinstance(part, JoinedRows) else [part])]
        self._last: tuple[int, Row] = (-1, ())  # who looks at one cell of a row looks at the next one, too

    def __len__(self) -> int:
        return len(self._parts[0])

    def __iter__(self) -> Iterator[Row]:
        first, *others = self._parts
        return reduce(partial(map, add), others, iter(first))

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(JoinedRows([part[at] for part in self._parts]))
        number, row = self._last
        if number != at or at < 0:
            row = reduce(add, [part[at] for part in self._parts])
            self._last = at, row
        return row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, JoinedRows)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __add__(self, other: Sequence[Row]) -> tuple[Row, ...]:
        return (*self, *other)

    def __radd__(self, other: Sequence[Row]) -> tuple[Row, ...]:
        return (*other, *self)

    def __mul__(self, count: int) -> tuple[Row, ...]:
        return tuple(self) * count

    def __repr__(self) -> str:
        return f"<{len(self):,} rows>"

    def __reduce__(self) -> tuple[type[tuple[Row, ...]], tuple[tuple[Row, ...]]]:
        return tuple, (tuple(self),)

    def column(self, position: int) -> Sequence[Any]:
        """The cells at a position of every row; those of rows that are made anew are so, too."""
        for part in self._parts if len(self) else ():
            width = len(part[0])
            if position < width:
                cell = itemgetter(position)
                return part.then(cell) if isinstance(part, MadeOf) else [*map(cell, part)]
            position -= width
        return ()
