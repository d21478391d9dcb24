"""Building blocks of the language as exercises see operators: their parameters are attributes like any other's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from archcalc.language.building_blocks import block_document, with_blocks
from archcalc.operators import find
from archcalc.operators.attributes import Kind
from archcalc.operators.operator import Op, Shape

_ANY = Kind("a value", lambda value: value, {})
"""Which values a parameter takes is the block's own matter."""


class BuildingBlock(Op, registered=False):
    """A module of several layers, for which the language has a word."""

    def output(self, *inputs: Any, **_: Any) -> Shape:
        """A block is layers of its own, each with its rule."""
        raise NotImplementedError


def operator_of(kind: str) -> type[Op]:
    """The operator, or the building block, of a name that one of them has."""
    op = find(kind) or _block(kind)
    assert op is not None
    return op


def is_block(kind: str) -> bool:
    """True for what is several layers."""
    return find(kind) is None


@lru_cache
def _block(kind: str) -> type[Op] | None:
    """A block with its parameters as fields; on tokens it is one that mixes them, as its own example shows."""
    module = with_blocks({}).get(kind)
    if module is None:
        return None
    of_tokens = len(block_document(kind).root.data["input"].data) == 2
    made: type[Op] = type(kind, (BuildingBlock,), {
        "kind": kind, "traits": {"attention"} if of_tokens else {"across-channels"}}, registered=False)
    made.fields = dict.fromkeys(module.parameters, _ANY)
    made.defaults = {name: value.data for name, value in module.parameters.items() if value.data is not None}
    return made
