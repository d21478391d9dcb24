"""The steps from the product of queries and keys to the softmax of their scores."""

from __future__ import annotations

from archcalc.loading.torch.attention_masks import Mask, Masks
from archcalc.loading.torch.attention_operands import NoAttention, Operands
from archcalc.loading.torch.exported_program import ProgramCall, ValueName


class Steps:
    """The steps from the product of queries and keys to the softmax, which are gone back: a scale, and masks."""

    def __init__(self, operands: Operands, known: Masks, name: str) -> None:
        self.operands, self.known = operands, known
        self.scale, self.masks, self.factor = 1.0, list[Mask](), ""
        while True:
            call = operands.sole(name)
            if operands.is_product(call):
                self.product = call
                self.added_to_product(call)
                if self.factor and self.factored != self.operands.known_shape(call.name):
                    raise NoAttention
                return
            name = self.before(call)

    def before(self, call: ProgramCall) -> str:
        """The scores that a step works on."""
        if self.operands.keeps_scores(call):
            return self.operands.source(call)
        step = {"mul": self.scaled, "multiply": self.scaled, "div": self.scaled, "divide": self.scaled,
                "add": self.added, "masked_fill": self.filled, "where": self.chosen}.get(call.operator)
        if step is None:
            raise NoAttention
        return step(call)

    def scaled(self, call: ProgramCall) -> str:
        given = call.arguments.get("other")
        factor = self.known.number(given.name) if type(given) is ValueName else given
        if type(given) is ValueName and factor is None and call.operator.startswith("mul"):
            return self.scaled_by_a_value(call, given.name)
        if not isinstance(factor, (int, float)) or not factor or call.arguments.get("rounding_mode"):
            raise NoAttention
        self.scale *= factor if call.operator.startswith("mul") else 1 / factor
        return self.operands.source(call)

    def scaled_by_a_value(self, call: ProgramCall, factor: str) -> str:
        """Scores times a number for each head: so are then the queries."""
        if self.operands.known_shape(factor)[-2:] not in {(1, 1), (1,), ()} or self.factor:
            raise NoAttention
        self.factor, self.factored = factor, self.operands.known_shape(call.name)
        return self.operands.source(call)

    def added(self, call: ProgramCall) -> str:
        left, right = call.arguments.get("self"), call.arguments.get("other")
        if isinstance(right, (int, float)) and type(left) is ValueName:
            return left.name  # the same for every score, which the softmax does not see
        if type(left) is not ValueName or type(right) is not ValueName or call.arguments.get("alpha", 1) != 1:
            raise NoAttention
        scores, mask = (left, right) if self.leads_to_a_product(left.name) else (right, left)
        self.note(mask.name, "added", call)
        return scores.name

    def leads_to_a_product(self, name: str) -> bool:
        """True where scores are what a value comes from."""
        try:
            Steps(self.operands, self.known, name)
        except NoAttention:
            return False
        return True

    def note(self, mask: str, kind: str, call: ProgramCall) -> None:
        """One more mask; what is scaled afterwards is no sum of scaled scores and the mask."""
        if kind == "added" and (self.scale != 1 or self.factor):
            raise NoAttention
        self.masks.append(Mask(mask, kind, self.operands.known_shape(call.name)))

    def filled(self, call: ProgramCall) -> str:
        """masked_fill(scores, hidden, a number far below)."""
        mask = call.arguments.get("mask")
        if type(mask) is not ValueName or not self.known.is_far_below(call.arguments.get("value")):
            raise NoAttention
        self.note(mask.name, "hidden", call)
        return self.operands.source(call)

    def chosen(self, call: ProgramCall) -> str:
        """where(seen, scores, a number far below)."""
        mask = call.arguments.get("condition")
        if type(mask) is not ValueName or not self.known.is_far_below(call.arguments.get("other")):
            raise NoAttention
        self.note(mask.name, "seen", call)
        return self.operands.source(call)

    def added_to_product(self, call: ProgramCall) -> None:
        """baddbmm(mask, queries, keys): beta * mask + alpha * the product."""
        if call.operator != "baddbmm":
            return
        alpha, beta = call.arguments.get("alpha", 1), call.arguments.get("beta", 1)
        if beta == 1:
            self.note(self.operands.source(call), "added", call)
        elif beta != 0:
            raise NoAttention
        self.scale *= alpha


