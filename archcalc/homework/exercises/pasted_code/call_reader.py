"""One call of a layer's class, read with `ast` and never executed: nn.Conv2d(3, 64, 7) -> archcalc's layers."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from archcalc.base.errors import quoted
from archcalc.homework.exercises.pasted_code import called_layers
from archcalc.homework.exercises.pasted_code.called_layers import CalledLayer, attribute_of
from archcalc.homework.exercises.pasted_code.signatures import FEATURES, KERAS, TORCH
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators import called_here
from archcalc.operators.foreign_names import bare, told

MOST_LAYERS = 200
_MOST_NUMBER = 2**31
WHOLE = "a whole model in code is read by archcalc show torch:MODULE:NAME, or keras:MODULE:NAME"
AXES = re.compile("[123][dD](?=$|Transpose$)")
_FUNCTIONS = frozenset({"tf.nn", "nn", "torch", "keras.activations", "tf.keras.activations", "activations", "F"})
"""Modules whose functions stand for an activation by their names: activation=tf.nn.relu."""
_LAZY = "lazy"
"""What stands before a class of PyTorch that sees for itself how many channels go in, and has no argument for them."""
CONTAINERS = frozenset({"sequential"})
ARRAYS = frozenset({"randn", "rand", "zeros", "ones", "empty", "normal", "uniform", "randint"})
"""Functions of torch, numpy and tensorflow that make an array of a shape."""
_BEFORE_SHAPE = {"randint": 2}
"""Arguments of theirs that stand before the shape."""
LEFT_OPEN = "_left_open_"
"""The name in the place of a question mark: nn.Linear(?, 120), padding=?"""
_WRAPPERS = {"bidirectional": "merge_mode", "timedistributed": "", "transformerencoder": "num_layers"}
"""Classes around a layer, with the argument that says how."""


class CallReader:
    """The calls within one piece of code."""

    def __init__(self, text: str, token: SentenceWord, keras: bool,
                 known: Mapping[str, Sequence[CalledLayer]] | None = None) -> None:
        self.text, self.token, self.keras, self.count = text, token, keras, 0
        self.known = known or {}
        """Layers that have a name already."""
        self.named: list[str] = []
        """Those of them that stand in what is read."""
        self.left_open: list[str] = []
        """The attributes in whose place a question mark stands."""

    def layers(self, node: ast.expr) -> Iterator[CalledLayer]:
        """The layers of a call, and of the calls within it. Raises ArchcalcError."""
        if (name := ast.unparse(node)) in self.known:
            self.named.append(name)
            yield from self.known[name]
            return
        if not isinstance(node, ast.Call):
            self.refuse(f"{quoted(name)} is no layer", f"layers stand in it as calls: nn.ReLU(); {WHOLE}")
        called = ast.unparse(node.func)
        if bare(called) in CONTAINERS or called.endswith(".add"):
            for each in node.args:
                for item in each.elts if isinstance(each, (ast.List, ast.Tuple)) else [each]:
                    yield from self.layers(item.value if isinstance(item, ast.Starred) else item)
        elif bare(called) in _WRAPPERS:
            yield from self.wrapped(node, bare(called))
        elif called.rpartition(".")[2] in ARRAYS:
            yield self.array(node)
        else:
            yield from self.counted(self.layer(node, called))

    def counted(self, layers: Iterable[CalledLayer]) -> Iterator[CalledLayer]:
        """The same layers, as long as there are not too many."""
        for each in layers:
            self.count += 1
            if self.count > MOST_LAYERS:
                self.refuse(f"more than {MOST_LAYERS} layers", "write them in a file")
            yield each

    def wrapped(self, node: ast.Call, word: str) -> Iterator[CalledLayer]:
        """The layers within another: in both directions, at each step, several times over."""
        arguments = self.arguments(node, ["layer", _WRAPPERS[word]], word, beside={"layer", "encoder_layer"})
        inner = next((each.value for each in node.keywords if each.arg in {"layer", "encoder_layer"}),
                     node.args[0] if node.args else node)
        made = list(self.layers(inner)) if inner is not node else self.refuse(f"{word} of what?", "")
        other = arguments.keys() - {"layer", "encoder_layer", "enable_nested_tensor", "mask_check", "input_shape",
                                    _WRAPPERS[word]}
        if other or (word == "transformerencoder" and type(arguments.get("num_layers")) is not int):
            self.refuse(f"{', '.join(sorted(other)) or 'its number of layers'} cannot be taken into account", "")
        if word == "bidirectional" and arguments.get("merge_mode", "concat") != "concat":
            self.refuse("only the outputs of both directions side by side are read", "merge_mode is concat")
        own = {"bidirectional": True} if word == "bidirectional" else {}
        for _ in range(arguments.get("num_layers", 1) if word == "transformerencoder" else 1):
            yield from self.counted(each._replace(attributes=each.attributes | own) for each in made)

    def layer(self, node: ast.Call, name: str) -> Iterator[CalledLayer]:
        """The layers that a class stands for."""
        last = name.rpartition(".")[2]
        word, lazy = bare(last), last.lower().startswith(_LAZY)
        torch = word in TORCH and not (word in KERAS and (self.is_keras(name, node)))
        table = TORCH if torch else KERAS
        if word not in table and (node.args or called_here(word) is None):
            self.refuse(f"{quoted(last)} is not read here", told(last) or WHOLE)
        if {"F", "functional"} & {*name.split(".")} and node.args and isinstance(node.args[0], ast.Name):
            node = ast.Call(node.func, node.args[1:], node.keywords)
        names = table.get(word, "").split()[lazy:]
        arguments = self.arguments(node, names, last)
        open_ones = [each for each, value in arguments.items() if value == LEFT_OPEN]
        is_open = bool(open_ones and open_ones[0] in FEATURES)
        given = {key: value for key, value in arguments.items() if value != LEFT_OPEN}
        axes = AXES.search(last)
        found = called_layers.layers(word, given, int(axes[0][0]) if axes else 0, torch=torch)
        if isinstance(found, str):
            self.refuse(f"{last}: {found}", "")
        for each in found:
            self.left_open += [own for key in open_ones if not is_open and (own := attribute_of(each, key))]
            own_open = is_open and each.kind != called_layers.INPUT
            yield each._replace(library="torch" if torch else "keras", is_open=own_open)

    def array(self, node: ast.Call) -> CalledLayer:
        """The size that goes in, as an array is made: a batch, and the rest as this library has it."""
        before = _BEFORE_SHAPE.get(ast.unparse(node.func).rpartition(".")[2], 0)
        sizes = [self.value(each) for each in node.args[before:]]
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
        if AXES.search(last):
            return "D" in last
        return self.keras or bool(keyed) or (bare(last) in {"lstm", "gru", "rnn"} and len(node.args) == 1)

    def arguments(self, node: ast.Call, names: list[str], called: str, beside: Collection[str] = ()
                  ) -> dict[str, Any]:
        """The arguments by name, as plain values; those `beside` are layers."""
        if len(node.args) > len(names):
            self.refuse(f"{called} has {len(names)} arguments without names here, and {len(node.args)} are given", "")
        found = {name: LEFT_OPEN if name in FEATURES and isinstance(each, ast.Name) else self.given(each)
                 for name, each in zip(names, node.args, strict=False) if name not in beside}
        for each in node.keywords:
            if each.arg is None or each.arg in found:
                self.refuse(f"{called}: {quoted(each.arg or '**')} is said twice, or cannot be read", "")
            if each.arg not in beside:
                found[each.arg] = self.given(each.value)
        return found

    def given(self, node: ast.expr) -> Any:
        """The value of an argument, or the word for one that is left open."""
        return LEFT_OPEN if isinstance(node, ast.Name) and node.id == LEFT_OPEN else self.value(node)

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
