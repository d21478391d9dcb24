"""Stretches of a text that are code, calls, assignments, prints: found by their brackets, never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from warnings import catch_warnings

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.pasted_code.call_reader import ARRAYS, AXES, CONTAINERS, LEFT_OPEN, WHOLE
from archcalc.homework.exercises.pasted_code.signatures import KERAS, TORCH
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators.foreign_names import bare

_PROGRAM = re.compile(
    r"^\s*(?:class\s+\w+\s*[(:]|(?:async\s+)?def\s+\w+\s*\(|@\w|return\b|for\s+\w+\s+in\b.*:)|\blambda\s*\w*\s*:|"
    r"\bsuper\s*\(", re.MULTILINE)
"""What only a program holds."""
_IMPORT = re.compile(r"^[ \t]*(?:import\s+[a-z]\w*(?:\.\w+)*(?:\s+as\s+\w+)?|"
                     r"from\s+[a-z][\w.]*\s+import\s+[\w, ]+?)[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"(?<![\w.])(?P<targets>[A-Za-z_][\w.]*(?:[ ]*,[ ]*(?:[A-Za-z_]\w*|\(\w+(?:,[ ]*\w+)*\)))*"
                   r"[ ]*=(?!=)[ ]*)?"
                   r"(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?=\s)", re.MULTILINE)
_TRAILER = re.compile(r"\.[A-Za-z_]\w*")
_OPEN = re.compile(r"(?<=[(,=])(?P<before>\s*)(?P<mark>\?+|_{2,}|\.{3})(?=\s*[,)])")
"""A place that is left open: nn.Linear(?, 120), padding=?"""
_ASKS = frozenset({"print", "sum", "tuple", "list", "len"})
_MODULES = frozenset({"nn", "torch", "keras", "layers", "tf", "F", "functional"})
_OF_NUMBERS = frozenset({"np", "numpy", "torch", "tf", "random"})
_OF_AXES = re.compile("(?:Conv|MaxPool|AvgPool|MaxPooling|AveragePooling)(?![a-z])")
"""Classes that have their axes in their names; a lecturer's Conv(16, k=5) is none."""
_SHORT = frozenset({"LSTM", "GRU", "RNN", "ELU"})


class Snippet(NamedTuple):
    """A stretch of code as Python reads it, with question marks as names."""

    tree: ast.stmt
    text: str
    start: int
    end: int

    @property
    def word(self) -> SentenceWord:
        """The snippet as a place of the text."""
        return SentenceWord("", self.text, self.start, self.end)


def snippets(text: str, plain: str) -> list[Snippet]:
    """Every stretch of code, in order. Raises ArchcalcError for a program, and for a call that nobody can read."""
    if not any(is_layer(match["name"]) or _is_array(match["name"]) or _is_of_a_model(match["name"])
               for match in _calls(plain)):
        return []
    if program := _PROGRAM.search(plain):
        start = program.start() + len(program[0]) - len(program[0].lstrip())
        refuse(text, SentenceWord("", program[0].strip(), start, program.end()), "this is a program, and no exercise",
               WHOLE)
    return sorted(_found(text, plain), key=lambda each: each.start)


def _calls(plain: str) -> Iterator[re.Match[str]]:
    return (match for match in _WORD.finditer(plain) if plain.startswith("(", match.end()))


def _found(text: str, plain: str) -> Iterator[Snippet]:
    for pattern in (_IMPORT, _PROMPT):
        yield from (Snippet(ast.Pass(), each[0], *each.span()) for each in pattern.finditer(plain))
    known: set[str] = set()
    position = 0
    while match := _WORD.search(plain, position):
        position = match.end()
        start = match.start("targets" if match["targets"] else "name")
        end = _end(plain, match.end())
        code = plain[start:end]
        if not _is_code(match["name"], plain[match.end():end], known):
            continue
        tree = parsed(_OPEN.sub(lambda mark: mark["before"] + LEFT_OPEN, code))
        if tree is None and not (AXES.search(match["name"]) or "." in match["name"]):
            continue
        if tree is None:
            refuse(text, SentenceWord("", text[start:end], start, end), "this is no call that can be read",
                   "one layer, or Sequential(...), as in Python")
        known |= {each.strip() for each in (match["targets"] or "").rstrip("= ").split(",")}
        yield Snippet(tree, text[start:end], start, end)
        position = end


def _is_code(name: str, rest: str, known: set[str]) -> bool:
    """True for a call of a library, and for what is done with the names that hold its results."""
    first = name.partition(".")[0]
    own = name in known or first in known or name.rpartition(".")[0] in known
    if not rest.startswith("("):
        return own and "." in name and name not in known
    if name in _ASKS:
        return any(is_layer(each["name"]) or each["name"].partition(".")[0] in known for each in _WORD.finditer(rest))
    return own or is_layer(name) or _is_array(name) or _is_of_a_model(name)


def _is_of_a_model(name: str) -> bool:
    """True for model.add and model.summary, whatever the model is called."""
    first, _, last = name.rpartition(".")
    return last in {"add", "summary"} and first.isidentifier() and first not in _MODULES


def _is_array(name: str) -> bool:
    first, _, last = name.rpartition(".")
    return last in ARRAYS and bool({*first.split(".")} & _OF_NUMBERS)


def is_layer(name: str) -> bool:
    """True for a class of a library; a word before a parenthesis, FC(120), is none."""
    first, _, last = name.rpartition(".")
    if not first and _OF_AXES.match(last) and not AXES.search(last):
        return False
    known = bare(last) in TORCH or bare(last) in KERAS or bare(last) in CONTAINERS
    if {*first.split(".")} & _MODULES:
        return last not in ARRAYS
    cased = last[:1].isupper() and last != last.upper()
    return (known and (bool(AXES.search(last)) or cased or last in _SHORT)) or (cased and bare(last) in _AROUND)


_AROUND = frozenset({"bidirectional", "timedistributed", "transformerencoder", "input", "model"})


def parsed(code: str) -> ast.stmt | None:
    """Code as Python reads it, without what it warns of; None of what is none."""
    with catch_warnings(action="ignore"), suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        body = ast.parse(code.strip()).body
        return body[0] if len(body) == 1 else None
    return None


def _end(text: str, start: int) -> int:
    """The end of what follows a name: calls, and attributes of what they give."""
    while start < len(text):
        if text[start] == "(":
            start = _closing(text, start + 1)
        elif after := _TRAILER.match(text, start):
            start = after.end()
        else:
            break
    return start


def _closing(text: str, start: int) -> int:
    """The end of the call whose parenthesis is open at `start`."""
    depth, quote = 1, ""
    for i in range(start, len(text)):
        letter = text[i]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if not depth:
                return i + 1
    return len(text)
