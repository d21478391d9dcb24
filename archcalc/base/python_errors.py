"""Errors of Python's in a file that somebody wrote for archcalc, as mistakes at that file's lines."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Collection, Iterator
from linecache import getlines
from pathlib import Path
from traceback import FrameSummary, extract_tb
from types import TracebackType

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, Source, quoted
from archcalc.base.suggestions import did_you_mean

_NOT_THERE = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")


def stopped(error: BaseException, source: Source | None = None) -> ArchcalcError:
    """The answer to a file that stops while it is run: of files that import each other, the one that was run last.

    Where Python does not tell of any, it is `source`.
    """
    if isinstance(error, SyntaxError) and error.filename:
        place: Place | None = Place(_source(error.filename), error.lineno or 1, max(1, error.offset or 1))
    else:
        run = [frame.filename for frame in extract_tb(error.__traceback__) if frame.name == "<module>"]
        place = last_place(error, run[-1:])
    if place is None and source is not None:
        place = Place(source, 1, 1)
    if isinstance(error, ArchcalcError):
        return ArchcalcError(mistake._replace(place=mistake.place or place) for mistake in error.mistakes)
    return ArchcalcError([told(error, place)])


def told(error: BaseException, place: Place | None) -> Mistake:
    """An error of Python's as a mistake at a place, with the name that may have been meant."""
    if isinstance(error, Refused):
        return error.at(place)
    if isinstance(error, SystemExit):
        return Mistake("plugin", "the file ends Python while it is loaded", place, "leave out what calls exit")
    said = error.msg if isinstance(error, SyntaxError) else str(error).partition(" (/")[0]
    message = f"{type(error).__name__}: {quoted(said, '', most=200)}" if said else type(error).__name__
    return Mistake("plugin", message, place, _hint(error))


def last_place(error: BaseException, filenames: Collection[str]) -> Place | None:
    """The innermost line of these files, as Python calls them, that took part in an error; None where none did."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename in filenames]
    return _place(frames[-1]) if frames else None


def _place(frame: FrameSummary) -> Place:
    """A frame's line, with the stretch of it that was at work."""
    source, number = _source(frame.filename), frame.lineno or 1
    line = source.line(number).encode()
    start, end = (len(line[:count or 0].decode(errors="replace")) for count in (frame.colno, frame.end_colno))
    whole = frame.end_lineno != number or end <= start
    return Place(source, number, start + 1, max(1, len(line.decode()) - start if whole else end - start))


def _source(filename: str) -> Source:
    return Source(called(Path(filename)), "".join(getlines(filename)))


def called(file: Path) -> str:
    """A file's name as seen from the folder that somebody works in."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except (OSError, ValueError):  # it lies elsewhere, or the folder is gone
        return str(file)


def _hint(error: BaseException) -> str:
    """The name that was meant, where one was not found."""
    if isinstance(error, ModuleNotFoundError):
        return "a plugin is one file: whatever it imports has to be installed"
    if isinstance(error, ImportError) and (found := _NOT_THERE.match(str(error))):
        return did_you_mean(found[1], [*vars(sys.modules.get(found[2], builtins))])
    if isinstance(error, AttributeError) and error.name:
        return did_you_mean(error.name, dir(error.obj))
    if isinstance(error, NameError) and error.name:
        return did_you_mean(error.name, [*_names(error.__traceback__), *dir(builtins)])
    return ""


def _names(trace: TracebackType | None) -> Iterator[str]:
    """The names that are known where an error was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        yield from trace.tb_frame.f_locals
        yield from trace.tb_frame.f_globals


def place_in_package(error: BaseException) -> str:
    """The innermost line of archcalc's own files that took part in an error: counting/columns/memory.py:19."""
    package = Path(__file__).parents[1]
    own = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(package)]
    return f"{Path(own[-1].filename).relative_to(package).as_posix()}:{own[-1].lineno}" if own else ""
