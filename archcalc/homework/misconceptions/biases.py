"""Biases: one for every filter or neuron, no more and no fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import prod

from archcalc.counting.derivations import derive
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.languages.spoken import Told
from archcalc.homework.misconceptions._base import (
    OTHER,
    Answers,
    Case,
    Misconception,
    Mistaken,
    Variation,
    at_a_layer,
    by_count,
    by_rule,
    equation,
)
from archcalc.homework.questions.right_answers import Target, held
from archcalc.operators.shape_kinds import like
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
_twice = _counted(lambda case: 2 * held(case.op, case.inputs)["bias"],
                  lambda case: f"2*{held(case.op, case.inputs)['bias']}")
_per_weight = _counted(_without, _weights)
_one = _counted(lambda case: 1, lambda case: "1")
_per_input = _counted(lambda case: case.inputs[0][1], lambda case: str(case.inputs[0][1]))


def _filters(case: Case) -> int:
    number: int = case.op.attributes.get("filters", case.op.attributes.get("units", 0))
    return number


def _biases_with(case: Case) -> list[int]:
    """The biases that a layer without any would have: of PyTorch, and of Keras where that has fewer."""
    if case.op.attributes.get("bias") is False:
        kinds = [{"biases": number} for number in (2, 1)] if "biases" in case.op.fields else [{}]
        return [held(case.op.replace(bias=True, **kind), case.inputs)["bias"] for kind in kinds]
    filters = case.output[-1] if "entries" in case.op.fields else _filters(case)
    return [filters] if type(filters) is int else []


def _added_bias(case: Case) -> Iterator[Mistaken]:
    """Biases of a layer that has none."""
    weights = _without(case)
    if not case.whole and weights and not held(case.op, case.inputs)["bias"]:
        for biases in _biases_with(case):
            total = Target(weights + biases if case.question.figure.name == "params" else biases)
            yield Mistaken(total, partial(_summed, case, biases, total))


def _summed(case: Case, biases: int, total: Target) -> Told:
    return equation(f"{_weights(case)} + {biases}", total)


def _as_a_channel(case: Case) -> Iterator[Variation]:
    """The bias is thought to be a further channel of the input, with a kernel of its own."""
    if "plain-convolution" in case.op.traits and held(case.op, case.inputs)["bias"]:
        n, channels, *sizes = case.inputs[0]
        groups = case.op.attributes["groups"]
        deeper = like(case.inputs[0], (n, channels + groups, *sizes))
        yield Variation(case.op.replace(bias=False), (deeper,), case.output)


def _per_kernel(case: Case) -> Iterator[Mistaken]:
    """A bias for each of a filter's kernels, one for every channel that it reads."""
    if not case.whole and "plain-convolution" in case.op.traits and held(case.op, case.inputs)["bias"]:
        biases = case.inputs[0][1] // case.op.attributes["groups"] * _filters(case)
        own = Target(biases + (_without(case) if case.question.figure.name == "params" else 0))
        yield Mistaken(own, lambda: equation(f"{_weights(case)} + {biases}", own))


ROWS = (
    Misconception("bias-added", "biases were counted where this layer has none",
                  "a layer without biases has its weights alone: a normalisation behind it shifts its output",
                  frozenset({"params", "biases"}), _added_bias, rank=OTHER - 1),
    Misconception("bias-per-kernel", "a bias was counted for every kernel of every filter",
                  "a filter has one bias, however many channels it reads", frozenset({"params", "biases"}),
                  _per_kernel, rank=OTHER + 2),
    Misconception("biases-forgotten", "the biases were forgotten",
                  "every filter, or neuron, has a bias, which is learned too",
                  frozenset({"params"}), by_count(_without, _weights)),
    Misconception("biases-counted", "the biases were counted", "only the weights are asked for here",
                  frozenset({"weights", "params"}), by_count(_with, _weights_and_biases)),
    Misconception("bias-per-position", "a bias was counted for every position of the output",
                  "there is one bias for each filter, however many positions it is applied at",
                  frozenset({"params", "biases"}), _per_position),
    Misconception("biases-counted-twice", "the biases were counted twice", "every filter, or neuron, has one bias",
                  frozenset({"params", "biases"}), at_a_layer(_twice), rank=OTHER + 3),
    Misconception("bias-per-weight", "a bias was counted for every weight",
                  "a filter, or neuron, has one bias, however many weights it has", frozenset({"params", "biases"}),
                  at_a_layer(_per_weight), rank=OTHER + 3),
    Misconception("bias-as-a-channel", "the bias was counted as a channel of the input, with a kernel of its own",
                  "a bias is one number, added to the sum: it has no kernel", frozenset({"params"}),
                  at_a_layer(by_rule(_as_a_channel)), rank=OTHER + 1),
    Misconception("one-bias-for-all", "one bias was counted for the whole layer", "every filter has its own",
                  frozenset({"params", "biases"}), _one, rank=OTHER),
    Misconception("bias-per-input-channel", "a bias was counted for every input channel",
                  "there is a bias for each output channel, not for each input channel",
                  frozenset({"params", "biases"}), _per_input, rank=OTHER),
)
