"""A network with low-rank adapters: beside each target a small matrix, a large one, a factor and a sum.

    y = W x + s B A x         A (rank, d), B (units, rank), W frozen

Source: Hu et al. 2021 (LoRA), section 4.1; the steps are those of PEFT 0.21, tuners/lora/layer.py.
"""

from __future__ import annotations

from collections import Counter

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import is_loss
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph, Node
from archcalc.operators.activation.dropout import Dropout
from archcalc.operators.activation.glu import Glu
from archcalc.operators.arithmetic.add import Add
from archcalc.operators.arithmetic.arithmetic import Arithmetic
from archcalc.operators.attention.attention import Attention
from archcalc.operators.attention.rotary import Rotary
from archcalc.operators.linear.linear import Linear
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Op
from archcalc.training.adapters.lora import Lora
from archcalc.training.adapters.targets import Targets
from archcalc.training.adapters.written_out import Gated, JointHeads, SeparateHeads, TurnedAlike, matrices_of
from archcalc.training.memory import Choices
from archcalc.training.transfer.freezing import named


class Adapter(NamedTuple):
    """An adapter: the matrix that it is beside, as it is called, its layer, and its sizes."""

    matrix: str
    layer: str
    inputs: int
    units: int


class Adapted(NamedTuple):
    """The network with its adapters; the layers that are frozen, by name, and those held in 4 bits."""

    graph: Graph
    lora: Lora
    adapters: tuple[Adapter, ...]
    frozen: frozenset[str]
    packed: frozenset[str]

    @property
    def trained(self) -> int:
        """The values of all adapters."""
        return sum(self.lora.rank * (each.inputs + each.units) for each in self.adapters)

    def chosen(self, choices: Choices) -> Choices:
        """The choices of a step that trains the adapters alone."""
        return choices._replace(frozen=self.frozen, base=self.lora.base, packed=self.packed)


def adapted(graph: Graph, lora: Lora) -> Adapted:
    """The network with adapters. Raises ArchcalcError for targets that it does not have."""
    whole = {graph.nodes[i].name for i in set[int]().union(*named(graph, lora.train).values())}
    writing = _Writing(graph, lora)
    for number, node in enumerate(graph.nodes):
        writing.layer(number, node)
    writing.targets.check(graph.about.name)
    made = graph._replace(nodes=tuple(writing.nodes), outputs=tuple(writing.places[i] for i in graph.outputs))
    frozen = {node.name for node in made.nodes
              if learned(node) and node.name not in writing.small and node.name not in whole}
    packed = {node.name for node in made.nodes if node.name in frozen and isinstance(node.op, Linear)
              and node.name not in writing.last} if lora.base else ()
    return Adapted(made, lora, tuple(writing.adapters), frozenset(frozen), frozenset(packed))


class _Writing:
    """The layers so far, and where each layer of the network is now."""

    def __init__(self, graph: Graph, lora: Lora) -> None:
        self.graph, self.lora, self.targets = graph, lora, Targets(lora.targets)
        self.nodes, self.places = list[Node](), list[int]()
        self.adapters, self.small = list[Adapter](), set[str]()
        readers = Counter(position for node in graph.nodes for position in node.inputs)
        self.gated = {node.inputs[0] for node in graph.nodes if isinstance(node.op, Glu)
                      and readers[node.inputs[0]] == 1 and node.op.activation != "sigmoid"}
        self.halves = dict[int, tuple[int, int]]()
        ends = {graph.nodes[i].inputs[0] if is_loss(graph, i) else i for i in graph.outputs}
        self.last = {graph.nodes[i].name for i in ends}

    def layer(self, number: int, node: Node) -> None:
        """A layer of the network, as it is or written out."""
        reads = tuple(self.places[position] for position in node.inputs)
        if isinstance(node.op, Attention) and not node.shared and self._wanted(node):
            at = self.attention(node, node.op, reads)
        elif isinstance(node.op, Glu) and node.inputs[0] in self.halves:
            at = self.add(node.name, Gated(), self.halves[node.inputs[0]], node)
        elif isinstance(node.op, Linear):
            at = self.linear(number, node, node.op, reads)
        else:
            at = self.put(node._replace(inputs=reads))
        self.places.append(at)

    def _wanted(self, node: Node) -> bool:
        assert isinstance(node.op, Attention)
        names = {*matrices_of(node.op, node.input_shapes, joint=False), *node.op.matrices(*node.input_shapes)}
        return bool(self.lora.base) or any(self.targets.asked(node.name, name) for name in names)

    def attention(self, node: Node, op: Attention, reads: tuple[int, ...]) -> int:
        """An attention, written out."""
        if op.position_bias != "none":
            raise ArchcalcError.of("usage", f"--lora: {quoted(node.name, '')} has learned numbers on its scores, and "
                                   "is not planned with adapters", hint="other targets")
        joint = "qkv" in op.matrices(*node.input_shapes) and bool(self.targets.asked(node.name, "qkv"))
        matrices = matrices_of(op, node.input_shapes, joint=joint)
        last = matrices.pop("proj")
        made = {name: self.matrix(node, name, _linear(matrix), reads[matrix.reads or 0])
                for name, matrix in matrices.items()}
        if joint:
            mixed = self.add(f"{node.name}/heads", JointHeads(**op.attributes), (made["qkv"],), node)
        else:
            turns = {"q": Rotary(base=op.rotary, heads=op.heads), "k": TurnedAlike(base=op.rotary, heads=op.kv_heads)}
            for name, turn in turns.items() if op.rotary else ():
                made[name] = self.add(f"{node.name}/turned_{name}", turn, (made[name],), node)
            mixed = self.add(f"{node.name}/heads", SeparateHeads(**op.attributes | {"rotary": 0.0}),
                             (made["q"], made["k"], made["v"]), node)
        return self.matrix(node, "proj", _linear(last), mixed)

    def matrix(self, node: Node, name: str, op: Linear, reads: int) -> int:
        """A matrix of a layer as a layer of its own, with its adapter if it gets one."""
        word, layer = self.targets.word(node.name, name), f"{node.name}/{name}"
        base = self.add(layer, op, (reads,), node)
        return self.adapter(layer, base, node) if word else base

    def linear(self, number: int, node: Node, op: Linear, reads: tuple[int, ...]) -> int:
        """A linear layer, with its adapter: in halves where a gated unit reads it, unless it is wanted as one."""
        if number in self.gated and not node.shared and not self.named(node.name):
            half = op.replace(units=op.units // 2)
            self.halves[number] = (self.matrix(node, "up", half, reads[0]), self.matrix(node, "gate", half, reads[0]))
            return self.halves[number][-1]
        last = node.name in self.last
        closes = isinstance(self.graph.nodes[node.inputs[0]].op, Glu)
        word = self.targets.word(node.name, "down" if closes else "", last=last)
        base = self.put(node._replace(inputs=reads))
        return self.adapter(node.name, base, node) if word else base

    def named(self, layer: str) -> bool:
        """True where a word is the layer's own name, and no pattern or word for all."""
        return not {layer, layer.rpartition("/")[2]}.isdisjoint(self.lora.targets)

    def adapter(self, layer: str, base: int, like: Node) -> int:
        """The steps of an adapter beside a layer; the position of the sum."""
        frozen = self.nodes[base]
        (reads,), units, inputs = frozen.inputs, frozen.shape[-1], frozen.input_shapes[0][-1]
        self.adapters.append(Adapter(layer.rpartition("/")[2], layer, inputs, units))
        if self.lora.dropout:
            reads = self.add(f"{layer}/lora_dropout", Dropout(rate=self.lora.dropout), (reads,), like)
        narrow = self.add(f"{layer}/lora_A", Linear(units=self.lora.rank, bias=False), (reads,), like)
        wide = self.add(f"{layer}/lora_B", Linear(units=units, bias=False), (narrow,), like)
        self.small |= {f"{layer}/lora_A", f"{layer}/lora_B"}
        scaled = self.add(f"{layer}/scaling", Arithmetic(function="multiply", number=2.0), (wide,), like)
        return self.add(f"{layer}/sum", Add(), (base, scaled), like)

    def add(self, name: str, op: Op, at: tuple[int, ...], like: Node) -> int:
        """A layer on others, by position, in the place of one of the network, in modules as its name tells."""
        shapes = tuple(self.nodes[position].shape for position in at)
        inside = name.removeprefix(like.name).split("/")[:-1]
        own = (like.name.rpartition("/")[2], *filter(None, inside)) if inside else ()
        return self.put(Node(name, op, at, shapes, op.output(*shapes), (*like.path, *own), like.place))

    def put(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1


def _linear(matrix: Matrix) -> Linear:
    return Linear(units=matrix.units, bias=matrix.biased)
