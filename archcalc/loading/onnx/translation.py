"""A file's nodes as layers, one after another: what follows from shapes is worked out, the rest is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from types import GeneratorType
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted
from archcalc.language.flat_layers import Demand, Layer
from archcalc.loading.onnx.archcalc_functions import DOMAIN, own
from archcalc.loading.onnx.constant_folding import Folding
from archcalc.loading.onnx.input_sizes import Sizes
from archcalc.loading.onnx.node_view import NodeView, NoRule
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
        self.rules, self.folding = rules(), Folding()

    def layers(self) -> Iterator[Layer]:
        """The inputs, then every node's layers, then the notes."""
        yield from self.inputs()
        self.fold_arrays()
        for number, record in enumerate(self.model.nodes):
            if number not in self.translated:
                yield from self.layer(number, record)
        self.check_outputs()
        self.check_shapes()
        self.ledger.tell(self.demand.tell)

    def inputs(self) -> Iterator[Layer]:
        for name, shape in self.sizes.inputs(self.demand.inputs):
            batched = len(shape) > 1 and shape[0] in {self.sizes.images, self.demand.batch}
            if not shape:
                self.values[name] = Lost("a number, which is no volume")
                continue
            self.values[name] = Flow(name)
            yield Layer(name, "input" if batched else "side_input",
                        {"shape": list(shape[1:] if batched else shape)}, ())

    def fold_arrays(self) -> None:
        """Work out what depends on no input, and list who reads what."""
        values = self.values
        for number, record in enumerate(self.model.nodes):
            self.context.note_reads(number, record)
            if record.op == "Constant" or all(not name or type(values.get(name)) is Tensor for name in record.inputs):
                found = self.folded(record)
                if found is not None:
                    self.context.bind(record.outputs, (found,))
                    self.translated.add(number)

    def folded(self, record: Record) -> Tensor | None:
        if record.op == "Constant" and not record.domain:
            return _constant(record)
        if record.inputs and type(self.values.get(record.inputs[0])) is Flow:
            return None
        operands = [self.values.get(name) if name else None for name in record.inputs]
        arrays = [value for value in operands if value is None or isinstance(value, Tensor)]
        if record.domain or len(arrays) < len(operands) or not arrays or not record.outputs:
            return None
        return self.folding.folded(record.op, arrays, record.attributes, record.outputs[0])

    def layer(self, number: int, record: Record) -> Iterator[Layer]:
        """One node's layers; its outputs are known after it."""
        found = self.folded(record)
        if found is not None:
            self.context.bind(record.outputs, (found,))
            return
        node = NodeView(self.context, number)
        try:
            answer = self.answer(node)
            if isinstance(answer, GeneratorType):
                answer = yield from answer
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

    def answer(self, node: NodeView) -> Answer | Generator[Layer, None, Answer]:
        domain = node.record.domain
        rule = own if domain == DOMAIN else self.rules.get(node.op) if not domain else None
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
        for number, output in enumerate(node.record.outputs):
            shape = self.sizes.stated(output) or (reason.shape if number == 0 else None)
            if not output or not shape or len(shape) > MOST_AXES or (number and self.context.is_unused(output)):
                answers.append(None)
                continue
            held = {f"weight{place}": tensor for place, tensor in enumerate(arrays, 1)} if not number else {}
            answers.append(node.add("opaque", *flows, weights=held, operator=node.op[:100] or "?", shape=list(shape),
                                    arrays=[list(each.shape) for each in held.values()]))
        read = (value for value in operands if isinstance(value, Tensor))
        self.ledger.unruled(node.record, reason.reason, read, lost=not any(answers), behind=reason.behind)
        yield from node.made
        self.context.bind(node.record.outputs, tuple(answers), f"{node.op} has no rule, and the file states no shape")

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
            return value._replace(name=next(iter(record.outputs), ""))
        if isinstance(value, (int, float)):
            return Tensor("", (), 7 if isinstance(value, int) else 1, (value,))
        if isinstance(value, LongRow):
            return Tensor("", (value.size,), value.kind)
        if isinstance(value, tuple) and all(isinstance(each, (int, float)) for each in value):
            return Tensor("", (len(value),), 1 if any(isinstance(each, float) for each in value) else 7, value)
    return None


def control_flow(model: ModelRecord) -> list[tuple[str, int, str]]:
    """Operators that run other graphs: each with its count, and the first node's name."""
    from archcalc.loading.onnx.records import Subgraph

    found = [record for record in model.nodes
             if any(isinstance(value, Subgraph) for value in record.attributes.values())]
    counts = Counter(record.op for record in found)
    return [(op, count, next(record.name for record in found if record.op == op)) for op, count in counts.items()]
