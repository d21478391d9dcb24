"""volume('conv3'): the output of an earlier layer or module, inside an expression."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.language.expressions.arithmetic import Evaluate, Function
from archcalc.language.expressions.shown_values import written

ANY_VOLUME = "volume()"
"""The name under which a scope answers with a function: from a layer's name, or nothing, to a list of sides."""


def volume(layer: Evaluate | None = None) -> Evaluate:
    """`volume(layer)`: the sides of its output, channels first; `volume()`: of what entered this step."""
    def sides(names: Any) -> list[int]:
        try:
            answer = names[ANY_VOLUME]
        except KeyError:
            raise Refused("expression", "volume is known inside a network's layers alone",
                          hint="give the size itself") from None
        name = "" if layer is None else layer(names)
        if not isinstance(name, str):
            raise Refused("expression", f"volume takes the name of a layer, not {quoted(written(name), '')}",
                          hint="a name in quotes: volume('conv3')")
        found: list[int] = answer(name)
        return found

    return sides


FUNCTION = Function("volume('conv3'), volume()", "the output of an earlier layer or module as a list, channels first; "
                    "without a name, that of what entered this step, whatever its `from` says", "volume('input')",
                    volume)
