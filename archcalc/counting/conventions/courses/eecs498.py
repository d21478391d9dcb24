"""EECS 498 (Deep Learning for Computer Vision), the chart that compares architectures."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import CONVOLUTION, PARAMETERS, PRODUCTS, WINDOW_POOLING
from archcalc.counting.print_style import Style

_SOURCE = "EECS 498-007 (Michigan), lecture 8"

memory = Rule(
    rule="the outputs of convolutions, in units of 2^20 bytes",
    source=_SOURCE,
    terms=(Term("outputs", "outputs", CONVOLUTION),),
    style=Style("{:.1f} MB", ((2**20, "MiB"),), size=True),
)

params = Rule(
    rule="weights, biases, scale and shift of norms",
    source=_SOURCE,
    terms=PARAMETERS,
    style=Style("{:.0f}{}", ((10**6, "M"), (10**3, "k"))),
)

operations = Rule(
    rule="a multiply with its add is one FLOP; pooling counts its windows",
    source=_SOURCE,
    terms=(*PRODUCTS, Term("windows", "window_values", WINDOW_POOLING)),
    style=Style("{:.1f} GFLOP", ((10**9, "G"),)),
)
