"""Steps that say the same each time they are met, but for their layer's name: most of a repeated network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.evaluation import Evaluation
from archcalc.language.expansion.scopes import Frame
from archcalc.language.flat_layers import Layer
from archcalc.language.steps import Call, Module, Step
from archcalc.operators import reads_nothing


class PlainCall(NamedTuple):
    """An operator's step that reads what came before, or nothing, and whose attributes are what is written."""

    step: Call
    kind: str
    attributes: dict[str, Any]
    alone: bool

    def layer(self, evaluation: Evaluation, frame: Frame, last: str) -> tuple[Layer, str]:
        """The next layer of the step, and its name in the frame."""
        step, kind, attributes, alone = self
        written = step.name
        name = frame.unnamed(kind) if written is None else evaluation.text(written, frame, last)
        # without Layer's own constructor: most layers are made here
        return tuple.__new__(Layer, (frame.prefix + name, kind, attributes, () if alone else (last,), frame.path,
                                     step.place, step.attributes, (), frame.place, None)), name


class PlainCalls:
    """The plain calls among the steps of a specification."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self.modules = modules
        self.known: dict[int, PlainCall | None] = {}
        """By the identity of the steps, which the specification holds."""
        self.kinds: dict[str, bool | None] = {}
        """Whether a kind reads nothing; None of a module, and of what an expression chooses."""

    def of(self, step: Step) -> PlainCall | None:
        """The plain call that a step is; None of any other, and of a module's."""
        try:
            return self.known[id(step)]
        except KeyError:
            found = self.known[id(step)] = self._of_call(step) if isinstance(step, Call) else None
            return found

    def _of_call(self, step: Call) -> PlainCall | None:
        called, _, _, _, source, condition, branches, constants, _, share, also, form = step
        kind = called.text
        if kind not in self.kinds:
            self.kinds[kind] = None if "${" in kind or kind in self.modules else reads_nothing(kind)
        alone = self.kinds[kind]
        if alone is None or constants is None or any((source, condition, branches is not None, share, also, form)):
            return None
        return PlainCall(step, kind, constants, alone)
