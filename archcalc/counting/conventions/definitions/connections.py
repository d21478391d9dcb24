"""Connections, as LeNet-5's paper counts them."""

from archcalc.conventions._parts import BIASES, PRODUCTS
from archcalc.counting import Rule, Term
from archcalc.styles import counted

operations = Rule(
    rule="products, biases, values in trainable windows, and those of the codes",
    source="LeCun et al. 1998, section II.B: 340,908 connections",
    terms=(*PRODUCTS, BIASES[0]._replace(but=frozenset({"pooling"})),
           Term("windows", "adds", frozenset({"subsample"})), Term("codes", "buffers", frozenset({"rbf"}))),
    style=counted("connections"),
)
