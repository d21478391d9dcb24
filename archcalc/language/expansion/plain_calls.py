"""Steps that say the same each time they are met, but for their layer's name: most of a repeated network."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.evaluation import Evaluation
from archcalc.language.expansion.scopes import Frame
from archcalc.language.flat_layers import Layer
from archcalc.language.steps import Call


class PlainCall(NamedTuple):
    """An operator's step that reads what came before, or nothing, and whose attributes are what is written."""

    step: Call
    kind: str
    attributes: dict[str, Any]
    alone: bool

    def layer(self, evaluation: Evaluation, frame: Frame, last: str) -> tuple[Layer, str]:
        """The next layer of the step, and its name in the frame."""
        step, kind, attributes, alone = self
        name = frame.unnamed(kind) if step.name is None else evaluation.text(step.name, frame, last)
        return Layer(frame.prefix + name, kind, attributes, () if alone else (last,), frame.path, step.place,
                     step.attributes, (), frame.place), name


def is_plain(step: Call) -> bool:
    """True where an operator's attributes are what is written, and it reads what comes before."""
    return step.constants is not None and "${" not in step.kind.text and all(
        part is None for part in (step.source, step.condition, step.branches, step.share, step.also, step.form))
