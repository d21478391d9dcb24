"""A sweep: networks, what is varied in them, and the figures of every point, worked out one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError
from archcalc.base.gc_pause import paused_briefly
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting import conventions
from archcalc.counting.convention import bias_bytes, value_bytes
from archcalc.language.spec import Spec
from archcalc.loading import library
from archcalc.network.folded_norms import fold_norms
from archcalc.network.graph import Graph, whole
from archcalc.network.incremental import Alike
from archcalc.sweeps.axes import BATCH, CHANGE, INPUT, OPTION, Axis, Point, count, points
from archcalc.sweeps.network_totals import FIGURES, Counting

Answer = tuple[Any, ...] | str
"""The figures of a point, or why it is refused."""


class Sweep(NamedTuple):
    """A sweep to work out: networks as written, axes, figures by key, ways of counting.

    `numbers` are those of a sample's points among all, in order; without them, it is every point.
    """

    networks: tuple[Spec, ...]
    axes: tuple[Axis, ...]
    figures: tuple[str, ...]
    choice: Mapping[str, str]
    dtype: str = "float32"
    fold: bool = False
    numbers: tuple[int, ...] | None = None

    @property
    def total(self) -> int:
        """The number of points that are worked out."""
        return count(len(self.networks), self.axes) if self.numbers is None else len(self.numbers)

    def points(self, start: int, stop: int) -> Iterator[Point]:
        """The points from `start` to `stop` of those that are worked out."""
        if self.numbers is None:
            return points(len(self.networks), self.axes, start, stop)
        return (point for number in self.numbers[start:stop] for point in self.numbered(number))

    def numbered(self, number: int) -> Iterator[Point]:
        """The one point of a number among all."""
        return points(len(self.networks), self.axes, number, number + 1)

    @property
    def counting(self) -> Counting:
        """The ways of counting."""
        return Counting(conventions.rules(self.choice), value_bytes(self.dtype), bias_bytes(self.dtype))


class Calculation:
    """A sweep while it is worked out, in this process; neighbours that are alike share what can be shared."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep, self.alike = sweep, Alike()
        self._configured = lru_cache(maxsize=1)(self._with_options)

    @cached_property
    def counting(self) -> Counting:
        """The ways of counting."""
        return self.sweep.counting

    def answers(self, start: int, stop: int) -> list[Answer]:
        """The answers of the points numbered from `start` to `stop`."""
        with paused_briefly():
            return [self.answer(point) for point in self.sweep.points(start, stop)]

    def answer(self, point: Point) -> Answer:
        """The figures of a point, or the first reason for which it is refused."""
        try:
            graph = self.graph(point)
        except ArchcalcError as error:
            more = len(error.mistakes) - 1
            return error.mistakes[0].message + (f", and {more} more" if more else "")
        return tuple([FIGURES[key].of(graph, self.counting) for key in self.sweep.figures])

    def graph(self, point: Point) -> Graph:
        """The network of a point with every shape known. Raises ArchcalcError."""
        graph = whole(self.alike.build(self._spec(point), int(point.of(BATCH)["batch"]), point.apart), "swept")
        return fold_norms(graph) if self.sweep.fold else graph

    def _spec(self, point: Point) -> Spec:
        """The network of a point; neighbours with the same options have them read once. Raises ArchcalcError."""
        options = tuple(setting for setting in point.settings if setting[0] == OPTION)
        return library.adapted(self._configured(point.network, options), None, point.of(INPUT).get("input"),
                               point.of(CHANGE))

    def _with_options(self, network: int, options: tuple[tuple[str, str, str], ...]) -> Spec:
        return library.adapted(self.sweep.networks[network], {name: value for _, name, value in options})


def packed(sweep: Sweep) -> bytes:
    """A sweep as it travels to other processes, with the plugins that it may need."""
    import pickle

    return pickle.dumps((plugins.named(), pickle.dumps(sweep)))


def worked_out(sweep: bytes, start: int, stop: int) -> list[Answer]:
    """The answers of a portion of a packed sweep: what another process does."""
    return _calculation(sweep).answers(start, stop)


@lru_cache(maxsize=1)
def _calculation(sweep: bytes) -> Calculation:
    import pickle

    # what `packed` wrote, in the process that started this one
    named, rest = pickle.loads(sweep)  # noqa: S301
    if named:
        from archcalc.base import plugin_files

        plugin_files.load_again(named)
    return Calculation(pickle.loads(rest))  # noqa: S301
