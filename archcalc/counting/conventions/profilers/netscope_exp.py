"""netscope's exponentials."""

from archcalc.conventions import netscope
from archcalc.counting import Rule, Term

operations = Rule(
    rule="exp: LRN and softmax, one for each value",
    source=netscope.SOURCE,
    terms=(Term("values", "outputs", frozenset({"lrn", "softmax"})),),
    style=netscope.PRINTED,
)
