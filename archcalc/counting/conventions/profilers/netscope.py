"""netscope, the analyser of Caffe files: its multiply-accumulates, memory and parameters."""

from archcalc.conventions._parts import BATCH_NORM, PARAMETERS, PRODUCTS
from archcalc.conventions.caffe import TOPS
from archcalc.counting import Rule, Term
from archcalc.styles import Style

PRINTED = Style("{:.2f}{}", ((10**9, "G"), (10**6, "M"), (10**3, "k"), (1, "")))
SOURCE = "netscope (dgschwend), analyzer.coffee"
LRN = frozenset({"lrn"})

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
