"""Text for TeX: whatever stands in it is set as it is, and no name can start a command."""

from __future__ import annotations

import re

from archcalc.base.errors import printable

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "[": "{[}", "]": "{]}", "`": r"\textasciigrave{}", '"': r"\textquotedbl{}",
    "×": r"$\times$", "→": r"$\to$", "≈": r"$\approx$", "·": r"$\cdot$", "⊕": r"$\oplus$", "–": "--", "—": "---",
}
_UNKNOWN = re.compile("[^\0 -~À-ÏÑ-Ýß-ïñ-ýÿ]")
"""What pdflatex has no letter for, unless told of a font."""


def escaped(text: str) -> str:
    r"""Text that TeX sets as it is; a letter that it has no glyph for is told by its number.

    >>> print(escaped(r"\input{x} 50%_a"))
    \textbackslash{}input\{x\} 50\%\_a
    """
    words = printable(text).replace("--", "-\0-").replace("''", "'\0'")
    return "".join(_SPECIAL.get(letter) or (f"{{[}}U+{ord(letter):04X}{{]}}" if _UNKNOWN.match(letter) else letter)
                   for letter in words).replace("\0", "{}")
