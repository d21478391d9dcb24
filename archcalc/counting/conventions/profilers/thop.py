"""thop."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import (
    AVERAGES,
    LOSS_LEFT_OUT,
    MATRICES,
    MODULES,
    NORMS,
    PARAMETERS,
    RARE_RESIZING,
    RECURRENT,
    WINDOW_POOLING,
)
from archcalc.counting.print_style import counted

_WITHOUT_RULE = frozenset({"group_norm", "embedding"})
"""Modules that it passes over."""
_STEPS = {1: "rnn", 7: "gru", 8: "lstm"}
"""What a unit of a recurrent layer costs in a step besides its products and biases."""

params = Rule(
    rule="the parameters of every module that has a rule",
    source="thop 0.1.1, profile",
    terms=tuple(term._replace(at=MODULES, but=_WITHOUT_RULE) for term in PARAMETERS),
    style=counted("values", "{}.0"),
    doubts=(Doubt("attention, class token and positions are missed", frozenset({"attention", "token"})),
            Doubt("norms by the root mean square are missed", frozenset({"rms_norm"}))),
)

operations = Rule(
    rule="products, norms at 4 for each value, PReLU 1, softmax 3, adaptive average pooling 1 in and out; no biases, "
         "but of recurrent layers, with their gates",
    source="thop 0.1.1, profile: MACs",
    terms=(Term("products", "macs_of_outputs", MATRICES), Term("products", "macs", RECURRENT),
           *(Term("steps", "unit_steps", frozenset({kind}), factor=factor) for factor, kind in _STEPS.items()),
           Term("biases", "biases_of_steps", RECURRENT),
           Term("values", "outputs_normalised", NORMS, factor=2, but=_WITHOUT_RULE),
           Term("values", "outputs", frozenset({"prelu"})), Term("steps", "softmax_steps"),
           Term("inputs", "inputs", AVERAGES, but=WINDOW_POOLING), Term("outputs", "outputs", AVERAGES),
           Term("values", "outputs", frozenset({"resize"})),
           Term("blends", "outputs_blended", frozenset({"resize"}), factor=10)),
    style=counted("MACs", "{}.0"),
    doubts=(Doubt("attention is left out (thop issue 197)", frozenset({"attention"})),
            Doubt("an LSTM's projection is passed over, as if its output were as wide as its cell", RECURRENT,
                  "macs_projected"), LOSS_LEFT_OUT, RARE_RESIZING),
)
