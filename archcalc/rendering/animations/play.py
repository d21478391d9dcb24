"""A scene as data: grids of numbers, and for each step what is read, counted and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.animations.examples import Numbers, Place

Cells = Mapping[Place, str]


class NumberGrid(NamedTuple):
    """Cells in sheets of so many rows and columns, from `top` and `left` on.

    `inner` are the rows and columns, from 0, that are no padding. Every sheet has a name, which may be empty.
    """

    caption: str
    sheets: tuple[str, ...]
    rows: int
    columns: int
    top: int = 0
    left: int = 0
    inner: tuple[int, int] | None = None

    def places(self) -> Iterator[Place]:
        """All cells."""
        return product(range(len(self.sheets)), range(self.top, self.top + self.rows),
                       range(self.left, self.left + self.columns))

    def is_inner(self, place: Place) -> bool:
        """True of a cell that is no padding."""
        rows, columns = self.inner or (self.rows, self.columns)
        return 0 <= place[1] < rows and 0 <= place[2] < columns


class SceneStep(NamedTuple):
    """One step: the cells of the input that are read, the kernel, what is counted, where it is written, and in words.

    `working` are several ways to write the arithmetic, the longest first; `lit` are the cells among the products that
    decide.
    """

    named: str
    window: tuple[Place, ...]
    products: Cells
    targets: tuple[Place, ...]
    written: Cells
    working: tuple[str, ...]
    result: str
    factors: Cells = {}
    lit: tuple[Place, ...] = ()


class Play(NamedTuple):
    """A scene: grids from left to right, the numbers of the input, and its steps. `signs` stand between the grids."""

    source: NumberGrid
    numbers: Cells
    factors: NumberGrid | None
    products: NumberGrid
    outcome: NumberGrid
    signs: tuple[str, ...]
    steps: tuple[SceneStep, ...]

    @property
    def grids(self) -> tuple[NumberGrid, ...]:
        """The grids that there are."""
        return tuple(grid for grid in (self.source, self.factors, self.products, self.outcome) if grid is not None)

    def outputs(self) -> dict[Place, str]:
        """The texts in the output in the end."""
        return {place: text for step in self.steps for place, text in step.written.items()}


def shown(numbers: Mapping[Place, object]) -> dict[Place, str]:
    """Numbers as they stand in their cells."""
    return {place: f"{number}" for place, number in numbers.items()}


def factor(number: int) -> str:
    """A number as it stands behind a sign: negative ones in brackets."""
    return f"({number})" if number < 0 else f"{number}"


def added(numbers: Sequence[int]) -> str:
    """A sum, written out.

    >>> added([3, -1, 2])
    '3 - 1 + 2'
    """
    first, *others = numbers
    return f"{first}" + "".join(f" {'-' if number < 0 else '+'} {abs(number)}" for number in others)


def products_written(pairs: Iterable[tuple[int, int]]) -> str:
    """A sum of products, written out.

    >>> products_written([(2, 1), (3, -1)])
    '2·1 + 3·(-1)'
    """
    return " + ".join(f"{value}·{factor(weight)}" for value, weight in pairs)


def by_rows(products: Numbers) -> list[int]:
    """The sums of the rows of products."""
    return [sum(products[place] for place in row) for _, row in groupby(sorted(products), lambda place: place[:2])]


def by_channels(products: Numbers) -> list[int]:
    """The sums of the channels of products."""
    return [sum(products[place] for place in some) for _, some in groupby(sorted(products), lambda place: place[0])]


def at(row: int, column: int, rows: int) -> str:
    """A place of an output with so many rows, in words, counted from 1."""
    return f"row {row + 1}, column {column + 1}" if rows > 1 else f"position {column + 1}"
