"""Layers as PyTorch and Keras have them, pasted: nn.Conv2d(3, 64, 7), parsed with `ast` and never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from warnings import catch_warnings

from archcalc.homework.exercises.pasted_code import code_variables
from archcalc.homework.exercises.pasted_code.call_reader import AXES, CONTAINERS, LEFT_OPEN, WHOLE, CallReader
from archcalc.homework.exercises.pasted_code.called_layers import CalledLayer
from archcalc.homework.exercises.pasted_code.signatures import KERAS, TORCH
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators.foreign_names import bare

_STATEMENT = re.compile(
    r"^\s*(?:class\s+\w+\s*[(:]|(?:async\s+)?def\s+\w+\s*\(|import\s+[a-z]\w*(?:\.\w+)*(?:\s+as\s+\w+)?\s*$|"
    r"from\s+[a-z][\w.]*\s+import\b|@\w|return\b|for\s+\w+\s+in\b.*:)|\blambda\s*\w*\s*:|\bsuper\s*\(", re.MULTILINE)
"""What only a program holds."""
_CALL = re.compile(r"(?:(?:self\.)?[A-Za-z_]\w{0,40}\s*=\s*)?(?P<name>(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)\(")
_OWN = re.compile(r"(?:self|model|net|network)\.")
_OF_AXES = re.compile("(?:Conv|MaxPool|AvgPool|MaxPooling|AveragePooling)(?![a-z])")
"""Classes that have their axes in their names; a lecturer's Conv(16, k=5) is none."""
_IN_CODE = re.compile(r"\.|[123][dD]")
"""What only code has in a name."""
_OPEN = re.compile(r"(?<=[(,])\s*(?:\?+|_{2,}|\.{3})(?=\s*,)")
"""A place that is left open: nn.Linear(?, 120)."""
_ASKED_FOR = re.compile(r",\s*(?P<name>[a-z_]+)\s*=\s*(?:\?+|_{2,}|\.{3})(?=\s*[,)])")
"""An argument that is asked for: padding=?"""
_MODULES = frozenset({"nn", "torch", "keras", "layers", "tf", "F", "functional"})


def found(text: str, plain: str) -> Iterator[SentenceWord]:
    """Every call of a library's layer as a token of code c, whose data are the layers."""
    program = _STATEMENT.search(plain)
    if program:
        start = program.start() + len(program[0]) - len(program[0].lstrip())
        refuse(text, SentenceWord("", program[0].strip(), start, program.end()), "this is a program, and no exercise",
               WHOLE)
    position = 0
    calls = bool(_CALL.search(plain)) and any(_is_layer(match["name"]) for match in _CALL.finditer(plain))
    yield from code_variables.found(plain) if calls else ()
    while match := _CALL.search(plain, position):
        position = match.end()
        name = match["name"]
        if not _is_layer(name):
            continue
        end = _closing(plain, match.end())
        start = match.start("name")
        if not _IN_CODE.search(name) and _tree(plain[start:end]) is None:  # Conv(64, 3x3, s=1) is a lecturer's
            position = match.end()
            continue
        call, position = SentenceWord("c", text[start:end], match.start(), end), end
        code_variables.check_whole(text, plain, call)
        if name.endswith(".summary"):
            yield call._replace(code="")
            continue
        yield call._replace(
            data=tuple(_layers(text, call, plain[start:end], "tf" in plain or "keras" in plain.lower()))
        )


def _is_layer(name: str) -> bool:
    """True for a class of a library, and for model.add; a word before a parenthesis, FC(120), is none."""
    first, _, last = name.rpartition(".")
    if not first and _OF_AXES.match(last) and not AXES.search(last):
        return False
    known = bare(last) in TORCH or bare(last) in KERAS or bare(last) in CONTAINERS
    if last in {"add", "summary"} and first:
        return True
    return bool({*first.split(".")} & _MODULES) or (
        known
        and (
            bool(AXES.search(last))
            or (last[:1].isupper() and last != last.upper())
            or last in {"LSTM", "GRU", "RNN", "ELU"}
        )
    )


def _tree(code: str) -> ast.Expression | None:
    """Code as Python reads it, without what it warns of; None of what is none."""
    with catch_warnings(action="ignore"), suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse(code, mode="eval")
    return None


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


def _layers(text: str, call: SentenceWord, code: str, keras: bool) -> Iterator[CalledLayer]:
    """The layers of one call."""
    tree = _tree(_without_asked(text, code))
    if tree is None:
        refuse(text, call, "this is no call that can be read", "one layer, or Sequential(...), as in Python")
    reader = CallReader(text, call, keras)
    return reader.layers(tree.body)


def _without_asked(text: str, code: str) -> str:
    """The code without the argument that the words beside it ask for; what goes in gets a name."""
    open_one = _ASKED_FOR.search(code)
    words = text.replace(code, " ").lower()
    if open_one and re.search(rf"\b(?:which|what|find|determine|"
                              rf"choose)\b[^.]*\b{open_one['name'].replace('_', ' ')}", words):
        code = code[:open_one.start()] + code[open_one.end():]
    return _OPEN.sub(LEFT_OPEN, code)
