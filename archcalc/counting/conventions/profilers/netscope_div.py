"""netscope's divisions."""

from archcalc.conventions import netscope
from archcalc.counting import Rule, Term

operations = Rule(
    rule="div: batch norm and softmax, one for each value; LRN two",
    source=netscope.SOURCE,
    terms=(Term("values", "outputs", frozenset({"batch_norm", "softmax"})),
           Term("values", "outputs", netscope.LRN, factor=2)),
    style=netscope.PRINTED,
)
