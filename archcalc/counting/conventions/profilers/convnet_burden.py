"""convnet-burden."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import BIASES, PARAMETERS, PRODUCTS, WINDOW_POOLING, WITHOUT_ARITHMETIC
from archcalc.counting.print_style import Style

_SIZE = Style("{:.0f} {}", ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"), (1, "B")), size=True)
_SOURCE = "albanie/convnet-burden, core/burden.m"
_LRN = frozenset({"lrn"})

memory = Rule(
    rule="the output of every layer once, without the image; ReLU works in place, dropout is gone",
    source=_SOURCE,
    terms=(Term("outputs", "outputs", but=WITHOUT_ARITHMETIC | {"random", "relu"}),),
    style=_SIZE,
)

params = Rule(
    rule="weights, biases, and batch norm's scale, shift, mean and variance",
    source=_SOURCE,
    terms=(*PARAMETERS, Term("running statistics", "buffers")),
    style=_SIZE,
)

operations = Rule(
    rule="products, biases, ReLU at 2 for each value, pooling at 2 for each place of its stride, sums of branches",
    source=_SOURCE,
    terms=(*PRODUCTS, *BIASES, Term("values", "outputs", frozenset({"relu"}), factor=2),
           Term("strides", "stride_values", WINDOW_POOLING, factor=2),
           Term("strides", "outputs", frozenset({"global_avg_pool"}), factor=2),
           Term("values", "outputs", frozenset({"sum"})), Term("values", "outputs", _LRN, factor=3),
           Term("places", "places", _LRN, factor=2)),
    style=Style("{:.0f} {}FLOPS", ((10**9, "G"), (10**6, "M"), (10**3, "K"), (1, ""))),
)
