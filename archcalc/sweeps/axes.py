"""The points of a sweep: what is varied, the values it takes, and their product in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple

MOST_POINTS = 1_000_000
OPTION, CHANGE, INPUT, BATCH = "--set", "--change", "--input", "--batch"
_RANGE = re.compile(r"(?P<first>[^.]+(?:\.[0-9]+)?)\.\.(?P<last>[^.]+(?:\.[0-9]+)?)(?:\.\.(?P<step>[0-9]*\.?[0-9]+))?")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SIZE = re.compile(r"[0-9]+(?:x[0-9]+)*")


class Axis(NamedTuple):
    """One axis of a sweep: an option, a layer's attribute, the input or the batch, and its values."""

    kind: str
    name: str
    values: tuple[str, ...]


class Point(NamedTuple):
    """One network of a sweep: the settings by which it differs from the network as written."""

    network: int
    settings: tuple[tuple[str, str, str], ...]
    """Kind, name and value of every axis."""

    def of(self, kind: str) -> dict[str, str]:
        """The settings of one kind."""
        return {name: value for own, name, value in self.settings if own == kind}

    @property
    def apart(self) -> tuple[object, ...]:
        """All that tells it from other points but input and batch."""
        return (self.network, *(each for each in self.settings if each[0] in {OPTION, CHANGE}))


Given = str | float | Iterable[object]
"""Values of an axis: as the command has them, one alone, or several."""


def axes(options: Mapping[str, Given], changes: Mapping[str, Given], inputs: Given | None,
         batch: Given = 1) -> tuple[Axis, ...]:
    """The axes in the order in which they vary, the last one fastest. Raises ArchcalcError."""
    found = [Axis(OPTION, name, values(text, f"{OPTION} {name}")) for name, text in options.items()]
    found += [Axis(CHANGE, name, values(text, f"{CHANGE} {name}")) for name, text in changes.items()]
    if inputs is not None:
        found.append(Axis(INPUT, "input", sizes(inputs)))
    return (*found, Axis(BATCH, "batch", batches(batch)))


def count(networks: int, along: Iterable[Axis]) -> int:
    """The number of points; too many are refused."""
    points = networks * prod(len(axis.values) for axis in along)
    if points > MOST_POINTS:
        raise _too_many(f"{points:,} points")
    return points


def points(networks: int, along: tuple[Axis, ...], start: int, stop: int) -> Iterator[Point]:
    """The points numbered from `start` to `stop`; the network varies slowest."""
    lengths = [networks, *(len(axis.values) for axis in along)]
    for number in range(start, stop):
        rest, places = number, []
        for length in reversed(lengths):
            rest, place = divmod(rest, length)
            places.append(place)
        network, *others = reversed(places)
        yield Point(network, tuple((axis.kind, axis.name, axis.values[i])
                                   for axis, i in zip(along, others, strict=True)))


def values(given: Given, option: str) -> tuple[str, ...]:
    """Values with commas between, those inside brackets or quotes left whole; a range is FROM..TO or FROM..TO..STEP.

    >>> values("1,0.75", "--set width"), values("[3, 4],[6]", "--set blocks"), values("1..2..0.5", "--set width")
    (('1', '0.75'), ('[3, 4]', '[6]'), ('1.0', '1.5', '2.0'))
    """
    if not isinstance(given, str):
        several = given if isinstance(given, Iterable) else (given,)
        return tuple(dict.fromkeys(map(str, several))) or values("", option)
    found: list[str] = []
    for word in _split(given):
        if not word:
            raise ArchcalcError.of("usage", f"{option} wants values with commas between, found {quoted(given)}")
        found += _spread(word, option) if ".." in word and word[0] not in "['\"{" else [word]
        if len(found) > MOST_POINTS:
            raise _too_many(f"{len(found):,} values for {option}")
    return tuple(dict.fromkeys(found))


def sizes(given: Given) -> tuple[str, ...]:
    """Input sizes, 3x224x224; in a range, the sides that differ grow together: 3x128x128..3x224x224..32."""
    found = tuple(size.lower().replace("×", "x") for size in values(given, INPUT))
    for size in found:
        if not _SIZE.fullmatch(size):
            raise ArchcalcError.of("usage", f"{INPUT} wants sizes such as 3x224x224, found {quoted(size)}")
    return found


def batches(given: Given) -> tuple[str, ...]:
    """The batches: images at once."""
    found = values(given, BATCH)
    for word in found:
        if not (word.isascii() and word.isdigit() and 0 < int(word[:12]) < 2**31):
            raise ArchcalcError.of("usage", f"{BATCH} wants numbers of 1 or more, found {quoted(word)}",
                                   hint="for example 32, or 1..256")
    return found


def cell(kind: str, value: Any, text: str) -> Any:
    """A setting as a table holds it: the sides of an input, a number, or the text as written."""
    if kind == INPUT:
        return tuple(int(side) for side in text.split("x"))
    return value if type(value) in {int, float, bool} else text


def _split(text: str) -> Iterator[str]:
    """The parts between commas that stand outside brackets and quotes."""
    depth, quote, start = 0, "", 0
    for i, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        else:
            depth += (letter in "[{(") - (letter in "]})")
            if letter == "," and depth <= 0:
                yield text[start:i].strip()
                start = i + 1
    yield text[start:].strip()


def _spread(word: str, option: str) -> list[str]:
    """The values of a range; sizes are spread side by side."""
    from decimal import Decimal

    match = _RANGE.fullmatch(word)
    ends = [match[end].strip().lower().split("x") for end in ("first", "last")] if match else [[], []]
    numbers = all(_NUMBER.fullmatch(side) for end in ends for side in end)
    step = Decimal(match["step"] or 1) if match else Decimal(0)
    if not match or not numbers or len(ends[0]) != len(ends[1]) or step <= 0:
        raise ArchcalcError.of("usage", f"{option} wants FROM..TO or FROM..TO..STEP, found {quoted(word)}",
                               hint="for example 0.25..1..0.05, or 3x128x128..3x224x224..32")
    sides = [(Decimal(first), Decimal(last)) for first, last in zip(*ends, strict=True)]
    lengths = [int(abs(last - first) / step) + 1 for first, last in sides]
    longest = max(lengths)
    if longest > MOST_POINTS:
        raise _too_many(f"{longest:,} values for {option}")
    if any(length not in {1, longest} for length in lengths):
        raise ArchcalcError.of("usage", f"{option}: the sides of {quoted(word)} do not grow together",
                               hint="as many steps for each side: 3x128x128..3x224x224..32")
    ways = [(first, step.copy_sign(last - first) if length > 1 else Decimal(0))
            for (first, last), length in zip(sides, lengths, strict=True)]
    return ["x".join(str(first + number * way) for first, way in ways) for number in range(longest)]


def _too_many(found: str) -> ArchcalcError:
    return ArchcalcError.of("too-large", f"a sweep has at most {MOST_POINTS:,} points, found {found}",
                            hint="fewer values, or a larger step")
