"""Questions that stand beside the one for a figure, and that no figure answers."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"\b(?:why|how (?:long|often|soon|come)|who|whose|when (?:would|should|do|does|did|is|are|will|can)|"
    r"explain(?!\s+(?:how (?:many|much|large|big)|what|which|the)\b))\b[^.?!]*", re.IGNORECASE)
"""What asks for a reason, a time or a person, up to the end of its sentence."""


def unanswered(text: str) -> tuple[str, ...]:
    """A note for each question of an exercise that asks for no figure.

    >>> unanswered("A conv with 8 3x3 filters on 32x32x3: how many parameters? Why is that?")
    ('not answered: "Why is that", which asks for no figure',)
    """
    found = (" ".join(each[0].split()) for each in _OPENS.finditer(text))
    return tuple(f'not answered: "{question}", which asks for no figure' for question in found)
