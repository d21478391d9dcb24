"""What a text may double or halve: the verbs and their factors, and the words for what of a layer is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

_FACTORS = {"doubl": Fraction(2), "tripl": Fraction(3), "quadrupl": Fraction(4), "halv": Fraction(1, 2)}
VERB = rf"(?:{'|'.join(_FACTORS)})(?:e[sd]?|ing)"
_OUT, _NUMBER = r"(?:output )?(?:channels|feature maps)", "(?:number of )?"
_THINGS = {
    "filters_and_features": rf"(?:both )?(?:its |the )?{_NUMBER}input (?:channels )?and (?:its |the )?{_NUMBER}output "
                            rf"channels|{_NUMBER}channels in and out",
    "filters": rf"{_NUMBER}(?:filters|kernels|output channels|(?:output )?feature maps)",
    "features": rf"{_NUMBER}(?:input channels|input feature maps)",
    "units": rf"{_NUMBER}(?:units|neurons|outputs|(?:hidden|output) (?:units|neurons))",
    "inputs": rf"{_NUMBER}(?:inputs|input (?:features|neurons|units))",
    "kernel": r"(?:side of the |size of the )?(?:kernel|filter|window)(?:'s)? (?:size|width|side)",
    "stride": "stride",
    "batch": "batch size",
    "sides": r"(?:(?:input |the )?(?:width and (?:the )?height|height and (?:the )?width)|(?:input )?resolution|"
             r"image size|spatial size|(?:both )?sides)(?: of (?:its |the |an )?(?:input|image)(?: image| volume)?)?"
             r"(?: of (?:the |a )?(?:conv\w*(?: layer)?|layer))?",
}
"""What of a layer, and of what goes in; that of a fully connected one is its units and its inputs."""
THING = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _THINGS.items())
BEHIND = re.sub(r"\(\?P<(\w+)>", r"(?P<\1_behind>", THING)
"""The same behind the verb: "doubling the filters"."""


def thing(match: re.Match[str]) -> str:
    """The name of what is changed, of a match with THING or BEHIND."""
    said: Iterable[str] = (name.removesuffix("_behind") for name, value in match.groupdict().items() if value)
    return next(name for name in said if name in _THINGS)


def factor(verb: str) -> Fraction:
    """How many times as much a verb makes of it.

    >>> factor("halving")
    Fraction(1, 2)
    """
    return next(value for stem, value in _FACTORS.items() if verb.lower().startswith(stem))
