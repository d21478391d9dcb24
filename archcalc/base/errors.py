"""Every mistake that a user can make: what it is, where it is, what was expected.

    Exception
     ├── Refused              one fact, stated where it arises; knows no place
     └── ArchcalcError        what reaches the user: one or more mistakes, each at its place (exit code 2)
          └── OutputError     the output cannot be written (exit code 74)

An operator or an expression raises `Refused`; the boundary that knows the place turns it into a `Mistake`, and all
the mistakes of a stage are raised together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

MOST_MISTAKES = 20
"""So many mistakes are told at once; the rest are counted."""
_MOST_ITEMS = 20
"""So many items of a list are shown."""
_WITHIN = "in "


class Source(NamedTuple):
    """A text and the name under which the user knows it."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """Line `number`, counted from 1, without its end; empty past the end of the text."""
        lines = self.text.split("\n", number)
        return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


class Place(NamedTuple):
    """A stretch of `width` characters in a source; line and column count from 1."""

    source: Source
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        return f"{printable(self.source.name)}:{self.line}:{self.column}"


class Refused(Exception):
    """One fact: a stable code, what was found, what was expected, and a way out."""

    def __init__(self, code: str, message: str, *, hint: str = "", expected: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.expected = code, message, hint, expected

    def at(self, place: Place | None, subject: str = "") -> Mistake:
        """The fact at its place; `subject` says whose it is ("layer 'conv1'")."""
        message = f"{subject}: {self.message}" if subject else self.message
        return Mistake(self.code, message, place, self.hint, self.expected)


class Mistake(NamedTuple):
    """A fact at its place. `also` are further lines: the second place of a clash, the layers that led here."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    expected: str = ""
    also: tuple[str, ...] = ()

    def within(self, name: str, place: Place | None) -> Mistake:
        """The same, told to lie in a module that is used at `place`; of several, one in another, the innermost."""
        if place is None or any(line.startswith(_WITHIN) for line in self.also):
            return self
        return self._replace(also=(*self.also, f"{_WITHIN}{quoted(name)}, used at {place.line}:{place.column}"))

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place else ""
        lines = [f"{head}error[{self.code}]: {self.message}"]
        if self.place:
            lines += _excerpt(self.place, self.hint)
        elif self.hint:
            lines.append(f"  {self.hint}")
        if self.expected:
            lines.append(f"  expected {self.expected}")
        return "\n".join([*lines, *(f"  {line}" for line in self.also)])


class ArchcalcError(Exception):
    """What reaches the user: every mistake of the stage that failed."""

    exit_code = 2

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    @classmethod
    def of(cls, code: str, message: str, *, hint: str = "", expected: str = "") -> ArchcalcError:
        """One mistake that has no place in a file: a wrong command, say."""
        return cls([Mistake(code, message, None, hint, expected)])

    @cached_property
    def text(self) -> str:
        """The mistakes as they are printed, at most `MOST_MISTAKES` of them."""
        shown = [str(mistake) for mistake in self.mistakes[:MOST_MISTAKES]]
        more = len(self.mistakes) - len(shown)
        return "\n".join([*shown, f"and {more} more"] if more else shown)

    def __str__(self) -> str:
        return self.text


class OutputError(ArchcalcError):
    """The output cannot be written: the disk is full, the folder is not there."""

    exit_code = 74


def quoted(text: object, mark: str = "'", *, most: int = 60) -> str:
    r"""Untrusted text, safe to print: control and invisible characters escaped, at most `most` characters.

    >>> print(quoted("conv\x1b[31m"))
    'conv\x1b[31m'
    """
    words = str(text)
    return mark + printable(words if len(words) <= most else words[: most - 3] + "...") + mark


def reason(error: object) -> str:
    """Why something failed, without the system's number for it: No such file or directory."""
    return quoted(getattr(error, "strerror", None) or error, "", most=120)


def told(value: object) -> str:
    """A plain value for "found ...", as YAML writes it.

    >>> told(True), told(None), told([3, "yes"])
    ("'true'", 'nothing', "'[3, yes]'")
    """
    return "nothing" if value is None else "a mapping" if isinstance(value, dict) else quoted(as_yaml(value))


def as_yaml(value: object) -> str:
    """A plain value as YAML writes it on one line; of a long list, the beginning."""
    if isinstance(value, (list, tuple)):
        more = ["..."] if len(value) > _MOST_ITEMS else []
        return f"[{', '.join([*map(as_yaml, value[:_MOST_ITEMS]), *more])}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else "{...}" if isinstance(value, dict) else str(value)


def printable(text: str) -> str:
    """Text with its control and invisible characters escaped."""
    return text if text.isprintable() else "".join(
        letter if letter.isprintable() else _escaped(letter) for letter in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape", "surrogatepass").decode("ascii")


def _excerpt(place: Place, hint: str) -> list[str]:
    """The line with a caret under the place; a long line is cut around it."""
    line, start = place.source.line(place.line), place.column - 1
    cut = max(0, start - 60)
    shown = quoted(line[cut:], "", most=110)
    before = quoted(line[cut:start], "", most=110)
    carets = "^" * max(1, min(place.width, len(shown) - len(before)))
    number, indent = str(place.line), _columns(before)
    pointer = f"  {' ' * len(number)} | {' ' * indent}{carets} {hint}".rstrip()
    return [f"  {number} | {shown}".rstrip(), pointer]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else not combining(letter) for letter in text)
