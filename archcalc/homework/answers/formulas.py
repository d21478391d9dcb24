"""LaTeX in an answer -> the same as plain text: fractions, products, powers, upright words."""

from __future__ import annotations

import re

_BRACED = r"\{([^{}]*)\}"
_COMMANDS = (
    (re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname|mbox|boxed|mathit|num|bm|boldsymbol)\s*" + _BRACED),
     r"\1"),
    (re.compile(r"\\[dt]?frac\s*" + _BRACED + r"\s*" + _BRACED), r"((\1)/(\2))"),
    (re.compile(r"\\mathbb\s*(?:\{R\}|R)\s*\^\s*" + _BRACED), r"\1"),
    (re.compile(r"\^\s*\{([0-9+-]+)\}"), r"^\1"),
    (re.compile(r"\\(?:times|ast)(?![a-z])"), "x"),
    (re.compile(r"\\cdot(?![a-z])"), "*"),
    (re.compile(r"(?<=[0-9)}])\s*\\(?:approx|simeq|sim)(?![a-z])\s*"), "=~"),
    (re.compile(r"\\(?:approx|simeq|sim)(?![a-z])\s*"), "~"),
    (re.compile(r"\\(?:right|Right)arrow(?![a-z])|\\(?:to|implies|equiv)(?![a-z])"), "="),
    (re.compile(r"\\(?:left|right|bigl|bigr|big)(?![a-z])"), ""),
    (re.compile(r"\{,\}|\\[,]?(?=[0-9]{3}(?![0-9]))"), ","),
    (re.compile(r"\\[,;:! ]|\\q?quad(?![a-z])"), " "),
    (re.compile(r"\\[()\[\]]"), ""),
    (re.compile(r"\\+$"), ""),
    (re.compile(r"\\([%#&_{}])"), r"\1"),
)
"""What stands for what; a command that is none of these stays, and the answer is not read."""
_DEEPEST = 3


def plain(text: str) -> str:
    r"""An answer without the commands of LaTeX; as it stands where it has none.

    >>> plain(r"$\frac{227-11}{4}+1=55$"), plain(r"\(32 \times 32\)"), plain(r"1.2 \times 10^{3}")
    ('((227-11)/(4))+1=55', '32 x 32', '1.2 x 10^3')
    """
    if "\\" not in text and "$" not in text and "{,}" not in text:
        return text
    for _ in range(_DEEPEST):  # a fraction in a fraction
        for command, meant in _COMMANDS:
            text = command.sub(meant, text)
    return text.replace("$", "")
