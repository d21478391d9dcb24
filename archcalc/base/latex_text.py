"""Text for TeX: whatever stands in it is set as it is, and no name can start a command."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category

from archcalc.base.errors import printable

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "[": "{[}", "]": "{]}", "`": r"\textasciigrave{}", '"': r"\textquotedbl{}",
    "×": r"$\times$", "→": r"$\to$", "≈": r"$\approx$", "·": r"$\cdot$", "⊕": r"$\oplus$", "–": "--", "—": "---",
}
_UNKNOWN = re.compile("[^\0 -~À-ÏÑ-Ýß-ïñ-ýÿ]")
"""What pdflatex has no letter for, unless told of a font."""


LETTER = r"\archcalcletter"
LETTERS = r"""% a letter by its number, where a font has it; pdfLaTeX tells the number
\providecommand\archcalcother[1]{{[}U+#1{]}}
\providecommand\archcalcletter[1]{\ifdefined\Umathchar\iffontchar\font"#1 \char"#1 \else
  \archcalcother{#1}\fi\else{[}U+#1{]}\fi}"""
"""What a text of `set_text` needs where a letter of it stands outside Latin."""
OTHER_FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
               "Noto Sans", "Noto Sans Devanagari", "Noto Sans Symbols 2", "Arial Unicode MS", "FreeSans",
               "DejaVu Sans", "Symbola")
"""Fonts of many letters: what the document's own has not is set in the first that has it."""


def escaped(text: str) -> str:
    r"""Text that TeX sets as it is; a letter that it has no glyph for is told by its number.

    >>> print(escaped(r"\input{x} 50%_a"))
    \textbackslash{}input\{x\} 50\%\_a
    """
    return _written(text, "{{[}}U+{:04X}{{]}}")


def set_text(text: str) -> str:
    r"""Text as `escaped` has it; a letter outside Latin is set where the engine and its fonts can.

    Not one of a script that runs from right to left, or whose letters join: set one by one they would read otherwise.

    >>> print(set_text("卷_1"), set_text("א"))
    \archcalcletter{5377}\_1 {[}U+05D0{]}
    """
    alone = not any(bidirectional(letter) in {"R", "AL"} or category(letter).startswith("M") for letter in text)
    return _written(text, LETTER + "{{{:04X}}}") if alone else escaped(text)


def _written(text: str, unknown: str) -> str:
    words = printable(text).replace("--", "-\0-").replace("''", "'\0'")
    return "".join(_SPECIAL.get(letter) or (unknown.format(ord(letter)) if _UNKNOWN.match(letter) else letter)
                   for letter in words).replace("\0", "{}")
