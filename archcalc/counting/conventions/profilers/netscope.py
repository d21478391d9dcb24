"""netscope, the analyser of Caffe files: its multiply-accumulates, memory and parameters."""

from archcalc.counting.convention import Convention, Rule, Term
from archcalc.counting.conventions._terms import AVERAGES, BATCH_NORM, PARAMETERS, PRODUCTS
from archcalc.counting.conventions.profilers.caffe import TOPS
from archcalc.counting.print_style import Style

PRINTED = Style("{:.2f}{}", ((10**9, "G"), (10**6, "M"), (10**3, "k"), (1, "")))
SOURCE = "netscope (dgschwend), analyzer.coffee"
LRN = frozenset({"lrn"})
_ADAPTIVE = frozenset({"adaptive-pooling"})
"""Pooling that Caffe has not."""

memory = Rule(
    rule="every top of every layer but the data's, those in place again; batch norm is two layers",
    source=SOURCE,
    terms=tuple(term._replace(but=term.but | {"input"}) for term in TOPS),
    style=PRINTED,
)

params = Rule(
    rule="weights, biases, batch norm's mean and variance (not its scale and shift), 2 for each LRN",
    source=SOURCE,
    terms=(*PARAMETERS[:2], Term("running statistics", "buffers", BATCH_NORM),
           Term("settings", "layers", LRN, factor=2)),
    style=PRINTED,
)

operations = Rule(
    rule="macc: products of conv and fc, without biases; LRN's squares; batch norm's scaling",
    source=SOURCE,
    terms=(*PRODUCTS, Term("squares", "window_values", LRN), Term("scale and shift", "outputs_scaled", BATCH_NORM)),
    style=PRINTED,
)

VARIANTS = {
    "netscope-add": Convention(operations=Rule(
        rule="add: average pooling's windows; batch norm, LRN, softmax and sums of branches, 1 for each value",
        source=SOURCE,
        terms=(Term("windows", "window_values", AVERAGES, but=_ADAPTIVE),
               Term("values", "outputs", BATCH_NORM | LRN | {"softmax", "sum"})),
        style=PRINTED,
    )),
    "netscope-comp": Convention(operations=Rule(
        rule="comp: max pooling's windows; ReLU and dropout, one for each value",
        source=SOURCE,
        terms=(Term("windows", "window_values", frozenset({"maxima"}), but=_ADAPTIVE),
               Term("values", "outputs", frozenset({"relu", "relu6", "elu", "prelu", "random"}))),
        style=PRINTED,
    )),
    "netscope-div": Convention(operations=Rule(
        rule="div: batch norm and softmax, one for each value; LRN two",
        source=SOURCE,
        terms=(Term("values", "outputs", BATCH_NORM | {"softmax"}),
               Term("values", "outputs", LRN, factor=2)),
        style=PRINTED,
    )),
    "netscope-exp": Convention(operations=Rule(
        rule="exp: LRN and softmax, one for each value",
        source=SOURCE,
        terms=(Term("values", "outputs", LRN | {"softmax"}),),
        style=PRINTED,
    )),
}
