"""PyTorch's FLOP counter over a forward and a backward pass."""

from archcalc.counting import Doubt, Rule, Term
from archcalc.styles import counted

operations = Rule(
    rule="2 for each product forward, of weights' gradients, and of inputs' gradients (the image has none)",
    source="PyTorch 2.13, FlopCounterMode, forward and backward",
    terms=(Term("products", "macs", factor=2), Term("gradients of weights", "macs_of_weights", factor=2),
           Term("gradients of inputs", "macs_of_inputs", factor=2),
           Term("gradients of weights, again for every other group", "macs_groups_ignored", factor=2)),
    style=counted("FLOPs", "{}"),
    doubts=(Doubt("the gradient of a grouped convolution's weights counts as if it had no groups",
                  measure="macs_groups_ignored"),),
)
