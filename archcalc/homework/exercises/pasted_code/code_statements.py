"""Statements of code -> what they tell an exercise: layers, what goes in, what is asked, and what names stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NoReturn

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.known_blocks.block_operators import is_block, operator_of
from archcalc.homework.exercises.pasted_code.call_reader import ARRAYS, CallReader
from archcalc.homework.exercises.pasted_code.called_layers import INPUT, CalledLayer
from archcalc.homework.exercises.pasted_code.snippets import Snippet
from archcalc.homework.exercises.sentence_words import refuse

_SHAPES = frozenset({"shape", "output_shape"})
_COUNTED = {"weight": "weights", "bias": "biases"}
_QUIET = frozenset({"compile", "eval", "train", "to", "cuda", "cpu", "fit", "summary", "requires_grad_", "float"})
"""Methods that change no figure and ask nothing."""


class CodePiece(NamedTuple):
    """What a stretch of code tells: `sense` is the kind of thing, as a reader of sentences has it."""

    sense: str
    data: Any
    text: str
    start: int
    end: int


class CalledModule:
    """Layers that a statement makes, at their place; `consumed` where other layers hold them."""

    def __init__(self, layers: list[CalledLayer], snippet: Snippet) -> None:
        self.layers, self.snippet, self.consumed = layers, snippet, False


class CalledValues(NamedTuple):
    """Values: what goes in, or what so many of the modules have made of it."""

    after: int


def _learning(layers: list[CalledLayer]) -> list[CalledLayer]:
    """Those of some layers that learn."""
    return [each for each in layers if operator_of(each.kind).traits & _LEARN or is_block(each.kind)]


_LEARN = frozenset({"weight-layer", "norm", "token", "attention"})


class Statements:
    """The statements run in thought: which name stands for what."""

    def __init__(self, text: str, keras: bool) -> None:
        self.text, self.keras = text, keras
        self.known: dict[str, CalledModule | CalledValues | None] = {}
        self.modules: list[CalledModule] = []
        self.others: list[CodePiece] = []
        self.snippet = Snippet(ast.Pass(), "", 0, 0)

    @property
    def live(self) -> list[CalledModule]:
        """The modules that stand by themselves, in the order of the text."""
        return [each for each in self.modules if not each.consumed]

    def told(self) -> Iterator[CodePiece]:
        """Everything that the statements tell."""
        for each in self.live:
            if each.layers:
                yield self.piece("code", tuple(each.layers), each.snippet)
        yield from self.others

    def piece(self, sense: str, data: Any, snippet: Snippet) -> CodePiece:
        """A piece at the place of a statement."""
        return CodePiece(sense, data, snippet.text, snippet.start, snippet.end)

    def tell(self, sense: str, data: Any = None) -> None:
        """One more thing that the statement tells."""
        self.others.append(self.piece(sense, data, self.snippet))

    def run(self, snippet: Snippet) -> None:
        """One statement."""
        self.snippet = snippet
        tree = snippet.tree
        if isinstance(tree, ast.Assign):
            value = self.value(tree.value)
            for target in tree.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                for i, each in enumerate(names):
                    self.known[ast.unparse(each)] = value if not i else None
        elif isinstance(tree, ast.Expr):
            self.value(tree.value)

    def value(self, node: ast.expr) -> CalledModule | CalledValues | None:
        """What an expression stands for; what it asks is told."""
        name = ast.unparse(node)
        if name in self.known:
            return self.known[name]
        if isinstance(node, ast.Attribute):
            return self.attribute(node)
        if not isinstance(node, ast.Call):
            return None
        if isinstance(node.func, ast.Call) or ast.unparse(node.func) in self.known:
            return self.applied(self.value(node.func), node)
        if isinstance(node.func, ast.Attribute):
            base = node.func.value
            while isinstance(base, ast.Attribute) and ast.unparse(base) not in self.known:
                base = base.value
            if node.func.attr in {"add", "summary"} and isinstance(base, ast.Name):
                self.known.setdefault(base.id, None)
            if isinstance(base, ast.Call) or ast.unparse(base) in self.known:
                return self.method(node, node.func)
        return self.called(node)

    def called(self, node: ast.Call) -> CalledModule | CalledValues | None:
        """A function of Python's own, an array, or layers."""
        last = ast.unparse(node.func).rpartition(".")[2]
        if last == "sum":
            self.counted(node)
            return None
        if last in {"print", "tuple", "list", "len"}:
            values = [self.value(each) for each in node.args]
            return values[0] if len(values) == 1 else None
        if last == "Model":
            return CalledValues(len(self.live))
        reader = self.reader()
        made = list(reader.layers(node))
        if last in ARRAYS or (made and all(each.kind == INPUT for each in made)):
            self.tell("code", tuple(made))
            return CalledValues(0)
        return self.made(reader, made)

    def reader(self) -> CallReader:
        """What reads a call, with the names that hold layers."""
        layers = {name: value.layers for name, value in self.known.items() if isinstance(value, CalledModule)}
        return CallReader(self.text, self.snippet.word, self.keras, layers)

    def made(self, reader: CallReader, layers: list[CalledLayer]) -> CalledModule:
        """Layers in their place; those with a name that stand in them stand there alone."""
        for name in reader.named:
            held = self.known[name]
            assert isinstance(held, CalledModule)
            held.consumed = True
        for each in reader.left_open:
            self.tell("open", each)
        if any(each.is_open for each in layers):
            self.tell("open", "inputs")
        module = CalledModule(layers, self.snippet)
        self.modules.append(module)
        return module

    def counted(self, node: ast.Call) -> None:
        """sum(p.numel() for p in m.parameters()): the parameters of m."""
        over = node.args[0] if node.args else node
        if not (isinstance(over, (ast.GeneratorExp, ast.ListComp)) and len(over.generators) == 1):
            self.refuse("this sum is not read")
        source = over.generators[0].iter
        if not (isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute)
                and source.func.attr in {"parameters"} and "numel" in ast.unparse(over.elt)):
            self.refuse("this sum is not read")
        self.ask_of("params", self.value(source.func.value))

    def attribute(self, node: ast.Attribute) -> CalledModule | CalledValues | None:
        """What is taken of a value: its shape is asked for."""
        value = self.value(node.value)
        if node.attr in _SHAPES and not isinstance(node.value, ast.Attribute):
            self.ask_of("output", value)
        else:
            self.refuse(f"{quoted('.' + node.attr)} is not read of a call")
        return None

    def method(self, node: ast.Call, func: ast.Attribute) -> CalledModule | CalledValues | None:
        """A method of layers, or of values."""
        if func.attr == "numel" and isinstance(func.value, ast.Attribute) and func.value.attr in _COUNTED:
            self.ask_of(_COUNTED[func.value.attr], self.value(func.value.value))
            return None
        value = self.value(func.value)
        if func.attr == "add" and not isinstance(value, CalledValues):
            reader = self.reader()
            added = [layer for each in node.args for layer in reader.layers(each)]
            if isinstance(value, CalledModule) and not value.layers:
                value.consumed = True
            return self.made(reader, added)
        if func.attr == "build" and (given := [*node.args, *(each.value for each in node.keywords)]):
            reader = CallReader(self.text, self.snippet.word, True)
            shape = ast.Call(ast.Name("Input"), [], [ast.keyword("batch_input_shape", given[0])])
            self.tell("code", tuple(reader.layers(shape)))
        elif func.attr == "count_params":
            self.ask_of("params", value)
        elif func.attr == "size":
            self.ask_of("output", value)
        elif func.attr == "numel":
            self.ask_of("neurons", value)
        elif func.attr not in _QUIET:
            self.refuse(f"{quoted('.' + func.attr)} is not read of a call")
        return value

    def applied(self, module: CalledModule | CalledValues | None, node: ast.Call) -> CalledValues:
        """A module on values: each once, in the order in which they are written, on what the one before has made."""
        if not isinstance(module, CalledModule) or not node.args:
            self.refuse("what is called here is no layer")
        reads = self.value(node.args[0])
        if isinstance(node.args[0], ast.Name):
            self.known.setdefault(node.args[0].id, CalledValues(0))
        place = self.live.index(module) if module in self.live else -1
        elsewhere = isinstance(reads, CalledValues) and reads.after != place
        if elsewhere or isinstance(node.args[0], (ast.List, ast.Tuple)):
            self.refuse("branches, and layers in another order than they are written, are not read")
        return CalledValues(place + 1)

    def ask_of(self, figure: str, value: CalledModule | CalledValues | None) -> None:
        """A figure that is asked for, of all layers or of some."""
        if not self.text[self.text.rfind("\n", 0, self.snippet.start) + 1:self.snippet.start].strip(" >.#"):
            self.tell("ask")  # no sentence stands before it that asks
        self.tell("output" if figure == "output" else "figure", None if figure == "output" else figure)
        if self.is_several(value):
            self.refuse("several layers of several: of which?")
        if (pointed := self.pointed(value)) is not None:
            self.tell("called", pointed)

    def pointed(self, value: CalledModule | CalledValues | None) -> tuple[str, int] | None:
        """The layer that a value stands for, by its kind and its place among those; None for all of them."""
        live = self.live
        if isinstance(value, CalledModule) and value in live and len(live) > 1:
            place = live.index(value) + 1
        elif isinstance(value, CalledValues) and 0 < value.after < len(live):
            place = value.after
        else:
            return None
        layers = live[place - 1].layers
        meant = _learning(layers) if isinstance(value, CalledModule) and len(layers) > 1 else layers[-1:]
        if len(meant) != 1:
            return None
        before = [each for module in live[:place - 1] for each in module.layers]
        before += layers[:layers.index(meant[0]) + 1]
        return meant[0].kind, sum(each.kind == meant[0].kind for each in before)

    def is_several(self, value: CalledModule | CalledValues | None) -> bool:
        """True of some of the modules, several of whose layers learn."""
        own = isinstance(value, CalledModule) and value in self.live and len(self.live) > 1
        return own and isinstance(value, CalledModule) and len(value.layers) > 1 and len(_learning(value.layers)) != 1

    def refuse(self, message: str) -> NoReturn:
        refuse(self.text, self.snippet.word, message, "ask in words: how many weights")
