"""DeepSpeed's FLOPs profiler."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import BIASES, CONVOLUTION, LOSS_LEFT_OUT, PRODUCTS, RARE_RESIZING
from archcalc.counting.conventions.profilers import calflops

operations = Rule(
    rule="2 for each product, biases of conv (not of fc), batch norm at 2 for each value, ReLU, softmax, pool inputs",
    source="DeepSpeed 0.19.8, FLOPs profiler",
    terms=(PRODUCTS[0]._replace(factor=2), BIASES[0]._replace(at=CONVOLUTION), *calflops.PER_VALUE,
           Term("values", "resized_outputs", frozenset({"resize"}))),
    style=calflops.operations.style,
    doubts=(LOSS_LEFT_OUT, RARE_RESIZING, Doubt("an einsum counts one more, and its sums", frozenset({"einsum"}))),
)
