"""Shapes of a growing graph whose kind is open: what decides one, and which layers are then placed again."""

from __future__ import annotations

from typing import Any

from archcalc.base.axis_order import Signal
from archcalc.network.graph import Node
from archcalc.network.known import Known
from archcalc.network.undecided import MistakenKind
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import Decides, Kind, PendingKind, Undecided


class OpenKinds:
    """The nodes of a graph so far, and those among them of which an undecided shape is read or given.

    `kinds` are those of undecided shapes, by the layers that they come from; what is decided is written down there.
    """

    def __init__(self, batch: int, known: Known | None, kinds: dict[str, Kind] | None) -> None:
        self.batch, self.known = batch, known or Known()
        self.kinds: dict[str, Kind] = {} if kinds is None else kinds
        self.undecided: dict[str, list[int]] = {}
        """The nodes that read or give an undecided shape, by the layer that it comes from."""
        self.nodes: list[Node | None] = []
        self.volumes: list[Any] = []
        """The output shape of every node, None where a mistake has left it unknown."""

    def settled(self, op: Op, inputs: tuple[int, ...], layer: str) -> tuple[Op, tuple[Shape, ...], Shape]:
        """An operator settled for what it reads, the shapes of that, and what it gives. Raises Refused."""
        while True:
            known = tuple(map(self.volumes.__getitem__, inputs))
            try:
                settled, known, shape = self.known.settle(op, known, self.batch)
            except Decides as wish:
                self.decide(wish.decision, wish.kind)
                continue
            if isinstance(shape, Undecided) and not shape.decision.layer:
                pending = PendingKind(layer, is_of_input=not inputs,
                                      has_channels_last=shape.decision.has_channels_last)
                shape = shape.decided(self.kinds[layer]) if layer in self.kinds else shape.by(pending)
                settled = settled.for_signals(isinstance(shape, Signal)) if not inputs else settled
            return settled, known, shape

    def decide(self, decision: PendingKind, kind: Kind) -> None:
        """The output of a layer is of a kind: the layers that read or give it are placed again."""
        self.kinds[decision.layer] = kind
        if decision.is_asked and kind is not tuple:
            raise MistakenKind
        behind: list[tuple[PendingKind, Kind]] = []
        for position in self.undecided.pop(decision.layer):
            node = self.nodes[position]
            assert node is not None
            if node.name == decision.layer:
                op = node.op if node.inputs else node.op.for_signals(kind is Signal)
                node = node._replace(op=op, shape=kind(node.shape))
            else:
                op, known, shape = self.settled(node.op, node.inputs, node.name)
                if isinstance(node.shape, Undecided) and node.shape.decision.layer == node.name:
                    shape = self.still(node.shape, shape, behind)
                if isinstance(node.shape, Undecided) and node.shape.decision is decision:
                    shape = node.shape.decided(kind)  # of turned axes: what reads them decides, and has
                node = node._replace(op=op, input_shapes=known, shape=shape)
            self.nodes[position], self.volumes[position] = node, node.shape
        for of_layer, found in behind:
            if of_layer.layer in self.undecided:
                self.decide(of_layer, found)

    @staticmethod
    def still(before: Undecided, now: Shape, behind: list[tuple[PendingKind, Kind]]) -> Shape:
        """What a layer gives whose own kind was open: it still is, or has been settled by what the layer reads."""
        if isinstance(now, Undecided):
            return now.by(before.decision)
        behind.append((before.decision, type(now)))
        return before

    def note_undecided(self, position: int) -> None:
        """Write down a node that reads or gives an undecided shape."""
        node = self.nodes[position]
        assert node is not None
        shapes = (*node.input_shapes, node.shape)
        for layer in {shape.decision.layer for shape in shapes if isinstance(shape, Undecided)}:
            self.undecided.setdefault(layer, []).append(position)
