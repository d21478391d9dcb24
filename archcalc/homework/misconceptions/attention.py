"""Attention: its products of tokens with tokens, and the matrices that heads share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.homework.misconceptions._base import (
    FILTERS,
    OTHER,
    PRODUCTS,
    Case,
    Misconception,
    Mistaken,
    Variation,
    alike,
    at_a_layer,
    by_rule,
    in_units,
)
from archcalc.homework.questions.right_answers import MACS, Target, held
from archcalc.operators.operator import Cost


def _fewer_products(left_out: Callable[[Case, Cost], int]) -> Callable[[Case], Iterator[Mistaken]]:
    """The answers of those who leave products out of each attention, if there are any to leave out."""
    def answers(case: Case) -> Iterator[Mistaken]:
        costs = [(layer, layer.op.cost(layer.output, *layer.inputs), times) for layer, times in alike(case)]
        without = sum(left_out(layer, cost) * times for layer, cost, times in costs if "attention" in layer.op.traits)
        if without:
            total = sum(cost.macs * times for _, cost, times in costs) - without
            yield from map(Mistaken, in_units(case, Target(total, MACS)))

    return answers


def _hidden(case: Case, cost: Cost) -> int:
    """Half of the products of tokens with tokens, where a causal mask hides it."""
    causal = case.op.attributes.get("causal") or case.op.attributes.get("mask") == "causal"
    return cost.paired // 2 if causal else 0


def _each_head_whole(case: Case) -> Iterator[Variation]:
    if case.op.attributes.get("head_width") == 0:
        yield Variation(case.op.replace(head_width=case.inputs[0][2]), case.inputs, case.output)


def _heads(case: Case) -> int:
    """The heads of one attention; 0 of what has none."""
    heads: int = case.op.attributes.get("heads", 0)
    return heads if "looks-back" in case.op.traits and not case.whole and len(case.inputs[0]) == 3 else 0


def _for_every_head(case: Case) -> Iterator[Mistaken]:
    """All weights times the heads, with the biases once, with them times the heads, and without the last matrix."""
    heads, counts = _heads(case), held(case.op, case.inputs)
    if not heads:
        return
    if case.question.figure.name in PRODUCTS:
        cost = case.op.cost(case.output, *case.inputs)
        for macs in (cost.macs + (heads - 1) * cost.paired, heads * cost.macs):
            yield from map(Mistaken, in_units(case, Target(macs, MACS)))
        return
    last = _of_last_matrix(case)
    for weights in (heads * counts["weight"], heads * (counts["weight"] - last) + last):
        yield from (Mistaken(Target(weights + biases)) for biases in (0, counts["bias"], heads * counts["bias"]))


def _for_one_head(case: Case) -> Iterator[Mistaken]:
    heads, counts = _heads(case), held(case.op, case.inputs)
    if heads > 1:
        share = counts["weight"] // heads
        yield from (Mistaken(Target(share + biases)) for biases in (0, counts["bias"], counts["bias"] // heads))


def _scores_too(case: Case) -> Iterator[Mistaken]:
    """The scores among the parameters, of all heads and of one."""
    heads, tokens = _heads(case), case.inputs[0][1] if case.inputs else 0
    if heads:
        counts = held(case.op, case.inputs)
        yield from (Mistaken(Target(counts["weight"] + counts["bias"] + times * tokens * tokens))
                    for times in dict.fromkeys((heads, 1)))


def _without_last_matrix(case: Case, cost: Cost) -> int:
    """The products of the matrix behind the heads."""
    return prod(case.output[:-1]) * _of_last_matrix(case)


def _of_last_matrix(case: Case) -> int:
    return sum(prod(each.shape) for name, each in case.op.weights(*case.inputs).items()
               if _last(name) and each.role == "weight")


def _one_of_each_a_head(case: Case) -> Iterator[Variation]:
    heads, served = (case.op.attributes.get(name) for name in ("heads", "kv_heads"))
    if served is not None and served != heads:
        yield Variation(case.op.replace(kv_heads=heads), case.inputs, case.output)


def _last(name: str) -> bool:
    """True of the matrix behind the heads, and of its biases."""
    return name.startswith("proj")


def _not_last(name: str) -> bool:
    return not _last(name)


def _of_matrices(counted: Callable[[str], bool]) -> Callable[[Case], Iterator[Mistaken]]:
    """The answers of those who count some of an attention's arrays, if it has a matrix behind its heads."""
    def answers(case: Case) -> Iterator[Mistaken]:
        arrays = {} if case.whole or "attention" not in case.op.traits else case.op.weights(*case.inputs)
        sizes = {role: sum(prod(each.shape) for name, each in arrays.items() if counted(name) and each.role == role)
                 for role in ("weight", "bias")}
        with_biases = sum(sizes.values()) if case.question.figure.name == "params" else sizes["weight"]
        if any(map(_last, arrays)):
            yield Mistaken(Target(sizes["weight"], convention="weights"))
            yield Mistaken(Target(with_biases, convention="exact"))

    return answers


_WEIGHTS = frozenset({"params", "weights"})

ROWS = (
    Misconception("masked-products-left-out", "the products that the mask hides were left out",
                  "a mask is put on scores that are worked out: the products are the whole ones", PRODUCTS,
                  _fewer_products(_hidden)),
    Misconception("scores-forgotten", "the products of tokens with tokens were forgotten",
                  "queries meet keys, and scores meet values: two products for every pair of tokens", PRODUCTS,
                  _fewer_products(lambda case, cost: cost.paired)),
    Misconception("heads-multiplied", "every head was given matrices as wide as all heads",
                  "the heads share the features: the matrices do not grow with their number", FILTERS,
                  by_rule(_each_head_whole), rank=OTHER),
    Misconception("heads-counted-twice", "the figure was multiplied by the heads",
                  "the heads share the features: all of them together take no more than one would", FILTERS,
                  _for_every_head, rank=OTHER),
    Misconception("one-head-counted", "one head was counted", "every head has its share of the matrices: count all",
                  _WEIGHTS, _for_one_head, rank=OTHER),
    Misconception("scores-counted", "the scores were counted among the parameters",
                  "scores are worked out anew for every sequence: nothing in them is learned", _WEIGHTS, _scores_too,
                  rank=OTHER),
    Misconception("projections-forgotten", "the matrices of queries, keys and values were forgotten",
                  "every token is multiplied with the matrices before tokens meet", PRODUCTS,
                  at_a_layer(_fewer_products(lambda case, cost: cost.macs - cost.paired if cost.paired else 0)),
                  rank=OTHER),
    Misconception("one-product-of-two", "one product of tokens with tokens was counted",
                  "queries meet keys, and scores meet values: two products for every pair of tokens", PRODUCTS,
                  at_a_layer(_fewer_products(lambda case, cost: cost.paired // 2)), rank=OTHER),
    Misconception("output-products-forgotten", "the products of the matrix behind the heads were forgotten",
                  "what the heads give goes through a matrix of its own", PRODUCTS,
                  at_a_layer(_fewer_products(_without_last_matrix)), rank=OTHER),
    Misconception("kv-heads-ignored", "every head was given a key and a value of its own",
                  "with grouped queries several heads share a key and a value", FILTERS, by_rule(_one_of_each_a_head)),
    Misconception("output-matrix-forgotten", "the matrix behind the heads was forgotten",
                  "what the heads give goes through a matrix of its own", _WEIGHTS, _of_matrices(_not_last)),
    Misconception("one-matrix-counted", "one matrix was counted",
                  "queries, keys and values have a matrix each, and so has the output", _WEIGHTS,
                  _of_matrices(_last)),
)
