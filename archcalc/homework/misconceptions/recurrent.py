"""Recurrent layers: the same weights at every step, a matrix for each gate, one for the token and one for the state."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import (
    FILTERS,
    PRODUCTS,
    Answers,
    Case,
    Misconception,
    Mistaken,
    Variation,
    Vary,
    by_count,
    by_number,
    by_rule,
)
from archcalc.homework.questions.right_answers import FLOPS, Target, held


def _of_a_layer(answers: Answers) -> Answers:
    """The answers of questions about one recurrent layer."""
    def asked(case: Case) -> Iterator[Mistaken]:
        if "recurrent" in case.op.traits and not case.whole:
            yield from answers(case)

    return asked


def _with(**attributes: object) -> Vary:
    """The layer with some attributes that it has not, and without a state."""
    def vary(case: Case) -> Iterator[Variation]:
        if "recurrent" in case.op.traits:
            yield Variation(case.op.replace(**attributes), case.inputs[:1])

    return vary


def _one_step(case: Case) -> Iterator[Variation]:
    if "recurrent" in case.op.traits:
        n, _, features = case.inputs[0]
        yield Variation(case.op, ((n, 1, features), *case.inputs[1:]))


def _one_gate(case: Case, target: Target) -> Iterator[int]:
    gates = getattr(case.op, "gates", 1)
    if gates > 1 and target.value % gates == 0:
        yield target.value // gates


def _of_tokens(case: Case) -> int:
    """What is right but for the weights that the state is multiplied with."""
    of_tokens = sum(prod(weight.shape) for name, weight in case.op.weights(*case.inputs).items()
                    if name.startswith("weight_ih"))
    if case.question.figure.name in PRODUCTS:
        return of_tokens * prod(case.inputs[0][:2]) * (2 if case.targets[0].unit == FLOPS else 1)
    return of_tokens + (held(case.op, case.inputs)["bias"] if case.question.figure.name == "params" else 0)


ROWS = (
    Misconception("second-bias-forgotten", "one bias was counted for each sum, as Keras has it",
                  "PyTorch has two: one beside the token's weights, one beside the state's",
                  frozenset({"params", "biases"}), by_rule(_with(biases=1))),
    Misconception("gates-forgotten", "one matrix was counted, without the gates",
                  "an LSTM has four sums for each unit, a GRU three", FILTERS | {"biases"},
                  _of_a_layer(by_number(_one_gate))),
    Misconception("one-step-counted", "one step was counted",
                  "a recurrent layer multiplies again for every token of the input", PRODUCTS, by_rule(_one_step)),
    Misconception("state-weights-forgotten", "the weights of the state were forgotten",
                  "every sum takes the token and the state before, each with weights of its own", FILTERS,
                  _of_a_layer(by_count(_of_tokens))),
    Misconception("one-direction-counted", "one direction was counted",
                  "a bidirectional layer has weights of its own for the way back", FILTERS | {"biases"},
                  by_rule(_with(bidirectional=False))),
)
