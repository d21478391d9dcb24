"""Floating-point operations, a multiply and its add counted apart."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.print_style import counted

operations = Rule(
    rule="2 for each product: a multiply and an add",
    source="hardware's FLOP; the MobileNet paper's figure for SqueezeNet, Table 9",
    terms=(Term("products", "macs", factor=2),),
    style=counted("FLOPs"),
)
