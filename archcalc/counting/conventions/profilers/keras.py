"""Keras: model.summary()."""

from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Rule, Term
from archcalc.styles import MEBIBYTES

params = Rule(
    rule="weights, biases, and 4 values a channel in batch norm, of which 2 are not trainable",
    source="Keras 3.15.1, model.summary(): total params",
    terms=(*PARAMETERS, Term("running statistics", "buffers")),
    style=MEBIBYTES,
)
