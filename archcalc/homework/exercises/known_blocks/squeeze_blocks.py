"""Squeeze-and-excitation: two fully connected layers from C channels to C/r and back."""

from __future__ import annotations

import re

from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises import said
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_NAME = re.compile(r"\b(?:a |an |one )?(?:squeeze[- ]and[- ]excitation|squeeze[- ]excitation|squeeze[- ]excite|se)"
                   r"(?: \(se\))?[- ](?:blocks?|modules?|layers?|units?)\b", re.IGNORECASE)
_RATIO = re.compile(r"\b(?:with )?(?:an? |the )?reduction (?:ratio|factor)(?: \(?r\)?)?(?: of)?(?: is)?(?: r)? "
                    r"?[=:]? ?([0-9]+)(?!\w|\.[0-9])"
                    r"|(?<![\w.])r ?= ?([0-9]+)(?!\w|\.[0-9])", re.IGNORECASE)
_CHANNELS = re.compile(r"(?<![\w.])(?:C ?= ?)?([0-9]+)(?: input)?(?:[- ]channels?(?: (?:input|volume|feature "
                       r"maps?))?| feature maps)\b"
                       r"|(?<![\w.])C ?= ?([0-9]+)(?!\w|\.[0-9])", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:of |in |its |the |do |does |has |have |two |both |2 |fully[- ]connected |linear |dense |"
                    r"fc |layers? |"
                    r"together|contain|add|introduce)+", re.IGNORECASE)
_FIGURES = frozenset({"params", "weights", "biases"})
_HINT = "for example: an SE block with 256 channels and reduction ratio 16: how many weights?"


def report(text: str) -> Report | None:
    """The weights of both layers; None where no such block is named. Raises ArchcalcError."""
    plain = folded(text)
    name = _NAME.search(plain)
    if name is None:
        return None
    token = SentenceWord("", text[slice(*name.span())], *name.span())
    rest = blanked(plain, *name.span())
    numbers = []
    for pattern, what in ((_RATIO, "reduction ratio"), (_CHANNELS, "number of channels")):
        found = list(pattern.finditer(rest))
        if len(found) != 1:
            refuse(text, token, f"its {what} is said {'twice' if found else 'nowhere'}", _HINT)
        numbers.append(int(found[0][1] or found[0][2]))
        rest = blanked(rest, *found[0].span())
    ratio, channels = numbers
    if not ratio or channels % ratio:
        refuse(text, token, f"{channels} channels cannot be divided by {ratio}", _HINT)
    asked, bias = _asked(text, _PARTS.sub(lambda match: " " * len(match[0]), rest))
    return _answered(text, channels, channels // ratio, asked, bias)


def _asked(text: str, rest: str) -> tuple[list[str], bool | None]:
    """The figures that the other words ask for, and whether there are biases; nothing else may be said."""
    asked, bias = list[str](), None
    for each in statements(text, tokens(rest)):
        if each.kind == said.ASKED and each.name in _FIGURES:
            asked.append(each.name)
        elif each.kind == said.ATTRIBUTE and each.name == "bias":
            bias = each.value
        elif each.kind not in {said.SEPARATOR, said.WORD}:
            refuse(text, each.token, f"{each.token.text!r} is not read of a squeeze-and-excitation block", _HINT)
    return asked or ["params"], bias


def _answered(text: str, wide: int, narrow: int, asked: list[str], bias: bool | None) -> Report:
    """Weights as the paper counts them, and with biases beside."""
    weights, biases = 2 * wide * narrow, (wide + narrow) * (bias is not False)
    counted = weights + biases if bias else weights
    values = {"weights": weights, "biases": biases, "params": counted}
    rows = tuple((name, f"{wide}*{narrow} + "
                        f"{narrow}*{wide}{f' + {narrow} + {wide}' if name == 'params' and bias else ''} = "
                        f"{values[name]:,}" if name != "biases" else f"{narrow} + {wide} = "
                            f"{biases:,}") for name in asked)
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    notes = ["read as: two fully connected layers, from the channels to a fraction of them, and back"]
    if bias is None and "params" in asked:
        notes.append(f"assumed: no biases, as the paper counts; with one for each neuron: {weights + biases:,}")
    head = {"answers": {name: values[name] for name in asked}}
    return Report(SCHEMA, (Table("answers", columns, rows),), tuple(notes), head, title=text.strip())
