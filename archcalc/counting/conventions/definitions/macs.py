"""Multiply-accumulates of matrix products and convolutions."""

from archcalc.conventions._parts import PRODUCTS
from archcalc.counting import Rule
from archcalc.styles import counted

operations = Rule(
    rule="multiplies with their adds, in conv, fc and attention; nothing else",
    source="the usual meaning of MACs, or mult-adds",
    terms=PRODUCTS,
    style=counted("MACs"),
)
