"""Keras: model.summary()."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import PARAMETERS
from archcalc.counting.print_style import MEBIBYTES

ONE_BIAS = frozenset({"lstm", "rnn"})
"""Its recurrent layers with one bias for each sum, where PyTorch has two; its GRU has both."""

params = Rule(
    rule="weights, biases, one for each gate of an LSTM, and 4 values a channel in batch norm, of which 2 are not "
         "trainable",
    source="Keras 3.15.1, model.summary(): total params",
    terms=(*PARAMETERS, Term("second biases", "second_biases", ONE_BIAS, factor=-1),
           Term("running statistics", "buffers")),
    style=MEBIBYTES,
)
