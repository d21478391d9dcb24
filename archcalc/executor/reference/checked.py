"""What a look at some of a step's values has shown."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple


class Checked(NamedTuple):
    """The values of a step that were looked at, what is wrong with them, and the operators that have no rule."""

    values: int
    wrong: str = ""
    without: tuple[str, ...] = ()
