"""Figures that are asked the other way round: an attribute, where what follows from it is given."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archcalc.homework.questions import right_answers as of
from archcalc.homework.questions import worked_lines as how
from archcalc.homework.questions.askable import Figure
from archcalc.homework.questions.networks import AskedNetwork, plain_name
from archcalc.homework.questions.right_answers import AnswerSettings, Asked, Target, Targets
from archcalc.operators.operator import Op


def setting(op: Op, name: str) -> int | None:
    """An attribute that is one number along every axis; None where it is not."""
    value = op.attributes.get(name)
    numbers = {*value} if isinstance(value, tuple) else {value}
    return next(iter(numbers)) if len(numbers) == 1 and all(type(number) is int for number in numbers) else None


def _attribute(name: str) -> Asked:
    def targets(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
        value = None if position is None else setting(network.node(position).op, name)
        if value is not None:
            yield Target(value)

    return targets


def _row(name: str, given: str, question: str, hint: str, of_axes: Mapping[int, str] = MappingProxyType({})) -> Figure:
    return Figure(name, name, "", "count", question, hint, _attribute(name), of.of_none, how.number, given=given,
                  of_axes=of_axes)


_BACKWARDS = "output = (size + 2*padding - kernel)/stride + 1: put in what is given, and solve for what is asked"
_DIVIDED = "parameters = filters * (kernel height * kernel width * input channels + 1): divide"
INVERSE = {figure.name: figure for figure in (
    _row("kernel", "output", "What side does its kernel have? It is square.", _BACKWARDS,
         {1: "How long is its kernel?", 3: "What side does its kernel have? It is a cube."}),
    _row("stride", "output", "What is its stride?", _BACKWARDS),
    _row("padding", "output", "How much padding is there on each side?", _BACKWARDS),
    _row("filters", "params", "How many filters does it have?", _DIVIDED),
    _row("units", "params", "How many neurons does it have?",
         "parameters = neurons * (values that each reads + 1): divide"),
)}
"""By the attribute's name, the figure that is asked for; `given` is the one from which it follows."""


def inverse(name: str) -> Figure | None:
    """The figure of an attribute's name, or None."""
    return INVERSE.get(plain_name(name))
