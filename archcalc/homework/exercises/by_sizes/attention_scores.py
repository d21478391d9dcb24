"""The matrices of attention scores of a layer, in bytes."""

from __future__ import annotations

import re

from archcalc.base.report import Report
from archcalc.base.units import VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, SizedForm, report, told

_FORM = SizedForm(
    re.compile(r"(?:(?:the|all|do|does|of|for|des|les|der|die|las) )*(?:(?:self-)?attention (?:scores?|weights?|"
               r"maps?|score matri(?:x|ces)|"
               r"weight matri(?:x|ces)|matri(?:x|ces))(?: matri(?:x|ces)| maps?)?|matrices d'attention|"
               r"aufmerksamkeitsmatrizen|"
               r"matrices de atención)", re.IGNORECASE),
    ("heads", "batch", "tokens"), frozenset({"bytes", "memory"}), {},
    re.compile(r"(?:of|in|for|per|d'|de|einer|una) ?(?:one|a single|an?|une|una)? ?(?:layer|couche|schicht|"
               r"capa)|(?:when |if |are |is )*stored|"
               r"(?:do |does )?(?:take|need|occupy)(?: up)?|(?:with|for|and) (?=batch)|self-attention|"
               r"attention layer", re.IGNORECASE))
_LAYERS = re.compile(r"(?:all|[0-9]+|every|each) layers?\b", re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The bytes of all scores of a layer; None where an exercise is of something else, or says too little."""
    found = told(text, _FORM)
    if found is None or not found.asked or not {"heads", "tokens"} <= found.sizes.keys() or _LAYERS.search(text):
        return None
    factors = (found.sizes.get("batch", 1), found.sizes["heads"], found.sizes["tokens"], found.sizes["tokens"],
               VALUE_BYTES[found.number_type or "float32"])
    size = 1
    for each in factors:
        size *= each
    line = f"{'*'.join(map(str, factors))} = {size:,} ({megabytes(size)}, {mebibytes(size)})"
    assumed = [] if found.number_type else ["assumed: float32"]
    notes = ("read as: a square matrix of scores for each head and each sequence", *assumed)
    return report(text, [AnsweredSize("bytes", size, line)], notes)
