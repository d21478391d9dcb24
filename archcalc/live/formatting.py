"""A specification laid out: spaces behind colons and commas, even indentation, and every comment where it was.

A line is laid out only if the text still says the same: the document is read before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from archcalc.base.errors import ArchcalcError
from archcalc.language.text.document import Value, parse

_PIECE = re.compile(r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?P<comment>(?:(?<=\s)|^)\#.*)|(?P<open>[\[{])"""
                    r"""|(?P<close>[\]}])|(?P<space>\s+)|(?P<mark>[,:])|(?P<word>\$\{[^}]*\}|[^\s\[\]{},:"'\#]+|.)""")
_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][-+0-9]*\s*(?:#.*)?$")
_STEP = 2
"""Spaces by which a mapping or list is indented within another."""


def formatted(text: str) -> str:
    r"""The text laid out; a text that cannot be read, or of which nothing can be proved, as it is.

    >>> formatted("input: [3,8,8]  \nlayers:\n   - conv: {filters: 4,kernel: 3}   # first\n")
    'input: [3, 8, 8]\nlayers:\n  - conv: {filters: 4, kernel: 3}   # first\n'
    """
    before = _said(text)
    if before is None:
        return text
    for ways in ((_spaced, _indented), (_spaced,), (_trimmed,)):
        found = text
        for lay_out in ways:
            found = _ended(lay_out(found.split("\n")), text)
        if _said(found) == before and _comments(found) == _comments(text):
            return found
    return text


def _said(text: str) -> object:
    """Everything that a document says, with the way in which each scalar is written; None where it cannot be read."""
    try:
        return _plain(parse(text, "text").root)
    except ArchcalcError:
        return None


def _plain(value: Value) -> object:
    data = value.data
    if isinstance(data, dict):
        return [(key, value.keys[key].in_quotes, _plain(item)) for key, item in data.items()]
    if isinstance(data, list):
        return ["list", *map(_plain, data)]
    return type(data).__name__, data, value.in_quotes, value.text


def _comments(text: str) -> list[str]:
    return [found[0].rstrip() for line in text.split("\n") for found in _PIECE.finditer(line)
            if found.lastgroup == "comment"]


def _ended(lines: list[str], text: str) -> str:
    """Lines as one text, which ends with one break if it ended with any."""
    laid = "\n".join(lines)
    return laid.rstrip("\n") + "\n" if text.endswith("\n") else laid


def _trimmed(lines: Sequence[str]) -> list[str]:
    return [line.rstrip(" \t") for line in lines]


def _outside_texts(lines: Sequence[str], lay_out: Callable[[str], str]) -> Iterator[str]:
    """Lines laid out, but for those of texts of several lines, which stay as they are."""
    indent = -1
    for line in lines:
        own = len(line) - len(line.lstrip(" "))
        if indent >= 0 and (own > indent or not line.strip()):
            yield line
            continue
        indent = own if _BLOCK.search(line) else -1
        yield lay_out(line)


def _spaced(lines: Sequence[str]) -> list[str]:
    depths = [0]
    return [*_outside_texts(lines, lambda line: _spaced_line(line, depths))]


def _spaced_line(line: str, depths: list[int]) -> str:
    """One space behind each comma and colon within brackets, none before it nor inside of the brackets.

    The last of `depths` is how many brackets are open before the line; how many are open behind it is added.
    """
    indent = len(line) - len(line.lstrip())
    made, depth = [line[:indent]], depths[-1]
    line = line[indent:]
    for found in _PIECE.finditer(line):
        kind, piece = found.lastgroup, found[0]
        if not depth and kind == "comment":
            made.append(piece)
            break
        if depth and kind == "space":
            behind = line[found.end(): found.end() + 1]
            if behind and behind not in "]},:#" and made and made[-1] not in {"[", "{"}:
                made.append(" " if made[-1] != " " else "")
            elif behind == "#":
                made.append(piece)
            continue
        depth += (kind == "open") - (kind == "close" and depth > 0)
        made.append(piece)
        if depth and piece == "," and line[found.end(): found.end() + 1].strip():
            made.append(" ")
    depths.append(depth)
    return "".join(made).rstrip()


def _indented(lines: Sequence[str]) -> list[str]:
    """Every mapping and list two spaces within what has it; a line that goes on moves as its first does."""
    return [*_Indentation().lines(lines)]


class _Indentation:
    """The columns at which collections were indented, and those at which they are now."""

    def __init__(self) -> None:
        self.columns: list[tuple[int, int]] = []
        self.moved = self.depth = 0

    def lines(self, lines: Sequence[str]) -> Iterator[str]:
        text_of = -1
        for number, line in enumerate(lines):
            own = len(line) - len(line.lstrip(" "))
            body = line[own:]
            if not body:
                yield ""
                continue
            if text_of >= 0 and own > text_of:
                yield " " * max(0, own + self.moved) + body
                continue
            text_of = -1
            if self.depth == 0:
                following = _next_of(lines[number:]) if body.startswith("#") else line
                self.enter(len(following) - len(following.lstrip(" ")), following.lstrip(" "))
                text_of = own if _BLOCK.search(line) else -1
            yield " " * max(0, own + self.moved) + body
            self.depth = max(0, self.depth + _opened(body))

    def enter(self, own: int, body: str) -> None:
        """A line at a column: what is deeper has ended, and what is new is two spaces within the rest."""
        while self.columns and self.columns[-1][0] > own:
            self.columns.pop()
        if not self.columns:
            self.columns.append((own, 0))
        elif self.columns[-1][0] < own:
            self.columns.append((own, self.columns[-1][1] + _STEP))
        self.moved = self.columns[-1][1] - own
        column = own
        while body.startswith("- "):
            inside = len(body) - len(body[1:].lstrip(" "))
            column, body = column + inside, body[1:].lstrip(" ")
            self.columns.append((column, self.columns[-1][1] + inside))


def _next_of(lines: Sequence[str]) -> str:
    """The line that a comment is about: the next that is none."""
    return next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), lines[0])


def _opened(body: str) -> int:
    """The brackets that a line opens, less those that it closes."""
    found = [match.lastgroup for match in _PIECE.finditer(body)]
    end = found.index("comment") if "comment" in found else len(found)
    return found[:end].count("open") - found[:end].count("close")
