"""netscope's additions."""

from archcalc.conventions import netscope
from archcalc.counting import Rule, Term

operations = Rule(
    rule="add: average pooling's windows; batch norm, LRN, softmax and sums of branches, 1 for each value",
    source=netscope.SOURCE,
    terms=(Term("windows", "window_values", frozenset({"avg_pool", "global_avg_pool"})),
           Term("values", "outputs", frozenset({"batch_norm", "lrn", "softmax", "add"}))),
    style=netscope.PRINTED,
)
