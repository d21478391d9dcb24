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
from itertools import islice

from archcalc.base.named_tuples import NamedTuple, cut

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

    def __repr__(self) -> str:
        return cut(f"{type(self).__name__}({f'{self.code}: {self.message}'!r})")

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
        """The same, told to lie in a module that is used at `place`; of several, one in another, the innermost.

        What another file's module refuses, a building block's say, is a mistake of the place where it is used.
        """
        if place is None or any(line.startswith(_WITHIN) for line in self.also):
            return self
        if self.place is None or self.place.source is place.source:
            return self._replace(also=(*self.also, f"{_WITHIN}{quoted(name)}, used at {place.line}:{place.column}"))
        inside = (f"{_WITHIN}{quoted(name)}, at {self.place}", *(line[2:] for line in _excerpt(self.place, "")))
        return self._replace(place=place, also=(*self.also, *inside))

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
    """The mistakes of the stage that failed, as they reach the user."""

    exit_code = 2

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    @classmethod
    def of(cls, code: str, message: str, *, hint: str = "", expected: str = "") -> ArchcalcError:
        """One mistake that has no place in a file: a wrong command, say."""
        return cls([Mistake(code, message, None, hint, expected)])

    def behind(self, notes: Iterable[str]) -> ArchcalcError:
        """The same mistakes, with notes behind the first."""
        first, *others = self.mistakes
        return ArchcalcError((first._replace(also=(*first.also, *notes)), *others))

    @cached_property
    def text(self) -> str:
        """The mistakes as they are printed, at most `MOST_MISTAKES` of them."""
        shown = [str(mistake) for mistake in self.mistakes[:MOST_MISTAKES]]
        more = len(self.mistakes) - len(shown)
        return "\n".join([*shown, f"and {more} more"] if more else shown)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        first, *others = (f"{each.code}: {each.message}" for each in self.mistakes)
        return cut(f"{type(self).__name__}({first!r}{f' and {len(others)} more' if others else ''})")


class OutputError(ArchcalcError):
    """The output cannot be written: the disk is full, the folder is not there."""

    exit_code = 74


def quoted(text: object, mark: str = "'", *, most: int = 60) -> str:
    r"""Untrusted text, safe to print: control and invisible characters escaped, at most `most` characters.

    >>> print(quoted("conv\x1b[31m"), quoted("caf\udce9.yaml"))
    'conv\x1b[31m' 'caf\xe9.yaml'
    """
    words = str(text)
    return mark + printable(words if len(words) <= most else words[: most - 3] + "...") + mark


def reason(error: object) -> str:
    """Why something failed: the system's words, or ours; those of Python and of its libraries are for programmers.

    >>> reason(FileNotFoundError(2, "No such file or directory")), reason(KeyError("header"))
    ('No such file or directory', 'it is damaged, or something else than its name says')
    """
    said = error if isinstance(error, str) else error.message if isinstance(error, Refused) else None
    known = said or getattr(error, "strerror", None)
    if known:
        return quoted(known, "", most=120)
    if isinstance(error, UnicodeDecodeError) and error.object[:2] in UTF_16:
        return "it is UTF-16, as Windows writes it, and not UTF-8"
    return next((words for kind, words in _REASONS.items() if isinstance(error, kind)), _DAMAGED)


UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Marks at the beginning of such a file."""
_REASONS = {UnicodeError: "it is not UTF-8", RecursionError: "it is nested too deeply", EOFError: "it ends too early"}
_DAMAGED = "it is damaged, or something else than its name says"


ISOLATE, ISOLATE_END = "\u2066", "\u2069"
_ISOLATES = frozenset({ISOLATE, ISOLATE_END})
"""Marks around what is written from left to right within a text that is not; no terminal gives them a column."""


def told(value: object) -> str:
    """A plain value for "found ...", as YAML writes it.

    >>> told(True), told(None), told([3, "yes"]), told({"a": 1})
    ("'true'", 'nothing', "'[3, yes]'", "'{a: 1}'")
    """
    return "nothing" if value is None else quoted(as_yaml(value))


def as_yaml(value: object) -> str:
    """A plain value as YAML writes it on one line; of many items, the first."""
    if isinstance(value, dict):
        return f"{{{_several(f'{key}: {as_yaml(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{_several(map(as_yaml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def _several(items: Iterable[str]) -> str:
    shown = list(islice(items, _MOST_ITEMS + 1))
    return ", ".join([*shown[:_MOST_ITEMS], "..."] if len(shown) > _MOST_ITEMS else shown)


def printable(text: str) -> str:
    """Text with its control and invisible characters escaped.

    A part that is marked as one from left to right keeps its marks: they change nothing around them.
    """
    if text.isprintable():
        return text
    first, *marked = text.split(ISOLATE)
    parts = [_visible(first)]
    for part in marked:
        inside, end, after = part.partition(ISOLATE_END)
        before = ISOLATE if end else _escaped(ISOLATE)
        parts.append(f"{before}{_visible(inside)}{end}{_visible(after)}")
    return "".join(parts)


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def _escaped(letter: str) -> str:
    """A letter by its number; a byte that is no text, which Python holds as a lone surrogate, as the byte it is."""
    if "\udc80" <= letter <= "\udcff":
        return f"\\x{ord(letter) - 0xdc00:02x}"
    return letter.encode("unicode_escape", "surrogatepass").decode("ascii")


def _excerpt(place: Place, hint: str) -> list[str]:
    """The line with a caret under the place; a long line is cut around it."""
    line, start = place.source.line(place.line), place.column - 1
    cut = max(0, start - 60)
    shown = quoted(line[cut:], "", most=110)
    before = quoted(line[cut:start], "", most=110)
    carets = "^" * max(1, min(place.width, len(shown) - len(before)))
    number, indent = str(place.line), terminal_width(before)
    pointer = f"  {' ' * len(number)} | {' ' * indent}{carets} {hint}".rstrip()
    return [f"  {number} | {shown}".rstrip(), pointer]


def terminal_width(text: str) -> int:
    """The columns of a terminal that a text takes: letters of East Asia and emoji take two, combining marks none.

    >>> terminal_width("conv1"), terminal_width("卷积"), terminal_width("กั")
    (5, 4, 1)
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(letter) in {"Mn", "Me"} or letter in _ISOLATES else
               2 if east_asian_width(letter) in "WF" else 1 for letter in text)
