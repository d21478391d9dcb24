"""Attention: its products of tokens with tokens, and the matrices that heads share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archcalc.homework.misconceptions._base import (
    FILTERS,
    OTHER,
    PRODUCTS,
    Case,
    Misconception,
    Mistaken,
    Variation,
    alike,
    by_rule,
    in_units,
)
from archcalc.homework.questions.right_answers import MACS, Target
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


def _one_of_each_a_head(case: Case) -> Iterator[Variation]:
    heads, served = (case.op.attributes.get(name) for name in ("heads", "kv_heads"))
    if served is not None and served != heads:
        yield Variation(case.op.replace(kv_heads=heads), case.inputs, case.output)


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
    Misconception("kv-heads-ignored", "every head was given a key and a value of its own",
                  "with grouped queries several heads share a key and a value", FILTERS, by_rule(_one_of_each_a_head)),
)
