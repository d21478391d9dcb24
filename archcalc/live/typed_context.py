"""The place in a text at which somebody is typing: within which keys, with which beside it. The text need not be sound.

One pass over the lines above the place, by indentation and brackets; a text that no parser reads has a place as well.
"""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple

ITEM = "-"
"""Stands in a path for an item of a list."""
_KEY = re.compile(r"""((?:"[^"]*"|'[^']*'|[^\s#\[\]{},:"'](?:[^:#\[\]{},]|:(?!\s|$))*?))\s*:(?=\s|$)""")
_FLOW = re.compile(r"""(?P<text>"(?:[^"\\]|\\.)*"|'[^']*'|["'].*$)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"""
                   r"""|(?P<colon>:(?=\s|$|[\[{]))|(?P<comment>(?:(?<=\s)|^)\#.*)|(?P<word>\$\{[^}]*\}?|[^\s\[\]{},:]+|:)""")
_WORD = re.compile(r"[\w.$*/-]*$")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


class TypedContext(NamedTuple):
    """A place: the keys and items around it, the `word` that has been typed there, and the keys that stand beside it.

    `is_key` is true where a key may stand, and no value: layers: [conv: {fil
    """

    path: tuple[str, ...]
    word: str
    is_key: bool
    beside: frozenset[str] = frozenset()
    in_text: str = ""
    """The text before the word within the value, such as an expression that has begun."""


class _Level(NamedTuple):
    """A key, or an item, that is open at a column; flow collections are open until their bracket."""

    name: str
    column: int
    bracket: str = ""


def context(lines: list[str], line: int, column: int) -> TypedContext:
    """The context of a place, which counts from 1.

    >>> context(["layers:", "- conv: {filters: 8, ke"], 2, 24)[:4]
    (('layers', '-', 'conv'), 'ke', True, frozenset({'filters'}))
    >>> context(["layers:", "- relu", "- co"], 3, 5)[:3]
    (('layers', '-'), 'co', True)
    """
    reader = _ContextReader()
    for text in lines[:line - 1]:
        reader.line(text)
    typed = lines[line - 1][:column - 1] if line <= len(lines) else ""
    return reader.typed(typed, lines[line - 1][column - 1:] if line <= len(lines) else "", lines[line:])


class _ContextReader:
    """The levels that are open behind the lines read so far."""

    def __init__(self) -> None:
        self.levels: list[_Level] = []
        self.beside: dict[tuple[int, int], set[str]] = {}
        """The keys of each open mapping, by its depth and column."""
        self.block = -1
        """The indentation of the key of a text of several lines that is open."""

    @property
    def in_flow(self) -> bool:
        return bool(self.levels) and any(level.bracket for level in self.levels)

    def line(self, text: str) -> None:
        indent = len(text) - len(text.lstrip())
        if not text.strip() or text.lstrip().startswith("#"):
            return
        if self.block >= 0 and indent > self.block:
            return
        self.block = -1
        if self.in_flow:
            self.flow(text)
        else:
            self.block_line(text)

    def block_line(self, text: str) -> str:
        """Read a line outside of brackets; gives back what stands behind its last key."""
        column = len(text) - len(text.lstrip())
        rest = text[column:]
        while rest.startswith("- ") or rest == "-":
            self.close(column, item=True)
            self.open(ITEM, column)
            spaces = len(rest) - len(rest[1:].lstrip())
            column, rest = column + spaces, rest[1:].lstrip()
        key = _KEY.match(rest)
        if key is not None:
            self.close(column)
            self.key(key[1].strip("\"'"), column)
            rest = rest[key.end():].lstrip()
            if _BLOCK.match(rest):
                self.block = column
        elif rest:
            self.close(column, items=False)
        if rest[:1] in {"[", "{"} and rest:
            self.flow(rest)
        return rest

    def close(self, column: int, *, item: bool = False, items: bool = True) -> None:
        """End what stands at a column or deeper; a list may stand at the column of its key."""
        while self.levels and (self.levels[-1].column > column or (
                self.levels[-1].column == column and (items if self.levels[-1].name == ITEM else not item))):
            self.leave()

    def leave(self) -> None:
        self.levels.pop()
        for depth, column in [*self.beside]:
            if depth > len(self.levels):
                del self.beside[depth, column]

    def open(self, name: str, column: int, bracket: str = "") -> None:
        self.levels.append(_Level(name, column, bracket))

    def key(self, name: str, column: int) -> None:
        self.beside.setdefault((len(self.levels), column), set()).add(name)
        self.open(name, column)

    def flow(self, text: str) -> str:
        """Read a stretch within brackets; gives back the word that is open at its end."""
        word = ""
        for found in _FLOW.finditer(text):
            kind, piece = found.lastgroup, found[0]
            if kind == "open":
                self.open(ITEM if piece == "[" else "", -1, piece)
                word = ""
            elif kind == "close":
                self.close_flow()
                word = ""
            elif kind == "comma":
                self.end_entry()
                word = ""
            elif kind == "colon" and self.in_flow:
                self.key(word.strip("\"'"), -1)
                word = ""
            elif kind in {"text", "word"}:
                word = f"{word} {piece}".strip() if word and text[found.start() - 1: found.start()].isspace() else (
                    word + piece)
            if not self.in_flow:
                break
        return word

    def end_entry(self) -> None:
        """End the key of an entry of the innermost bracket."""
        while self.levels and not self.levels[-1].bracket:
            self.leave()

    def close_flow(self) -> None:
        self.end_entry()
        if self.levels:
            self.leave()

    def typed(self, before: str, behind: str, below: list[str]) -> TypedContext:
        """The context at the end of a line that is typed."""
        indent = len(before) - len(before.lstrip())
        if self.block >= 0 and (indent > self.block or not before.strip()):
            return TypedContext(self.path, "", is_key=False)
        word = _WORD.search(before)
        typed = word[0] if word is not None else ""
        flowing = self.in_flow
        rest = (self.flow(before) if flowing else self.block_line(before)) if before.strip() else before
        if not flowing and not self.in_flow:
            return self.in_block(before, typed, rest, below)
        innermost = self.levels[-1]
        keys = self.beside.get((len(self.levels) - (not innermost.bracket), -1), set())
        later = {found[1].strip("\"'") for found in _KEY.finditer(behind.partition("}")[0])}
        in_text = before[:len(before) - len(typed)]
        return TypedContext(self.path, typed, bool(innermost.bracket), frozenset(keys | later), in_text)

    def in_block(self, before: str, typed: str, rest: str, below: list[str]) -> TypedContext:
        column = len(before) - len(before.lstrip(" -")) if before.strip(" -") else len(before)
        if not before.strip():
            self.close(column, items=False)
        after_key = bool(before.strip()) and _KEY.match(before.strip().lstrip("- ")) is not None
        keys = set() if after_key else self.beside.get((len(self.levels), column), set()) | _below(below, column)
        return TypedContext(self.path, typed, not after_key, frozenset(keys), before[:len(before) - len(typed)])

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels if level.name)


def _below(lines: list[str], column: int) -> set[str]:
    """The keys at a column in the lines below, as far as the mapping goes."""
    found = set()
    for text in lines:
        indent = len(text) - len(text.lstrip())
        if text.strip() and indent < column:
            break
        key = _KEY.match(text[column:]) if indent == column else None
        if key is not None:
            found.add(key[1].strip("\"'"))
    return found
