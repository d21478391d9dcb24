"""ptflops, which counts what PyTorch's operators do."""

from archcalc.conventions._parts import BIASES, WEIGHT_PRODUCTS
from archcalc.counting import Doubt, Rule
from archcalc.styles import Style

PRINTED = Style("{:.2f} {}Mac", ((10**9, "G"), (10**6, "M"), (10**3, "K")))

operations = Rule(
    rule="products and biases of conv and fc; nothing else",
    source="ptflops 0.7.5, backend aten",
    terms=(*WEIGHT_PRODUCTS, *BIASES),
    style=PRINTED,
    doubts=(Doubt("attention's products of tokens with tokens are skipped", frozenset({"attention"})),),
)
