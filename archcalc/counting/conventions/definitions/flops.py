"""Floating-point operations, a multiply and its add counted apart."""

from archcalc.counting import Rule, Term
from archcalc.styles import counted

operations = Rule(
    rule="2 for each product: a multiply and an add",
    source="hardware's FLOP; the MobileNet paper's figure for SqueezeNet, Table 9",
    terms=(Term("products", "macs", factor=2),),
    style=counted("FLOPs"),
)
