"""Masks of an attention: what their values say in words where they are known, and one operand of what is left."""

from __future__ import annotations

from math import inf
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.torch.attention_operands import NoAttention, Operands
from archcalc.loading.torch.exported_program import ProgramCall, ValueName
from archcalc.operators.operator import Shape

_UNSEEN = -1e4
"""What is added to a score, or put in its place, where a key is not seen: so much or less."""


class MaskForm(NamedTuple):
    """Which keys a mask of fixed values lets a query see: those up to its own place, those of a window, or all."""

    causal: bool = False
    window: int = 0


class KnownValues(Protocol):
    """What is known of values that depend on no input."""

    def form(self, name: str, *, hides: bool) -> MaskForm | None:
        """The form of a mask, whose values say what is seen, or hidden; None where it is none of these."""

    def is_blind(self, name: str, *, hides: bool) -> bool:
        """True of a mask that hides every key from some query."""

    def number(self, name: str) -> float | None:
        """The one number that a value is."""


class Mask(NamedTuple):
    """A mask: its values are added to scores, or say which keys are seen, or hidden; and the scores' shape there."""

    name: str
    kind: str
    shape: Shape


class Masks:
    """The masks of a program's attentions."""

    def __init__(self, known: KnownValues, operands: Operands) -> None:
        self.known, self.operands = known, operands

    def told(self, call: ProgramCall, masks: list[Mask]) -> ProgramCall:
        """The call with what its masks say in words, and with what is left of them as one operand."""
        told: dict[str, Any] = {}
        left: list[Mask] = []
        for mask in (part for whole in masks for part in self.parts(whole)):
            form = self.form(mask)
            if form is None or (told and form != MaskForm()):
                left.append(mask)
            elif form.causal or form.window:
                told = {"is_causal": form.causal, "window": form.window}
        arguments = {key: value for key, value in call.arguments.items() if key != "attn_mask"} | told
        if not left:
            return call._replace(arguments=arguments)
        name, kind = self.one_mask(left)
        return call._replace(arguments=arguments | {"attn_mask": ValueName(name), "mask_values": kind})

    def number(self, name: str) -> float | None:
        """The one number that a value is, where that is known."""
        return self.known.number(name)

    def form(self, mask: Mask) -> MaskForm | None:
        """The form of a mask, where that is known."""
        return self.known.form(mask.name, hides=mask.kind == "hidden")

    def check_sight(self, masks: list[Mask]) -> None:
        """Raise NoAttention where a query sees no key: PyTorch's attention gives 0 then, and a softmax does not."""
        if any(self.known.is_blind(mask.name, hides=mask.kind == "hidden") for mask in masks):
            raise NoAttention

    def one_mask(self, masks: list[Mask]) -> tuple[str, str]:
        """One mask that says what several say: its name and kind."""
        added = [mask.name for mask in masks if mask.kind == "added"]
        if not added and len(masks) > 1:
            raise NoAttention
        if not added:
            (mask,) = masks
            if mask.kind == "seen":
                return mask.name, "seen"
            return self.operands.broadcast("logical_not", self=mask.name), "seen"
        name = added[0]
        for other in added[1:]:
            name = self.operands.broadcast("add", self=name, other=other)
        for mask in masks:
            if mask.kind == "hidden":
                name = self.operands.broadcast("masked_fill", self=name, mask=mask.name, value=-inf)
            elif mask.kind == "seen":
                name = self.operands.broadcast("where", condition=mask.name, self=name, other=-inf)
        return name, "added"

    def parts(self, mask: Mask) -> list[Mask]:
        """A mask, or those that it is put together of where the form of one of them is known."""
        found = self.terms(mask)
        return found if len(found) > 1 and any(map(self.form, found)) else [mask]

    def terms(self, mask: Mask) -> list[Mask]:
        """The masks that an added one is put together of."""
        call = self.operands.behind(mask.name) if mask.kind == "added" else None
        given = call.arguments if call is not None else {}
        if call is None or given.get("alpha", 1) != 1 or type(given.get("self")) is not ValueName:
            return [mask]
        own = mask._replace(name=given["self"].name)
        for operator, key, kind, value in (("add", "other", "added", None), ("where", "condition", "seen", "other"),
                                           ("masked_fill", "mask", "hidden", "value")):
            if call.operator == operator and type(given.get(key)) is ValueName:
                if value is not None and not self.is_far_below(given.get(value)):
                    return [mask]
                return [*self.terms(own), *self.terms(mask._replace(name=given[key].name, kind=kind))]
        return [mask]

    def is_far_below(self, value: Any) -> bool:
        """True of a number that hides a key where it is added to its score, or put in its place."""
        number = self.known.number(value.name) if type(value) is ValueName else value
        return isinstance(number, (int, float)) and not isinstance(number, bool) and number <= _UNSEEN
