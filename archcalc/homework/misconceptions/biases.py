"""Biases: one for every filter or neuron, no more and no fewer."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from archcalc.counting.derivations import derive
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.misconceptions._base import OTHER, Answers, Case, Misconception, by_count
from archcalc.homework.questions.right_answers import held
from archcalc.operators.shapes import size


def _without(case: Case) -> int:
    counts = held(case.op, case.inputs)
    return counts["weight"] + counts["affine"]


def _with(case: Case) -> int:
    return _without(case) + held(case.op, case.inputs)["bias"]


def _weights(case: Case) -> str:
    inputs = tuple(map(traced, case.inputs))
    arrays = (derive.arrays(case.op, inputs, role) for role in ("weight", "affine"))
    return " + ".join(filter(None, arrays)) or "0"


def _weights_and_biases(case: Case) -> str:
    return f"{_weights(case)} + {held(case.op, case.inputs)['bias']}"


def _counted(biases: Callable[[Case], int], written: Callable[[Case], str]) -> Answers:
    """The weights, where they are asked for, and another number of biases where there are any."""
    def asked(case: Case) -> bool:
        return case.question.figure.name != "biases"

    def count(case: Case) -> int:
        number = biases(case) if held(case.op, case.inputs)["bias"] else 0
        return number + (_without(case) if asked(case) else 0)

    return by_count(count, lambda case: f"{_weights(case)} + {written(case)}" if asked(case) else written(case))


_per_position = _counted(lambda case: prod(case.output[1:]), lambda case: text(size(traced((1, *case.output[1:])))))
_one = _counted(lambda case: 1, lambda case: "1")
_per_input = _counted(lambda case: case.inputs[0][1], lambda case: str(case.inputs[0][1]))

ROWS = (
    Misconception("biases-forgotten", "the biases were forgotten", "every filter has a bias, which is learned too",
                  frozenset({"params"}), by_count(_without, _weights)),
    Misconception("biases-counted", "the biases were counted", "only the weights are asked for here",
                  frozenset({"weights", "params"}), by_count(_with, _weights_and_biases)),
    Misconception("bias-per-position", "a bias was counted for every position of the output",
                  "a filter has one bias, however many positions it is applied at",
                  frozenset({"params", "biases"}), _per_position),
    Misconception("one-bias-for-all", "one bias was counted for the whole layer", "every filter has a bias of its own",
                  frozenset({"params", "biases"}), _one, rank=OTHER),
    Misconception("bias-per-input-channel", "a bias was counted for every input channel",
                  "the biases belong to the filters, not to the input channels",
                  frozenset({"params", "biases"}), _per_input, rank=OTHER),
)
