"""How the lecture's VGG table counts."""

from archcalc.counting import Rule, Term
from archcalc.styles import MEGABYTES

HELD = frozenset({"input", "convolution", "pooling", "linear", "attention", "lrn", "resize"})

memory = Rule(
    rule="the input and the outputs of conv, pool, fc, LRN and attention; ReLU, batch norm and add work in place, "
         "concat holds its branches",
    source="CS231n, lecture 7 (2016): rows of the VGG table",
    terms=(Term("outputs", "outputs", HELD),),
    style=MEGABYTES,
)

params = Rule(
    rule="weights alone, no biases",
    source='CS231n, lecture 7 (2016): "not counting biases"',
    terms=(Term("weights", "weights"),),
)
