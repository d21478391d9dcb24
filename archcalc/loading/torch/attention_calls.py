"""Attention that is written by hand, found among a program's calls: softmax(scale q k^T + masks) v becomes one call.

It is left as it stands where somebody else reads its scores or weights, or where a step is none of those known here.
"""

from __future__ import annotations

from archcalc.loading.torch.attention_masks import KnownValues, Mask, Masks
from archcalc.loading.torch.attention_operands import NoAttention, Operands
from archcalc.loading.torch.attention_steps import Steps
from archcalc.loading.torch.exported_program import ExportedProgram, ProgramCall, ValueName
from archcalc.loading.torch.settled_program import wanted
from archcalc.operators.operator import Shape

ATTENTION = "scaled_dot_product_attention"


def joined(program: ExportedProgram, known: KnownValues) -> ExportedProgram:
    """The same program with one call for each attention, and masks told in words where they have a form."""
    search = _Search(program, known)
    calls: list[ProgramCall] = []
    for call in program.calls:
        search.operands.begin(call)
        try:
            last = search.attention(call)
        except NoAttention:
            calls.append(call)
        else:
            calls += (*search.operands.added, last)
        search.operands.made[call.name] = calls[-1]
    return program._replace(calls=wanted(calls, program.outputs))


class _Search:
    """One pass over a program; `operands` are the calls made so far, and those put before the one in hand."""

    def __init__(self, program: ExportedProgram, known: KnownValues) -> None:
        self.booleans = program.booleans
        self.operands = Operands(program)
        self.masks = Masks(known, self.operands)

    def attention(self, call: ProgramCall) -> ProgramCall:
        """One call of attention in the place of a product, or of PyTorch's own. Raises NoAttention."""
        if call.operator == ATTENTION:
            return self.fused(call)
        weights, value, output = self.operands.mixture(call)
        steps = Steps(self.operands, self.masks, self.softmax_of(weights))
        self.masks.check_sight(steps.masks)
        query, key = self.operands.rows(steps.product)
        if steps.factor:
            query = self.operands.broadcast("mul", self=query, other=steps.factor)
        names = self.in_one_space(query, key, value, steps.masks)
        arguments = dict(zip(("query", "key", "value"), map(ValueName, names), strict=True)) | {"scale": steps.scale}
        gives = (*self.operands.known_shape(names[0])[:-1], self.operands.known_shape(names[2])[-1])
        made = self.masks.told(call._replace(operator=ATTENTION, arguments=arguments, shape=gives), steps.masks)
        return self.operands.given_back(self.served(made), call, output)

    def softmax_of(self, name: str) -> str:
        """The scores whose softmax over the keys a value is. Raises NoAttention."""
        while (call := self.operands.sole(name)).operator not in {"softmax", "_softmax"}:
            if not self.operands.keeps_scores(call):
                raise NoAttention
            name = self.operands.source(call)
        axes = len(self.operands.known_shape(call.name))
        if call.arguments.get("dim") not in {-1, axes - 1} or axes < 3:
            raise NoAttention
        return self.operands.source(call)

    def fused(self, call: ProgramCall) -> ProgramCall:
        """PyTorch's own call, its mask told in words, its keys not repeated."""
        mask = call.arguments.get("attn_mask")
        masks = []
        if type(mask) is ValueName:
            masks = [Mask(mask.name, "seen" if mask.name in self.booleans else "added", ())]
        return self.served(self.masks.told(call, masks))

    def in_one_space(self, query: str, key: str, value: str, masks: list[Mask]) -> tuple[str, str, str]:
        """Queries, keys and values under the shape in which masks are added, where that is another one."""
        shape = self.operands.known_shape
        spaces = {mask.shape[:-2] for mask in masks} - {shape(query)[:-2]}
        if not spaces:
            return query, key, value
        (space, *others) = spaces
        if others or shape(value)[:-2] != shape(query)[:-2] or not all(self.fits(mask, space) for mask in masks):
            raise NoAttention
        viewed = [self.operands.viewed(name, (*space, *shape(name)[-2:])) for name in (query, key, value)]
        return viewed[0], viewed[1], viewed[2]

    def fits(self, mask: Mask, space: Shape) -> bool:
        """True where a mask's axes are the last ones of that space, or of one value."""
        own = self.operands.known_shape(mask.name)[:-2]
        while own and own[0] == 1:
            own = own[1:]
        return mask.shape[:-2] == space or all(
            size in {1, there} for size, there in zip(reversed(own), reversed(space), strict=False))

    def served(self, call: ProgramCall) -> ProgramCall:
        """The call with keys and values as they are before each is repeated for the queries that share it."""
        given = call.arguments
        key, value = (self.operands.before_repetition(given[name].name) for name in ("key", "value"))
        if not key or not value or self.operands.shape(key)[:-2] != self.operands.shape(value)[:-2]:
            return call
        alone = {"key": ValueName(key), "value": ValueName(value), "enable_gqa": True}
        return call._replace(arguments=given | alone)
