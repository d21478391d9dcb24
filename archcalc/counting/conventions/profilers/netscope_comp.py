"""netscope's comparisons."""

from archcalc.conventions import netscope
from archcalc.counting import Rule, Term

operations = Rule(
    rule="comp: max pooling's windows; ReLU and dropout, one for each value",
    source=netscope.SOURCE,
    terms=(Term("windows", "window_values", frozenset({"max_pool", "global_max_pool"})),
           Term("values", "outputs", frozenset({"relu", "relu6", "elu", "prelu", "dropout"}))),
    style=netscope.PRINTED,
)
