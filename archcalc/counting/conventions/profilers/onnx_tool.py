"""onnx-tool, which profiles an exported file."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import BATCH_NORM, BIASES, LOSS, PRODUCTS, WINDOW_POOLING
from archcalc.counting.print_style import Style, counted

_MERGED = "an exporter stores equal arrays once, and the biases of a fresh network may all be zero"
_LEFT_OUT = LOSS | BATCH_NORM | {"input", "random", "stacks", "pad", "slice"}
_EACH = frozenset({"relu", "sum"})
_TWO_BOUNDS = frozenset({"relu6"})

params = Rule(
    rule="weights and biases, batch norm folded into the biases; biases of one length once",
    source="onnx-tool 1.0.1, export of PyTorch 2.13",
    terms=(Term("weights", "weights"), Term("biases", "arrays_merged")),
    doubts=(Doubt(_MERGED),),
)

memory = Rule(
    rule="the output of every operator of the export that computes, and the parameters",
    source="onnx-tool 1.0.1, export of PyTorch 2.13",
    terms=(Term("outputs", "outputs", but=_LEFT_OUT), Term("outputs", "outputs_unfolded"), *params.terms),
    style=Style("{:,}", ((1, "B"),), size=True),
)

operations = Rule(
    rule="products; biases, folded batch norms, ReLU and add at 1 for each value; windows of pooling",
    source="onnx-tool 1.0.1: MACs",
    terms=(*PRODUCTS, *BIASES, Term("biases", "outputs_folded"), Term("values", "outputs", _EACH),
           Term("values", "outputs_unfolded", factor=31),
           Term("values", "outputs", _TWO_BOUNDS, factor=2),
           Term("windows", "window_values", WINDOW_POOLING | {"adaptive_avg_pool"}),
           Term("inputs", "inputs", frozenset({"global_avg_pool"})),
           Term("outputs", "outputs", frozenset({"global_avg_pool"}), factor=4)),
    style=counted("MACs"),
)
