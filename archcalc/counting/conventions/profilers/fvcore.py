"""fvcore, and with it mmengine and timm's tables."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import (
    AVERAGES,
    BATCH_NORM,
    MATRICES,
    NORMS,
    RARE_RESIZING,
    RECURRENT,
    WEIGHT_PRODUCTS,
    WINDOW_POOLING,
)
from archcalc.counting.print_style import counted

memory = Rule(
    rule="the values that convolutions and matrix products give; not norms, ReLU or pool",
    source="fvcore 0.1.5, ActivationCountAnalysis; timm's infer_macts",
    terms=(Term("outputs", "outputs_of_matrices", frozenset({*MATRICES, "attention"})),
           Term("outputs", "outputs", frozenset({"product", "window_attention"})),
           Term("scores", "exponentials", frozenset({"written-out"}))),
    style=counted("values", "{}"),
    doubts=(Doubt("attention between given queries, keys and values is skipped", frozenset({"scored"})),),
)

operations = Rule(
    rule="products, batch norm at 2 for each value, other norms at 5, what adaptive average pooling reads",
    source="fvcore 0.1.5, FlopCountAnalysis; timm's infer_gmacs",
    terms=(*(term._replace(but=RECURRENT) for term in WEIGHT_PRODUCTS),
           Term("values", "outputs_normalised", NORMS),
           Term("means and deviations", "outputs", NORMS, but=BATCH_NORM, factor=3),
           Term("inputs", "inputs", AVERAGES, but=WINDOW_POOLING),
           Term("values", "outputs", frozenset({"resize"})),
           Term("blends", "outputs_blended", frozenset({"resize"}), factor=3)),
    style=counted("FLOPs", "{}"),
    doubts=(Doubt("attention's products of tokens with tokens are skipped, with a warning", frozenset({"attention"})),
            Doubt("recurrent layers are skipped, with a warning", RECURRENT), RARE_RESIZING,
            Doubt("an einsum of one volume counts its sums", frozenset({"einsum"}))),
)
