"""Recurrent layers: the same weights at every step, a matrix for each gate, one for the token and one for the state."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import (
    FILTERS,
    OTHER,
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
    in_units,
)
from archcalc.homework.questions.right_answers import FLOPS, MACS, Target, held
from archcalc.operators.shape_kinds import like


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
        if case.question.figure.name == "params":  # and one bias of the two
            yield (target.value - held(case.op, case.inputs)["bias"] // 2) // gates


def _one_gate_fewer(case: Case, target: Target) -> Iterator[int]:
    gates = getattr(case.op, "gates", 1)
    if gates > 1 and target.value % gates == 0:
        yield target.value // gates * (gates - 1)


def _one_layer(case: Case) -> Iterator[Variation]:
    if case.op.attributes["layers"] > 1:
        yield Variation(case.op.replace(layers=1), case.inputs[:1])


def _as_wide_as_the_input(case: Case, target: Target) -> Iterator[int]:
    """Every layer of a stack is thought to read what the first reads."""
    lowest = held(case.op.replace(layers=1), case.inputs[:1])
    layers = case.op.attributes["layers"]
    if layers > 1:
        yield layers * lowest["weight"]
        if case.question.figure.name == "params":
            yield layers * (lowest["weight"] + lowest["bias"])


def _state_alone(case: Case) -> Iterator[Mistaken]:
    """The weights of the state, with the biases and without."""
    of_state = sum(prod(weight.shape) for name, weight in case.op.weights(*case.inputs).items()
                   if name.startswith("weight_hh"))
    if case.question.figure.name in PRODUCTS:
        yield from map(Mistaken, in_units(case, Target(of_state * prod(case.inputs[0][:2]), MACS)))
    else:
        for biases in (0, held(case.op, case.inputs)["bias"]):
            yield Mistaken(Target(of_state + biases))


def _gates_of_another(case: Case, target: Target) -> Iterator[int]:
    """The gates of an LSTM for those of a GRU, and the other way round."""
    gates = getattr(case.op, "gates", 1)
    if gates > 1 and target.value % gates == 0:
        for number in (target.value, target.value - held(case.op, case.inputs)["bias"] // 2):
            yield number // gates * (7 - gates)


def _both_directions(case: Case, target: Target) -> Iterator[int]:
    if case.op.attributes.get("bidirectional") is False:
        yield 2 * target.value


def _without_biases(case: Case) -> int:
    return _of_tokens(case) - (held(case.op, case.inputs)["bias"] if case.question.figure.name == "params" else 0)


def _last_step(case: Case) -> Iterator[Variation]:
    if "recurrent" in case.op.traits and len(case.output) > 2:
        yield Variation(case.op, case.inputs, like(case.output, (case.output[0], case.output[-1])))


def _in_turn(*several: Answers) -> Answers:
    """The answers of several."""
    return lambda case: (each for answers in several for each in answers(case))


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
    Misconception("second-bias-counted", "two biases were counted for each sum, as PyTorch has them",
                  "this layer has one bias for each sum, as Keras has it", frozenset({"params", "biases"}),
                  by_rule(_with(biases=2))),
    Misconception("gates-forgotten", "one matrix was counted, without the gates",
                  "an LSTM has four sums for each unit, a GRU three", FILTERS | {"biases"},
                  _of_a_layer(by_number(_one_gate))),
    Misconception("one-gate-left-out", "one gate was left out", "an LSTM has four sums for each unit, a GRU three",
                  FILTERS | {"biases"}, _of_a_layer(by_number(_one_gate_fewer)), rank=OTHER),
    Misconception("one-layer-of-the-stack", "one layer of the stack was counted",
                  "each layer of the stack has weights of its own", FILTERS | {"biases"},
                  _of_a_layer(by_rule(_one_layer)), rank=OTHER),
    Misconception("input-width-for-all-layers", "every layer was taken to read the input",
                  "a second layer reads the units of the layer below it", frozenset({"params", "weights"}),
                  _of_a_layer(by_number(_as_wide_as_the_input)), rank=OTHER),
    Misconception("input-weights-forgotten", "the weights of the input were forgotten",
                  "every sum takes the token and the state before, each with weights of its own", FILTERS,
                  _of_a_layer(_state_alone), rank=OTHER),
    Misconception("one-step-counted", "one step was counted",
                  "a recurrent layer multiplies again for every token of the input", PRODUCTS, by_rule(_one_step)),
    Misconception("state-weights-forgotten", "the weights of the state were forgotten",
                  "every sum takes the token and the state before, each with weights of its own", FILTERS,
                  _of_a_layer(_in_turn(by_count(_of_tokens), by_count(_without_biases)))),
    Misconception("one-direction-counted", "one direction was counted",
                  "a bidirectional layer has weights of its own for the way back", FILTERS | {"biases"},
                  by_rule(_with(bidirectional=False))),
    Misconception("two-directions-counted", "two directions were counted", "this layer reads in one direction",
                  FILTERS | {"biases"}, _of_a_layer(by_number(_both_directions)), rank=OTHER),
    Misconception("gates-of-another-layer", "the gates of another layer were counted",
                  "an LSTM has four sums for each unit, a GRU three", FILTERS | {"biases"},
                  _of_a_layer(by_number(_gates_of_another))),
    Misconception("last-step-alone", "the last step alone was told",
                  "this layer hands on its state at every step", frozenset({"output"}), by_rule(_last_step),
                  rank=OTHER),
)
