"""Multiply-accumulates of matrix products and convolutions."""

from archcalc.counting.convention import Rule
from archcalc.counting.conventions._terms import PRODUCTS
from archcalc.counting.print_style import counted

operations = Rule(
    rule="multiplies with their adds, in conv, fc, attention and recurrent layers; nothing else",
    source="the usual meaning of MACs, or mult-adds",
    terms=PRODUCTS,
    style=counted("MACs"),
)
