"""The attributes that a specification gives an operator, read one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.errors import Refused
from archcalc.operators.operator import Op


def parse_attribute(op: type[Op], name: str, value: Any) -> Any:
    """One attribute from a plain value; raises `Refused` with what was expected."""
    try:
        return op.fields[name].parse(value)
    except Refused as fact:
        raise Refused(fact.code, f"{op.kind}'s {name}: {fact.message}", hint=fact.hint) from None


def missing_attributes(op: type[Op], given: Mapping[str, object]) -> list[str]:
    """The attributes without a default that were not given; what undoes a layer takes that one's."""
    return [name for name in op.fields if name not in op.defaults and name not in given and (given or not op.undoes)]
