"""Keras: model.summary()."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import PARAMETERS
from archcalc.counting.print_style import MEBIBYTES

params = Rule(
    rule="weights, biases, and 4 values a channel in batch norm, of which 2 are not trainable",
    source="Keras 3.15.1, model.summary(): total params",
    terms=(*PARAMETERS, Term("running statistics", "buffers")),
    style=MEBIBYTES,
)
