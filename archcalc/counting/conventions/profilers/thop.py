"""thop."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import (
    AVERAGES,
    LOSS_LEFT_OUT,
    MATRICES,
    MODULES,
    NORMS,
    PARAMETERS,
    WINDOW_POOLING,
)
from archcalc.counting.print_style import counted

_WITHOUT_RULE = frozenset({"group_norm", "embedding"})
"""Modules that it passes over."""

params = Rule(
    rule="the parameters of every module that has a rule",
    source="thop 0.1.1, profile",
    terms=tuple(term._replace(at=MODULES, but=_WITHOUT_RULE) for term in PARAMETERS),
    style=counted("values", "{}.0"),
    doubts=(Doubt("attention, class token and positions are missed", frozenset({"attention", "token"})),),
)

operations = Rule(
    rule="products, norms at 4 for each value, PReLU 1, softmax 3, adaptive average pooling 1 in and out; no biases",
    source="thop 0.1.1, profile: MACs",
    terms=(Term("products", "macs_of_outputs", MATRICES),
           Term("values", "outputs_normalised", NORMS, factor=2, but=_WITHOUT_RULE),
           Term("values", "outputs", frozenset({"prelu"})), Term("steps", "softmax_steps"),
           Term("inputs", "inputs", AVERAGES, but=WINDOW_POOLING), Term("outputs", "outputs", AVERAGES),
           Term("values", "outputs", frozenset({"resize"})),
           Term("blends", "outputs_blended", frozenset({"resize"}), factor=10)),
    style=counted("MACs", "{}.0"),
    doubts=(Doubt("attention is left out (thop issue 197)", frozenset({"attention"})), LOSS_LEFT_OUT),
)
