"""The digits of a table's rows, converted at once by the nearest floating-point numbers.

Whatever is unusual is left to be looked at cell by cell, so that what is accepted does not depend on whether NumPy is
installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from warnings import catch_warnings

from archcalc.base.named_tuples import NamedTuple

_USUAL = b"0123456789.eE+-, \t"
_LONGEST_CELL = 60
_FEW = 8
"""Rows of fewer numbers are converted one by one."""
_NEAR = 1e-9
"""Sums of floats are off by less than this."""


class RowDigits(NamedTuple):
    """Rows of so many numbers, behind a name where there are names; they sum to 1 unless they are `binary`."""

    width: int
    names: bool
    binary: bool
    tolerance: Decimal
    decode: Callable[[bytes], str]

    def at_once(self, raws: Sequence[bytes]) -> list[tuple[str, Any, Any] | None]:
        """The usual lines of some, all their digits converted by one call; None for what is to be looked at."""
        numpy, width = numpy_there(), self.width
        found: list[tuple[str, Any, Any] | None] = [None] * len(raws)
        if numpy is None or width < _FEW:
            return found
        texts = {i: parts for i, raw in enumerate(raws) if (parts := self._parts(raw)) is not None
                 and parts[1].count(b",") == width - 1}
        joined = b",".join(text for _, text in texts.values())
        commas = numpy.flatnonzero(numpy.frombuffer(joined, "u1") == ord(","))
        if not texts or numpy.diff(commas).max(initial=0) > _LONGEST_CELL:
            return found
        with catch_warnings(action="ignore"):  # it stops at what is no number, which shows in the size
            values = numpy.fromstring(joined, numpy.float64, sep=",")
        if values.size != len(texts) * width:
            return found
        values = values.reshape(-1, width)
        plain = (values.min(axis=1) > 0) | (b"e" not in joined and b"E" not in joined)
        plain &= (values < 1).all(axis=1) & (abs(values.sum(axis=1) - 1) < float(self.tolerance) - _NEAR)
        for (i, (name, text)), row, is_plain in zip(texts.items(), values, plain.tolist(), strict=True):
            if is_plain:
                found[i] = name, text, row
        return found

    def _parts(self, raw: bytes) -> tuple[str, bytes] | None:
        """The name of a line, and its numbers, unless there is something to look at in it."""
        name, text = b"", raw
        if self.names:
            name, comma, text = raw.partition(b",")
            if not comma or b'"' in name or not name.strip():
                return None
        if text.translate(None, _USUAL):
            return None
        if (b"-" in text or b"+" in text) and (text.count(b"-") + text.count(b"+")
                                               != sum(map(text.count, (b"e-", b"e+", b"E-", b"E+")))):
            return None
        return self.decode(name).strip(), text

    def usual(self, raw: bytes) -> tuple[str, list[bytes], list[float]] | None:
        """The name and the numbers of a line on which there is nothing to look at; None for any other."""
        parts = self._parts(raw)
        if parts is None:
            return None
        found = parts[1].split(b",")
        try:
            numbers = list(map(float, found))
        except ValueError:
            return None
        return (parts[0], found, numbers) if self._are_plain(found, numbers) else None

    def _are_plain(self, cells: list[bytes], numbers: list[float]) -> bool:
        """True where there is nothing to look at in any of the cells."""
        least, most = min(numbers), max(numbers)
        if len(cells) != self.width or most > 1 or least < 0 or max(map(len, cells)) > _LONGEST_CELL:
            return False
        if most == 1 and Decimal(_word(cells[numbers.index(most)])) > 1:
            return False
        if least == 0 and any(map(_hides, (cells[i] for i, number in enumerate(numbers) if not number))):
            return False
        return self.binary or abs(sum(numbers) - 1) < float(self.tolerance) - _NEAR


def _hides(cell: bytes) -> bool:
    """True where a cell that is 0 as a float is no 0, but too small for one."""
    return bool(cell.lower().partition(b"e")[0].strip(b"0. \t"))


def _word(cell: bytes | str) -> str:
    return cell.decode("ascii").strip() if isinstance(cell, bytes) else cell


def split_row(row: bytes | Sequence[bytes | str]) -> list[str]:
    """The cells of a row that was read at once, or cell by cell."""
    return [cell.strip() for cell in row.decode("ascii").split(",")] if isinstance(row, bytes) else [*map(_word, row)]


def numpy_there() -> Any:
    """NumPy, where it is installed."""
    return import_module("numpy") if find_spec("numpy") is not None else None
