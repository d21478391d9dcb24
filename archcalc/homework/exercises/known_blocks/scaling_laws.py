"""By what factor figures of a layer change, whatever its numbers are, where something of it is doubled or halved."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod

from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.asked_parts.scaled_things import BEHIND, THING, VERB, factor, thing
from archcalc.homework.exercises.asked_parts.two_figures import number
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse
from archcalc.homework.questions.right_answers import held
from archcalc.operators.convolution.conv import Conv
from archcalc.operators.linear.linear import Linear
from archcalc.operators.operator import Op, Shape

_FIGURES = {
    "weights": r"parameters|weights|parameter count",
    "MACs": r"flops|macs|multiplications|multiply-adds|multiply-accumulates|operations|computations?|"
            r"computational cost",
    "values": r"(?:output )?activations|output values|neurons|values in the output",
}
_DENSE = r"(?:fully[ -]connected|dense|linear)(?: layer)?"
_OF_LAYER = (r"(?: (?:of|in) (?:the|a|an|its|this)(?: standard| ordinary)? (?:(?:convolution|conv|convolutional|conv2d)"
             rf"(?: layer)?|{_DENSE}))?")
_CHANGE = re.compile(
    rf"\b(?:(?:the |its |both )?(?:{THING}){_OF_LAYER}(?: (?:is|are|was|were|gets?))?(?: both)? (?P<past>{VERB})"
    rf"|(?P<verb>{VERB}) (?:the |its |both )?(?:{BEHIND}){_OF_LAYER})"
    r"(?: from (?P<old>[0-9]+) to (?P<new>[0-9]+))?(?!\w)", re.IGNORECASE)
_FIGURE = re.compile("|".join(
    rf"\b(?P<{name}>(?:number of |amount of )?(?:{pattern}))\b" for name, pattern in _FIGURES.items()), re.IGNORECASE)
_LAYER = re.compile(r"\b(?:standard |ordinary |2d )?(?:convolutional layer|conv(?:olution)? layer|convolution|conv)\b",
                    re.IGNORECASE)
_QUESTION = re.compile(r"\b(?:by (?:what|which) factor|how many times|what factor|what happens to|how)\b",
                       re.IGNORECASE)
_LEFT = re.compile(
    r"(?:if|when|suppose|we|you|the|an?|of|its|it|by|do|does|did|will|would|their|grows?|drops?|shrinks?|increases?|"
    r"decreases?|falls?|rises?|changes?|reduced?|reduces|approximately|roughly|about|then|in|for|to|and|as|many|more|"
    r"fewer|become|are|is|there|everything|else|stays?|kept|same|fixed|biases|without|ignoring|padding|with|get|"
    r"what|suppose|let us|total|needs?|have|has|[\s,.?;:])*", re.IGNORECASE)
"""Words by which nothing more is said."""
_HOLDS = {"stride", "sides", "kernel"}
_CONVOLUTION = {"filters": 12, "features": 12, "kernel": 12, "stride": 12, "sides": 576}
_DENSE_LAYER = {"units": 12, "inputs": 12}
"""Layers whose numbers can be doubled, tripled, quadrupled and halved without a rest."""
_MOST_POWER = 4


def report(text: str) -> Report | None:
    """By what factor a figure grows; None where sizes are said, or something else is asked. Raises ArchcalcError."""
    plain = folded(text)
    changes = list(_CHANGE.finditer(plain))
    if not changes:
        return None
    rest = plain
    for match in changes:
        rest = blanked(rest, *match.span())
    rest = re.sub(_DENSE, " ", _LAYER.sub(" ", rest), flags=re.IGNORECASE)
    figures, asks = list(_FIGURE.finditer(rest)), list(_QUESTION.finditer(rest))
    left = _QUESTION.sub(" ", _FIGURE.sub(" ", rest))
    if len(figures) != 1 or not asks or not _LEFT.fullmatch(left):
        return None
    if len(changes) > 1:
        first = SentenceWord("", text[slice(*changes[1].span())], *changes[1].span())
        refuse(text, first, f"{quoted(first.text)}: two changes at once", "ask for one after another")
    old, new, times = changes[0]["old"], changes[0]["new"], factor(changes[0]["past"] or changes[0]["verb"])
    if old and Fraction(int(new), max(int(old), 1)) != times:
        return None
    if bool(_LAYER.search(plain)) == bool(re.search(_DENSE, plain, re.IGNORECASE)):
        return None
    return _told(text, changes[0], times, str(figures[0].lastgroup), figures[0][0])


def _told(text: str, change: re.Match[str], times: Fraction, figure: str, asked: str) -> Report | None:
    """The factor, with the powers that lead to it."""
    things = thing(change).split("_and_")
    dense = not _LAYER.search(folded(text))
    base = _DENSE_LAYER if dense else _CONVOLUTION
    if not base.keys() >= {*things}:
        return None
    measure = _of_dense if dense else _of_convolution
    grown = measure(**base | {name: int(base[name] * times) for name in things})[figure] / measure(**base)[figure]
    power = next(power for power in range(-_MOST_POWER, _MOST_POWER + 1) if times**power == grown)
    larger = max(grown, 1 / grown)
    told = "as many as before" if grown == 1 else f"{number(float(larger))} times as {'many' if grown > 1 else 'few'}"
    raised = f"{times}" if times.denominator == 1 else f"({times})"
    rows = ((figure, f"{raised}^{power} = {grown}: {told}"),)
    layer = "fully connected layer" if dense else "convolution"
    notes = [f"read as: {figure} of a {layer}, of which nothing else changes"]
    if figure == "weights" and "parameter" in asked.lower() and things not in (["filters"], ["units"]) and power:
        notes.append("biases, one for each filter or unit, are counted apart")
    if figure != "weights" and _HOLDS & {*things}:
        notes.append("assumed: same padding, and sizes that the stride divides")
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    head = {"ratio": float(larger)}
    return Report(SCHEMA, (Table("answers", columns, rows),), tuple(notes), head, title=text.strip())


def _of_convolution(filters: int, features: int, kernel: int, stride: int, sides: int) -> dict[str, Fraction]:
    """The figures of a convolution with same padding, by its own rules."""
    return _measured(Conv(filters=filters, kernel=(kernel, kernel), stride=(stride, stride), padding="same"),
                     (1, features, sides, sides))


def _of_dense(units: int, inputs: int) -> dict[str, Fraction]:
    return _measured(Linear(units=units), (1, inputs))


def _measured(op: Op, x: Shape) -> dict[str, Fraction]:
    """The weights, multiply-adds and output values of an operator."""
    output = op.output(x)
    counts = {"weights": held(op, (x,))["weight"], "MACs": op.cost(output, x).macs, "values": prod(output)}
    return {name: Fraction(count) for name, count in counts.items()}
