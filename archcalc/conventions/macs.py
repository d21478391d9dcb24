"""Multiply-accumulates of matrix products and convolutions."""

from archcalc.counting import Rule, Term

operations = Rule(
    rule="multiplies with their adds, in conv, fc and attention; nothing else",
    source="the usual meaning of MACs, or mult-adds",
    terms=(Term("products", "macs"),),
)
