"""What a volume sees along one axis of the image, by its place on any of its own axes.

A volume's place along the image may be one of its axes, or lie in the digits of several, as in tokens that are cut into
windows: token t of an image 8 wide has row t // 8 and column t % 8.
"""

from __future__ import annotations

from itertools import product
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.receptive_fields.fields import MOST_PLACES
from archcalc.counting.receptive_fields.lines import EndsByPlace, hull, place_by_place, rises, through
from archcalc.operators.operator import Shape
from archcalc.operators.reading import Along, Moved, Reads, one_place, pattern


class Digit(NamedTuple):
    """A share of a place: `weight` times (place on an axis - start) // divisor % size; `turns` where it begins anew."""

    axis: int
    size: int
    divisor: int = 1
    weight: int = 1
    start: int = 0
    turns: bool = False

    def of(self, place: int) -> int:
        """The share of a place on the axis."""
        return (place - self.start) // self.divisor % self.size * self.weight


class SeenPart(NamedTuple):
    """A line, and which of its places a value sees: `first` and the sum of its digits, to `spread` places after it.

    With one plain digit, the line's places are those of that axis, from its start on; with none, all values see the
    same. What is not `exact` is seen at most.
    """

    line: EndsByPlace
    digits: tuple[Digit, ...] = ()
    first: int = 0
    spread: int = 0
    exact: bool = True

    @property
    def plain(self) -> bool:
        """True where the line's places are those of an axis, or all alike."""
        if not self.digits:
            return True
        digit, *others = self.digits
        return not (others or digit.turns or self.first or self.spread) and digit.divisor == digit.weight == 1

    @property
    def places(self) -> range:
        """The line's places that there are, from the first to the last."""
        if self.plain and self.digits:
            return range(self.digits[0].start, self.digits[0].start + self.digits[0].size)
        return range(self.first, self.first + sum((digit.size - 1) * digit.weight for digit in self.digits) + 1)


def behind(part: SeenPart, reads: Reads, x: Shape, output: Shape) -> SeenPart | None:
    """What the output sees by way of one input of shape `x`; None where it sees nothing."""
    if not part.digits:
        return part
    if isinstance(reads, Moved):
        return _reshaped(part, reads.order, x, output)
    if part.plain:
        return _along(part, reads[part.digits[0].axis], x, output)
    return _settled(_by_digits(part, reads, output), output)


def _along(part: SeenPart, along: Along, x: Shape, output: Shape) -> SeenPart | None:
    """A part by the places of one axis, read along it."""
    digit, exact = part.digits[0], part.exact and along.exact
    if along.to is None:
        asked = along.taps.places[0] if along.taps else part.places
        return constant(part, asked, exact)
    axis = Digit(along.to, output[along.to])
    if along.within is not None:
        axis = Digit(along.to, digit.size, start=digit.start + along.within.start)
    elif digit.start or digit.size != x[digit.axis]:
        return _some_places(part, along, x, output)
    if along.taps is None:
        return part._replace(digits=(axis,), exact=exact)
    line = through(part.line, along.taps) or place_by_place(part.line, along.taps, output[along.to])
    if line is None:
        return constant(part, part.places, exact=False)
    return SeenPart(line, (axis,), exact=exact)


def _some_places(part: SeenPart, along: Along, x: Shape, output: Shape) -> SeenPart | None:
    """A part that some places of an axis see alone, read along it: shifted places are known one by one."""
    digit, axis = part.digits[0], along.to or 0
    taps = along.taps or one_place(0)
    shift = taps.places[0].start
    if taps != one_place(shift):
        every = part._replace(digits=(Digit(digit.axis, x[digit.axis]),))
        read = _along(every, along, x, output)
        return read and read._replace(exact=False)
    first, last = max(0, digit.start - shift), min(output[axis], digit.start - shift + digit.size)
    line = through(part.line, taps)
    if line is None or first >= last:
        return None
    return SeenPart(line, (Digit(axis, last - first, start=first),), exact=part.exact)


def constant(part: SeenPart, places: range, exact: bool) -> SeenPart | None:
    """What all of some places of a part see, for every value."""
    ends = hull(part.line, places)
    return SeenPart(EndsByPlace(0, (ends,)), exact=exact) if ends else None


def _by_digits(part: SeenPart, reads: tuple[Along, ...], output: Shape) -> SeenPart:
    """A part by digits of several axes, read along each."""
    kept: list[Digit] = []
    first, spread, exact = part.first, part.spread, part.exact
    for digit in part.digits:
        along = reads[digit.axis]
        tap = along.taps.places[0] if along.taps else range(0)
        one = along.taps is not None and len(along.taps.places) == len(tap) == 1
        if along.to is not None and (along.taps is None or (one and along.taps.advance == 1)):
            kept.append(digit._replace(axis=along.to, start=digit.start - sum(tap)))
        elif along.to is None and one:
            first += digit.of(tap[0])
        else:
            exact = exact and along.exact and along.to is None and (rises(part.line) or digit.weight <= spread + 1)
            spread += (digit.size - 1) * digit.weight
    exact = exact and all(_all_there(axis, kept, output[axis]) for axis in {digit.axis for digit in kept})
    return part._replace(digits=tuple(kept), first=first, spread=spread, exact=exact)


def _all_there(axis: int, digits: list[Digit], size: int) -> bool:
    """True where an axis of a `size` has every place that its digits tell of."""
    own = [digit for digit in digits if digit.axis == axis]
    if any(not digit.turns and 0 <= digit.start <= size - digit.divisor * digit.size for digit in own):
        return True
    return len(own) == 1 and own[0].turns and size >= own[0].divisor * (own[0].size + 1) - 1


def _settled(part: SeenPart, output: Shape) -> SeenPart | None:
    """A part with one digit or none as one that is plain."""
    if not part.digits:
        return constant(part, range(part.first, part.first + part.spread + 1), part.exact)
    if len(part.digits) > 1 or part.plain:
        return part
    digit = part.digits[0]
    if digit.divisor != 1 or digit.start or digit.size != output[digit.axis]:
        return part
    line = through(part.line, pattern(part.first, part.spread + 1, advance=digit.weight))
    if line is None:
        return constant(part, range(part.first, part.places[-1] + part.spread + 1), exact=False)
    return SeenPart(line, (Digit(digit.axis, digit.size),), exact=part.exact)


def _reshaped(part: SeenPart, order: tuple[int, ...], x: Shape, output: Shape) -> SeenPart | None:
    """A part of values in another shape: each digit is sought among the digits of the new axes."""
    moved = tuple(x[axis] for axis in order)
    digits: list[Digit] = []
    for digit in part.digits:
        axis = order.index(digit.axis)
        apart = prod(moved[axis + 1:]) * digit.divisor
        found = _sought(apart, digit, output)
        if digit.start or x[digit.axis] % (digit.divisor * digit.size) or found is None:
            last = part.places[-1] + part.spread
            return constant(part, range(part.places[0], last + 1), exact=False)
        digits += found
    return _settled(part._replace(digits=tuple(digits)), output)


def _sought(apart: int, digit: Digit, output: Shape) -> list[Digit] | None:
    """The digits of new axes that make up one whose steps lie `apart` values apart; None where they do not fall so."""
    found: list[Digit] = []
    for axis, size in enumerate(output):
        step = prod(output[axis + 1:])
        low, high = max(apart, step), min(apart * digit.size, step * size)
        if low < high:
            if low % apart or low % step or high % low or (step * size) % high:
                return None
            found.append(Digit(axis, high // low, low // step, low // apart * digit.weight, turns=high < step * size))
    return found if prod(each.size for each in found) == digit.size else None


def listed(part: SeenPart) -> list[int] | None:
    """The line's places at which values begin to see, one by one; None where they are too many."""
    if prod(digit.size for digit in part.digits) > MOST_PLACES:
        return None
    if part.plain:
        return list(part.places)
    shares = (range(0, digit.size * digit.weight, digit.weight) for digit in part.digits)
    return [part.first + sum(places) for places in product(*shares)]

