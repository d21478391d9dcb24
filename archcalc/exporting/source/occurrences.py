"""One call of a module with all its values: what it does apart from them, by which calls are found to be alike."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.module_scopes import ModuleScope
from archcalc.exporting.source.source_program import StepInput
from archcalc.network.graph import Node


class Occurrence(NamedTuple):
    """A call: its steps, what it reads and gives, and what it is apart from all values (`skeleton`).

    `values` are those of all operators within, in their order.
    """

    scope: ModuleScope
    steps: tuple[StepOccurrence, ...]
    outputs: tuple[StepInput, ...]
    skeleton: int
    values: tuple[Any, ...]
    height: int


class StepOccurrence(NamedTuple):
    """A step of a call; of a loop its first round, and what the values grow by from round to round."""

    name: str
    made: OperatorForm | Occurrence
    reads: tuple[StepInput, ...]
    outputs: int
    member: str
    node: Node
    times: int = 1
    before: str = ""
    first: int = 0
    after: str = ""
    carried: tuple[int, ...] = ()
    growth: tuple[int, ...] = ()
    shared: bool = False
    """True of a loop all of whose rounds use the first one's weights."""
    second: OperatorForm | Occurrence | None = None
    """The second round, which tells how arguments grow."""
    lenders: tuple[tuple[str, str], ...] = ()
    """Weights that other steps hold: the weight's name, and the full name under which it stands, within the call."""

    @property
    def skeleton(self) -> tuple[Any, ...]:
        """All of it but values; a loop's count is one."""
        looped = (self.before, self.first, self.after, self.carried, self.growth, self.shared)
        names = looped if self.times > 1 else (self.name,)
        member = "" if self.times > 1 and self.member == self.name else self.member
        return names, self.made.skeleton, self.reads, self.outputs, member, self.lenders

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of its operators; of a loop those of the first round, and the number of rounds."""
        return (*self.made.values, self.times) if self.times > 1 else self.made.values
