"""Lists made item by item: [f(i) for i in a list]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.language.expressions.arithmetic import Evaluate, Names, bounded
from archcalc.language.expressions.shown_values import written


class _Within(Mapping[str, Any]):
    """Names, and one more: the item of a list."""

    __slots__ = ("item", "name", "names")

    def __init__(self, names: Names, name: str, item: Any) -> None:
        self.names, self.name, self.item = names, name, item

    def __getitem__(self, name: str) -> Any:
        return self.item if name == self.name else self.names[name]

    def __iter__(self) -> Iterator[str]:
        return iter({self.name, *self.names})

    def __len__(self) -> int:
        return len({self.name, *self.names})


def list_for(item: Evaluate, name: str, items: Evaluate) -> Evaluate:
    """`[item for name in items]`."""
    def made(names: Names) -> list[Any]:
        found = items(names)
        if not isinstance(found, list):
            raise Refused("expression", f"'for' cannot go through {quoted(written(found), '')}",
                          hint="a list, or range(n)")
        return list(bounded([item(_Within(names, name, each)) for each in found]))

    return made
