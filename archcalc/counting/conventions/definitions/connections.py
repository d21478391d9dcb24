"""Connections, as LeNet-5's paper counts them."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import BIASES, PRODUCTS
from archcalc.counting.print_style import counted

operations = Rule(
    rule="products, biases, values in trainable windows, and those of the codes",
    source="LeCun et al. 1998, section II.B: 340,908 connections",
    terms=(*PRODUCTS, BIASES[0]._replace(but=frozenset({"pooling"})),
           Term("windows", "adds", frozenset({"subsample"})), Term("codes", "buffers", frozenset({"rbf"}))),
    style=counted("connections"),
)
