"""Layers as PyTorch and Keras have them, pasted: nn.Conv2d(3, 64, 7), parsed with `ast` and never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NoReturn
from warnings import catch_warnings

from archcalc.base.errors import quoted
from archcalc.homework.exercises.pasted_code import called_layers, code_variables
from archcalc.homework.exercises.pasted_code.called_layers import CalledLayer
from archcalc.homework.exercises.pasted_code.signatures import KERAS, TORCH
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators.foreign_names import bare

MOST_LAYERS = 200
_MOST_NUMBER = 2**31
WHOLE = "a whole model in code is read by archcalc show torch:MODULE:NAME, or keras:MODULE:NAME"
_STATEMENT = re.compile(
    r"^\s*(?:class\s+\w+\s*[(:]|(?:async\s+)?def\s+\w+\s*\(|import\s+[a-z]\w*(?:\.\w+)*(?:\s+as\s+\w+)?\s*$|"
    r"from\s+[a-z][\w.]*\s+import\b|@\w|return\b|for\s+\w+\s+in\b.*:)|\blambda\s*\w*\s*:|\bsuper\s*\(", re.MULTILINE)
"""What only a program holds."""
_CALL = re.compile(r"(?:(?:self\.)?[A-Za-z_]\w{0,40}\s*=\s*)?(?P<name>(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)\(")
_OWN = re.compile(r"(?:self|model|net|network)\.")
_AXES = re.compile("[123][dD](?=$|Transpose$)")
_OF_AXES = re.compile("(?:Conv|MaxPool|AvgPool|MaxPooling|AveragePooling)(?![a-z])")
"""Classes that have their axes in their names; a lecturer's Conv(16, k=5) is none."""
_IN_CODE = re.compile(r"\.|[123][dD]")
"""What only code has in a name."""
_FUNCTIONS = frozenset({"tf.nn", "nn", "torch", "keras.activations", "tf.keras.activations", "activations", "F"})
"""Modules whose functions stand for an activation by their names: activation=tf.nn.relu."""
_OPEN = re.compile(r"(?<=[(,])\s*(?:\?+|_{2,}|\.{3})(?=\s*,)")
"""A place that is left open: nn.Linear(?, 120)."""
_LAZY = "lazy"
"""What stands before a class of PyTorch that sees for itself how many channels go in, and has no argument for them."""
_ASKED_FOR = re.compile(r",\s*(?P<name>[a-z_]+)\s*=\s*(?:\?+|_{2,}|\.{3})(?=\s*[,)])")
"""An argument that is asked for: padding=?"""
_CONTAINERS = frozenset({"sequential"})
_MODULES = frozenset({"nn", "torch", "keras", "layers", "tf", "F", "functional"})


_ARRAYS = frozenset({"randn", "rand", "zeros", "ones", "empty", "normal", "uniform"})
"""Functions of torch, numpy and tensorflow that make an array of a shape."""


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
    if not first and _OF_AXES.match(last) and not _AXES.search(last):
        return False
    known = bare(last) in TORCH or bare(last) in KERAS or bare(last) in _CONTAINERS
    if last in {"add", "summary"} and first:
        return True
    return bool({*first.split(".")} & _MODULES) or (
        known
        and (
            bool(_AXES.search(last))
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
    reader = _Calls(text, call, keras)
    return reader.layers(tree.body)


def _without_asked(text: str, code: str) -> str:
    """The code without the argument that the words beside it ask for; what goes in gets a name."""
    open_one = _ASKED_FOR.search(code)
    words = text.replace(code, " ").lower()
    if open_one and re.search(rf"\b(?:which|what|find|determine|"
                              rf"choose)\b[^.]*\b{open_one['name'].replace('_', ' ')}", words):
        code = code[:open_one.start()] + code[open_one.end():]
    return _OPEN.sub("in_features", code)


class _Calls:
    """The calls within one piece of code."""

    def __init__(self, text: str, token: SentenceWord, keras: bool) -> None:
        self.text, self.token, self.keras, self.count = text, token, keras, 0

    def layers(self, node: ast.expr) -> Iterator[CalledLayer]:
        if not isinstance(node, ast.Call):
            self.refuse(f"{quoted(ast.unparse(node))} is no layer", f"layers stand in it as calls: nn.ReLU(); {WHOLE}")
        name = ast.unparse(node.func)
        if bare(name) in _CONTAINERS or name.endswith(".add"):
            inside = [
                item
                for each in node.args
                for item in (each.elts if isinstance(each, (ast.List, ast.Tuple)) else [each])
            ]
            for each in inside:
                yield from self.layers(each)
            return
        if name.rpartition(".")[2] in _ARRAYS:
            yield self.array(node)
            return
        self.count += 1
        if self.count > MOST_LAYERS:
            self.refuse(f"more than {MOST_LAYERS} layers", "write them in a file")
        yield from self.layer(node, name)

    def layer(self, node: ast.Call, name: str) -> Iterator[CalledLayer]:
        last = name.rpartition(".")[2]
        word, lazy = bare(last), last.lower().startswith(_LAZY)
        torch = word in TORCH and not (word in KERAS and (self.is_keras(name, node)))
        table = TORCH if torch else KERAS
        if word not in table:
            self.refuse(f"{quoted(last)} is not read here", WHOLE)
        if {"F", "functional"} & {*name.split(".")} and node.args and isinstance(node.args[0], ast.Name):
            node = ast.Call(node.func, node.args[1:], node.keywords)
        is_open = word == "linear" and torch and bool(node.args) and isinstance(node.args[0], ast.Name)
        names = table[word].split()[lazy:]
        arguments = self.arguments(node, names, last) if not is_open else self.arguments(
            ast.Call(node.func, node.args[1:], node.keywords), names[1:], last)
        axes = _AXES.search(last)
        found = called_layers.layers(word, arguments, int(axes[0][0]) if axes else 0, torch=torch)
        if isinstance(found, str):
            self.refuse(f"{last}: {found}", "")
        yield from (each._replace(is_open=is_open) for each in found)

    def array(self, node: ast.Call) -> CalledLayer:
        """The size that goes in, as an array is made: a batch, and the rest as this library has it."""
        sizes = [self.value(each) for each in node.args]
        sides = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], list) else sizes
        if not sides or any(type(side) is not int or side < 1 for side in sides) or node.keywords:
            self.refuse("its shape cannot be read", "whole numbers: torch.randn(1, 3, 64, 64)")
        rest = sides[1:] if not self.keras or len(sides) < 3 else [sides[-1], *sides[1:-1]]
        if not rest:
            self.refuse("it has no batch", "the first number is the batch: torch.randn(1, 784)")
        return CalledLayer(called_layers.INPUT, {"shape": tuple(rest), "batch": sides[0]})

    def is_keras(self, name: str, node: ast.Call) -> bool:
        """True where a name that both libraries have is Keras's."""
        last = name.rpartition(".")[2]
        if name.startswith(("nn.", "torch.")):
            return False
        keyed = {each.arg for each in node.keywords} & {
            "strides",
            "filters",
            "activation",
            "units",
            "pool_size",
            "use_bias",
        }
        if _AXES.search(last):
            return "D" in last
        return self.keras or bool(keyed) or (bare(last) in {"lstm", "gru", "rnn"} and len(node.args) == 1)

    def arguments(self, node: ast.Call, names: list[str], called: str) -> dict[str, Any]:
        """The arguments by name, as plain values."""
        if len(node.args) > len(names):
            self.refuse(f"{called} has {len(names)} arguments without names here, and {len(node.args)} are given", "")
        found = {name: self.value(each) for name, each in zip(names, node.args, strict=False)}
        for each in node.keywords:
            if each.arg is None or each.arg in found:
                self.refuse(f"{called}: {quoted(each.arg or '**')} is said twice, or cannot be read", "")
            found[each.arg] = self.value(each.value)
        return found

    def value(self, node: ast.expr) -> Any:
        """A constant, a tuple of them, or their sums and products; nothing else."""
        if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, (bool, int, float, str))):
            return node.value
        if isinstance(node, (ast.Tuple, ast.List)):
            return [self.value(each) for each in node.elts]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            number = self.value(node.operand)
            return -number if isinstance(number, (int, float)) else self.unreadable(node)
        if isinstance(node, ast.BinOp):
            return self.calculated(node)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in _FUNCTIONS:
            return node.attr
        return self.unreadable(node)

    def calculated(self, node: ast.BinOp) -> int:
        left, right = self.value(node.left), self.value(node.right)
        if not (type(left) is int and type(right) is int and abs(left) < _MOST_NUMBER and abs(right) < _MOST_NUMBER):
            self.unreadable(node)
        if isinstance(node.op, (ast.Add, ast.Sub)):
            return left + right if isinstance(node.op, ast.Add) else left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.FloorDiv) and right:
            return left // right
        return self.unreadable(node)

    def unreadable(self, node: ast.expr) -> NoReturn:
        self.refuse(
            f"{quoted(ast.unparse(node))} is no number or word", f"nothing is executed: write the value itself; {WHOLE}"
        )

    def refuse(self, message: str, hint: str) -> NoReturn:
        refuse(self.text, self.token, message, hint)
