"""LaTeX in an exercise: marks that say no more than how a formula is set, as blanks; a text stays as long as it was."""

from __future__ import annotations

import re

_FORMULA = re.compile(
    r"\$[^$\n]*\\lfloor[^$\n]*\\rfloor[^$\n]*\$|\\lfloor[^.;:?\n]*\\rfloor(?:\s*\+\s*1)?|"
    r"\$?\\frac\{[^{}]*[a-zA-Z][^{}]*\}\{[a-zA-Z]\}(?:\s*\+\s*1)?\$?|"
    r"(?<![\w.])[\[(⌊]\s*(?:[WHNni](?:_\w+)?)\s*[-+]\s*(?:[FKfk]|2\s*[Pp])\s*[-+]\s*(?:[FKfk]|2\s*[Pp])\s*[\])⌋]?\s*/\s*[Ss]\s*[\])⌋]?"
    r"(?:\s*\+\s*1)?")
"""The formula of the output's side, in letters alone."""
_OF_LAYER = re.compile(r"(?<=[A-Za-z])\^\{?\s*[\[(]\s*(?:[0-9]|l(?:\s*-\s*1)?)\s*[\])]\s*\}?")
"""The layer of a quantity, n_H^{[1]}."""
_IN_SPACE = re.compile(r"\\in\s*\\mathbb\{?\s*R\s*\}?\s*\^\s*\{?(?=\s*[0-9]+\s*(?:\\times|x))")
"""The space that a volume is of, in R^{32 x 32 x 3}."""
_BELOW = re.compile(r"(?<=[A-Za-z])_\{(?P<below>[A-Za-z]+)\}")
_SETS = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname|left|right|quad|qquad|displaystyle|,|;|!|:)|\\\s")
_ORDER = re.compile(r"\(\s*(?:[NTB]\s*,\s*)?(?:[TD]\s*,\s*)?H\s*,\s*W\s*,\s*C\s*\)|"
                    r"\bas\s+(?:depth\s*x\s*)?height\s*x\s*width\s*x\s*(?:channels|depth)\b|\(?\bH\s*x\s*W\s*x\s*C\)?(?=[\s.,;:?)]|$)"
                    r"(?!\s*(?:=|of|:))")
"""The order in which sizes are read and told here anyway."""


def without(text: str) -> str:
    """A text with blanks for such marks.

    >>> without("$n_H^{[0]} = 39$"), without(r"$f^{[1]} = 3$")
    ('$n_H       = 39$', '$f       = 3$')
    """
    if "\\" in text or "^" in text or "/" in text:
        text = _FORMULA.sub(_blank, text)
        text = _IN_SPACE.sub(lambda match: " of".ljust(len(match[0])), text)
        text = _OF_LAYER.sub(_blank, text)
        text = _SETS.sub(_blank, text)
        text = _BELOW.sub(lambda match: f"_{match['below']}  ", text)
    return _ORDER.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
