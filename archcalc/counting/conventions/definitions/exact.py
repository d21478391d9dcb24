"""Every trained parameter."""

from archcalc.counting.convention import Rule
from archcalc.counting.conventions._terms import PARAMETERS

params = Rule(
    rule="weights, biases, scale and shift of norms; running statistics are buffers",
    source="the definition: what training changes",
    terms=PARAMETERS,
)
