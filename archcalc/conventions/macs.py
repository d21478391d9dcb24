"""Multiply-accumulates of matrix products and convolutions."""

from archcalc.counting import Operations
from archcalc.rules.operator import Cost

operations = Operations(
    rule="one multiply with its add, in products of weights and in attention's two products; biases, norms, "
         "activations and pooling are not counted",
    source="the usual meaning of MACs, or mult-adds",
    weights=Cost(macs=1),
)
