"""A file's nodes as layers, one after another: what follows from shapes is worked out, the rest is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from types import GeneratorType
from typing import Any
from weakref import proxy

from archcalc.base.errors import ArchcalcError, Mistake, Refused, printable, quoted
from archcalc.language.flat_layers import Demand, Layer
from archcalc.loading.onnx.alike_nodes import AlikeNodes
from archcalc.loading.onnx.archcalc_functions import DOMAIN, own
from archcalc.loading.onnx.attention.attention_layers import attention
from archcalc.loading.onnx.attention.attention_nodes import AttentionNodes, Chain
from archcalc.loading.onnx.constant_folding import Folding
from archcalc.loading.onnx.inlined_graphs import InlinedGraphs
from archcalc.loading.onnx.input_sizes import Sizes
from archcalc.loading.onnx.layer_names import MOST_LETTERS
from archcalc.loading.onnx.node_view import NOTHING, NodeView, NoRule
from archcalc.loading.onnx.records import ARGUMENTS, LongRow, ModelRecord, Record
from archcalc.loading.onnx.rules import rules
from archcalc.loading.onnx.tensors import MALFORMED, MOST_AXES, Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow, Lost, TranslationContext
from archcalc.operators.operator import Shape
from archcalc.operators.shapes import listed

_UNFIT = "the file is no valid ONNX, or other sizes are asked for than it was made for"


class Translation:
    """One pass over a file's nodes."""

    def __init__(self, model: ModelRecord, sizes: Sizes, demand: Demand) -> None:
        self.model, self.sizes, self.demand = model, sizes, demand
        self.context = TranslationContext(model, sizes.images, demand.volume)
        self.ledger, self.values, self.translated = self.context.ledger, self.context.values, self.context.translated
        self.rules, self.folding, self.alike = rules(), Folding(), AlikeNodes(self.context)
        self.inlined = InlinedGraphs(self.context, proxy(self))  # in no circle, so that all goes with its last user

    def layers(self) -> Iterator[Layer]:
        """The inputs, then every node's layers, then the notes."""
        yield from self.inputs()
        self.fold_arrays()
        self.attentions = AttentionNodes(self.context)
        yield from self.nodes(range(len(self.model.nodes)))
        yield from self.ends()
        self.check_outputs()
        self.check_shapes()
        self.ledger.tell(self.demand.tell)

    def some(self, numbers: range) -> Iterator[Layer]:
        """The layers of nodes that are put in the place of one, which reads what they give."""
        for number in numbers:
            self.fold(number, self.context.nodes[number])
        self.attentions.look(numbers)
        yield from self.nodes(numbers)

    def nodes(self, numbers: range) -> Iterator[Layer]:
        """The layers of nodes that stand one after another."""
        translated, held, chains = self.translated, self.attentions.held, self.attentions.chains
        for number, record in zip(numbers, self.context.nodes[numbers.start:numbers.stop], strict=True):
            if number in translated or number in held:
                continue
            if number in chains:
                yield from self.attention(number, chains[number])
                continue
            layer = self.alike.layer(number, record)
            if layer is None:
                yield from self.layer(number, record)
            else:
                yield layer

    def inputs(self) -> Iterator[Layer]:
        for name, shape in self.sizes.inputs(self.demand.inputs):
            if name in self.sizes.switches:
                self.values[name] = self.sizes.switches[name]
                continue
            batched = len(shape) > 1 and shape[0] in {self.sizes.images, self.demand.batch}
            self.values[name] = Flow(name, not shape)
            yield Layer(name, "input" if batched else "side_input",
                        {"shape": list(shape[1:] if batched else shape or (1,))}, ())

    def fold_arrays(self) -> None:
        """Work out what depends on no input, and list who reads what."""
        note_reads, values, fold = self.context.note_reads, self.values, self.fold
        for number, record in enumerate(self.model.nodes):
            note_reads(number, record)
            if record.op == "Constant" or not record.inputs or type(values.get(record.inputs[0])) is Tensor or (
                    not record.inputs[0]):
                fold(number, record)  # as few do: most read first what is not there yet

    def fold(self, number: int, record: Record) -> None:
        """Work out what a node gives, where it depends on no input."""
        values = self.values
        if record.op == "Constant" or all(not name or type(values.get(name)) is Tensor for name in record.inputs):
            found = self.folded(record)
            if found is not None:
                self.context.bind(record.outputs, found)
                self.translated.add(number)

    def folded(self, record: Record) -> tuple[Tensor | None, ...] | None:
        """A node's outputs where it reads arrays alone; None where it does not, or they cannot be told."""
        if record.op == "Constant" and not record.domain:
            found = _constant(record)
            return None if found is None else (found,)
        values = self.values
        if record.inputs and type(values.get(record.inputs[0])) is Flow:
            return None
        if not record.outputs or self.inlined.holds(record):
            return None
        operands: list[Any] = [values.get(name) if name else None for name in record.inputs]
        if any(type(each) is not Tensor and (each is not None or name)
               for name, each in zip(record.inputs, operands, strict=True)):
            return None
        return self.folding.outputs(record, operands, self.model.opset)

    def layer(self, number: int, record: Record) -> Iterator[Layer]:
        """One node's layers; its outputs are known after it."""
        found = self.folded(record)
        if found is not None:
            self.context.bind(record.outputs, found)
            return
        node = NodeView(self.context, number)
        try:
            if self.inlined.holds(record):
                yield from self.inlined.layers(node)
                return
            answer = self.answer(node)
            if isinstance(answer, GeneratorType):
                answer = yield from answer
            self.alike.note(node, answer)
            yield from node.made
            answers: Any = answer if type(answer) is tuple else (answer,)
            self.context.bind(node.record.outputs, answers)
        except NoRule as reason:
            yield from self.opaque(node, reason)
        except Refused as fact:
            mistake = fact.at(None, _told(record))
            raise ArchcalcError([mistake if mistake.hint else mistake._replace(hint=_UNFIT)]) from None
        except MALFORMED:
            unlike = Refused("onnx", "its operands or attributes are not those that ONNX gives such a node",
                             hint=_UNFIT)
            raise ArchcalcError([unlike.at(None, _told(record))]) from None

    def attention(self, number: int, chain: Chain) -> Iterator[Layer]:
        """The layer of an attention, or those of its nodes where it turns out to be none."""
        node = NodeView(self.context, number)
        try:
            answer = yield from attention(node, chain)
        except (NoRule, *MALFORMED):
            for each in (*chain.nodes, number):
                if each not in self.translated:
                    yield from self.layer(each, self.context.nodes[each])
            return
        yield from node.made
        self.context.bind(node.record.outputs, (answer,))

    def answer(self, node: NodeView) -> Answer | Generator[Layer, None, Answer]:
        domain = node.record.domain
        rule = own if domain == DOMAIN else self.rules.get(f"{domain}:{node.op}" if domain else node.op)
        for value in node.operands():
            if type(value) is Lost:
                raise NoRule(f"what it reads is not known: {value.because}", behind=True)
        if rule is None:
            raise NoRule("archcalc has no such operator")
        return rule(node)

    def opaque(self, node: NodeView, reason: NoRule) -> Iterator[Layer]:
        """A node without a rule: a layer of its stated shape, or nothing, and what reads it is lost too."""
        operands = node.operands()
        flows = [value for value in operands if isinstance(value, Flow)]
        arrays = [value for place, value in enumerate(operands) if isinstance(value, Tensor) and value.fraction
                  and value.size > 1 and place not in ARGUMENTS.get(node.op, ())]
        answers: list[Flow | Tensor | None] = []
        node.made.clear()
        shapes = self.stated(node, reason)
        for number, output in enumerate(node.record.outputs):
            shape = shapes[number]
            if not output or shape is None or 0 in shape or len(shape) > MOST_AXES or (
                    number and self.context.is_unused(output)):
                answers.append(None)
                continue
            held = {f"weight{place}": tensor for place, tensor in enumerate(arrays, 1)} if not number else {}
            made = node.add("opaque", *flows, weights=held, operator=node.op[:100] or "?", shape=list(shape or (1,)),
                            arrays=[list(each.shape or (1,)) for each in held.values()])
            answers.append(Flow(made.layer, not shape))
        read = (value for value in operands if isinstance(value, Tensor))
        self.ledger.unruled(node.record, reason.reason, read, lost=not any(answers), behind=reason.behind)
        yield from node.made
        self.context.bind(node.record.outputs, tuple(answers), f"{node.op} has no rule, and the file states no shape")

    def stated(self, node: NodeView, reason: NoRule) -> list[Shape | None]:
        """The shapes of a node's outputs: as the file states them, the rule does, or ONNX's own rule."""
        outputs = node.record.outputs
        found = [self.sizes.stated(output) for output in outputs]
        if outputs and found[0] is None:
            found[0] = reason.shape
        if None in found and not reason.behind:
            own = node.inferred()
            found = [mine if mine is not None else theirs and theirs.shape
                     for mine, theirs in zip(found, own, strict=True)]
        return found

    def ends(self) -> Iterator[Layer]:
        """A layer for each output of the file that is read on as well, or given out twice: so that it is one here."""
        given = [(name, value.layer) for name in self.model.outputs if isinstance(value := self.values.get(name), Flow)]
        times, read = Counter(layer for _, layer in given), self.context.read
        ends = {layer for _, layer in given}
        for name, layer in given:
            if layer in read or times[layer] > 1:
                end = self.context.new_name(printable(name)[:MOST_LETTERS], "identity")
                ends.add(end)
                yield Layer(end, "identity", NOTHING, (layer,))
        left = [name for name in self.context.names.taken if name not in read and name not in ends]
        self.ledger.unread = [name for name in left if self.demand.volume(name) is not None]

    def check_outputs(self) -> None:
        """Tell which outputs depend on no input; a network with none that does is none."""
        fixed = [name for name in self.model.outputs if isinstance(self.values.get(name), Tensor)]
        self.ledger.fixed = fixed
        found = map(self.values.get, self.model.outputs)
        if not self.ledger.left and not any(isinstance(value, Flow) for value in found):
            raise ArchcalcError([Mistake("onnx", "no output of the graph depends on an input", None,
                                         "export the network with its inputs, not with one constant image")])

    def check_shapes(self) -> None:
        """Tell where the file states another shape than archcalc computes."""
        for name in self.model.stated:
            value = self.values.get(name)
            stated = self.sizes.stated(name) if isinstance(value, Flow) else None
            found: Shape | None = self.demand.volume(value.layer) if isinstance(value, Flow) else None
            if stated and found and stated != found:
                self.ledger.differs(name, f"{listed(stated)}", f"{listed(found)}")


def _told(record: Record) -> str:
    return f"node {quoted(record.name or next(iter(record.outputs), ''))} ({quoted(record.op, '')})"


def _constant(record: Record) -> Tensor | None:
    """The array, number or row of numbers that a Constant holds."""
    for value in record.attributes.values():
        if isinstance(value, Tensor):
            return value
        if isinstance(value, (int, float)):
            return Tensor("", (), 7 if isinstance(value, int) else 1, (value,))
        if isinstance(value, LongRow):
            return Tensor("", (value.size,), value.kind)
        if isinstance(value, tuple) and all(isinstance(each, (int, float)) for each in value):
            return Tensor("", (len(value),), 1 if any(isinstance(each, float) for each in value) else 7, value)
    return None
