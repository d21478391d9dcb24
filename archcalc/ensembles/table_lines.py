"""The lines of a table of text that may be of any length, one at a time, each bounded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from archcalc.base import files
from archcalc.base.errors import UTF_16, ArchcalcError, Place, Source, quoted
from archcalc.base.named_tuples import NamedTuple

_LONGEST = 4 << 20
"""Bytes of a line: 30,000 probabilities with all the digits that are read."""
_MOST_WIDE = 128 << 20
"""Bytes of a file in UTF-16, which is held."""
_MARK = b"\xef\xbb\xbf"


class TableLine(NamedTuple):
    """A line without its end, and where it stands: its number, counted from 1, its first byte, and the next line's."""

    number: int
    start: int
    end: int
    raw: bytes


class _OneLine(Source):
    """A source of which one line is known."""

    def line(self, number: int) -> str:
        return self.text


class Lines:
    """A table's lines: UTF-8, or what spreadsheets write, UTF-16 with a mark and Windows-1252."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        """Raises ArchcalcError for a file in UTF-16 that is too large."""
        self.path, self.encoding = path, "utf-8"
        beginning = file.read(3)
        file.seek(0)
        if beginning[:2] in UTF_16:
            raw = file.read(_MOST_WIDE + 1)
            if len(raw) > _MOST_WIDE:
                raise ArchcalcError.of("too-large", f"{quoted(path)} is larger than {_MOST_WIDE >> 20} MiB",
                                       hint="in UTF-16 archcalc reads no larger one: save it as UTF-8")
            file = BytesIO(files.table_text(raw, str(path)).encode())
        self.file = file
        self.start = 3 if beginning == _MARK else 0

    def __iter__(self) -> Iterator[TableLine]:
        return self.after(self.start, 0)

    def after(self, start: int, number: int) -> Iterator[TableLine]:
        """The lines from a byte on, behind line `number`. Raises ArchcalcError."""
        file = self.file
        file.seek(start)
        while raw := file.readline(_LONGEST):
            number += 1
            if len(raw) == _LONGEST:
                raise ArchcalcError.of("too-large", f"line {number:,} of {quoted(self.path)} is longer than "
                                       f"{_LONGEST >> 20} MiB", hint="a line for every image")
            if b"\0" in raw:
                files.table_text(b"\0", str(self.path))
            line = raw.removesuffix(b"\n").removesuffix(b"\r")
            if line.strip():
                yield TableLine(number, start, start + len(raw), line)
            start += len(raw)

    def at(self, start: int, number: int) -> TableLine:
        """The line that begins with a byte."""
        return next(self.after(start, number - 1))

    def text(self, raw: bytes) -> str:
        """A line's text."""
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")

    def place(self, line: TableLine, cell: int = 0) -> Place:
        """A cell of a line, for a mistake; in a line with quotes, or where there is no such cell, the whole line."""
        text = self.text(line.raw)
        source, parts = _OneLine(str(self.path), text), text.split(",")
        if '"' in text or not 0 <= cell < len(parts):
            return Place(source, line.number, 1, max(1, len(text)))
        return Place(source, line.number, sum(map(len, parts[:cell])) + cell + 1, max(1, len(parts[cell])))
