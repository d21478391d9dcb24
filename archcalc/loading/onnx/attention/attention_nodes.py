"""Attention written as nodes, found by their operators before they are translated: softmax(scale q k^T + masks) v.

The shapes of nodes are not known before, so that this is a guess, which `attention_layers` settles at the last product.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.records import Record
from archcalc.loading.onnx.tensors import FLOAT, FLOATS, Tensor
from archcalc.loading.onnx.translation_context import TranslationContext, Value

_MOST_STEPS = 12
"""Scales and masks between two products, and nodes that change nothing behind a softmax."""


class ScoreStep(NamedTuple):
    """A scale ("times", "over"), or a mask ("added", "seen", "hidden") and what unseen keys get `instead`."""

    kind: str
    operand: str
    instead: str = ""


class Chain(NamedTuple):
    """The nodes of an attention before its last product; its queries and keys, the steps from the softmax to scores.

    `turns` are the nodes that exchange the last two axes of the keys, of which the first reads them as they are.
    """

    nodes: tuple[int, ...]
    softmax: int
    query: str
    keys: str
    turns: tuple[int, ...]
    steps: tuple[ScoreStep, ...]


class AttentionNodes:
    """The attentions of a file: `chains` by the position of the last product, and the nodes `held` back for them."""

    def __init__(self, context: TranslationContext) -> None:
        self.context, self.nodes = context, context.nodes
        self.chains: dict[int, Chain] = {}
        self.held: set[int] = set()
        self.look(range(len(self.nodes)))

    def look(self, numbers: range) -> None:
        """Find those among some nodes, of which none is translated yet."""
        records = self.nodes[numbers.start:numbers.stop]
        if not any(record.op == "Softmax" for record in records):
            return
        self.givers = {name: number for number, record in zip(numbers, records, strict=True)
                       for name in record.outputs if name}
        for number, record in zip(numbers, records, strict=True):
            if record.op == "MatMul" and len(record.inputs) == 2 and (chain := self.chain(record.inputs[0])):
                self.chains[number] = chain
                self.held.update(chain.nodes)

    def chain(self, weights: str) -> Chain | None:
        """The nodes of an attention, where a value is its weights and nothing else reads what is between."""
        found = self.softmax(weights)
        scores = self.scores(self.nodes[found[0]].inputs[0]) if found else None
        if found is None or scores is None:
            return None
        *between, product = scores[1]
        query, keys = self.nodes[product].inputs
        query, query_scales = self.before_scale(query)
        keys, key_scales = self.before_scale(keys)
        scales = [*query_scales, *key_scales]
        turns = self.turns(keys)
        nodes = {*found, *between, product, *turns, *(number for number, _ in scales)}
        return Chain(tuple(sorted(nodes)), found[0], query, self.nodes[turns[0]].inputs[0] if turns else keys, turns,
                     (*scores[0], *(step for _, step in scales)))

    def giver(self, name: str, *ops: str, readers: int = 1) -> int | None:
        """The node of one of these operators that gives a value, to so many readers alone."""
        number = self.givers.get(name)
        if number is None or number in self.context.translated or number in self.held:
            return None
        record = self.nodes[number]
        is_own = any(remark.startswith("archcalc.") for remark in record.remarks)
        is_plain = record.op in ops and not record.domain and not is_own and record.outputs[0] == name
        count = self.context.count_readers
        lone = all(count(output) == (readers if output == name else 0) for output in record.outputs)
        return number if is_plain and lone else None

    def softmax(self, name: str) -> tuple[int, ...] | None:
        """The softmax that a value is, and the nodes behind it: none changes weights, but those of a row of no keys."""
        behind: list[int] = []
        while (number := self.giver(name, "Dropout", "Identity", "Cast")) is not None and len(behind) < _MOST_STEPS:
            data, *_, training = (*self.nodes[number].inputs, "", "")[:3]
            kind = self.nodes[number].attributes.get("to", FLOAT)
            if (training and self.number(training) != 0) or kind not in FLOATS:
                return None
            behind.append(number)
            name = data
        guard = self.giver(name, "Where")
        if guard is None:
            found = self.giver(name, "Softmax")
            return None if found is None else (found, *behind)
        is_nan, instead, name = self.nodes[guard].inputs
        asks, found = self.giver(is_nan, "IsNaN"), self.giver(name, "Softmax", readers=2)
        if asks is None or found is None or self.nodes[asks].inputs != (name,) or self.number(instead) != 0:
            return None
        return found, asks, guard, *behind

    def scores(self, name: str, most: int = _MOST_STEPS) -> tuple[tuple[ScoreStep, ...], tuple[int, ...]] | None:
        """The steps back from a value to the product of which it is made, and their nodes, the product last."""
        product = self.giver(name, "MatMul")
        if product is not None and len(self.nodes[product].inputs) == 2:
            return (), (product,)
        number = self.giver(name, "Mul", "Div", "Add", "Where") if most else None
        if number is None:
            return None
        for given, step in _steps(self.nodes[number]):
            rest = self.scores(given, most - 1)
            if rest is not None:
                return (step, *rest[0]), (number, *rest[1])
        return None

    def before_scale(self, name: str) -> tuple[str, list[tuple[int, ScoreStep]]]:
        """Queries or keys before a number scales them, and the node that does."""
        number = self.giver(name, "Mul", "Div")
        for given, step in _steps(self.nodes[number]) if number is not None else ():
            giver = self.givers.get(step.operand)
            is_root = giver is not None and self.nodes[giver].op == "Sqrt"
            if number is not None and (self.number(step.operand) is not None or is_root):
                return given, [(number, step)]
        return name, []

    def turns(self, name: str) -> tuple[int, ...]:
        """The nodes that exchange the last two axes of keys: a Transpose, or one between two changes of shape."""
        last = self.giver(name, "Transpose", "Reshape")
        if last is None or self.nodes[last].op == "Transpose":
            return () if last is None else (last,)
        turn = self.giver(self.nodes[last].inputs[0], "Transpose")
        first = None if turn is None else self.giver(self.nodes[turn].inputs[0], "Reshape")
        return () if first is None or turn is None else (first, turn, last)

    def number(self, name: str) -> float | None:
        """The one number that a value is, where that is known."""
        return number(self.context.values.get(name))


def number(value: Value | None) -> float | None:
    """The one number that an array holds; None of anything else."""
    return value.values[0] if isinstance(value, Tensor) and value.size == 1 and value.values else None


def _steps(record: Record) -> Iterator[tuple[str, ScoreStep]]:
    """What a step may work on, and what it then is."""
    first, second, *rest = (*record.inputs, "", "")
    if record.op == "Where":
        yield second, ScoreStep("seen", first, rest[0])
        yield rest[0], ScoreStep("hidden", first, second)
    elif record.op == "Div":
        yield first, ScoreStep("over", second)
    else:
        kind = "times" if record.op == "Mul" else "added"
        yield first, ScoreStep(kind, second)
        yield second, ScoreStep(kind, first)
