"""The largest sizes of a network that fit: into a memory, under conditions; along one axis, or several as a front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from math import prod

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.sweeps import axes
from archcalc.sweeps.axes import BATCH, CHANGE, OPTION, Axis, Given, Point
from archcalc.sweeps.bounds import FitBounds, SizeVerdict, Work, figures
from archcalc.sweeps.largest_size import largest_size
from archcalc.sweeps.sweep import Calculation, Sweep

_MOST_BATCH = 2**31 - 1
MOST_ROWS = 10_000
"""So many combinations of all axes but the last are looked at."""


class _Batches(Sequence[str]):
    """Every batch, from one image on, as an axis has its values; none of them is made before it is asked for."""

    def __len__(self) -> int:
        return _MOST_BATCH

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        return str(place + 1)


class Growing(NamedTuple):
    """An axis whose values grow."""

    kind: str
    name: str
    values: Sequence[str]


class LargestFit(NamedTuple):
    """The largest size along the last axis, the others being as `settings` say.

    `next_value` and `next` are the next size and what it breaks, if there is one. Where none fits, `value` is None, and
    `verdict` judges the smallest that can be, which is then `next_value`. `cannot` is why there is no network of the
    smallest size, where there is none.
    """

    settings: tuple[str, ...]
    value: str | None
    verdict: SizeVerdict
    next_value: str | None
    next: SizeVerdict | None
    cannot: str = ""


class Fit(NamedTuple):
    """A question: a network, what grows, the bounds, the work to do in them, and ways of counting."""

    sweep: Sweep
    growing: tuple[Growing, ...]
    bounds: FitBounds
    work: Work

    def found(self) -> Iterator[LargestFit]:
        """The largest size for each combination of all axes but the last. Raises ArchcalcError."""
        calculation, last = Calculation(self.sweep), self.growing[-1].values
        for settings in product(*(axis.values for axis in self.growing[:-1])):
            judged = cache(partial(self._judged, calculation, settings))
            best = largest_size(len(last), judged)
            behind = best.next if best.next is not None or best.place >= 0 else 0
            following = None if behind is None else judged(behind)
            first = judged(0).refused if self.growing[-1].kind != BATCH else None
            yield LargestFit(settings, last[best.place] if best.place >= 0 else None,
                             judged(best.place) if best.place >= 0 else following or SizeVerdict({}),
                             None if behind is None else last[behind], following,
                             first.mistakes[0].message if first else "")

    def _judged(self, calculation: Calculation, settings: tuple[str, ...], place: int) -> SizeVerdict:
        """A size along the last axis, judged, the others being so."""
        values = (*settings, self.growing[-1].values[place])
        own = ((axis.kind, axis.name, value) for axis, value in zip(self.growing, values, strict=True))
        try:
            graph = calculation.graph(Point(0, (*own, *self._fixed())))
        except ArchcalcError as error:
            return SizeVerdict({}, refused=error)
        known = figures(graph, self.bounds.figures, self.work, calculation.counting)
        return SizeVerdict(known, tuple(self.bounds.broken(known)))

    def _fixed(self) -> Iterator[tuple[str, str, str]]:
        """Settings of axes with one value."""
        growing = {(axis.kind, axis.name) for axis in self.growing}
        for axis in self.sweep.axes:
            if (axis.kind, axis.name) not in growing:
                yield axis.kind, axis.name, axis.values[0]


def growing(options: Mapping[str, Given], changes: Mapping[str, Given], inputs: Given | None,
            batch: Given | None) -> tuple[tuple[Axis, ...], tuple[Growing, ...]]:
    """The axes of a sweep, and those that grow: those with several values, smallest first; without any, the batch.

    Raises ArchcalcError for values that are no numbers or sizes.
    """
    along = axes.axes(options, changes, inputs, 1 if batch is None else batch)
    found = tuple(Growing(axis.kind, axis.name, _ascending(axis)) for axis in along if len(axis.values) > 1)
    if not found and batch is None:
        found = (Growing(BATCH, "batch", _Batches()),)
    if not found:
        raise ArchcalcError.of("usage", "fit wants something that grows", hint=(
            "a range: --set width=0.25..2..0.05, --change conv1.filters=8..512, --input 3x64x64..3x512x512, or no "
            "--batch, for the largest"))
    if prod(len(axis.values) for axis in found[:-1]) > MOST_ROWS:
        raise ArchcalcError.of("limit", f"fit looks at {MOST_ROWS:,} combinations of all axes but the last",
                               hint="fewer values, or a larger step")
    return along, found


def _ascending(axis: Axis) -> tuple[str, ...]:
    """The values of an axis, the smallest first."""
    try:
        return tuple(sorted(axis.values, key=_size))
    except ValueError:
        option = axis.kind if axis.kind not in {OPTION, CHANGE} else f"{axis.kind} {axis.name}"
        wrong = next(value for value in axis.values if not _is_size(value))
        raise ArchcalcError.of("usage", f"{option} wants sizes that grow, found {quoted(wrong)}",
                               hint="archcalc sweep tries values that are no numbers") from None


def _size(value: str) -> float:
    return prod(float(side) for side in value.split("x"))


def _is_size(value: str) -> bool:
    try:
        return _size(value) >= 0
    except ValueError:
        return False


def asked(sweep: Sweep, grows: tuple[Growing, ...], bounds: FitBounds, work: Work) -> Fit:
    """The question. Raises ArchcalcError where nothing bounds it."""
    if bounds.limit is None and not bounds.conditions:
        raise ArchcalcError.of("usage", "fit wants a bound", hint="--gpu rtx4090, --memory 24GiB, or --under "
                                                                  "'params < 3M and macs < 300M'")
    return Fit(sweep, grows, bounds, work)
